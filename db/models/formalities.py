"""Formalities taken on: what a body arranges and pays for so that a street group need not."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Record, ref
from db.enums_formalities import FormalityKind, FormalityState
from db.types import codes


class Formality(Record, Base):
    """One formality a group asked for: for whom, who arranges it, who pays, and how far it has got.

    Whoever asked, and whomever it is for, is a record where there is one, and else a name as given.
    """

    __tablename__ = "formality"

    number: Mapped[int] = mapped_column(index=True)
    kind: Mapped[FormalityKind] = mapped_column(codes(FormalityKind))
    state: Mapped[FormalityState] = mapped_column(
        codes(FormalityState), default=FormalityState.ASKED, index=True
    )
    asked_by_id: Mapped[str | None] = mapped_column(ref("organisation.id"), default=None)
    asked_by_name: Mapped[str] = mapped_column(default="")
    volunteer_id: Mapped[str | None] = mapped_column(ref("volunteer.id"), default=None, index=True)
    for_name: Mapped[str] = mapped_column(default="")
    arranged_by_id: Mapped[str | None] = mapped_column(ref("organisation.id"), default=None)
    paid_by_id: Mapped[str | None] = mapped_column(ref("organisation.id"), default=None)
    asked_on: Mapped[date]
    taken_on: Mapped[date | None] = mapped_column(default=None)
    arranged_on: Mapped[date | None] = mapped_column(default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None)
    due_on: Mapped[date | None] = mapped_column(default=None)
    next_step: Mapped[str] = mapped_column(default="")
    declined_why: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    check_id: Mapped[str | None] = mapped_column(ref("check_record.id"), default=None)
