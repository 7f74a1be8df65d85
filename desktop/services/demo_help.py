"""The demonstration's half year of help: requests, tasks, calls, and rounds that went out and came back."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db.enums import (
    Answer,
    Channel,
    CloseReason,
    ContactOutcome,
    Direction,
    OfferAnswer,
    RequestStatus,
    RoundStatus,
    TaskKind,
    TaskOutcome,
    TaskStatus,
    Urgency,
)
from db.ids import new_id
from db.models import ContactAttempt, Household, NeedType, Offer, Person, Request, Round, Stop, Task
from db.session import UnitOfWork
from desktop.domain.recurrence import HORIZON_WEEKS, occurrences, task_id, weekly
from desktop.services.demo_volunteers import Helper
from desktop.services.task_outcomes import settle_cover

if TYPE_CHECKING:
    from desktop.services.demo import Cast

COMMONEST: tuple[tuple[str, int], ...] = (
    ("food_parcel", 30),
    ("prescription", 18),
    ("shopping", 16),
    ("hot_meal", 10),
    ("welfare_check", 8),
    ("befriending", 6),
    ("transport", 5),
    ("energy_top_up", 4),
    ("other", 3),
)
OUTCOMES: tuple[tuple[TaskOutcome, int], ...] = (
    (TaskOutcome.DELIVERED, 82),
    (TaskOutcome.LEFT_SAFE, 9),
    (TaskOutcome.NO_ANSWER, 6),
    (TaskOutcome.REFUSED, 1),
    (TaskOutcome.PARTLY, 2),
)
ON_A_ROUND = frozenset({"food_parcel", "hot_meal"})
_PER_ROUND, _LEAST, _FETCHED = 8, 3, 3
_PAGE = 20_000


def write_help(work: UnitOfWork, cast: "Cast", people: list[str], helpers: list[Helper], count: int) -> None:
    """Write requests with their tasks, offers, calls and rounds.

    Args:
        work: the unit of work.
        cast: what the parts share.
        people: keys of the people helped.
        helpers: the volunteers.
        count: how many requests.
    """
    needs = {one.code: one for one in work.session.scalars(select(NeedType))}
    checked = [one.id for one in helpers if one.is_checked] or [one.id for one in helpers]
    for start in range(0, count, _PAGE):
        _write_page(work, cast, people, checked, needs, min(_PAGE, count - start))
    _rounds(work, cast, [one.id for one in helpers if one.is_checked and one.drives] or checked)
    _fetched(work, cast)


def _write_page(
    work: UnitOfWork,
    cast: "Cast",
    people: list[str],
    checked: list[str],
    needs: dict[str, NeedType],
    count: int,
) -> None:
    first = work.next_number("request", count)
    requests = [_request(cast, first + n, cast.random.choice(people), needs) for n in range(count)]
    work.insert_many(Request, requests)
    codes = {need.id: need for need in needs.values()}
    tasks = [task for row in requests for task in _tasks(cast, row, codes[row["need_type_id"]], checked)]
    work.insert_many(Task, tasks)
    work.insert_many(Offer, [_offer(cast, task) for task in tasks if task["volunteer_id"]])
    work.insert_many(ContactAttempt, [_call(cast, row) for row in requests])


def _request(cast: "Cast", number: int, person_id: str, needs: dict[str, NeedType]) -> dict[str, Any]:
    chance = cast.random
    codes, weights = [code for code, _ in COMMONEST], [weight for _, weight in COMMONEST]
    code = chance.choices(codes, weights)[0]
    days_ago = int(chance.triangular(0, 182, 70)) if chance.random() < 0.85 else chance.randint(0, 3)
    taken = cast.now - timedelta(days=days_ago, minutes=chance.randint(0, 500))
    urgency = chance.choices(tuple(Urgency), (12, 25, 48, 15))[0]
    due = taken.date() + timedelta(days={"today": 0, "tomorrow": 1, "this_week": 4}.get(urgency, 14))
    repeats = code in ("hot_meal", "befriending", "welfare_check") and chance.random() < 0.3
    row = {
        "id": new_id(),
        "number": number,
        "person_id": person_id,
        "need_type_id": needs[code].id,
        "urgency": urgency,
        "due_on": due,
        "starts_on": due if repeats else None,
        "recurrence": weekly(chance.sample(range(5), chance.choice((1, 2, 3)))) if repeats else "",
        "source": chance.choices((Channel.PHONE, Channel.PARTNER, Channel.EMAIL), (80, 14, 6))[0],
        "words": chance.choice(cast.words["words"].get(code, cast.words["words"]["other"])),
        "because_of": chance.choices((Answer.YES, Answer.NO, Answer.NOT_ASKED), (45, 40, 15))[0],
        "taken_by_id": cast.user_id,
        "taken_at": taken,
    }
    return row | _stage(cast, due, bool(repeats), taken)


def _stage(cast: "Cast", due: date, repeats: bool, taken: datetime) -> dict[str, Any]:
    chance = cast.random
    over = due < cast.today and not repeats
    if over and chance.random() < 0.96:
        met = chance.random() < 0.92
        return {
            "status": RequestStatus.DONE if met else RequestStatus.CANCELLED,
            "close_reason": CloseReason.MET if met else CloseReason.NO_CAPACITY,
            "closed_at": min(cast.now, taken + timedelta(days=2)),
        }
    return {
        "status": chance.choices(
            (RequestStatus.NEW, RequestStatus.TRIAGED, RequestStatus.ASSIGNED, RequestStatus.WAITING),
            (18, 42, 36, 4),
        )[0]
    }


def _tasks(cast: "Cast", row: dict[str, Any], need: NeedType, checked: list[str]) -> list[dict[str, Any]]:
    days = [row["due_on"]]
    if row["recurrence"]:
        days = occurrences(row["recurrence"], row["starts_on"], cast.today + timedelta(weeks=HORIZON_WEEKS))
    return [_task(cast, row, need, day, checked) for day in days]


def _task(cast: "Cast", row: dict[str, Any], need: NeedType, day: date, checked: list[str]) -> dict[str, Any]:
    chance = cast.random
    closed = row["status"] in (RequestStatus.DONE, RequestStatus.CANCELLED)
    done = (row["status"] is RequestStatus.DONE) or (not closed and day < cast.today)
    taken_on = done or (row["status"] is RequestStatus.ASSIGNED and need.code not in ON_A_ROUND)
    outcomes, weights = [one for one, _ in OUTCOMES], [weight for _, weight in OUTCOMES]
    return {
        "id": task_id(row["id"], day),
        "request_id": row["id"],
        "occurrence": day,
        "on_date": day,
        "kind": need.kind,
        "status": TaskStatus.DONE if done else (TaskStatus.CANCELLED if closed else TaskStatus.PLANNED),
        "volunteer_id": chance.choice(checked) if taken_on and checked else None,
        "confirmed_by_id": cast.user_id if taken_on else None,
        "outcome": chance.choices(outcomes, weights)[0] if done else None,
        "outcome_at": min(cast.now, row["taken_at"] + timedelta(days=1)) if done else None,
    }


def _offer(cast: "Cast", task: dict[str, Any]) -> dict[str, Any]:
    return {
        "task_id": task["id"],
        "volunteer_id": task["volunteer_id"],
        "answer": OfferAnswer.YES,
        "asked_at": task["outcome_at"] or cast.now,
        "asked_by_id": cast.user_id,
    }


def _call(cast: "Cast", row: dict[str, Any]) -> dict[str, Any]:
    return {
        "at": row["taken_at"],
        "person_id": row["person_id"],
        "request_id": row["id"],
        "by_id": cast.user_id,
        "channel": row["source"],
        "direction": Direction.INBOUND,
        "outcome": ContactOutcome.REACHED,
    }


def _rounds(work: UnitOfWork, cast: "Cast", drivers: list[str]) -> None:
    """Rounds of the last and next few days, one for each area with deliveries, at most eight stops each.

    Tomorrow has one in any case, so that there is a sheet to print.
    """
    near = (cast.today - timedelta(days=6), cast.today + timedelta(days=2))
    found = work.session.execute(
        select(Task.id, Task.on_date, Task.status, Household.id, Household.area_id)
        .join(Request, Request.id == Task.request_id)
        .join(NeedType, NeedType.id == Request.need_type_id)
        .join(Person, Person.id == Request.person_id)
        .join(Household, Household.id == Person.household_id)
        .where(Task.on_date.between(*near), NeedType.code.in_(ON_A_ROUND))
        .where(Task.status != TaskStatus.CANCELLED, Household.area_id.is_not(None))
        .order_by(Task.on_date, Household.area_id, Household.postcode, Task.id)
    ).all()
    by_run: dict[tuple[date, str], list[Any]] = {}
    for row in found:
        by_run.setdefault((row.on_date, row.area_id), []).append(row)
    named = {key: name for name, key in zip(cast.words["areas"], cast.areas.values(), strict=False)}
    runs = {run: rows for run, rows in by_run.items() if len(rows) >= _LEAST}
    for (day, area), rows in sorted(runs.items()):
        _round(work, cast, day, area, f"{named[area]} round", rows, cast.random.choice(drivers))
    tomorrow = cast.today + timedelta(days=1)
    left = [row for row in found if row.on_date == tomorrow and (tomorrow, row.area_id) not in runs]
    if left and not any(day == tomorrow for day, _area in runs):
        _round(work, cast, tomorrow, None, "Round of all areas", left, cast.random.choice(drivers))


def _fetched(work: UnitOfWork, cast: "Cast") -> None:
    """A few parcels that no round takes, today's first, are fetched from the hub."""
    tomorrow = cast.today + timedelta(days=1)  # what no round takes then is for whoever plans one
    tasks = work.session.scalars(
        select(Task)
        .join(Request, Request.id == Task.request_id)
        .join(NeedType, NeedType.id == Request.need_type_id)
        .where(Task.on_date >= cast.today, Task.on_date != tomorrow, Task.status == TaskStatus.PLANNED)
        .where(NeedType.code == "food_parcel", Task.volunteer_id.is_(None), Task.stop_id.is_(None))
        .order_by(Task.on_date, Request.number)
        .limit(_FETCHED)
    ).all()
    for task in tasks:
        task.kind = TaskKind.COLLECTION
        work.session.get_one(Request, task.request_id).collects = True
    settle_cover(work, [task.request_id for task in tasks])


def _round(
    work: UnitOfWork, cast: "Cast", day: date, area: str | None, name: str, rows: list[Any], driver: str
) -> None:
    past = day < cast.today
    made = Round(
        number=work.next_number("round"),
        name=name,
        on_date=day,
        starts_at=time(11),
        ends_at=time(13),
        area_id=area,
        status=RoundStatus.BACK if past else RoundStatus.PLANNED,
        driver_id=driver,
    )
    work.add(made)
    work.session.flush()
    homes = list(dict.fromkeys(row[3] for row in rows))[:_PER_ROUND]
    stops = work.insert_many(
        Stop,
        [
            {"round_id": made.id, "household_id": home, "position": n, "planned_at": time(11, 5 + 6 * n)}
            for n, home in enumerate(homes, 1)
        ],
    )
    places = dict(zip(homes, stops, strict=True))
    edits = {
        row.id: {"stop_id": places[row[3]], "volunteer_id": driver}
        for row in rows
        if row[3] in places and (row.status is TaskStatus.DONE) == past
    }
    work.update_many(Task, edits)
