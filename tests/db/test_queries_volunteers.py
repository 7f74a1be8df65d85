"""Lists of volunteers and the reads of matching, over a store of a few rows."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from db.enums import (
    AreaKind,
    CheckStatus,
    CheckType,
    PersonStatus,
    RequestStatus,
    Skill,
    TaskKind,
    TaskStatus,
    Transport,
    Urgency,
    VolunteerStatus,
)
from db.enums_checks import CheckDecision, StatusResult
from db.ids import new_id
from db.models import (
    Absence,
    Area,
    Check,
    DoNotPair,
    Household,
    NeedType,
    Person,
    Phone,
    Request,
    Task,
    Volunteer,
    VolunteerArea,
    VolunteerLanguage,
    VolunteerSkill,
    VolunteerSlot,
)
from db.queries import free_volunteers as free
from db.queries import matching, volunteers
from db.queries.volunteers import VolunteerFilter
from db.session import UnitOfWork
from db.store import Store, create_store

WEDNESDAY = date(2026, 11, 18)
KEY = bytes(range(32))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store without a hub."""
    create_store(tmp_path / "hub.db", KEY)
    made = Store(tmp_path / "hub.db", KEY)
    yield made
    made.close()


@pytest.fixture
def work(store: Store) -> Iterator[UnitOfWork]:
    """One open write."""
    with store.write(new_id()) as unit:
        yield unit


def add(work: UnitOfWork, name: str, person: dict[str, Any] | None = None, **fields: Any) -> str:
    """An active volunteer."""
    who = Person(number=work.next_number("person"), first_name=name, **(person or {}))
    work.add(who)
    work.session.flush()
    values = {"status": VolunteerStatus.ACTIVE} | fields
    made = Volunteer(number=work.next_number("volunteer"), person_id=who.id, **values)
    work.add(made)
    work.session.flush()
    return made.id


def task(work: UnitOfWork, day: date, minutes: int = 20, **fields: Any) -> Task:
    """A task of a request of its own."""
    home = Household(number=work.next_number("household"))
    need = NeedType(code=new_id(), label="Errand", kind=TaskKind.ERRAND, minutes=minutes)
    work.add(home, need)
    work.session.flush()
    who = Person(number=work.next_number("person"), first_name="Jean", household_id=home.id)
    work.add(who)
    work.session.flush()
    request = Request(
        number=work.next_number("request"),
        person_id=who.id,
        need_type_id=need.id,
        urgency=Urgency.TODAY,
        status=fields.pop("request_status", RequestStatus.TRIAGED),
        taken_at=work.log.at,
    )
    work.add(request)
    work.session.flush()
    made = Task(request_id=request.id, occurrence=day, on_date=day, kind=TaskKind.ERRAND, **fields)
    work.add(made)
    work.session.flush()
    return made


def test_volunteers_are_filtered_and_sorted(work: UnitOfWork) -> None:
    area = Area(name="Northfold", kind=AreaKind.WARD)
    work.add(area)
    work.session.flush()
    bea = add(work, "bea", {"last_name": "Young"}, weekly_minutes=60)
    ann = add(work, "Ann", {"last_name": "young"}, weekly_minutes=30)
    cat = add(work, "Cat", {"last_name": "Abel"}, status=VolunteerStatus.RESTING)
    gone = add(work, "Gone", voided_at=work.log.at)
    work.add(VolunteerArea(volunteer_id=ann, area_id=area.id))
    work.add(Check(volunteer_id=bea, type=CheckType.DBS, status=CheckStatus.VERIFIED, review_on=WEDNESDAY))
    work.session.flush()

    def ids(sort: str = "name", descending: bool = False, **wanted: Any) -> list[str]:
        return volunteers.ids(work.session, VolunteerFilter(**wanted), sort, descending)

    assert ids() == [cat, ann, bea]
    assert ids("hours", descending=True) == [bea, ann, cat]
    assert ids(status=(VolunteerStatus.RESTING,)) == [cat]
    assert ids(area_id=area.id) == [ann]
    assert ids(voided=True) == [gone]
    assert ids(review_by=WEDNESDAY) == [bea]
    assert ids(review_by=date(2026, 11, 17)) == []
    assert volunteers.counts(work.session) == {VolunteerStatus.ACTIVE: 2, VolunteerStatus.RESTING: 1}


def test_a_line_has_the_first_number_the_areas_and_the_week(work: UnitOfWork) -> None:
    one = add(work, "Ann")
    (person,) = [row.person_id for row in volunteers.rows(work.session, [one], WEDNESDAY)]
    for position, number in ((1, "+447700900002"), (0, "+447700900001")):
        work.add(Phone(person_id=person, raw=number, e164=number, position=position))
    for day in (date(2026, 11, 15), date(2026, 11, 16), date(2026, 11, 22), date(2026, 11, 23)):
        task(work, day, volunteer_id=one, status=TaskStatus.DONE)
    task(work, WEDNESDAY, volunteer_id=one, status=TaskStatus.CANCELLED)
    (row,) = volunteers.rows(work.session, [one, new_id()], WEDNESDAY)
    assert (row.phone, row.minutes_this_week, row.last_task) == ("+447700900001", 40, date(2026, 11, 23))


def test_who_is_out_of_use_is_not_active_and_counts_as_having_left(work: UnitOfWork) -> None:
    ann = add(work, "Ann")
    out = [
        add(work, "Void", voided_at=work.log.at),
        add(work, "Gone", {"voided_at": work.log.at}),
        add(work, "Dead", {"status": PersonStatus.DECEASED}),
        add(work, "Leave", {"status": PersonStatus.DO_NOT_CONTACT}),
    ]
    rest = add(work, "Rest", status=VolunteerStatus.RESTING)
    assert [one.id for one in matching.active(work.session)] == [ann]
    assert matching.count_active(work.session) == 1
    named = {one.id: one.status for one in matching.active(work.session, among=[ann, rest, *out])}
    assert named == {ann: VolunteerStatus.ACTIVE, rest: VolunteerStatus.RESTING} | dict.fromkeys(
        out, VolunteerStatus.LEFT
    )


def test_free_volunteers_give_time_that_weekday_or_were_never_asked(work: UnitOfWork) -> None:
    asked, never, other, away = (add(work, name) for name in ("Asked", "Never", "Other", "Away"))
    for key, weekday, starts in ((asked, 2, 9), (asked, 2, 14), (asked, 3, 9), (other, 3, 9)):
        slot = VolunteerSlot(
            volunteer_id=key, weekday=weekday, starts_at=time(starts), ends_at=time(starts + 1)
        )
        work.add(slot)
    work.add(Absence(volunteer_id=away, first_day=WEDNESDAY, last_day=WEDNESDAY))
    work.add(Absence(volunteer_id=never, first_day=WEDNESDAY, last_day=WEDNESDAY, voided_at=work.log.at))
    work.add(Absence(volunteer_id=never, first_day=date(2026, 11, 19), last_day=date(2026, 11, 20)))
    work.session.flush()
    found = free.on_day(work.session, WEDNESDAY, ["identity"], [])
    assert sorted((row.id, row.starts_at) for row in found if row.starts_at) == [
        (asked, time(9)),
        (asked, time(14)),
    ]
    assert [row.id for row in found if row.starts_at is None] == [never]


def test_checks_are_read_back_whole_from_one_text(work: UnitOfWork) -> None:
    key = add(work, "Ann")
    days: dict[str, Any] = {
        "issued_on": date(2024, 1, 2),
        "review_on": date(2027, 1, 2),
        "valid_to": date(2028, 1, 2),
    }
    more: dict[str, Any] = {
        "decision": CheckDecision.SUITABLE,
        "status_result": StatusResult.NO_CHANGE,
        "status_on": WEDNESDAY,
        "references_in": 2,
        "licence_to": date(2027, 5, 1),
        "insurance_to": date(2027, 5, 2),
        "mot_to": date(2027, 5, 3),
        "business_to": date(2027, 5, 4),
    }
    work.add(
        Check(volunteer_id=key, type=CheckType.DBS, status=CheckStatus.VERIFIED, **days, **more),
        Check(
            volunteer_id=key,
            type=CheckType.IDENTITY,
            status=CheckStatus.EXEMPT,
            exempt_until=WEDNESDAY,
            exempt_reason="a\x1eb\x1fc | d",
        ),
        Check(volunteer_id=key, type=CheckType.IDENTITY, status=CheckStatus.NEEDED, exempt_reason=" "),
        Check(volunteer_id=key, type=CheckType.FIRST_AID, status=CheckStatus.VERIFIED),
        Check(volunteer_id=key, type=CheckType.DBS, status=CheckStatus.VERIFIED, voided_at=work.log.at),
    )
    work.session.flush()
    (row,) = free.on_day(work.session, WEDNESDAY, ["dbs", "identity"], [])
    found = sorted(map(free.read_check, free.check_fields(row.checks)), key=lambda one: one[:2])
    assert [one[:8] for one in found] == [
        ("dbs", "verified", "none", days["issued_on"], days["review_on"], days["valid_to"], None, ""),
        ("identity", "exempt", "none", None, None, None, WEDNESDAY, "said"),
        ("identity", "needed", "none", None, None, None, None, ""),
    ]
    assert found[0][8:] == (
        "suitable",
        "no_change",
        WEDNESDAY,
        2,
        *[date(2027, 5, day) for day in (1, 2, 3, 4)],
    )
    assert found[1][8:] == ("not_decided", "not_asked", *[None] * 6)
    assert free.check_fields(None) == []


def test_what_one_task_asks_of_volunteers(work: UnitOfWork) -> None:
    here, there = Area(name="Here", kind=AreaKind.WARD), Area(name="There", kind=AreaKind.WARD)
    work.add(here, there)
    work.session.flush()
    ann, bea, cat = (add(work, name) for name in ("Ann", "Bea", "Cat"))
    work.add(
        VolunteerArea(volunteer_id=ann, area_id=here.id),
        VolunteerArea(volunteer_id=bea, area_id=there.id),
        VolunteerSkill(volunteer_id=cat, skill=Skill.DOGS),
        VolunteerLanguage(volunteer_id=bea, language_code="pl"),
    )
    work.session.flush()
    asked = {
        row.id: (row.is_willing, row.chose) for row in free.on_day(work.session, WEDNESDAY, [], [here.id])
    }
    assert asked == {ann: (True, True), bea: (False, True), cat: (False, False)}
    assert not any(row.chose for row in free.on_day(work.session, WEDNESDAY, [], []))
    assert free.with_skills(work.session, ["dogs", "diy"]) == [(cat, "dogs")]
    assert free.speaking(work.session, ["pl"]) == [(bea, "pl")]


def test_work_counts_first_and_second_volunteers_and_tells_their_rounds_apart(work: UnitOfWork) -> None:
    ann, bea = add(work, "Ann"), add(work, "Bea")
    task(work, WEDNESDAY, volunteer_id=ann, second_volunteer_id=bea, starts_at=time(9))
    task(work, WEDNESDAY, volunteer_id=ann, status=TaskStatus.CANCELLED)
    task(work, date(2026, 11, 19), volunteer_id=ann)
    rows = matching.work(work.session, WEDNESDAY, WEDNESDAY)
    assert sorted((row.volunteer_id, row.starts_at, row.round_name) for row in rows) == [
        (ann, time(9), None),
        (bea, time(9), None),
    ]
    assert [row.volunteer_id for row in matching.work(work.session, WEDNESDAY, WEDNESDAY, [bea])] == [bea]
    task(work, WEDNESDAY, volunteer_id=bea)
    rows = matching.work(work.session, WEDNESDAY, WEDNESDAY, timed=True)
    assert sorted(row.volunteer_id for row in rows) == [ann, bea]


def test_what_somebody_did_lately_is_told_apart_from_the_work_of_the_week(work: UnitOfWork) -> None:
    ann, bea = add(work, "Ann"), add(work, "Bea")
    lately = date(2026, 11, 10)
    before = task(work, lately, volunteer_id=ann, second_volunteer_id=bea, status=TaskStatus.DONE)
    task(work, lately, volunteer_id=ann)
    task(work, date(2026, 10, 1), volunteer_id=ann, status=TaskStatus.DONE)
    monday, sunday = (task(work, day, volunteer_id=ann) for day in (date(2026, 11, 16), date(2026, 11, 22)))
    task(work, date(2026, 11, 23), volunteer_id=ann)
    held = matching.belongings(work.session, [ann, bea], WEDNESDAY, WEDNESDAY)
    assert dict(held.helped) == {ann: [(lately, before.id)], bea: [(lately, before.id)]}
    assert {row.task_id for row in held.work[ann]} == {monday.id, sunday.id}


def test_who_helped_at_a_household_and_who_is_kept_from_it(work: UnitOfWork) -> None:
    ann, bea, cat = (add(work, name) for name in ("Ann", "Bea", "Cat"))
    done = task(work, WEDNESDAY, volunteer_id=ann, status=TaskStatus.DONE)
    task(work, WEDNESDAY, volunteer_id=bea, status=TaskStatus.DONE)
    (row,) = matching.tasks(work.session, [done.id])
    assert row.household is not None
    home, person = row.household.id, row.person.id
    assert matching.helped_at(work.session, [home]) == {ann}
    tom = Person(number=99, first_name="Tom", household_id=home)
    work.add(tom)
    work.session.flush()
    work.add(DoNotPair(volunteer_id=cat, person_id=tom.id))
    work.add(DoNotPair(volunteer_id=bea, person_id=person, voided_at=work.log.at))
    work.session.flush()
    assert matching.apart_from(work.session, person, home) == {cat}
    assert matching.apart_from(work.session, person, "") == set()
    held = matching.belongings(work.session, [ann, bea, cat], WEDNESDAY, WEDNESDAY, [home])
    assert (dict(held.known), held.apart[cat]) == ({ann: [home]}, [tom.id, home])
    assert held.last_helped == {ann: WEDNESDAY, bea: WEDNESDAY}


def test_tasks_that_wait_for_somebody(work: UnitOfWork) -> None:
    ann = add(work, "Ann")
    open_one = task(work, WEDNESDAY)
    repeats = task(work, WEDNESDAY, request_status=RequestStatus.ASSIGNED)
    task(work, WEDNESDAY, volunteer_id=ann)
    task(work, WEDNESDAY, status=TaskStatus.CANCELLED)
    task(work, WEDNESDAY, voided_at=work.log.at)
    task(work, WEDNESDAY, request_status=RequestStatus.WAITING)
    task(work, WEDNESDAY, request_status=RequestStatus.DONE)
    task(work, date(2026, 11, 26))
    found = matching.waiting_tasks(work.session, WEDNESDAY, date(2026, 11, 25))
    assert set(found) == {open_one.id, repeats.id}


def test_the_task_to_find_somebody_for_is_the_next_nobody_has(work: UnitOfWork) -> None:
    ann = add(work, "Ann")
    first = task(work, date(2026, 11, 10))
    assert matching.next_task(work.session, first.request_id, WEDNESDAY) == first.id
    for day, fields in (
        (WEDNESDAY, {"volunteer_id": ann}),
        (date(2026, 11, 20), {}),
        (date(2026, 11, 19), {}),
    ):
        work.add(
            Task(request_id=first.request_id, occurrence=day, on_date=day, kind=TaskKind.ERRAND, **fields)
        )
    work.session.flush()
    found = matching.next_task(work.session, first.request_id, WEDNESDAY)
    assert work.session.get_one(Task, found).on_date == date(2026, 11, 19)
    assert matching.next_task(work.session, new_id(), WEDNESDAY) is None


def _statements(session: Session, read: Any) -> int:
    count = 0

    def note(*_: object) -> None:
        nonlocal count
        count += 1

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        read()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return count


def test_the_number_of_queries_does_not_grow_with_volunteers(work: UnitOfWork) -> None:
    def read() -> None:
        basics = matching.active(work.session)
        matching.belongings(work.session, [one.id for one in basics], WEDNESDAY, WEDNESDAY)
        free.on_day(work.session, WEDNESDAY, ["identity"], [])
        volunteers.rows(work.session, [one.id for one in basics], WEDNESDAY)

    add(work, "Ann")
    few = _statements(work.session, read)
    for number in range(40):
        add(work, f"V{number}", transport=Transport.CAR)
    assert _statements(work.session, read) == few
