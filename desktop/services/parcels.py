"""Parcels: composed for whoever lives there, packed from what spoils first, put back when they come back."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums_stock import ParcelState
from db.ids import new_id
from db.models import StockMove, StockParcel, StockRecipe
from db.queries import parcels as query
from db.queries import stock as stock_query
from db.queries.parcels import ForRow, ParcelRow
from db.queries.stock import RecipeRow
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.parcels import RecipeLine, compose
from desktop.domain.text import clean
from desktop.domain.two_or_none import Coming, two_or_none
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.parcel_packing import pack_all, parcels_of, refuse_left
from desktop.services.parcel_views import (
    OWN,
    HomeLine,
    ParcelView,
    PickList,
    comes,
    eaters_of,
    fetched,
    foods_of,
    recipe_lines,
    views,
)
from desktop.services.records import get, loaded, set_fields, void
from desktop.services.stock_ledger import refuse_below, take_back

SPAN = timedelta(days=6)
"""A parcel is for a week: nobody gets two within seven days."""


@dataclass(frozen=True, slots=True)
class RecipeDraft:
    """A recipe as typed."""

    name: str
    lines: tuple[RecipeLine, ...] = ()


class Parcels(Service):
    """Verbs on parcels."""

    @verb("stock.see")
    def recipes(self, _actor: Actor) -> list[RecipeRow]:
        """Recipes in use, by name."""
        with self.store.read() as session:
            return stock_query.recipes(session)

    @verb("stock.see")
    def rounds(self, _actor: Actor) -> list[tuple[str, int, str, date]]:
        """Rounds from today on, a fortnight ahead, that bring parcels of food."""
        with self.store.read() as session:
            today = self.today()
            return query.rounds_with_parcels(session, today, today + timedelta(days=14))

    @verb("stock.see")
    def rows(self, _actor: Actor) -> list[ParcelView]:
        """Parcels, the latest day first."""
        with self.store.read() as session:
            return views(session, query.parcels(session))

    @verb("stock.see")
    def two_or_none(self, _actor: Actor, day: date | None = None) -> tuple[list[HomeLine], list[HomeLine]]:
        """Who gets two parcels within a week from a day, and who asked and gets none, by any hand."""
        first = day or self.today()
        with self.store.read() as session:
            requests = query.asked(session)
            tasks = query.tasks_for(session, first, first + SPAN)
        homes = {one.household_id: one.address for one in requests}
        homes |= {one.household_id: one.address for one in tasks if one.household_id}
        # What was given to another organisation the hub does not bring as well, whatever days it has.
        given = {one.request_id for one in requests if one.other}
        coming = [
            Coming(one.household_id, one.on_date, OWN, one.task_id)
            for one in tasks
            if one.household_id and one.request_id not in given
        ]
        coming += [
            Coming(one.household_id, first, one.other, one.request_id) for one in requests if one.other
        ]
        found = two_or_none([one.household_id for one in requests], coming, first, first + SPAN)
        two = [HomeLine(one.household, homes[one.household], comes(one.parcels)) for one in found.two]
        return two, [HomeLine(home, homes[home], ()) for home in found.none]

    @verb("stock.set")
    def save_recipe(self, actor: Actor, draft: RecipeDraft, recipe_id: str | None = None) -> Changes:
        """Write down what goes into a parcel, or change it; parcels composed before stay as they are.

        Raises:
            DomainError: it has no name, or no lines.
        """
        if not clean(draft.name):
            raise DomainError("Give it a name, such as: Family box.", field="name")
        if not draft.lines:
            raise DomainError("Choose at least one item.", field="lines")
        lines = [
            {"name": one.name, "quantity": one.quantity, "per": one.per, "choices": list(one.choices)}
            for one in draft.lines
        ]
        with self.store.write(actor.user_id) as work:
            if recipe_id is None:
                held = StockRecipe(id=new_id(), name=clean(draft.name), lines=lines)
                work.add(held)
            else:
                held = get(work.session, StockRecipe, recipe_id, "recipe")
                set_fields(held, {"name": clean(draft.name), "lines": lines})
            return changes(work, held.id, f"Saved {held.name}")

    @verb("stock.set")
    def void_recipe(self, actor: Actor, recipe_id: str, why: str) -> Changes:
        """Take a recipe out of use.

        Raises:
            DomainError: no reason was given.
        """
        with self.store.write(actor.user_id) as work:
            held = get(work.session, StockRecipe, recipe_id, "recipe")
            void(held, why, self.now())
            return changes(work, recipe_id, f"{held.name} is out of use")

    @verb("stock.move")
    def compose_round(self, actor: Actor, round_id: str, recipe_id: str | None) -> Changes:
        """Compose a parcel for every task of a round that has none; those planned are composed anew, but
        for those changed by hand.

        Raises:
            DomainError: no recipe was chosen, or the round brings no parcels.
        """
        with self.store.write(actor.user_id) as work:
            recipe = get(work.session, StockRecipe, recipe_id, "recipe")
            tasks = query.tasks_for(work.session, date.min, date.max, round_id=round_id)
            if not tasks:
                raise DomainError("This round brings no parcels of food.")
            found = query.parcels(work.session, [one.task_id for one in tasks])
            # What came back is done with: the next try gets a parcel of its own.
            held = {one.whose.task_id: one for one in found if one.state is not ParcelState.BACK}
            made = self._compose(work, recipe, tasks, held)
            words = "1 parcel composed" if len(made) == 1 else f"{len(made)} parcels composed"
            lacking = sum(bool(one.missing) for one in made)
            more = f" Nothing fits for a line of {lacking} of them." if lacking else ""
            own = sum(one.state is ParcelState.PLANNED and one.by_hand for one in held.values())
            more += f" {own} changed by hand left as they are." if own else ""
            first = made[0].id if made else ""
            return changes(work, first, f"{words}.{more}")

    @verb("stock.move")
    def pack(self, actor: Actor, parcel_ids: Sequence[str], *, anyway: bool = False) -> Changes:
        """Take what is in some parcels from the shelves, what spoils first; nothing past its use-by.

        Args:
            actor: who packs.
            parcel_ids: the parcels.
            anyway: pack what there is where not all is there; what is short stays written on the parcel.

        Raises:
            DomainError: not all is there, or one is packed already.
        """
        with self.store.write(actor.user_id) as work:
            held = parcels_of(work.session, parcel_ids)
            packed = next((one for one in held if one.state is not ParcelState.PLANNED), None)
            if packed is not None:
                raise DomainError(f"P-{packed.number} is packed already.")
            short = pack_all(work, actor, held, self.now(), self.today())
            if short and not anyway:
                names = {one.id: one.name for one in stock_query.items(work.session)}
                said = ", ".join(f"{many} × {names.get(item, '?')}" for item, many in sorted(short.items()))
                raise DomainError(
                    f"There is not enough: {said} short. Pack what there is, or change the recipe."
                )
            words = "1 parcel packed" if len(held) == 1 else f"{len(held)} parcels packed"
            return changes(work, parcel_ids[0] if parcel_ids else "", words)

    @verb("stock.move")
    def unpack(self, actor: Actor, parcel_id: str) -> Changes:
        """Put a parcel that never left back on the shelves, by the opposite of what was taken.

        Raises:
            DomainError: it is not packed, came back already, or left the hub.
        """
        with self.store.write(actor.user_id) as work:
            held = get(work.session, StockParcel, parcel_id, "parcel")
            if held.state is not ParcelState.PACKED:
                raise DomainError("It is not packed.")
            refuse_left(work.session, held)
            moves = _moves_of(work.session, parcel_id)
            refuse_below(work.session, take_back(work, actor, moves, "Unpacked", self.today()))
            set_fields(
                held, {"state": ParcelState.PLANNED, "packed_at": None, "packed_by_id": None, "short": []}
            )
            return changes(work, parcel_id, f"P-{held.number} is unpacked")

    @verb("stock.move")
    def void(self, actor: Actor, parcel_id: str, why: str) -> Changes:
        """Take a parcel that is not packed out of use.

        Raises:
            DomainError: it is packed, or no reason was given.
        """
        with self.store.write(actor.user_id) as work:
            held = get(work.session, StockParcel, parcel_id, "parcel")
            if held.state is ParcelState.PACKED:
                raise DomainError("It is packed. Unpack it first.")
            void(held, why, self.now())
            return changes(work, parcel_id, f"P-{held.number} is out of use")

    @verb("stock.print")
    def pick_list(self, _actor: Actor, round_id: str | None, day: date | None = None) -> PickList:
        """What to fetch for the parcels of a round, or of a whole day; those packed are not fetched again.

        Raises:
            DomainError: there are no parcels.
        """
        with self.store.read() as session:
            first, last = (day, day) if day else (date.min, date.max)
            tasks = query.tasks_for(session, first, last, round_id=round_id)
            rows = query.parcels(session, [one.task_id for one in tasks])
            if not rows:
                raise DomainError("Nothing is composed for it. Compose the parcels first.")
            order = {one.task_id: place for place, one in enumerate(tasks)}
            rows.sort(key=lambda one: order[one.whose.task_id])
            wanted: Counter[str] = Counter()
            for one in rows:
                if one.state is ParcelState.PLANNED:
                    wanted.update({str(item): int(many) for item, many in one.contents})
            lots = stock_query.lots(session, item_ids=list(wanted))
            items = {one.id: one for one in stock_query.items(session)}
            shown = tuple(views(session, rows))
        lines, short = fetched(wanted, lots, items, rows[0].whose.on_date)
        return PickList(shown, tuple(lines), tuple(short))

    def _compose(
        self,
        work: UnitOfWork,
        recipe: StockRecipe,
        tasks: Sequence[ForRow],
        held: Mapping[str, ParcelRow],
    ) -> list[StockParcel]:
        foods, lines = foods_of(stock_query.items(work.session)), recipe_lines(recipe.lines)
        records = loaded(work.session, StockParcel, [one.id for one in held.values()])
        made, fresh = [], []
        for one in tasks:
            there = held.get(one.task_id)
            if there is not None and (there.state is not ParcelState.PLANNED or there.by_hand):
                continue
            record = records[there.id] if there is not None else _planned(one.task_id)
            if there is None:
                fresh.append(record)
            parcel = compose(lines, foods, eaters_of(one)[0])
            values = {
                "recipe_id": recipe.id,
                "contents": sorted([item, many] for item, many in parcel.items.items()),
                "missing": list(parcel.missing),
            }
            set_fields(record, values)
            made.append(record)
        first = work.next_number("stock_parcel", len(fresh)) if fresh else 0
        for place, record in enumerate(fresh):
            record.number = first + place
        work.add(*fresh)
        return made


def _planned(task_id: str) -> StockParcel:
    return StockParcel(id=new_id(), task_id=task_id, state=ParcelState.PLANNED, missing=[], short=[])


def _moves_of(session: Session, parcel_id: str) -> list[str]:
    found = select(StockMove.id).where(StockMove.parcel_id == parcel_id, StockMove.reverses_id.is_(None))
    return list(session.scalars(found.order_by(StockMove.number)))
