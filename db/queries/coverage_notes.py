"""Notes about needs in areas that nothing has come of yet."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session, aliased

from db.enums_coverage import CoverageNoteKind
from db.models import Area, CoverageNote, NeedType, Organisation
from db.queries.paging import fetch


class NoteRow(NamedTuple):
    """A note about a need in an area, with the names it speaks of."""

    id: str
    kind: CoverageNoteKind
    area_id: str | None
    area: str
    need_id: str
    need: str
    is_private: bool
    organisation_id: str | None
    organisation: str
    other_area: str
    other_need: str
    other_is_private: bool
    words: str
    follow_up_on: date | None
    done_on: date | None


_OTHER_AREA, _OTHER_NEED = aliased(Area), aliased(NeedType)


def notes(session: Session, until: date | None = None) -> list[NoteRow]:
    """Notes that nothing has come of yet, by the day to look again.

    Args:
        session: to read with.
        until: only those to look at on or before this day; None for all.
    """
    query = (
        select(
            CoverageNote.id,
            CoverageNote.kind,
            CoverageNote.area_id,
            func.coalesce(Area.name, ""),
            CoverageNote.need_type_id,
            NeedType.label,
            NeedType.is_private,
            CoverageNote.organisation_id,
            func.coalesce(Organisation.name, ""),
            func.coalesce(_OTHER_AREA.name, ""),
            func.coalesce(_OTHER_NEED.label, ""),
            func.coalesce(_OTHER_NEED.is_private, literal(value=False)),
            CoverageNote.words,
            CoverageNote.follow_up_on,
            CoverageNote.done_on,
        )
        .join(NeedType, NeedType.id == CoverageNote.need_type_id)
        .outerjoin(Area, Area.id == CoverageNote.area_id)
        .outerjoin(Organisation, Organisation.id == CoverageNote.organisation_id)
        .outerjoin(_OTHER_AREA, _OTHER_AREA.id == CoverageNote.other_area_id)
        .outerjoin(_OTHER_NEED, _OTHER_NEED.id == CoverageNote.other_need_id)
        .where(CoverageNote.voided_at.is_(None), CoverageNote.done_on.is_(None))
        .order_by(CoverageNote.follow_up_on, CoverageNote.id)
    )
    if until is not None:
        query = query.where(CoverageNote.follow_up_on <= until)
    return [NoteRow(*row) for row in fetch(session, query)]
