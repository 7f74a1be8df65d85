"""A stop added late: for each round of the day the place where it costs least, and then put in there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from db.enums import RoundStatus, TaskKind, Transport
from db.models import Round
from db.queries import day_rounds as day_query
from db.queries import matching
from db.queries import rounds as query
from db.queries import today as today_query
from db.queries.matching import VolunteerBasics
from db.queries.rounds import Carried, RoundFilter, RoundRow
from desktop.domain.day_plan import CARRIES, DAY_END, DayStop, DayVolunteer, Load, problem_of
from desktop.domain.errors import DomainError
from desktop.domain.match_facts import NOWHERE, Place
from desktop.domain.round_order import ends_of, place_of
from desktop.domain.route_insert import Insertion, cheapest_insertion
from desktop.domain.route_problem import RoutePlan, RouteProblem, fits, schedule
from desktop.domain.text import fold
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.candidates import minute_of
from desktop.services.day_goers import carried_by, name_of
from desktop.services.day_homes import by_home, stop_of
from desktop.services.round_details import CandidateTask, candidate
from desktop.services.round_gates import as_told, held_back
from desktop.services.round_items import address_of
from desktop.services.round_stops import arrange, base_of, find_round, put_on, require_planned
from desktop.services.rounds import open_tasks

_DRIVER = "driver"
_MUCH = Load(*[10**6] * 3)


@dataclass(frozen=True, slots=True)
class LatePlace:
    """Where a late stop would go on one round.

    Attributes:
        row: the round's line in the list.
        after: the address before it; empty where it would be the first.
        minutes: how many more the round takes.
        position: from 1.
        why_not: why it cannot go there; empty where it can.
    """

    row: RoundRow
    after: str = ""
    minutes: int = 0
    position: int = 0
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class _OnRoad:
    """A round as it stands: its record, its tasks by household in the order driven, and who drives."""

    held: Round
    row: RoundRow
    homes: Mapping[str, Sequence[Carried]]
    driver: VolunteerBasics | None


class LateStops(Service):
    """Verbs on stops added late."""

    @verb("round.set")
    def waiting(self, actor: Actor, day: date) -> list[CandidateTask]:
        """Deliveries of a day, and late ones, that are on no round yet.

        Args:
            actor: who plans.
            day: the date.
        """
        with self.store.read() as session:
            tasks = [task for task in open_tasks(session, day) if task.kind is TaskKind.DELIVERY]
        return [candidate(task, day, actor, ()) for task in tasks if task.household_id]

    @verb("round.set")
    def places(self, actor: Actor, task_id: str, day: date) -> list[LatePlace]:
        """Where a late stop would go on each round of a day.

        Args:
            actor: who plans.
            task_id: what is to be brought.
            day: the date.

        Returns:
            Rounds that can take it first, by the minutes it costs; then the others with the reason.

        Raises:
            DomainError: it is not to be brought any more, or has no address.
        """
        with self.store.read() as session:
            task = _task(session, task_id)
            found = _on_road(session, day)
            closed = _closed(session, actor, task, found, self.today())
            base = base_of(session)
        placed = [_place(one, task, day, base, closed.get(one.held.id, "")) for one in found]
        return sorted(
            placed, key=lambda one: (bool(one.why_not), one.minutes, fold(one.row.name), one.row.id)
        )

    @verb("round.set")
    def put(self, actor: Actor, task_id: str, round_id: str) -> Changes:
        """Put a late stop where it costs least on a round; nobody else's order changes.

        Args:
            actor: who plans.
            task_id: what is to be brought.
            round_id: key or reference of a round that has not gone out.

        Returns:
            What was touched; ``made`` is the round.

        Raises:
            DomainError: it cannot go on that round, with the reason.
        """
        with self.store.write(actor.user_id) as work:
            held = find_round(work.session, round_id)
            require_planned(work.session, held)
            task = _task(work.session, task_id)
            (one,) = [it for it in _on_road(work.session, held.on_date) if it.held.id == held.id]
            closed = _closed(work.session, actor, task, [one], self.today())
            base = base_of(work.session)
            place = _place(one, task, held.on_date, base, closed.get(held.id, ""))
            if place.why_not:
                raise DomainError(place.why_not)
            order = [home for home in one.homes if home != task.household_id]
            order.insert(place.position - 1, str(task.household_id))
            problems = put_on(work, actor, held, [task_id], self.today())
            if problems:
                raise DomainError(problems[0])
            arrange(work, held, order)
            return changes(work, held.id, f"Stop {place.position} put on S-{held.number}")


def _task(session: Session, task_id: str) -> Carried:
    found = query.carried_tasks(session, [task_id])
    if not found or not found[0].household_id:
        raise DomainError("This is not to be brought any more, or has no address. Look at the request.")
    return found[0]


def _on_road(session: Session, day: date) -> list[_OnRoad]:
    """The rounds of a day as they stand; a fixed number of statements whatever their number."""
    keys = query.ids(session, RoundFilter(first_day=day, last_day=day))
    rows = {row.id: row for row in query.rows(session, keys)}
    records = {one.id: one for one in day_query.records(session, keys)}
    tasks: dict[str, list[Carried]] = {key: [] for key in keys}
    stops = today_query.rounds_of_stops(session, keys)
    for task in query.carried(session, keys):
        tasks[stops[str(task.stop_id)]].append(task)
    drivers = sorted({row.driver_id for row in rows.values() if row.driver_id})
    known = {one.id: one for one in matching.active(session, drivers)} if drivers else {}
    return [
        _OnRoad(records[key], row, by_home(tasks[key]), known.get(row.driver_id or ""))
        for key, row in rows.items()
    ]


def _closed(
    session: Session, actor: Actor, task: Carried, found: Sequence[_OnRoad], today: date
) -> dict[str, str]:
    """For each round whose crew a gate keeps away: why; one sitting of the gate for all."""
    asked, crews = [], {}
    for one in found:
        crew = tuple(who for who in (one.held.driver_id, one.held.helper_id) if who)
        if crew:
            asked.append(task._replace(task_id=one.held.id))
            crews[one.held.id] = crew
    held = as_told(held_back(session, asked, crews, today), actor)
    return {one.task_id: one.words for one in reversed(held)}


def _place(one: _OnRoad, task: Carried, day: date, base: Place | None, closed: str) -> LatePlace:
    """Where a late stop goes on a round, or why it cannot."""
    why = _why_closed(one) or closed
    if why:
        return LatePlace(one.row, why_not=why)
    homes = {key: list(tasks) for key, tasks in one.homes.items()}
    if task.household_id in homes:
        position = list(homes).index(task.household_id) + 1
        return LatePlace(one.row, address_of(task), 0, position)
    problem, plan = _problem(one, task, day, base)
    late = len(problem.stops) - 1
    found = cheapest_insertion(problem, plan, late)
    if found is None:
        return LatePlace(one.row, why_not=_why_full(one, problem, plan, late))
    before = list(homes)[found.place - 1] if found.place else ""
    after = address_of(homes[before][0]) if before else ""
    return LatePlace(one.row, after, _minutes(problem, plan, found, late), found.place + 1)


def _why_closed(one: _OnRoad) -> str:
    reference = f"S-{one.row.number}"
    if any(task.outcome is not None for tasks in one.homes.values() for task in tasks):
        return f"Results of {reference} are keyed already."
    if one.held.status is not RoundStatus.PLANNED:
        who = one.row.driver or "the driver"
        return f"{reference} is out. Ring {who} and call it back first."
    return ""


def _why_full(one: _OnRoad, problem: RouteProblem, plan: RoutePlan, late: int) -> str:
    who = name_of(one.driver) if one.driver else "Whoever drives"
    if not fits(problem, 0, [*plan.routes[0], late]):
        return f"{who} cannot carry more."
    return f"{who} would not keep the times of this stop or of another."


def _problem(one: _OnRoad, task: Carried, day: date, base: Place | None) -> tuple[RouteProblem, RoutePlan]:
    """The round with the late stop last among its stops; what is not kept already binds nobody.

    Places nobody knows count as the hub's, so that the stop can still be put in somewhere.
    """
    everywhere = {key: [*tasks] for key, tasks in one.homes.items()} | {str(task.household_id): [task]}
    nowhere = base or NOWHERE
    stops = [
        replace(_known(stop_of(home, mine, day, frozenset({_DRIVER}), {}, {}), nowhere), remembered=None)
        for home, mine in everywhere.items()
    ]
    route = RoutePlan((tuple(range(len(stops) - 1)),), (len(stops) - 1,))
    driver = _driver(one, base)
    problem = problem_of(stops, [driver])
    if not fits(problem, 0, route.routes[0]):
        driver = replace(driver, carries=_MUCH)
    if schedule(problem, 0, route.routes[0]) is None:
        stops = [replace(stop, earliest=0, latest=DAY_END) for stop in stops[:-1]] + stops[-1:]
        driver = replace(driver, ends=DAY_END)
        loose = problem_of(stops, [driver])
        return replace(loose, vehicles=tuple(replace(one, farthest=None) for one in loose.vehicles)), route
    return problem_of(stops, [driver]), route


def _driver(one: _OnRoad, base: Place | None) -> DayVolunteer:
    """Whoever drives; a round nobody drives yet goes by car."""
    known = one.driver is not None and one.driver.easting is not None and one.driver.northing is not None
    home = place_of(one.driver.easting, one.driver.northing) if known and one.driver else None
    ends = ends_of(one.held.begins, one.held.finishes, base, home)
    how = one.driver.transport if one.driver else Transport.CAR
    carries = carried_by(one.driver) if one.driver else CARRIES[how]
    start, end = minute_of(one.held.starts_at, 0), minute_of(one.held.ends_at, DAY_END)
    return DayVolunteer(_DRIVER, how, carries, start, end, ends.begins or NOWHERE, ends.finishes)


def _known(stop: DayStop, place: Place) -> DayStop:
    return stop if stop.place.easting is not None else replace(stop, place=place)


def _minutes(problem: RouteProblem, plan: RoutePlan, found: Insertion, late: int) -> int:
    """How much later the round is over, in minutes."""
    route = list(plan.routes[0])
    before = schedule(problem, 0, route)
    after = schedule(problem, 0, [*route[: found.place], late, *route[found.place :]])
    ends = [times[-1] for times in (before, after) if times]
    return -(-max(ends[-1] - ends[0], 0) // 60) if len(ends) == 2 else 0
