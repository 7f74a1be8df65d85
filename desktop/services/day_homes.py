"""The households a day's deliveries go to, as the plan sees them and as they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy.orm import Session

from db.enums import Precision, TaskKind
from db.queries import day_rounds as day_query
from db.queries.rounds import Carried
from desktop.domain.day_plan import DAY_END, DayStop, Load
from desktop.domain.map_plan import Point, place_on_grid
from desktop.domain.round_order import place_of
from desktop.services.base import Actor
from desktop.services.candidates import minute_of
from desktop.services.round_gates import as_told, held_back
from desktop.services.round_items import address_of, items_of, items_words, names_of
from desktop.services.rounds import open_tasks

_EVERYWHERE = "all"


@dataclass(frozen=True, slots=True)
class HomeLine:
    """A household to be served.

    Attributes:
        name: first names and initials of whoever is served.
        items: what is brought, in words.
        place: on the grid; None where not known.
        exact: whether the place is that of its postcode.
        tasks: keys.
        not_before, due_time: when somebody may come; None for no limit.
    """

    name: str
    address: str
    postcode: str
    items: str
    load: Load
    place: Point | None
    exact: bool
    tasks: tuple[str, ...]
    not_before: time | None = None
    due_time: time | None = None


def to_share(session: Session, day: date) -> list[Carried]:
    """Deliveries of a day on no round, and single ones that are late."""
    return [
        task
        for task in open_tasks(session, day)
        if task.kind is TaskKind.DELIVERY and task.household_id and not task.stop_id
    ]


def by_home(tasks: Sequence[Carried]) -> dict[str, list[Carried]]:
    """Tasks by household."""
    found: dict[str, list[Carried]] = {}
    for task in tasks:
        found.setdefault(str(task.household_id), []).append(task)
    return found


def remembered(session: Session) -> dict[tuple[str, str], int]:
    """The coordinator's orders: places by order and household."""
    found = day_query.every_remembered(session)
    return {(one.area_key, one.household_id): one.position for one in found}


def closed_to(
    session: Session, actor: Actor, homes: Mapping[str, list[Carried]], volunteers: Sequence[str], today: date
) -> tuple[dict[str, set[str]], dict[str, str]]:
    """For each household the volunteers a gate keeps away, and one reason; one sitting of the gate for all.

    Each task stands once for each volunteer, so that what the gate reads does not grow with either.
    """
    tasks = [task for mine in homes.values() for task in mine]
    pairs = {f"{task.task_id}:{key}": (task, key) for task in tasks for key in volunteers}
    asked = [task._replace(task_id=pair) for pair, (task, _key) in pairs.items()]
    closed: dict[str, set[str]] = {}
    reasons: dict[str, str] = {}
    held = held_back(session, asked, {pair: (key,) for pair, (_task, key) in pairs.items()}, today)
    for one in as_told(held, actor):
        task, key = pairs[one.task_id]
        closed.setdefault(str(task.household_id), set()).add(key)
        reasons.setdefault(str(task.household_id), one.words)
    return closed, reasons


def stop_of(
    home: str,
    tasks: Sequence[Carried],
    day: date,
    may: frozenset[str],
    usual: Mapping[str, str],
    remembered: Mapping[tuple[str, str], int],
) -> DayStop:
    """A household as the plan sees it.

    Args:
        home: its key.
        tasks: what it is brought.
        day: the date.
        may: who may go.
        usual: who usually goes, by household.
        remembered: the coordinator's orders.
    """
    area = tasks[0].area_id or _EVERYWHERE
    order = area if (area, home) in remembered else _EVERYWHERE
    starts, ends = _window(tasks, day)
    return DayStop(
        home,
        place_of(tasks[0].easting, tasks[0].northing),
        _load(tasks),
        minute_of(starts, 0),
        minute_of(ends, DAY_END),
        max(task.minutes for task in tasks),
        may,
        usual.get(home, ""),
        remembered.get((order, home)),
        order,
    )


def _window(tasks: Sequence[Carried], day: date) -> tuple[time | None, time | None]:
    """When somebody may come; times count on their own day, and what cannot be kept together is not kept."""
    starts = max((one.not_before for one in tasks if one.not_before and one.on_date == day), default=None)
    ends = min((one.due_time for one in tasks if one.due_time and one.on_date == day), default=None)
    return (starts, ends) if starts is None or ends is None or starts <= ends else (starts, None)


def _load(tasks: Sequence[Carried]) -> Load:
    counts = [(sum(item.count for item in items_of(task)), task.keep) for task in tasks]
    return Load(
        sum(count for count, _keep in counts),
        sum(count for count, keep in counts if keep == "hot"),
        sum(count for count, keep in counts if keep == "cold"),
    )


def line_of(tasks: Sequence[Carried], day: date) -> HomeLine:
    """A household as it is shown."""
    first = tasks[0]
    return HomeLine(
        names_of(tasks),
        address_of(first),
        first.postcode,
        items_words(tasks),
        _load(tasks),
        place_on_grid(first.easting, first.northing),
        first.precision is Precision.POSTCODE,
        tuple(task.task_id for task in tasks),
        *_window(tasks, day),
    )
