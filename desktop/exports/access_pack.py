"""The copy of somebody's own data as they get it: a PDF to read, and the same as data.

What is told to somebody about their data is to be concise, clear and in plain language (UK GDPR Article
12(1)): so each record stands under what it is to them, its fields in two columns, days as people write them.
"""

import io
import json
import zipfile
from collections.abc import Sequence
from itertools import groupby

from desktop.domain.phones import national
from desktop.exports.pdf_base import MARGIN, Pen, demo_mark, wrap
from desktop.exports.pdf_fonts import Face, clean
from desktop.exports.words import long_date
from desktop.exports.zips import put
from desktop.services.access import Pack, PackLine

_BODY, _LEADING = 11.0, 14.5
_LABEL = 128.0
"""How wide the column of labels is."""
_FOOT = 34.0
_TO_THEM = {
    "person": "You",
    "household": "Your home",
    "phone": "Your phone number",
    "contact_link": "Somebody around you",
    "request": "Help you asked for",
    "task": "A visit, delivery or call for you",
    "case_step": "A step towards your help",
    "contact_attempt": "We tried to reach you",
    "consent": "What you said about sharing",
    "notice_given": "You were told what we do with your data",
    "referral": "You were passed on, or passed to us",
    "referral_step": "A step of that",
    "rights_request": "What you asked about your data",
    "complaint": "Your complaint",
    "volunteer": "You as a volunteer",
    "check_record": "A check about you",
    "do_not_pair": "Whom not to send to you, or you to",
}
"""What a record is to whoever it is about, by table; else what the hub calls it."""


def draw_pack(pack: Pack) -> bytes:
    """Draw the pack to read, in memory.

    Args:
        pack: as it goes, with what is left out left out already.
    """
    stream = io.BytesIO()
    paper = _Paper(Pen(stream, title="A copy of your own data"), pack)
    paper.head()
    for title, words in pack.told:
        paper.told(title, words)
    paper.heading("What we hold", below=12 * _LEADING)
    for _record, lines in groupby(pack.lines, key=_record_of):
        paper.record(list(lines))
    paper.end()
    return stream.getvalue()


class _Paper:
    """Pages of a pack, filled from the top; nothing is broken that fits on one page."""

    def __init__(self, pen: Pen, pack: Pack) -> None:
        self._pen, self._pack = pen, pack
        self._y = MARGIN + 22.0
        self._wide = pen.right - MARGIN

    def head(self) -> None:
        """Whose it is, from whom and when."""
        pen, pack = self._pen, self._pack
        if pack.demo:
            demo_mark(pen, MARGIN)
        pen.text(MARGIN, self._y + 6, "A copy of your own data", 24, Face.BOLD)
        self._y += 30
        self._paragraph(f"For {pack.name or pack.reference}", 15, Face.SEMIBOLD)
        self._paragraph(f"{pack.reference}. Made by {pack.hub_name} on {long_date(pack.made_on)}.")
        pen.rule(self._y - 4, 1.4)
        self._y += 16
        self._paragraph(
            "This is what we hold about you, and what we do with it. What is about somebody else is left out."
        )

    def told(self, title: str, words: str) -> None:
        """What the law wants told besides."""
        lines = [line for part in words.splitlines() for line in self._wrapped(part)]
        self._room(min(len(lines), 4) * _LEADING + 34)
        self.heading(title)
        for line in lines:
            self._line(line)

    def heading(self, words: str, below: float = 3 * _LEADING) -> None:
        """A heading of its own line, with so much room below it on the page."""
        self._room(below + 22)
        self._y += 12
        for line in wrap(clean(words), Face.BOLD, 14, self._wide):
            self._pen.text(MARGIN, self._y, line, 14, Face.BOLD)
            self._y += 19

    def record(self, lines: Sequence[PackLine]) -> None:
        """One record: what it is, then its fields."""
        rows = [
            (one.label, wrap(clean(one.value), Face.REGULAR, _BODY, self._wide - _LABEL)) for one in lines
        ]
        self._room(min(sum(len(row[1]) for row in rows), 12) * _LEADING + 32)
        self._pen.rule(self._y - 10, 0.6, grey=0.6)
        self._y += 5
        self._paragraph(_title(lines[0]), 12, Face.SEMIBOLD)
        for label, values in rows:
            names = wrap(clean(label), Face.REGULAR, _BODY, _LABEL - 8)
            self._room(len(names) * _LEADING)
            for at in range(max(len(names), len(values))):
                self._room(_LEADING)
                if at < len(names):
                    self._pen.grey(0.3)
                    self._pen.text(MARGIN, self._y, names[at], _BODY)
                    self._pen.grey(0)
                if at < len(values):
                    self._pen.text(MARGIN + _LABEL, self._y, values[at], _BODY)
                self._y += _LEADING
        self._y += 8

    def end(self) -> None:
        """Finish the last page."""
        self._foot()
        self._pen.save()

    def _paragraph(self, words: str, size: float = _BODY, face: Face = Face.REGULAR) -> None:
        for line in wrap(clean(words), face, size, self._wide):
            self._room(size * 1.35)
            self._pen.text(MARGIN, self._y, line, size, face)
            self._y += size * 1.35

    def _line(self, line: str) -> None:
        self._room(_LEADING)
        self._pen.text(MARGIN, self._y, line, _BODY)
        self._y += _LEADING

    def _wrapped(self, words: str) -> list[str]:
        return wrap(clean(words), Face.REGULAR, _BODY, self._wide)

    def _room(self, needed: float) -> None:
        """Turn the page where what comes next does not fit on it."""
        if self._y + needed > self._pen.height - MARGIN - _FOOT:
            self._foot()
            self._pen.next_page()
            self._y = MARGIN + 22.0

    def _foot(self) -> None:
        pen, pack = self._pen, self._pack
        y = pen.height - MARGIN - 6
        pen.rule(y - 16, 0.8)
        who = ", ".join(filter(None, (pack.hub_name, national(pack.hub_phone))))
        said = clean(f"Anything wrong or unclear? Ring {who}.")
        pen.pieces(MARGIN, y, ((said, Face.SEMIBOLD),), 11, self._wide - 70)
        pen.text_right(pen.right, y, f"Page {pen.pages + 1}", 10)


def pack_data(pack: Pack) -> bytes:
    """The pack as data: sections of records, each its fields."""
    records: dict[str, dict[str, str]] = {}
    for one in pack.lines:
        kept = records.setdefault(_record_of(one), {"record": one.section})
        kept[one.label] = one.value
    held = {
        "made_on": pack.made_on.isoformat(),
        "by": pack.hub_name,
        "about": pack.reference,
        "told": dict(pack.told),
        "records": list(records.values()),
    }
    return json.dumps(held, ensure_ascii=False, indent=2).encode()


def zip_pack(pack: Pack) -> bytes:
    """Both, in one file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        put(archive, "your-data.pdf", draw_pack(pack))
        put(archive, "your-data.json", pack_data(pack))
    return stream.getvalue()


def _record_of(one: PackLine) -> str:
    return one.key.rpartition(":")[0]


def _title(one: PackLine) -> str:
    return _TO_THEM.get(one.key.partition(":")[0], one.section)
