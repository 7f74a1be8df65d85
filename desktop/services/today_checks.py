"""What checks give Today besides those that end: certificate information to be destroyed."""

from db.enums import Urgency
from desktop.services.check_upkeep import KEPT_MONTHS, OldDetails, old_details
from desktop.services.today_items import Desk, TodayItem, Words, source, words


@source("old_details", "check.set")
def to_destroy(desk: Desk) -> list[TodayItem]:
    """Certificates decided on six months ago, as one."""
    found = old_details(desk.session, desk.today)
    if not found:
        return []
    single = words("{name}: destroy the certificate information", name=found[0].name)
    many = words("Destroy the certificate information of {count} checks", count=f"{len(found):,}")
    return [
        TodayItem(
            key="old_details:all",
            urgency=Urgency.NO_RUSH,
            day=desk.today,
            sentence=single if len(found) == 1 else many,
            second=(words("Decided {months} months ago or longer", months=KEPT_MONTHS), _first(found)),
            verb=words("See checks"),
            place="checks",
            item=found[0].volunteer_id,
        )
    ]


def _first(found: list[OldDetails]) -> Words:
    return words("The oldest decision is of {day}", day=found[0].decided_on)
