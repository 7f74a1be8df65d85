"""Nobody gets two parcels in a span of days, and nobody who asked none."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.two_or_none import Coming, two_or_none

DAY = date(2026, 11, 23)
coming = st.builds(
    Coming,
    st.sampled_from("abcd"),
    st.integers(-2, 9).map(lambda days: DAY + timedelta(days=days)),
    st.sampled_from(["This hub", "Council"]),
    st.text("0123456789", min_size=1, max_size=3),
)


@given(st.lists(st.sampled_from("abcde")), st.lists(coming, max_size=12))
def test_two_none_and_one_are_told_apart(asked: list[str], parcels: list[Coming]) -> None:
    last = DAY + timedelta(days=6)
    found = two_or_none(asked, parcels, DAY, last)
    within = [one for one in parcels if DAY <= one.on <= last]
    count = {home: sum(one.household == home for one in within) for home in "abcde"}
    assert {one.household: len(one.parcels) for one in found.two} == {
        home: many for home, many in count.items() if many > 1
    }
    assert set(found.none) == {home for home in asked if count[home] == 0}
    assert len(found.none) == len(set(found.none))


def test_who_gets_most_stands_first() -> None:
    one = Coming("a", DAY, "Council", "1")
    two = [Coming("b", DAY, "Council", str(key)) for key in range(3)]
    found = two_or_none([], [one, one, *two], DAY, DAY)
    assert [double.household for double in found.two] == ["b", "a"]
