"""A directory written as rows of the Human Services Data Specification 3.0 (Open Referral).

Keys of records are kept as ids; everything that hangs from them has an id made from theirs, so that the same
directory gives the same rows in every hub.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TypeVar

from db.enums import Layer
from desktop.domain.directory_facts import (
    NOT_GIVEN,
    Directory,
    OrganisationFacts,
    ServiceFacts,
    TownOf,
    address_parts,
    part_id,
    split_address,
    tidy_phone,
    uuid_of,
)
from desktop.domain.hsds_terms import DAYS, DETAILS, KEPT_PRIVATE, NEEDS, STATUS_OUT, TAXONOMIES, layer_term
from desktop.domain.hsds_terms import term_id as term_id_of
from desktop.domain.postcodes import normalise
from desktop.domain.text import clean, clean_lines

Facts = TypeVar("Facts", OrganisationFacts, ServiceFacts)
Row = dict[str, str]
Tables = dict[str, list[Row]]

_LEAST_SCRUBBED = 6


@dataclass(slots=True)
class Written:
    """A directory as rows.

    Attributes:
        tables: rows by the standard's table name.
        kept_private: how many addresses were left out because they must not be public.
        contacts: how many people are named.
    """

    tables: Tables = field(default_factory=lambda: defaultdict(list))
    kept_private: int = 0
    contacts: int = 0

    def put(self, table: str, **cells: str) -> None:
        """Add a row; cells left out are empty."""
        self.tables[table].append(cells)


def write_directory(directory: Directory, town_of: TownOf, *, with_contacts: bool) -> Written:
    """Write a directory as rows.

    Args:
        directory: what to write.
        town_of: finds the local authority of a postcode.
        with_contacts: whether people are named; without, a street group's own number, e-mail and address
            stay behind too, as they are somebody's home.

    Returns:
        The rows, each table in the order of its records' keys.
    """
    made = Written()
    shown = _without_private(directory, made)
    if not with_contacts:
        shown = _without_people(shown)
    of_needs: set[str] = set()
    of_details: set[str] = set()
    for one in sorted(shown.organisations, key=lambda one: one.key):
        _organisation(made, one, town_of, of_details, with_contacts=with_contacts)
    for service in sorted(shown.services, key=lambda one: one.key):
        _service(made, service, town_of, of_needs, of_details)
    _terms(made, shown, of_needs, of_details)
    return made


def _without_private(directory: Directory, made: Written) -> Directory:
    """Leave out addresses that must not be public, and the words that would tell them."""
    hidden = [one for one in directory.services if one.is_secret]
    hosts = {one.organisation_key for one in hidden}
    told: dict[str, list[str]] = defaultdict(list)
    holders: list[tuple[str, OrganisationFacts | ServiceFacts]] = [
        *((one.organisation_key, one) for one in hidden),
        *((one.key, one) for one in directory.organisations if one.key in hosts),
    ]
    for host, holder in holders:
        made.kept_private += bool(holder.address or holder.postcode)
        told[host] += _telling(holder.address, holder.postcode)
    organisations = tuple(
        replace(
            one,
            address="",
            postcode="",
            remit=_scrubbed(one.remit, told[one.key]),
            boundaries=_scrubbed(one.boundaries, told[one.key]),
        )
        if one.key in hosts
        else one
        for one in directory.organisations
    )
    services = tuple(_secretive(one, told.get(one.organisation_key, [])) for one in directory.services)
    return replace(directory, organisations=organisations, services=services)


def _secretive(one: ServiceFacts, told: list[str]) -> ServiceFacts:
    if one.is_secret:
        one = replace(one, address="", postcode="")
    if not told:
        return one
    where = f"{one.address} {one.postcode}"
    if _scrubbed(where, told) != where:
        one = replace(one, address="", postcode="")
    return replace(
        one,
        description=_scrubbed(one.description, told),
        eligibility=_scrubbed(one.eligibility, told),
        how_to_refer=_scrubbed(one.how_to_refer, told),
        cost=_scrubbed(one.cost, told),
        interpreters=_scrubbed(one.interpreters, told),
        hours=tuple(replace(each, note=_scrubbed(each.note, told)) for each in one.hours),
    )


def _telling(address: str, postcode: str) -> list[str]:
    first = next(iter(address_parts(address)), "")
    return [text for text in (first, normalise(postcode)) if len(text) >= _LEAST_SCRUBBED]


def _scrubbed(text: str, told: list[str]) -> str:
    for words in told:
        gaps = r"\s*".join(map(re.escape, words.replace(" ", "")))
        text = re.sub(gaps, KEPT_PRIVATE, text, flags=re.IGNORECASE)
    return text


def _without_people(directory: Directory) -> Directory:
    streets = {one.key for one in directory.organisations if one.layer is Layer.STREET}
    nobody = (replace(one, contact_name="", deputy_name="") for one in directory.organisations)
    return replace(
        directory,
        organisations=tuple(_without_home(one) if one.key in streets else one for one in nobody),
        services=tuple(
            _without_home(one) if one.organisation_key in streets else one for one in directory.services
        ),
    )


def _without_home(one: Facts) -> Facts:
    return replace(one, phone="", email="", address="", postcode="")


def _organisation(
    made: Written, one: OrganisationFacts, town_of: TownOf, used: set[str], *, with_contacts: bool
) -> None:
    key, name = uuid_of(one.key), clean(one.name)
    made.put(
        "organization",
        id=key,
        name=name,
        description=clean_lines(one.remit) or name,
        email=clean(one.email),
        website=clean(one.url),
    )
    _number(made, part_id(one.key, "phone"), one.phone, organization_id=key)
    _place(made, one, name, town_of)
    if with_contacts:
        _people(made, one, key)
    _attribute(made, one.key, "organization", layer_term(one.layer), used)
    if boundaries := clean_lines(one.boundaries):
        _attribute(made, one.key, "organization", "boundaries", used, boundaries)


def _people(made: Written, one: OrganisationFacts, key: str) -> None:
    contact, deputy = part_id(one.key, "contact"), part_id(one.key, "deputy")
    if name := clean(one.contact_name):
        made.put("contact", id=contact, organization_id=key, name=name, title=clean(one.contact_role))
        made.contacts += 1
    if name := clean(one.deputy_name):
        made.put(
            "contact", id=deputy, organization_id=key, name=name, title=clean(one.deputy_role) or "Deputy"
        )
        _number(made, part_id(one.key, "deputy", "phone"), one.deputy_phone, contact_id=deputy)
        made.contacts += 1


def _service(
    made: Written, one: ServiceFacts, town_of: TownOf, of_needs: set[str], of_details: set[str]
) -> None:
    key, name = uuid_of(one.key), clean(one.name)
    made.put(
        "service",
        id=key,
        organization_id=uuid_of(one.organisation_key),
        name=name,
        description=clean_lines(one.description),
        url=clean(one.url),
        email=clean(one.email),
        status=STATUS_OUT[one.status],
        interpretation_services=clean_lines(one.interpreters),
        application_process=clean_lines(one.how_to_refer),
        fees_description=clean_lines(one.cost),
        eligibility_description=clean_lines(one.eligibility),
        minimum_age=_whole(one.minimum_age),
        maximum_age=_whole(one.maximum_age),
        assured_date=one.verified_on.isoformat() if one.verified_on else "",
    )
    _number(made, part_id(one.key, "phone"), one.phone, service_id=key)
    _place(made, one, name, town_of)
    _parts_of(made, one, key)
    for code in sorted(set(one.needs)):
        of_needs.add(code)
        _attribute(made, one.key, "service", code, None)
    for code, value in _details(one):
        _attribute(made, one.key, "service", code, of_details, value)


def _parts_of(made: Written, one: ServiceFacts, key: str) -> None:
    for hours in sorted(set(one.hours)):
        made.put(
            "schedule",
            id=part_id(one.key, "hours", hours.weekday, hours.opens_at, hours.closes_at, clean(hours.note)),
            service_id=key,
            freq="WEEKLY",
            byday=DAYS[hours.weekday],
            opens_at=f"{hours.opens_at}:00" if hours.opens_at else "",
            closes_at=f"{hours.closes_at}:00" if hours.closes_at else "",
            notes=clean(hours.note),
        )
    patches = {(clean(area.name), ", ".join(map(clean, area.parts))) for area in one.areas}
    for name, extent in sorted(patches):
        made.put(
            "service_area",
            id=part_id(one.key, "area", name, extent),
            service_id=key,
            name=name,
            extent=extent,
            extent_type="postcodes" if extent else "",
        )
    for language in sorted(set(map(clean, one.languages)) - {""}):
        is_code = re.fullmatch("[a-z]{2,3}", language) is not None
        spoken = {"code": language} if is_code else {"name": language}
        made.put("language", id=part_id(one.key, "language", language), service_id=key, **spoken)


def _details(one: ServiceFacts) -> list[tuple[str, str]]:
    said = [("food_culture", culture) for culture in sorted(set(map(clean, one.food_cultures)) - {""})]
    if one.capacity_week is not None:
        said.append(("capacity_week", str(one.capacity_week)))
    said += [(name, "") for name in ("collects", "delivers", "everywhere") if getattr(one, name)]
    if one.risk_up_to:
        said.append((f"risk_up_to_{one.risk_up_to}", ""))
    return said


def _attribute(
    made: Written, key: str, entity: str, code: str, used: set[str] | None, value: str = ""
) -> None:
    taxonomy = NEEDS if used is None else DETAILS
    if used is not None:
        used.add(code)
    made.put(
        "attribute",
        id=part_id(key, taxonomy, code, value),
        link_id=uuid_of(key),
        taxonomy_term_id=term_id_of(taxonomy, code),
        link_entity=entity,
        value=value,
    )


def _terms(made: Written, directory: Directory, of_needs: set[str], of_details: set[str]) -> None:
    for taxonomy, codes in ((DETAILS, of_details), (NEEDS, of_needs)):
        if not codes:
            continue
        name, description = TAXONOMIES[taxonomy]
        made.put("taxonomy", id=term_id_of(taxonomy, ""), name=name, description=description)
        for code in sorted(codes):
            words = clean(directory.need_names.get(code, "")) if taxonomy == NEEDS else ""
            words = words or code.replace("_", " ").capitalize()
            made.put(
                "taxonomy_term",
                id=term_id_of(taxonomy, code),
                code=code if taxonomy == NEEDS else f"detail_{code}",
                name=words,
                description=words,
                taxonomy=name,
                taxonomy_id=term_id_of(taxonomy, ""),
            )


def _number(made: Written, row_id: str, number: str, **owner: str) -> None:
    if tidy := tidy_phone(number):
        made.put("phone", id=row_id, number=tidy, **owner)


def _place(made: Written, one: OrganisationFacts | ServiceFacts, name: str, town_of: TownOf) -> None:
    postcode = normalise(clean(one.postcode))
    if not postcode and not address_parts(one.address):
        return
    first, city = split_address(one.address, postcode, town_of)
    place = part_id(one.key, "location")
    host = uuid_of(one.organisation_key) if isinstance(one, ServiceFacts) else uuid_of(one.key)
    made.put("location", id=place, location_type="physical", name=name, organization_id=host)
    made.put(
        "address",
        id=part_id(one.key, "address"),
        location_id=place,
        address_1=first,
        city=city,
        state_province=town_of(postcode) or NOT_GIVEN,
        postal_code=postcode or NOT_GIVEN,
        country="GB",
        address_type="physical",
    )
    if isinstance(one, ServiceFacts):
        row_id = part_id(one.key, "at")
        made.put("service_at_location", id=row_id, service_id=uuid_of(one.key), location_id=place)


def _whole(number: int | None) -> str:
    return "" if number is None else str(number)
