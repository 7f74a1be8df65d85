"""Referrals: a person passed with a need from one organisation to another, and every word heard back."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Entry, Record, ref
from db.enums import LawfulBasis, Urgency
from db.enums_referrals import (
    DeclineReason,
    Otherwise,
    ReferralDirection,
    ReferralOutcome,
    ReferralStatus,
    Rung,
    SentHow,
    StepKind,
)
from db.types import Id, codes


class Referral(Record, Base):
    """A person passed on, or passed to us, with one need.

    Attributes:
        organisation_id: who it goes to; of one coming in, who it came from.
        service_id: which service of theirs, where one was chosen; it uses up the room of that one only.
        to_team: the team there, such as "Housing options".
        to_name: whom to ask for there.
        words: what is needed, as the recipient may read it.
        wants: what the person wants.
        already_doing: what is being done meanwhile.
        safety_note: what keeps a visitor safe.
        health_note: health in the person's own words; goes only with an agreement of its own.
        health_consent_id: that agreement.
        basis_reason: of a basis other than consent, why.
        basis_code: of the term in law that was chosen; see `db.models.LegalTerm`.
        fields: codes of what goes; see `desktop.domain.referral_fields`.
        sent_note: where and how it was handed over, in words.
        chase_on: the day to ask, while nothing was heard.
        acknowledged_by: who deals with it there.
        onward_id: whom they suggest instead.
        introducer: who told the hub of the person, to be told how it ended.
        rung: the layer of help it went to, and why not a nearer one, where one was proposed.
        batch: the same on all that went out together.
        their_reference: what they call it.
        their_row: of one that came in a list, its row in the sender's own columns.
        answered_on: of one coming in, the day the sender had its outcome.
    """

    __tablename__ = "referral"
    __table_args__ = (
        Index("ix_referral_open", "direction", "status", "chase_on", "voided_at", "id"),
        Index("ix_referral_person", "person_id", "voided_at"),
    )

    number: Mapped[int] = mapped_column(index=True)
    direction: Mapped[ReferralDirection] = mapped_column(codes(ReferralDirection))
    status: Mapped[ReferralStatus] = mapped_column(codes(ReferralStatus), default=ReferralStatus.DRAFT)
    request_id: Mapped[str | None] = mapped_column(ref("request.id"), default=None, index=True)
    person_id: Mapped[str | None] = mapped_column(ref("person.id"), default=None)
    organisation_id: Mapped[str] = mapped_column(ref("organisation.id"), index=True)
    service_id: Mapped[str | None] = mapped_column(ref("service.id"), default=None)
    to_team: Mapped[str] = mapped_column(default="")
    to_name: Mapped[str] = mapped_column(default="")
    need_type_id: Mapped[str] = mapped_column(ref("need_type.id"), index=True)
    urgency: Mapped[Urgency] = mapped_column(codes(Urgency), default=Urgency.THIS_WEEK)
    words: Mapped[str] = mapped_column(default="")
    wants: Mapped[str] = mapped_column(default="")
    already_doing: Mapped[str] = mapped_column(default="")
    safety_note: Mapped[str] = mapped_column(default="")
    health_note: Mapped[str] = mapped_column(default="")
    basis: Mapped[LawfulBasis | None] = mapped_column(codes(LawfulBasis), default=None)
    basis_reason: Mapped[str] = mapped_column(default="")
    basis_code: Mapped[str] = mapped_column(default="")
    consent_id: Mapped[str | None] = mapped_column(ref("consent.id"), default=None)
    health_consent_id: Mapped[str | None] = mapped_column(ref("consent.id"), default=None)
    fields: Mapped[list[Any]] = mapped_column(default=list)
    taken_by_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
    taken_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    sent_how: Mapped[SentHow | None] = mapped_column(codes(SentHow), default=None)
    sent_note: Mapped[str] = mapped_column(default="")
    chase_on: Mapped[date | None] = mapped_column(default=None)
    acknowledged_at: Mapped[datetime | None] = mapped_column(default=None)
    acknowledged_by: Mapped[str] = mapped_column(default="")
    accepted_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    outcome: Mapped[ReferralOutcome | None] = mapped_column(codes(ReferralOutcome), default=None)
    outcome_note: Mapped[str] = mapped_column(default="")
    decline_reason: Mapped[DeclineReason | None] = mapped_column(codes(DeclineReason), default=None)
    onward_id: Mapped[str | None] = mapped_column(ref("organisation.id"), default=None)
    onward_name: Mapped[str] = mapped_column(default="")
    introducer: Mapped[str] = mapped_column(default="")
    introducer_told_on: Mapped[date | None] = mapped_column(default=None)
    person_told_on: Mapped[date | None] = mapped_column(default=None)
    otherwise: Mapped[Otherwise | None] = mapped_column(codes(Otherwise), default=None)
    otherwise_note: Mapped[str] = mapped_column(default="")
    rung: Mapped[Rung | None] = mapped_column(codes(Rung), default=None)
    rung_reason: Mapped[str] = mapped_column(default="")
    fields_reason: Mapped[str] = mapped_column(default="")
    batch: Mapped[str | None] = mapped_column(Id, default=None)
    their_reference: Mapped[str] = mapped_column(default="")
    their_row: Mapped[dict[str, Any]] = mapped_column(default=dict)
    answered_on: Mapped[date | None] = mapped_column(default=None)


class ReferralStep(Entry, Base):
    """What happened to a referral at one moment: never edited, only added to.

    Attributes:
        how: by which way, where there was one.
        who: of us or of them, as it reads.
    """

    __tablename__ = "referral_step"

    referral_id: Mapped[str] = mapped_column(ref("referral.id"), index=True)
    by_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
    kind: Mapped[StepKind] = mapped_column(codes(StepKind))
    how: Mapped[SentHow | None] = mapped_column(codes(SentHow), default=None)
    who: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
