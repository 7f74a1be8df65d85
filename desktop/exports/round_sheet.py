"""What a round sheet carries, and nothing more: what the volunteer needs at the door."""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import IO, TYPE_CHECKING
from uuid import UUID

from desktop.exports.round_map import RoundMap

if TYPE_CHECKING:
    from desktop.exports.load_list import LoadList

STOPS_A_PAGE = 8
STOPS_BESIDE_MAP = 5
"""With so many stops on the last page there is still room for the map below them."""
_CODE = "HK1"
_REFERENCE = re.compile(r"[A-Z0-9-]{1,24}")


@dataclass(frozen=True, slots=True)
class StopNote:
    """A label on the item ("Vegetarian") or the door note ("Ring the bell twice").

    Args:
        text: at most 60 characters; longer text is made smaller, then wrapped.
        icon: name of one of the app's icons.
    """

    text: str
    icon: str = "info-circle"


@dataclass(frozen=True, slots=True)
class Stop:
    """One place on the round.

    Args:
        number: its place in the round, from 1.
        address: the address line.
        name: first name and initial, such as "Jean M.".
        at: about when, local time.
        item: what to bring, such as "2 bags of shopping".
        notes: labels and the door note, in the order printed.
        task_ids: the tasks done here, held by the QR code.
    """

    number: int
    address: str
    name: str = ""
    at: time | None = None
    item: str = ""
    notes: tuple[StopNote, ...] = ()
    task_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundSheet:
    """One round on paper. Every text but the names of hub and round may be blank.

    Args:
        hub_name: the hub.
        round_name: such as "Northfold round".
        reference: the sheet's short reference, such as "S-118".
        day: the round's date.
        stops: in the order driven.
        starts: local time the round begins.
        ends: local time it should be over.
        miles: how far, in miles.
        driver: first name and initial.
        helper: first name and initial of the second volunteer.
        load: what to load at the hub, in words.
        safeguarding_phone: as it should be dialled, with spaces.
        lead_name: who answers it.
        hub_phone: the hub's own number, with spaces.
        at_the_door: what every volunteer is reminded of.
        printed_at: local time of printing.
        destroy_by: the day the sheet must be gone by.
        demo: whether the people are made up.
        map: where the stops are; None for a round without known places.
    """

    hub_name: str
    round_name: str
    reference: str
    day: date
    stops: tuple[Stop, ...]
    starts: time | None = None
    ends: time | None = None
    miles: float | None = None
    driver: str = ""
    helper: str = ""
    load: str = ""
    safeguarding_phone: str = ""
    lead_name: str = ""
    hub_phone: str = ""
    at_the_door: str = "show your badge. Step back. Go in only if the hub has agreed. No cash, no cards."
    printed_at: datetime | None = None
    destroy_by: date | None = None
    demo: bool = False
    map: RoundMap | None = None

    @property
    def map_has_own_page(self) -> bool:
        """Whether the map comes on a page after the stops, because they leave no room for it on theirs."""
        return self.map is not None and len(self.page_stops(self.page_count - 1)) > STOPS_BESIDE_MAP

    @property
    def page_count(self) -> int:
        """How many pages of stops there are; a round without stops still has one."""
        return max(1, -(-len(self.stops) // STOPS_A_PAGE))

    def page_stops(self, page: int) -> tuple[Stop, ...]:
        """The stops of one page, from 0."""
        return self.stops[page * STOPS_A_PAGE : (page + 1) * STOPS_A_PAGE]


@dataclass(frozen=True, slots=True)
class SheetCode:
    """What a scanned QR code says: whose sheet, which page, which tasks; nothing about anybody."""

    reference: str
    page: int
    task_ids: tuple[UUID, ...]


def sheet_code(reference: str, page: int, task_ids: Sequence[UUID]) -> str:
    """Write the QR code's text in the letters a QR code packs tightest.

    Args:
        reference: the sheet's short reference.
        page: from 1.
        task_ids: the tasks of the page; more than 40 are left out, as the code would be too fine to print.

    Returns:
        ``HK1*S-118*1*...``: parts joined by stars, ids as base 32 (RFC 4648) without padding.
    """
    kept = task_ids if len(task_ids) <= 40 else ()
    ids = (base64.b32encode(task_id.bytes).decode().rstrip("=") for task_id in kept)
    safe = re.sub("[^A-Z0-9-]", "-", reference.upper())[:24]
    return "*".join((_CODE, safe or "-", str(page), *ids))


def read_sheet_code(text: str) -> SheetCode | None:
    """Read a scanned code.

    Args:
        text: what the scanner typed.

    Returns:
        The sheet, or None when this is not one of our codes.
    """
    parts = text.strip().upper().split("*")
    if len(parts) < 3 or parts[0] != _CODE or not _REFERENCE.fullmatch(parts[1]):
        return None
    try:
        ids = tuple(UUID(bytes=base64.b32decode(part + "=" * (-len(part) % 8))) for part in parts[3:])
        return SheetCode(parts[1], int(parts[2]), ids)
    except (binascii.Error, ValueError):
        return None


def write_round_sheets(
    stream: IO[bytes], sheets: Sequence[RoundSheet], *, duplex: bool = True, loads: "LoadList | None" = None
) -> int:
    """Print rounds into one PDF.

    Args:
        stream: where the PDF goes.
        sheets: the rounds, in the order wanted.
        duplex: whether a blank back follows a round with an odd number of pages, so that each round begins
            on the front of a sheet of paper.
        loads: what all of them take along, before the first of them; None to leave it out.

    Returns:
        How many pages were written.
    """
    from desktop.exports.load_list import draw_load_list
    from desktop.exports.pdf_base import Pen
    from desktop.exports.round_sheet_pdf import draw_map_page, draw_page

    pen = Pen(stream, title="Round sheets" if len(sheets) != 1 else f"Round sheet {sheets[0].reference}")
    if loads is not None:
        draw_load_list(pen, loads)
        pen.next_page()
        if duplex and pen.pages % 2:
            pen.next_page()
    for position, sheet in enumerate(sheets):
        for page in range(sheet.page_count):
            draw_page(pen, sheet, page, position)
            pen.next_page()
        if sheet.map_has_own_page:
            draw_map_page(pen, sheet, position)
            pen.next_page()
        if duplex and pen.pages % 2 and position < len(sheets) - 1:
            pen.next_page()
    pen.save()
    return pen.pages
