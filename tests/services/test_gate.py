"""What the gate is told of rules, tasks and volunteers, and the day it reckons with."""

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, select

from db import changes, ids
from db.enums import Answer, Nation, VolunteerStatus
from db.models import Change, Check, ClearanceRule, Person, Volunteer
from db.queries.gate_tasks import GateTask
from desktop.domain.clearance_facts import TaskContext
from desktop.services import gate
from desktop.services.hubs import OpenHub
from desktop.services.notes import Notes

DAY = date(2026, 11, 17)
NOV, FEB = datetime(2026, 11, 17, 9, tzinfo=UTC), datetime(2027, 2, 1, 9, tzinfo=UTC)


def write_at(hub: OpenHub, monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Write something while the laptop's clock shows a moment."""
    monkeypatch.setattr(changes, "utc_now", lambda: moment)
    monkeypatch.setattr(ids.time, "time_ns", lambda: int(moment.timestamp()) * 10**9)
    Notes(hub.tools).write(hub.actor, "Quiet morning")


@pytest.fixture
def fresh(hub: OpenHub, monkeypatch: pytest.MonkeyPatch) -> OpenHub:
    """A hub with an empty log, and keys that begin at the clock."""
    with hub.store.writer.begin() as connection:  # type: ignore[union-attr]
        connection.execute(delete(Change))
    monkeypatch.setattr(ids, "_last", 0)
    return hub


def today(hub: OpenHub, system: date = DAY) -> tuple[date, int]:
    """The day to reckon with, and the gap."""
    with hub.store.read() as session:
        return gate.today(session, system)


def test_an_empty_log_leaves_the_clock_alone(fresh: OpenHub) -> None:
    assert today(fresh) == (NOV.date(), 0)


@pytest.mark.parametrize("restarted", [False, True])
def test_a_clock_set_back_does_not_turn_back_the_day(
    fresh: OpenHub, monkeypatch: pytest.MonkeyPatch, restarted: bool
) -> None:
    write_at(fresh, monkeypatch, FEB)
    if restarted:
        monkeypatch.setattr(ids, "_last", 0)
    write_at(fresh, monkeypatch, NOV)
    assert today(fresh) == (FEB.date(), 76)
    assert today(fresh, date(2027, 3, 1)) == (date(2027, 3, 1), 0)


@pytest.mark.parametrize(("later", "days"), [(-1, [DAY]), (0, [DAY]), (1, [DAY, DAY + timedelta(days=1)])])
def test_checks_hold_today_and_on_the_day_of_a_task_to_come(later: int, days: list[date]) -> None:
    assert gate.days_to_hold(DAY, DAY + timedelta(days=later)) == days


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("cash", "yes"),
        ("card", "yes"),
        ("hub", "no"),
        ("nothing", "no"),
        ("odd", "not_asked"),
        (None, "not_asked"),
    ],
)
def test_whether_money_is_handled_is_known_only_where_it_was_said(how: str | None, expected: str) -> None:
    assert gate.paying({} if how is None else {"how_paid": how}) == expected


def test_the_gate_is_told_what_was_asked_and_nothing_is_taken_for_granted() -> None:
    task = GateTask("t", DAY, None, None, Answer.YES, {"to_care": "no"}, "shopping", True, ())
    plain = gate.context(Nation.WALES, task, DAY)
    assert plain == TaskContext("wales", "shopping", DAY, "yes", "not_asked", "no", at_door=True)
    assert (plain.driving, plain.paired) == (False, False)
    asked = gate.context(Nation.WALES, task._replace(answers={}), DAY, driving=True, paired=True)
    assert (asked.driving, asked.paired, asked.to_care) == (True, True, "not_asked")


@pytest.mark.parametrize("status", list(VolunteerStatus))
def test_only_a_hold_or_a_suspension_is_a_hold(status: VolunteerStatus) -> None:
    found = gate.facts(status, None, Answer.NO, ())
    assert (found.status, found.parental_agreement) == (status, False)
    assert found.on_hold is (status in (VolunteerStatus.ON_HOLD, VolunteerStatus.SUSPENDED))
    gone = gate.facts(status, DAY, Answer.YES, (), gone=True)
    assert (gone.status, gone.birth_date, gone.parental_agreement) == ("left", DAY, True)


def volunteer(hub: OpenHub, **person: object) -> str:
    """A volunteer with one check asked for and one seen."""
    with hub.store.write(hub.actor.user_id) as work:
        one = Person(number=work.next_number("person"), first_name="Sian", **person)
        work.add(one)
        work.session.flush()
        made = Volunteer(number=1, person_id=one.id, status=VolunteerStatus.ACTIVE)
        work.add(made)
        work.session.flush()
        asked = Check(volunteer_id=made.id, type="dbs", status="applied", level="basic", issued_on=DAY)
        seen = Check(volunteer_id=made.id, type="identity", status="verified", issued_on=DAY)
        gone = Check(volunteer_id=made.id, type="references", status="verified", voided_at=NOV)
        work.add(asked, seen, gone)
        return made.id


def test_what_is_held_of_checks_is_read_whole_and_what_was_voided_is_not(hub: OpenHub) -> None:
    one, other, third = volunteer(hub, date_of_birth=DAY), volunteer(hub), volunteer(hub)
    with hub.store.read() as session:
        found = gate.facts_of(session, [one, other])
        assert set(found) == {one, other}
        many = gate.facts_of(session, [third, *(f"nobody {n}" for n in range(40_000)), one])
        assert set(many) == {one, third}
    assert (found[one].status, found[one].birth_date, found[other].birth_date) == ("active", DAY, None)
    assert {
        (each.type, each.status, each.level, each.applied_on, each.issued_on) for each in found[one].checks
    } == {
        ("dbs", "applied", "basic", DAY, DAY),
        ("identity", "verified", "none", None, DAY),
    }
    assert len(found[other].checks) == 2


def test_each_field_of_a_check_is_told_as_itself(hub: OpenHub) -> None:
    """Fields are handed on in the order of the columns; two that changed places would not be noticed else."""
    key = volunteer(hub)
    dated = ("issued_on", "review_on", "valid_to", "exempt_until", "status_on")
    dated += ("licence_to", "insurance_to", "mot_to", "business_to")
    values: dict[str, object] = {name: DAY + timedelta(days=n) for n, name in enumerate(dated, 1)}
    values |= {"type": "first_aid", "status": "in_progress", "level": "basic", "exempt_reason": "Known"}
    values |= {"decision": "suitable", "status_result": "changed", "references_in": 1}
    with hub.store.write(hub.actor.user_id) as work:
        work.add(Check(volunteer_id=key, **values))
    with hub.store.read() as session:
        (told,) = (one for one in gate.checks_of(session, [key])[key] if one.type == "first_aid")
    assert asdict(told) == values | {"applied_on": values["issued_on"]}


@pytest.mark.parametrize(
    ("status", "left"), [("active", False), ("moved", False), ("deceased", True), ("do_not_contact", True)]
)
def test_who_died_or_is_not_to_be_rung_counts_as_gone(hub: OpenHub, status: str, left: bool) -> None:
    key = volunteer(hub, status=status)
    with hub.store.read() as session:
        assert (gate.facts_of(session, [key])[key].status == "left") is left


@pytest.mark.parametrize("model", [Person, Volunteer])
def test_who_was_voided_counts_as_gone(hub: OpenHub, model: type) -> None:
    key = volunteer(hub)
    with hub.store.write(hub.actor.user_id) as work:
        held = work.session.get_one(Volunteer, key)
        work.session.get_one(model, key if model is Volunteer else held.person_id).voided_at = NOV
    with hub.store.read() as session:
        assert gate.facts_of(session, [key])[key].status == "left"


def test_the_rules_are_those_of_the_nation_in_use(hub: OpenHub) -> None:
    with hub.store.read() as session:
        every, shopping = gate.rules(session), gate.rules(session, "shopping")
        assert gate.nation(session) == "england"
    assert shopping == [rule for rule in every if rule.need_code == "shopping"]
    assert 0 < len(shopping) < len(every)
    assert {rule.nation for rule in every} == {"england"}
    law = next(rule for rule in shopping if rule.basis == "law")
    assert (law.check, law.minimum_level, law.pairing_allowed) == ("dbs", "enhanced_adults_barred", False)
    assert law.source
    assert law.review_date
    assert law.applies_when == "because_of"
    with hub.store.write(hub.actor.user_id) as work:
        for rule in work.session.scalars(select(ClearanceRule).where(ClearanceRule.need_code == "shopping")):
            rule.voided_at = NOV
    with hub.store.read() as session:
        assert gate.rules(session, "shopping") == []
        assert {rule.need_code for rule in gate.rules(session)} == {r.need_code for r in every} - {"shopping"}
