"""Which layer of help a request was given to, kept with why, and what would have happened otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import Answer, LinkKind
from db.enums_referrals import Otherwise, Rung
from db.models import ContactLink, NeedType, Person, Request, User
from db.queries import people
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.ladder import Ladder, Reason, is_lower, why_not
from desktop.domain.references import Kind, write
from desktop.domain.text import clean_lines
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.ladder_rows import choice_of, held_choice, write_otherwise
from desktop.services.needs import sees_private
from desktop.services.people import display_name
from desktop.services.records import get, set_fields
from desktop.services.referral_ladder import ReferralLadder

_AROUND = (LinkKind.AROUND, LinkKind.CARER, LinkKind.KEYHOLDER, LinkKind.EMERGENCY)
"""Who is around somebody, whoever lends a hand first; whoever introduced them may live far away."""


@dataclass(frozen=True, slots=True)
class ChoiceDraft:
    """A choice as typed.

    Attributes:
        own: whether they can do it themselves, with a little help.
        around: whether people around them can.
        rung: the layer chosen.
        reason: why it.
    """

    own: Answer = Answer.NOT_ASKED
    around: Answer = Answer.NOT_ASKED
    rung: Rung | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for a request.

    Attributes:
        passed_over: why each nearer layer could not, as things stood.
        by: whose account chose.
        otherwise: what would have happened without the help; None where nobody was asked.
    """

    draft: ChoiceDraft
    passed_over: Mapping[Rung, tuple[Reason, ...]]
    by: str
    at: datetime | None
    otherwise: Otherwise | None
    otherwise_note: str


@dataclass(frozen=True, slots=True)
class Near:
    """What the first two rungs have to offer, as far as it was written down.

    Attributes:
        strengths: what the person does well, or likes doing.
        people: who is around them, with how they belong together.
    """

    strengths: str
    people: tuple[str, ...]


class LadderChoices(Service):
    """Verbs on which layer of help a request was given to."""

    @verb("request.see")
    def of(self, actor: Actor, request_id: str) -> Choice | None:
        """What was chosen; None where nothing was, or where the need is private and not theirs to know."""
        with self.store.read() as session:
            held = held_choice(session, request_id)
            if held is None or not _may_know(session, actor, request_id):
                return None
            by = session.get(User, held.by_id) if held.by_id else None
            return Choice(
                ChoiceDraft(held.own, held.around, held.rung, held.reason),
                {Rung(rung): tuple(Reason(one) for one in why) for rung, why in held.passed_over.items()},
                by.name if by else "",
                held.chosen_at,
                held.otherwise,
                held.otherwise_note,
            )

    @verb("person.see")
    def near(self, _actor: Actor, request_id: str) -> Near:
        """What the person of a request does well, and who is around them."""
        with self.store.read() as session:
            person = session.get_one(Person, get(session, Request, request_id, "request").person_id)
            links = session.scalars(
                select(ContactLink).where(
                    ContactLink.person_id == person.id,
                    ContactLink.kind.in_(_AROUND),
                    ContactLink.voided_at.is_(None),
                )
            ).all()
            ordered = sorted(links, key=lambda one: (_AROUND.index(one.kind), one.name))
            said = [", ".join(part for part in (one.name, one.relationship) if part) for one in ordered]
            home = people.household_members(session, person.household_id) if person.household_id else []
            said += [display_name(one) for one in home if one.id != person.id]
            return Near(person.strengths, tuple(dict.fromkeys(said)))

    @verb("request.set")
    def choose(self, actor: Actor, request_id: str, draft: ChoiceDraft) -> Changes:
        """Keep which layer a request is given to, and why no nearer one.

        Raises:
            DomainError: no layer was chosen; nobody said yes to doing it themselves, or for those around; or
                a nearer layer could do it safely, or none is known to, and nobody said why this one.
            NotAllowed: the need is private and not theirs to know.
        """
        ladder = ReferralLadder(self.tools).climb(actor, request_id, draft.own, draft.around)
        if ladder is None:
            raise NotAllowed("Ask the safeguarding lead, or whoever took the call.")
        _check(draft, ladder)
        assert draft.rung is not None
        values = {
            "own": draft.own,
            "around": draft.around,
            "rung": draft.rung,
            "reason": clean_lines(draft.reason),
            "passed_over": {
                step.rung.value: [one.value for one in why_not(step)]
                for step in ladder.steps
                if is_lower(step.rung, draft.rung)
            },
            "by_id": actor.user_id,
            "chosen_at": self.now(),
        }
        with self.store.write(actor.user_id) as work:
            request = get(work.session, Request, request_id, "request")
            set_fields(choice_of(work, request_id), values)
            return changes(work, request_id, f"{write(Kind.REQUEST, request.number)}: nearest help kept")

    @verb("request.set")
    def say_otherwise(self, actor: Actor, request_id: str, answer: Otherwise, note: str = "") -> Changes:
        """Write down what would have happened without the help; nobody has to be asked."""
        with self.store.write(actor.user_id) as work:
            request = get(work.session, Request, request_id, "request")
            write_otherwise(work, request_id, answer, note)
            return changes(work, request_id, f"{write(Kind.REQUEST, request.number)}: answer kept")


def _may_know(session: Session, actor: Actor, request_id: str) -> bool:
    request = get(session, Request, request_id, "request")
    need = session.get_one(NeedType, request.need_type_id)
    return not need.is_private or sees_private(actor, request.taken_by_id)


def _check(draft: ChoiceDraft, ladder: Ladder) -> None:
    if draft.rung is None:
        raise DomainError("Choose who is to help.", field="rung")
    asked = {Rung.OWN_STRENGTHS: ("own", draft.own), Rung.PEOPLE_AROUND: ("around", draft.around)}
    field, answer = asked.get(draft.rung, ("", Answer.YES))
    if answer is not Answer.YES:
        raise DomainError("Ask first, and say yes here once they have said so.", field=field)
    if draft.rung is not ladder.proposed and not draft.reason.strip():
        if ladder.proposed is not None and is_lower(ladder.proposed, draft.rung):
            raise DomainError("Somebody nearer can do it safely. Say why not them.", field="reason")
        raise DomainError("Nobody there is known to fit. Say why they can.", field="reason")
