"""Rows become requests and volunteers, joined to people the hub holds."""

from datetime import date, time

import pytest

from db.enums import (
    Answer,
    Channel,
    CheckLevel,
    CheckType,
    RequestStatus,
    Skill,
    Transport,
    Urgency,
    VolunteerStatus,
)
from desktop.imports.decide import decide
from desktop.imports.dry_run import Choices, Duplicate, ImportStopped
from desktop.imports.likeness import ExistingIndex, ExistingRecord
from desktop.imports.mapping import guess_map
from desktop.imports.profiles import built_in
from desktop.imports.request_rows import RequestReader
from desktop.imports.stage import stage
from desktop.imports.stage_requests import ExistingRequests, RequestDryRun, stage_requests
from desktop.imports.staged import Reject, StagedRequest, StagedVolunteer
from desktop.imports.table import SourceRow
from desktop.imports.targets import Kind
from desktop.imports.values import code_for, read_hours, read_language, read_recurrence, read_slots
from desktop.imports.volunteer_rows import VolunteerReader

NEEDS = {"Food parcel": "food_parcel", "Shopping": "shopping", "Hamper": "food_parcel", "Other": "other"}


def request(row: int = 2, **cells: str) -> StagedRequest | Reject:
    """Read one row whose column names are the keywords."""
    reader = RequestReader(guess_map(list(cells), Kind.REQUESTS), NEEDS)
    return reader.read(SourceRow(row, tuple(cells.values())))


def volunteer(row: int = 2, **cells: str) -> StagedVolunteer | Reject:
    """Read one row whose column names are the keywords."""
    reader = VolunteerReader(guess_map(list(cells), Kind.VOLUNTEERS))
    return reader.read(SourceRow(row, tuple(cells.values())))


def test_a_whole_request() -> None:
    made = request(
        id="R1",
        name="Ann Lee",
        phone="020 7946 0001",
        need="hamper",
        urgency="ASAP",
        due_date="5/1/2026",
        date_received="2026-01-04",
        how_received="helpline",
        notes="Two flights of stairs",
        repeats="every Tuesday",
        referrer="Jo",
        relationship="daughter",
        person_knows="yes",
        status="open",
    )
    assert isinstance(made, StagedRequest)
    assert (made.source_reference, made.need, made.urgency) == ("R1", "food_parcel", Urgency.TODAY)
    assert (made.due_on, made.channel, made.words) == (
        date(2026, 1, 5),
        Channel.PHONE,
        "Two flights of stairs",
    )
    assert made.recurrence == "FREQ=WEEKLY;BYDAY=TU"
    assert (made.caller_name, made.caller_relationship, made.caller_knows) == ("Jo", "daughter", Answer.YES)
    assert made.status is RequestStatus.NEW
    assert made.received_at is not None
    assert made.warnings == ()
    assert made.fields()["due_on"] == "2026-01-05"


def test_what_a_request_row_lacks_is_said() -> None:
    nothing = request(name="Ann", need="")
    nobody = request(name="", need="food")
    assert isinstance(nothing, Reject)
    assert "what help" in nothing.reason
    assert isinstance(nobody, Reject)
    assert "who needs help" in nobody.reason


def test_what_cannot_be_read_in_a_request_is_kept_in_its_words() -> None:
    made = request(
        name="Ann",
        need="a unicorn",
        urgency="purple",
        due="never",
        received="then",
        repeats="often",
        status="odd",
    )
    assert isinstance(made, StagedRequest)
    assert (made.need, made.need_words) == ("other", "a unicorn")
    for text in ("a unicorn", "purple", "never", "then", "often", "odd"):
        assert text in made.words
    assert len(made.warnings) == 5


def test_a_detail_of_the_need_tells_more() -> None:
    made = request(name="Ann", need="help", subtype="shopping")
    assert isinstance(made, StagedRequest)
    assert made.need == "shopping"


def test_our_own_requests_are_understood() -> None:
    header = ["request_id", "person_id", "received_at", "help_needed", "urgency", "notes"]
    column_map = built_in("hubkeeper-requests").map_of(header)
    row = SourceRow(2, ("r", "p", "2026-01-05T09:30:00Z", "food_shopping", "48_hours", "line one\nline two"))
    made = RequestReader(column_map, NEEDS).read(row)
    assert isinstance(made, StagedRequest)
    assert (made.person_reference, made.need, made.urgency) == ("p", "shopping", Urgency.TOMORROW)
    assert made.words == "line one\nline two"


ANN = ExistingRecord(
    "p1", {"source_reference": "A1", "first_name": "Ann", "last_name": "Lee", "phones": "+442079460001"}
)
BOB = ExistingRecord("p2", {"first_name": "Bob", "last_name": "Ray", "phones": "+442079460001"})


def staged(*rows: StagedRequest | Reject, existing: ExistingRequests | None = None) -> RequestDryRun:
    """Stage requests against two people the hub holds."""
    return stage_requests(rows, existing or ExistingRequests(), ExistingIndex.build([ANN, BOB]))


def test_requests_are_joined_to_people() -> None:
    result = staged(
        request(2, need="food", resident_id="A1"),
        request(3, need="food", resident_id="Z9"),
        request(4, need="food", name="Ann Lee", phone="020 7946 0001"),
        request(5, need="food", name="Cai Roe", phone="020 7946 0009"),
        request(6, need="shopping", name="Cai Roe", phone="020 7946 0009"),
        request(7, need="food", name="Cat Poe", phone="020 7946 0001"),
        Reject(8, "", "odd", ()),
    )
    assert [(item.person_id, item.person_row) for item in result.new] == [
        ("p1", 0),
        ("p1", 0),
        ("", 5),
        ("", 5),
    ]
    assert [(item.request.row, item.person_row) for item in result.possible_duplicates] == [(7, 7)]
    assert [reject.row for reject in result.rejected] == [3, 8]
    assert "Z9" in result.rejected[0].reason
    assert result.rejected[0].cells == ("food", "Z9")
    assert result.counts() == {"new": 4, "changed": 0, "same": 0, "possible_duplicates": 1, "rejected": 2}


def test_newcomers_share_a_reference() -> None:
    result = staged(
        request(2, need="food", resident_id="Z1", name="Dee Poe"),
        request(3, need="shopping", resident_id="Z1", name="D Poe"),
    )
    assert [item.person_row for item in result.new] == [2, 2]


def test_requests_loaded_again_are_known() -> None:
    made = request(2, id="R1", need="food", resident_id="A1", urgency="low")
    assert isinstance(made, StagedRequest)
    again = ExistingRequests({"R1": ExistingRecord("r1", made.fields())}, {("p1", "shopping"): "r2"})
    result = staged(
        made,
        request(3, id="R2", need="shopping", resident_id="A1"),
        request(4, id="R3", need="food", resident_id="A1"),
        request(5, id="R3", need="food", resident_id="A1"),
        request(6, id="R3", need="other", resident_id="A1"),
        existing=again,
    )
    assert [(same.id, same.earlier_row) for same in result.same] == [("r1", 0), ("", 4)]
    assert [item.open_id for item in result.possible_duplicates] == ["r2", ""]
    changed = staged(request(2, id="R1", need="food", resident_id="A1", urgency="high"), existing=again)
    assert [diff.field for diff in changed.changed[0].diffs] == ["urgency"]


def test_stop_is_heard() -> None:
    with pytest.raises(ImportStopped):
        stage_requests(
            [Reject(2, "", "odd", ())], ExistingRequests(), ExistingIndex(), cancelled=lambda: True
        )


def test_a_whole_volunteer() -> None:
    made = volunteer(
        volunteer_id="V1",
        name="Farah Khan",
        mobile="07700 900456",
        skills="cooking; BSL and juggling",
        areas="Testham; Northside",
        hours_per_week="2.5 hours",
        own_transport="Yes",
        languages="English, Urdu",
        availability="Mon am, Wed 10-12; weekends pm",
        dbs="Enhanced",
        dbs_date="1/2/2024",
        dbs_number="001234567890",
        status="current",
        date_joined="2020-04-01",
    )
    assert isinstance(made, StagedVolunteer)
    assert made.skills == (Skill.COOKING, Skill.SIGN_LANGUAGE)
    assert "juggling" in made.person.good_to_know
    assert made.areas == ("Testham", "Northside")
    assert (made.weekly_minutes, made.transport, made.languages) == (150, Transport.CAR, ("en", "ur"))
    assert [(slot.weekday, slot.starts_at.hour, slot.ends_at.hour) for slot in made.slots] == [
        (0, 9, 12),
        (2, 10, 12),
        (5, 12, 17),
        (6, 12, 17),
    ]
    assert made.check is not None
    assert (made.check.type, made.check.level) == (CheckType.DBS, CheckLevel.ENHANCED)
    assert (made.check.reference, made.check.issued_on) == ("001234567890", date(2024, 2, 1))
    assert (made.status, made.joined_on) == (VolunteerStatus.ACTIVE, date(2020, 4, 1))
    assert made.fields()["skills"] == "cooking sign_language"


def test_a_volunteer_needs_a_name_and_a_way_to_be_reached() -> None:
    assert isinstance(volunteer(name="Farah", phone=""), Reject)
    assert isinstance(volunteer(name="", phone="020 7946 0001"), Reject)
    assert isinstance(volunteer(name="Farah", email="f@example.org"), StagedVolunteer)
    spoilt = VolunteerReader(guess_map(["name"], Kind.VOLUNTEERS)).read(SourceRow(3, ("x",), "odd"))
    assert isinstance(spoilt, Reject)


def test_what_cannot_be_read_of_a_volunteer_is_kept() -> None:
    made = volunteer(
        name="Farah",
        email="f@example.org",
        hours="lots",
        transport="broomstick",
        languages="Quenya",
        availability="when the moon is full",
        dbs="seen it",
        joined="ages ago",
    )
    assert isinstance(made, StagedVolunteer)
    for text in ("lots", "broomstick", "Quenya", "moon", "seen it", "ages ago"):
        assert text in made.person.good_to_know
    assert made.check is None
    assert len(made.person.warnings) == 6


def test_the_same_volunteer_twice_becomes_one() -> None:
    rows = [
        volunteer(2, name="Farah Khan", phone="07700 900456", skills="cooking", transport=""),
        volunteer(3, name="Farah Khan", phone="07700 900456", skills="dogs", transport="van"),
    ]
    plan = decide(stage(rows, ExistingIndex()), Choices(duplicates=Duplicate.SAME))
    (made,) = plan.create
    assert (made.skills, made.transport) == ((Skill.COOKING, Skill.DOGS), Transport.VAN)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", ""),
        ("no", ""),
        ("One-off", ""),
        ("Fortnightly", "FREQ=WEEKLY;INTERVAL=2"),
        ("rrule:freq=monthly;bymonthday=1", "FREQ=MONTHLY;BYMONTHDAY=1"),
        ("Thursdays", "FREQ=WEEKLY;BYDAY=TH"),
        ("now and then", None),
    ],
)
def test_repeats(text: str, rule: str | None) -> None:
    assert read_recurrence(text) == rule


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("", []),
        ("Tue 10:30-12", [(1, time(10, 30), time(12))]),
        ("fri 2-4", [(4, time(2), time(4))]),
        ("sat 10-2", [(5, time(10), time(14))]),
        ("sun 2pm-4pm", [(6, time(14), time(16))]),
        ("weekdays evenings", [(day, time(17), time(20)) for day in range(5)]),
        ("Sat to Mon", [(0, time(9), time(17)), (5, time(9), time(17)), (6, time(9), time(17))]),
        ("every day", [(day, time(9), time(17)) for day in range(7)]),
        ("mon 25-26", None),
        ("sometimes", None),
    ],
)
def test_times_in_the_week(text: str, slots: list[tuple[int, time, time]] | None) -> None:
    read = read_slots(text)
    assert (
        None if read is None else [(slot.weekday, slot.starts_at, slot.ends_at) for slot in read]
    ) == slots


def test_codes_of_a_handover_package_are_understood() -> None:
    from desktop.exports.handover_schema import HELP_NEEDED, REQUEST_STATUSES, URGENCIES

    assert all(code_for("urgency", code) for code in URGENCIES)
    assert {code for code in HELP_NEEDED if not code_for("need", code)} == {
        "health",
        "jobs_or_training",
        "disabilities",
    }
    # A request handed over to us is new to us.
    assert {code for code in REQUEST_STATUSES if not code_for("request_status", code)} == {"handed_over"}


def test_small_words() -> None:
    assert code_for("urgency", "Within 48 hours") == "tomorrow"
    assert code_for("check_level", "PVG children") == "pvg_children"
    assert code_for("urgency", "purple") == ""
    assert (read_hours("3-5"), read_hours("none"), read_hours("400")) == (180, None, None)
    assert (read_language("Polish"), read_language("PL"), read_language("")) == ("pl", "pl", "")
