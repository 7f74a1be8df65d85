"""A council's list given back: its own columns as they came, with the outcomes filled in."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.enums_referrals import DeclineReason, ReferralOutcome, ReferralStatus
from desktop.domain.formula import neutralise
from desktop.exports.files import write_bytes
from desktop.services.base import Actor, Changes, Tools
from desktop.services.referral_returns import Outcome, ReferralReturns, ReturnedList, ReturnedRow

COLUMNS = {
    "status": "Hub status",
    "outcome": "Hub outcome",
    "outcome_on": "Hub date",
    "outcome_note": "Hub note",
    "onward": "Ask instead",
    "our_reference": "Hub reference",
}
"""What columns are called that the sender's layout has no place for."""
STATUS_WORDS = {
    ReferralStatus.SENT: "Received",
    ReferralStatus.ACKNOWLEDGED: "Received",
    ReferralStatus.ACCEPTED: "Being dealt with",
    ReferralStatus.COMPLETED: "Completed",
    ReferralStatus.DECLINED: "Declined",
    ReferralStatus.RETURNED: "Handed back",
    ReferralStatus.WITHDRAWN: "Withdrawn",
    ReferralStatus.DRAFT: "Received",
}
OUTCOME_WORDS = {
    ReferralOutcome.HELPED: "Helped",
    ReferralOutcome.PARTLY_HELPED: "Partly helped",
    ReferralOutcome.NOT_NEEDED: "Not needed",
    ReferralOutcome.COULD_NOT_REACH: "Could not reach",
    ReferralOutcome.DID_NOT_WANT: "Did not want help",
    ReferralOutcome.NOT_HELPED: "Not helped",
}
REASON_WORDS = {
    DeclineReason.NO_CAPACITY: "No capacity",
    DeclineReason.NOT_OUR_AREA: "Not our area",
    DeclineReason.NOT_ELIGIBLE: "Not eligible",
    DeclineReason.NOT_WHAT_WE_DO: "Not what we do",
    DeclineReason.ALREADY_KNOWN: "Already known to us",
    DeclineReason.TOO_RISKY: "Too risky for us",
    DeclineReason.OTHER: "Another reason",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """How the sender wants outcomes; see `desktop.imports.profiles.Returned`.

    Attributes:
        columns: part of an outcome to the sender's column.
        codes: part of an outcome to the sender's word for each of our codes.
        most_rows: rows the sender takes in one file; 0 for no limit.
    """

    columns: dict[str, str]
    codes: dict[str, dict[str, str]]
    most_rows: int = 0


def returned_files(returned: ReturnedList, layout: Layout) -> list[bytes]:
    """Write the list as CSV, in several files where the sender takes only so many rows in one.

    Args:
        returned: the list with its outcomes.
        layout: how the sender wants them.

    Returns:
        Files in order: UTF-8, CRLF, every cell of the sender's as it came. A cell a spreadsheet would run has
        an apostrophe before it, which this program takes off again.
    """
    headers = list(returned.headers)
    places: dict[str, int] = {}
    for part, ours in COLUMNS.items():
        name = layout.columns.get(part, ours)
        if name not in headers:
            headers.append(name)
        places[part] = headers.index(name)
    rows = [_filled(row, places, layout, len(headers)) for row in returned.rows]
    step = layout.most_rows or len(rows) or 1
    return [_csv(headers, rows[start : start + step]) for start in range(0, len(rows) or 1, step)]


def give_back(
    tools: Tools, actor: Actor, returned: ReturnedList, layout: Layout, folder: Path, name: str
) -> tuple[Changes, list[Path]]:
    """Write a list with its outcomes into a folder and leave the sharing record: both or neither.

    Args:
        tools: the open hub's, open for writing.
        actor: who gives back.
        returned: the list.
        layout: how the sender wants it.
        folder: where it goes.
        name: of the file, without its ending.

    Returns:
        What was touched, and the files.
    """
    files = returned_files(returned, layout)
    paths = [
        folder / f"{name}{f'-{number}' if len(files) > 1 else ''}.csv" for number in range(1, len(files) + 1)
    ]
    columns = [*returned.headers, *(layout.columns.get(part, ours) for part, ours in COLUMNS.items())]

    def put() -> None:
        for path, content in zip(paths, files, strict=True):
            write_bytes(path, content)

    said = ReferralReturns(tools).record(
        actor, returned, list(dict.fromkeys(columns)), paths[0].name, b"".join(files), put
    )
    return said, paths


def _filled(row: ReturnedRow, places: dict[str, int], layout: Layout, width: int) -> list[str]:
    cells = [*row.cells, *[""] * (width - len(row.cells))]
    for part, index in places.items():
        words = [_words(part, one, layout) for one in row.outcomes]
        said = "; ".join(dict.fromkeys(word for word in words if word))
        if said:
            cells[index] = said if index >= len(row.cells) or not cells[index] else _after(cells[index], said)
    return cells


def _after(theirs: str, ours: str) -> str:
    """What the sender wrote stays; the outcome stands behind it."""
    return f"{theirs}; {ours}"


def _words(part: str, one: Outcome, layout: Layout) -> str:
    codes = layout.codes.get(part, {})
    if part == "status":
        return codes.get(one.status, STATUS_WORDS[one.status])
    if part == "outcome":
        if one.outcome is not None:
            return codes.get(one.outcome, OUTCOME_WORDS[one.outcome])
        return codes.get(one.reason, REASON_WORDS[one.reason]) if one.reason is not None else ""
    found = {
        "outcome_on": one.on.strftime("%d/%m/%Y") if one.on else "",
        "outcome_note": " ".join(one.note.split()),
        "onward": one.onward,
        "our_reference": one.reference,
    }
    return found[part]


def _csv(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([_safe(cell) for cell in headers])
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8", "replace")


def _safe(cell: str) -> str:
    return neutralise(cell.replace("\0", ""))
