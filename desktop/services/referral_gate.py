"""Who may be passed on to whom: the one gate of referrals (domain rule 11), asked inside each transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy.orm import Session

from db.enums import LawfulBasis, PersonStatus, Role
from db.models import NeedType, Organisation, Person, Referral
from db.queries import referrals as query
from db.queries.referrals import AnswerRow
from desktop.domain.consent_rules import (
    HEALTH,
    LeftOut,
    Said,
    Standing,
    agreed,
    why_left_out,
)
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.limits import OVERRULED_BY, Limit
from desktop.services.base import Actor
from desktop.services.limits import limits
from desktop.services.needs import sees_private

REFERRAL = "referral"
"""The purpose of consent to being passed on."""


class Bar(StrEnum):
    """Why somebody is not passed on; the first seven are those of `consent_rules.LeftOut`."""

    SAID_NO = "said_no"
    WITHDRAWN = "withdrawn"
    NOT_ASKED = "not_asked"
    DECEASED = "deceased"
    DO_NOT_CONTACT = "do_not_contact"
    RESTRICTED = "restricted"
    OBJECTED = "objected"
    PRIVATE = "private_need"
    CLOSED = "closed"
    WITH_ANOTHER = "with_another"
    BEGUN = "begun"


_WORDS = {
    Bar.SAID_NO: "{name} said no to sharing with {to}. Nobody is passed on without saying yes.",
    Bar.WITHDRAWN: "{name} took back their yes to sharing with {to}. Ask again first.",
    Bar.NOT_ASKED: "{name} has not been asked about {to}. Ask, and record what they say.",
    Bar.DECEASED: "{name} has died. Close the request instead.",
    Bar.DO_NOT_CONTACT: "{name} asked not to be contacted, so is not passed on.",
    Bar.RESTRICTED: (
        "{name} asked us to restrict the use of their data, so is not passed on until that ends under Rights."
    ),
    Bar.OBJECTED: (
        "{name} objected to the use of their data, so is not passed on. See their request under Rights."
    ),
    Bar.PRIVATE: "This need is private. Ask the safeguarding lead to pass it on.",
    Bar.CLOSED: "This request is closed. Open it again first.",
    Bar.WITH_ANOTHER: "Somebody has this request already. Ask for it back first.",
}


class Stands(NamedTuple):
    """What a person's answers about one recipient come to.

    Attributes:
        consent_id: the yes that stands; empty for none.
        health_id: the yes to health notes.
        limit: what they asked about the use of their data, whoever the recipient is.
    """

    standing: Standing
    consent_id: str = ""
    health_id: str = ""
    limit: Limit | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """On what ground somebody is passed on.

    Attributes:
        reason: of a ground other than consent, why; it stays in the sharing log.
        overrules: the safeguarding lead sets a recorded no aside.
        basis_code: of the term in law that was chosen; the basis' own when empty.
    """

    basis: LawfulBasis = LawfulBasis.CONSENT
    reason: str = ""
    overrules: bool = False
    basis_code: str = ""


def stands(session: Session, people: Sequence[str], recipient_id: str) -> dict[str, Stands]:
    """What people's answers about one recipient come to, two statements for all of them."""
    said: dict[str, list[AnswerRow]] = {}
    for row in query.answers(session, sorted(set(people)), recipient_id):
        said.setdefault(row.person_id, []).append(row)
    made = {person_id: _summed(rows) for person_id, rows in said.items()}
    held, nothing = limits(session), Stands(Standing.NOT_ASKED)
    kept = {key: made.get(key, nothing)._replace(limit=held[key].limit) for key in people if key in held}
    return made | kept


def bar_of(status: PersonStatus, stand: Stands, ground: Ground) -> Bar | None:
    """Why somebody may not be passed on; None where they may."""
    found = why_left_out(ground.basis, stand.standing, status, limit=stand.limit, overruled=ground.overrules)
    return None if found is None or found is LeftOut.POINTS_TO_ONE else Bar(found.value)


def check_ground(actor: Actor, ground: Ground) -> None:
    """Refuse a ground that is not given or not this account's to give.

    Raises:
        NotAllowed: only the safeguarding lead sets a no aside.
        DomainError: another basis than consent without why, or one that sets no answer aside.
    """
    if ground.basis is not LawfulBasis.CONSENT and not ground.reason.strip():
        raise DomainError("Say why they are passed on without being asked.", field="basis_reason")
    if not ground.overrules:
        return
    if Role.LEAD not in actor.roles:
        raise NotAllowed("Only the safeguarding lead may pass somebody on despite a no.")
    if ground.basis not in OVERRULED_BY:
        raise DomainError(
            "A no can be set aside only to protect somebody's life or safety. Choose that basis.",
            field="basis",
        )


def check_may_go(
    session: Session, actor: Actor, held: Referral, *, overrules: bool = False, stand: Stands | None = None
) -> Stands:
    """Refuse to let a referral leave the laptop where it may not.

    Args:
        session: an open session.
        actor: who sends or prints.
        held: the referral.
        overrules: the lead sets a recorded no aside.
        stand: what the person's answers come to, where that was read for several at once.

    Returns:
        What the person's answers come to.

    Raises:
        NotAllowed: the need is private and not theirs to pass on.
        DomainError: the person did not agree and no other ground holds, or has died.
    """
    need = session.get_one(NeedType, held.need_type_id)
    if need.is_private and not sees_private(actor, held.taken_by_id):
        raise NotAllowed(_WORDS[Bar.PRIVATE])
    if held.person_id is None:
        raise DomainError("Say who is passed on.", field="person")
    person = session.get_one(Person, held.person_id)
    to = session.get_one(Organisation, held.organisation_id)
    ground = Ground(held.basis or LawfulBasis.CONSENT, held.basis_reason, overrules)
    check_ground(actor, ground)
    stand = stand or stands(session, [person.id], to.id).get(person.id, Stands(Standing.NOT_ASKED))
    bar = bar_of(person.status, stand, ground)
    if bar is not None:
        raise DomainError(bar_words(bar, person.preferred_name or person.first_name, to.name))
    return stand


def bar_words(bar: Bar, name: str, to: str) -> str:
    """Why somebody is not passed on, and what to do."""
    return _WORDS[bar].format(name=name or "This person", to=to)


def _summed(rows: Sequence[AnswerRow]) -> Stands:
    what = agreed(_said(one) for one in rows)
    keys = {one.purpose == HEALTH: one.consent_id for one in rows}
    yes = keys[False] if what.sharing.standing is Standing.YES else ""
    return Stands(what.sharing.standing, yes, keys[True] if what.health.standing is Standing.YES else "")


def _said(row: AnswerRow) -> Said:
    return Said(row.purpose, row.answer, row.given_at, row.withdrawn_at)
