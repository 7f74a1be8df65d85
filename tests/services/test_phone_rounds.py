"""A whole list rung through by several callers, nobody twice."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from db.enums import ContactPreference, PersonStatus
from db.enums_calls import CallKind, LineState
from desktop.domain.errors import DomainError
from desktop.domain.phone_rounds import NO_NUMBER
from desktop.domain.recurrence import weekly
from desktop.services.base import Actor
from desktop.services.call_plans import CallPlans, PlanDraft
from desktop.services.calls import Calls
from desktop.services.contacts import Contacts
from desktop.services.history import History
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.phone_rounds import PhoneRounds, RoundDraft
from desktop.services.requests import Requests
from tests.services.conftest import NOW
from tests.services.test_calls import TALKED

TODAY = date(2026, 11, 17)
TEAM = ("Priya", "Helen", "Leanne")


class Hands:
    """A hub's phone rounds, on a clock that can move on."""

    def __init__(self, hub: OpenHub) -> None:
        """Take the hub."""
        self.hub, self.now = hub, NOW
        tools = hub.tools
        self.tools = type(tools)(tools.store, lambda: self.now, tools.find_places, tools.drafts)
        self.rounds = PhoneRounds(self.tools)

    @property
    def who(self) -> Actor:
        """Whoever is at the keyboard."""
        return self.hub.actor

    def person(self, name: str, number: str = "", **more: object) -> str:
        """Write somebody down."""
        phones = (PhoneDraft(number),) if number else ()
        draft = replace(PersonDraft(name, last_name="Hale", phones=phones), **more)  # type: ignore[arg-type]
        return People(self.tools).save(self.who, draft).made

    def people(self, count: int) -> tuple[str, ...]:
        """Some people, each on a number of their own."""
        return tuple(self.person(f"P{at}", f"01632 960{at:03}") for at in range(count))

    def make(self, people: tuple[str, ...], **more: object) -> str:
        """Make a round."""
        draft = RoundDraft("Flood list", people, TEAM)
        return self.rounds.make(self.who, replace(draft, **more)).made  # type: ignore[arg-type]


@pytest.fixture
def hands(hub: OpenHub) -> Hands:
    """Hands on the phone rounds of a new hub."""
    return Hands(hub)


def test_a_list_is_shared_out_among_callers_and_days(hands: Hands) -> None:
    made = hands.make(hands.people(12), days=2)
    lines = hands.rounds.lines(hands.who, made)
    assert Counter(one.caller for one in lines) == dict.fromkeys(TEAM, 4)
    assert Counter(one.on_date for one in lines) == {TODAY: 6, TODAY + timedelta(days=1): 6}
    detail = hands.rounds.detail(hands.who, made)
    assert (detail.row.people, detail.row.calls, detail.row.to_do) == (12, 12, 12)
    assert [(one.caller, one.to_do) for one in detail.callers] == [("Helen", 4), ("Leanne", 4), ("Priya", 4)]
    today = hands.rounds.lines(hands.who, made, caller="Helen", due_by=TODAY)
    assert len(today) == 2


def test_one_number_in_one_household_is_asked_once_for_both(hands: Hands) -> None:
    home = HouseholdDraft("22 Marram Way", postcode="QX4 2LB")
    first = hands.person("Iris", "01632 960318", household=home)
    home_id = People(hands.tools).get(hands.who, first).draft.household_id
    second = hands.person("Ted", "01632 960318", household_id=home_id)
    made = hands.make((first, second))
    lead, other = hands.rounds.lines(hands.who, made)
    assert other.with_id == lead.id
    with pytest.raises(DomainError, match="another call"):
        hands.rounds.record(hands.who, other.id, LineState.MADE)
    hands.rounds.record(hands.who, lead.id, LineState.MADE, "All well")
    assert {one.state for one in hands.rounds.lines(hands.who, made)} == {LineState.MADE}
    (said,) = Contacts(hands.tools).of(hands.who, second)
    assert said.note == "Asked on the call to Iris Hale"
    assert hands.rounds.detail(hands.who, made).row.made == 1


def test_who_must_not_be_rung_is_left_out_with_why(hands: Hands) -> None:
    people = (
        hands.person("A"),
        hands.person("B", "01632 960001", status=PersonStatus.DO_NOT_CONTACT),
        hands.person("C", "01632 960002", contact_preference=ContactPreference.LETTER),
        hands.person("D", "01632 960003"),
    )
    made = hands.make(people)
    out = hands.rounds.lines(hands.who, made, state=LineState.LEFT_OUT)
    assert [one.why for one in out] == [
        NO_NUMBER,
        "Asked not to be contacted",
        "Asked to be reached another way",
    ]
    with pytest.raises(DomainError, match="left out of this round"):
        hands.rounds.record(hands.who, out[0].id, LineState.MADE)


def test_who_waits_in_an_open_round_is_not_put_on_another(hands: Hands) -> None:
    people = hands.people(2)
    first = hands.make(people)
    second = hands.make(people, name="Again")
    assert {one.why for one in hands.rounds.lines(hands.who, second)} == {"Is to be rung in Flood list"}
    hands.rounds.close(hands.who, first)
    third = hands.make(people, name="Later")
    assert {one.state for one in hands.rounds.lines(hands.who, third)} == {LineState.TO_DO}
    assert [one.name for one in hands.rounds.rounds(hands.who)] == ["Later", "Again"]


def test_a_settled_line_and_somebody_reached_today_are_not_rung_again(hands: Hands) -> None:
    one, two = hands.people(2)
    made = hands.make((one, two))
    lines = hands.rounds.lines(hands.who, made)
    hands.rounds.record(hands.who, lines[0].id, LineState.MADE)
    with pytest.raises(DomainError, match="recorded already"):
        hands.rounds.record(hands.who, lines[0].id, LineState.MADE)
    plan = CallPlans(hands.tools).save(hands.who, PlanDraft(two, CallKind.WELFARE, weekly([1]))).made
    Calls(hands.tools).record(hands.who, plan, TALKED)
    with pytest.raises(DomainError, match="Priya reached P1 Hale today"):
        hands.rounds.record(hands.who, lines[1].id, LineState.MADE)


def test_no_answer_comes_back_tomorrow_until_the_tries_are_used(hands: Hands) -> None:
    made = hands.make(hands.people(1))
    (line,) = hands.rounds.lines(hands.who, made)
    said = hands.rounds.record(hands.who, line.id, LineState.NO_ANSWER).message
    assert said == "No answer from P0 Hale. Ring again tomorrow"
    (line,) = hands.rounds.lines(hands.who, made)
    assert (line.state, line.tries, line.on_date) == (LineState.TO_DO, 1, TODAY + timedelta(days=1))
    hands.rounds.record(hands.who, line.id, LineState.NO_ANSWER)
    assert hands.rounds.detail(hands.who, made).row.no_answer == 1


def test_a_need_becomes_a_request_and_undo_takes_all_of_it_back(hands: Hands) -> None:
    made = hands.make(hands.people(1))
    (line,) = hands.rounds.lines(hands.who, made)
    with pytest.raises(DomainError):
        hands.rounds.record(hands.who, line.id, LineState.MADE, " ", "food_parcel")
    txn = hands.rounds.record(hands.who, line.id, LineState.MADE, "No food in", "food_parcel").txn
    assert Requests(hands.tools).counts(hands.who)["to_triage"] == 1
    History(hands.tools).undo(hands.who, txn)
    assert Requests(hands.tools).counts(hands.who)["to_triage"] == 0
    assert hands.rounds.detail(hands.who, made).row.to_do == 1
    hands.rounds.record(hands.who, line.id, LineState.WRONG_NUMBER)


def test_a_callers_share_can_be_given_to_somebody_else(hands: Hands) -> None:
    made = hands.make(hands.people(3))
    hands.rounds.give(hands.who, made, "Leanne", "Ted")
    assert [one.caller for one in hands.rounds.detail(hands.who, made).callers] == ["Helen", "Priya", "Ted"]
    with pytest.raises(DomainError, match="nothing left"):
        hands.rounds.give(hands.who, made, "Leanne", "Ted")
    with pytest.raises(DomainError):
        hands.rounds.give(hands.who, made, "Ted", " ")


@pytest.mark.parametrize(
    "odd",
    [
        {"name": " "},
        {"people": ()},
        {"days": 0},
        {"tries": 0},
        {"callers": (" ",)},
        {"people": ("0" * 32,)},
    ],
)
def test_a_round_that_rings_nobody_is_refused(hands: Hands, odd: dict[str, object]) -> None:
    draft = RoundDraft("Flood list", hands.people(1), TEAM)
    with pytest.raises(DomainError):
        hands.rounds.make(hands.who, replace(draft, **odd))  # type: ignore[arg-type]


def test_a_round_made_by_mistake_is_taken_off(hands: Hands) -> None:
    made = hands.make(hands.people(1))
    hands.rounds.void(hands.who, made, "Wrong list")
    assert not hands.rounds.rounds(hands.who, with_closed=True)
