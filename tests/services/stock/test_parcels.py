"""Parcels: never against an allergy or a diet, packed from what spoils first, put back or thrown away."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event

from db.enums import Layer, TaskOutcome, TaskStatus
from db.enums_stock import ParcelState, StockKind
from db.models import Household, Person, Task
from desktop.domain.errors import DomainError
from desktop.domain.parcels import RecipeLine
from desktop.services.households import HouseholdDraft, Households
from desktop.services.hubs import OpenHub
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.parcel_views import ParcelView
from desktop.services.parcels import RecipeDraft
from desktop.services.routing import Routing
from desktop.services.stock import ItemDraft
from tests.services.rounds.conftest import DAY, World
from tests.services.stock.hands import Shelves


class Kitchen:
    """Stock, and a round with two doors, one of them allergic to milk."""

    def __init__(self, hub: OpenHub) -> None:
        self.shelves, self.world = Shelves(hub), World(hub)
        self.jean, self.omar = self.world.ask("Jean Mallory"), self.world.ask("Omar Haddad")
        self.home(self.jean, size=3, children=1)
        self.home(self.omar, size=1, children=0, food_needs="Vegan, no milk")
        self.round_id = self.world.plan(self.jean, self.omar)
        self.parcels, self.who = self.shelves.parcels, self.shelves.who

    def home(self, task: str, **values: object) -> None:
        """What is known of a household."""
        with self.world.hub.store.read() as session:
            person = session.get_one(Person, self.world.person_of(task))
        self.world.edit(Household, str(person.household_id), **values)

    def compose(self) -> None:
        """Compose the round."""
        self.parcels.compose_round(self.who, self.round_id, self.shelves.recipe)

    def of(self, name: str) -> ParcelView:
        """The parcel of somebody."""
        return next(one for one in self.parcels.rows(self.who) if one.name == name)


@pytest.fixture
def kitchen(hub: OpenHub) -> Kitchen:
    """Stock and a round."""
    return Kitchen(hub)


def test_parcels_are_composed_for_who_lives_there(kitchen: Kitchen) -> None:
    kitchen.compose()
    jean, omar = kitchen.of("Jean M."), kitchen.of("Omar H.")
    assert jean.contents == (("Beans", "tin", 6), ("Milk", "pint", 1))
    assert omar.contents == (("Beans", "tin", 2), ("Oat drink", "pint", 1))
    assert omar.label == "NO MILK, Vegan"
    assert (jean.heads, omar.heads) == ("2 adults, 1 child", "1 adult")


def test_a_baby_gets_nappies_and_no_tins(kitchen: Kitchen) -> None:
    shelves = kitchen.shelves
    nappies = shelves.item(ItemDraft("Nappies", "pack"))
    lines = (RecipeLine("Tins", 2, "person", (shelves.tins,)), RecipeLine("Nappies", 1, "baby", (nappies,)))
    recipe = kitchen.parcels.save_recipe(kitchen.who, RecipeDraft("Family box", lines)).made
    kitchen.home(kitchen.jean, size=4, children=2, babies=1)
    kitchen.parcels.compose_round(kitchen.who, kitchen.round_id, recipe)
    jean = kitchen.of("Jean M.")
    assert jean.heads == "2 adults, 1 child, 1 baby"
    assert jean.contents == (("Beans", "tin", 6), ("Nappies", "pack", 1))
    assert (kitchen.of("Omar H.").contents, kitchen.of("Omar H.").missing) == ((("Beans", "tin", 2),), ())


@pytest.mark.parametrize(
    ("held", "heads"),
    [
        ({"size": 3, "children": None, "babies": 2}, "1 adult, 2 babies"),
        ({"size": None, "children": None, "babies": 1}, "nobody asked how many"),
        ({"size": 2, "children": 1, "babies": 0}, "1 adult, 1 child"),
    ],
)
def test_babies_are_counted_among_the_children(kitchen: Kitchen, held: dict[str, object], heads: str) -> None:
    kitchen.home(kitchen.jean, **held)
    kitchen.compose()
    assert kitchen.of("Jean M.").heads == heads


def test_there_are_no_more_babies_than_children(kitchen: Kitchen) -> None:
    homes = Households(kitchen.world.hub.tools)
    with pytest.raises(DomainError, match="among the children"):
        homes.save(kitchen.who, HouseholdDraft("1 High Street", children=1, babies=2))
    made = homes.save(kitchen.who, HouseholdDraft("1 High Street", size=3, children=2, babies=2)).made
    assert homes.get(kitchen.who, made).draft.babies == 2


def test_what_nothing_fits_for_is_said(kitchen: Kitchen) -> None:
    kitchen.home(kitchen.omar, food_needs="kosher")
    kitchen.compose()
    assert kitchen.of("Omar H.").missing == ("Tins", "Milk")


def test_more_than_there_is_is_not_packed_without_a_word(kitchen: Kitchen) -> None:
    kitchen.compose()
    kitchen.shelves.come(kitchen.shelves.tins, 3)
    jean = kitchen.of("Jean M.").id
    with pytest.raises(DomainError, match=r"not enough: .*short"):
        kitchen.parcels.pack(kitchen.who, [jean])
    assert kitchen.shelves.left(kitchen.shelves.tins) == 3
    kitchen.parcels.pack(kitchen.who, [jean], anyway=True)
    assert kitchen.shelves.left(kitchen.shelves.tins) == 0
    assert kitchen.of("Jean M.").short == (("Beans", "tin", 3), ("Milk", "pint", 1))


def test_what_spoils_before_the_door_is_not_packed(kitchen: Kitchen) -> None:
    kitchen.compose()
    kitchen.shelves.come(kitchen.shelves.tins, 8)
    kitchen.shelves.come(kitchen.shelves.milk, 1, use_by=kitchen.shelves.today)
    assert kitchen.shelves.today < DAY
    with pytest.raises(DomainError, match="not enough"):
        kitchen.parcels.pack(kitchen.who, [kitchen.of("Jean M.").id])
    found = kitchen.parcels.pick_list(kitchen.who, kitchen.round_id)
    assert ("Milk", 1) in [(one.item, one.quantity) for one in found.short]
    assert all(one.item != "Milk" for one in found.lines)


def test_the_pick_list_says_what_to_take_from_where(kitchen: Kitchen) -> None:
    kitchen.compose()
    soon, late = DAY + timedelta(days=1), DAY + timedelta(days=30)
    kitchen.shelves.come(kitchen.shelves.tins, 3, best_before=late)
    kitchen.shelves.come(kitchen.shelves.tins, 6, kitchen.shelves.fridge, best_before=soon)
    found = kitchen.parcels.pick_list(kitchen.who, kitchen.round_id)
    assert [(one.place, one.item, one.quantity) for one in found.lines] == [
        ("Fridge", "Beans", 6),
        ("Shelf A", "Beans", 2),
    ]
    assert [(one.item, one.quantity) for one in found.short] == [("Milk", 1), ("Oat drink", 1)]
    assert sorted(one.name for one in found.parcels) == ["Jean M.", "Omar H."]
    stops = [one.stop for one in found.parcels]
    assert stops == sorted(set(stops), key=int)


def test_what_came_back_is_put_back_and_what_is_chilled_thrown_away(kitchen: Kitchen) -> None:
    shelves = kitchen.shelves
    kitchen.compose()
    shelves.come(shelves.tins, 6)
    shelves.come(shelves.milk, 1, use_by=DAY)
    jean = kitchen.of("Jean M.").id
    kitchen.parcels.pack(kitchen.who, [jean])
    kitchen.world.edit(Task, kitchen.jean, outcome=TaskOutcome.NO_ANSWER)
    assert kitchen.of("Jean M.").comes_back
    done = shelves.returns.put_back(kitchen.who, [jean])
    assert "1 of what has to be kept cold or hot thrown away" in done.message
    assert (shelves.left(shelves.tins), shelves.left(shelves.milk)) == (6, 0)
    assert kitchen.of("Jean M.").state is ParcelState.BACK
    kinds = [one.kind for one in shelves.stock.moves(shelves.who)[:3]]
    assert sorted(kinds) == [StockKind.RECLAIMED, StockKind.RECLAIMED, StockKind.WASTED]
    shelves.history.undo(shelves.who, done.txn)
    assert (shelves.left(shelves.tins), shelves.left(shelves.milk)) == (0, 0)
    assert kitchen.of("Jean M.").state is ParcelState.PACKED


def test_what_is_not_fit_for_the_shelf_is_thrown_away(kitchen: Kitchen) -> None:
    shelves = kitchen.shelves
    kitchen.compose()
    shelves.come(shelves.tins, 4)
    shelves.come(shelves.tins, 2, best_before=DAY)
    shelves.come(shelves.milk, 1, use_by=DAY)
    jean = kitchen.of("Jean M.").id
    kitchen.parcels.pack(kitchen.who, [jean])
    assert shelves.returns.waiting(kitchen.who, kitchen.round_id) == []
    kitchen.world.edit(Task, kitchen.jean, outcome=TaskOutcome.REFUSED)
    (came,) = shelves.returns.waiting(kitchen.who, kitchen.round_id)
    assert [(one.item, one.quantity, one.goes_back) for one in came.lines] == [
        ("Beans", 6, True),
        ("Milk", 1, False),
    ]
    with pytest.raises(DomainError, match="Between 0 and 6"):
        shelves.returns.put_back(kitchen.who, [jean], {shelves.tins: 7})
    done = shelves.returns.put_back(kitchen.who, [jean], {shelves.tins: 5})
    assert "1 of what keeps thrown away" in done.message
    assert (shelves.left(shelves.tins), shelves.left(shelves.milk)) == (5, 0)
    assert shelves.returns.waiting(kitchen.who, kitchen.round_id) == []
    with pytest.raises(DomainError, match="is not packed"):
        shelves.returns.put_back(kitchen.who, [jean])
    shelves.history.undo(shelves.who, done.txn)
    assert (shelves.left(shelves.tins), len(shelves.returns.waiting(kitchen.who, kitchen.round_id))) == (0, 1)


def test_the_last_tin_goes_into_one_parcel_of_many(kitchen: Kitchen) -> None:
    shelves = kitchen.shelves
    kitchen.compose()
    shelves.come(shelves.tins, 7)
    shelves.come(shelves.milk, 1, use_by=DAY)
    shelves.come(shelves.oats, 1)
    both = [kitchen.of(name).id for name in ("Jean M.", "Omar H.")]
    with pytest.raises(DomainError, match="1 × Beans short"):
        kitchen.parcels.pack(kitchen.who, both)
    kitchen.parcels.pack(kitchen.who, [*both, both[0]], anyway=True)
    assert kitchen.of("Jean M.").short == ()
    assert kitchen.of("Omar H.").short == (("Beans", "tin", 1),)
    assert shelves.left(shelves.tins) == 0


def test_many_parcels_are_packed_and_put_back_in_as_many_statements_as_one(kitchen: Kitchen) -> None:
    shelves, store = kitchen.shelves, kitchen.world.hub.store
    tasks = [kitchen.world.ask(f"Home {chr(65 + place)}") for place in range(7)]
    many = kitchen.world.plan(*tasks)
    shelves.come(shelves.tins, 99)
    shelves.come(shelves.milk, 99)
    shelves.come(shelves.oats, 99)
    kitchen.compose()
    kitchen.parcels.compose_round(kitchen.who, many, shelves.recipe)
    rows = kitchen.parcels.rows(kitchen.who)
    one, rest = kitchen.of("Jean M.").id, [row.id for row in rows if row.round_id == many]

    def asked(act: Callable[[], object]) -> list[str]:
        seen: list[str] = []

        def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        event.listen(store.writer, "before_cursor_execute", note)
        try:
            act()
        finally:
            event.remove(store.writer, "before_cursor_execute", note)
        return seen

    alone = asked(lambda: kitchen.parcels.pack(kitchen.who, [one]))
    assert len(asked(lambda: kitchen.parcels.pack(kitchen.who, rest))) == len(alone)
    alone = asked(lambda: shelves.returns.put_back(kitchen.who, [one]))
    assert len(asked(lambda: shelves.returns.put_back(kitchen.who, rest))) == len(alone)


@pytest.mark.parametrize("values", [{"outcome": TaskOutcome.DELIVERED}, {"status": TaskStatus.OUT}])
def test_what_left_the_hub_is_not_unpacked(kitchen: Kitchen, values: dict[str, object]) -> None:
    kitchen.compose()
    kitchen.shelves.come(kitchen.shelves.tins, 6)
    kitchen.shelves.come(kitchen.shelves.milk, 1, use_by=DAY)
    jean = kitchen.of("Jean M.").id
    kitchen.parcels.pack(kitchen.who, [jean])
    kitchen.world.edit(Task, kitchen.jean, **values)
    with pytest.raises(DomainError, match="left the hub"):
        kitchen.parcels.unpack(kitchen.who, jean)
    assert kitchen.of("Jean M.").state is ParcelState.PACKED
    assert kitchen.shelves.left(kitchen.shelves.tins) == 0


def test_packing_anew_keeps_the_first_packing_from_coming_back(kitchen: Kitchen) -> None:
    shelves = kitchen.shelves
    kitchen.compose()
    shelves.come(shelves.tins, 20)
    shelves.come(shelves.oats, 5)
    omar = kitchen.of("Omar H.").id
    first = kitchen.parcels.pack(kitchen.who, [omar])
    undone = shelves.history.undo(shelves.who, first.txn)
    kitchen.parcels.pack(kitchen.who, [omar])
    with pytest.raises(DomainError, match="built upon"):
        shelves.history.undo(shelves.who, undone.txn)
    assert shelves.left(shelves.tins) == 18


def test_who_gets_two_and_who_gets_none(kitchen: Kitchen) -> None:
    kitchen.world.again(kitchen.jean, "food_parcel")
    two, none = kitchen.parcels.two_or_none(kitchen.who, DAY)
    assert [(one.address, len(one.comes)) for one in two] == [("1 Mallory Road", 2)]
    assert none == []
    kitchen.world.edit(Task, kitchen.omar, on_date=DAY - timedelta(days=3))
    _two, none = kitchen.parcels.two_or_none(kitchen.who, DAY)
    assert [one.address for one in none] == ["1 Haddad Road"]


def test_a_parcel_another_organisation_brings_is_counted_once(kitchen: Kitchen) -> None:
    tools, who = kitchen.world.hub.tools, kitchen.who
    council = Organisations(tools).save(who, OrganisationDraft("Council parcels", Layer.STATUTORY)).made
    (jean,) = kitchen.world.task_rows([kitchen.jean])
    Routing(tools).give_request(who, jean.request_id, council, "On their list")
    assert kitchen.parcels.two_or_none(who, DAY) == ([], [])
    kitchen.world.again(kitchen.jean, "food_parcel")
    ((two,), none) = kitchen.parcels.two_or_none(who, DAY)
    assert sorted(two.comes) == ["Council parcels", "This hub, Wed 18 Nov"]
    assert none == []
