"""A list of people passed on to one recipient at once: who may go and who not, chosen one by one.

Each goes by their own answer. Whoever was not asked stays behind, unless another ground is given for them;
a recorded no is never set aside for a list. What was shown is what goes: where anything about somebody
chosen changed meanwhile, nobody goes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from db.enums import CloseReason, LawfulBasis, RequestStatus, ShareKind, TaskStatus
from db.enums_referrals import ReferralDirection, ReferralStatus, StepKind
from db.ids import new_id
from db.models import Organisation, Referral, ReferralStep, Request, Task
from db.queries import referrals as query
from db.queries import referrals_list
from db.queries.referrals_list import Asked
from db.session import UnitOfWork
from desktop.domain.consent_rules import Standing
from desktop.domain.errors import DomainError
from desktop.domain.ladder import RUNG_OF
from desktop.domain.lifecycle import check_request_move
from desktop.domain.references import Kind, write
from desktop.domain.referral_fields import Part, going
from desktop.domain.referrals import first_chase
from desktop.services import gate
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.needs import PRIVATE_LABEL, sees_private
from desktop.services.records import get
from desktop.services.referral_gate import Bar, Ground, Stands, bar_of, bar_words, check_ground, stands
from desktop.services.referral_sending import ON_PAPER, SendingDraft, papers_of, share_of
from desktop.services.second_person import Leaving
from desktop.services.sharing_log import LeftOutPerson, Share, write_share, write_shares

PURPOSE = "Referrals of a list"
MOST = 1_000
"""So many at once; who has more makes a handover."""
_CLOSED = (RequestStatus.DONE, RequestStatus.PASSED_ON, RequestStatus.CANCELLED)
_NO_STAND = Stands(Standing.NOT_ASKED)


@dataclass(frozen=True, slots=True)
class Line:
    """One request of a list.

    Attributes:
        reference: of the request.
        need: its label; hidden where it is private and not theirs to see.
        bar: why it does not go; None where it may.
        why: the same in a sentence, with what to do.
        basis: on what ground they go.
        agreed_on: when they said yes; None on another ground.
        is_theirs: whether the recipient says that it meets this need, or said nothing of what it meets.
    """

    request_id: str
    reference: str
    person_id: str
    person: str
    need: str
    bar: Bar | None = None
    why: str = ""
    basis: LawfulBasis = LawfulBasis.CONSENT
    basis_code: str = ""
    agreed_on: date | None = None
    is_theirs: bool = True


@dataclass(frozen=True, slots=True)
class ListPlan:
    """A list for one recipient, as it stands.

    Attributes:
        otherwise: the ground for those who were not asked; consent where they stay behind.
        parts: what goes of each.
    """

    to_id: str
    to: str
    otherwise: Ground
    lines: tuple[Line, ...]
    parts: frozenset[Part]

    @property
    def can(self) -> tuple[Line, ...]:
        """Those who may go."""
        return tuple(one for one in self.lines if one.bar is None)

    @property
    def cannot(self) -> tuple[Line, ...]:
        """Those who may not."""
        return tuple(one for one in self.lines if one.bar is not None)


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A list that was passed on: what was touched, and the keys of its referrals."""

    changes: Changes
    made: tuple[str, ...]


class _Read(NamedTuple):
    """What the lines are judged by, read once."""

    to: Organisation
    said: Mapping[str, Stands]
    taken: Mapping[str, tuple[int, str]]
    begun: Mapping[str, int]
    agreed: Mapping[str, date]
    needs: frozenset[str]


class ReferralLists(Service):
    """Verbs by which many people are passed to one recipient in one step."""

    @verb("referral.send")
    def plan(
        self, actor: Actor, request_ids: Sequence[str], organisation_id: str, otherwise: Ground | None = None
    ) -> ListPlan:
        """Say which requests of a list can go to one recipient, and of the others why not.

        Args:
            actor: who passes them on.
            request_ids: the list.
            organisation_id: the recipient.
            otherwise: the ground for those who were not asked; without one they stay behind.

        Raises:
            DomainError: another ground without its reason, or one that would set a no aside.
        """
        ground = otherwise or Ground()
        _check(actor, ground)
        with self.store.read() as session:
            return _plan(session, actor, request_ids, organisation_id, ground)

    @verb("referral.send")
    def send(self, actor: Actor, shown: ListPlan, chosen: Sequence[str], draft: SendingDraft) -> PassedOn:
        """Pass on those chosen of a list, in one step that can be undone as one.

        Told by phone or mail they have left the laptop, and each leaves a line in the sharing log; on paper
        or in a file the line comes with it. Both go through the gate of the second person, once for all.

        Args:
            actor: who passes them on.
            shown: the list as it was looked at.
            chosen: keys of requests.
            draft: how they go.

        Returns:
            What was touched, and the referrals made, in the order of the list.

        Raises:
            DomainError: nobody is chosen, or something about somebody chosen is not as it was shown.
            NeedsSecond: so many go that a second person must agree first.
        """
        _check(actor, shown.otherwise)
        with self.store.write(actor.user_id) as work:
            ids = [one.request_id for one in shown.lines]
            now = _plan(work.session, actor, ids, shown.to_id, shown.otherwise)
            picked = _chosen(shown, now, chosen)
            made = self._write(work, actor, now, picked, draft)
            on_paper = draft.how in ON_PAPER
            if not on_paper:
                _record(work, actor, made, self)
                _record_left_out(work, actor, now, self)
            words = f"1 passed to {now.to}" if len(made) == 1 else f"{len(made):,} passed to {now.to}"
            done = changes(work, made[0], words)
        if on_paper and _left_out(now):
            # Apart from what can be taken back as long as no paper left: a line of the log never is.
            with self.store.write(actor.user_id) as work:
                _record_left_out(work, actor, now, self)
        return PassedOn(done, tuple(made))

    def _write(
        self, work: UnitOfWork, actor: Actor, plan: ListPlan, picked: Sequence[Line], draft: SendingDraft
    ) -> list[str]:
        session, keys = work.session, [one.request_id for one in picked]
        held = {one.id: one for one in referrals_list.asked(session, keys)}
        for one in held.values():
            check_request_move(one.status, RequestStatus.PASSED_ON)
        rows = self._referrals(work, actor, plan, [held[key] for key in keys], picked, draft)
        made = work.insert_many(Referral, rows)
        step = {"at": self.now(), "by_id": actor.user_id, "kind": StepKind.SENT, "how": draft.how}
        note = " ".join(draft.note.split())
        work.insert_many(ReferralStep, [{**step, "referral_id": key, "note": note} for key in made])
        closed = {
            "status": RequestStatus.PASSED_ON,
            "close_reason": CloseReason.REFERRED_ON,
            "closed_at": self.now(),
            "passed_to_id": plan.to_id,
        }
        edits = {
            row["request_id"]: {**closed, "close_note": write(Kind.REFERRAL, row["number"])} for row in rows
        }
        work.update_many(Request, edits)
        planned = referrals_list.planned_tasks(session, keys)
        work.update_many(Task, {key: {"status": TaskStatus.CANCELLED} for key in planned})
        return made

    def _referrals(
        self,
        work: UnitOfWork,
        actor: Actor,
        plan: ListPlan,
        held: Sequence[Asked],
        picked: Sequence[Line],
        draft: SendingDraft,
    ) -> list[dict[str, Any]]:
        session, people = work.session, [one.person_id for one in held]
        said = stands(session, people, plan.to_id)
        introduced = referrals_list.introducers(session, people)
        because = referrals_list.chosen_because(session, [one.id for one in held])
        to, nation = get(session, Organisation, plan.to_id, "organisation"), gate.nation(session)
        first = work.next_number("referral", len(held))
        every = {
            "direction": ReferralDirection.OUT,
            "status": ReferralStatus.SENT,
            "organisation_id": to.id,
            "fields": sorted(part.value for part in plan.parts),
            "taken_by_id": actor.user_id,
            "taken_at": self.now(),
            "sent_at": self.now(),
            "sent_how": draft.how,
            "sent_note": " ".join(draft.note.split()),
            "rung": RUNG_OF[to.layer],
            "batch": new_id(),
        }
        return [
            {
                **every,
                "number": number,
                "request_id": one.id,
                "person_id": one.person_id,
                "need_type_id": one.need_id,
                "urgency": one.urgency,
                "words": one.words,
                "basis": line.basis,
                "basis_code": line.basis_code,
                "basis_reason": "" if line.basis is LawfulBasis.CONSENT else plan.otherwise.reason.strip(),
                "consent_id": said.get(one.person_id, _NO_STAND).consent_id or None,
                "health_consent_id": said.get(one.person_id, _NO_STAND).health_id or None,
                "chase_on": first_chase(self.today(), one.urgency, nation),
                "introducer": _introducer(one) or introduced.get(one.person_id, ""),
                "rung_reason": because.get(one.id, ""),
            }
            for number, (one, line) in enumerate(zip(held, picked, strict=True), first)
        ]


def _check(actor: Actor, ground: Ground) -> None:
    check_ground(actor, ground)
    if ground.overrules:
        raise DomainError("A no is set aside for one person at a time. Pass that one on alone.")


def _plan(
    session: Session, actor: Actor, request_ids: Sequence[str], organisation_id: str, ground: Ground
) -> ListPlan:
    """Seven statements, however long the list."""
    to = get(session, Organisation, organisation_id, "organisation")
    held = referrals_list.asked(session, request_ids)
    if not 0 < len(held) <= MOST:
        raise DomainError("Choose one to 1,000 requests that are still here.")
    keys = [one.id for one in held]
    said = stands(session, [one.person_id for one in held], to.id)
    yes = referrals_list.agreed(session, [one.consent_id for one in said.values() if one.consent_id])
    read = _Read(
        to,
        said,
        query.open_of_requests(session, keys),
        referrals_list.begun(session, keys),
        {key: one.given_at.astimezone().date() for key, one in yes.items()},
        referrals_list.needs_of(session, to.id),
    )
    parts = going(to.layer, (), health_agreed=False)
    return ListPlan(to.id, to.name, ground, tuple(_line(actor, one, read, ground) for one in held), parts)


def _line(actor: Actor, one: Asked, read: _Read, otherwise: Ground) -> Line:
    stand = read.said.get(one.person_id, _NO_STAND)
    ground = Ground() if stand.standing is Standing.YES else otherwise
    bar = _bar(one, stand, ground, read)
    hidden = one.is_private and not sees_private(actor, one.taken_by_id)
    return Line(
        one.id,
        write(Kind.REQUEST, one.number),
        one.person_id,
        f"{one.first_name} {one.last_name}".strip() or f"P-{one.person_number}",
        PRIVATE_LABEL if hidden else one.need,
        bar,
        _why(bar, one, read) if bar is not None else "",
        ground.basis,
        ground.basis_code,
        read.agreed.get(stand.consent_id) if ground.basis is LawfulBasis.CONSENT else None,
        not read.needs or one.need_id in read.needs,
    )


def _bar(one: Asked, stand: Stands, ground: Ground, read: _Read) -> Bar | None:
    if one.is_private:
        # A list of people with a private need would tell of it: each goes by itself.
        return Bar.PRIVATE
    if one.id in read.taken:
        return Bar.WITH_ANOTHER
    if one.status in _CLOSED:
        return Bar.CLOSED
    if one.id in read.begun:
        return Bar.BEGUN
    return bar_of(one.person_status, stand, ground)


def _why(bar: Bar, one: Asked, read: _Read) -> str:
    if bar is Bar.WITH_ANOTHER:
        number, name = read.taken[one.id]
        return f"{name} has this request already ({write(Kind.REFERRAL, number)})."
    if bar is Bar.BEGUN:
        reference = write(Kind.REFERRAL, read.begun[one.id])
        return f"{reference} is begun for this request. Send that one, or take it off the list."
    return bar_words(bar, one.preferred_name or one.first_name, read.to.name)


def _chosen(shown: ListPlan, now: ListPlan, chosen: Sequence[str]) -> list[Line]:
    """Those chosen as they stand now, in the order of the list.

    Raises:
        DomainError: see `ReferralLists.send`.
    """
    before, wanted = {one.request_id: one for one in shown.lines}, set(chosen)
    picked = [one for one in now.lines if one.request_id in wanted]
    if not picked:
        raise DomainError("Nobody is chosen. Tick whoever is to be passed on.")
    moved = len(picked) != len(wanted) or now.parts != shown.parts
    if moved or any(one.bar is not None or before.get(one.request_id) != one for one in picked):
        raise DomainError("Something about this list changed meanwhile. Look at it again, then pass it on.")
    return picked


def _introducer(one: Asked) -> str:
    return f"{one.caller_name} {one.caller_relationship}".strip()


def _record(work: UnitOfWork, actor: Actor, made: Sequence[str], service: Service) -> None:
    """A line for each person, saying what went of them and on what ground."""
    papers = papers_of(work.session, actor, made, service.today())
    shares = [share_of(one, ShareKind.HANDOVER) for one in papers]
    fields = tuple(sorted({part for one in papers for part in one.parts}))
    people = len({one.person_id for one in papers})
    leaving = Leaving(ShareKind.HANDOVER, PURPOSE, papers[0].to, fields, "", people, False, None)
    write_shares(work, actor, shares, leaving, service.now())


def _left_out(plan: ListPlan) -> list[Line]:
    return [one for one in plan.cannot if one.bar is not Bar.PRIVATE]


def _record_left_out(work: UnitOfWork, actor: Actor, plan: ListPlan, service: Service) -> None:
    """A line that names who stayed behind and why; nobody with a private need, which it would tell of."""
    left = _left_out(plan)
    if not left:
        return
    share = Share(
        kind=ShareKind.HANDOVER,
        purpose=f"{PURPOSE}: left out",
        fields=(),
        people_count=0,
        recipient_id=plan.to_id,
        recipient_name=plan.to,
        left_out=tuple(LeftOutPerson(one.person_id, one.person, str(one.bar)) for one in left),
    )
    write_share(work, actor, share, service.now())
