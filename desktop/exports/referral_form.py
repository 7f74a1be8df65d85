"""What a referral's form says, in the order a call handler asks; and its square code."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO

from desktop.exports.words import full_day, long_date

_CODE = "HK1"
Told = Callable[[int, int], object]


def _unheard(_done: int, _total: int) -> None:
    """Nobody waits for it."""


@dataclass(frozen=True, slots=True)
class FormBox:
    """A box with a label and what is written in it; left empty to be asked."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the agreement: a box, ticked or not, and words of which the second part stands out."""

    on: bool
    words: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ReferralForm:
    """One referral on paper. Every text but the reference and the hub's name may be blank.

    Attributes:
        reply_by: the day an answer is asked for.
        to: lines in heavy type, then lighter ones: the team and body, and whom to ask for.
        sender: who sends it, with their number.
        sent: how, in words.
        about: boxes about the person, in rows of one or two.
        needed: what is needed: the words that stand out, and the rest.
        more: boxes below it, in rows of one or two.
        agreed: the lines of the agreement.
        small: below them.
        ring: the hub's number.
        demo: whether the people are made up.
    """

    reference: str
    hub_name: str
    reply_by: date
    to: tuple[str, ...]
    contact: str
    sender: str
    sent_on: date
    sent: str
    about: tuple[tuple[FormBox, ...], ...]
    needed: tuple[str, str]
    more: tuple[tuple[FormBox, ...], ...]
    agreed: tuple[Tick, ...]
    small: str
    ring: str
    demo: bool = False

    @property
    def due(self) -> str:
        """Such as "Monday 16 November"; the year is on the form already."""
        return full_day(self.reply_by).removesuffix(f" {self.reply_by.year}")

    @property
    def day(self) -> str:
        """The day it was sent."""
        return long_date(self.sent_on)


def form_code(reference: str) -> str:
    """The square code's text, in letters it packs tightest: our mark and the number, nobody's name."""
    return f"{_CODE}*{re.sub('[^A-Z0-9-]', '-', reference.upper())[:24] or '-'}"


@dataclass(frozen=True, slots=True)
class CoverLine:
    """One referral on the cover of several: its number, and nobody's name."""

    reference: str
    soon: str
    reply_by: date


@dataclass(frozen=True, slots=True)
class PackCover:
    """The sheet over several referrals to one recipient, on which they can be ticked off and sent back.

    Attributes:
        to: lines in heavy type.
        ring: the hub's number.
        demo: whether the people are made up.
    """

    hub_name: str
    to: tuple[str, ...]
    sent_on: date
    lines: tuple[CoverLine, ...]
    ring: str
    demo: bool = False


def write_referral_forms(
    stream: IO[bytes], forms: Sequence[ReferralForm | PackCover], told: Told = _unheard
) -> int:
    """Print referrals into one PDF, each beginning on a page of its own.

    Args:
        stream: where the PDF goes.
        forms: at least one; a cover stands before the forms it is of.
        told: hears how many are drawn, of how many; what it raises stops the drawing.

    Returns:
        How many pages were written.
    """
    from desktop.exports.pdf_base import Pen
    from desktop.exports.referral_cover_pdf import draw_cover
    from desktop.exports.referral_form_pdf import draw_form

    first = forms[0]
    title = "Referrals"
    if len(forms) == 1 and isinstance(first, ReferralForm):
        title = f"Referral {first.reference}"
    pen = Pen(stream, title=title)
    for done, form in enumerate(forms):
        told(done, len(forms))
        if isinstance(form, PackCover):
            draw_cover(pen, form)
        else:
            draw_form(pen, form)
    pen.save()
    return pen.pages
