"""Names alike: nobody reads a concern about themselves for a title, a middle name or a short form."""

import pytest

from desktop.domain.concern_names import alike, also_known_as


@pytest.mark.parametrize(
    ("account", "spoken"),
    [
        ("Helen Strickland", "helen  STRICKLAND"),
        ("Helen Strickland", "Strickland, Helen"),
        ("Helen Strickland", "Helen M. Strickland"),
        ("Helen Mary Strickland", "Helen Strickland"),
        ("Helen Strickland", "Mrs Helen Strickland (driver)"),
        ("Helen Strickland", "Nell Strickland"),
        ("Kate Smith", "Katherine Smith"),
        ("Siân Ashworth-Pike", "Sian Ashworth Pike"),
        ("Helen", "Mrs Helen"),
    ],
)
def test_names_of_one_person_are_alike_either_way(account: str, spoken: str) -> None:
    assert alike(account, spoken)
    assert alike(spoken, account)


@pytest.mark.parametrize(
    ("account", "spoken"),
    [
        ("Helen", "Helen Strickland"),
        ("Helen Strickland", "Harry Strickland"),
        ("Helen Strickland", "Helen Marsh"),
        ("Helen Strickland", "a neighbour"),
        ("Helen Strickland", ""),
        ("", ""),
        ("Mr", "Mrs"),
        ("Ann Beth", "Nan Betty"),
    ],
)
def test_names_of_two_are_not(account: str, spoken: str) -> None:
    assert not alike(account, spoken)
    assert not alike(spoken, account)


def test_a_first_name_at_the_keyboard_stands_for_the_whole_name_on_the_sheets() -> None:
    assert also_known_as("Helen", "Helen Strickland")
    assert also_known_as("Helen Strickland", "Helen Strickland")
    assert not also_known_as("Priya", "Helen Strickland")
    assert not also_known_as("", "Helen Strickland")
