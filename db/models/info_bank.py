"""The information bank: what a call handler reads out, where it comes from and when to look again."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Record, ref
from db.ids import new_id
from db.types import Id


class InfoCard(Record, Base):
    """One card: who helps with something, how to reach them, the source, and the day to check it by."""

    __tablename__ = "info_card"

    number: Mapped[int] = mapped_column(index=True)
    title: Mapped[str] = mapped_column(index=True)
    words: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    open_when: Mapped[str] = mapped_column(default="")
    area_id: Mapped[str | None] = mapped_column(ref("area.id"), default=None)
    organisation_id: Mapped[str | None] = mapped_column(ref("organisation.id"), default=None)
    source: Mapped[str]
    checked_on: Mapped[date]
    review_on: Mapped[date] = mapped_column(index=True)


class InfoCardNeed(Base):
    """A kind of need a card is about; a card without any is for every call."""

    __tablename__ = "info_card_need"
    __table_args__ = (UniqueConstraint("card_id", "need_type_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    card_id: Mapped[str] = mapped_column(ref("info_card.id"))
    need_type_id: Mapped[str] = mapped_column(ref("need_type.id"), index=True)
