"""Referrals: which step may follow on which, when to ask after one, and what its end means for the request.

States are those of the design's domain words: draft, sent, acknowledged, accepted, completed; or declined,
returned, withdrawn. A recipient may skip steps (a slip that says "done" says that they had it too), but
nothing follows on an end: whoever is passed on again gets a new referral.
"""

from collections.abc import Mapping
from datetime import date

from db.enums import CloseReason, Nation, Urgency
from db.enums_referrals import ReferralOutcome as Outcome
from db.enums_referrals import ReferralStatus as S
from desktop.domain.errors import DomainError
from desktop.domain.working_days import add_working_days

ENDS = (S.COMPLETED, S.DECLINED, S.RETURNED, S.WITHDRAWN)
"""States after which nobody waits for anything."""
WAITING = (S.SENT, S.ACKNOWLEDGED, S.ACCEPTED)
"""States in which somebody else has the person, and is asked after on the chase date."""
OPEN = (S.DRAFT, *WAITING)
MOVES: Mapping[S, frozenset[S]] = {
    S.DRAFT: frozenset({S.SENT, S.WITHDRAWN}),
    S.SENT: frozenset({S.ACKNOWLEDGED, S.ACCEPTED, *ENDS}),
    S.ACKNOWLEDGED: frozenset({S.ACCEPTED, *ENDS}),
    S.ACCEPTED: frozenset(ENDS),
    **{end: frozenset[S]() for end in ENDS},
}
_FIRST = {Urgency.TODAY: 1, Urgency.TOMORROW: 1, Urgency.THIS_WEEK: 2, Urgency.NO_RUSH: 5}
_THEN = {Urgency.TODAY: 1, Urgency.TOMORROW: 2, Urgency.THIS_WEEK: 4, Urgency.NO_RUSH: 10}
_AFTER: Mapping[Outcome, CloseReason | None] = {
    Outcome.HELPED: CloseReason.MET,
    Outcome.PARTLY_HELPED: CloseReason.PARTLY_MET,
    Outcome.NOT_NEEDED: CloseReason.NOT_NEEDED,
    Outcome.DID_NOT_WANT: CloseReason.NOT_NEEDED,
    Outcome.COULD_NOT_REACH: CloseReason.COULD_NOT_REACH,
    Outcome.NOT_HELPED: None,
}


def check_move(old: S, new: S) -> None:
    """Refuse a step a referral cannot take.

    Raises:
        DomainError: with what to do instead.
    """
    if new in MOVES[old]:
        return
    if old in ENDS:
        raise DomainError("This referral has ended. Begin a new one.")
    if old is S.DRAFT:
        raise DomainError("This referral has not gone yet. Send it first.")
    raise DomainError("Somebody wrote down an answer meanwhile. Look at it again.")


def first_chase(sent: date, urgency: Urgency, nation: Nation) -> date:
    """When to ask whether they have it: the hub's habit, by how soon help is needed."""
    return add_working_days(sent, _FIRST[urgency], nation)


def next_chase(heard: date, urgency: Urgency, nation: Nation) -> date:
    """When to ask how it goes, once they have it."""
    return add_working_days(heard, _THEN[urgency], nation)


def again(tried: date, nation: Nation) -> date:
    """When to ask again after nobody answered: the next working day."""
    return add_working_days(tried, 1, nation)


def comes_back(status: S, outcome: Outcome | None = None) -> bool:
    """Whether the request is the hub's again: nobody else helps."""
    if status is S.COMPLETED:
        return outcome is Outcome.NOT_HELPED
    return status in ENDS


def closes_as(outcome: Outcome) -> CloseReason | None:
    """What an outcome means for the request; None where it comes back."""
    return _AFTER[outcome]
