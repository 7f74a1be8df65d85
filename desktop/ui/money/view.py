"""What every view of Money shows alike: a name, how it stands, an amount and a day."""

from datetime import date
from typing import Any, NamedTuple

from db.queries.organisations import OrganisationFilter
from db.queries.volunteers import VolunteerFilter
from desktop.context import AppContext
from desktop.services.funds import Funds
from desktop.services.organisations import Organisations
from desktop.services.people import People
from desktop.services.requests import Requests
from desktop.services.volunteers import Volunteers
from desktop.ui.base.detail import DetailRow
from desktop.ui.base.i18n import tr
from desktop.ui.base.listed_views import ListedView, Look

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


class MoneyView(ListedView[MoneyRow]):
    """One view of the page; a subclass for each."""

    def __init__(self, context: AppContext) -> None:
        """Take what is open."""
        self.context, self.actor = context, context.actor
        self.funds = context.service(Funds)

    @property
    def add(self) -> str:
        """Words of the button that writes something new."""
        return tr("Add one")

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


def picked(value: tuple[Any, str] | None) -> Any:
    """The key of what was picked while typing; None for nothing."""
    return value[0] if value else None


def volunteer_row(volunteer_id: str | None, name: str) -> DetailRow:
    """Who it is, as a way to their record; nothing once they were erased."""
    return DetailRow(tr("Volunteer"), name, key=f"volunteers:{volunteer_id}" if volunteer_id else "")
