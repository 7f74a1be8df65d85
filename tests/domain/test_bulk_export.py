"""When it takes two: by size, by what it holds, by the day, and what is apart from it."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.bulk_export import BULK, DAY, WHOLE, Apart, takes_two

PEOPLE = st.integers(0, 5_000)


def test_the_sizes_at_which_it_begins() -> None:
    assert [takes_two(one) for one in (1, BULK - 1, BULK)] == [False, False, True]
    assert [takes_two(one, whole=True) for one in (WHOLE - 1, WHOLE)] == [False, True]
    assert [takes_two(40, one) for one in (DAY - 41, DAY - 40)] == [False, True]


@given(PEOPLE, PEOPLE, st.booleans())
def test_more_never_takes_fewer_and_what_is_apart_never_two(people: int, today: int, whole: bool) -> None:
    assert not takes_two(people, today, whole=whole, apart=Apart.THEMSELVES)
    if takes_two(people, today):
        assert takes_two(people + 1, today)
        assert takes_two(people, today + 1)
        assert takes_two(people, today, whole=True)


@given(st.lists(st.integers(1, BULK - 1), min_size=1, max_size=200))
def test_no_day_of_pieces_lets_more_out_than_the_day_allows(pieces: list[int]) -> None:
    gone = 0
    for one in pieces:
        if not takes_two(one, gone):
            gone += one
    assert gone < DAY
