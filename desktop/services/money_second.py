"""Who pays: somebody who neither asked for the money nor approved it (domain rule 14).

Where the one at the keyboard approved it, a second person agrees by their own passphrase; a hub with one
account prints the sheet and an outsider signs it (`desktop.services.approvals`).
"""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import or_, select

from db.models import Approval, User
from db.session import UnitOfWork
from desktop.domain.errors import DomainError, NeedsSecond
from desktop.domain.money import pounds
from desktop.domain.text import fold
from desktop.services.approvals import digest
from desktop.services.base import Actor

PAY = "pay"
"""The act agreed to."""


class Paying(NamedTuple):
    """What is about to be paid.

    Attributes:
        reference: such as "claim 12": it names nobody.
        subject: the record and everything that decides what is paid.
        decided_by_id: who approved or decided it.
        claimant: names of who gets it.
    """

    reference: str
    subject: str
    pence: int
    decided_by_id: str | None
    claimant: tuple[str, ...]


class Payer(NamedTuple):
    """Who paid: an account, and the outsider who signed where there is only one."""

    user_id: str
    second_name: str


def payer(work: UnitOfWork, actor: Actor, paying: Paying, now: datetime) -> Payer:
    """Who pays this, once the rule is kept.

    Raises:
        NeedsSecond: who is at the keyboard approved it, or it is for them; nobody else agreed yet.
        DomainError: whoever agreed is who gets it.
    """
    own = {fold(name) for name in paying.claimant if name}
    if actor.user_id != paying.decided_by_id and fold(actor.name) not in own:
        return Payer(actor.user_id, "")
    held = _agreed(work, actor, paying, now)
    if held is None:
        words = f"Pay {pounds(paying.pence)} for {paying.reference}."
        raise NeedsSecond(
            "It takes two: whoever pays neither asked for it nor approved it. Ask a second person.",
            *(PAY, paying.subject, words, 0),
        )
    name = held.second_name
    if held.second_id:
        name = work.session.scalars(select(User.name).where(User.id == held.second_id)).one()
        if held.second_id == paying.decided_by_id:
            raise DomainError("Whoever agreed approved it as well. Ask somebody else.")
    if fold(name.split(",")[0]) in own:
        raise DomainError("Whoever agreed is who gets it. Ask somebody else.")
    held.used_at = now
    work.session.flush()
    return Payer(held.second_id or actor.user_id, held.second_name)


def _agreed(work: UnitOfWork, actor: Actor, paying: Paying, now: datetime) -> Approval | None:
    wanted = select(Approval).where(
        Approval.act == PAY,
        Approval.subject == digest(paying.subject),
        Approval.by_id == actor.user_id,
        Approval.agreed_at.is_not(None),
        Approval.refused_at.is_(None),
        Approval.used_at.is_(None),
        or_(Approval.until.is_(None), Approval.until > now),
    )
    return work.session.scalars(wanted.order_by(Approval.number).limit(1)).first()
