"""What answers to "may we share?" come to, and who stays out of a handover because of them.

The rules are the hub's reading of UK GDPR: Article 7(3) (consent can be taken back at any time), Article
21(1) (the right to object, which does not reach vital interests and legal obligations), and Annex 1 as
inserted by the Data (Use and Access) Act 2025 (safeguarding and emergencies as recognised legitimate
interests).
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from db.enums import Answer, LawfulBasis, PersonStatus
from desktop.domain.limits import NO_RIGHT_TO_OBJECT, OVERRULED_BY, Limit, keeps_in


class Standing(StrEnum):
    """What a person's answers about one recipient come to."""

    YES = "yes"
    NO = "no"
    WITHDRAWN = "withdrawn"
    NOT_ASKED = "not_asked"


class LeftOut(StrEnum):
    """Why somebody in scope is not in a handover."""

    SAID_NO = "said_no"
    WITHDRAWN = "withdrawn"
    NOT_ASKED = "not_asked"
    DECEASED = "deceased"
    DO_NOT_CONTACT = "do_not_contact"
    RESTRICTED = "restricted"
    OBJECTED = "objected"
    POINTS_TO_ONE = "points_to_one"


class Said(NamedTuple):
    """One answer about one recipient.

    Attributes:
        purpose: what it was asked for; each purpose stands by itself.
        withdrawn_at: when it was taken back; None while it stands.
    """

    purpose: str
    answer: Answer
    given_at: datetime
    withdrawn_at: datetime | None


class Stand(NamedTuple):
    """What the answers come to, and since when; no time where never asked."""

    standing: Standing
    since: datetime | None = None


HEALTH = "health"
"""The purpose of an answer about health notes: agreed to apart, as UK GDPR Article 9 sets them apart."""


class Agreed(NamedTuple):
    """What the answers about one recipient come to: being shared, and health notes going too.

    Attributes:
        limit: what they asked about the use of their data, whoever the recipient is.
    """

    sharing: Stand = Stand(Standing.NOT_ASKED)
    health: Stand = Stand(Standing.NOT_ASKED)
    limit: Limit | None = None


_STRONGEST = (Standing.NO, Standing.WITHDRAWN, Standing.YES, Standing.NOT_ASKED)


def standing(said: Iterable[Said]) -> Stand:
    """Sum up a person's answers about one recipient.

    The last answer for a purpose counts. "Not asked" after a yes means ask again; after a no it changes
    nothing, so that asking never wipes out a refusal. Over several purposes a refusal wins.

    Args:
        said: the answers, oldest first.

    Returns:
        What they come to.
    """
    by_purpose: dict[str, Stand] = {}
    for one in said:
        before = by_purpose.get(one.purpose, Stand(Standing.NOT_ASKED))
        by_purpose[one.purpose] = _after(before, one)
    stands = [Stand(Standing.NOT_ASKED), *by_purpose.values()]
    return min(stands, key=lambda stand: _STRONGEST.index(stand.standing))


def agreed(said: Iterable[Said]) -> Agreed:
    """Sum up the answers about one recipient, health apart: neither ever speaks for the other.

    Args:
        said: the answers, oldest first.

    Returns:
        What those about sharing come to, and what those about health notes do.
    """
    answers = list(said)
    return Agreed(
        standing(one for one in answers if one.purpose != HEALTH),
        standing(one for one in answers if one.purpose == HEALTH),
    )


def health_may_go(basis: LawfulBasis, what: Standing) -> bool:
    """Whether somebody's health notes may go along where the lead wants them in.

    Args:
        basis: the reason in law for sharing.
        what: what their answers about health notes come to.

    Returns:
        With consent only on a standing yes to this; on another reason unless they refused it.
    """
    return what is Standing.YES if basis is LawfulBasis.CONSENT else not is_refusal(what)


def _after(before: Stand, one: Said) -> Stand:
    if one.answer is Answer.NO:
        return Stand(Standing.NO, one.given_at)
    if one.answer is Answer.YES:
        if one.withdrawn_at is not None:
            return Stand(Standing.WITHDRAWN, one.withdrawn_at)
        return Stand(Standing.YES, one.given_at)
    return Stand(Standing.NOT_ASKED) if before.standing is Standing.YES else before


def is_refusal(what: Standing) -> bool:
    """Whether somebody said no, or took a yes back: on any reason in law both keep them out."""
    return what in (Standing.NO, Standing.WITHDRAWN)


def why_left_out(
    basis: LawfulBasis,
    what: Standing,
    status: PersonStatus,
    *,
    limit: Limit | None = None,
    overruled: bool = False,
) -> LeftOut | None:
    """Say why somebody in scope stays out of a handover (domain rule 11).

    Args:
        basis: the reason in law.
        what: what their answers about the recipient come to.
        status: whether they can be rung and visited.
        limit: what they asked about the use of their data; see `desktop.domain.limits`.
        overruled: the safeguarding lead decided to share despite their no.

    Returns:
        The reason, or None where they go in: with consent only on a standing yes; on another reason
        unless they refused. "Do not contact" is taken as an objection wherever the law lets people object.
    """
    if status is PersonStatus.DECEASED:
        return LeftOut.DECEASED
    if limit is not None and keeps_in(limit, basis, overruled=overruled):
        return LeftOut(limit.value)
    if is_refusal(what) and not (overruled and basis in OVERRULED_BY):
        return LeftOut.SAID_NO if what is Standing.NO else LeftOut.WITHDRAWN
    if basis is LawfulBasis.CONSENT and what is Standing.NOT_ASKED:
        return LeftOut.NOT_ASKED
    if status is PersonStatus.DO_NOT_CONTACT and basis not in NO_RIGHT_TO_OBJECT:
        return LeftOut.DO_NOT_CONTACT
    return None
