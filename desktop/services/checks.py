"""Checks: evidence about a volunteer, its number kept whole and shown by its last four digits."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.enums import CheckLevel, CheckStatus, CheckType, Role, RuleBasis
from db.models import Check, Person, ViewEntry, Volunteer
from db.queries import volunteers as query
from desktop.domain.clearance import Gate, judge, prepare
from desktop.domain.clearance_facts import TaskContext, VolunteerFacts
from desktop.domain.clearance_words import condition_words, lack_words
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.text import clean_lines, fold
from desktop.services import gate
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.needs import Need, needs
from desktop.services.records import get, set_fields, tidied, void

SCOTTISH_PVG = frozenset({CheckLevel.PVG_CHILDREN, CheckLevel.PVG_PROTECTED_ADULTS, CheckLevel.PVG_BOTH})
LEVELS: dict[CheckType, tuple[CheckLevel, ...]] = {
    CheckType.DBS: (
        CheckLevel.BASIC,
        CheckLevel.STANDARD,
        CheckLevel.ENHANCED,
        CheckLevel.ENHANCED_ADULTS_BARRED,
        CheckLevel.ENHANCED_CHILDREN_BARRED,
        CheckLevel.ENHANCED_BOTH_BARRED,
    ),
    CheckType.DISCLOSURE_SCOTLAND: (
        CheckLevel.LEVEL_1,
        CheckLevel.LEVEL_2,
        CheckLevel.LEVEL_2_BARRED,
        CheckLevel.PVG_CHILDREN,
        CheckLevel.PVG_PROTECTED_ADULTS,
        CheckLevel.PVG_BOTH,
    ),
    CheckType.ACCESS_NI: (
        CheckLevel.BASIC,
        CheckLevel.STANDARD,
        CheckLevel.ENHANCED,
        CheckLevel.ENHANCED_ADULTS_BARRED,
        CheckLevel.ENHANCED_CHILDREN_BARRED,
        CheckLevel.ENHANCED_BOTH_BARRED,
    ),
}
"""Levels each scheme has (DBS; Disclosure Scotland since April 2025; AccessNI); other checks have none."""


@dataclass(frozen=True, slots=True)
class CheckDraft:
    """A check as typed; see `db.models.Check` for what each field means."""

    type: CheckType
    status: CheckStatus = CheckStatus.NEEDED
    level: CheckLevel = CheckLevel.NONE
    reference: str = ""
    issued_on: date | None = None
    seen_by: str = ""
    seen_on: date | None = None
    review_on: date | None = None
    valid_to: date | None = None
    arranged_by_id: str | None = None
    paid_by_id: str | None = None


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check as shown: the number by its last four digits."""

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


class Checks(Service):
    """Verbs on checks."""

    @verb("check.see")
    def of(self, _actor: Actor, volunteer_id: str) -> list[CheckLine]:
        """A volunteer's checks in use, by type, newest first."""
        with self.store.read() as session:
            return [_line(one) for one in query.checks(session, volunteer_id)]

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
            return CheckDraft(**{name: getattr(check, name) for name in CheckDraft.__slots__})

    @verb("check.set")
    def save(self, actor: Actor, volunteer_id: str, draft: CheckDraft, check_id: str = "") -> Changes:
        """Record a check, or change one.

        Raises:
            DomainError: the level is not one of the scheme's, a date is impossible, the number is short, or
                the volunteer is said to have seen their own papers.
        """
        refuse_odd(draft, self.today())
        with self.store.write(actor.user_id) as work:
            volunteer = get(work.session, Volunteer, volunteer_id, "volunteer")
            _refuse_self(work.session, volunteer, draft.seen_by)
            values = tidied(draft, CheckDraft.__slots__)
            values["reference"] = bare_number(draft.reference)
            if check_id:
                check = get(work.session, Check, check_id, "check")
                if check.volunteer_id != volunteer_id:
                    raise DomainError("This check is somebody else’s. Open it from their page.")
                set_fields(check, values)
            else:
                check = Check(volunteer_id=volunteer.id, **values)
                work.add(check)
            work.session.flush()
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
            _refuse_self(work.session, volunteer, actor.name)
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

    @verb("check.see")
    def can_do(self, _actor: Actor, volunteer_id: str) -> list[CanDo]:
        """What a volunteer may do today, one line for each kind of help that is not private."""
        return self._what_they_can_do(volunteer_id)

    def _what_they_can_do(self, volunteer_id: str) -> list[CanDo]:
        with self.store.read() as session:
            get(session, Volunteer, volunteer_id, "volunteer")
            facts = gate.facts_of(session, [volunteer_id])[volunteer_id]
            rules, nation = gate.rules(session), gate.nation(session)
            today = gate.today(session, self.today()).day
            found = []
            for need in needs(session):
                if need.is_active and not need.is_private:
                    context = TaskContext(nation, need.code, today, at_door=need.at_door)
                    found.append(_can_do(need, prepare(rules, context), facts))
            return found


def bare_number(typed: str) -> str:
    """A certificate number as it is kept: without spaces and dashes, zeros in front kept."""
    return re.sub(r"[\s\-\u2010-\u2015]", "", typed)


def refuse_odd(draft: CheckDraft, today: date) -> None:
    """Refuse a check that cannot be.

    A DBS certificate number has 12 digits (DBS, sample certificates); a PVG membership number 16 (Disclosure
    Scotland).

    Raises:
        DomainError: with what to put right.
    """
    levels = LEVELS.get(draft.type, (CheckLevel.NONE,))
    if draft.level not in levels and (
        draft.status is CheckStatus.VERIFIED or draft.level is not CheckLevel.NONE
    ):
        raise DomainError("Choose a level this kind of check has.", field="level")
    number = bare_number(draft.reference)
    if number and draft.type is CheckType.DBS and not re.fullmatch(r"\d{12}", number):
        raise DomainError(
            "A DBS certificate number has 12 digits. Keep the zeros in front.", field="reference"
        )
    if number and draft.level in SCOTTISH_PVG and not re.fullmatch(r"\d{16}", number):
        raise DomainError("A PVG membership number has 16 digits.", field="reference")
    if draft.issued_on and draft.issued_on > today:
        raise DomainError("The date of issue is still to come.", field="issued_on")
    if draft.seen_on and draft.seen_on > today:
        raise DomainError("The day it was seen is still to come.", field="seen_on")
    if draft.issued_on and draft.valid_to and draft.valid_to < draft.issued_on:
        raise DomainError("It ends before it was issued.", field="valid_to")
    if draft.status is CheckStatus.EXEMPT:
        raise DomainError("The safeguarding lead records an exemption, with a reason.", field="status")
    if draft.status is CheckStatus.VERIFIED and not (draft.seen_by.strip() and draft.seen_on):
        raise DomainError("Say who saw it and when.", field="seen_by")


def _refuse_self(session: Session, volunteer: Volunteer, who: str) -> None:
    """Nobody decides about themselves (domain rule 3): names are all there is to tell by."""
    person = session.get_one(Person, volunteer.person_id)
    if who.strip() and fold(who) == fold(f"{person.first_name} {person.last_name}"):
        raise DomainError("Nobody decides about themselves. Ask somebody else to look.", field="seen_by")


def _can_do(need: Need, rules: Gate, facts: VolunteerFacts) -> CanDo:
    clearance = judge(rules, facts)
    if not clearance.passes:
        return CanDo(need.label, need.icon, False, None, lack_words(clearance.lacks[0]))
    kinds = {one.rule.check for one in rules.requirements}
    ends = [
        day
        for one in facts.checks
        if one.type in kinds
        for day in (one.review_on, one.valid_to, one.exempt_until)
        if day is not None and day >= rules.context.on_date
    ]
    words = "; ".join(condition_words(one) for one in clearance.conditions)
    return CanDo(need.label, need.icon, True, min(ends, default=None), words)


def _line(check: Check) -> CheckLine:
    return CheckLine(
        id=check.id,
        type=check.type,
        level=check.level,
        status=check.status,
        ends=check.reference[-4:],
        issued_on=check.issued_on,
        seen_by=check.seen_by,
        seen_on=check.seen_on,
        review_on=check.review_on,
        valid_to=check.valid_to,
        exempt_reason=check.exempt_reason,
        exempt_until=check.exempt_until,
        exempt_by=check.exempt_by,
    )
