"""What the check gate reads and what it answers: plain records, no rules."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from db.enums import Answer, CheckLevel, RuleBasis, Transport
from db.enums_checks import CheckDecision, StatusResult

#: Ways of getting about that need driving papers.
DRIVEN = frozenset({Transport.CAR, Transport.VAN})


class AppliesWhen(StrEnum):
    """The circumstance that brings a rule in; one not asked about counts as present."""

    ALWAYS = "always"
    BECAUSE_OF = "because_of"
    BECAUSE_OF_AND_PAYING = "because_of_and_paying"
    BECAUSE_OF_AND_TO_CARE = "because_of_and_to_care"
    DRIVING = "driving"


class ClearanceState(StrEnum):
    """What the gate says."""

    CLEARED = "cleared"
    CONDITIONS = "conditions"
    NOT_CLEARED = "not_cleared"


class Why(StrEnum):
    """Why something is lacking."""

    NOT_DONE = "not_done"
    NOT_BACK = "not_back"
    EXPIRED = "expired"
    LEVEL_TOO_LOW = "level_too_low"
    DATE_MISSING = "date_missing"
    EXEMPTION_ENDED = "exemption_ended"
    NOT_RECOGNISED = "not_recognised"
    REFUSED = "refused"
    CHANGE_REPORTED = "change_reported"
    TOO_FEW = "too_few"
    PAPERS_MISSING = "papers_missing"
    UNDER_18 = "under_18"
    AGE_UNKNOWN = "age_unknown"
    NO_PARENTAL_AGREEMENT = "no_parental_agreement"
    NOT_STARTED = "not_started"
    NOT_AVAILABLE = "not_available"
    NO_RULES = "no_rules"
    UNTOLD = "untold"
    """A check is lacking, and the reader may not see which (domain rule 14)."""


class NextStep(StrEnum):
    """What to do about a lack."""

    BOOK_TRAINING = "book_training"
    RECORD_CHECK = "record_check"
    APPLY_FOR_CHECK = "apply_for_check"
    CHASE_CHECK = "chase_check"
    RENEW_CHECK = "renew_check"
    RAISE_LEVEL = "raise_level"
    SET_DATE = "set_date"
    PAIR_UP = "pair_up"
    RECORD_AGE = "record_age"
    ASK_PARENT = "ask_parent"
    ALLOWED_TASKS = "allowed_tasks"
    FINISH_SIGN_UP = "finish_sign_up"
    ASK_LEAD = "ask_lead"
    ASK_KEEPER = "ask_keeper"


class ConditionKind(StrEnum):
    """What a clearance with conditions hangs on."""

    EXEMPTION = "exemption"
    PAIRED = "paired"


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """One piece of evidence about a volunteer.

    Args:
        type, level, status: as `db.enums`; anything else never clears.
        applied_on, issued_on: when it was asked for and when it came.
        review_on: last day the hub accepts it. valid_to: its own end date (PVG).
        exempt_until, exempt_reason: of an exemption recorded by the safeguarding lead.
        decision: what the hub made of it. status_result, status_on: the Update Service's last answer.
        references_in: how many of the two are in; None when nobody counted.
        licence_to, insurance_to, mot_to, business_to: last days of driving papers.
    """

    type: str
    status: str
    level: str = CheckLevel.NONE
    applied_on: date | None = None
    issued_on: date | None = None
    review_on: date | None = None
    valid_to: date | None = None
    exempt_until: date | None = None
    exempt_reason: str = ""
    decision: str = CheckDecision.NOT_DECIDED
    status_result: str = StatusResult.NOT_ASKED
    status_on: date | None = None
    references_in: int | None = None
    licence_to: date | None = None
    insurance_to: date | None = None
    mot_to: date | None = None
    business_to: date | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One check that tasks of one need type require in one nation, with its source and review date."""

    nation: str
    need_code: str
    check: str
    minimum_level: str = CheckLevel.NONE
    basis: str = RuleBasis.HUB_POLICY
    source: str = ""
    review_date: date | None = None
    pairing_allowed: bool = False
    applies_when: str = AppliesWhen.ALWAYS


@dataclass(frozen=True, slots=True)
class TaskContext:
    """What the gate must know of a task.

    Args:
        because_of: is help needed because of age, illness or disability?
        paying: does the volunteer handle the person's cash, bills or purchases?
        to_care: is a person taken to or from health care, personal care or social work?
        driving: will the volunteer drive a car or van?
        at_door: does the task take the volunteer to somebody's door?
        paired: does a checked adult volunteer go too?
    """

    nation: str
    need_code: str
    on_date: date
    because_of: str = Answer.NOT_ASKED
    paying: str = Answer.NOT_ASKED
    to_care: str = Answer.NOT_ASKED
    driving: bool = False
    at_door: bool = True
    paired: bool = False


@dataclass(frozen=True, slots=True)
class VolunteerFacts:
    """What the gate must know of a volunteer; ``over_18`` counts only without a birth date."""

    status: str
    checks: tuple[CheckRecord, ...] = ()
    birth_date: date | None = None
    over_18: bool | None = None
    parental_agreement: bool = False
    on_hold: bool = False


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that stands in the way.

    Args:
        check: the check type, or an empty string for age, status and rules.
        assumed: the rule applies only because its circumstance was not asked about.
        pairable: a checked volunteer going too would settle it.
        on: the date that belongs to the reason (applied, expired), when known.
    """

    check: str
    why: Why
    next_step: NextStep
    basis: str = RuleBasis.HUB_POLICY
    level: str = CheckLevel.NONE
    on: date | None = None
    pairable: bool = False
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """Something a clearance hangs on: an exemption until a date, or going with a checked volunteer."""

    check: str
    kind: ConditionKind
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Clearance:
    """The gate's answer, with everything that is lacking and everything it hangs on."""

    state: ClearanceState
    lacks: tuple[Lack, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def passes(self) -> bool:
        """May this volunteer be given the task as described?"""
        return self.state is not ClearanceState.NOT_CLEARED

    @property
    def can_pair(self) -> bool:
        """Would going with a checked volunteer settle everything that is lacking?"""
        return bool(self.lacks) and all(lack.pairable for lack in self.lacks)
