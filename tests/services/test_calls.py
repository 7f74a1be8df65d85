"""Calls made again and again, from the plan to the last step for no answer."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from db.enums import ContactOutcome, PersonStatus
from db.enums_calls import CallKind, CallMood, HowFar, StepKind
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.recurrence import weekly
from desktop.services.base import Actor
from desktop.services.call_plans import CallPlans, PlanDraft, StepDraft
from desktop.services.call_records import CallDone
from desktop.services.calls import Calls
from desktop.services.contacts import Contacts
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.pauses import PauseDraft, Pauses
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import Requests
from tests.services.conftest import NOW

TODAY = date(2026, 11, 17)
"""A Tuesday."""
TALKED = CallDone(
    ContactOutcome.REACHED, "Missing the choir", CallMood.UP_AND_DOWN, HowFar.YES, HowFar.YES, True, 15
)
OUT = CallDone(ContactOutcome.NO_ANSWER)
STEPS = (
    StepDraft("Ring Carys, daughter", StepKind.RING_SOMEBODY, "07700 900733"),
    StepDraft("Ask next door to knock", StepKind.KNOCK, note="Mr Fenn, number 24"),
)


class Hands:
    """A hub's calls, on a clock that can move on."""

    def __init__(self, hub: OpenHub) -> None:
        """Take the hub."""
        self.hub, self.now = hub, NOW
        tools = hub.tools
        self.tools = type(tools)(tools.store, lambda: self.now, tools.find_places, tools.drafts)
        self.calls, self.plans = Calls(self.tools), CallPlans(self.tools)

    @property
    def who(self) -> Actor:
        """Whoever is at the keyboard."""
        return self.hub.actor

    def person(self, first: str = "Iris", **more: object) -> str:
        """Write somebody down."""
        draft = PersonDraft(first, last_name="Calloway", phones=(PhoneDraft("01632 960318"),))
        return People(self.tools).save(self.who, replace(draft, **more)).made  # type: ignore[arg-type]

    def plan(self, person_id: str = "", **more: object) -> str:
        """Ring somebody every Tuesday at 10:45."""
        draft = PlanDraft(person_id or self.person(), CallKind.WELFARE, weekly([1]), "Weekly chat")
        draft = replace(draft, at_time=time(10, 45), steps=STEPS, **more)  # type: ignore[arg-type]
        return self.plans.save(self.who, draft).made

    def due(self) -> list[str]:
        """Whom to ring."""
        return [one.id for one in self.calls.worklist(self.who).due]

    def later(self, **spell: float) -> None:
        """Let time pass."""
        self.now = self.now + timedelta(**spell)


@pytest.fixture
def hands(hub: OpenHub) -> Hands:
    """Hands on the calls of a new hub."""
    return Hands(hub)


def test_a_plan_is_due_on_its_day_and_a_call_settles_it_until_the_next(hands: Hands) -> None:
    plan = hands.plan()
    work = hands.calls.worklist(hands.who)
    assert [(one.id, one.was_reached, one.next_time) for one in work.due] == [(plan, False, time(10, 45))]
    assert hands.calls.to_make(hands.who) == 1
    said = hands.calls.record(hands.who, plan, TALKED).message
    assert said == "Saved the call to Iris Calloway. Next call Tue 24 Nov"
    work = hands.calls.worklist(hands.who)
    assert not work.due
    assert [(one.plan_id, one.mood) for one in work.made] == [(plan, CallMood.UP_AND_DOWN)]
    hands.later(days=7)
    (row,) = hands.calls.worklist(hands.who).due
    assert row.was_reached


def test_a_call_stands_in_the_persons_own_history(hands: Hands) -> None:
    person = hands.person()
    hands.calls.record(hands.who, hands.plan(person), TALKED)
    (line,) = Contacts(hands.tools).of(hands.who, person)
    assert line.note == "Missing the choir"


def test_the_caller_sees_what_was_said_last_time_and_the_number_first(hands: Hands) -> None:
    plan = hands.plan(talk_about="Choir, Rhys, crosswords", gently="Bereaved in October")
    hands.calls.record(hands.who, plan, TALKED)
    seen = hands.calls.detail(hands.who, plan)
    assert seen.last is not None
    assert (seen.last.note, seen.last.minutes) == ("Missing the choir", 15)
    assert (seen.phone, seen.called, seen.talk_about) == ("+441632960318", "Iris", "Choir, Rhys, crosswords")
    assert [one.words for one in seen.steps] == ["Ring Carys, daughter", "Ask next door to knock"]


def test_a_safe_number_is_the_only_one_shown(hands: Hands) -> None:
    person = hands.person(safe_number="07700 900111", safe_when="after five")
    seen = hands.calls.detail(hands.who, hands.plan(person))
    assert (seen.phone, seen.only_this_number, seen.safe_when) == ("07700 900111", True, "after five")


def test_nobody_is_rung_twice(hands: Hands) -> None:
    plan = hands.plan()
    hands.calls.record(hands.who, plan, TALKED)
    with pytest.raises(DomainError, match="reached Iris Calloway today at"):
        hands.calls.record(hands.who, plan, TALKED)


def test_no_answer_comes_back_in_half_an_hour_then_the_steps_then_the_lead(hands: Hands) -> None:
    plan = hands.plan()
    hands.calls.record(hands.who, plan, OUT)
    (row,) = hands.calls.worklist(hands.who).due
    local = (NOW + timedelta(minutes=30)).astimezone()
    assert (row.misses, row.next_time) == (1, local.time().replace(second=0, microsecond=0))
    assert hands.calls.record(hands.who, plan, OUT).message.endswith("Now the steps for no answer.")
    (row,) = hands.calls.worklist(hands.who).due
    assert (row.next_step, row.step_words) == (1, "Ring Carys, daughter")
    hands.calls.step_taken(hands.who, plan, "No answer either", heard=False)
    (row,) = hands.calls.worklist(hands.who).due
    assert row.step_words == "Ask next door to knock"
    assert not hands.calls.detail(hands.who, plan).is_last_resort
    said = hands.calls.step_taken(hands.who, plan, "", heard=False).message
    assert said == "Every step for Iris Calloway was taken. Tell the safeguarding lead now."
    assert hands.calls.detail(hands.who, plan).is_last_resort
    assert hands.due() == [plan]


def test_a_step_that_brings_news_settles_the_call(hands: Hands) -> None:
    plan = hands.plan(tries=1)
    hands.calls.record(hands.who, plan, OUT)
    with pytest.raises(DomainError, match="how they are"):
        hands.calls.step_taken(hands.who, plan, " ", heard=True)
    hands.calls.step_taken(hands.who, plan, "At her sister's, Carys says", heard=True)
    assert not hands.due()
    hands.later(days=7)
    (row,) = hands.calls.worklist(hands.who).due
    assert (row.misses, row.next_step) == (0, 0)
    with pytest.raises(DomainError, match="No step is due"):
        hands.calls.step_taken(hands.who, plan, "", heard=False)


def test_a_wrong_number_begins_the_steps_at_once(hands: Hands) -> None:
    plan = hands.plan()
    hands.calls.record(hands.who, plan, CallDone(ContactOutcome.WRONG_NUMBER))
    (row,) = hands.calls.worklist(hands.who).due
    assert row.next_step == 1


def test_undo_takes_back_the_call_its_promise_and_its_request(hands: Hands) -> None:
    plan = hands.plan()
    done = replace(TALKED, note="Meter is on emergency credit", need_code="energy_top_up")
    done = replace(done, promise="Ask about a lift", promise_on=TODAY + timedelta(days=3))
    txn = hands.calls.record(hands.who, plan, done).txn
    seen = hands.calls.detail(hands.who, plan)
    assert [one.words for one in seen.promises] == ["Ask about a lift"]
    assert Requests(hands.tools).counts(hands.who)["to_triage"] == 1
    History(hands.tools).undo(hands.who, txn)
    seen = hands.calls.detail(hands.who, plan)
    assert (seen.calls, seen.promises) == ((), ())
    assert not Contacts(hands.tools).of(hands.who, seen.row.person_id)
    assert Requests(hands.tools).counts(hands.who)["to_triage"] == 0
    assert hands.due() == [plan]


def test_a_promise_needs_a_day_to_come_and_goes_once_kept(hands: Hands) -> None:
    plan = hands.plan()
    for on in (None, TODAY - timedelta(days=1)):
        with pytest.raises(DomainError):
            hands.calls.record(hands.who, plan, replace(TALKED, promise="A lift", promise_on=on))
    hands.calls.record(hands.who, plan, replace(TALKED, promise="A lift", promise_on=TODAY))
    (promise,) = hands.calls.detail(hands.who, plan).promises
    hands.calls.promise_kept(hands.who, promise.id)
    assert not hands.calls.detail(hands.who, plan).promises


def test_odd_answers_are_refused_with_what_to_do(hands: Hands) -> None:
    plan = hands.plan()
    for done in (
        CallDone(ContactOutcome.CALL_BACK),
        replace(TALKED, next_on=TODAY - timedelta(days=1)),
        replace(TALKED, note=" ", need_code="food_parcel"),
    ):
        with pytest.raises(DomainError):
            hands.calls.record(hands.who, plan, done)
    assert not hands.calls.detail(hands.who, plan).calls


def test_who_is_away_is_not_rung_and_comes_back_with_the_plan(hands: Hands) -> None:
    person = hands.person()
    plan = hands.plan(person)
    Pauses(hands.tools).pause(
        hands.who, PauseDraft(TODAY, TODAY + timedelta(days=8), reason="In hospital"), person
    )
    assert not hands.due()
    hands.later(days=9)
    assert hands.due() == [plan]


def test_who_died_or_asks_for_no_contact_is_not_rung(hands: Hands) -> None:
    people = People(hands.tools)
    for status in (PersonStatus.DECEASED, PersonStatus.DO_NOT_CONTACT, PersonStatus.MOVED):
        hands.plan(hands.person(status=status))
    assert people.today() == TODAY
    assert not hands.due()


def test_the_quiet_are_named_after_as_many_days_as_their_plan_says(hands: Hands) -> None:
    plan = hands.plan(quiet_days=10)
    hands.calls.record(hands.who, plan, TALKED)
    hands.later(days=10)
    assert not hands.calls.quiet(hands.who)
    hands.later(days=1)
    assert [one.id for one in hands.calls.quiet(hands.who)] == [plan]


def test_calls_are_for_one_caller_or_whoever_has_time(hands: Hands) -> None:
    mine = hands.plan(caller_id=hands.who.user_id)
    anybodys = hands.plan()
    work = hands.calls.worklist(hands.who)
    assert [(name, count) for _key, name, count in work.callers] == [("Priya", 1), ("", 1)]
    assert [one.id for one in hands.calls.worklist(hands.who, {hands.who.user_id}).due] == [mine]
    hands.plans.hand_over(hands.who, [mine, anybodys], None)
    assert {one.caller_id for one in hands.calls.worklist(hands.who).due} == {None}


def test_a_plan_can_be_changed_and_ended_with_a_reason(hands: Hands) -> None:
    plan = hands.plan()
    draft = hands.plans.draft(hands.who, plan)
    assert draft.steps == STEPS
    hands.plans.save(hands.who, replace(draft, rule=weekly([3]), steps=STEPS[:1]), plan)
    assert not hands.due()
    assert len(hands.calls.detail(hands.who, plan).steps) == 1
    with pytest.raises(DomainError):
        hands.plans.end(hands.who, plan, " ")
    hands.plans.end(hands.who, plan, "Moved in with Carys")
    hands.later(days=2)
    assert not hands.due()
    with pytest.raises(DomainError, match="These calls ended: Moved in with Carys"):
        hands.calls.record(hands.who, plan, TALKED)
    assert [one.ended_on for one in hands.plans.of_person(hands.who, draft.person_id)] == [TODAY]


@pytest.mark.parametrize("odd", [{"tries": 0}, {"tries": 9}, {"quiet_days": 0}, {"rule": "FREQ=HOURLY"}])
def test_a_plan_that_could_drop_somebody_is_refused(hands: Hands, odd: dict[str, object]) -> None:
    draft = PlanDraft(hands.person(), CallKind.WELFARE, weekly([1]))
    with pytest.raises(DomainError):
        hands.plans.save(hands.who, replace(draft, **odd))  # type: ignore[arg-type]
    with pytest.raises(DomainError):
        hands.plans.save(hands.who, replace(draft, steps=STEPS * 5))


def test_a_half_made_call_is_kept_and_dropped_once_it_is_saved(hands: Hands) -> None:
    plan = hands.plan()
    key = hands.calls.keep(hands.who, {"plan": plan, "note": "Rhys rang"})
    assert [one.body["note"] for one in hands.calls.waiting(hands.who)] == ["Rhys rang"]
    hands.calls.record(hands.who, plan, TALKED, key)
    assert not hands.calls.waiting(hands.who)


def test_words_suggest_a_need_that_is_offered_and_never_a_private_one(hands: Hands) -> None:
    found = hands.calls.hint(hands.who, "the meter is on emergency credit until Thursday")
    assert found is not None
    assert found[0] == "energy_top_up"
    assert hands.calls.hint(hands.who, "all well") is None


def test_a_plan_that_is_gone_says_so(hands: Hands) -> None:
    with pytest.raises(NotFound):
        hands.calls.detail(hands.who, "0" * 32)


def test_everybody_is_listed_by_name(hands: Hands) -> None:
    plans = {hands.plan(hands.person("Ann")), hands.plan(hands.person("Bea"))}
    found = hands.calls.every(hands.who)
    assert {one.id for one in found} == plans
    assert [one.first_name for one in found] == ["Ann", "Bea"]
    assert datetime(2026, 11, 17).date() == TODAY
    assert [name for _key, name in hands.plans.callers(hands.who)] == ["Priya"]
