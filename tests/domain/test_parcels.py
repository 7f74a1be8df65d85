"""Parcels: never an allergen, never against a diet, and what is missing is said."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.parcels import Eaters, Food, Parcel, RecipeLine, compose, fits, why_not

ALLERGENS = st.frozensets(st.sampled_from(["milk", "nuts", "fish"]))
DIETS = st.frozensets(st.sampled_from(["halal", "vegan"]))
FOODS = st.dictionaries(st.sampled_from("abcd"), st.tuples(ALLERGENS, DIETS, st.booleans())).map(
    lambda rows: {code: Food(code, *row) for code, row in rows.items()}
)
LINES = st.lists(
    st.builds(
        RecipeLine,
        st.sampled_from(["milk", "protein", "bread"]),
        st.integers(1, 4),
        st.sampled_from(["household", "person", "adult", "child", "baby"]),
        st.lists(st.sampled_from("abcd")).map(tuple),
    )
)
EATERS = st.builds(Eaters, st.integers(0, 3), st.integers(0, 3), st.integers(0, 2), ALLERGENS, DIETS)


@given(LINES, FOODS, EATERS)
def test_never_an_allergen_never_against_a_diet(lines, foods, eaters):
    for code, quantity in compose(lines, foods, eaters).items.items():
        assert quantity > 0
        assert not foods[code].allergens & eaters.allergies
        assert foods[code].label_read or not eaters.allergies
        assert eaters.diets <= foods[code].suits


@given(FOODS, EATERS)
def test_whatever_may_not_go_in_has_a_reason_in_words(foods, eaters):
    for food in foods.values():
        against = food.allergens & eaters.allergies or (eaters.allergies and not food.label_read)
        may = not against and eaters.diets <= food.suits
        assert fits(food, eaters) == may == (not why_not(food, eaters))


def test_the_reason_names_what_it_is():
    eaters = Eaters(1, allergies=frozenset({"milk"}), diets=frozenset({"vegan"}))
    assert "contains milk" in why_not(Food("a", frozenset({"milk"}), label_read=True), eaters)
    assert "read its label" in why_not(Food("a", suits=frozenset({"vegan"})), eaters)
    assert "suits: vegan" in why_not(Food("a", label_read=True), eaters)


def test_what_stands_in_goes_where_the_first_choice_does_not_fit_and_the_rest_is_missing():
    foods = {
        "cow": Food("cow", frozenset({"milk"}), label_read=True),
        "oat": Food("oat", label_read=True),
    }
    lines = [
        RecipeLine("Milk", 2, "person", ("cow", "oat")),
        RecipeLine("Cheese", 1, "household", ("cow",)),
        RecipeLine("Baby milk", 1, "baby", ("cow",)),
    ]
    assert compose(lines, foods, Eaters(2, 1, 0, frozenset({"milk"}))) == Parcel({"oat": 6}, ("Cheese",))
    assert compose(lines, foods, Eaters(1, 0, 1)) == Parcel({"cow": 4}, ())
