"""Formalities that one body takes on for another: what may follow on what, and which check comes of one.

Councils and anchors carried the paperwork that street groups could not: checks, insurance, training (design,
mission row 15).
"""

from collections.abc import Mapping

from db.enums import CheckType, Nation
from db.enums_formalities import FormalityKind, FormalityState
from desktop.domain.check_entry import scheme_of

NEXT: Mapping[FormalityState, tuple[FormalityState, ...]] = {
    FormalityState.ASKED: (FormalityState.TAKEN_ON, FormalityState.DECLINED),
    FormalityState.TAKEN_ON: (FormalityState.ARRANGED, FormalityState.DONE, FormalityState.DECLINED),
    FormalityState.ARRANGED: (FormalityState.DONE, FormalityState.DECLINED),
    FormalityState.DONE: (FormalityState.ARRANGED,),
    FormalityState.DECLINED: (FormalityState.ASKED,),
}
"""The states each may go to; what is done or declined can be opened again."""
_CHECKS = {
    FormalityKind.REFERENCES: CheckType.REFERENCES,
    FormalityKind.IDENTITY: CheckType.IDENTITY,
    FormalityKind.SAFEGUARDING_TRAINING: CheckType.SAFEGUARDING_TRAINING,
    FormalityKind.FIRST_AID: CheckType.FIRST_AID,
    FormalityKind.FOOD_HYGIENE: CheckType.FOOD_HYGIENE,
}


def check_of(kind: FormalityKind, nation: Nation) -> CheckType | None:
    """The kind of check that comes of a formality, in the hub's nation; None where none does."""
    return scheme_of(nation) if kind is FormalityKind.CRIMINAL_RECORD else _CHECKS.get(kind)


def may_move(now: FormalityState, then: FormalityState) -> bool:
    """Whether a formality may go from one state to another."""
    return then in NEXT[now]
