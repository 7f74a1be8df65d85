"""What calls give Today: those to make, what was promised, and people nobody reached for long."""

from datetime import timedelta

from db.enums import Urgency
from db.queries import call_sheets
from db.queries import calls as query
from db.queries.quiet import with_nothing_planned
from desktop.domain.names import full_name
from desktop.services.call_details import quiet
from desktop.services.calls import off_paper
from desktop.services.today_items import Desk, TodayItem, counted, source, words
from desktop.services.waits import waits_in

_SHOWN = 3
"""Promises each with a line of its own; the rest stand together."""


@source("calls", "call.make")
def to_ring(desk: Desk) -> list[TodayItem]:
    """The calls still to make by whoever is at the keyboard or by anybody, in one line; steps stand out."""
    due = off_paper(desk.session, query.due(desk.session, desk.today))
    due = [one for one in due if one.caller_id in (None, desk.actor.user_id)]
    if not due:
        return []
    stepping = sum(one.next_step > 0 for one in due)
    second = (
        (counted(stepping, "One did not answer: a step is due", "{count} did not answer: steps are due"),)
        if stepping
        else ()
    )
    return [
        TodayItem(
            key="calls:due",
            urgency=Urgency.TODAY if stepping else Urgency.THIS_WEEK,
            day=desk.today,
            sentence=counted(len(due), "Make one welfare call", "Make {count} welfare calls"),
            second=second,
            verb=words("Ring them"),
            place="calls",
        )
    ]


@source("call_promises", "call.make")
def promised(desk: Desk) -> list[TodayItem]:
    """What was promised on calls and is due, one's own first."""
    found = query.promises(desk.session, desk.today)
    found.sort(key=lambda one: (one.by_id != desk.actor.user_id, one.due_on, one.id))
    lines = [
        TodayItem(
            key=f"call_promises:{one.id}",
            urgency=Urgency.TODAY if one.by_id == desk.actor.user_id else Urgency.THIS_WEEK,
            day=one.due_on,
            sentence=words(
                "Promised to {person}: {what}",
                person=full_name(one.first_name, one.last_name, one.preferred_name),
                what=one.words,
            ),
            second=(words("{name} promised it", name=one.by),),
            verb=words("Done"),
            place="calls",
            item=f"promise:{one.id}",
        )
        for one in found[:_SHOWN]
    ]
    rest = found[_SHOWN:]
    if rest:
        lines.append(
            TodayItem(
                key="call_promises:more",
                urgency=Urgency.THIS_WEEK,
                day=min(one.due_on for one in rest),
                sentence=counted(
                    len(rest), "Keep one more promise of a call", "Keep {count} more promises of calls"
                ),
                verb=words("See the next"),
                place="calls",
                item=f"promise:{rest[0].id}",
            )
        )
    return lines


@source("call_sheets", "call.make")
def on_paper(desk: Desk) -> list[TodayItem]:
    """Call sheets of an earlier day that were not keyed in: whoever is on them was perhaps not rung."""
    found = [one for one in call_sheets.sheets(desk.session) if one.on_date < desk.today]
    if not found:
        return []
    calls = sum(one.out for one in found)
    return [
        TodayItem(
            key="call_sheets:out",
            urgency=Urgency.TODAY,
            day=min(one.on_date for one in found),
            sentence=counted(
                len(found), "One call sheet has not come back", "{count} call sheets have not come back"
            ),
            second=(counted(calls, "One call on paper", "{count} calls on paper"),),
            verb=words("Key them in"),
            place="call_sheets",
        )
    ]


@source("calls_quiet", "call.make")
def unheard(desk: Desk) -> list[TodayItem]:
    """People nobody reached for longer than their plan allows, in one line with the first named."""
    found = quiet(desk.session, desk.today)
    if not found:
        return []
    name = full_name(found[0].first_name, found[0].last_name, found[0].preferred_name)
    return [
        TodayItem(
            key="calls_quiet:all",
            urgency=Urgency.TODAY,
            day=desk.today,
            sentence=counted(
                len(found), "Nobody reached one person for long", "Nobody reached {count} people for long"
            ),
            second=(words("{name} the longest", name=name),),
            verb=words("Ring them"),
            place="calls",
            item=found[0].id,
        )
    ]


@source("unheard", "call.see")
def nothing_planned(desk: Desk) -> list[TodayItem]:
    """People who get help, of whom nobody heard for long, and with whom nothing is planned: in one line."""
    days = waits_in(desk.session).quiet
    before = desk.now.astimezone() - timedelta(days=days)
    count = with_nothing_planned(desk.session, before, desk.today)
    if not count:
        return []
    return [
        TodayItem(
            key="unheard:all",
            urgency=Urgency.THIS_WEEK,
            day=desk.today,
            sentence=words("One person who gets help was not heard of for {days} days", days=days)
            if count == 1
            else words(
                "{count} people who get help were not heard of for {days} days", count=f"{count:,}", days=days
            ),
            second=(words("Nothing is planned with them"),),
            verb=words("See who"),
            place="quiet",
        )
    ]
