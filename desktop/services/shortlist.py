"""Everybody ranked for one task, in two readings: thin rows for the gates, all of the nearest for the rank.

Whether somebody may and can come is asked of every active volunteer. What else there is to know decides only
between those about equally near, so it is read for them alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import attrgetter

from sqlalchemy.orm import Session

from db.enums import Answer, Transport, VolunteerStatus
from db.queries import free_volunteers as thin
from db.queries import matching as query
from db.queries.free_volunteers import CheckFields, FreeRow
from db.queries.matching import TaskRow, WorkRow
from desktop.domain.availability import DAY_MINUTES, Slot
from desktop.domain.clearance_facts import CheckRecord, Rule, VolunteerFacts
from desktop.domain.match_facts import Candidate, MatchList, Need, Usual, UsualStands
from desktop.domain.matching import Matcher, band_of, metres_between
from desktop.services.candidates import busy_times, candidates, minute_of, place_of, travels

_ID = attrgetter("id")


def shortlist(
    session: Session,
    row: TaskRow,
    need: Need,
    rules: Sequence[Rule],
    today: date,
    *,
    limit: int,
    blocked_limit: int,
) -> MatchList:
    """Rank volunteers for one task.

    Args:
        session: a reading session.
        row: the task.
        need: the same as matching sees it.
        rules: the rules of its need.
        today: the day to reckon with.
        limit: for how many who fit the reasons are worked out.
        blocked_limit: for how many who are stopped.

    Returns:
        What `desktop.domain.matching.rank` says of every active volunteer. Those away, or who give no time on
        that weekday, are not among its ``not_free``.
    """
    light = _light(session, row, need, rules)
    seen = Matcher(light, rules, today).match(need, limit, blocked_limit)
    basics = query.active(session, among=_nearest(seen, light, need))
    day, homes = need.on_date, [need.household_id]
    full = candidates(session, basics, day, day, homes=homes, apart_from=[need.id])
    if not travels(row):
        full = [replace(one, transport=frozenset()) for one in full]
    best = Matcher(full, rules, today).match(need, limit, 1)
    return replace(seen, fits=best.fits, usual=seen.usual or _usual_away(session, row))


def free_ids(
    session: Session, row: TaskRow, need: Need, rules: Sequence[Rule], today: date
) -> frozenset[str]:
    """Keys of those free for a task, whether they may do it or not."""
    light = _light(session, row, need, rules)
    busy = Matcher(light, rules, today).match(need, 0, 0).not_free
    return frozenset(one.id for one in light) - frozenset(busy)


def _nearest(seen: MatchList, light: Sequence[Candidate], need: Need) -> list[str]:
    """Keys of all who are no further away than the last of those shown; the usual volunteer is nearest."""
    shown = {fit.id for fit in seen.fits}
    bands = {
        one.id: (need.household_id not in one.usual_for, band_of(metres_between(one.place, need.place)))
        for one in light
    }
    last = max((bands[key] for key in shown), default=(False, -1))
    return [key for key, band in bands.items() if band <= last]


def _light(session: Session, row: TaskRow, need: Need, rules: Sequence[Rule]) -> list[Candidate]:
    """Active volunteers with time that day: no more of each than the gates and the distance ask."""
    checks = _checks(session, need.on_date, {str(rule.check) for rule in rules})
    busy: dict[str, list[WorkRow]] = defaultdict(list)
    for each in query.work(session, need.on_date, need.on_date):
        if each.task_id != need.id:
            busy[each.volunteer_id].append(each)
    apart = query.apart_from(session, need.person_id, need.household_id)
    usual = row.household.usual_volunteer_id if row.household else None
    none = frozenset[Transport]()
    goes = {str(how): frozenset({how, Transport.FOOT}) if travels(row) else none for how in Transport}
    found = []
    for key, group in groupby(thin.on_day(session, need.on_date), key=_ID):
        times = list(group)
        one = _thin(times, need.on_date.weekday(), checks.get(key, ()), goes[times[0].transport])
        if key in busy or key in apart or key == usual:
            one = replace(
                one,
                busy=busy_times(busy.get(key, ())),
                kept_apart=frozenset({need.person_id} if key in apart else ()),
                usual_for=frozenset({need.household_id} if key == usual else ()),
            )
        found.append(one)
    return found


def _usual_away(session: Session, row: TaskRow) -> Usual | None:
    """The household's usual volunteer where they give no time that day, are away or resting."""
    usual = row.household.usual_volunteer_id if row.household else None
    held = query.active(session, among=[usual]) if usual else []
    if not held or held[0].status is VolunteerStatus.LEFT:
        return None
    return Usual(held[0].id, f"{held[0].first_name} {held[0].last_name}".strip(), UsualStands.NOT_FREE)


def _thin(
    times: Sequence[FreeRow], weekday: int, checks: Sequence[CheckRecord], transport: frozenset[Transport]
) -> Candidate:
    one = times[0]
    return Candidate(
        id=one.id,
        name=f"{one.first_name} {one.last_name}".strip(),
        facts=VolunteerFacts(
            status=VolunteerStatus.ACTIVE,
            checks=tuple(checks),
            birth_date=one.born,
            parental_agreement=one.parental_agreement == Answer.YES,
        ),
        place=place_of(one.easting, one.northing, one.precision),
        transport=transport,
        slots=tuple(
            Slot(weekday, minute_of(each.starts_at, 0), minute_of(each.ends_at, DAY_MINUTES))
            for each in times
            if each.starts_at is not None
        ),
    )


def _checks(session: Session, day: date, kinds: Iterable[str]) -> dict[str, list[CheckRecord]]:
    """Checks by volunteer; the same states and dates are often met again, so their records are shared."""
    found: dict[str, list[CheckRecord]] = defaultdict(list)
    made: dict[CheckFields, CheckRecord] = {}
    for key, fields in thin.checks_on_day(session, day, kinds):
        record = made.get(fields)
        if record is None:
            kind, status, level, issued, review, valid, until, reason = fields
            record = made[fields] = CheckRecord(
                type=kind,
                status=status,
                level=level,
                issued_on=_date(issued),
                review_on=_date(review),
                valid_to=_date(valid),
                exempt_until=_date(until),
                exempt_reason=reason,
            )
        found[key].append(record)
    return found


def _date(held: object) -> date | None:
    return held if held is None or isinstance(held, date) else date.fromisoformat(str(held))
