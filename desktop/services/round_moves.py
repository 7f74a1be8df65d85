"""Moving a stop from one planned round to another, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import RoundStatus
from db.models import Round, Stop
from db.queries import rounds as query
from db.queries.rounds import Carried, RoundFilter, RoundRow
from desktop.domain.geo import distance_words
from desktop.domain.map_plan import Point, metres_to_way, place_on_grid
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get
from desktop.services.round_stops import base_of, change_rounds

NEAR_DAYS = 3
"""How many days before or after the round's own day another round may be to be offered."""


@dataclass(frozen=True, slots=True)
class OtherRound:
    """A round that a stop could go to.

    Attributes:
        row: its line in the list of rounds.
        metres: how near it passes, as the crow flies; None where the stop or the round has no known place.
        near: the same in words, such as "0.4 miles".
        same_home: whether it calls at that household already.
    """

    row: RoundRow
    metres: float | None
    near: str
    same_home: bool


class RoundMoves(Service):
    """Verbs that move a stop to another round."""

    @verb("round.see")
    def others(self, _actor: Actor, stop_id: str) -> list[OtherRound]:
        """The other planned rounds of the day and of the days near it.

        Args:
            stop_id: the stop.

        Returns:
            Rounds from today on, those of the stop's own day first, then by how near they pass.

        Raises:
            NotFound: the stop is no longer there.
        """
        with self.store.read() as session:
            stop = get(session, Stop, stop_id, "stop")
            held = get(session, Round, stop.round_id, "round")
            rows = _planned_near(session, held, self.today())
            carried = query.carried(session, [held.id, *(row.id for row in rows)])
            tasks = _by_round(session, carried, [held.id, *(row.id for row in rows)])
            base, place = base_of(session), _place([t for t in tasks[held.id] if t.stop_id == stop_id])
            ends = [] if base is None else [(float(base.easting or 0), float(base.northing or 0))]
            found = [_other(row, tasks[row.id], stop.household_id, place, ends) for row in rows]
        day = held.on_date
        return sorted(
            found, key=lambda one: (abs((one.row.on_date - day).days), one.metres is None, one.metres or 0)
        )

    @verb("round.set")
    def move(self, actor: Actor, stop_id: str, round_id: str) -> Changes:
        """Move a stop with all its tasks to another round; both rounds are timed anew.

        The tasks take the other round's day and crew. Where that round calls at the household already, they
        join the stop there is.

        Args:
            actor: who plans.
            stop_id: the stop.
            round_id: key or reference of the round it goes to.

        Returns:
            What was touched, in one transaction, so that one undo puts it back; ``made`` is the round it went
            to.

        Raises:
            NotFound: the stop or the round is no longer there.
            DomainError: one of the rounds is out or keyed, or the stop is on that round already.
        """
        with self.store.write(actor.user_id) as work:
            stop = get(work.session, Stop, stop_id, "stop")
            held, target = change_rounds(work, actor, stop, round_id, self.today())
            return changes(work, target.id, f"Moved from S-{held.number} to S-{target.number}")


def _planned_near(session: Session, held: Round, today: date) -> list[RoundRow]:
    near = timedelta(days=NEAR_DAYS)
    first = max(held.on_date - near, today)
    wanted = RoundFilter(first_day=first, last_day=held.on_date + near, status=RoundStatus.PLANNED)
    rows = query.rows(session, [one for one in query.ids(session, wanted) if one != held.id])
    return [row for row in rows if row.status is RoundStatus.PLANNED and not row.done]


def _by_round(
    session: Session, carried: Sequence[Carried], round_ids: Sequence[str]
) -> dict[str, list[Carried]]:
    stops = select(Stop.id, Stop.round_id).where(Stop.round_id.in_(round_ids))
    round_of = {stop_id: round_id for stop_id, round_id in session.execute(stops)}
    found: dict[str, list[Carried]] = {key: [] for key in round_ids}
    for task in carried:
        found[round_of[str(task.stop_id)]].append(task)
    return found


def _other(
    row: RoundRow, tasks: Sequence[Carried], household_id: str, place: Point | None, ends: Sequence[Point]
) -> OtherRound:
    stops = [_place([task]) for task in tasks]
    known = [one for one in stops if one is not None]
    way = [*ends, *known, *ends] if known else []
    metres = None if place is None else metres_to_way(place, way)
    same = any(task.household_id == household_id for task in tasks)
    return OtherRound(row, metres, distance_words(metres), same)


def _place(tasks: Sequence[Carried]) -> Point | None:
    return next((place for task in tasks if (place := place_on_grid(task.easting, task.northing))), None)
