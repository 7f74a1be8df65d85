"""Line drawings and QR codes as ready-made PDF paths: one instruction for the page however many strokes."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from resources import resource

_PATH = re.compile(r'<path d="([^"]*)"')
_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")
_COUNT = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "a": 7, "z": 0}
_OWN = {
    "scissors": (
        "M3 7a3 3 0 1 0 6 0a3 3 0 1 0 -6 0M3 17a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"
        "M8.6 8.6l10.4 10.4M8.6 15.4l10.4 -10.4"
    )
}

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class RawPath:
    """A path already written in PDF's own operators, in the units of its drawing.

    Args:
        code: the operators.
        size: the drawing's width and height in its own units.
    """

    code: str
    size: int

    def getCode(self) -> str:
        """Give the operators to reportlab's ``drawPath``."""
        return self.code


@cache
def icon_path(name: str) -> RawPath:
    """Read one of the app's line icons.

    Args:
        name: its name in ``resources/icons``; an unknown one gives a plain dot.

    Returns:
        The strokes in a 24 by 24 square, y downwards.
    """
    if name in _OWN:
        return RawPath(_pdf_code(_OWN[name]), 24)
    file = resource(f"icons/{name}.svg") if re.fullmatch("[a-z0-9-]+", name) else None
    if file is None or not file.is_file():
        return RawPath(_pdf_code("M12 11a1 1 0 1 0 .01 0"), 24)
    return RawPath(" ".join(map(_pdf_code, _PATH.findall(file.read_text(encoding="utf-8")))), 24)


@lru_cache(maxsize=16)
def qr_path(payload: str) -> RawPath:
    """Draw a QR code (ISO/IEC 18004), dark squares of a row joined into one rectangle.

    Args:
        payload: what it holds; capitals, digits and ``$%*+-./:`` take the least room.

    Returns:
        The code as filled rectangles, one unit a square, y downwards. The mask is fixed: any of the eight
        reads the same, and trying all of them costs four times as long.
    """
    import segno

    code = segno.make(payload, error="m", micro=False, boost_error=False, mask=2)
    rows = [bytes(row) for row in code.matrix]
    pieces = [
        f"{match.start()} {y} {match.end() - match.start()} 1 re"
        for y, row in enumerate(rows)
        for match in re.finditer(b"\x01+", row)
    ]
    return RawPath(" ".join(pieces), len(rows))


def _pdf_code(data: str) -> str:
    """Turn SVG path data (SVG 1.1 chapter 8: m, l, h, v, c, a, z) into PDF path operators."""
    code: list[str] = []
    here = start = (0.0, 0.0)
    for letter, numbers in _commands(data):
        kind, base = letter.lower(), here if letter.islower() else (0.0, 0.0)
        if kind == "m":
            here = start = (base[0] + numbers[0], base[1] + numbers[1])
            code.append(f"{_points(here)} m")
        elif kind == "z":
            here = start
            code.append("h")
        elif kind == "c":
            ends = [(base[0] + numbers[i], base[1] + numbers[i + 1]) for i in (0, 2, 4)]
            here = ends[-1]
            code.append(f"{_points(*ends)} c")
        elif kind == "a":
            end = (base[0] + numbers[5], base[1] + numbers[6])
            code.extend(f"{_points(*curve)} c" for curve in _arc(here, end, numbers))
            here = end
        else:
            here = _line_end(kind, numbers, here, base)
            code.append(f"{_points(here)} l")
    return " ".join(code)


def _line_end(kind: str, numbers: list[float], here: Point, base: Point) -> Point:
    if kind == "h":
        return (base[0] + numbers[0], here[1])
    if kind == "v":
        return (here[0], base[1] + numbers[0])
    return (base[0] + numbers[0], base[1] + numbers[1])


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    tokens = _TOKEN.findall(data)
    letter, position = "", 0
    while position < len(tokens):
        if tokens[position].isalpha():
            letter = tokens[position]
            position += 1
        count = _COUNT[letter.lower()]
        yield letter, [float(token) for token in tokens[position : position + count]]
        position += count
        if letter in "mM":
            letter = "l" if letter == "m" else "L"


def _points(*points: Point) -> str:
    return " ".join(f"{round(x, 3):g} {round(y, 3):g}" for x, y in points)


def _arc(here: Point, end: Point, numbers: list[float]) -> Iterator[tuple[Point, Point, Point]]:
    """Cut a circular arc into curves of a quarter turn at most: SVG 1.1 appendix F.6.5, circles only."""
    (x1, y1), (x2, y2) = here, end
    chord = math.hypot(x2 - x1, y2 - y1)
    radius = max(numbers[0], chord / 2)
    sign = 1 if bool(numbers[3]) != bool(numbers[4]) else -1
    away = sign * math.sqrt(max(0.0, radius**2 - chord**2 / 4)) / chord
    cx = (x1 + x2) / 2 - away * (y2 - y1)
    cy = (y1 + y2) / 2 + away * (x2 - x1)
    first = math.atan2(y1 - cy, x1 - cx)
    turn = math.atan2(y2 - cy, x2 - cx) - first
    if numbers[4] and turn < 0:
        turn += 2 * math.pi
    elif not numbers[4] and turn > 0:
        turn -= 2 * math.pi
    count = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    step = turn / count
    reach = 4 / 3 * math.tan(step / 4) * radius
    for i in range(count):
        a, b = first + i * step, first + (i + 1) * step
        begin = (cx + radius * math.cos(a), cy + radius * math.sin(a))
        finish = (cx + radius * math.cos(b), cy + radius * math.sin(b))
        yield (
            (begin[0] - reach * math.sin(a), begin[1] + reach * math.cos(a)),
            (finish[0] + reach * math.sin(b), finish[1] - reach * math.cos(b)),
            finish,
        )
