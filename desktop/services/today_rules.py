"""What rules give Today: those that were to be looked at by today, for the safeguarding lead alone."""

from db.enums import Urgency
from db.queries.rules import to_review
from desktop.services.today_items import Desk, TodayItem, counted, source, words


@source("rules", "rule.set")
def to_look_at(desk: Desk) -> list[TodayItem]:
    """Rules whose day to be looked at again has come, as one."""
    count, oldest = to_review(desk.session, desk.today)
    if oldest is None:
        return []
    one, many = "One check rule is to be looked at again", "{count} check rules are to be looked at again"
    return [
        TodayItem(
            key="rules:all",
            urgency=Urgency.NO_RUSH,
            day=desk.today,
            sentence=counted(count, one, many),
            second=(
                words("Read the law or the policy each names. The oldest waits since {day}", day=oldest),
            ),
            verb=words("See rules"),
            place="rules",
        )
    ]
