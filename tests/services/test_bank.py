"""The bank's lists: who waits for a reply or a task, whom to thank, with whom to be in touch."""

from datetime import UTC, date, datetime, timedelta

import pytest

from db.enums import TaskKind, TaskStatus, Urgency, VolunteerStatus
from db.enums_journey import StepKind
from db.enums_protection import RightKind
from db.models import NeedType, Person, Request, RightsRequest, Task, Volunteer
from db.queries.bank import BankView
from desktop.domain.bank import TOUCH_DAYS, Stand
from desktop.domain.errors import DomainError
from desktop.services.bank import AT_ONCE, Bank
from desktop.services.hubs import OpenHub
from desktop.services.journey import Journey
from desktop.services.supply import By, Supply, SupplyLine
from tests.services.bank_hands import TODAY, listed, sign_up

LONG = TODAY - timedelta(days=200)
V = BankView


@pytest.fixture
def bank(hub: OpenHub) -> Bank:
    return Bank(hub.tools)


def task(hub: OpenHub, day: date, volunteer: str | None = None, second: str | None = None) -> str:
    """A task for shopping; done where the day is past."""
    with hub.store.write(hub.actor.user_id) as work:
        need = work.session.query(NeedType).filter_by(code="shopping").one()
        person = Person(number=work.next_number("person"), first_name="Jean", last_name="Mallory")
        work.add(person)
        work.session.flush()
        asked = Request(
            number=work.next_number("request"),
            person_id=person.id,
            need_type_id=need.id,
            urgency=Urgency.THIS_WEEK,
            taken_at=datetime(2026, 11, 1, tzinfo=UTC),
        )
        work.add(asked)
        work.session.flush()
        held = Task(
            request_id=asked.id,
            occurrence=day,
            on_date=day,
            kind=TaskKind.VISIT,
            status=TaskStatus.DONE if day < TODAY else TaskStatus.PLANNED,
            volunteer_id=volunteer,
            second_volunteer_id=second,
        )
        work.add(held)
        work.session.flush()
        return held.id


def test_who_waits_for_a_reply_or_a_task_stands_with_the_longest_wait_first(hub: OpenHub) -> None:
    late = sign_up(hub, "Ada", joined=LONG)
    new = sign_up(hub, "Ben")
    quiet = sign_up(hub, "Cai", VolunteerStatus.ACTIVE, LONG)
    busy = sign_up(hub, "Dee", VolunteerStatus.ACTIVE, LONG)
    task(hub, TODAY - timedelta(days=3), busy)
    assert listed(hub, V.REPLY) == [late, new]
    assert listed(hub, V.TASK) == [quiet]
    Journey(hub.tools).answered(hub.actor, late, TODAY)
    assert listed(hub, V.REPLY) == [new]
    counts = Bank(hub.tools).counts(hub.actor)
    assert (counts[V.REPLY], counts[V.TASK], counts[V.PLACED], counts[V.RECALL]) == (1, 1, 0, 0)


def test_thanks_name_what_was_given_since_the_last_time(hub: OpenHub, bank: Bank) -> None:
    ada = sign_up(hub, "Ada", VolunteerStatus.ACTIVE, LONG)
    idle = sign_up(hub, "Ben", VolunteerStatus.ACTIVE, LONG)
    ended = LONG + timedelta(days=20)
    task(hub, ended, ada)
    task(hub, ended, idle, second=ada)
    (row,) = bank.rows(hub.actor, [ada])
    assert (row.helps, row.minutes > 0, row.last_task, row.thanked_on) == (2, True, ended, None)
    other = sign_up(hub, "Cai", VolunteerStatus.ACTIVE, LONG)
    bank.touch(hub.actor, [other], StepKind.THANKED, TODAY)
    assert bank.rows(hub.actor, [ada])[0].helps == 2, "another's thanks are not hers"
    assert set(listed(hub, V.THANK)) == {ada, idle}

    bank.touch(hub.actor, [ada], StepKind.THANKED, TODAY - timedelta(days=TOUCH_DAYS + 1), how=" Card ")
    assert ada not in listed(hub, V.THANK), "nothing given since"
    task(hub, TODAY - timedelta(days=1), ada)
    (row,) = bank.rows(hub.actor, [ada])
    assert (row.helps, row.thanked_on) == (1, TODAY - timedelta(days=TOUCH_DAYS + 1))
    assert ada in listed(hub, V.THANK)


def test_whoever_was_not_heard_of_for_a_quarter_is_rung(hub: OpenHub, bank: Bank) -> None:
    ada = sign_up(hub, "Ada", VolunteerStatus.DORMANT, LONG)
    ben = sign_up(hub, "Ben", VolunteerStatus.RESTING, LONG + timedelta(days=5))
    new = sign_up(hub, "Cai", VolunteerStatus.ACTIVE)
    assert listed(hub, V.TOUCH) == [ada, ben]
    bank.touch(hub.actor, [ada], StepKind.IN_TOUCH, TODAY, how="Rang", next_on=TODAY + timedelta(days=1))
    assert listed(hub, V.TOUCH) == [ben]
    assert new not in listed(hub, V.TOUCH)
    (row,) = bank.rows(hub.actor, [ada])
    assert (row.touched_on, row.next_on) == (TODAY, TODAY + timedelta(days=1))


def test_whoever_objected_is_on_no_list_and_thanked_by_nobody(hub: OpenHub, bank: Bank) -> None:
    ada = sign_up(hub, "Ada", VolunteerStatus.DORMANT, LONG)
    with hub.store.write(hub.actor.user_id) as work:
        person = work.session.get_one(Volunteer, ada).person_id
        work.add(
            RightsRequest(
                number=1, person_id=person, kind=RightKind.OBJECTION, received_on=TODAY, due_on=TODAY
            )
        )
    assert listed(hub, V.TOUCH) == []
    with pytest.raises(DomainError, match="None of these"):
        bank.touch(hub.actor, [ada], StepKind.THANKED, TODAY)


def test_what_is_odd_is_refused(hub: OpenHub, bank: Bank) -> None:
    held = sign_up(hub, "Ada", VolunteerStatus.ON_HOLD)
    for day, again, words in (
        (TODAY + timedelta(days=1), None, "lies ahead"),
        (TODAY, TODAY - timedelta(days=1), "past"),
        (TODAY, None, "None of these"),
    ):
        with pytest.raises(DomainError, match=words):
            bank.touch(hub.actor, [held], StepKind.THANKED, day, next_on=again)
    with pytest.raises(DomainError, match="at a time"):
        bank.touch(hub.actor, [held] * (AT_ONCE + 1), StepKind.THANKED, TODAY)


def test_supply_and_demand_by_area_and_kind_of_help(hub: OpenHub) -> None:
    def line(by: By, name: str) -> SupplyLine | None:
        lines = Supply(hub.tools).lines(hub.actor)
        return next((one for one in lines if (one.by, one.name) == (by, name)), None)

    assert Supply(hub.tools).lines(hub.actor) == []
    wanted = task(hub, TODAY + timedelta(days=2))
    found = line(By.AREA, "")
    assert found is not None
    assert (found.able, found.requests, found.needed > 0) == (0, 1, True)
    assert found.stand is Stand.NOBODY

    ada = sign_up(hub, "Ada", VolunteerStatus.ACTIVE)
    found = line(By.AREA, "")
    assert found is not None
    assert (found.able, found.offered, found.used, found.quiet) == (1, 120, 0, 1)
    shopping = next(one for one in Supply(hub.tools).lines(hub.actor) if one.by is By.NEED and one.requests)
    assert shopping.able == 0, "nobody is cleared who has no checks"

    needed = found.needed
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Task, wanted).volunteer_id = ada
    found = line(By.AREA, "")
    assert found is not None
    assert (found.used, found.needed, found.free) == (needed, 0, max(120 - needed, 0))
