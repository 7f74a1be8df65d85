"""One line of a parcel, asked: what, how many are in it then, and instead of what."""

from typing import Any

from desktop.services.parcel_edits import LineDraft, ParcelEdits
from desktop.services.parcel_views import ParcelView
from desktop.ui.base.i18n import tr
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import FormData
from desktop.ui.stock.view import StockView
from desktop.ui.stock.words import choice, number_field, units


def ask_line(view: StockView, page: RecordPage, one: ParcelView) -> None:
    """Ask which line of a parcel is changed, and change it.

    Args:
        view: the view of parcels.
        page: the page that asks.
        one: the parcel.
    """
    view.context.jobs.read(lambda: _choices(view, one), lambda found: _ask(view, page, one, *found))


Choices = list[tuple[object, str]]


def _choices(view: StockView, one: ParcelView) -> tuple[Choices, Choices]:
    """Every item, with how many of it are in the parcel; and those that are (worker)."""
    many = {item: count for item, _unit, count in one.contents}
    every: Choices = []
    inside: Choices = [("", tr("Nothing: it is added"))]
    for level in view.stock.levels(view.actor):
        item = level.item
        held = many.get(item.name, 0)
        said = tr("{item}, {many} in it", item=item.name, many=units(held, item.unit)) if held else item.name
        every.append((item.id, said))
        if held:
            inside.append((item.id, said))
    every.sort(key=lambda pair: pair not in inside)
    return every, inside


def _ask(view: StockView, page: RecordPage, one: ParcelView, every: Choices, inside: Choices) -> None:
    fields = [
        choice("item_id", tr("What"), every, half=False),
        number_field("many", tr("How many are in it then"), hint=tr("0 takes it out")),
        choice("instead_of", tr("Instead of"), inside, required=False),
    ]
    sentence = tr("Allergies and diet are asked again. What is packed moves on the shelves at once.")
    title = tr("Change a line of P-{number}", number=str(one.number))
    data = FormData(title, fields, {"item_id": every[0][0] if every else "", "instead_of": ""}, sentence)
    edits, actor = view.context.service(ParcelEdits), view.actor

    def save(values: dict[str, Any]) -> object:
        draft = LineDraft(values["item_id"], values["many"], values["instead_of"] or "")
        return edits.set_line(actor, one.id, draft)

    view.ask(page, data, save, tr("Change it"))
