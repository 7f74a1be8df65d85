"""Times as typed and spans as read."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import DomainError
from desktop.ui.rounds.times import parse_time, show_length, show_span, show_time

WHOLE = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(WHOLE)
def test_a_shown_time_is_read_back(at: time) -> None:
    assert parse_time(show_time(at)) == at


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("11", time(11)),
        ("11.30", time(11, 30)),
        ("1130", time(11, 30)),
        ("2pm", time(14)),
        ("12 am", time(0)),
        ("12:15pm", time(12, 15)),
    ],
)
def test_times_as_people_type_them(typed: str, at: time) -> None:
    assert parse_time(typed) == at


@pytest.mark.parametrize("typed", ["25", "11:75", "13pm", "0am", "noon", "", "1:2:3"])
def test_what_is_no_time_is_said(typed: str) -> None:
    with pytest.raises(DomainError, match="time"):
        parse_time(typed)


def test_spans_and_lengths() -> None:
    assert show_span(time(11), time(13)) == "11:00 to 13:00"
    assert show_span(time(11), None) == "11:00"
    assert show_length(time(11), time(12, 50)) == "1 h 50"
    assert show_length(time(11), time(11, 45)) == "45 min"
    assert show_length(time(11), time(13)) == "2 h"
    assert show_length(time(11), time(10)) == ""
