"""A council's list given back: its own columns as they came, with the outcomes filled in."""

import io
import re
from dataclasses import dataclass
from pathlib import Path

from db.enums_referrals import DeclineReason, ReferralOutcome, ReferralStatus
from desktop.domain.errors import DomainError
from desktop.domain.formula import neutralise
from desktop.exports.files import write_bytes
from desktop.exports.returned_text import LaidOut, can_write, encoding_of, ending_of, written_text
from desktop.exports.tables import Column, Table
from desktop.exports.xlsx_files import stream_xlsx
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


_NUMBER = re.compile(r"[+\-][\d\s().\-]*")


@dataclass(frozen=True, slots=True)
class Layout:
    """How the sender wants outcomes; see `desktop.imports.profiles.Returned`.

    Attributes:
        columns: part of an outcome to the sender's column.
        codes: part of an outcome to the sender's word for each of our codes.
        most_rows: rows the sender takes in one file; 0 for no limit.
        silent: parts of an outcome that do not go back.
    """

    columns: dict[str, str]
    codes: dict[str, dict[str, str]]
    most_rows: int = 0
    silent: tuple[str, ...] = ()

    def headers(self) -> dict[str, str]:
        """Part of an outcome to the column it goes into: the sender's, or one of ours."""
        return {
            part: self.columns.get(part, ours) for part, ours in COLUMNS.items() if part not in self.silent
        }


def lay_out(returned: ReturnedList, layout: Layout) -> LaidOut:
    """Lay a list out as its file will have it, to be looked at before it is written."""
    headers = list(returned.headers)
    places: dict[str, int] = {}
    for part, name in layout.headers().items():
        if name not in headers:
            headers.append(name)
        places[part] = headers.index(name)
    rows = tuple(tuple(_filled(row, places, layout, len(headers))) for row in returned.rows)
    ours = tuple(sorted(places.values()))
    lost = sum(not can_write(row[at], encoding_of(returned)) for row in rows for at in ours)
    formulas = sum(_would_run(cell) for row in returned.rows for cell in row.cells)
    return LaidOut(tuple(headers), rows, ours, lost, formulas)


def returned_files(returned: ReturnedList, layout: Layout, ending: str = "") -> list[bytes]:
    """Write the list as its sender wrote it, in several files where they take only so many rows in one.

    Args:
        returned: the list with its outcomes.
        layout: how the sender wants them.
        ending: of the files, .xlsx or .csv; empty for what the sender's was.

    Returns:
        Files in order: a spreadsheet as XLSX, every cell text; a text file in the sender's encoding, marks
        and line ends, every cell of theirs that the hub did not touch with the very bytes it came with.
    """
    made = lay_out(returned, layout)
    step = layout.most_rows or len(made.rows) or 1
    parts = [slice(start, start + step) for start in range(0, len(made.rows) or 1, step)]
    if (ending or ending_of(returned)) == ".xlsx":
        return [_xlsx(returned, made, part) for part in parts]
    return [written_text(returned, made, part) for part in parts]


def give_back(
    tools: Tools, actor: Actor, returned: ReturnedList, layout: Layout, path: Path
) -> tuple[Changes, list[Path]]:
    """Write a list with its outcomes and leave the sharing record: both or neither.

    Args:
        tools: the open hub's, open for writing.
        actor: who gives back.
        returned: the list.
        layout: how the sender wants it.
        path: the file; with a number behind its name where there are several.

    Returns:
        What was touched, and the files.

    Raises:
        DomainError: no row is in it, or a file nobody was asked about would be written over.
    """
    if not returned.rows:
        raise DomainError("Nothing changed since this list last went back.")
    ending = ".xlsx" if path.suffix.lower() == ".xlsx" else ".csv"
    files = returned_files(returned, layout, ending)
    paths = [_numbered(path, number if len(files) > 1 else 0, ending) for number in range(1, len(files) + 1)]
    taken = next((one.name for one in paths if one != path and one.exists()), "")
    if taken:
        raise DomainError(f"There is a {taken} already. Choose another name, so that it stays.", field="path")
    columns = [*returned.headers, *layout.headers().values()]

    def put() -> None:
        for path, content in zip(paths, files, strict=True):
            write_bytes(path, content)

    said = ReferralReturns(tools).record(
        actor, returned, list(dict.fromkeys(columns)), paths[0].name, b"".join(files), put
    )
    return said, paths


def _numbered(path: Path, number: int, ending: str) -> Path:
    return path.with_name(f"{path.stem}{f'-{number}' if number else ''}{ending}")


def _filled(row: ReturnedRow, places: dict[str, int], layout: Layout, width: int) -> list[str]:
    cells = [*row.cells, *[""] * (width - len(row.cells))]
    for part, index in places.items():
        words = [_words(part, one, layout) for one in row.outcomes]
        said = "; ".join(dict.fromkeys(word for word in words if word))
        if said:
            cells[index] = said if index >= len(row.cells) or not cells[index] else _after(cells[index], said)
    return cells


def _would_run(cell: str) -> bool:
    """Whether a spreadsheet would take a cell for a formula; a telephone number after a plus is none."""
    return cell != neutralise(cell) and not cell.startswith("'") and not _NUMBER.fullmatch(cell)


def _after(theirs: str, ours: str) -> str:
    """What the sender wrote stays; the outcome stands behind it, unless it is there from the last time."""
    return theirs if theirs == ours or theirs.endswith(f"; {ours}") else f"{theirs}; {ours}"


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


def _xlsx(returned: ReturnedList, made: LaidOut, part: slice) -> bytes:
    columns = tuple(Column(f"c{at}", header) for at, header in enumerate(made.headers))
    stream = io.BytesIO()
    name = str(returned.form.get("sheet") or "Outcomes")
    stream_xlsx(stream, [(Table(name, columns), made.rows[part])])
    return stream.getvalue()
