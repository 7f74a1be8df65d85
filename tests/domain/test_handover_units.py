"""What a recipient holds after handovers, and what the next one says: the same as a whole one."""

from hypothesis import given
from hypothesis import strategies as st

from db.enums_handovers import HandoverChange
from desktop.domain.handover_units import Line, digest, held_after, key_changes, lines_between

people = st.dictionaries(st.sampled_from("abcdef"), st.dictionaries(st.integers(0, 3), st.integers(0, 2)))


def _units(drawn: dict[str, dict[int, int]]) -> dict[str, dict[str, str]]:
    """Keys are a person's own, as references are."""
    return {key: {f"{key}{unit}": str(value) for unit, value in held.items()} for key, held in drawn.items()}


@given(people, st.lists(people, max_size=5))
def test_a_whole_one_and_those_after_it_come_to_the_last_whole_one(
    first: dict[str, dict[int, int]], later: list[dict[str, dict[int, int]]]
) -> None:
    lines = lines_between({}, _units(first))
    for drawn in later:
        lines += lines_between(held_after(lines), _units(drawn))
    assert held_after(lines) == _units([first, *later][-1])


@given(people, people)
def test_taking_away_and_adding_by_key_gives_what_a_whole_one_gives(
    had: dict[str, dict[int, int]], has: dict[str, dict[int, int]]
) -> None:
    before, now = _units(had), _units(has)
    changes = key_changes(before, now)
    held = {key: value for units in before.values() for key, value in units.items()}
    fresh = {key: value for units in now.values() for key, value in units.items()}
    for key, change in changes.items():
        assert (change is HandoverChange.ADDED) is (key not in held)
        held.pop(key, None)
        if change is not HandoverChange.WITHDRAWN:
            held[key] = fresh[key]
    assert held == fresh


@given(people)
def test_nothing_new_is_nothing_said(drawn: dict[str, dict[int, int]]) -> None:
    assert lines_between(_units(drawn), _units(drawn)) == []
    assert key_changes(_units(drawn), _units(drawn)) == {}


def test_a_digest_tells_rows_tables_and_order_apart() -> None:
    rows = [("people", ("Jean", "")), ("deliveries", ("Jean", ""))]
    assert digest(rows) == digest(list(rows))
    told = {digest(each) for each in (rows, rows[:1], rows[::-1], [("people", ("", "Jean"))], [])}
    assert len(told) == 5


def test_somebody_withdrawn_and_back_is_added() -> None:
    held = held_after(
        [Line("a", HandoverChange.ADDED, {"a1": "x"}), Line("a", HandoverChange.WITHDRAWN, {"a1": "x"})]
    )
    assert held == {}
    assert lines_between(held, {"a": {"a1": "x"}})[0].change is HandoverChange.ADDED
