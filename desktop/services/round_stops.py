"""Steps inside a transaction that change a round's stops: tasks put on and off, order, times and crew."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import RoundStatus, TaskOutcome, TaskStatus, Transport
from db.enums_rounds import RoundEnd
from db.models import Household, Hub, Person, RememberedPlace, Round, Stop, Task, Volunteer
from db.queries import rounds as query
from db.queries.rounds import CARRIED, Carried
from db.session import UnitOfWork
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.match_facts import Place
from desktop.domain.references import Kind, parse
from desktop.domain.round_order import (
    Ends,
    Halt,
    Timetable,
    ends_of,
    in_order,
    merged,
    place_of,
    timetable,
)
from desktop.services.base import Actor
from desktop.services.candidates import minute_of
from desktop.services.records import get, restore, set_fields, void
from desktop.services.round_gates import Crew, HeldWhy, held_back
from desktop.services.task_outcomes import settle_cover, settle_rounds

_TAKEN_OFF = "Taken off the round"
_NOTHING_LEFT = "Nothing left to bring"
_CREW_WHY = (HeldWhy.NOT_CLEARED, HeldWhy.KEPT_APART)


def find_round(session: Session, key: str) -> Round:
    """Find a round by its key or its reference, such as S-118.

    Raises:
        NotFound: there is no such round in use.
    """
    reference = parse(key)
    if reference is None or reference.kind is not Kind.ROUND:
        return get(session, Round, key, "round")
    found = query.by_number(session, reference.number)
    if found is None:
        raise NotFound(f"There is no round S-{reference.number}. Look at the number on the sheet again.")
    return found


def require_planned(session: Session, held: Round) -> None:
    """Refuse to change the stops of a round that has gone out: its sheet is in somebody's hand.

    Raises:
        DomainError: it is out, or results were keyed.
    """
    if held.status is RoundStatus.OUT:
        raise DomainError(f"S-{held.number} is out. Call it back first.")
    if any(task.outcome is not None for task in query.carried(session, [held.id])):
        raise DomainError(f"Results of S-{held.number} are keyed already. Make another round.")


def crews_of(held: Round, tasks: Sequence[Carried]) -> dict[str, Crew]:
    """Who goes, by task: the round's crew, or else whoever the task was given to."""
    crew = tuple(one for one in (held.driver_id, held.helper_id) if one)
    return {
        task.task_id: crew or tuple(one for one in (task.volunteer_id, task.second_volunteer_id) if one)
        for task in tasks
    }


def area_key(held: Round) -> str:
    """Under which the coordinator's order is remembered: the area, or one order for rounds without."""
    return held.area_id or "all"


def base_of(session: Session) -> Place | None:
    """Where rounds begin and end: the hub, when its place is known."""
    easting, northing = session.execute(select(Hub.easting, Hub.northing)).one()
    return None if easting is None or northing is None else place_of(easting, northing)


def halts_of(tasks: Sequence[Carried]) -> list[Halt]:
    """The places of tasks, in the order they first come; one knock however many tasks, the longest counts."""
    found: dict[str, Halt] = {}
    for task in tasks:
        key = task.household_id or ""
        before = found.get(key, Halt(key, minutes=0))
        found[key] = Halt(
            key,
            place_of(task.easting, task.northing),
            max(task.minutes, before.minutes),
            max(minute_of(task.not_before, 0), before.earliest),
        )
    return list(found.values())


def times_of(session: Session, held: Round, halts: Sequence[Halt]) -> Timetable:
    """When the round is where, by the driver's own transport, or a car's where nobody drives yet."""
    driver = session.get(Volunteer, held.driver_id) if held.driver_id else None
    how = driver.transport if driver else Transport.CAR
    return timetable(halts, ends_in(session, held), held.starts_at, how)


def ends_in(session: Session, held: Round) -> Ends:
    """Where a round begins and is over; a home is read only where one is."""
    home = home_of(session, held.driver_id) if RoundEnd.HOME in (held.begins, held.finishes) else None
    return ends_of(held.begins, held.finishes, base_of(session), home)


def home_of(session: Session, volunteer_id: str | None) -> Place | None:
    """Where a volunteer lives; None where that is not known."""
    query = select(Household.easting, Household.northing).join(Person, Person.household_id == Household.id)
    found = session.execute(
        query.join(Volunteer, Volunteer.person_id == Person.id).where(Volunteer.id == volunteer_id)
    ).first()
    return None if found is None or None in tuple(found) else place_of(*found)


def why_not(task: Carried, held: Round | None = None) -> str:
    """Why a task cannot be put on a round; empty where it can."""
    reference = f"R-{task.request_number}"
    if task.kind not in CARRIED:
        return f"{reference} is not something a round carries."
    if task.status is not TaskStatus.PLANNED:
        return f"{reference} is not planned any more."
    if not task.household_id:
        return f"{reference} has no address yet. Put one in first."
    if held is not None and held.voided_at is None and task.outcome is not TaskOutcome.NOT_ATTEMPTED:
        return f"{reference} is on S-{held.number} already."
    return ""


def put_on(work: UnitOfWork, actor: Actor, held: Round, task_ids: Sequence[str], today: date) -> list[str]:
    """Put tasks on a round, one stop for each household, fitted into the order there is.

    Args:
        work: the transaction.
        actor: who plans.
        held: the round, not out yet.
        task_ids: the tasks.
        today: the laptop's own date.

    Returns:
        Why, for each task that could not be put on.

    Raises:
        DomainError: none of them could be.
    """
    require_planned(work.session, held)
    problems, added, left = [], list[Carried](), list[str]()
    for task in query.carried_tasks(work.session, task_ids):
        problem = why_not(task, _round_of_stop(work.session, task.stop_id))
        if problem:
            problems.append(problem)
        else:
            added.append(task)
            left += [task.stop_id] if task.stop_id else []
    if not added:
        raise DomainError(problems[0] if problems else "Choose what the round takes.")
    order = _give_stops(work, held, added)
    settle_rounds(work, left)
    arrange(work, held, order)
    assign_crew(work, actor, held, today)
    settle_cover(work, [task.request_id for task in added])
    return problems


def take_off(work: UnitOfWork, held: Round, task_ids: Sequence[str]) -> int:
    """Take tasks off a round; they stay planned, without a stop, and without the round's crew.

    Returns:
        How many were taken off.
    """
    crew = {held.driver_id, held.helper_id} - {None}
    tasks = [task for task in query.carried(work.session, [held.id]) if task.task_id in set(task_ids)]
    for task in tasks:
        record = work.session.get_one(Task, task.task_id)
        values: dict[str, object] = {"stop_id": None, "status": TaskStatus.PLANNED}
        if record.volunteer_id in crew:
            values |= {"volunteer_id": None, "second_volunteer_id": None, "confirmed_by_id": None}
        set_fields(record, values)
    work.session.flush()
    kept = {task.stop_id for task in query.carried(work.session, [held.id])}
    for stop in query.stops(work.session, held.id):
        if stop.id not in kept:
            void(stop, _TAKEN_OFF, work.log.at)
    work.session.flush()
    arrange(work, held, [stop.household_id for stop in query.stops(work.session, held.id)])
    settle_cover(work, [task.request_id for task in tasks])
    return len(tasks)


def change_rounds(
    work: UnitOfWork, actor: Actor, stop: Stop, round_key: str, today: date
) -> tuple[Round, Round]:
    """Move a stop with all its tasks to another round; see `desktop.services.round_moves`.

    Each task is tied to its new stop directly, not taken off first, so that undoing has one former value.

    Args:
        work: the transaction.
        actor: who plans.
        stop: the stop, in use.
        round_key: key or reference of the round it goes to.
        today: the laptop's own date.

    Returns:
        The round it was on and the round it is on now.

    Raises:
        DomainError: one of the rounds is out or keyed, or both are the same.
    """
    held = get(work.session, Round, stop.round_id, "round")
    target = find_round(work.session, round_key)
    if held.id == target.id:
        raise DomainError(f"The stop is on S-{held.number} already. Choose another round.")
    require_planned(work.session, held)
    require_planned(work.session, target)
    tasks = [task for task in query.carried(work.session, [held.id]) if task.stop_id == stop.id]
    before = tuple(one for one in (held.driver_id, held.helper_id) if one)
    order = _give_stops(work, target, tasks)
    void(stop, f"Moved to S-{target.number}", work.log.at)
    arrange(work, target, order)
    assign_crew(work, actor, target, today, before)
    arrange(work, held, [one.household_id for one in query.stops(work.session, held.id)])
    settle_cover(work, [task.request_id for task in tasks])
    return held, target


def arrange(work: UnitOfWork, held: Round, order: Sequence[str]) -> None:
    """Set the order of a round's stops, by household, and about when each is reached."""
    work.session.flush()
    halts = {halt.key: halt for halt in halts_of(query.carried(work.session, [held.id]))}
    stops = {stop.household_id: stop for stop in query.stops(work.session, held.id)}
    for key in stops.keys() - halts.keys():
        void(stops[key], _NOTHING_LEFT, work.log.at)
    wanted = [stops[key] for key in dict.fromkeys([*order, *stops]) if key in stops and key in halts]
    times = times_of(work.session, held, [halts[stop.household_id] for stop in wanted])
    for place, (stop, at) in enumerate(zip(wanted, times.at, strict=True), 1):
        set_fields(stop, {"position": place, "planned_at": at})
    work.session.flush()


def remember(work: UnitOfWork, held: Round, order: Sequence[str]) -> None:
    """Remember the coordinator's order for the area, other households of it staying where they stood."""
    key = area_key(held)
    before = [place.household_id for place in query.remembered(work.session, key)]
    places = query.all_places(work.session, key)
    for position, household_id in enumerate(merged(before, order), 1):
        place = places.get(household_id)
        if place is None:
            work.add(RememberedPlace(area_key=key, household_id=household_id, position=position))
            continue
        restore(place)
        set_fields(place, {"position": position})
    work.session.flush()


def assign_crew(work: UnitOfWork, actor: Actor, held: Round, today: date, before: Crew = ()) -> None:
    """Give the round's tasks to its crew: those they are cleared for, and no others.

    Args:
        work: the transaction.
        actor: who confirms.
        held: the round.
        today: the laptop's own date.
        before: who was the crew until now; their tasks are freed.
    """
    work.session.flush()
    tasks = [task for task in query.carried(work.session, [held.id]) if task.outcome is None]
    crew = tuple(one for one in (held.driver_id, held.helper_id) if one)
    crews = {task.task_id: crew for task in tasks}
    stopped = {one.task_id for one in held_back(work.session, tasks, crews, today) if one.why in _CREW_WHY}
    gone = set(before) - set(crew)
    records = query.task_records(work.session, [task.task_id for task in tasks])
    for task in tasks:
        record = records[task.task_id]
        if crew and task.task_id not in stopped:
            second = crew[1] if len(crew) > 1 else None
            if (record.volunteer_id, record.second_volunteer_id) != (crew[0], second):
                given = {"volunteer_id": crew[0], "second_volunteer_id": second}
                set_fields(record, given | {"confirmed_by_id": actor.user_id})
        elif record.volunteer_id in gone:
            set_fields(record, {"volunteer_id": None, "second_volunteer_id": None, "confirmed_by_id": None})
    work.session.flush()


def _give_stops(work: UnitOfWork, held: Round, added: Sequence[Carried]) -> list[str]:
    """Tie tasks to the stops of their households, new ones where needed; the order they make."""
    stops = {stop.household_id: stop for stop in query.stops(work.session, held.id)}
    order = list(stops)
    for household_id in dict.fromkeys(str(task.household_id) for task in added):
        if household_id not in stops:
            stops[household_id] = Stop(round_id=held.id, household_id=household_id, position=len(stops) + 1)
            work.add(stops[household_id])
    work.session.flush()
    records = query.task_records(work.session, [task.task_id for task in added])
    for task in added:
        values = {"stop_id": stops[str(task.household_id)].id, "on_date": held.on_date}
        values |= {"outcome": None, "outcome_at": None, "outcome_note": ""}
        set_fields(records[task.task_id], values)
    work.session.flush()
    before = [place.household_id for place in query.remembered(work.session, area_key(held))]
    kept = [key for key in merged(before, order) if key in stops]
    halts = halts_of(query.carried(work.session, [held.id]))
    return in_order(halts, ends_in(work.session, held), kept)


def _round_of_stop(session: Session, stop_id: str | None) -> Round | None:
    stop = session.get(Stop, stop_id) if stop_id else None
    return session.get(Round, stop.round_id) if stop is not None and stop.voided_at is None else None
