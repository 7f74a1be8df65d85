"""Street groups rung every week: each check-in, and what a group raised until it is settled."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Entry, Record, ref
from db.enums_groups import CheckInOutcome, IssueState
from db.types import codes


class GroupCheckIn(Record, Base):
    """One call to a group: what came of it, and the day to ring again.

    An answer keyed by mistake is undone, which voids it.
    """

    __tablename__ = "group_check_in"

    organisation_id: Mapped[str] = mapped_column(ref("organisation.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[str] = mapped_column(ref("user_account.id"))
    outcome: Mapped[CheckInOutcome] = mapped_column(codes(CheckInOutcome))
    note: Mapped[str] = mapped_column(default="")
    next_on: Mapped[date | None] = mapped_column(default=None)


class GroupIssue(Record, Base):
    """Something a group raised, with the one person who follows it to the end and the day to chase it.

    Whoever follows it is an account where they have one, and else a name as given.
    """

    __tablename__ = "group_issue"

    number: Mapped[int] = mapped_column(index=True)
    organisation_id: Mapped[str] = mapped_column(ref("organisation.id"), index=True)
    check_in_id: Mapped[str | None] = mapped_column(ref("group_check_in.id"), default=None)
    words: Mapped[str]
    state: Mapped[IssueState] = mapped_column(codes(IssueState), default=IssueState.OPEN, index=True)
    owner_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
    owner_name: Mapped[str] = mapped_column(default="")
    raised_on: Mapped[date]
    chase_on: Mapped[date]
    closed_on: Mapped[date | None] = mapped_column(default=None)
    outcome: Mapped[str] = mapped_column(default="")
    told_on: Mapped[date | None] = mapped_column(default=None)


class GroupIssueStep(Entry, Base):
    """What was done about an issue, as a dated line."""

    __tablename__ = "group_issue_step"

    issue_id: Mapped[str] = mapped_column(ref("group_issue.id"), index=True)
    by_id: Mapped[str] = mapped_column(ref("user_account.id"))
    words: Mapped[str]
