"""What to bring, labels and names, in words fit for paper."""

from collections.abc import Callable

import pytest

from db.enums import TaskKind, TaskStatus
from db.queries.rounds import Carried
from desktop.services.round_items import (
    DIET_LONG,
    items_words,
    labels_of,
    short_name,
)


def carried(**values: object) -> Carried:
    """A delivery as a round carries it."""
    blank = dict.fromkeys(Carried._fields, "") | {
        "status": TaskStatus.PLANNED,
        "kind": TaskKind.DELIVERY,
        "answers": {},
        "is_private": False,
        "item_one": "bag",
        "item_many": "bags",
        "go_in_pairs": False,
        "handover_code": "food_parcel",
    }
    return Carried(**(blank | values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ("", "1 bag"),
        ("2", "2 bags"),
        ("2 x bags", "2 bags"),
        ("2 bags of shopping, 1 cold bag", "2 bags of shopping, 1 cold bag"),
        ("1 bag, 1 baby box", "1 bag, 1 baby box"),
        ("Baby box", "1 baby box"),
        ("0 bags", "1 bag"),
        (" ; ,", "1 bag"),
        ("2 boxes", "2 boxes"),
        ("DVDs", "1 DVDs"),
    ],
)
def test_a_delivery_says_how_many_of_what(items: str, words: str) -> None:
    assert items_words([carried(items=items)]) == words


def test_counts_of_the_same_thing_are_added_whatever_form_they_had() -> None:
    tasks = [carried(items="1 baby box"), carried(items="2 baby boxes, 1 bag"), carried()]
    assert items_words(tasks) == "3 baby boxes, 2 bags"
    assert items_words([carried(items="1 bag of shopping"), carried(items="1 bag of shopping")]) == (
        "2 bags of shopping"
    )
    assert items_words([carried(item_one="pass", item_many="")] * 2) == "2 pass"


def test_an_errand_says_only_how_many_and_a_private_need_only_one_item() -> None:
    errand = {"kind": TaskKind.ERRAND, "item_one": "prescription", "item_many": "prescriptions"}
    assert items_words([carried(items="Insulin, 2 packs", **errand)]) == "1 prescription"
    assert items_words([carried(items="2, Metformin", **errand)]) == "2 prescriptions"
    assert items_words([carried(items="Safe phone", is_private=True)]) == "1 item"
    assert items_words([carried(item_one="", item_many="")]) == "1 item"


def test_the_number_of_meals_comes_from_the_question_asked() -> None:
    meal = {"item_one": "hot meal", "item_many": "hot meals"}
    assert items_words([carried(answers={"meals": "3"}, **meal)]) == "3 hot meals"
    assert items_words([carried(answers={"meals": "4_or_more"}, **meal)]) == "4 hot meals"
    assert items_words([carried(answers={"how_many": "a few"}, **meal)]) == "1 hot meal"


def test_labels_carry_the_diet_of_food_alone_and_never_a_cut_allergy() -> None:
    texts: Callable[[Carried], list[str]] = lambda task: [label.text for label in labels_of([task])]  # noqa: E731
    assert texts(carried(food_needs="Vegetarian", door_note="Ring twice")) == ["Vegetarian", "Ring twice"]
    assert texts(carried(food_needs="No nuts", answers={"diet": "Low salt"})) == ["No nuts, Low salt"]
    assert texts(carried(food_needs="x" * 61)) == [DIET_LONG]
    assert texts(carried(food_needs="Vegetarian", handover_code="other_essentials")) == []
    assert texts(carried(food_needs="Vegan", is_private=True, keep="cold")) == []
    assert texts(carried(keep="cold", handover_code="")) == ["Keep cold. Into the fridge if asked."]


def test_names_on_paper_are_first_name_and_initial() -> None:
    assert short_name("Jean", "", "Mallory") == "Jean M."
    assert short_name("Eugenia", "Jean", "mallory") == "Jean M."
    assert short_name("", "", "Mallory") == "Mallory"
    assert short_name("Jean", "", "") == "Jean"
