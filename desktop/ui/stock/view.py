"""What every view of Stock shows alike: a name, how it stands, how many and a day."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from db.queries.organisations import OrganisationFilter
from desktop.context import AppContext
from desktop.services.organisations import Organisations
from desktop.services.parcel_returns import ParcelReturns
from desktop.services.parcels import Parcels
from desktop.services.stock import Stock
from desktop.ui.base.listed_views import ListedView, Look
from desktop.ui.base.record_page import RecordPage


class StockRow(NamedTuple):
    """One line.

    Attributes:
        id: the view's key and the record's, such as ``items:0198``.
        look: how it stands: words, icon and colour.
        many: empty where there is no quantity.
        held: the record.
    """

    id: str
    name: str
    look: Look
    many: str
    day: date | None
    held: Any


class StockView(ListedView[StockRow]):
    """One view of the page; a subclass for each."""

    def __init__(self, context: AppContext) -> None:
        """Take what is open."""
        self.context, self.actor = context, context.actor
        self.stock, self.parcels = context.service(Stock), context.service(Parcels)
        self.returns = context.service(ParcelReturns)

    def row(self, held: Any, name: str, look: Look, many: str = "", day: date | None = None) -> StockRow:
        """A line of this view."""
        return StockRow(f"{self.key}:{held.id}", name, look, many, day, held)

    def place_choices(self) -> list[tuple[object, str]]:
        """Places in use (worker)."""
        return [(one.id, one.name) for one in self.stock.places(self.actor)]

    def givers(self) -> list[tuple[object, str]]:
        """Organisations (worker)."""
        service = self.context.service(Organisations)
        found = service.rows(self.actor, service.ids(self.actor, OrganisationFilter()))
        return [(one.id, one.name) for one in found]

    def do(self, page: RecordPage, call: Callable[[], object]) -> None:
        """Do something that asks nothing; a refusal is said at the foot of the window."""
        self.context.jobs.write(call, lambda _done: None, lambda why: page.said.emit(str(why), True))
