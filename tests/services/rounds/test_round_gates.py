"""What keeps a task off paper and a round from going out, and why."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from db.enums import (
    Answer,
    CheckType,
    PersonStatus,
    Role,
    Transport,
    VolunteerStatus,
)
from db.models import Check, DoNotPair, Person, Volunteer
from desktop.domain.errors import DomainError
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.round_details import RoundDraft
from desktop.services.round_gates import HeldWhy, as_told
from desktop.services.round_results import RoundResults
from desktop.services.round_sheets import RoundSheets
from desktop.services.rounds import Rounds

DAY = date(2026, 11, 18)


def test_a_driver_without_the_checks_is_shown_with_why_and_nothing_prints_or_goes(
    hub: OpenHub, world: Any
) -> None:
    dev = world.volunteer("Dev Patel", (CheckType.IDENTITY,))
    round_id = world.plan(world.ask(), driver_id=dev)
    detail = Rounds(hub.tools).get(hub.actor, round_id)
    (crew,) = detail.crew
    assert (crew.name, crew.is_driver, crew.can, crew.total) == ("Dev Patel", True, 0, 1)
    assert "Dev Patel can’t be given this task yet. References not taken up" in crew.words[0]
    assert detail.stops[0].tasks[0].held == crew.words
    assert world.sheet(round_id).stops == ()
    assert world.task_rows([detail.stops[0].tasks[0].task_id])[0].volunteer_id is None
    with pytest.raises(DomainError, match=r"cannot go out yet\. Dev Patel can’t be given"):
        RoundResults(hub.tools).send_out(hub.actor, round_id)
    kofi = world.volunteer()
    Rounds(hub.tools).save(hub.actor, RoundDraft(DAY, driver_id=kofi), round_id)
    assert [stop.number for stop in world.sheet(round_id).stops] == [1]
    RoundResults(hub.tools).send_out(hub.actor, round_id)


def test_only_the_tasks_somebody_may_not_do_stay_off_and_stops_keep_their_numbers(
    hub: OpenHub, world: Any
) -> None:
    kofi = world.volunteer()
    one, two, three = world.line_of_houses(3)
    round_id = world.plan(one, two, three, driver_id=kofi)
    detail = Rounds(hub.tools).get(hub.actor, round_id)
    middle = detail.stops[1]
    errand = world.again(middle.tasks[0].task_id, "prescription")
    Rounds(hub.tools).add(hub.actor, round_id, [errand])
    found = world.sheet(round_id)
    assert [stop.number for stop in found.stops] == [1, 2, 3]
    assert [one.task_id for one in found.held] == [errand]
    assert errand not in repr(found.stops)
    Rounds(hub.tools).remove(hub.actor, round_id, [middle.tasks[0].task_id])
    assert [stop.number for stop in world.sheet(round_id).stops] == [1, 3]


def test_a_clearance_that_lapses_keeps_the_assignment_but_stops_the_round(hub: OpenHub, world: Any) -> None:
    kofi, parcel = world.volunteer(valid_to=date(2099, 1, 1)), world.ask()
    round_id = world.plan(parcel, driver_id=kofi)
    assert world.held(round_id) == set()
    with hub.store.write(hub.actor.user_id) as work:
        for check in work.session.scalars(select(Check)):
            check.valid_to = date(2020, 1, 1)
    assert world.held(round_id) == {HeldWhy.NOT_CLEARED}
    assert world.task_rows([parcel])[0].volunteer_id == kofi
    with pytest.raises(DomainError, match="out of date"):
        RoundResults(hub.tools).send_out(hub.actor, round_id)


def test_a_check_that_ends_before_the_day_of_the_round_does_not_count(hub: OpenHub, world: Any) -> None:
    kofi = world.volunteer(valid_to=date(2090, 1, 1))
    far = date(2090, 1, 2)
    parcel = world.ask(due_on=far)
    round_id = Rounds(hub.tools).save(hub.actor, RoundDraft(far, driver_id=kofi)).made
    Rounds(hub.tools).add(hub.actor, round_id, [parcel])
    assert world.held(round_id) == {HeldWhy.NOT_CLEARED}


def test_nor_one_that_is_not_issued_yet(hub: OpenHub, world: Any) -> None:
    kofi, far = world.volunteer(), date(2090, 1, 2)
    parcel = world.ask(due_on=far)
    round_id = Rounds(hub.tools).save(hub.actor, RoundDraft(far, driver_id=kofi)).made
    Rounds(hub.tools).add(hub.actor, round_id, [parcel])
    assert world.held(round_id) == set()
    with hub.store.write(hub.actor.user_id) as work:
        for check in work.session.scalars(select(Check)):
            check.issued_on = date(2090, 1, 1)
    assert world.held(round_id) == {HeldWhy.NOT_CLEARED}


def test_nobody_under_age_is_alone_at_a_door(hub: OpenHub, world: Any) -> None:
    sam = world.volunteer("Sam Hale", born=date(2010, 1, 1))
    world.edit(Volunteer, sam, parental_agreement=Answer.YES)
    round_id = world.plan(world.ask(), driver_id=sam)
    assert "Under 18" in world.sheet(round_id).held[0].words
    Rounds(hub.tools).save(hub.actor, RoundDraft(DAY, driver_id=world.volunteer(), helper_id=sam), round_id)
    assert world.held(round_id) == set()


def test_a_helper_who_may_only_go_with_a_checked_volunteer_may_go_with_one(hub: OpenHub, world: Any) -> None:
    kofi, dev = world.volunteer(), world.volunteer("Dev Patel", (CheckType.IDENTITY,))
    round_id = world.plan(world.ask(), driver_id=kofi, helper_id=dev)
    assert world.held(round_id) == set()
    assert world.sheet(round_id).helper == "Dev P."
    Rounds(hub.tools).save(hub.actor, RoundDraft(DAY, driver_id=dev), round_id)
    assert world.held(round_id) == {HeldWhy.NOT_CLEARED}


def test_a_driver_of_a_car_needs_driving_papers_and_a_helper_does_not(hub: OpenHub, world: Any) -> None:
    car = world.volunteer("Leanne Turvey", transport=Transport.CAR)
    walker = world.volunteer()
    round_id = world.plan(world.ask(), driver_id=car)
    assert "Driving papers not seen" in world.sheet(round_id).held[0].words
    Rounds(hub.tools).save(hub.actor, RoundDraft(DAY, driver_id=walker, helper_id=car), round_id)
    assert world.held(round_id) == set()


@pytest.mark.parametrize("status", [VolunteerStatus.ON_HOLD, VolunteerStatus.SUSPENDED, VolunteerStatus.LEFT])
def test_a_hold_reads_like_any_other_absence(world: Any, status: VolunteerStatus) -> None:
    kofi = world.volunteer(status=status)
    round_id = world.plan(world.ask(), driver_id=kofi)
    assert world.sheet(round_id).held[0].words == "Kofi Mensah: not available: ask the safeguarding lead."


def test_a_volunteer_who_was_voided_is_not_available(hub: OpenHub, world: Any) -> None:
    kofi = world.volunteer()
    round_id = world.plan(world.ask(), driver_id=kofi)
    world.edit(Volunteer, kofi, voided_at=hub.tools.clock())
    assert world.held(round_id) == {HeldWhy.NOT_CLEARED}


def test_a_household_that_asks_for_two_gets_two(hub: OpenHub, world: Any) -> None:
    kofi, leanne = world.volunteer(), world.volunteer("Leanne Turvey")
    home = HouseholdDraft("3 Skerry Road", postcode="QX4 2LB", go_in_pairs=True)
    round_id = world.plan(world.ask(address=home), driver_id=kofi)
    assert world.held(round_id) == {HeldWhy.PAIR_NEEDED}
    with pytest.raises(DomainError, match="Add a second volunteer"):
        RoundResults(hub.tools).send_out(hub.actor, round_id)
    Rounds(hub.tools).save(hub.actor, RoundDraft(DAY, driver_id=kofi, helper_id=leanne), round_id)
    (stop,) = world.sheet(round_id).stops
    assert stop.labels[0].text == "Go in pairs. Wait for each other at the door."
    RoundResults(hub.tools).send_out(hub.actor, round_id)


def test_those_kept_apart_are_never_sent_to_each_other(hub: OpenHub, world: Any) -> None:
    kofi, parcel = world.volunteer(), world.ask()
    with hub.store.write(hub.actor.user_id) as work:
        work.add(DoNotPair(volunteer_id=kofi, person_id=world.person_of(parcel), reason="Family dispute"))
    round_id = world.plan(parcel, driver_id=kofi)
    assert world.held(round_id) == {HeldWhy.KEPT_APART}
    assert "dispute" not in repr(Rounds(hub.tools).get(hub.actor, round_id))


def test_nor_to_anybody_at_the_same_address(hub: OpenHub, world: Any) -> None:
    kofi, parcel, elsewhere = world.volunteer(), world.ask("Jean Mallory"), world.ask("Tom Hale")
    home = world.task_rows([parcel])[0].household_id
    husband = world.ask("Harold Mallory")
    world.edit(Person, world.person_of(husband), household_id=home)
    with hub.store.write(hub.actor.user_id) as work:
        work.add(DoNotPair(volunteer_id=kofi, person_id=world.person_of(parcel), reason="Family dispute"))
    round_id = world.plan(husband, elsewhere, driver_id=kofi)
    assert [(one.task_id, one.why) for one in world.sheet(round_id).held] == [(husband, HeldWhy.KEPT_APART)]
    assert world.task_rows([husband])[0].volunteer_id is None


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (PersonStatus.DECEASED, "recorded as having died"),
        (PersonStatus.MOVED, "has moved"),
        (PersonStatus.DO_NOT_CONTACT, "asked not to be contacted"),
    ],
)
def test_nobody_is_sent_to_somebody_who_died_moved_or_asked_to_be_left(
    world: Any, status: PersonStatus, words: str
) -> None:
    parcel = world.ask()
    round_id = world.plan(parcel)
    world.edit(Person, world.person_of(parcel), status=status)
    found = world.sheet(round_id)
    assert found.stops == ()
    assert words in found.held[0].words
    assert found.held[0].words.startswith("Jean Mallory ")


def test_a_recorded_no_keeps_the_address_off_paper(world: Any) -> None:
    round_id = world.plan(world.ask(share=Answer.NO), world.ask("Tom Hale", share=Answer.NOT_ASKED))
    found = world.sheet(round_id)
    assert [stop.name for stop in found.stops] == ["Tom H."]
    assert "has not agreed" in found.held[0].words


def test_a_round_nobody_is_down_for_prints_but_does_not_go_out(hub: OpenHub, world: Any) -> None:
    round_id = world.plan()
    assert Rounds(hub.tools).get(hub.actor, round_id).not_yet == ("Nothing is on this round yet.",)
    Rounds(hub.tools).add(hub.actor, round_id, [world.ask()])
    assert len(world.sheet(round_id).stops) == 1
    with pytest.raises(DomainError, match="Nobody is down to go"):
        RoundResults(hub.tools).send_out(hub.actor, round_id)


def test_which_check_it_is_is_told_only_to_who_may_see_checks(hub: OpenHub, world: Any) -> None:
    dev = world.volunteer("Dev Patel", (CheckType.IDENTITY,))
    home = HouseholdDraft("3 Skerry Road", postcode="QX4 2LB", go_in_pairs=True)
    round_id = world.plan(world.ask(address=home), driver_id=dev)
    pair, lacking = world.sheet(round_id).held
    assert (pair.why, lacking.why) == (HeldWhy.PAIR_NEEDED, HeldWhy.NOT_CLEARED)
    assert "References" in lacking.words
    desk = replace(hub.actor, roles=frozenset({Role.COORDINATOR}))
    told = RoundSheets(hub.tools).sheet(desk, round_id).held
    assert told == (pair, replace(lacking, words=lacking.untold, untold=""))
    assert lacking.untold.startswith("Dev Patel can’t be given this task yet. Not cleared for this task")
    assert as_told([pair, lacking], hub.actor) == [pair, lacking]
