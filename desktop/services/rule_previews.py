"""Before an edit of rules is saved: who would lose or gain clearance, and what would need cover.

The gate itself is asked, of the rules as they are and as they would be; everything is read once.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy.orm import Session

from db.enums import Answer
from db.queries import matching
from db.queries import rounds as round_query
from db.queries import rules as query
from db.queries.gate_tasks import given_since
from db.queries.rounds import Carried
from desktop.domain.clearance_facts import DRIVEN, Rule, TaskContext
from desktop.domain.names import full_name
from desktop.domain.rule_preview import Shift, shift, turns
from desktop.services import gate
from desktop.services.needs import needs
from desktop.services.round_gates import HeldWhy, held_back
from desktop.services.rule_plans import Plan
from desktop.services.sitting import Sitting, crew_of


class Where(StrEnum):
    """The circumstance in which clearance would come or go; ``ALWAYS`` where it would in the plainest."""

    ALWAYS = "always"
    ALONE = "alone"
    """Lost for going alone; with a checked volunteer it holds."""
    PAIRED = "paired"
    """Only with a checked volunteer going too."""
    BECAUSE_OF = "because_of"
    """Only where help is needed because of age, illness or disability."""
    DRIVING = "driving"
    """Only for driving."""


@dataclass(frozen=True, slots=True)
class Affected:
    """One volunteer who would lose or gain clearance.

    Attributes:
        needs: for which kinds of help.
        where: in which circumstance.
    """

    volunteer_id: str
    name: str
    needs: tuple[str, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class TaskHit:
    """A planned task whose volunteer could no longer do it.

    Attributes:
        person: whom it is for.
        volunteer: who has it.
        words: why, as the gate says it.
    """

    task_id: str
    on_date: date
    need: str
    request_number: int
    person: str
    volunteer: str
    words: str


@dataclass(frozen=True, slots=True)
class RoundHit:
    """A planned round of which tasks would stay off the sheet."""

    round_id: str
    number: int
    name: str
    on_date: date
    tasks: int


@dataclass(frozen=True, slots=True)
class RulePreview:
    """What an edit would do.

    Attributes:
        lost: volunteers who would lose clearance.
        gained: volunteers who would gain it.
        tasks: planned tasks that would need cover.
        rounds: planned rounds that could not go out whole.
        settled: planned tasks that need cover now and would no longer.
        closed: kinds of help nobody would be cleared for, since no rule would be left.
        rules: how many rules would be added, changed or taken out.
    """

    lost: tuple[Affected, ...]
    gained: tuple[Affected, ...]
    tasks: tuple[TaskHit, ...]
    rounds: tuple[RoundHit, ...]
    settled: int
    closed: tuple[str, ...]
    rules: int

    @property
    def losing(self) -> int:
        """How many volunteers would lose clearance for something."""
        return len({one.volunteer_id for one in self.lost})

    @property
    def gaining(self) -> int:
        """How many volunteers would gain it."""
        return len({one.volunteer_id for one in self.gained})


class _Judged(NamedTuple):
    lost: list[Affected]
    gained: list[Affected]


def preview(session: Session, plan: Plan, system_day: date) -> RulePreview:
    """Ask the gate twice.

    Args:
        session: a reading session.
        plan: what the edit comes to.
        system_day: the laptop's own date; the newest date in the change log counts when it is later.
    """
    kinds = {one.code: one for one in needs(session) if one.code in plan.needs}
    people = _people(session, plan, system_day)
    tasks, settled = _tasks(session, plan, system_day)
    left = {one.need_code for one in plan.after}
    return RulePreview(
        tuple(people.lost),
        tuple(people.gained),
        tuple(tasks),
        tuple(_rounds(session, plan, system_day)),
        settled,
        tuple(kinds[code].label for code in kinds if code not in left),
        max(len(plan.gone), len(plan.made)),
    )


def _people(session: Session, plan: Plan, system_day: date) -> _Judged:
    day = gate.today(session, system_day).day
    turned = [
        (one.label, turns(plan.before, plan.after, (plan.nation, one.code), day, at_door=one.at_door))
        for one in needs(session)
        if one.code in plan.needs
    ]
    turned = [(label, found) for label, found in turned if found]
    volunteers = matching.active(session) if turned else []
    facts = gate.facts_of(session, [one.id for one in volunteers])
    judged = _Judged([], [])
    for one in volunteers:
        lost: dict[Where, list[str]] = defaultdict(list)
        gained: dict[Where, list[str]] = defaultdict(list)
        said: dict[Hashable, bool] = {}
        for label, found in turned:
            moved = shift(found, facts[one.id], drives=one.transport in DRIVEN, judged=said)
            if moved.lost:
                lost[_where_lost(moved)].append(label)
            if moved.gained:
                gained[_where(moved.gained)].append(label)
        name = full_name(one.first_name, one.last_name) or f"V-{one.number}"
        judged.lost.extend(_lines(one.id, name, lost))
        judged.gained.extend(_lines(one.id, name, gained))
    for lines in judged:
        lines.sort(key=lambda line: (line.name.casefold(), line.volunteer_id, line.where))
    return judged


def _lines(volunteer_id: str, name: str, found: Mapping[Where, list[str]]) -> list[Affected]:
    return [Affected(volunteer_id, name, tuple(labels), where) for where, labels in found.items()]


def _where_lost(moved: Shift) -> Where:
    if moved.still_paired and _where(moved.lost) is Where.ALWAYS:
        return Where.ALONE
    return _where(moved.lost)


def _where(contexts: Sequence[TaskContext]) -> Where:
    """The plainest circumstance among some."""
    if all(one.driving for one in contexts):
        return Where.DRIVING
    if all(one.paired for one in contexts):
        return Where.PAIRED
    if all(one.because_of is Answer.YES for one in contexts):
        return Where.BECAUSE_OF
    return Where.ALWAYS


def _tasks(session: Session, plan: Plan, system_day: date) -> tuple[list[TaskHit], int]:
    given = [one for one in given_since(session, system_day) if one.need_code in plan.needs]
    if not given:
        return [], 0
    crew = crew_of(given)
    was, would = (Sitting(session, crew, system_day, rules) for rules in (plan.before, plan.after))
    hits: dict[str, tuple[str, str]] = {}
    settled = 0
    for task in given:
        now, then = was.objection(task), would.objection(task)
        if then is not None and now is None:
            hits[task.id] = (would.names[then[0]], then[1])
        settled += now is not None and then is None
    rows = round_query.carried_tasks(session, list(hits))
    return [_hit(row, *hits[row.task_id]) for row in rows], settled


def _hit(row: Carried, volunteer: str, words: str) -> TaskHit:
    person = full_name(row.preferred_name or row.first_name, row.last_name)
    return TaskHit(row.task_id, row.on_date, row.need, row.request_number, person, volunteer, words)


def _rounds(session: Session, plan: Plan, system_day: date) -> list[RoundHit]:
    stops = {one.stop_id: one for one in query.planned_stops(session, system_day)}
    rows = round_query.carried(session, sorted({one.round_id for one in stops.values()}))
    rows = [row for row in rows if row.need_code in plan.needs and row.stop_id in stops]
    if not rows:
        return []
    crews = {row.task_id: _crew(row, stops) for row in rows}

    def stopped(rules: Sequence[Rule]) -> set[str]:
        found = held_back(session, rows, crews, system_day, rules)
        return {one.task_id for one in found if one.why is HeldWhy.NOT_CLEARED}

    anew = stopped(plan.after) - stopped(plan.before)
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.task_id in anew and row.stop_id:
            counts[stops[row.stop_id].round_id] += 1
    named = {one.round_id: one for one in stops.values()}
    return [
        RoundHit(key, named[key].number, named[key].name, named[key].on_date, count)
        for key, count in sorted(
            counts.items(), key=lambda pair: (named[pair[0]].on_date, named[pair[0]].number)
        )
    ]


def _crew(row: Carried, stops: Mapping[str, query.PlannedStop]) -> tuple[str, ...]:
    """Who goes with a task: the round's crew, or else whoever it was given to."""
    crew = stops[row.stop_id].crew if row.stop_id else ()
    return crew or tuple(one for one in (row.volunteer_id, row.second_volunteer_id) if one)
