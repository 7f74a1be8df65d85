"""What must not be said: private needs, small counts, more than the door needs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import DomainError
from desktop.domain.privacy import (
    DOOR_NOTE_LIMIT,
    SMALL,
    check_door_note,
    door_line,
    door_note_warning,
    few,
    hidden_counts,
    need_label,
)

COUNTS = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 40), max_size=8)


def test_a_private_need_is_named_only_to_those_who_may_see_it() -> None:
    assert need_label("Domestic abuse", private=True, may_see=False) == "Private need"
    assert need_label("Domestic abuse", private=True, may_see=True) == "Domestic abuse"
    assert need_label("Shopping", private=False, may_see=False) == "Shopping"


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (1204, "1,204")]
)
def test_counts_under_five_are_not_told(number: int, words: str) -> None:
    assert few(number) == words


def test_the_limit_of_a_count_can_be_higher() -> None:
    assert (few(9, 10), few(10, 10)) == ("fewer than 10", "10")


def test_a_lone_small_count_takes_the_next_smallest_with_it_when_the_total_is_told() -> None:
    counts = {"food": 12, "dogs": 3, "lifts": 5, "calls": 0}
    assert hidden_counts(counts, total_shown=True) == {"dogs", "lifts"}
    assert hidden_counts(counts, total_shown=False) == {"dogs"}
    assert hidden_counts({"food": 12, "dogs": 3, "lifts": 4}, total_shown=True) == {"dogs", "lifts"}
    assert hidden_counts({"dogs": 3, "calls": 0}, total_shown=True) == {"dogs"}
    assert hidden_counts({"food": 12, "dogs": 9}, total_shown=True) == frozenset()
    assert hidden_counts({"b": 6, "a": 6, "c": 1}, total_shown=True) == {"c", "a"}


def test_the_limit_of_hidden_counts_can_be_higher() -> None:
    assert hidden_counts({"a": 9, "b": 10, "c": 11}, total_shown=True, limit=10) == {"a", "b"}


@given(COUNTS)
def test_no_hidden_count_follows_from_the_others_and_the_total(counts: dict[str, int]) -> None:
    hidden = hidden_counts(counts, total_shown=True)
    assert {label for label, number in counts.items() if 0 < number < SMALL} <= hidden
    if len(hidden) == 1:
        assert all(number == 0 for label, number in counts.items() if label not in hidden)


@pytest.mark.parametrize(
    ("first", "last", "preferred", "address", "line"),
    [
        ("Jean", "Mallory", "", "14 Ferrygate Close", "Jean M., 14 Ferrygate Close"),
        (
            "Margaret",
            "o'neil",
            "Peggy",
            "Flat 2\n14 Ferrygate Close,\n\n",
            "Peggy O., Flat 2, 14 Ferrygate Close",
        ),
        ("", "Mallory", "", "Rose Cottage", "M., Rose Cottage"),
        ("Jean", "", "", "", "Jean"),
        ("", "", "", "", ""),
    ],
)
def test_the_door_line_says_least(first: str, last: str, preferred: str, address: str, line: str) -> None:
    assert door_line(first, last, preferred, address) == line


def test_the_door_line_never_holds_the_family_name() -> None:
    assert "Mallory" not in door_line("Jean", "Mallory", "Jeannie", "3 Skerry Road")


def test_a_door_note_is_tidied() -> None:
    assert check_door_note("  Slow to\u202e the door. ") == "Slow to the door."
    assert check_door_note("x" * DOOR_NOTE_LIMIT + "\n") == "x" * DOOR_NOTE_LIMIT


def test_a_door_note_of_several_lines_or_too_long_is_refused_in_plain_words() -> None:
    with pytest.raises(DomainError, match="one line") as several:
        check_door_note("Ring twice\nSide door")
    assert several.value.field == "door_note"
    with pytest.raises(DomainError, match="61 characters and only 60 are printed") as long:
        check_door_note("x" * 61)
    assert long.value.field == "door_note"


@pytest.mark.parametrize("note", ["Key safe 4821", "code 4-8-2-1", "gate 12 34", "C482Y", "0.1.2"])
def test_digits_that_look_like_a_code_are_warned_about(note: str) -> None:
    assert "by phone" in door_note_warning(note)


@pytest.mark.parametrize(
    "note", ["", "Second floor. Ring the bell twice.", "Wait 2 minutes", "Flat 12", "2, 3, 4"]
)
def test_other_notes_are_not_warned_about(note: str) -> None:
    assert door_note_warning(note) == ""
