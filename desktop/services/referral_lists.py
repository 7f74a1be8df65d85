"""A list of people passed on to one recipient at once: who may go and who not, chosen one by one.

Each goes by their own answer. Whoever was not asked stays behind, unless another ground is given for them;
a recorded no is never set aside for a list. What was shown is what goes: where anything about somebody
chosen changed meanwhile, nobody goes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from db.enums import LawfulBasis, RequestStatus, ShareKind
from db.enums_referrals import ReferralStatus
from db.models import Organisation
from db.queries import referrals as query
from db.queries import referrals_list
from db.queries.referrals_list import Asked
from db.session import UnitOfWork
from desktop.domain.consent_rules import Standing
from desktop.domain.errors import DomainError
from desktop.domain.references import Kind, write
from desktop.domain.referral_fields import Part, going
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.needs import PRIVATE_LABEL, sees_private
from desktop.services.records import get
from desktop.services.referral_gate import Bar, Ground, Stands, bar_of, bar_words, check_ground, stands
from desktop.services.referral_sending import ON_PAPER, SendingDraft, papers_of, share_of
from desktop.services.referral_writing import NO_STAND, close_passed, insert_referrals, mark_sent
from desktop.services.second_person import Leaving
from desktop.services.sharing_log import LeftOutPerson, Share, write_share, write_shares

PURPOSE = "Referrals of a list"
MOST = 1_000
"""So many at once; who has more makes a handover."""
_CLOSED = (RequestStatus.DONE, RequestStatus.PASSED_ON, RequestStatus.CANCELLED)


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
        """Pass on those chosen of a list, in one step.

        Told by phone or mail they leave the laptop with it: each leaves a line in the sharing log, through
        the gate of the second person once for all. What goes on paper or in a file is begun, and sent once
        that left: see `begin` and `left`.

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
        if draft.how in ON_PAPER:
            raise DomainError("Begin these first. They are sent once their forms or their file have left.")
        _check(actor, shown.otherwise)
        with self.store.write(actor.user_id) as work:
            now, picked = _as_shown(work.session, actor, shown, chosen)
            made = insert_referrals(work, self, actor, now, picked, draft, ReferralStatus.SENT)
            close_passed(work, self, actor, made)
            _record(work, actor, made, self)
            _record_left_out(work, actor, now, self)
            return PassedOn(changes(work, made[0], _passed_words(len(made), now.to)), tuple(made))

    @verb("referral.send")
    def begin(self, actor: Actor, shown: ListPlan, chosen: Sequence[str], draft: SendingDraft) -> PassedOn:
        """Write down those chosen of a list that go on paper or in a file; nothing leaves yet. See `send`."""
        _check(actor, shown.otherwise)
        with self.store.write(actor.user_id) as work:
            now, picked = _as_shown(work.session, actor, shown, chosen)
            made = insert_referrals(work, self, actor, now, picked, draft, ReferralStatus.DRAFT)
            words = f"{len(made):,} begun for {now.to}. They are sent once the forms or the file left"
            return PassedOn(changes(work, made[0], words), tuple(made))

    @verb("referral.send")
    def left(self, actor: Actor, shown: ListPlan, referral_ids: Sequence[str]) -> Changes:
        """Say that begun referrals have left, on paper or in a file: the requests are the recipient's now.

        It can be undone in one step, for a pack that was printed and never handed in; who stayed behind is
        written down apart, as a line of the sharing log is never taken back.

        Args:
            actor: who passed them on.
            shown: the list as it was looked at.
            referral_ids: of `begin`; those sent already are passed over.

        Raises:
            DomainError: somebody may not go any more, or another has the request meanwhile.
        """
        with self.store.write(actor.user_id) as work:
            made = mark_sent(work, self, actor, referral_ids)
            if not made:
                return Changes()
            done = changes(work, made[0], _passed_words(len(made), shown.to))
        if _left_out(shown):
            with self.store.write(actor.user_id) as work:
                _record_left_out(work, actor, shown, self)
        return done


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
    stand = read.said.get(one.person_id, NO_STAND)
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


def _as_shown(
    session: Session, actor: Actor, shown: ListPlan, chosen: Sequence[str]
) -> tuple[ListPlan, list[Line]]:
    """The list as it stands now, and those chosen of it; see `_chosen`."""
    ids = [one.request_id for one in shown.lines]
    now = _plan(session, actor, ids, shown.to_id, shown.otherwise)
    return now, _chosen(shown, now, chosen)


def _passed_words(count: int, to: str) -> str:
    return f"1 passed to {to}" if count == 1 else f"{count:,} passed to {to}"


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
