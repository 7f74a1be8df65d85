"""Checks: evidence about a volunteer, its number kept whole and shown by its last four digits."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import Answer, CheckLevel, CheckStatus, CheckType, Role, RuleBasis, VolunteerStatus
from db.enums_checks import CheckDecision, StatusResult, Workforce
from db.models import Check, Organisation, Person, ViewEntry, Volunteer
from db.queries import volunteers as query
from db.session import UnitOfWork
from desktop.domain.check_entry import (
    LEVELS,
    CheckDraft,
    bare_number,
    fitting,
    kinds_for,
    refuse_not_eligible,
    refuse_odd,
    shown_number,
)
from desktop.domain.clearance import Gate, judge, prepare
from desktop.domain.clearance_evidence import papers_end
from desktop.domain.clearance_facts import CheckRecord, TaskContext, VolunteerFacts
from desktop.domain.clearance_words import condition_words, lack_words
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.text import clean_lines, fold
from desktop.services import gate
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.check_upkeep import is_due
from desktop.services.needs import Need, needs
from desktop.services.records import get, set_fields, tidied, void

_COMING = (VolunteerStatus.APPLIED, VolunteerStatus.CONTACTED)
__all__ = ["LEVELS", "CanDo", "CheckDraft", "CheckLine", "Checks", "Offered", "bare_number", "refuse_odd"]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check as shown: the number by its last four digits.

    Attributes:
        details_due: its certificate information is to be destroyed.
    """

    id: str
    type: CheckType
    level: CheckLevel
    status: CheckStatus
    ends: str
    issued_on: date | None
    seen_by: str
    seen_on: date | None
    review_on: date | None
    valid_to: date | None
    exempt_reason: str
    exempt_until: date | None
    exempt_by: str = ""
    workforce: Workforce = Workforce.NOT_SAID
    position: str = ""
    decision: CheckDecision = CheckDecision.NOT_DECIDED
    decided_by: str = ""
    decided_on: date | None = None
    decision_reference: str = ""
    update_service: Answer = Answer.NOT_ASKED
    status_result: StatusResult = StatusResult.NOT_ASKED
    status_on: date | None = None
    references_in: int | None = None
    licence_to: date | None = None
    insurance_to: date | None = None
    mot_to: date | None = None
    business_to: date | None = None
    details_due: bool = False


@dataclass(frozen=True, slots=True)
class CanDo:
    """Whether a volunteer may do one kind of task today, the reason for the task not being known.

    Attributes:
        until: the last day it holds, when a check of it ends; None while none does.
        words: what is lacking, or what it hangs on; empty for nothing.
    """

    need: str
    icon: str
    can: bool
    until: date | None
    words: str


@dataclass(frozen=True, slots=True)
class Offered:
    """What a check's form offers.

    Attributes:
        kinds: of check, the scheme of the hub's nation first.
        organisations: key and name, for who arranges and who pays.
    """

    kinds: tuple[CheckType, ...]
    organisations: tuple[tuple[str, str], ...]


class Checks(Service):
    """Verbs on checks."""

    @verb("check.see")
    def offered(self, _actor: Actor) -> Offered:
        """What a check's form offers."""
        with self.store.read() as session:
            named = select(Organisation.id, Organisation.name).where(Organisation.voided_at.is_(None))
            rows = session.execute(named.order_by(Organisation.name.collate("NOCASE"), Organisation.id))
            return Offered(tuple(kinds_for(gate.nation(session))), tuple((key, name) for key, name in rows))

    @verb("check.see", glass=("volunteer", "checks"))
    def of(self, _actor: Actor, volunteer_id: str) -> list[CheckLine]:
        """A volunteer's checks in use, by type, newest first."""
        with self.store.read() as session:
            today = self.today()
            return [_line(one, is_due(one, today)) for one in query.checks(session, volunteer_id)]

    @verb("check.set")
    def get(self, actor: Actor, check_id: str) -> CheckDraft:
        """One check whole, for the form; looking at a number is recorded."""
        with self.store.write(actor.user_id) as work:
            check = get(work.session, Check, check_id, "check")
            if check.reference:
                seen = ViewEntry(
                    at=self.now(), by_id=actor.user_id, entity="check_record", row_id=check_id, what="number"
                )
                work.add(seen)
            draft = CheckDraft(**{name: getattr(check, name) for name in CheckDraft.__slots__})
            return replace(draft, reference=shown_number(draft.level, draft.reference))

    @verb("check.set")
    def save(self, actor: Actor, volunteer_id: str, draft: CheckDraft, check_id: str = "") -> Changes:
        """Record a check, or change one.

        Raises:
            DomainError: the level is not one of the scheme's or needs a reason, a date is impossible, the
                number is short, or the volunteer is said to have seen or judged their own papers.
        """
        with self.store.write(actor.user_id) as work:
            write_check(work, volunteer_id, draft, check_id, self.today())
            return changes(work, volunteer_id, "Check recorded")

    @verb("check.set")
    def exempt(self, actor: Actor, volunteer_id: str, kind: CheckType, reason: str, until: date) -> Changes:
        """Record that a volunteer may do without a check the hub asks for of its own accord.

        Args:
            actor: the safeguarding lead.
            volunteer_id: the volunteer.
            kind: the check.
            reason: why.
            until: the last day it holds.

        Returns:
            What was touched.

        Raises:
            NotAllowed: the actor is not a safeguarding lead.
            DomainError: the law asks for the check, or reason or date is missing (domain rule 3).
        """
        if Role.LEAD not in actor.roles:
            raise NotAllowed("Only the safeguarding lead may record an exemption.")
        if not reason.strip():
            raise DomainError("Say why, so that others understand later.", field="exempt_reason")
        if until < self.today():
            raise DomainError("The last day has passed already.", field="exempt_until")
        with self.store.write(actor.user_id) as work:
            volunteer = get(work.session, Volunteer, volunteer_id, "volunteer")
            _refuse_self(work.session, volunteer, actor.name, "exempt_reason")
            asked = [rule for rule in gate.rules(work.session) if rule.check == kind]
            if asked and all(rule.basis == RuleBasis.LAW for rule in asked):
                raise DomainError("The law asks for this check, so there is no exemption from it.")
            values = {
                "status": CheckStatus.EXEMPT,
                "exempt_reason": clean_lines(reason),
                "exempt_by": actor.name,
                "exempt_until": until,
            }
            held = [one for one in query.checks(work.session, volunteer_id) if one.type is kind]
            standing = next((one for one in held if one.status is CheckStatus.EXEMPT), None)
            if standing is None:
                work.add(Check(volunteer_id=volunteer_id, type=kind, **values))
            else:
                set_fields(standing, values)
            work.session.flush()
            return changes(work, volunteer_id, "Exemption recorded")

    @verb("check.set")
    def void(self, actor: Actor, check_id: str, reason: str) -> Changes:
        """Take a check out of use; it no longer clears anybody."""
        with self.store.write(actor.user_id) as work:
            check = get(work.session, Check, check_id, "check")
            void(check, reason, self.now())
            return changes(work, check.volunteer_id, "Check voided")

    @verb("volunteer.see")
    def cleared(self, _actor: Actor, volunteer_id: str) -> list[str]:
        """The kinds of help a volunteer may give today, those not private.

        It is all that most accounts are told of somebody's checks (domain rule 14).
        """
        return [one.need for one in self._what_they_can_do(volunteer_id) if one.can]

    @verb("volunteer.see")
    def ready_for(self, _actor: Actor, volunteer_id: str) -> list[str]:
        """The kinds of help somebody could give today, once they are inducted and taken on."""
        return [one.need for one in self._what_they_can_do(volunteer_id, once_active=True) if one.can]

    @verb("check.see")
    def can_do(self, _actor: Actor, volunteer_id: str) -> list[CanDo]:
        """What a volunteer may do today, one line for each kind of help that is not private."""
        return self._what_they_can_do(volunteer_id)

    def _what_they_can_do(self, volunteer_id: str, *, once_active: bool = False) -> list[CanDo]:
        with self.store.read() as session:
            get(session, Volunteer, volunteer_id, "volunteer")
            facts = gate.facts_of(session, [volunteer_id])[volunteer_id]
            if once_active and facts.status in _COMING:
                inducted = CheckRecord(CheckType.INDUCTION, CheckStatus.VERIFIED, issued_on=self.today())
                facts = replace(facts, status=VolunteerStatus.ACTIVE, checks=(*facts.checks, inducted))
            rules, nation = gate.rules(session), gate.nation(session)
            today = gate.today(session, self.today()).day
            found = []
            for need in needs(session):
                if need.is_active and not need.is_private:
                    context = TaskContext(nation, need.code, today, at_door=need.at_door)
                    found.append(_can_do(need, prepare(rules, context), facts))
            return found


def write_check(work: UnitOfWork, volunteer_id: str, draft: CheckDraft, check_id: str, today: date) -> Check:
    """Write a check inside a transaction, new or changed; see `Checks.save`."""
    refuse_odd(draft, today)
    draft = fitting(draft)
    volunteer = get(work.session, Volunteer, volunteer_id, "volunteer")
    _refuse_self(work.session, volunteer, draft.seen_by, "seen_by")
    _refuse_self(work.session, volunteer, draft.decided_by, "decided_by")
    law = [rule for rule in gate.rules(work.session) if rule.basis == RuleBasis.LAW]
    named = {CheckLevel(rule.minimum_level) for rule in law if rule.check == draft.type}
    refuse_not_eligible(draft, frozenset(named))
    values = tidied(draft, CheckDraft.__slots__)
    if check_id:
        check = get(work.session, Check, check_id, "check")
        if check.volunteer_id != volunteer_id:
            raise DomainError("This check is somebody else’s. Open it from their page.")
        set_fields(check, values)
    else:
        check = Check(volunteer_id=volunteer.id, **values)
        work.add(check)
    work.session.flush()
    return check


def _refuse_self(session: Session, volunteer: Volunteer, who: str, field: str) -> None:
    """Nobody decides about themselves (domain rule 3): names are all there is to tell by."""
    person = session.get_one(Person, volunteer.person_id)
    if who.strip() and fold(who) == fold(f"{person.first_name} {person.last_name}"):
        raise DomainError("Nobody decides about themselves. Ask somebody else to look.", field=field)


def _can_do(need: Need, rules: Gate, facts: VolunteerFacts) -> CanDo:
    clearance = judge(rules, facts)
    if not clearance.passes:
        return CanDo(need.label, need.icon, False, None, lack_words(clearance.lacks[0]))
    kinds = {one.rule.check for one in rules.requirements}
    ends = [
        day
        for one in facts.checks
        if one.type in kinds
        for day in (one.review_on, one.valid_to, one.exempt_until, papers_end(one))
        if day is not None and day >= rules.context.on_date
    ]
    words = "; ".join(condition_words(one) for one in clearance.conditions)
    return CanDo(need.label, need.icon, True, min(ends, default=None), words)


def _line(check: Check, details_due: bool) -> CheckLine:
    plain = (name for name in CheckLine.__slots__ if name not in ("ends", "details_due"))
    held = {name: getattr(check, name) for name in plain}
    return CheckLine(ends=check.reference[-4:], details_due=details_due, **held)
