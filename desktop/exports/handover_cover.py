"""The cover sheet of a handover: why, in what right, what is in it, what the recipient agrees to."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

from desktop.exports.pdf_base import A4, MARGIN, Fit, Pen, demo_mark, fit
from desktop.exports.pdf_fonts import Face, clean, width
from desktop.exports.words import counted, long_date, size_words, stamp

_LEFT = MARGIN
_MIDDLE = 337.0
_SIZE_X = 291.0
_TO_X = 209.6
_DATE_X = 436.0
_CONTENTS_END = 484.0
_LEAST_STEP = 11.5
_LAW_LABEL = "Reason in law:"


@dataclass(frozen=True, slots=True)
class CoverField:
    """A detail in the package and how it is sent."""

    title: str
    sent_as: str


@dataclass(frozen=True, slots=True)
class CoverSheet:
    """What the cover says. Any text may be blank.

    Args:
        reference: such as "H-0042".
        hub_name: who hands over.
        sender: name and role, or the role alone.
        hub_phone: the hub's number.
        recipient: the organisation, with the team in front of a line break where there is one.
        contact: who receives it there.
        contact_phone: their number.
        day: the date of the handover.
        delete_by: the day the recipient must have deleted it.
        purpose: why it is shared.
        law: the reason in law, with assessment and agreement.
        people: how many people.
        rows: how many rows of help, where they differ from people; 0 leaves it out.
        named: whether names are in it.
        fields: what is in it.
        absent: what is not in it.
        note: what was changed, such as a row that pointed to one person.
        file_name: the package's name.
        file_size: bytes of what is handed over, without this cover.
        check_code: the check code's hexadecimal digits.
        locked: whether a password is needed.
        log_entry: the entry in the hub's sharing log.
        printed_at: local time of printing, or None.
        demo: whether the people are made up.
    """

    reference: str
    hub_name: str
    recipient: str
    day: date
    purpose: str
    law: str
    people: int
    sender: str = ""
    hub_phone: str = ""
    contact: str = ""
    contact_phone: str = ""
    delete_by: date | None = None
    rows: int = 0
    named: bool = False
    fields: tuple[CoverField, ...] = ()
    absent: tuple[str, ...] = ()
    note: str = ""
    file_name: str = ""
    file_size: int = 0
    check_code: str = ""
    locked: bool = False
    log_entry: str = ""
    printed_at: datetime | None = None
    demo: bool = False


def write_cover(stream: IO[bytes], cover: CoverSheet) -> None:
    """Print a cover sheet; what is in it spills onto a second page when there are many details.

    Args:
        stream: where the PDF goes.
        cover: what it says.
    """
    pen = Pen(stream, title=f"Handover cover sheet {cover.reference}")
    per_page = 1 + int((_CONTENTS_END - 76.5 - _why_fits(cover)[2]) // _LEAST_STEP)
    pages = max(1, -(-max(len(cover.fields), len(cover.absent)) // per_page))
    for page in range(pages):
        _head(pen, cover)
        _parties(pen, cover)
        y = _why(pen, cover)
        y = _contents(pen, cover, y, slice(page * per_page, (page + 1) * per_page))
        y = _agreement(pen, cover, y)
        _file(pen, cover, y)
        _signatures(pen, cover, page + 1, pages)
        pen.next_page()
    pen.save()


def _head(pen: Pen, cover: CoverSheet) -> None:
    room = 250 if cover.demo else 440
    pen.lines(_LEFT, 42, fit(cover.hub_name, Face.SEMIBOLD, room, ((11, 1), (9, 1))), Face.SEMIBOLD)
    pen.text(_LEFT, 69, "Handover cover sheet", 26, Face.BOLD)
    pen.text(_LEFT, 89, "Keep this with the file. It says what you may do with it.", 12.5)
    if cover.demo:
        demo_mark(pen, 29, pen.right - 72)
    side = 57.0
    pen.qr(f"HK1*{cover.reference.upper()}*{cover.check_code[:16].upper()}", pen.right - side, 31, side)
    pen.text_centred(pen.right - side / 2, 102, cover.reference, 12, Face.BOLD)
    pen.rule(115.4)


def _parties(pen: Pen, cover: CoverSheet) -> None:
    for x, label in ((_LEFT, "From"), (_TO_X, "To"), (_DATE_X, "Date")):
        pen.text(x, 135, label, 10)
    hub = fit(cover.hub_name, Face.SEMIBOLD, 132, ((12, 1), (10, 2)))
    y = pen.lines(_LEFT, 151.5, hub, Face.SEMIBOLD, 1.32) + 2
    pen.lines(_LEFT, y, fit(cover.sender, Face.REGULAR, 140, ((10.5, 1), (9, 1))))
    pen.text(_LEFT, y + (14.5 if cover.sender else 0), cover.hub_phone, 10.5)
    pen.icon("arrow-right", _LEFT + 136, 154, 20)
    y = 151.5
    for line in cover.recipient.splitlines()[:2]:
        y = pen.lines(_TO_X, y, fit(line, Face.SEMIBOLD, 218, ((12, 1), (10, 2))), Face.SEMIBOLD, 1.32)
    pen.lines(_TO_X, y + 2, fit(cover.contact, Face.REGULAR, 218, ((10.5, 1), (9, 1))))
    pen.text(_TO_X, y + (16.5 if cover.contact else 2), cover.contact_phone, 10.5)
    pen.text(_DATE_X, 151.5, long_date(cover.day), 12, Face.SEMIBOLD)
    if cover.delete_by:
        pen.text(_DATE_X, 169.5, "Delete by", 10.5)
        pen.text(_DATE_X, 185, long_date(cover.delete_by), 12, Face.SEMIBOLD)
    pen.rule(213, 0.6, grey=0.5)


def _why_fits(cover: CoverSheet) -> tuple[Fit, Fit, float]:
    """Fit the purpose and the reason in law, and say where the line below them goes."""
    room = A4[0] - 2 * MARGIN
    purpose = fit(cover.purpose, Face.REGULAR, room, ((13, 1), (12, 2), (9.5, 3)))
    law = fit(f"{_LAW_LABEL} {cover.law}", Face.REGULAR, room, ((10.5, 3), (9, 3)))
    law_top = 256.5 + len(purpose.lines) * purpose.size * 1.22 + 5
    return purpose, law, law_top + len(law.lines) * law.size * 1.4 - 1


def _why(pen: Pen, cover: CoverSheet) -> float:
    purpose, law, bottom = _why_fits(cover)
    pen.text(_LEFT, 235, "Why it is shared", 13.5, Face.BOLD)
    y = pen.lines(_LEFT, 256.5, purpose) + 5
    for place, line in enumerate(law.lines):
        x, rest = _LEFT, line
        if not place:
            x, rest = pen.text(x, y, _LAW_LABEL, law.size, Face.BOLD) + 3, line[len(_LAW_LABEL) + 1 :]
        pen.text(x, y, rest, law.size)
        y += law.size * 1.4
    pen.rule(bottom, 0.6, grey=0.5)
    return bottom


def _contents(pen: Pen, cover: CoverSheet, y: float, part: slice) -> float:
    pen.text(_LEFT, y + 22, "What is in it", 13.5, Face.BOLD)
    pen.text(_MIDDLE, y + 22, "What is not in it", 13.5, Face.BOLD)
    named = "Names are in it." if cover.named else "No names."
    parts = [
        (f"{cover.people:,}", Face.BOLD),
        (" " + _rows_words(cover), Face.REGULAR),
        (" " + named, Face.BOLD),
    ]
    pen.pieces(_LEFT, y + 42, parts, 12, 290)
    left = _fields(pen, cover.fields[part], y + 63)
    right = y + 43
    for words in cover.absent[part]:
        pen.icon("x", _MIDDLE - 1, right - 10, 13)
        fitted = fit(words, Face.REGULAR, pen.right - _MIDDLE - 17, ((11, 1), (9, 1), (7.5, 2)))
        right = pen.lines(_MIDDLE + 17, right, fitted) + min(4.5, 30 / len(cover.absent[part]))
    note = fit(cover.note, Face.REGULAR, pen.right - _MIDDLE, ((9.5, 2), (8.5, 3)))
    right = pen.lines(_MIDDLE, right + 3.5, note, leading=1.35)
    bottom = min(max(left, right + 2, y + 80), _CONTENTS_END)
    pen.rule(bottom, 0.6, grey=0.5)
    return bottom


def _rows_words(cover: CoverSheet) -> str:
    noun = "person" if cover.people == 1 else "people"
    if cover.rows:
        return f"{noun}, {counted(cover.rows, 'request')} for help."
    return f"{noun}, one row each."


def _fields(pen: Pen, fields: tuple[CoverField, ...], y: float) -> float:
    step = min(19.3, (_CONTENTS_END - 13.5 - y) / max(len(fields) - 1, 1))
    size = min(11, step * 0.75)
    label = max((width(clean(f.title), Face.SEMIBOLD, size) for f in fields), default=0)
    text_x = _LEFT + 17 + min(label, 120) + 9
    for place, each in enumerate(fields):
        if place:
            pen.rule(y - step * 0.68, 0.5, _LEFT, 314, grey=0.7)
        pen.icon("check", _LEFT - 1, y - size * 0.92, size * 1.18)
        pen.lines(_LEFT + 17, y, fit(each.title, Face.SEMIBOLD, 122, ((size, 1), (7.5, 1))), Face.SEMIBOLD)
        pen.lines(text_x, y, fit(each.sent_as, Face.REGULAR, 314 - text_x, ((size, 1), (7.5, 1))))
        y += step
    return y + 13.5 - step


def _agreement(pen: Pen, cover: CoverSheet, y: float) -> float:
    by = f" Delete it by {long_date(cover.delete_by)} and tell us." if cover.delete_by else ""
    ring = [("If it is lost or seen by someone else, ring us ", Face.REGULAR), ("within 24 hours", Face.BOLD)]
    ring.append((f": {clean(cover.hub_phone)}." if cover.hub_phone else ".", Face.REGULAR))
    terms: list[list[tuple[str, Face]]] = [
        [("Use it only for the reason above.", Face.REGULAR)],
        [("Don’t pass it on or try to work out who people are.", Face.REGULAR)],
        [(f"Keep it where only your team can open it.{by}", Face.REGULAR)],
        ring,
    ]
    if cover.named:
        terms[1] = [("Don’t pass it on or join it to other data.", Face.REGULAR)]
    pen.box(_LEFT, y + 11, pen.right - _LEFT, 110, thick=1.5, radius=5)
    pen.text(_LEFT + 16, y + 33.5, "What you agree to", 13.5, Face.BOLD)
    for place, parts in enumerate(terms):
        line = y + 54.5 + place * 17.8
        pen.text(_LEFT + 19, line, f"{place + 1}.", 11)
        pen.pieces(_LEFT + 34.5, line, parts, 11, pen.right - _LEFT - 46)
    return y + 121


def _file(pen: Pen, cover: CoverSheet, y: float) -> None:
    pen.text(_LEFT, y + 22, "The file", 13.5, Face.BOLD)
    headings = ((_LEFT, "File"), (_SIZE_X, "Size"), (_MIDDLE, "Check code (SHA-256, first 16)"))
    for x, heading in headings:
        pen.text(x, y + 42, heading, 10, Face.MEDIUM)
    pen.lines(
        _LEFT, y + 59, fit(cover.file_name, Face.SEMIBOLD, 252, ((12, 1), (9, 1), (8, 2))), Face.SEMIBOLD
    )
    pen.text(_SIZE_X, y + 59, size_words(cover.file_size), 12, Face.SEMIBOLD)
    code = cover.check_code[:16]
    pen.text(_MIDDLE, y + 59, " ".join(code[i : i + 4] for i in range(0, len(code), 4)), 12, Face.SEMIBOLD)
    lock = (
        "Locked with a password. We tell you the password by phone, never by email or on paper."
        if cover.locked
        else "Not locked. Carry it by hand, or send it only by a service your council calls secure. "
        "Open handover.xlsx, not the CSV files."
    )
    pen.lines(_LEFT, y + 79, fit(lock, Face.REGULAR, pen.right - _LEFT, ((10, 1), (9, 1))))


def _signatures(pen: Pen, cover: CoverSheet, page: int, pages: int) -> None:
    pen.rule(691, 0.6, grey=0.5)
    for x, end, who, labels in (
        (_LEFT, 281, "Handed over by", ("Name", "Signed", "Date and time")),
        (314.5, pen.right, "Received by", ("Name and role", "Signed", "Date and time")),
    ):
        pen.text(x, 715, who, 11.5, Face.BOLD)
        for place, label in enumerate(labels):
            y = 737 + place * 24.5
            pen.text(x, y, label, 9.5)
            pen.rule(y + 6, 0.7, x, end)
    entry = f", entry {cover.log_entry}" if cover.log_entry else ""
    printed = f" Printed {stamp(cover.printed_at)}." if cover.printed_at else ""
    words = f"Recorded in the sharing log of {cover.hub_name}{entry}.{printed}"
    pen.lines(_LEFT, 811.8, fit(words, Face.REGULAR, 440, ((9.5, 1), (8, 1))))
    pen.text_right(pen.right, 811.8, f"Page {page} of {pages}", 9.5)
