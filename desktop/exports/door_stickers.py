"""Door stickers: what a neighbour offers, in large plain words, with the hub's number.

What stands on a door is read by everybody who passes: nothing is printed but what whoever offers agreed to,
and the QR code holds the hub's number alone (domain rule 9).
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.enums_neighbours import NeighbourKind
from desktop.domain.dates import day_month_year
from desktop.exports.pdf_base import A4, MM, Fit, Pen, demo_mark, fit
from desktop.exports.pdf_fonts import Face
from desktop.services.neighbours import Sticker, StickerSheet


class StickerSize(StrEnum):
    """Sizes of stickers: labels of 99 x 68 mm, eight to an A4 sheet; or A5, two to a sheet."""

    LABEL = "label"
    A5 = "a5"


@dataclass(frozen=True, slots=True)
class _Grid:
    """A sheet of labels, in points: label sheets as sold leave a margin and a gap (99.1 x 67.7 mm, eight)."""

    width: float
    height: float
    columns: int
    rows: int
    left: float
    top: float
    gap: float
    pad: float
    scale: float

    @property
    def count(self) -> int:
        """Stickers on a sheet."""
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """Left and top of one of them."""
        row, column = divmod(place, self.columns)
        return self.left + column * (self.width + self.gap), self.top + row * self.height


_GRIDS = {
    StickerSize.LABEL: _Grid(99.1 * MM, 67.7 * MM, 2, 4, 4.65 * MM, 13.1 * MM, 2.5 * MM, 6 * MM, 1.0),
    StickerSize.A5: _Grid(A4[0], A4[1] / 2, 1, 2, 0, 0, 0, 14 * MM, 1.9),
}
HEADLINES = {
    NeighbourKind.SHOPPING: "I can shop for you",
    NeighbourKind.PRESCRIPTION: "I can fetch your prescription",
    NeighbourKind.MEAL: "I can cook for you",
    NeighbourKind.RING: "I can ring you for a chat",
    NeighbourKind.LIFT: "I can give you a lift",
    NeighbourKind.DOG: "I can walk your dog",
    NeighbourKind.SPARE_KEY: "I can keep your spare key",
    NeighbourKind.ODD_JOBS: "I can do small jobs",
    NeighbourKind.DIGITAL: "I can help with phone and computer",
    NeighbourKind.OTHER: "I can help",
}
_TICKS = ("Shopping", "A prescription", "A lift", "A chat on the phone", "A small job", "Something else")
_BLANK = Sticker(NeighbourKind.OTHER, "", "", None, "")


def draw_stickers(sheet: StickerSheet, size: StickerSize) -> bytes:
    """Draw stickers: of one offer as many as a sheet holds, of several one each, of none the one that asks.

    Args:
        sheet: what stands on them.
        size: of each.
    """
    grid = _GRIDS[size]
    wanted: Sequence[Sticker] = sheet.stickers or (_BLANK,)
    if len(wanted) == 1:
        wanted = list(wanted) * grid.count
    stream = io.BytesIO()
    pen = Pen(stream, title="Door stickers")
    for place, one in enumerate(wanted):
        if place % grid.count == 0:
            if place:
                pen.next_page()
            if sheet.demo:
                demo_mark(pen, 5 * MM, A4[0] - 12 * MM)
        x, y = grid.corner(place % grid.count)
        if sheet.stickers:
            _offer(pen, grid, (x, y), one, sheet)
        else:
            _asking(pen, grid, (x, y), sheet)
        pen.canvas.setStrokeGray(0.75)
        pen.box(x, y, grid.width, grid.height, thick=0.3, radius=0)
        pen.canvas.setStrokeGray(0)
    pen.save()
    return stream.getvalue()


def _offer(pen: Pen, grid: _Grid, at: tuple[float, float], one: Sticker, sheet: StickerSheet) -> None:
    scale, room = grid.scale, grid.width - 2 * grid.pad
    x, y = at[0] + grid.pad, at[1] + grid.pad
    head = one.words if one.kind is NeighbourKind.OTHER else HEADLINES[one.kind]
    y = _text(pen, x, y, head, room, (22, 18, 15), scale, Face.BOLD, 3)
    if one.kind is not NeighbourKind.OTHER and one.words:
        y = _text(pen, x, y + 5 * scale, one.words, room, (14, 12), scale, Face.REGULAR, 2)
    until = f"until {day_month_year(one.last_day)}" if one.last_day else ""
    when = ", ".join(part for part in (one.when_words, until) if part)
    y = _text(pen, x, y + 5 * scale, when, room, (12, 10.5), scale, Face.REGULAR, 2)
    if one.contact:
        _text(pen, x, y + 6 * scale, one.contact, room, (15, 12.5), scale, Face.BOLD, 2)
    _foot(pen, grid, at, sheet, "Or ring" if one.contact else "Ring")


def _asking(pen: Pen, grid: _Grid, at: tuple[float, float], sheet: StickerSheet) -> None:
    """The one that asks: lines to tick, for inside the house."""
    scale, room = grid.scale, grid.width - 2 * grid.pad
    x, y = at[0] + grid.pad, at[1] + grid.pad
    y = _text(pen, x, y, "Could a neighbour help me with:", room, (16, 14), scale, Face.BOLD, 1)
    side, step = 9 * scale, 16 * scale
    for place, words in enumerate(_TICKS):
        row, column = divmod(place, 2)
        left, top = x + column * room / 2, y + 3 * scale + row * step
        pen.box(left, top, side, side, thick=1)
        pen.text(left + side + 5 * scale, top + side - 0.8 * scale, words, 11 * scale)
    y += 3 * scale + 3 * step + 12 * scale
    label = "My door:"
    pen.text(x, y, label, 11 * scale, Face.BOLD)
    pen.rule(y + 2, 0.8, x + 54 * scale, x + room)
    warn = "For inside the house. Give money and keys only to people you know."
    _text(pen, x, y + 4 * scale, warn, room, (9, 8), scale, Face.REGULAR, 2)
    _foot(pen, grid, at, sheet, "Ring")


def _foot(pen: Pen, grid: _Grid, at: tuple[float, float], sheet: StickerSheet, ring: str) -> None:
    """The hub's name and number, with a code that holds the number alone."""
    scale, code = grid.scale, 15 * MM * grid.scale
    x, bottom = at[0] + grid.pad, at[1] + grid.height - grid.pad
    room = grid.width - 2 * grid.pad
    if sheet.hub_phone:
        digits = "".join(one for one in sheet.hub_phone if one.isdigit() or one == "+")
        pen.qr(f"tel:{digits}", at[0] + grid.width - grid.pad - code, bottom - code, code)
        room -= code + 4 * MM
    name = _fitted(sheet.hub_name, room, (11, 9.5, 8.5), scale, Face.REGULAR, 1)
    pen.lines(x, bottom - 16 * scale, name)
    if sheet.hub_phone:
        number = _fitted(f"{ring} {sheet.hub_phone}", room, (13, 11), scale, Face.BOLD, 1)
        pen.lines(x, bottom - 1 * scale, number, Face.BOLD)


def _fitted(words: str, room: float, sizes: Sequence[float], scale: float, face: Face, most: int) -> Fit:
    return fit(words, face, room, tuple((size * scale, most if at else 1) for at, size in enumerate(sizes)))


def _text(
    pen: Pen,
    x: float,
    top: float,
    words: str,
    room: float,
    sizes: Sequence[float],
    scale: float,
    face: Face,
    most: int,
) -> float:
    """Draw words under a line; where the next ones begin."""
    found = _fitted(words, room, sizes, scale, face, most)
    if not found.lines:
        return top
    return pen.lines(x, top + found.size * 0.8, found, face, 1.15) - found.size * 0.75
