"""Volunteers: what they can do, when, and the evidence that they may."""

from datetime import date, time

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Record, ref
from db.enums import Answer, CheckLevel, CheckStatus, CheckType, Skill, Transport, VolunteerStatus
from db.enums_checks import CheckDecision, StatusResult, Workforce
from db.enums_rounds import RoundEnd
from db.ids import new_id
from db.types import Id, codes


class Volunteer(Record, Base):
    """A person's volunteering profile.

    Attributes:
        carries_bags, carries_hot, carries_cold: on a round, bags and of them hot and cold ones; None for what
            fits on the way they get about.
        round_begins, round_finishes: where their rounds usually begin and are over.
    """

    __tablename__ = "volunteer"

    number: Mapped[int] = mapped_column(index=True)
    person_id: Mapped[str] = mapped_column(ref("person.id"), unique=True)
    status: Mapped[VolunteerStatus] = mapped_column(
        codes(VolunteerStatus), default=VolunteerStatus.APPLIED, index=True
    )
    transport: Mapped[Transport] = mapped_column(codes(Transport), default=Transport.FOOT)
    carries_bags: Mapped[int | None] = mapped_column(default=None)
    carries_hot: Mapped[int | None] = mapped_column(default=None)
    carries_cold: Mapped[int | None] = mapped_column(default=None)
    round_begins: Mapped[RoundEnd] = mapped_column(codes(RoundEnd), default=RoundEnd.HUB)
    round_finishes: Mapped[RoundEnd] = mapped_column(codes(RoundEnd), default=RoundEnd.HUB)
    weekly_minutes: Mapped[int | None] = mapped_column(default=None)
    joined_on: Mapped[date | None] = mapped_column(default=None)
    parental_agreement: Mapped[Answer] = mapped_column(codes(Answer), default=Answer.NOT_ASKED)
    home_organisation_id: Mapped[str | None] = mapped_column(ref("organisation.id"), default=None)
    note: Mapped[str] = mapped_column(default="")


class VolunteerSkill(Base):
    """A skill a volunteer brings."""

    __tablename__ = "volunteer_skill"
    __table_args__ = (UniqueConstraint("volunteer_id", "skill"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    volunteer_id: Mapped[str] = mapped_column(ref("volunteer.id"))
    skill: Mapped[Skill] = mapped_column(codes(Skill))


class VolunteerArea(Base):
    """An area a volunteer is willing to work in."""

    __tablename__ = "volunteer_area"
    __table_args__ = (UniqueConstraint("volunteer_id", "area_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    volunteer_id: Mapped[str] = mapped_column(ref("volunteer.id"))
    area_id: Mapped[str] = mapped_column(ref("area.id"), index=True)


class VolunteerLanguage(Base):
    """A language a volunteer speaks, as an ISO 639 code."""

    __tablename__ = "volunteer_language"
    __table_args__ = (UniqueConstraint("volunteer_id", "language_code"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    volunteer_id: Mapped[str] = mapped_column(ref("volunteer.id"))
    language_code: Mapped[str]


class VolunteerSlot(Base):
    """A time in the week when a volunteer is usually free; Monday is 0."""

    __tablename__ = "volunteer_slot"
    __table_args__ = (UniqueConstraint("volunteer_id", "weekday", "starts_at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    volunteer_id: Mapped[str] = mapped_column(ref("volunteer.id"))
    weekday: Mapped[int]
    starts_at: Mapped[time]
    ends_at: Mapped[time]


class Absence(Record, Base):
    """Days a volunteer is away, both ends counted."""

    __tablename__ = "absence"

    volunteer_id: Mapped[str] = mapped_column(ref("volunteer.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")


class Check(Record, Base):
    """Evidence about a volunteer. There is no place for a scan, an offence or an attachment.

    What may be kept of a certificate is what the disclosure bodies list: name, date of issue, level,
    position, number, decision, who saw it and when, workforce, and what the Update Service answered.
    """

    __tablename__ = "check_record"

    volunteer_id: Mapped[str] = mapped_column(ref("volunteer.id"), index=True)
    type: Mapped[CheckType] = mapped_column(codes(CheckType))
    level: Mapped[CheckLevel] = mapped_column(codes(CheckLevel), default=CheckLevel.NONE)
    status: Mapped[CheckStatus] = mapped_column(codes(CheckStatus))
    workforce: Mapped[Workforce] = mapped_column(codes(Workforce), default=Workforce.NOT_SAID)
    position: Mapped[str] = mapped_column(default="")
    eligibility_reason: Mapped[str] = mapped_column(default="")
    reference: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None] = mapped_column(default=None)
    seen_by: Mapped[str] = mapped_column(default="")
    seen_on: Mapped[date | None] = mapped_column(default=None)
    review_on: Mapped[date | None] = mapped_column(default=None)
    valid_to: Mapped[date | None] = mapped_column(default=None)
    decision: Mapped[CheckDecision] = mapped_column(codes(CheckDecision), default=CheckDecision.NOT_DECIDED)
    decided_by: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None] = mapped_column(default=None, index=True)
    decision_reference: Mapped[str] = mapped_column(default="")
    destroyed_on: Mapped[date | None] = mapped_column(default=None)
    update_service: Mapped[Answer] = mapped_column(codes(Answer), default=Answer.NOT_ASKED)
    update_consent: Mapped[Answer] = mapped_column(codes(Answer), default=Answer.NOT_ASKED)
    status_result: Mapped[StatusResult] = mapped_column(codes(StatusResult), default=StatusResult.NOT_ASKED)
    status_on: Mapped[date | None] = mapped_column(default=None)
    references_in: Mapped[int | None] = mapped_column(default=None)
    licence_to: Mapped[date | None] = mapped_column(default=None)
    insurance_to: Mapped[date | None] = mapped_column(default=None)
    mot_to: Mapped[date | None] = mapped_column(default=None)
    business_to: Mapped[date | None] = mapped_column(default=None)
    arranged_by_id: Mapped[str | None] = mapped_column(ref("organisation.id"), default=None)
    paid_by_id: Mapped[str | None] = mapped_column(ref("organisation.id"), default=None)
    exempt_reason: Mapped[str] = mapped_column(default="")
    exempt_by: Mapped[str] = mapped_column(default="")
    exempt_until: Mapped[date | None] = mapped_column(default=None)


class DoNotPair(Record, Base):
    """A volunteer who is not to be sent to a person."""

    __tablename__ = "do_not_pair"
    __table_args__ = (UniqueConstraint("volunteer_id", "person_id"),)

    volunteer_id: Mapped[str] = mapped_column(ref("volunteer.id"), index=True)
    person_id: Mapped[str] = mapped_column(ref("person.id"), index=True)
    reason: Mapped[str] = mapped_column(default="")
