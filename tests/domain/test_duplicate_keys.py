"""What is compared of people who look alike."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.duplicate_keys import BEYOND_NAME, PersonKey, Sign, prepare, split_address

JEAN = PersonKey(
    "a",
    "J\u00e9an",
    "O\u2019Brien",
    "Jeannie",
    date(1952, 3, 4),
    ("+442079460123", "+447700900123", "+442079460123"),
    "qx4 2lb",
    "Flat 2, 14 Ferrygate Close",
    "h1",
)


def test_a_person_is_folded_once() -> None:
    ready = prepare(JEAN)
    assert (ready.id, ready.first, ready.last, ready.given) == ("a", "jean", "obrien", ("jean", "jeannie"))
    assert (ready.first_sound, ready.last_sound) == ("JN", "OBRN")
    assert ready.born == "19520304"
    assert ready.phones == {"+442079460123", "+447700900123"}
    assert (ready.postcode, ready.house, ready.street) == ("qx42lb", "2/14", "flatferrygateclose")
    assert ready.household_id == "h1"


def test_what_is_not_known_stays_empty() -> None:
    ready = prepare(PersonKey("a"))
    assert (ready.first, ready.last, ready.given, ready.first_sound, ready.last_sound) == ("", "", (), "", "")
    assert (ready.born, ready.phones, ready.postcode, ready.house, ready.street) == (
        "",
        frozenset(),
        "",
        "",
        "",
    )


def test_a_preferred_name_stands_in_for_a_missing_given_name() -> None:
    ready = prepare(PersonKey("a", "", "Mallory", "Peggy"))
    assert (ready.first, ready.given, ready.first_sound) == ("peggy", ("peggy",), "PJ")


def test_the_same_name_twice_is_one() -> None:
    assert prepare(PersonKey("a", "Jean", "Mallory", "JEAN")).given == ("jean",)


@pytest.mark.parametrize(
    ("address", "house", "street"),
    [
        ("14 Ferrygate Close", "14", "ferrygateclose"),
        ("14, Ferrygate Close", "14", "ferrygateclose"),
        ("12a High Street", "12a", "highstreet"),
        ("12 A High Street", "12a", "highstreet"),
        ("12A, High Street", "12a", "highstreet"),
        ("12 Abbey Road", "12", "abbeyroad"),
        ("221B Baker Street", "221b", "bakerstreet"),
        ("14-16 High Street", "14/16", "highstreet"),
        ("2/1, 14 Byres Road", "2/1/14", "byresroad"),
        ("Rose Cottage", "", "rosecottage"),
        ("Rose Cottage, 3 Mill Lane", "3", "rosecottagemilllane"),
        ("1st Floor, 12 High Street", "12", "1stfloorhighstreet"),
        ("7", "7", ""),
        ("", "", ""),
    ],
)
def test_house_and_street_are_taken_apart(address: str, house: str, street: str) -> None:
    assert split_address(address) == (house, street)


@given(st.text(max_size=40))
def test_no_address_stops_the_taking_apart(address: str) -> None:
    house, street = split_address(address)
    assert " " not in house + street


def test_no_sign_of_a_name_goes_beyond_the_name() -> None:
    names = {Sign.NAME, Sign.SOUNDS_LIKE, Sign.NICKNAME, Sign.SWAPPED}
    assert set(Sign) - names == BEYOND_NAME
