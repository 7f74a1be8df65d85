"""Which level of a check answers which: a declared lattice for each scheme.

Levels as the Disclosure and Barring Service, AccessNI and (since 1 April 2025) Disclosure Scotland name them.
"""

from db.enums import CheckLevel, CheckType

_BARRED: dict[str, frozenset[CheckLevel]] = {
    CheckLevel.ENHANCED_BOTH_BARRED: frozenset({CheckLevel.ENHANCED_BOTH_BARRED}),
    CheckLevel.ENHANCED_ADULTS_BARRED: frozenset(
        {CheckLevel.ENHANCED_ADULTS_BARRED, CheckLevel.ENHANCED_BOTH_BARRED}
    ),
    CheckLevel.ENHANCED_CHILDREN_BARRED: frozenset(
        {CheckLevel.ENHANCED_CHILDREN_BARRED, CheckLevel.ENHANCED_BOTH_BARRED}
    ),
}
_ENHANCED = frozenset({CheckLevel.ENHANCED, *(CheckLevel(level) for level in _BARRED)})
_UK_LEVELS: dict[str, frozenset[CheckLevel]] = {
    **_BARRED,
    CheckLevel.ENHANCED: _ENHANCED,
    CheckLevel.STANDARD: _ENHANCED | {CheckLevel.STANDARD},
    CheckLevel.BASIC: _ENHANCED | {CheckLevel.STANDARD, CheckLevel.BASIC},
}
_PVG = frozenset({CheckLevel.PVG_CHILDREN, CheckLevel.PVG_PROTECTED_ADULTS, CheckLevel.PVG_BOTH})
_LEVEL_2 = _PVG | {CheckLevel.LEVEL_2, CheckLevel.LEVEL_2_BARRED}
#: For each scheme, the levels that satisfy each level asked for. A level not listed satisfies nothing.
LATTICE: dict[str, dict[str, frozenset[CheckLevel]]] = {
    CheckType.DBS: {**_UK_LEVELS},
    CheckType.ACCESS_NI: {**_UK_LEVELS},
    CheckType.DISCLOSURE_SCOTLAND: {
        CheckLevel.PVG_BOTH: frozenset({CheckLevel.PVG_BOTH}),
        CheckLevel.PVG_CHILDREN: frozenset({CheckLevel.PVG_CHILDREN, CheckLevel.PVG_BOTH}),
        CheckLevel.PVG_PROTECTED_ADULTS: frozenset({CheckLevel.PVG_PROTECTED_ADULTS, CheckLevel.PVG_BOTH}),
        CheckLevel.LEVEL_2_BARRED: frozenset({CheckLevel.LEVEL_2_BARRED}),
        CheckLevel.LEVEL_2: _LEVEL_2,
        CheckLevel.LEVEL_1: _LEVEL_2 | {CheckLevel.LEVEL_1},
    },
}
_KINDS = frozenset(CheckType)


def levels_for(check: str, minimum_level: str) -> frozenset[CheckLevel] | None:
    """Find the levels that answer a rule.

    Args:
        check: the check type of the rule.
        minimum_level: the level it asks for.

    Returns:
        The levels; empty when the rule asks for a check nobody knows, or a level its scheme does not have (so
        nothing answers it); None when neither the check nor the rule has levels.
    """
    scheme = LATTICE.get(check)
    if scheme is None:
        return None if check in _KINDS and minimum_level == CheckLevel.NONE else frozenset()
    return scheme.get(minimum_level, frozenset())


def satisfies(check: str, have: str, need: str) -> bool:
    """Does a check of level ``have`` answer a rule asking for ``need``? Unknown levels never do."""
    levels = levels_for(check, need)
    return levels is None or have in levels
