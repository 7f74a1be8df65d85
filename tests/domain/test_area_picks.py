"""Taking postcodes, sectors and first parts in and out of an area."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.area_picks import Edit, covers, edit, lies_in, mended, take_in, take_out, tidied
from desktop.domain.postcodes import outcode, sector

POSTCODES = tuple(f"QX4 {number}{letters}" for number in "23" for letters in ("AA", "AB", "LB"))
PARTS = (*POSTCODES, "QX4 2", "QX4 3", "QX4")


def inside(name: str) -> Iterable[str]:
    return [one for one in POSTCODES if name in (sector(one), outcode(one))]


def test_parts_are_tidied_and_a_postcode_lies_in_its_sector_and_first_part() -> None:
    assert tidied(["qx42lb", " ", "qx4 2"]) == {"QX4 2LB", "QX4 2"}
    assert lies_in("QX4 2LB", "QX4 2")
    assert lies_in("QX4 2", "QX4")
    assert not lies_in("QX4", "QX4 2")
    assert covers(frozenset({"QX4"}), "QX4 2LB")
    assert not covers(frozenset({"QX4 3"}), "QX4 2LB")


def test_a_sector_takes_the_place_of_its_postcodes() -> None:
    assert take_in(frozenset({"QX4 2LB", "QX4 3AA"}), "QX4 2") == {"QX4 2", "QX4 3AA"}
    assert take_in(frozenset({"QX4 2"}), "QX4 2LB") == {"QX4 2"}


def test_what_goes_out_of_a_larger_part_leaves_the_rest() -> None:
    assert take_out(frozenset({"QX4 2"}), "QX4 2LB", inside) == {"QX4 2AA", "QX4 2AB"}
    assert take_out(frozenset({"QX4"}), "QX4 2", inside) == {"QX4 3"}
    assert take_out(frozenset({"QX4"}), "QX4 2LB", inside) == {"QX4 3", "QX4 2AA", "QX4 2AB"}
    assert take_out(frozenset({"QX4 2LB", "QX4 2AA"}), "QX4 2", inside) == frozenset()


def test_what_changed_is_told() -> None:
    assert edit(frozenset({"QX4 2", "QX4 3"}), frozenset({"QX4 3", "QX5"}), inside) == Edit(
        ("QX5",), ("QX4 2",)
    )


def test_what_a_larger_part_lost_is_told_and_not_what_is_left_of_it() -> None:
    whole = frozenset({"QX4"})
    for gone, told in (("QX4 2LB", "QX4 2LB"), ("QX4 2", "QX4 2"), ("QX4", "QX4")):
        assert edit(whole, take_out(whole, gone, inside), inside) == Edit((), (told,))
    # A sector in the place of its postcode takes nothing out.
    assert edit(frozenset({"QX4 2LB"}), frozenset({"QX4 2"}), inside) == Edit(("QX4 2",), ())


def test_what_is_whole_again_is_put_together() -> None:
    whole = frozenset({"QX4"})
    without = take_out(whole, "QX4 2LB", inside)
    assert mended(without, whole, inside) == without
    assert mended(take_in(without, "QX4 2LB"), whole, inside) == whole
    assert mended(frozenset({"QX9 9AA"}), {"QX9 9"}, inside) == {"QX9 9AA"}


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(PARTS))))
def test_any_order_of_picks_covers_just_what_was_picked_last(picks: list[tuple[bool, str]]) -> None:
    parts: frozenset[str] = frozenset()
    wanted: set[str] = set()
    for is_in, part in picks:
        about = {one for one in POSTCODES if lies_in(one, part)}
        parts = take_in(parts, part) if is_in else take_out(parts, part, inside)
        wanted = wanted | about if is_in else wanted - about
    assert {one for one in POSTCODES if covers(parts, one)} == wanted
