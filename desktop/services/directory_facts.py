"""The hub's own directory as facts, to be written to a file or held against one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from db.enums import Answer
from db.models import Organisation
from db.models import Service as ServiceRecord
from db.queries import directory_exchange as query
from db.queries.directory_exchange import Held
from desktop.domain.directory_facts import (
    AreaFacts,
    Directory,
    HoursFacts,
    OrganisationFacts,
    ServiceFacts,
    TownOf,
)
from desktop.domain.postcodes import normalise
from desktop.services.base import Actor, Service, Tools, verb

_REFUGE = "domestic_abuse"
"""Wherever this is helped with, the address stays private, whatever else is said."""


@dataclass(frozen=True, slots=True)
class GatheredDirectory:
    """What may go into a directory.

    Attributes:
        directory: organisations and services.
        said_no: how many services do not want to be in one.
        town_of: finds the local authority of a postcode in it.
    """

    directory: Directory
    said_no: int
    town_of: TownOf


class DirectoryFacts(Service):
    """Verbs on the directory as a whole."""

    @verb("export.list")
    def gather(self, _actor: Actor, organisation_ids: Sequence[str] | None = None) -> GatheredDirectory:
        """What may go into a file.

        Args:
            _actor: who exports.
            organisation_ids: only these; None for all.
        """
        with self.store.read() as session:
            held = query.everything(session)
            names = {code: label for code, (_, label) in query.need_types(session).items()}
        wanted = None if organisation_ids is None else set(organisation_ids)
        hosts = [one for one in held.organisations if wanted is None or one.id in wanted]
        keys = {one.id for one in hosts}
        theirs = [one for one in held.services if one.organisation_id in keys]
        willing = [one for one in theirs if one.in_leaflet is not Answer.NO]
        directory = Directory(
            tuple(map(_organisation, hosts)), tuple(_service(one, held) for one in willing), names
        )
        postcodes = [*(one.postcode for one in hosts), *(one.postcode for one in willing)]
        town_of = towns(self.tools, postcodes)
        return GatheredDirectory(directory, len(theirs) - len(willing), town_of)


def all_facts(held: Held, names: dict[str, str]) -> Directory:
    """Everything the hub holds, for holding a file against it."""
    return Directory(
        tuple(map(_organisation, held.organisations)),
        tuple(_service(one, held) for one in held.services),
        names,
    )


def towns(tools: Tools, postcodes: Iterable[str]) -> Callable[[str], str]:
    """Look up the local authorities of postcodes, all at once.

    Args:
        tools: with the gazetteer.
        postcodes: as stored or as read from a file.

    Returns:
        A function from a postcode to the name of its local authority; empty for one not among those.
    """
    wanted = sorted({normalise(one) for one in postcodes if one.strip()})
    found = tools.find_places(wanted) if wanted else {}
    known = {code: place.la_name for code, place in found.items() if place is not None}
    return lambda postcode: known.get(postcode, "")


def _organisation(one: Organisation) -> OrganisationFacts:
    return OrganisationFacts(
        one.id,
        one.name,
        layer=one.layer,
        remit=one.remit,
        boundaries=one.boundaries,
        contact_name=one.contact_name,
        contact_role=one.contact_role,
        deputy_name=one.deputy_name,
        deputy_role=one.deputy_role,
        deputy_phone=one.deputy_phone,
        phone=one.phone,
        email=one.email,
        url=one.url,
        address=one.address,
        postcode=one.postcode,
    )


def _service(one: ServiceRecord, held: Held) -> ServiceFacts:
    needs = tuple(sorted(held.needs.get(one.id, ())))
    areas = (held.patches[key] for key in held.areas.get(one.id, ()) if key in held.patches)
    hours = (
        HoursFacts(each.weekday, f"{each.opens_at:%H:%M}", f"{each.closes_at:%H:%M}", each.note)
        for each in held.hours.get(one.id, ())
    )
    return ServiceFacts(
        one.id,
        one.organisation_id,
        one.name,
        status=one.status.value,
        description=one.description,
        capacity_week=one.capacity_week,
        eligibility=one.eligibility,
        minimum_age=one.minimum_age,
        maximum_age=one.maximum_age,
        how_to_refer=one.how_to_refer,
        languages=tuple(map(str, one.languages)),
        interpreters=one.interpreters,
        food_cultures=tuple(map(str, one.food_cultures)),
        collects=one.collects,
        delivers=one.delivers,
        cost=one.cost,
        phone=one.phone,
        email=one.email,
        url=one.url,
        address=one.address,
        postcode=one.postcode,
        everywhere=one.everywhere,
        risk_up_to=one.risk_up_to.value,
        verified_on=one.verified_on,
        needs=needs,
        areas=tuple(sorted((AreaFacts(*patch) for patch in areas), key=lambda area: (area.name, area.parts))),
        hours=tuple(sorted(hours)),
        is_secret=one.address_withheld or _REFUGE in needs,
    )
