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


class HubChecklist(Record, Base):
    """A checklist as the hub has it: one of its own, or one that is shipped, in the hub's words.

    One in the hub's words stands in place of the shipped one with the same code; taken off, the shipped one
    is back. ``lines`` holds a step on each line, its days before its words; ``needs`` the codes of the needs
    it is offered first for, each with a comma after it.
    """

    __tablename__ = "hub_checklist"

    code: Mapped[str] = mapped_column(index=True)
    label: Mapped[str]
    lines: Mapped[str]
    needs: Mapped[str] = mapped_column(default="")
    is_used: Mapped[bool] = mapped_column(default=True)
