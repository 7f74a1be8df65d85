"""What money gives Today: claims to approve and to pay, shopping money out too long, grants to decide."""

from datetime import timedelta

from db.enums import Urgency
from db.enums_money import ClaimState, GrantState
from db.queries import money_today as query
from db.queries.money_today import Waits
from desktop.services.floats import LONG_OUT
from desktop.services.today_items import Desk, TodayItem, Words, counted, source, words

_LATE = timedelta(days=30)
"""After so long a payer is asked again: the term of payment for public bodies (Late Payment Act, 30 days)."""


@source("claims_to_approve", "money.approve")
def to_approve(desk: Desk) -> list[TodayItem]:
    """Claims nobody decided on."""
    found = query.claims(desk.session, ClaimState.ASKED)
    said = ("A volunteer’s claim waits to be approved", "{count} claims of volunteers wait to be approved")
    return _line(desk, "claims_to_approve", found, said, words("Look at it"), "to_pay")


@source("claims_to_pay", "money.pay")
def to_pay(desk: Desk) -> list[TodayItem]:
    """Claims that are approved and not paid."""
    found = query.claims(desk.session, ClaimState.APPROVED)
    said = ("A volunteer’s claim is approved and not paid", "{count} claims are approved and not paid")
    return _line(desk, "claims_to_pay", found, said, words("Pay"), "to_pay")


@source("floats_out", "money.record")
def out_long(desk: Desk) -> list[TodayItem]:
    """Shopping money that is out for over a week."""
    found = query.floats(desk.session, desk.today - timedelta(days=LONG_OUT))
    said = ("Shopping money is out for over a week", "Shopping money of {count} trips is out for over a week")
    return _line(desk, "floats_out", found, said, words("Ask for it"), "shopping")


@source("grants_to_decide", "money.approve")
def to_decide(desk: Desk) -> list[TodayItem]:
    """Applications for small grants nobody decided on."""
    found = query.grants(desk.session, GrantState.RECEIVED)
    said = ("A small grant waits for a decision", "{count} small grants wait for a decision")
    return _line(desk, "grants_to_decide", found, said, words("Look at it"), "grants", Urgency.NO_RUSH)


@source("grants_to_pay", "money.pay")
def grants_to_pay(desk: Desk) -> list[TodayItem]:
    """Grants that are awarded and not paid."""
    found = query.grants(desk.session, GrantState.AWARDED)
    said = ("A grant is awarded and not paid", "{count} grants are awarded and not paid")
    return _line(desk, "grants_to_pay", found, said, words("Pay"), "grants")


@source("statements_owed", "money.record")
def owed_long(desk: Desk) -> list[TodayItem]:
    """Statements nobody paid for a month."""
    found = query.owed(desk.session, desk.today - _LATE)
    said = ("A statement is not paid for over a month", "{count} statements are not paid for over a month")
    return _line(desk, "statements_owed", found, said, words("Ask for it"), "recharges")


def _line(
    desk: Desk,
    key: str,
    found: Waits | None,
    said: tuple[str, str],
    verb: Words,
    view: str,
    urgency: Urgency = Urgency.THIS_WEEK,
) -> list[TodayItem]:
    """One line for all of a kind, by whoever waits longest."""
    if found is None:
        return []
    days = (desk.today - found.since).days
    second = (counted(days, "since yesterday", "the longest for {count} days"),) if days else ()
    return [
        TodayItem(
            key=f"{key}:all",
            urgency=urgency,
            day=desk.today,
            sentence=counted(found.number, *said),
            second=second,
            verb=verb,
            place="money",
            item=f"{view}:{found.first}",
        )
    ]
