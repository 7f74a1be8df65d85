"""What the hub itself tells Today of: tasks, requests, offers, checks and backups.

Each source sums up what is many, so that the list stays one a person can read; see `today_items.source`.
"""

from datetime import UTC, datetime, time, timedelta

from db.backup import list_backups
from db.enums import RequestStatus, Urgency
from db.folder import HubFolder
from db.queries import requests as asked
from db.queries import today as query
from db.queries.today import DueCheck, OpenTask
from desktop.domain.clearance_words import check_name
from desktop.domain.names import full_name
from desktop.services.backups import STALE_HOURS
from desktop.services.needs import PRIVATE_LABEL, sees_private
from desktop.services.requests import masked
from desktop.services.today_items import Desk, TodayItem, counted, known, source, words

SINGLE = 3
"""How many of a kind stand alone before the rest is summed up."""
LATE_TASK_DAYS = 14
"""How far back tasks nobody did are told of; older ones are a matter for a tidy-up, not for today."""
RING_BACK_DAYS = 6
BACKUP_BY = time(16, 30)


@source("no_one", "match.assign")
def nobody_has(desk: Desk) -> list[TodayItem]:
    """Tasks of today that nobody has."""
    tasks, total = query.open_tasks(desk.session, desk.today, SINGLE + 1)
    single = tasks if total <= SINGLE + 1 else tasks[:SINGLE]
    found = [_open_task(desk, one) for one in single]
    if total > len(single):
        found.append(
            TodayItem(
                key="no_one:more",
                urgency=Urgency.TOMORROW,
                day=desk.today,
                sentence=words("{count} more tasks for today have no one", count=f"{total - len(single):,}"),
                second=(words("The most urgent stand first in the list"),),
                verb=words("Find someone"),
                place="requests",
                item="tab:to_match",
            )
        )
    return found


@source("undone", "match.assign")
def nobody_did(desk: Desk) -> list[TodayItem]:
    """Tasks of earlier days that nobody had, as one."""
    since = desk.today - timedelta(days=LATE_TASK_DAYS)
    count, first = query.count_older_tasks(desk.session, since, desk.today)
    if first is None:
        return []
    one, many = "A task of an earlier day has no one", "{count} tasks of earlier days have no one"
    return [
        TodayItem(
            key="undone:all",
            urgency=Urgency.TOMORROW,
            day=first,
            sentence=counted(count, one, many),
            second=(words("Find someone, move the day, or close the request"),),
            verb=words("See them"),
            place="requests",
            item="tab:to_match",
        )
    ]


def _open_task(desk: Desk, one: OpenTask) -> TodayItem:
    hidden = one.is_private and not sees_private(desk.actor, one.taken_by_id)
    person = full_name(one.first_name, one.last_name) or f"R-{one.number}"
    need = PRIVATE_LABEL if hidden else one.need
    return TodayItem(
        key=f"no_one:{one.id}",
        urgency=Urgency.TODAY if one.urgency is Urgency.TODAY or one.ends_at else Urgency.TOMORROW,
        day=one.on_date,
        at=one.ends_at,
        sentence=words("{need} for {person} has no one", need=need, person=person),
        second=known(
            words("{area}", area=one.area) if one.area else None, words("R-{number}", number=one.number)
        ),
        verb=words("Find someone"),
        place="match",
        item=one.request_id,
    )


@source("triage", "request.set")
def to_triage(desk: Desk) -> list[TodayItem]:
    """Requests nobody has looked at since the call, as one."""
    held = desk.waiting.get(RequestStatus.NEW)
    if held is None:
        return []
    item, second = "tab:to_triage", words("None of them is due today")
    sentence = counted(held.total, "One request to triage", "{count} requests to triage")
    if held.total == 1:
        (key,) = asked.ids(desk.session, asked.RequestFilter("to_triage"))
        row = masked(asked.rows(desk.session, [key])[0], desk.actor)
        person = full_name(row.first_name, row.last_name) or f"R-{row.number}"
        sentence = words("{need} for {person} to triage", need=row.need, person=person)
        second = words("Due today") if held.due else words("Not due today")
        item = key
    elif held.due:
        second = counted(held.due, "One is due today", "{count} are due today")
    return [
        TodayItem(
            key="triage:all",
            urgency=Urgency.TOMORROW if held.due else Urgency.THIS_WEEK,
            day=desk.today,
            sentence=sentence,
            second=(second,),
            verb=words("Triage"),
            place="requests",
            item=item,
        )
    ]


@source("ring_back", "match.assign")
def to_ring_back(desk: Desk) -> list[TodayItem]:
    """Volunteers who said they would ring back about a task that still waits for them."""
    since = desk.tools.clock() - timedelta(days=RING_BACK_DAYS)
    found = []
    for one in query.ring_backs(desk.session, since, desk.today, SINGLE):
        hidden = one.is_private and not sees_private(desk.actor, one.taken_by_id)
        held = local(one.hold_until) if one.hold_until else None
        is_today = held is not None and held.date() == desk.today
        found.append(
            TodayItem(
                key=f"ring_back:{one.offer_id}",
                urgency=Urgency.TOMORROW,
                day=desk.today,
                at=held.time() if held is not None and is_today else None,
                sentence=words("{name} was to ring back", name=one.volunteer),
                second=(
                    words("{need}", need=PRIVATE_LABEL if hidden else one.need),
                    words("R-{number}", number=one.number),
                ),
                verb=words("Chase"),
                place="match",
                item=one.request_id,
            )
        )
    return found


@source("checks", "check.see")
def checks_due(desk: Desk) -> list[TodayItem]:
    """Checks of active volunteers that end, or are to be looked at again, this week."""
    monday = desk.today - timedelta(days=desk.today.weekday())
    last = desk.today + timedelta(days=6)
    found = query.due_checks(desk.session, monday, last)
    if not found:
        return []
    names = list(dict.fromkeys(one.volunteer for one in found))
    who = len({one.volunteer_id for one in found})
    if len(found) < SINGLE:
        return [_check(desk, one) for one in found]
    day = max(found[0].on_date, desk.today)
    return [
        TodayItem(
            key="checks:all",
            urgency=Urgency.NO_RUSH,
            day=day,
            sentence=words(
                "Checks of {count} volunteers are to be looked at again this week", count=f"{who:,}"
            ),
            second=(words("First {names}", names=", ".join(names[:SINGLE])),),
            verb=words("See checks"),
            place="checks",
            item=found[0].volunteer_id,
        )
    ]


def _check(desk: Desk, one: DueCheck) -> TodayItem:
    over = one.on_date < desk.today
    return TodayItem(
        key=f"checks:{one.volunteer_id}:{one.type}",
        urgency=Urgency.NO_RUSH,
        day=max(one.on_date, desk.today),
        sentence=words(
            "{name}: {check} to be looked at again", name=one.volunteer, check=check_name(one.type)
        ),
        second=(
            words("It ran out on {day}", day=one.on_date)
            if over
            else words("It holds until {day}", day=one.on_date),
        ),
        verb=words("See checks"),
        place="checks",
        item=one.volunteer_id,
    )


@source("backup", "backup.make")
def backup_late(desk: Desk) -> list[TodayItem]:
    """No backup for a day; nothing is said of a hub opened for looking only."""
    if desk.tools.drafts is None:
        return []
    made = list_backups(HubFolder(desk.tools.store.path.parent).backups)
    last = made[0].created if made else None
    now = desk.tools.clock()
    if last is not None and now - last <= timedelta(hours=STALE_HOURS):
        return []
    return [
        TodayItem(
            key="backup:all",
            urgency=Urgency.TOMORROW,
            day=desk.today,
            at=BACKUP_BY if desk.now.time() < BACKUP_BY else None,
            sentence=words("No backup yet")
            if last is None
            else words("No backup since {day}", day=local(last).date()),
            second=(words("A stick that is kept elsewhere is best"),),
            verb=words("Back up"),
            place="backup",
        )
    ]


def local(moment: datetime) -> datetime:
    """A moment of the store where the laptop is, without its zone."""
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone().replace(tzinfo=None)
