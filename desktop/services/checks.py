"""Checks: evidence about a volunteer, its number kept whole and shown by its last four digits."""

import re
from dataclasses import dataclass
from datetime import date

from db.enums import CheckLevel, CheckStatus, CheckType
from db.models import Check, ViewEntry, Volunteer
from db.queries import volunteers as query
from desktop.domain.errors import DomainError
from desktop.services.base import Actor, Changes, Service, changes, verb
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
            DomainError: the level is not one of the scheme's, a date is impossible, or the number is short.
        """
        _refuse_odd(draft, self.today())
        with self.store.write(actor.user_id) as work:
            volunteer = get(work.session, Volunteer, volunteer_id, "volunteer")
            values = tidied(draft, CheckDraft.__slots__)
            values["reference"] = re.sub(r"\s", "", draft.reference)
            if check_id:
                check = get(work.session, Check, check_id, "check")
                set_fields(check, values)
            else:
                check = Check(volunteer_id=volunteer.id, **values)
                work.add(check)
            work.session.flush()
            return changes(work, volunteer_id, "Check recorded")

    @verb("check.set")
    def void(self, actor: Actor, check_id: str, reason: str) -> Changes:
        """Take a check out of use; it no longer clears anybody."""
        with self.store.write(actor.user_id) as work:
            check = get(work.session, Check, check_id, "check")
            void(check, reason, self.now())
            return changes(work, check.volunteer_id, "Check voided")


def _refuse_odd(draft: CheckDraft, today: date) -> None:
    levels = LEVELS.get(draft.type, (CheckLevel.NONE,))
    if draft.level not in levels and (
        draft.status is CheckStatus.VERIFIED or draft.level is not CheckLevel.NONE
    ):
        raise DomainError("Choose a level this kind of check has.", field="level")
    number = re.sub(r"\s", "", draft.reference)
    if number and draft.type is CheckType.DBS and not re.fullmatch(r"\d{12}", number):
        raise DomainError(
            "A DBS certificate number has 12 digits. Keep the zeros in front.", field="reference"
        )
    if number and draft.level in SCOTTISH_PVG and not re.fullmatch(r"\d{16}", number):
        raise DomainError("A PVG membership number has 16 digits.", field="reference")
    if draft.issued_on and draft.issued_on > today:
        raise DomainError("The date of issue is still to come.", field="issued_on")
    if draft.status is CheckStatus.VERIFIED and not (draft.seen_by.strip() and draft.seen_on):
        raise DomainError("Say who saw it and when.", field="seen_by")


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
    )
