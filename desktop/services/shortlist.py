"""Everybody ranked for one task, in two readings: thin rows for the gates, all of the nearest for the rank.

Whether somebody may and can come, and what one task asks of them, is read of every active volunteer. Only
those who may be among the best are then read whole: their week and how long they have waited settle ties, and
their reasons are shown.
"""

import gc
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, time
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from sqlalchemy.orm import Session

from db.enums import Answer, CheckStatus, Transport, VolunteerStatus
from db.queries import free_volunteers as thin
from db.queries import matching as query
from db.queries.free_volunteers import FreeRow
from db.queries.matching import TaskRow, WorkRow
from desktop.domain.availability import DAY_MINUTES, Busy, Slot
from desktop.domain.clearance_facts import CheckRecord, Rule, VolunteerFacts
from desktop.domain.match_facts import Candidate, MatchList, Need
from desktop.domain.matching import Matcher
from desktop.services.candidates import busy_times, candidates, elsewhere, minute_of, place_of, travels

_ID = attrgetter("id")
_NOTHING = frozenset[str]()
_ELSEWHERE = frozenset({"elsewhere"})
"""Stands for the areas of somebody who chose others than the task's."""
_WIDER = 2
_LATER = -2
"""Where the part of a ranking key begins that the thin rows do not tell: the week's load, and fairness."""


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
    with _collector_paused():
        return _ranked(session, row, need, rules, today, limit, blocked_limit)


def _ranked(
    session: Session,
    row: TaskRow,
    need: Need,
    rules: Sequence[Rule],
    today: date,
    limit: int,
    blocked_limit: int,
) -> MatchList:
    light = _light(session, row, need, rules)
    matcher = Matcher(light, rules, today)
    seen = matcher.match(need, 1, blocked_limit)
    usual = row.household.usual_volunteer_id if row.household else None
    near = _in_the_running(matcher, need, limit)
    # The usual volunteer is told of beside everybody else, so is always read.
    basics = query.active(session, among=sorted({*near, usual} if usual else near))
    full = candidates(
        session,
        [one for one in basics if one.status is not VolunteerStatus.LEFT],
        need.on_date,
        need.on_date,
        homes=[need.household_id],
        apart_from=[need.id],
    )
    if not travels(row):
        full = [replace(one, transport=frozenset()) for one in full]
    best = Matcher(full, rules, today).match(need, limit, 1)
    return replace(seen, fits=best.fits, usual=best.usual)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Put off looking for cycles: tens of thousands of records are made at once, and none holds another.

    Without it a quarter of the time goes into walking the whole program again and again (measured).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def free_ids(
    session: Session, row: TaskRow, need: Need, rules: Sequence[Rule], today: date
) -> frozenset[str]:
    """Keys of those free for a task, whether they may do it or not."""
    light = _light(session, row, need, rules)
    busy = Matcher(light, rules, today).match(need, 1, 1).not_free
    return frozenset(one.id for one in light) - frozenset(busy)


def _in_the_running(matcher: Matcher, need: Need, limit: int) -> list[str]:
    """Keys of all who rank no lower than the last place wanted, whatever their week and how long they waited.

    The week's work, and when they last helped, end the ranking key and are read of these alone.
    """
    count = limit
    while True:
        best = matcher.top(need, count)
        last = best[limit - 1].key[:_LATER] if len(best) >= limit else None
        if last is None or len(best) < count or best[-1].key[:_LATER] > last:
            return [each.candidate.id for each in best if last is None or each.key[:_LATER] <= last]
        count *= _WIDER


def _slots(times: Sequence[FreeRow], weekday: int) -> tuple[Slot, ...]:
    return tuple([_slot(weekday, one.starts_at, one.ends_at) for one in times if one.starts_at is not None])


@lru_cache(maxsize=4096)
def _slot(weekday: int, starts: time, ends: time | None) -> Slot:
    return Slot(weekday, minute_of(starts, 0), minute_of(ends, DAY_MINUTES))


class _Checks(dict[str, CheckRecord]):
    """Records by their text: the same states and dates are often met again, and shared."""

    def __missing__(self, fields: str) -> CheckRecord:
        held = thin.read_check(fields)
        applied = None if held.status == CheckStatus.VERIFIED else held.issued_on
        record = self[fields] = CheckRecord(applied_on=applied, **held._asdict())
        return record


@dataclass(slots=True)
class _Hints:
    """What one task asks of volunteers besides the gates, by volunteer."""

    checks: _Checks = field(default_factory=_Checks)
    work: dict[str, list[WorkRow]] = field(default_factory=lambda: defaultdict(list))
    others: dict[str, list[Busy]] = field(default_factory=dict)
    skills: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    languages: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    apart: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    usual: str | None = None


def _hints(session: Session, row: TaskRow, need: Need) -> _Hints:
    found = _Hints()
    for each in query.work(session, need.on_date, need.on_date, timed=True):
        if each.task_id != need.id:
            found.work[each.volunteer_id].append(each)
    found.others = elsewhere(session, None, need.on_date, need.on_date)
    for key, skill in thin.with_skills(session, need.skills) if need.skills else ():
        found.skills[key].add(skill)
    for key, language in thin.speaking(session, need.languages) if need.languages else ():
        found.languages[key].add(language)
    found.apart = query.apart_from(session, need.person_id, need.household_id)
    found.known = query.helped_at(session, [need.household_id])
    found.usual = row.household.usual_volunteer_id if row.household else None
    return found


def _light(session: Session, row: TaskRow, need: Need, rules: Sequence[Rule]) -> list[Candidate]:
    """Active volunteers with time that day: of each no more than the task asks."""
    hints, kinds = _hints(session, row, need), {str(rule.check) for rule in rules}
    none = frozenset[Transport]()
    goes = {str(how): frozenset({how, Transport.FOOT}) if travels(row) else none for how in Transport}
    return [
        _thin(list(times), need, hints, goes)
        for _key, times in groupby(thin.on_day(session, need.on_date, kinds, need.areas), key=_ID)
    ]


def _thin(
    times: Sequence[FreeRow], need: Need, hints: _Hints, goes: dict[str, frozenset[Transport]]
) -> Candidate:
    one, key = times[0], times[0].id
    work, weekday = hints.work.get(key, ()), need.on_date.weekday()
    not_here = _ELSEWHERE if one.chose else _NOTHING
    return Candidate(
        id=key,
        name=f"{one.first_name} {one.last_name}".strip(),
        facts=VolunteerFacts(
            status=VolunteerStatus.ACTIVE,
            checks=tuple([hints.checks[fields] for fields in thin.check_fields(one.checks)]),
            birth_date=one.born,
            parental_agreement=one.parental_agreement == Answer.YES,
        ),
        place=place_of(one.easting, one.northing, one.precision),
        areas=need.areas if one.is_willing else not_here,
        skills=frozenset(hints.skills.get(key, _NOTHING)),
        languages=frozenset(hints.languages.get(key, _NOTHING)),
        transport=goes[one.transport],
        weekly_minutes=one.weekly_minutes,
        slots=_slots(times, weekday),
        busy=(*(busy_times(work) if work else ()), *hints.others.get(key, ())),
        waiting_since=one.joined_on,
        kept_apart=frozenset({need.person_id}) if key in hints.apart else _NOTHING,
        usual_for=frozenset({need.household_id}) if key == hints.usual else _NOTHING,
        knows=frozenset({need.household_id}) if key in hints.known else _NOTHING,
    )
