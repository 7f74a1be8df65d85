"""A day shared out among many volunteers: every gate asked, nothing changed until it is accepted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import event, select

from db.enums import Transport
from db.models import Absence, DoNotPair, Household, Person, Round, Volunteer, VolunteerSlot
from desktop.domain.day_plan import WhyOut
from desktop.domain.errors import DomainError
from desktop.services.day_plans import DayPlans, Goer
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
    return [Goer(key, TEN, ONE, comes_back=False) for key in volunteers]


def test_nothing_is_changed_until_it_is_accepted_and_then_it_can_be_undone(world: World) -> None:
    homes, service = placed(world, 5), DayPlans(world.hub.tools)
    crew = [world.volunteer("Kofi Mensah"), world.volunteer("Leanne Turvey")]
    proposal = service.propose(world.hub.actor, DAY, going(world, *crew), iterations=60)
    served = [home for route in proposal.plan.routes for home in route.stops]
    assert sorted(served) == sorted(homes)
    assert proposal.names[crew[0]] == "Kofi Mensah"
    assert proposal.names[homes[0]] == "1 Line"
    assert Rounds(world.hub.tools).ids(world.hub.actor, _on(DAY)) == []
    done = service.accept(world.hub.actor, proposal)
    assert done.message.startswith("5 stops on S-1")
    with world.hub.store.read() as session:
        rounds = session.scalars(select(Round).order_by(Round.number)).all()
        assert {one.driver_id for one in rounds} == {route.volunteer for route in proposal.plan.routes}
    for held, route in zip(rounds, proposal.plan.routes, strict=True):
        addresses = [proposal.names[home] for home in route.stops]
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
    taken = next(iter(proposal.tasks.values()))
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
    assert service.who_is_free(world.hub.actor, DAY) == [Goer(kofi, TEN, ONE)]
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
