"""Items with what there is of them, and what spoils first."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.domain.food_words import ALLERGENS, DIETS
from desktop.services.stock import SOON, GoodsIn, ItemDraft, ItemLevel
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.listed_views import Look
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import EDIT, FormData
from desktop.ui.base.tokens import Tone
from desktop.ui.stock.view import StockRow, StockView
from desktop.ui.stock.words import choice, date_words, day_field, kept, move_kinds, number_field, units

IN, OUT, WASTE, CARRY, VOID_ITEM, WASTE_LOT = "in", "out", "waste", "carry", "void_item", "waste_lot"
_MOVES = 6
"""Movements in the pane; the view of movements has them all."""


class ItemsView(StockView):
    """Items: what is low stands first."""

    key = "items"

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Items")

    @property
    def add(self) -> str:
        """Words of the button."""
        return tr("Add an item")

    @property
    def empty(self) -> str:
        """What to do first."""
        return tr("Nothing in stock yet. Add a place under Places, then the first item here.")

    def rows(self) -> Sequence[StockRow]:
        """Every item in use: what is low first, then by name."""
        found = sorted(self.stock.levels(self.actor), key=lambda one: not one.is_low)
        return [
            StockRow(
                f"items:{one.item.id}",
                one.item.name,
                _look(one),
                units(one.quantity, one.item.unit),
                _first_day(one),
                one,
            )
            for one in found
        ]

    def subtitle(self, rows: Sequence[StockRow]) -> str:
        """How many are low."""
        low = sum(one.held.is_low for one in rows)
        return tr_count("{count} low", "{count} low", low) if low else ""

    def detail(self, row: StockRow) -> Detail:
        """One item: what lies where, and what moved last."""
        held: ItemLevel = row.held
        item = held.item
        lots = [DetailRow(one.place, _lot_words(one)) for one in held.lots]
        facts = [
            DetailRow(tr("In stock"), row.many),
            DetailRow(tr("May be packed"), units(held.usable, item.unit), tone=_warned(held)),
            DetailRow(tr("Low at"), units(item.low_level, item.unit) if item.low_level is not None else ""),
            DetailRow(tr("Kept"), dict(kept())[item.kept]),
            DetailRow(tr("Category"), item.category),
            DetailRow(tr("Contains"), _contains(item)),
            DetailRow(tr("Suits"), ", ".join(DIETS.get(one, one) for one in item.suits)),
            DetailRow(tr("Barcode"), item.barcode),
        ]
        moves = self.stock.moves(self.actor, item.id)[:_MOVES]
        last = [DetailRow(show_date(one.on_date), _move_words(one)) for one in moves]
        actions = [
            DetailAction(IN, tr("In"), "plus", ButtonKind.PRIMARY),
            DetailAction(OUT, tr("Out"), "minus"),
            DetailAction(WASTE, tr("Thrown away"), "trash"),
            DetailAction(EDIT, tr("Edit"), "pencil"),
            DetailAction(VOID_ITEM, tr("Take out of use"), kind=ButtonKind.QUIET),
        ]
        sections = [
            DetailSection("", facts),
            DetailSection(tr("Where it lies"), lots),
            DetailSection(tr("Last moved"), last),
        ]
        return Detail(
            item.name, icon="package", sections=[one for one in sections if one.rows], actions=actions
        )

    def form(self, held: Any) -> FormData:
        """The form for an item."""
        asked = [
            FormField("name", tr("Name"), required=True, half=True),
            FormField("unit", tr("Counted in"), hint=tr("Such as tin, bag or box"), half=True, max_length=20),
            FormField("category", tr("Category"), half=True, max_length=40),
            choice("kept", tr("Kept"), kept()),
            number_field("low_level", tr("Low at"), required=False),
            FormField("barcode", tr("Barcode"), half=True, max_length=40),
            FormField("label_read", tr("Somebody read the label for allergens"), FieldKind.CHECK),
            FormField("allergens", tr("Contains"), FieldKind.MULTI, choices=tuple(ALLERGENS.items())),
            FormField("suits", tr("Suits"), FieldKind.MULTI, choices=tuple(DIETS.items())),
        ]
        sentence = tr("Until its label is read, an item goes to nobody with an allergy.")
        if held is None:
            return FormData(tr("Add an item"), asked, {"kept": kept()[0][0]}, sentence)
        values = {one.key: getattr(held.item, one.key) for one in asked}
        return FormData(held.item.name, asked, values, sentence)

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Save an item."""
        draft = ItemDraft(
            values["name"] or "",
            values["unit"] or "",
            values["category"] or "",
            values["kept"],
            frozenset(values["allergens"] or ()),
            frozenset(values["suits"] or ()),
            label_read=bool(values["label_read"]),
            low_level=values["low_level"],
            barcode=values["barcode"] or "",
        )
        return self.stock.save_item(self.actor, draft, key or None)

    def act(self, page: RecordPage, key: str, row: StockRow) -> None:
        """Goods in, out or thrown away, or the item out of use."""
        item = row.held.item
        if key == IN:
            page.jobs.read(
                lambda: (self.place_choices(), self.givers()), lambda found: self._ask_in(page, item, *found)
            )
        elif key in (OUT, WASTE):
            self._ask_out(page, item, wasted=key == WASTE)
        elif key == VOID_ITEM:
            self.ask_why(
                page,
                tr("Take {item} out of use?", item=item.name),
                tr("There must be none of it left."),
                tr("Take out of use"),
                lambda why: self.stock.void_item(self.actor, item.id, why),
            )

    def _ask_in(
        self, page: RecordPage, item: Any, places: list[tuple[object, str]], givers: list[tuple[object, str]]
    ) -> None:
        asked = [
            number_field("quantity", tr("How many")),
            choice("place_id", tr("Where it lies"), places),
            day_field("use_by", tr("Use by"), hint=tr("Where the packet says use by")),
            day_field("best_before", tr("Best before"), hint=tr("Where it says best before")),
            choice("giver_id", tr("Given by"), [(None, tr("Nobody in particular")), *givers], required=False),
            FormField("words", tr("Note"), half=True),
        ]
        first = places[0][0] if places else None
        data = FormData(tr("{item} in", item=item.name), asked, {"place_id": first, "giver_id": None})

        def save(values: dict[str, Any]) -> object:
            goods = GoodsIn(**{**values, "words": values["words"] or ""})
            return self.stock.goods_in(self.actor, item.id, goods)

        self.ask(page, data, save, tr("Record it"))

    def _ask_out(self, page: RecordPage, item: Any, *, wasted: bool) -> None:
        title = tr("{item} thrown away", item=item.name) if wasted else tr("{item} out", item=item.name)
        words = FormField("words", tr("Why") if wasted else tr("To whom, or what for"), required=wasted)
        data = FormData(title, [number_field("quantity", tr("How many")), words], {})

        def save(values: dict[str, Any]) -> object:
            said = values["words"] or ""
            return self.stock.goods_out(self.actor, item.id, values["quantity"], said, wasted=wasted)

        self.ask(page, data, save, tr("Record it"))


class FirstView(StockView):
    """Goods with a date, those that spoil first at the top."""

    key = "first"

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Use first")

    @property
    def empty(self) -> str:
        """What to do first."""
        return tr("Nothing with a date in stock. Dates are typed when goods come in.")

    def rows(self) -> Sequence[StockRow]:
        """Batches with a date."""
        return [
            self.row(
                one, one.item, self._look(one), units(one.quantity, one.unit), one.use_by or one.best_before
            )
            for one in self.stock.lots(self.actor)
            if one.use_by or one.best_before
        ]

    def subtitle(self, rows: Sequence[StockRow]) -> str:
        """How many are past their use-by."""
        past = sum(one.look[2] is Tone.DANGER for one in rows)
        return tr_count("{count} past its use-by", "{count} past their use-by", past) if past else ""

    def detail(self, row: StockRow) -> Detail:
        """One batch."""
        one = row.held
        rows = [
            DetailRow(tr("There is"), row.many),
            DetailRow(tr("Where"), one.place),
            DetailRow("", date_words(one.use_by, one.best_before), tone=row.look[2]),
            DetailRow(tr("Given by"), one.giver),
        ]
        actions = [
            DetailAction(CARRY, tr("Carry elsewhere"), "arrows-left-right"),
            DetailAction(WASTE_LOT, tr("Throw it away"), "trash"),
        ]
        return Detail(one.item, icon="package", sections=[DetailSection("", rows)], actions=actions)

    def act(self, page: RecordPage, key: str, row: StockRow) -> None:
        """Carry it elsewhere, or throw it away."""
        if key == CARRY:
            page.jobs.read(self.place_choices, lambda found: self._ask_carry(page, row.held, found))
        elif key == WASTE_LOT:
            self.ask_why(
                page,
                tr("Throw {many} of {item} away?", many=row.many, item=row.name),
                tr("All there is of this date in this place."),
                tr("Throw it away"),
                lambda why: self.stock.waste_lot(self.actor, row.held.id, why),
            )

    def _ask_carry(self, page: RecordPage, lot: Any, places: list[tuple[object, str]]) -> None:
        others = [one for one in places if one[0] != lot.place_id]
        asked = [number_field("quantity", tr("How many")), choice("place_id", tr("To"), others)]
        data = FormData(tr("Carry {item} elsewhere", item=lot.item), asked, {"quantity": lot.quantity})

        def save(values: dict[str, Any]) -> object:
            return self.stock.move_lot(self.actor, lot.id, values["place_id"], values["quantity"])

        self.ask(page, data, save, tr("Record it"))

    def _look(self, one: Any) -> Look:
        words, today = date_words(one.use_by, one.best_before), self.stock.today()
        if one.use_by is not None and one.use_by < today:
            return tr("Past use-by: throw away"), "alert-triangle", Tone.DANGER
        if one.use_by is not None and one.use_by <= today + SOON:
            return words, "clock", Tone.WARN
        return words, "", None


def _look(one: ItemLevel) -> Look:
    if one.is_low:
        return tr("Low"), "alert-triangle", Tone.WARN
    if not one.item.label_read:
        return tr("Label not read"), "", None
    return tr("Enough") if one.quantity else tr("None"), "", None


def _first_day(one: ItemLevel) -> Any:
    return next((lot.use_by or lot.best_before for lot in one.lots if lot.use_by or lot.best_before), None)


def _warned(one: ItemLevel) -> Tone | None:
    return Tone.WARN if one.usable < one.quantity or one.is_low else None


def _lot_words(lot: Any) -> str:
    return f"{units(lot.quantity, lot.unit)}  {date_words(lot.use_by, lot.best_before)}"


def _contains(item: Any) -> str:
    if not item.label_read:
        return tr("Nobody read the label")
    return ", ".join(ALLERGENS.get(one, one) for one in item.allergens) or tr("None of the fourteen")


def _move_words(one: Any) -> str:
    sign = "+" if one.quantity > 0 else "−"
    gone = tr(", taken back") if one.taken_back_by else ""
    return f"{sign}{abs(one.quantity)}  {move_kinds()[one.kind]}{gone}"
