"""Rows of a file into people that are not yet saved.

A row is taken, with its warnings, or refused with a reason. What cannot be read is kept in the person's
note, so that nothing is lost.
"""

from collections.abc import Callable
from datetime import date

from db.enums import Answer, PersonStatus, PhoneKind, Urgency
from desktop.domain.safe_words import NO_OTHER_NUMBER, from_words
from desktop.domain.text import clean, clean_lines, fold
from desktop.imports.cells import Cells, places_of
from desktop.imports.convert import Remembered, phone_kind, read_date, read_phones, read_postcode
from desktop.imports.identity import NOT_IDENTIFIABLE, is_identifiable
from desktop.imports.mapping import ColumnMap, NeedRule, code_key
from desktop.imports.person_parts import join_house, lay_out, read_preference, read_status, split_name
from desktop.imports.staged import Reject, StagedNeed, StagedPerson, StagedPhone
from desktop.imports.table import SourceRow
from desktop.imports.values import read_language

DOOR_NOTE_LENGTH = 60
NAME_LENGTH = 200
LINE_LENGTH = 500
NOTE_LENGTH = 20_000
_OLDEST = date(1890, 1, 1)
_PERSON_MISSING = "There is no name and no telephone number that can be read. Give at least one of them."
_ADDRESS_LINES = tuple(f"address_line{number}" for number in range(1, 6))


class Notes:
    """What a row's person's note will say, and the warnings about the row."""

    __slots__ = ("note", "warnings")

    def __init__(self, warnings: tuple[str, ...] = ()) -> None:
        self.note: list[str] = []
        self.warnings: list[str] = list(warnings)

    def keep(self, label: str, text: str) -> None:
        """Put a text into the note."""
        self.note.append(f"{label}: {text}" if label else text)

    def text(self) -> str:
        """The note, cut with a warning where it is longer than any note should be."""
        whole = "\n".join(self.note)
        if len(whole) > NOTE_LENGTH:
            self.warnings.append(
                f"The note is longer than {NOTE_LENGTH:,} characters. The rest was left out."
            )
        return whole[:NOTE_LENGTH]

    def unread(self, what: str, text: str) -> None:
        """Warn that a text could not be read, and keep it in the note."""
        self.warnings.append(f"The {what} “{text[:60]}” could not be read. It is kept in the note.")
        self.keep(f"{what[0].upper()}{what[1:]} in the file", text)


class PeopleReader:
    """Makes people of rows by a column map; made once for a file.

    Args:
        column_map: what each column becomes.
        is_known_postcode: whether a postcode is in the gazetteer; without it only the shape is looked at.
    """

    def __init__(
        self, column_map: ColumnMap, *, is_known_postcode: Callable[[str], bool] | None = None
    ) -> None:
        places = places_of(column_map)
        self.places = places
        self._get = places.getter
        self._reference = places.getter("source_reference")
        self._names = tuple(map(places.getter, ("first_name", "middle_name", "last_name", "full_name")))
        self._dates = places.getter("date_of_birth")
        self._lines = tuple(places.getter(line) for line in _ADDRESS_LINES if places.has(line))
        self._house = places.getter("house")
        self._town, self._county = places.getter("town"), places.getter("county")
        self._postcode = places.getter("postcode")
        self._phones = tuple((index, False) for index, _ in places.columns("phone"))
        self._phones += tuple((index, True) for index, _ in places.columns("mobile"))
        self._note_columns = places.columns("notes")
        self._plain = tuple(
            (field, places.getter(target)) for target, field in _PLAIN.items() if places.has(target)
        )
        self._has_rare = any(places.has(target) for target in _RARE)
        self._has_parts_of_birth = places.has("birth_year")
        self._needs = _need_columns(column_map)
        self._identifiable = column_map.identifiable
        self._fields_of_lines = tuple(
            (column.index, column.header)
            for column in column_map.columns
            if column.target and column.target not in _LONG
        )
        self._line = Remembered(_short_line)
        self._date = Remembered(read_date)
        self._today = date.today()
        self._read_postcode = Remembered(read_postcode)
        self._is_known = Remembered(is_known_postcode) if is_known_postcode else None

    def read(self, row: SourceRow) -> StagedPerson | Reject:
        """Make a person of a row, or say why not."""
        if row.problem:
            return Reject(row.number, "", row.problem, row.cells)
        person = self.person(row, Notes(row.notes))
        if not (person.first_name or person.last_name or person.preferred_name or person.phones):
            return Reject(row.number, "", _PERSON_MISSING, row.cells)
        if self._identifiable and not is_identifiable(person):
            return Reject(row.number, "", NOT_IDENTIFIABLE, row.cells)
        return person

    def person(self, row: SourceRow, notes: Notes) -> StagedPerson:
        """Make a person of a row, though it may say nothing of one."""
        cells = row.cells
        first, middle, last = self._name(cells, notes)
        born = self._born(cells, notes)
        line1, line2, town = self._address(cells)
        phones = self._numbers(cells, notes)
        rest: dict[str, str] = {}
        for field, get in self._plain:
            value = self._line[get(cells)]
            if value:
                rest[field] = value
        more = self._rare(cells, notes) if self._has_rare else {}
        if "communication_needs" in rest:
            more |= _safe_contact(rest, phones)
        postcode = self._where(cells, notes)
        for index, label in self._note_columns:
            value = clean_lines(self.places.means(index, cells[index]))
            if value:
                notes.keep(label, value)
        if max(map(len, cells)) > LINE_LENGTH:
            self._keep_long(cells, notes)
        return StagedPerson(
            row=row.number,
            source_reference=self._line[self._reference(cells)],
            first_name=first,
            middle_name=middle,
            last_name=last,
            date_of_birth=born,
            address_line1=line1,
            address_line2=line2,
            town=town,
            postcode=postcode,
            phones=phones,
            needs=self._wanted(cells) if self._needs else (),
            good_to_know=notes.text(),
            warnings=tuple(notes.warnings),
            **rest,  # type: ignore[arg-type]
            **more,  # type: ignore[arg-type]
        )

    def _name(self, cells: Cells, notes: Notes) -> tuple[str, str, str]:
        """First, middle and last name, split where the file has them as one."""
        line, (get_first, get_middle, get_last, get_full) = self._line, self._names
        first, middle = line[get_first(cells)], line[get_middle(cells)]
        last, full = line[get_last(cells)], line[get_full(cells)]
        if full and not (first and last):
            one, two, three = split_name(full)
            first, middle, last = first or one, middle or two, last or three
        if len(first) + len(middle) + len(last) > NAME_LENGTH:
            notes.unread("name", " ".join((first, middle, last)))
        return first[:NAME_LENGTH], middle[:NAME_LENGTH], last[:NAME_LENGTH]

    def _born(self, cells: Cells, notes: Notes) -> date | None:
        """The date of birth, from one column or three."""
        text = self._dates(cells)[:LINE_LENGTH]
        if not text and self._has_parts_of_birth:
            parts = [
                clean(self._get(name)(cells)).zfill(2) for name in ("birth_year", "birth_month", "birth_day")
            ]
            text = "" if parts == ["00"] * 3 else "-".join(parts)
        if not text or text.isspace():
            return None
        born = self._date[text]
        if born is None or not _OLDEST <= born <= self._today:
            notes.unread("date of birth", clean(text))
            return None
        return born

    def _address(self, cells: Cells) -> tuple[str, str, str]:
        """Two address lines and a town."""
        lines = [self._line[get(cells)] for get in self._lines]
        house = self._line[self._house(cells)]
        if house:
            lines = [join_house(house, lines[0] if lines else ""), *lines[1:]]
        line1, line2, town = lay_out(lines, self._line[self._town(cells)], self.places.has("town"))
        county = self._line[self._county(cells)]
        return line1, ", ".join(part for part in (line2, county) if part), town

    def _where(self, cells: Cells, notes: Notes) -> str:
        """The postcode; one that is odd or unknown is kept and warned about."""
        text = self._line[self._postcode(cells)]
        if not text:
            return ""
        postcode, has_shape = self._read_postcode[text]
        if not has_shape:
            notes.warnings.append(
                f"“{text[:20]}” does not look like a postcode. It should look like QX4 2LB."
            )
        elif self._is_known is not None and not self._is_known[postcode]:
            notes.warnings.append(f"The postcode {postcode} is not in the list of postcodes. Check it.")
        return postcode

    def _numbers(self, cells: Cells, notes: Notes) -> tuple[StagedPhone, ...]:
        """The telephone numbers, each once."""
        found: dict[str, StagedPhone] = {}
        for index, is_mobile in self._phones:
            text = cells[index]
            if not text or text.isspace():
                continue
            for e164, raw in read_phones(text[:LINE_LENGTH]):
                if not e164:
                    notes.unread("telephone number", clean(raw))
                elif e164 not in found:
                    kind = PhoneKind.MOBILE if is_mobile and not e164.startswith("+44") else phone_kind(e164)
                    found[e164] = StagedPhone(e164, clean(raw), kind)
        return tuple(found.values())

    def _keep_long(self, cells: Cells, notes: Notes) -> None:
        """Keep whole, in the note, what is too long for its field."""
        for index, header in self._fields_of_lines:
            text = clean(cells[index])
            if len(text) > LINE_LENGTH:
                notes.warnings.append(
                    f"“{header}” is longer than {LINE_LENGTH} characters. The whole is kept in the note."
                )
                notes.keep(f"{header} in the file", text)

    def _wanted(self, cells: Cells) -> tuple[StagedNeed, ...]:
        """The requests the row asks for by its answers."""
        return tuple(
            StagedNeed(
                rule.need,
                rule.words,
                Urgency(rule.urgency) if rule.urgency else None,
                self._line[cells[occasion]] if occasion >= 0 else "",
            )
            for index, occasion, rule in self._needs
            if _says(self._line[cells[index]], rule.answers)
        )

    def _rare(self, cells: Cells, notes: Notes) -> dict[str, object]:
        """Fields that few files have and that are not plain text."""
        found: dict[str, object] = {}
        for field in _COUNTS:
            found[field] = self._count(field, cells, notes)
        if text := self._line[self._get("contact_preference")(cells)]:
            found["contact_preference"] = read_preference(text)
            if found["contact_preference"] is None:
                notes.keep("Contact preference in the file", text)
        if text := self._line[self._get("status")(cells)]:
            found["status"] = read_status(text)
            if found["status"] is None:
                notes.keep("Status in the file", text)
        if text := self._line[self._get("died_on")(cells)]:
            found["status"] = PersonStatus.DECEASED
            found["status_note"] = f"Date of death in the file: {text}"
        if text := self._line[self._get("language")(cells)]:
            found["language_code"] = read_language(text)
            if not found["language_code"]:
                notes.keep("Language in the file", text)
        if text := clean(self._get("door_note")(cells)):
            found["door_note"] = text[:DOOR_NOTE_LENGTH]
            if len(text) > DOOR_NOTE_LENGTH:
                notes.warnings.append(
                    "The door note is longer than 60 characters. The whole is kept in the note."
                )
                notes.keep("Door note in the file", text)
        return found

    def _count(self, field: str, cells: Cells, notes: Notes) -> int | None:
        """A small whole number."""
        text = self._line[self._get(field)(cells)]
        if not text:
            return None
        if text.isascii() and text.isdigit() and len(text) < 3:
            return int(text)
        notes.unread(_COUNTS[field], text)
        return None


def _says(cell: str, answers: frozenset[str]) -> bool:
    """Whether a cell is one of some answers: compared as words are, or a sign such as “+” as it stands."""
    folded = fold(cell)
    return folded in answers if folded else bool(cell) and code_key(cell) in answers


def _safe_contact(rest: dict[str, str], phones: tuple[StagedPhone, ...]) -> dict[str, object]:
    """Take out of what is said about talking how they may be reached safely; see `domain.safe_words`."""
    safe, words = from_words(rest["communication_needs"])
    found: dict[str, object] = {"safe_when": safe.when} if safe.when else {}
    found |= {"safe_message": Answer.NO} if safe.no_message else {}
    found |= {"safe_post": Answer.NO} if safe.no_post else {}
    if safe.no_other_number and phones:
        found["safe_number"] = phones[0].e164
    elif safe.no_other_number:
        words = f"{NO_OTHER_NUMBER} {words}".strip()
    rest["communication_needs"] = words
    return found


def _short_line(text: str) -> str:
    return clean(text)[:LINE_LENGTH]


_PLAIN = {
    "preferred_name": "preferred_name",
    "uprn": "uprn",
    "email": "email",
    "communication_needs": "communication_needs",
    "diet": "food_needs",
    "access_note": "access_note",
    "timestamp": "timestamp",
}
_LONG = frozenset({"notes", "words", "door_note"})
_COUNTS = {
    "household_size": "household size",
    "children": "number of children",
    "babies": "number of babies",
}
_RARE = (*_COUNTS, "contact_preference", "status", "died_on", "door_note", "language")


def _need_columns(column_map: ColumnMap) -> tuple[tuple[int, int, NeedRule], ...]:
    """Where the answers lie that ask for a request, and what tells an occasion from the next (or -1)."""
    index_of = {fold(column.header): column.index for column in column_map.columns}
    return tuple(
        (index_of[fold(rule.header)], index_of.get(fold(rule.each_time), -1), rule)
        for rule in column_map.needs
        if fold(rule.header) in index_of
    )
