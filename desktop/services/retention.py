"""Letting go of what is past its time: looked at first, agreed to by a second person, done batch by batch.

Each batch is one transaction with its count in the destruction log, so that a run cut off at any moment has
done so many batches whole, and says so; the next run takes the rest. What goes is treated as an erasure
treats it: rows, log, index, half-typed work, kept copies, and older backups once they are put back.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums_protection import DestructionKind, RetentionAction, RetentionType
from db.erase import scour
from db.models import Destruction, RetentionRule
from db.queries import retention as query
from db.queries.erasure import owned
from db.queries.retention_going import told_of
from db.queries.retention_readers import READERS
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.names import full_name
from desktop.domain.retention import Candidate, Due, Kept, batches, cut_off, sort_out
from desktop.domain.text import clean
from desktop.services.approvals import use_approval
from desktop.services.base import Actor, Changes, Service, Tools, changes, verb
from desktop.services.erasure import lay_list_beside
from desktop.services.handover_series import drop_files
from desktop.services.retention_batches import Batch, destroy

ACT = "retention"
BATCH = 200
"""Records in one transaction: little to lose, little to do again."""
MOST_LISTED = 40
"""How many records of a rule are named on the screen: the oldest, to see that the rule means those."""
Report = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class RuleDue:
    """What one rule comes to today.

    Attributes:
        type: of the rule, with its months and action.
        edge: what ended before this day is past its time.
        going: how many records go.
        first_on: the oldest day of them; with ``last_on`` the range.
        with_them: records that belong to them and go too, by table.
        held: how many past their time stay because somebody holds them.
        still_open: how many past their time stay because something about them is open.
    """

    type: RetentionType
    months: int
    action: RetentionAction
    edge: date
    going: int
    first_on: date | None
    last_on: date | None
    with_them: Mapping[str, int]
    held: int
    still_open: int


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a run would do now; nothing is done by looking.

    Attributes:
        rules: every rule in use.
        subject: stands for exactly this, for the second person's agreement.
        words: what is to be agreed to, without a name.
    """

    rules: tuple[RuleDue, ...]
    subject: str
    words: str

    @property
    def going(self) -> int:
        """How many records go in all."""
        return sum(one.going for one in self.rules)


class One(NamedTuple):
    """One record past its time, for whoever lets go of it.

    Attributes:
        number: its own, or of whom it is about; 0 where there is none.
        name: of whom it is about; empty for notes.
        held: whether somebody holds it back; else something about it is open.
    """

    table: str
    number: int
    name: str
    last: date
    held: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """The oldest records of a rule, at the most `MOST_LISTED` of each, with how many there are."""

    going: tuple[One, ...]
    staying: tuple[One, ...]
    going_in_all: int
    staying_in_all: int


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run did.

    Attributes:
        changes: the last transaction.
        numbers: of its lines in the destruction log.
        gone: how many records went.
        stopped: whether somebody stopped it before its end.
        backed_up: whether a fresh backup lies beside the older ones, with the list of what went.
    """

    changes: Changes
    numbers: tuple[int, ...]
    gone: int
    stopped: bool
    backed_up: bool


@dataclass(slots=True)
class _Under:
    """A run under way."""

    actor: Actor
    approval_id: str
    subject: str
    reason: str
    numbers: list[int] = field(default_factory=list)
    gone: int = 0
    done: Changes = field(default_factory=Changes)


class Retention(Service):
    """Verbs on what is past its time."""

    def __init__(self, tools: Tools, size: int = BATCH) -> None:
        """Work in batches of a size."""
        super().__init__(tools)
        self._size = size

    @verb("retention.run")
    def dry_run(self, _actor: Actor) -> DryRun:
        """What is past its time today, what stays all the same, and what would go with it."""
        with self.store.read() as session:
            return self._shown(session, due_now(session, self.today(), self._drafts))

    @verb("retention.run")
    def listed(self, _actor: Actor, kind: RetentionType) -> Listed:
        """Which records of one kind go, and which are past their time and stay; the oldest of each."""
        with self.store.read() as session:
            due = {rule.type: found for rule, found in due_now(session, self.today(), self._drafts)}
            found = due.get(kind, Due())
            return Listed(
                _named(session, found.going),
                _named(session, found.staying),
                len(found.going),
                len(found.staying),
            )

    @verb("retention.run")
    def run(
        self,
        actor: Actor,
        folder: Path,
        approval_id: str,
        reason: str,
        *,
        report: Report = lambda _done, _total: None,
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> Ran:
        """Let go of everything a dry run shows.

        Args:
            actor: the safeguarding lead.
            folder: the hub's folder.
            approval_id: the second person's agreement to exactly what the dry run showed.
            reason: why now, without names; it stays in the destruction log.
            report: told after each batch how many records went, of how many.
            is_stopped: asked before each batch whether to stop there.

        Raises:
            DomainError: nothing is past its time, no reason is given, or no second person agreed to this.
            KnownStoreError: the disk is full; what went before stays gone, and logged.
        """
        why = clean(reason)
        if not why:
            raise DomainError("Say why, without a name: it stays in the destruction log.", field="reason")
        with self.store.read() as session:
            due = due_now(session, self.today(), self._drafts)
            shown = self._shown(session, due)
        if not shown.going:
            raise DomainError("Nothing is past its time.")
        under = _Under(actor, approval_id, shown.subject, why)
        stopped = False
        try:
            for rule, found in due:
                stopped = stopped or self._run_rule(under, rule, found, shown.going, report, is_stopped)
        finally:
            if under.gone:
                scour(self.store)
        backed_up = under.gone > 0 and lay_list_beside(self.tools, actor, folder)
        return Ran(under.done, tuple(under.numbers), under.gone, stopped, backed_up)

    def _run_rule(
        self,
        under: _Under,
        rule: RetentionRule,
        found: Due,
        total: int,
        report: Report,
        is_stopped: Callable[[], bool],
    ) -> bool:
        """Take one rule's records batch by batch.

        Returns:
            Whether it was stopped.
        """
        line, left = "", len(found.going)
        for batch in batches(found.going, self._size):
            if is_stopped():
                return True
            left -= len(batch)
            actor = under.actor
            with self.store.write(actor.user_id) as work:
                if not line:
                    line = self._begin(work, under, rule)
                one = destroy(work, rule, batch, self.tools.drafts, self.today())
                self._count(work, line, one, is_last=not left)
                under.done = changes(work, "", "What is past its time has gone")
            drop_files(self.store, one.files)
            under.gone += one.records
            report(under.gone, total)
        return False

    def _begin(self, work: UnitOfWork, under: _Under, rule: RetentionRule) -> str:
        """Begin a rule's line of the destruction log, in the transaction of its first batch."""
        if not under.numbers:
            use_approval(work, under.actor, under.approval_id, ACT, under.subject, self.now())
        number = work.next_number("destruction")
        line = Destruction(
            number=number,
            at=self.now(),
            kind=DestructionKind.RETENTION,
            by_id=under.actor.user_id,
            approval_id=under.approval_id,
            about=str(rule.type),
            reason=under.reason,
            rule=rule_words(rule),
        )
        work.add(line)
        work.session.flush()
        under.numbers.append(number)
        return line.id

    def _count(self, work: UnitOfWork, line_id: str, one: Batch, *, is_last: bool) -> None:
        line = work.session.get_one(Destruction, line_id)
        before = dict(line.counts)
        line.counts = {key: before.get(key, 0) + one.counts.get(key, 0) for key in (*before, *one.counts)}
        if one.first_on is not None and one.last_on is not None:
            line.first_on = min(line.first_on or one.first_on, one.first_on)
            line.last_on = max(line.last_on or one.last_on, one.last_on)
        if is_last:
            line.finished_at = self.now()

    def _shown(self, session: Session, due: list[tuple[RetentionRule, Due]]) -> DryRun:
        rules = []
        for rule, found in due:
            kept = found.kept
            by_table: dict[str, list[str]] = {}
            for one in found.going:
                by_table.setdefault(one.table, []).append(one.id)
            whole = owned(session, by_table)
            rules.append(
                RuleDue(
                    rule.type,
                    rule.months,
                    rule.action,
                    cut_off(self.today(), rule.months),
                    len(found.going),
                    found.first_on,
                    found.last_on,
                    {table: len(keys) for table, keys in whole.items() if table not in by_table},
                    kept.get(Kept.HELD, 0),
                    kept.get(Kept.OPEN, 0),
                )
            )
        going = sum(one.going for one in rules)
        exact = [
            [str(rule.type), str(rule.action), sorted(one.id for one in found.going)] for rule, found in due
        ]
        words = f"Let {going:,} records go that are past their time, with what belongs to them, for good"
        return DryRun(tuple(rules), json.dumps(exact), words)

    def _drafts(self, before: date, held: frozenset[str]) -> list[Candidate]:
        """Half-typed work past its time; what is about somebody held stays."""
        if self.tools.drafts is None:
            return []
        moment = datetime.combine(before, time()).astimezone()
        found = self.tools.drafts.open().stale(moment, lambda body: any(key in body for key in held))
        return [Candidate(key, "draft", before) for key in found]


Drafts = Callable[[date, frozenset[str]], list[Candidate]]


def due_now(session: Session, today: date, drafts: Drafts) -> list[tuple[RetentionRule, Due]]:
    """What each rule in use comes to on a day, in the order it would go; no record is in two of them.

    Args:
        session: to read with.
        today: the day it is.
        drafts: finds half-typed work older than a day, without what is about some people.
    """
    in_use = select(RetentionRule).where(RetentionRule.voided_at.is_(None), RetentionRule.is_active)
    rules = {one.type: one for one in session.scalars(in_use)}
    found: dict[RetentionType, Due] = {}
    profiles = (RetentionType.VOLUNTEERS, RetentionType.APPLICANTS)
    leaving: frozenset[str] = frozenset()
    for kind in profiles:
        if kind in rules:
            found[kind] = _due(session, READERS[kind], rules[kind], today)
            leaving |= {one.id for one in found[kind].going}
    people: frozenset[str] = frozenset()
    if RetentionType.PEOPLE in rules:
        read_people = partial(query.people, leaving=leaving)
        found[RetentionType.PEOPLE] = _due(session, read_people, rules[RetentionType.PEOPLE], today)
        people = frozenset(one.id for one in found[RetentionType.PEOPLE].going)
    for kind, read in READERS.items():
        if kind not in rules or kind is RetentionType.PEOPLE:
            continue
        due = found.get(kind) or _due(session, read, rules[kind], today)
        found[kind] = Due(tuple(one for one in due.going if one.whose not in people), due.staying)
    if RetentionType.DRAFTS in rules:
        held = query.held_people(session, query.roots(session))
        edge = cut_off(today, rules[RetentionType.DRAFTS].months)
        found[RetentionType.DRAFTS] = Due(tuple(drafts(edge, held)))
    order = (*READERS, RetentionType.DRAFTS)
    return [(rules[kind], found[kind]) for kind in order if kind in found]


def _due(
    session: Session, read: Callable[[Session, date], list[query.Aged]], rule: RetentionRule, today: date
) -> Due:
    found = read(session, cut_off(today, rule.months))
    return sort_out((Candidate(*one) for one in found), today, rule.months)


def _named(session: Session, found: tuple[Candidate, ...]) -> tuple[One, ...]:
    some, known = found[:MOST_LISTED], dict[str, tuple[int, str, str]]()
    for table in {one.table for one in some}:
        known |= told_of(session, table, [one.id for one in some if one.table == table])
    made = []
    for one in some:
        number, first, last = known.get(one.id, (0, "", ""))
        made.append(One(one.table, number, full_name(first, last, ""), one.last, one.held))
    return tuple(made)


def rule_words(rule: RetentionRule) -> str:
    """A rule as it stands in the destruction log, such as ``requests, 24 months, anonymise``."""
    return f"{rule.type}, {rule.months} months, {rule.action}"
