"""The gate's answers in plain words."""

from datetime import date
from typing import Any

import pytest

from db.enums import CheckLevel, CheckType, RuleBasis
from desktop.domain.clearance_facts import (
    Clearance,
    ClearanceState,
    Condition,
    ConditionKind,
    Lack,
    NextStep,
    Why,
)
from desktop.domain.clearance_words import (
    NOT_AVAILABLE,
    button_words,
    check_name,
    condition_words,
    lack_words,
    next_step_words,
    refusal,
    short_date,
    untold,
    untold_conditions,
)

NOVEMBER = date(2026, 11, 2)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def lack(check: str, why: Why, step: NextStep = NextStep.ASK_LEAD, **more: Any) -> Lack:
    return Lack(check, why, step, **more)


@pytest.mark.parametrize(
    ("check", "why", "words"),
    [
        ("medicines_training", Why.NOT_DONE, "Medicines training not done"),
        ("identity", Why.NOT_DONE, "ID not seen"),
        ("dbs", Why.NOT_DONE, "No DBS yet"),
        ("dbs", Why.NOT_BACK, "DBS not back yet"),
        ("dbs", Why.EXPIRED, "DBS is out of date"),
        ("references", Why.EXPIRED, "References are out of date"),
        ("driving_papers", Why.EXPIRED, "Driving papers are out of date"),
        ("access_ni", Why.LEVEL_TOO_LOW, "AccessNI check is not the level this task needs"),
        ("induction", Why.DATE_MISSING, "Induction: dates need checking"),
        ("induction", Why.EXEMPTION_ENDED, "Induction: exemption has ended"),
        ("induction", Why.NOT_RECOGNISED, "Induction: status not known"),
        ("dbs", Why.REFUSED, "DBS: not for this role"),
        ("dbs", Why.CHANGE_REPORTED, "DBS: a change is reported"),
        ("references", Why.TOO_FEW, "Second reference not in yet"),
        ("driving_papers", Why.PAPERS_MISSING, "Licence or insurance not seen"),
        ("", Why.UNDER_18, "Under 18"),
        ("", Why.AGE_UNKNOWN, "Age not recorded"),
        ("", Why.NO_PARENTAL_AGREEMENT, "No parental agreement"),
        ("", Why.NOT_STARTED, "Sign-up not finished"),
        ("", Why.NO_RULES, "No rule for this task yet"),
        ("", Why.NOT_AVAILABLE, "Not available: ask the safeguarding lead"),
        ("first_contact", Why.NOT_DONE, "first_contact not done"),
    ],
)
def test_why(check: str, why: Why, words: str) -> None:
    assert lack_words(lack(check, why)) == words


@pytest.mark.parametrize("why", list(Why))
@pytest.mark.parametrize("step", list(NextStep))
def test_every_reason_and_step_has_words(why: Why, step: NextStep) -> None:
    given = lack("dbs", why, step)
    assert lack_words(given)
    assert (next_step_words(given) == "") is (why is Why.NOT_AVAILABLE)
    assert (button_words(given) == "") is (step in (NextStep.ASK_LEAD, NextStep.ASK_KEEPER))
    said = f"{lack_words(given)} {next_step_words(given)} {button_words(given)}".lower()
    assert not [word for word in ("invalid", "failed", "error", "submit", "please") if word in said]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            lack("dbs", Why.NOT_BACK, NextStep.PAIR_UP, on=NOVEMBER, pairable=True),
            "Applied 2 Nov. Can go with a checked volunteer, not alone.",
        ),
        (lack("dbs", Why.NOT_BACK, NextStep.CHASE_CHECK), "Ask how far it has got."),
        (
            lack("dbs", Why.EXPIRED, NextStep.RENEW_CHECK, on=NOVEMBER),
            "Ended 2 Nov. Renew it, then record the new date.",
        ),
        (
            lack("identity", Why.EXEMPTION_ENDED, on=NOVEMBER),
            "Ended 2 Nov. Ask the safeguarding lead.",
        ),
        (lack("dbs", Why.REFUSED, on=NOVEMBER), "Ask the safeguarding lead."),
        (
            lack("induction", Why.NOT_DONE, NextStep.BOOK_TRAINING, pairable=True),
            "Book the training. Can go with a checked volunteer, not alone.",
        ),
        (
            lack("", Why.UNDER_18, NextStep.ALLOWED_TASKS, pairable=True),
            "Can pack bags and answer the door at the hub with an adult.",
        ),
        (
            lack("dbs", Why.NOT_DONE, NextStep.APPLY_FOR_CHECK, assumed=True),
            "Start the application with the volunteer. The reason for the task has not been asked, so the"
            " strict rule applies.",
        ),
    ],
)
def test_what_to_do(given: Lack, words: str) -> None:
    assert next_step_words(given) == words


def test_buttons_as_drawn() -> None:
    steps = (NextStep.BOOK_TRAINING, NextStep.PAIR_UP, NextStep.ALLOWED_TASKS)
    words = [button_words(lack("dbs", Why.NOT_DONE, step)) for step in steps]
    assert words == ["Book training", "Pair up", "Allowed tasks"]


@pytest.mark.parametrize(
    ("check", "level", "name"),
    [
        ("identity", "none", "ID"),
        ("dbs", "none", "DBS"),
        ("dbs", "basic", "Basic DBS"),
        ("dbs", "enhanced", "Enhanced DBS"),
        ("dbs", "enhanced_adults_barred", "Enhanced DBS with adults’ barred list"),
        ("access_ni", "enhanced_both_barred", "Enhanced AccessNI with both barred lists"),
        ("access_ni", "standard", "Standard AccessNI check"),
        ("disclosure_scotland", "pvg_protected_adults", "PVG membership for protected adults"),
        ("disclosure_scotland", "level_1", "Level 1 disclosure"),
        ("home_made", "none", "home_made"),
        ("dbs", "platinum", "DBS"),
        ("", "none", "Check"),
    ],
)
def test_names(check: str, level: str, name: str) -> None:
    assert check_name(check, level) == name


def test_every_check_and_level_has_a_name() -> None:
    assert not [check for check in CheckType if check_name(check) == check]
    assert not [level for level in CheckLevel if level != "none" and check_name("dbs", level) == "DBS"]


def test_conditions() -> None:
    assert condition_words(Condition("dbs", ConditionKind.PAIRED)) == "With a checked volunteer, not alone"
    exempt = Condition("references", ConditionKind.EXEMPTION, NOVEMBER)
    assert condition_words(exempt) == "References: exempt until 2 Nov"
    assert condition_words(Condition("references", ConditionKind.EXEMPTION)) == "References: exempt"


def test_refusals() -> None:
    lacks = (
        lack("dbs", Why.NOT_BACK, NextStep.CHASE_CHECK, on=NOVEMBER, basis=RuleBasis.LAW),
        lack("induction", Why.NOT_DONE, NextStep.BOOK_TRAINING),
    )
    said = refusal("Dev", Clearance(ClearanceState.NOT_CLEARED, lacks))
    assert said == (
        "Dev can’t be given this task yet. DBS not back yet. Induction not done."
        " Applied 2 Nov. Ask how far it has got."
    )


def test_a_hold_is_not_told() -> None:
    hold = Clearance(ClearanceState.NOT_CLEARED, (lack("", Why.NOT_AVAILABLE),))
    assert refusal("Dev", hold) == "Dev: not available: ask the safeguarding lead."
    assert NOT_AVAILABLE == "Not available: ask the safeguarding lead"


@pytest.mark.parametrize(
    ("month", "words"),
    list(enumerate(MONTHS, start=1)),
)
def test_months(month: int, words: str) -> None:
    assert short_date(date(2026, month, 9)) == f"9 {words}"


def test_whoever_may_not_see_checks_is_told_only_that_somebody_is_not_cleared() -> None:
    lacks = (
        lack("dbs", Why.EXPIRED, NextStep.RENEW_CHECK, on=NOVEMBER, level=CheckLevel.ENHANCED, pairable=True),
        lack("identity", Why.NOT_DONE, NextStep.RECORD_CHECK, pairable=True),
        lack("", Why.AGE_UNKNOWN, NextStep.RECORD_AGE),
    )
    told = untold(lacks)
    assert [lack_words(one) for one in told] == ["Not cleared for this task", "Age not recorded"]
    assert (
        next_step_words(told[0])
        == "Ask whoever looks after checks. Can go with a checked volunteer, not alone."
    )
    answer = Clearance(ClearanceState.NOT_CLEARED, lacks[:1])
    assert refusal("Dev", answer, told=False) == (
        "Dev can’t be given this task yet. Not cleared for this task. Ask whoever looks after checks. "
        "Can go with a checked volunteer, not alone."
    )
    assert untold((lacks[2],)) == (lacks[2],)


def test_an_exemption_is_not_told_with_what_a_clearance_hangs_on() -> None:
    paired = Condition("dbs", ConditionKind.PAIRED)
    assert untold_conditions((Condition("dbs", ConditionKind.EXEMPTION), paired)) == (paired,)
