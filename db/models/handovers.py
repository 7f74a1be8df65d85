"""Handovers after they are made: who was in each, what came back, and the copy that is kept."""

from datetime import date
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Entry, Record, ref
from db.enums_handovers import HandoverChange, KeptGone, NoticeHow, ReceiptHow
from db.types import Id, codes


class Handover(Record, Base):
    """One handover and what became of it; what it was and why stands in its entry of the sharing log.

    Attributes:
        record_id: its entry in the sharing log.
        first_id: the whole handover that this one and others brought up to date; its own key where whole.
        since_id: the handover before, where this one holds only what changed since.
        shape: what the rows were made of: details, columns left out and whom it was about.
        check_code: printed on its cover; a receipt says it back.
        kept_name: file of the copy kept in the hub's folder; empty where none is.
        kept_key: the key of that copy alone, in hexadecimal; erased with it.
        kept_size: bytes of the package.
        gone_on: the day the kept copy was taken away.
        received_by: who has it there, as they wrote.
        matches: whether the check code they said back is the package's; None where they said none.
        deleted_on: the day the recipient deleted it, as they told.
    """

    __tablename__ = "handover"

    record_id: Mapped[str] = mapped_column(ref("sharing_record.id"), unique=True)
    recipient_id: Mapped[str] = mapped_column(ref("organisation.id"), index=True)
    first_id: Mapped[str] = mapped_column(Id, index=True)
    since_id: Mapped[str | None] = mapped_column(ref("handover.id"), default=None)
    shape: Mapped[dict[str, Any]] = mapped_column(default=dict)
    check_code: Mapped[str] = mapped_column(default="")
    kept_name: Mapped[str] = mapped_column(default="")
    kept_key: Mapped[str] = mapped_column(default="")
    kept_size: Mapped[int] = mapped_column(default=0)
    gone_on: Mapped[date | None] = mapped_column(default=None)
    gone_why: Mapped[KeptGone | None] = mapped_column(codes(KeptGone), default=None)
    received_on: Mapped[date | None] = mapped_column(default=None)
    received_by: Mapped[str] = mapped_column(default="")
    received_how: Mapped[ReceiptHow | None] = mapped_column(codes(ReceiptHow), default=None)
    matches: Mapped[bool | None] = mapped_column(default=None)
    received_note: Mapped[str] = mapped_column(default="")
    deleted_on: Mapped[date | None] = mapped_column(default=None)


class HandoverPerson(Entry, Base):
    """What one handover said of one person; who did not change since the one before has no line.

    Attributes:
        change: added or changed with their rows in it, or withdrawn, with their key alone.
        units: a digest of what was said under each key the recipient knows them by.
    """

    __tablename__ = "handover_person"
    __table_args__ = (UniqueConstraint("handover_id", "person_id"),)

    handover_id: Mapped[str] = mapped_column(ref("handover.id"))
    person_id: Mapped[str] = mapped_column(ref("person.id"), index=True)
    change: Mapped[HandoverChange] = mapped_column(codes(HandoverChange))
    units: Mapped[dict[str, Any]] = mapped_column(default=dict)


class HandoverNotice(Entry, Base):
    """A recipient was told to take somebody out."""

    __tablename__ = "handover_notice"

    recipient_id: Mapped[str] = mapped_column(ref("organisation.id"), index=True)
    person_id: Mapped[str] = mapped_column(ref("person.id"), index=True)
    record_id: Mapped[str | None] = mapped_column(ref("sharing_record.id"), default=None)
    by_id: Mapped[str] = mapped_column(ref("user_account.id"))
    how: Mapped[NoticeHow] = mapped_column(codes(NoticeHow))
    note: Mapped[str] = mapped_column(default="")
