"""What of the directory may stand on paper for everybody: public facts, and nobody's hiding place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from db.models import Area
from db.queries import services as query
from db.queries.services import ServiceRow
from desktop.domain.directory import may_stand_in_leaflet, may_tell_where
from desktop.domain.opening_hours import hours_lines
from desktop.services.base import Actor, Service, verb
from desktop.services.directory import Directory, Listed, Wanted, listed
from desktop.services.records import get


@dataclass(frozen=True, slots=True)
class Entry:
    """A service as everybody may read it.

    Attributes:
        helps_with: labels of the needs that are not private.
        languages, foods: codes.
        where: address and postcode, where they may be told.
    """

    name: str
    organisation: str
    helps_with: tuple[str, ...]
    description: str
    phone: str
    email: str
    url: str
    how_to_refer: str
    eligibility: str
    hours: tuple[str, ...]
    where: str
    languages: tuple[str, ...]
    interpreters: str
    foods: tuple[str, ...]
    collects: bool
    delivers: bool
    cost: str
    verified_on: date | None


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A directory for an area.

    Attributes:
        area: its name; empty for every area.
        entries: by name.
        left_out: how many services of the area do not stand in it.
    """

    area: str
    entries: tuple[Entry, ...]
    left_out: int = 0


class Leaflets(Service):
    """The verb of the printed directory."""

    @verb("service.print")
    def contents(self, actor: Actor, area_id: str = "") -> Leaflet:
        """What stands in the leaflet of an area: its services, and those that help everywhere.

        The same for whoever prints it: what only the lead may read is on no paper.

        Args:
            actor: who prints.
            area_id: the area; empty for all.
        """
        keys = Directory(self.tools).ids(actor, Wanted(area_id=area_id), "name")
        with self.store.read() as session:
            # Read as it is stored: only what hides a place can find it in other words.
            found = listed(session, keys, self.now(), may_see=True)
            area = get(session, Area, area_id, "area").name if area_id else ""
            labels = query.public_needs(session, keys)
        kept = [
            entry_of(one, labels.get(one.id, ()))
            for one in found
            if may_stand_in_leaflet(one.row.status, one.row.in_leaflet, private=one.private)
        ]
        return Leaflet(area, tuple(kept), len(found) - len(kept))


def entry_of(one: Listed, helps_with: Iterable[str]) -> Entry:
    """What everybody may read of a service.

    A hiding place is looked for in its other words too: a line that holds it is left out.
    """
    row, tells = one.row, may_tell_where(private=one.private, withheld=one.row.address_withheld)
    secrets = () if tells else _secrets(row)
    where = ", ".join(" ".join(part.split()) for part in (row.address, row.postcode) if part)
    return Entry(
        _kept(row.name, secrets),
        _kept(row.organisation, secrets),
        tuple(helps_with),
        _kept(row.description, secrets),
        row.phone,
        row.email,
        row.url,
        _kept(row.how_to_refer, secrets),
        _kept(row.eligibility, secrets),
        tuple(_kept(line, secrets) for line in hours_lines(one.hours)),
        where if tells else "",
        tuple(row.languages),
        _kept(row.interpreters, secrets),
        tuple(row.food_cultures),
        row.collects,
        row.delivers,
        _kept(row.cost, secrets),
        row.verified_on,
    )


def _secrets(row: ServiceRow) -> tuple[str, ...]:
    lines = [part for line in row.address.splitlines() for part in line.split(",")]
    packed = (_packed(one) for one in (*lines, row.postcode))
    return tuple(one for one in packed if len(one) >= 4)


def _kept(words: str, secrets: tuple[str, ...]) -> str:
    held = [line for line in words.splitlines() if not any(one in _packed(line) for one in secrets)]
    return "\n".join(held)


def _packed(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())
