"""Casework: the steps a request needs before it is met, such as evidence for a hardship claim."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Record, ref
from db.enums_casework import StepState
from db.types import codes


class CaseStep(Record, Base):
    """One step on a request: what, who does it, by when, and whether it is done.

    A step of a checklist keeps the checklist's code and its own, and its words as they were that day; one
    of the hub's own has no code. Whoever does it is an account where they have one, and else a name.
    """

    __tablename__ = "case_step"

    request_id: Mapped[str] = mapped_column(ref("request.id"), index=True)
    checklist: Mapped[str] = mapped_column(default="")
    code: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    words: Mapped[str]
    owner_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
    owner_name: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None] = mapped_column(default=None, index=True)
    state: Mapped[StepState] = mapped_column(codes(StepState), default=StepState.OPEN)
    settled_on: Mapped[date | None] = mapped_column(default=None)
    settled_by_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
    note: Mapped[str] = mapped_column(default="")
