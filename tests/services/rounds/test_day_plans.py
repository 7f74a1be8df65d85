"""A day shared out among many volunteers: every gate asked, nothing changed until it is accepted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import event, select

from db.enums import Transport
from db.enums_rota import PlaceHow, SeatRole
from db.enums_rounds import RoundEnd
from db.models import (
    Absence,
    DoNotPair,
    Household,
    Hub,
    Person,
    RememberedPlace,
    Request,
    RotaJob,
    RotaPlace,
    RotaSeat,
    Round,
    Task,
    Volunteer,
    VolunteerSlot,
)
from db.queries import rounds as query
from desktop.domain.day_goers import Standing
from desktop.domain.day_plan import CARRIES, Load, WhyOut
from desktop.domain.errors import DomainError
from desktop.services.day_goers import Goer
from desktop.services.day_plans import DayPlans
from desktop.services.history import History
from desktop.services.households import HouseholdDraft
from desktop.services.rounds import Rounds
from tests.services.rounds.conftest import DAY, World

TEN, ONE = time(10), time(13)


@contextmanager
def counted(world: World) -> Iterator[list[str]]:
    """The statements sent to the store meanwhile."""
    sent: list[str] = []

    def note(*args: object) -> None:
        sent.append(str(args[2]))

    event.listen(world.hub.store.reader, "before_cursor_execute", note)
    yield sent
    event.remove(world.hub.store.reader, "before_cursor_execute", note)


def placed(world: World, count: int) -> list[str]:
    """Deliveries to households whose places are known; the keys of their households."""
    tasks = world.line_of_houses(count)
    homes = [str(one.household_id) for one in world.task_rows(tasks)]
    with world.hub.store.write(world.hub.actor.user_id) as work:
        for at, key in enumerate(homes):
            home = work.session.get_one(Household, key)
            home.easting, home.northing = 600_000 + 400 * at, 230_000
    return homes


def going(world: World, *volunteers: str) -> list[Goer]:
    """Volunteers out from ten to one, home from the last door."""
    return [Goer(key, TEN, ONE, finishes=RoundEnd.LAST) for key in volunteers]


def test_nothing_is_changed_until_it_is_accepted_and_then_it_can_be_undone(world: World) -> None:
    homes, service = placed(world, 5), DayPlans(world.hub.tools)
    crew = [world.volunteer("Kofi Mensah"), world.volunteer("Leanne Turvey")]
    proposal = service.propose(world.hub.actor, DAY, going(world, *crew), iterations=60)
    served = [home for route in proposal.plan.routes for home in route.stops]
    assert sorted(served) == sorted(homes)
    assert proposal.names[crew[0]] == "Kofi Mensah"
    assert proposal.homes[homes[0]].address == "1 Line"
    assert Rounds(world.hub.tools).ids(world.hub.actor, _on(DAY)) == []
    done = service.accept(world.hub.actor, proposal)
    assert done.message.startswith("5 stops on S-1")
    with world.hub.store.read() as session:
        rounds = session.scalars(select(Round).order_by(Round.number)).all()
        assert {one.driver_id for one in rounds} == {route.volunteer for route in proposal.plan.routes}
    for held, route in zip(rounds, proposal.plan.routes, strict=True):
        addresses = [proposal.homes[home].address for home in route.stops]
        assert [one.split(",")[0] for one in world.order_of(held.id)] == addresses
    History(world.hub.tools).undo(world.hub.actor, done.txn)
    assert Rounds(world.hub.tools).ids(world.hub.actor, _on(DAY)) == []


def _on(day: date) -> object:
    from db.queries.rounds import RoundFilter

    return RoundFilter(first_day=day, last_day=day)


def test_whoever_is_not_cleared_or_kept_apart_never_gets_the_stop(world: World) -> None:
    (home,) = placed(world, 1)
    unchecked, kofi = world.volunteer("Dev Raman", checks=()), world.volunteer("Kofi Mensah")
    service = DayPlans(world.hub.tools)
    alone = service.propose(world.hub.actor, DAY, going(world, unchecked), iterations=60)
    assert alone.plan.left_out == ((home, WhyOut.NOBODY_MAY),)
    assert "Dev Raman" in alone.reasons[home]
    both = service.propose(world.hub.actor, DAY, going(world, unchecked, kofi), iterations=60)
    assert [route.volunteer for route in both.plan.routes] == [kofi]
    with world.hub.store.write(world.hub.actor.user_id) as work:
        person = work.session.scalars(select(Person.id).where(Person.household_id == home)).one()
        work.add(DoNotPair(volunteer_id=kofi, person_id=person))
    apart = service.propose(world.hub.actor, DAY, going(world, unchecked, kofi), iterations=60)
    assert apart.plan.left_out == ((home, WhyOut.NOBODY_MAY),)


def test_what_happened_meanwhile_is_found_when_it_is_accepted(world: World) -> None:
    placed(world, 2)
    kofi, service = world.volunteer("Kofi Mensah"), DayPlans(world.hub.tools)
    proposal = service.propose(world.hub.actor, DAY, going(world, kofi), iterations=60)
    taken = next(iter(proposal.homes.values())).tasks
    world.plan(*taken)
    with pytest.raises(DomainError, match="Plan the day again"):
        service.accept(world.hub.actor, proposal)
    assert len(Rounds(world.hub.tools).ids(world.hub.actor, _on(DAY))) == 1


def test_the_usual_volunteer_goes_and_the_hours_are_kept(world: World) -> None:
    homes = placed(world, 3)
    kofi, ruth = world.volunteer("Kofi Mensah"), world.volunteer("Ruth Ash", transport=Transport.BIKE)
    world.edit(Household, homes[1], usual_volunteer_id=ruth)
    service = DayPlans(world.hub.tools)
    proposal = service.propose(world.hub.actor, DAY, going(world, kofi, ruth), iterations=60)
    by = {home: route.volunteer for route in proposal.plan.routes for home in route.stops}
    assert by[homes[1]] == ruth
    short = [replace(one, ends=time(10, 4)) for one in going(world, kofi)]
    assert service.propose(world.hub.actor, DAY, short, iterations=60).plan.routes == ()


def test_who_is_free_said_hours_for_that_weekday_and_is_not_away(world: World) -> None:
    kofi, away = world.volunteer("Kofi Mensah"), world.volunteer("Ruth Ash")
    world.volunteer("Leanne Turvey")
    with world.hub.store.write(world.hub.actor.user_id) as work:
        for key in (kofi, away):
            work.add(VolunteerSlot(volunteer_id=key, weekday=DAY.weekday(), starts_at=TEN, ends_at=time(11)))
        slot = VolunteerSlot(volunteer_id=kofi, weekday=DAY.weekday(), starts_at=time(12), ends_at=ONE)
        work.add(slot)
        work.add(Absence(volunteer_id=away, first_day=DAY, last_day=DAY))
    service = DayPlans(world.hub.tools)
    assert service.who_is_free(world.hub.actor, DAY) == [Goer(kofi, TEN, time(11))]
    with pytest.raises(DomainError, match="Ruth Ash is away"):
        service.propose(world.hub.actor, DAY, going(world, away), iterations=60)


def test_what_cannot_be_is_said(world: World) -> None:
    service, kofi = DayPlans(world.hub.tools), world.volunteer("Kofi Mensah")
    with pytest.raises(DomainError, match="Choose who"):
        service.propose(world.hub.actor, DAY, [], 0.1)
    with pytest.raises(DomainError, match="before the beginning"):
        service.propose(world.hub.actor, DAY, [Goer(kofi, ONE, TEN)], 0.1)
    world.edit(Volunteer, kofi, voided_at=service.now())
    with pytest.raises(DomainError, match="not active"):
        service.propose(world.hub.actor, DAY, going(world, kofi), iterations=60)


def test_reads_do_not_grow_with_the_day(world: World) -> None:
    placed(world, 2)
    service, crew = DayPlans(world.hub.tools), [world.volunteer("Kofi Mensah")]
    with counted(world) as few:
        service.propose(world.hub.actor, DAY, going(world, *crew), iterations=60)
    for at in range(8):
        world.ask(f"Q{at} More{at}", address=HouseholdDraft(f"{at} More", postcode=f"QX4 {at}BB"))
    crew += [world.volunteer(f"V{at} Olunteer") for at in range(4)]
    with counted(world) as many:
        service.propose(world.hub.actor, DAY, going(world, *crew), iterations=60)
    assert len(many) == len(few)


def test_the_board_says_who_is_likely_to_go_and_why(world: World) -> None:
    homes = placed(world, 3)
    usual, drove = world.volunteer("Kofi Mensah"), world.volunteer("Ruth Ash")
    unasked, away = world.volunteer("Dev Raman"), world.volunteer("Leanne Turvey")
    world.edit(Household, homes[0], usual_volunteer_id=usual)
    world.edit(Household, homes[1], usual_volunteer_id=usual)
    with world.hub.store.write(world.hub.actor.user_id) as work:
        work.add(Absence(volunteer_id=away, first_day=DAY, last_day=DAY))
        before = DAY - timedelta(days=7)
        work.add(Round(number=90, name="Last week", on_date=before, starts_at=TEN, driver_id=drove))
    board = DayPlans(world.hub.tools).board(world.hub.actor, DAY)
    by = {one.goer.volunteer_id: one for one in board.lines}
    assert [one.goer.volunteer_id for one in board.lines] == [usual, drove, unasked, away]
    standings = [one.standing for one in board.lines]
    assert standings == [Standing.GOES, Standing.GOES, Standing.ASK, Standing.AWAY]
    assert (by[usual].usual, by[drove].drove) == (2, before)
    assert (board.homes, board.bags, board.rounds) == (3, 3, ())
    world.plan(*world.line_of_houses(1))
    assert DayPlans(world.hub.tools).board(world.hub.actor, DAY).rounds == ("S-1",)


def test_whoever_drives_on_the_rota_goes_during_the_shift(world: World) -> None:
    kofi = world.volunteer("Kofi Mensah")
    with world.hub.store.write(world.hub.actor.user_id) as work:
        job = RotaJob(
            number=1,
            name="Van",
            starts_at=time(14),
            ends_at=time(16),
            rule="FREQ=WEEKLY;BYDAY=WE",
            from_on=DAY,
        )
        work.add(job)
        work.session.flush()
        seat = RotaSeat(job_id=job.id, role=SeatRole.DRIVER, minimum=1, maximum=1, position=1)
        work.add(seat)
        work.session.flush()
        work.add(RotaPlace(seat_id=seat.id, on_date=DAY, volunteer_id=kofi, how=PlaceHow.CHOSEN))
    service = DayPlans(world.hub.tools)
    (line,) = service.board(world.hub.actor, DAY).lines
    assert (line.standing, line.shift) == (Standing.GOES, "Van")
    assert (line.goer.starts, line.goer.ends) == (time(14), time(16))
    placed(world, 1)
    proposal = service.propose(world.hub.actor, DAY, [line.goer], iterations=20)
    assert proposal.plan.routes[0].leaves >= 14 * 60


def test_nobody_is_sent_while_something_else_is_on(world: World) -> None:
    placed(world, 1)
    kofi, service = world.volunteer("Kofi Mensah"), DayPlans(world.hub.tools)
    world.plan(*world.line_of_houses(1), driver_id=kofi, starts_at=time(11), ends_at=time(12), name="Early")
    with pytest.raises(DomainError, match=r"Kofi Mensah has Early from 11:00 to 12:00"):
        service.propose(world.hub.actor, DAY, going(world, kofi), iterations=20)
    later = [Goer(kofi, time(12), time(15))]
    assert len(service.propose(world.hub.actor, DAY, later, iterations=20).plan.routes) == 1


def test_a_round_begins_at_home_or_is_over_there(world: World) -> None:
    placed(world, 2)
    kofi, service = world.volunteer("Kofi Mensah"), DayPlans(world.hub.tools)
    goer = Goer(kofi, TEN, ONE, RoundEnd.HOME, RoundEnd.LAST)
    with pytest.raises(DomainError, match="Where Kofi Mensah lives is not known"):
        service.propose(world.hub.actor, DAY, [goer], iterations=20)
    with pytest.raises(DomainError, match="begins at the hub or at home"):
        service.propose(world.hub.actor, DAY, [replace(goer, begins=RoundEnd.LAST)], iterations=20)
    with world.hub.store.write(world.hub.actor.user_id) as work:
        home = Household(number=99, postcode="QX4 9ZZ", easting=600_800, northing=230_000)
        work.add(home)
        work.session.flush()
        who = work.session.get_one(Volunteer, kofi).person_id
        work.session.get_one(Person, who).household_id = home.id
    proposal = service.propose(world.hub.actor, DAY, [goer], iterations=20)
    assert [proposal.homes[key].address for key in proposal.plan.routes[0].stops] == ["2 Line", "1 Line"]
    made = service.accept(world.hub.actor, proposal).made
    with world.hub.store.read() as session:
        held = session.get_one(Round, made)
        assert (held.begins, held.finishes) == (RoundEnd.HOME, RoundEnd.LAST)
        first, second = query.stops(session, made)
    assert held.ends_at is not None
    assert held.starts_at <= (first.planned_at or TEN) < (second.planned_at or TEN) <= held.ends_at


def test_nobody_comes_before_the_time_said_or_after_it(world: World) -> None:
    early, late = placed(world, 2)
    task = {home: world_task(world, home) for home in (early, late)}
    world.edit(Task, task[late], ends_at=time(10, 30))
    world.edit(Task, task[early], starts_at=time(12))
    kofi, service = world.volunteer("Kofi Mensah"), DayPlans(world.hub.tools)
    proposal = service.propose(world.hub.actor, DAY, going(world, kofi), iterations=60)
    (route,) = proposal.plan.routes
    assert route.stops == (late, early)
    assert route.arrivals[0] <= 630
    assert route.arrivals[1] >= 720
    made = service.accept(world.hub.actor, proposal).made
    with world.hub.store.read() as session:
        times = [one.planned_at for one in query.stops(session, made)]
    assert times[1] == time(12)


def world_task(world: World, home: str) -> str:
    """The key of the one task of a household."""
    with world.hub.store.read() as session:
        ask = select(Task.id).join(Request, Request.id == Task.request_id)
        ask = ask.join(Person, Person.id == Request.person_id).where(Person.household_id == home)
        return session.scalars(ask).one()


def test_what_somebody_carries_is_kept_for_next_time(world: World) -> None:
    kofi, service = world.volunteer("Kofi Mensah"), DayPlans(world.hub.tools)
    (line,) = service.board(world.hub.actor, DAY).lines
    assert line.carries == CARRIES[Transport.FOOT]
    service.remember(world.hub.actor, Goer(kofi, TEN, ONE, finishes=RoundEnd.LAST))
    goer = Goer(kofi, TEN, ONE, finishes=RoundEnd.LAST, carries=Load(1, 0, 0))
    done = service.remember(world.hub.actor, goer)
    (line,) = service.board(world.hub.actor, DAY).lines
    assert (line.carries, line.goer.finishes) == (Load(1, 0, 0), RoundEnd.LAST)
    placed(world, 2)
    plan = service.propose(world.hub.actor, DAY, [line.goer], iterations=20).plan
    assert [why for _home, why in plan.left_out] == [WhyOut.FULL]
    History(world.hub.tools).undo(world.hub.actor, done.txn)
    (line,) = service.board(world.hub.actor, DAY).lines
    assert line.carries == CARRIES[Transport.FOOT]


def test_the_order_remembered_for_an_area_is_kept(world: World) -> None:
    area = world.area("Line", "QX4 1")
    homes = placed(world, 3)
    kofi, service = world.volunteer("Kofi Mensah"), DayPlans(world.hub.tools)
    with world.hub.store.write(world.hub.actor.user_id) as work:
        for position, home in enumerate((homes[1], homes[0])):
            work.session.get_one(Household, home).area_id = area
            work.add(RememberedPlace(area_key=area, household_id=home, position=position + 1))
    (route,) = service.propose(world.hub.actor, DAY, going(world, kofi), iterations=60).plan.routes
    assert [home for home in route.stops if home != homes[2]] == [homes[1], homes[0]]


def test_a_day_shared_evenly_sends_everybody(world: World) -> None:
    placed(world, 3)
    with world.hub.store.write(world.hub.actor.user_id) as work:
        hub = work.session.scalars(select(Hub)).one()
        hub.easting, hub.northing = 600_000, 229_000
    crew = [world.volunteer(name) for name in ("Kofi Mensah", "Ruth Ash", "Leanne Turvey")]
    service = DayPlans(world.hub.tools)
    short = service.propose(world.hub.actor, DAY, going(world, *crew), iterations=80).plan
    even = service.propose(world.hub.actor, DAY, going(world, *crew), evenly=True, iterations=80).plan
    assert [len(route.stops) for route in short.routes] == [3]
    assert max(len(route.stops) for route in even.routes) == 2
    assert even.left_out == ()


def test_the_next_day_is_the_first_with_something_to_share(world: World) -> None:
    service = DayPlans(world.hub.tools)
    assert service.next_day(world.hub.actor) == service.today()
    later = service.today() + timedelta(days=3)
    world.ask("Jean Mallory", due_on=later)
    assert service.next_day(world.hub.actor) == later
