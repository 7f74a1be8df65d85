"""The two readings of the shortlist say what one reading of everything says."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.enums import (
    AreaKind,
    CheckStatus,
    CheckType,
    PersonStatus,
    Precision,
    RequestStatus,
    Skill,
    TaskKind,
    TaskStatus,
    Transport,
    Urgency,
    VolunteerStatus,
)
from db.models import (
    Absence,
    Area,
    Check,
    DoNotPair,
    Household,
    NeedType,
    Outing,
    OutingCompanion,
    Person,
    Request,
    Task,
    Volunteer,
    VolunteerArea,
    VolunteerLanguage,
    VolunteerSkill,
    VolunteerSlot,
)
from db.queries import matching as query
from db.session import UnitOfWork
from desktop.domain.match_facts import MatchList, UsualStands
from desktop.domain.matching import rank
from desktop.services import gate
from desktop.services.candidates import candidates, need_of
from desktop.services.hubs import OpenHub
from desktop.services.matching import Matching, one_task
from desktop.services.shortlist import shortlist

DAY = date(2099, 6, 2)
NOW = datetime(2099, 6, 1, 9, tzinfo=UTC)
VOLUNTEER = st.fixed_dictionaries(
    {
        "status": st.sampled_from([VolunteerStatus.ACTIVE] * 4 + [VolunteerStatus.RESTING]),
        "transport": st.sampled_from(Transport),
        "weekly_minutes": st.sampled_from([None, 0, 30, 240]),
        "joined": st.integers(1, 4),
        "born": st.sampled_from([date(1980, 1, 1)] * 4 + [None, date(2090, 1, 1)]),
        "east": st.sampled_from([None, 0, 400, 900, 2500]),
        "checks": st.sets(
            st.sampled_from(
                [
                    CheckType.IDENTITY,
                    CheckType.REFERENCES,
                    CheckType.INDUCTION,
                    CheckType.DRIVING_PAPERS,
                    CheckType.SAFEGUARDING_TRAINING,
                ]
            ),
            min_size=2,
        ),
        "expired": st.booleans(),
        "skills": st.sets(st.sampled_from([Skill.DOGS, Skill.DIY])),
        "speaks": st.booleans(),
        "area": st.sampled_from([None, "here", "elsewhere"]),
        "slots": st.sampled_from([None, "that day", "morning", "another day"]),
        "away": st.sampled_from([False] * 4 + [True]),
        "tie": st.sampled_from([None, None, "apart", "usual", "helped", "busy", "loaded"]),
    }
)


def _task(work: UnitOfWork, need_code: str, with_place: bool) -> tuple[str, dict[str, str]]:
    """A planned task for somebody who speaks Polish, with the keys a volunteer may be tied to."""
    area = Area(name="Northfold", kind=AreaKind.WARD)
    other = Area(name="Quayside", kind=AreaKind.WARD)
    work.add(area, other)
    work.session.flush()
    grid: dict[str, Any] = {"easting": 540_000, "northing": 180_000, "precision": Precision.POSTCODE}
    home = Household(number=work.next_number("household"), area_id=area.id, **(grid if with_place else {}))
    work.add(home)
    work.session.flush()
    who = Person(
        number=work.next_number("person"), first_name="Ewa", household_id=home.id, language_code="pl"
    )
    need = work.session.query(NeedType).filter_by(code=need_code).one()
    work.add(who)
    work.session.flush()
    request = Request(
        number=work.next_number("request"),
        person_id=who.id,
        need_type_id=need.id,
        urgency=Urgency.THIS_WEEK,
        status=RequestStatus.TRIAGED,
        taken_at=NOW,
    )
    work.add(request)
    work.session.flush()
    task = Task(request_id=request.id, occurrence=DAY, on_date=DAY, kind=need.kind)
    work.add(task)
    work.session.flush()
    keys = {"area": area.id, "other": other.id, "home": home.id, "person": who.id, "request": request.id}
    return task.id, keys


def _volunteer(work: UnitOfWork, made: dict[str, Any], keys: dict[str, str], place: int) -> None:
    far = made["east"]
    home = Household(
        number=work.next_number("household"),
        easting=None if far is None else 540_000 + far,
        northing=None if far is None else 180_000,
        precision=Precision.UNKNOWN if far is None else Precision.POSTCODE,
    )
    work.add(home)
    work.session.flush()
    person = Person(
        number=work.next_number("person"),
        first_name=f"V{place}",
        household_id=home.id,
        date_of_birth=made["born"],
    )
    work.add(person)
    work.session.flush()
    volunteer = Volunteer(
        number=work.next_number("volunteer"),
        person_id=person.id,
        joined_on=DAY - timedelta(days=made["joined"]),
        **{name: made[name] for name in ("status", "transport", "weekly_minutes")},
    )
    work.add(volunteer)
    work.session.flush()
    key = volunteer.id
    review = DAY - timedelta(days=1) if made["expired"] else DAY
    for kind in made["checks"]:
        work.add(Check(volunteer_id=key, type=kind, status=CheckStatus.VERIFIED, review_on=review))
    work.add(*(VolunteerSkill(volunteer_id=key, skill=skill) for skill in made["skills"]))
    if made["speaks"]:
        work.add(VolunteerLanguage(volunteer_id=key, language_code="pl"))
    if made["area"]:
        work.add(VolunteerArea(volunteer_id=key, area_id=keys["area" if made["area"] == "here" else "other"]))
    if made["slots"]:
        day = DAY.weekday() + (made["slots"] == "another day")
        ends = time(9) if made["slots"] == "morning" else time(18)
        work.add(VolunteerSlot(volunteer_id=key, weekday=day % 7, starts_at=time(8), ends_at=ends))
    if made["away"]:
        work.add(Absence(volunteer_id=key, first_day=DAY, last_day=DAY))
    _tie(work, made["tie"], key, keys, place)


def _tie(work: UnitOfWork, tie: str | None, key: str, keys: dict[str, str], place: int) -> None:
    if tie == "apart":
        work.add(DoNotPair(volunteer_id=key, person_id=keys["person"]))
    elif tie == "usual":
        work.session.get_one(Household, keys["home"]).usual_volunteer_id = key
    elif tie == "helped":
        day = DAY - timedelta(days=30 + place)
        work.add(_other_task(keys, key, day, TaskStatus.DONE))
    elif tie == "busy":
        task = _other_task(keys, key, DAY + timedelta(days=100 + place), TaskStatus.PLANNED)
        task.on_date, task.starts_at, task.ends_at = DAY, time(8), time(20)
        work.add(task)
    elif tie == "loaded":
        task = _other_task(keys, key, DAY + timedelta(days=200 + place), TaskStatus.PLANNED)
        task.on_date = DAY + timedelta(days=1)
        work.add(task)


def _other_task(keys: dict[str, str], key: str, day: date, status: TaskStatus) -> Task:
    return Task(
        request_id=keys["request"],
        occurrence=day,
        on_date=day,
        kind=TaskKind.VISIT,
        volunteer_id=key,
        status=status,
    )


def both(hub: OpenHub, task_id: str, limit: int) -> tuple[MatchList, MatchList]:
    """The shortlist, and the domain's own ranking of every volunteer read whole."""
    with hub.store.read() as session:
        row = one_task(session, task_id)
        rules, today = gate.rules(session), gate.today(session, DAY - timedelta(days=1)).day
        need = need_of(row, gate.nation(session), query.area_line(session), NOW)
        ours = shortlist(session, row, need, rules, today, limit=limit, blocked_limit=50)
        homes = [need.household_id]
        every = candidates(session, query.active(session), DAY, DAY, homes=homes, apart_from=[task_id])
        return ours, rank(need, every, rules, today, limit=limit, blocked_limit=50)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    made=st.lists(VOLUNTEER, max_size=7),
    need=st.sampled_from(["food_parcel", "dog_walking", "transport", "household_job"]),
    with_place=st.booleans(),
    limit=st.integers(1, 4),
)
def test_two_readings_say_what_one_of_everything_says(
    hub: OpenHub, made: list[dict[str, Any]], need: str, with_place: bool, limit: int
) -> None:
    with hub.store.write(hub.actor.user_id) as work:
        for old in work.session.query(Volunteer).filter(Volunteer.voided_at.is_(None)):
            old.voided_at = NOW
        task_id, keys = _task(work, need, with_place)
        for place, one in enumerate(made):
            _volunteer(work, one, keys, place)
    ours, whole = both(hub, task_id, limit)
    assert ours.fits == whole.fits
    assert (ours.fit_count, ours.blocked_count) == (whole.fit_count, whole.blocked_count)
    assert {one.id for one in ours.blocked} == {one.id for one in whole.blocked}
    assert [one.lacks for one in sorted(ours.blocked, key=lambda one: one.id)] == [
        one.lacks for one in sorted(whole.blocked, key=lambda one: one.id)
    ]
    assert set(ours.not_free) <= set(whole.not_free)
    assert whole.usual is None or ours.usual == whole.usual


@pytest.fixture
def cleared(hub: OpenHub) -> Callable[..., tuple[str, str]]:
    """Make a call to a Polish speaker and one volunteer who may do it; keys of task and volunteer."""

    def make(need: str = "welfare_check", **fields: Any) -> tuple[str, str]:
        one = {
            "status": VolunteerStatus.ACTIVE,
            "transport": Transport.CAR,
            "weekly_minutes": None,
            "joined": 3,
            "born": date(1980, 1, 1),
            "east": 900,
            "checks": set(CheckType) - {CheckType.DRIVING_PAPERS, CheckType.DBS},
            "expired": False,
            "skills": set(),
            "speaks": True,
            "area": None,
            "slots": None,
            "away": False,
            "tie": None,
        }
        with hub.store.write(hub.actor.user_id) as work:
            task_id, keys = _task(work, need, with_place=True)
            _volunteer(work, one | fields, keys, 0)
            return task_id, work.session.query(Volunteer.id).one()[0]

    return make


def test_nobody_travels_for_a_call(hub: OpenHub, cleared: Callable[..., tuple[str, str]]) -> None:
    task_id, key = cleared()
    (fit,) = Matching(hub.tools).for_task(hub.actor, task_id).matches.fits
    assert (fit.id, fit.metres) == (key, None)
    assert not {"car", "foot"} & {note.code.value for note in fit.notes}


def test_who_cannot_show_driving_papers_goes_on_foot_or_not_at_all(
    hub: OpenHub, cleared: Callable[..., tuple[str, str]]
) -> None:
    task_id, _ = cleared("food_parcel")
    (fit,) = Matching(hub.tools).for_task(hub.actor, task_id).matches.fits
    assert "foot" in {note.code.value for note in fit.notes}


def test_a_lift_needs_the_papers(hub: OpenHub, cleared: Callable[..., tuple[str, str]]) -> None:
    task_id, key = cleared("transport")
    matching = Matching(hub.tools)
    found = matching.for_task(hub.actor, task_id).matches
    assert [one.id for one in found.blocked] == [key]
    lacks = matching.clearance(hub.actor, key, task_id).lacks
    assert {lack.check for lack in lacks} == {CheckType.DRIVING_PAPERS, CheckType.DBS}


@pytest.mark.parametrize(
    ("fields", "others"),
    [({"slots": "another day"}, 1), ({"away": True}, 1), ({"tie": "busy"}, 1), ({}, 0)],
)
def test_who_is_not_free_is_counted_and_can_be_named(
    hub: OpenHub, cleared: Callable[..., tuple[str, str]], fields: dict[str, Any], others: int
) -> None:
    task_id, key = cleared("food_parcel", **fields)
    matching = Matching(hub.tools)
    view = matching.for_task(hub.actor, task_id)
    assert (view.others, view.matches.fit_count) == (others, 1 - others)
    assert matching.not_free(hub.actor, task_id) == ([(key, "V0")] if others else [])


@pytest.mark.parametrize("status", [PersonStatus.DECEASED, PersonStatus.DO_NOT_CONTACT])
def test_who_is_out_of_reach_is_offered_nothing(
    hub: OpenHub, cleared: Callable[..., tuple[str, str]], status: PersonStatus
) -> None:
    task_id, key = cleared("food_parcel")
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Person, work.session.get_one(Volunteer, key).person_id).status = status
    matching = Matching(hub.tools)
    view = matching.for_task(hub.actor, task_id)
    assert (view.others, view.matches.fit_count, view.matches.blocked_count) == (0, 0, 0)
    assert not matching.clearance(hub.actor, key, task_id).passes


@pytest.mark.parametrize(
    ("fields", "stands"),
    [
        ({}, UsualStands.FIT),
        ({"away": True}, UsualStands.NOT_FREE),
        ({"checks": set()}, UsualStands.BLOCKED),
        ({"status": VolunteerStatus.RESTING}, UsualStands.BLOCKED),
        ({"status": VolunteerStatus.ON_HOLD}, UsualStands.BLOCKED),
    ],
)
def test_how_the_usual_volunteer_stands_is_told(
    hub: OpenHub, cleared: Callable[..., tuple[str, str]], fields: dict[str, Any], stands: UsualStands
) -> None:
    task_id, key = cleared("food_parcel", tie="usual", **fields)
    usual = Matching(hub.tools).for_task(hub.actor, task_id).matches.usual
    assert usual is not None
    assert (usual.id, usual.stands) == (key, stands)


def test_a_usual_volunteer_who_left_is_not(hub: OpenHub, cleared: Callable[..., tuple[str, str]]) -> None:
    task_id, _ = cleared("food_parcel", tie="usual", status=VolunteerStatus.LEFT)
    assert Matching(hub.tools).for_task(hub.actor, task_id).matches.usual is None


def test_who_is_on_an_outing_all_day_is_not_free(
    hub: OpenHub, cleared: Callable[..., tuple[str, str]]
) -> None:
    task_id, key = cleared("food_parcel")
    assert Matching(hub.tools).for_task(hub.actor, task_id).matches.fit_count == 1
    with hub.store.write(hub.actor.user_id) as work:
        outing = Outing(number=1, place="Garden", on_date=DAY, starts_at=time(0), ends_at=time(23, 59))
        work.add(outing)
        work.session.flush()
        work.add(OutingCompanion(outing_id=outing.id, volunteer_id=key))
    view = Matching(hub.tools).for_task(hub.actor, task_id)
    assert (view.matches.fit_count, view.others) == (0, 1)
    assert Matching(hub.tools).not_free(hub.actor, task_id) == [(key, "V0")]
