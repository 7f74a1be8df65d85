"""Every detail that can go into a handover, and each way of sending it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from desktop.domain.errors import DomainError
from desktop.exports.handover_schema import EMAIL, LANGUAGE, OUTCODE, PRIVATE_CODES, PRIVATE_NEED
from desktop.exports.handover_values import band_of, household_band, postcode_part
from desktop.exports.tables import Column, Kind, to_text
from desktop.exports.words import month_year

Source = Mapping[str, Any]
Convert = Callable[[Source, date], tuple[Any, ...]]


class Gate(StrEnum):
    """Who may put a detail in."""

    OPEN = "open"
    LEAD = "lead"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class SentAs:
    """One way of sending a detail.

    Args:
        code: its code.
        words: how the wizard and the cover sheet name it.
        columns: what the recipient gets.
        convert: makes the columns' values from a full row; the date is the day of the handover.
    """

    code: str
    words: str
    columns: tuple[Column, ...]
    convert: Convert = field(compare=False)


@dataclass(frozen=True, slots=True)
class Detail:
    """One line of the wizard.

    Args:
        name: its code.
        title: its words.
        options: ways of sending it, the coarsest first.
        gate: who may put it in.
        names_people: whether it says who somebody is.
    """

    name: str
    title: str
    options: tuple[SentAs, ...] = ()
    gate: Gate = Gate.OPEN
    names_people: bool = False

    def option(self, code: str) -> SentAs:
        """Find a way of sending; the coarsest when the code is empty.

        Raises:
            DomainError: there is no such way.
        """
        for option in self.options:
            if code in ("", option.code):
                return option
        raise DomainError(
            f"{self.title} cannot be sent as “{code}”. Choose one from the list.", field=self.name
        )


def as_recorded(name: str, column: Column) -> Convert:
    """Send a value of the full row unchanged, or nothing when it does not have the column's shape."""

    def convert(row: Source, _today: date) -> tuple[Any, ...]:
        value = row.get(name)
        return (value if column.fits(to_text(value)) else "",)

    return convert


def _plain(name: str, words: str, column: Column) -> SentAs:
    return SentAs("as_recorded", words, (column,), as_recorded(name, column))


def _made(code: str, words: str, column: Column, make: Callable[[Source, date], object]) -> SentAs:
    return SentAs(code, words, (column,), lambda row, today: (make(row, today),))


def _postcode(code: str, words: str, pattern: str) -> SentAs:
    column = Column("address_postcode", "Postcode", Kind.CODE, pattern, width=12)
    return _made(code, words, column, lambda row, _today: postcode_part(row.get("postcode"), code))


def _age(top: int, code: str, words: str) -> SentAs:
    column = Column("age_band", "Age", Kind.CODE, rf"[0-9]{{1,2}}-[0-9]{{1,2}}|{top} and over", width=14)
    return _made(code, words, column, lambda row, today: band_of(row.get("date_of_birth"), today, top))


def _day(row: Source) -> date | None:
    asked = row.get("date_asked")
    return asked.date() if isinstance(asked, datetime) else asked if isinstance(asked, date) else None


def _month(row: Source, _today: date) -> str:
    day = _day(row)
    return month_year(day) if day else ""


def is_private(row: Source, need: str) -> bool:
    """Whether a need must read "Private need" to the recipient.

    Args:
        row: a full row; ``need_private`` true says so.
        need: the need's code or words.

    Returns:
        True also for the needs that are private by nature, should the row forget to say so.
    """
    return bool(row.get("need_private")) or need.strip().lower().replace(" ", "_") in PRIVATE_CODES


def _need(row: Source, _today: date) -> str:
    need = to_text(row.get("need"))
    return PRIVATE_NEED if is_private(row, need) else need


def _initial(row: Source, _today: date) -> str:
    first, last = to_text(row.get("first_name")).strip(), to_text(row.get("last_name")).strip()
    return f"{first} {last[:1]}.".strip() if last else first


def _several(code: str, words: str, *columns: Column) -> SentAs:
    converts = [as_recorded(column.name, column) for column in columns]
    return SentAs(
        code, words, columns, lambda row, today: tuple(convert(row, today)[0] for convert in converts)
    )


_MONTHS = "|".join(month_year(date(2026, month, 1)).split()[0] for month in range(1, 13))
_SIZE = Column("household_size", "Household", Kind.INTEGER, "[1-9][0-9]?", width=10)
_FULL_POSTCODE = Column("address_postcode", "Postcode", Kind.POSTCODE, width=12)
_BIRTH = Column("date_of_birth", kind=Kind.DATE, width=13)
_DAY = Column("date_asked", kind=Kind.DATE, width=13)

DETAILS: tuple[Detail, ...] = (
    Detail(
        "reference", "Our reference", (_plain("reference", "As recorded", Column("reference", width=12)),)
    ),
    Detail(
        "area",
        "Area",
        (
            _plain("area", "Area name", Column("area", width=22)),
            _plain("area_code", "Area code", Column("area_code", width=12)),
        ),
    ),
    Detail(
        "postcode",
        "Postcode",
        (
            _postcode("outcode", "First part", OUTCODE),
            _postcode("sector", "First part and one digit", f"{OUTCODE} [0-9]"),
            _made(
                "full",
                "Full postcode",
                _FULL_POSTCODE,
                lambda row, _today: postcode_part(row.get("postcode"), "full"),
            ),
        ),
    ),
    Detail("need", "Need", (_made("as_recorded", "As recorded", Column("need", width=22), _need),)),
    Detail(
        "urgency", "How soon", (_plain("urgency", "As recorded", Column("urgency", "How soon", width=14)),)
    ),
    Detail(
        "age",
        "Age",
        (
            _age(80, "band_10_top_80", "Band of 10 years, 80 and over as one"),
            _age(90, "band_10", "Band of 10 years, 90 and over as one"),
            SentAs("exact", "Date of birth", (_BIRTH,), as_recorded("date_of_birth", _BIRTH)),
        ),
    ),
    Detail(
        "household",
        "Household",
        (
            _made(
                "band",
                "Band: 1, 2, 3-4, 5 and over",
                Column("household_band", "Household", width=12),
                lambda row, _today: household_band(row.get("household_size")),
            ),
            SentAs("number", "Number of people", (_SIZE,), as_recorded("household_size", _SIZE)),
        ),
    ),
    Detail(
        "date_asked",
        "Date asked",
        (
            _made(
                "month",
                "Month only",
                Column("month_asked", "Asked", Kind.CODE, f"({_MONTHS}) [0-9]{{4}}"),
                _month,
            ),
            _made("day", "Day", _DAY, lambda row, _today: _day(row)),
        ),
    ),
    Detail(
        "name",
        "Name",
        (
            _made("initial", "First name and initial", Column("name", width=20), _initial),
            _several("full", "Full name", Column("first_name"), Column("last_name")),
        ),
        names_people=True,
    ),
    Detail(
        "phone",
        "Phone",
        (
            _plain(
                "contact_number_calls",
                "As recorded",
                Column("contact_number_calls", "Phone", Kind.PHONE),
            ),
        ),
        names_people=True,
    ),
    Detail(
        "address",
        "Address",
        (
            _several(
                "full",
                "Full address",
                Column("address_line1", width=28),
                Column("address_line2", width=22),
                Column("address_town_city"),
            ),
        ),
        names_people=True,
    ),
    Detail(
        "email",
        "Email",
        (_plain("contact_email", "As recorded", Column("contact_email", "Email", pattern=EMAIL, width=28)),),
        names_people=True,
    ),
    Detail(
        "language",
        "Language",
        (
            _plain(
                "language_code",
                "Language code",
                Column("language_code", "Language", Kind.CODE, LANGUAGE, width=10),
            ),
        ),
    ),
    Detail(
        "communication_needs",
        "Communication needs",
        (_plain("communication_needs", "As recorded", Column("communication_needs", width=28)),),
    ),
    Detail("dietary", "Diet", (_plain("dietary", "Label only", Column("dietary", "Diet", width=20)),)),
    Detail("notes", "Notes", (_plain("notes", "As recorded", Column("notes", width=40)),)),
    Detail(
        "health_notes",
        "Health notes",
        (_plain("health_notes", "As recorded", Column("health_notes", width=40)),),
        gate=Gate.LEAD,
    ),
    Detail("concerns", "Concerns", gate=Gate.NEVER),
)
"""Every detail in the wizard's order. Private needs reach `need` as the words "Private need"."""
