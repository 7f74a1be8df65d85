"""Triage: the ways help can come are counted as they stand, taken in one step each, and undone in one."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from db.enums import Answer, CloseReason, Layer, RequestStatus, Role, TaskOutcome, Urgency
from db.models import DoNotPair
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.recurrence import weekly
from desktop.services.base import Actor
from desktop.services.history import History
from desktop.services.needs import Needs
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.requests import RequestDetail, Requests
from desktop.services.round_results import RoundResults
from desktop.services.rounds import Rounds
from desktop.services.triage import Routes, Triage
from desktop.services.triage_hints import WORDS, suggest

TODAY = date(2026, 11, 17)
Stage = Any
"""The class of the fixture, see conftest."""
OTHER = Actor("0" * 32, "Yusuf", frozenset({Role.CALL_HANDLER}))


def routes(stage: Stage, request: str, actor: Actor | None = None) -> Routes:
    return Triage(stage.hub.tools).routes(actor or stage.actor, request)


def held(stage: Stage, request: str) -> RequestDetail:
    return Requests(stage.hub.tools).get(stage.actor, request)


def partner(stage: Stage, name: str, need_code: str, *areas: str) -> str:
    needs = {one.code: one.id for one in Needs(stage.hub.tools).all(stage.actor)}
    draft = OrganisationDraft(
        name, Layer.ANCHOR, need_ids=frozenset({needs[need_code]}), area_ids=frozenset(areas)
    )
    return Organisations(stage.hub.tools).save(stage.actor, draft).made


def test_the_round_of_the_area_that_passes_nearest_is_offered_with_its_places(stage: Stage) -> None:
    stage.area("Mill Green", "QX4 2")
    far = stage.round(stage.looked_at("A Far", postcode="QX4 1AA"), name="Far round")
    near = stage.looked_at("B Near", street="3 Kelp Street", postcode="QX4 2LB")
    mill = stage.round(near, name="Mill Green round", starts_at=time(14, 0))
    found = routes(stage, stage.ask("Stanley Okafor", street="8 Kelp Street", postcode="QX4 2LB")).round
    assert found is not None
    assert (found.round_id, found.name, found.free, found.metres) == (mill, "Mill Green round", 7, 0.0)
    assert far != mill


def test_a_round_that_stops_there_already_comes_first_and_takes_no_place(stage: Stage) -> None:
    request = stage.ask("Stanley Okafor")
    again = Requests(stage.hub.tools).save(
        stage.actor, replace(held(stage, request).draft, need_code="shopping", due_on=TODAY)
    )
    stage.round(stage.looked_at("B Near"), name="Early round", starts_at=time(9, 0))
    late = stage.round(again.made, name="Late round", starts_at=time(16, 0))
    found = routes(stage, request).round
    assert found is not None
    assert (found.round_id, found.at_same_door, found.free) == (late, True, 8)


def test_a_full_round_is_not_offered(stage: Stage) -> None:
    stage.round(*(stage.looked_at(f"P{at} Line{at}") for at in range(8)))
    found = routes(stage, stage.ask("Stanley Okafor"))
    assert (found.carried, found.round, found.day) == (True, None, TODAY)


def test_a_round_that_is_out_is_not_offered(stage: Stage) -> None:
    key = stage.round(stage.looked_at(), driver_id=stage.volunteer())
    request = stage.ask("Stanley Okafor")
    assert routes(stage, request).round is not None
    RoundResults(stage.hub.tools).send_out(stage.actor, key)
    assert routes(stage, request).round is None
    RoundResults(stage.hub.tools).results(stage.actor, key, {1: TaskOutcome.DELIVERED})
    assert routes(stage, request).round is None


def test_a_round_after_the_day_is_not_offered_and_one_before_is_unless_it_repeats(stage: Stage) -> None:
    tomorrow, later = TODAY + timedelta(days=1), TODAY + timedelta(days=2)
    stage.round(stage.looked_at(due_on=later), on_date=later)
    once = stage.ask("Stanley Okafor", due_on=tomorrow)
    assert routes(stage, once).round is None
    stage.round(stage.looked_at("B Near"), name="Today round")
    found = routes(stage, once).round
    assert found is not None
    assert found.name == "Today round"
    repeats = stage.ask("Amina Yusuf", recurrence=weekly([2]), starts_on=tomorrow)
    assert routes(stage, repeats).round is None


def test_a_round_whose_driver_is_kept_apart_from_the_person_is_passed_over(stage: Stage) -> None:
    driver = stage.volunteer()
    stage.round(stage.looked_at(), driver_id=driver)
    request = stage.ask("Stanley Okafor")
    assert routes(stage, request).round is not None
    with stage.hub.store.write(stage.actor.user_id) as work:
        person = held(stage, request).draft.person_id
        work.add(DoNotPair(volunteer_id=driver, person_id=person, reason="asked"))
    assert routes(stage, request).round is None


def test_nothing_is_carried_to_somebody_without_an_address_or_for_a_call(stage: Stage) -> None:
    stage.round(stage.looked_at())
    assert not routes(stage, stage.ask("Stanley Okafor", need="welfare_check")).carried


def test_volunteers_are_counted_and_what_it_needs_is_said(stage: Stage) -> None:
    request = stage.ask()
    before = routes(stage, request).volunteers
    stage.volunteer()
    stage.volunteer("No Checks", checks=())
    after = routes(stage, request).volunteers
    assert before is not None
    assert after is not None
    assert (before.count, after.count) == (0, 1)
    assert "ID" in after.needs


def test_partners_are_those_that_take_the_need_here_or_everywhere(stage: Stage) -> None:
    here, there = stage.area("Mill Green", "QX4 2"), stage.area("Fellgate", "QX9 9")
    partner(stage, "Kelp Street Kitchen", "hot_meal", here)
    partner(stage, "Age Well", "hot_meal")
    partner(stage, "Fellgate Café", "hot_meal", there)
    partner(stage, "Parcel Shed", "food_parcel")
    found = routes(stage, stage.ask("Stanley Okafor", "hot_meal"))
    assert [one.name for one in found.partners] == ["Age Well", "Kelp Street Kitchen"]


def test_how_soon_is_a_guess_while_it_is_what_the_need_says_by_itself(stage: Stage) -> None:
    request = stage.ask(urgency=None)
    assert routes(stage, request).is_guess
    Triage(stage.hub.tools).set_urgency(stage.actor, request, Urgency.TODAY)
    assert not routes(stage, request).is_guess
    assert not routes(stage, stage.looked_at("B Near", urgency=None)).is_guess


def test_saying_how_soon_moves_the_day_and_the_task_and_can_be_undone(stage: Stage) -> None:
    request = stage.ask(urgency=Urgency.THIS_WEEK, due_on=TODAY + timedelta(days=6))
    done = Triage(stage.hub.tools).set_urgency(stage.actor, request, Urgency.TOMORROW)
    tomorrow = TODAY + timedelta(days=1)
    assert held(stage, request).draft.due_on == tomorrow
    assert [task.on_date for task in held(stage, request).tasks] == [tomorrow]
    History(stage.hub.tools).undo(stage.actor, done.txn)
    assert held(stage, request).draft.urgency is Urgency.THIS_WEEK
    assert [task.on_date for task in held(stage, request).tasks] == [TODAY + timedelta(days=6)]


def test_help_that_repeats_keeps_its_days_whatever_is_said_of_how_soon(stage: Stage) -> None:
    request = stage.ask(recurrence=weekly([4]), starts_on=date(2026, 11, 20), due_on=None)
    before = [task.on_date for task in held(stage, request).tasks]
    Triage(stage.hub.tools).set_urgency(stage.actor, request, Urgency.TODAY)
    assert [task.on_date for task in held(stage, request).tasks] == before


def test_adding_to_a_round_puts_the_task_on_it_and_undo_takes_it_off(stage: Stage) -> None:
    key = stage.round(stage.looked_at(), name="Mill Green round")
    request = stage.ask("Stanley Okafor")
    done = Triage(stage.hub.tools).add_to_round(stage.actor, request, key)
    assert done.message == "R-2 is on Mill Green round"
    assert held(stage, request).status is RequestStatus.ASSIGNED
    assert len(Rounds(stage.hub.tools).get(stage.actor, key).stops) == 2
    History(stage.hub.tools).undo(stage.actor, done.txn)
    assert held(stage, request).status is RequestStatus.NEW
    assert len(Rounds(stage.hub.tools).get(stage.actor, key).stops) == 1


def test_a_round_that_went_meanwhile_takes_nothing_and_nothing_changes(stage: Stage) -> None:
    key = stage.round(stage.looked_at(), driver_id=stage.volunteer())
    request = stage.ask("Stanley Okafor")
    RoundResults(stage.hub.tools).send_out(stage.actor, key)
    with pytest.raises(DomainError, match="is out"):
        Triage(stage.hub.tools).add_to_round(stage.actor, request, key)
    assert held(stage, request).status is RequestStatus.NEW


def test_leaving_it_to_a_volunteer_moves_it_to_match_and_can_be_undone(stage: Stage) -> None:
    request = stage.ask()
    done = Triage(stage.hub.tools).to_match(stage.actor, request)
    assert held(stage, request).status is RequestStatus.TRIAGED
    History(stage.hub.tools).undo(stage.actor, done.txn)
    assert held(stage, request).status is RequestStatus.NEW


def test_a_partner_who_takes_it_is_waited_on(stage: Stage) -> None:
    request = stage.ask()
    with pytest.raises(DomainError):
        Triage(stage.hub.tools).to_partner(stage.actor, request, " ")
    Triage(stage.hub.tools).to_partner(stage.actor, request, "Age Well")
    assert (held(stage, request).status, held(stage, request).draft.waiting_on) == (
        RequestStatus.WAITING,
        "Age Well",
    )


def test_words_suggest_another_need_until_it_is_asked_for(stage: Stage) -> None:
    request = stage.ask(words="The meter is on emergency credit.")
    hint = routes(stage, request).hint
    assert hint is not None
    assert (hint.word, hint.need_code, hint.need) == ("meter", "energy_top_up", "Energy top-up")
    made = Triage(stage.hub.tools).also_needs(stage.actor, request, hint.need_code).made
    second = held(stage, made)
    assert (second.need, second.draft.follows_id, second.status) == (
        "Energy top-up",
        request,
        RequestStatus.NEW,
    )
    assert routes(stage, request).hint is None
    Requests(stage.hub.tools).close(stage.actor, made, CloseReason.NOT_NEEDED)
    assert routes(stage, request).hint is not None


def test_of_a_private_need_no_more_is_told_than_may_be(stage: Stage) -> None:
    partner(stage, "Refuge", "domestic_abuse")
    request = stage.ask(need="domestic_abuse", words="The meter is on emergency credit.")
    assert [one.name for one in routes(stage, request).partners] == ["Refuge"]
    seen = routes(stage, request, OTHER)
    assert (seen.partners, seen.hint) == ((), None)
    assert seen.volunteers is not None
    assert seen.volunteers.needs == ()
    with pytest.raises(NotFound):
        Triage(stage.hub.tools).also_needs(OTHER, request, "energy_top_up")


def test_no_word_suggests_a_private_need_and_every_need_suggested_is_there(stage: Stage) -> None:
    needs = {one.code: one for one in Needs(stage.hub.tools).all(stage.actor)}
    assert [code for code in WORDS if code not in needs or needs[code].is_private] == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("I CAN’T COOK since Friday", "hot_meal"),
        ("parameter", ""),
        ("", ""),
        ("He has no food and the meter ran out", "energy_top_up"),
    ],
)
def test_words_are_found_whole_whatever_their_letters(said: str, code: str) -> None:
    found = suggest(said, ())
    assert (found.need_code if found else "") == code


def test_sharing_refused_does_not_hide_the_ways(stage: Stage) -> None:
    stage.round(stage.looked_at())
    assert routes(stage, stage.ask("Stanley Okafor", share=Answer.NO)).round is not None
