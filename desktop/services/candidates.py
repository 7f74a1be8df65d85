"""Tasks and volunteers from the store, as matching sees them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from db.enums import Nation, Skill, TaskKind, TaskStatus, Transport
from db.queries import matching as query
from db.queries import outings
from db.queries.bank import host_times
from db.queries.matching import Belongings, TaskRow, VolunteerBasics, WorkRow
from desktop.domain.availability import DAY_MINUTES, Absence, Busy, Slot
from desktop.domain.bank import days_there
from desktop.domain.clearance_facts import CheckRecord
from desktop.domain.match_facts import NOWHERE, Candidate, Need, Place, monday
from desktop.services import gate

NEEDED_SKILLS: Mapping[str, frozenset[str]] = {
    "dog_walking": frozenset({Skill.DOGS}),
    "form_filling": frozenset({Skill.FORMS}),
    "digital_help": frozenset({Skill.DIGITAL}),
    "gardening": frozenset({Skill.GARDENING}),
    "household_job": frozenset({Skill.DIY}),
}
"""Skills that rank a volunteer higher for a need; none of them is a gate."""
EVERYDAY_LANGUAGES = frozenset({"", "en", "eng"})
"""Languages nobody is asked about: every volunteer is taken to speak English."""
ROUND_MINUTES = 120
"""How long a round without an end is taken to last."""
_DAY_STARTS, _DAY_ENDS = 8 * 60, 20 * 60


def need_of(row: TaskRow, nation: Nation, line: Mapping[str, str | None], now: datetime) -> Need:
    """A task as matching sees it.

    Args:
        row: the task with what belongs to it.
        nation: the hub's nation.
        line: each area's larger area.
        now: the present moment, aware; what is left of today is all there is for a task of today.
    """
    home, task, here = row.household, row.task, now.astimezone()
    # Nobody travels for a call, so it has no place.
    is_somewhere = home is not None and travels(row)
    starts = minute_of(task.starts_at, _DAY_STARTS)
    language = row.person.language_code.lower()
    return Need(
        id=task.id,
        context=gate.context(nation, row.gate, task.on_date),
        household_id=home.id if home else "",
        person_id=row.person.id,
        person_name=row.person.preferred_name or row.person.first_name,
        place=Place(home.easting, home.northing, home.precision) if home and is_somewhere else NOWHERE,
        areas=frozenset(_areas(home.area_id if home and is_somewhere else None, line)),
        start=max(starts, here.hour * 60 + here.minute) if task.on_date == here.date() else starts,
        end=minute_of(task.ends_at, _DAY_ENDS),
        minutes=row.need.minutes,
        skills=NEEDED_SKILLS.get(row.need.code, frozenset()),
        languages=frozenset({language} - EVERYDAY_LANGUAGES),
        needs_transport=frozenset(Transport(one) for one in row.need.needs_transport),
    )


def travels(row: TaskRow) -> bool:
    """Whether somebody goes anywhere for a task: nobody does for a call."""
    return row.task.kind is not TaskKind.CALL


def candidates(
    session: Session,
    basics: Sequence[VolunteerBasics],
    first: date,
    last: date,
    *,
    homes: Sequence[str] = (),
    apart_from: Iterable[str] = (),
) -> list[Candidate]:
    """Volunteers as matching sees them, for tasks from a first to a last day.

    Args:
        session: an open session.
        basics: from `db.queries.matching.active`.
        first: the first day.
        last: the last day.
        homes: households to be helped.
        apart_from: tasks that do not count as something they have on: those to be given out.
    """
    keys = [one.id for one in basics]
    held = query.belongings(session, keys, first, last, homes)
    checks = gate.checks_of(session, keys)
    left_out = frozenset(apart_from)
    found = [_candidate(one, held, checks.get(one.id, ()), left_out) for one in basics]
    others = elsewhere(session, keys, first, last)
    return [replace(one, busy=(*one.busy, *others[one.id])) if one.id in others else one for one in found]


def elsewhere(
    session: Session, volunteer_ids: Sequence[str] | None, first: date, last: date
) -> dict[str, list[Busy]]:
    """When volunteers are with their hosts or on outings, so that nothing else is offered to them then.

    Args:
        session: an open session.
        volunteer_ids: of whom; None for everybody.
        first: the first day.
        last: the last day.
    """
    found: dict[str, list[Busy]] = {}
    for one in host_times(session, volunteer_ids, first, last):
        span = minute_of(one.starts_at, 0), minute_of(one.ends_at, DAY_MINUTES)
        found.setdefault(one.volunteer_id, []).extend(
            Busy(day, *span, f"With {one.host}") for day in days_there(one.weekdays, one.first, one.last)
        )
    for key, day, starts, ends in outings.times_of(session, volunteer_ids, first, last):
        on = Busy(day, minute_of(starts, 0), minute_of(ends, DAY_MINUTES), "An outing")
        found.setdefault(key, []).append(on)
    return found


def busy_times(rows: Iterable[WorkRow]) -> tuple[Busy, ...]:
    """What somebody has on at a set time; a task without one leaves its day open."""
    return tuple(dict.fromkeys(_busy(row) for row in rows if _is_timed(row)))


def minute_of(moment: time | None, otherwise: int) -> int:
    """Minutes since midnight."""
    return otherwise if moment is None else moment.hour * 60 + moment.minute


def _candidate(
    one: VolunteerBasics, held: Belongings, checks: Sequence[CheckRecord], left_out: frozenset[str]
) -> Candidate:
    work = [row for row in held.work.get(one.id, ()) if row.task_id not in left_out]
    loads: dict[date, int] = {}
    for row in work:
        loads[monday(row.on_date)] = loads.get(monday(row.on_date), 0) + row.minutes
    return Candidate(
        id=one.id,
        name=f"{one.first_name} {one.last_name}".strip() or f"V-{one.number}",
        facts=gate.facts(one.status, one.born, one.parental_agreement, checks),
        place=place_of(one.easting, one.northing, one.precision),
        areas=frozenset(held.areas.get(one.id, ())),
        skills=frozenset(held.skills.get(one.id, ())),
        languages=frozenset(held.languages.get(one.id, ())),
        transport=frozenset({one.transport, Transport.FOOT}),
        weekly_minutes=one.weekly_minutes,
        week_loads=tuple(sorted(loads.items())),
        slots=tuple(
            Slot(day, minute_of(starts, 0), minute_of(ends, DAY_MINUTES))
            for day, starts, ends in sorted(held.slots.get(one.id, ()))
        ),
        absences=tuple(Absence(start, end) for start, end in held.absences.get(one.id, ())),
        busy=busy_times(work),
        helped_on=tuple(sorted(day for day, task in held.helped.get(one.id, ()) if task not in left_out)),
        last_helped=held.last_helped.get(one.id),
        waiting_since=one.joined_on,
        kept_apart=frozenset(held.apart.get(one.id, ())),
        usual_for=frozenset(held.usual.get(one.id, ())),
        knows=frozenset(held.known.get(one.id, ())),
    )


def place_of(easting: int | None, northing: int | None, precision: str | None) -> Place:
    """Where a volunteer sets out."""
    known = easting is not None and northing is not None and precision is not None
    return Place(easting, northing, precision) if known and precision else NOWHERE


def _is_timed(row: WorkRow) -> bool:
    if row.status is TaskStatus.DONE:
        return False
    return row.round_starts_at is not None or row.starts_at is not None


def _busy(row: WorkRow) -> Busy:
    if row.round_starts_at is not None:
        start = minute_of(row.round_starts_at, 0)
        end = minute_of(row.round_ends_at, start + ROUND_MINUTES)
        return Busy(row.on_date, start, end, row.round_name or "")
    start = minute_of(row.starts_at, 0)
    end = max(minute_of(row.ends_at, start + row.minutes), start + 1)
    return Busy(row.on_date, start, end, "" if row.is_private else row.need)


def _areas(area_id: str | None, line: Mapping[str, str | None]) -> list[str]:
    found: list[str] = []
    while area_id and area_id not in found:
        found.append(area_id)
        area_id = line.get(area_id)
    return found
