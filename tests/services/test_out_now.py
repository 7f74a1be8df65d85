"""Who is out: rounds come and go by themselves, whoever is alone is written down, and an alarm is seen to."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from db.enums import LinkKind, Role, TaskOutcome, VolunteerStatus
from db.models import ContactLink, Hub, OutNow, Phone, Volunteer
from desktop.domain.errors import DomainError
from desktop.domain.out_now import GRACE, OutStep
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.out_now import OutDraft, Outs, needs
from desktop.services.round_results import RoundResults
from desktop.services.today import TodayDesk
from desktop.services.waits import Waits, WaitTimes
from tests.services.rounds.conftest import World


@pytest.fixture
def world(hub: OpenHub) -> World:
    """Short ways to put people into a hub."""
    return World(hub)


@pytest.fixture
def kofi(world: World) -> str:
    """A volunteer with a number and somebody to ring for him."""
    key = world.volunteer("Kofi Mensah")
    with world.hub.store.write(world.hub.actor.user_id) as work:
        person = work.session.get_one(Volunteer, key).person_id
        work.add(Phone(person_id=person, raw="020 7946 0147", e164="+442079460147"))
        work.add(ContactLink(person_id=person, kind=LinkKind.EMERGENCY, name="Ama", phone="020 7946 0148"))
    return key


def late(world: World, out_id: str, by: timedelta) -> None:
    """Let somebody be late."""
    world.edit(OutNow, out_id, due_at=Outs(world.hub.tools).now() - by)


def today(world: World) -> list[Any]:
    """What Today says of those who are out."""
    day = TodayDesk(world.hub.tools).day(world.hub.actor)
    return [one for one in day.items if one.key.startswith("out:")]


def test_somebody_alone_is_heard_of_late_and_back(world: World, kofi: str) -> None:
    outs, actor = Outs(world.hub.tools), world.hub.actor
    made = outs.leave(actor, OutDraft(kofi, "Visit at Kelp Street", 60))
    assert made.message == "Kofi Mensah is out"
    (row,) = outs.rows(actor, outs.ids(actor))
    assert (row.what, row.alone, row.due_at - row.out_at) == (
        "Visit at Kelp Street",
        True,
        timedelta(hours=1),
    )
    assert today(world) == []
    assert needs(row, outs.now()) is None
    late(world, made.made, timedelta(minutes=5))
    assert len(today(world)) == 1
    outs.heard(actor, made.made)
    (row,) = outs.rows(actor, [made.made])
    assert row.due_at > outs.now()
    assert row.heard_at is not None
    outs.heard(actor, made.made, 15)
    (again,) = outs.rows(actor, [made.made])
    assert again.due_at == row.due_at + timedelta(minutes=15)
    done = outs.back(actor, [made.made])
    assert outs.ids(actor) == []
    assert outs.ids(actor, open_only=False, text="kelp") == [made.made]
    with pytest.raises(DomainError, match="back already"):
        outs.heard(actor, made.made)
    History(world.hub.tools).undo(actor, done.txn)
    assert outs.ids(actor) == [made.made]
    outs.void(actor, made.made, "Written twice")
    assert outs.ids(actor, open_only=False) == []


def test_each_step_has_its_turn_and_ringing_in_ends_them(world: World, kofi: str) -> None:
    outs, actor = Outs(world.hub.tools), world.hub.actor
    key = outs.leave(actor, OutDraft(kofi, "Keys", 30)).made
    with pytest.raises(DomainError, match="not late"):
        outs.step(actor, key, "No answer")
    late(world, key, GRACE + timedelta(minutes=1))
    seen, said = [], []
    for _ in range(4):
        (row,) = outs.rows(actor, [key])
        seen.append(needs(row, outs.now()))
        said.append(" ".join(str(part) for part in today(world)[0].second))
        outs.step(actor, key, "No answer")
    assert seen == list(OutStep)
    assert "Ama" in said[1]
    with pytest.raises(DomainError, match="Ring 999"):
        outs.step(actor, key, "No answer")
    with pytest.raises(DomainError, match="what came of it"):
        outs.step(actor, key, " ")
    outs.heard(actor, key)
    (row,) = outs.rows(actor, [key])
    assert (row.step, needs(row, outs.now())) == (0, None)
    late(world, key, timedelta(minutes=1))
    last = outs.step(actor, key, "Was in the shed")
    assert [one.number for one in outs.steps(actor, key)] == [1, 2, 3, 4, 1]  # nothing done is forgotten
    assert {one.by for one in outs.steps(actor, key)} == {actor.name}
    History(world.hub.tools).undo(actor, last.txn)
    assert [one.number for one in outs.steps(actor, key)] == [1, 2, 3, 4]


def test_the_hub_says_when_lateness_is_an_alarm(world: World, kofi: str) -> None:
    outs, lone, actor = Outs(world.hub.tools), WaitTimes(world.hub.tools), world.hub.actor
    key = outs.leave(actor, OutDraft(kofi, "Keys", 30)).made
    late(world, key, timedelta(minutes=20))
    assert outs.alarms(actor) == {key}
    assert "alone and not heard of" in str(today(world)[0].sentence)
    lone.save(actor, Waits(ring_in=45, alarm=30))
    assert lone.get(actor) == Waits(45, 30)
    assert outs.alarms(actor) == frozenset()
    assert "should have been heard of" in str(today(world)[0].sentence)
    lone.save(actor, Waits(alarm=1))
    outs.step(actor, key, "No answer")
    assert outs.alarms(actor) == frozenset()  # somebody sees to it
    for wrong, said in (
        (Waits(ring_in=721), "1 to 720"),
        (Waits(alarm=0), "1 to 120"),
        (Waits(quiet=1), "2 to"),
    ):
        with pytest.raises(DomainError, match=f"from {said}"):
            lone.save(actor, wrong)


@pytest.mark.parametrize(
    "held", ["text", {"alarm": "5", "ring_in": True}, {"alarm": 500, "ring_in": 0}, None]
)
def test_times_nobody_could_have_set_count_as_never_set(world: World, held: object) -> None:
    with world.hub.store.write(world.hub.actor.user_id) as work:
        work.session.scalars(select(Hub)).one().settings = {"waits": held}
    assert WaitTimes(world.hub.tools).get(world.hub.actor) == Waits()


def test_what_is_no_time_or_no_place_is_said(world: World, kofi: str) -> None:
    outs, actor = Outs(world.hub.tools), world.hub.actor
    with pytest.raises(DomainError, match="where they go"):
        outs.leave(actor, OutDraft(kofi, " ", 30))
    for minutes in (0, 721):
        with pytest.raises(DomainError, match="from 1 to 720"):
            outs.leave(actor, OutDraft(kofi, "Keys", minutes))


@pytest.mark.parametrize("status", [VolunteerStatus.ON_HOLD, VolunteerStatus.SUSPENDED])
def test_whoever_is_not_available_is_sent_nowhere(world: World, kofi: str, status: VolunteerStatus) -> None:
    outs = Outs(world.hub.tools)
    world.edit(Volunteer, kofi, status=status)
    with pytest.raises(DomainError, match="Not available: ask the safeguarding lead"):
        outs.leave(world.hub.actor, OutDraft(kofi, "Keys", 30))
    world.edit(Volunteer, kofi, status=VolunteerStatus.RESTING)
    with pytest.raises(DomainError, match="not active"):
        outs.leave(world.hub.actor, OutDraft(kofi, "Keys", 30))
    assert outs.ids(world.hub.actor) == []


def test_a_round_comes_on_the_board_and_goes_by_itself(world: World, kofi: str) -> None:
    outs, results, actor = Outs(world.hub.tools), RoundResults(world.hub.tools), world.hub.actor
    made = world.plan(world.ask("Jean Mallory"), driver_id=kofi)
    results.send_out(actor, made)
    (row,) = outs.rows(actor, outs.ids(actor))
    assert (row.round_id, row.round_number, row.alone) == (made, 1, True)
    results.call_back(actor, made)
    assert outs.ids(actor) == []
    results.send_out(actor, made)
    results.results(actor, made, {1: TaskOutcome.DELIVERED})
    assert outs.ids(actor) == []
    assert len(outs.ids(actor, open_only=False)) == 2


def test_numbers_are_for_those_who_may_see_them(world: World, kofi: str) -> None:
    outs, actor = Outs(world.hub.tools), world.hub.actor
    key = outs.leave(actor, OutDraft(kofi, "Keys", 30)).made
    assert outs.rows(actor, [key])[0].phone == "+442079460147"
    reader = replace(actor, roles=frozenset({Role.READ_ONLY}))
    (row,) = outs.rows(reader, [key])
    assert (row.phone, row.contact_phone) == ("", "")
