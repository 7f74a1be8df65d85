"""What formalities give Today: those nobody has answered, and those that should be done by now."""

from db.enums import Urgency
from db.enums_formalities import FormalityState
from db.queries import formalities as query
from db.queries.formalities import OPEN, FormalityFilter, FormalityRow
from desktop.services.today_items import Desk, TodayItem, counted, source, words


@source("formalities", "formality.see")
def to_answer(desk: Desk) -> list[TodayItem]:
    """Formalities asked for that nobody took on, and others past their day: one line each."""
    found = query.rows(desk.session, query.ids(desk.session, FormalityFilter(OPEN)))
    asked = [one for one in found if one.state is FormalityState.ASKED]
    late = [one for one in found if _is_late(one, desk) and one.state is not FormalityState.ASKED]
    one, many = "One formality waits for an answer", "{count} formalities wait for an answer"
    overdue, overdue_many = "One formality is overdue", "{count} formalities are overdue"
    return [
        *_line(desk, "asked", asked, one, many),
        *_line(desk, "late", late, overdue, overdue_many),
    ]


def _line(desk: Desk, key: str, rows: list[FormalityRow], one: str, many: str) -> list[TodayItem]:
    if not rows:
        return []
    first = min(rows, key=lambda row: (row.due_on or desk.today, row.number))
    late = any(_is_late(row, desk) for row in rows)
    return [
        TodayItem(
            key=f"formalities:{key}",
            urgency=Urgency.THIS_WEEK if late else Urgency.NO_RUSH,
            day=max(first.due_on or desk.today, desk.today),
            sentence=counted(len(rows), one, many),
            second=(words("First {group}", group=first.asked_by),),
            verb=words("See them"),
            place="formalities",
            item=first.id,
        )
    ]


def _is_late(row: FormalityRow, desk: Desk) -> bool:
    return row.due_on is not None and row.due_on < desk.today
