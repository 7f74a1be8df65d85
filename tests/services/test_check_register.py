"""The register of checks: who needs somebody to act, what each row shows, and that both agree."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from db.enums import CheckLevel, CheckStatus, CheckType, Role, Transport, VolunteerStatus
from db.enums_checks import CheckDecision, StatusResult
from db.models import Check, Person, Volunteer
from desktop.domain.check_grid import Stands
from desktop.domain.errors import NotAllowed
from desktop.services import gate
from desktop.services.check_register import CheckRegister, GridRow, soon
from desktop.services.hubs import OpenHub

TODAY = date(2026, 11, 17)
LATER = TODAY + timedelta(days=400)
COMMON = (CheckType.IDENTITY, CheckType.REFERENCES, CheckType.INDUCTION)
DBS: dict[str, Any] = {
    "type": CheckType.DBS,
    "status": CheckStatus.VERIFIED,
    "level": CheckLevel.ENHANCED,
    "review_on": LATER,
    "decision": CheckDecision.SUITABLE,
}


def the_day(hub: OpenHub) -> date:
    """The day the hub reckons with: changes of this test may be newer than its clock."""
    with hub.store.read() as session:
        return gate.today(session, TODAY).day


def add(
    hub: OpenHub,
    name: str = "Sian",
    *checks: dict[str, Any],
    common: bool = True,
    transport: Transport = Transport.FOOT,
    born: date = date(1980, 1, 1),
    status: VolunteerStatus = VolunteerStatus.ACTIVE,
) -> str:
    """A volunteer with checks as rows of the store; the key."""
    with hub.store.write(hub.actor.user_id) as work:
        person = Person(
            number=work.next_number("person"), first_name=name, last_name="Probert", date_of_birth=born
        )
        work.add(person)
        work.session.flush()
        made = Volunteer(
            number=work.next_number("volunteer"), person_id=person.id, status=status, transport=transport
        )
        work.add(made)
        work.session.flush()
        for kind in COMMON if common else ():
            work.add(Check(volunteer_id=made.id, type=kind, status=CheckStatus.VERIFIED))
        day = gate.today(work.session, TODAY).day
        for one in checks:
            ends = {"review_on": day + timedelta(days=one["ends_in"])} if "ends_in" in one else {}
            work.add(Check(volunteer_id=made.id, **{k: v for k, v in (one | ends).items() if k != "ends_in"}))
        return made.id


def look(hub: OpenHub, key: str) -> tuple[bool, GridRow]:
    """Whether somebody must act, and the row."""
    register = CheckRegister(hub.tools)
    asked = register.asked(hub.actor)
    (due,) = [one for one in register.due(hub.actor, asked) if one.id == key]
    (row,) = register.rows(hub.actor, asked, [key])
    return due.act, row


ACTS = (Stands.NOT_STARTED, Stands.WAITING, Stands.SOON, Stands.UNDECIDED, Stands.STOPS)
PAPERS = {"type": CheckType.DRIVING_PAPERS, "status": CheckStatus.VERIFIED, "licence_to": LATER}


@pytest.mark.parametrize(
    ("check", "stands"),
    [
        (DBS, Stands.HOLDS),
        (DBS | {"ends_in": 31}, Stands.HOLDS),
        (DBS | {"ends_in": 30}, Stands.SOON),
        (DBS | {"ends_in": 0}, Stands.SOON),
        (DBS | {"ends_in": -1}, Stands.STOPS),
        (DBS | {"decision": CheckDecision.NOT_DECIDED}, Stands.UNDECIDED),
        (DBS | {"status": CheckStatus.APPLIED}, Stands.WAITING),
        (DBS | {"status": CheckStatus.NEEDED}, Stands.NOT_STARTED),
        (DBS | {"status": CheckStatus.EXPIRED}, Stands.STOPS),
        (DBS | {"status_result": StatusResult.CHANGED, "status_on": TODAY}, Stands.STOPS),
        (DBS | {"status_result": StatusResult.NOT_FOUND, "status_on": TODAY}, Stands.STOPS),
        (DBS | {"status_result": StatusResult.NO_CHANGE, "status_on": TODAY}, Stands.HOLDS),
        (PAPERS | {"insurance_to": LATER, "valid_to": LATER}, Stands.HOLDS),
        (
            {"type": CheckType.FIRST_AID, "status": CheckStatus.EXEMPT}
            | {"exempt_until": LATER, "exempt_reason": "Nurse"},
            Stands.HOLDS,
        ),
    ],
)
def test_the_group_agrees_with_what_the_row_shows(
    hub: OpenHub, check: dict[str, Any], stands: Stands
) -> None:
    act, row = look(hub, add(hub, "Sian", check))
    assert row.states[check["type"]].stands is stands  # type: ignore[index]
    assert act is (stands in ACTS)


def test_one_of_two_references_waits(hub: OpenHub) -> None:
    one_in = {"type": CheckType.REFERENCES, "status": CheckStatus.IN_PROGRESS, "references_in": 1}
    others = [{"type": kind, "status": CheckStatus.VERIFIED} for kind in COMMON if kind != "references"]
    act, row = look(hub, add(hub, "Joy", one_in, *others, common=False))
    assert (act, row.states[CheckType.REFERENCES].stands) == (True, Stands.WAITING)
    assert row.states[CheckType.REFERENCES].references_in == 1


def test_a_new_check_settles_an_old_one(hub: OpenHub) -> None:
    old = DBS | {"ends_in": -9}
    act, row = look(hub, add(hub, "Sian", old, DBS))
    assert (act, row.states[CheckType.DBS].stands) == (False, Stands.HOLDS)


def test_what_everybody_needs_is_missed_and_what_nobody_asked_is_not(hub: OpenHub) -> None:
    act, row = look(hub, add(hub, "Rukhsana", common=False))
    assert act
    assert row.states[CheckType.IDENTITY].stands is Stands.NOT_STARTED
    assert row.states[CheckType.MEDICINES_TRAINING].stands is Stands.NOT_NEEDED
    act, row = look(hub, add(hub, "Beth", transport=Transport.CAR))
    assert act
    assert row.states[CheckType.DRIVING_PAPERS].stands is Stands.NOT_STARTED


def test_who_has_left_is_not_listed_and_ages_are_told_of_the_young_alone(hub: OpenHub) -> None:
    gone = add(hub, "Gone", status=VolunteerStatus.LEFT)
    young = add(hub, "Callum", born=date(2010, 3, 1))
    register = CheckRegister(hub.tools)
    asked = register.asked(hub.actor)
    assert gone not in [one.id for one in register.due(hub.actor, asked)]
    (row,) = register.rows(hub.actor, asked, [young])
    assert (row.name, row.age) == ("Callum Probert", 16)
    assert look(hub, add(hub))[1].age is None


def test_those_to_act_on_come_first_by_name(hub: OpenHub) -> None:
    fine, zoe, amy = add(hub, "Ann"), add(hub, "Zoe", common=False), add(hub, "Amy", common=False)
    register = CheckRegister(hub.tools)
    found = register.due(hub.actor, register.asked(hub.actor))
    assert [one.id for one in found] == [amy, zoe, fine]
    ends = add(hub, "Bo", DBS | {"ends_in": 3})
    found = register.due(hub.actor, register.asked(hub.actor))
    assert [one.id for one in soon(found, the_day(hub))] == [ends]


def test_a_scheme_of_another_nation_is_shown_as_what_it_is(hub: OpenHub) -> None:
    pvg = DBS | {"type": CheckType.DISCLOSURE_SCOTLAND, "level": CheckLevel.PVG_BOTH}
    _act, row = look(hub, add(hub, "Ailsa", pvg))
    assert row.scheme is CheckType.DISCLOSURE_SCOTLAND
    assert look(hub, add(hub))[1].scheme is CheckType.DBS


def test_statements_do_not_grow_with_volunteers(hub: OpenHub) -> None:
    keys = [add(hub, f"V{number}", DBS) for number in range(3)]
    register = CheckRegister(hub.tools)
    asked, counts = register.asked(hub.actor), []
    ran: list[str] = []
    with hub.store.read() as session:
        engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *said: ran.append(said[2]))
    for wanted in (keys[:1], keys):
        ran.clear()
        assert len(register.rows(hub.actor, asked, wanted)) == len(wanted)
        register.due(hub.actor, asked)
        counts.append(len(ran))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.CALL_HANDLER, Role.READ_ONLY, Role.ADMINISTRATOR])
def test_the_register_is_for_those_who_see_checks(hub: OpenHub, role: Role) -> None:
    other = replace(hub.actor, roles=frozenset({role}))
    with pytest.raises(NotAllowed):
        CheckRegister(hub.tools).asked(other)
