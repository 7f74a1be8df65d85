"""Tasks and volunteers from the store, as matching sees them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time

from sqlalchemy.orm import Session

from db.enums import Skill, TaskStatus, Transport
from db.queries import matching as query
from db.queries.matching import Belongings, TaskRow, VolunteerBasics
from desktop.domain.availability import DAY_MINUTES, Absence, Busy, Slot
from desktop.domain.clearance_facts import AppliesWhen, CheckRecord, Rule
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
_DAY_STARTS, _DAY_ENDS = 8 * 60, 20 * 60


def need_of(session: Session, row: TaskRow, line: Mapping[str, str | None]) -> Need:
    """A task as matching sees it.

    Args:
        session: an open session.
        row: the task with what belongs to it.
        line: each area's larger area.
    """
    home = row.household
    place = Place(home.easting, home.northing, home.precision) if home else NOWHERE
    return Need(
        id=row.task.id,
        context=gate.context(session, row.request, row.need, row.task.on_date, driving=False),
        household_id=home.id if home else "",
        person_id=row.person.id,
        person_name=row.person.preferred_name or row.person.first_name,
        place=place,
        areas=frozenset(_areas(home.area_id if home else None, line)),
        start=_minute(row.task.starts_at, _DAY_STARTS),
        end=_minute(row.task.ends_at, _DAY_ENDS),
        minutes=row.need.minutes,
        skills=NEEDED_SKILLS.get(row.need.code, frozenset()),
        languages=frozenset({row.person.language_code}) if row.person.language_code else frozenset(),
        needs_transport=frozenset(Transport(one) for one in row.need.needs_transport),
    )


def always_needed(rules: Iterable[Rule]) -> list[str]:
    """Check types the rules ask for whatever the circumstances: SQL can rule out by these."""
    return sorted(
        {
            str(rule.check)
            for rule in rules
            if rule.applies_when == AppliesWhen.ALWAYS and not rule.pairing_allowed
        }
    )


def candidates(
    session: Session, basics: Sequence[VolunteerBasics], first: date, last: date
) -> list[Candidate]:
    """Volunteers as matching sees them, for tasks from a first to a last day.

    Args:
        session: an open session.
        basics: from `db.queries.matching.active`.
        first: the first day.
        last: the last day.
    """
    keys = [one.id for one in basics]
    held = query.belongings(session, keys, first, last)
    checks: dict[str, list[CheckRecord]] = {}
    for start in range(0, len(keys), query.PAGE):
        checks |= gate.checks_of(session, keys[start : start + query.PAGE])
    return [_candidate(one, held, checks.get(one.id, ())) for one in basics]


def _candidate(one: VolunteerBasics, held: Belongings, checks: Sequence[CheckRecord]) -> Candidate:
    tasks = held.tasks.get(one.id, ())
    done = [row[1] for row in tasks if row[4] is TaskStatus.DONE]
    loads: dict[date, int] = {}
    for row in tasks:
        loads[monday(row[1])] = loads.get(monday(row[1]), 0) + row[5]
    known = {row[9] for row in tasks if row[4] is TaskStatus.DONE and row[9]}
    return Candidate(
        id=one.id,
        name=f"{one.first_name} {one.last_name}".strip(),
        facts=gate.facts(one.status, one.born, one.parental_agreement, checks),
        place=Place(one.easting, one.northing, one.precision)
        if one.easting is not None and one.precision
        else NOWHERE,
        areas=frozenset(held.areas.get(one.id, ())),
        skills=frozenset(held.skills.get(one.id, ())),
        languages=frozenset(held.languages.get(one.id, ())),
        transport=frozenset({one.transport, Transport.FOOT}),
        weekly_minutes=one.weekly_minutes,
        week_loads=tuple(sorted(loads.items())),
        slots=tuple(
            Slot(day, _minute(starts, 0), _minute(ends, DAY_MINUTES))
            for day, starts, ends in sorted(held.slots.get(one.id, ()))
        ),
        absences=tuple(Absence(start, end) for start, end in held.absences.get(one.id, ())),
        busy=tuple(_busy(row) for row in tasks if row[4] is not TaskStatus.DONE and _has_hours(row)),
        helped_on=tuple(sorted(done)),
        last_helped=held.last_helped.get(one.id),
        waiting_since=one.joined_on,
        kept_apart=frozenset(held.apart.get(one.id, ())),
        usual_for=frozenset(held.usual.get(one.id, ())),
        knows=frozenset(known),
    )


def _has_hours(row: Sequence[object]) -> bool:
    return row[6] is not None or row[2] is not None


def _busy(row: Sequence[object]) -> Busy:
    on_date, starts, ends, minutes = row[1], row[2], row[3], row[5]
    round_starts, round_ends, round_name = row[6], row[7], row[8]
    assert isinstance(on_date, date)
    if isinstance(round_starts, time):
        end = _minute(round_ends, _minute(round_starts, 0) + 120)
        return Busy(on_date, _minute(round_starts, 0), end, str(round_name))
    start = _minute(starts, 0)
    label = "" if row[11] else str(row[10])
    assert isinstance(minutes, int)
    return Busy(on_date, start, max(_minute(ends, start + minutes), start + 1), label)


def _minute(moment: object, otherwise: int) -> int:
    return moment.hour * 60 + moment.minute if isinstance(moment, time) else otherwise


def _areas(area_id: str | None, line: Mapping[str, str | None]) -> list[str]:
    found: list[str] = []
    while area_id and area_id not in found:
        found.append(area_id)
        area_id = line.get(area_id)
    return found
