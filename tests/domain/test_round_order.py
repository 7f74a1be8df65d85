"""A round's places by household: in order, on time, and remembered for an area."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums import Transport
from db.enums_rounds import RoundEnd
from desktop.domain import round_order
from desktop.domain.match_facts import NOWHERE
from desktop.domain.round_order import Ends, Halt, Timetable, ends_of, in_order, merged, place_of, timetable

HUB = place_of(0, 0)
OUT_AND_BACK = Ends(HUB, HUB)
keys = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


def halts(**places: tuple[int, int] | None) -> list[Halt]:
    """Halts by key."""
    return [Halt(key, place_of(*point) if point else NOWHERE) for key, point in places.items()]


def test_a_place_needs_both_coordinates() -> None:
    assert place_of(1, 2).easting == 1.0
    assert place_of(None, 2) is NOWHERE
    assert place_of(1, None) is NOWHERE


def test_the_coordinators_order_wins_and_new_places_fit_in_where_they_lengthen_it_least() -> None:
    places = halts(a=(0, 100), b=(1000, 100), c=(2000, 100), new=(1500, 110))
    assert in_order(places, OUT_AND_BACK, ["a", "c", "b"])[:1] == ["a"]
    assert in_order(places[:3], OUT_AND_BACK, ["gone", "b", "a", "c"]) == ["b", "a", "c"]
    assert in_order(places, OUT_AND_BACK, ["a", "b", "c"]) == ["a", "b", "new", "c"]


def test_the_quick_search_goes_round_a_square_and_home() -> None:
    square = halts(c=(1000, 0), a=(0, 1000), b=(1000, 1000))
    assert "".join(in_order(square, OUT_AND_BACK)) in ("abc", "cba")


def test_the_long_search_finds_the_way_round_a_ring() -> None:
    ring = {"a": (0, 900), "d": (900, 0), "b": (300, 1200), "f": (0, 300), "c": (900, 900), "e": (600, -300)}
    order = in_order(halts(**ring), OUT_AND_BACK, seconds=1.0)
    assert "".join(order) in ("fabcde", "edcbaf")


def test_places_not_on_the_grid_come_last_unless_their_place_is_remembered() -> None:
    places = halts(far=(3000, 0), lost=None, near=(100, 0))
    assert in_order(places, OUT_AND_BACK)[-1] == "lost"
    assert in_order(places, OUT_AND_BACK, ["lost", "far"])[0] == "lost"
    assert in_order(halts(b=None, a=None), Ends(None, None)) == ["b", "a"]
    assert in_order([], Ends(None, None)) == []


@given(keys, st.sampled_from([Ends(None, None), OUT_AND_BACK, Ends(HUB, None, True)]), st.data())
def test_every_halt_is_put_in_order_once_whatever_is_remembered(
    names: list[str], base: object, data: st.DataObject
) -> None:
    spots = st.sampled_from([NOWHERE, place_of(1, 2), place_of(500, 9), place_of(40, 800)])
    places = [Halt(name, data.draw(spots)) for name in names]
    before = data.draw(st.lists(st.sampled_from("abcdefghij"), max_size=10))
    order = in_order(places, base, before)  # type: ignore[arg-type]
    assert sorted(order) == sorted(names)
    kept = [key for key in dict.fromkeys(before) if key in names]
    assert [key for key in order if key in kept] == kept


@given(keys, keys)
def test_remembering_keeps_the_round_in_its_order_and_the_others_in_theirs(
    remembered: list[str], order: list[str]
) -> None:
    found = merged(remembered, order)
    assert sorted(found) == sorted(set(remembered) | set(order))
    assert [key for key in found if key in order] == order
    others = [key for key in remembered if key not in order]
    assert [key for key in found if key in others] == others
    assert merged(found, order) == found


def test_times_count_the_way_the_door_and_the_way_back() -> None:
    stops = [Halt("a", place_of(0, 1000), 10), Halt("b", place_of(0, 2000), 20)]
    found = timetable(stops, OUT_AND_BACK, time(11), Transport.FOOT)
    assert found.at == (time(11, 20), time(11, 45))
    assert found.ends_at == time(12, 35)
    assert found.miles == pytest.approx(4000 * 1.3 / 1609.344)
    assert found.unknown == 0


def test_a_place_not_on_the_grid_takes_ten_minutes_each_way() -> None:
    stops = [Halt("a", HUB, 5), Halt("b", NOWHERE, 5), Halt("c", HUB, 5)]
    found = timetable(stops, OUT_AND_BACK, time(9))
    assert found.at == (time(9, 0), time(9, 15), time(9, 30))
    assert found.ends_at == time(9, 35)
    assert (found.unknown, found.miles) == (1, 0)


def test_a_round_without_stops_or_late_in_the_evening_still_has_times() -> None:
    assert timetable([], Ends(None, None), time(9)).ends_at == time(9)
    late = timetable([Halt("a", NOWHERE, 90)], Ends(None, None), time(23, 30))
    assert (late.at, late.ends_at) == ((time(23, 30),), time(23, 55))


def test_no_time_to_search_is_the_quick_search_in_plain_python(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, object]] = []

    def noted(_base: object, stops: list[object], _end: object, **more: object) -> list[int]:
        asked.append((more["plain"], more["seconds"]))
        return list(range(len(stops)))

    monkeypatch.setattr(round_order, "suggest_order", noted)
    places = halts(a=(0, 1), b=(0, 2))
    assert in_order(places, OUT_AND_BACK) == in_order(places, OUT_AND_BACK, seconds=0.5) == ["a", "b"]
    in_order(places, OUT_AND_BACK, seconds=2.0)
    assert asked == [(True, 0.1), (False, 0.5), (False, 2.0)]


def test_a_door_takes_ten_minutes_unless_told_and_no_stops_no_time() -> None:
    assert Halt("a").minutes == 10
    assert timetable([], OUT_AND_BACK, time(9)) == Timetable((), time(9), 0.0, 0)


def test_a_round_may_be_over_at_its_last_door_or_at_home() -> None:
    stops = [Halt("a", place_of(0, 1000), 10)]
    there = timetable(stops, Ends(HUB, None, is_over_at_last=True), time(11), Transport.FOOT)
    assert (there.at, there.ends_at) == ((time(11, 20),), time(11, 30))
    assert there.miles == pytest.approx(1000 * 1.3 / 1609.344)
    home = timetable(stops, Ends(HUB, place_of(0, 2000)), time(11), Transport.FOOT)
    assert home.ends_at == time(11, 45)


def test_who_is_early_waits_at_the_door() -> None:
    stops = [Halt("a", HUB, 5, earliest=9 * 60 + 30), Halt("b", HUB, 5)]
    found = timetable(stops, OUT_AND_BACK, time(9))
    assert found.at == (time(9, 30), time(9, 35))


def test_a_home_nobody_knows_is_no_place_to_begin() -> None:
    home = place_of(5, 5)
    assert ends_of(RoundEnd.HUB, RoundEnd.HUB, HUB, home) == OUT_AND_BACK
    assert ends_of(RoundEnd.HOME, RoundEnd.LAST, HUB, home) == Ends(home, None, is_over_at_last=True)
    assert ends_of(RoundEnd.HUB, RoundEnd.HOME, HUB, None) == Ends(HUB, None)
