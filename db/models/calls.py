"""Calls made again and again, what was promised on them, and lists of people rung through once."""

from datetime import date, datetime, time

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Record, ref
from db.enums_calls import CallKind, LineState, SheetLineState, StepKind
from db.types import codes


class CallPlan(Record, Base):
    """Somebody to be rung again and again. Each call made is a `ContactAttempt` that names its plan.

    Attributes:
        name: what the worklist says, such as "Weekly chat".
        rule: how often, an RFC 5545 rule over whole days.
        at_time: about when; None for any time.
        caller_id: whoever usually rings; None for whoever has time.
        talk_about: what they like to talk of.
        gently: what the caller has to bear in mind before the first word.
        tries: how often it rings out before the steps for no answer begin.
        quiet_days: how long nobody may have reached them before the list says so.
        next_on: the day of the next call or step; None when there is none to come.
        next_time: about when on that day.
        misses: how often it rang out since they were last reached.
        next_step: the step for no answer whose turn it is, from 1; 0 while they are rung themselves.
        ended_on: the day the calls ended.
    """

    __tablename__ = "call_plan"

    person_id: Mapped[str] = mapped_column(ref("person.id"), index=True)
    kind: Mapped[CallKind] = mapped_column(codes(CallKind))
    name: Mapped[str]
    rule: Mapped[str]
    starts_on: Mapped[date]
    at_time: Mapped[time | None] = mapped_column(default=None)
    caller_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None, index=True)
    talk_about: Mapped[str] = mapped_column(default="")
    gently: Mapped[str] = mapped_column(default="")
    tries: Mapped[int] = mapped_column(default=2)
    quiet_days: Mapped[int] = mapped_column(default=14)
    next_on: Mapped[date | None] = mapped_column(default=None, index=True)
    next_time: Mapped[time | None] = mapped_column(default=None)
    misses: Mapped[int] = mapped_column(default=0)
    next_step: Mapped[int] = mapped_column(default=0)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    ended_why: Mapped[str] = mapped_column(default="")


class CallStep(Record, Base):
    """One step of what is done where somebody does not answer, in its order.

    Attributes:
        words: what to do, such as "Ring Carys, daughter".
        phone: the number to ring for it, if any.
        note: what helps with it.
        by_time: when on the day it is to be done by; None for as soon as can be.
    """

    __tablename__ = "call_step"

    plan_id: Mapped[str] = mapped_column(ref("call_plan.id"), index=True)
    position: Mapped[int]
    kind: Mapped[StepKind] = mapped_column(codes(StepKind))
    words: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    by_time: Mapped[time | None] = mapped_column(default=None)


class CallPromise(Record, Base):
    """What a caller promised somebody, by when, and when it was kept."""

    __tablename__ = "call_promise"

    person_id: Mapped[str] = mapped_column(ref("person.id"), index=True)
    contact_id: Mapped[str | None] = mapped_column(ref("contact_attempt.id"), default=None, index=True)
    by_id: Mapped[str] = mapped_column(ref("user_account.id"))
    words: Mapped[str]
    due_on: Mapped[date] = mapped_column(index=True)
    done_on: Mapped[date | None] = mapped_column(default=None)


class PhoneRound(Record, Base):
    """A list of people rung through once, by several callers over some days.

    Attributes:
        asks: what every caller says and asks.
        tries: how often each number is rung before it counts as not answering.
        closed_on: the day it was put away.
    """

    __tablename__ = "phone_round"

    number: Mapped[int] = mapped_column(index=True)
    name: Mapped[str]
    asks: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date]
    tries: Mapped[int] = mapped_column(default=2)
    closed_on: Mapped[date | None] = mapped_column(default=None)


class PhoneLine(Record, Base):
    """One person of a phone round.

    Attributes:
        place: where the line stands in its round, from 1: what a caller reads off a printed sheet.
        caller: who rings: the name of an account, or of somebody with a printed sheet.
        on_date: the day they are to be rung.
        with_id: the line they are asked with, as both are reached by one number.
        tries: how often it rang out.
        why: why they are left out, or what came of it in a few words.
        done_at: when the line was settled.
    """

    __tablename__ = "phone_line"

    round_id: Mapped[str] = mapped_column(ref("phone_round.id"), index=True)
    place: Mapped[int]
    person_id: Mapped[str] = mapped_column(ref("person.id"), index=True)
    caller: Mapped[str] = mapped_column(default="")
    on_date: Mapped[date]
    with_id: Mapped[str | None] = mapped_column(ref("phone_line.id"), default=None, index=True)
    state: Mapped[LineState] = mapped_column(codes(LineState), default=LineState.TO_DO)
    tries: Mapped[int] = mapped_column(default=0)
    why: Mapped[str] = mapped_column(default="")
    done_at: Mapped[datetime | None] = mapped_column(default=None)


class CallSheet(Record, Base):
    """The calls one caller takes along on paper.

    Attributes:
        number: what stands on the paper, and is typed when it comes back.
        caller: who rings, by name.
        on_date: the day the calls are for.
        round_id: the phone round the lines are of; None for calls of the worklist.
    """

    __tablename__ = "call_sheet"

    number: Mapped[int] = mapped_column(index=True)
    caller: Mapped[str]
    on_date: Mapped[date]
    round_id: Mapped[str | None] = mapped_column(ref("phone_round.id"), default=None, index=True)


class CallSheetLine(Record, Base):
    """One call on paper: of a plan, or of a phone round. While it is out, nobody else rings.

    Attributes:
        place: where it stands on its sheet, from 1.
        plan_id: the plan; None for a line of a phone round.
        line_id: the line of a phone round; None for a plan.
    """

    __tablename__ = "call_sheet_line"

    sheet_id: Mapped[str] = mapped_column(ref("call_sheet.id"), index=True)
    place: Mapped[int]
    plan_id: Mapped[str | None] = mapped_column(ref("call_plan.id"), default=None, index=True)
    line_id: Mapped[str | None] = mapped_column(ref("phone_line.id"), default=None, index=True)
    state: Mapped[SheetLineState] = mapped_column(
        codes(SheetLineState), default=SheetLineState.OUT, index=True
    )
