"""The pages of a finished document as pictures, from memory: nothing is laid on a disk to be looked at."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

POINTS_PER_INCH = 72
_GATE = threading.Lock()
"""PDFium is not made for two threads at once, whichever documents they hold."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """How large a page is, in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels of a page or of a band of one: four bytes each, blue, green, red and one unused.

    Attributes:
        width: pixels across.
        height: pixels down.
        stride: bytes of one row.
        pixels: the rows, from the top.
        top: which row of the whole page the first one is.
    """

    width: int
    height: int
    stride: int
    pixels: bytes
    top: int = 0


class PdfPages:
    """A document that can be looked at page by page; from any thread."""

    def __init__(self, content: bytes) -> None:
        """Open a document.

        Args:
            content: the whole PDF.

        Raises:
            pypdfium2.PdfiumError: it is none.
        """
        import pypdfium2

        self._closed = False
        with _GATE:
            self._document: Any = pypdfium2.PdfDocument(content)
            self.sizes = tuple(
                PageSize(*self._document.get_page_size(number)) for number in range(len(self._document))
            )

    def picture(self, number: int, scale: float) -> Picture:
        """Draw a page.

        Args:
            number: from 0.
            scale: pixels per point.
        """
        return self._draw(number, scale, (0, 0, 0, 0), 0)

    def bands(self, number: int, dots_per_inch: float, rows: int) -> Iterator[Picture]:
        """Draw a page for a printer, from the top, in bands that never fill the memory.

        Args:
            number: from 0.
            dots_per_inch: the printer's.
            rows: how many rows of dots a band has; the last has what is left.
        """
        scale, height = dots_per_inch / POINTS_PER_INCH, self.sizes[number].height
        step = rows / scale
        top = 0
        while top * step < height:
            below = max(height - (top + 1) * step, 0)
            yield self._draw(number, scale, (0, below, 0, top * step), top * rows)
            top += 1

    def close(self) -> None:
        """Let go of the document; what is drawn of it afterwards is empty."""
        with _GATE:
            self._closed = True
            self._document.close()

    def _draw(self, number: int, scale: float, crop: tuple[float, float, float, float], top: int) -> Picture:
        with _GATE:
            if self._closed:
                return Picture(0, 0, 0, b"")
            page = self._document[number]
            bitmap = page.render(scale=scale, crop=crop, prefer_bgrx=True, force_bitmap_format=_BGRX)
            drawn = Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer), top)
            bitmap.close()
            page.close()
        return drawn


_BGRX = 3
"""PDFium's name for four bytes a pixel of which the last is unused (``FPDFBitmap_BGRx``)."""
