"""What the page reads in one go: the task, who could do it, who else might help, and what was given."""

from dataclasses import dataclass
from datetime import date

from db.enums import OfferAnswer
from db.queries.organisations import OrganisationFilter, OrganisationRow
from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.services.assigning import OVERRIDE
from desktop.services.matching import Matching, MatchView
from desktop.services.needs import Needs
from desktop.services.offers import Given, Offers
from desktop.services.organisations import Organisations
from desktop.services.people import People
from desktop.services.requests import RequestDetail, Requests

TASK = "task:"
"""Before a task's key, where one task of a request is meant rather than the next that nobody has."""
REFERRALS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Look:
    """One task with everything the page shows.

    Attributes:
        view: the task and everybody considered for it.
        today: the day it is.
        private: the need is one that is not told before a yes.
        referrals: organisations that help with this need.
        household_id: where help goes; empty when not known.
        volunteer_id: who has the task; empty for nobody.
        given: what that volunteer is told; None while nobody has the task.
    """

    view: MatchView
    today: date
    private: bool
    referrals: tuple[OrganisationRow, ...]
    household_id: str
    volunteer_id: str
    given: Given | None


def look(context: AppContext, item: str) -> Look:
    """Read everything (worker).

    Args:
        context: the open hub.
        item: the key of a request, or of a task after `TASK`.

    Raises:
        NotFound: the request has no task to find somebody for.
    """
    actor, matching = context.actor, context.service(Matching)
    task_id = item.removeprefix(TASK) if item.startswith(TASK) else matching.task_for(actor, item)
    view = matching.for_task(actor, task_id)
    request = context.service(Requests).get(actor, view.card.request_id)
    line = next((one for one in request.tasks if one.id == task_id), None)
    volunteer_id = (line.volunteer_id if line else None) or ""
    person = context.service(People).get(actor, request.draft.person_id)
    return Look(
        view,
        matching.today(),
        request.is_private,
        _referrals(context, request, view.card.area),
        person.household_id or "",
        volunteer_id,
        context.service(Offers).given(actor, task_id) if volunteer_id else None,
    )


def _referrals(context: AppContext, request: RequestDetail, area: str) -> tuple[OrganisationRow, ...]:
    """Who else helps with this need, those working in its area first."""
    actor, organisations = context.actor, context.service(Organisations)
    codes = {one.code: one.id for one in context.service(Needs).all(actor, with_inactive=True)}
    need_id = codes.get(request.draft.need_code)
    if need_id is None:
        return ()
    rows = organisations.rows(actor, organisations.ids(actor, OrganisationFilter(need_id=need_id)))
    near = sorted(rows, key=lambda row: area not in row.areas.split(", "))
    return tuple(near[:REFERRALS_SHOWN])


def needs_reason(problem: object) -> bool:
    """Whether a refusal can be got past by saying why: somebody is busy or away, never a check."""
    return isinstance(problem, DomainError) and problem.field == OVERRIDE


ANSWERS = {
    "Y": OfferAnswer.YES,
    "N": OfferAnswer.NO,
    "A": OfferAnswer.NO_ANSWER,
    "L": OfferAnswer.WILL_RING_BACK,
}
"""The letter of each answer."""
