"""The check gate: who is cleared for a task, computed from rules and checks and never typed.

Fails closed: whatever is unknown, unreadable, missing or past its date does not clear. A rule marked law has
no exemption and no pairing. Sources of the default rules stand in ``resources/rules.json``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from db.enums import Answer, CheckLevel, CheckStatus, CheckType, RuleBasis, VolunteerStatus
from desktop.domain.age import is_child
from desktop.domain.clearance_evidence import SCHEMES, is_regulated, is_ruled_out, shortfall
from desktop.domain.clearance_facts import (
    AppliesWhen,
    CheckRecord,
    Clearance,
    ClearanceState,
    Condition,
    ConditionKind,
    Lack,
    NextStep,
    Rule,
    TaskContext,
    VolunteerFacts,
    Why,
)
from desktop.domain.clearance_levels import levels_for

#: Checks that go stale, so a verified one needs a review or end date before it counts; driving papers have
#: dates of their own.
DATED = frozenset(SCHEMES)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A rule that applies to one task, ready to be compared with many volunteers."""

    rule: Rule
    assumed: bool
    levels: frozenset[CheckLevel] | None
    regulated: bool


@dataclass(frozen=True, slots=True)
class Gate:
    """The rules of one task, prepared once for any number of volunteers."""

    context: TaskContext
    day: date | None
    known: bool
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class _Standing:
    """How one check stands against one requirement; ``why`` is None when it is met."""

    why: Why | None
    on: date | None = None
    exempt: bool = False


_MET = _Standing(None)
_ABSENT = _Standing(Why.NOT_DONE)
_REFUSED = _Standing(Why.REFUSED)
_DATE_MISSING = _Standing(Why.DATE_MISSING)
#: Of several records of one type, the one nearest to clearing is the one to talk about; None is met.
_NEARNESS = (
    None,
    Why.NOT_BACK,
    Why.TOO_FEW,
    Why.DATE_MISSING,
    Why.PAPERS_MISSING,
    Why.EXPIRED,
    Why.CHANGE_REPORTED,
    Why.LEVEL_TOO_LOW,
    Why.EXEMPTION_ENDED,
    Why.NOT_RECOGNISED,
    Why.NOT_DONE,
    Why.REFUSED,
)
_TRAINING = (
    CheckType.SAFEGUARDING_TRAINING,
    CheckType.MEDICINES_TRAINING,
    CheckType.FOOD_HYGIENE,
    CheckType.FIRST_AID,
    CheckType.HEALTH_SAFETY,
    CheckType.DATA_PROTECTION,
    CheckType.INDUCTION,
)
_STEPS = {
    Why.NOT_BACK: NextStep.CHASE_CHECK,
    Why.EXPIRED: NextStep.RENEW_CHECK,
    Why.LEVEL_TOO_LOW: NextStep.RAISE_LEVEL,
    Why.DATE_MISSING: NextStep.SET_DATE,
    Why.EXEMPTION_ENDED: NextStep.ASK_LEAD,
    Why.NOT_RECOGNISED: NextStep.RECORD_CHECK,
    Why.REFUSED: NextStep.ASK_LEAD,
    Why.CHANGE_REPORTED: NextStep.RENEW_CHECK,
    Why.TOO_FEW: NextStep.CHASE_CHECK,
    Why.PAPERS_MISSING: NextStep.RECORD_CHECK,
}


def clear(rules: Iterable[Rule], facts: VolunteerFacts, context: TaskContext) -> Clearance:
    """Say whether a volunteer may be given a task.

    Args:
        rules: every rule the hub holds; those of other needs and nations are passed over.
        facts: of the volunteer.
        context: of the task.

    Returns:
        Cleared, cleared with conditions, or not cleared with all that is lacking. Odd data never raises and
        never clears.
    """
    return judge(prepare(rules, context), facts)


def prepare(rules: Iterable[Rule], context: TaskContext) -> Gate:
    """Pick the rules that apply to a task, once, for comparison with many volunteers."""
    own = [rule for rule in rules if rule.nation == context.nation and rule.need_code == context.need_code]
    requirements = []
    for rule in own:
        assumed = _assumed(rule, context)
        if assumed is not None:
            levels = levels_for(rule.check, rule.minimum_level)
            regulated = is_regulated(rule.check, rule.minimum_level, law=not _is_policy(rule))
            requirements.append(Requirement(rule, assumed, levels, regulated))
    return Gate(context, _as_date(context.on_date), bool(own), tuple(requirements))


def passes(gate: Gate, facts: VolunteerFacts) -> bool:
    """Say only whether `judge` would let the volunteer through; stops at the first thing lacking."""
    day = gate.day
    if day is None or not gate.known or _absence(facts) is not None:
        return False
    paired = gate.context.paired
    for lack in _age_lacks(gate, facts, day):
        if not (paired and lack.pairable):
            return False
    return has_checks(gate, facts)


def has_checks(gate: Gate, facts: VolunteerFacts) -> bool:
    """The part of `passes` that is about checks alone: for what one task asks beyond another."""
    day = gate.day or date.max
    for need in gate.requirements:
        standing = _standing(need, facts.checks, day)
        why = standing.why
        if why is not None and not (gate.context.paired and _lack(need, standing, why).pairable):
            return False
    return True


def judge(gate: Gate, facts: VolunteerFacts) -> Clearance:
    """Compare a volunteer with a prepared gate; see `clear`."""
    absence = _absence(facts)
    if absence is not None:
        return Clearance(ClearanceState.NOT_CLEARED, (absence,))
    if gate.day is None or not gate.known:
        return Clearance(ClearanceState.NOT_CLEARED, (Lack("", Why.NO_RULES, NextStep.ASK_LEAD),))
    lacks = list(_age_lacks(gate, facts, gate.day))
    conditions = []
    for need in gate.requirements:
        standing = _standing(need, facts.checks, gate.day)
        if standing.exempt:
            conditions.append(Condition(need.rule.check, ConditionKind.EXEMPTION, standing.on))
        elif standing.why is not None:
            lacks.append(_lack(need, standing, standing.why))
    if gate.context.paired:
        conditions += [Condition(lack.check, ConditionKind.PAIRED) for lack in lacks if lack.pairable]
        lacks = [lack for lack in lacks if not lack.pairable]
    if lacks:
        return Clearance(ClearanceState.NOT_CLEARED, tuple(lacks), tuple(conditions))
    state = ClearanceState.CONDITIONS if conditions else ClearanceState.CLEARED
    return Clearance(state, (), tuple(conditions))


def _assumed(rule: Rule, context: TaskContext) -> bool | None:
    """Does a rule apply only because its circumstance was not asked about? None: it does not apply."""
    match rule.applies_when:
        case AppliesWhen.DRIVING:
            return False if context.driving else None
        case AppliesWhen.BECAUSE_OF:
            answers = [context.because_of]
        case AppliesWhen.BECAUSE_OF_AND_PAYING:
            answers = [context.because_of, context.paying]
        case AppliesWhen.BECAUSE_OF_AND_TO_CARE:
            answers = [context.because_of, context.to_care]
        case _:
            return False
    if Answer.NO in answers:
        return None
    return any(answer != Answer.YES for answer in answers)


def _absence(facts: VolunteerFacts) -> Lack | None:
    """The one lack of a volunteer who is not active; a hold reads like every other absence (rule 12)."""
    if facts.on_hold:
        return Lack("", Why.NOT_AVAILABLE, NextStep.ASK_LEAD)
    if facts.status == VolunteerStatus.ACTIVE:
        return None
    if facts.status in (VolunteerStatus.APPLIED, VolunteerStatus.CONTACTED):
        return Lack("", Why.NOT_STARTED, NextStep.FINISH_SIGN_UP)
    return Lack("", Why.NOT_AVAILABLE, NextStep.ASK_LEAD)


def _age_lacks(gate: Gate, facts: VolunteerFacts, day: date) -> tuple[Lack, ...]:
    """Age and parental agreement: nobody under 18 is alone at a door."""
    adult = facts.over_18
    birth = _as_date(facts.birth_date)
    if birth is not None:
        child = is_child(birth, day)
        adult = None if child is None else not child
    if adult is True:
        return ()
    if adult is not False:
        return (Lack("", Why.AGE_UNKNOWN, NextStep.RECORD_AGE),)
    lacks = []
    if gate.context.at_door:
        lacks.append(Lack("", Why.UNDER_18, NextStep.ALLOWED_TASKS, pairable=True))
    if facts.parental_agreement is not True:
        lacks.append(Lack("", Why.NO_PARENTAL_AGREEMENT, NextStep.ASK_PARENT))
    return tuple(lacks)


def _standing(need: Requirement, checks: tuple[CheckRecord, ...], day: date) -> _Standing:
    """Of the records of the type asked for the nearest to clearing; a refusal outweighs what is not later."""
    check = need.rule.check
    own = [record for record in checks if record.type == check]
    match own:
        case [only] if not need.regulated:  # nearly always, and asked for every check of everybody
            return _record_standing(need, only, day)
    refusals = [record for record in own if record.status == CheckStatus.REFUSED]
    if need.regulated:
        refusals += [record for record in checks if is_ruled_out(record)]
    counted = [record for record in own if all(_is_later(record, refusal) for refusal in refusals)]
    standings = [_record_standing(need, record, day) for record in counted]
    return min(standings, key=_farness, default=_REFUSED if refusals else _ABSENT)


def _is_later(record: CheckRecord, refusal: CheckRecord) -> bool:
    """Was the record issued after the refusal? Without both dates the refusal stands."""
    issued, refused = _as_date(record.issued_on), _as_date(refusal.issued_on)
    return issued is not None and refused is not None and issued > refused


def _farness(standing: _Standing) -> tuple[int, bool]:
    """How far a standing is from clearing: met, met by an exemption, then whatever is lacking."""
    return _NEARNESS.index(standing.why), standing.exempt


def _record_standing(need: Requirement, record: CheckRecord, day: date) -> _Standing:
    """Compare one record with one requirement on the day of the task."""
    if record.status == CheckStatus.VERIFIED:
        return _verified_standing(need, record, day)
    if record.status == CheckStatus.EXEMPT:
        return _exempt_standing(need, record, day)
    if record.status in (CheckStatus.APPLIED, CheckStatus.IN_PROGRESS):
        return _Standing(Why.NOT_BACK, _as_date(record.applied_on))
    if record.status == CheckStatus.EXPIRED:
        return _Standing(Why.EXPIRED, _as_date(record.valid_to) or _as_date(record.review_on))
    if record.status == CheckStatus.REFUSED:
        return _REFUSED
    if record.status in (CheckStatus.NEEDED, CheckStatus.WITHDRAWN):
        return _ABSENT
    return _Standing(Why.NOT_RECOGNISED)


def _verified_standing(need: Requirement, record: CheckRecord, day: date) -> _Standing:
    """A verified check counts with a level that answers, on a day inside all its dates."""
    if need.levels is not None and record.level not in need.levels:
        return _Standing(Why.LEVEL_TOO_LOW)
    if record.review_on is None and record.valid_to is None:
        if need.rule.check in DATED:
            return _DATE_MISSING
    else:
        for end in (record.review_on, record.valid_to):
            last = _as_date(end)
            if last is not None and last < day:
                return _Standing(Why.EXPIRED, last)
            if last is None and end is not None:
                return _DATE_MISSING
    if record.issued_on is not None:
        issued = _as_date(record.issued_on)
        if issued is None or issued > day:
            return _DATE_MISSING
    lacking = shortfall(record, day)
    return _MET if lacking is None else _Standing(lacking.why, lacking.on)


def _exempt_standing(need: Requirement, record: CheckRecord, day: date) -> _Standing:
    """An exemption counts for a hub-policy rule, with a reason, up to its last day; a law rule has none."""
    if not _is_policy(need.rule):
        return _ABSENT
    until = _as_date(record.exempt_until)
    if until is None or until < day or not str(record.exempt_reason or "").strip():
        return _Standing(Why.EXEMPTION_ENDED, until)
    return _Standing(None, until, exempt=True)


def _is_policy(rule: Rule) -> bool:
    """Hub policy can bend; law, and a basis nobody can read, cannot."""
    return rule.basis == RuleBasis.HUB_POLICY


def _pairable(rule: Rule) -> bool:
    """May a checked volunteer going too settle this rule?"""
    return rule.pairing_allowed is True and _is_policy(rule)


def _lack(need: Requirement, standing: _Standing, why: Why) -> Lack:
    """Put a standing into the words of the answer, with the next step."""
    rule = need.rule
    # A refusal is a decision about the person: nobody goes along to make up for it.
    pairable = _pairable(rule) and why is not Why.REFUSED
    step = (
        NextStep.PAIR_UP if pairable and why is Why.NOT_BACK else _STEPS.get(why) or _first_step(rule.check)
    )
    return Lack(rule.check, why, step, rule.basis, rule.minimum_level, standing.on, pairable, need.assumed)


def _first_step(check: str) -> NextStep:
    """What starts a check nobody has begun."""
    if check in _TRAINING:
        return NextStep.BOOK_TRAINING
    return NextStep.APPLY_FOR_CHECK if check in SCHEMES else NextStep.RECORD_CHECK


def _as_date(value: object) -> date | None:
    """Read a date out of whatever the store held; None when it is not one."""
    if type(value) is date:  # nearly always, and asked for every check of everybody
        return value
    return value.date() if isinstance(value, datetime) else None
