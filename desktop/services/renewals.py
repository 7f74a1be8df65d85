"""The renewal worklist: which checks end, what each lapse will stop, and what the Update Service answered."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import CheckLevel, CheckStatus, CheckType
from db.enums_checks import StatusResult
from db.models import Check
from db.queries import renewals as query
from db.queries.gate_tasks import planned_for
from db.queries.renewals import PLAIN_NAMES, HeldRow, Holder, PlannedTask
from desktop.domain.clearance import Gate, prepare
from desktop.domain.clearance_facts import DRIVEN, CheckRecord, Rule, TaskContext, VolunteerFacts
from desktop.domain.errors import DomainError
from desktop.domain.names import full_name
from desktop.domain.references import Kind, write
from desktop.domain.renewals import (
    AHEAD,
    Due,
    HeldCheck,
    Updates,
    Window,
    lapsed,
    stops,
    to_renew,
    updates_of,
)
from desktop.domain.text import fold
from desktop.services import gate
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.needs import PRIVATE_LABEL, Need, needs, sees_private
from desktop.services.sitting import Sitting


@dataclass(frozen=True, slots=True)
class StoppedTask:
    """A planned task that the gate will refuse on its day.

    Attributes:
        need: its kind; a private need is not named.
        round_id: the round it is on; empty for none, and for whoever may not see rounds.
        round: what that round is called.
    """

    id: str
    on_date: date
    need: str
    round_id: str = ""
    round: str = ""


@dataclass(frozen=True, slots=True)
class Renewal:
    """A check to be renewed, with what its lapse stops.

    Attributes:
        end: its last day; None where it is marked out of date without one.
        needs: the kinds of help it stops, those not private.
        tasks: planned tasks it stops, soonest first.
        exempt: what ends is an exemption.
    """

    id: str
    volunteer_id: str
    name: str
    kind: CheckType
    level: CheckLevel
    end: date | None
    window: Window
    updates: Updates
    exempt: bool
    needs: tuple[str, ...] = ()
    tasks: tuple[StoppedTask, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """What the Update Service answered about several checks.

    Attributes:
        asked_on: the day it was asked.
        answers: by check.
        again_on: until when the hub accepts those it found unchanged; None leaves their dates.
    """

    asked_on: date
    answers: Mapping[str, StatusResult]
    again_on: date | None = None


class Renewals(Service):
    """Verbs on renewals."""

    @verb("check.see")
    def worklist(self, actor: Actor) -> list[Renewal]:
        """Checks that end within 60 days or have ended, the most pressing first, with what each stops.

        It is worked out here and now by the functions of the check gate, in a few statements whatever the
        number of checks.
        """
        with self.store.read() as session:
            day = gate.today(session, self.today()).day
            due = to_renew(map(_held, query.held(session, day + AHEAD)), day)
            whose = sorted({one.check.volunteer_id for one in due})
            holders = query.holders(session, whose)
            kinds = _Kinds(session, day, holders, gate.facts_of(session, whose))
            tasks = _tasks_stopped(session, actor, whose, self.today())
        return [
            _renewal(one, holders[one.check.volunteer_id], kinds.stopped(one), _tasks_of(one, tasks))
            for one in due
            if one.check.volunteer_id in holders
        ]

    @verb("check.set")
    def record_status(self, actor: Actor, entry: StatusEntry) -> Changes:
        """Record what the Update Service answered about several checks: all of them, or none.

        Raises:
            DomainError: a day is impossible, there is no answer, a check cannot be asked about without a
                subscription and consent, or it is the actor's own.
        """
        answers = {key: one for key, one in entry.answers.items() if one is not StatusResult.NOT_ASKED}
        _refuse_odd(entry, answers, self.today())
        with self.store.write(actor.user_id) as work:
            found = work.session.scalars(
                select(Check).where(Check.id.in_(answers), Check.voided_at.is_(None))
            ).all()
            if len(found) != len(answers):
                raise DomainError("One of these checks was taken out meanwhile. Pick them again.")
            holders = query.holders(work.session, [one.volunteer_id for one in found])
            for check in found:
                _refuse_unasked(check, _name(holders[check.volunteer_id]), actor)
                check.status_result, check.status_on = answers[check.id], entry.asked_on
                if entry.again_on is not None and check.status_result is StatusResult.NO_CHANGE:
                    check.review_on = entry.again_on
            work.session.flush()
            one, many = "One status check recorded", f"{len(found)} status checks recorded"
            return changes(work, found[0].volunteer_id, one if len(found) == 1 else many)


class _Kinds:
    """Which kinds of help a lapse stops: rules read once, each gate prepared once for its day."""

    def __init__(
        self,
        session: Session,
        today: date,
        holders: Mapping[str, Holder],
        facts: Mapping[str, VolunteerFacts],
    ) -> None:
        self._today, self._holders, self._facts = today, holders, facts
        self._nation = gate.nation(session)
        self._needs = [one for one in needs(session) if one.is_active and not one.is_private]
        self._rules: dict[str, list[Rule]] = defaultdict(list)
        for rule in gate.rules(session):
            self._rules[rule.need_code].append(rule)
        self._gates: dict[TaskContext, Gate] = {}

    def stopped(self, due: Due) -> tuple[str, ...]:
        """Labels of the kinds of help that a lapse stops."""
        who = due.check.volunteer_id
        facts, holder = self._facts.get(who), self._holders.get(who)
        if facts is None or holder is None:
            return ()
        return tuple(need.label for need in self._needs if self._stops(due, need, facts, holder))

    def _stops(self, due: Due, need: Need, facts: VolunteerFacts, holder: Holder) -> bool:
        if all(rule.check != due.check.record.type for rule in self._rules[need.code]):
            return False
        driving = holder.transport in DRIVEN and bool(need.needs_transport)
        ended = due.window is Window.ENDED or due.end is None
        after = self._today if ended or due.end is None else due.end + timedelta(days=1)
        return stops(due, facts, self._gate(need, self._today, driving), self._gate(need, after, driving))

    def _gate(self, need: Need, day: date, driving: bool) -> Gate:
        context = TaskContext(self._nation, need.code, day, at_door=need.at_door, driving=driving)
        if context not in self._gates:
            self._gates[context] = prepare(self._rules[need.code], context)
        return self._gates[context]


def _tasks_stopped(
    session: Session, actor: Actor, volunteer_ids: Sequence[str], system_day: date
) -> dict[tuple[str, str], list[StoppedTask]]:
    """Planned tasks that the gate will refuse because a check has ended by then, by volunteer and kind."""
    planned = planned_for(session, volunteer_ids, gate.today(session, system_day).day)
    # Somebody who goes along may be of those whose checks hold: the gate must know them too.
    sitting = Sitting(session, sorted({one for task in planned for one in task.crew}), system_day)
    wanted = frozenset(volunteer_ids)
    blamed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for task in planned:
        for one in wanted.intersection(task.crew):
            other = next((key for key in task.crew if key != one), "")
            for kind in lapsed(sitting.judge(task, one, beside=other)):
                blamed[one, kind].append(task.id)
    details = query.planned(session, sorted({key for keys in blamed.values() for key in keys}))
    return {who: [_stopped_task(details[key], actor) for key in keys] for who, keys in blamed.items()}


def _stopped_task(one: PlannedTask, actor: Actor) -> StoppedTask:
    hidden = one.is_private and not sees_private(actor, one.taken_by_id)
    need = PRIVATE_LABEL if hidden else one.need
    if one.round_id is None or one.round_number is None or not actor.may("round.see"):
        return StoppedTask(one.id, one.on_date, need)
    name = one.round_name or write(Kind.ROUND, one.round_number)
    return StoppedTask(one.id, one.on_date, need, one.round_id, name)


def _tasks_of(due: Due, found: Mapping[tuple[str, str], list[StoppedTask]]) -> Iterable[StoppedTask]:
    return found.get((due.check.volunteer_id, due.check.record.type), ())


def _held(row: HeldRow) -> HeldCheck:
    record = CheckRecord(**dict(zip(PLAIN_NAMES, row.evidence, strict=True)))
    if record.status != CheckStatus.VERIFIED:
        record = replace(record, applied_on=record.issued_on, issued_on=None)
    return HeldCheck(row.id, row.volunteer_id, record, row.update_service, row.update_consent)


def _renewal(due: Due, holder: Holder, kinds: tuple[str, ...], tasks: Iterable[StoppedTask]) -> Renewal:
    record = due.check.record
    return Renewal(
        id=due.check.id,
        volunteer_id=holder.id,
        name=_name(holder),
        kind=CheckType(record.type),
        level=CheckLevel(record.level),
        end=due.end,
        window=due.window,
        updates=updates_of(due.check),
        exempt=record.status == CheckStatus.EXEMPT,
        needs=kinds,
        tasks=tuple(tasks),
    )


def _refuse_odd(entry: StatusEntry, answers: Mapping[str, StatusResult], today: date) -> None:
    if not answers:
        raise DomainError("Say for at least one check what the Update Service answered.")
    if entry.asked_on > today:
        raise DomainError("The day of the status check is still to come.", field="asked_on")
    if entry.again_on is not None and entry.again_on <= entry.asked_on:
        raise DomainError("Check again on a day after this one.", field="again_on")


def _refuse_unasked(check: Check, name: str, actor: Actor) -> None:
    """No status check without a subscription and consent on record; nobody asks about themselves."""
    record = CheckRecord(check.type, check.status, check.level)
    held = HeldCheck(check.id, check.volunteer_id, record, check.update_service, check.update_consent)
    why = updates_of(held)
    if why is Updates.NO_CONSENT:
        raise DomainError(f"{name} has not agreed to status checks yet. Ask first, and record the answer.")
    if why is Updates.NOT_ON_IT:
        raise DomainError(f"{name}’s check is not on the Update Service.")
    if fold(name) == fold(actor.name):
        raise DomainError("Nobody decides about themselves. Ask somebody else to look.")


def _name(holder: Holder) -> str:
    return full_name(holder.first_name, holder.last_name) or write(Kind.VOLUNTEER, holder.number)
