"""Goods in or out typed in one line, over and over: ``12 beans in``, Enter, the next."""

from typing import Any

from PySide6.QtCore import Qt

from desktop.context import AppContext
from desktop.domain.quick_stock import Known, read_quick
from desktop.services.stock import GoodsIn, Stock
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.record_page import RecordPage
from desktop.ui.stock.words import choice, day_field


def ask_quick(page: RecordPage, context: AppContext) -> None:
    """Ask for goods in one line.

    Args:
        page: asks.
        context: the open hub.
    """
    stock, actor = context.service(Stock), context.actor

    def known() -> tuple[list[Known], list[tuple[object, str]]]:
        items = [one.item for one in stock.levels(actor)]
        places: list[tuple[object, str]] = [(one.id, one.name) for one in stock.places(actor)]
        return [Known(one.id, one.name, one.unit, one.barcode) for one in items], places

    page.jobs.read(known, lambda found: _open(page, context, *found))


def _open(
    page: RecordPage, context: AppContext, items: list[Known], places: list[tuple[object, str]]
) -> FormDialog:
    stock, actor = context.service(Stock), context.actor
    asked = [
        FormField(
            "line", tr("What"), hint=tr("Such as: 12 beans in, or 3 milk out"), required=True, max_length=80
        ),
        choice("place_id", tr("What comes in lies in"), places, required=False),
        day_field("use_by", tr("Use by")),
        day_field("best_before", tr("Best before")),
    ]

    def save(values: dict[str, Any]) -> object:
        line = read_quick(values["line"] or "", items)
        if line.quantity < 0:
            return stock.goods_out(actor, line.item, -line.quantity)
        goods = GoodsIn(line.quantity, values["place_id"], values["use_by"], values["best_before"])
        return stock.goods_in(actor, line.item, goods)

    dialog = FormDialog(
        tr("Goods in or out"),
        asked,
        save,
        page.jobs,
        page,
        verb=tr("Record it"),
        sentence=tr("A barcode scanner types the item for you."),
    )
    dialog.form.set_values({"place_id": places[0][0] if places else None})
    dialog.form.mark_clean()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
