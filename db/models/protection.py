"""Data protection: why data is held, what people were told, how long it stays, and what went wrong."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Entry, Record, ref
from db.enums import LawfulBasis
from db.enums_protection import (
    ApprovalHow,
    BreachKind,
    BreachRisk,
    ComplaintState,
    DestructionKind,
    NoticeHow,
    RetentionAction,
    RetentionType,
    RightKind,
    RightState,
    ShareDecision,
    TermKind,
)
from db.ids import new_id
from db.types import Id, codes


class LegalTerm(Record, Base):
    """A basis or condition the law names, in the hub's own words: data, so that a new law needs no new app.

    Attributes:
        words: what must be so for it to hold.
        source: the law, with its section.
        acts_as: of a basis a later law added, the known one whose rules the app follows with it.
        is_active: whether it is offered; a retired one stays readable wherever it was chosen.
        version: counted up by each change; what it said before is in the change log.
    """

    __tablename__ = "legal_term"
    __table_args__ = (UniqueConstraint("kind", "code"),)

    kind: Mapped[TermKind] = mapped_column(codes(TermKind))
    code: Mapped[str]
    label: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    acts_as: Mapped[LawfulBasis | None] = mapped_column(codes(LawfulBasis), default=None)
    decided_by: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=1)
    position: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)


class DataPurpose(Record, Base):
    """One purpose the hub uses personal data for, with its basis in law: a line of the record of processing.

    Attributes:
        basis: of UK GDPR Article 6(1): whose rules hold.
        basis_code: of the term chosen, where that is one a later law added.
        interest: with a recognised legitimate interest, the code of its condition.
        special: code of the Article 9 condition; empty where there is no such data.
        schedule: code of the Schedule 1 condition, where Article 9 wants one.
        necessary: why it cannot be done with less.
        kept: how long, in words.
        is_active: whether it is offered; see `LegalTerm`.
        version: see `LegalTerm`.
    """

    __tablename__ = "data_purpose"

    code: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str]
    people: Mapped[str] = mapped_column(default="")
    data: Mapped[str] = mapped_column(default="")
    recipients: Mapped[str] = mapped_column(default="")
    basis: Mapped[LawfulBasis] = mapped_column(codes(LawfulBasis))
    basis_code: Mapped[str] = mapped_column(default="")
    interest: Mapped[str] = mapped_column(default="")
    special: Mapped[str] = mapped_column(default="")
    schedule: Mapped[str] = mapped_column(default="")
    necessary: Mapped[str] = mapped_column(default="")
    kept: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None] = mapped_column(default=None)
    review_on: Mapped[date | None] = mapped_column(default=None)
    source: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    position: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)


class PrivacyNotice(Record, Base):
    """One version of what people are told; never edited once somebody was given it."""

    __tablename__ = "privacy_notice"

    version: Mapped[int] = mapped_column(unique=True)
    body: Mapped[str]
    in_use_from: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")


class NoticeGiven(Entry, Base):
    """That somebody was told, which version, and how.

    Attributes:
        note: where they knew it already, from whom.
    """

    __tablename__ = "notice_given"

    person_id: Mapped[str] = mapped_column(ref("person.id"), index=True)
    notice_id: Mapped[str] = mapped_column(ref("privacy_notice.id"))
    by_id: Mapped[str] = mapped_column(ref("user_account.id"))
    how: Mapped[NoticeHow] = mapped_column(codes(NoticeHow))
    note: Mapped[str] = mapped_column(default="")


class ConsentWording(Record, Base):
    """One version of the words read out when somebody is asked; the last of each purpose is in use.

    Attributes:
        purpose: of `Consent`: to be helped, to be passed on, or health notes going too.
    """

    __tablename__ = "consent_wording"
    __table_args__ = (UniqueConstraint("purpose", "version"),)

    purpose: Mapped[str] = mapped_column(default="help")
    version: Mapped[int]
    body: Mapped[str]
    in_use_from: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")


class RetentionRule(Record, Base):
    """How long one kind of record is kept, why, and what happens then."""

    __tablename__ = "retention_rule"

    type: Mapped[RetentionType] = mapped_column(codes(RetentionType), unique=True)
    months: Mapped[int]
    action: Mapped[RetentionAction] = mapped_column(codes(RetentionAction))
    why: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    review_on: Mapped[date | None] = mapped_column(default=None)
    is_active: Mapped[bool] = mapped_column(default=True)


class RetentionHold(Record, Base):
    """Somebody's records stay, whatever is due: placed and ended by the safeguarding lead.

    No record says why in words others may read; to everybody else each hold reads the same.
    """

    __tablename__ = "retention_hold"

    person_id: Mapped[str] = mapped_column(ref("person.id"), index=True)
    reason: Mapped[str] = mapped_column(default="")
    placed_by_id: Mapped[str] = mapped_column(ref("user_account.id"))
    placed_at: Mapped[datetime]
    look_again_on: Mapped[date | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_by_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
    end_reason: Mapped[str] = mapped_column(default="")


class Approval(Entry, Base):
    """That a second person agreed to one act: another account, or an outsider's signature on a sheet.

    Attributes:
        act: what was agreed to, a code such as ``erase``.
        subject: a digest of exactly what they saw, so that it stands for nothing else.
        words: what was to be done, without anybody's name.
        most: how many people at the most.
        second_id: the account that agreed; None for an outsider.
        second_name: the outsider's name and office, as signed.
        until: when it lapses, agreed or not; None where what it is used for says so.
        refused_at: when the second person said no.
    """

    __tablename__ = "approval"

    number: Mapped[int] = mapped_column(unique=True)
    act: Mapped[str]
    subject: Mapped[str]
    words: Mapped[str]
    most: Mapped[int] = mapped_column(default=0)
    until: Mapped[datetime | None] = mapped_column(default=None)
    by_id: Mapped[str] = mapped_column(ref("user_account.id"))
    second_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
    second_name: Mapped[str] = mapped_column(default="")
    how: Mapped[ApprovalHow | None] = mapped_column(codes(ApprovalHow), default=None)
    signed_on: Mapped[date | None] = mapped_column(default=None)
    agreed_at: Mapped[datetime | None] = mapped_column(default=None)
    used_at: Mapped[datetime | None] = mapped_column(default=None)
    refused_at: Mapped[datetime | None] = mapped_column(default=None)
    refused_why: Mapped[str] = mapped_column(default="")


class Destruction(Entry, Base):
    """One line of the destruction log: how many of what went, why, and who agreed. It names nobody.

    Attributes:
        rule: of what is past its time, the rule as it read that day.
        first_on: the oldest day of what went; with ``last_on`` the range, and nobody's own day.
        finished_at: None while it goes on, or where it was cut off: the counts are of what went.
    """

    __tablename__ = "destruction"

    number: Mapped[int] = mapped_column(unique=True)
    kind: Mapped[DestructionKind] = mapped_column(codes(DestructionKind))
    by_id: Mapped[str] = mapped_column(ref("user_account.id"))
    approval_id: Mapped[str] = mapped_column(ref("approval.id"))
    about: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    rule: Mapped[str] = mapped_column(default="")
    first_on: Mapped[date | None] = mapped_column(default=None)
    last_on: Mapped[date | None] = mapped_column(default=None)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    finished_at: Mapped[datetime | None] = mapped_column(default=None)


class KeptCount(Base):
    """What stays of requests that were anonymised: how many, for what, where and when; nobody in it.

    Needs that are private carry no area: a count of one in a street would tell.

    Attributes:
        week: the Monday of the week, of requests when they were taken, of tasks when they were due.
        outcome: how a request ended; empty for tasks.
        tasks: how often help was asked for.
        met: how often it came.
    """

    __tablename__ = "kept_count"
    __table_args__ = (UniqueConstraint("week", "area_id", "la_code", "need_type_id", "outcome"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    week: Mapped[date]
    area_id: Mapped[str | None] = mapped_column(ref("area.id"), default=None)
    la_code: Mapped[str] = mapped_column(default="")
    need_type_id: Mapped[str] = mapped_column(ref("need_type.id"))
    outcome: Mapped[str] = mapped_column(default="")
    requests: Mapped[int] = mapped_column(default=0)
    tasks: Mapped[int] = mapped_column(default=0)
    met: Mapped[int] = mapped_column(default=0)


class Breach(Record, Base):
    """Personal data lost, seen, changed or sent where it should not go; 72 hours run from ``known_at``."""

    __tablename__ = "breach"

    number: Mapped[int] = mapped_column(index=True)
    kind: Mapped[BreachKind] = mapped_column(codes(BreachKind))
    happened_on: Mapped[date | None] = mapped_column(default=None)
    known_at: Mapped[datetime]
    found_by_id: Mapped[str] = mapped_column(ref("user_account.id"))
    what: Mapped[str]
    cause: Mapped[str] = mapped_column(default="")
    data: Mapped[str] = mapped_column(default="")
    people_count: Mapped[int | None] = mapped_column(default=None)
    impact: Mapped[str] = mapped_column(default="")
    risk: Mapped[BreachRisk] = mapped_column(codes(BreachRisk), default=BreachRisk.NOT_JUDGED)
    steps: Mapped[str] = mapped_column(default="")
    reported_at: Mapped[datetime | None] = mapped_column(default=None)
    report_reference: Mapped[str] = mapped_column(default="")
    not_reported_why: Mapped[str] = mapped_column(default="")
    late_why: Mapped[str] = mapped_column(default="")
    people_told_on: Mapped[date | None] = mapped_column(default=None)
    learned: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None] = mapped_column(default=None)


class Complaint(Record, Base):
    """Somebody is unhappy with how their data was used: acknowledged within 30 days, then answered."""

    __tablename__ = "complaint"

    number: Mapped[int] = mapped_column(index=True)
    person_id: Mapped[str | None] = mapped_column(ref("person.id"), default=None, index=True)
    from_name: Mapped[str] = mapped_column(default="")
    received_on: Mapped[date]
    how: Mapped[str] = mapped_column(default="")
    words: Mapped[str]
    state: Mapped[ComplaintState] = mapped_column(codes(ComplaintState), default=ComplaintState.RECEIVED)
    handled_by: Mapped[str] = mapped_column(default="")
    acknowledged_on: Mapped[date | None] = mapped_column(default=None)
    answered_on: Mapped[date | None] = mapped_column(default=None)
    outcome: Mapped[str] = mapped_column(default="")
    learned: Mapped[str] = mapped_column(default="")


class RightsRequest(Record, Base):
    """Somebody asked for what is theirs by right; see `desktop.domain.rights_clock` for the day to answer by.

    Attributes:
        who_they_are: how it is known that it is they who ask.
        identity_asked_on: the day they were asked to show who they are; the month begins once it is known.
        clarity_asked_on: the day they were asked what exactly they want to see; the clock stands until then.
        extended_on: the day they were told that it takes up to two months more.
        lifted_on: the day a restriction or an objection that was granted ended.
        lifted_why: why, and how they were told before.
    """

    __tablename__ = "rights_request"

    number: Mapped[int] = mapped_column(index=True)
    person_id: Mapped[str] = mapped_column(ref("person.id"), index=True)
    kind: Mapped[RightKind] = mapped_column(codes(RightKind))
    received_on: Mapped[date]
    due_on: Mapped[date]
    state: Mapped[RightState] = mapped_column(codes(RightState), default=RightState.OPEN)
    words: Mapped[str] = mapped_column(default="")
    how: Mapped[str] = mapped_column(default="")
    who_they_are: Mapped[str] = mapped_column(default="")
    identity_asked_on: Mapped[date | None] = mapped_column(default=None)
    identity_on: Mapped[date | None] = mapped_column(default=None)
    clarity_asked_on: Mapped[date | None] = mapped_column(default=None)
    clarity_on: Mapped[date | None] = mapped_column(default=None)
    extended_on: Mapped[date | None] = mapped_column(default=None)
    extended_why: Mapped[str] = mapped_column(default="")
    handled_by: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None] = mapped_column(default=None)
    outcome: Mapped[str] = mapped_column(default="")
    lifted_on: Mapped[date | None] = mapped_column(default=None)
    lifted_why: Mapped[str] = mapped_column(default="")


class ShareRequest(Record, Base):
    """Somebody asked the hub to share, and what was decided: the two forms of ICO Annex B, refusals too.

    Attributes:
        asked_by: the organisation's name, where it is not one of those known.
        asked_by_person: who asked there, with position.
        data: what they asked for.
        person_id: whom it is about, where it is one person.
        basis_code: of the term in law that was chosen, or found wanting.
        why: the reasons for the decision.
        record_id: the share that came of it.
    """

    __tablename__ = "share_request"

    number: Mapped[int] = mapped_column(index=True)
    received_on: Mapped[date]
    organisation_id: Mapped[str | None] = mapped_column(ref("organisation.id"), default=None)
    asked_by: Mapped[str] = mapped_column(default="")
    asked_by_person: Mapped[str] = mapped_column(default="")
    how: Mapped[str] = mapped_column(default="")
    data: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    person_id: Mapped[str | None] = mapped_column(ref("person.id"), default=None, index=True)
    basis_code: Mapped[str] = mapped_column(default="")
    decision: Mapped[ShareDecision] = mapped_column(codes(ShareDecision), default=ShareDecision.WAITING)
    why: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None] = mapped_column(default=None)
    record_id: Mapped[str | None] = mapped_column(ref("sharing_record.id"), default=None)
