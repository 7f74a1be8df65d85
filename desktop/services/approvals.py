"""A second person's agreement to what one person alone may not do (domain rule 14).

Another account agrees with its own passphrase at this keyboard. A hub with one account names an outsider, who
signs a printed sheet; what is typed then is what stands on it. An agreement stands for exactly what was shown
when it was asked for, and for one act.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.enums import Role
from db.enums_protection import ApprovalHow
from db.ids import new_id
from db.models import Approval, User, UserRole
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.text import clean
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.unlocking import unlock

MAY_AGREE = frozenset({Role.LEAD, Role.COORDINATOR, Role.ADMINISTRATOR})
"""Whoever may be the second person."""
OWN_STANDS = timedelta(hours=24)
"""How long one stands that was given later, from the second person's own session."""
WAITS = timedelta(days=7)
"""How long the asking waits for an answer."""
STANDS = timedelta(minutes=30)
"""How long an agreement given at the keyboard stands."""
SHEET_DAYS = 30
"""How long a signature stands."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An agreement asked for.

    Attributes:
        reference: printed on the sheet and typed back, such as ``A-0007``.
        words: what is to be done, without names.
        others: accounts that may agree; none where the sheet is to be signed.
    """

    id: str
    reference: str
    words: str
    others: tuple[str, ...]

    @property
    def by_sheet(self) -> bool:
        """Whether there is nobody else at the keyboard, and an outsider signs."""
        return not self.others


class ApprovalState(StrEnum):
    """How far an agreement has come."""

    WAITING = "waiting"
    ALLOWED = "allowed"
    REFUSED = "refused"
    USED = "used"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """An agreement asked for, as whoever may answer reads it.

    Attributes:
        is_own: whether it is asked for by whoever looks.
        second: who answered.
        why: why not, where they said no.
    """

    id: str
    reference: str
    at: datetime
    by: str
    is_own: bool
    words: str
    state: ApprovalState
    second: str
    why: str
    until: datetime | None


LATER = frozenset({"export", "pay"})
"""Acts that can be agreed to later; an erasure is agreed to before its preview, at the keyboard."""
MOST_LISTED = 200


class Approvals(Service):
    """Verbs on second people."""

    @verb("approval.ask")
    def ask(self, actor: Actor, act: str, subject: str, words: str, most: int = 0) -> Asked:
        """Ask for an agreement; what was asked for before and not answered is asked for once.

        Args:
            actor: who wants to do it.
            act: a code, such as ``erase``.
            subject: exactly what is agreed to, such as a digest of the preview.
            words: what is to be done, without anybody's name.
            most: how many people at the most.
        """
        with self.store.write(actor.user_id) as work:
            others = tuple(_others(work.session, actor.user_id))
            same = _asked_before(work.session, actor, act, digest(subject), most, self.now())
            if same is not None:
                return Asked(same.id, reference(same.number), same.words, others)
            made = Approval(
                id=new_id(),
                at=self.now(),
                number=work.next_number("approval"),
                act=act,
                subject=digest(subject),
                words=words,
                most=most,
                until=self.now() + (WAITS if others else timedelta(days=SHEET_DAYS)),
                by_id=actor.user_id,
            )
            work.add(made)
            return Asked(made.id, reference(made.number), words, others)

    @verb("approval.ask")
    def agree(self, actor: Actor, folder: Path, approval_id: str, name: str, passphrase: str) -> str:
        """Record that another account agreed, by its own passphrase.

        Args:
            actor: who asked.
            folder: the hub's folder.
            approval_id: the agreement asked for.
            name: the other account's.
            passphrase: theirs, typed by them.

        Returns:
            Their name.

        Raises:
            DomainError: it is the same person, or they may not agree.
            WrongPassphrase: it is not theirs.
        """
        with self.store.read() as session:
            found = {one.casefold(): key for key, one in _accounts(session)}
            second_id = found.get(clean(name).casefold(), "")
        if second_id == actor.user_id:
            raise DomainError("It takes somebody else: this is your own account.", field="name")
        if not second_id:
            raise DomainError(
                "Choose a lead, a coordinator or an administrator with an account here.", field="name"
            )
        opened = unlock(folder, passphrase, clean(name))
        if opened.user_id != second_id:
            raise DomainError("It takes somebody else: this is another account’s passphrase.", field="name")
        with self.store.write(actor.user_id) as work:
            held = _waiting(work.session, approval_id)
            held.second_id, held.how = second_id, ApprovalHow.ACCOUNT
            held.agreed_at, held.until = self.now(), self.now() + STANDS
        return clean(name)

    @verb("approval.give")
    def asked(self, actor: Actor) -> list[ApprovalLine]:
        """Every asking that can be answered from one's own session, the newest first."""
        with self.store.read() as session:
            names = {key: name for key, name in session.execute(select(User.id, User.name))}
            found = session.scalars(
                select(Approval)
                .where(Approval.act.in_(LATER))
                .order_by(Approval.number.desc())
                .limit(MOST_LISTED)
            )
            return [_line(one, names, actor, self.now()) for one in found]

    @verb("approval.give")
    def allow(self, actor: Actor, approval_id: str) -> Changes:
        """Agree, from one's own session, to what somebody else asked for.

        Raises:
            DomainError: it is one's own, was answered, or has lapsed.
        """
        with self.store.write(actor.user_id) as work:
            held = self._answerable(work.session, actor, approval_id)
            held.second_id, held.how = actor.user_id, ApprovalHow.OWN_SESSION
            held.agreed_at, held.until = self.now(), self.now() + OWN_STANDS
            return changes(work, held.id, f"{reference(held.number)} allowed for a day")

    @verb("approval.give")
    def refuse(self, actor: Actor, approval_id: str, why: str) -> Changes:
        """Say no to what somebody else asked for.

        Raises:
            DomainError: nobody said why; or see `allow`.
        """
        if not clean(why):
            raise DomainError("Say why not: whoever asked reads it.", field="reason")
        with self.store.write(actor.user_id) as work:
            held = self._answerable(work.session, actor, approval_id)
            held.second_id, held.refused_at, held.refused_why = actor.user_id, self.now(), clean(why)
            return changes(work, held.id, f"{reference(held.number)} not allowed")

    @verb("approval.ask")
    def withdraw(self, actor: Actor, approval_id: str) -> Changes:
        """Ask no more for what nobody answered yet.

        Raises:
            DomainError: it is somebody else's asking.
        """
        with self.store.write(actor.user_id) as work:
            held = _waiting(work.session, approval_id)
            if held.by_id != actor.user_id:
                raise DomainError("Only whoever asked asks no more.")
            held.refused_at, held.refused_why = self.now(), "Asked no more"
            return changes(work, held.id, f"{reference(held.number)} is asked for no more")

    def _answerable(self, session: Session, actor: Actor, approval_id: str) -> Approval:
        held = _waiting(session, approval_id)
        if held.act not in LATER:
            raise DomainError("This is agreed to at the keyboard of whoever asks.")
        if held.by_id == actor.user_id:
            raise DomainError("It takes somebody else: you asked for this yourself.")
        if _state(held, self.now()) is not ApprovalState.WAITING:
            raise DomainError("This was answered, or has lapsed. Let them ask once more.")
        return held

    @verb("approval.ask")
    def signed(self, actor: Actor, approval_id: str, typed: str, name: str, signed_on: date) -> None:
        """Record an outsider's signature on the printed sheet of a hub with one account.

        Args:
            actor: who asked.
            approval_id: the agreement asked for.
            typed: the reference on the sheet.
            name: the outsider's name and office.
            signed_on: the day beside the signature.

        Raises:
            DomainError: somebody else has an account, or what is typed does not fit the sheet.
        """
        with self.store.write(actor.user_id) as work:
            if _others(work.session, actor.user_id):
                raise DomainError("Somebody else has an account here: let them agree at the keyboard.")
            held = _waiting(work.session, approval_id)
            if clean(typed).upper() != reference(held.number):
                raise DomainError(
                    "That is not the reference on the sheet. Type it as printed.", field="typed"
                )
            if len(clean(name).split()) < 2:
                raise DomainError("Type the name and office of who signed.", field="name")
            if clean(name).casefold() == actor.name.casefold():
                raise DomainError("It takes somebody else: an outsider signs.", field="name")
            if not held.at.astimezone().date() <= signed_on <= self.today():
                raise DomainError("The sheet was printed later, or the day is to come.", field="signed_on")
            held.second_name, held.how = clean(name), ApprovalHow.SIGNED_SHEET
            held.signed_on, held.agreed_at = signed_on, self.now()
            held.until = self.now() + timedelta(days=SHEET_DAYS)


def waiting_for(session: Session, user_id: str, now: datetime) -> list[Approval]:
    """What others asked for and nobody answered yet."""
    found = _open_later(session)
    return [one for one in found if one.by_id != user_id and _state(one, now) is ApprovalState.WAITING]


def allowed_to(session: Session, user_id: str, now: datetime) -> list[Approval]:
    """What somebody asked for and may do now."""
    found = _open_later(session)
    return [one for one in found if one.by_id == user_id and _state(one, now) is ApprovalState.ALLOWED]


def _open_later(session: Session) -> Sequence[Approval]:
    wanted = select(Approval).where(
        Approval.act.in_(LATER), Approval.used_at.is_(None), Approval.refused_at.is_(None)
    )
    return session.scalars(wanted.order_by(Approval.number)).all()


def _state(held: Approval, now: datetime) -> ApprovalState:
    if held.used_at is not None:
        return ApprovalState.USED
    if held.refused_at is not None:
        return ApprovalState.REFUSED
    if held.until is not None and held.until <= now:
        return ApprovalState.LAPSED
    return ApprovalState.ALLOWED if held.agreed_at is not None else ApprovalState.WAITING


def _line(held: Approval, names: Mapping[str, str], actor: Actor, now: datetime) -> ApprovalLine:
    return ApprovalLine(
        held.id,
        reference(held.number),
        held.at,
        names.get(held.by_id, ""),
        held.by_id == actor.user_id,
        held.words,
        _state(held, now),
        names.get(held.second_id or "", "") or held.second_name,
        held.refused_why,
        held.until,
    )


def _asked_before(
    session: Session, actor: Actor, act: str, subject: str, most: int, now: datetime
) -> Approval | None:
    """The same thing asked for by the same person, and not answered yet; an erasure is asked for anew."""
    if act not in LATER:
        return None
    wanted = select(Approval).where(
        Approval.act == act,
        Approval.subject == subject,
        Approval.by_id == actor.user_id,
        Approval.most >= most,
    )
    found = session.scalars(wanted.order_by(Approval.number))
    return next((one for one in found if _state(one, now) is ApprovalState.WAITING), None)


def reference(number: int) -> str:
    """An agreement's reference, such as ``A-0007``."""
    return f"A-{number:04d}"


def use_approval(
    work: UnitOfWork, actor: Actor, approval_id: str, act: str, subject: str, now: datetime
) -> Approval:
    """Use an agreement up, inside the transaction of what was agreed to.

    Raises:
        DomainError: nobody agreed, it was used, it is too old, or what it stands for has changed since.
    """
    held = work.session.get(Approval, approval_id) if approval_id else None
    if held is None or held.agreed_at is None or held.by_id != actor.user_id or held.act != act:
        raise DomainError("A second person has not agreed yet.")
    if held.used_at is not None:
        raise DomainError("This agreement was used. Ask the second person once more.")
    if held.subject != digest(subject):
        raise DomainError("Something changed since the second person agreed. Look again, and ask once more.")
    stands = STANDS if held.how is ApprovalHow.ACCOUNT else timedelta(days=SHEET_DAYS)
    if now - held.agreed_at > stands:
        raise DomainError("The agreement is too old. Ask the second person once more.")
    held.used_at = now
    work.session.flush()
    return held


def digest(subject: str) -> str:
    """What an agreement keeps of what it stands for: nobody can read it back."""
    return hashlib.sha256(subject.encode()).hexdigest()


def _waiting(session: Session, approval_id: str) -> Approval:
    held = session.get(Approval, approval_id)
    if held is None or held.used_at is not None or held.refused_at is not None:
        raise DomainError("This was asked for before. Begin once more.")
    return held


def _accounts(session: Session) -> Sequence[tuple[str, str]]:
    query = (
        select(User.id, User.name)
        .join(UserRole, UserRole.user_id == User.id)
        .where(User.voided_at.is_(None), User.is_active, UserRole.role.in_(MAY_AGREE))
        .distinct()
        .order_by(func.lower(User.name))
    )
    return [(key, name) for key, name in session.execute(query)]


def _others(session: Session, user_id: str) -> list[str]:
    """Names of the accounts besides one's own that may agree."""
    return [name for key, name in _accounts(session) if key != user_id]
