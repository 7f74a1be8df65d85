"""A day's deliveries shared out among many volunteers: proposed, looked at, only then made into rounds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from db.enums import RoundStatus
from db.models import Round, Volunteer
from db.queries import day_rounds as day_query
from db.queries import rounds as query
from db.queries.rounds import RoundFilter
from db.session import UnitOfWork
from desktop.domain.day_goers import Standing
from desktop.domain.day_plan import DayPlan, DayRoute, even_share, plan_day
from desktop.domain.errors import DomainError
from desktop.domain.map_plan import Point, place_on_grid
from desktop.domain.match_facts import Place
from desktop.domain.round_order import STEP
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.day_goers import Goer, GoerLine, clock, crew_of, goer_lines, going, name_of
from desktop.services.day_homes import HomeLine, by_home, closed_to, line_of, remembered, stop_of, to_share
from desktop.services.records import get, set_fields
from desktop.services.round_items import items_of, short_name
from desktop.services.round_stops import arrange, base_of, put_on

SECONDS = 10.0
AHEAD_DAYS = 14


@dataclass(frozen=True, slots=True)
class DayBoard:
    """A day before it is shared out.

    Attributes:
        day: the date.
        lines: everybody active, those who are likely to go first.
        homes: how many households there are to go to.
        bags: how many bags of any kind.
        rounds: references of rounds the day has already.
        places: of the households, as far as they are known.
        base: the hub; None where its place is not known.
    """

    day: date
    lines: tuple[GoerLine, ...]
    homes: int
    bags: int
    rounds: tuple[str, ...]
    places: tuple[Point, ...] = ()
    base: Point | None = None


@dataclass(frozen=True, slots=True)
class DayProposal:
    """What is proposed; nothing is changed by it.

    Attributes:
        day: the day.
        goers: who was to go.
        plan: the routes, and who is left out.
        names: of volunteers, by key.
        homes: households, by key.
        usual: who usually goes, by household.
        reasons: why nobody may go to a household, in words, where the gates are in the way.
        base: the hub; None where its place is not known.
    """

    day: date
    goers: tuple[Goer, ...]
    plan: DayPlan
    names: Mapping[str, str]
    homes: Mapping[str, HomeLine]
    usual: Mapping[str, str]
    reasons: Mapping[str, str]
    base: Point | None


class DayPlans(Service):
    """Verbs on a day for many volunteers."""

    @verb("round.set")
    def board(self, actor: Actor, day: date) -> DayBoard:
        """Who could go out on a day, and what there is to take.

        Args:
            actor: who plans.
            day: the date.
        """
        with self.store.read() as session:
            tasks = to_share(session, day)
            homes = by_home(tasks)
            usual: dict[str, int] = {}
            for key in day_query.usual_volunteers(session, list(homes)).values():
                usual[key] = usual.get(key, 0) + 1
            lines = goer_lines(session, day, self.today(), usual)
            held = query.ids(session, RoundFilter(first_day=day, last_day=day))
            rounds = tuple(f"S-{row.number}" for row in query.rows(session, held))
            hub = base_of(session)
        bags = sum(item.count for task in tasks for item in items_of(task))
        places = [place_on_grid(mine[0].easting, mine[0].northing) for mine in homes.values()]
        known = tuple(place for place in places if place is not None)
        return DayBoard(day, tuple(lines), len(homes), bags, rounds, known, point_of(hub))

    @verb("round.set")
    def next_day(self, actor: Actor) -> date:
        """The first day, within two weeks, with deliveries on no round; today where there is none.

        Args:
            actor: who plans.
        """
        today = self.today()
        with self.store.read() as session:
            found = day_query.first_open_day(session, today, today + timedelta(days=AHEAD_DAYS))
        return found or today

    @verb("round.set")
    def who_is_free(self, actor: Actor, day: date) -> list[Goer]:
        """Whoever can be sent on a day without asking: on the rota at the wheel, or free in hours they said.

        Args:
            actor: who plans.
            day: the date.
        """
        sent = (Standing.GOES, Standing.FREE)
        return [one.goer for one in self.board(actor, day).lines if one.standing in sent]

    @verb("round.set")
    def propose(
        self,
        actor: Actor,
        day: date,
        goers: Sequence[Goer],
        seconds: float = SECONDS,
        *,
        evenly: bool = False,
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
            evenly: everybody takes about as many stops, though the ways get longer.
            iterations: stop after so many steps instead, for the same answer on every machine.
            progress: told of the best so far: metres, and how many households it leaves out.
            cancel: when it says yes the best so far is given.

        Raises:
            DomainError: nobody goes, or somebody chosen cannot.
        """
        with self.store.read() as session:
            crew = crew_of(session, day, self.today(), goers)
            homes = by_home(to_share(session, day))
            closed, reasons = closed_to(session, actor, homes, list(crew), self.today())
            usual, orders = day_query.usual_volunteers(session, list(homes)), remembered(session)
            base = base_of(session)
        stops = [
            stop_of(home, mine, day, frozenset(crew) - closed.get(home, set()), usual, orders)
            for home, mine in homes.items()
        ]
        most = even_share(len(stops), len(crew)) if evenly else None
        plan = plan_day(
            stops, going(crew, base, most), seconds, iterations=iterations, progress=progress, cancel=cancel
        )
        names = {key: name_of(basics) for key, (basics, _goer) in crew.items()}
        lines = {home: line_of(mine, day) for home, mine in homes.items()}
        return DayProposal(day, tuple(goers), plan, names, lines, usual, reasons, point_of(base))

    @verb("round.set")
    def accept(self, actor: Actor, proposal: DayProposal) -> Changes:
        """Make the rounds of a proposal, one for each volunteer, in one transaction; the gate is asked again.

        Args:
            actor: who plans.
            proposal: as it was shown.

        Raises:
            DomainError: what it takes went on another round meanwhile, or somebody may not go any more.
        """
        with self.store.write(actor.user_id) as work:
            goers = {one.volunteer_id: one for one in proposal.goers}
            sent = [goers[route.volunteer] for route in proposal.plan.routes]
            if sent:
                crew_of(work.session, proposal.day, self.today(), sent)
            made = [_make(work, actor, proposal, route, self.today()) for route in proposal.plan.routes]
            references = ", ".join(f"S-{one.number}" for one in made)
            stops = sum(len(route.stops) for route in proposal.plan.routes)
            words = f"{stops} stops on {references}" if made else "Nothing was planned"
            return changes(work, made[0].id if made else "", words)

    @verb("round.set")
    def remember(self, actor: Actor, goer: Goer) -> Changes:
        """Keep how much somebody carries and where their rounds begin and end for the next time.

        Args:
            actor: who plans.
            goer: as they go; hours are not kept.
        """
        with self.store.write(actor.user_id) as work:
            held = get(work.session, Volunteer, goer.volunteer_id, "volunteer")
            values: dict[str, object] = {"round_begins": goer.begins, "round_finishes": goer.finishes}
            if goer.carries is not None:
                load = goer.carries
                values |= {"carries_bags": load.bags, "carries_hot": load.hot, "carries_cold": load.cold}
            set_fields(held, values)
            return changes(work, held.id, f"Kept for V-{held.number}")


def point_of(place: Place | None) -> Point | None:
    """A place as the map has it."""
    return None if place is None else place_on_grid(place.easting, place.northing)


def _short(name: str) -> str:
    """First name and initial: the name of a round stands on paper."""
    first, _, last = name.partition(" ")
    return short_name(first, "", last)


def _make(work: UnitOfWork, actor: Actor, proposal: DayProposal, route: DayRoute, today: date) -> Round:
    goer = next(one for one in proposal.goers if one.volunteer_id == route.volunteer)
    get(work.session, Volunteer, route.volunteer, "volunteer")
    held = Round(
        number=work.next_number("round"),
        name=f"Round of {_short(proposal.names[route.volunteer])}",
        on_date=proposal.day,
        starts_at=clock(route.leaves // STEP * STEP),
        ends_at=clock(-(-route.back // STEP) * STEP),
        begins=goer.begins,
        finishes=goer.finishes,
        status=RoundStatus.PLANNED,
        driver_id=route.volunteer,
    )
    work.add(held)
    work.session.flush()
    tasks = [task for home in route.stops for task in proposal.homes[home].tasks]
    problems = put_on(work, actor, held, tasks, today)
    if problems:
        raise DomainError(f"{problems[0]} Plan the day again.")
    arrange(work, held, route.stops)
    return held
