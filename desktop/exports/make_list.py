"""A list on screen as a file or a print, and the line it leaves in the sharing log: both or neither."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db.enums import ShareKind
from desktop.domain.errors import DomainError
from desktop.exports.files import QUIET, Watch, atomic_file
from desktop.exports.lists import ENDINGS, write_list
from desktop.exports.staging import file_hash, staging
from desktop.exports.table_pdf import ListPrint, write_table_pdf
from desktop.exports.tables import Column, Kind, Table
from desktop.services.base import Actor, Changes, Tools
from desktop.services.hub_info import HubInfo
from desktop.services.lists import ListKind, ListRows, Lists
from desktop.services.sharing_log import Share, SharingLog

PDF = ".pdf"
OWN_USE = "the hub's own use"
"""What an export or a print is for where nothing else is said."""

_KINDS = {
    **dict.fromkeys(("phone", "phone_2", "caller_phone"), Kind.PHONE),
    **dict.fromkeys(("date_of_birth", "due_on", "joined_on", "agreement_until"), Kind.DATE),
    **dict.fromkeys(("household_size", "children"), Kind.INTEGER),
    "weekly_hours": Kind.NUMBER,
    "received_at": Kind.DATETIME,
    "postcode": Kind.POSTCODE,
}
_WIDTHS = {
    **dict.fromkeys(("address_line1", "email", "safe_contact", "communication_needs"), 28),
    **dict.fromkeys(("words", "notes", "items", "availability", "skills"), 40),
    **dict.fromkeys(("hub_reference", "reference", "postcode", "urgency", "status", "due_on"), 12),
}


@dataclass(frozen=True, slots=True)
class ListPlan:
    """Which list goes out.

    Attributes:
        kind: which.
        ids: keys in the order on screen.
        columns: the columns on screen; every one when empty.
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
        record_id: its entry in the sharing log.
        changes: what the write touched.
    """

    path: Path
    rows: int
    record_id: str
    changes: Changes


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
        with Lists(tools).open(actor, plan.kind, plan.ids, plan.columns) as held:
            table = table_of(plan.kind, held.columns)
            if ending == PDF:
                count = _print(made, _head(tools, actor, plan, now), table, held, watch)
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
        )
        summed = SharingLog(tools).record(actor, share, lambda: aside.place(made, path))
    return MadeList(path, count, summed.made, summed)


def table_of(kind: ListKind, columns: Sequence[str]) -> Table:
    """Describe a list's columns for the writers."""
    made = (Column(name, kind=_KINDS.get(name, Kind.TEXT), width=_WIDTHS.get(name, 18)) for name in columns)
    return Table(kind.value, tuple(made))


def _head(tools: Tools, actor: Actor, plan: ListPlan, now: datetime) -> ListPrint:
    hub = HubInfo(tools).facts(actor)
    return ListPrint(
        title=plan.title or plan.kind.value.capitalize(),
        hub_name=hub.name,
        filter_words=plan.filter_words,
        printed_at=now.astimezone(),
        private=plan.kind is not ListKind.ORGANISATIONS,
        demo=hub.is_demo,
    )


def _print(made: Path, head: ListPrint, table: Table, held: ListRows, watch: Watch) -> int:
    with atomic_file(made) as stream:
        return write_table_pdf(stream, head, table, held.rows, watch=watch)
