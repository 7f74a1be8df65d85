"""What every view of Money shows alike: a name, how it stands, an amount and a day."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import Qt

from db.queries.organisations import OrganisationFilter
from db.queries.volunteers import VolunteerFilter
from desktop.context import AppContext
from desktop.services.funds import Funds
from desktop.services.organisations import Organisations
from desktop.services.people import People
from desktop.services.requests import Requests
from desktop.services.volunteers import Volunteers
from desktop.ui.base.detail import Detail, DetailRow
from desktop.ui.base.dialog import FormDialog, ReasonDialog
from desktop.ui.base.i18n import tr
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import FormData
from desktop.ui.money.words import Look

_FOUND = 12
"""Names offered while somebody is typed."""


class MoneyRow(NamedTuple):
    """One line.

    Attributes:
        id: the view's key and the record's, such as ``to_pay:0198``.
        look: how it stands: words, icon and colour.
        pence: None where there is no amount.
        held: the record.
    """

    id: str
    name: str
    look: Look
    pence: int | None
    day: date | None
    held: Any


class MoneyView:
    """One view of the page; a subclass for each.

    Attributes:
        key: of the view.
        can_add: whether something new can be written here.
    """

    key = ""
    can_add = True

    def __init__(self, context: AppContext) -> None:
        """Take what is open."""
        self.context, self.actor = context, context.actor
        self.funds = context.service(Funds)

    @property
    def title(self) -> str:
        """Of the view."""
        raise NotImplementedError

    @property
    def add(self) -> str:
        """Words of the button that writes something new."""
        return tr("Add one")

    @property
    def empty(self) -> str:
        """What to say, and to do, when there is nothing."""
        raise NotImplementedError

    def rows(self) -> Sequence[MoneyRow]:
        """Every line (worker)."""
        raise NotImplementedError

    def subtitle(self, rows: Sequence[MoneyRow]) -> str:
        """What stands beside the page's name (worker)."""
        return ""

    def detail(self, row: MoneyRow) -> Detail:
        """What the pane shows (worker)."""
        raise NotImplementedError

    def form(self, held: Any) -> FormData:
        """The form for a record, or for a new one when None (worker)."""
        raise NotImplementedError

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Save a form; the key is empty for a new one (worker, a write)."""
        raise NotImplementedError

    def act(self, page: RecordPage, key: str, row: MoneyRow) -> None:
        """Do what a button of the pane says; a view without buttons of its own does nothing."""

    def row(self, held: Any, name: str, look: Look, pence: int | None, day: date | None) -> MoneyRow:
        """A line of this view."""
        return MoneyRow(f"{self.key}:{held.id}", name, look, pence, day, held)

    # what forms choose from

    def fund_choices(self, first: str = "") -> list[tuple[object, str]]:
        """Funds in use, after words for none of them where there are any (worker)."""
        listed: list[tuple[object, str]] = [(one.id, one.name) for one in self.funds.rows(self.actor)]
        return [(None, first), *listed] if first else listed

    def payers(self) -> list[tuple[object, str]]:
        """Organisations (worker)."""
        service = self.context.service(Organisations)
        found = service.rows(self.actor, service.ids(self.actor, OrganisationFilter()))
        return [(one.id, one.name) for one in found]

    def find_volunteer(self, typed: str) -> list[tuple[str, str]]:
        """Volunteers while their name is typed."""
        service = self.context.service(Volunteers)
        wanted = VolunteerFilter(among=service.find(self.actor, typed, 40))
        found = service.rows(self.actor, service.ids(self.actor, wanted)[:_FOUND])
        return [(one.id, f"{one.first_name} {one.last_name}".strip()) for one in found]

    def find_person(self, typed: str) -> list[tuple[str, str]]:
        """People while their name is typed."""
        found = self.context.service(People).find(self.actor, typed, _FOUND)
        return [(one.id, f"{one.first_name} {one.last_name}".strip()) for one in found]

    def find_request(self, typed: str) -> list[tuple[str, str]]:
        """Requests while a reference or a name is typed."""
        service = self.context.service(Requests)
        found = service.rows(self.actor, service.find(self.actor, typed, _FOUND)[:_FOUND])
        return [(one.id, f"R-{one.number} {one.first_name} {one.last_name}".strip()) for one in found]

    # what buttons open

    def ask(
        self,
        page: RecordPage,
        data: FormData,
        save: Callable[[dict[str, Any]], object],
        verb: str = "",
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


def picked(value: tuple[Any, str] | None) -> Any:
    """The key of what was picked while typing; None for nothing."""
    return value[0] if value else None


def volunteer_row(volunteer_id: str | None, name: str) -> DetailRow:
    """Who it is, as a way to their record; nothing once they were erased."""
    return DetailRow(tr("Volunteer"), name, key=f"volunteers:{volunteer_id}" if volunteer_id else "")
