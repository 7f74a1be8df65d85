"""The gate's answers in plain words: why somebody cannot be given a task, and what to do about it."""

from collections.abc import Iterable, Sequence
from datetime import date

from db.enums import CheckLevel, CheckType
from desktop.domain.clearance_facts import Clearance, Condition, ConditionKind, Lack, NextStep, Why

#: Said of every absence alike, so that a hold cannot be told from a holiday (domain rule 12).
NOT_AVAILABLE = "Not available: ask the safeguarding lead"

_CHECKS = {
    CheckType.IDENTITY: "ID",
    CheckType.REFERENCES: "References",
    CheckType.DBS: "DBS",
    CheckType.DISCLOSURE_SCOTLAND: "Disclosure",
    CheckType.ACCESS_NI: "AccessNI check",
    CheckType.SAFEGUARDING_TRAINING: "Safeguarding training",
    CheckType.MEDICINES_TRAINING: "Medicines training",
    CheckType.FOOD_HYGIENE: "Food hygiene training",
    CheckType.FIRST_AID: "First aid training",
    CheckType.HEALTH_SAFETY: "Health and safety training",
    CheckType.DATA_PROTECTION: "Data protection training",
    CheckType.DRIVING_PAPERS: "Driving papers",
    CheckType.INDUCTION: "Induction",
    CheckType.CODE_OF_CONDUCT: "Code of conduct",
}
_PLURAL = frozenset({CheckType.REFERENCES, CheckType.DRIVING_PAPERS})
_UNDONE: dict[str, str] = {
    CheckType.IDENTITY: "ID not seen",
    CheckType.REFERENCES: "References not taken up",
    CheckType.DBS: "No DBS yet",
    CheckType.DISCLOSURE_SCOTLAND: "Not in the PVG scheme yet",
    CheckType.ACCESS_NI: "No AccessNI check yet",
    CheckType.DRIVING_PAPERS: "Driving papers not seen",
    CheckType.CODE_OF_CONDUCT: "Code of conduct not signed",
}
_LEVELS = {
    CheckLevel.BASIC: "Basic",
    CheckLevel.STANDARD: "Standard",
    CheckLevel.ENHANCED: "Enhanced",
    CheckLevel.ENHANCED_ADULTS_BARRED: "Enhanced {check} with adults’ barred list",
    CheckLevel.ENHANCED_CHILDREN_BARRED: "Enhanced {check} with children’s barred list",
    CheckLevel.ENHANCED_BOTH_BARRED: "Enhanced {check} with both barred lists",
    CheckLevel.LEVEL_1: "Level 1 disclosure",
    CheckLevel.LEVEL_2: "Level 2 disclosure",
    CheckLevel.LEVEL_2_BARRED: "Level 2 disclosure with barred list check",
    CheckLevel.PVG_CHILDREN: "PVG membership for children",
    CheckLevel.PVG_PROTECTED_ADULTS: "PVG membership for protected adults",
    CheckLevel.PVG_BOTH: "PVG membership for children and protected adults",
    CheckLevel.PVG: "PVG record of before April 2025",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WITHOUT_CHECK = {
    Why.UNDER_18: "Under 18",
    Why.AGE_UNKNOWN: "Age not recorded",
    Why.NO_PARENTAL_AGREEMENT: "No parental agreement",
    Why.NOT_STARTED: "Sign-up not finished",
    Why.NOT_AVAILABLE: NOT_AVAILABLE,
    Why.NO_RULES: "No rule for this task yet",
    Why.UNTOLD: "Not cleared for this task",
}
_WITH_CHECK = {
    Why.NOT_BACK: "{check} not back yet",
    Why.EXPIRED: "{check} {be} out of date",
    Why.LEVEL_TOO_LOW: "{check} {be} not the level this task needs",
    Why.DATE_MISSING: "{check}: dates need checking",
    Why.EXEMPTION_ENDED: "{check}: exemption has ended",
    Why.NOT_RECOGNISED: "{check}: status not known",
    Why.REFUSED: "{check}: not for this role",
    Why.CHANGE_REPORTED: "{check}: a change is reported",
    Why.TOO_FEW: "Second reference not in yet",
    Why.PAPERS_MISSING: "Licence or insurance not seen",
}
_STEPS = {
    NextStep.BOOK_TRAINING: "Book the training.",
    NextStep.RECORD_CHECK: "See the papers and record the check.",
    NextStep.APPLY_FOR_CHECK: "Start the application with the volunteer.",
    NextStep.CHASE_CHECK: "Ask how far it has got.",
    NextStep.RENEW_CHECK: "Renew it, then record the new date.",
    NextStep.RAISE_LEVEL: "Ask the safeguarding lead which level this role is eligible for.",
    NextStep.SET_DATE: "Look at the record and put the dates right.",
    NextStep.PAIR_UP: "Can go with a checked volunteer, not alone.",
    NextStep.RECORD_AGE: "Ask for the date of birth, or whether the volunteer is 18 or over.",
    NextStep.ASK_PARENT: "Ask a parent or guardian for agreement.",
    NextStep.ALLOWED_TASKS: "Can pack bags and answer the door at the hub with an adult.",
    NextStep.FINISH_SIGN_UP: "Ring to finish signing up.",
    NextStep.ASK_LEAD: "Ask the safeguarding lead.",
    NextStep.ASK_KEEPER: "Ask whoever looks after checks.",
}
_BUTTONS = {
    NextStep.BOOK_TRAINING: "Book training",
    NextStep.RECORD_CHECK: "Record check",
    NextStep.APPLY_FOR_CHECK: "Start check",
    NextStep.CHASE_CHECK: "Chase check",
    NextStep.RENEW_CHECK: "Renew check",
    NextStep.RAISE_LEVEL: "Open check",
    NextStep.SET_DATE: "Open check",
    NextStep.PAIR_UP: "Pair up",
    NextStep.RECORD_AGE: "Record age",
    NextStep.ASK_PARENT: "Record agreement",
    NextStep.ALLOWED_TASKS: "Allowed tasks",
    NextStep.FINISH_SIGN_UP: "Open volunteer",
    NextStep.ASK_LEAD: "",
    NextStep.ASK_KEEPER: "",
}


def check_name(check: str, level: str = CheckLevel.NONE) -> str:
    """Name a check, with its level where it has one: "Enhanced DBS with adults’ barred list"."""
    name = _CHECKS.get(CheckType(check), check) if check in set(CheckType) else check or "Check"
    words = _LEVELS.get(CheckLevel(level)) if level in set(CheckLevel) else None
    if words is None:
        return name
    if "{check}" in words:
        return words.format(check=name.removesuffix(" check"))
    return words if " " in words else f"{words} {name}"


def lack_words(lack: Lack) -> str:
    """Say why in a few words, as under a name: "Medicines training not done", "DBS not back yet"."""
    if lack.why in _WITHOUT_CHECK:
        return _WITHOUT_CHECK[lack.why]
    name = check_name(lack.check)
    if lack.why is Why.NOT_DONE:
        return _UNDONE.get(lack.check, f"{name} not done")
    return _WITH_CHECK[lack.why].format(check=name, be="are" if lack.check in _PLURAL else "is")


def next_step_words(lack: Lack) -> str:
    """Say what to do, with the date that belongs to it: "Applied 2 Nov. Can go with a checked volunteer…"."""
    parts = []
    if lack.on is not None and lack.why is Why.NOT_BACK:
        parts.append(f"Applied {short_date(lack.on)}.")
    if lack.on is not None and lack.why in (Why.EXPIRED, Why.EXEMPTION_ENDED):
        parts.append(f"Ended {short_date(lack.on)}.")
    if lack.why is not Why.NOT_AVAILABLE:
        parts.append(_STEPS[lack.next_step])
    if lack.pairable and lack.next_step not in (NextStep.PAIR_UP, NextStep.ALLOWED_TASKS):
        parts.append(_STEPS[NextStep.PAIR_UP])
    if lack.assumed:
        parts.append("The reason for the task has not been asked, so the strict rule applies.")
    return " ".join(parts)


def button_words(lack: Lack) -> str:
    """The words of the button beside the sentence; empty when there is nothing to press."""
    return _BUTTONS[lack.next_step]


def condition_words(condition: Condition) -> str:
    """Say what a clearance hangs on."""
    if condition.kind is ConditionKind.PAIRED:
        return "With a checked volunteer, not alone"
    until = f" until {short_date(condition.until)}" if condition.until else ""
    return f"{check_name(condition.check)}: exempt{until}"


def untold(lacks: Sequence[Lack]) -> tuple[Lack, ...]:
    """The same without saying which check it is: all a reader is told who may not see checks (rule 14)."""
    checks = [lack for lack in lacks if lack.check]
    rest = tuple(lack for lack in lacks if not lack.check)
    if not checks:
        return rest
    pairable = all(lack.pairable for lack in checks)
    return (Lack("", Why.UNTOLD, NextStep.ASK_KEEPER, pairable=pairable), *rest)


def untold_conditions(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """What a clearance hangs on, without exemptions: they tell of a check."""
    return tuple(one for one in conditions if one.kind is not ConditionKind.EXEMPTION)


def refusal(name: str, clearance: Clearance, *, told: bool = True) -> str:
    """Say in full that somebody cannot be given a task.

    Args:
        name: of the volunteer.
        clearance: not cleared, with at least one lack.
        told: the reader may see checks; else only that they are not cleared.

    Returns:
        Such as "Dev can’t be given this task yet. DBS not back yet. Can go with a checked volunteer."
    """
    lacks = clearance.lacks if told else untold(clearance.lacks)
    first = lacks[0]
    if first.why is Why.NOT_AVAILABLE:
        return f"{name}: {NOT_AVAILABLE[0].lower()}{NOT_AVAILABLE[1:]}."
    reasons = ". ".join(lack_words(lack) for lack in lacks)
    return f"{name} can’t be given this task yet. {reasons}. {next_step_words(first)}"


def short_date(day: date) -> str:
    """Write a date as "2 Nov"."""
    return f"{day.day} {_MONTHS[day.month - 1]}"
