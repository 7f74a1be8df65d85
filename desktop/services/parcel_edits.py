"""One line of a parcel changed by hand before it leaves: more, less, out, or one thing instead of another."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.enums_stock import ParcelState, StockKind
from db.ids import new_id
from db.models import StockParcel
from db.queries import parcels as query
from db.queries import stock as stock_query
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.parcels import why_not
from desktop.domain.stock import take
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.parcel_packing import goes_on, refuse_left
from desktop.services.parcel_views import eaters_of, foods_of
from desktop.services.records import get, set_fields
from desktop.services.stock import as_lot
from desktop.services.stock_ledger import Moved, post


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A line of a parcel as typed.

    Attributes:
        item_id: what goes in.
        many: how many of it are in the parcel then; 0 takes it out.
        instead_of: an item whose line goes out for it; empty where none does.
    """

    item_id: str
    many: int
    instead_of: str = ""


class ParcelEdits(Service):
    """Verbs on what is in one parcel."""

    @verb("stock.move")
    def set_line(self, actor: Actor, parcel_id: str, draft: LineDraft) -> Changes:
        """Put a line into a parcel, change it, take it out, or put it in instead of another.

        What is packed moves at once: out of the shelf what is more, back to where it lay what is less. Food
        is asked again, by the same rule as when the parcel was composed.

        Raises:
            DomainError: it left the hub, the item is against an allergy or a diet, or there is not enough.
        """
        with self.store.write(actor.user_id) as work:
            held = get(work.session, StockParcel, parcel_id, "parcel")
            if held.state is ParcelState.BACK:
                raise DomainError(f"P-{held.number} came back. Compose another.")
            refuse_left(work.session, held)
            before = {str(item): int(many) for item, many in held.contents}
            wanted = _wanted(before, draft)
            name = _require_fits(work.session, held, draft, before.get(draft.item_id, 0))
            short = {str(item): int(many) for item, many in held.short}
            if held.state is ParcelState.PACKED:
                inside = {item: many - short.get(item, 0) for item, many in before.items()}
                self._move(work, actor, held, inside, wanted)
                short = {item: many for item, many in short.items() if wanted.get(item) == before[item]}
            values = {"contents": _pairs(wanted), "short": _pairs(short), "by_hand": True}
            set_fields(held, values)
            words = f"{draft.many} × {name}" if draft.many else f"no {name}"
            return changes(work, parcel_id, f"P-{held.number}: {words}")

    def _move(
        self,
        work: UnitOfWork,
        actor: Actor,
        held: StockParcel,
        inside: Mapping[str, int],
        wanted: Mapping[str, int],
    ) -> None:
        """Move on the shelves what is more or less in a packed parcel than is inside."""
        before = {str(item): int(many) for item, many in held.contents}
        # What was short and is not asked anew stays short.
        touched = sorted(one for one in {*before, *wanted} if wanted.get(one, 0) != before.get(one, 0))
        day = goes_on(work.session, [held], self.today())[held.id]
        lots = stock_query.lots(work.session, item_ids=touched)
        packed = stock_query.packed_lots(work.session, [held.id])
        parts: list[tuple[str, int]] = []
        for item in touched:
            more = wanted.get(item, 0) - inside.get(item, 0)
            if more > 0:
                taken = take([as_lot(lot) for lot in lots if lot.item_id == item], more, day)
                if taken.short:
                    raise DomainError(f"There is not enough: {taken.short} short.", field="many")
                parts += [(batch, -part) for batch, part in taken.parts]
            for lot in packed if more < 0 else ():
                part = min(-more, lot.quantity) if lot.item_id == item else 0
                parts.append((lot.batch_id, part))
                more += part
        moved = Moved(self.today(), new_id(), f"P-{held.number} changed by hand", held.id)
        post(work, actor, StockKind.PACKED, parts, moved)


def _wanted(before: Mapping[str, int], draft: LineDraft) -> dict[str, int]:
    """What is in a parcel once a line is changed.

    Raises:
        DomainError: nothing would change, or the other line is not in it.
    """
    if draft.many < 0:
        raise DomainError("Type how many are in it, or 0 to take it out.", field="many")
    if draft.instead_of and draft.instead_of not in before:
        raise DomainError("That is not in the parcel.", field="instead_of")
    wanted = dict(before)
    if draft.instead_of and draft.instead_of != draft.item_id:
        del wanted[draft.instead_of]
    wanted.pop(draft.item_id, None)
    if draft.many:
        wanted[draft.item_id] = draft.many
    if wanted == before:
        raise DomainError("That is in it already. Type another number, or another item.", field="many")
    return wanted


def _require_fits(session: Session, held: StockParcel, draft: LineDraft, before: int) -> str:
    """Ask the rule of food again; the item's name.

    Raises:
        DomainError: more of it would go in, and it is against an allergy or a diet, or out of use.
    """
    items = {one.id: one for one in stock_query.items(session)}
    item = items.get(draft.item_id)
    if item is None:
        raise DomainError("This item is out of use. Choose another.", field="item_id")
    if draft.many > before:
        for row in query.parcels(session, [held.task_id] if held.task_id else []):
            reason = why_not(foods_of([item])[item.id], eaters_of(row.whose)[0])
            if reason:
                raise DomainError(f"{item.name} does not go into P-{held.number}: {reason}", field="item_id")
    return item.name


def _pairs(lines: Mapping[str, int]) -> list[list[object]]:
    return sorted([item, many] for item, many in lines.items())
