"""What a check record may say, scheme by scheme."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums import Answer, CheckLevel, CheckStatus, CheckType, Nation
from db.enums_checks import CheckDecision, StatusResult, Workforce
from desktop.domain.check_entry import (
    LEGACY,
    LEVELS,
    CheckDraft,
    bare_number,
    fitting,
    kinds_for,
    levels_of,
    refuse_not_eligible,
    refuse_odd,
    scheme_of,
    shown_number,
)
from desktop.domain.errors import DomainError

TODAY = date(2026, 11, 17)
OLD, NEW = date(2025, 3, 31), date(2025, 4, 1)
DBS = CheckDraft(
    CheckType.DBS,
    CheckStatus.VERIFIED,
    CheckLevel.ENHANCED,
    "001234567890",
    OLD,
    "Helen",
    TODAY,
    update_service=Answer.YES,
    update_consent=Answer.YES,
)
SCOTTISH = CheckDraft(CheckType.DISCLOSURE_SCOTLAND, CheckStatus.APPLIED, CheckLevel.PVG_BOTH)
PAPERS = CheckDraft(
    CheckType.DRIVING_PAPERS,
    CheckStatus.VERIFIED,
    seen_by="Helen",
    seen_on=TODAY,
    licence_to=date(2040, 1, 1),
    insurance_to=date(2027, 3, 1),
    mot_to=date(2027, 2, 1),
)
REFERENCES = CheckDraft(
    CheckType.REFERENCES, CheckStatus.VERIFIED, seen_by="Helen", seen_on=TODAY, references_in=2
)


@pytest.mark.parametrize(
    ("nation", "scheme"),
    [
        (Nation.ENGLAND, CheckType.DBS),
        (Nation.WALES, CheckType.DBS),
        (Nation.SCOTLAND, CheckType.DISCLOSURE_SCOTLAND),
        (Nation.NORTHERN_IRELAND, CheckType.ACCESS_NI),
    ],
)
def test_the_scheme_of_the_nation_comes_first_and_none_is_left_out(nation: Nation, scheme: CheckType) -> None:
    assert scheme_of(nation) is scheme
    assert kinds_for(nation)[0] is scheme
    assert sorted(kinds_for(nation)) == sorted(CheckType)


@pytest.mark.parametrize("level", LEGACY)
def test_levels_of_before_april_2025_are_history_only(level: CheckLevel) -> None:
    assert level in levels_of(CheckType.DISCLOSURE_SCOTLAND)
    assert level not in LEVELS[CheckType.DISCLOSURE_SCOTLAND]
    refuse_odd(replace(SCOTTISH, level=level, issued_on=OLD), TODAY)
    for issued in (NEW, None):
        with pytest.raises(DomainError, match="1 April 2025"):
            refuse_odd(replace(SCOTTISH, level=level, issued_on=issued), TODAY)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(DBS, reference="00123456789"), "reference"),
        (replace(DBS, reference="٠٠١٢٣٤٥٦٧٨٩٠"), "reference"),
        (replace(SCOTTISH, reference="001234567890"), "reference"),
        (replace(DBS, decision=CheckDecision.SUITABLE), "decided_by"),
        (replace(DBS, decision=CheckDecision.NOT_FOR_REGULATED, decided_by="Helen"), "decided_by"),
        (replace(DBS, decided_on=date(2026, 11, 18)), "decided_on"),
        (replace(DBS, status_result=StatusResult.NO_CHANGE), "status_on"),
        (replace(DBS, status_on=TODAY), "status_result"),
        (replace(DBS, status_on=date(2026, 11, 18), status_result=StatusResult.NO_CHANGE), "status_on"),
        (
            replace(DBS, status_result=StatusResult.NO_CHANGE, status_on=TODAY, update_consent=Answer.NO),
            "update_consent",
        ),
        (replace(DBS, level=CheckLevel.BASIC), "update_service"),
        (replace(PAPERS, insurance_to=None), "insurance_to"),
        (replace(PAPERS, licence_to=None), "licence_to"),
        (replace(REFERENCES, references_in=1), "references_in"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(draft: CheckDraft, field: str) -> None:
    with pytest.raises(DomainError) as refused:
        refuse_odd(draft, TODAY)
    assert refused.value.field == field
    assert "barred" not in refused.value.user_message


@pytest.mark.parametrize(
    "draft",
    [
        DBS,
        PAPERS,
        REFERENCES,
        replace(REFERENCES, status=CheckStatus.IN_PROGRESS, references_in=1),
        replace(DBS, status_result=StatusResult.CHANGED, status_on=TODAY),
        replace(SCOTTISH, reference="0012 3456 7890 1234"),
        CheckDraft(CheckType.ACCESS_NI, CheckStatus.APPLIED, CheckLevel.ENHANCED, "NI-0042/x"),
        replace(PAPERS, status=CheckStatus.APPLIED, insurance_to=None),
    ],
)
def test_what_can_be_is_taken(draft: CheckDraft) -> None:
    refuse_odd(draft, TODAY)


@given(st.text(alphabet="0123456789", min_size=16, max_size=16))
def test_a_pvg_number_is_shown_in_fours_and_kept_bare(number: str) -> None:
    shown = shown_number(CheckLevel.PVG_BOTH, number)
    assert [len(part) for part in shown.split(" ")] == [4, 4, 4, 4]
    assert bare_number(shown) == number
    assert shown_number(CheckLevel.ENHANCED, number) == number


def test_a_kind_keeps_only_what_it_has() -> None:
    crowded: dict[str, Any] = {
        "workforce": Workforce.ADULT,
        "references_in": 1,
        "insurance_to": TODAY,
        "update_service": Answer.YES,
        "decision": CheckDecision.SUITABLE,
        "decided_by": "Helen",
        "eligibility_reason": "Shops",
    }
    kept = {kind: fitting(CheckDraft(kind, **crowded)) for kind in CheckType}
    assert [kind for kind, one in kept.items() if one.workforce is Workforce.ADULT] == [
        CheckType.DBS,
        CheckType.ACCESS_NI,
    ]
    assert [kind for kind, one in kept.items() if one.update_service is Answer.YES] == [CheckType.DBS]
    assert [kind for kind, one in kept.items() if one.references_in] == [CheckType.REFERENCES]
    assert [kind for kind, one in kept.items() if one.insurance_to] == [CheckType.DRIVING_PAPERS]
    assert {kind for kind, one in kept.items() if one.decided_by} == set(LEVELS)


def test_the_first_driving_paper_to_end_is_the_end() -> None:
    assert fitting(PAPERS).valid_to == PAPERS.mot_to
    none = replace(PAPERS, licence_to=None, insurance_to=None, mot_to=None, valid_to=TODAY)
    assert fitting(none).valid_to == TODAY


@pytest.mark.parametrize(
    ("kind", "level", "needs_reason"),
    [
        (CheckType.DBS, CheckLevel.BASIC, False),
        (CheckType.DBS, CheckLevel.STANDARD, True),
        (CheckType.DBS, CheckLevel.ENHANCED, True),
        (CheckType.DBS, CheckLevel.ENHANCED_ADULTS_BARRED, False),
        (CheckType.DISCLOSURE_SCOTLAND, CheckLevel.LEVEL_1, False),
        (CheckType.DISCLOSURE_SCOTLAND, CheckLevel.LEVEL_2, True),
        (CheckType.DISCLOSURE_SCOTLAND, CheckLevel.PVG, False),
        (CheckType.FIRST_AID, CheckLevel.NONE, False),
    ],
)
def test_a_level_not_everybody_may_be_asked_for_needs_a_reason(
    kind: CheckType, level: CheckLevel, needs_reason: bool
) -> None:
    by_law = frozenset({CheckLevel.ENHANCED_ADULTS_BARRED})
    refuse_not_eligible(CheckDraft(kind, level=level, eligibility_reason="Visits alone"), by_law)
    if needs_reason:
        with pytest.raises(DomainError, match="eligible"):
            refuse_not_eligible(CheckDraft(kind, level=level, eligibility_reason="  "), by_law)
    else:
        refuse_not_eligible(CheckDraft(kind, level=level), by_law)
