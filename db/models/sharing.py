"""What left the hub, what came in, and decisions about records that look alike."""

from datetime import date
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Entry, Record, ref
from db.enums import LawfulBasis, PairAnswer, ShareKind
from db.types import Id, codes


class SharingRecord(Entry, Base):
    """The log line every handover, export and print of personal data leaves.

    Fields follow the template in Annex B of the ICO data sharing code.

    Attributes:
        purpose_code: of `db.models.DataPurpose`, where one was chosen.
        law: basis and conditions as they read that day; what is changed or retired later stays readable here.
        approval_id: the second person's agreement, where it took two.
    """

    __tablename__ = "sharing_record"

    number: Mapped[int] = mapped_column(index=True)
    kind: Mapped[ShareKind] = mapped_column(codes(ShareKind))
    by_id: Mapped[str] = mapped_column(ref("user_account.id"))
    recipient_id: Mapped[str | None] = mapped_column(ref("organisation.id"), default=None)
    recipient_name: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    basis: Mapped[LawfulBasis | None] = mapped_column(codes(LawfulBasis), default=None)
    purpose_code: Mapped[str] = mapped_column(default="")
    law: Mapped[str] = mapped_column(default="")
    agreement: Mapped[str] = mapped_column(default="")
    fields: Mapped[list[Any]] = mapped_column(default=list)
    people_count: Mapped[int] = mapped_column(default=0)
    left_out: Mapped[list[Any]] = mapped_column(default=list)
    file_name: Mapped[str] = mapped_column(default="")
    file_hash: Mapped[str] = mapped_column(default="")
    is_locked: Mapped[bool] = mapped_column(default=False)
    delete_by: Mapped[date | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
    approval_id: Mapped[str | None] = mapped_column(ref("approval.id"), default=None)


class ViewEntry(Entry, Base):
    """Somebody looked at, searched or printed something restricted."""

    __tablename__ = "view_entry"

    by_id: Mapped[str] = mapped_column(ref("user_account.id"))
    entity: Mapped[str]
    row_id: Mapped[str | None] = mapped_column(Id, default=None, index=True)
    what: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    opening_id: Mapped[str | None] = mapped_column(ref("opening.id"), default=None, index=True)


class ImportRun(Entry, Base):
    """One file brought in, so that it can be looked at and undone."""

    __tablename__ = "import_run"

    by_id: Mapped[str] = mapped_column(ref("user_account.id"))
    kind: Mapped[str]
    file_name: Mapped[str]
    profile: Mapped[str] = mapped_column(default="")
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    txn: Mapped[str] = mapped_column(Id)


class ImportProfile(Record, Base):
    """A remembered map from a file's columns to ours."""

    __tablename__ = "import_profile"
    __table_args__ = (UniqueConstraint("kind", "fingerprint"),)

    name: Mapped[str]
    kind: Mapped[str]
    fingerprint: Mapped[str]
    mapping: Mapped[dict[str, Any]] = mapped_column(default=dict)


class PairDecision(Record, Base):
    """What a coordinator said of two people who look alike; ``a_id`` is the smaller key."""

    __tablename__ = "pair_decision"
    __table_args__ = (UniqueConstraint("a_id", "b_id"),)

    a_id: Mapped[str] = mapped_column(ref("person.id"))
    b_id: Mapped[str] = mapped_column(ref("person.id"), index=True)
    answer: Mapped[PairAnswer] = mapped_column(codes(PairAnswer))
    txn: Mapped[str] = mapped_column(Id)
