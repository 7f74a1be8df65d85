"""Clearance rules: what each kind of help needs, and their edits by the safeguarding lead.

A version is never changed: the next takes its place, with a reason, and the gate reads it from that moment.
"""

from collections.abc import Sequence
from datetime import date

from db.enums import Nation
from db.models import ClearanceRule
from db.queries import history as log
from db.queries import rules as query
from db.queries.rules import RuleRow
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.rule_edits import refuse_uncited
from desktop.domain.text import clean_lines
from desktop.services import gate
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.needs import needs
from desktop.services.rule_lists import RulesOffered, RuleVersion, TaskRules, listed, rule_checks, versions
from desktop.services.rule_plans import NewVersion, RuleEdit, cited, laws, plan
from desktop.services.rule_previews import RulePreview, preview


class Rules(Service):
    """Verbs on clearance rules."""

    @verb("rule.see")
    def table(self, _actor: Actor) -> list[TaskRules]:
        """What each kind of help in use needs, in the hub's order."""
        with self.store.read() as session:
            nation, today = gate.nation(session), gate.today(session, self.today()).day
            rows, kinds = query.in_use(session, nation), needs(session)
        return listed(kinds, rows, laws(nation, [one.code for one in kinds]), today)

    @verb("rule.see")
    def offered(self, _actor: Actor) -> RulesOffered:
        """What the form of a rule offers."""
        with self.store.read() as session:
            nation = gate.nation(session)
            kinds = tuple((one.code, one.label) for one in needs(session) if one.is_active)
            sources = dict.fromkeys(row.source for row in query.in_use(session, nation) if row.source)
        return RulesOffered(nation, tuple(rule_checks(nation)), kinds, tuple(sources))

    @verb("rule.see")
    def history(self, _actor: Actor, need_code: str) -> list[RuleVersion]:
        """Every version of the rules of one kind of help, the newest first."""
        with self.store.read() as session:
            rows = query.of_need(session, gate.nation(session), need_code)
            return versions(rows, log.of_rows(session, [row.id for row in rows]))

    @verb("rule.set")
    def preview(self, _actor: Actor, edit: RuleEdit) -> RulePreview:
        """Who would lose or gain clearance by an edit, and what that would stop; nothing is written.

        Raises:
            DomainError: as for `save`.
        """
        with self.store.read() as session:
            return preview(session, plan(session, edit, self.today()), self.today())

    @verb("rule.set")
    def save(self, actor: Actor, edit: RuleEdit) -> Changes:
        """Add, change or take out rules; from this moment on the gate asks for what they say.

        Raises:
            NotAllowed: the actor is not a safeguarding lead.
            DomainError: it would ask for less than the law; a reason, a source or a day to look at it again
                is missing; nothing opens the level to the role; or nothing would change.
        """
        with self.store.write(actor.user_id) as work:
            planned = plan(work.session, edit, self.today())
            self._end(work, planned.gone, edit.reason)
            made = _write(work, planned.nation, planned.made, edit.reason)
            return changes(work, made or planned.gone[0].id, _said(len(planned.gone), len(planned.made)))

    @verb("rule.set")
    def cite(
        self, actor: Actor, rule_ids: Sequence[str], source: str, review_on: date | None, reason: str
    ) -> Changes:
        """Record that rules were looked at: their source as it is called now, and when to look again.

        What they ask for stays, so nobody's clearance changes.

        Raises:
            NotAllowed: the actor is not a safeguarding lead.
            DomainError: a reason, the source or the day is missing; or nothing would change.
        """
        if not reason.strip():
            raise DomainError("Say why, so that others understand later.", field="reason")
        refuse_uncited(source, review_on, self.today())
        with self.store.write(actor.user_id) as work:
            found = cited(work.session, rule_ids, source, review_on)
            self._end(work, [row for row, _new in found], reason)
            made = _write(work, gate.nation(work.session), [new for _row, new in found], reason)
            return changes(work, made, "Recorded that the rules were looked at")

    def _end(self, work: UnitOfWork, rows: Sequence[RuleRow], reason: str) -> None:
        ended = {"voided_at": self.now(), "void_reason": clean_lines(reason)}
        work.update_many(ClearanceRule, {row.id: ended for row in rows})


def _write(work: UnitOfWork, nation: Nation, made: Sequence[NewVersion], reason: str) -> str:
    """Write new versions; the key of the first, empty for none."""
    last = query.last_versions(work.session, [one.line for one in made if one.line])
    rows = [
        {
            "nation": nation,
            "need_code": one.need_code,
            "check_type": one.draft.check,
            "level": one.draft.level,
            "basis": one.draft.basis,
            "source": one.draft.source,
            "review_on": one.draft.review_on,
            "pairing_allowed": one.draft.pairing_allowed,
            "applies_when": one.draft.applies_when,
            "version": last.get(one.line, 0) + 1,
            "first_id": one.line or None,
            "eligibility_reason": one.draft.eligibility_reason,
            "reason": clean_lines(reason),
        }
        for one in made
    ]
    keys = work.insert_many(ClearanceRule, rows)
    return keys[0] if keys else ""


def _said(gone: int, made: int) -> str:
    if not made:
        return "Rule taken out" if gone == 1 else f"{gone} rules taken out"
    if not gone:
        return "Rule added" if made == 1 else f"{made} rules added"
    return "Rule changed" if made == 1 else f"{made} rules changed"
