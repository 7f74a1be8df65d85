"""What is written of a household's food, read: nothing that could be an allergy is ever passed over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.food_words import ALLERGENS, food_label, read_food, suits_also


@pytest.mark.parametrize(
    ("words", "allergies", "diets"),
    [
        ("", set(), set()),
        ("Halal, no nuts", {"nuts", "peanuts"}, {"halal"}),
        ("coeliac", {"gluten"}, set()),
        ("Allergic to shellfish", {"crustaceans", "molluscs"}, set()),
        ("No pork or beef", set(), {"no_pork", "no_beef"}),
        ("vegan - no dairy, egg free", {"milk", "eggs"}, {"vegan"}),
    ],
)
def test_words_are_read(words: str, allergies: set[str], diets: set[str]) -> None:
    found = read_food(words)
    assert (set(found.allergies), set(found.diets)) == (allergies, diets)


@pytest.mark.parametrize("words", ["low salt", "allergic to kiwi", "at most 2", "no grapefruit: rivaroxaban"])
def test_what_no_rule_knows_is_left_to_a_person(words: str) -> None:
    assert read_food(words).unread == words


def test_what_was_all_understood_is_not() -> None:
    assert read_food("Halal, allergic to peanuts").unread == ""


@given(st.sampled_from(sorted(ALLERGENS)), st.text(max_size=30), st.text(max_size=30))
def test_an_allergen_named_anywhere_is_found(code: str, before: str, after: str) -> None:
    assert code in read_food(f"{before} {code} {after}").allergies


def test_a_label_says_allergies_first() -> None:
    assert food_label(read_food("halal, no milk, no sulphites")) == (
        "NO MILK, NO SULPHUR DIOXIDE AND SULPHITES, Halal"
    )
    assert food_label(read_food("")) == ""


def test_what_is_vegan_suits_whoever_eats_no_meat() -> None:
    assert suits_also(frozenset({"vegan"})) == {"vegan", "vegetarian", "no_pork", "no_beef"}
    assert suits_also(frozenset()) == frozenset()
