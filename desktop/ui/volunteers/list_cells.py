"""What the list of volunteers says of their checks."""

from datetime import date

from db.queries.volunteers import VolunteerRow
from desktop.ui.base.columns import Cell
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.tokens import Tone
from desktop.ui.volunteers.check_words import day_of, review_tone


def seen_cell(row: VolunteerRow) -> Cell:
    """How many checks were seen, and how many are on their way."""
    seen = tr_count("{count} seen", "{count} seen", row.checks_seen)
    if row.checks_waiting:
        words = tr("{seen}, {waiting} waiting", seen=seen, waiting=row.checks_waiting)
        return Cell(words, "hourglass", Tone.INFO)
    if not row.checks_seen:
        return Cell(tr("None yet"), "circle-dashed", Tone.SECOND)
    return Cell(seen, "circle-check", Tone.OK)


def review_cell(day: date | None, today: date) -> Cell:
    """When the first check is to be looked at again."""
    if day is None:
        return Cell("")
    tone = review_tone(day, today)
    if tone is Tone.DANGER:
        return Cell(day_of(day), "lock", tone, bold=True, spoken=tr("Ended {day}", day=day_of(day)))
    if tone is Tone.WARN:
        return Cell(day_of(day), "calendar-due", tone, bold=True, spoken=tr("Soon: {day}", day=day_of(day)))
    return Cell(day_of(day), tone=Tone.SECOND)
