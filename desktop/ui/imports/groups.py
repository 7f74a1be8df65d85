"""The groups of a dry run as lines to list and details to show, whatever the rows are."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from desktop.domain.text import clean
from desktop.imports.dry_run import Choices, Duplicate, FieldDiff, Take
from desktop.imports.likeness import Candidate, Suggestion
from desktop.imports.run import StagedList
from desktop.imports.stage_requests import RequestItem
from desktop.imports.staged import Reject
from desktop.ui.base.detail import Detail, DetailRow, DetailSection
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.tokens import Tone
from desktop.ui.imports.words import diff_words, field_words, value_words

SHOWN = ("new", "changed", "same", "possible_duplicates", "rejected")
"""The pages of the dry run; versions superseded by a later row stand with those that are the same."""
_UNKNOWN = "other"
CHOOSABLE = ("new", "changed", "possible_duplicates")


class Line(NamedTuple):
    """One row of the file: its number, who it is about, what it would do, and what was odd."""

    id: int
    who: str
    says: str
    odd: int


class Groups:
    """A dry run, looked at row by row."""

    def __init__(self, staged: StagedList) -> None:
        self._staged = staged
        run: Any = staged.run
        self._by_row: dict[str, dict[int, Any]] = {
            "new": {_row(one): one for one in run.new},
            "changed": {_row(one): one for one in run.changed},
            "same": {one.row: one for one in (*run.same, *getattr(run, "superseded", ()))},
            "possible_duplicates": {_row(one): one for one in run.possible_duplicates},
            "rejected": {one.row: one for one in run.rejected},
        }
        self._labels = {one.id: one.shown for one in staged.held.people}
        self._needs = {code: label for label, code in staged.held.needs.items() if label != code}

    def counts(self) -> dict[str, int]:
        """How many rows each page lists."""
        return {name: len(rows) for name, rows in self._by_row.items()}

    def ids(self, group: str) -> list[int]:
        """Row numbers of a page, in the order of the file."""
        return sorted(self._by_row[group])

    def lines(self, group: str, rows: Sequence[int]) -> list[Line]:
        """Lines for row numbers."""
        held = self._by_row[group]
        return [self._line(group, row, held[row]) for row in rows if row in held]

    def detail(self, group: str, row: int) -> Detail | None:
        """Everything there is to say of a row."""
        one = self._by_row[group].get(row)
        if one is None:
            return None
        sections = [
            DetailSection("", [DetailRow(tr("Row"), f"{row:,}")]),
            DetailSection(tr("What the file says"), _said(one)),
            DetailSection(_change_title(group), _changes(one)),
            DetailSection(tr("Who it may be"), self._candidates(one)),
            DetailSection(tr("Have a look"), [DetailRow("", text, tone=Tone.WARN) for text in _odd(one)]),
        ]
        return Detail(
            _who(one) or tr("Row {row}", row=row), self._line(group, row, one).says, sections=sections
        )

    def tally(self, choices: Choices) -> dict[str, int]:
        """How many rows come in, change something, or stay out, by choices."""
        found = {"in": 0, "changed": 0, "left": 0}
        for group in CHOOSABLE:
            rows = self._by_row[group]
            singles = {row: choice for row, choice in choices.rows.items() if row in rows}
            for choice in singles.values():
                found[_bucket(group, choice)] += 1
            found[_bucket(group, default_of(choices, group))] += len(rows) - len(singles)
        return found

    def _line(self, group: str, row: int, one: Any) -> Line:
        return Line(row, _who(one), self._says(group, one), len(_odd(one)))

    def _says(self, group: str, one: Any) -> str:
        if group == "rejected":
            return str(one.reason)
        if group == "changed":
            return "; ".join(f"{field_words(diff.field)}: {diff_words(diff)}" for diff in one.diffs)
        if group == "same":
            return self._same_words(one)
        if group == "possible_duplicates":
            return _duplicate_words(one)
        return self._new_words(one)

    def _new_words(self, one: Any) -> str:
        person = _person(one)
        asked = [self._needs.get(need.need) or value_words("need", need.need) for need in _needs(one)]
        parts = [self._need_of(one), *(tr("Asks for {need}", need=need) for need in asked)]
        parts += [person.address_line1, person.postcode, *(phone.raw for phone in person.phones[:1])]
        return ", ".join(part for part in parts if part)

    def _need_of(self, one: Any) -> str:
        """What a request is for: as the file has it, or what that means where the hub knows it."""
        record = _record(one)
        words = str(getattr(record, "need_words", ""))
        code = getattr(record, "need", _UNKNOWN) if words else _UNKNOWN
        return words if code == _UNKNOWN else self._needs.get(code, words)

    def _same_words(self, one: Any) -> str:
        later = getattr(one, "by_row", 0)
        if later:
            return tr("A later version stands in row {row}", row=later)
        if one.earlier_row:
            return tr("The same as row {row}", row=one.earlier_row)
        return tr("The same as {person}", person=self._labels.get(one.id, tr("a record the hub has")))

    def _candidates(self, one: Any) -> list[DetailRow]:
        rows = []
        for candidate in getattr(one, "candidates", ()):
            words = ", ".join(candidate.reasons)
            if candidate.suggestion is Suggestion.SAME_HOUSEHOLD:
                words = tr("{reasons}; perhaps of one household", reasons=words)
            rows.append(DetailRow(_candidate(candidate), words))
        if isinstance(one, RequestItem) and one.open_id:
            rows.append(DetailRow(tr("Request"), tr("The same need is still open for this person.")))
        return rows


def default_of(choices: Choices, group: str) -> Take | Duplicate:
    """What was chosen for a group as a whole."""
    if group == "possible_duplicates":
        return choices.duplicates
    return choices.changed if group == "changed" else choices.new


def _bucket(group: str, choice: Take | Duplicate) -> str:
    if choice in (Take.LEAVE, Duplicate.LEAVE):
        return "left"
    return "changed" if group == "changed" or choice is Duplicate.SAME else "in"


def _record(one: Any) -> Any:
    """The staged row in a group's entry."""
    for name in ("record", "request"):
        found = getattr(one, name, None)
        if found is not None:
            return found
    return one


def _row(one: Any) -> int:
    return int(_record(one).row)


def _person(one: Any) -> Any:
    record = _record(one)
    return getattr(record, "person", record)


def _who(one: Any) -> str:
    if isinstance(one, Reject):
        return clean(" ".join(cell for cell in one.cells if cell.strip()))[:80]
    return str(getattr(_person(one), "label", ""))


def _odd(one: Any) -> Sequence[str]:
    own: Sequence[str] = getattr(_record(one), "warnings", ())
    of_person: Sequence[str] = getattr(_person(one), "warnings", ())
    return own or of_person


def _said(one: Any) -> list[DetailRow]:
    if isinstance(one, Reject):
        return [DetailRow("", " · ".join(cell for cell in one.cells if cell.strip()))]
    record = _record(one)
    fields: Mapping[str, str] = record.fields() if hasattr(record, "fields") else {}
    asked = [DetailRow(tr("Asks for"), value_words("need", need.need)) for need in _needs(one)]
    return asked + [DetailRow(field_words(name), value_words(name, value)) for name, value in fields.items()]


def _needs(one: Any) -> Sequence[Any]:
    """What a person's row asks for by its answers."""
    return getattr(_person(one), "needs", ())


def _change_title(group: str) -> str:
    if group == "possible_duplicates":
        return tr("Where it differs from the likeliest")
    return tr("What would change")


def _changes(one: Any) -> list[DetailRow]:
    diffs: Sequence[FieldDiff] = getattr(one, "diffs", ())
    return [DetailRow(field_words(diff.field), diff_words(diff)) for diff in diffs]


def _duplicate_words(one: Any) -> str:
    if not one.candidates:
        return tr("The same need is asked for already")
    best = one.candidates[0]
    more = len(one.candidates) - 1
    words = f"{_candidate(best)}: {', '.join(best.reasons).lower()}"
    return words + (tr_count("; and {count} more", "; and {count} more", more) if more else "")


def _candidate(candidate: Candidate) -> str:
    if candidate.row:
        return tr("{person}, row {row}", person=candidate.label or tr("Somebody"), row=candidate.row)
    return candidate.label
