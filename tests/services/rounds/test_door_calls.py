"""Nobody came to the door: rung today, then whoever has a key, then the lead; lost by nothing."""

from contextlib import suppress
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.enums import ContactOutcome, LinkKind, TaskOutcome
from db.enums_calls import CallKind, StepKind
from db.models import CallPlan, ContactLink, Household, Person, Phone
from desktop.domain.errors import DomainError
from desktop.services.call_plans import CallPlans, PlanDraft, StepDraft
from desktop.services.call_records import CallDone
from desktop.services.calls import Calls
from desktop.services.door_calls import door_key
from desktop.services.history import History
from desktop.services.households import HouseholdDraft
from desktop.services.round_results import RoundResults
from tests.services.rounds.conftest import DAY, World

_NUMBERS = count(1)
NO, YES = TaskOutcome.NO_ANSWER, TaskOutcome.DELIVERED


@pytest.fixture
def shut(world: World) -> str:
    """A round of one door with two things to bring: who is there, with a number and a daughter with a key."""
    task = world.ask("Jean Mallory")
    person = world.person_of(task)
    more = world.again(task, "food_parcel")
    with world.hub.store.write(world.hub.actor.user_id) as work:
        work.add(Phone(person_id=person, raw="020 7946 0147", e164="+442079460147"))
        near = ContactLink(person_id=person, kind=LinkKind.AROUND, name="Bob", phone="1")
        key = ContactLink(
            person_id=person,
            kind=LinkKind.KEYHOLDER,
            name="Carys",
            relationship="daughter",
            phone="020 7946 0148",
        )
        work.add(near)
        work.add(key)
    world.plan(task, more, driver_id=world.volunteer())
    RoundResults(world.hub.tools).send_out(world.hub.actor, "S-1")
    return person


def key_in(world: World, outcome: TaskOutcome) -> str:
    """Key what came of the door; the message."""
    return RoundResults(world.hub.tools).result(world.hub.actor, "S-1.1", outcome).message


def plan(world: World, person: str) -> CallPlan:
    """The call that was asked for."""
    with world.hub.store.read() as session:
        return session.get_one(CallPlan, door_key(person, DAY))


def due(world: World) -> list[str]:
    """Whom the worklist names, by plan."""
    return [one.id for one in Calls(world.hub.tools).worklist(world.hub.actor).due]


def test_they_are_rung_then_whoever_has_a_key_then_the_lead_is_told(world: World, shut: str) -> None:
    calls, actor = Calls(world.hub.tools), world.hub.actor
    assert "Ring today" in key_in(world, NO) or "to ring today" in key_in(world, NO)
    held = plan(world, shut)
    assert due(world) == [held.id]
    assert (held.kind, held.name, held.next_step) == (CallKind.DOOR, "Nobody came to the door", 0)
    detail = calls.detail(actor, held.id)
    assert [one.words for one in detail.steps] == [
        "Ring Carys, daughter",
        "Ring Bob, near them",
        "Send somebody to knock again, or ask next door",
    ]
    calls.record(actor, held.id, CallDone(ContactOutcome.NO_ANSWER, ""))
    assert plan(world, shut).next_step == 1
    for step in (2, 3, 4):
        calls.step_taken(actor, held.id, "", heard=False)
        assert (plan(world, shut).next_step, due(world)) == (step, [held.id])
    with pytest.raises(DomainError, match="Tell the safeguarding lead now"):
        calls.step_taken(actor, held.id, "", heard=False)
    assert due(world) == [held.id]
    CallPlans(world.hub.tools).end(actor, held.id, "The lead has taken it over")
    assert due(world) == []


@pytest.mark.parametrize("by_step", [True, False])
def test_it_is_over_once_it_is_known_how_they_are(world: World, shut: str, by_step: bool) -> None:
    calls, actor = Calls(world.hub.tools), world.hub.actor
    key_in(world, NO)
    key = plan(world, shut).id
    if by_step:
        calls.record(actor, key, CallDone(ContactOutcome.NO_ANSWER, ""))
        calls.step_taken(actor, key, "Carys has her at home", heard=True)
    else:
        calls.record(actor, key, CallDone(ContactOutcome.REACHED, "Was in the bath"))
    held = plan(world, shut)
    assert (held.ended_why, held.next_on) == ("It is known how they are", None)
    assert due(world) == []


def test_their_own_plan_says_what_is_done(world: World, shut: str) -> None:
    steps = (StepDraft("Never knock twice: ring her son first", StepKind.RING_SOMEBODY, "020 7946 0150"),)
    draft = PlanDraft(shut, CallKind.WELFARE, "FREQ=WEEKLY", starts_on=DAY + timedelta(days=3), steps=steps)
    CallPlans(world.hub.tools).save(world.hub.actor, draft)
    key_in(world, NO)
    detail = Calls(world.hub.tools).detail(world.hub.actor, plan(world, shut).id)
    assert [one.words for one in detail.steps] == [steps[0].words]


@pytest.mark.parametrize("said", [{"safe_number": "+442079460199"}, {"safe_when": "Mornings alone"}])
def test_nobody_around_somebody_with_a_safe_way_to_be_reached_is_rung(
    world: World, shut: str, said: dict[str, str]
) -> None:
    world.edit(Person, shut, **said)
    key_in(world, NO)
    calls, actor, key = Calls(world.hub.tools), world.hub.actor, plan(world, shut).id
    assert calls.detail(actor, key).steps == ()
    calls.record(actor, key, CallDone(ContactOutcome.NO_ANSWER, ""))
    with pytest.raises(DomainError, match="Tell the safeguarding lead now"):
        calls.step_taken(actor, key, "", heard=False)


def test_two_are_sent_where_nobody_goes_alone(world: World, shut: str) -> None:
    with world.hub.store.read() as session:
        home = session.get_one(Person, shut).household_id
    world.edit(Household, str(home), go_in_pairs=True)
    key_in(world, NO)
    steps = Calls(world.hub.tools).detail(world.hub.actor, plan(world, shut).id).steps
    assert steps[-1].words == "Send two people to knock again, or ask next door"


def test_whoever_has_no_number_is_asked_after_at_once(world: World, shut: str) -> None:
    with world.hub.store.write(world.hub.actor.user_id) as work:
        phone = work.session.query(Phone).filter_by(person_id=shut).one()
        phone.voided_at = work.log.at
    key_in(world, NO)
    assert plan(world, shut).next_step == 1


def test_an_outcome_put_right_takes_it_off_unless_somebody_began(world: World, shut: str) -> None:
    key_in(world, NO)
    key_in(world, YES)
    assert due(world) == []
    key_in(world, NO)
    key = plan(world, shut).id
    assert due(world) == [key]
    Calls(world.hub.tools).record(world.hub.actor, key, CallDone(ContactOutcome.NO_ANSWER, ""))
    key_in(world, YES)
    assert due(world) == [key]


def test_undo_of_the_keying_takes_it_away_and_of_another_thing_does_not(world: World, shut: str) -> None:
    results, actor, history = RoundResults(world.hub.tools), world.hub.actor, History(world.hub.tools)
    done = results.result(actor, "S-1.1", NO)
    with world.hub.store.write(actor.user_id) as work:
        work.session.get_one(Person, shut).good_to_know = "Likes roses"
        other = work.txn
    history.undo(actor, other)
    assert len(due(world)) == 1
    history.undo(actor, done.txn)
    assert due(world) == []


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["ring", "step", "reached", "heard"]), max_size=9))
def test_an_unanswered_door_always_has_an_open_step_or_an_end(world: World, acts: list[str]) -> None:
    calls, actor, results = Calls(world.hub.tools), world.hub.actor, RoundResults(world.hub.tools)
    task = world.ask(f"P{next(_NUMBERS)} Line", address=HouseholdDraft("1 Line", postcode="QX4 2LB"))
    made = world.plan(task, driver_id=world.volunteer())
    results.send_out(actor, made)
    results.results(actor, made, {1: NO})
    person = world.person_of(task)
    for act in acts:
        with suppress(DomainError):
            if act in ("ring", "reached"):
                outcome = ContactOutcome.REACHED if act == "reached" else ContactOutcome.NO_ANSWER
                calls.record(actor, plan(world, person).id, CallDone(outcome, ""))
            else:
                calls.step_taken(actor, plan(world, person).id, "Well", heard=act == "heard")
        held = plan(world, person)
        assert (held.next_on is not None) != (held.ended_on is not None)
        assert (held.ended_on is None) == (held.id in due(world))


def test_a_door_shut_again_after_its_keying_was_undone_is_rung_again(world: World, shut: str) -> None:
    results, actor = RoundResults(world.hub.tools), world.hub.actor
    History(world.hub.tools).undo(actor, results.result(actor, "S-1.1", NO).txn)
    assert due(world) == []
    key_in(world, NO)
    key = plan(world, shut).id
    assert due(world) == [key]
    assert len(Calls(world.hub.tools).detail(actor, key).steps) == 3


def test_keying_the_same_door_again_never_begins_the_steps_anew(world: World, shut: str) -> None:
    calls, actor = Calls(world.hub.tools), world.hub.actor
    key_in(world, NO)
    key = plan(world, shut).id
    calls.record(actor, key, CallDone(ContactOutcome.NO_ANSWER, ""))
    calls.step_taken(actor, key, "Carys does not answer", heard=False)
    key_in(world, NO)
    assert plan(world, shut).next_step == 2
    key_in(world, YES)
    key_in(world, NO)
    assert (plan(world, shut).next_step, due(world)) == (2, [key])


def test_a_second_door_shut_on_the_same_day_is_rung_though_they_were_heard_of_after_the_first(
    world: World, shut: str
) -> None:
    calls, actor, results = Calls(world.hub.tools), world.hub.actor, RoundResults(world.hub.tools)
    lunch = world.ask("Ada Twice", address=HouseholdDraft("2 Line", postcode="QX4 2LB"))
    supper = world.again(lunch, "food_parcel")
    person = world.person_of(lunch)
    for task in (lunch, supper):
        made = world.plan(task, driver_id=world.volunteer(f"Driver {next(_NUMBERS)}"))
        results.send_out(actor, made)
        results.results(actor, made, {1: NO})
        held = plan(world, person)
        assert (held.ended_on, held.ended_why) == (None, "")
        assert due(world) == [held.id]
        calls.step_taken(actor, held.id, "Her son has her at home", heard=True)
        assert due(world) == []
