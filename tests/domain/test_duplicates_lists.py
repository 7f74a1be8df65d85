"""What a list of people says about its names, to the very number."""

from dataclasses import replace

import pytest

from desktop.domain import duplicates
from desktop.domain.duplicate_keys import PersonKey, prepare
from desktop.domain.duplicates import Scorer

JOAN = PersonKey("a", "Joan", "", phones=("+442079460123",))
JOHN = PersonKey("b", "John", "", phones=("+442079460123",))


def scorer(total: int, **names: int) -> Scorer:
    """A scorer for a list in which each given name is borne by so many, filled up with others."""
    people = [prepare(PersonKey("x", name)) for name, count in names.items() for _ in range(count)]
    others = [prepare(PersonKey("x", f"x{number}")) for number in range(total - len(people))]
    return Scorer([*people, *others])


def bits(told: Scorer, one: PersonKey = JOAN, other: PersonKey = JOHN) -> float:
    """The score, or nought for none."""
    found = told.score(prepare(one), prepare(other))
    return found.score if found else 0.0


def test_figures() -> None:
    assert (duplicates._COMMON_SHARE, duplicates._LEAST_COMMON, duplicates._KNOWN_FROM) == (5000, 4, 500)


@pytest.mark.parametrize(("total", "each", "common"), [(500, 4, True), (500, 3, False), (499, 4, False)])
def test_four_of_five_hundred_make_a_name_common(total: int, each: int, common: bool) -> None:
    """Joan and John are two names where both are common, and else one with a slip of the pen."""
    assert (bits(scorer(total, Joan=each, John=each)) < 9.0) is common


def test_family_names_are_counted_one_by_one() -> None:
    people = [prepare(PersonKey("x", f"x{number}", "Okafor")) for number in range(8)]
    others = [prepare(PersonKey("x", f"y{number}", f"z{number}")) for number in range(504)]
    one = PersonKey("a", "", "Okafor", phones=("+442079460123",))
    assert bits(Scorer([*people, *others]), one, replace(one, id="b")) == 9.0 + 6.0
    rare = PersonKey("a", "", "z1", phones=("+442079460123",))
    assert bits(Scorer([*people, *others]), rare, replace(rare, id="b")) == 9.0 + 8.0


def test_bits_are_given_to_two_places() -> None:
    people = [prepare(PersonKey("x", f"x{number}", "Okafor")) for number in range(7)]
    others = [prepare(PersonKey("x", f"y{number}", f"z{number}")) for number in range(505)]
    one = PersonKey("a", "", "Okafor", phones=("+442079460123",))
    assert bits(Scorer([*people, *others]), one, replace(one, id="b")) == 15.19


def test_a_telephone_and_a_street_in_common_are_of_one_home() -> None:
    one = PersonKey("a", phones=("+442079460123",), address="Ferrygate Close")
    assert bits(Scorer(), one, replace(one, id="b")) == 9.0 + 5.0 - 3.0
