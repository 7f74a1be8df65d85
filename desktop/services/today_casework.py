"""What casework gives Today: steps whose day has come."""

from db.enums import Urgency
from db.queries import casework as query
from desktop.services.needs import PRIVATE_LABEL, sees_private
from desktop.services.today_items import Desk, TodayItem, source, words

_MOST = 40
_SHOWN = 5


@source("casework", "case.set")
def to_do(desk: Desk) -> list[TodayItem]:
    """One line for each request with a step past its day: the oldest step of it, one's own requests first."""
    firsts: dict[str, query.OverdueRow] = {}
    for one in query.overdue(desk.session, desk.today, _MOST):
        firsts.setdefault(one.step.request_id, one)
    mine = desk.actor.user_id
    found = sorted(firsts.values(), key=lambda one: (one.step.owner_id != mine, one.step.due_on, one.number))
    return [_line(desk, one) for one in found[:_SHOWN]]


def _line(desk: Desk, one: query.OverdueRow) -> TodayItem:
    hidden = one.is_private and not sees_private(desk.actor, one.taken_by_id)
    owner = one.step.owner
    return TodayItem(
        key=f"casework:{one.step.id}",
        urgency=Urgency.TODAY if one.step.owner_id == desk.actor.user_id else Urgency.THIS_WEEK,
        day=one.step.due_on or desk.today,
        sentence=words("{step}", step=PRIVATE_LABEL if hidden else one.step.words),
        second=(
            words("R-{number}, for {person}", number=one.number, person=one.person),
            words("{name} does it", name=owner) if owner else words("Nobody does it yet"),
        ),
        verb=words("Open it"),
        place="requests",
        item=one.step.request_id,
    )
