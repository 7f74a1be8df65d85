"""What a directory says of organisations and their services, free of how it is stored or written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid5

from db.enums import Layer
from desktop.domain.phones import read_phone
from desktop.domain.postcodes import normalise
from desktop.domain.text import clean

NOT_GIVEN = "Not given"
"""Stands where the standard wants a value and the hub has none; read back as none."""

_SPACE = UUID("3f0a7c52-9a2e-5d0c-8f1b-6f4e6bb0a7d1")
"""Names made in this space (RFC 9562 section 5.5) are the same in every hub."""

TownOf = Callable[[str], str]
"""The local authority's name of a postcode; empty where it is not known."""


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """A patch that a service covers: its name, and its postcodes, sectors and outcodes in order."""

    name: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class HoursFacts:
    """One opening in a week: Monday is 0, times are such as ``09:30``."""

    weekday: int
    opens_at: str = ""
    closes_at: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """An organisation; see `db.models.Organisation` for what each field means."""

    key: str
    name: str
    layer: Layer = Layer.OTHER
    remit: str = ""
    boundaries: str = ""
    contact_name: str = ""
    contact_role: str = ""
    deputy_name: str = ""
    deputy_role: str = ""
    deputy_phone: str = ""
    phone: str = ""
    email: str = ""
    url: str = ""
    address: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """A service; see `db.models.Service` for what each field means.

    Attributes:
        needs: codes of the need types it meets.
        is_secret: its address must not be public, as that of a refuge.
    """

    key: str
    organisation_key: str
    name: str
    status: str = "active"
    description: str = ""
    capacity_week: int | None = None
    eligibility: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    how_to_refer: str = ""
    languages: tuple[str, ...] = ()
    interpreters: str = ""
    food_cultures: tuple[str, ...] = ()
    collects: bool = False
    delivers: bool = False
    cost: str = ""
    phone: str = ""
    email: str = ""
    url: str = ""
    address: str = ""
    postcode: str = ""
    everywhere: bool = False
    risk_up_to: str = ""
    verified_on: date | None = None
    needs: tuple[str, ...] = ()
    areas: tuple[AreaFacts, ...] = ()
    hours: tuple[HoursFacts, ...] = ()
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class Directory:
    """Organisations and services.

    Attributes:
        need_names: the hub's words for each need code met.
    """

    organisations: tuple[OrganisationFacts, ...] = ()
    services: tuple[ServiceFacts, ...] = ()
    need_names: dict[str, str] = field(default_factory=dict)


def uuid_of(key: str) -> str:
    """Write a key of the hub as the standard wants ids: with hyphens."""
    return str(UUID(key))


def key_of(text: str) -> str:
    """Make a key of an id read from a file.

    Args:
        text: a UUID in any spelling; anything else, as some feeds have, stands for a name.

    Returns:
        32 hex characters, the same for the same id; empty for an empty one.
    """
    tidy = clean(text)
    if not tidy:
        return ""
    try:
        return UUID(tidy).hex
    except ValueError:
        return uuid5(_SPACE, f"foreign:{tidy}").hex


def part_id(key: str, *parts: object) -> str:
    """An id for something that belongs to a record, the same whenever it is made."""
    return str(uuid5(_SPACE, "/".join((key, *map(str, parts)))))


def tidy_phone(text: str) -> str:
    """A number in E.164 where it can be one, otherwise tidied as written, such as ``101``."""
    reading = read_phone(text)
    return reading.e164 or reading.raw


def split_address(address: str, postcode: str, town_of: TownOf) -> tuple[str, str]:
    """Part a one-line address into the two that the standard wants; neither may be empty there.

    Args:
        address: parts with commas between.
        postcode: as stored.
        town_of: finds the local authority.

    Returns:
        The address without its last part, and the last part; where only one is known the town is the local
        authority's name.
    """
    town = town_of(normalise(postcode)) if postcode else ""
    parts = address_parts(address)
    ends_in_town = bool(town) and bool(parts) and parts[-1] == town
    while town and parts and parts[-1] == town:
        parts.pop()
    if ends_in_town or len(parts) < 2:
        return ", ".join(parts) or NOT_GIVEN, town or NOT_GIVEN
    city = parts.pop()
    return ", ".join(parts), city


def joined_address(parts: Sequence[str], postcode: str, town_of: TownOf) -> str:
    """Put an address back on one line; the inverse of `split_address`."""
    town = town_of(normalise(postcode)) if postcode else ""
    known = address_parts(", ".join(parts))
    last = known[-1] if known else ""
    while town and known and known[-1] == town:
        known.pop()
    if known and town and last == town:
        known.append(town)
    return ", ".join(known)


def address_parts(address: str) -> list[str]:
    """The parts of an address between its commas, none empty and none `NOT_GIVEN`."""
    parts = (clean(part) for part in address.replace("\n", ",").split(","))
    return [part for part in parts if part and part != NOT_GIVEN]
