"""Coverage through the services: what is asked, who offers it, overlaps, notes, and what stays private."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from db.enums import CloseReason, Layer, Role, TaskOutcome, TaskStatus
from db.enums_coverage import CoverageNoteKind
from db.models import Household, Person, Request, Task
from db.queries import coverage as query
from desktop.domain.coverage import Place, State
from desktop.domain.errors import DomainError
from desktop.services.areas import AreaDraft, Areas
from desktop.services.coverage import Coverage, NoteDraft, monday_of
from desktop.services.coverage_sheet import CoverageSheet
from desktop.services.history import History
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.needs import Needs
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import PersonDraft
from desktop.services.records import set_fields
from desktop.services.requests import RequestDraft, Requests
from tests.services.erasing import erase


def need(hub: OpenHub, code: str) -> str:
    return next(one.id for one in Needs(hub.tools).all(hub.actor) if one.code == code)


def area(hub: OpenHub, name: str, *parts: str) -> str:
    return Areas(hub.tools).save(hub.actor, AreaDraft(name, parts=parts)).made


def ask(hub: OpenHub, code: str, postcode: str, day: date | None = None, name: str = "Jean") -> str:
    person = PersonDraft(name, household=HouseholdDraft("1 Kelp Street", postcode=postcode))
    today = hub.tools.clock().astimezone().date()
    draft = RequestDraft("", code, due_on=day or monday_of(today))
    return Intake(hub.tools).save(hub.actor, CallDraft(draft, person)).made


def offer(hub: OpenHub, name: str, code: str, *areas: str) -> str:
    draft = OrganisationDraft(
        name,
        Layer.ANCHOR,
        contact_name="Ana Bell",
        phone="020 7946 0451",
        area_ids=frozenset(areas),
        need_ids=frozenset({need(hub, code)}),
    )
    return Organisations(hub.tools).save(hub.actor, draft).made


def test_what_is_asked_in_a_week_meets_who_offers_it(hub: OpenHub) -> None:
    salt, quay = area(hub, "Saltmarsh", "QX4 2"), area(hub, "Quayside", "QX4 3")
    for _ in range(2):
        ask(hub, "hot_meal", "QX4 2LB")
    ask(hub, "hot_meal", "QX9 9AA")
    monday = monday_of(Coverage(hub.tools).today())
    ask(hub, "hot_meal", "QX4 2LB", monday + timedelta(days=7))
    offer(hub, "Kelp Street Kitchen", "hot_meal", quay)
    grid = Coverage(hub.tools).grid(hub.actor)
    meals = need(hub, "hot_meal")
    assert grid.areas == (quay, salt, None)
    assert [one.id for one in grid.needs] == [meals]
    found = {place.area_id: (cell.asked, cell.state) for place, cell in grid.cells.items()}
    assert found == {salt: (2, State.NO_ONE), quay: (0, State.ENOUGH), None: (1, State.NO_ONE)}
    detail = Coverage(hub.tools).cell(hub.actor, Place(salt, meals), grid)
    assert [count for _monday, count in detail.weeks] == [0, 0, 0, 0, 0, 2]


def test_a_private_need_is_no_column_for_who_may_not_know_of_it(hub: OpenHub) -> None:
    area(hub, "Saltmarsh", "QX4 2")
    ask(hub, "domestic_abuse", "QX4 2LB")
    coverage = Coverage(hub.tools)
    handler = replace(hub.actor, user_id="somebody", roles=frozenset({Role.COORDINATOR}))
    lead = replace(hub.actor, roles=frozenset({Role.LEAD}))
    assert coverage.grid(handler).needs == ()
    assert [one.is_private for one in coverage.grid(lead).needs] == [True]


def test_an_overlap_is_turned_into_something_missing(hub: OpenHub) -> None:
    salt, quay = area(hub, "Saltmarsh", "QX4 2"), area(hub, "Quayside", "QX4 3")
    pantry = offer(hub, "Kelp Street Pantry", "food_parcel", quay)
    parcels, meals = need(hub, "food_parcel"), need(hub, "hot_meal")
    coverage = Coverage(hub.tools)
    draft = NoteDraft(CoverageNoteKind.OVERLAP, Place(quay, parcels), pantry)
    with pytest.raises(DomainError, match="what is missing"):
        coverage.note(hub.actor, draft)
    with pytest.raises(DomainError, match="has passed"):
        coverage.note(hub.actor, replace(draft, words="Meals", follow_up_on=date(2020, 1, 1)))
    made = coverage.note(hub.actor, replace(draft, other=Place(salt, meals))).made
    (note,) = coverage.grid(hub.actor).notes
    assert (note.organisation, note.other_area, note.other_need) == (
        "Kelp Street Pantry",
        "Saltmarsh",
        "Hot meal",
    )
    assert note.follow_up_on == coverage.today() + timedelta(days=7)
    with pytest.raises(DomainError, match="what came of it"):
        coverage.done(hub.actor, made, " ")
    coverage.done(hub.actor, made, "They cook on Thursdays from now on")
    assert coverage.grid(hub.actor).notes == ()


def test_a_place_stands_on_the_sheet_once(hub: OpenHub) -> None:
    place = Place(area(hub, "Saltmarsh", "QX4 2"), need(hub, "hot_meal"))
    coverage = Coverage(hub.tools)
    coverage.put_on_sheet(hub.actor, place, on=True)
    coverage.put_on_sheet(hub.actor, place, on=True)
    grid = coverage.grid(hub.actor)
    assert len(grid.notes) == 1
    assert grid.note_of(place, CoverageNoteKind.SHEET) is not None
    coverage.put_on_sheet(hub.actor, place, on=False)
    assert coverage.grid(hub.actor).notes == ()


def slow_count(hub: OpenHub) -> dict[tuple[str | None, str, date], int]:
    """What is asked by area, need and week: every task looked at by itself."""
    found: dict[tuple[str | None, str, date], int] = {}
    with hub.store.read() as session:
        for task in session.query(Task).filter(Task.voided_at.is_(None)):
            request = session.get_one(Request, task.request_id)
            person = session.get_one(Person, request.person_id)
            home = session.get(Household, person.household_id) if person.household_id else None
            gone = task.status is TaskStatus.CANCELLED and request.close_reason is not CloseReason.NO_CAPACITY
            if request.voided_at is None and not gone:
                place = (home.area_id if home else None, request.need_type_id, monday_of(task.on_date))
                found[place] = found.get(place, 0) + 1
    return found


def quick_count(hub: OpenHub) -> dict[tuple[str | None, str, date], int]:
    first = monday_of(Coverage(hub.tools).today()) - timedelta(weeks=2)
    with hub.store.read() as session:
        rows = query.asked(session, first, first + timedelta(weeks=20))
    return {(row.area_id, row.need_id, first + timedelta(weeks=row.week)): row.asked for row in rows}


def test_what_is_asked_is_counted_right_whatever_is_done(hub: OpenHub) -> None:
    salt = area(hub, "Saltmarsh", "QX4 2")
    actor, requests, areas = hub.actor, Requests(hub.tools), Areas(hub.tools)
    first, second, third = (ask(hub, "hot_meal", "QX4 2LB", name=name) for name in ("Jean", "Ash", "Bo"))
    weekly = RequestDraft("", "befriending", recurrence="FREQ=WEEKLY;BYDAY=TU", starts_on=date(2026, 11, 17))
    person = requests.get(actor, first).draft.person_id
    marked = requests.save(actor, replace(weekly, person_id=person)).made
    history = History(hub.tools)

    def undo() -> object:
        return history.undo(actor, history.of(actor, second)[0].txn)

    acts: tuple[Callable[[], object], ...] = (
        lambda: requests.close(actor, first, CloseReason.NO_CAPACITY),
        lambda: requests.close(actor, second, CloseReason.NOT_NEEDED),
        undo,
        lambda: requests.void(actor, third, "A mistake"),
        lambda: requests.reopen(actor, first),
        lambda: areas.save(actor, AreaDraft("Saltmarsh", parts=("QX4 3",)), salt),
        lambda: areas.save(actor, AreaDraft("Everywhere", parts=("QX4",))),
        lambda: requests.close(actor, marked, CloseReason.COULD_NOT_REACH),
        lambda: erase(hub, person),
    )
    seen = []
    for act in acts:
        act()
        assert quick_count(hub) == slow_count(hub)
        seen.append(sum(quick_count(hub).values()))
    assert seen[0] > seen[-1] == 1


def test_what_is_done_stands_beside_what_is_open(hub: OpenHub) -> None:
    salt, meals = area(hub, "Saltmarsh", "QX4 2"), need(hub, "hot_meal")
    for name in ("Jean", "Ash", "Bo"):
        ask(hub, "hot_meal", "QX4 2LB", name=name)
    with hub.store.write(hub.actor.user_id) as work:
        task = work.session.query(Task).first()
        assert task is not None
        set_fields(task, {"status": TaskStatus.DONE, "outcome": TaskOutcome.DELIVERED})
    cell = Coverage(hub.tools).grid(hub.actor).cells[Place(salt, meals)]
    assert (cell.asked, cell.met, cell.open) == (3, 1, 2)
    (line,) = CoverageSheet(hub.tools).lines(hub.actor)
    assert line.asked == "3, 1 done"
