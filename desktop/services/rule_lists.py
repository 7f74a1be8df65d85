"""Rules as a list shows them: by kind of help, and every version there was."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from db.enums import ChangeOp, CheckType, Nation
from db.queries.history import Line
from db.queries.rules import RuleRow
from desktop.domain.check_entry import kinds_for, scheme_of
from desktop.domain.clearance_evidence import SCHEMES
from desktop.domain.clearance_facts import Rule
from desktop.domain.rule_edits import RuleDraft, covers
from desktop.services.needs import Need
from desktop.services.rule_plans import as_rule, draft_of


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule in use.

    Attributes:
        id: of its version.
        draft: what it says.
        version: from 1.
        is_floor: it is what the law asks for, so it can be asked for more and never for less.
        is_overdue: nobody looked at it by the day it says.
        alike: every rule in use that says the same of some kind of help, this one too.
    """

    id: str
    draft: RuleDraft
    version: int
    is_floor: bool
    is_overdue: bool
    alike: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskRules:
    """What one kind of help needs: where there are no rules, nobody is cleared for it."""

    code: str
    need: str
    icon: str
    rules: tuple[RuleLine, ...]

    @property
    def review_on(self) -> date | None:
        """The first day on which one of the rules is to be looked at; None where none says."""
        return min((one.draft.review_on for one in self.rules if one.draft.review_on), default=None)

    @property
    def is_overdue(self) -> bool:
        """Whether one of the rules waits to be looked at."""
        return any(one.is_overdue for one in self.rules)


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """One version in the history of the rules of a kind of help.

    Attributes:
        line: what all versions of one rule have in common.
        draft: what it said.
        reason: why it was made; empty for what the hub began with.
        made_at: when, UTC; None where the log does not tell.
        made_by: name of the account.
        ended_at: when it went out of use; None while in use.
        ended_by: name of the account.
        ended_why: why it went out of use.
    """

    id: str
    line: str
    version: int
    draft: RuleDraft
    reason: str
    made_at: datetime | None
    made_by: str
    ended_at: datetime | None
    ended_by: str
    ended_why: str


@dataclass(frozen=True, slots=True)
class RulesOffered:
    """What the form of a rule offers.

    Attributes:
        checks: kinds of check, the nation's own scheme first and no other scheme.
        needs: code and name of each kind of help.
        sources: named by rules in use.
    """

    nation: Nation
    checks: tuple[CheckType, ...]
    needs: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]


def rule_checks(nation: Nation) -> list[CheckType]:
    """Kinds of check a rule may ask for: of the schemes, the nation's own alone."""
    own = scheme_of(nation)
    return [kind for kind in kinds_for(nation) if kind not in SCHEMES or kind is own]


def listed(
    needs: Iterable[Need], rows: Sequence[RuleRow], floor: Iterable[Rule], today: date
) -> list[TaskRules]:
    """Rules by kind of help.

    Args:
        needs: in the order wanted; those out of use are left out unless a rule is about them.
        rows: rules in use.
        floor: what the law asks for.
        today: the day to reckon with.
    """
    laws: dict[str, list[Rule]] = defaultdict(list)
    for law in floor:
        laws[law.need_code].append(law)
    alike: dict[RuleDraft, list[str]] = defaultdict(list)
    of_need: dict[str, list[RuleRow]] = defaultdict(list)
    for row in rows:
        alike[draft_of(row)].append(row.id)
        of_need[row.need_code].append(row)
    own: dict[str, list[RuleLine]] = {}
    for code, held in of_need.items():
        own[code] = [
            RuleLine(
                row.id,
                draft_of(row),
                row.version,
                _is_floor(row, held, laws[code]),
                row.review_on is not None and row.review_on < today,
                tuple(alike[draft_of(row)]),
            )
            for row in held
        ]
    return [
        TaskRules(need.code, need.label, need.icon, tuple(sorted(own.get(need.code, ()), key=_order)))
        for need in needs
        if need.is_active
    ]


def versions(rows: Iterable[RuleRow], lines: Iterable[Line]) -> list[RuleVersion]:
    """Every version, with what the change log tells of it; the newest first.

    Args:
        rows: versions, those out of use too.
        lines: of the change log about them, oldest first.
    """
    made: dict[str, Line] = {}
    ended: dict[str, Line] = {}
    for line in lines:
        if line.op is ChangeOp.CREATE:
            made[line.row_id] = line
        elif line.field == "voided_at":
            ended[line.row_id] = line
    found = [_version(row, made, ended) for row in rows]
    return sorted(found, key=lambda one: (one.id, one.version), reverse=True)


def _is_floor(row: RuleRow, rows: Iterable[RuleRow], laws: Iterable[Rule]) -> bool:
    """Is there a law that this rule covers and no other of the same kind of help?"""
    rule, others = as_rule(row), [as_rule(one) for one in rows if one.id != row.id]
    return any(covers(rule, law) and not any(covers(one, law) for one in others) for law in laws)


def _version(row: RuleRow, made: Mapping[str, Line], ended: Mapping[str, Line]) -> RuleVersion:
    begun, gone = made.get(row.id), ended.get(row.id) if row.voided_at else None
    return RuleVersion(
        row.id,
        row.line,
        row.version,
        draft_of(row),
        row.reason,
        begun.at if begun else None,
        begun.who if begun else "",
        row.voided_at,
        gone.who if gone else "",
        row.void_reason or "",
    )


def _order(line: RuleLine) -> tuple[int, int, str]:
    """By kind of check, in the vocabulary's order; a word nobody knows last."""
    kinds = list(CheckType)
    known = line.draft.check in set(kinds)
    return (0 if known else 1, kinds.index(CheckType(line.draft.check)) if known else 0, line.id)
