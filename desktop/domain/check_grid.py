"""How each kind of check stands for one volunteer: the same gate, asked of one kind at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from db.enums import Answer, CheckLevel, CheckStatus, CheckType, Nation, RuleBasis, VolunteerStatus
from db.enums_checks import CheckDecision
from desktop.domain.clearance import Gate, judge, prepare
from desktop.domain.clearance_evidence import SCHEMES, papers_end
from desktop.domain.clearance_facts import CheckRecord, Lack, Rule, TaskContext, VolunteerFacts, Why
from desktop.domain.clearance_levels import LATTICE

SOON = timedelta(days=30)
"""How long before a check ends somebody must act."""
_WAITING = frozenset({Why.NOT_BACK, Why.TOO_FEW})
_LEAST = {CheckType.DISCLOSURE_SCOTLAND: CheckLevel.LEVEL_1}
_NEED = "any"


class Dated(Protocol):
    """Whatever ends on some of these days; driving papers have more, see `papers_end`."""

    @property
    def review_on(self) -> date | None:
        """The last day the hub accepts it."""

    @property
    def valid_to(self) -> date | None:
        """Its own end."""

    @property
    def exempt_until(self) -> date | None:
        """The last day of an exemption."""


class Stands(StrEnum):
    """How a kind of check stands."""

    NOT_NEEDED = "not_needed"
    NOT_STARTED = "not_started"
    WAITING = "waiting"
    HOLDS = "holds"
    SOON = "soon"
    UNDECIDED = "undecided"
    STOPS = "stops"


@dataclass(frozen=True, slots=True)
class KindState:
    """One kind of check of one volunteer.

    Attributes:
        stands: how.
        why: what is lacking, where something is.
        on: its last day, or the day it was applied for or ended.
        level: of the record it goes by.
        references_in: of references, how many are in; None where nobody counted.
        exempt: it holds by exemption.
    """

    stands: Stands
    why: Why | None = None
    on: date | None = None
    level: str = CheckLevel.NONE
    references_in: int | None = None
    exempt: bool = False


def state_of(kind: CheckType, records: Sequence[CheckRecord], today: date, *, needed: bool) -> KindState:
    """How one kind stands today.

    Args:
        kind: the kind.
        records: all of a volunteer's checks in use; whichever is of the kind counts.
        today: the day to reckon with.
        needed: something they do asks for it.

    Returns:
        The state, of the record that holds longest, or else of what is nearest to holding.
    """
    own = [one for one in records if one.type == kind]
    if not own:
        return KindState(Stands.NOT_STARTED if needed else Stands.NOT_NEEDED)
    needed = needed or any(one.status == CheckStatus.NEEDED for one in own)
    holding = [one for one in own if _lack(kind, [one], today) is None]
    lack = _lack(kind, own, today)
    if holding and lack is None:
        best = max(holding, key=lambda one: last_day(one) or date.max)
        end = last_day(best)
        soon = end is not None and end - today <= SOON
        exempt = best.status == CheckStatus.EXEMPT
        stands = Stands.SOON if soon else Stands.HOLDS
        if best.type in SCHEMES and best.decision == CheckDecision.NOT_DECIDED and not exempt:
            stands = Stands.UNDECIDED
        return KindState(stands, None, end, best.level, best.references_in, exempt)
    assert lack is not None
    newest = max(own, key=lambda one: one.issued_on or date.min)
    counted = max((one.references_in for one in own if one.references_in is not None), default=None)
    return KindState(_stands(lack, needed), lack.why, lack.on, newest.level, counted)


def _stands(lack: Lack, needed: bool) -> Stands:
    if lack.why in _WAITING:
        return Stands.WAITING
    if lack.why is Why.NOT_DONE:
        return Stands.NOT_STARTED if needed else Stands.NOT_NEEDED
    return Stands.STOPS


def _lack(kind: CheckType, records: Sequence[CheckRecord], today: date) -> Lack | None:
    """What the gate would say of a task that asks for any level of this kind, and for nothing else."""
    facts = VolunteerFacts(VolunteerStatus.ACTIVE, tuple(records), over_18=True)
    return next(iter(judge(_gate(kind, today), facts).lacks), None)


@lru_cache(maxsize=64)
def _gate(kind: CheckType, today: date) -> Gate:
    level = _LEAST.get(kind, CheckLevel.BASIC if kind in LATTICE else CheckLevel.NONE)
    rule = Rule(Nation.ENGLAND, _NEED, kind, level, RuleBasis.HUB_POLICY)
    return prepare([rule], TaskContext(Nation.ENGLAND, _NEED, today, because_of=Answer.YES))


def last_day(record: Dated) -> date | None:
    """The last day a record holds; None for one without.

    Args:
        record: a check, or anything with its dates.
    """
    ends = (record.review_on, record.valid_to, record.exempt_until, papers_end(record))
    return min((one for one in ends if one is not None), default=None)
