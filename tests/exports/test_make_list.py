"""Lists out of a real hub: what is on screen, in its order, recorded; and nothing that should not leave."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from pypdf import PdfReader

from db.enums import Answer, Layer, Nation, ShareKind, Skill, Transport, VolunteerStatus
from db.errors import DiskFull
from db.models import (
    Area,
    Round,
    Volunteer,
    VolunteerArea,
    VolunteerLanguage,
    VolunteerSkill,
    VolunteerSlot,
)
from db.queries.sharing import SharingFilter
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.exports.files import ExportStopped, Watch
from desktop.exports.make_list import ListPlan, draw_list, make_list, record_list
from desktop.exports.staging import file_hash
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import NewHub, OpenHub, open_hub
from desktop.services.intake import CallDraft, Intake
from desktop.services.lists import ListKind, Lists
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft
from desktop.services.sharing_log import Share, SharingLog
from desktop.services.volunteers import VolunteerDraft, Volunteers
from tests.blank_hubs import blank_hub

NOW = datetime(2026, 11, 17, 16, 20, 8, tzinfo=UTC)
PASSPHRASE = "seven quiet herons wade"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[OpenHub]:
    wanted = NewHub("Saltmarsh Hub", Nation.ENGLAND, user_name="Priya", is_demo=True)
    blank_hub(tmp_path / "hub", wanted, PASSPHRASE)
    opened = open_hub(tmp_path / "hub", PASSPHRASE, clock=lambda: NOW)
    yield opened
    opened.close()


def person(hub: OpenHub, first: str = "Jean", **more: object) -> str:
    home = HouseholdDraft("14 Ferrygate Close", town="Saltmarsh", postcode="QX4 2LB", access_note="Key 4711")
    phones = (PhoneDraft("020 7946 0147"), PhoneDraft("07700 900123"), PhoneDraft("ask Ann"))
    draft = PersonDraft(first, last_name="Mallory", phones=phones, household=home, **more)  # type: ignore[arg-type]
    return People(hub.tools).save(hub.actor, draft).made


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(hub: OpenHub, kind: ListKind, path: Path, **more: object) -> list[dict[str, str]]:
    plan = ListPlan(kind, Lists(hub.tools).all_ids(hub.actor, kind))
    make_list(hub.tools, hub.actor, replace(plan, **more), path, NOW)  # type: ignore[arg-type]
    return rows_of(path) if path.suffix == ".csv" else []


def entries(hub: OpenHub) -> list[Share]:
    log = SharingLog(hub.tools)
    return [log.get(hub.actor, key).share for key in log.ids(hub.actor, SharingFilter())]


def test_people_leave_in_the_order_on_screen_and_are_recorded(hub: OpenHub, tmp_path: Path) -> None:
    jean = person(hub, date_of_birth=date(1941, 2, 3), good_to_know="=1+1")
    ann, gone = person(hub, "Ann"), person(hub, "Gone")
    path = tmp_path / "people.csv"
    found = write(hub, ListKind.PEOPLE, path, ids=(ann, jean, "f" * 32), filter_words="Open only")
    assert [row["first_name"] for row in found] == ["Ann", "Jean"]
    assert (found[1]["hub_reference"], found[1]["date_of_birth"]) == ("P-1", "1941-02-03")
    assert (found[1]["phone"], found[1]["phone_2"]) == ("+442079460147", "+447700900123")
    assert (found[1]["notes"], found[1]["person_status"]) == ("'=1+1", "active")
    assert "4711" not in path.read_text(encoding="utf-8")
    assert gone
    (entry,) = entries(hub)
    assert (entry.kind, entry.people_count, entry.file_name) == (ShareKind.EXPORT, 2, "people.csv")
    assert (entry.reason, entry.purpose) == ("Open only", "the hub's own use")
    assert entry.file_hash == file_hash(path)
    assert entry.fields[:3] == ("hub_reference", "source_reference", "first_name")


def test_a_number_never_leaves_without_how_to_ring_it(hub: OpenHub, tmp_path: Path) -> None:
    person(
        hub, safe_number="07700 900456", safe_when="after 6pm", safe_message=Answer.NO, safe_post=Answer.NO
    )
    person(hub, "Ann")
    found = write(hub, ListKind.PEOPLE, tmp_path / "a.csv", columns=("last_name", "phone", "town"))
    assert list(found[0]) == ["last_name", "safe_contact", "phone", "town"]
    assert found[0]["safe_contact"] == (
        "Ring only 07700 900456. When: after 6pm. Leave no message. Send no post."
    )
    assert found[1]["safe_contact"] == ""
    own = ("phone", "safe_contact")
    assert list(write(hub, ListKind.PEOPLE, tmp_path / "b.csv", columns=own)[0]) == list(own)
    with pytest.raises(DomainError, match="no column called “access_note”"):
        write(hub, ListKind.PEOPLE, tmp_path / "c.csv", columns=("access_note",))
    assert not (tmp_path / "c.csv").exists()


def test_requests_leave_with_private_needs_hidden_even_from_the_lead(hub: OpenHub, tmp_path: Path) -> None:
    jean = person(hub)
    intake = Intake(hub.tools)
    for need, words in (("shopping", "Two bags"), ("domestic_abuse", "He opens my letters")):
        draft = CallDraft(RequestDraft(jean, need, words=words, items=words))
        intake.save(hub.actor, draft)
    path = tmp_path / "requests.csv"
    shopping, private = write(hub, ListKind.REQUESTS, path)
    assert (shopping["reference"], shopping["need"], shopping["words"]) == ("R-1", "Shopping", "Two bags")
    assert (shopping["urgency"], shopping["status"], shopping["postcode"]) == ("this_week", "new", "QX4 2LB")
    assert shopping["received_at"] == "2026-11-17T16:20:08Z"
    assert (private["need"], private["words"], private["items"]) == ("Private need", "", "")
    assert "buse" not in path.read_text(encoding="utf-8")
    assert entries(hub)[0].people_count == 1


@pytest.fixture
def helper(hub: OpenHub) -> str:
    """A volunteer with everything a list can say, on hold."""
    person_id = person(hub)
    with hub.store.write(hub.actor.user_id) as work:
        areas = [Area(name=name, kind="ward") for name in ("Northfold", "Mill, Green")]
        work.add(*areas)
        one = Volunteer(
            number=1,
            person_id=person_id,
            status=VolunteerStatus.ON_HOLD,
            transport=Transport.CAR,
            weekly_minutes=150,
            joined_on=date(2026, 5, 1),
        )
        work.add(one)
        work.session.flush()
        work.add(*(VolunteerSkill(volunteer_id=one.id, skill=skill) for skill in (Skill.DIY, Skill.COOKING)))
        work.add(*(VolunteerArea(volunteer_id=one.id, area_id=area.id) for area in areas))
        work.add(VolunteerLanguage(volunteer_id=one.id, language_code="pl"))
        for day, start in ((2, time(13, 30)), (0, time(9))):
            work.add(VolunteerSlot(volunteer_id=one.id, weekday=day, starts_at=start, ends_at=time(15)))
        return one.id


def test_volunteers_leave_with_what_they_offer_and_no_word_of_a_hold(
    hub: OpenHub, helper: str, tmp_path: Path
) -> None:
    (one,) = write(hub, ListKind.VOLUNTEERS, tmp_path / "v.csv")
    assert (one["hub_reference"], one["first_name"], one["status"]) == ("V-1", "Jean", "not_available")
    assert (one["weekly_hours"], one["transport"], one["joined_on"]) == ("2.5", "car", "2026-05-01")
    assert (one["skills"], one["areas"]) == ("cooking; diy", "Mill, Green; Northfold")
    assert (one["languages"], one["availability"]) == ("pl", "Mon 09:00-15:00; Wed 13:30-15:00")
    some = write(hub, ListKind.VOLUNTEERS, tmp_path / "w.csv", columns=("skills", "first_name"))
    assert some == [{"skills": "cooking; diy", "first_name": "Jean"}]


def test_organisations_leave_too_and_are_about_nobody(hub: OpenHub, tmp_path: Path) -> None:
    Organisations(hub.tools).save(hub.actor, OrganisationDraft("Riverbank Council", Layer.STATUTORY))
    (one,) = write(hub, ListKind.ORGANISATIONS, tmp_path / "o.csv")
    assert (one["hub_reference"], one["name"], one["layer"]) == ("O-1", "Riverbank Council", "statutory")
    assert entries(hub)[0].people_count == 0


def test_a_print_says_whose_it_is_and_is_recorded_as_one(hub: OpenHub, tmp_path: Path) -> None:
    person(hub)
    path = tmp_path / "people.pdf"
    write(
        hub,
        ListKind.PEOPLE,
        path,
        columns=("first_name", "last_name", "town"),
        title="Open requests",
        filter_words="Northfold",
    )
    words = PdfReader(path).pages[0].extract_text()
    for said in ("Saltmarsh Hub", "Open requests", "Northfold", "Mallory", "Private.", "Page 1 of"):
        assert said in words, said
    assert "DEMONSTRATION" in words
    assert entries(hub)[0].kind is ShareKind.PRINT


def test_paper_takes_the_columns_that_fit_in_peoples_words(hub: OpenHub, tmp_path: Path) -> None:
    jean = person(hub, date_of_birth=date(1941, 2, 3))
    draft = CallDraft(RequestDraft(jean, "shopping", due_on=date(2026, 11, 20)))
    Intake(hub.tools).save(hub.actor, draft)
    write(hub, ListKind.REQUESTS, tmp_path / "requests.pdf")
    words = PdfReader(tmp_path / "requests.pdf").pages[0].extract_text()
    for said in ("This week", "Shopping", "How to ring", "020", "20 Nov 2026"):
        assert said in words, said
    assert "this_week" not in words
    write(hub, ListKind.PEOPLE, tmp_path / "p.pdf", columns=("first_name", "date_of_birth"))
    assert "3 Feb 1941" in PdfReader(tmp_path / "p.pdf").pages[0].extract_text().replace("\n", " ")


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_spreadsheets_hold_the_same_rows(ending: str, hub: OpenHub, tmp_path: Path) -> None:
    from python_calamine import load_workbook

    person(hub)
    path = tmp_path / f"people.{ending}"
    write(hub, ListKind.PEOPLE, path)
    rows = load_workbook(path).get_sheet_by_index(0).to_python()
    assert "Mallory" in rows[1]
    assert "+442079460147" in rows[1]


def test_the_old_file_stays_when_the_new_one_cannot_be_recorded(
    hub: OpenHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person(hub)
    path = tmp_path / "people.csv"
    path.write_text("old", encoding="utf-8")

    def full(*_words: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr(UnitOfWork, "finish", full)
        with pytest.raises(DiskFull):
            write(hub, ListKind.PEOPLE, path)
    assert path.read_text(encoding="utf-8") == "old"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["hub", "people.csv"]
    assert entries(hub) == []
    assert len(write(hub, ListKind.PEOPLE, path)) == 1


def test_a_stopped_export_leaves_nothing(hub: OpenHub, tmp_path: Path) -> None:
    person(hub)
    plan = ListPlan(ListKind.PEOPLE, Lists(hub.tools).all_ids(hub.actor, ListKind.PEOPLE))
    stop = Watch(cancelled=lambda: True)
    with pytest.raises(ExportStopped):
        make_list(hub.tools, hub.actor, plan, tmp_path / "people.csv", NOW, watch=stop)
    assert [one.name for one in tmp_path.iterdir()] == ["hub"]
    assert entries(hub) == []


def test_other_endings_and_folders_are_refused_plainly(hub: OpenHub, tmp_path: Path) -> None:
    for path, words in (
        (tmp_path / "people.doc", "should end in"),
        (tmp_path / "nowhere" / "people.csv", "no folder"),
    ):
        with pytest.raises(DomainError, match=words):
            write(hub, ListKind.PEOPLE, path)


def test_a_list_is_looked_at_unrecorded_and_recorded_when_it_leaves(hub: OpenHub, tmp_path: Path) -> None:
    keys = [person(hub), person(hub, "Siân")]
    plan = ListPlan(ListKind.PEOPLE, keys, title="Everybody", filter_words="“mallory”")
    drawn = draw_list(hub.tools, hub.actor, plan, NOW)
    assert (drawn.rows, drawn.people) == (2, 2)
    log = SharingLog(hub.tools)
    assert log.ids(hub.actor, SharingFilter()) == []
    path = tmp_path / "people.pdf"
    made = record_list(hub.tools, hub.actor, drawn, path.name, lambda: path.write_bytes(drawn.content))
    share = log.get(hub.actor, made.made).share
    assert (share.kind, share.people_count, share.reason) == (ShareKind.PRINT, 2, "“mallory”")
    assert (share.file_hash, share.file_name) == (file_hash(path), "people.pdf")
    text = "".join(page.extract_text() for page in PdfReader(path).pages)
    assert "Siân" in text


def test_a_list_that_cannot_be_put_in_place_leaves_no_record(hub: OpenHub) -> None:
    drawn = draw_list(hub.tools, hub.actor, ListPlan(ListKind.PEOPLE, [person(hub)]), NOW)

    def full() -> None:
        raise DiskFull

    with pytest.raises(DiskFull):
        record_list(hub.tools, hub.actor, drawn, "people.pdf", full)
    assert SharingLog(hub.tools).ids(hub.actor, SharingFilter()) == []


def test_rounds_leave_with_their_crew_and_how_far_they_have_come(hub: OpenHub, tmp_path: Path) -> None:
    person = PersonDraft("Kofi", last_name="Mensah", email="kofi@example.org")
    kofi, day = Volunteers(hub.tools).save(hub.actor, VolunteerDraft(person=person)).made, date(2026, 11, 17)
    with hub.store.write(hub.actor.user_id) as work:
        work.add(Round(number=1, name="Quayside", on_date=day, starts_at=time(9, 45), driver_id=kofi))
        work.add(Round(number=2, name="=1+1", on_date=day, starts_at=time(11), ends_at=time(12, 5)))
    first, second = write(hub, ListKind.ROUNDS, tmp_path / "rounds.csv")
    assert (first["hub_reference"], first["on_date"], first["starts_at"]) == ("S-1", "2026-11-17", "09:45")
    assert (first["driver"], first["helper"]) == ("Kofi Mensah", "")
    assert (first["stops"], first["stops_done"]) == ("0", "0")
    assert (first["status"], second["ends_at"], second["driver"]) == ("planned", "12:05", "")
    assert second["round"].lstrip("'") == "=1+1"
    assert (tmp_path / "rounds.csv").read_text(encoding="utf-8").count(",=1+1") == 0
    plan = ListPlan(ListKind.ROUNDS, Lists(hub.tools).all_ids(hub.actor, ListKind.ROUNDS))
    with Lists(hub.tools).open(hub.actor, ListKind.ROUNDS, plan.ids) as held:
        assert len(list(held.rows)) == 2
        assert len(held.met) == 1
