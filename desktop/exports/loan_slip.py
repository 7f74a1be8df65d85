"""The slip of a loan: two halves alike, one for whoever borrows and one for the hub, each to be signed."""

import io

from db.enums_loans import Condition
from desktop.domain.dates import day_month_year
from desktop.exports.pdf_base import A4, MARGIN, Pen, demo_mark, fit
from desktop.exports.pdf_fonts import Face
from desktop.services.loans import Slip

_CONDITIONS = {Condition.GOOD: "good", Condition.WORN: "worn, but works", Condition.BROKEN: "broken"}
_HALVES = ("For whoever borrows", "For the hub")


def draw_slip(slip: Slip) -> bytes:
    """Draw a slip in memory; drawing it changes nothing."""
    stream = io.BytesIO()
    pen = Pen(stream, title="Loan slip")
    for at, whose in enumerate(_HALVES):
        _half(pen, slip, whose, at * A4[1] / 2)
    pen.dashes(A4[1] / 2, 0, A4[0])
    pen.save()
    return stream.getvalue()


def _half(pen: Pen, slip: Slip, whose: str, top: float) -> None:
    room, y = pen.right - MARGIN, top + MARGIN + 26
    if slip.demo:
        demo_mark(pen, top + MARGIN - 8)
    pen.text(MARGIN, y - 18, f"{slip.hub_name}. {whose}", 10)
    y = pen.lines(MARGIN, y + 10, fit(slip.what, Face.BOLD, room, ((20, 1), (16, 2))), Face.BOLD)
    label = f"Label {slip.tag}, belongs to {slip.owner}" if slip.tag else f"Belongs to {slip.owner}"
    for words in (
        label,
        f"Lent to {slip.borrower} on {day_month_year(slip.lent_on)}",
        f"Condition: {_CONDITIONS[slip.condition]}",
    ):
        y = pen.lines(MARGIN, y, fit(words, Face.REGULAR, room, ((12, 2), (10.5, 3))))
    due = f"Due back on {day_month_year(slip.due_on)}"
    y = pen.lines(MARGIN, y + 8, fit(due, Face.BOLD, room, ((16, 1),)), Face.BOLD)
    agreed = [slip.agreed] if slip.agreed else []
    if slip.holds_data:
        agreed.append("Take your own pictures and accounts off before you bring it back: it is wiped then.")
    agreed.append(f"If it breaks, is lost, or you need it longer, ring {slip.hub_phone}.")
    for words in agreed:
        y = pen.lines(MARGIN, y, fit(words, Face.REGULAR, room, ((12, 3), (10, 5))))
    foot, half = top + A4[1] / 2 - 46, room / 2
    for x, words in ((MARGIN, "Signed, whoever borrows"), (MARGIN + half + 10, "Signed, for the hub")):
        pen.rule(foot, 0.8, x, x + half - 20)
        pen.text(x, foot + 12, words, 9.5)
    pen.text_right(pen.right, foot + 26, f"L-{slip.number}", 9.5)
