"""One sitting of the gate: today and the day of the task, alone and in company, on foot and by car."""

from datetime import date, timedelta
from typing import Any

import pytest

from db.enums import Answer, CheckType, Transport
from db.models import Person, Task, Volunteer
from db.queries.gate_tasks import GateTask
from desktop.domain.errors import NotFound
from desktop.services.hubs import OpenHub
from desktop.services.sitting import Sitting, cleared_for_tasks, crew_of

TODAY = date(2026, 11, 17)
LATE = date(2099, 1, 1)
PARCEL = GateTask("t", LATE, None, None, Answer.NO, {}, "food_parcel", True, ())


def sit(hub: OpenHub, *volunteers: str) -> Sitting:
    """A sitting over some volunteers."""
    with hub.store.read() as session:
        return Sitting(session, volunteers, TODAY)


def may(hub: OpenHub, volunteer: str, task: GateTask = PARCEL, beside: str = "") -> bool:
    """Whether the gate lets a volunteer through."""
    return sit(hub, volunteer, *([beside] if beside else [])).judge(task, volunteer, beside=beside).passes


@pytest.mark.parametrize(("days", "passes"), [(-1, False), (0, True), (1, True)])
def test_a_check_must_hold_on_the_day_of_the_task(hub: OpenHub, world: Any, days: int, passes: bool) -> None:
    kofi = world.volunteer(valid_to=LATE + timedelta(days=days))
    assert may(hub, kofi) is passes


def test_and_today_however_long_ago_the_task_was(hub: OpenHub, world: Any) -> None:
    kofi = world.volunteer(valid_to=date(2020, 1, 1))
    assert not may(hub, kofi, PARCEL._replace(on_date=date(2019, 1, 1)))
    assert may(hub, world.volunteer(valid_to=LATE), PARCEL._replace(on_date=date(2019, 1, 1)))


def test_somebody_unknown_is_not_judged(hub: OpenHub) -> None:
    with pytest.raises(NotFound):
        sit(hub).judge(PARCEL, "nobody")


def test_company_counts_only_when_it_is_cleared_itself(hub: OpenHub, world: Any) -> None:
    kofi, dev = world.volunteer(), world.volunteer("Dev Patel", (CheckType.IDENTITY,))
    ama = world.volunteer("Ama Boateng", (CheckType.IDENTITY,))
    assert not may(hub, dev)
    assert may(hub, dev, beside=kofi)
    assert not may(hub, dev, beside=ama)
    assert may(hub, kofi, beside=dev)


@pytest.mark.parametrize("how", [Transport.CAR, Transport.VAN])
def test_papers_are_asked_of_whoever_must_drive(hub: OpenHub, world: Any, how: Transport) -> None:
    driver, walker = world.volunteer(transport=how), world.volunteer("Ama Boateng")
    assert may(hub, driver)
    lift = PARCEL._replace(needs_transport=("car",))
    assert not may(hub, driver, lift)
    assert may(hub, walker, lift)


def test_names_are_those_on_record(hub: OpenHub, world: Any) -> None:
    kofi, nameless = world.volunteer(), world.volunteer("Dev Patel")
    world.edit(Person, _person(hub, nameless), first_name="", last_name="")
    assert sit(hub, kofi, nameless).names == {kofi: "Kofi Mensah", nameless: "V-2"}


def _person(hub: OpenHub, volunteer: str) -> str:
    with hub.store.read() as session:
        return session.get_one(Volunteer, volunteer).person_id


def test_an_objection_names_whoever_it_is_about(hub: OpenHub, world: Any) -> None:
    kofi, dev = world.volunteer(), world.volunteer("Dev Patel", (CheckType.IDENTITY,))
    sitting = sit(hub, kofi, dev)
    assert sitting.objection(PARCEL._replace(volunteer_id=kofi)) is None
    assert sitting.objection(PARCEL._replace(volunteer_id=kofi, second_volunteer_id=dev)) is None
    who, words = sitting.objection(PARCEL._replace(volunteer_id=dev)) or ("", "")
    assert (who, "References not taken up" in words) == (dev, True)
    _who, untold = sitting.objection(PARCEL._replace(volunteer_id=dev), told=False) or ("", "")
    assert untold.startswith("Dev Patel can’t be given this task yet. Not cleared")


def test_tasks_whose_every_volunteer_may_do_them(hub: OpenHub, world: Any) -> None:
    kofi, dev = world.volunteer(), world.volunteer("Dev Patel", (CheckType.IDENTITY,))
    one, two, three, four = world.line_of_houses(4)
    world.edit(Task, one, volunteer_id=kofi)
    world.edit(Task, two, volunteer_id=dev)
    world.edit(Task, three, volunteer_id=dev, second_volunteer_id=kofi)
    with hub.store.read() as session:
        found = cleared_for_tasks(session, [one, two, three, four], TODAY)
    assert found == {one, three}
    tasks = [PARCEL._replace(volunteer_id=kofi), PARCEL._replace(volunteer_id=dev, second_volunteer_id=kofi)]
    assert crew_of(tasks) == sorted({kofi, dev})
