"""What street groups give Today: those to ring, and what they raised that is to be chased."""

from datetime import timedelta

from db.enums import Urgency
from db.queries import groups as query
from desktop.services.group_calls import shared_out
from desktop.services.groups import WEEK
from desktop.services.today_items import Desk, TodayItem, counted, source, words

_SHOWN = 3
"""Issues each with a line of its own; the rest stand together."""


@source("groups", "group.ring")
def to_ring(desk: Desk) -> list[TodayItem]:
    """The groups due a call, in one line, and how many of them are over a week unheard."""
    due = query.ids(desk.session, shared_out(desk.session, query.GroupFilter(due_by=desk.today), desk.today))
    if not due:
        return []
    rows = query.rows(desk.session, due)
    line = desk.today - WEEK - timedelta(days=1)
    quiet = sum(one.heard_at is not None and one.heard_at.astimezone().date() <= line for one in rows)
    second = (
        (counted(quiet, "One not heard from for over a week", "{count} not heard from for over a week"),)
        if quiet
        else ()
    )
    return [
        TodayItem(
            key="groups:due",
            urgency=Urgency.THIS_WEEK if quiet else Urgency.NO_RUSH,
            day=desk.today,
            sentence=counted(len(due), "Ring one street group", "Ring {count} street groups"),
            second=second,
            verb=words("Ring them"),
            place="groups",
            item=due[0],
        )
    ]


@source("group_issues", "group.ring")
def to_chase(desk: Desk) -> list[TodayItem]:
    """What groups raised whose day to chase has come: one's own first, each named with who follows it."""
    found = query.issues(desk.session, chase_by=desk.today)
    found.sort(key=lambda one: (one.owner_id != desk.actor.user_id, one.chase_on, one.number))
    lines = [
        TodayItem(
            key=f"group_issues:{one.id}",
            urgency=Urgency.TODAY if one.owner_id == desk.actor.user_id else Urgency.THIS_WEEK,
            day=one.chase_on,
            sentence=words("Chase what {group} raised", group=one.group),
            second=(words("{what}", what=_short(one.words)), words("{name} follows it", name=one.owner)),
            verb=words("Chase"),
            place="groups",
            item=f"issue:{one.id}",
        )
        for one in found[:_SHOWN]
    ]
    rest = found[_SHOWN:]
    if rest:
        lines.append(
            TodayItem(
                key="group_issues:more",
                urgency=Urgency.THIS_WEEK,
                day=min(one.chase_on for one in rest),
                sentence=counted(
                    len(rest),
                    "Chase one more thing a group raised",
                    "Chase {count} more things groups raised",
                ),
                verb=words("See them"),
                place="groups",
                item=f"issue:{rest[0].id}",
            )
        )
    return lines


def _short(text: str, most: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
