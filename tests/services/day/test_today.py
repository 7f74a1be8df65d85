"""Each source of Today appears when it should and goes when it is dealt with; private needs stay private."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from db.enums import CheckType, OfferAnswer, RequestStatus, Role, RoundStatus, TaskOutcome, Urgency
from db.models import Absence, Round
from db.queries.requests import RequestFilter
from desktop.services.backups import Backups
from desktop.services.base import Actor
from desktop.services.notes import Notes
from desktop.services.offers import Offers
from desktop.services.requests import Requests
from desktop.services.round_results import RoundResults
from desktop.services.round_sheets import RoundSheets
from desktop.services.rounds import Rounds
from desktop.services.today import TodayDesk
from desktop.services.today_items import SOURCES, TodayItem, part_of, parts, source, words
from desktop.services.today_rounds import RoundState

TODAY = date(2026, 11, 17)
Stage = Any
"""The class of the fixture, see conftest."""


def edit(stage: Stage, key: str, **values: object) -> None:
    """Change a round directly, as another laptop would have."""
    with stage.hub.store.write(stage.actor.user_id) as work:
        held = work.session.get_one(Round, key)
        for name, value in values.items():
            setattr(held, name, value)


def item(day: date, at: time | None = None, urgency: Urgency = Urgency.TODAY, key: str = "x:1") -> TodayItem:
    return TodayItem(key, urgency, day, words("It is so"), words("Do it"), "rounds", at=at)


def test_a_round_without_a_driver_needs_cover_until_somebody_drives(stage: Stage) -> None:
    key = stage.round(stage.looked_at())
    assert stage.told("cover") == ["No one drives the 11:00 Northfold round | Find cover rounds"]
    assert stage.told("print") == []
    rounds = Rounds(stage.hub.tools)
    draft = rounds.get(stage.actor, key).draft
    rounds.save(stage.actor, draft.__class__(**{**_fields(draft), "driver_id": stage.volunteer()}), key)
    assert stage.told("cover") == []


def _fields(draft: object) -> dict[str, object]:
    return {name: getattr(draft, name) for name in type(draft).__slots__}


def test_a_round_with_nothing_to_bring_needs_nobody(stage: Stage) -> None:
    stage.round()
    assert stage.told("cover") == stage.told("print") == []


def test_a_driver_who_may_not_go_needs_cover_with_the_reason(stage: Stage) -> None:
    driver = stage.volunteer("Kofi Mensah", checks=())
    stage.round(stage.looked_at(), driver_id=driver)
    assert stage.told("cover") == ["Kofi can’t do the 11:00 Northfold round | Find cover rounds"]
    (told,) = [one for one in stage.day().items if one.key.startswith("cover:")]
    assert "can’t be given this task yet" in str(told.second[-1].values["why"])


def test_a_driver_who_is_away_needs_cover(stage: Stage) -> None:
    driver = stage.volunteer()
    stage.round(stage.looked_at(), driver_id=driver)
    assert stage.told("cover") == []
    with stage.hub.store.write(stage.actor.user_id) as work:
        work.add(Absence(volunteer_id=driver, first_day=TODAY, last_day=date(2026, 11, 20)))
    (told,) = [one for one in stage.day().items if one.key.startswith("cover:")]
    assert told.second[-1].values == {"day": date(2026, 11, 20)}


def test_tomorrows_round_is_told_of_under_later(stage: Stage) -> None:
    tomorrow = TODAY + timedelta(days=1)
    stage.round(stage.looked_at(due_on=tomorrow), on_date=tomorrow)
    day = stage.day()
    (told,) = [one for one in day.items if one.key.startswith("cover:")]
    assert part_of(told, day.now) == "later"
    assert day.rounds == ()


def test_many_rounds_to_cover_are_summed_up(stage: Stage) -> None:
    for at in range(5):
        stage.round(stage.looked_at(f"P{at} Line{at}"), name=f"Round {at}", starts_at=time(11 + at, 0))
    assert stage.told("cover")[-1] == "2 more rounds need cover | See rounds rounds"
    assert len(stage.told("cover")) == 4


def test_tasks_of_today_with_nobody_stand_alone_until_they_are_many(stage: Stage) -> None:
    for at in range(4):
        stage.looked_at(f"P{at} Line{at}")
    assert len(stage.told("no_one")) == 4
    for at in range(4, 9):
        stage.looked_at(f"P{at} Line{at}")
    assert stage.told("no_one")[-1] == "6 more tasks for today have no one | Find someone requests"
    assert len(stage.told("no_one")) == 4


def test_the_most_urgent_task_with_nobody_stands_first_and_goes_once_given(stage: Stage) -> None:
    stage.looked_at("Ruth Penhaligon", urgency=Urgency.NO_RUSH)
    urgent = stage.looked_at("Gwilym Pryce", due_time=time(12, 30), urgency=Urgency.TODAY)
    first = "Food parcel for Gwilym Pryce has no one | Find someone match"
    assert stage.told("no_one")[0] == first
    Offers(stage.hub.tools).answer(stage.actor, stage.task(urgent), stage.volunteer(), OfferAnswer.YES)
    assert stage.told("no_one") == ["Food parcel for Ruth Penhaligon has no one | Find someone match"]


def test_tasks_of_requests_to_triage_or_waiting_are_told_of_elsewhere(stage: Stage) -> None:
    stage.ask("Ruth Penhaligon")
    waiting = stage.looked_at("Colin Frith")
    Requests(stage.hub.tools).move(stage.actor, waiting, RequestStatus.WAITING, "The council")
    assert stage.told("no_one") == []


def test_what_nobody_did_yesterday_is_late_and_one_line(stage: Stage) -> None:
    for at in range(3):
        stage.looked_at(f"P{at} Line{at}", due_on=TODAY - timedelta(days=1))
    assert stage.told("undone") == ["3 tasks of earlier days have no one | See them requests"]
    day = stage.day()
    assert parts(day.items, day.now)[0].key == "late"


def test_requests_to_triage_are_one_line_and_the_only_one_is_named(stage: Stage) -> None:
    first = stage.ask("Stanley Okafor", "hot_meal")
    assert stage.told("triage") == ["Hot meal for Stanley Okafor to triage | Triage requests"]
    (told,) = [one for one in stage.day().items if one.key.startswith("triage:")]
    assert told.item == first
    stage.ask("Nasreen Akhtar")
    assert stage.told("triage") == ["2 requests to triage | Triage requests"]
    assert stage.day().to_triage == 2
    for key in Requests(stage.hub.tools).ids(stage.actor, RequestFilter("to_triage")):
        Requests(stage.hub.tools).move(stage.actor, key, RequestStatus.TRIAGED)
    assert stage.told("triage") == []
    assert (stage.day().to_triage, stage.day().no_one) == (0, 2)


def test_a_private_need_is_not_named_to_those_it_does_not_concern(stage: Stage) -> None:
    stage.ask("Ruth Penhaligon", "mental_health")
    stage.looked_at("Colin Frith", need="domestic_abuse")
    other = Actor("0" * 32, "Yusuf", frozenset({Role.COORDINATOR}))
    items = TodayDesk(stage.hub.tools).day(other).items
    told = [one.sentence.text.format(**one.sentence.values) for one in items]
    assert "Private need for Ruth Penhaligon to triage" in told
    assert "Private need for Colin Frith has no one" in told


def test_sheets_are_to_be_printed_until_they_are(stage: Stage) -> None:
    key = stage.round(stage.looked_at(), driver_id=stage.volunteer())
    assert stage.told("print") == ["Print the Northfold round sheet | Print rounds"]
    assert stage.day().rounds[0].state is RoundState.PLANNED
    RoundSheets(stage.hub.tools).record_print(stage.actor, key, "ab" * 32)
    assert stage.told("print") == []
    assert stage.day().rounds[0].state is RoundState.PRINTED


def test_somebody_who_would_ring_back_is_chased_until_they_answer(stage: Stage) -> None:
    request, volunteer = stage.looked_at(), stage.volunteer("Beth Carraway")
    offers, task = Offers(stage.hub.tools), stage.task(request)
    offers.answer(stage.actor, task, volunteer, OfferAnswer.WILL_RING_BACK)
    assert stage.told("ring_back") == ["Beth Carraway was to ring back | Chase match"]
    (told,) = [one for one in stage.day().items if one.key.startswith("ring_back:")]
    assert (told.item, told.at) == (request, time(10, 57))
    offers.answer(stage.actor, task, volunteer, OfferAnswer.NO)
    assert stage.told("ring_back") == []


@pytest.mark.parametrize(("day", "count"), [(date(2026, 11, 20), 1), (date(2026, 11, 24), 0)])
def test_checks_of_this_week_are_told_of(stage: Stage, day: date, count: int) -> None:
    stage.volunteer("Agnieszka Nowak", checks=(CheckType.FIRST_AID,), review_on=day)
    told = stage.told("checks")
    assert told == ["Agnieszka Nowak: First aid training to be looked at again | See checks checks"][:count]


def test_many_checks_are_one_line(stage: Stage) -> None:
    for at in range(4):
        stage.volunteer(f"V{at} Volunteer", checks=(CheckType.FIRST_AID,), review_on=TODAY)
    said = "Checks of 4 volunteers are to be looked at again this week | See checks checks"
    assert stage.told("checks") == [said]


def test_a_round_that_is_out_is_late_after_its_time_and_done_once_keyed(stage: Stage) -> None:
    stage.volunteer()
    key = stage.round(stage.looked_at(), driver_id=stage.volunteer("Patrick Doyle"), ends_at=time(12, 0))
    RoundResults(stage.hub.tools).send_out(stage.actor, key)
    assert stage.told("late") == []
    assert [one.state for one in stage.day().out] == [RoundState.OUT]
    late = datetime(2026, 11, 17, 12, 12, tzinfo=UTC)
    assert stage.told("late", late) == ["Patrick Doyle is not back yet | Chase rounds"]
    assert stage.told("print") == []
    RoundResults(stage.hub.tools).results(stage.actor, key, {1: TaskOutcome.DELIVERED})
    assert stage.told("late", late) == []
    assert stage.day().out == ()
    assert stage.day().rounds[0].state is RoundState.DONE


def test_a_round_of_yesterday_still_out_is_to_be_keyed_in(stage: Stage) -> None:
    key = stage.round(stage.looked_at(), driver_id=stage.volunteer())
    RoundResults(stage.hub.tools).send_out(stage.actor, key)
    edit(stage, key, on_date=TODAY - timedelta(days=1))
    assert stage.told("results") == ["The sheet of the Northfold round is not keyed in | Key it in rounds"]
    assert stage.told("late") == []
    edit(stage, key, status=RoundStatus.BACK, on_date=TODAY - timedelta(days=20))
    assert stage.told("results") == []


def test_a_hub_without_a_backup_is_told_to_make_one(stage: Stage) -> None:
    assert stage.told("backup") == ["No backup yet | Back up backup"]
    Backups(stage.hub.tools).make(stage.actor, stage.hub.folder.path)
    made = datetime(2026, 11, 17, 10, 42, tzinfo=UTC)
    assert stage.told("backup", made + timedelta(hours=23)) == []
    old = "No backup since 2026-11-17 | Back up backup"
    assert stage.told("backup", made + timedelta(hours=25)) == [old]


def test_the_last_note_is_the_newest(stage: Stage) -> None:
    assert stage.day().note is None
    notes = Notes(stage.hub.tools)
    notes.write(stage.actor, "Fridge 2 is at 4 degrees.")
    notes.write(stage.actor, "Bread comes at 3 now.")
    note = stage.day().note
    assert note is not None
    assert note.words == "Bread comes at 3 now."


def test_an_empty_hub_has_nothing_but_its_backup_to_see_to(stage: Stage) -> None:
    day = stage.day()
    assert {one.key for one in day.items} == {"backup:all"}
    assert (day.rounds, day.out, day.to_triage, day.no_one) == ((), (), 0, 0)


def test_a_later_feature_adds_a_source_by_registering(stage: Stage) -> None:
    made = item(TODAY, key="later:1")
    try:
        source("later", "request.see")(lambda _desk: [made])
        assert made in stage.day().items
        with pytest.raises(ValueError, match="later"):
            source("later", "request.see")(lambda _desk: [])
    finally:
        del SOURCES["later"]


@pytest.mark.parametrize(
    ("clock", "day", "at", "part"),
    [
        ((10, 42), TODAY, time(10, 30), "late"),
        ((10, 42), TODAY - timedelta(days=1), None, "late"),
        ((10, 42), TODAY, time(12, 30), "morning"),
        ((10, 42), TODAY, time(12, 31), "today"),
        ((10, 42), TODAY, None, "today"),
        ((12, 30), TODAY, time(13, 0), "today"),
        ((10, 42), TODAY + timedelta(days=1), time(9, 0), "later"),
    ],
)
def test_things_stand_in_the_part_of_the_day_they_are_due_in(
    clock: tuple[int, int], day: date, at: time | None, part: str
) -> None:
    assert part_of(item(day, at), datetime.combine(TODAY, time(*clock))) == part


def test_parts_are_in_order_and_so_are_the_things_in_them() -> None:
    later = item(TODAY + timedelta(days=2), key="x:later")
    soon, sooner = item(TODAY, time(12, 0), key="x:soon"), item(TODAY, time(11, 0), key="x:sooner")
    calm = item(TODAY, time(11, 0), Urgency.NO_RUSH, key="x:calm")
    late = item(TODAY, time(9, 0), key="x:late")
    found = parts([later, soon, calm, sooner, late], datetime.combine(TODAY, time(10, 0)))
    assert [part.key for part in found] == ["late", "morning", "later"]
    assert [one.key for one in found[1].items] == ["x:sooner", "x:calm", "x:soon"]
