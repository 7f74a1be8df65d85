"""How much each field says: more for agreement than for likeness, less than nothing for difference."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.duplicate_keys import PersonKey, Prepared, Sign, prepare
from desktop.domain.duplicate_weights import (
    NOTHING,
    address_bits,
    birth_bits,
    given_differ,
    name_bits,
    phone_bits,
)


def named(first: str, last: str = "Mallory", preferred: str = "") -> Prepared:
    return prepare(PersonKey("a", first, last, preferred))


def living(address: str, postcode: str = "QX4 2LB", household: str = "") -> Prepared:
    return prepare(PersonKey("a", address=address, postcode=postcode, household_id=household))


def bits(one: Prepared, other: Prepared) -> float:
    return name_bits(one, other)[0]


JEAN = named("Jean")


def test_the_same_names_weigh_what_they_are_said_to() -> None:
    assert name_bits(JEAN, JEAN) == (11.0, (Sign.NAME,))
    assert name_bits(JEAN, JEAN, 3.0, 8.0) == (11.0, (Sign.NAME,))
    assert name_bits(JEAN, JEAN, 4.0, 3.0)[0] == 7.0


@pytest.mark.parametrize(
    ("one", "other", "weight", "signs"),
    [
        (("Jonathan", "Mallory"), ("Jonathon", "Mallory"), 9.5, (Sign.NAME,)),
        (("Alia", "Mallory"), ("Alai", "Mallory"), 9.5, (Sign.NAME,)),
        (("William", "Mallory"), ("Bill", "Mallory"), 10.0, (Sign.NICKNAME, Sign.NAME)),
        (("Philip", "Mallory"), ("Filip", "Mallory"), 9.0, (Sign.SOUNDS_LIKE, Sign.NAME)),
        (("Christina", "Mallory"), ("Christopher", "Mallory"), 7.0, (Sign.NAME,)),
        (("J", "Mallory"), ("Jean", "Mallory"), 7.5, (Sign.NAME,)),
        (("", "Mallory"), ("Jean", "Mallory"), 6.0, (Sign.NAME,)),
        (("Jean", ""), ("Jean", "Mallory"), 5.0, (Sign.NAME,)),
        (("Kofi", "Mallory"), ("Jean", "Mallory"), 2.0, (Sign.NAME,)),
        (("Jean", "Mallory"), ("Jean", "Okafor"), 1.0, (Sign.NAME,)),
        (("Kofi", "Mensah"), ("Jean", "Okafor"), -8.0, ()),
        (("K", "Mallory"), ("Jean", "Mallory"), 2.0, (Sign.NAME,)),
        (("", ""), ("Jean", "Mallory"), 0.0, ()),
    ],
)
def test_likeness_of_names_is_weighed(
    one: tuple[str, str], other: tuple[str, str], weight: float, signs: tuple[Sign, ...]
) -> None:
    assert name_bits(named(*one), named(*other)) == (weight, signs)
    assert bits(named(*other), named(*one)) == weight


def test_a_preferred_name_counts_as_a_given_name() -> None:
    assert name_bits(named("Margaret", preferred="Dilly"), named("Dilly")) == (11.0, (Sign.NAME,))
    assert name_bits(named("Zebedee", preferred="Bill"), named("William")) == (
        10.0,
        (Sign.NICKNAME, Sign.NAME),
    )


def test_names_in_each_other_s_place_weigh_a_little_less() -> None:
    crossed = name_bits(named("Okafor", "Jean"), named("Jean", "Okafor"))
    assert crossed == (8.0, (Sign.SWAPPED,))
    slipped = name_bits(named("Okafor", "Jean"), named("Jean", "Okafir"))
    assert slipped[1] == (Sign.SWAPPED,)
    assert slipped[0] == 6.5


def test_only_whole_names_can_be_swapped_and_only_when_that_explains_them() -> None:
    assert name_bits(named("Okafor", ""), named("Jean", "Okafor"))[1] == ()
    assert name_bits(named("Okafor", "Kofi"), named("Jean", "Okafor"))[1] == ()


WORDS = st.text("abcdeo", max_size=6)
PEOPLE = st.builds(lambda first, last: named(first, last), WORDS, WORDS)


@given(PEOPLE, PEOPLE)
def test_names_weigh_the_same_both_ways_and_never_more_than_the_same_name(
    one: Prepared, other: Prepared
) -> None:
    assert bits(one, other) == bits(other, one)
    assert bits(one, other) <= 11.0


def test_given_names_differ_only_when_both_are_known_and_unlike() -> None:
    assert given_differ(named("Kofi"), JEAN)
    assert not given_differ(named(""), JEAN)
    assert not given_differ(JEAN, named(""))
    assert not given_differ(named("Jeanne"), JEAN)
    assert not given_differ(named("Bill"), named("William"))
    assert not given_differ(named("Mallory", "Jean"), named("Jean", "Mallory"))
    assert not given_differ(named("Kofi", "Jean"), named("Jean", "Mensah"))


@pytest.mark.parametrize(
    ("one", "other", "weighed"),
    [
        ((), (), NOTHING),
        (("+442079460123",), (), NOTHING),
        (("+442079460123", "+447700900123"), ("+447700900123",), (9.0, (Sign.PHONE,))),
        (("+442079460123",), ("+442079460132",), (4.0, (Sign.PHONE,))),
        (("+442079460123",), ("+44207946012",), (4.0, (Sign.PHONE,))),
        (("+442079460123",), ("+442079460456",), (-1.0, ())),
        (("+442079460123",), ("+447700900999",), (-1.0, ())),
    ],
)
def test_phones_are_weighed(one: tuple[str, ...], other: tuple[str, ...], weighed: object) -> None:
    assert phone_bits(frozenset(one), frozenset(other)) == weighed
    assert phone_bits(frozenset(other), frozenset(one)) == weighed


@pytest.mark.parametrize(
    ("one", "other", "weighed"),
    [
        ("", "19520304", NOTHING),
        ("19520304", "", NOTHING),
        ("19520304", "19520304", (10.0, (Sign.BIRTH,))),
        ("19520304", "19520403", (7.5, (Sign.NEAR_BIRTH,))),
        ("19520304", "19530403", (-5.0, ())),
        ("19520304", "19520305", (5.5, (Sign.NEAR_BIRTH,))),
        ("19520304", "19250304", (5.5, (Sign.NEAR_BIRTH,))),
        ("19520304", "19520320", (1.0, ())),
        ("19520304", "19521204", (1.0, ())),
        ("19520304", "19870304", (1.0, ())),
        ("19520304", "19521115", (-5.0, ())),
        ("19520304", "19871115", (-5.0, ())),
    ],
)
def test_dates_of_birth_are_weighed(one: str, other: str, weighed: object) -> None:
    assert birth_bits(one, other) == weighed
    assert birth_bits(other, one) == weighed


def test_the_same_household_is_the_same_address() -> None:
    assert address_bits(living("", "", "h1"), living("", "", "h1")) == (7.0, (Sign.ADDRESS,))
    assert address_bits(living("", "", "h1"), living("", "", "h2")) == NOTHING


@pytest.mark.parametrize(
    ("one", "other", "weight", "signs"),
    [
        (("14 Ferrygate Close", "QX4 2LB"), ("14 Ferrygate Close", "qx42lb"), 12.5, (Sign.ADDRESS,)),
        (("14 Ferrygate Close", ""), ("14 Ferrygate Close", ""), 8.5, (Sign.ADDRESS,)),
        (("14", "QX4 2LB"), ("14", "QX4 2LB"), 7.5, (Sign.ADDRESS,)),
        (("", "QX4 2LB"), ("", "QX4 2LB"), 4.0, (Sign.NEAR_ADDRESS,)),
        (("", "QX4 2LB"), ("", "QX4 2LD"), 2.0, ()),
        (("14 Ferrygate Close", ""), ("14 Ferrygate Clsoe", ""), 7.5, (Sign.ADDRESS,)),
        (("114 Ferrygate Close", ""), ("115 Ferrygate Close", ""), 6.0, (Sign.ADDRESS,)),
        (("Ferrygate Close", ""), ("Ferrygate Road", ""), 2.0, ()),
        (("Ferrygate Close", ""), ("Ferrygate Cl", ""), 4.0, (Sign.NEAR_ADDRESS,)),
        (("14 Ferrygate Close", "QX4 2LB"), ("3 Skerry Road", "AB1 9ZZ"), -2.0, ()),
        (("Ferrygate Close", ""), ("Skerry Road", ""), -1.0, ()),
        (("", "QX4 2LB"), ("", "AB1 9ZZ"), -1.0, ()),
        (("", ""), ("14 Ferrygate Close", "QX4 2LB"), 0.0, ()),
    ],
)
def test_addresses_are_weighed_whole(
    one: tuple[str, str], other: tuple[str, str], weight: float, signs: tuple[Sign, ...]
) -> None:
    assert address_bits(living(*one), living(*other)) == (weight, signs)
    assert address_bits(living(*other), living(*one)) == (weight, signs)


def test_another_house_number_speaks_against_a_shared_street() -> None:
    same = address_bits(living("Ferrygate Close"), living("Ferrygate Close"))[0]
    assert address_bits(living("14 Ferrygate Close"), living("73 Ferrygate Close"))[0] < same


def test_nothing_else_of_a_person_touches_the_address() -> None:
    one = living("14 Ferrygate Close")
    other = prepare(PersonKey("b", "Jean", born=date(1952, 3, 4), address="14 Ferrygate Close"))
    assert address_bits(one, other)[0] == 8.5


def test_a_name_and_its_short_form_written_the_wrong_way_round_are_swapped() -> None:
    found = name_bits(named("Bill", "William"), named("William", "Bill"), 5.0, 5.0)
    assert found == (8.0, (Sign.SWAPPED,))
