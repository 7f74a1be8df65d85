"""Handing pages to a printer at its own resolution, band by band, so that the screen never stands still."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from PySide6.QtCore import QMarginsF, QObject, QPointF, QSizeF, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from desktop.exports.pdf_pages import PageSize, PdfPages, Picture
from desktop.jobs.runner import JobRunner
from desktop.ui.preview.pages import image_of

MOST_DPI = 600
"""Finer than this no laser printer shows."""
BAND_ROWS = 256
Step = tuple[int, Picture]


class PrintRun(QObject):
    """One document on its way to one printer.

    Signals:
        stepped: the number of the page that was begun, from 0.
        done: whether all of it was handed over.
    """

    stepped = Signal(int)
    done = Signal(bool)

    def __init__(self, pages: PdfPages, printer: Any, jobs: JobRunner, parent: QObject) -> None:
        """Prepare; `begin` starts.

        Args:
            pages: what is printed.
            printer: a `QPrinter`, chosen.
            jobs: draws the bands off the GUI thread.
            parent: the owner.
        """
        super().__init__(parent)
        self._pages, self._printer, self._jobs = pages, printer, jobs
        self._dpi = min(printer.resolution(), MOST_DPI)
        self._painter = QPainter()
        self._page = -1
        self._stopped = False
        self._steps = self._all_steps()

    def begin(self) -> None:
        """Start the job."""
        self._printer.setFullPage(True)
        self._lay_out(self._pages.sizes[0])
        if self._painter.begin(self._printer):
            self._next()
        else:
            self.done.emit(False)

    def stop(self) -> None:
        """Let go of the job where it is."""
        self._stopped = True
        if self._painter.isActive():
            self._printer.abort()
            self._painter.end()

    def _all_steps(self) -> Iterator[Step]:
        return chain.from_iterable(
            ((number, band) for band in self._pages.bands(number, self._dpi, BAND_ROWS))
            for number in self._numbers()
        )

    def _numbers(self) -> range:
        """The pages the person asked for; all of them unless a range was given."""
        first, last = self._printer.fromPage(), self._printer.toPage()
        count = len(self._pages.sizes)
        return range(first - 1, min(last, count)) if first else range(count)

    def _next(self) -> None:
        steps = self._steps
        self._jobs.read(lambda: next(steps, None), self._on_step)

    def _on_step(self, step: Step | None) -> None:
        if self._stopped:
            return
        if step is None:
            self.done.emit(self._painter.end())
            return
        number, band = step
        if number != self._page and not self._turn_to(number):
            self._painter.end()
            self.done.emit(False)
            return
        zoom = self._printer.resolution() / self._dpi
        self._painter.save()
        self._painter.scale(zoom, zoom)
        self._painter.drawImage(QPointF(0, band.top), image_of(band))
        self._painter.restore()
        self._next()

    def _turn_to(self, number: int) -> bool:
        first, self._page = self._page < 0, number
        self.stepped.emit(number)
        if first:
            return True
        self._lay_out(self._pages.sizes[number])
        return bool(self._printer.newPage())

    def _lay_out(self, size: PageSize) -> None:
        wide = size.width > size.height
        upright = QSizeF(min(size.width, size.height), max(size.width, size.height))
        way = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
        paper = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
        self._printer.setPageLayout(QPageLayout(paper, way, QMarginsF()))
