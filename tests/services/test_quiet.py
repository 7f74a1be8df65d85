"""Nobody heard of them: a call, a door or a call of theirs counts, and nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from db.enums import Channel, ContactOutcome, Direction, PersonStatus, TaskOutcome
from db.enums_calls import CallKind, LineState
from db.enums_incidents import IncidentKind
from db.models import (
    Arrival,
    CallPlan,
    ContactAttempt,
    HelpPause,
    Incident,
    Person,
    PhoneLine,
    ReliefCentre,
    Request,
    Task,
)
from desktop.services.hubs import OpenHub
from desktop.services.people import People, PersonDraft
from desktop.services.phone_rounds import PhoneRounds, RoundDraft
from desktop.services.quiet import Among, Quiet
from desktop.services.requests import RequestDraft, Requests
from desktop.services.today import TodayDesk
from desktop.services.waits import Waits, WaitTimes


class World:
    """Short ways to put people into a hub, and to hear of them."""

    def __init__(self, hub: OpenHub) -> None:
        self.hub, self.quiet = hub, Quiet(hub.tools)

    def rung(self, name: str) -> str:
        """Somebody rung again and again."""
        person = People(self.hub.tools).save(self.hub.actor, PersonDraft(name, last_name="Line")).made
        with self.hub.store.write(self.hub.actor.user_id) as work:
            today = self.quiet.today()
            plan = CallPlan(person_id=person, kind=CallKind.WELFARE, name="Call", rule="FREQ=WEEKLY")
            plan.starts_on = plan.next_on = today
            work.add(plan)
        return person

    def helped(self, name: str) -> tuple[str, str]:
        """Somebody who gets help, and their task."""
        person = People(self.hub.tools).save(self.hub.actor, PersonDraft(name, last_name="Line")).made
        made = Requests(self.hub.tools).save(self.hub.actor, RequestDraft(person, "food_parcel")).made
        return person, Requests(self.hub.tools).get(self.hub.actor, made).tasks[0].id

    def contact(
        self, person: str, days: int, outcome: ContactOutcome, way: Direction = Direction.OUTBOUND
    ) -> None:
        """A contact some days ago."""
        with self.hub.store.write(self.hub.actor.user_id) as work:
            at = self.quiet.now() - timedelta(days=days)
            tried = ContactAttempt(
                at=at,
                person_id=person,
                by_id=self.hub.actor.user_id,
                channel=Channel.PHONE,
                direction=way,
                outcome=outcome,
            )
            work.add(tried)

    def ids(self, days: int = 7, among: Among = Among.ALL) -> list[str]:
        """Who is listed."""
        return self.quiet.ids(self.hub.actor, days, among)

    def asked(self, person: str, days: int) -> None:
        """Their help was asked for some days ago, and what was planned for it lies before today."""
        with self.hub.store.write(self.hub.actor.user_id) as work:
            (held,) = work.session.scalars(select(Request).where(Request.person_id == person))
            held.taken_at = self.quiet.now() - timedelta(days=days)
            for task in work.session.scalars(select(Task).where(Task.request_id == held.id)):
                task.on_date = self.quiet.today() - timedelta(days=1)

    def told(self) -> list[str]:
        """What Today says of those nobody heard of and with whom nothing is planned."""
        items = TodayDesk(self.hub.tools).day(self.hub.actor).items
        return [one.sentence.text.format(**one.sentence.values) for one in items if one.key == "unheard:all"]


@pytest.fixture
def world(hub: OpenHub) -> World:
    """A hub."""
    return World(hub)


def test_the_longest_silent_come_first_and_whoever_was_heard_of_is_left_out(world: World) -> None:
    never, long_ago, lately = world.rung("Never"), world.rung("Long"), world.rung("Lately")
    world.contact(long_ago, 20, ContactOutcome.REACHED)
    world.contact(lately, 2, ContactOutcome.REACHED)
    assert world.ids() == [never, long_ago]
    assert world.ids(30) == [never]
    assert world.ids(3) == [never, long_ago]
    (row,) = world.quiet.rows(world.hub.actor, [long_ago])
    assert row.heard_at is not None
    assert (row.is_rung, row.is_helped, row.next_on) == (True, False, world.quiet.today())


def test_nobody_answering_is_no_news_and_their_own_call_is(world: World) -> None:
    tried, rang_us = world.rung("Tried"), world.rung("Rang")
    world.contact(tried, 1, ContactOutcome.NO_ANSWER)
    world.contact(rang_us, 1, ContactOutcome.VOICEMAIL, Direction.INBOUND)
    assert world.ids() == [tried]


def test_a_door_that_was_opened_counts_and_one_that_was_not_does_not(world: World) -> None:
    (seen, task), (shut, other) = world.helped("Seen"), world.helped("Shut")
    with world.hub.store.write(world.hub.actor.user_id) as work:
        for key, outcome in ((task, TaskOutcome.DELIVERED), (other, TaskOutcome.LEFT_SAFE)):
            held = work.session.get_one(Task, key)
            held.outcome, held.outcome_at = outcome, world.quiet.now()
    assert world.ids() == [shut]
    assert seen not in world.ids(3)


def test_among_whom_and_only_those_who_can_be_heard_of(world: World) -> None:
    rung, (helped, _task) = world.rung("Rung"), world.helped("Helped")
    gone = world.rung("Gone")
    with world.hub.store.write(world.hub.actor.user_id) as work:
        work.session.get_one(Person, gone).status = PersonStatus.DECEASED
    assert sorted(world.ids()) == sorted([rung, helped])
    assert world.ids(among=Among.RUNG) == [rung]
    assert world.ids(among=Among.HELPED) == [helped]


def test_two_statements_however_many_there_are(world: World) -> None:
    for at in range(6):
        world.rung(f"P{at}")
    sent: list[str] = []
    event.listen(world.hub.store.reader, "before_cursor_execute", lambda *said: sent.append(str(said[2])))
    world.quiet.rows(world.hub.actor, world.ids())
    assert len([one for one in sent if one.lstrip().upper().startswith("SELECT")]) == 2


def test_today_tells_of_those_nobody_heard_of_and_with_whom_nothing_is_planned(world: World) -> None:
    (first, task), (second, _task) = world.helped("First"), world.helped("Second")
    world.asked(second, 8)
    assert world.told() == ["One person who gets help was not heard of for 7 days"]
    world.asked(first, 8)
    assert world.told() == ["2 people who get help were not heard of for 7 days"]
    world.contact(second, 6, ContactOutcome.REACHED)
    assert world.told() == ["One person who gets help was not heard of for 7 days"]
    with world.hub.store.write(world.hub.actor.user_id) as work:
        work.session.get_one(Task, task).on_date = world.quiet.today()
    assert world.told() == []


@pytest.mark.parametrize("days", [1, 6])
def test_whoever_asked_lately_is_not_yet_told_of(world: World, days: int) -> None:
    person, _task = world.helped("Lately")
    world.asked(person, days)
    assert world.told() == []


def test_today_leaves_out_whose_help_rests_and_who_is_rung(world: World) -> None:
    resting, _task = world.helped("Resting")
    rung, _other = world.helped("Rung")
    world.asked(resting, 20)
    world.asked(rung, 20)
    assert world.told() == ["2 people who get help were not heard of for 7 days"]
    today = world.quiet.today()
    plan = CallPlan(person_id=rung, kind=CallKind.WELFARE, name="Call", rule="FREQ=WEEKLY")
    plan.starts_on = plan.next_on = today
    with world.hub.store.write(world.hub.actor.user_id) as work:
        work.add(HelpPause(person_id=resting, first_day=today))
        work.add(plan)
    assert world.told() == []


def test_a_phone_round_is_a_next_step_until_it_is_put_away(world: World) -> None:
    person, _task = world.helped("Listed")
    world.asked(person, 20)
    assert world.told()
    rounds = PhoneRounds(world.hub.tools)
    made = rounds.make(world.hub.actor, RoundDraft("Cold week", (person,), ("Morgan",))).made
    with world.hub.store.write(world.hub.actor.user_id) as work:
        # Without a number they would be left out of the round.
        for line in work.session.scalars(select(PhoneLine)):
            line.state = LineState.TO_DO
    assert world.told() == []
    rounds.close(world.hub.actor, made)
    assert world.told() == ["One person who gets help was not heard of for 7 days"]


def test_whoever_came_to_a_relief_centre_was_heard_of(world: World) -> None:
    never, came = world.rung("Never"), world.rung("Came")
    with world.hub.store.write(world.hub.actor.user_id) as work:
        now = world.quiet.now()
        flood = Incident(number=1, name="Flood", kind=IncidentKind.FLOOD, opened_at=now)
        work.add(flood)
        work.session.flush()
        hall = ReliefCentre(incident_id=flood.id, name="Drill hall")
        work.add(hall)
        work.session.flush()
        arrived = now - timedelta(days=1)
        work.add(Arrival(centre_id=hall.id, number=1, name="Came Line", arrived_at=arrived, person_id=came))
    assert world.ids() == [never]
    (row,) = world.quiet.rows(world.hub.actor, [came])
    assert row.heard_at == row.came_at is not None


def test_the_hub_says_after_how_long_somebody_is_quiet(world: World) -> None:
    person, _task = world.helped("Helped")
    world.asked(person, 4)
    assert (world.quiet.usual_days(world.hub.actor), world.told()) == (7, [])
    WaitTimes(world.hub.tools).save(world.hub.actor, Waits(quiet=3))
    assert world.quiet.usual_days(world.hub.actor) == 3
    assert world.told() == ["One person who gets help was not heard of for 3 days"]
