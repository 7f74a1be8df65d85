"""Places goods lie in and their counting, and every movement."""

from collections.abc import Mapping, Sequence
from typing import Any

from db.enums_stock import PlaceKind
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import EDIT, FormData
from desktop.ui.stock.view import StockRow, StockView
from desktop.ui.stock.words import choice, date_words, move_kinds, number_field, place_kinds, units

COUNT, SHEET, VOID_PLACE, TAKE_BACK = "count", "sheet", "void_place", "take_back"


class PlacesView(StockView):
    """Places."""

    key = "places"

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Places")

    @property
    def add(self) -> str:
        """Words of the button."""
        return tr("Add a place")

    @property
    def empty(self) -> str:
        """What to do first."""
        return tr("No places yet. Add the first shelf, fridge or van.")

    def rows(self) -> Sequence[StockRow]:
        """Every place in use."""
        kinds, lots = dict(place_kinds()), self.stock.lots(self.actor)
        return [
            self.row(
                one,
                one.name,
                (kinds[one.kind], "", None),
                tr_count(
                    "{count} sort",
                    "{count} sorts",
                    len({lot.item_id for lot in lots if lot.place_id == one.id}),
                ),
                one.counted_on,
            )
            for one in self.stock.places(self.actor)
        ]

    def detail(self, row: StockRow) -> Detail:
        """One place, with what lies there."""
        one = row.held
        lots = [
            DetailRow(lot.item, f"{units(lot.quantity, lot.unit)}  {date_words(lot.use_by, lot.best_before)}")
            for lot in self.stock.lots(self.actor, one.id)
        ]
        counted = show_date(one.counted_on) if one.counted_on else tr("Never")
        actions = [
            DetailAction(COUNT, tr("Key a count"), "clipboard-check", ButtonKind.PRIMARY),
            DetailAction(SHEET, tr("Counting sheet"), "printer"),
            DetailAction(EDIT, tr("Edit"), "pencil"),
            DetailAction(VOID_PLACE, tr("Take out of use"), kind=ButtonKind.QUIET),
        ]
        sections = [
            DetailSection("", [DetailRow(tr("Last counted"), counted)]),
            DetailSection(tr("What lies here"), lots),
        ]
        return Detail(one.name, icon="archive", sections=sections, actions=actions)

    def form(self, held: Any) -> FormData:
        """The form for a place."""
        asked = [
            FormField("name", tr("Name"), required=True, half=True, max_length=60),
            choice("kind", tr("What it is"), place_kinds()),
        ]
        if held is None:
            return FormData(tr("Add a place"), asked, {"kind": PlaceKind.SHELF})
        return FormData(held.name, asked, {"name": held.name, "kind": held.kind})

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Save a place."""
        return self.stock.save_place(self.actor, values["name"] or "", values["kind"], key or None)

    def act(self, page: RecordPage, key: str, row: StockRow) -> None:
        """Count it, or take it out of use."""
        one = row.held
        if key == COUNT:
            page.jobs.read(
                lambda: self.stock.lots(self.actor, one.id), lambda lots: self._ask_count(page, one, lots)
            )
        elif key == VOID_PLACE:
            self.ask_why(
                page,
                tr("Take {place} out of use?", place=one.name),
                tr("It must be empty."),
                tr("Take out of use"),
                lambda why: self.stock.void_place(self.actor, one.id, why),
            )

    def _ask_count(self, page: RecordPage, place: Any, lots: Sequence[Any]) -> None:
        """Ask what was counted; what the list says is not shown, so that nobody copies it."""
        asked = [
            number_field(
                lot.id,
                f"{lot.item}, {date_words(lot.use_by, lot.best_before)}",
                required=False,
                half=False,
            )
            for lot in lots
        ]
        why = FormField("why", tr("If something differs: what may have become of it"))
        data = FormData(
            tr("Count of {place}", place=place.name),
            [*asked, why],
            {},
            tr("Leave empty what nobody counted. What the list says is not shown here."),
        )

        def save(values: dict[str, Any]) -> object:
            counted = {lot.id: values[lot.id] for lot in lots}
            return self.stock.count(self.actor, place.id, counted, values["why"] or "")

        self.ask(page, data, save, tr("Record the count"))


class MovesView(StockView):
    """Every movement, the newest first."""

    key = "moves"

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Movements")

    @property
    def empty(self) -> str:
        """What to do first."""
        return tr("Nothing moved yet. Choose Items, then In.")

    def rows(self) -> Sequence[StockRow]:
        """Movements."""
        return [
            self.row(
                one,
                f"{move_kinds()[one.kind]}: {one.item}",
                _stands(one),
                f"{'+' if one.quantity > 0 else '−'}{abs(one.quantity):,}",
                one.on_date,
            )
            for one in self.stock.moves(self.actor)
        ]

    def detail(self, row: StockRow) -> Detail:
        """One movement."""
        one = row.held
        rows = [
            DetailRow(tr("How many"), f"{row.many}  {one.unit}".strip()),
            DetailRow(tr("Day"), show_date(one.on_date)),
            DetailRow(tr("Where"), one.place),
            DetailRow(tr("Why"), one.words),
            DetailRow(tr("Parcel"), f"P-{one.parcel}" if one.parcel else ""),
            DetailRow(tr("Written by"), one.by),
            DetailRow(tr("Takes back"), f"SM-{one.reverses}" if one.reverses else ""),
            DetailRow(tr("Taken back by"), f"SM-{one.taken_back_by}" if one.taken_back_by else ""),
        ]
        free = one.parcel is None and not one.taken_back_by
        take = DetailAction(TAKE_BACK, tr("Take it back"), "arrow-back-up")
        title = f"SM-{one.number} {one.item}"
        return Detail(
            title, icon="package", sections=[DetailSection("", rows)], actions=[take] if free else []
        )

    def act(self, page: RecordPage, key: str, row: StockRow) -> None:
        """Take a movement back by its opposite."""
        if key == TAKE_BACK:
            self.ask_why(
                page,
                tr("Take SM-{number} back?", number=str(row.held.number)),
                tr("The opposite is written beside it. Both stay in the list."),
                tr("Take it back"),
                lambda why: self.stock.take_back(self.actor, row.held.id, why),
            )


def _stands(one: Any) -> tuple[str, str, None]:
    if one.taken_back_by:
        return tr("Taken back"), "arrow-back-up", None
    if one.reverses:
        return tr("Takes SM-{number} back", number=str(one.reverses)), "arrow-back-up", None
    return one.place, "", None
