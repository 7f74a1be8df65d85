"""What every view of Stock shows alike: a name, how it stands, how many and a day."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import Qt

from db.queries.organisations import OrganisationFilter
from desktop.context import AppContext
from desktop.services.organisations import Organisations
from desktop.services.parcel_returns import ParcelReturns
from desktop.services.parcels import Parcels
from desktop.services.stock import Stock
from desktop.ui.base.detail import Detail
from desktop.ui.base.dialog import FormDialog, ReasonDialog
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import FormData
from desktop.ui.stock.words import Look


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


class StockView:
    """One view of the page; a subclass for each.

    Attributes:
        key: of the view.
        add: words of the button that writes something new; empty for none.
    """

    key = ""

    def __init__(self, context: AppContext) -> None:
        """Take what is open."""
        self.context, self.actor = context, context.actor
        self.stock, self.parcels = context.service(Stock), context.service(Parcels)
        self.returns = context.service(ParcelReturns)

    @property
    def title(self) -> str:
        """Of the view."""
        raise NotImplementedError

    @property
    def add(self) -> str:
        """Words of the button that writes something new; none where it is empty."""
        return ""

    @property
    def empty(self) -> str:
        """What to say, and to do, when there is nothing."""
        raise NotImplementedError

    def rows(self) -> Sequence[StockRow]:
        """Every line (worker)."""
        raise NotImplementedError

    def subtitle(self, rows: Sequence[StockRow]) -> str:
        """What stands beside the page's name (worker)."""
        return ""

    def detail(self, row: StockRow) -> Detail:
        """What the pane shows (worker)."""
        raise NotImplementedError

    def form(self, held: Any) -> FormData:
        """The form for a record, or for a new one when None (worker)."""
        raise NotImplementedError

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Save a form; the key is empty for a new one (worker, a write)."""
        raise NotImplementedError

    def act(self, page: RecordPage, key: str, row: StockRow) -> None:
        """Do what a button of the pane says; a view without buttons of its own does nothing."""

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

    def ask(
        self, page: RecordPage, data: FormData, save: Callable[[dict[str, Any]], object], verb: str
    ) -> FormDialog:
        """Ask something and save the answer; refusals stand beside their fields."""
        dialog = FormDialog(data.title, data.fields, save, page.jobs, page, verb=verb, sentence=data.sentence)
        dialog.form.set_values(dict(data.values))
        dialog.form.mark_clean()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def ask_why(
        self, page: RecordPage, title: str, sentence: str, verb: str, act: Callable[[str], object]
    ) -> ReasonDialog:
        """Ask for the reason of what is taken back."""
        dialog = ReasonDialog(title, sentence, verb, act, page.jobs, page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def do(self, page: RecordPage, call: Callable[[], object]) -> None:
        """Do something that asks nothing; a refusal is said at the foot of the window."""
        self.context.jobs.write(call, lambda _done: None, lambda why: page.said.emit(str(why), True))
