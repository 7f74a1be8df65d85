"""Undo asks the gate again: nobody gets back a task they may not do now, and the lead's decisions stay."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from db.enums import Answer, CheckStatus, CheckType, OfferAnswer, RoundStatus, TaskStatus, VolunteerStatus
from db.enums import Role as R
from db.models import Check, ClearanceRule, Person, Round, Task, Volunteer
from desktop.domain.errors import DomainError, NotAllowed
from desktop.services.checks import Checks
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.offers import Offers
from desktop.services.requests import Requests
from desktop.services.round_details import RoundDraft
from desktop.services.round_results import RoundResults
from desktop.services.rounds import Rounds
from desktop.services.tasks import Tasks
from desktop.services.volunteers import Volunteers

DAY = date(2026, 11, 18)
CALLS = frozenset({R.CALL_HANDLER, R.COORDINATOR})
MANAGES = frozenset({R.VOLUNTEER_MANAGER, R.COORDINATOR})


@pytest.fixture
def undo(hub: OpenHub) -> Any:
    """Undo a transaction; the message."""
    history = History(hub.tools)

    def run(txn: str, roles: frozenset[R] | None = None) -> str:
        actor = replace(hub.actor, roles=roles) if roles else hub.actor
        return history.undo(actor, txn).message

    return run


def lapse(world: Any, volunteer: str) -> str:
    """Take a volunteer's references out of use; the transaction."""
    with world.hub.store.read() as session:
        mine = select(Check.id).where(Check.volunteer_id == volunteer, Check.type == CheckType.REFERENCES)
        key = session.scalars(mine).one()
    return Checks(world.hub.tools).void(world.hub.actor, key, "Not genuine").txn


def held(world: Any, model: type, key: str) -> Any:
    """A record as it stands."""
    with world.hub.store.read() as session:
        return session.get_one(model, key)


def crew(world: Any, task: str) -> tuple[str | None, str | None]:
    """Who has a task."""
    one = held(world, Task, task)
    return one.volunteer_id, one.second_volunteer_id


@pytest.fixture
def given(world: Any) -> tuple[str, str]:
    """A parcel that Kofi took: task and volunteer."""
    task, kofi = world.ask(), world.volunteer()
    Offers(world.hub.tools).answer(world.hub.actor, task, kofi, OfferAnswer.YES)
    return task, kofi


def test_who_may_not_do_it_now_is_not_given_a_task_back(world: Any, undo: Any, given: Any) -> None:
    task, kofi = given
    back = Offers(world.hub.tools).release(world.hub.actor, task, "Ill").txn
    lapsed = lapse(world, kofi)
    assert undo(back) == "Undone. 1 task waits for somebody: whoever had it may not do it now."
    assert crew(world, task) == (None, None)
    request = held(world, Task, task).request_id
    assert Requests(world.hub.tools).get(world.hub.actor, request).status.value == "triaged"
    undo(lapsed)
    again = Offers(world.hub.tools).answer(world.hub.actor, task, kofi, OfferAnswer.YES)
    taken = Offers(world.hub.tools).release(world.hub.actor, task, "Ill").txn
    assert undo(taken) == "Undone."
    assert crew(world, task) == (kofi, None)
    assert again.txn


def test_many_are_counted(world: Any, undo: Any) -> None:
    kofi = world.volunteer()
    one, two = world.line_of_houses(2)
    round_id = world.plan(one, two, driver_id=kofi)
    gone = Rounds(world.hub.tools).void(world.hub.actor, round_id, "Snow").txn
    lapse(world, kofi)
    assert undo(gone) == "Undone. 2 tasks wait for somebody: whoever had it may not do it now."
    assert crew(world, one) == crew(world, two) == (None, None)
    assert held(world, Round, round_id).voided_at is None


def test_an_assignment_that_was_there_all_along_is_kept(world: Any, undo: Any, given: Any) -> None:
    task, kofi = given
    lapse(world, kofi)
    request = held(world, Task, task).request_id
    requests = Requests(world.hub.tools)
    draft = requests.get(world.hub.actor, request).draft
    edit = requests.save(world.hub.actor, replace(draft, because_of=Answer.YES), request).txn
    assert undo(edit) == "Undone."
    assert crew(world, task) == (kofi, None)


@pytest.mark.parametrize("how", ["request", "task", "closed"])
def test_what_went_out_of_use_comes_back_without_who_lapsed(
    world: Any, undo: Any, given: Any, how: str
) -> None:
    task, kofi = given
    request, actor, tools = held(world, Task, task).request_id, world.hub.actor, world.hub.tools
    if how == "request":
        gone = Requests(tools).void(actor, request, "Taken twice").txn
    elif how == "task":
        gone = Tasks(tools).void(actor, task, "Not needed").txn
    else:
        gone = Requests(tools).close(actor, request, "not_needed").txn  # type: ignore[arg-type]
    lapse(world, kofi)
    assert "1 task waits" in undo(gone)
    assert crew(world, task) == (None, None)


def test_who_only_went_along_does_not_go_alone(world: Any, undo: Any) -> None:
    task, kofi = world.ask(), world.volunteer()
    dev = world.volunteer("Dev Patel", (CheckType.IDENTITY,))
    offers, actor = Offers(world.hub.tools), world.hub.actor
    yes = offers.answer(actor, task, kofi, OfferAnswer.YES).txn
    offers.pair(actor, task, dev)
    assert crew(world, task) == (kofi, dev)
    assert "1 task waits" in undo(yes)
    assert crew(world, task) == (None, None)


def test_who_is_cleared_and_went_along_has_the_task_now(world: Any, undo: Any) -> None:
    task, kofi, ama = world.ask(), world.volunteer(), world.volunteer("Ama Boateng")
    offers, actor = Offers(world.hub.tools), world.hub.actor
    yes = offers.answer(actor, task, kofi, OfferAnswer.YES).txn
    offers.pair(actor, task, ama)
    assert undo(yes) == "Undone."
    assert crew(world, task) == (ama, None)


def test_kept_apart_meanwhile_is_not_given_back(world: Any, undo: Any, given: Any) -> None:
    task, kofi = given
    back = Offers(world.hub.tools).release(world.hub.actor, task, "Ill").txn
    Volunteers(world.hub.tools).keep_apart(world.hub.actor, kofi, world.person_of(task), "A quarrel")
    assert "1 task waits" in undo(back)
    assert crew(world, task) == (None, None)


def test_kept_apart_from_somebody_at_the_same_address_is_not_given_back(
    world: Any, undo: Any, given: Any
) -> None:
    task, kofi = given
    back = Offers(world.hub.tools).release(world.hub.actor, task, "Ill").txn
    husband = world.person_of(world.ask("Harold Mallory"))
    world.edit(Person, husband, household_id=world.task_rows([task])[0].household_id)
    Volunteers(world.hub.tools).keep_apart(world.hub.actor, kofi, husband, "A quarrel")
    assert "1 task waits" in undo(back)
    assert crew(world, task) == (None, None)


def test_a_yes_taken_back_leaves_the_task_to_nobody(world: Any, undo: Any) -> None:
    task, kofi = world.ask(), world.volunteer()
    yes = Offers(world.hub.tools).answer(world.hub.actor, task, kofi, OfferAnswer.YES).txn
    assert undo(yes) == "Undone."
    assert crew(world, task) == (None, None)


def test_a_round_called_back_does_not_go_out_by_undo(world: Any, undo: Any) -> None:
    kofi = world.volunteer()
    parcel = world.ask()
    round_id = world.plan(parcel, driver_id=kofi)
    results, actor = RoundResults(world.hub.tools), world.hub.actor
    results.send_out(actor, round_id)
    back = results.call_back(actor, round_id).txn
    lapsed = lapse(world, kofi)
    with pytest.raises(DomainError, match=r"S-1 cannot go out again\. Kofi Mensah can’t be given"):
        undo(back)
    with pytest.raises(DomainError) as refused:
        undo(back, CALLS)
    assert "References" not in str(refused.value)
    assert held(world, Round, round_id).status is RoundStatus.PLANNED
    assert held(world, Task, parcel).status is TaskStatus.PLANNED
    undo(lapsed)
    assert undo(back) == "Undone."
    assert held(world, Round, round_id).status is RoundStatus.OUT


def test_a_round_voided_on_its_way_does_not_go_out_by_undo(world: Any, undo: Any) -> None:
    kofi, parcel = world.volunteer(), world.ask()
    round_id = world.plan(parcel, driver_id=kofi)
    RoundResults(world.hub.tools).send_out(world.hub.actor, round_id)
    gone = Rounds(world.hub.tools).void(world.hub.actor, round_id, "Snow").txn
    lapse(world, kofi)
    with pytest.raises(DomainError, match="S-1 cannot go out again"):
        undo(gone)


def test_a_task_is_not_out_where_its_round_is_not(world: Any, undo: Any) -> None:
    kofi, parcel = world.volunteer(), world.ask()
    round_id = world.plan(parcel, driver_id=kofi)
    sent = RoundResults(world.hub.tools).send_out(world.hub.actor, round_id).txn
    gone = Rounds(world.hub.tools).void(world.hub.actor, round_id, "Snow").txn
    undo(sent)
    undo(gone)
    assert held(world, Round, round_id).status is RoundStatus.PLANNED
    assert held(world, Task, parcel).status is TaskStatus.PLANNED


def test_putting_right_what_was_keyed_is_no_going_out(world: Any, undo: Any) -> None:
    kofi, parcel = world.volunteer(), world.ask()
    round_id = world.plan(parcel, driver_id=kofi)
    results = RoundResults(world.hub.tools)
    results.send_out(world.hub.actor, round_id)
    keyed = results.results(world.hub.actor, round_id, {1: "delivered"}).txn  # type: ignore[dict-item]
    lapse(world, kofi)
    assert undo(keyed) == "Undone."
    assert held(world, Round, round_id).status is RoundStatus.OUT
    assert held(world, Task, parcel).status is TaskStatus.OUT
    assert crew(world, parcel) == (kofi, None)


def test_what_is_done_stays_done_and_with_whom_undoing_says(world: Any, undo: Any) -> None:
    kofi, ama, parcel = world.volunteer(), world.volunteer("Ama Boateng"), world.ask()
    round_id = world.plan(parcel, driver_id=kofi)
    changed = Rounds(world.hub.tools).save(world.hub.actor, RoundDraft(DAY, driver_id=ama), round_id).txn
    results = RoundResults(world.hub.tools)
    results.send_out(world.hub.actor, round_id)
    results.results(world.hub.actor, round_id, {1: "delivered"})  # type: ignore[dict-item]
    lapse(world, kofi)
    assert crew(world, parcel) == (ama, None)
    assert undo(changed) == "Undone."
    assert held(world, Task, parcel).status is TaskStatus.DONE
    assert crew(world, parcel) == (kofi, None)


def test_a_crew_changed_back_gets_its_tasks_only_if_cleared(world: Any, undo: Any) -> None:
    kofi, ama, parcel = world.volunteer(), world.volunteer("Ama Boateng"), world.ask()
    round_id = world.plan(parcel, driver_id=kofi)
    changed = Rounds(world.hub.tools).save(world.hub.actor, RoundDraft(DAY, driver_id=ama), round_id).txn
    lapse(world, kofi)
    assert "1 task waits" in undo(changed)
    assert crew(world, parcel) == (None, None)


@pytest.mark.parametrize("status", [VolunteerStatus.ON_HOLD, VolunteerStatus.SUSPENDED])
def test_only_the_lead_undoes_a_hold_or_its_end(world: Any, undo: Any, status: VolunteerStatus) -> None:
    kofi, volunteers = world.volunteer(), Volunteers(world.hub.tools)
    hold = volunteers.move(world.hub.actor, kofi, VolunteerStatus.ON_HOLD).txn
    if status is VolunteerStatus.SUSPENDED:
        hold = volunteers.move(world.hub.actor, kofi, status).txn
    with pytest.raises(NotAllowed, match="safeguarding lead"):
        undo(hold, MANAGES)
    assert held(world, Volunteer, kofi).status is status
    lifted = volunteers.move(world.hub.actor, kofi, VolunteerStatus.ACTIVE).txn
    with pytest.raises(NotAllowed):
        undo(lifted, MANAGES)
    undo(lifted)
    assert held(world, Volunteer, kofi).status is status


def test_a_rest_is_undone_by_who_may_record_it(world: Any, undo: Any) -> None:
    kofi = world.volunteer()
    rest = Volunteers(world.hub.tools).move(world.hub.actor, kofi, VolunteerStatus.RESTING).txn
    assert undo(rest, MANAGES) == "Undone."
    assert held(world, Volunteer, kofi).status is VolunteerStatus.ACTIVE


def test_checks_and_rules_are_undone_by_who_may_record_them(world: Any, undo: Any) -> None:
    kofi = world.volunteer()
    lapsed = lapse(world, kofi)
    with pytest.raises(NotAllowed, match="record checks"):
        undo(lapsed, CALLS)
    assert undo(lapsed, MANAGES) == "Undone."
    with world.hub.store.write(world.hub.actor.user_id) as work:
        work.session.scalars(select(ClearanceRule)).first().version = 2
        work.session.flush()
        txn = work.txn
    with pytest.raises(NotAllowed, match="safeguarding lead"):
        undo(txn, MANAGES)
    assert undo(txn) == "Undone."


def test_an_exemption_comes_back_only_by_the_lead(world: Any, undo: Any) -> None:
    dev, checks = world.volunteer("Dev Patel", ()), Checks(world.hub.tools)
    made = checks.exempt(world.hub.actor, dev, CheckType.IDENTITY, "Known for years", DAY).made
    with world.hub.store.read() as session:
        key = session.scalars(select(Check.id).where(Check.volunteer_id == made)).one()
    gone = checks.void(world.hub.actor, key, "No longer").txn
    with pytest.raises(NotAllowed, match="exemption"):
        undo(gone, MANAGES)
    undo(gone)
    assert held(world, Check, key).status is CheckStatus.EXEMPT
    assert held(world, Check, key).voided_at is None


def test_a_round_that_goes_again_goes_with_its_own_crew(world: Any, undo: Any) -> None:
    kofi, ama, parcel = world.volunteer(), world.volunteer("Ama Boateng"), world.ask()
    round_id = world.plan(parcel, driver_id=kofi)
    sent = RoundResults(world.hub.tools).send_out(world.hub.actor, round_id).txn
    back = History(world.hub.tools).undo(world.hub.actor, sent).txn
    Offers(world.hub.tools).pair(world.hub.actor, parcel, ama)
    undo(back)
    assert held(world, Round, round_id).status is RoundStatus.OUT
    assert crew(world, parcel) == (kofi, None)
