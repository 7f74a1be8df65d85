"""A line of a parcel changed by hand: the same ledger, the same rule of food, undone like anything else."""

import pytest

from db.enums import TaskOutcome
from db.models import Task
from desktop.domain.errors import DomainError
from desktop.exports.stock_papers import pick_papers
from desktop.services.parcel_edits import LineDraft
from desktop.services.stock import ItemDraft
from tests.services.rounds.conftest import DAY
from tests.services.stock.test_parcels import Kitchen, kitchen  # noqa: F401


@pytest.fixture
def filled(kitchen: Kitchen) -> Kitchen:  # noqa: F811
    """Both parcels composed, and enough of everything."""
    shelves = kitchen.shelves
    kitchen.compose()
    for item in (shelves.tins, shelves.oats, shelves.milk):
        shelves.come(item, 10)
    return kitchen


def left(kitchen: Kitchen) -> tuple[int, int, int]:  # noqa: F811
    """Tins, milk and oat drink on the shelves."""
    shelves = kitchen.shelves
    return shelves.left(shelves.tins), shelves.left(shelves.milk), shelves.left(shelves.oats)


def test_before_packing_only_the_parcel_changes_and_composing_leaves_it(filled: Kitchen) -> None:
    shelves, jean = filled.shelves, filled.of("Jean M.").id
    done = shelves.edits.set_line(filled.who, jean, LineDraft(shelves.oats, 2, shelves.milk))
    assert "2 × Oat drink" in done.message
    assert filled.of("Jean M.").contents == (("Beans", "tin", 6), ("Oat drink", "pint", 2))
    assert left(filled) == (10, 10, 10)
    again = filled.parcels.compose_round(filled.who, filled.round_id, shelves.recipe)
    assert "1 changed by hand left as they are" in again.message
    assert filled.of("Jean M.").contents == (("Beans", "tin", 6), ("Oat drink", "pint", 2))
    found = filled.parcels.pick_list(filled.who, filled.round_id)
    assert ("Oat drink", 3) in [(one.item, one.quantity) for one in found.lines]
    said = str(pick_papers(found))
    assert "6 Beans, 2 Oat drink, (changed by hand)" in said
    shelves.history.undo(filled.who, done.txn)
    assert not filled.of("Jean M.").by_hand
    assert filled.of("Jean M.").contents == (("Beans", "tin", 6), ("Milk", "pint", 1))


def test_what_is_packed_moves_on_the_shelves(filled: Kitchen) -> None:
    shelves, jean = filled.shelves, filled.of("Jean M.").id
    filled.parcels.pack(filled.who, [jean])
    assert left(filled) == (4, 9, 10)
    shelves.edits.set_line(filled.who, jean, LineDraft(shelves.tins, 8))
    assert left(filled) == (2, 9, 10)
    swapped = shelves.edits.set_line(filled.who, jean, LineDraft(shelves.oats, 3, shelves.milk))
    assert left(filled) == (2, 10, 7)
    with pytest.raises(DomainError, match="not enough: 3 short"):
        shelves.edits.set_line(filled.who, jean, LineDraft(shelves.tins, 13))
    shelves.edits.set_line(filled.who, jean, LineDraft(shelves.tins, 0))
    assert filled.of("Jean M.").contents == (("Oat drink", "pint", 3),)
    assert left(filled) == (10, 10, 7)
    with pytest.raises(DomainError, match="built upon"):
        shelves.history.undo(filled.who, swapped.txn)
    filled.parcels.unpack(filled.who, jean)
    assert left(filled) == (10, 10, 10)


def test_what_was_short_stays_short_until_its_line_is_changed(filled: Kitchen) -> None:
    shelves, jean = filled.shelves, filled.of("Jean M.").id
    shelves.stock.goods_out(filled.who, shelves.tins, 8, "Lunch")
    filled.parcels.pack(filled.who, [jean], anyway=True)
    assert filled.of("Jean M.").short == (("Beans", "tin", 4),)
    shelves.edits.set_line(filled.who, jean, LineDraft(shelves.milk, 2))
    assert filled.of("Jean M.").short == (("Beans", "tin", 4),)
    shelves.edits.set_line(filled.who, jean, LineDraft(shelves.tins, 2))
    assert (filled.of("Jean M.").short, left(filled)) == ((), (0, 8, 10))


def test_food_is_asked_again(filled: Kitchen) -> None:
    shelves, omar = filled.shelves, filled.of("Omar H.").id
    with pytest.raises(DomainError, match=r"Milk does not go into P-\d: it contains milk"):
        shelves.edits.set_line(filled.who, omar, LineDraft(shelves.milk, 1))
    bread = shelves.item(ItemDraft("Bread", "loaf", suits=frozenset({"vegan"})))
    with pytest.raises(DomainError, match="nobody has read its label"):
        shelves.edits.set_line(filled.who, omar, LineDraft(bread, 1))
    assert filled.of("Omar H.").contents == (("Beans", "tin", 2), ("Oat drink", "pint", 1))


@pytest.mark.parametrize(
    ("many", "instead", "words"),
    [(-1, "", "how many"), (6, "", "in it already"), (1, "oats", "not in the parcel")],
)
def test_what_makes_no_sense_is_refused(filled: Kitchen, many: int, instead: str, words: str) -> None:
    shelves, jean = filled.shelves, filled.of("Jean M.").id
    other = shelves.oats if instead else ""
    with pytest.raises(DomainError, match=words):
        shelves.edits.set_line(filled.who, jean, LineDraft(shelves.tins, many, other))


def test_what_left_or_is_out_of_use_is_not_changed(filled: Kitchen) -> None:
    shelves, jean = filled.shelves, filled.of("Jean M.").id
    spread = shelves.item(ItemDraft("Spread", "jar"))
    shelves.stock.void_item(filled.who, spread, "Not bought")
    with pytest.raises(DomainError, match="out of use"):
        shelves.edits.set_line(filled.who, jean, LineDraft(spread, 1))
    filled.parcels.pack(filled.who, [jean])
    filled.world.edit(Task, filled.jean, outcome=TaskOutcome.NO_ANSWER, on_date=DAY)
    with pytest.raises(DomainError, match="left the hub"):
        shelves.edits.set_line(filled.who, jean, LineDraft(shelves.tins, 1))
    shelves.returns.put_back(filled.who, [jean])
    with pytest.raises(DomainError, match="came back"):
        shelves.edits.set_line(filled.who, jean, LineDraft(shelves.tins, 1))
