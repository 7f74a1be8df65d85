"""The sharing record as a paper to sign and file: the same words as ``sharing-record.json``."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import IO, Any

from desktop.exports.handover_fields import in_words
from desktop.exports.pdf_base import MARGIN, Pen, demo_mark, fit, wrap
from desktop.exports.pdf_fonts import Face, clean
from desktop.exports.sharing import SharingRecord, for_recipient
from desktop.exports.table_pdf import page_foot, total_pages
from desktop.exports.words import long_date, stamp

_LABEL = 150.0
_SIZE = 10.0
_LINE = 13.5
_FOOT = 54.0
_SIGNED = 62.0

_PARTS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Who and why",
        (
            ("sharing_organisation", "Shared by"),
            ("receiving_organisation", "Shared with"),
            ("requested_by", "Asked for by"),
            ("requested_by_person", "Who asked, and position"),
            ("request_received", "Request received"),
            ("data_requested", "What they asked for"),
            ("purpose", "Purpose"),
            ("why_necessary", "Why it is necessary"),
        ),
    ),
    (
        "In what right",
        (
            ("lawful_basis_words", "Reason in law"),
            ("special_category_condition", "Special category condition"),
            ("criminal_condition", "Criminal data condition"),
            ("legal_power", "Legal power"),
            ("controllers", "Controllers"),
            ("agreement", "Agreement or assessment"),
            ("dpia", "Impact assessment"),
            ("dpo_views", "Data protection officer"),
        ),
    ),
    (
        "What was shared",
        (
            ("people", "People"),
            ("left_out", "People left out"),
            ("fields", "Fields"),
            ("shared_at", "Shared"),
            ("delete_by", "Delete by"),
            ("security", "How it travels"),
            ("rights", "People’s rights"),
        ),
    ),
    (
        "The decision",
        (
            ("decision", "Decision"),
            ("decision_reasons", "Reasons"),
            ("decided_by", "Decided by"),
            ("decided_by_position", "Position"),
            ("decided_on", "Decided on"),
        ),
    ),
)


def write_sharing_record(
    stream: IO[bytes], record: SharingRecord, *, name_staff: bool = True, demo: bool = False
) -> None:
    """Print the record that travels with a handover; what was not recorded says so.

    Args:
        stream: where the PDF goes.
        record: the hub's own record.
        name_staff: False leaves out who asked and who decided; see `for_recipient`.
        demo: whether the people are made up.
    """
    pages = _Pages(stream, record, demo=demo)
    said = for_recipient(record, name_staff=name_staff) | {
        "request_received": _day(record.request_received),
        "shared_at": _day(record.shared_at),
        "delete_by": _day(record.delete_by),
        "decided_on": _day(record.decided_on),
        "fields": ", ".join(in_words(record.fields)),
        "left_out": for_recipient(record, name_staff=False)["left_out"] or "0",
    }
    for title, lines in _PARTS:
        pages.part(title, [(label, _words(said, name)) for name, label in lines])
    pages.sign(record.sharing_organisation)
    pages.finish(str(said["source"]))


def _words(said: Mapping[str, Any], name: str) -> str:
    value = str(said[name])
    if name == "fields":
        return value
    return value[:1].upper() + value[1:] if value else "Not recorded"


def _day(when: date | None) -> str:
    if when is None:
        return ""
    return stamp(when) if isinstance(when, datetime) else long_date(when)


class _Pages:
    """Pages of labels and words, each beginning with the heading."""

    def __init__(self, stream: IO[bytes], record: SharingRecord, *, demo: bool) -> None:
        self._pen = Pen(stream, title=f"Sharing record {record.reference}")
        self._record, self._demo = record, demo
        self._y = self._begin()

    def part(self, title: str, rows: list[tuple[str, str]]) -> None:
        """One part: its heading is never alone at the foot of a page."""
        self._room(22 + 3 * _LINE)
        self._pen.text(MARGIN, self._y + 14, title, 12.5, Face.BOLD)
        self._y += 22
        for label, words in rows:
            self._row(label, words)
        self._y += 6

    def sign(self, organisation: str) -> None:
        """Room for the name, signature and day of whoever decided."""
        self._room(_SIGNED + 20)
        pen = self._pen
        pen.lines(
            MARGIN,
            self._y + 16,
            fit(f"Signed for {organisation}", Face.BOLD, pen.right - MARGIN, ((11.5, 1), (9, 2))),
            Face.BOLD,
        )
        y = self._y + _SIGNED
        for x, end, label in ((MARGIN, 230, "Name"), (246, 420, "Signed"), (436, pen.right, "Date")):
            pen.rule(y, 0.7, x, end)
            pen.text(x, y + 11, label, 9.5)
        self._y = y + 20

    def finish(self, source: str) -> None:
        """The source of the fields, the foot of the last page, and how many there are."""
        self._room(24)
        self._pen.text(MARGIN, self._y + 16, f"{source}.", 9)
        self._end()
        total_pages(self._pen, self._pen.pages)
        self._pen.save()

    def _row(self, label: str, words: str) -> None:
        pen = self._pen
        lines = wrap(clean(words), Face.REGULAR, _SIZE, pen.right - MARGIN - _LABEL) or [""]
        for place, line in enumerate(lines):
            if self._room(_LINE) or not place:
                pen.lines(
                    MARGIN,
                    self._y + 10,
                    fit(label, Face.SEMIBOLD, _LABEL - 8, ((_SIZE, 1), (8.5, 1))),
                    Face.SEMIBOLD,
                )
            pen.text(MARGIN + _LABEL, self._y + 10, line, _SIZE)
            self._y += _LINE
        pen.rule(self._y + 1, 0.4, grey=0.75)
        self._y += 3

    def _room(self, height: float) -> bool:
        """Whether a new page had to be begun."""
        if self._y + height < self._pen.height - _FOOT:
            return False
        self._end()
        self._y = self._begin()
        return True

    def _begin(self) -> float:
        pen, record = self._pen, self._record
        name = fit(record.sharing_organisation, Face.SEMIBOLD, 300, ((11, 1), (9, 1)))
        pen.lines(MARGIN, 42, name, Face.SEMIBOLD)
        pen.text(MARGIN, 68, f"Sharing record {record.reference}", 22, Face.BOLD)
        pen.rule(84)
        if self._demo:
            demo_mark(pen, 29)
        return 92

    def _end(self) -> None:
        page_foot(self._pen, self._record.shared_at, private=True)
        self._pen.next_page()
