"""Which level answers which."""

import pytest

from db.enums import CheckLevel, CheckType
from desktop.domain.clearance_levels import levels_for, satisfies

SCHEMES = (CheckType.DBS, CheckType.ACCESS_NI, CheckType.DISCLOSURE_SCOTLAND)
#: What answers what, written out by hand: asked for, then everything that will do.
UK = {
    "basic": "basic standard enhanced enhanced_adults_barred enhanced_children_barred enhanced_both_barred",
    "standard": "standard enhanced enhanced_adults_barred enhanced_children_barred enhanced_both_barred",
    "enhanced": "enhanced enhanced_adults_barred enhanced_children_barred enhanced_both_barred",
    "enhanced_adults_barred": "enhanced_adults_barred enhanced_both_barred",
    "enhanced_children_barred": "enhanced_children_barred enhanced_both_barred",
    "enhanced_both_barred": "enhanced_both_barred",
}
SCOTLAND = {
    "level_1": "level_1 level_2 level_2_barred pvg_children pvg_protected_adults pvg_both",
    "level_2": "level_2 level_2_barred pvg_children pvg_protected_adults pvg_both",
    "level_2_barred": "level_2_barred",
    "pvg_children": "pvg_children pvg_both",
    "pvg_protected_adults": "pvg_protected_adults pvg_both",
    "pvg_both": "pvg_both",
}


@pytest.mark.parametrize("check", SCHEMES)
def test_the_whole_lattice(check: CheckType) -> None:
    table = SCOTLAND if check is CheckType.DISCLOSURE_SCOTLAND else UK
    for need in CheckLevel:
        answers = {have for have in CheckLevel if satisfies(check, have, need)}
        assert answers == set(table.get(need, "").split())


@pytest.mark.parametrize("check", SCHEMES)
def test_unknown_levels_neither_answer_nor_can_be_answered(check: CheckType) -> None:
    assert not satisfies(check, "platinum", CheckLevel.BASIC)
    assert levels_for(check, "platinum") == frozenset()
    assert levels_for(check, CheckLevel.NONE) == frozenset()


def test_checks_without_levels() -> None:
    assert levels_for(CheckType.IDENTITY, CheckLevel.NONE) is None
    assert satisfies(CheckType.IDENTITY, "anything", CheckLevel.NONE)
    assert not satisfies(CheckType.IDENTITY, CheckLevel.BASIC, CheckLevel.BASIC)
