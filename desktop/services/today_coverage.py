"""What notes about gaps and overlaps give Today: those whose day to look again has come."""

from db.enums import Urgency
from db.queries.coverage_notes import NoteRow, notes
from desktop.services.needs import PRIVATE_LABEL, sees_private
from desktop.services.today_items import Desk, TodayItem, known, source, words


@source("coverage", "coverage.set")
def to_follow_up(desk: Desk) -> list[TodayItem]:
    """One line for each note to look at again today or before."""
    return [_item(desk, one) for one in notes(desk.session, desk.today)]


def _item(desk: Desk, note: NoteRow) -> TodayItem:
    hidden = note.is_private and not sees_private(desk.actor)
    need = PRIVATE_LABEL if hidden else note.need
    day = note.follow_up_on or desk.today
    return TodayItem(
        key=f"coverage:{note.id}",
        urgency=Urgency.THIS_WEEK if day < desk.today else Urgency.NO_RUSH,
        day=max(day, desk.today),
        sentence=words("Ask {name} what came of it", name=note.organisation)
        if note.organisation
        else words("Look again at what is missing"),
        second=known(
            words("{need} in {area}", need=need, area=note.area) if note.area else words("{need}", need=need),
            words("{words}", words=note.words) if note.words and not hidden else None,
        ),
        verb=words("Coverage"),
        place="coverage",
        item=f"{note.area_id or '-'}|{note.need_id}",
    )
