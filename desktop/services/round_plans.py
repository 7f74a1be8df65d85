"""Planning rounds: a whole day at once, an order suggested, and the coordinator's own order remembered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import RoundStatus, TaskKind
from db.models import Area, Round, Stop
from db.queries import rounds as query
from db.queries.rounds import Carried, RoundFilter
from db.session import UnitOfWork
from desktop.domain.dates import day_month
from desktop.domain.errors import DomainError
from desktop.domain.round_order import Ends, in_order, merged
from desktop.domain.text import fold
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get
from desktop.services.round_details import USUAL_START
from desktop.services.round_stops import (
    area_key,
    arrange,
    assign_crew,
    base_of,
    ends_in,
    find_round,
    halts_of,
    put_on,
    remember,
    require_planned,
)
from desktop.services.rounds import EARLY_DAYS, open_tasks, round_name

SEARCH_SECONDS = 2.0
"""Most time the search for an order may take, a round."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What one area's round of a day takes: the round there is, if any, its new tasks and the order."""

    area_id: str | None
    round_id: str
    task_ids: tuple[str, ...]
    order: tuple[str, ...]
    driver_id: str | None


class RoundPlans(Service):
    """Verbs that plan rounds."""

    @verb("round.set")
    def plan_day(self, actor: Actor, day: date, area: str = "", *, early: bool = False) -> Changes:
        """Make or complete one round for each area with open deliveries.

        Takes the deliveries of the day and single ones that are late. A round that is out is left alone; the
        driver stays empty unless one volunteer was given every task.

        Args:
            actor: who plans.
            day: the date.
            area: key or name: make one round for this area and the areas in it; empty for one round each.
            early: bring forward single deliveries due in the days after.

        Returns:
            What was touched; ``made`` is the first round. Nothing open changes nothing: ``made`` is then the
            first round the day has already, and the message says how many could be brought forward.

        Raises:
            DomainError: the hub has no such area.
        """
        with self.store.read() as session:
            area_id = _area_id(session, area)
            found = _deliveries(session, day, area_id, EARLY_DAYS if early else 0)
            plans = [_plan(session, day, *one) for one in _groups(found, area_id)]
            ahead = [] if found or early else _deliveries(session, day, area_id, EARLY_DAYS)
        with self.store.write(actor.user_id) as work:
            made = [_carry_out(work, actor, day, plan, self.today()) for plan in plans]
            there = query.ids(work.session, RoundFilter(first_day=day, last_day=day)) if not made else []
            first = made[0].id if made else next(iter(there), "")
            return changes(work, first, _day_words(made, plans, found, ahead))

    @verb("round.set")
    def suggest(self, actor: Actor, round_id: str, seconds: float = SEARCH_SECONDS) -> Changes:
        """Put a round's stops into the suggested order; an order the coordinator made before wins.

        Args:
            actor: who plans.
            round_id: key or reference.
            seconds: most time the search may take. It runs before the store is written to.

        Returns:
            What was touched.

        Raises:
            DomainError: the round is out.
        """
        with self.store.read() as session:
            held = find_round(session, round_id)
            require_planned(session, held)
            before = [place.household_id for place in query.remembered(session, area_key(held))]
            halts = halts_of(query.carried(session, [held.id]))
            order = in_order(halts, ends_in(session, held), before, seconds=seconds)
        with self.store.write(actor.user_id) as work:
            held = find_round(work.session, round_id)
            require_planned(work.session, held)
            arrange(work, held, order)
            return changes(work, held.id, f"S-{held.number} put in order")

    @verb("round.set")
    def move(self, actor: Actor, stop_id: str, position: int) -> Changes:
        """Move a stop to a position, and remember the order for the area.

        Args:
            actor: who plans.
            stop_id: the stop.
            position: from 1; past either end counts as the end.

        Returns:
            What was touched; ``made`` is the stop.

        Raises:
            DomainError: the round is out.
        """
        with self.store.write(actor.user_id) as work:
            stop = get(work.session, Stop, stop_id, "stop")
            order = [one.id for one in query.stops(work.session, stop.round_id) if one.id != stop_id]
            order.insert(max(0, min(position - 1, len(order))), stop_id)
            held = _reorder(work, stop.round_id, order)
            return changes(work, stop_id, f"Stop moved on S-{held.number}")

    @verb("round.set")
    def reorder(self, actor: Actor, round_id: str, stop_ids: Sequence[str]) -> Changes:
        """Put all stops of a round into an order, and remember it for the area.

        Raises:
            DomainError: the round is out, or a stop is missing from the order.
        """
        with self.store.write(actor.user_id) as work:
            held = find_round(work.session, round_id)
            _reorder(work, held.id, stop_ids)
            return changes(work, held.id, f"S-{held.number} put in your order")


def _reorder(work: UnitOfWork, round_id: str, stop_ids: Sequence[str]) -> Round:
    held = get(work.session, Round, round_id, "round")
    require_planned(work.session, held)
    stops = {stop.id: stop.household_id for stop in query.stops(work.session, round_id)}
    if sorted(stops) != sorted(stop_ids):
        raise DomainError("The stops of this round changed meanwhile. Look at it again.")
    order = [stops[one] for one in stop_ids]
    arrange(work, held, order)
    remember(work, held, order)
    return held


def _area_id(session: Session, area: str) -> str:
    """The key of an area given by key or name; empty for none given."""
    if not area:
        return ""
    names = session.execute(select(Area.id, Area.name).where(Area.voided_at.is_(None)))
    found = [key for key, name in names if key == area or fold(name) == fold(area)]
    if not found:
        raise DomainError(f"There is no area called {area}. Look at the list of areas.", field="area")
    return str(found[0])


def _deliveries(session: Session, day: date, area_id: str, early: int) -> list[Carried]:
    tasks = open_tasks(session, day, area_id, early=early)
    return [task for task in tasks if task.kind is TaskKind.DELIVERY]


def _groups(tasks: Sequence[Carried], area_id: str) -> list[tuple[str | None, list[Carried]]]:
    """Deliveries by the round they belong on, those of no area last."""
    found: dict[str | None, list[Carried]] = {}
    for task in tasks:
        if task.household_id:
            found.setdefault(area_id or task.area_id, []).append(task)
    names = {key: tasks[0].area for key, tasks in found.items()}
    return sorted(found.items(), key=lambda one: (one[0] is None, names[one[0]], one[0] or ""))


def _plan(session: Session, day: date, area_id: str | None, new: list[Carried]) -> _Plan:
    held = query.planned(session, day, area_id)
    old = query.carried(session, [held.id]) if held else []
    if any(task.outcome is not None for task in old):
        held, old = None, []
    current = [halt.key for halt in halts_of(old)]
    before = [place.household_id for place in query.remembered(session, area_id or "all")]
    base = base_of(session)
    ends = ends_in(session, held) if held else Ends(base, base)
    order = in_order(halts_of([*old, *new]), ends, merged(before, current), seconds=SEARCH_SECONDS)
    volunteers = {task.volunteer_id for task in (*old, *new)}
    driver = volunteers.pop() if len(volunteers) == 1 else None
    return _Plan(area_id, held.id if held else "", tuple(t.task_id for t in new), tuple(order), driver)


def _carry_out(work: UnitOfWork, actor: Actor, day: date, plan: _Plan, today: date) -> Round:
    if plan.round_id:
        held = get(work.session, Round, plan.round_id, "round")
    else:
        held = Round(
            number=work.next_number("round"),
            name=round_name(work.session, plan.area_id),
            on_date=day,
            starts_at=USUAL_START,
            area_id=plan.area_id,
            status=RoundStatus.PLANNED,
        )
        work.add(held)
    held.driver_id = held.driver_id or plan.driver_id
    work.session.flush()
    put_on(work, actor, held, plan.task_ids, today)
    arrange(work, held, plan.order)
    assign_crew(work, actor, held, today)
    return held


def _day_words(
    made: Sequence[Round], plans: Sequence[_Plan], found: Sequence[Carried], ahead: Sequence[Carried]
) -> str:
    tasks = sum(len(plan.task_ids) for plan in plans)
    references = ", ".join(f"S-{held.number}" for held in made)
    words = f"{tasks} deliveries on {references}." if made else "No deliveries to plan that day."
    if tasks == 1:
        words = f"1 delivery on {references}."
    homeless = sum(not task.household_id for task in found)
    missing = f" {homeless} with no address yet." if homeless else ""
    return words + missing + (_ahead_words(ahead) if ahead else "")


def _ahead_words(ahead: Sequence[Carried]) -> str:
    first = min(task.on_date for task in ahead)
    count = "1 is" if len(ahead) == 1 else f"{len(ahead)} are"
    return f" {count} due soon after, from {day_month(first)}: bring them forward, or plan another day."
