"""What referrals give Today: those to be asked after, and people still to be told how one ended."""

from db.enums import Urgency
from db.queries import referrals as query
from db.queries.referrals import ENDED, ReferralFilter, ReferralRow
from desktop.domain.references import Kind, write
from desktop.services.referrals import masked
from desktop.services.today_items import Desk, TodayItem, counted, source, words

_NAMED = 3
"""So many are named each by itself; more are one line that leads to the list."""


@source("referrals", "referral.reply")
def to_ask_after(desk: Desk) -> list[TodayItem]:
    """Referrals whose chase date has come, and ends that nobody was told."""
    due = query.rows(desk.session, query.to_chase(desk.session, desk.today))
    named = [_chase(masked(row, desk.actor), desk) for row in due[:_NAMED]]
    rest = len(due) - _NAMED
    if rest > 0:
        named.append(_more(rest, desk))
    return [*named, *_untold(desk)]


def _chase(row: ReferralRow, desk: Desk) -> TodayItem:
    return TodayItem(
        key=f"referrals:{row.id}",
        urgency=Urgency.TODAY,
        day=row.chase_on or desk.today,
        sentence=words("Ask {to} about {need}", to=row.to, need=row.need),
        second=(words("{name}", name=row.person), words("{number}", number=write(Kind.REFERRAL, row.number))),
        verb=words("Chase"),
        place="referrals",
        item=row.id,
    )


def _more(count: int, desk: Desk) -> TodayItem:
    return TodayItem(
        key="referrals:more",
        urgency=Urgency.TODAY,
        day=desk.today,
        sentence=counted(count, "One more referral to chase", "{count} more referrals to chase"),
        verb=words("See them"),
        place="referrals",
    )


def _untold(desk: Desk) -> list[TodayItem]:
    ended = query.ids(desk.session, ReferralFilter(statuses=ENDED, untold=True))
    if not ended:
        return []
    one, many = "One person is still to be told how a referral ended", "{count} people are still to be told"
    return [
        TodayItem(
            key="referrals:untold",
            urgency=Urgency.THIS_WEEK,
            day=desk.today,
            sentence=counted(len(ended), one, many),
            verb=words("Tell them"),
            place="referrals",
            item=ended[0],
        )
    ]
