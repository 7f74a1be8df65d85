"""Formula safety is exact in both directions."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain.formula import SEPARATOR, any_needs, neutralise, restore

_AWKWARD = st.text(
    alphabet=st.sampled_from(list("'=+-@ \t\r\n\0\uff1d\uff0ba1\u200b\ufeff\x1e\u202e")), max_size=8
)


@given(st.text() | _AWKWARD)
@example("'=1+1")
@example("''")
@example("'")
@example(" \t=cmd")
def test_restore_undoes_neutralise_exactly(text: str) -> None:
    assert restore(neutralise(text)) == text


@given(st.text() | _AWKWARD)
def test_a_neutralised_text_never_begins_with_a_sign(text: str) -> None:
    seen = neutralise(text).lstrip(" \t\r\n\0\u200b\ufeff\x1e\u202e")
    assert seen[:1] not in tuple("=+-@\uff1d\uff0b\uff0d\uff20")


@given(st.lists(st.text() | _AWKWARD, max_size=6))
def test_the_joined_search_never_misses_a_cell(cells: list[str]) -> None:
    joined = SEPARATOR + SEPARATOR.join(cells)
    if any(neutralise(cell) != cell for cell in cells):
        assert any_needs(joined)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-2+3",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        "\0x",
        "  =1",
        "\uff1d1",
        "\u00a0=1",
        "\ufeff@x",
        "'x",
    ],
)
def test_risky_text_gets_one_apostrophe(text: str) -> None:
    assert neutralise(text) == "'" + text


@pytest.mark.parametrize("text", ["", "O'Neill", "Flat 2 - rear", "a=b", "2+2", "Siân"])
def test_plain_text_is_left_alone(text: str) -> None:
    assert neutralise(text) == text


def test_an_apostrophe_typed_in_somebody_elses_file_survives() -> None:
    assert restore("'Twas") == "'Twas"
