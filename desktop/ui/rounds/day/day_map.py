"""What the map shows of a proposal: one volunteer's round in full, the others faintly beneath."""

from desktop.domain.map_plan import BOTH, Point, legs_of
from desktop.services.day_plans import DayBoard, DayProposal
from desktop.ui.rounds.day.words import about, window_words
from desktop.ui.rounds.map.shown import MapShown, MapStop


def map_of_board(board: DayBoard) -> MapShown:
    """Where there is somebody to go to, before it is known who goes."""
    return MapShown(board.day.isoformat(), board.base, (), tuple((place,) for place in board.places))


def map_of(proposal: DayProposal, volunteer: str) -> MapShown:
    """Put together what the map shows.

    Args:
        proposal: the day.
        volunteer: whose round is shown in full; another key shows all of them faintly.
    """
    stops: tuple[MapStop, ...] = ()
    ends = {one.volunteer_id: legs_of(one.begins, one.finishes) for one in proposal.goers}
    others = []
    for route in proposal.plan.routes:
        if route.volunteer == volunteer:
            numbered = zip(route.stops, route.arrivals, strict=True)
            stops = tuple(_stop(proposal, home, at, number) for number, (home, at) in enumerate(numbered, 1))
        else:
            others.append(_way(proposal, route.stops))
    day = proposal.day.isoformat()
    return MapShown(day, proposal.base, stops, tuple(others), ends.get(volunteer, BOTH))


def _way(proposal: DayProposal, homes: tuple[str, ...]) -> tuple[Point, ...]:
    return tuple(place for home in homes if (place := proposal.homes[home].place) is not None)


def _stop(proposal: DayProposal, home: str, at: int, number: int) -> MapStop:
    line = proposal.homes[home]
    address = ", ".join(part for part in (line.address, line.postcode) if part)
    words = ". ".join(part for part in (line.items, window_words(line)) if part)
    return MapStop(home, number, line.name, address, words, about(at), line.place, line.exact)
