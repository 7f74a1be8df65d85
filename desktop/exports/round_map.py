"""The small map of a round on its sheet: dots, line and numbers, black on white, and nobody's name.

It stays readable when photocopied: the dots of the ground may fade, line and numbers do not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.gazetteer import ATTRIBUTION
from desktop.domain.map_plan import (
    BOTH,
    Box,
    Cluster,
    Legs,
    Point,
    Spot,
    along,
    around,
    clustered,
    scale_length,
    scale_words,
)
from desktop.exports.pdf_fonts import Face, width
from desktop.exports.round_streets import Beneath, draw_beneath, draw_names, look_beneath
from desktop.services.map_ground import GroundName, MapGround, NameKind
from desktop.services.map_tiles import MapTiles

if TYPE_CHECKING:
    from desktop.exports.pdf_base import Pen

Frame = tuple[float, float, float, float]
"""Left, top, width and height in points from the top left of the page."""
PIN = 8.6
_HUB = 15.0
_DOT, _DOTS_APART = 1.8, 3.4
_EDGE = 24.0
_LEAST_SHOWN = 700.0
"""Metres the map shows at least from side to side."""
_LEAST_HIGH = 340.0
_HUB_OFF = 2.2
"""The hub is left off, and the line leaves the frame, where with it the map shows so much more ground."""
_MOST_NAMES = 8
_CAPTION = 18.0
_BIT = 6.0
"""Points between the places at which the line keeps names off."""


@dataclass(frozen=True, slots=True)
class RoundMap:
    """What the map shows.

    Attributes:
        spots: the stops whose place is known, in the order driven, at least one.
        base: the hub; None where its place is not known.
        unknown: numbers of the stops that are not on the map.
        ground: gives dots and names; None for a map without.
        streets: reads the map file that lies beneath in place of dots; None where there is none.
        legs: which legs of the way touch the hub; where none does it is left off. Nobody's home is on paper.
    """

    spots: tuple[Spot, ...]
    base: Point | None = None
    unknown: tuple[int, ...] = ()
    ground: MapGround | None = field(default=None, compare=False)
    streets: MapTiles | None = field(default=None, compare=False)
    legs: Legs = BOTH

    @property
    def hub(self) -> Point | None:
        """The hub, where a leg touches it."""
        return self.base if any(self.legs) else None

    @property
    def home(self) -> Box:
        """The stretch shown: every stop, and the hub unless so far off that stops would run together."""
        stops = around([spot.at for spot in self.spots], _LEAST_SHOWN)
        if self.hub is None:
            return stops
        whole = around([self.hub, *(spot.at for spot in self.spots)], _LEAST_SHOWN)
        far = max(whole.width, whole.height) > _HUB_OFF * max(stops.width, stops.height)
        return stops if far else whole


def own_height(shown: RoundMap, wide: float, most: float) -> float:
    """How high a map on a page of its own is: as high as its round is for the width, and not taller.

    Args:
        shown: what the map shows.
        wide: points from side to side.
        most: points there are.

    Returns:
        Points, caption included.
    """
    needed = (wide - 2 * _EDGE) * shown.home.height / shown.home.width + 2 * _EDGE + _CAPTION
    return min(max(needed, _LEAST_HIGH), most)


class _Projection:
    """From the grid to the page."""

    def __init__(self, shown: RoundMap, frame: Frame) -> None:
        left, top, wide, high = frame
        home = shown.home
        self.scale = max(home.width / (wide - 2 * _EDGE), home.height / (high - 2 * _EDGE))
        middle = home.middle
        self._left, self._top = (
            left + wide / 2 - middle[0] / self.scale,
            top + high / 2 + middle[1] / self.scale,
        )
        west, north = middle[0] - wide / 2 * self.scale, middle[1] + high / 2 * self.scale
        self.box = Box(west, north - high * self.scale, west + wide * self.scale, north)

    def at(self, place: Point) -> Point:
        """Points from the left and from the top of the page."""
        return self._left + place[0] / self.scale, self._top - place[1] / self.scale


def draw_map(pen: "Pen", shown: RoundMap, frame: Frame) -> None:
    """Draw the map into a frame, its caption in the frame's last lines.

    Args:
        pen: on the page.
        shown: what the map shows.
        frame: where; at least 120 points high.
    """
    left, top, wide, high = frame
    inner = (left, top, wide, high - _CAPTION)
    view = _Projection(shown, inner)
    beneath = look_beneath(shown.streets, view.box, view.scale)
    pen.clipped(*inner, lambda: _draw_inside(pen, shown, beneath, view, inner))
    _scale(pen, view, inner)
    pen.box(left, top, wide, inner[3], thick=0.8, radius=3)
    _caption(pen, shown, beneath, (left, top + high, wide))


def _draw_inside(
    pen: "Pen", shown: RoundMap, beneath: Beneath | None, view: _Projection, inner: Frame
) -> None:
    pins = clustered(shown.spots, 2 * PIN * view.scale)
    if beneath is not None:
        draw_beneath(pen, beneath, view.box, view.scale, view.at)
    elif shown.ground is not None:
        _dots(pen, shown.ground, view)
    taken = _line(pen, shown, pins, view)
    taken += _marks(pen, shown, pins, view)
    if shown.ground is not None:
        _names(pen, shown.ground.names(view.box, view.scale), view, taken, inner)
    if beneath is not None:
        draw_names(pen, beneath, view.at, taken, inner)


def _dots(pen: "Pen", ground: MapGround, view: _Projection) -> None:
    path = pen.canvas.beginPath()
    for place in ground.dots(view.box, _DOTS_APART * view.scale).points():
        x, y = view.at(place)
        path.rect(round(x - _DOT / 2, 1), round(pen.height - y - _DOT / 2, 1), _DOT, _DOT)
    pen.grey(0.58)
    pen.canvas.drawPath(path, stroke=0, fill=1)
    pen.grey(0)


def _line(pen: "Pen", shown: RoundMap, pins: Sequence[Cluster], view: _Projection) -> list[Frame]:
    """Draw the way, the leg back to the hub broken; the rooms it takes, bit by bit."""
    pin_of = {spot.key: pin.at for pin in pins for spot in pin.spots}
    hub = [] if shown.hub is None else [view.at(shown.hub)]
    out = hub if shown.legs.out else []
    turns = [*out, *(view.at(pin_of[spot.key]) for spot in shown.spots)]
    parts: list[tuple[list[Point], bool]] = [(turns, False)]
    if hub and shown.legs.back:
        parts.append(([turns[-1], *hub], True))
    canvas = pen.canvas
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for thick, grey in ((5.0, 1.0), (1.9, 0.0)):
        for way, broken in parts:
            canvas.setLineWidth(thick)
            canvas.setStrokeGray(grey)
            canvas.setDash(*((4, 4.5) if broken and not grey else ()))
            path = canvas.beginPath()
            path.moveTo(way[0][0], pen.height - way[0][1])
            for x, y in way[1:]:
                path.lineTo(x, pen.height - y)
            canvas.drawPath(path, stroke=1, fill=0)
    canvas.setDash()
    canvas.setStrokeGray(0)
    return [(x - 2, y - 2, 4.0, 4.0) for way, _broken in parts for x, y in along(way, _BIT)]


def _marks(pen: "Pen", shown: RoundMap, pins: Sequence[Cluster], view: _Projection) -> list[Frame]:
    """Draw hub and pins, the first stop on top; the rooms they take."""
    taken = [] if shown.hub is None else [_hub(pen, view.at(shown.hub))]
    for pin in reversed(pins):
        x, y = view.at(pin.at)
        half = max(PIN, width(pin.words, Face.BOLD, 10) / 2 + 5)
        room = (x - half, y - PIN, 2 * half, 2 * PIN)
        _cased(pen, room, PIN)
        pen.grey(1)
        pen.text_centred(x, y + 3.5, pin.words, 10, Face.BOLD)
        pen.grey(0)
        taken.append(room)
    return taken


def _hub(pen: "Pen", at: Point) -> Frame:
    x, y = at
    half = _HUB / 2
    _cased(pen, (x - half, y - half, _HUB, _HUB), 3)
    pen.canvas.setStrokeGray(1)
    pen.icon("home", x - 5.5, y - 5.5, 11)
    pen.canvas.setStrokeGray(0)
    _plate(pen, x, y + half + 9.5, "Hub", 8.5, Face.BOLD)
    return (x - 14, y - half - 2, 28, _HUB + 14)


def _cased(pen: "Pen", room: Frame, radius: float) -> None:
    """Fill a rounded box black, with a white seam that keeps it apart from line and dots."""
    x, y, wide, high = room
    for out, grey in ((1.8, 1.0), (0.0, 0.0)):
        pen.grey(grey)
        bottom = pen.height - y - high - out
        pen.canvas.roundRect(x - out, bottom, wide + 2 * out, high + 2 * out, radius + out, stroke=0, fill=1)


def _names(
    pen: "Pen", names: Sequence[GroundName], view: _Projection, taken: list[Frame], inner: Frame
) -> None:
    """Name the largest wards that have room; a ward is a place and nobody's name."""
    drawn = 0
    for name in names:
        if name.kind is not NameKind.WARD or drawn == _MOST_NAMES:
            continue
        x, y = view.at(name.at)
        half = width(name.text, Face.SEMIBOLD, 8.5) / 2 + 3
        room = (x - half, y - 8, 2 * half, 12)
        inside = inner[0] + 4 <= room[0] and room[0] + room[2] <= inner[0] + inner[2] - 4
        inside = inside and inner[1] + 4 <= room[1] and room[1] + room[3] <= inner[1] + inner[3] - 26
        if inside and not any(_meet(room, other) for other in taken):
            _plate(pen, x, y, name.text, 8.5, Face.SEMIBOLD)
            taken.append(room)
            drawn += 1


def _meet(one: Frame, other: Frame) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def _plate(pen: "Pen", middle: float, y: float, text: str, size: float, face: Face) -> None:
    """Words on white, so that neither dots nor line make them hard to read."""
    half = width(text, face, size) / 2 + 2
    pen.grey(1)
    pen.block(middle - half, y - size * 0.82, 2 * half, size * 1.08)
    pen.grey(0)
    pen.text_centred(middle, y, text, size, face)


def _scale(pen: "Pen", view: _Projection, inner: Frame) -> None:
    left, bottom = inner[0] + 8, inner[1] + inner[3] - 8
    metres = scale_length(view.scale, 90)
    length = metres / view.scale
    words = scale_words(metres)
    room = length + 8 + width(words, Face.SEMIBOLD, 8.5) + 52
    pen.grey(1)
    pen.block(left - 5, bottom - 13, room + 5, 18)
    pen.grey(0)
    pen.block(left, bottom - 2.2, length, 1.6)
    for x in (left, left + length - 1.2):
        pen.block(x, bottom - 5.6, 1.2, 5)
    end = pen.text(left + length + 6, bottom, words, 8.5, Face.SEMIBOLD)
    pen.icon("arrow-up", end + 8, bottom - 8.6, 10)
    pen.text(end + 19, bottom, "North", 8.5, Face.SEMIBOLD)


def _caption(pen: "Pen", shown: RoundMap, beneath: Beneath | None, room: tuple[float, float, float]) -> None:
    """Say what the lines are and whose data is drawn, at the left, above a bottom, so wide."""
    from desktop.exports.pdf_base import fit

    left, bottom, wide = room
    words = "Lines are straight and follow no road."
    if shown.unknown:
        words += f" Not on the map: {', '.join(str(number) for number in shown.unknown)}."
    source = f" {ATTRIBUTION}" if shown.ground is not None else ""
    if beneath is not None and beneath.source not in source:
        source = f" {beneath.source}{source}"
    fitted = fit(words + source, Face.REGULAR, wide, ((7, 1), (6, 2), (5.2, 2)))
    pen.lines(left, bottom - _CAPTION + 4 + fitted.size, fitted, Face.REGULAR, 1.15)
