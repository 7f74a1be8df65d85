"""A pen over a reportlab canvas: millimetres of margin, points from the top, text never read as markup."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import IO, Any

from desktop.exports.pdf_fonts import Face, clean, font, runs, width
from desktop.exports.pdf_paths import RawPath, icon_path, qr_path

A4 = (595.276, 841.89)
A4_LANDSCAPE = (A4[1], A4[0])
MM = 72 / 25.4
MARGIN = 12 * MM
"""Points: 2 mm more than the 10 mm a poor laser printer needs."""

Steps = tuple[tuple[float, int], ...]
"""Sizes in points to try in turn, each with the lines it may take."""

_ELLIPSIS = "\u2026"


@dataclass(frozen=True, slots=True)
class Fit:
    """A text made to fit: its size in points and its lines."""

    size: float
    lines: tuple[str, ...]


class Pen:
    """Draws on pages; every y is in points from the top of the page, and a text's y is its baseline.

    The same calls give the same bytes: dates and ids in the file come from its content alone.
    """

    def __init__(self, stream: IO[bytes], *, title: str, size: tuple[float, float] = A4) -> None:
        """Begin a document.

        Args:
            stream: where the PDF goes when `save` is called.
            title: the title in its properties; name nobody in it.
            size: the page's width and height in points.
        """
        from reportlab import rl_config
        from reportlab.pdfgen.canvas import Canvas

        # Streams as bytes, not as letters (ISO 32000-1, 7.4.3): a fifth smaller, and quicker to write.
        rl_config.useA85 = 0
        self.width, self.height = size
        self.right = self.width - MARGIN
        self.pages = 0
        self.canvas: Any = Canvas(stream, pagesize=size, invariant=1, pageCompression=1, lang="en-GB")
        self.canvas.setTitle(title)
        self.canvas.setAuthor("Hubkeeper")
        self.canvas.setCreator("Hubkeeper")
        self._font: tuple[str, float] = ("", 0)

    def text(self, x: float, y: float, text: str, size: float, face: Face = Face.REGULAR) -> float:
        """Draw one line.

        Args:
            x: where it begins.
            y: its baseline.
            text: what to draw, exactly; control characters are left out.
            size: in points.
            face: the weight.

        Returns:
            Where the line ends.
        """
        line = clean(text)
        pieces = ((font(face).name, line),) if line.isascii() else runs(line, face)
        for name, piece in pieces:
            if self._font != (name, size):
                self.canvas.setFont(name, size)
                self._font = (name, size)
            self.canvas.drawString(x, self.height - y, piece)
            if len(pieces) > 1:
                x += self.canvas.stringWidth(piece, name, size)
        return x if len(pieces) > 1 else x + width(line, face, size)

    def put(self, x: float, y: float, text: str, size: float, face: Face = Face.REGULAR) -> None:
        """Draw one line of clean ASCII, known not to need checking: the quickest way."""
        key = (font(face).name, size)
        if self._font != key:
            self.canvas.setFont(*key)
            self._font = key
        self.canvas.drawString(x, self.height - y, text)

    def text_right(self, x: float, y: float, text: str, size: float, face: Face = Face.REGULAR) -> None:
        """Draw one line that ends at x."""
        line = clean(text)
        self.text(x - width(line, face, size), y, line, size, face)

    def text_centred(self, x: float, y: float, text: str, size: float, face: Face = Face.REGULAR) -> None:
        """Draw one line with its middle at x."""
        line = clean(text)
        self.text(x - width(line, face, size) / 2, y, line, size, face)

    def pieces(
        self, x: float, y: float, parts: Iterable[tuple[str, Face]], size: float, room: float = 0
    ) -> float:
        """Draw pieces of several weights on one line.

        Args:
            x: where it begins.
            y: its baseline.
            parts: texts with their weights; blanks at their ends are kept.
            size: in points.
            room: where given, the line is made smaller to fit this width.

        Returns:
            Where the line ends.
        """
        parts = tuple(parts)
        total = sum(width(text, face, size) for text, face in parts) if room else 0
        if total > room:
            size *= room / total
        for text, face in parts:
            lead = len(text) - len(text.lstrip(" "))
            tail = len(text) - len(text.rstrip(" ")) if text.strip() else 0
            space = width(" ", face, size)
            x = self.text(x + lead * space, y, text, size, face) + tail * space
        return x

    def lines(self, x: float, y: float, fit: Fit, face: Face = Face.REGULAR, leading: float = 1.22) -> float:
        """Draw a fitted text and say where the next line's baseline would be."""
        for line in fit.lines:
            self.text(x, y, line, fit.size, face)
            y += fit.size * leading
        return y

    def grey(self, level: float) -> None:
        """Set text and fills to a grey: 0 black, 1 white."""
        self.canvas.setFillGray(level)

    def rule(self, y: float, thick: float = 2, x0: float = MARGIN, x1: float = 0, *, grey: float = 0) -> None:
        """Draw a line across the page, or from x0 to x1."""
        self.canvas.setLineWidth(thick)
        self.canvas.setStrokeGray(grey)
        self.canvas.line(x0, self.height - y, x1 or self.right, self.height - y)
        self.canvas.setStrokeGray(0)

    def dashes(self, y: float, x0: float, x1: float) -> None:
        """Draw a dashed line to cut along."""
        self.canvas.setLineWidth(1)
        self.canvas.setDash(4, 2.5)
        self.canvas.line(x0, self.height - y, x1, self.height - y)
        self.canvas.setDash()

    def box(self, x: float, y: float, w: float, h: float, *, thick: float = 1.1, radius: float = 2) -> None:
        """Draw a rounded box; y is its top."""
        self.canvas.setLineWidth(thick)
        self.canvas.roundRect(x, self.height - y - h, w, h, radius)

    def block(self, x: float, y: float, w: float, h: float) -> None:
        """Fill a rectangle; y is its top."""
        self.canvas.rect(x, self.height - y - h, w, h, stroke=0, fill=1)

    def disc(self, x: float, y: float, radius: float) -> None:
        """Fill a circle around a point."""
        self.canvas.circle(x, self.height - y, radius, stroke=0, fill=1)

    def icon(self, name: str, x: float, y: float, size: float) -> None:
        """Draw a line icon; y is its top."""
        self._placed(f"icon-{name}", icon_path(name), x, y, size, fill=False)

    def qr(self, payload: str, x: float, y: float, size: float) -> None:
        """Draw a QR code; y is its top."""
        self._placed("", qr_path(payload), x, y, size, fill=True)

    def clipped(self, x: float, y: float, w: float, h: float, draw: Callable[[], object]) -> None:
        """Draw something of which only what lies inside a rectangle shows; y is its top."""
        remembered = self._font
        self.canvas.saveState()
        path = self.canvas.beginPath()
        path.rect(x, self.height - y - h, w, h)
        self.canvas.clipPath(path, stroke=0, fill=0)
        draw()
        self.canvas.restoreState()
        self._font = remembered

    def stamp(self, name: str, draw: Callable[[], None]) -> None:
        """Draw something that many pages share once, and place it on this one.

        Args:
            name: what to know it by within this document.
            draw: draws it as it would on a page.
        """
        if not self.canvas.hasForm(name):
            self.stamp_later(name, draw)
        self.canvas.doForm(name)

    def stamp_later(self, name: str, draw: Callable[[], object]) -> None:
        """Define a stamp that pages may already have been given by its name; see `stamp`."""
        remembered, self._font = self._font, ("", 0)
        self.canvas.beginForm(name, 0, 0, self.width, self.height)
        draw()
        self.canvas.endForm()
        self._font = remembered

    def next_page(self) -> None:
        """Finish this page and begin another."""
        self.canvas.showPage()
        self.pages += 1
        self._font = ("", 0)

    def save(self) -> None:
        """Write the document; unfinished pages are finished."""
        self.canvas.save()

    def _placed(self, form: str, path: RawPath, x: float, y: float, size: float, *, fill: bool) -> None:
        scale = size / path.size
        self.canvas.saveState()
        self.canvas.transform(scale, 0, 0, -scale, x, self.height - y)
        if not fill:
            self.canvas.setLineWidth(1.9)
            self.canvas.setLineCap(1)
            self.canvas.setLineJoin(1)
        self.canvas.drawPath(path, stroke=int(not fill), fill=int(fill))
        self.canvas.restoreState()


def demo_mark(pen: Pen, top: float, right: float = 0) -> None:
    """Mark a page as showing made-up people, the mark ending at the right margin or at the x given."""
    right = right or pen.right
    words = "DEMONSTRATION: made-up people"
    x = right - width(words, Face.BOLD, 10) - 14
    pen.text(x + 7, top + 12.5, words, 10, Face.BOLD)
    pen.box(x, top, right - x, 18, thick=1.4)


def fit(text: str, face: Face, room: float, steps: Steps) -> Fit:
    """Make a text fit a width: smaller first, then on more lines, at the very last cut short with an
    ellipsis.

    Args:
        text: what to fit.
        face: its weight.
        room: the width in points.
        steps: sizes to try in turn, each with the lines it may take.

    Returns:
        The first size at which the whole text fits, with its lines; none for a blank text.
    """
    line = clean(text)
    return _fit(line, face, room, steps) if line else Fit(steps[0][0], ())


@lru_cache(maxsize=2048)
def _fit(line: str, face: Face, room: float, steps: Steps) -> Fit:
    line = line[:2000]
    for size, most in steps:
        if width(line, face, size) <= room:
            return Fit(size, (line,))
        if most > 1:
            wrapped = wrap(line, face, size, room)
            if len(wrapped) <= most:
                return Fit(size, tuple(wrapped))
    size, most = steps[-1]
    kept = wrap(line, face, size, room)[:most]
    last = kept[-1]
    while last and width(last + _ELLIPSIS, face, size) > room:
        last = last[:-1]
    return Fit(size, (*kept[:-1], last.rstrip() + _ELLIPSIS))


def wrap(text: str, face: Face, size: float, room: float) -> list[str]:
    """Break a line at blanks, and inside a word only when the word alone is too wide.

    Args:
        text: one clean line.
        face: its weight.
        size: in points.
        room: the width in points.

    Returns:
        The lines.
    """
    lines: list[str] = []
    current = ""
    for word in text.split(" "):
        longer = f"{current} {word}" if current else word
        if width(longer, face, size) <= room:
            current = longer
            continue
        if current:
            lines.append(current)
        current = word
        while width(current, face, size) > room and len(current) > 1:
            cut = _longest(current, face, size, room)
            lines.append(current[:cut])
            current = current[cut:]
    return [*lines, current] if current else lines


def _longest(word: str, face: Face, size: float, room: float) -> int:
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if width(word[:middle], face, size) <= room:
            low = middle
        else:
            high = middle - 1
    return low
