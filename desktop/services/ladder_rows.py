"""The row that keeps which layer of help a request was given to: at most one of a request is in use."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums_referrals import Otherwise
from db.models import LadderChoice
from db.session import UnitOfWork
from desktop.domain.text import clean
from desktop.services.records import set_fields


def held_choice(session: Session, request_id: str) -> LadderChoice | None:
    """What was chosen for a request, inside a session; None for nothing."""
    of = select(LadderChoice).where(LadderChoice.request_id == request_id, LadderChoice.voided_at.is_(None))
    return session.scalars(of.order_by(LadderChoice.id)).first()


def write_otherwise(work: UnitOfWork, request_id: str, answer: Otherwise, note: str) -> None:
    """Write down what would have happened without the help, inside a transaction."""
    set_fields(choice_of(work, request_id), {"otherwise": answer, "otherwise_note": clean(note)})


def choice_of(work: UnitOfWork, request_id: str) -> LadderChoice:
    """The row of a request, inside a transaction; a new one where there is none."""
    held = held_choice(work.session, request_id)
    if held is None:
        held = LadderChoice(request_id=request_id)
        work.add(held)
        work.session.flush()
    return held
