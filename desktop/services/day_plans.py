"""A day's deliveries shared out among many volunteers: proposed, looked at, only then made into rounds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy.orm import Session

from db.enums import RoundStatus, TaskKind, VolunteerStatus
from db.models import Round, Volunteer
from db.queries import matching as query
from db.queries import rounds as round_query
from db.queries.matching import Belongings, VolunteerBasics
from db.queries.rounds import Carried
from db.session import UnitOfWork
from desktop.domain.day_plan import CARRIES, DAY_END, DayPlan, DayRoute, DayStop, DayVolunteer, Load, plan_day
from desktop.domain.errors import DomainError
from desktop.domain.match_facts import NOWHERE, Place
from desktop.domain.round_order import place_of
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.candidates import minute_of
from desktop.services.records import get
from desktop.services.round_gates import held_back
from desktop.services.round_items import items_of
from desktop.services.round_stops import arrange, base_of, put_on
from desktop.services.rounds import open_tasks

USUAL_HOURS = (time(10), time(13))
"""When somebody goes out who said no hours; the hub's habit."""
SECONDS = 10.0
_EVERYWHERE = "all"


@dataclass(frozen=True, slots=True)
class Goer:
    """A volunteer who goes out that day.

    Attributes:
        volunteer_id: who.
        starts: when they set out from the hub.
        ends: when they are back, or done where they go home from the last door.
        comes_back: whether they come back to the hub.
    """

    volunteer_id: str
    starts: time
    ends: time
    comes_back: bool = True


@dataclass(frozen=True, slots=True)
class DayProposal:
    """What is proposed; nothing is changed by it.

    Attributes:
        day: the day.
        goers: who was to go.
        plan: the routes, and who is left out.
        names: of volunteers and households, by key.
        tasks: keys of the tasks of each household.
        reasons: why nobody may go to a household, in words, where the gates are in the way.
    """

    day: date
    goers: tuple[Goer, ...]
    plan: DayPlan
    names: Mapping[str, str]
    tasks: Mapping[str, tuple[str, ...]]
    reasons: Mapping[str, str]


class DayPlans(Service):
    """Verbs on a day for many volunteers."""

    @verb("round.set")
    def who_is_free(self, actor: Actor, day: date) -> list[Goer]:
        """Active volunteers who are not away, with the hours they said for that weekday.

        Args:
            actor: who plans.
            day: the date.

        Returns:
            Whoever said hours for it, from the first hour to the last.
        """
        with self.store.read() as session:
            found = query.active(session)
            held = query.belongings(session, [one.id for one in found], day, day)
        return [
            Goer(one.id, min(start for start, _end in hours), max(end for _start, end in hours))
            for one in found
            if not held.absences.get(one.id)
            and (
                hours := [
                    (start, end) for at, start, end in held.slots.get(one.id, ()) if at == day.weekday()
                ]
            )
        ]

    @verb("round.set")
    def propose(
        self,
        actor: Actor,
        day: date,
        goers: Sequence[Goer],
        seconds: float = SECONDS,
        *,
        iterations: int | None = None,
        progress: Callable[[int, int], None] | None = None,
        cancel: Callable[[], bool] = lambda: False,
    ) -> DayProposal:
        """Propose who goes where; nothing is changed.

        Takes the deliveries of the day that are on no round, and single ones that are late. Clearance, pairs,
        people kept apart and recorded refusals are asked of the gate for each household and volunteer.

        Args:
            actor: who plans.
            day: the date.
            goers: who goes out.
            seconds: the longest the search may take.
            iterations: stop after so many steps instead, for the same answer on every machine.
            progress: told of the best so far.
            cancel: when it says yes the best so far is given.

        Raises:
            DomainError: nobody goes, somebody is away or not active, or an end is before its beginning.
        """
        with self.store.read() as session:
            crew = _crew(session, day, goers)
            tasks = [
                task
                for task in open_tasks(session, day)
                if task.kind is TaskKind.DELIVERY and task.household_id and not task.stop_id
            ]
            closed, reasons = _closed(session, tasks, [one.volunteer_id for one in goers], self.today())
            remembered = {
                one.household_id: one.position for one in round_query.remembered(session, _EVERYWHERE)
            }
            base, held = base_of(session), crew.held
        homes = _by_home(tasks)
        usual = {home: key for key, mine in held.usual.items() for home in mine}
        keys = [one.volunteer_id for one in goers]
        stops = [_stop(home, mine, keys, closed, usual, remembered) for home, mine in homes.items()]
        going = _going(goers, crew, base)
        plan = plan_day(stops, going, seconds, iterations=iterations, progress=progress, cancel=cancel)
        names = {key: _name(one) for key, one in crew.basics.items()}
        names |= {home: mine[0].address_line1 or mine[0].postcode for home, mine in homes.items()}
        held_tasks = {home: tuple(task.task_id for task in mine) for home, mine in homes.items()}
        return DayProposal(day, tuple(goers), plan, names, held_tasks, reasons)

    @verb("round.set")
    def accept(self, actor: Actor, proposal: DayProposal) -> Changes:
        """Make the rounds of a proposal, one for each volunteer, in one transaction; the gate is asked again.

        Args:
            actor: who plans.
            proposal: as it was shown.

        Raises:
            DomainError: what it takes went on another round meanwhile, or nobody may go any more.
        """
        with self.store.write(actor.user_id) as work:
            made = [_make(work, actor, proposal, route, self.today()) for route in proposal.plan.routes]
            references = ", ".join(f"S-{one.number}" for one in made)
            stops = sum(len(route.stops) for route in proposal.plan.routes)
            words = f"{stops} stops on {references}" if made else "Nothing was planned"
            return changes(work, made[0].id if made else "", words)


@dataclass(frozen=True, slots=True)
class _Crew:
    basics: Mapping[str, VolunteerBasics]
    held: Belongings


def _crew(session: Session, day: date, goers: Sequence[Goer]) -> _Crew:
    keys = [one.volunteer_id for one in goers]
    if not keys:
        raise DomainError("Choose who goes out.", field="volunteers")
    found = query.active(session, among=keys)
    basics = {one.id: one for one in found if one.status is VolunteerStatus.ACTIVE}
    held = query.belongings(session, keys, day, day)
    for one in goers:
        if one.ends <= one.starts:
            raise DomainError("The end is before the beginning. Change one of the times.", field="ends")
        if one.volunteer_id not in basics:
            raise DomainError("Somebody chosen is not active any more. Choose again.", field="volunteers")
        if held.absences.get(one.volunteer_id):
            name = _name(basics[one.volunteer_id])
            raise DomainError(f"{name} is away that day. Choose somebody else.", field="volunteers")
    return _Crew(basics, held)


def _going(goers: Sequence[Goer], crew: _Crew, base: Place | None) -> list[DayVolunteer]:
    """Those who go, with what fits on the way they travel."""
    found = []
    for one in goers:
        how = crew.basics[one.volunteer_id].transport
        start, end = minute_of(one.starts, 0), minute_of(one.ends, DAY_END)
        back = base if one.comes_back else None
        found.append(DayVolunteer(one.volunteer_id, how, CARRIES[how], start, end, base or NOWHERE, back))
    return found


def _name(one: VolunteerBasics) -> str:
    return f"{one.first_name} {one.last_name}".strip() or f"V-{one.number}"


def _by_home(tasks: Sequence[Carried]) -> dict[str, list[Carried]]:
    found: dict[str, list[Carried]] = {}
    for task in tasks:
        found.setdefault(str(task.household_id), []).append(task)
    return found


def _closed(
    session: Session, tasks: Sequence[Carried], volunteers: Sequence[str], today: date
) -> tuple[dict[str, set[str]], dict[str, str]]:
    """For each household the volunteers a gate keeps away, and one reason; one sitting of the gate for all.

    Each task stands once for each volunteer, so that what the gate reads does not grow with either.
    """
    pairs = {f"{task.task_id}:{key}": (task, key) for task in tasks for key in volunteers}
    asked = [task._replace(task_id=pair) for pair, (task, _key) in pairs.items()]
    closed: dict[str, set[str]] = {}
    reasons: dict[str, str] = {}
    for one in held_back(session, asked, {pair: (key,) for pair, (_task, key) in pairs.items()}, today):
        task, key = pairs[one.task_id]
        closed.setdefault(str(task.household_id), set()).add(key)
        reasons.setdefault(str(task.household_id), one.words)
    return closed, reasons


def _stop(
    home: str,
    tasks: Sequence[Carried],
    volunteers: Sequence[str],
    closed: Mapping[str, set[str]],
    usual: Mapping[str, str],
    remembered: Mapping[str, int],
) -> DayStop:
    counts = [(sum(item.count for item in items_of(task)), task.keep) for task in tasks]
    return DayStop(
        home,
        place_of(tasks[0].easting, tasks[0].northing),
        Load(
            sum(count for count, _keep in counts),
            sum(count for count, keep in counts if keep == "hot"),
            sum(count for count, keep in counts if keep == "cold"),
        ),
        minutes=max(task.minutes for task in tasks),
        may=frozenset(volunteers) - closed.get(home, set()),
        usual=usual.get(home, ""),
        remembered=remembered.get(home),
    )


def _make(work: UnitOfWork, actor: Actor, proposal: DayProposal, route: DayRoute, today: date) -> Round:
    goer = next(one for one in proposal.goers if one.volunteer_id == route.volunteer)
    get(work.session, Volunteer, route.volunteer, "volunteer")
    held = Round(
        number=work.next_number("round"),
        name=f"Round of {proposal.names[route.volunteer]}",
        on_date=proposal.day,
        starts_at=goer.starts,
        ends_at=goer.ends,
        status=RoundStatus.PLANNED,
        driver_id=route.volunteer,
    )
    work.add(held)
    work.session.flush()
    tasks = [task for home in route.stops for task in proposal.tasks[home]]
    problems = put_on(work, actor, held, tasks, today)
    if problems:
        raise DomainError(f"{problems[0]} Plan the day again.")
    arrange(work, held, route.stops)
    return held
