"""What a request to restrict the use of somebody's data, or an objection to it, keeps the hub from doing.

The rules are those of UK GDPR. Article 18: what is restricted is kept and no more, but with the person's
consent or to protect the rights of somebody, until the restriction is lifted, and they are told before it is.
Article 21 with 18(1)(d): who objects is left alone while it is being decided; the right does not reach a life
at stake or what a law orders. Asked for, a restriction stands from the day it came: a hub that waited for its
own answer would share meanwhile what it was asked not to.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from db.enums import LawfulBasis
from db.enums_protection import RightKind, RightState

LIMITING = frozenset({RightKind.RESTRICTION, RightKind.OBJECTION})
"""Requests that keep somebody in until they are answered, and after that if they were granted."""
OVERRULED_BY = frozenset({LawfulBasis.VITAL_INTERESTS, LawfulBasis.RECOGNISED_LEGITIMATE_INTEREST})
"""Reasons in law that may stand above a recorded no: a life at stake, and safeguarding."""
NO_RIGHT_TO_OBJECT = frozenset({LawfulBasis.VITAL_INTERESTS, LawfulBasis.LEGAL_OBLIGATION})


class Limit(StrEnum):
    """What keeps somebody's data in the hub."""

    RESTRICTED = "restricted"
    OBJECTED = "objected"


class AskedLimit(NamedTuple):
    """One request on record.

    Attributes:
        lifted: the day a restriction or an objection that was granted ended; None while it stands.
    """

    kind: RightKind
    state: RightState
    lifted: date | None = None


def stands(one: AskedLimit) -> bool:
    """Whether a request keeps somebody in: while it is to be answered, and once granted until it ends."""
    return one.kind in LIMITING and one.state is not RightState.REFUSED and one.lifted is None


def limit_of(asked: Iterable[AskedLimit]) -> Limit | None:
    """What somebody's requests come to; a restriction is the stronger.

    Args:
        asked: everything they asked about their data.

    Returns:
        None where nothing stands.
    """
    kinds = {one.kind for one in asked if stands(one)}
    if RightKind.RESTRICTION in kinds:
        return Limit.RESTRICTED
    return Limit.OBJECTED if kinds else None


def keeps_in(limit: Limit | None, basis: LawfulBasis | None, *, overruled: bool = False) -> bool:
    """Whether somebody stays out of what leaves the hub.

    Args:
        limit: what they asked for.
        basis: the reason in law; None where a list leaves for the hub's own use.
        overruled: the safeguarding lead decided to share this once, with a reason.
    """
    if limit is None or (overruled and basis in OVERRULED_BY):
        return False
    return limit is Limit.RESTRICTED or basis not in NO_RIGHT_TO_OBJECT
