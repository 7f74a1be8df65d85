"""Right-to-left names on paper, held against the text engine of the screen."""

import io
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtGui import QFont, QFontDatabase, QRawFont, QTextLayout
from pytestqt.qtbot import QtBot

from desktop.exports.bidi import visual
from desktop.exports.pdf_fonts import Face, runs, stand_ins, width
from desktop.exports.recovery_card import RecoveryCard, write_recovery_card

SARAH, KOHEN = "שרה", "כהן"


@pytest.mark.parametrize(
    ("read", "seen"),
    [
        ("Doreen Ashworth-Pike", "Doreen Ashworth-Pike"),
        ("Tŷ Môn 2", "Tŷ Môn 2"),
        (SARAH, SARAH[::-1]),
        (f"{SARAH} {KOHEN}", f"{SARAH} {KOHEN}"[::-1]),
        (f"Flat 2, {SARAH} {KOHEN}", f"Flat 2, {KOHEN[::-1]} {SARAH[::-1]}"),
        (f"{SARAH} Cohen 12", f"Cohen 12 {SARAH[::-1]}"),
        (f"{SARAH} 12", f"12 {SARAH[::-1]}"),
        (f"({SARAH})", f"({SARAH[::-1]})"),
        (f"{SARAH} £12.50", f"£12.50 {SARAH[::-1]}"),
    ],
)
def test_a_line_is_drawn_in_the_order_it_is_seen(read: str, seen: str) -> None:
    assert visual(read) == seen


def test_arabic_letters_join_their_neighbours() -> None:
    # beh-alef-beh: beh joins on, alef ends the stroke, the last beh stands alone; seen from the left.
    assert visual("باب") == "\ufe8f\ufe8e\ufe91"
    assert visual("بببب") == "\ufe90\ufe92\ufe92\ufe91"
    assert visual("سلام") == "\ufee1\ufefc\ufeb3"  # lam and alef are one sign, joined to seen
    assert visual("دعاء") == "\ufe80\ufe8e\ufecb\ufea9"
    assert visual("لا") == "\ufefb"


def test_marks_stay_on_their_letter() -> None:
    assert visual("בָּ") == "בָּ"
    assert visual("שָׂרה") == "הרשָׂ"
    fatha = "\u064e"
    assert visual(f"ب{fatha}ب") == f"\ufe90\ufe91{fatha}"


LETTERS = st.text(st.sampled_from("אבגדabcd 123,.-£%()"), min_size=1, max_size=14)


@pytest.mark.usefixtures("qapp")
@given(LETTERS)
def test_the_order_is_that_of_the_screen(text: str) -> None:
    """Qt's own engine is the measure, for all but brackets, which it pairs and we do not."""
    text = text.replace("(", "").replace(")", "").strip()
    if not text or visual(text) == text:
        return
    layout = QTextLayout(text, hebrew_font())
    layout.beginLayout()
    layout.createLine().setLineWidth(10_000)
    layout.endLayout()
    places = [
        (place.x(), at)
        for run in layout.glyphRuns(0, len(text), QTextLayout.GlyphRunRetrievalFlag.RetrieveAll)
        for place, at in zip(run.positions(), run.stringIndexes(), strict=True)
    ]
    assert visual(text) == "".join(text[at] for _, at in sorted(places))


@cache
def hebrew_font() -> QFont:
    """One font for all of the letters: what is drawn from two loses count of its letters in Qt's answer."""
    families = QFontDatabase.families(QFontDatabase.WritingSystem.Hebrew)
    fonts = (QRawFont.fromFont(QFont(family)) for family in families)
    found = next((one for one in fonts if all(one.supportsCharacter(ord(x)) for x in "אa1£.")), None)
    if found is None:
        pytest.skip("no font with Hebrew and Latin here")
    return QFont(found.familyName())


def test_a_drawn_line_is_turned_and_measured_as_drawn(qtbot: QtBot) -> None:
    name = f"{SARAH} {KOHEN}"
    drawn = "".join(piece for _, piece in runs(name, Face.REGULAR))
    assert drawn.replace("?", "") in ("", name[::-1], " ")
    assert width(name, Face.REGULAR, 12) == pytest.approx(
        width(KOHEN, Face.REGULAR, 12) + width(" ", Face.REGULAR, 12) + width(SARAH, Face.REGULAR, 12)
    )


@pytest.mark.skipif(not any(font.has("ש") for font in stand_ins()), reason="no font with Hebrew here")
def test_a_name_is_on_the_paper() -> None:
    stream = io.BytesIO()
    write_recovery_card(stream, RecoveryCard(f"{SARAH} {KOHEN}", ["wade"] * 14, date(2026, 11, 17)))
    text = PdfReader(stream).pages[0].extract_text()
    assert SARAH[::-1] in text or SARAH in text
