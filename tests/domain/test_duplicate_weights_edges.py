"""The edges of the weights: where one weight ends and the next begins."""

import pytest

from desktop.domain.duplicate_keys import Prepared, Sign
from desktop.domain.duplicate_weights import address_bits, given_differ, name_bits


def person(
    first: str = "",
    last: str = "",
    preferred: str = "",
    first_sound: str = "",
    house: str = "",
    street: str = "",
    postcode: str = "",
) -> Prepared:
    """Somebody made ready for comparing, with sounds as told and not as the names have them."""
    return Prepared(
        id="a",
        first=first,
        last=last,
        given=tuple(name for name in (first, preferred) if name),
        first_sound=first_sound,
        last_sound="",
        born="",
        phones=frozenset(),
        postcode=postcode,
        house=house,
        street=street,
        household_id="",
    )


def given_bits(one: str, other: str, sound: str = "", other_sound: str = "") -> float:
    """What two given names weigh alone."""
    return name_bits(person(one, first_sound=sound), person(other, first_sound=other_sound))[0]


@pytest.mark.parametrize(
    ("one", "other", "weight"),
    [
        ("margaretta", "margarethe", 3.5),
        ("alex", "alexston", 3.5),
        ("dora", "nora", 3.5),
        ("caed", "cadcdeaa", 1.0),
        ("jo", "bo", -4.0),
        ("jo", "jop", 3.5),
        ("j", "jo", 1.0),
        ("j", "jean", 1.5),
    ],
)
def test_how_near_two_given_names_must_be(one: str, other: str, weight: float) -> None:
    """The second and the fourth are alike by 0.9 and 0.8 to the last bit (Jaro-Winkler)."""
    assert given_bits(one, other) == given_bits(other, one) == weight


@pytest.mark.parametrize(
    ("one", "other", "sounds", "weighed"),
    [
        ("joan", "john", ("JHN", "JHN"), (2.0, (Sign.SOUNDS_LIKE,))),
        ("joan", "john", ("JN", "JN"), (-2.0, ())),
        ("joan", "john", ("JHN", "JAN"), (-2.0, ())),
        ("caed", "cadcdeaa", ("", ""), (-2.0, ())),
        ("joan", "kofi", ("", ""), (-4.0, ())),
    ],
)
def test_two_names_that_many_bear_are_two_names(
    one: str, other: str, sounds: tuple[str, str], weighed: object
) -> None:
    first, second = person(one, first_sound=sounds[0]), person(other, first_sound=sounds[1])
    assert name_bits(first, second, common=frozenset({one, other})) == weighed
    assert given_differ(first, second, frozenset({one, other})) is (weighed != (2.0, (Sign.SOUNDS_LIKE,)))
    for only in (one, other):
        assert name_bits(first, second, common={only}) == name_bits(first, second)


def test_a_sound_that_weighs_as_much_as_the_name_is_enough() -> None:
    one, other = person("philip", "", "bill", "FLP"), person("kofi", "", "bill", "FLP")
    assert name_bits(one, other, first_weight=3.0) == (3.0, (Sign.SOUNDS_LIKE,))
    assert name_bits(one, other, first_weight=3.5) == (3.5, (Sign.NAME,))


def test_what_speaks_as_much_against_as_for_is_no_sign() -> None:
    assert name_bits(person("kofi", "okafor"), person("jean", "okafor"), last_weight=4.0) == (0.0, ())


def test_names_in_each_other_s_place_must_weigh_more_than_four() -> None:
    one, other = person("jean", "caed"), person("cadcdeaa", "jean")
    assert name_bits(one, other, 3.0, 3.0) == (-8.0, ())
    assert name_bits(one, other, 3.5, 3.5) == (2.5, (Sign.SWAPPED,))


@pytest.mark.parametrize(
    ("one", "other", "weighed"),
    [
        (("14", "ferrygate close", ""), ("14", "skerry road", ""), (-1.0, ())),
        (("14", "", "qx42lb"), ("14", "", "ab19zz"), (-1.0, ())),
        (("14", "ferrygate close", ""), ("", "ferrygate close", ""), (5.0, (Sign.NEAR_ADDRESS,))),
        (("", "ferrygate close", "qx42lb"), ("", "skerry road", "qx42lb"), (3.0, (Sign.NEAR_ADDRESS,))),
        (("14", "ferrygate close", ""), ("73", "ferrygate close", ""), (0.5, ())),
        (("", "dbecdaebaa", ""), ("", "dbedaeb", ""), (4.0, (Sign.NEAR_ADDRESS,))),
        (("", "dedc", ""), ("", "dedeeddced", ""), (2.0, ())),
    ],
)
def test_how_near_two_addresses_must_be(
    one: tuple[str, str, str], other: tuple[str, str, str], weighed: object
) -> None:
    """The last two are alike by 0.93 and 0.86 to the last bit (Jaro-Winkler)."""
    first = person(house=one[0], street=one[1], postcode=one[2])
    second = person(house=other[0], street=other[1], postcode=other[2])
    assert address_bits(first, second) == address_bits(second, first) == weighed


def test_names_that_cross_lose_two_bits_however_they_come_out() -> None:
    one, other = person("jean", "okafor"), person("okafor", "jean")
    assert name_bits(one, other, 4.5, 4.5) == (7.0, (Sign.SWAPPED,))
