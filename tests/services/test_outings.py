"""Accompanied outings: who may go is the gate's to say; papers hold the least; how it went is kept."""

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from db.enums import Answer, CheckType, LinkKind, Role, Transport, VolunteerStatus
from db.enums_outings import GuestOutcome
from db.models import SharingRecord
from db.queries import matching
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.outings import Short
from desktop.exports.outing_sheet import draw_outing
from desktop.services.base import Actor
from desktop.services.candidates import candidates
from desktop.services.hubs import OpenHub
from desktop.services.outing_papers import OutingPaper, OutingPapers
from desktop.services.outings import OutingDraft, Outings, OutingView
from desktop.services.people import LinkDraft, People, PersonDraft, PhoneDraft
from desktop.services.today import TodayDesk
from desktop.services.volunteers import VolunteerDraft, Volunteers
from tests.poppler import text_of
from tests.services.test_offers import PARCEL, see

TODAY = date(2026, 11, 17)
GARDEN = OutingDraft(
    "Botanic garden",
    TODAY,
    time(10),
    time(15),
    meet_at="Library steps, ten to ten",
    travel="Bus 14",
    because_of=Answer.NO,
    to_care=Answer.NO,
)
CHECKED = (*PARCEL, CheckType.SAFEGUARDING_TRAINING)
FORBIDDEN = ("Mallory", "07700 900123", "14 Ferrygate", "dialysis", "Howells", "hip replacement")


def plan(hub: OpenHub, **other: object) -> str:
    """Plan an outing; its key."""
    draft = replace(GARDEN, **other)  # type: ignore[arg-type]
    return Outings(hub.tools).save(hub.actor, draft).made


def person(hub: OpenHub, first: str = "Jean") -> str:
    """Somebody who may come along, with what no paper says."""
    link = LinkDraft(LinkKind.EMERGENCY, "Rhys Howells", "son", "020 7946 0999")
    draft = PersonDraft(
        first,
        last_name="Mallory",
        phones=(PhoneDraft("07700 900123"),),
        good_to_know="hip replacement, dialysis on Mondays",
        links=(link,),
    )
    return People(hub.tools).save(hub.actor, draft).made


def companion(
    hub: OpenHub, name: str, checks: tuple[CheckType, ...] = CHECKED, transport: Transport = Transport.FOOT
) -> str:
    """An active volunteer with some checks seen."""
    who = PersonDraft(name, last_name="Probert", date_of_birth=date(1980, 1, 1), email=f"{name}@example.org")
    volunteers = Volunteers(hub.tools)
    made = volunteers.save(hub.actor, VolunteerDraft(person=who, transport=transport)).made
    volunteers.move(hub.actor, made, VolunteerStatus.ACTIVE)
    for kind in checks:
        see(hub, made, kind)
    return made


def view(hub: OpenHub, key: str) -> OutingView:
    """An outing as it is shown."""
    (found,) = Outings(hub.tools).views(hub.actor, [key])
    return found


def ready(hub: OpenHub, **other: object) -> str:
    """An outing with one person and one companion."""
    key, outings = plan(hub, **other), Outings(hub.tools)
    outings.bring(hub.actor, key, person(hub), wheelchair=True)
    outings.accompany(hub.actor, key, companion(hub, "Sian"))
    return key


def test_what_it_lacks_is_counted_as_people_come(hub: OpenHub) -> None:
    key, outings = plan(hub, seats=1, wheelchairs=0), Outings(hub.tools)
    assert view(hub, key).lacks == {Short.PEOPLE: 1}
    outings.bring(hub.actor, key, person(hub), wheelchair=True)
    outings.bring(hub.actor, key, person(hub, "Ann"))
    assert view(hub, key).lacks == {Short.COMPANIONS: 2, Short.SEATS: 1, Short.WHEELCHAIRS: 1}
    outings.save(hub.actor, replace(GARDEN, seats=2, wheelchairs=1), key)
    for name in ("Sian", "Omar"):
        outings.accompany(hub.actor, key, companion(hub, name))
    assert view(hub, key).lacks == {}


def test_whoever_is_not_cleared_never_goes(hub: OpenHub) -> None:
    key, outings = plan(hub), Outings(hub.tools)
    with pytest.raises(DomainError, match="can’t be given this task"):
        outings.accompany(hub.actor, key, companion(hub, "Dev", ()))
    assert view(hub, key).companions == ()


def test_need_because_of_age_or_illness_to_care_asks_for_more(hub: OpenHub) -> None:
    key = plan(hub, because_of=Answer.YES, to_care=Answer.YES)
    with pytest.raises(DomainError, match="DBS"):
        Outings(hub.tools).accompany(hub.actor, key, companion(hub, "Sian"))


def test_whoever_drives_has_a_car_and_papers(hub: OpenHub) -> None:
    key, outings = plan(hub), Outings(hub.tools)
    with pytest.raises(DomainError, match="no car or van on record"):
        outings.accompany(hub.actor, key, companion(hub, "Sian"), drives=True)
    with pytest.raises(DomainError, match="Driving papers"):
        outings.accompany(hub.actor, key, companion(hub, "Omar", transport=Transport.CAR), drives=True)


def test_clearance_that_lapses_is_shown_and_stays_off_paper(hub: OpenHub) -> None:
    key, outings = plan(hub), Outings(hub.tools)
    outings.bring(hub.actor, key, person(hub))
    sian = companion(hub, "Sian")
    outings.accompany(hub.actor, key, sian)
    Volunteers(hub.tools).move(hub.actor, sian, VolunteerStatus.RESTING)
    assert view(hub, key).lacks == {Short.COMPANIONS: 1, Short.NOT_CLEARED: 1}
    with pytest.raises(DomainError, match="Nobody who is cleared"):
        OutingPapers(hub.tools).paper(hub.actor, key)


def test_nobody_goes_with_whom_they_are_kept_apart_from(hub: OpenHub) -> None:
    key, outings = plan(hub), Outings(hub.tools)
    jean, sian = person(hub), companion(hub, "Sian")
    Volunteers(hub.tools).keep_apart(hub.actor, sian, jean, "Fell out")
    outings.bring(hub.actor, key, jean)
    with pytest.raises(DomainError, match="kept apart"):
        outings.accompany(hub.actor, key, sian)
    other = plan(hub, on_date=TODAY + timedelta(days=1))
    outings.accompany(hub.actor, other, sian)
    with pytest.raises(DomainError, match="kept apart"):
        outings.bring(hub.actor, other, jean)


def test_nobody_goes_with_two_at_once_or_while_away(hub: OpenHub) -> None:
    outings, sian = Outings(hub.tools), companion(hub, "Sian")
    outings.accompany(hub.actor, plan(hub), sian)
    with pytest.raises(DomainError, match="An outing"):
        outings.accompany(hub.actor, plan(hub, starts_at=time(14), ends_at=time(16)), sian)
    outings.accompany(hub.actor, plan(hub, starts_at=time(15), ends_at=time(16)), sian)
    later = TODAY + timedelta(days=3)
    Volunteers(hub.tools).add_absence(hub.actor, sian, later, later)
    with hub.store.read() as session:
        (one,) = candidates(session, matching.active(session, [sian]), TODAY, TODAY)
    assert [(each.start, each.end) for each in one.busy] == [(600, 900), (900, 960)]
    with pytest.raises(DomainError, match="away that day"):
        outings.accompany(hub.actor, plan(hub, on_date=later), sian)


def test_nobody_is_put_down_twice(hub: OpenHub) -> None:
    key, outings = ready(hub), Outings(hub.tools)
    held = view(hub, key)
    with pytest.raises(DomainError, match="down for it already"):
        outings.bring(hub.actor, key, held.guests[0].person_id)
    with pytest.raises(DomainError, match="go with it already"):
        outings.accompany(hub.actor, key, held.companions[0].volunteer_id)
    outings.take_off(hub.actor, held.guests[0].id, "Cannot come")
    outings.take_off(hub.actor, held.companions[0].id, "Cannot come")
    assert (view(hub, key).guests, view(hub, key).companions) == ((), ())


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"place": " "}, "Where"),
        ({"on_date": None}, "day"),
        ({"ends_at": None}, "From when"),
        ({"ends_at": time(10)}, "before it begins"),
        ({"ratio": 0}, "least"),
        ({"seats": -1}, "fewer"),
        ({"seats": 1, "wheelchairs": 2}, "More wheelchair"),
    ],
)
def test_what_cannot_be_is_refused(hub: OpenHub, wrong: dict[str, object], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        plan(hub, **wrong)


def read(paper: OutingPaper, folder: Path) -> str:
    """A sheet as another program reads it."""
    path = folder / "sheet.pdf"
    path.write_bytes(draw_outing(paper))
    return text_of(path)


def test_the_sheet_of_companions_holds_the_least(hub: OpenHub, tmp_path: Path) -> None:
    text = read(OutingPapers(hub.tools).paper(hub.actor, ready(hub, note="Jean is dying")), tmp_path)
    for words in ("Jean M.", "wheelchair", "Sian P.", "Library steps", "020 7946 0801", "destroy by"):
        assert words in text
    assert not any(word in text for word in (*FORBIDDEN, "dying", "Rhys"))


def test_emergency_contacts_are_sealed_till_the_day(hub: OpenHub, tmp_path: Path) -> None:
    papers, tomorrow = OutingPapers(hub.tools), TODAY + timedelta(days=1)
    with pytest.raises(DomainError, match="Sealed until"):
        papers.paper(hub.actor, ready(hub, on_date=tomorrow), contacts=True)
    key = plan(hub)
    Outings(hub.tools).bring(hub.actor, key, person(hub))
    Outings(hub.tools).accompany(hub.actor, key, companion(hub, "Omar"))
    text = read(papers.paper(hub.actor, key, contacts=True), tmp_path)
    assert "020 7946 0999, Rhys Howells, son" in text
    assert not any(word in text for word in ("Mallory", "07700 900123", "dialysis", "hip replacement"))


def test_a_sheet_that_leaves_is_recorded(hub: OpenHub) -> None:
    papers, key, put = OutingPapers(hub.tools), ready(hub), []
    paper = papers.paper(hub.actor, key)
    papers.leave(hub.actor, paper, b"pdf", "printer", lambda: put.append("it"))
    with hub.store.read() as session:
        (share,) = session.query(SharingRecord)
    assert (share.people_count, put) == (1, ["it"])
    Outings(hub.tools).bring(hub.actor, key, person(hub, "Ann"))
    with pytest.raises(DomainError, match="changed meanwhile"):
        papers.leave(hub.actor, paper, b"pdf", "printer", lambda: put.append("it"))
    assert put == ["it"]


def test_how_it_went_is_kept_and_the_next_is_planned(hub: OpenHub) -> None:
    key, outings = ready(hub), Outings(hub.tools)
    (guest,) = view(hub, key).guests
    outings.record(hub.actor, key, {guest.id: GuestOutcome.UNWELL}, "Felt faint, son rung")
    (guest,) = view(hub, key).guests
    assert (guest.outcome, guest.outcome_note) == (GuestOutcome.UNWELL, "Felt faint, son rung")
    with pytest.raises(DomainError, match="later day"):
        outings.again(hub.actor, key, TODAY)
    after = outings.again(hub.actor, key, TODAY + timedelta(days=7)).made
    held = view(hub, after)
    assert [(one.person_id, one.wheelchair, one.outcome) for one in held.guests] == [
        (guest.person_id, True, GuestOutcome.NOT_YET)
    ]
    assert held.companions == ()
    with pytest.raises(DomainError, match="lies ahead"):
        outings.record(hub.actor, after, {})
    assert (outings.ids(hub.actor), outings.ids(hub.actor, coming=False)) == ([key, after], [])


def test_one_called_off_is_over(hub: OpenHub) -> None:
    key, outings = ready(hub), Outings(hub.tools)
    assert outings.call_off(hub.actor, key, "Snow").message.endswith("Ring the 1 who were coming.")
    assert (outings.ids(hub.actor), outings.ids(hub.actor, coming=False)) == ([], [key])
    for call in (
        lambda: outings.call_off(hub.actor, key, "Snow"),
        lambda: OutingPapers(hub.tools).paper(hub.actor, key),
    ):
        with pytest.raises(DomainError, match="called off"):
            call()


def test_today_says_what_is_short_and_what_is_to_record(hub: OpenHub) -> None:
    tomorrow = plan(hub, on_date=TODAY + timedelta(days=1))
    Outings(hub.tools).bring(hub.actor, tomorrow, person(hub))
    past = plan(hub, on_date=TODAY - timedelta(days=1))
    Outings(hub.tools).bring(hub.actor, past, person(hub, "Ann"))
    found = {one.item: one for one in TodayDesk(hub.tools).day(hub.actor).items if one.place == "outings"}
    assert set(found) == {tomorrow, past}
    assert found[tomorrow].second[0].text == "One companion missing"
    assert "how it went" in found[past].verb.text.lower()


def test_who_only_reads_plans_nothing(hub: OpenHub) -> None:
    with pytest.raises(NotAllowed):
        Outings(hub.tools).save(Actor("d" * 32, "Ola", frozenset({Role.READ_ONLY})), GARDEN)
