"""What somebody means to do about a need in an area: an overlap, or something missing."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Record, ref
from db.enums_coverage import CoverageNoteKind
from db.types import codes


class CoverageNote(Record, Base):
    """A note about one need in one area, with a day to look again.

    Attributes:
        area_id: None for everybody outside any area.
        organisation_id: whom to ask.
        other_area_id: where something else is missing that they might give instead.
        other_need_id: what is missing there.
        done_words: what came of it.
    """

    __tablename__ = "coverage_note"

    kind: Mapped[CoverageNoteKind] = mapped_column(codes(CoverageNoteKind))
    area_id: Mapped[str | None] = mapped_column(ref("area.id"), default=None, index=True)
    need_type_id: Mapped[str] = mapped_column(ref("need_type.id"))
    organisation_id: Mapped[str | None] = mapped_column(ref("organisation.id"), default=None)
    other_area_id: Mapped[str | None] = mapped_column(ref("area.id"), default=None)
    other_need_id: Mapped[str | None] = mapped_column(ref("need_type.id"), default=None)
    words: Mapped[str] = mapped_column(default="")
    follow_up_on: Mapped[date | None] = mapped_column(default=None, index=True)
    done_on: Mapped[date | None] = mapped_column(default=None)
    done_words: Mapped[str] = mapped_column(default="")
    by_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
