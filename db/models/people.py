"""People, the households they live in, how to reach them and what they agreed to."""

from datetime import date, datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Entry, Record, ref
from db.enums import (
    Answer,
    Channel,
    ContactOutcome,
    ContactPreference,
    Direction,
    LinkKind,
    PersonStatus,
    PhoneKind,
    Precision,
)
from db.enums_calls import CallMood, HowFar
from db.types import codes

DOOR_NOTE_LENGTH = 60


class Household(Record, Base):
    """People at one address. The door note is printed; the access note never is.

    Attributes:
        area_reason: why the area was chosen by hand; empty where the postcode decides.
    """

    __tablename__ = "household"

    number: Mapped[int] = mapped_column(index=True)
    address_line1: Mapped[str] = mapped_column(default="")
    address_line2: Mapped[str] = mapped_column(default="")
    town: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="", index=True)
    uprn: Mapped[str] = mapped_column(default="")
    area_id: Mapped[str | None] = mapped_column(ref("area.id"), default=None, index=True)
    area_reason: Mapped[str] = mapped_column(default="")
    easting: Mapped[int | None] = mapped_column(default=None)
    northing: Mapped[int | None] = mapped_column(default=None)
    precision: Mapped[Precision] = mapped_column(codes(Precision), default=Precision.UNKNOWN)
    la_code: Mapped[str] = mapped_column(default="")
    ward_code: Mapped[str] = mapped_column(default="")
    size: Mapped[int | None] = mapped_column(default=None)
    children: Mapped[int | None] = mapped_column(default=None)
    babies: Mapped[int | None] = mapped_column(default=None)
    food_needs: Mapped[str] = mapped_column(default="")
    door_note: Mapped[str] = mapped_column(String(DOOR_NOTE_LENGTH), default="")
    access_note: Mapped[str] = mapped_column(default="")
    go_in_pairs: Mapped[bool] = mapped_column(default=False)
    usual_volunteer_id: Mapped[str | None] = mapped_column(ref("volunteer.id"), default=None, index=True)


class Person(Record, Base):
    """A human being, once: may be helped, help, refer, or all three.

    Attributes:
        strengths: what they do themselves, and do well: the first rung of the ladder of help.
        seen_on: the last day anything is known to have happened with them, once records that told are gone.
    """

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_sort", "last_name", "first_name"),)

    number: Mapped[int] = mapped_column(index=True)
    first_name: Mapped[str] = mapped_column(default="")
    middle_name: Mapped[str] = mapped_column(default="")
    last_name: Mapped[str] = mapped_column(default="")
    preferred_name: Mapped[str] = mapped_column(default="")
    date_of_birth: Mapped[date | None] = mapped_column(default=None)
    household_id: Mapped[str | None] = mapped_column(ref("household.id"), default=None, index=True)
    email: Mapped[str] = mapped_column(default="")
    contact_preference: Mapped[ContactPreference] = mapped_column(
        codes(ContactPreference), default=ContactPreference.UNKNOWN
    )
    language_code: Mapped[str] = mapped_column(default="")
    communication_needs: Mapped[str] = mapped_column(default="")
    good_to_know: Mapped[str] = mapped_column(default="")
    strengths: Mapped[str] = mapped_column(default="")
    status: Mapped[PersonStatus] = mapped_column(codes(PersonStatus), default=PersonStatus.ACTIVE)
    status_note: Mapped[str] = mapped_column(default="")
    source_reference: Mapped[str] = mapped_column(default="", index=True)
    safe_number: Mapped[str] = mapped_column(default="")
    safe_when: Mapped[str] = mapped_column(default="")
    safe_message: Mapped[Answer] = mapped_column(codes(Answer), default=Answer.NOT_ASKED)
    safe_post: Mapped[Answer] = mapped_column(codes(Answer), default=Answer.NOT_ASKED)
    merged_into_id: Mapped[str | None] = mapped_column(ref("person.id"), default=None)
    seen_on: Mapped[date | None] = mapped_column(default=None)


class Phone(Record, Base):
    """A number for a person: E.164 when it can be read, and always as it was written."""

    __tablename__ = "phone"

    person_id: Mapped[str] = mapped_column(ref("person.id"), index=True)
    e164: Mapped[str] = mapped_column(default="", index=True)
    raw: Mapped[str]
    kind: Mapped[PhoneKind] = mapped_column(codes(PhoneKind), default=PhoneKind.OTHER)
    note: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class ContactLink(Record, Base):
    """Somebody around a person: emergency contact, keyholder, carer, introducer, whoever lends a hand."""

    __tablename__ = "contact_link"

    person_id: Mapped[str] = mapped_column(ref("person.id"), index=True)
    kind: Mapped[LinkKind] = mapped_column(codes(LinkKind))
    name: Mapped[str]
    relationship: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Consent(Record, Base):
    """Yes, no or not asked, for a named recipient and purpose; no recipient means the volunteer who helps."""

    __tablename__ = "consent"

    person_id: Mapped[str] = mapped_column(ref("person.id"), index=True)
    recipient_id: Mapped[str | None] = mapped_column(ref("organisation.id"), default=None, index=True)
    purpose: Mapped[str] = mapped_column(default="help")
    answer: Mapped[Answer] = mapped_column(codes(Answer))
    how: Mapped[Channel] = mapped_column(codes(Channel), default=Channel.PHONE)
    given_at: Mapped[datetime]
    wording: Mapped[str] = mapped_column(default="")
    wording_version: Mapped[str] = mapped_column(default="")
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_how: Mapped[str] = mapped_column(default="")


class ContactAttempt(Entry, Base):
    """A call, visit or message tried; one keyed by mistake is undone, which voids it.

    Attributes:
        plan_id: the plan it was a call of; None for any other contact.
        line_id: the line of a phone round it was a call of; None for any other contact.
        step: the step for no answer it was, from 1; 0 for a call to themselves.
        minutes: how long they talked; None where nobody counted.
    """

    __tablename__ = "contact_attempt"

    person_id: Mapped[str | None] = mapped_column(ref("person.id"), default=None, index=True)
    request_id: Mapped[str | None] = mapped_column(ref("request.id"), default=None, index=True)
    by_id: Mapped[str] = mapped_column(ref("user_account.id"))
    channel: Mapped[Channel] = mapped_column(codes(Channel))
    direction: Mapped[Direction] = mapped_column(codes(Direction))
    outcome: Mapped[ContactOutcome] = mapped_column(codes(ContactOutcome))
    note: Mapped[str] = mapped_column(default="")
    next_on: Mapped[date | None] = mapped_column(default=None)
    plan_id: Mapped[str | None] = mapped_column(ref("call_plan.id"), default=None, index=True)
    line_id: Mapped[str | None] = mapped_column(ref("phone_line.id"), default=None, index=True)
    step: Mapped[int] = mapped_column(default=0)
    minutes: Mapped[int | None] = mapped_column(default=None)
    mood: Mapped[CallMood | None] = mapped_column(codes(CallMood), default=None)
    eating: Mapped[HowFar | None] = mapped_column(codes(HowFar), default=None)
    warm: Mapped[HowFar | None] = mapped_column(codes(HowFar), default=None)
    seen_anyone: Mapped[bool | None] = mapped_column(default=None)
    voided_at: Mapped[datetime | None] = mapped_column(default=None)
    void_reason: Mapped[str | None] = mapped_column(default=None)
