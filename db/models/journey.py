"""A volunteer's way into the hub, as far as nothing else records it."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Record, ref
from db.enums_journey import StepKind
from db.types import codes


class VolunteerStep(Record, Base):
    """One dated step, such as that somebody answered, thanked or rang them, or went along with them.

    ``with_name`` is whom they went along with, or the organisation they were placed with; ``next_on`` when
    to thank them or be in touch again.
    """

    __tablename__ = "volunteer_step"

    volunteer_id: Mapped[str] = mapped_column(ref("volunteer.id"), index=True)
    kind: Mapped[StepKind] = mapped_column(codes(StepKind))
    on_date: Mapped[date]
    with_name: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    next_on: Mapped[date | None] = mapped_column(default=None)
