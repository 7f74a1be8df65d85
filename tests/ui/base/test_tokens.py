"""Colours can be read and seen: contrast by WCAG 2.2, in both themes."""

import pytest

from desktop.ui.base.theme import Density, Scheme, Theme, px
from desktop.ui.base.tokens import Tone, contrast, palettes
from resources import read_text

TEXT, SHAPE = 4.5, 3.0
THEMES = ["light", "dark", "contrast", "contrastdark"]


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", ["canvas", "surface", "surface2", "sunk", "tint", "rowhover"])
@pytest.mark.parametrize("ink", ["ink", "ink2", "ink3"])
def test_text_on_every_ground(name: str, ground: str, ink: str) -> None:
    colours = palettes()[name]
    assert contrast(colours[ink], colours[ground]) >= TEXT


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("tone", [Tone.OK, Tone.WARN, Tone.DANGER, Tone.INFO, Tone.RESTR, Tone.NEUT])
def test_words_on_their_own_tint_and_on_rows(name: str, tone: Tone) -> None:
    colours = palettes()[name]
    for ground in (f"{tone}bg", "surface", "tint", "rowhover"):
        assert contrast(colours[tone], colours[ground]) >= TEXT


@pytest.mark.parametrize("name", THEMES)
def test_words_on_buttons(name: str) -> None:
    colours = palettes()[name]
    for fill in ("accent", "accenthov", "accentpress"):
        assert contrast(colours["onaccent"], colours[fill]) >= TEXT
    assert contrast(colours["accent"], colours["tint"]) >= TEXT
    assert contrast(colours["ink"], colours["tint2"]) >= TEXT


@pytest.mark.parametrize("name", THEMES)
def test_edges_and_shapes_can_be_seen(name: str) -> None:
    colours = palettes()[name]
    for shape in ("ctl", "accent", "dangerfill", "warnfill", "okfill", "focusink"):
        assert contrast(colours[shape], colours["surface"]) >= SHAPE


@pytest.mark.parametrize("name", THEMES)
def test_initials_can_be_read(name: str) -> None:
    colours = palettes()[name]
    for ink, ground in (("av3", "av3bg"), ("av4", "av4bg"), ("av5", "av5bg")):
        assert contrast(colours[ink], colours[ground]) >= TEXT


def test_contrast_agrees_with_the_standard_s_extremes() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == pytest.approx(1)


@pytest.mark.parametrize("name", ["contrast", "contrastdark"])
def test_high_contrast_is_high(name: str) -> None:
    colours = palettes()[name]
    for ink in ("ink", "ink2", "ink3", *(str(tone) for tone in Tone)):
        for ground in ("canvas", "rail", "surface", "surface2", "sunk", "tint", "rowhover", "hover"):
            assert contrast(colours[ink], colours[ground]) >= 7, (ink, ground)
    for edge in ("line", "line2", "ctl"):
        assert contrast(colours[edge], colours["surface"]) == pytest.approx(21)


def test_every_theme_has_the_same_tokens() -> None:
    assert len({frozenset(palettes()[name]) for name in THEMES}) == 1


def test_edges_are_thick_in_high_contrast(light: Theme) -> None:
    light.configure(scheme=Scheme.LIGHT)
    assert (light.edge, light.contrast, light.dark) == (1, False, False)
    light.configure(scheme=Scheme.CONTRAST_DARK)
    assert (light.edge, light.contrast, light.dark) == (2, True, True)
    assert light.fill("border: @edge solid @line") == "border: 2px solid #FFFFFF"


def test_every_word_in_the_style_sheet_is_filled(light: Theme) -> None:
    for scheme in Scheme:
        light.configure(scheme=scheme)
        assert "@" not in light.fill(read_text("theme/app.qss"))


def test_lengths_and_rows_grow_with_the_text(light: Theme) -> None:
    assert (px(34), light.row_height) == (34, 37)
    light.configure(scale=150, density=Density.COMPACT)
    assert (px(34), px(1), px(0), light.row_height) == (51, 2, 0, 48)
    light.configure(scale=900)
    assert light.scale == 200


def test_the_family_is_ours_in_every_weight(light: Theme) -> None:
    from PySide6.QtGui import QFontInfo

    for weight in (400, 500, 600, 700):
        info = QFontInfo(light.font(14, weight))
        assert info.family().startswith("Atkinson Hyperlegible Next")
        assert info.weight() == weight
