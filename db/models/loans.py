"""Things that are lent: phones, dongles, vans, freezers; who has them, and until when."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Record, ref
from db.enums_loans import AssetKind, Condition
from db.types import codes


class Asset(Record, Base):
    """One thing that is lent.

    Attributes:
        tag: what stands on its label.
        owner_id: whose it is; None for the hub's own.
        holds_data: it keeps what its borrower did, so that it is wiped before the next one has it.
        wiped_on: the day it was wiped last.
    """

    __tablename__ = "asset"

    number: Mapped[int] = mapped_column(index=True)
    kind: Mapped[AssetKind] = mapped_column(codes(AssetKind))
    name: Mapped[str]
    tag: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[str | None] = mapped_column(ref("organisation.id"), default=None)
    condition: Mapped[Condition] = mapped_column(codes(Condition), default=Condition.GOOD)
    holds_data: Mapped[bool] = mapped_column(default=False)
    wiped_on: Mapped[date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
    retired_on: Mapped[date | None] = mapped_column(default=None)
    retire_note: Mapped[str] = mapped_column(default="")


class Loan(Record, Base):
    """One thing lent once: to a person, who may be a volunteer, or to an organisation.

    Attributes:
        agreed: what was agreed, as it stands on the slip.
        lost_on: the day it was given up as lost; it did not come back.
    """

    __tablename__ = "loan"

    number: Mapped[int] = mapped_column(index=True)
    asset_id: Mapped[str] = mapped_column(ref("asset.id"), index=True)
    person_id: Mapped[str | None] = mapped_column(ref("person.id"), default=None, index=True)
    organisation_id: Mapped[str | None] = mapped_column(ref("organisation.id"), default=None, index=True)
    lent_on: Mapped[date]
    due_on: Mapped[date] = mapped_column(index=True)
    agreed: Mapped[str] = mapped_column(default="")
    condition_out: Mapped[Condition] = mapped_column(codes(Condition), default=Condition.GOOD)
    condition_back: Mapped[Condition | None] = mapped_column(codes(Condition), default=None)
    returned_on: Mapped[date | None] = mapped_column(default=None)
    lost_on: Mapped[date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
