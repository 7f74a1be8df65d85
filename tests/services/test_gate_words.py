"""A word nobody knows clears nobody, wherever it comes from: a list, the store or the settings.

One peer's reader of status checks took every reply it did not expect for a good one.
"""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from db.enums import CheckLevel, CheckStatus, CheckType, OfferAnswer, RuleBasis
from db.enums_checks import CheckDecision, StatusResult
from db.models import Check, Person, Volunteer
from db.queries.volunteers import VolunteerFilter
from desktop.domain.clearance import clear
from desktop.domain.clearance_facts import CheckRecord, Rule, TaskContext, VolunteerFacts
from desktop.domain.errors import DomainError
from desktop.imports.dry_run import Choices
from desktop.imports.plans import make_batch
from desktop.imports.run import dry_run, open_list
from desktop.imports.targets import Kind
from desktop.services.bring_in import BringIn
from desktop.services.checks import Checks
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.matching import Matching
from desktop.services.offers import Offers
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft
from desktop.services.volunteers import Volunteers

DAY, LATER = date(2026, 11, 17), date(2030, 1, 1)
LAW = Rule("england", "shopping", "dbs", CheckLevel.ENHANCED_ADULTS_BARRED, RuleBasis.LAW)
POLICY = Rule("england", "shopping", "identity")
TASK = TaskContext("england", "shopping", DAY)
GOOD = CheckRecord(
    "dbs",
    "verified",
    CheckLevel.ENHANCED_BOTH_BARRED,
    issued_on=DAY,
    review_on=LATER,
    status_result=StatusResult.NO_CHANGE,
    status_on=DAY,
)
SEEN = CheckRecord("identity", "verified")
# fmt: off
NEARLY = (
    "Verified", "VERIFIED", "verified ", " verified", "verified\x00", "vérified", "\uff56erified",
    "verifed", "exempt ", "safe", "ok", "OK", "clear", "cleared", "passed", "yes", "true", "1",
    "current", "no change", "No_change", "no_change ", "BLANK_NO_NEW_INFO", "NON_BLANK_NO_NEW_INFO",
    "NEW_INFO", "NO_MATCH_FOUND", "error", "200", "", "null", "None", "{}", "<html>", "enhanced_both",
    "ENHANCED_BOTH_BARRED", "both", "DBS", "dbs ", "not_decided ", "Suitable", "any", "*", "%", "'; --",
)
# fmt: on
"""Words near the right ones, and the Update Service's own, which are not ours either."""
words = st.sampled_from(NEARLY) | st.text(max_size=12)
foreign = words | st.none() | st.booleans() | st.integers() | st.binary(max_size=4)
VOCABULARIES: dict[str, type[Any]] = {
    "type": CheckType,
    "status": CheckStatus,
    "level": CheckLevel,
    "decision": CheckDecision,
    "status_result": StatusResult,
}
Holder = Callable[..., tuple[str, str]]


def holding(check: CheckRecord) -> VolunteerFacts:
    """An active adult with one check of a criminal record, and identity seen."""
    return VolunteerFacts("active", (check, SEEN), date(1980, 1, 1))


def known(field: str) -> set[str]:
    """The words of one field's vocabulary."""
    return {one.value for one in VOCABULARIES[field]}


def test_the_check_that_is_spoilt_below_clears() -> None:
    assert clear([LAW, POLICY], holding(GOOD), TASK).passes


@given(st.sampled_from(sorted(VOCABULARIES)), foreign)
@example("status_result", "")
@example("decision", "")
@settings(max_examples=400)
def test_an_unknown_word_in_a_check_never_clears(field: str, word: Any) -> None:
    if isinstance(word, str) and word in known(field):
        return
    assert not clear([LAW, POLICY], holding(replace(GOOD, **{field: word})), TASK).passes


@given(st.sampled_from(["check", "minimum_level", "basis", "applies_when"]), words)
@settings(max_examples=400)
def test_an_unknown_word_in_a_rule_never_lets_anybody_off(field: str, word: str) -> None:
    """Somebody with nothing at all, and somebody with a check of that very word."""
    if word in {*CheckType, *CheckLevel, *RuleBasis, "always", "driving"} or word.startswith("because_of"):
        return
    odd = replace(LAW, pairing_allowed=True, **{field: word})
    nothing = VolunteerFacts("active", (), date(1980, 1, 1))
    excused = CheckRecord(odd.check, "exempt", exempt_until=LATER, exempt_reason="known")
    assert not clear([odd], nothing, replace(TASK, paired=True)).passes
    assert not clear([odd], holding(excused), TASK).passes
    if field in ("check", "minimum_level"):
        same = replace(GOOD, type=odd.check, level=odd.minimum_level)
        assert not clear([odd], holding(same), TASK).passes


@given(st.sampled_from(["status", "parental_agreement", "birth_date"]), foreign)
def test_an_unknown_word_about_a_volunteer_never_clears(field: str, word: Any) -> None:
    if word == "active" or word is True:
        return
    child = replace(holding(GOOD), birth_date=date(2010, 1, 1))
    odd = replace(child, **{field: word}) if field != "status" else replace(holding(GOOD), status=word)
    assert not clear([LAW, POLICY], odd, replace(TASK, at_door=False)).passes


@pytest.fixture
def holder(hub: OpenHub) -> Holder:
    """Writes past every form into the store; gives a task and a volunteer who lacks nothing but the word."""
    draft = RequestDraft("", "shopping", due_on=DAY)
    home = HouseholdDraft("14 Ferrygate Close", postcode="QX4 2LB")
    request = Intake(hub.tools).save(hub.actor, CallDraft(draft, PersonDraft("Jean", household=home))).made
    task = Matching(hub.tools).task_for(hub.actor, request)
    level, seen = CheckLevel.ENHANCED_BOTH_BARRED, CheckStatus.VERIFIED
    with hub.store.write(hub.actor.user_id) as work:
        person = Person(number=90, first_name="Sian", date_of_birth=date(1980, 1, 1))
        work.add(person)
        work.session.flush()
        one = Volunteer(number=90, person_id=person.id, status="active")
        work.add(one)
        work.session.flush()
        for kind in (CheckType.IDENTITY, CheckType.REFERENCES, CheckType.INDUCTION):
            work.add(Check(volunteer_id=one.id, type=kind, status=seen))
        kept = Check(volunteer_id=one.id, type=CheckType.DBS, status=seen, level=level, review_on=LATER)
        kept.status_result, kept.status_on = StatusResult.NO_CHANGE, DAY
        work.add(kept)
        work.session.flush()
        volunteer = one.id

    def write(statement: str, **values: object) -> tuple[str, str]:
        with hub.store.writer.begin() as connection:  # type: ignore[union-attr]
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
            connection.execute(text(statement), values)
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
        return task, volunteer

    return write


def is_cleared(hub: OpenHub, task: str, volunteer: str) -> bool:
    """Whether the gate says so, and the assignment goes the same way."""
    passes = Matching(hub.tools).clearance(hub.actor, volunteer, task).passes
    if not passes:
        with pytest.raises(DomainError, match="given this task"):
            Offers(hub.tools).answer(hub.actor, task, volunteer, OfferAnswer.YES, "They insist")
    return passes


@pytest.mark.parametrize("field", sorted(VOCABULARIES))
def test_an_unknown_word_in_the_store_clears_nobody_and_stops_nothing_else(
    hub: OpenHub, holder: Holder, field: str
) -> None:
    task, volunteer = holder("UPDATE check_record SET position = '' WHERE type = 'dbs'")
    assert is_cleared(hub, task, volunteer)
    for word in NEARLY:
        if word not in known(field):
            where = "review_on IS NOT NULL"
            holder(f"UPDATE check_record SET {field} = :word WHERE {where}", word=word)
            assert not is_cleared(hub, task, volunteer), word


@pytest.mark.parametrize("field", ["check_type", "level", "basis", "applies_when"])
def test_an_unknown_word_in_a_rule_of_the_store_lets_nobody_off(
    hub: OpenHub, holder: Holder, field: str
) -> None:
    task, volunteer = holder("DELETE FROM check_record WHERE type = 'dbs'")
    rule = "need_code = 'shopping' AND nation = 'england' AND check_type = 'dbs'"
    holder(f"UPDATE clearance_rule SET source = 'spoilt' WHERE {rule}")
    for word in ("", "Odd", "hub policy", "dbs ", "never"):
        holder(f"UPDATE clearance_rule SET {field} = :word WHERE source = 'spoilt'", word=word)
        assert not is_cleared(hub, task, volunteer), word


def test_no_word_in_a_list_makes_a_check_that_clears(hub: OpenHub, holder: Holder, tmp_path: Path) -> None:
    said = (
        "verified",
        "exempt",
        "Enhanced DBS verified",
        "enhanced with adults' barred list",
        "PVG",
        *NEARLY,
    )
    path = tmp_path / "volunteers.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        heads = (
            "First name",
            "Surname",
            "DOB",
            "Phone",
            "Status",
            "DBS level",
            "DBS date",
            "DBS review date",
        )
        lines.writerow(heads)
        for number, word in enumerate(said):
            clean = word.replace("\x00", "")
            phone = f"07700 900{number:03}"
            lines.writerow(
                ("Vol", f"Number{number}", "01/01/1980", phone, "active", clean, "01/02/2026", "01/02/2030")
            )
    held = BringIn(hub.tools).existing(hub.actor, "volunteers")
    staged = dry_run(open_list(path, Kind.VOLUNTEERS), held)
    BringIn(hub.tools).apply(hub.actor, make_batch(staged, Choices()).batch)
    task, sian = holder("DELETE FROM clearance_rule WHERE check_type <> 'dbs'")
    everybody = set(Volunteers(hub.tools).ids(hub.actor, VolunteerFilter())) - {sian}
    assert len(everybody) > len(said) // 2
    for one in everybody:
        checks = Checks(hub.tools).of(hub.actor, one)
        assert all(each.status is CheckStatus.IN_PROGRESS for each in checks)
        assert not Matching(hub.tools).clearance(hub.actor, one, task).passes
    assert any(Checks(hub.tools).of(hub.actor, one) for one in everybody)
