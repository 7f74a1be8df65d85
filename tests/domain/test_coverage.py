"""Coverage worked out: room shared out once, states, what hangs on one, who has room nearby."""

from hypothesis import given
from hypothesis import strategies as st

from db.enums import Layer
from desktop.domain.coverage import (
    Asked,
    Cell,
    Place,
    Provider,
    Single,
    State,
    cells,
    nearest_spare,
    shared_out,
    shown_areas,
)

NEED = "meals"


def provider(
    key: str, capacity: int | None, *areas: str, contacts: int = 2, everywhere: bool = False
) -> Provider:
    return Provider(
        key, key, key, Layer.ANCHOR, capacity, contacts, frozenset(areas), frozenset({NEED}), everywhere
    )


def one_cell(asked: int, *providers: Provider) -> Cell:
    place = Place("a", NEED)
    return cells(["a"], [NEED], providers, {place: Asked(asked)}, {"a": None})[place]


def test_the_states_of_a_cell() -> None:
    many = [provider(key, 10, "a") for key in "xyz"]
    assert one_cell(14, provider("x", 6, "a")).state is State.GAP
    assert one_cell(14, provider("x", 6, "a")).gap == 8
    assert one_cell(6).state is State.NO_ONE
    assert one_cell(0).state is State.NOT_ASKED
    assert one_cell(6, provider("x", 6, "a")).state is State.TIGHT
    assert one_cell(5, provider("x", 6, "a")).state is State.ENOUGH
    assert one_cell(17, *many).state is State.MANY
    assert one_cell(31, *many).state is State.GAP
    assert one_cell(3, provider("x", None, "a")).state is State.NOT_KNOWN
    assert one_cell(3, provider("x", None, "a"), provider("y", 3, "a")).state is State.ENOUGH


def test_what_all_hangs_on() -> None:
    assert one_cell(1, provider("x", 6, "a")).single is Single.PROVIDER
    assert one_cell(1, provider("x", 6, "a"), provider("y", 6, "a", contacts=1)).single is Single.CONTACT
    assert one_cell(1, provider("x", 6, "a"), provider("y", 6, "a")).single is None


def test_a_service_of_an_area_covers_the_areas_in_it_and_room_is_counted_once() -> None:
    asked = {Place("a", NEED): Asked(9), Place("b", NEED): Asked(3)}
    found = cells(["a", "b"], [NEED], [provider("x", 8, "town")], asked, {"a": "town", "b": "town"})
    assert [found[Place(area, NEED)].room for area in "ab"] == [6, 2]


def test_outside_any_area_only_those_who_go_everywhere_help() -> None:
    asked = {Place(None, NEED): Asked(2)}
    held = [provider("x", 5, "a"), provider("y", 2, everywhere=True)]
    found = cells(["a", None], [NEED], held, asked, {"a": None})
    assert found[Place(None, NEED)].rooms == {"y": 2}
    assert shown_areas(["town", "a"], {"a": "town", "town": None}, asked) == ["a", None]
    assert shown_areas(["town", "a"], {"a": "town", "town": None}, [Place("town", NEED)]) == ["town", "a"]


def test_who_has_room_nearby_comes_first() -> None:
    asked = {Place("a", NEED): Asked(9)}
    held = [provider("x", 4, "b"), provider("y", 20, "c"), provider("z", 3, "a")]
    found = cells(["a", "b", "c"], [NEED], held, asked, dict.fromkeys("abc"))
    near = nearest_spare(found, Place("a", NEED), {"b": 100, "c": 900})
    assert [(key, spare) for key, _place, spare in near] == [("x", 4), ("y", 20)]


@given(st.integers(0, 500), st.lists(st.integers(0, 60), min_size=1, max_size=12))
def test_no_room_is_lost_or_counted_twice(capacity: int, wants: list[int]) -> None:
    places = [Place(str(at), NEED) for at in range(len(wants))]
    asked = {place: Asked(want) for place, want in zip(places, wants, strict=True) if want}
    parts = shared_out(capacity, places, asked)
    assert sum(part or 0 for part in parts.values()) == capacity
    if capacity >= sum(wants) > 0:
        assert all((parts[place] or 0) >= asked[place].asked for place in asked)


def test_a_capacity_nobody_asked_about_is_not_known_anywhere() -> None:
    assert shared_out(None, [Place("a", NEED)], {}) == {Place("a", NEED): None}


def test_what_is_done_what_is_open_and_what_is_missing() -> None:
    place = Place("a", NEED)
    cell = cells(["a"], [NEED], [], {place: Asked(14, 5)}, {"a": None})[place]
    assert (cell.met, cell.open, cell.gap) == (5, 9, 14)
    assert cell.is_missing
    assert one_cell(14, provider("x", 6, "a")).is_missing
    assert not one_cell(3, provider("x", None, "a")).is_missing
    assert one_cell(0, provider("x", 4, "a")).state is State.ENOUGH
