"""Asking, pairing, holding, giving out and taking back: nobody slips past the gate or over another."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from db.enums import (
    Answer,
    CheckStatus,
    CheckType,
    CloseReason,
    OfferAnswer,
    PersonStatus,
    RequestStatus,
    TaskStatus,
    VolunteerStatus,
)
from db.models import Offer, Task
from desktop.domain.batch import Assignment
from desktop.domain.errors import DomainError
from desktop.domain.recurrence import weekly
from desktop.services.checks import CheckDraft, Checks
from desktop.services.consents import Consents
from desktop.services.households import HouseholdDraft, Households
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.matching import Matching
from desktop.services.offers import HOLD, OVERRIDE, Offers
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.sitting import cleared_for_tasks
from desktop.services.volunteers import VolunteerDraft, Volunteers

SEEN = date(2026, 5, 1)
PARCEL = (CheckType.IDENTITY, CheckType.REFERENCES, CheckType.INDUCTION)
YES, NO = OfferAnswer.YES, OfferAnswer.NO


@dataclass
class Ready:
    """A hub with one open parcel, and its verbs."""

    hub: OpenHub
    request: str
    task: str
    person: str

    @property
    def offers(self) -> Offers:
        """The verbs under test."""
        return Offers(self.hub.tools)

    def answer(self, volunteer: str, said: OfferAnswer, override: str = "", task: str = "") -> str:
        """Record an answer; the message."""
        return self.offers.answer(self.hub.actor, task or self.task, volunteer, said, override).message

    def held(self, task: str = "") -> Task:
        """The task as it stands."""
        with self.hub.store.read() as session:
            return session.get_one(Task, task or self.task)

    def status(self) -> RequestStatus:
        """Where the request stands."""
        return Requests(self.hub.tools).get(self.hub.actor, self.request).status


def ask(hub: OpenHub, **fields: object) -> Ready:
    """Take a call for a parcel."""
    jean = PersonDraft(
        "Jean",
        last_name="Mallory",
        phones=(PhoneDraft("020 7946 0147"),),
        household=HouseholdDraft("14 Ferrygate Close", postcode="QX4 2LB"),
    )
    draft = replace(RequestDraft("", "food_parcel", because_of=Answer.NO), **fields)  # type: ignore[arg-type]
    request = Intake(hub.tools).save(hub.actor, CallDraft(draft, jean, Answer.YES)).made
    task = Matching(hub.tools).task_for(hub.actor, request)
    return Ready(hub, request, task, Requests(hub.tools).get(hub.actor, request).draft.person_id)


def add(hub: OpenHub, name: str, checks: tuple[CheckType, ...] = PARCEL, born: int = 1980) -> str:
    """An active volunteer on foot with some checks seen."""
    who = PersonDraft(
        name, last_name="Probert", date_of_birth=date(born, 1, 1), phones=(PhoneDraft("07700 900415"),)
    )
    volunteers = Volunteers(hub.tools)
    made = volunteers.save(hub.actor, VolunteerDraft(person=who)).made
    volunteers.move(hub.actor, made, VolunteerStatus.ACTIVE)
    for kind in checks:
        see(hub, made, kind)
    return made


def see(hub: OpenHub, volunteer: str, kind: CheckType, review_on: date | None = None) -> None:
    """Record a check as seen."""
    draft = CheckDraft(kind, CheckStatus.VERIFIED, seen_by="Helen", seen_on=SEEN, review_on=review_on)
    Checks(hub.tools).save(hub.actor, volunteer, draft)


@pytest.fixture
def ready(hub: OpenHub) -> Ready:
    return ask(hub)


def test_who_has_a_task_is_never_overwritten(ready: Ready) -> None:
    sian, omar = add(ready.hub, "Sian"), add(ready.hub, "Omar")
    ready.answer(sian, YES)
    with pytest.raises(DomainError, match="Sian Probert has this task already"):
        ready.answer(omar, YES, override="nearer")
    done = ready.offers.accept(ready.hub.actor, [Assignment(ready.task, omar, 540)])
    assert done.message == "0 assigned, not yet asked. 1 no longer fit and were left out."
    assert ready.held().volunteer_id == sian
    ready.offers.release(ready.hub.actor, ready.task, "Ill")
    ready.answer(omar, YES)
    assert ready.held().volunteer_id == omar


def test_a_no_after_a_yes_gives_the_task_back(ready: Ready) -> None:
    sian = add(ready.hub, "Sian")
    ready.answer(sian, YES)
    ready.answer(sian, NO)
    assert (ready.held().volunteer_id, ready.status()) == (None, RequestStatus.TRIAGED)
    with pytest.raises(DomainError, match="stays hidden"):
        ready.offers.given(ready.hub.actor, ready.task)


def test_who_was_not_asked_yet_is_not_told_the_address(ready: Ready) -> None:
    sian = add(ready.hub, "Sian")
    ready.offers.accept(ready.hub.actor, [Assignment(ready.task, sian, 540)])
    assert (ready.held().volunteer_id, ready.status()) == (sian, RequestStatus.ASSIGNED)
    with pytest.raises(DomainError, match="stays hidden"):
        ready.offers.given(ready.hub.actor, ready.task)
    ready.offers.ask(ready.hub.actor, ready.task, sian)
    ready.answer(sian, YES)
    told = ready.offers.given(ready.hub.actor, ready.task)
    assert (told.volunteer, told.person, told.address, told.bring) == (
        "Sian Probert",
        "Jean Mallory",
        "14 Ferrygate Close, QX4 2LB",
        "bag",
    )


@pytest.mark.parametrize("taken_back", [False, True])
def test_a_person_who_said_no_keeps_their_address(ready: Ready, taken_back: bool) -> None:
    consents = Consents(ready.hub.tools)
    if taken_back:
        (given,) = consents.of(ready.hub.actor, ready.person)
        consents.withdraw(ready.hub.actor, given.id, "by phone")
    else:
        consents.record(ready.hub.actor, ready.person, Answer.NO)
    ready.answer(add(ready.hub, "Sian"), YES)
    told = ready.offers.given(ready.hub.actor, ready.task)
    assert (told.address, told.phone, told.door_note) == ("", "", "")
    assert told.held == "Jean Mallory has not agreed that a volunteer gets this address. Ring to ask."


def test_a_task_held_for_one_goes_to_another_only_with_a_reason(ready: Ready) -> None:
    sian, omar = add(ready.hub, "Sian"), add(ready.hub, "Omar")
    assert "Held for 15 minutes" in ready.answer(sian, OfferAnswer.WILL_RING_BACK)
    with ready.hub.store.read() as session:
        (offer,) = session.query(Offer).all()
        assert offer.hold_until == Offers(ready.hub.tools).now() + HOLD
    with pytest.raises(DomainError, match="Sian Probert is to ring back by") as refused:
        ready.answer(omar, YES)
    assert refused.value.field == OVERRIDE
    ready.answer(sian, OfferAnswer.NO_ANSWER)
    ready.answer(omar, YES)


def test_double_booking_needs_a_reason_and_a_due_time_alone_books_nobody(hub: OpenHub) -> None:
    first, second = ask(hub, due_time=time(12, 30)), ask(hub, due_time=time(12, 30))
    sian = add(hub, "Sian")
    first.answer(sian, YES)
    second.answer(sian, YES)
    day = second.held().on_date
    third = ask(hub, due_on=day)
    with hub.store.write(hub.actor.user_id) as work:
        busy = work.session.get_one(Task, first.task)
        busy.starts_at, busy.ends_at = time(8), time(20)
    with pytest.raises(DomainError, match=r"already busy then \(Food parcel\)") as refused:
        third.answer(sian, YES)
    assert refused.value.field == OVERRIDE
    third.answer(sian, YES, override="She offered")
    with hub.store.read() as session:
        assert session.query(Offer).filter_by(task_id=third.task).one().note == "She offered"


def test_what_one_proposal_gives_counts_for_what_it_gives_next(hub: OpenHub) -> None:
    first, second, sian = ask(hub), ask(hub), add(hub, "Sian")
    with hub.store.write(hub.actor.user_id) as work:
        for one in (first, second):
            task = work.session.get_one(Task, one.task)
            task.starts_at, task.ends_at = time(10), time(10, 15)
    both = [Assignment(one.task, sian, 600) for one in (first, second)]
    assert first.offers.accept(hub.actor, both).message.startswith("1 assigned, not yet asked. 1 no longer")


def test_nobody_is_sent_to_a_closed_request_a_finished_task_or_the_dead(ready: Ready) -> None:
    sian, hub = add(ready.hub, "Sian"), ready.hub
    person = People(hub.tools).get(hub.actor, ready.person).draft
    People(hub.tools).save(hub.actor, replace(person, status=PersonStatus.DECEASED), ready.person)
    with pytest.raises(DomainError, match="having died"):
        ready.answer(sian, YES)
    People(hub.tools).save(hub.actor, person, ready.person)
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Task, ready.task).status = TaskStatus.OUT
    with pytest.raises(DomainError, match="out or over"):
        ready.answer(sian, YES)
    with pytest.raises(DomainError, match="out or over"):
        ready.offers.release(hub.actor, ready.task, "")
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Task, ready.task).status = TaskStatus.PLANNED
    Requests(hub.tools).close(hub.actor, ready.request, CloseReason.NOT_NEEDED)
    with pytest.raises(DomainError, match="out or over"):
        ready.answer(sian, YES)
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Task, ready.task).status = TaskStatus.PLANNED
    with pytest.raises(DomainError, match="R-1 is closed"):
        ready.answer(sian, YES)


def test_kept_apart_from_one_is_kept_from_the_household(ready: Ready) -> None:
    hub, sian = ready.hub, add(ready.hub, "Sian")
    home = People(hub.tools).get(hub.actor, ready.person).household_id
    tom = People(hub.tools).save(hub.actor, PersonDraft("Tom", household_id=home)).made
    Volunteers(hub.tools).keep_apart(hub.actor, sian, tom, "Ex-partner")
    assert Matching(hub.tools).for_task(hub.actor, ready.task).matches.fits == ()
    with pytest.raises(DomainError, match="not sent to this household"):
        ready.answer(sian, YES)


def test_somebody_half_checked_goes_along_with_a_checked_one_only(ready: Ready) -> None:
    hub, offers = ready.hub, ready.offers
    dev, lee = add(hub, "Dev", (CheckType.IDENTITY,)), add(hub, "Lee", ())
    sian = add(hub, "Sian")
    with pytest.raises(DomainError, match="Find a checked volunteer first"):
        offers.pair(hub.actor, ready.task, dev)
    ready.answer(sian, YES)
    with pytest.raises(DomainError, match="given this task yet"):
        offers.pair(hub.actor, ready.task, lee)
    with pytest.raises(DomainError, match="Sian Probert goes already"):
        offers.pair(hub.actor, ready.task, sian)
    assert offers.pair(hub.actor, ready.task, dev).message == "Dev Probert goes along on R-1"
    assert (ready.held().volunteer_id, ready.held().second_volunteer_id) == (sian, dev)
    assert offers.needs_cover(hub.actor) == []
    with hub.store.read() as session:
        assert cleared_for_tasks(session, [ready.task], offers.today()) == {ready.task}
    Checks(hub.tools).void(hub.actor, Checks(hub.tools).of(hub.actor, sian)[0].id, "Not hers")
    assert [one.volunteer_id for one in offers.needs_cover(hub.actor)] == [sian]
    with hub.store.read() as session:
        assert cleared_for_tasks(session, [ready.task], offers.today()) == frozenset()


def test_under_eighteen_never_alone_at_a_door(ready: Ready) -> None:
    callum = add(ready.hub, "Callum", born=2010)
    with pytest.raises(DomainError, match="Under 18"):
        ready.answer(callum, YES)


def test_a_voided_volunteer_leaves_their_tasks_to_be_covered(ready: Ready) -> None:
    sian = add(ready.hub, "Sian")
    ready.answer(sian, YES)
    Volunteers(ready.hub.tools).void(ready.hub.actor, sian, "Entered twice")
    (cover,) = ready.offers.needs_cover(ready.hub.actor)
    assert cover.words == "Sian Probert: not available: ask the safeguarding lead."


def test_each_occurrence_of_a_repeating_request_can_be_given(hub: OpenHub) -> None:
    start = Offers(hub.tools).today() + timedelta(days=1)
    ready = ask(hub, recurrence=weekly([0, 2, 4]), starts_on=start)
    sian = add(hub, "Sian")
    ready.answer(sian, YES)
    proposal = Matching(hub.tools).propose(hub.actor)
    rest = [one.need_id for one in proposal.assignments]
    assert rest
    assert ready.task not in rest
    ready.offers.accept(hub.actor, proposal.assignments)
    ready.offers.release(hub.actor, ready.task, "")
    assert ready.status() is RequestStatus.ASSIGNED
    assert ready.held(rest[0]).volunteer_id == sian


def test_a_usual_volunteer_is_remembered_and_forgotten(ready: Ready) -> None:
    hub, sian = ready.hub, add(ready.hub, "Sian")
    home = People(hub.tools).get(hub.actor, ready.person).household_id
    assert ready.offers.set_usual(hub.actor, home, sian).message == "Usual volunteer remembered"
    assert Households(hub.tools).get(hub.actor, home).usual_volunteer == "Sian Probert"
    assert ready.offers.set_usual(hub.actor, home, None).message == "Usual volunteer forgotten"
    assert Households(hub.tools).get(hub.actor, home).draft.usual_volunteer_id is None


class Gatekeeping(RuleBasedStateMachine):
    """Two volunteers, one parcel, and everything a coordinator may do to checks, statuses and answers.

    Whoever has the task is cleared by a reckoning of the test's own at the moment they are given it.
    """

    ready: Ready
    volunteers: tuple[str, str]
    WHO = st.integers(0, 1)
    KIND = st.sampled_from(PARCEL)

    def __init__(self) -> None:
        """Begin with nobody checked and nobody sent."""
        super().__init__()
        self.hub, self.checks = self.ready.hub, Checks(self.ready.hub.tools)
        for one in self.volunteers:
            self.move(self.volunteers.index(one), VolunteerStatus.ACTIVE)
            for line in self.checks.of(self.hub.actor, one):
                self.checks.void(self.hub.actor, line.id, "Begin again")
        self.ready.offers.release(self.hub.actor, self.ready.task, "")

    def may(self, who: str) -> bool:
        """The test's own reckoning: active, and each check seen and not past its review."""
        held = {
            line.type
            for line in self.checks.of(self.hub.actor, who)
            if line.status is CheckStatus.VERIFIED and (line.review_on is None or line.review_on.year > 2026)
        }
        status = Volunteers(self.hub.tools).get(self.hub.actor, who).status
        return status is VolunteerStatus.ACTIVE and held >= set(PARCEL)

    @rule(who=WHO, kind=KIND, lapsed=st.booleans())
    def see(self, who: int, kind: CheckType, lapsed: bool) -> None:
        """Record a check, perhaps past its review."""
        see(self.hub, self.volunteers[who], kind, date(2026, 1, 1) if lapsed else None)

    @rule(who=WHO, place=st.integers(0, 5))
    def void(self, who: int, place: int) -> None:
        """Void a check."""
        lines = self.checks.of(self.hub.actor, self.volunteers[who])
        if lines:
            self.checks.void(self.hub.actor, lines[place % len(lines)].id, "Wrong")

    @rule(who=WHO, status=st.sampled_from(VolunteerStatus))
    def move(self, who: int, status: VolunteerStatus) -> None:
        """Move a volunteer, where they can be moved."""
        try:
            Volunteers(self.hub.tools).move(self.hub.actor, self.volunteers[who], status)
        except DomainError:
            return

    @rule(who=WHO, said=st.sampled_from([OfferAnswer.YES, OfferAnswer.NO]), why=st.sampled_from(["", "x"]))
    def answer(self, who: int, said: OfferAnswer, why: str) -> None:
        """Record an answer; a yes is taken only from somebody who may."""
        one, before = self.volunteers[who], self.ready.held().volunteer_id
        may = self.may(one) and before in (None, one)
        try:
            self.ready.answer(one, said, why)
        except DomainError:
            assert said is YES
            assert not may
        else:
            assert may or said is NO

    @rule(who=WHO)
    def accept(self, who: int) -> None:
        """Accept a proposal made some time ago."""
        one, before = self.volunteers[who], self.ready.held().volunteer_id
        self.ready.offers.accept(self.hub.actor, [Assignment(self.ready.task, one, 540)])
        given = self.ready.held().volunteer_id
        assert given == (one if before is None and self.may(one) else before)

    @invariant()
    def covered_or_cleared(self) -> None:
        """Whoever has the task is cleared, or the task is listed as needing cover and stays off prints."""
        given = self.ready.held().volunteer_id
        listed = [one.volunteer_id for one in self.ready.offers.needs_cover(self.hub.actor)]
        assert listed == ([given] if given and not self.may(given) else [])
        with self.hub.store.read() as session:
            printable = cleared_for_tasks(session, [self.ready.task], self.ready.offers.today())
        assert bool(printable) == bool(given and not listed)


def test_no_sequence_of_acts_gives_the_uncleared_a_task(hub: OpenHub) -> None:
    start = Offers(hub.tools).today() + timedelta(days=400)
    Gatekeeping.ready = ask(hub, due_on=start)
    Gatekeeping.volunteers = (add(hub, "Sian", ()), add(hub, "Omar", ()))
    run_state_machine_as_test(
        Gatekeeping,
        settings=settings(
            max_examples=12,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
