"""What the palette lists: records found and commands, as rows with words, marks and icons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from db.enums import PersonStatus, RoundStatus, VolunteerStatus
from db.queries.finder import OrganisationLine, PersonLine, RoundLine, ServiceLine
from db.queries.info_bank import CardRow
from db.queries.requests import RequestRow
from desktop.services.finder import MOST, Findings, Found, Group
from desktop.services.finder_opened import FoundKind
from desktop.ui.base.columns import EMPTY, Cell
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import day_words, due_words, repeat_words, status_cell
from desktop.ui.palette.commands import Command
from desktop.ui.palette.marks import Span, digit_marks, word_marks
from desktop.ui.words import say

MOST_COMMANDS = 4
"""Commands shown below what was found; all of them after ``>``."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        title: its main words; those of a heading when `is_head`.
        is_head: a heading, passed over by the keyboard.
        icon: before the words.
        detail: after the words, quieter.
        title_marks: what to underline in the title.
        detail_marks: what to underline in the detail.
        state: at the right.
        keys: key caps at the right.
        found: the record it opens.
        act: what it does instead.
    """

    title: str
    is_head: bool = False
    icon: str = ""
    detail: str = ""
    title_marks: tuple[Span, ...] = ()
    detail_marks: tuple[Span, ...] = ()
    state: Cell = EMPTY
    keys: tuple[str, ...] = ()
    found: Found | None = None
    act: Callable[[], object] | None = None

    def spoken(self) -> str:
        """Everything in it, for a screen reader."""
        keys = "+".join(self.keys)
        return ", ".join(part for part in (self.title, self.detail, self.state.text, keys) if part)


def name_of(line: PersonLine) -> str:
    """A person's name, or their reference where there is none."""
    return f"{line.preferred_name or line.first_name} {line.last_name}".strip() or f"P-{line.number}"


def found_words(total: int, capped: bool) -> str:
    """How many were found, as short as it goes."""
    if capped:
        return tr("{count} or more found", count=f"{total:,}")
    return tr_count("{count} found", "{count} found", total)


def count(findings: Findings, commands: Sequence[Command]) -> str:
    """How many records and commands were found."""
    total = sum(group.total for group in findings.groups) + len(commands)
    return found_words(total, any(group.total >= MOST for group in findings.groups))


def rows_of(findings: Findings, commands: Sequence[Command], today: date) -> list[Row]:
    """Rows for what was found, and below them what can be done.

    Args:
        findings: what was found.
        commands: what can be done, in order.
        today: decides what is due.
    """
    rows: list[Row] = []
    if findings.lately:
        rows.append(Row(tr("Opened lately"), is_head=True))
        rows += [_row(one, findings, today) for one in findings.lately]
    for group in findings.groups:
        rows.append(Row(_kind_words(group.kind), is_head=True, detail=_more_words(group)))
        rows += [_row(one, findings, today) for one in group.rows]
    if commands:
        rows.append(Row(tr("Do"), is_head=True))
        rows += [command_row(one, findings.words) for one in commands]
    return rows


def command_row(command: Command, words: Sequence[str]) -> Row:
    """The row of something to do."""
    return Row(
        command.title,
        icon=command.icon,
        detail=command.note,
        title_marks=tuple(word_marks(command.title, words)),
        keys=command.keys,
        act=command.act,
    )


def _kind_words(kind: FoundKind) -> str:
    return {
        FoundKind.PERSON: tr("People"),
        FoundKind.REQUEST: tr("Requests"),
        FoundKind.VOLUNTEER: tr("Volunteers"),
        FoundKind.ORGANISATION: tr("Organisations"),
        FoundKind.SERVICE: tr("Directory"),
        FoundKind.ROUND: tr("Rounds"),
        FoundKind.INFO: tr("Information bank"),
    }[kind]


def _more_words(group: Group) -> str:
    if group.total <= len(group.rows):
        return ""
    total = tr("{count} or more", count=f"{group.total:,}") if group.total >= MOST else f"{group.total:,}"
    return tr("{shown} of {total}", shown=len(group.rows), total=total)


def _row(found: Found, findings: Findings, today: date) -> Row:
    title, parts, icon, state = _parts(found, today)
    detail = " · ".join(part for part in (*parts, found.phone) if part)
    marks = word_marks(detail, findings.words)
    start = len(detail) - len(found.phone)
    marks += [(start + first, start + after) for first, after in digit_marks(found.phone, findings.digits)]
    return Row(
        title,
        icon=icon,
        detail=detail,
        title_marks=tuple(word_marks(title, findings.words)),
        detail_marks=tuple(marks),
        state=state,
        found=found,
    )


def _parts(found: Found, today: date) -> tuple[str, tuple[str, ...], str, Cell]:
    """Name, what tells it from others, icon and state of a record."""
    line = found.line
    if isinstance(line, RequestRow):
        repeats = repeat_words(line.recurrence)
        due = repeats[:1].upper() + repeats[1:] or due_words(line.due_on, line.due_time, today)
        who = f"{line.first_name} {line.last_name}".strip()
        title = tr("{need}, {person}", need=line.need, person=who) if who else line.need
        return title, (found.reference, due), line.icon, status_cell(line.status, line.volunteer)
    if isinstance(line, OrganisationLine):
        return line.name, (say(line.layer), line.contact_name), "building-community", EMPTY
    if isinstance(line, CardRow):
        old = line.review_on < today
        state = Cell(tr("Out of date"), "alert-triangle", Tone.WARN) if old else EMPTY
        return line.title, (line.open_when, line.area), "books", state
    if isinstance(line, ServiceLine):
        return line.name, (line.organisation,), "list-details", EMPTY
    if isinstance(line, RoundLine):
        when = f"{day_words(line.on_date, today)} {line.starts_at:%H:%M}"
        return line.name, (found.reference, when, line.driver or tr("No driver")), "route", _round_state(line)
    place = ", ".join(part for part in (line.address_line1, line.town) if part)
    if found.kind is FoundKind.VOLUNTEER:
        return name_of(line), (found.reference, place), "heart-handshake", _volunteer_state(line)
    return name_of(line), (place or found.reference,), "user", _person_state(line)


def _person_state(line: PersonLine) -> Cell:
    return EMPTY if line.status is PersonStatus.ACTIVE else Cell(say(line.status), "alert-circle", Tone.WARN)


def _volunteer_state(line: PersonLine) -> Cell:
    status = line.volunteer_status
    return EMPTY if status in (None, VolunteerStatus.ACTIVE) else Cell(say(status), "clock", Tone.SECOND)


def _round_state(line: RoundLine) -> Cell:
    icon = {RoundStatus.OUT: "truck-delivery", RoundStatus.BACK: "circle-check"}
    return Cell(say(line.status), icon.get(line.status, "calendar-event"), Tone.SECOND)
