"""The hands of a treasurer in tests: a hub's money on a day, with two accounts and a volunteer."""

from copy import copy
from datetime import date, timedelta

from db.enums import Layer, Role
from desktop.services.base import Actor, Tools
from desktop.services.claims import Claims, LineDraft
from desktop.services.floats import Floats
from desktop.services.funds import FundDraft, Funds, Moving
from desktop.services.grant_meetings import GrantMeetings
from desktop.services.grants import Grants
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.recharges import Recharges
from desktop.services.reconciling import Reconciling
from desktop.services.users import Users
from desktop.services.volunteers import VolunteerDraft, Volunteers
from tests.services.conftest import CHEAP, NOW

AMINAS = "nine early larks sing"


class Money:
    """A hub's money."""

    def __init__(self, hub: OpenHub, *, two: bool = True) -> None:
        """Write down two funds, a volunteer and a payer; ``two`` accounts or one."""
        self.now = NOW
        self._take(hub)
        self.amina = self._second() if two else self.who
        self.pot = self.funds.save(self.who, FundDraft("Winter pot")).made
        self.other = self.funds.save(self.who, FundDraft("Lottery", purpose="Meals", is_restricted=True)).made
        self.omar = self.volunteer("Omar", "Haddad")
        council = OrganisationDraft("Northshire Council", Layer.STATUTORY)
        self.council = Organisations(self.tools).save(self.who, council).made

    def _take(self, hub: OpenHub) -> None:
        self.hub, tools = hub, hub.tools
        self.tools = Tools(tools.store, lambda: self.now, tools.find_places, tools.drafts)
        self.funds, self.claims = Funds(self.tools), Claims(self.tools)
        self.floats, self.recharges = Floats(self.tools), Recharges(self.tools)
        self.grants, self.reconciling = Grants(self.tools), Reconciling(self.tools)
        self.meetings = GrantMeetings(self.tools)
        self.history = History(self.tools)
        self.who = hub.actor

    def over(self, hub: OpenHub) -> "Money":
        """The same hands over another copy of the hub."""
        other = copy(self)
        other._take(hub)
        return other

    def _second(self) -> Actor:
        folder, roles = self.hub.folder.path, frozenset({Role.COORDINATOR})
        made = Users(self.hub.tools).add(self.hub.actor, folder, "Amina", AMINAS, roles, params=CHEAP)
        return Actor(made.made, "Amina", roles)

    def volunteer(self, first: str, last: str) -> str:
        """Write a volunteer down."""
        person = PersonDraft(first, last_name=last, phones=(PhoneDraft("07700 900 552"),))
        return Volunteers(self.tools).save(self.who, VolunteerDraft(person=person)).made

    def give(self, pence: int = 10_000, fund: str = "", **more: object) -> str:
        """Put money into a fund."""
        return self.funds.money_in(self.who, fund or self.pot, Moving(pence, **more)).txn  # type: ignore[arg-type]

    def claim(self, pence: int = 1_250) -> str:
        """A claim of one line."""
        return self.claims.ask(
            self.who, self.omar, [LineDraft(self.today, "Shopping bags", amount=pence)]
        ).made

    def holds(self, fund: str = "") -> int:
        """What a fund holds, in pence."""
        return self.funds.standing(self.who).funds.get(fund or self.pot, 0)

    @property
    def today(self) -> date:
        """The day it is."""
        return self.funds.today()

    def later(self, days: int) -> None:
        """Let days pass."""
        self.now += timedelta(days=days)
