"""Fonts for PDFs: the app's own, with others standing in for letters it lacks."""

import io
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from desktop.exports.bidi import visual
from resources import resource

_STAND_INS = (
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
    "C:/Windows/Fonts/segoeui.ttf",
    "C:/Windows/Fonts/arial.ttf",
)
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ud800-\udfff]+"
)
_BLANK = re.compile(r"\s+")


class Face(StrEnum):
    """The weights of the app's font that documents use."""

    REGULAR = "400"
    MEDIUM = "500"
    SEMIBOLD = "600"
    BOLD = "700"


@dataclass(frozen=True, slots=True)
class Font:
    """A registered font: its reportlab name and the letters it can draw (None: those of Windows-1252)."""

    name: str
    letters: frozenset[int] | None

    def has(self, letter: str) -> bool:
        """Whether the font can draw a letter."""
        if self.letters is not None:
            return ord(letter) in self.letters
        return letter.isascii() or bool(letter.encode("cp1252", "ignore"))


def clean(text: str) -> str:
    """Make a text one line that a page can show.

    Args:
        text: any text of the store.

    Returns:
        The text composed (NFC), its runs of blanks and line ends as one space, without control characters and
        without the marks that turn the reading direction, which could make a page say what nobody wrote.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    composed = unicodedata.normalize("NFC", _BLANK.sub(" ", text))
    return _UNSEEN.sub("", composed).strip()


@cache
def font(face: Face) -> Font:
    """Register a weight of the app's font once.

    Args:
        face: which weight.

    Returns:
        The font, or Helvetica where the app's font is not shipped.
    """
    file = resource(f"fonts/AtkinsonHyperlegibleNext-{face}.ttf")
    if file.is_file():
        return _register(f"Atkinson-{face}", io.BytesIO(file.read_bytes()))
    return Font("Helvetica-Bold" if face in (Face.BOLD, Face.SEMIBOLD) else "Helvetica", None)


@cache
def stand_ins() -> tuple[Font, ...]:
    """Register what stands in for letters the app's font lacks: a Noto Sans shipped, then the system's."""
    found = []
    shipped = resource("fonts/NotoSans-Regular.ttf")
    if shipped.is_file():
        found.append(_register("StandIn-0", io.BytesIO(shipped.read_bytes())))
    for number, name in enumerate(_STAND_INS, 1):
        path = Path(name)
        if path.is_file():
            found.append(_register(f"StandIn-{number}", io.BytesIO(path.read_bytes())))
    return tuple(found)


@lru_cache(maxsize=4096)
def runs(text: str, face: Face) -> tuple[tuple[str, str], ...]:
    """Cut a text into pieces by the font that can draw them.

    Args:
        text: one clean line, as it is read.
        face: the weight wanted.

    Returns:
        Font names with their pieces, in the order they are seen from the left; a letter no font has becomes
        "?".
    """
    wanted = font(face)
    pieces: list[tuple[str, str]] = []
    for letter in visual(text):
        name, drawn = _drawable(letter, wanted)
        if pieces and pieces[-1][0] == name:
            pieces[-1] = (name, pieces[-1][1] + drawn)
        else:
            pieces.append((name, drawn))
    return tuple(pieces)


def width(text: str, face: Face, size: float) -> float:
    """Measure one clean line.

    Args:
        text: the line.
        face: its weight.
        size: in points.

    Returns:
        Its width in points.
    """
    from reportlab.pdfbase.pdfmetrics import stringWidth

    if text.isascii():
        return float(stringWidth(text, font(face).name, size))
    return float(sum(stringWidth(piece, name, size) for name, piece in runs(text, face)))


def _drawable(letter: str, wanted: Font) -> tuple[str, str]:
    if letter == " " or wanted.has(letter):
        return wanted.name, letter
    for other in stand_ins():
        if other.has(letter):
            return other.name, letter
    plain = unicodedata.normalize("NFKC", letter)
    if len(plain) == 1 and plain != letter:
        return _drawable(plain, wanted)
    return wanted.name, "?"


def _register(name: str, content: io.BytesIO) -> Font:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    made: Any = TTFont(name, content)
    pdfmetrics.registerFont(made)
    return Font(name, frozenset(made.face.charToGlyph))
