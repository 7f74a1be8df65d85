"""Who would lose or gain clearance by an edit of rules: the gate asked of the rules before and after.

Nothing is estimated. For each kind of help, every circumstance in which the two sets of rules ask for
different things is put to the same functions that gate a task (`desktop.domain.clearance`).
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import NamedTuple

from db.enums import Answer
from desktop.domain.clearance import Gate, passes, prepare
from desktop.domain.clearance_facts import Rule, TaskContext, VolunteerFacts

_ASKED = (Answer.NO, Answer.YES)
"""A circumstance not asked about counts as present, so these two are all there is; the plainer first."""


class Turn(NamedTuple):
    """One circumstance in which the rules before and after ask for different things.

    Attributes:
        before: the gate as it is.
        after: the gate as it would be.
        had: all that decides what the first says of a volunteer; gates of several needs may share it.
        has: the same of the second.
    """

    before: Gate
    after: Gate
    had: Hashable
    has: Hashable

    @property
    def context(self) -> TaskContext:
        """The circumstance."""
        return self.after.context


@dataclass(frozen=True, slots=True)
class Shift:
    """What becomes of one volunteer's clearance for one kind of help.

    Attributes:
        lost: circumstances in which it would go.
        gained: those in which it would come.
        still_paired: what is lost is lost for going alone only; with a checked volunteer it holds.
    """

    lost: tuple[TaskContext, ...] = ()
    gained: tuple[TaskContext, ...] = ()
    still_paired: bool = False


NO_SHIFT = Shift()


def turns(
    before: Iterable[Rule],
    after: Iterable[Rule],
    need: tuple[str, str],
    day: date,
    *,
    at_door: bool,
) -> tuple[Turn, ...]:
    """Find the circumstances that two sets of rules judge differently, each once, in its plainest case.

    Args:
        before: the rules as they are.
        after: the rules as they would be.
        need: nation, and code of the kind of help.
        day: the day to judge on.
        at_door: the task takes the volunteer to a door.
    """
    nation, code = need
    own = [[one for one in rules if one.need_code == code] for rules in (before, after)]
    found: dict[object, Turn] = {}
    for because, paying, care in product(_ASKED, repeat=3):
        for driving, paired in product((False, True), repeat=2):
            context = TaskContext(
                nation, code, day, because, paying, care, driving=driving, at_door=at_door, paired=paired
            )
            gates = prepare(own[0], context), prepare(own[1], context)
            had, has = (_asked(one) for one in gates)
            if had != has:
                found.setdefault((had, has, driving), Turn(*gates, had, has))
    return tuple(found.values())


def shift(
    turned: Sequence[Turn],
    facts: VolunteerFacts,
    *,
    drives: bool,
    judged: dict[Hashable, bool] | None = None,
) -> Shift:
    """Judge one volunteer before and after.

    Args:
        turned: from `turns`, all of one day.
        facts: of the volunteer.
        drives: has a car or van; nobody else is ever the driver.
        judged: what gates said of this same volunteer; most kinds of help ask for the same.
    """
    said = {} if judged is None else judged
    lost: list[TaskContext] = []
    gained: list[TaskContext] = []
    for turn in turned:
        if turn.context.driving and not drives:
            continue
        for key, gate in ((turn.had, turn.before), (turn.has, turn.after)):
            if key not in said:
                said[key] = passes(gate, facts)
        had, has = said[turn.had], said[turn.has]
        if had != has:
            (lost if had else gained).append(turn.context)
    if not (lost or gained):
        return NO_SHIFT
    return Shift(tuple(lost), tuple(gained), bool(lost) and not any(one.paired for one in lost))


def _asked(gate: Gate) -> Hashable:
    """All of a gate that decides what it says of a volunteer on a day: no need, no words, no dates."""
    asked = {
        (one.rule.check, one.rule.minimum_level, one.rule.basis, one.rule.pairing_allowed)
        for one in gate.requirements
    }
    return gate.known, gate.context.paired, gate.context.at_door, frozenset(asked)
