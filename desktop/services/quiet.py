"""Nobody heard of them for so many days: who that is, among those who are rung and those who get help."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

from db.queries import quiet as query
from db.queries.quiet import QuietRow
from desktop.services.base import Actor, Service, verb
from desktop.services.waits import waits_in

DAYS = (3, 7, 14, 30)
"""For how long nobody may have heard of them, besides what the hub set."""


class Among(StrEnum):
    """Among whom."""

    ALL = ""
    RUNG = "rung"
    HELPED = "helped"


class Quiet(Service):
    """Verbs on people nobody heard of."""

    @verb("call.see")
    def usual_days(self, _actor: Actor) -> int:
        """After how many days this hub lists somebody."""
        with self.store.read() as session:
            return waits_in(session).quiet

    @verb("call.see")
    def ids(self, _actor: Actor, days: int, among: Among = Among.ALL) -> list[str]:
        """People nobody heard of for so many days, the longest first.

        Args:
            days: how many.
            among: those who are rung again and again, those with help open, or both.
        """
        before = self.now() - timedelta(days=days)
        with self.store.read() as session:
            return query.ids(session, before, rung=among is not Among.HELPED, helped=among is not Among.RUNG)

    @verb("call.see")
    def rows(self, _actor: Actor, wanted: Sequence[str]) -> list[QuietRow]:
        """Lines for keys."""
        with self.store.read() as session:
            return query.rows(session, wanted)
