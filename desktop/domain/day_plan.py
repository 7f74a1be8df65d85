"""A day's deliveries planned for many volunteers at once: who goes where, in which order, who is left out.

Rule 5 of the domain is kept at each step: clearance and do-not-pair are gates, the usual volunteer comes
first, the way is short; and the order a coordinator chose before beats the clever one if it keeps the times.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from db.enums import Transport
from desktop.domain.match_facts import Place
from desktop.domain.match_notes import DETOUR, SPEED
from desktop.domain.matching import metres_between
from desktop.domain.route_problem import (
    RoutePlan,
    RouteProblem,
    RouteStop,
    RouteVehicle,
    distance_of,
    fits,
    schedule,
    total_distance,
)
from desktop.domain.route_search import search

USUAL_METRES = 2_000
"""How far out of the way a stop may take its usual volunteer before another one goes."""
DAY_END = 24 * 60
_SECONDS = 60
_WAYS = tuple(SPEED)


class WhyOut(StrEnum):
    """Why nobody goes to a stop."""

    NO_PLACE = "no_place"
    NOBODY_MAY = "nobody_may"
    TOO_MUCH = "too_much"
    NO_TIME = "no_time"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Load:
    """What a stop takes, or what a volunteer can carry: bags of any kind, and of them hot and cold ones."""

    bags: int = 0
    hot: int = 0
    cold: int = 0


CARRIES: Mapping[Transport, Load] = {
    Transport.FOOT: Load(3, 3, 2),
    Transport.BIKE: Load(5, 5, 3),
    Transport.CAR: Load(24, 16, 10),
    Transport.VAN: Load(60, 40, 24),
}
"""What fits where nothing else was said: bags of about 8 kg, hot boxes and cool bags among them."""
FARTHEST: Mapping[Transport, int] = {Transport.FOOT: 6_000, Transport.BIKE: 20_000}
"""Most metres on the ground that anybody is asked to walk or ride; the hub's habit."""


@dataclass(frozen=True, slots=True)
class DayStop:
    """A household to be delivered to.

    Attributes:
        key: of the household.
        place: where it is; not known for a postcode nobody has.
        load: what it takes.
        earliest: minutes since midnight before which nobody may come.
        latest: minutes since midnight by which somebody must have come.
        minutes: spent there.
        may: keys of the volunteers who may go: cleared, not kept apart; None for all.
        usual: key of the volunteer who usually goes; empty for none.
        remembered: its place in the order the coordinator chose before; None where there is none.
        order: which of the coordinator's orders that is; places in two of them are not compared.
    """

    key: str
    place: Place
    load: Load = field(default_factory=Load)
    earliest: int = 0
    latest: int = DAY_END
    minutes: int = 5
    may: frozenset[str] | None = None
    usual: str = ""
    remembered: int | None = None
    order: str = ""


@dataclass(frozen=True, slots=True)
class DayVolunteer:
    """Somebody who goes out.

    Attributes:
        starts: minutes since midnight.
        ends: minutes since midnight by which they are back, or done where they may end anywhere.
        start: where they set out.
        end: where they end; None for anywhere.
        most: stops they take at most; None for as many as they can.
    """

    key: str
    transport: Transport
    carries: Load
    starts: int
    ends: int
    start: Place
    end: Place | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class DayRoute:
    """One volunteer's day.

    Attributes:
        stops: keys of households in order.
        arrivals: minutes since midnight for each, when service begins.
        back: minutes since midnight at the end.
        metres: on the ground.
        leaves: minutes since midnight when they set out.
    """

    volunteer: str
    stops: tuple[str, ...]
    arrivals: tuple[int, ...]
    back: int
    metres: int
    leaves: int = 0


@dataclass(frozen=True, slots=True)
class DayPlan:
    """A plan for the day.

    Attributes:
        routes: one for each volunteer who goes, in the order given.
        left_out: households nobody goes to, with why.
        strangers: households whose usual volunteer is out but does not go to them.
    """

    routes: tuple[DayRoute, ...]
    left_out: tuple[tuple[str, WhyOut], ...]
    strangers: tuple[str, ...] = ()

    @property
    def metres(self) -> int:
        """All ways together."""
        return sum(route.metres for route in self.routes)


def plan_day(
    stops: Sequence[DayStop],
    volunteers: Sequence[DayVolunteer],
    seconds: float,
    *,
    iterations: int | None = None,
    plain: bool = False,
    progress: Callable[[int, int], None] | None = None,
    cancel: Callable[[], bool] = lambda: False,
) -> DayPlan:
    """Plan a day.

    Args:
        stops: households; those whose place is not known are left out.
        volunteers: those who go out.
        seconds: the longest the search may take.
        iterations: stop after so many steps instead, for the same answer on every machine.
        plain: use plain Python even where the solver is installed.
        progress: told of the best so far: its metres, and how many known households it leaves out.
        cancel: asked all the time; when it says yes the best plan so far is given.
    """
    known = [stop for stop in stops if _is_known(stop.place)]
    problem = problem_of(known, volunteers)
    told = None if progress is None else lambda one: progress(total_distance(problem, one), len(one.left_out))
    found = search(problem, seconds, iterations=iterations, plain=plain, progress=told, cancel=cancel)
    return read_plan(stops, volunteers, problem, _as_remembered(known, problem, found))


def problem_of(stops: Sequence[DayStop], volunteers: Sequence[DayVolunteer]) -> RouteProblem:
    """The day in whole numbers: metres on the ground and seconds.

    Args:
        stops: households whose places are known.
        volunteers: those who go out.
    """
    at = {one.key: number for number, one in enumerate(volunteers)}
    places = [one.start for one in volunteers] + [one.end for one in volunteers]
    nodes: list[Place | None] = [*(stop.place for stop in stops), *places]
    metres = _metres(nodes)
    ways = tuple(sorted({one.transport for one in volunteers}, key=_WAYS.index)) or _WAYS[:1]
    durations = tuple([[round(one * _SECONDS / SPEED[way]) for one in row] for row in metres] for way in ways)
    first, last = len(stops), len(stops) + len(volunteers)
    return RouteProblem(
        tuple(_stop(stop, node, at) for node, stop in enumerate(stops)),
        tuple(
            RouteVehicle(
                first + number,
                last + number,
                (one.carries.bags, one.carries.hot, one.carries.cold, _most(one, stops)),
                one.starts * _SECONDS,
                one.ends * _SECONDS,
                farthest=FARTHEST.get(one.transport),
                table=ways.index(one.transport),
            )
            for number, one in enumerate(volunteers)
        ),
        tuple(metres for _ in ways),
        durations,
        USUAL_METRES,
    )


def read_plan(
    stops: Sequence[DayStop], volunteers: Sequence[DayVolunteer], problem: RouteProblem, plan: RoutePlan
) -> DayPlan:
    """A plan in the day's own words.

    Args:
        stops: all households, those without a place too.
        volunteers: those who go out.
        problem: as `problem_of` made it of the households whose places are known.
        plan: keeps every rule of the problem.
    """
    known = [stop for stop in stops if _is_known(stop.place)]
    routes = []
    for number, route in enumerate(plan.routes):
        begins = schedule(problem, number, route)
        if route and begins is not None:
            times = tuple(-(-one // _SECONDS) for one in begins)
            keys = tuple(known[index].key for index in route)
            metres = distance_of(problem, number, route)
            leaves = (begins[0] - _way_to_first(problem, number, route)) // _SECONDS
            leaves = max(leaves, volunteers[number].starts)
            routes.append(DayRoute(volunteers[number].key, keys, times[:-1], times[-1], metres, leaves))
    out = [(stop.key, WhyOut.NO_PLACE) for stop in stops if not _is_known(stop.place)]
    out += [(known[index].key, _why_out(problem, index)) for index in plan.left_out]
    going = {key: route.volunteer for route in routes for key in route.stops}
    here = {one.key for one in volunteers}
    strangers = tuple(
        stop.key for stop in known if stop.usual in here and going.get(stop.key, stop.usual) != stop.usual
    )
    return DayPlan(tuple(routes), tuple(out), strangers)


def even_share(stops: int, volunteers: int) -> int:
    """The most stops each takes where a day is shared evenly: one more than the mean, for room to choose."""
    return -(-stops // max(volunteers, 1)) + 1


def _most(one: DayVolunteer, stops: Sequence[DayStop]) -> int:
    return len(stops) if one.most is None else one.most


def _way_to_first(problem: RouteProblem, number: int, route: Sequence[int]) -> int:
    """Seconds from where somebody sets out to their first stop."""
    held = problem.vehicles[number]
    return int(problem.durations[held.table][held.start][problem.stops[route[0]].node])


def _stop(stop: DayStop, node: int, at: Mapping[str, int]) -> RouteStop:
    may = None if stop.may is None else frozenset(at[key] for key in stop.may if key in at)
    return RouteStop(
        node,
        (stop.load.bags, stop.load.hot, stop.load.cold, 1),
        stop.earliest * _SECONDS,
        stop.latest * _SECONDS,
        stop.minutes * _SECONDS,
        vehicles=may,
        usual=at.get(stop.usual),
    )


def _metres(nodes: Sequence[Place | None]) -> list[list[int]]:
    """On the ground; nought from and to nowhere."""
    return [
        [
            0 if one is None or other is None else round((metres_between(one, other) or 0) * DETOUR)
            for other in nodes
        ]
        for one in nodes
    ]


def _is_known(place: Place) -> bool:
    return place.easting is not None and place.northing is not None


def _as_remembered(stops: Sequence[DayStop], problem: RouteProblem, plan: RoutePlan) -> RoutePlan:
    """The coordinator's own orders within each route, wherever they keep the times."""
    routes = []
    for number, route in enumerate(plan.routes):
        kept = [index for index in route if stops[index].remembered is not None]
        for order in sorted({stops[index].order for index in kept}):
            own = [index for index in kept if stops[index].order == order]
            wanted = iter(sorted(own, key=lambda index: (stops[index].remembered, index)))
            turned = tuple(next(wanted) if index in own else index for index in route)
            route = turned if schedule(problem, number, turned) is not None else route
        routes.append(route)
    return RoutePlan(tuple(routes), plan.left_out)


def _why_out(problem: RouteProblem, index: int) -> WhyOut:
    """The first thing in the way, were everybody still empty-handed."""
    may = [number for number in range(len(problem.vehicles)) if problem.stops[index].may_go_on(number)]
    if not may:
        return WhyOut.NOBODY_MAY
    able = [number for number in may if fits(problem, number, [index])]
    if not able:
        return WhyOut.TOO_MUCH
    if all(schedule(problem, number, [index]) is None for number in able):
        return WhyOut.NO_TIME
    return WhyOut.FULL
