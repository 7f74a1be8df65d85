"""Today in one reading: what waits, by deadline, who is out, the rounds of the day and the last note."""

from dataclasses import dataclass
from datetime import datetime

from db.enums import RequestStatus
from db.queries import today as query
from db.queries.today import Waiting
from desktop.services import (
    today_calls,
    today_cards,
    today_casework,
    today_checks,
    today_concerns,
    today_coverage,
    today_directory,
    today_fetching,
    today_formalities,
    today_groups,
    today_handovers,
    today_incidents,
    today_info,
    today_journey,
    today_loans,
    today_money,
    today_neighbours,
    today_openings,
    today_out,
    today_outings,
    today_protection,
    today_referrals,
    today_referrals_in,
    today_repeats,
    today_retention,
    today_rota,
    today_round_sources,
    today_rules,
    today_sources,
    today_stock,
)
from desktop.services.base import Actor, Service, verb
from desktop.services.notes import Note, newest
from desktop.services.today_items import Desk, TodayItem, items_for
from desktop.services.today_rounds import RoundNow, RoundState, rounds_now

__all__ = [
    "Day",
    "TodayDesk",
    "today_calls",
    "today_cards",
    "today_casework",
    "today_checks",
    "today_concerns",
    "today_coverage",
    "today_directory",
    "today_fetching",
    "today_formalities",
    "today_groups",
    "today_handovers",
    "today_incidents",
    "today_info",
    "today_journey",
    "today_loans",
    "today_money",
    "today_neighbours",
    "today_openings",
    "today_out",
    "today_outings",
    "today_protection",
    "today_referrals",
    "today_referrals_in",
    "today_repeats",
    "today_retention",
    "today_rota",
    "today_round_sources",
    "today_rules",
    "today_sources",
    "today_stock",
]
_NONE = Waiting(0, 0)


@dataclass(frozen=True, slots=True)
class Day:
    """What Today shows.

    Attributes:
        now: the moment it was read, where the laptop is, without a zone.
        to_triage: requests nobody has looked at.
        no_one: requests with no one yet.
        items: what is to be done, in no order; see `today_items.parts`.
        rounds: today's.
        out: rounds whose volunteer is out, also those of earlier days, first back first.
        note: what the last shift left; None for nothing.
    """

    now: datetime
    to_triage: int
    no_one: int
    items: tuple[TodayItem, ...]
    rounds: tuple[RoundNow, ...]
    out: tuple[RoundNow, ...]
    note: Note | None


class TodayDesk(Service):
    """What the Today page asks."""

    @verb("day.see")
    def day(self, actor: Actor) -> Day:
        """Look at the day as it stands now, as far as the actor may see it."""
        now = self.now().astimezone().replace(tzinfo=None)
        today = now.date()
        with self.store.read() as session:
            waiting = query.waiting(session, today) if actor.may("request.see") else {}
            rounds = rounds_now(session, actor, today) if actor.may("round.see") else []
            desk = Desk(session, actor, now, self.tools, rounds, waiting)
            out = [one for one in rounds if one.state is RoundState.OUT]
            return Day(
                now=now,
                to_triage=waiting.get(RequestStatus.NEW, _NONE).total,
                no_one=waiting.get(RequestStatus.TRIAGED, _NONE).total,
                items=items_for(desk),
                rounds=tuple(one for one in rounds if one.head.on_date == today),
                out=tuple(sorted(out, key=lambda one: (one.back_at, one.head.number))),
                note=newest(session),
            )
