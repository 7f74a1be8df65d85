"""A round as it is shown: its fields, stops, crew, what to load and why it cannot go out yet."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from db.enums import Precision, TaskKind, TaskOutcome, TaskStatus
from db.enums_rounds import RoundEnd
from db.models import Person, Round, Volunteer
from db.queries import rounds as query
from db.queries.rounds import Carried, RoundRow
from desktop.services.base import Actor
from desktop.services.needs import PRIVATE_ICON, PRIVATE_LABEL, sees_private
from desktop.services.people import display_name
from desktop.services.round_gates import Held, as_told, held_back
from desktop.services.round_items import address_of, items_of, items_words, names_of, totalled
from desktop.services.round_stops import crews_of, halts_of, times_of, why_not

USUAL_START = time(11, 0)
"""When a round leaves where nobody said; the hub's habit, not a rule."""


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """A round as typed; see `db.models.Round` for what each field means. The name is made where empty."""

    on_date: date
    name: str = ""
    starts_at: time = USUAL_START
    ends_at: time | None = None
    area_id: str | None = None
    driver_id: str | None = None
    helper_id: str | None = None
    note: str = ""
    begins: RoundEnd = RoundEnd.HUB
    finishes: RoundEnd = RoundEnd.HUB


@dataclass(frozen=True, slots=True)
class StopTask:
    """One task at a stop, as shown on screen.

    Attributes:
        items: what to bring, in words.
        held: why it stays off the sheet; empty where nothing stands in the way.
    """

    task_id: str
    request_id: str
    reference: str
    person_id: str
    person: str
    need: str
    icon: str
    items: str
    status: TaskStatus
    outcome: TaskOutcome | None
    outcome_note: str
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StopLine:
    """One stop: a place with its tasks. Places not on the grid have no easting and northing."""

    id: str
    number: int
    household_id: str
    name: str
    address: str
    postcode: str
    easting: int | None
    northing: int | None
    precision: Precision
    planned_at: time | None
    door_note: str
    go_in_pairs: bool
    items: str
    tasks: tuple[StopTask, ...]


@dataclass(frozen=True, slots=True)
class CrewLine:
    """Who goes, and how many of the round's tasks they may do; ``words`` say why not the others."""

    volunteer_id: str
    name: str
    is_driver: bool
    can: int
    total: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoundDetail:
    """One round with its stops.

    Attributes:
        row: its line in the list.
        draft: its fields, ready for a form.
        stops: in the order driven.
        crew: driver, then helper.
        load: what to load at the hub, in words.
        miles: along roads, estimated, of the legs that are known.
        unknown: how many stops are not on the grid.
        back_at: about when it ends.
        not_yet: why it cannot go out yet; empty where it can.
        printed_at: when its sheet was last printed, UTC; None for never.
    """

    row: RoundRow
    draft: RoundDraft
    stops: tuple[StopLine, ...]
    crew: tuple[CrewLine, ...]
    load: tuple[str, ...]
    miles: float
    unknown: int
    back_at: time
    not_yet: tuple[str, ...]
    printed_at: datetime | None


@dataclass(frozen=True, slots=True)
class CandidateTask:
    """A task that a round could take.

    Attributes:
        days: how many days its own date lies after the round's; below 0 it is late.
        why_not: why it cannot be put on; empty where it can.
        held: why the crew given could not do it; empty where they can or none was given.
    """

    task_id: str
    reference: str
    person: str
    need: str
    icon: str
    kind: TaskKind
    area: str
    address: str
    on_date: date
    days: int
    items: str
    volunteer_id: str | None
    why_not: str
    held: tuple[str, ...]


def not_yet_words(held: Round, tasks: Sequence[Carried], reasons: Sequence[Held]) -> list[str]:
    """Why a round cannot go out yet."""
    if not tasks:
        return ["Nothing is on this round yet."]
    found = [] if held.driver_id else ["Nobody is down to go. Choose a volunteer."]
    return [*found, *dict.fromkeys(one.words for one in reasons)]


def detail(session: Session, actor: Actor, held: Round, today: date) -> RoundDetail:
    """Gather one round for its page; what is private is masked for those it does not concern."""
    tasks = query.carried(session, [held.id])
    reasons = as_told(held_back(session, tasks, crews_of(held, tasks), today), actor)
    halts = halts_of(tasks)
    times = times_of(session, held, halts)
    return RoundDetail(
        row=query.rows(session, [held.id])[0],
        draft=RoundDraft(**{field.name: getattr(held, field.name) for field in fields(RoundDraft)}),
        stops=tuple(_stops(session, actor, held, tasks, reasons)),
        crew=tuple(_crew(session, held, tasks, reasons)),
        load=tuple(item.words for item in totalled(item for task in tasks for item in items_of(task))),
        miles=times.miles,
        unknown=times.unknown,
        back_at=times.ends_at,
        not_yet=tuple(not_yet_words(held, tasks, reasons)),
        printed_at=query.last_print(session, print_purpose(held.number)),
    )


def print_purpose(number: int) -> str:
    """What the sharing record of a round's sheet says it was for."""
    return f"Round sheet S-{number}"


def _stops(
    session: Session, actor: Actor, held: Round, tasks: Sequence[Carried], reasons: Sequence[Held]
) -> list[StopLine]:
    found = []
    for number, stop in enumerate(query.stops(session, held.id), 1):
        own = [task for task in tasks if task.stop_id == stop.id]
        if not own:
            continue
        place = own[0]
        found.append(
            StopLine(
                id=stop.id,
                number=number,
                household_id=stop.household_id,
                name=names_of(own),
                address=address_of(place),
                postcode=place.postcode,
                easting=place.easting,
                northing=place.northing,
                precision=place.precision,
                planned_at=stop.planned_at,
                door_note=place.door_note,
                go_in_pairs=place.go_in_pairs,
                items=items_words(own),
                tasks=tuple(_stop_task(task, actor, reasons) for task in own),
            )
        )
    return found


def _stop_task(task: Carried, actor: Actor, reasons: Sequence[Held]) -> StopTask:
    need, icon = _shown(task, actor)
    return StopTask(
        task_id=task.task_id,
        request_id=task.request_id,
        reference=f"R-{task.request_number}",
        person_id=task.person_id,
        person=f"{task.first_name} {task.last_name}".strip(),
        need=need,
        icon=icon,
        items=items_words([task]),
        status=task.status,
        outcome=task.outcome,
        outcome_note=task.outcome_note,
        held=tuple(one.words for one in reasons if one.task_id == task.task_id),
    )


def _crew(session: Session, held: Round, tasks: Sequence[Carried], reasons: Sequence[Held]) -> list[CrewLine]:
    found = []
    for volunteer_id in (held.driver_id, held.helper_id):
        if not volunteer_id:
            continue
        volunteer = session.get_one(Volunteer, volunteer_id)
        own = [one for one in reasons if one.volunteer_id == volunteer_id]
        stopped = len({one.task_id for one in own})
        found.append(
            CrewLine(
                volunteer_id=volunteer_id,
                name=display_name(session.get_one(Person, volunteer.person_id)),
                is_driver=volunteer_id == held.driver_id,
                can=len(tasks) - stopped,
                total=len(tasks),
                words=tuple(dict.fromkeys(one.words for one in own)),
            )
        )
    return found


def candidate(task: Carried, day: date, actor: Actor, reasons: Sequence[Held]) -> CandidateTask:
    """One task that a round of a day could take, as shown in the list to choose from."""
    need, icon = _shown(task, actor)
    return CandidateTask(
        task_id=task.task_id,
        reference=f"R-{task.request_number}",
        person=f"{task.first_name} {task.last_name}".strip(),
        need=need,
        icon=icon,
        kind=task.kind,
        area=task.area,
        address=address_of(task),
        on_date=task.on_date,
        days=(task.on_date - day).days,
        items=items_words([task]),
        volunteer_id=task.volunteer_id,
        why_not=why_not(task),
        held=tuple(one.words for one in reasons if one.task_id == task.task_id),
    )


def _shown(task: Carried, actor: Actor) -> tuple[str, str]:
    hidden = task.is_private and not sees_private(actor, task.taken_by_id)
    return (PRIVATE_LABEL, PRIVATE_ICON) if hidden else (task.need, task.icon)
