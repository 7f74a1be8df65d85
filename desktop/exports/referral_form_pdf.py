"""The drawn pages of a referral: A4, black on white. Long words go on to a page of their own, never out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from desktop.exports.concern_form_pdf import spoken
from desktop.exports.pdf_base import MARGIN, Pen, demo_mark, fit, wrap
from desktop.exports.pdf_fonts import Face, clean, width
from desktop.exports.referral_form import FormBox, ReferralForm, form_code

_LEFT = MARGIN
_GAP = 8.8
_PAD = 9.0
_SIZE, _LABEL, _LEADING = 12.5, 9.8, 17.3
_SLIP_TOP = 646.0
"""Where the slip begins, from the top; it is always at the foot of the last page."""
_BOTTOM = 788.0
_TICK = 16.0
_TOGETHER = 12
"""Lines of a long answer that are not broken over two pages."""
_MOST_LINES = 400
"""Lines of one answer that are printed; nobody types more, and no text makes a print endless."""


_Line = tuple[tuple[str, Face], ...]
"""Pieces of one line, each with its weight."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Something that is not broken over two pages: how high it is, and what draws it at a height."""

    height: float
    draw: Callable[[Pen, float], None]
    is_heading: bool = False


def draw_form(pen: Pen, form: ReferralForm) -> None:
    """Draw one referral: as many pages as its words need, the slip at the foot of the last.

    Args:
        pen: at the beginning of a blank page.
        form: what it says.
    """
    blocks = _blocks(pen, form)
    y = _head(pen, form)
    for place, block in enumerate(blocks):
        after = blocks[place + 1].height if block.is_heading else 0
        if y + block.height + after > _BOTTOM:
            _foot(pen)
            pen.next_page()
            y = _later_head(pen, form)
        block.draw(pen, y)
        y += block.height
    if y - 6 > _SLIP_TOP:
        _foot(pen)
        pen.next_page()
        _later_head(pen, form)
    _slip(pen, form)
    _foot(pen)
    pen.next_page()


def _head(pen: Pen, form: ReferralForm) -> float:
    side = 62.0
    room = pen.right - _LEFT - side - 16
    pen.lines(_LEFT, 42, fit(form.hub_name, Face.SEMIBOLD, room, ((11.5, 1), (9, 1))), Face.SEMIBOLD)
    pen.text(_LEFT, 68, "Referral", 26, Face.BOLD)
    parts = (
        ("Ring or send back the slip by ", Face.REGULAR),
        (form.due, Face.BOLD),
        (" to say you have this.", Face.REGULAR),
    )
    pen.pieces(_LEFT, 89, parts, 12.5, room)
    pen.qr(form_code(form.reference), pen.right - side, 31.5, side)
    pen.text_centred(pen.right - side / 2, 107, form.reference, 12, Face.SEMIBOLD)
    if form.demo:
        demo_mark(pen, 96, pen.right - side - 14)
    pen.rule(120.5)
    y = _parties(pen, form)
    pen.rule(y, 0.6, grey=0.5)
    return y + 6


def _parties(pen: Pen, form: ReferralForm) -> float:
    columns = (_LEFT, 245.0, 411.0)
    for x, label in zip(columns, ("To", "From", "Sent"), strict=True):
        pen.grey(0.2)
        pen.text(x, 140, label, _LABEL)
        pen.grey(0)
    y = 157.0
    for line in form.to:
        named = fit(line, Face.SEMIBOLD, columns[1] - _LEFT - 14, ((12.5, 1), (11, 2), (9, 3), (7.5, 4)))
        y = pen.lines(_LEFT, y, named, Face.SEMIBOLD, 1.24)
    y = pen.lines(_LEFT, y, fit(form.contact, Face.REGULAR, 195, ((10.8, 1), (9, 2), (7.5, 3))))
    heavy = ((12.5, 1), (11, 2), (9, 3))
    room = columns[2] - columns[1] - 14
    below = pen.lines(columns[1], 157, fit(form.hub_name, Face.SEMIBOLD, room, heavy), Face.SEMIBOLD)
    low = pen.lines(columns[1], below, fit(form.sender, Face.REGULAR, room, ((10.8, 1), (9.5, 2), (7.5, 3))))
    pen.text(columns[2], 157, form.day, 12.5, Face.SEMIBOLD)
    sent = fit(form.sent, Face.REGULAR, pen.right - columns[2], ((10.8, 1), (9.5, 2), (7.5, 3)))
    last = pen.lines(columns[2], 172.5, sent)
    return max(y, low, last, 188.0)


def _later_head(pen: Pen, form: ReferralForm) -> float:
    pen.text(_LEFT, 46, f"Referral {form.reference}", 12.5, Face.BOLD)
    hub = fit(form.hub_name, Face.REGULAR, 260, ((10, 1), (8, 1)))
    for line in hub.lines:
        pen.text_right(pen.right, 46, line, hub.size)
    pen.rule(56, 1)
    return 62.0


def _blocks(pen: Pen, form: ReferralForm) -> list[_Block]:
    """What stands between the head and the slip."""
    room = pen.right - _LEFT
    found = [_heading("About the person")]
    for row in form.about:
        found += _row(row, room)
    found.append(_heading("What is needed"))
    found += _words(form.needed, room)
    for row in form.more:
        found += _row(row, room)
    found.append(_heading("Agreement to share"))
    return [*found, *_agreement(form, room)]


def _heading(title: str) -> _Block:
    return _Block(26.0, lambda pen, y: _ignore(pen.text(_LEFT, y + 18, title, 13.5, Face.BOLD)), True)


def _ignore(_end: float) -> None:
    """Where a line ends matters to nobody here."""


def _row(row: Sequence[FormBox], room: float) -> list[_Block]:
    """Boxes beside each other, as high as the fuller one; one too full for a page is broken over several."""
    wide = (room - _GAP * (len(row) - 1)) / len(row)
    texts = [_text_lines(one.text, Face.SEMIBOLD, wide - 2 * _PAD) for one in row]
    made = []
    for start in range(0, max(1, *(len(lines) for lines in texts)), _TOGETHER):
        parts = tuple(lines[start : start + _TOGETHER] for lines in texts)
        labels = tuple(one.label if not start else f"{one.label} (goes on)" for one in row)
        lines = max(1, *(len(part) for part in parts))
        height = 20.4 + lines * _LEADING
        made.append(_Block(height + 6, partial(_draw_row, labels, parts, wide, height)))
    return made


def _draw_row(
    labels: Sequence[str], parts: Sequence[Sequence[str]], wide: float, height: float, pen: Pen, y: float
) -> None:
    for place, (label, lines) in enumerate(zip(labels, parts, strict=True)):
        x = _LEFT + place * (wide + _GAP)
        pen.canvas.setStrokeGray(0.45)
        pen.box(x, y, wide, height, thick=0.8, radius=3.5)
        pen.canvas.setStrokeGray(0)
        pen.grey(0.2)
        named = fit(label, Face.REGULAR, wide - 2 * _PAD, ((_LABEL, 1), (8, 1), (6.5, 1)))
        pen.lines(x + _PAD, y + 13, named)
        pen.grey(0)
        for at, line in enumerate(lines):
            pen.text(x + _PAD, y + 28 + at * _LEADING, line, _SIZE, Face.SEMIBOLD)


def _words(needed: tuple[str, str], room: float) -> list[_Block]:
    """What is needed: the first part in heavy type and the rest after it; broken where it fills a page."""
    lines = _rich(*needed, room - 2 * _PAD) or [(("", Face.REGULAR),)]
    made = []
    for start in range(0, len(lines), _TOGETHER):
        part = tuple(lines[start : start + _TOGETHER])
        height = len(part) * _LEADING + 10
        made.append(_Block(height + 6, partial(_draw_words, part, height)))
    return made


def _draw_words(lines: Sequence[_Line], height: float, pen: Pen, y: float) -> None:
    pen.canvas.setStrokeGray(0.45)
    pen.box(_LEFT, y, pen.right - _LEFT, height, thick=0.8, radius=3.5)
    pen.canvas.setStrokeGray(0)
    for at, line in enumerate(lines):
        pen.pieces(_LEFT + _PAD, y + 17.5 + at * _LEADING, line, _SIZE)


def _rich(lead: str, rest: str, room: float) -> list[_Line]:
    first = _text_lines(lead, Face.BOLD, room)
    made: list[_Line] = [((line, Face.BOLD),) for line in first]
    lines = [clean(spoken(one)) for one in rest.splitlines()]
    if first and lines:
        used = width(first[-1] + " ", Face.BOLD, _SIZE)
        words, beside = lines[0].split(" "), ""
        while words and used + width(f"{beside}{words[0]}", Face.REGULAR, _SIZE) <= room:
            beside += words.pop(0) + " "
        made[-1] = ((first[-1] + " ", Face.BOLD), (beside.rstrip(), Face.REGULAR))
        lines[0] = " ".join(words)
    below = [line for one in lines if one for line in wrap(one, Face.REGULAR, _SIZE, room)]
    return (made + [((line, Face.REGULAR),) for line in below])[:_MOST_LINES]


def _text_lines(text: str, face: Face, room: float) -> tuple[str, ...]:
    """A text on as many lines as it needs, its own line ends kept."""
    parts = (clean(spoken(part)) for part in text.splitlines())
    return tuple(line for part in parts if part for line in wrap(part, face, _SIZE, room))[:_MOST_LINES]


def _agreement(form: ReferralForm, room: float) -> list[_Block]:
    inner = room - 2 * _PAD - 26
    ticks = [(tick.on, _flow(tick.words, inner)) for tick in form.agreed]
    small = fit(form.small, Face.REGULAR, inner, ((10, 1), (9, 2), (8, 4)))
    height = 8 + sum(max(len(lines) * _LEADING, _TICK) + 5.5 for _on, lines in ticks)
    height += len(small.lines) * 13 + (5 if small.lines else 0)

    def draw(pen: Pen, y: float) -> None:
        pen.canvas.setStrokeGray(0.45)
        pen.box(_LEFT, y, room, height, thick=0.8, radius=3.5)
        pen.canvas.setStrokeGray(0)
        low = y + 8
        for on, lines in ticks:
            pen.box(_LEFT + _PAD, low, _TICK, _TICK, thick=1.2)
            if on:
                pen.icon("check", _LEFT + _PAD + 2, low + 2, 12)
            for at, line in enumerate(lines):
                pen.pieces(_LEFT + _PAD + 25.5, low + 12.5 + at * _LEADING, line, _SIZE)
            low += max(len(lines) * _LEADING, _TICK) + 5.5
        pen.lines(_LEFT + _PAD + 25.5, low + 9, small)

    return [_Block(height + 6, draw)]


def _flow(words: tuple[str, str, str], room: float) -> list[_Line]:
    """Three parts, the second in heavy type, wrapped together."""
    marked = [
        (word, face)
        for part, face in zip(words, (Face.REGULAR, Face.BOLD, Face.REGULAR), strict=True)
        for word in clean(spoken(part)).split(" ")
        if word
    ]
    lines: list[list[tuple[str, Face]]] = [[]]
    used = 0.0
    for word, face in marked:
        joins = word[0] in ",.;" and bool(lines[-1])
        wide = width(word if joins else f"{word} ", face, _SIZE)
        if lines[-1] and used + wide > room:
            lines.append([])
            used, joins = 0.0, False
        lines[-1].append((word if joins or not lines[-1] else f" {word}", face))
        used += wide
    return [tuple(line) for line in lines[:12]]


def _slip(pen: Pen, form: ReferralForm) -> None:
    """The part that comes back: a number, no name of anybody who is helped."""
    top, side = _SLIP_TOP + 8, 56.0
    pen.icon("scissors", _LEFT, top, 14)
    ring = f", or ring {clean(form.ring)} and give the number {form.reference}" if form.ring else ""
    end = pen.pieces(_LEFT + 20, top + 10.5, ((f"Cut here and send back{ring}", Face.REGULAR),), 10, 400)
    pen.dashes(top + 7.5, end + 6, pen.right)
    pen.text(_LEFT, top + 34, f"Reply slip {form.reference}", 13.5, Face.BOLD)
    lines = (
        ("We have it. Name of the person dealing with it", 94),
        ("We can’t help. Try", 196),
        ("We need to know more. Ring", 92),
    )
    for place, (words, room) in enumerate(lines):
        y = top + 44 + place * 22.3
        pen.box(_LEFT, y, _TICK, _TICK, thick=1.2)
        end = pen.text(_LEFT + 25.5, y + 12, words, 11.5)
        pen.rule(y + 14, 0.8, end + 3, end + 3 + room)
    y = top + 126
    for words, x, room in (("Signed", _LEFT, 94), ("Date", _LEFT + 160, 52)):
        end = pen.text(x, y, words, 11.5)
        pen.rule(y + 2, 0.8, end + 3, end + 3 + room)
    if form.demo:
        pen.text_right(pen.right - side - 14, top + 34, "DEMONSTRATION", 10, Face.BOLD)
    pen.qr(form_code(form.reference), pen.right - side, top + 46, side)


def _foot(pen: Pen) -> None:
    pen.rule(794)
    pen.icon("lock", _LEFT, 798, 13)
    words = (
        ("Private.", Face.BOLD),
        (" Keep this where only your team can see it. Shred it once your own record is made.", Face.REGULAR),
    )
    pen.pieces(_LEFT + 20, 808.5, words, 10, pen.right - _LEFT - 20)
