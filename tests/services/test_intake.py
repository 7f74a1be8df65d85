"""Calls taken, requests moved along and closed, and the tasks they become."""

from datetime import date

import pytest

from db.enums import Answer, CloseReason, RequestStatus, Role, TaskStatus, Urgency
from db.queries.requests import RequestFilter
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.recurrence import weekly
from desktop.services.base import Actor
from desktop.services.consents import Consents
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.needs import Needs
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft, Requests

JEAN = PersonDraft(
    first_name="Jean",
    last_name="Mallory",
    communication_needs="Hard of hearing",
    phones=(PhoneDraft("020 7946 0147"),),
    household=HouseholdDraft(address_line1="14 Ferrygate Close", postcode="QX4 2LB", size=1),
)


def call(hub: OpenHub, need: str = "prescription", **said: object) -> tuple[str, str]:
    """Take a call for somebody new; the keys of request and person."""
    intake = Intake(hub.tools)
    made = intake.save(hub.actor, CallDraft(RequestDraft("", need, **said), JEAN, Answer.YES)).made  # type: ignore[arg-type]
    return made, Requests(hub.tools).get(hub.actor, made).draft.person_id


def test_a_call_makes_person_request_task_consent_and_contact_in_one_save(hub: OpenHub) -> None:
    request_id, person_id = call(hub, words="Tablets ready from this afternoon.", urgency=Urgency.TOMORROW)
    held = Requests(hub.tools).get(hub.actor, request_id)
    assert (held.number, held.status, held.need) == (1, RequestStatus.NEW, "Prescription")
    assert held.draft.words == "Tablets ready from this afternoon."
    assert [task.on_date for task in held.tasks] == [date(2026, 11, 18)]
    card = Intake(hub.tools).card(hub.actor, person_id)
    assert (card.name, card.lives_alone, len(card.open_requests), len(card.contacts)) == (
        "Jean Mallory",
        True,
        1,
        1,
    )
    (consent,) = Consents(hub.tools).of(hub.actor, person_id)
    assert (consent.answer, consent.recipient) == (Answer.YES, "")
    assert "volunteer" in consent.wording


def test_what_is_missing_is_said_in_plain_words(hub: OpenHub) -> None:
    intake = Intake(hub.tools)
    with pytest.raises(DomainError, match="number or a name"):
        intake.save(hub.actor, CallDraft(RequestDraft("", "shopping")))
    with pytest.raises(DomainError, match="what is needed"):
        intake.save(hub.actor, CallDraft(RequestDraft("", ""), JEAN))
    assert Requests(hub.tools).ids(hub.actor, RequestFilter()) == []


def test_the_same_need_of_the_same_household_is_shown_before_saving(hub: OpenHub) -> None:
    request_id, person_id = call(hub)
    intake, requests = Intake(hub.tools), Requests(hub.tools)
    assert [one.id for one in intake.alike(hub.actor, person_id, "prescription")] == [request_id]
    assert intake.alike(hub.actor, person_id, "shopping") == []
    requests.close(hub.actor, request_id, CloseReason.MET)
    assert [one.id for one in intake.alike(hub.actor, person_id, "prescription")] == [request_id]
    intake.add_note(hub.actor, request_id, "Rang again about it")
    assert intake.card(hub.actor, person_id).contacts[0].note == "Rang again about it"


def test_a_repeating_request_makes_eight_weeks_of_tasks_and_never_twice(hub: OpenHub) -> None:
    request_id, _ = call(hub, "hot_meal", recurrence=weekly([0, 2, 4]), starts_on=date(2026, 11, 18))
    requests = Requests(hub.tools)
    days = [task.on_date for task in requests.get(hub.actor, request_id).tasks]
    assert days[:3] == [date(2026, 11, 18), date(2026, 11, 20), date(2026, 11, 23)]
    assert days[-1] <= date(2027, 1, 12)
    assert len(days) == 24
    assert requests.extend(hub.actor).txn == ""
    assert len(requests.get(hub.actor, request_id).tasks) == 24


def test_changing_when_it_is_due_moves_the_task_nobody_has_touched(hub: OpenHub) -> None:
    request_id, person_id = call(hub, due_on=date(2026, 11, 20))
    requests = Requests(hub.tools)
    draft = RequestDraft(person_id, "prescription", due_on=date(2026, 11, 21))
    requests.save(hub.actor, draft, request_id)
    assert [task.on_date for task in requests.get(hub.actor, request_id).tasks] == [date(2026, 11, 21)]
    requests.save(hub.actor, RequestDraft(person_id, "prescription", due_on=date(2026, 11, 20)), request_id)
    assert [task.on_date for task in requests.get(hub.actor, request_id).tasks] == [date(2026, 11, 20)]


def test_closing_needs_a_reason_cancels_what_is_planned_and_can_be_undone(hub: OpenHub) -> None:
    request_id, _ = call(hub)
    requests = Requests(hub.tools)
    requests.close(hub.actor, request_id, CloseReason.NO_CAPACITY, "Nobody free")
    held = requests.get(hub.actor, request_id)
    assert (held.status, held.close_reason) == (RequestStatus.CANCELLED, CloseReason.NO_CAPACITY)
    assert [task.status for task in held.tasks] == [TaskStatus.CANCELLED]
    with pytest.raises(DomainError, match="closed"):
        requests.move(hub.actor, request_id, RequestStatus.ASSIGNED)
    requests.reopen(hub.actor, request_id)
    assert requests.get(hub.actor, request_id).status is RequestStatus.TRIAGED


def test_a_private_need_is_named_only_to_its_worker_and_the_lead(hub: OpenHub) -> None:
    request_id, person_id = call(hub, "domestic_abuse", words="He reads my post.")
    other = Actor("f" * 32, "Yusuf", frozenset({Role.CALL_HANDLER}))
    requests, intake = Requests(hub.tools), Intake(hub.tools)
    row = requests.rows(other, [request_id])[0]
    assert (row.need, row.need_code) == ("Private need", "")
    held = requests.get(other, request_id)
    assert "post" not in repr(held)
    assert "abuse" not in repr(held).lower()
    assert "abuse" not in repr(intake.card(other, person_id)).lower()
    with pytest.raises(NotAllowed):
        requests.save(other, RequestDraft(person_id, "shopping"), request_id)
    assert requests.get(hub.actor, request_id).draft.words == "He reads my post."


def test_a_half_taken_call_is_kept_and_forgotten_once_saved(hub: OpenHub) -> None:
    intake = Intake(hub.tools)
    kept = intake.keep(hub.actor, {"who": "020 79", "words": "x"})
    intake.keep(hub.actor, {"who": "020 7946", "words": "xy"}, kept)
    assert [draft.body["who"] for draft in intake.waiting(hub.actor)] == ["020 7946"]
    intake.save(hub.actor, CallDraft(RequestDraft("", "shopping"), JEAN), kept)
    assert intake.waiting(hub.actor) == []


def test_requests_are_found_by_reference_and_by_person(hub: OpenHub) -> None:
    request_id, _ = call(hub)
    requests = Requests(hub.tools)
    for typed in ("R-1", "r1", "mallory", "0147"):
        assert requests.find(hub.actor, typed) == [request_id], typed
    assert requests.counts(hub.actor)["to_triage"] == 1
    assert (
        People(hub.tools)
        .rows(hub.actor, [requests.get(hub.actor, request_id).draft.person_id])[0]
        .open_requests
        == 1
    )


def test_a_contact_says_which_need_it_was_about_unless_that_is_private(hub: OpenHub) -> None:
    _, person_id = call(hub)
    assert Intake(hub.tools).card(hub.actor, person_id).contacts[0].need == "Prescription"
    _, other_id = call(hub, "domestic_abuse")
    assert Intake(hub.tools).card(hub.actor, other_id).contacts[0].need == ""


def test_a_request_says_who_took_it(hub: OpenHub) -> None:
    request_id, _ = call(hub)
    assert Requests(hub.tools).get(hub.actor, request_id).taken_by == "Priya"


def test_calls_ask_why_where_a_rule_depends_on_it(hub: OpenHub) -> None:
    asked = Needs(hub.tools).asking_why(hub.actor)
    assert {"shopping", "transport", "prescription"} <= asked
    assert not {"food_parcel", "hot_meal", "befriending"} & asked
