"""Choosing what goes into a handover: ready-made choices, checks, and the rows the recipient will see.

One place turns a full row into what the recipient sees: the preview on screen and the package both call
`project`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from desktop.domain.errors import DomainError, NotAllowed
from desktop.exports.handover_details import DETAILS, Detail, Gate, Source
from desktop.exports.tables import Table


class Preset(StrEnum):
    """Ready-made choices, each the least its purpose needs."""

    PLAN = "plan"
    DELIVERY = "delivery"
    REFERRAL = "referral"
    WELLBEING_CALLS = "wellbeing_calls"
    FULL_CANONICAL = "full_canonical"


@dataclass(frozen=True, slots=True)
class Choice:
    """A detail that goes in, and how it is sent."""

    detail: str
    sent_as: str = ""


_BY_NAME = {detail.name: detail for detail in DETAILS}

PRESETS: dict[Preset, tuple[Choice, ...]] = {
    Preset.PLAN: (
        Choice("area"),
        Choice("postcode", "sector"),
        Choice("need"),
        Choice("age", "band_10_top_80"),
        Choice("household", "number"),
        Choice("date_asked", "month"),
    ),
    Preset.DELIVERY: (
        Choice("reference"),
        Choice("name", "full"),
        Choice("address"),
        Choice("postcode", "full"),
        Choice("phone"),
        Choice("need"),
        Choice("dietary"),
        Choice("household", "number"),
    ),
    Preset.REFERRAL: (
        Choice("reference"),
        Choice("name", "full"),
        Choice("age", "exact"),
        Choice("address"),
        Choice("postcode", "full"),
        Choice("phone"),
        Choice("language"),
        Choice("communication_needs"),
        Choice("need"),
        Choice("urgency"),
        Choice("date_asked", "day"),
    ),
    Preset.WELLBEING_CALLS: (
        Choice("reference"),
        Choice("name", "full"),
        Choice("phone"),
        Choice("language"),
        Choice("communication_needs"),
    ),
    Preset.FULL_CANONICAL: (),
}
"""Details by preset; the full one sends the four whole tables instead of chosen details."""


def detail(name: str) -> Detail:
    """Find a detail by its code.

    Raises:
        DomainError: there is none.
    """
    if name not in _BY_NAME:
        known = ", ".join(_BY_NAME)
        raise DomainError(f"There is no detail called “{name}”. The details are: {known}.", field="fields")
    return _BY_NAME[name]


def choices(names: Iterable[str]) -> tuple[Choice, ...]:
    """Read details as typed on a command line: ``area,postcode:sector,age:band_10``.

    Args:
        names: each a detail, with a colon and how it is sent where not the coarsest.

    Returns:
        The choices, checked.

    Raises:
        DomainError: a detail or a way of sending does not exist.
    """
    made = []
    for name in names:
        code, _, sent_as = name.strip().partition(":")
        made.append(Choice(code, detail(code).option(sent_as).code if detail(code).options else ""))
    return tuple(made)


def in_words(fields: Iterable[str]) -> tuple[str, ...]:
    """Name what is on record as shared the way the wizard names it: "Postcode (sector)".

    Args:
        fields: details with how each was sent, such as ``postcode:sector``, or columns of a list or print.

    Returns:
        A title for each detail; anything else stays, as it is the heading of a column.
    """
    return tuple(_in_words(one) for one in fields)


def _in_words(field: str) -> str:
    name, _, code = field.partition(":")
    held = _BY_NAME.get(name)
    if held is None:
        return field
    sent = next(
        (option.words for option in held.options if len(held.options) > 1 and option.code == code), ""
    )
    return f"{held.title} ({sent[:1].lower()}{sent[1:]})" if sent else held.title


def check_choices(chosen: Iterable[Choice], *, lead_agreed: bool) -> None:
    """Refuse what may not go in.

    Args:
        chosen: the details wanted.
        lead_agreed: whether the safeguarding lead agreed to health notes.

    Raises:
        NotAllowed: concerns, ever; health notes, without the lead.
        DomainError: nothing is chosen, something is chosen twice or does not exist.
    """
    seen: set[str] = set()
    for choice in chosen:
        wanted = detail(choice.detail)
        if wanted.gate is Gate.NEVER:
            raise NotAllowed(
                "Concerns never go in a handover. Send a concern by itself, to one named person."
            )
        if wanted.gate is Gate.LEAD and not lead_agreed:
            raise NotAllowed(
                f"{wanted.title} need the safeguarding lead's agreement first. Ask, or leave them out."
            )
        if choice.detail in seen:
            raise DomainError(f"{wanted.title} is chosen twice. Take one away.", field="fields")
        wanted.option(choice.sent_as)
        seen.add(choice.detail)
    if not seen:
        raise DomainError("Nothing is chosen yet. Add at least one detail.", field="fields")


def handover_table(chosen: Iterable[Choice]) -> Table:
    """Describe the one table that chosen details make.

    Args:
        chosen: the details, in order.

    Returns:
        A table named ``people``, one row a person or a request, without a key.
    """
    columns = [column for choice in chosen for column in detail(choice.detail).option(choice.sent_as).columns]
    return Table("people", tuple(columns))


def project(chosen: Iterable[Choice], rows: Iterable[Source], today: date) -> Iterator[tuple[Any, ...]]:
    """Turn full rows into what the recipient sees.

    Args:
        chosen: the details, in order.
        rows: mappings with the keys reference, area, area_code, postcode, need, need_private (bool),
            urgency, date_of_birth (date), household_size (int), date_asked (date or UTC time), first_name,
            last_name, contact_number_calls (E.164), address_line1, address_line2, address_town_city,
            contact_email, language_code, communication_needs, dietary, notes, health_notes; any may be
            missing.
        today: the day of the handover, for ages.

    Returns:
        Values in the order of `handover_table`'s columns; a value that does not have its column's shape is
        blank.
    """
    converts = [detail(choice.detail).option(choice.sent_as).convert for choice in chosen]
    for row in rows:
        yield tuple(value for convert in converts for value in convert(row, today))


def names_people(chosen: Iterable[Choice]) -> bool:
    """Whether the chosen details say who somebody is."""
    return any(detail(choice.detail).names_people for choice in chosen)
