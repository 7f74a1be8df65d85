"""The lines of a proposal: who is left out first, then each volunteer with the stops they would go to."""

from dataclasses import dataclass
from enum import Enum

from desktop.domain.day_plan import DayRoute
from desktop.services.day_homes import HomeLine
from desktop.services.day_plans import DayProposal
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.tokens import Tone
from desktop.ui.rounds.day.words import about, hours_words, route_words, usual_words, why_left, window_words
from desktop.ui.rounds.faces import Face, Mark

OUT = ""
"""The volunteer of those nobody goes to."""


class LineKind(Enum):
    """What a line is."""

    HEAD = "head"
    STOP = "stop"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class DayLine:
    """One line.

    Attributes:
        kind: what it is.
        volunteer: whose route it belongs to; `OUT` for none.
        face: what it shows.
    """

    kind: LineKind
    volunteer: str
    face: Face


def lines_of(proposal: DayProposal) -> list[DayLine]:
    """The lines of a proposal."""
    found = _left_out(proposal)
    for route in proposal.plan.routes:
        found.append(DayLine(LineKind.HEAD, route.volunteer, _head(proposal, route)))
        stops = zip(route.stops, route.arrivals, strict=True)
        for number, (home, at) in enumerate(stops, 1):
            face = _stop(proposal, route, home, number, at)
            found.append(DayLine(LineKind.STOP, route.volunteer, face))
    return found


def _left_out(proposal: DayProposal) -> list[DayLine]:
    left = proposal.plan.left_out
    if not left:
        return []
    title = tr_count("{count} left out", "{count} left out", len(left))
    head = Face(OUT, 0, "", title, "", tr("Each says why, and what would help"))
    found = [DayLine(LineKind.HEAD, OUT, head)]
    for home, why in left:
        line = proposal.homes[home]
        words = why_left(proposal, home, why)
        found.append(
            DayLine(LineKind.OUT, OUT, Face(home, 0, "", line.name, _address(line), words, tip=words))
        )
    return found


def _head(proposal: DayProposal, route: DayRoute) -> Face:
    words = ", ".join(part for part in (route_words(proposal, route), usual_words(proposal, route)) if part)
    return Face(
        route.volunteer, 0, "", proposal.names[route.volunteer], "", f"{hours_words(route)} · {words}"
    )


def _stop(proposal: DayProposal, route: DayRoute, home: str, number: int, at: int) -> Face:
    line, usual = proposal.homes[home], proposal.usual.get(home, "")
    mark = None
    if usual == route.volunteer:
        mark = Mark(tr("usual face"), "heart-handshake")
    elif usual and home in proposal.plan.strangers:
        name = proposal.names.get(usual, "")
        mark = Mark(tr("usually {name}", name=name.split(" ")[0]), "user", Tone.SECOND)
    second = " · ".join(part for part in (line.items, window_words(line)) if part)
    return Face(home, number, about(at), line.name, _address(line), second, mark)


def _address(line: HomeLine) -> str:
    return line.address or line.postcode
