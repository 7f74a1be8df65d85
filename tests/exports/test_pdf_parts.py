"""Fonts, icons, QR codes and the fitting of text."""

import io
from collections.abc import Callable
from unittest import mock

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from desktop.exports import pdf_fonts
from desktop.exports.pdf_base import Pen, fit, wrap
from desktop.exports.pdf_fonts import Face, Font, clean, runs, width
from desktop.exports.pdf_paths import icon_path, qr_path
from resources import resource


def test_the_apps_own_font_is_used_and_has_welsh() -> None:
    assert {name for name, _ in runs("Ŵŷ ŴYNNE Siân", Face.REGULAR)} == {"Atkinson-400"}


def test_letters_the_font_lacks_come_from_a_stand_in_or_become_question_marks() -> None:
    other = Font("Other", frozenset({ord("Ж")}))
    runs.cache_clear()
    with mock.patch.object(pdf_fonts, "stand_ins", return_value=(other,)):
        assert runs("aЖ世", Face.BOLD) == (("Atkinson-700", "a"), ("Other", "Ж"), ("Atkinson-700", "?"))
    runs.cache_clear()


def test_helvetica_stands_in_where_no_font_is_shipped() -> None:
    pdf_fonts.font.cache_clear()
    with mock.patch.object(pdf_fonts, "resource", return_value=resource("fonts/none.ttf")):
        assert pdf_fonts.font(Face.BOLD) == Font("Helvetica-Bold", None)
        assert pdf_fonts.font(Face.REGULAR).has("â")
        assert not pdf_fonts.font(Face.REGULAR).has("Ж")
    pdf_fonts.font.cache_clear()


def test_cleaning_keeps_words_and_drops_what_cannot_be_seen() -> None:
    assert clean("  a\n\tb\0 \u202ec\u2069\u200b ") == "a b c"
    assert clean("Sia\u0302n") == "Siân"
    assert clean("\ud800x") == "x"


@given(st.text(max_size=60))
def test_any_text_can_be_drawn(text: str) -> None:
    stream = io.BytesIO()
    pen = Pen(stream, title="t")
    pen.text(40, 40, text, 10)
    pen.lines(40, 80, fit(text, Face.BOLD, 90, ((12, 1), (9, 2))))
    pen.save()
    assert stream.getvalue().startswith(b"%PDF")


@given(st.text(alphabet="ab W", min_size=1, max_size=80), st.integers(30, 200))
def test_fitted_lines_fit(text: str, room: int) -> None:
    made = fit(text, Face.REGULAR, room, ((14, 1), (10, 2), (8, 3)))
    assert all(width(line, Face.REGULAR, made.size) <= room for line in made.lines)
    assert len(made.lines) <= 3


@given(st.text(alphabet="abc W", min_size=1, max_size=80).map(clean).filter(bool))
def test_wrapping_loses_no_letter(text: str) -> None:
    assert "".join(wrap(text, Face.REGULAR, 10, 40)).replace(" ", "") == text.replace(" ", "")


def test_text_too_long_even_when_small_ends_in_an_ellipsis() -> None:
    assert fit("word " * 99, Face.REGULAR, 60, ((10, 1), (8, 2))).lines[-1].endswith("…")


def test_markup_is_drawn_as_it_is(pdf_pages: Callable[[bytes], list[str]]) -> None:
    stream = io.BytesIO()
    pen = Pen(stream, title="t")
    pen.text(40, 40, '<img src="file:///etc/passwd"/><b>x</b>', 10)
    pen.save()
    assert '<img src="file:///etc/passwd"/><b>x</b>' in pdf_pages(stream.getvalue())[0]


@pytest.mark.parametrize(
    "name", ["leaf", "soup", "shopping-cart", "trash-x", "clock", "scissors", "nobody", "../x"]
)
def test_icons_become_paths_inside_their_square(name: str) -> None:
    code = icon_path(name).code.split()
    numbers = [float(part) for part in code if not part.isalpha()]
    assert numbers
    assert min(numbers) >= 0
    assert max(numbers) <= 24


def test_a_circle_icon_passes_through_its_four_ends() -> None:
    code = icon_path("clock").code
    assert code.startswith("3 12 m")
    assert "21 12 c" in code


@given(st.text(alphabet="ABC123-*", min_size=1, max_size=60))
def test_a_qr_path_paints_exactly_the_dark_squares(payload: str) -> None:
    path = qr_path(payload)
    painted = set()
    parts = path.getCode().split()
    for i in range(0, len(parts), 5):
        x, y, long = int(parts[i]), int(parts[i + 1]), int(parts[i + 2])
        painted |= {(x + step, y) for step in range(long)}
    code = segno.make(payload, error="m", micro=False, boost_error=False, mask=2)
    assert painted == {(x, y) for y, row in enumerate(code.matrix) for x, dark in enumerate(row) if dark}
