"""Standing offers of neighbours: what somebody in a house or a street does for those around them."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Record, ref
from db.enums import Answer
from db.enums_neighbours import NeighbourKind
from db.types import codes

PAPER_CONTACT_LENGTH = 60


class NeighbourOffer(Record, Base):
    """Something small somebody offers to their neighbours, until a day or until they end it.

    Attributes:
        door: which door it is, such as "Flat 3"; never printed by itself.
        person_id: who offers it, where the hub has their record; None for a door alone.
        words: what is offered, as it is printed.
        when_words: at what times, as it is printed.
        paper_contact: how neighbours reach them, printed only where ``on_paper`` is yes.
        on_paper: whether they agreed that it is printed.
        note: for the hub alone.
    """

    __tablename__ = "neighbour_offer"

    number: Mapped[int] = mapped_column(index=True)
    kind: Mapped[NeighbourKind] = mapped_column(codes(NeighbourKind))
    words: Mapped[str] = mapped_column(default="")
    when_words: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="", index=True)
    door: Mapped[str] = mapped_column(default="")
    person_id: Mapped[str | None] = mapped_column(ref("person.id"), default=None, index=True)
    first_day: Mapped[date]
    last_day: Mapped[date | None] = mapped_column(default=None)
    paper_contact: Mapped[str] = mapped_column(String(PAPER_CONTACT_LENGTH), default="")
    on_paper: Mapped[Answer] = mapped_column(codes(Answer), default=Answer.NOT_ASKED)
    agreed_on: Mapped[date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
    ended_on: Mapped[date | None] = mapped_column(default=None)
    end_note: Mapped[str] = mapped_column(default="")
