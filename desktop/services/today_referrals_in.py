"""What referrals coming in give Today: those whose sender has not heard that the hub has them."""

from db.enums import Urgency
from db.queries import referrals_in as query
from desktop.services.today_items import Desk, TodayItem, counted, source, words

_SOON = (Urgency.TODAY, Urgency.TOMORROW)


@source("referrals_in", "referral.reply")
def to_acknowledge(desk: Desk) -> list[TodayItem]:
    """Referrals that came in and nobody acknowledged: one line, the longest waiting first."""
    found = query.not_acknowledged(desk.session)
    if not found:
        return []
    key, sender, _came, _urgency = found[0]
    soon = any(urgency in _SOON for *_, urgency in found)
    one, many = "One referral came in and waits for an answer", "{count} referrals wait for an answer"
    return [
        TodayItem(
            key="referrals_in:waiting",
            urgency=Urgency.TODAY if soon else Urgency.THIS_WEEK,
            day=desk.today,
            sentence=counted(len(found), one, many),
            second=(words("First from {sender}", sender=sender),),
            verb=words("Answer"),
            place="referrals_in",
            item=key,
        )
    ]
