"""A list shared out among callers and days."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.phone_rounds import NO_NUMBER, Portion, Reachable, calling_days, divided

MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)
DAYS = (MONDAY, TUESDAY)


def test_weekends_are_passed_over_unless_they_count() -> None:
    friday = date(2026, 11, 13)
    assert calling_days(friday, 2) == [friday, MONDAY]
    assert calling_days(friday, 2, weekends=True) == [friday, date(2026, 11, 14)]


def test_a_household_on_one_number_is_asked_on_one_call() -> None:
    people = [Reachable("a", "+441632960001", "h"), Reachable("b", "+441632960001", "h")]
    assert divided(people, ["Priya"], DAYS) == [
        Portion("a", "Priya", MONDAY),
        Portion("b", "Priya", MONDAY, with_person="a"),
    ]


def test_two_homes_on_one_number_are_one_callers() -> None:
    people = [Reachable("a", "1", "h"), Reachable("c", "2", "i"), Reachable("b", "1", "j")]
    made = {one.person_id: one for one in divided(people, ["Priya", "Helen"], DAYS)}
    assert made["a"].caller == made["b"].caller
    assert not made["b"].with_person


def test_who_may_not_be_rung_and_who_has_no_number_are_left_out_with_why() -> None:
    people = [Reachable("a", "1", left_out="Asked not to be contacted"), Reachable("b")]
    assert [one.left_out for one in divided(people, ["Priya"], DAYS)] == [
        "Asked not to be contacted",
        NO_NUMBER,
    ]


def test_a_usual_caller_keeps_theirs() -> None:
    people = [Reachable(str(at), str(at), usual="Helen" if at < 3 else "Leanne") for at in range(6)]
    made = divided(people, ["Priya", "Helen"], DAYS)
    assert [one.caller for one in made] == ["Helen"] * 3 + ["Priya"] * 3


PEOPLE = st.lists(
    st.tuples(st.sampled_from(["", "1", "2", "3", "4", "5", "6"]), st.sampled_from(["", "h", "i"])),
    max_size=40,
).map(lambda found: [Reachable(str(at), *one) for at, one in enumerate(found)])
CALLERS = st.lists(st.sampled_from(["A", "B", "C", "D"]), min_size=1, max_size=4, unique=True)


@given(PEOPLE, CALLERS, st.integers(1, 5))
def test_everybody_is_shared_out_once_and_no_number_twice(
    people: list[Reachable], callers: list[str], count: int
) -> None:
    days = calling_days(MONDAY, count)
    made = divided(people, callers, days)
    assert [one.person_id for one in made] == [one.person_id for one in people]
    number = {one.person_id: one.number for one in people}
    who: dict[str, set[str]] = {}
    for one in made:
        assert bool(one.left_out) != bool(one.caller)
        if one.caller:
            assert one.on_date in days
            who.setdefault(number[one.person_id], set()).add(one.caller)
        if one.with_person:
            assert number[one.with_person] == number[one.person_id]
    assert all(len(names) == 1 for names in who.values())


@given(st.integers(0, 60), CALLERS)
def test_shares_differ_by_one_call_at_most(count: int, callers: list[str]) -> None:
    people = [Reachable(str(at), str(at)) for at in range(count)]
    made = Counter(one.caller for one in divided(people, callers, DAYS))
    shares = [made[name] for name in callers]
    assert max(shares) - min(shares) <= 1
