"""Mission rows 5 and 11, Coventry and Wirral: a week of parcels packed from real stock, through the window.

A lorry comes, parcels are composed for who lives there and what they eat, fetched by a list, labelled, packed
from what spoils first, driven and keyed back; one comes back and is put back; the shelf is counted,
the list of what is low is the next order; and nobody gets two parcels, and nobody none.
"""

import csv
from collections import Counter
from datetime import timedelta
from pathlib import Path

from PySide6.QtTest import QTest

from db.enums import TaskOutcome
from db.enums_stock import Kept, ParcelState
from db.models import Household, Person, Task
from desktop.context import AppContext
from desktop.services.parcels import Parcels
from desktop.services.stock import Stock
from desktop.services.tasks import Tasks
from desktop.ui.rounds.page import RoundsPage
from desktop.ui.stock import items, parcels, places
from tests.services.rounds.conftest import DAY, World
from tests.ui.journey_hands import said
from tests.ui.stock.desk import StockDesk, store  # noqa: F401
from tests.ui.window import Records, main, records  # noqa: F401

RECIPE = "2 per person: Baked beans\n1 per household: Milk / Oat drink\n1 per baby: Nappies"


def home(context: AppContext, world: World, task: str, **values: object) -> str:
    """What is known of a household; its key."""
    with context.hub.store.read() as session:
        key = str(session.get_one(Person, world.person_of(task)).household_id)
    world.edit(Household, key, **values)
    return key


def stocked(store: StockDesk) -> None:  # noqa: F811
    """A shelf and a fridge with three items, written down and filled through the window."""
    shelf = store.add("places", name="Shelf A")
    fridge = store.add("places", name="Fridge")
    vegan = {"vegan", "halal"}
    store.add("items", name="Baked beans", unit="tin", suits=vegan, label_read=True, low_level=4)
    store.add("items", name="Oat drink", unit="carton", suits=vegan, label_read=True, low_level=2)
    store.add("items", name="Milk", unit="pint", kept=Kept.CHILLED, allergens={"milk"}, label_read=True)
    store.line("20 beans in", place_id=shelf)
    store.line("in 3 oat", place_id=shelf)
    store.add("items", name="Nappies", unit="pack", category="Baby")
    store.line("in 5 nappies", place_id=shelf)
    store.line("4 milk in", place_id=fridge, use_by=DAY + timedelta(days=1))


def left(context: AppContext) -> dict[str, int]:
    """What there is of each item."""
    return {one.item.name: one.quantity for one in context.service(Stock).levels(context.actor)}


def item_of(context: AppContext, name: str) -> str:
    """The key of an item."""
    return next(one.item.id for one in context.service(Stock).levels(context.actor) if one.item.name == name)


def printed(store: StockDesk, round_id: str) -> None:  # noqa: F811
    """The pick list and the labels say what is needed, and nobody's family name or street."""
    store.open("parcels").papers.pick_list(round_id)
    store.settle()
    fetch = store.paper()
    assert "Pick list" in fetch
    assert "8 × tin" in fetch
    assert "NO MILK, Vegan" in fetch
    store.open("parcels").ask_pick_list()
    store.settle()
    store.fill(round_id=DAY)
    assert "every round of 18 November 2026" in store.paper()
    store.open("parcels").papers.labels(round_id)
    store.settle()
    labels = store.paper()
    assert "Jean M." in labels
    assert "Stop 1" in labels
    for hidden in ("Mallory", "Haddad", "QX4"):
        assert hidden not in labels + fetch


def counted(store: StockDesk, context: AppContext) -> None:  # noqa: F811
    """The shelf is counted: one tin burst."""
    stock = context.service(Stock)
    shelf = next(one.id for one in stock.places(context.actor) if one.name == "Shelf A")
    (beans,) = [one.id for one in stock.lots(context.actor, shelf) if one.item == "Baked beans"]
    store.press("places", shelf, places.COUNT, **{beans: 17, "why": "One burst"})
    assert left(context)["Baked beans"] == 17


def driven(store: StockDesk, round_id: str, keyed: dict[int | None, str]) -> None:  # noqa: F811
    """The round goes out, comes back, and is keyed by stop and letter; what came back is put on the shelf."""
    page = store.main.shell.go_to("rounds")
    assert isinstance(page, RoundsPage)
    page.open_round(round_id)
    store.settle()
    page.view.bar.send.click()
    store.settle()
    page.view.show_tab("back")
    for stop, letter in keyed.items():
        QTest.keyClicks(page.view.back.stop, f"{stop}{letter}")
        store.settle()
    (notice,) = page.view.back.notices
    assert "6 × tin Baked beans" in notice.text
    assert "kept cold or hot: 1 × pint Milk" in notice.text
    QTest.keyClicks(page.view.back.stop, "y")
    store.settle()
    assert page.view.back.notices == []


def ordered(store: StockDesk, context: AppContext, folder: Path) -> None:  # noqa: F811
    """The list of what is low is next week's order; once it has come, nothing is low."""
    store.open("items").papers.save_low()
    lines = list(csv.DictReader(store.save_to(folder / "low.csv").splitlines()))
    assert [(one["item"], one["quantity"], one["low_at"]) for one in lines] == [("Oat drink", "2", "2")]
    shelf = next(one.id for one in context.service(Stock).places(context.actor) if one.name == "Shelf A")
    store.line("in 12 oat", place_id=shelf)
    assert context.service(Stock).low(context.actor) == []


def saved(store: StockDesk, context: AppContext, path: Path) -> None:  # noqa: F811
    """What moved is saved, and adds up to what there is."""
    store.open("moves").save_moves()
    store.settle()
    store.fill(first=DAY - timedelta(days=3), last=DAY)
    lines = list(csv.DictReader(store.save_to(path).splitlines()))
    sums = Counter[str]()
    for line in lines:
        sums[line["item"]] += int(line["quantity"])
    assert dict(sums) == left(context)


def test_a_week_of_parcels_from_the_lorry_to_the_last_tin(
    store: StockDesk,  # noqa: F811
    context: AppContext,
    tmp_path: Path,
) -> None:
    world, actor = World(context.hub), context.actor
    jean, omar = world.ask("Jean Mallory"), world.ask("Omar Haddad")
    home(context, world, jean, size=4, children=2, babies=1)
    home(context, world, omar, size=1, food_needs="Vegan, no milk")
    round_id = world.plan(jean, omar, name="Monday", driver_id=world.volunteer())
    stocked(store)
    assert left(context) == {"Baked beans": 20, "Milk": 4, "Nappies": 5, "Oat drink": 3}

    store.add("recipes", name="Week’s food", lines=RECIPE)
    page = store.open("parcels")
    assert page.toolbar.add is not None
    page.toolbar.add.click()
    store.settle()
    store.fill(round_id=round_id)
    held = {one.name: one for one in context.service(Parcels).rows(actor)}
    inside = {name: [(item, many) for item, _unit, many in one.contents] for name, one in held.items()}
    assert inside == {
        "Jean M.": [("Baked beans", 6), ("Milk", 1), ("Nappies", 1)],
        "Omar H.": [("Baked beans", 2), ("Oat drink", 1)],
    }

    printed(store, round_id)
    jean_line = {"item_id": item_of(context, "Baked beans"), "many": 7}
    store.press("parcels", held["Jean M."].id, parcels.LINE, **jean_line)
    store.press("parcels", held["Jean M."].id, parcels.LINE, **(jean_line | {"many": 6}))
    assert "Changed by hand" in said(store.open("parcels", held["Jean M."].id).pane)

    store.press("parcels", held["Jean M."].id, parcels.PACK_ROUND)
    assert left(context) == {"Baked beans": 12, "Milk": 3, "Nappies": 4, "Oat drink": 2}
    driven(store, round_id, {held["Omar H."].stop: "d", held["Jean M."].stop: "n"})
    assert left(context) == {"Baked beans": 18, "Milk": 3, "Nappies": 5, "Oat drink": 2}
    states = {one.name: one.state for one in context.service(Parcels).rows(actor)}
    assert states == {"Jean M.": ParcelState.BACK, "Omar H.": ParcelState.PACKED}

    counted(store, context)
    saved(store, context, tmp_path / "moves.csv")
    ordered(store, context, tmp_path)


def test_what_nobody_put_back_on_the_spot_waits_in_stock(
    store: StockDesk,  # noqa: F811
    context: AppContext,
) -> None:
    world = World(context.hub)
    jean = world.ask("Jean Mallory")
    round_id = world.plan(jean)
    stocked(store)
    store.add("recipes", name="Tins", lines="2 per household: Baked beans")
    (recipe,) = context.service(Parcels).recipes(context.actor)
    context.service(Parcels).compose_round(context.actor, round_id, recipe.id)
    (parcel,) = context.service(Parcels).rows(context.actor)
    context.service(Parcels).pack(context.actor, [parcel.id])
    context.service(Tasks).outcome(context.actor, jean, TaskOutcome.NO_ANSWER)
    page = store.open("parcels", parcel.id)
    assert page.spec.rows([page.table.current_id()])[0].look[0] == "Came back: put it back"
    store.press("parcels", parcel.id, parcels.BACK)
    assert left(context)["Baked beans"] == 20


def test_nobody_gets_two_and_nobody_none(store: StockDesk, context: AppContext) -> None:  # noqa: F811
    world = World(context.hub)
    twice, never = world.ask("Jean Mallory", due_on=DAY), world.ask("Omar Haddad")
    world.again(twice, "food_parcel")
    world.edit(Task, never, on_date=DAY - timedelta(days=30))
    page = store.open("homes")
    rows = {row.name: row.look[0] for row in page.spec.rows(page.table.records().ids)}
    assert rows == {"1 Mallory Road": "Two or more", "1 Haddad Road": "None"}
    world.edit(Task, never, on_date=DAY)
    page = store.open("items")
    page = store.open("homes")
    assert store.names("homes") == ["1 Mallory Road"]
    assert "This hub" in said(page.pane)


def test_not_enough_is_said_before_it_is_packed(store: StockDesk, context: AppContext) -> None:  # noqa: F811
    world = World(context.hub)
    round_id = world.plan(world.ask("Jean Mallory"))
    stocked(store)
    store.add("recipes", name="Much", lines="30 per household: Baked beans")
    (recipe,) = context.service(Parcels).recipes(context.actor)
    context.service(Parcels).compose_round(context.actor, round_id, recipe.id)
    (one,) = context.service(Parcels).rows(context.actor)
    store.press("parcels", one.id, parcels.PACK)
    form = store.form()
    assert "10 × Baked beans short" in said(form)
    form.reject()
    store.settle()
    assert left(context)["Baked beans"] == 20
    store.press("parcels", one.id, parcels.PACK)
    store.form().primary.click()
    store.settle()
    assert left(context)["Baked beans"] == 0
    assert "Short of 10 × tin Baked beans" in said(store.open("parcels", one.id).pane)


def test_what_is_low_and_what_spoils_stand_first(store: StockDesk, context: AppContext) -> None:  # noqa: F811
    stocked(store)
    beans = next(
        one for one in context.service(Stock).levels(context.actor) if one.item.name == "Baked beans"
    )
    store.press("items", beans.item.id, items.OUT, quantity=17, words="Lunch club")
    assert store.names("items")[0] == "Baked beans"
    assert store.names("first") == ["Milk"]
    (milk,) = [one for one in context.service(Stock).lots(context.actor) if one.item == "Milk"]
    store.press("first", milk.id, items.WASTE_LOT, reason="Fridge broke")
    assert left(context)["Milk"] == 0


def test_a_line_that_is_not_plain_is_asked_beside_its_field(store: StockDesk) -> None:  # noqa: F811
    stocked(store)
    store.open("items").ask_quick()
    store.settle()
    form = store.form()
    form.form.editor("line").set_value("12 jam in")
    form.primary.click()
    store.settle()
    assert "No item is called that" in said(form)
    form.reject()
    store.settle()


def test_a_recipe_says_which_line_it_cannot_read(store: StockDesk) -> None:  # noqa: F811
    stocked(store)
    page = store.open("recipes")
    assert page.toolbar.add is not None
    page.toolbar.add.click()
    store.settle()
    form = store.form()
    for lines, problem in (("beans", "Write each line so"), ("2 per person: Jam", "No item is called Jam")):
        form.form.set_values({"name": "Box", "lines": lines})
        form.primary.click()
        store.settle()
        assert problem in said(form)
    form.reject()
    store.settle()


def test_a_list_of_stock_is_looked_at_then_brought_in(
    store: StockDesk,  # noqa: F811
    context: AppContext,
    tmp_path: Path,
) -> None:
    path = tmp_path / "stock.csv"
    path.write_text(
        "Product,Where,How many,Best before\nRice,Shelf B,12,31/12/2026\nTea,,4,\n", encoding="utf-8"
    )
    page = store.open("items")
    page.look_at(str(path))
    store.settle()
    assert "12 Rice, 4 Tea" in said(store.form())
    store.form().primary.click()
    store.settle()
    assert left(context) == {"Rice": 12, "Tea": 4}


def test_more_offers_a_line_papers_and_files(store: StockDesk) -> None:  # noqa: F811
    page = store.open("items")
    menu = page.open_more()
    offered = [one.text() for one in menu.actions() if one.text()]
    menu.close()
    store.settle()
    assert [one.rstrip("…") for one in offered] == [
        "Goods in or out, in one line",
        "Loans: phones, vans, freezers",
        "Pick list of a round",
        "Labels of a round",
        "What there is, as a list",
        "What is low, as a list",
        "What moved (CSV)",
        "Bring in a list of stock",
    ]
