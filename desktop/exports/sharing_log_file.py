"""The sharing log as a spreadsheet: what was shared, what the hub was asked for, and who said no."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from db.enums import ShareKind
from db.queries.sharing import SharingFilter
from desktop.domain.errors import DomainError
from desktop.exports.ods_files import write_ods
from desktop.exports.staging import file_hash, staging
from desktop.exports.tables import Column, Kind, Table
from desktop.exports.xlsx_files import write_xlsx
from desktop.services.base import Actor, Changes, Tools
from desktop.services.limits import Limits
from desktop.services.share_requests import ShareRequests
from desktop.services.sharing_log import LeftOutPerson, Share, SharingLog

_WIDE = 40
_SHARED = Table(
    "shared",
    (
        Column("number", "Number", Kind.INTEGER, width=8),
        Column("at", "When", Kind.DATETIME),
        Column("kind", "What", width=12),
        Column("by", "By"),
        Column("recipient", "To", width=28),
        Column("purpose", "Purpose", width=_WIDE),
        Column("basis", "Reason in law", width=24),
        Column("people", "People", Kind.INTEGER, width=8),
        Column("delete_by", "Delete by", Kind.DATE, width=14),
        Column("file", "File", width=28),
    ),
)
_ASKED = Table(
    "asked",
    (
        Column("number", "Number", Kind.INTEGER, width=8),
        Column("received", "Received", Kind.DATE, width=14),
        Column("asked_by", "Asked by", width=28),
        Column("person", "Who there", width=24),
        Column("data", "What they asked for", width=_WIDE),
        Column("purpose", "What for", width=_WIDE),
        Column("about", "About", width=10),
        Column("decision", "Decision", width=14),
        Column("why", "Because", width=_WIDE),
        Column("decided_by", "Decided by"),
        Column("decided_on", "On", Kind.DATE, width=14),
    ),
)
_REFUSED = Table(
    "said_no",
    (
        Column("reference", "Person", width=10),
        Column("name", "Name", width=28),
        Column("recipient", "Not to", width=28),
        Column("purpose", "Purpose", width=18),
        Column("said_on", "On", Kind.DATE, width=14),
        Column("words", "What they said", width=_WIDE),
    ),
)


def make_sharing_log(tools: Tools, actor: Actor, path: Path, now: datetime) -> Changes:
    """Write the sharing log with the hub's and people's refusals, and record that it left: both or neither.

    Args:
        tools: the open hub's, open for writing.
        actor: who saves it.
        path: the file, .xlsx or .ods; a file of that name is replaced.
        now: the moment, with its zone.

    Raises:
        DomainError: the ending is neither of the two.
        NeedsSecond: so many said no that a second person must agree.
    """
    ending = path.suffix.lower()
    if ending not in (".xlsx", ".ods"):
        raise DomainError("The file's name should end in .xlsx or .ods.", field="out")
    kept = Limits(tools).everybody(actor)
    said_no = ShareRequests(tools).refusals(actor)
    refused = [one for one in said_no if one.person_id not in kept]
    left = {one.person_id for one in said_no if one.person_id in kept}
    sheets = [
        (_SHARED, _shared(tools, actor)),
        (_ASKED, _asked(tools, actor)),
        (_REFUSED, [_refusal(one) for one in refused]),
    ]
    with staging(path.parent) as aside:
        made = aside.folder / f"sharing-log{ending}"
        (write_xlsx if ending == ".xlsx" else write_ods)(made, sheets, created=now)
        share = Share(
            kind=ShareKind.EXPORT,
            purpose="The sharing log",
            fields=("name", "recipient", "purpose", "said_on"),
            people_count=len({one.person_id for one in refused}),
            file_name=path.name,
            file_hash=file_hash(made),
            left_out=tuple(LeftOutPerson(key, kept[key].name, kept[key].limit.value) for key in sorted(left)),
        )
        return SharingLog(tools).record(actor, share, lambda: aside.place(made, path))


def _shared(tools: Tools, actor: Actor) -> Iterable[Sequence[Any]]:
    log = SharingLog(tools)
    return [
        (
            *(one.number, one.at, one.kind.value, one.by, one.recipient, one.purpose),
            one.basis.value.replace("_", " ") if one.basis else "",
            *(one.people_count, one.delete_by, one.file_name),
        )
        for one in log.rows(actor, log.ids(actor, SharingFilter()))
    ]


def _asked(tools: Tools, actor: Actor) -> Iterable[Sequence[Any]]:
    return [
        (
            *(one.request.number, one.request.received_on, one.asked_by, one.request.asked_by_person),
            *(one.request.data, one.request.purpose, one.about, one.request.decision.value),
            *(one.request.why, one.request.decided_by, one.request.decided_on),
        )
        for one in ShareRequests(tools).all(actor)
    ]


def _refusal(one: Any) -> Sequence[Any]:
    to = one.recipient or "the volunteer who helps"
    return (f"P-{one.number}", one.name, to, one.purpose, one.said_on, one.withdrawn_how)
