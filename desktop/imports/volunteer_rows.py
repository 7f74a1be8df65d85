"""Rows of a file into volunteers that are not yet saved."""

import re
from collections.abc import Callable
from datetime import date

from db.enums import CheckLevel, Skill, Transport, VolunteerStatus
from desktop.domain.text import clean
from desktop.imports.convert import read_date
from desktop.imports.mapping import ColumnMap
from desktop.imports.people_rows import Notes, PeopleReader
from desktop.imports.staged import Reject, StagedCheck, StagedSlot, StagedVolunteer
from desktop.imports.table import SourceRow
from desktop.imports.values import (
    check_type_for,
    code_for,
    means_nothing,
    read_hours,
    read_language,
    read_slots,
)

_NOBODY = "A volunteer needs a name and a way to reach them: a telephone number or an e-mail address."
_BREAK = re.compile(r"\s*(?:[,;/|\n]|\band\b)\s*", re.IGNORECASE)
_AREA_BREAK = re.compile(r"\s*[,;|\n]\s*")


class VolunteerReader:
    """Makes volunteers of rows by a column map; made once for a file.

    Args:
        column_map: what each column becomes.
        is_known_postcode: see `PeopleReader`.
    """

    def __init__(
        self, column_map: ColumnMap, *, is_known_postcode: Callable[[str], bool] | None = None
    ) -> None:
        self._people = PeopleReader(column_map, is_known_postcode=is_known_postcode)
        self._get = self._people.places.getter
        self._columns = self._people.places.columns
        self._means = self._people.places.means

    def read(self, row: SourceRow) -> StagedVolunteer | Reject:
        """Make a volunteer of a row, or say why not."""
        if row.problem:
            return Reject(row.number, "", row.problem, row.cells)
        notes = Notes(row.notes)
        offered = self._offered(row, notes)
        person = self._people.person(row, notes)
        if not (person.first_name or person.last_name) or not (person.phones or person.email):
            return Reject(row.number, "", _NOBODY, row.cells)
        areas = tuple(dict.fromkeys(part for part in _AREA_BREAK.split(self._text(row, "areas")) if part))
        return StagedVolunteer(person=person, areas=areas, **offered)  # type: ignore[arg-type]

    def _offered(self, row: SourceRow, notes: Notes) -> dict[str, object]:
        """What the row says of the volunteering."""
        return {
            "skills": self._skills(row, notes),
            "languages": self._languages(row, notes),
            "slots": self._slots(row, notes),
            "weekly_minutes": self._hours(row, notes),
            "transport": self._coded(row, "transport", Transport, notes),
            "status": self._coded(row, "volunteer_status", VolunteerStatus, notes),
            "check": self._check(row, notes),
            "joined_on": self._date(row, "joined_on", "joining date", notes),
        }

    def _text(self, row: SourceRow, target: str) -> str:
        return clean(self._get(target)(row.cells))

    def _all(self, row: SourceRow, target: str) -> list[str]:
        """The parts of every cell that fills a field."""
        cells = (clean(self._means(index, row.cells[index])) for index, _ in self._columns(target))
        return [part for cell in cells for part in _BREAK.split(cell) if part]

    def _skills(self, row: SourceRow, notes: Notes) -> tuple[Skill, ...]:
        found, others = [], []
        for part in self._all(row, "skills"):
            code = code_for("skill", part)
            if code:
                found.append(Skill(code))
            else:
                others.append(part)
        if others:
            notes.keep("Other skills in the file", ", ".join(others))
        return tuple(dict.fromkeys(found))

    def _languages(self, row: SourceRow, notes: Notes) -> tuple[str, ...]:
        found = []
        for part in self._all(row, "languages"):
            code = read_language(part)
            if code:
                found.append(code)
            elif not means_nothing(part):
                notes.unread("language", part)
        return tuple(dict.fromkeys(found))

    def _slots(self, row: SourceRow, notes: Notes) -> tuple[StagedSlot, ...]:
        text = "; ".join(
            cell for index, _ in self._columns("availability") if (cell := clean(row.cells[index]))
        )
        slots = read_slots(text)
        if slots is None:
            notes.unread("availability", text)
        return slots or ()

    def _hours(self, row: SourceRow, notes: Notes) -> int | None:
        text = self._text(row, "weekly_hours")
        minutes = read_hours(text) if text else None
        if text and minutes is None:
            notes.unread("number of hours a week", text)
        return minutes

    def _coded(
        self, row: SourceRow, target: str, codes: type[Transport] | type[VolunteerStatus], notes: Notes
    ) -> Transport | VolunteerStatus | None:
        text = self._text(row, target)
        code = code_for(target, text) if text else ""
        if text and not code:
            notes.unread(target.replace("_", " "), text)
        return codes(code) if code else None

    def _date(self, row: SourceRow, target: str, what: str, notes: Notes) -> date | None:
        text = self._text(row, target)
        found = read_date(text) if text else None
        if text and found is None:
            notes.unread(what, text)
        return found

    def _check(self, row: SourceRow, notes: Notes) -> StagedCheck | None:
        """What the row says of a criminal record check; it counts only once somebody has seen it."""
        text = self._text(row, "check_level")
        code = code_for("check_level", text) if text else ""
        if text and not code and not means_nothing(text):
            notes.unread("check", text)
        issued = self._date(row, "check_date", "date of the check", notes)
        review = self._date(row, "check_review", "review date of the check", notes)
        if not code:
            return None
        level = CheckLevel(code)
        return StagedCheck(check_type_for(code), level, self._text(row, "check_reference"), issued, review)
