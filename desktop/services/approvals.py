"""A second person's agreement to what one person alone may not do (domain rule 14).

Another account agrees with its own passphrase at this keyboard. A hub with one account names an outsider, who
signs a printed sheet; what is typed then is what stands on it. An agreement stands for exactly what was shown
when it was asked for, and for one act.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
from desktop.services.base import Actor, Service, verb
from desktop.services.unlocking import unlock

MAY_AGREE = frozenset({Role.LEAD, Role.COORDINATOR, Role.ADMINISTRATOR})
"""Whoever may be the second person."""
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


class Approvals(Service):
    """Verbs on second people."""

    @verb("approval.ask")
    def ask(self, actor: Actor, act: str, subject: str, words: str) -> Asked:
        """Ask for an agreement; what was asked for before and not used stays as it was.

        Args:
            actor: who wants to do it.
            act: a code, such as ``erase``.
            subject: exactly what is agreed to, such as a digest of the preview.
            words: what is to be done, without anybody's name.
        """
        with self.store.write(actor.user_id) as work:
            number = work.next_number("approval")
            made = Approval(
                id=new_id(),
                at=self.now(),
                number=number,
                act=act,
                subject=_digest(subject),
                words=words,
                by_id=actor.user_id,
            )
            work.add(made)
            others = _others(work.session, actor.user_id)
        return Asked(made.id, reference(number), words, tuple(others))

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
            held.agreed_at = self.now()
        return clean(name)

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
    if held.subject != _digest(subject):
        raise DomainError("Something changed since the second person agreed. Look again, and ask once more.")
    stands = STANDS if held.how is ApprovalHow.ACCOUNT else timedelta(days=SHEET_DAYS)
    if now - held.agreed_at > stands:
        raise DomainError("The agreement is too old. Ask the second person once more.")
    held.used_at = now
    work.session.flush()
    return held


def _digest(subject: str) -> str:
    return hashlib.sha256(subject.encode()).hexdigest()


def _waiting(session: Session, approval_id: str) -> Approval:
    held = session.get(Approval, approval_id)
    if held is None or held.used_at is not None:
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
