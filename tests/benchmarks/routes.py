"""A day of deliveries for many volunteers: how good in half a minute, against five, and against hands."""

from dataclasses import replace
from random import Random

from db.enums import Transport
from desktop.domain.day_plan import CARRIES, DayStop, DayVolunteer, Load, problem_of
from desktop.domain.match_facts import Place
from desktop.domain.route_check import faults
from desktop.domain.route_problem import RoutePlan, RouteProblem, fits, schedule, total_distance
from desktop.domain.route_search import search
from desktop.runtime.gazetteer import gazetteer
from tests.benchmarks.measure import Figure, Hub, timed

STOPS, VOLUNTEERS = 200, 12
MANY, FLEET = 1_000, 60
SHORT, LONG, LARGE = 30.0, 300.0, 50.0
_OUTCODES = ("IP11", "IP4", "IP3", "IP1", "IP2", "IP5", "IP12", "IP8", "IP9")
_LENGTH = "km"


def rounds(_hub: Hub) -> list[Figure]:
    """Plans of 200 stops for 12 volunteers and of 1,000 for 60, each checked apart from the search."""
    postcodes, problem = made(STOPS, VOLUNTEERS, 1)
    short = search(problem, SHORT)
    long = search(problem, LONG)
    hands = by_postcode(problem, postcodes)
    large = made(MANY, FLEET, 3)[1]
    plans: list[RoutePlan] = []
    took = timed(lambda: plans.append(search(large, LARGE)))
    wrong = [len(faults(problem, one)) for one in (short, long, hands)] + [len(faults(large, plans[0]))]
    out = [len(one.left_out) for one in (short, long, hands, plans[0])]
    note = f"{sum(wrong)} faults; left out {out}"
    size = f"{STOPS:,} stops, {VOLUNTEERS} volunteers"
    return [
        Figure(
            f"{size}: {SHORT:g} s against {LONG:g} s",
            _km(problem, short),
            _km(problem, long),
            1.03,
            _LENGTH,
            note,
        ),
        Figure(f"{size}: against sorted by postcode", _km(problem, short), _km(problem, hands), 0.7, _LENGTH),
        Figure(
            f"{MANY:,} stops, {FLEET} volunteers",
            took,
            None,
            None,
            "s",
            f"goal 60; {_km(large, plans[0]):.0f} km",
        ),
    ]


def made(stops: int, volunteers: int, spread: int) -> tuple[list[str], RouteProblem]:
    """A day made by chance at real public postcodes; windows, loads, hours and ways of going differ.

    Args:
        stops: how many households.
        volunteers: how many go out from one hub.
        spread: over how many postcode districts.

    Returns:
        The postcode of each stop, and the problem.
    """
    chance = Random(stops)
    places = [place for name in _OUTCODES[:spread] for place in gazetteer().postcodes_in(name)]
    chosen = chance.sample(places, stops)
    hub = chosen[0]
    base = Place(hub.easting, hub.northing)
    asked = [
        DayStop(
            str(at),
            Place(one.easting, one.northing),
            Load(chance.choice((1, 1, 1, 2, 3)), 0, chance.choice((0, 0, 1))),
            *chance.choice(((540, 1_020), (540, 1_020), (600, 780), (780, 1_020))),
            minutes=3,
        )
        for at, one in enumerate(chosen)
    ]
    hours = ((540, 780), (600, 900), (540, 1_020), (780, 1_020))
    crew = [
        DayVolunteer(str(at), Transport.CAR, CARRIES[Transport.CAR], *hours[at % len(hours)], base, base)
        for at in range(volunteers)
    ]
    room = -(-sum(one.load.bags for one in asked) * 5 // (4 * volunteers))
    crew = [replace(one, carries=Load(max(room, 24), 16, max(room, 12))) for one in crew]
    return [one.postcode for one in chosen], problem_of(asked, crew)


def by_postcode(problem: RouteProblem, postcodes: list[str]) -> RoutePlan:
    """What hands do: sorted by postcode and dealt out in that order, each until full or out of time."""
    waiting = sorted(range(len(postcodes)), key=lambda at: postcodes[at])
    routes: list[tuple[int, ...]] = []
    for vehicle in range(len(problem.vehicles)):
        route: tuple[int, ...] = ()
        for at in list(waiting):
            tried = (*route, at)
            if fits(problem, vehicle, tried) and schedule(problem, vehicle, tried) is not None:
                route = tried
                waiting.remove(at)
        routes.append(route)
    return RoutePlan(tuple(routes), tuple(waiting))


def _km(problem: RouteProblem, plan: RoutePlan) -> float:
    return total_distance(problem, plan) / 1_000
