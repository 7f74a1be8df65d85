"""Everything the page of one round shows, read at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.enums import RequestStatus, RoundStatus, TaskOutcome
from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.domain.map_plan import Point, place_on_grid
from desktop.services.parcel_returns import CameBack, ParcelReturns
from desktop.services.parcel_views import CAME_BACK
from desktop.services.requests import Requests
from desktop.services.round_details import RoundDetail
from desktop.services.round_items import Label
from desktop.services.round_results import Board, RoundResults
from desktop.services.round_sheets import RoundSheets
from desktop.services.rounds import Rounds
from desktop.services.task_outcomes import alarm_key

_ENDED = (RequestStatus.DONE, RequestStatus.PASSED_ON, RequestStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class Alarm:
    """A welfare alarm that nobody has closed: who, and the request that follows it up."""

    stop: int
    name: str
    request_id: str
    reference: str


@dataclass(frozen=True, slots=True)
class RoundShown:
    """One round as its page shows it.

    Attributes:
        detail: the round.
        board: what came back.
        labels: stop number to the notes printed beside it.
        alarms: welfare alarms still open.
        safeguarding_phone: whom to ring when somebody is worried.
        hub_phone: whom the crew rings.
        base: the hub; None where its place is not known.
        parcels_back: parcels that came back and wait to be put back; empty for whoever does not handle stock.
        may_plan: whoever reads may change rounds.
    """

    detail: RoundDetail
    board: Board
    labels: Mapping[int, Sequence[Label]]
    alarms: tuple[Alarm, ...]
    safeguarding_phone: str
    hub_phone: str
    base: Point | None
    parcels_back: tuple[CameBack, ...] = ()
    may_plan: bool = True

    @property
    def can_move(self) -> bool:
        """Whether stops may still change places: nothing is out, nothing is keyed, and the reader plans."""
        return self.may_plan and self.detail.row.status is RoundStatus.PLANNED and not self.board.keyed


def read_round(context: AppContext, round_id: str) -> RoundShown:
    """Gather one round.

    Args:
        context: the open hub.
        round_id: its key or its reference.

    Raises:
        NotFound: there is no such round in use.
    """
    actor = context.actor
    found = context.service(Rounds).get(actor, round_id)
    board = context.service(RoundResults).came_back(actor, found.row.id)
    facts = context.facts()
    return RoundShown(
        found,
        board,
        _labels(context, found),
        tuple(_alarms(context, found)),
        facts.safeguarding_phone,
        facts.phone,
        place_on_grid(facts.easting, facts.northing),
        tuple(_parcels_back(context, found, board)),
        context.may("round.set"),
    )


def _parcels_back(context: AppContext, found: RoundDetail, board: Board) -> list[CameBack]:
    """Parcels to put back; nothing is read before something came back."""
    if not context.may("stock.move") or not any(one in CAME_BACK for one in board.by_outcome):
        return []
    return context.service(ParcelReturns).waiting(context.actor, found.row.id)


def _labels(context: AppContext, found: RoundDetail) -> dict[int, Sequence[Label]]:
    """Notes as printed; those who may not print sheets see the door notes alone."""
    if not context.may("round.print"):
        return {}
    sheet = context.service(RoundSheets).sheet(context.actor, found.row.id)
    return {stop.number: stop.labels for stop in sheet.stops}


def _alarms(context: AppContext, found: RoundDetail) -> list[Alarm]:
    made = []
    for stop in found.stops:
        for task in stop.tasks:
            if task.outcome is not TaskOutcome.LAST_UNOPENED:
                continue
            try:
                alarm = context.service(Requests).get(context.actor, alarm_key(task.task_id))
            except DomainError:
                continue
            if alarm.status not in _ENDED:
                made.append(Alarm(stop.number, stop.name, alarm.id, f"R-{alarm.number}"))
    return made
