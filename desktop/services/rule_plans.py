"""What an edit of rules comes to: which versions go, which come, and the rules before and after."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import Nation, RuleBasis
from db.models import NeedType
from db.queries import rules as query
from db.queries.rules import RuleRow
from desktop.domain.clearance_facts import Rule
from desktop.domain.clearance_rules import rules_from
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.rule_edits import (
    RuleDraft,
    refuse_not_opened,
    refuse_odd_rule,
    refuse_twice,
    refuse_weaker,
)
from desktop.domain.text import clean
from desktop.services import gate
from resources import read_text

_SINCE = "This rule was changed again since. Change it where it stands."
_GONE = "This rule was changed meanwhile. Look at the list again."


@dataclass(frozen=True, slots=True)
class RuleEdit:
    """What the safeguarding lead wants done.

    Attributes:
        reason: why; it stays in the history.
        rule_ids: versions in use to change or take out; empty to add.
        need_codes: kinds of help to add a rule to.
        draft: the rule as it is to be; None to take out.
    """

    reason: str
    rule_ids: tuple[str, ...] = ()
    need_codes: tuple[str, ...] = ()
    draft: RuleDraft | None = None


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version to be made.

    Attributes:
        need_code: the kind of help.
        draft: what it says.
        line: the key of the first version; empty for a new rule.
    """

    need_code: str
    draft: RuleDraft
    line: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an edit comes to.

    Attributes:
        nation: the hub's.
        gone: versions that go out of use.
        made: versions that come.
        before: every rule of the hub's nation, as the gate reads them now.
        after: the same as it would read them.
    """

    nation: Nation
    gone: tuple[RuleRow, ...]
    made: tuple[NewVersion, ...]
    before: tuple[Rule, ...]
    after: tuple[Rule, ...]

    @property
    def needs(self) -> frozenset[str]:
        """Codes of the kinds of help touched."""
        gone = frozenset(one.need_code for one in self.gone)
        return gone.union(one.need_code for one in self.made)


@cache
def shipped() -> tuple[Rule, ...]:
    """The rules every hub begins with, of all nations."""
    return rules_from(json.loads(read_text("rules.json")))


def laws(nation: str, need_codes: Iterable[str]) -> list[Rule]:
    """What the law asks for some kinds of help: the floor of every edit."""
    codes = set(need_codes)
    return [
        one
        for one in shipped()
        if one.basis == RuleBasis.LAW and one.nation == nation and one.need_code in codes
    ]


def as_rule(row: RuleRow) -> Rule:
    """A version as the gate reads it."""
    return draft_of(row).rule(row.nation, row.need_code)


def draft_of(row: RuleRow) -> RuleDraft:
    """A version as the form shows it."""
    return RuleDraft(
        row.check,
        row.level,
        row.basis,
        row.source,
        row.review_on,
        row.pairing_allowed,
        row.applies_when,
        row.eligibility_reason,
    )


def plan(session: Session, edit: RuleEdit, today: date) -> Plan:
    """Work an edit out and refuse what may not be.

    Args:
        session: an open session; inside a write when it is to be saved.
        edit: what is wanted.
        today: the laptop's own date.

    Raises:
        DomainError: the law would be gone below, a reason or source is missing, or nothing would change.
        NotFound: a rule is out of use.
    """
    if not edit.reason.strip():
        raise DomainError("Say why, so that others understand later.", field="reason")
    nation = gate.nation(session)
    rows = query.in_use(session, nation)
    held = {row.id: row for row in rows}
    if any(key not in held for key in edit.rule_ids):
        raise NotFound(_GONE)
    gone = [held[key] for key in dict.fromkeys(edit.rule_ids)]
    made = _made(edit, gone)
    if edit.draft is not None:
        changed = {one.line for one in made}
        gone = [row for row in gone if row.line in changed]
        refuse_odd_rule(edit.draft, nation, today)
    if not gone and not made:
        raise DomainError("Nothing is changed yet.")
    out = {row.id for row in gone}
    after = [as_rule(row) for row in rows if row.id not in out]
    after += [one.draft.rule(nation, one.need_code) for one in made]
    found = Plan(nation, tuple(gone), tuple(made), tuple(map(as_rule, rows)), tuple(after))
    _refuse(session, found)
    return found


def cited(
    session: Session, rule_ids: Sequence[str], source: str, review_on: date | None
) -> list[tuple[RuleRow, NewVersion]]:
    """The versions in which some rules name another source, or another day to be looked at again.

    Raises:
        DomainError: nothing would change.
        NotFound: a rule is out of use.
    """
    rows = [row for row in query.by_id(session, rule_ids) if row.voided_at is None]
    if len(rows) != len(set(rule_ids)):
        raise NotFound(_GONE)
    found = []
    for row in rows:
        held = draft_of(row)
        draft = replace(held, source=clean(source), review_on=review_on)
        if draft != held:
            found.append((row, NewVersion(row.need_code, draft, row.line)))
    if not found:
        raise DomainError("Nothing is changed yet.")
    return found


def labels(session: Session) -> dict[str, str]:
    """Names of all kinds of help, those out of use too, by code."""
    return {code: label for code, label in session.execute(select(NeedType.code, NeedType.label))}


def refuse_superseded(session: Session, made: Sequence[str]) -> None:
    """Refuse to undo the making of a version that is out of use by now: what followed it stands.

    Args:
        session: an open session.
        made: keys of records made by what is undone, of whatever kind.

    Raises:
        DomainError: one of them is such a version.
    """
    if any(row.voided_at is not None for row in query.by_id(session, made)):
        raise DomainError(_SINCE)


def refuse_undone(session: Session, rule_ids: Sequence[str], before: Sequence[Rule]) -> None:
    """Refuse to undo an edit of rules where what is left is no set of rules anybody decided on.

    Args:
        session: inside the write, everything undone in it.
        rule_ids: versions that came or went.
        before: the rules of the hub's nation as they stood.

    Raises:
        DomainError: a rule would be in use twice, or the law gone below.
    """
    touched = query.by_id(session, rule_ids)
    nation = gate.nation(session)
    rows = query.in_use(session, nation)
    twice = [line for line, count in Counter(row.line for row in rows).items() if count > 1]
    if set(twice) & {row.line for row in touched}:
        raise DomainError(_SINCE)
    needs = {row.need_code for row in touched}
    named = labels(session)
    after = _of(map(as_rule, rows), needs)
    refuse_weaker(_of(before, needs), after, laws(nation, needs), named)


def rules_in_use(session: Session) -> list[Rule]:
    """The rules of the hub's nation in use."""
    return [as_rule(row) for row in query.in_use(session, gate.nation(session))]


def _made(edit: RuleEdit, gone: Sequence[RuleRow]) -> list[NewVersion]:
    if edit.draft is None:
        return []
    draft = _tidy(edit.draft)
    if not edit.rule_ids:
        return [NewVersion(code, draft) for code in dict.fromkeys(edit.need_codes)]
    return [NewVersion(row.need_code, draft, row.line) for row in gone if draft_of(row) != draft]


def _tidy(draft: RuleDraft) -> RuleDraft:
    return replace(draft, source=clean(draft.source), eligibility_reason=clean(draft.eligibility_reason))


def _refuse(session: Session, found: Plan) -> None:
    named: Mapping[str, str] = labels(session)
    needs = found.needs
    if unknown := needs - set(named):
        raise DomainError(f"There is no such kind of help: {min(unknown)}.", field="need_codes")
    before, after = _of(found.before, needs), _of(found.after, needs)
    floor = laws(found.nation, needs)
    refuse_weaker(before, after, floor, named)
    refuse_twice(before, after, named)
    for one in found.made:
        refuse_not_opened(one.draft, found.nation, [one.need_code], floor)


def _of(rules: Iterable[Rule], needs: frozenset[str] | set[str]) -> list[Rule]:
    return [one for one in rules if one.need_code in needs]
