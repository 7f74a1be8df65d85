"""Filling a rota in plain Python: exchanges, chains, and what may not be taken off."""

from dataclasses import replace
from datetime import date, timedelta

from desktop.domain.rota_fallback import Board, fill, key_of, simple_bound
from desktop.domain.rota_pairs import Pairs, pairs_of
from desktop.domain.rota_problem import Person, Placing, RotaProblem, Seat, Shift

MONDAY = date(2026, 11, 16)
SEAT = Seat("person", "person", 1, 2, "desk")


def shift(key: str, start: int = 9, day: int = 0, **more: object) -> Shift:
    """A shift of two hours with one seat."""
    seat = replace(SEAT, **more)  # type: ignore[arg-type]
    return Shift(key, key, MONDAY + timedelta(days=day), start * 60, start * 60 + 120, (seat,))


def person(key: str, *cleared: str, **more: object) -> Person:
    """Somebody with ten hours a week, cleared for the desk."""
    made = Person(key, key, frozenset({"desk", *cleared}), weekly_minutes=600)
    return replace(made, **more)  # type: ignore[arg-type]


def pairs(shifts: list[Shift], *people: Person, **more: object) -> Pairs:
    """Who could sit where."""
    problem = RotaProblem(tuple(shifts), people, MONDAY)
    return pairs_of(replace(problem, **more))  # type: ignore[arg-type]


def names(board: Board) -> list[tuple[str, str]]:
    """Who is where."""
    found = [board.pairs.placing(column) for column in board.columns]
    return sorted((each.shift_id, each.person_id) for each in found)


def test_no_stranger_beyond_the_need() -> None:
    made = pairs([shift("a")], person("ann"), person("beth"))
    board = Board(made)
    first, second = made.columns
    board.put(first)
    assert not board.fits(second)
    assert board.short(key_of(first)) == 0
    board.take(first)
    assert board.fits(second)
    wider = Board(pairs([shift("a")], person("ann"), person("beth"), to_maximum=True))
    wider.put(wider.pairs.columns[0])
    assert wider.fits(wider.pairs.columns[1])


def test_whoever_looks_after_a_newcomer_stays() -> None:
    made = pairs([shift("a", minimum=2)], person("ann"), person("new", newcomer=True), person("zed"))
    board = Board(made)
    ann, new, zed = made.columns
    assert not board.fits(new)
    board.put(ann)
    board.put(new)
    assert not board.loose(ann)
    assert board.loose(new)
    board.take(new)
    board.put(zed)
    assert board.loose(ann)


def test_a_chain_moves_somebody_to_where_only_they_can_go() -> None:
    only = shift("b", clearance="driving")
    usual = frozenset({Placing("a", "person", "omar")})
    made = pairs([shift("a"), only], person("omar", "driving"), person("zed"), usual=usual)
    assert names(fill(made)) == [("a", "zed"), ("b", "omar")]


def test_a_chain_that_leads_nowhere_leaves_all_as_it_was() -> None:
    usual = frozenset({Placing("a", "person", "omar")})
    made = pairs([shift("a"), shift("b", clearance="driving")], person("omar", "driving"), usual=usual)
    assert names(fill(made)) == [("a", "omar")]


def test_a_chain_leaves_a_newcomers_buddy_where_they_are() -> None:
    usual = frozenset(Placing("a", "person", each) for each in ("ann", "new"))
    made = pairs(
        [shift("a", minimum=2), shift("b", clearance="driving")],
        person("ann", "driving"),
        person("new", newcomer=True),
        person("zed", unavailable="Resting"),
        usual=usual,
    )
    assert names(fill(made)) == [("a", "ann"), ("a", "new")]


def test_it_stops_when_told() -> None:
    made = pairs([shift("a"), shift("b", day=1)], person("ann"), person("beth"))
    assert names(fill(made, lambda: True)) == []
    for asked in (1, 2, 3):
        turns = iter([False] * asked)
        assert len(names(fill(made, lambda turns=turns: next(turns, True)))) == min(asked, 2)


def test_exchanges_end_when_nothing_gets_better() -> None:
    usual = frozenset({Placing("a", "person", "ann"), Placing("b", "person", "ann")})
    busy = [shift("a"), shift("b", day=1), shift("c", day=2), shift("d", day=3)]
    late = person("zed", last_served=MONDAY)
    board = fill(pairs(busy, person("ann"), person("beth"), late, usual=usual))
    assert names(board) == [("a", "ann"), ("b", "ann"), ("c", "beth"), ("d", "beth")]


def test_the_bound_counts_every_seat_at_its_cheapest() -> None:
    made = pairs([shift("a"), shift("b")], person("ann"), to_maximum=True)
    board = fill(made)
    assert names(board) == [("a", "ann")]
    assert simple_bound(made) == 2 * (1 + 5_000)
    assert simple_bound(pairs([shift("a")])) == 100_000
