"""A hub's own postcodes, such as a Northern Ireland list, asked before the gazetteer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from db.enums import Precision
from db.gazetteer import Place
from db.models import ExtraPostcode, Household
from db.store import Store
from desktop.domain.place_rows import RejectedPlace, read_place_rows
from desktop.services.base import Actor, Changes, Service, changes, verb

_PAGE = 900
FindPlaces = Callable[[Sequence[str]], Mapping[str, Place | None]]


@dataclass(frozen=True, slots=True)
class LoadedPostcodes:
    """What came of loading a list.

    Attributes:
        count: how many postcodes the hub holds now.
        rejected: rows that could not be read, with the reason.
        changes: what the write touched.
    """

    count: int
    rejected: tuple[RejectedPlace, ...]
    changes: Changes


class OwnPostcodes(Service):
    """Verbs on the hub's own postcodes."""

    @verb("hub.see")
    def count(self, _actor: Actor) -> int:
        """How many postcodes the hub loaded itself."""
        with self.store.read() as session:
            return session.scalar(select(func.count()).select_from(ExtraPostcode)) or 0

    @verb("hub.set")
    def load(self, actor: Actor, rows: Iterable[Mapping[str, str]]) -> LoadedPostcodes:
        """Replace the hub's own postcodes, and place the households that have one of them.

        Args:
            actor: who loads.
            rows: a table with a postcode and either Irish Grid, Irish Transverse Mercator or OSGB
                coordinates, or latitude and longitude.

        Returns:
            How many there are now, and the rows that could not be read.

        Raises:
            DomainError: the columns cannot be told.
        """
        places, rejected = read_place_rows(rows)
        by_code = {place.postcode: place for place in places}
        with self.store.write(actor.user_id) as work:
            work.session.execute(delete(ExtraPostcode))
            work.insert_many(
                ExtraPostcode,
                [
                    {
                        "postcode": one.postcode,
                        "easting": round(one.easting),
                        "northing": round(one.northing),
                        "la_code": one.la_code,
                    }
                    for one in by_code.values()
                ],
            )
            homes = work.session.execute(
                select(Household.id, Household.postcode).where(Household.postcode != "")
            ).all()
            edits = {
                home.id: {
                    "easting": round(by_code[home.postcode].easting),
                    "northing": round(by_code[home.postcode].northing),
                    "precision": Precision.POSTCODE,
                    "la_code": by_code[home.postcode].la_code,
                }
                for home in homes
                if home.postcode in by_code
            }
            work.update_many(Household, edits)
            done = changes(work, "", f"{len(by_code):,} postcodes loaded")
        return LoadedPostcodes(len(by_code), tuple(rejected), done)


def finder(store: Store, otherwise: FindPlaces) -> FindPlaces:
    """A finder that asks the hub's own postcodes before the gazetteer.

    Args:
        store: the open hub.
        otherwise: the gazetteer's finder.

    Returns:
        The finder.
    """

    def find(postcodes: Sequence[str]) -> Mapping[str, Place | None]:
        own = _own(store, list(postcodes))
        others = [postcode for postcode in postcodes if postcode not in own]
        return {**(otherwise(others) if others else {}), **own}

    return find


def _own(store: Store, postcodes: list[str]) -> dict[str, Place | None]:
    found: dict[str, Place | None] = {}
    with store.read() as session:
        for start in range(0, len(postcodes), _PAGE):
            page = postcodes[start : start + _PAGE]
            for one in session.scalars(select(ExtraPostcode).where(ExtraPostcode.postcode.in_(page))):
                found[one.postcode] = Place(
                    one.postcode,
                    one.easting,
                    one.northing,
                    Precision.POSTCODE,
                    one.la_code,
                    "",
                    one.ward_code,
                    "",
                )
    return found
