"""The rota: who is on which shift, one-off cover that stays one-off, and what the rules refuse."""

from datetime import time, timedelta

import pytest
from sqlalchemy import event, select

from db.enums import CheckType, Nation, Role, VolunteerStatus
from db.enums_rota import PlaceState, SeatRole
from desktop.domain.clearance_words import NOT_AVAILABLE
from desktop.domain.errors import DomainError, NotAllowed
from desktop.services.base import Actor
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.rota_jobs import JobDraft, SeatDraft
from desktop.services.volunteers import Volunteers
from tests.services.rota_hands import MONDAY, RotaHands


@pytest.fixture
def hands(hub: OpenHub) -> RotaHands:
    """Hands on the rota of a new hub, on Tuesday 17 November 2026."""
    return RotaHands(hub)


def test_a_job_has_a_shift_on_each_of_its_days_and_every_seat_is_a_gap(hands: RotaHands) -> None:
    hands.job()
    view = hands.week()
    assert [one.on_date.weekday() for one in view.shifts] == [0, 1, 2, 3, 4]
    assert (view.gaps, view.gaps_on(MONDAY)) == (10, 2)


def test_whoever_usually_comes_is_on_every_week_and_cover_stays_one_day(hands: RotaHands) -> None:
    job, kofi, beth = hands.job(), hands.person("Kofi Mensah"), hands.person("Beth Rhys")
    hands.jobs.set_usual(hands.who, hands.seat(job), 2, kofi)
    assert (hands.names(2), hands.names(2, weeks=1)) == (["Kofi"], ["Kofi"])
    hands.rota.take_off(hands.who, hands.spot(job, 2, kofi), "Has a cold")
    hands.rota.put_on(hands.who, hands.spot(job, 2, beth))
    assert (hands.names(2), hands.names(2, weeks=1), hands.names(2, weeks=2)) == (
        ["Beth"],
        ["Kofi"],
        ["Kofi"],
    )


def test_days_away_open_the_shifts_of_whoever_usually_comes(hands: RotaHands) -> None:
    job, kofi = hands.job(), hands.person("Kofi Mensah")
    for weekday in (2, 3):
        hands.jobs.set_usual(hands.who, hands.seat(job), weekday, kofi)
    first, last = MONDAY + timedelta(days=2), MONDAY + timedelta(days=9)
    opened = hands.jobs.opened_by(hands.who, kofi, first, last)
    assert [one.on_date for one in opened] == [MONDAY + timedelta(days=day) for day in (2, 3, 9)]
    Volunteers(hands.hub.tools).add_absence(hands.who, kofi, first, last, "Away")
    assert (hands.names(2), hands.names(3), hands.names(3, weeks=1)) == ([], [], ["Kofi"])


def test_nobody_is_in_two_places_at_once(hands: RotaHands) -> None:
    job, other = hands.job(), hands.job("Welfare calls", hours=(10, 12))
    beth = hands.person("Beth Rhys")
    hands.rota.put_on(hands.who, hands.spot(other, 2, beth))
    with pytest.raises(DomainError, match="On Welfare calls until 12:00"):
        hands.rota.put_on(hands.who, hands.spot(job, 2, beth))
    assert hands.names(2) == []


def test_two_shifts_in_one_day_are_no_clash(hands: RotaHands) -> None:
    first, second = hands.job(), hands.job("Mill Green round", hours=(14, 16))
    beth = hands.person("Beth Rhys")
    for job in (first, second):
        hands.rota.put_on(hands.who, hands.spot(job, 2, beth))
    assert hands.week().clashes == ()


def test_a_clash_that_came_by_changed_times_is_shown(hands: RotaHands) -> None:

    first, second = hands.job(), hands.job("Mill Green round", hours=(14, 16))
    beth = hands.person("Beth Rhys")
    for job in (first, second):
        hands.rota.put_on(hands.who, hands.spot(job, 2, beth))
    hands.jobs.change_times(hands.who, second, MONDAY + timedelta(days=2), time(12), time(14))
    (clash,) = hands.week().clashes
    assert (clash.volunteer_id, clash.first.label, clash.second.label) == (
        beth,
        "Northfold round",
        "Mill Green round",
    )


def test_whoever_drives_needs_driving_papers_and_a_helper_does_not(hands: RotaHands) -> None:
    job, dev = hands.job(), hands.person("Dev Raman", checks=())
    with pytest.raises(DomainError, match="Driving papers not seen"):
        hands.rota.put_on(hands.who, hands.spot(job, 2, dev))
    hands.rota.put_on(hands.who, hands.spot(job, 2, dev, at=1))
    assert hands.names(2, at=1) == ["Dev"]


def test_the_clearance_of_a_kind_of_help_is_asked_inside_the_transaction(hands: RotaHands) -> None:

    from db.models import NeedType

    with hands.hub.store.read() as session:
        need = session.scalars(select(NeedType.id).where(NeedType.code == "food_parcel")).one()
    job = hands.job("Parcels", seats=(SeatDraft(SeatRole.HELPER),), need_type_id=need)
    dev = hands.person("Dev Raman")
    with pytest.raises(DomainError, match=r"can’t be put on this shift\. ID not seen"):
        hands.rota.put_on(hands.who, hands.spot(job, 2, dev))


def test_a_hold_and_a_holiday_read_the_same(hands: RotaHands) -> None:
    job = hands.job()
    held = hands.person("Dev Raman", status=VolunteerStatus.ON_HOLD)
    away = hands.person("Beth Rhys")
    day = MONDAY + timedelta(days=2)
    Volunteers(hands.hub.tools).add_absence(hands.who, away, day, day)
    for who in (held, away):
        with pytest.raises(DomainError, match=f"{NOT_AVAILABLE}. *$"):
            hands.rota.put_on(hands.who, hands.spot(job, 2, who))


def test_clearance_that_lapses_keeps_the_place_and_asks_for_cover(hands: RotaHands) -> None:
    job, kofi = hands.job(), hands.person("Kofi Mensah")
    hands.rota.put_on(hands.who, hands.spot(job, 2, kofi))
    assert not hands.week().uncleared
    Volunteers(hands.hub.tools).move(hands.who, kofi, VolunteerStatus.ON_HOLD)
    view = hands.week()
    assert list(view.uncleared.values()) == [NOT_AVAILABLE]
    assert hands.names(2) == ["Kofi"]


def test_an_age_the_job_asks_for_is_a_gate(hands: RotaHands) -> None:
    job = hands.job("Front desk", seats=(SeatDraft(),), minimum_age=21)
    young = hands.person("Callum Reed", born=MONDAY.replace(year=2006))
    with pytest.raises(DomainError, match="Under 21"):
        hands.rota.put_on(hands.who, hands.spot(job, 2, young))


def test_what_only_warns_takes_a_reason_and_keeps_it(hands: RotaHands) -> None:
    job = hands.job()
    busy = hands.person("Hamish Orr", minutes=60)
    with pytest.raises(DomainError, match="1 h over the hours they promised a week") as refused:
        hands.rota.put_on(hands.who, hands.spot(job, 2, busy))
    assert refused.value.field == "reason"
    hands.rota.put_on(hands.who, hands.spot(job, 2, busy), reason="Offered on the phone")
    assert hands.names(2) == ["Hamish"]


def test_a_shift_outside_usual_times_and_too_little_rest_warn(hands: RotaHands) -> None:
    late, early = hands.job("Night watch", hours=(20, 23)), hands.job("Breakfast", hours=(7, 9))
    kofi = hands.person("Kofi Mensah", hours=(6, 23))
    hands.rota.put_on(hands.who, hands.spot(late, 2, kofi))
    with pytest.raises(DomainError, match="only 8 h of rest before or after"):
        hands.rota.put_on(hands.who, hands.spot(early, 3, kofi))
    morning = hands.person("Helen Vance", hours=(8, 12))
    with pytest.raises(DomainError, match="not one of their usual times"):
        hands.rota.put_on(hands.who, hands.spot(late, 2, morning, at=1))


def test_a_newcomer_is_not_alone_where_the_job_says_so(hands: RotaHands) -> None:
    job = hands.job("Welfare calls", seats=(SeatDraft(SeatRole.CALLER, 2, 2),), wants_buddy=True)
    new, old = hands.person("Joy Adeyemi"), hands.person("Patrick Hale")
    with pytest.raises(DomainError, match="new here, and nobody with them"):
        hands.rota.put_on(hands.who, hands.spot(job, 2, new))
    hands.rota.put_on(hands.who, hands.spot(job, 1, old), reason="First day of all")
    hands.rota.mark(hands.who, hands.spot(job, 1, old), PlaceState.CAME)
    hands.rota.put_on(hands.who, hands.spot(job, 2, old))
    hands.rota.put_on(hands.who, hands.spot(job, 2, new))
    assert hands.names(2) == ["Patrick", "Joy"]


def test_a_full_seat_takes_nobody_more(hands: RotaHands) -> None:
    job, first, second = hands.job(), hands.person("Kofi Mensah"), hands.person("Beth Rhys")
    hands.rota.put_on(hands.who, hands.spot(job, 2, first))
    with pytest.raises(DomainError, match="Everybody this takes is on it already"):
        hands.rota.put_on(hands.who, hands.spot(job, 2, second))


def test_two_people_change_places_in_one_act_or_not_at_all(hands: RotaHands) -> None:
    job, kofi, beth = hands.job(), hands.person("Kofi Mensah"), hands.person("Beth Rhys")
    hands.rota.put_on(hands.who, hands.spot(job, 2, kofi))
    hands.rota.put_on(hands.who, hands.spot(job, 4, beth))
    made = hands.rota.swap(hands.who, hands.spot(job, 2, kofi), hands.spot(job, 4, beth))
    assert (hands.names(2), hands.names(4)) == (["Beth"], ["Kofi"])
    History(hands.hub.tools).undo(hands.who, made.txn)
    assert (hands.names(2), hands.names(4)) == (["Kofi"], ["Beth"])
    dev = hands.person("Dev Raman", checks=())
    hands.rota.put_on(hands.who, hands.spot(job, 3, dev, at=1))
    with pytest.raises(DomainError, match="Driving papers not seen"):
        hands.rota.swap(hands.who, hands.spot(job, 2, kofi), hands.spot(job, 3, dev, at=1))
    assert (hands.names(2), hands.names(3, at=1)) == (["Kofi"], ["Dev"])


def test_moving_somebody_to_another_day_leaves_a_gap_behind(hands: RotaHands) -> None:
    job, kofi = hands.job(), hands.person("Kofi Mensah")
    hands.rota.put_on(hands.who, hands.spot(job, 2, kofi))
    hands.rota.swap(hands.who, hands.spot(job, 2, kofi), hands.spot(job, 3))
    assert (hands.names(2), hands.names(3)) == ([], ["Kofi"])


def test_a_cancelled_shift_wants_nobody_and_comes_back_with_its_people(hands: RotaHands) -> None:
    job, kofi = hands.job(), hands.person("Kofi Mensah")
    hands.rota.put_on(hands.who, hands.spot(job, 2, kofi))
    day = MONDAY + timedelta(days=2)
    with pytest.raises(DomainError, match="Say why"):
        hands.jobs.cancel(hands.who, job, day, " ")
    hands.jobs.cancel(hands.who, job, day, "Hall is closed")
    assert hands.week().gaps_on(day) == 0
    with pytest.raises(DomainError, match="cancelled"):
        hands.rota.put_on(hands.who, hands.spot(job, 2, hands.person("Beth Rhys"), at=1))
    hands.jobs.bring_back(hands.who, job, day)
    assert (hands.names(2), hands.week().gaps_on(day)) == (["Kofi"], 1)


def test_an_extra_shift_is_one_day_only(hands: RotaHands) -> None:
    job = hands.job()
    saturday = MONDAY + timedelta(days=5)
    hands.jobs.add_extra(hands.who, job, saturday)
    assert [one.on_date for one in hands.week().shifts][-1] == saturday
    assert all(one.on_date.weekday() < 5 for one in hands.week(1).shifts)


def test_last_week_is_copied_where_the_rules_let_it(hands: RotaHands) -> None:
    job, kofi, beth = hands.job(), hands.person("Kofi Mensah"), hands.person("Beth Rhys")
    hands.rota.put_on(hands.who, hands.spot(job, 2, kofi))
    hands.rota.put_on(hands.who, hands.spot(job, 3, beth))
    away = MONDAY + timedelta(days=10)
    Volunteers(hands.hub.tools).add_absence(hands.who, beth, away, away)
    made = hands.rota.copy_week(hands.who, MONDAY + timedelta(days=7))
    assert made.message == "1 put on as last week; 1 could not be"
    assert (hands.names(2, weeks=1), hands.names(3, weeks=1)) == (["Kofi"], [])
    with pytest.raises(DomainError, match="Nobody was put on by hand"):
        hands.rota.copy_week(hands.who, MONDAY + timedelta(days=7))


def test_a_bank_holiday_is_closed_where_the_job_says_so(hands: RotaHands) -> None:
    from datetime import date

    from db.enums_repeats import HolidayRule

    hands.job(holidays=HolidayRule.SKIP)
    christmas = hands.rota.week(hands.who, date(2026, 12, 25))
    assert date(2026, 12, 25) in christmas.holidays
    assert [one.on_date.day for one in christmas.shifts] == [21, 22, 23, 24]


def test_who_can_take_a_seat_says_when_they_are_free_and_who_cannot_says_why(hands: RotaHands) -> None:
    job, later = hands.job(), hands.job("Mill Green round", hours=(14, 16))
    omar, hamish = hands.person("Omar Haddad"), hands.person("Hamish Orr", hours=(8, 12))
    dev = hands.person("Dev Raman", checks=())
    hands.rota.put_on(hands.who, hands.spot(later, 2, omar))
    view = hands.rota.seat(hands.who, hands.spot(job, 2))
    assert [(one.name, one.note) for one in view.can] == [
        ("Omar Haddad", "Free then. Has Mill Green round at 14:00"),
        ("Hamish Orr", "Free until 12:00"),
    ]
    assert [(one.id, one.verdict.blocks) for one in view.cannot] == [(dev, ("Driving papers not seen",))]
    assert {one.phone for one in view.can} == {"020 7946 0123"}
    assert hamish in {one.id for one in view.can}


def test_what_is_past_is_marked_and_not_changed(hands: RotaHands) -> None:
    job, kofi = hands.job(), hands.person("Kofi Mensah")
    with pytest.raises(DomainError, match="This day is past"):
        hands.rota.put_on(hands.who, hands.spot(job, 0, kofi))
    hands.rota.put_on(hands.who, hands.spot(job, 1, kofi))
    hands.rota.mark(hands.who, hands.spot(job, 1, kofi), PlaceState.CAME)
    with pytest.raises(DomainError, match="has not come yet"):
        hands.rota.mark(hands.who, hands.spot(job, 3, kofi), PlaceState.CAME)


def test_the_pattern_ends_without_touching_the_days_before(hands: RotaHands) -> None:
    job, kofi = hands.job(), hands.person("Kofi Mensah")
    hands.jobs.set_usual(hands.who, hands.seat(job), 2, kofi)
    (line,) = hands.jobs.get(hands.who, job).usual
    assert (line[2], line[4]) == (2, "Kofi Mensah")
    hands.jobs.end_usual(hands.who, line[0])
    assert hands.names(2) == []


def test_a_job_with_less_than_it_needs_is_refused(hands: RotaHands) -> None:

    good = {"starts_at": time(9), "ends_at": time(10), "rule": "FREQ=WEEKLY;BYDAY=MO"}
    for wrong in (
        {"name": " "},
        {"ends_at": time(8)},
        {"starts_at": None},
        {"seats": ()},
        {"seats": (SeatDraft(minimum=3, maximum=2),)},
        {"rule": "every other Tuesday"},
    ):
        with pytest.raises(DomainError):
            hands.jobs.save(hands.who, JobDraft(**{"name": "Desk", **good, **wrong}))  # type: ignore[arg-type]


def test_whoever_may_not_change_the_rota_still_reads_it(hands: RotaHands) -> None:
    job, kofi = hands.job(), hands.person("Kofi Mensah")
    caller = Actor(hands.who.user_id, "Caller", frozenset({Role.CALL_HANDLER}))
    assert hands.rota.week(caller, MONDAY).gaps == 10
    with pytest.raises(NotAllowed):
        hands.rota.put_on(caller, hands.spot(job, 2, kofi))


def test_a_week_is_read_in_as_many_statements_for_ten_jobs_as_for_one(hands: RotaHands) -> None:
    def counted() -> int:
        seen: list[str] = []

        def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        engine = hands.hub.store.reader
        event.listen(engine, "before_cursor_execute", note)
        try:
            hands.week()
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    first = hands.job()
    hands.rota.put_on(hands.who, hands.spot(first, 2, hands.person("Kofi Mensah")))
    alone = counted()
    for number in range(9):
        job = hands.job(f"Job {number}")
        hands.rota.put_on(hands.who, hands.spot(job, 2, hands.person(f"Helper {number}")))
    assert counted() == alone


@pytest.mark.parametrize("nation", list(Nation))
def test_papers_are_asked_of_drivers_in_every_nation(nation: Nation) -> None:
    from db.enums import VolunteerStatus
    from desktop.domain.clearance_facts import VolunteerFacts
    from desktop.domain.rota import Job, Seat
    from desktop.services.rota_facts import Rules

    rules = object.__new__(Rules)
    rules.today, rules.nation, rules._rules, rules._gates = MONDAY, nation, [], {}
    job = Job("j", "Round", 600, 720, "", MONDAY)
    facts = VolunteerFacts(VolunteerStatus.ACTIVE, birth_date=MONDAY.replace(year=1980))
    driver, helper = Seat("a", SeatRole.DRIVER), Seat("b", SeatRole.HELPER)
    answer = rules.clearance(job, driver, MONDAY, facts)
    assert [one.check for one in answer.lacks] == [CheckType.DRIVING_PAPERS]
    assert rules.clearance(job, helper, MONDAY, facts).passes
