"""What a check record may say: the schemes with their levels, numbers and dates, and nothing beyond them.

Levels and numbers: DBS (gov.uk, DBS checks), Disclosure Scotland since 1 April 2025 (Disclosure (Scotland)
Act 2020; SSI 2025/27), AccessNI. What may be kept is what the disclosure bodies' handling policies list.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from db.enums import Answer, CheckLevel, CheckStatus, CheckType, Nation
from db.enums_checks import CheckDecision, StatusResult, Workforce
from desktop.domain.clearance_evidence import PAPERS, PAPERS_ASKED, REFERENCES_ASKED, SCHEMES, papers_end
from desktop.domain.errors import DomainError

_UK_LEVELS = (
    CheckLevel.BASIC,
    CheckLevel.STANDARD,
    CheckLevel.ENHANCED,
    CheckLevel.ENHANCED_ADULTS_BARRED,
    CheckLevel.ENHANCED_CHILDREN_BARRED,
    CheckLevel.ENHANCED_BOTH_BARRED,
)
SCOTTISH_PVG = frozenset({CheckLevel.PVG_CHILDREN, CheckLevel.PVG_PROTECTED_ADULTS, CheckLevel.PVG_BOTH})
LEVELS: dict[CheckType, tuple[CheckLevel, ...]] = {
    CheckType.DBS: _UK_LEVELS,
    CheckType.DISCLOSURE_SCOTLAND: (
        CheckLevel.LEVEL_1,
        CheckLevel.LEVEL_2,
        CheckLevel.LEVEL_2_BARRED,
        CheckLevel.PVG_CHILDREN,
        CheckLevel.PVG_PROTECTED_ADULTS,
        CheckLevel.PVG_BOTH,
    ),
    CheckType.ACCESS_NI: _UK_LEVELS,
}
"""Levels each scheme has (DBS; Disclosure Scotland since April 2025; AccessNI); other checks have none."""
LEGACY = (CheckLevel.BASIC, CheckLevel.STANDARD, CheckLevel.ENHANCED, CheckLevel.PVG)
"""Disclosure Scotland's levels of before the change, kept as history: they clear nobody."""
LEGACY_BEFORE = date(2025, 4, 1)
OPEN_LEVELS = frozenset({CheckLevel.NONE, CheckLevel.BASIC, CheckLevel.LEVEL_1})
"""Levels anybody may be asked for; for all others the role must be eligible."""
_WORKFORCE = frozenset({CheckType.DBS, CheckType.ACCESS_NI})
"""Schemes whose certificates name a workforce; Disclosure Scotland's levels say it themselves."""
_SCHEME_OF = {
    Nation.SCOTLAND: CheckType.DISCLOSURE_SCOTLAND,
    Nation.NORTHERN_IRELAND: CheckType.ACCESS_NI,
}
_SCHEME_FIELDS: Mapping[str, Any] = {
    "position": "",
    "eligibility_reason": "",
    "decision": CheckDecision.NOT_DECIDED,
    "decided_by": "",
    "decided_on": None,
    "decision_reference": "",
}
_UPDATE_FIELDS: Mapping[str, Any] = {
    "update_service": Answer.NOT_ASKED,
    "update_consent": Answer.NOT_ASKED,
    "status_result": StatusResult.NOT_ASKED,
    "status_on": None,
}


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
    workforce: Workforce = Workforce.NOT_SAID
    position: str = ""
    eligibility_reason: str = ""
    decision: CheckDecision = CheckDecision.NOT_DECIDED
    decided_by: str = ""
    decided_on: date | None = None
    decision_reference: str = ""
    update_service: Answer = Answer.NOT_ASKED
    update_consent: Answer = Answer.NOT_ASKED
    status_result: StatusResult = StatusResult.NOT_ASKED
    status_on: date | None = None
    references_in: int | None = None
    licence_to: date | None = None
    insurance_to: date | None = None
    mot_to: date | None = None
    business_to: date | None = None


def scheme_of(nation: Nation) -> CheckType:
    """The scheme of a nation: it goes by where the decision is made, not by where a volunteer lives."""
    return _SCHEME_OF.get(nation, CheckType.DBS)


def kinds_for(nation: Nation) -> list[CheckType]:
    """Kinds of check in the order a hub is offered them: its own nation's scheme first."""
    own = scheme_of(nation)
    return [own, *(kind for kind in CheckType if kind is not own)]


def levels_of(kind: CheckType) -> tuple[CheckLevel, ...]:
    """Every level a record of a kind may have, those of history last."""
    return LEVELS.get(kind, (CheckLevel.NONE,)) + (LEGACY if kind is CheckType.DISCLOSURE_SCOTLAND else ())


def has_workforce(kind: CheckType) -> bool:
    """Whether certificates of a kind name a workforce."""
    return kind in _WORKFORCE


def has_updates(kind: CheckType) -> bool:
    """Whether there is an Update Service: the DBS alone has one."""
    return kind is CheckType.DBS


def bare_number(typed: str) -> str:
    """A certificate number as it is kept: without spaces and dashes, zeros in front kept."""
    return re.sub(r"[\s\-\u2010-\u2015]", "", typed)


def shown_number(level: CheckLevel, number: str) -> str:
    """A number as the form shows it: a PVG membership number in fours, as on its certificate."""
    if level not in SCOTTISH_PVG or len(number) != 16:
        return number
    return " ".join(number[at : at + 4] for at in range(0, 16, 4))


def fitting(draft: CheckDraft) -> CheckDraft:
    """The draft without what its kind of check does not have; driving papers end with the first of them."""
    blank: dict[str, Any] = {"reference": bare_number(draft.reference)}
    if draft.type not in SCHEMES:
        blank |= _SCHEME_FIELDS
    if not has_workforce(draft.type):
        blank["workforce"] = Workforce.NOT_SAID
    if not has_updates(draft.type):
        blank |= _UPDATE_FIELDS
    if draft.type is not CheckType.REFERENCES:
        blank["references_in"] = None
    if draft.type is CheckType.DRIVING_PAPERS:
        blank["valid_to"] = papers_end(draft) or draft.valid_to
    else:
        blank |= dict.fromkeys(PAPERS)
    return replace(draft, **blank)


def refuse_odd(draft: CheckDraft, today: date) -> None:
    """Refuse a check that cannot be.

    Raises:
        DomainError: with what to put right.
    """
    draft = fitting(draft)
    _refuse_level(draft)
    _refuse_number(draft)
    for name, words in _NOT_YET.items():
        day = getattr(draft, name)
        if day is not None and day > today:
            raise DomainError(words, field=name)
    if draft.issued_on and draft.valid_to and draft.valid_to < draft.issued_on:
        raise DomainError("It ends before it was issued.", field="valid_to")
    if draft.status is CheckStatus.EXEMPT:
        raise DomainError("The safeguarding lead records an exemption, with a reason.", field="status")
    if draft.status is CheckStatus.VERIFIED:
        _refuse_unseen(draft)
    _refuse_decision(draft)
    _refuse_update(draft)


def refuse_not_eligible(draft: CheckDraft, asked_by_law: frozenset[CheckLevel]) -> None:
    """Refuse a level nobody has said the role is eligible for.

    Standard, enhanced, level 2 and PVG may only be asked for where the law makes a role eligible (domain rule
    3): a rule of the hub's that is law says so, or else a reason does.

    Raises:
        DomainError: the reason is missing.
    """
    open_to_all = draft.type not in SCHEMES or draft.level in OPEN_LEVELS or draft.level in asked_by_law
    if not open_to_all and draft.level not in legacy_of(draft) and not draft.eligibility_reason.strip():
        raise DomainError(
            "Say why this role is eligible for this level, such as the task and the law.",
            field="eligibility_reason",
        )


def legacy_of(draft: CheckDraft) -> tuple[CheckLevel, ...]:
    """The levels of a draft's scheme that are history."""
    return LEGACY if draft.type is CheckType.DISCLOSURE_SCOTLAND else ()


_NOT_YET = {
    "issued_on": "The date of issue is still to come.",
    "seen_on": "The day it was seen is still to come.",
    "decided_on": "The day of the decision is still to come.",
    "status_on": "The day of the status check is still to come.",
}


def _refuse_level(draft: CheckDraft) -> None:
    has_level = draft.status is CheckStatus.VERIFIED or draft.level is not CheckLevel.NONE
    if draft.level in legacy_of(draft):
        if draft.issued_on is None or draft.issued_on >= LEGACY_BEFORE:
            raise DomainError(
                "This level ended on 1 April 2025. Give an earlier date of issue, or another level.",
                field="level",
            )
    elif has_level and draft.level not in LEVELS.get(draft.type, (CheckLevel.NONE,)):
        raise DomainError("Choose a level this kind of check has.", field="level")


def _refuse_number(draft: CheckDraft) -> None:
    """A DBS number has 12 digits (DBS, sample certificates), a PVG membership 16 (Disclosure Scotland)."""
    number = draft.reference
    if number and draft.type is CheckType.DBS and not re.fullmatch(r"[0-9]{12}", number):
        raise DomainError(
            "A DBS certificate number has 12 digits. Keep the zeros in front.", field="reference"
        )
    if number and draft.level in SCOTTISH_PVG and not re.fullmatch(r"[0-9]{16}", number):
        raise DomainError("A PVG membership number has 16 digits.", field="reference")


def _refuse_unseen(draft: CheckDraft) -> None:
    """Whatever is said to have been seen was seen by somebody, and whole."""
    if not (draft.seen_by.strip() and draft.seen_on):
        raise DomainError("Say who saw it and when.", field="seen_by")
    if draft.references_in is not None and draft.references_in != REFERENCES_ASKED:
        raise DomainError(
            "Both references are needed first. Until then it stands at “Not back yet”.", field="references_in"
        )
    if draft.type is CheckType.DRIVING_PAPERS:
        missing = [name for name in PAPERS_ASKED if getattr(draft, name) is None]
        if missing:
            raise DomainError(
                "Give the last day of the licence and of the insurance: the law asks for both.",
                field=missing[0],
            )


def _refuse_decision(draft: CheckDraft) -> None:
    if draft.decision is not CheckDecision.NOT_DECIDED and not (
        draft.decided_by.strip() and draft.decided_on
    ):
        raise DomainError("Say who decided and when.", field="decided_by")


def _refuse_update(draft: CheckDraft) -> None:
    """A status check needs a subscription to a certificate that can have one, consent and a day.

    The Update Service holds standard and enhanced certificates (gov.uk, DBS Update Service: employer guide).
    """
    if draft.update_service is Answer.YES and draft.level is CheckLevel.BASIC:
        raise DomainError("The Update Service has no basic checks.", field="update_service")
    if draft.status_result is StatusResult.NOT_ASKED:
        if draft.status_on is not None:
            raise DomainError("Say what the Update Service answered.", field="status_result")
        return
    if draft.update_service is not Answer.YES or draft.update_consent is not Answer.YES:
        raise DomainError(
            "A status check needs a subscription, and the volunteer’s consent.", field="update_consent"
        )
    if draft.status_on is None:
        raise DomainError("Say when the Update Service was asked.", field="status_on")
