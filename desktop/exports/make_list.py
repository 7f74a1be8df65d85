"""A list on screen as a file or a print, and the line it leaves in the sharing log: both or neither."""

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from db.enums import ShareKind
from desktop.domain.errors import DomainError
from desktop.domain.phones import national
from desktop.exports.files import QUIET, Watch, atomic_file
from desktop.exports.lists import ENDINGS, write_list
from desktop.exports.staging import file_hash, staging
from desktop.exports.table_pdf import ListPrint, write_table_pdf
from desktop.exports.tables import Column, Kind, Table, to_text
from desktop.exports.words import long_date
from desktop.services.base import Actor, Changes, Tools
from desktop.services.hub_info import HubInfo
from desktop.services.limits import kept_back_words
from desktop.services.lists import ListKind, ListRows, Lists
from desktop.services.sharing_log import LeftOutPerson, Share, SharingLog

PDF = ".pdf"
OWN_USE = "the hub's own use"
"""What an export or a print is for where nothing else is said."""

_KINDS = {
    **dict.fromkeys(("phone", "phone_2", "caller_phone"), Kind.PHONE),
    **dict.fromkeys(("asked_on", "taken_on", "arranged_on", "closed_on"), Kind.DATE),
    **dict.fromkeys(("date_of_birth", "due_on", "joined_on", "agreement_until", "on_date"), Kind.DATE),
    **dict.fromkeys(("sent_on", "acknowledged_on", "chase_on"), Kind.DATE),
    **dict.fromkeys(("person_told_on", "introducer_told_on"), Kind.DATE),
    **dict.fromkeys(("household_size", "children", "babies", "stops", "stops_done", "entries"), Kind.INTEGER),
    "weekly_hours": Kind.NUMBER,
    "received_at": Kind.DATETIME,
    "postcode": Kind.POSTCODE,
}
_WIDTHS = {
    **dict.fromkeys(("address_line1", "email", "safe_contact", "communication_needs"), 28),
    **dict.fromkeys(("due_on", "date_of_birth", "joined_on"), 14),
    **dict.fromkeys(("did", "about", "why", "next_step"), 28),
    **dict.fromkeys(("asked_on", "taken_on", "arranged_on", "closed_on"), 14),
    **dict.fromkeys(("words", "notes", "items", "availability", "skills"), 40),
    **dict.fromkeys(("sent_on", "acknowledged_on", "chase_on"), 14),
    "organisation": 28,
    **dict.fromkeys(("hub_reference", "reference", "postcode", "urgency", "status"), 12),
}
_TITLES = {
    "hub_reference": "Reference",
    "address_line1": "Address",
    "safe_contact": "How to ring",
    "person_status": "Status",
    "due_on": "Due",
    "weekly_hours": "Hours a week",
    "contact_name": "Contact",
    "deputy_name": "Deputy",
    "on_date": "Date",
    "at": "When",
    "did": "What was done",
    "for_whom": "For",
    "needs_now": "Needs now",
    "may_tell": "Family may be told",
    "arrived_at": "Came",
    "left_at": "Left",
    "gone_to": "Went to",
    "lent_to": "Lent to",
    "lent_on": "Lent",
    "belongs_to": "Belongs to",
    "thanked_on": "Thanked",
    "placed_with": "Placed with",
    "declined_why": "Why declined",
    "sent_on": "Sent",
    "acknowledged_on": "They have it",
}
"""Headings in spreadsheets and on paper; a CSV has the machine's names."""

_PRINTED = {
    ListKind.PEOPLE: "hub_reference first_name last_name address_line1 town postcode phone person_status",
    ListKind.VOLUNTEERS: "hub_reference first_name last_name postcode phone status skills weekly_hours",
    ListKind.REQUESTS: "reference first_name last_name area phone need urgency due_on status",
    ListKind.ORGANISATIONS: "hub_reference name layer contact_name deputy_name phone",
    ListKind.AUDIT: "at who did about why",
    ListKind.ARRIVALS: "hub_reference name adults children centre arrived_at left_at gone_to",
    ListKind.LOANS: "hub_reference thing label belongs_to lent_to lent_on due_on",
    ListKind.FORMALITIES: (
        "hub_reference asked_by for_whom what arranged_by paid_by status next_step due_on"
    ),
    ListKind.REFERRALS: (
        "reference organisation need first_name last_name sent_on acknowledged_on chase_on status"
    ),
    ListKind.ROUNDS: "hub_reference round on_date starts_at area driver helper stops stops_done status",
}
"""What fits on paper, where the columns on screen are not given."""

_CODES = frozenset(
    {"urgency", "status", "person_status", "channel", "layer", "transport", "skills", "what"}
    | {"direction", "outcome"}
)


@dataclass(frozen=True, slots=True)
class ListPlan:
    """Which list goes out.

    Attributes:
        kind: which.
        ids: keys in the order on screen.
        columns: the columns on screen; when empty every one in a file, and on paper those that fit.
        title: its heading on paper, such as "Open requests"; made from the kind when empty.
        filter_words: what it is filtered by, in words; blank when it is whole.
        purpose: what it is for, for the sharing log.
    """

    kind: ListKind
    ids: Sequence[str]
    columns: tuple[str, ...] = ()
    title: str = ""
    filter_words: str = ""
    purpose: str = OWN_USE


@dataclass(frozen=True, slots=True)
class MadeList:
    """A list that was written and recorded.

    Attributes:
        path: the file.
        rows: how many rows it has.
        kept_back: how many people stay out of it, because they asked.
        record_id: its entry in the sharing log.
        changes: what the write touched.
    """

    path: Path
    rows: int
    record_id: str
    changes: Changes
    kept_back: int = 0


def make_list(
    tools: Tools, actor: Actor, plan: ListPlan, path: Path, now: datetime, *, watch: Watch = QUIET
) -> MadeList:
    """Write a list and record it.

    Args:
        tools: the open hub's, open for writing.
        actor: who exports or prints.
        plan: which list.
        path: the file; .csv, .xlsx and .ods are exports, .pdf is a print. A file of that name is replaced.
        now: the moment, with its zone.
        watch: progress and stop.

    Returns:
        What was made.

    Raises:
        DomainError: the ending is none of the four, or there is no such folder or column.
        ExportStopped: the person asked to stop; nothing was left behind.
        KnownStoreError: the disk is full or cannot be written, or the record could not be kept.
    """
    ending = path.suffix.lower()
    if ending not in (*ENDINGS, PDF):
        raise DomainError("The file's name should end in .csv, .xlsx, .ods or .pdf.", field="out")
    with staging(path.parent) as aside:
        made = aside.folder / f"list{ending}"
        printed = tuple(_PRINTED[plan.kind].split()) if ending == PDF else ()
        with Lists(tools).open(actor, plan.kind, plan.ids, plan.columns or printed) as held:
            table = table_of(plan.kind, held.columns)
            if ending == PDF:
                count = _print(made, _head(tools, actor, plan, now, held), table, held, watch)
            else:
                count = write_list(made, table, held.rows, created=now, watch=watch)
        share = Share(
            kind=ShareKind.PRINT if ending == PDF else ShareKind.EXPORT,
            purpose=plan.purpose,
            fields=held.columns,
            people_count=len(held.met),
            file_name=path.name,
            file_hash=file_hash(made),
            reason=plan.filter_words,
            left_out=held.kept_back,
        )
        summed = SharingLog(tools).record(actor, share, lambda: aside.place(made, path))
    return MadeList(path, count, summed.made, summed, len(held.kept_back))


@dataclass(frozen=True, slots=True)
class PrintedList:
    """A list drawn for paper, in memory; nothing of it has left yet.

    Attributes:
        plan: which list.
        content: the PDF.
        rows: how many rows it has.
        columns: what it shows of everybody.
        people: how many people are in it.
        kept_back: who stays out of it, because they asked.
    """

    plan: ListPlan
    content: bytes
    rows: int
    columns: tuple[str, ...]
    people: int
    kept_back: tuple[LeftOutPerson, ...] = ()


def draw_list(
    tools: Tools, actor: Actor, plan: ListPlan, now: datetime, *, watch: Watch = QUIET
) -> PrintedList:
    """Draw a list for paper without recording it; `record_list` does, when it leaves.

    Args:
        tools: the open hub's.
        actor: who looks at it.
        plan: which list.
        now: the moment, with its zone.
        watch: progress and stop.

    Raises:
        DomainError: there is no such column.
        ExportStopped: the person asked to stop.
    """
    stream = io.BytesIO()
    printed = plan.columns or tuple(_PRINTED[plan.kind].split())
    with Lists(tools).open(actor, plan.kind, plan.ids, printed) as held:
        table = table_of(plan.kind, held.columns)
        count = _draw(stream, _head(tools, actor, plan, now, held), table, held, watch)
        people, kept = len(held.met), held.kept_back
        return PrintedList(plan, stream.getvalue(), count, tuple(held.columns), people, kept)


def record_list(
    tools: Tools, actor: Actor, drawn: PrintedList, name: str, put_in_place: Callable[[], object]
) -> Changes:
    """Leave the line of a printed list in the sharing log, and let it leave: both or neither.

    Args:
        tools: the open hub's, open for writing.
        actor: who prints.
        drawn: what leaves.
        name: of the file or the printer.
        put_in_place: writes the file; nothing for a printer.

    Returns:
        What was touched: the entry alone.
    """
    share = Share(
        kind=ShareKind.PRINT,
        purpose=drawn.plan.purpose,
        fields=drawn.columns,
        people_count=drawn.people,
        file_name=name,
        file_hash=hashlib.sha256(drawn.content).hexdigest(),
        reason=drawn.plan.filter_words,
        left_out=drawn.kept_back,
    )
    return SharingLog(tools).record(actor, share, put_in_place)


def table_of(kind: ListKind, columns: Sequence[str]) -> Table:
    """Describe a list's columns for the writers."""
    made = (
        Column(name, _TITLES.get(name, ""), _KINDS.get(name, Kind.TEXT), width=_WIDTHS.get(name, 18))
        for name in columns
    )
    return Table(kind.value, tuple(made))


def _head(tools: Tools, actor: Actor, plan: ListPlan, now: datetime, held: ListRows) -> ListPrint:
    hub = HubInfo(tools).facts(actor)
    told = (plan.filter_words, kept_back_words(len(held.kept_back)))
    return ListPrint(
        title=plan.title or plan.kind.value.capitalize(),
        hub_name=hub.name,
        filter_words=", ".join(filter(None, told)),
        printed_at=now.astimezone(),
        private=plan.kind is not ListKind.ORGANISATIONS,
        demo=hub.is_demo,
    )


def _print(made: Path, head: ListPrint, table: Table, held: ListRows, watch: Watch) -> int:
    with atomic_file(made) as stream:
        return _draw(stream, head, table, held, watch)


def _draw(stream: IO[bytes], head: ListPrint, table: Table, held: ListRows, watch: Watch) -> int:
    says = [_words_for(column) for column in table.columns]
    rows = (tuple(say(cell) for say, cell in zip(says, row, strict=True)) for row in held.rows)
    return write_table_pdf(stream, head, table, rows, watch=watch)


def _words_for(column: Column) -> Callable[[Any], str]:
    """How people write a column's values: "020 7946 0123", "18 Nov 2026", "This week"."""
    if column.kind is Kind.PHONE:
        return lambda cell: national(to_text(cell))
    if column.kind is Kind.DATE:
        return lambda cell: _short_date(date.fromisoformat(cell)) if cell else ""
    if column.name in _CODES:
        return lambda cell: to_text(cell).replace("_", " ").capitalize()
    return to_text


def _short_date(day: date) -> str:
    number, month, year = long_date(day).split()
    return f"{number} {month[:3]} {year}"
