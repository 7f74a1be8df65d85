"""The rounds of the day as Today tells of them: how far they are, when they are back, what is in the way."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from db.enums import RoundStatus, Transport
from db.queries import rounds as carried_by
from db.queries import today as query
from db.queries.rounds import Carried
from db.queries.today import RoundHead
from desktop.domain.match_facts import Place
from desktop.domain.round_order import ends_of, place_of, timetable
from desktop.services.base import Actor
from desktop.services.round_details import print_purpose
from desktop.services.round_gates import Held, as_told, held_back
from desktop.services.round_stops import base_of, halts_of

OUT_SINCE_DAYS = 14
"""How far back rounds that never came back are told of."""


class RoundState(StrEnum):
    """How a round stands on the day."""

    NEEDS_COVER = "needs_cover"
    PLANNED = "planned"
    PRINTED = "printed"
    OUT = "out"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class RoundNow:
    """One round as it stands.

    Attributes:
        head: the round.
        stops: how many doors.
        done: at how many everything has its outcome.
        back_at: when it is back, without a zone, where the laptop is.
        is_printed: its sheet was printed.
        away_until: the driver's last day away; None where they are not.
        held: what keeps tasks of it from going out, about its driver or helper.
    """

    head: RoundHead
    stops: int
    done: int
    back_at: datetime
    is_printed: bool
    away_until: date | None
    held: tuple[Held, ...]

    @property
    def starts_at(self) -> datetime:
        """When it leaves."""
        return datetime.combine(self.head.on_date, self.head.starts_at)

    @property
    def needs_cover(self) -> bool:
        """It has doors to go to, and nobody who is there and may go to all of them."""
        if self.is_over or self.head.status is not RoundStatus.PLANNED or not self.stops:
            return False
        return not self.head.driver_id or self.away_until is not None or bool(self.held)

    @property
    def is_over(self) -> bool:
        """Every door has its outcome."""
        return self.head.status is RoundStatus.BACK or (self.stops > 0 and self.done == self.stops)

    @property
    def state(self) -> RoundState:
        """How it stands."""
        if self.is_over:
            return RoundState.DONE
        if self.head.status is RoundStatus.OUT:
            return RoundState.OUT
        if self.needs_cover:
            return RoundState.NEEDS_COVER
        return RoundState.PRINTED if self.is_printed else RoundState.PLANNED

    def is_late(self, now: datetime) -> bool:
        """It is out and should be back by now."""
        return self.state is RoundState.OUT and self.back_at < now


def rounds_now(session: Session, actor: Actor, today: date) -> list[RoundNow]:
    """The rounds of today and tomorrow, and older ones that are still out, by day and hour.

    Args:
        session: a reading session.
        actor: who reads; what a check says is told to few.
        today: the laptop's own date.
    """
    heads = query.round_heads(
        session, today - timedelta(days=OUT_SINCE_DAYS), today, today + timedelta(days=1)
    )
    if not heads:
        return []
    keys = [head.id for head in heads]
    stops = query.rounds_of_stops(session, keys)
    tasks: dict[str, list[Carried]] = defaultdict(list)
    for task in carried_by.carried(session, keys):
        tasks[stops[str(task.stop_id)]].append(task)
    held = _held(session, heads, tasks, today)
    told = {key: as_told(held[key], actor) for key in keys}
    gone = _away(session, heads)
    sheets = query.printed(session, [print_purpose(head.number) for head in heads])
    base = base_of(session)
    return [
        _round(
            head, tasks[head.id], base, print_purpose(head.number) in sheets, gone.get(head.id), told[head.id]
        )
        for head in heads
    ]


def _round(
    head: RoundHead,
    tasks: Sequence[Carried],
    base: Place | None,
    is_printed: bool,
    away_until: date | None,
    held: Sequence[Held],
) -> RoundNow:
    open_stops = {task.stop_id for task in tasks if task.outcome is None}
    stops = {task.stop_id for task in tasks}
    ends = ends_of(head.begins, head.finishes, base, _home(head))
    times = timetable(halts_of(tasks), ends, head.starts_at, head.transport or Transport.CAR)
    back = datetime.combine(head.on_date, head.ends_at or times.ends_at)
    done = len(stops - open_stops)
    return RoundNow(head, len(stops), done, back, is_printed, away_until, tuple(held))


def _home(head: RoundHead) -> Place | None:
    known = head.easting is not None and head.northing is not None
    return place_of(head.easting, head.northing) if known else None


def _held(
    session: Session, heads: Sequence[RoundHead], tasks: Mapping[str, Sequence[Carried]], today: date
) -> dict[str, list[Held]]:
    """What the gate says of the crews of all rounds not out yet, in one go."""
    waiting = [head for head in heads if head.status is RoundStatus.PLANNED]
    crews = {head.id: tuple(one for one in (head.driver_id, head.helper_id) if one) for head in waiting}
    of_round = {task.task_id: head.id for head in waiting for task in tasks[head.id] if task.outcome is None}
    wanted = [task for head in waiting for task in tasks[head.id] if task.task_id in of_round]
    found: dict[str, list[Held]] = defaultdict(list)
    if wanted:
        going = {task.task_id: crews[of_round[task.task_id]] for task in wanted}
        for one in held_back(session, wanted, going, today):
            if one.volunteer_id:
                found[of_round[one.task_id]].append(one)
    return found


def _away(session: Session, heads: Sequence[RoundHead]) -> dict[str, date]:
    """Until when the driver is away, by round, for those who are on its day."""
    drivers = sorted({head.driver_id for head in heads if head.driver_id})
    if not drivers:
        return {}
    times = query.away(session, drivers, heads[0].on_date, heads[-1].on_date)
    return {
        head.id: last
        for head in heads
        for who, first, last in times
        if who == head.driver_id and first <= head.on_date <= last
    }
