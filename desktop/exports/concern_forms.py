"""Concerns on paper: the form of each nation for one recipient, and the whole record for the lead.

A blank never breaks a print: where nothing is known there is a line to write on. Nothing is laid on a disk
here; the bytes are handed back.
"""

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.concerns import ConcernFile
from desktop.exports.concern_form_rows import Row, Section, form_sections, record_sections
from desktop.exports.concern_form_texts import IN_DANGER, form_text
from desktop.exports.concern_report import ConcernReport, SharedConcern
from desktop.exports.pdf_base import MARGIN, Pen, demo_mark, fit, wrap
from desktop.exports.pdf_fonts import Face, clean
from desktop.exports.pdf_lock import lock_pdf
from desktop.exports.words import stamp

_LEFT = MARGIN
_LABEL_ROOM, _VALUE_X = 150.0, MARGIN + 158.0
_SIZE, _LABEL_SIZE, _LEADING = 10.5, 9.5, 14.0
_BLANK = 20.0
_TOP, _FOOT = 150.0, 52.0
_LATER_TOP = 66.0
_MOST_LINES = 4_000
"""Lines of one answer that are printed; nobody types more, and no text can make a print endless."""


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands at the head and the foot of every page."""

    title: str
    under: tuple[str, ...]
    hub_name: str
    reference: str
    made: str
    demo: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something that is not broken over two pages, and how high it is."""

    height: float
    heading: str = ""
    label: tuple[str, ...] = ()
    value: tuple[str, ...] = ()
    blanks: int = 0
    tick: tuple[str, ...] = ()


def make_concern_form(report: ConcernReport, password: str = "") -> tuple[bytes, SharedConcern]:
    """Make the form of a nation, for one recipient.

    Args:
        report: what it says.
        password: locks it (AES-256) where given.

    Returns:
        The PDF, and what is to be recorded of its leaving inside the seal.
    """
    text = form_text(report.nation, is_child=report.is_child)
    recipient = clean(report.recipient) or text.recipient
    phone = f", {report.recipient_phone}" if report.recipient_phone.strip() else ""
    under = (IN_DANGER, f"To: {recipient}{phone}", text.law, text.soon)
    head = _Head(
        text.title,
        under,
        report.hub_name,
        report.concern.reference,
        stamp(report.made_at),
        report.demo,
    )
    content = _drawn(head, form_sections(report, text))
    if password:
        content = lock_pdf(content, password)
    found = hashlib.sha256(content).hexdigest()
    return content, SharedConcern(recipient, text.title, text.law, found, bool(password))


def make_concern_record(
    concern: ConcernFile, hub_name: str, made: str, *, demo: bool = False, password: str = ""
) -> bytes:
    """Make the whole record of a concern, for the lead, a court or somebody's own request for their data.

    Args:
        concern: the whole concern.
        hub_name: whose it is.
        made: the moment of printing, in words.
        demo: whether the people are made up.
        password: locks it (AES-256) where given.
    """
    under = (IN_DANGER, "The whole record, in the order it was written. It may name other people.")
    head = _Head("Record of a concern", under, hub_name, concern.reference, made, demo)
    content = _drawn(head, record_sections(concern))
    return lock_pdf(content, password) if password else content


def _drawn(head: _Head, sections: Sequence[Section]) -> bytes:
    stream = io.BytesIO()
    pen = Pen(stream, title=head.title)
    pages = list(_paged(pen, list(_pieces(pen, sections))))
    for number, pieces in enumerate(pages):
        y = _top(pen, head, first=number == 0)
        for piece in pieces:
            y = _draw(pen, piece, y)
        _foot(pen, head, number + 1, len(pages))
        pen.next_page()
    pen.save()
    return stream.getvalue()


def _pieces(pen: Pen, sections: Sequence[Section]) -> Iterator[_Piece]:
    for section in sections:
        yield _Piece(34, heading=section.title)
        for tick in section.ticks:
            lines = tuple(wrap(clean(tick), Face.REGULAR, _SIZE, pen.right - _LEFT - 24))
            yield _Piece(len(lines) * _LEADING + 5, tick=lines)
        for row in section.rows:
            yield from _row_pieces(pen, row)


def _row_pieces(pen: Pen, row: Row) -> Iterator[_Piece]:
    """A line of the form: one piece, or several where it is longer than fits on a page."""
    label = tuple(wrap(clean(row.label), Face.REGULAR, _LABEL_SIZE, _LABEL_ROOM))
    value = [
        line
        for part in row.value.splitlines()
        for line in wrap(clean(part), Face.REGULAR, _SIZE, pen.right - _VALUE_X)
    ][:_MOST_LINES]
    if not value:
        yield _Piece(max(row.lines * _BLANK, len(label) * 12.0) + 2, label=label, blanks=row.lines)
        return
    for start in range(0, len(value), 8):
        part = tuple(value[start : start + 8])
        named = label if start == 0 else ()
        yield _Piece(max(len(part) * _LEADING, len(named) * 12.0) + 4, label=named, value=part)


def _paged(pen: Pen, pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    """Break into pages; a heading is never the last thing on one."""
    page: list[_Piece] = []
    room = pen.height - _FOOT - _TOP
    for place, piece in enumerate(pieces):
        after = pieces[place + 1].height if piece.heading and place + 1 < len(pieces) else 0
        if page and piece.height + after > room:
            yield page
            page, room = [], pen.height - _FOOT - _LATER_TOP
        page.append(piece)
        room -= piece.height
    yield page


def _top(pen: Pen, head: _Head, *, first: bool) -> float:
    right = pen.right
    pen.text_right(right, 34, "RESTRICTED: for the one it is addressed to", 9.5, Face.BOLD)
    pen.lines(_LEFT, 34, fit(head.hub_name, Face.SEMIBOLD, 250, ((11, 1), (9, 1))), Face.SEMIBOLD)
    if not first:
        pen.text(_LEFT, 52, f"{head.title}, {head.reference}", 10.5, Face.BOLD)
        pen.rule(58, 1)
        return _LATER_TOP
    pen.text(_LEFT, 60, head.title, 22, Face.BOLD)
    pen.text_right(right, 60, head.reference, 13, Face.BOLD)
    if head.demo:
        demo_mark(pen, 66)
    y = 80.0
    for place, line in enumerate(head.under):
        face = Face.BOLD if place < 2 else Face.REGULAR
        fitted = fit(
            line, face, right - _LEFT - (190 if head.demo and not place else 0), ((10.5, 1), (9.5, 2))
        )
        y = pen.lines(_LEFT, y, fitted, face) + 3
    pen.rule(_TOP - 8, 1.4)
    return _TOP


def _draw(pen: Pen, piece: _Piece, y: float) -> float:
    if piece.heading:
        pen.text(_LEFT, y + 22, piece.heading, 12.5, Face.BOLD)
        pen.rule(y + 28, 0.6, grey=0.5)
        return y + piece.height
    if piece.tick:
        pen.box(_LEFT, y + 2, 11, 11)
        for place, line in enumerate(piece.tick):
            pen.text(_LEFT + 20, y + 12 + place * _LEADING, line, _SIZE)
        return y + piece.height
    for place, line in enumerate(piece.label):
        pen.text(_LEFT, y + 12 + place * 12, line, _LABEL_SIZE)
    for place, line in enumerate(piece.value):
        pen.text(_VALUE_X, y + 12 + place * _LEADING, line, _SIZE)
    for place in range(piece.blanks):
        pen.rule(y + 15 + place * _BLANK, 0.5, _VALUE_X, grey=0.6)
    return y + piece.height


def _foot(pen: Pen, head: _Head, page: int, pages: int) -> None:
    pen.rule(pen.height - 44, 1)
    words = f"{head.reference}, printed {head.made}. For nobody else; shred it when no longer needed."
    pen.text(_LEFT, pen.height - 30, words, 9)
    pen.text_right(pen.right, pen.height - 30, f"Page {page} of {pages}", 9)
