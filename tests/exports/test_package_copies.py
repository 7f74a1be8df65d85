"""Calendar, cards and sheets of a package: what is in them, what never is, the same bytes each time."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from db.enums import LawfulBasis
from desktop.exports.handover_fields import Preset
from desktop.exports.handover_spec import HandoverSpec
from desktop.exports.ics_files import Event, calendar
from desktop.exports.package import write_package
from desktop.exports.text_lines import WIDTH, escaped, folded, unfolded
from desktop.exports.vcard_files import Contact, cards
from desktop.exports.verify import verify_package
from desktop.exports.verify_copies import records
from tests.hostile import FORMULAS, MARKUP

Rows = dict[str, list[dict[str, Any]]]
HOSTILE = (*MARKUP, *FORMULAS)
NOW = datetime(2026, 11, 17, 16, 20, 8, tzinfo=UTC)


def _files(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def files(spec: HandoverSpec, full_rows: Rows, tmp_path: Path) -> dict[str, bytes]:
    whole = replace(spec, preset=Preset.FULL_CANONICAL)
    info = write_package(whole, full_rows, tmp_path, NOW)
    assert verify_package(info.path) == []
    return _files(info.path)


def test_the_calendar_says_what_and_roughly_where_and_names_nobody(files: dict[str, bytes]) -> None:
    (event,) = records(files["rota.ics"], "VEVENT")
    assert event["SUMMARY"] == "Delivery R-1 E8"
    assert event["DTSTART"] == "20261118T103000"
    assert event["DTEND"] == "20261118T110000"
    assert (event["SEQUENCE"], event["STATUS"]) == ("7", "CONFIRMED")
    text = files["rota.ics"].decode()
    assert "DTSTART;TZID=Europe/London:20261118T103000\r\n" in text
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Hubkeeper//Handover//EN\r\n")
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert "Jean" not in text
    assert "Marlowe" not in text
    assert "+44" not in text


def test_the_cards_hold_a_name_and_a_number_and_nothing_else(files: dict[str, bytes]) -> None:
    found = records(files["contacts.vcf"], "VCARD")
    assert len(found) == 8
    assert set(found[0]) == {"VERSION", "UID", "FN", "N", "TEL", "REV"}
    assert found[0]["VERSION"] == "4.0"
    assert found[0]["FN"] == "Jean0 Marlowe0"
    assert b"TEL;VALUE=uri:tel:+442079460123\r\n" in files["contacts.vcf"]
    assert b"1950" not in files["contacts.vcf"]


def test_who_is_to_be_rung_at_some_hours_alone_or_left_no_message_has_no_card(
    spec: HandoverSpec, full_rows: Rows, tmp_path: Path
) -> None:
    """A phone would ring and write to them without the words that keep it safe."""
    people = full_rows["people"]
    people[0]["communication_needs"] = "Ring only: after 6. Speaks Polish."
    people[1]["communication_needs"] = "Leave no message and send none."
    people[2]["communication_needs"] = "Ring no other number. Send no post. Hard of hearing."
    whole = replace(spec, preset=Preset.FULL_CANONICAL)
    files = _files(write_package(whole, full_rows, tmp_path, NOW).path)
    named = {one["FN"] for one in records(files["contacts.vcf"], "VCARD")}
    assert len(named) == 6
    assert not {"Jean0 Marlowe0", "Jean1 Marlowe1"} & named
    assert "Jean2 Marlowe2" in named
    assert b"Jean0" in files["people.csv"]


def test_the_sheets_of_both_kinds_hold_the_same_rows(files: dict[str, bytes]) -> None:
    ods, xlsx = (load_workbook(io.BytesIO(files[f"handover.{kind}"])) for kind in ("ods", "xlsx"))
    assert ods.sheet_names == xlsx.sheet_names
    for name in ods.sheet_names:
        assert ods.get_sheet_by_name(name).to_python() == xlsx.get_sheet_by_name(name).to_python()


def test_a_number_left_out_of_the_tables_is_left_out_of_the_cards(
    spec: HandoverSpec, full_rows: Rows, tmp_path: Path
) -> None:
    whole = replace(spec, preset=Preset.FULL_CANONICAL, drop=("people.contact_number_calls",))
    files = _files(write_package(whole, full_rows, tmp_path, NOW).path)
    assert "contacts.vcf" not in files
    assert "rota.ics" in files


def test_a_locked_package_has_none_of_them_and_is_refused_with_one(
    spec: HandoverSpec, full_rows: Rows, tmp_path: Path
) -> None:
    whole = replace(spec, preset=Preset.FULL_CANONICAL, as_folder=True)
    locked = write_package(whole, full_rows, tmp_path, NOW, "three small words").path
    assert not {"rota.ics", "contacts.vcf", "handover.ods"} & {each.name for each in locked.iterdir()}
    (locked / "contacts.vcf").write_bytes(cards([Contact("x", "Jean", "")]))
    assert any(each.file == "contacts.vcf" and "lies open" in each.message for each in verify_package(locked))


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("rota.ics", b"SEQUENCE:7\r\n", b"", "lacks what every one must have"),
        ("rota.ics", b"SEQUENCE:7", b"LOCATION:1 Kelp Street", "says more than"),
        ("rota.ics", b"END:VEVENT\r\n", b"", "damaged"),
        ("contacts.vcf", b"VERSION:4.0", b"VERSION4.0", "damaged"),
        ("handover.ods", b"PK", b"KP", "cannot be read"),
    ],
)
def test_a_spoilt_file_is_found(
    name: str, old: bytes, new: bytes, says: str, spec: HandoverSpec, full_rows: Rows, tmp_path: Path
) -> None:
    whole = replace(spec, preset=Preset.FULL_CANONICAL, as_folder=True)
    path = write_package(whole, full_rows, tmp_path, NOW).path / name
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    assert any(each.file == name and says in each.message for each in verify_package(path.parent))


def test_a_request_left_out_takes_its_plans_and_referrals_with_it(
    spec: HandoverSpec, full_rows: Rows, tmp_path: Path
) -> None:
    del full_rows["people"][1]
    info = write_package(replace(spec, preset=Preset.FULL_CANONICAL), full_rows, tmp_path, NOW)
    assert info.counts["referrals"] == 0
    assert "rota.ics" not in _files(info.path)


def test_volunteers_go_only_where_named_and_have_no_column_for_a_number(
    spec: HandoverSpec, full_rows: Rows, tmp_path: Path
) -> None:
    full_rows["volunteers"] = [
        {
            "volunteer_id": full_rows["people"][0]["person_id"],
            "first_name": "Tom",
            "outcode": "E8",
            "check_regime": "dbs",
            "check_level": "enhanced",
            "check_date": date(2026, 1, 5),
            "reference": "001234567890",
        }
    ]
    info = write_package(replace(spec, preset=Preset.FULL_CANONICAL), full_rows, tmp_path, NOW)
    files = _files(info.path)
    assert info.counts["volunteers"] == 1
    assert not [name for name, content in files.items() if b"001234567890" in content]
    assert b"no\r\nclearance" in files["README.txt"]
    assert verify_package(info.path) == []


words = st.text(max_size=90) | st.sampled_from(HOSTILE)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
hours = st.none() | st.times()
events = st.builds(
    Event, st.uuids().map(str), words, days, hours, hours, st.integers(0, 2**31 - 1), st.booleans()
)
contacts = st.builds(Contact, st.uuids().map(str), words, words, st.just("+442079460123"), words)


@given(st.lists(events, max_size=6))
def test_any_calendar_reads_back_and_is_written_the_same_twice(made: list[Event]) -> None:
    content = calendar(made, NOW)
    assert content == calendar(list(made), NOW.astimezone(tz=None))
    found = records(content, "VEVENT")
    assert [each["SUMMARY"] for each in found] == [escaped(each.summary) for each in made]
    assert all(len(line) <= WIDTH for line in content.split(b"\r\n"))


@given(st.lists(contacts, min_size=1, max_size=6))
def test_any_cards_read_back_and_are_written_the_same_twice(made: list[Contact]) -> None:
    content = cards(made)
    assert content == cards(list(made))
    assert [each["UID"] for each in records(content, "VCARD")] == [f"urn:uuid:{each.uid}" for each in made]


@given(words)
def test_a_line_folds_and_unfolds_to_itself(text: str) -> None:
    line = f"X:{escaped(text)}".encode("utf-8", "replace").decode()
    assert unfolded(folded([line])) == [line]


def _people(keys: list[UUID], text: str) -> list[dict[str, Any]]:
    return [
        {
            "person_id": str(key),
            "first_name": text,
            "last_name": "Marlowe",
            "contact_number_calls": "+442079460123",
            "record_status": "active",
            "consent_to_share": "yes",
            "lawful_basis": LawfulBasis.CONSENT,
            "updated_at": NOW,
        }
        for key in keys
    ]


@settings(max_examples=25)
@given(
    st.lists(st.uuids(), min_size=1, max_size=4, unique=True),
    st.sampled_from(HOSTILE) | st.text(max_size=30),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),
    st.sampled_from([UTC, None]),
)
def test_every_file_has_the_same_bytes_for_the_same_rows_and_moment(
    keys: list[UUID], text: str, moment: datetime, zone: Any
) -> None:
    now = moment.replace(tzinfo=UTC)
    rows: Rows = {"people": _people(keys, text), "help_requests": _asked(keys, text), "rota": _rota(keys)}
    spec = HandoverSpec(
        "H-1", "Saltmarsh Hub", "Council", "A plan", LawfulBasis.CONSENT, Preset.FULL_CANONICAL
    )
    made = []
    for at in (now, now.astimezone(zone)):
        with TemporaryDirectory() as folder:
            made.append(_files(write_package(spec, rows, Path(folder), at).path))
    for name in made[0]:
        assert made[0][name] == made[1][name], name
    endings = {name.rpartition(".")[2] for name in made[0]}
    assert {"csv", "json", "ics", "vcf", "pdf", "xlsx", "ods", "txt"} <= endings


def _asked(keys: list[UUID], text: str) -> list[dict[str, Any]]:
    return [
        {
            "request_id": str(key),
            "person_id": str(key),
            "received_at": NOW,
            "channel": "phone",
            "on_behalf": "no",
            "help_needed": "food_parcel",
            "urgency": "week",
            "callback_required": "no",
            "status": "new",
            "notes": text,
        }
        for key in keys
    ]


def _rota(keys: list[UUID]) -> list[dict[str, Any]]:
    return [
        {
            "task_id": str(key),
            "request_id": str(key),
            "reference": f"R-{place}",
            "outcode": "QX4",
            "kind": "visit",
            "on_date": NOW.date() + timedelta(days=place),
            "starts_at": time(9) if place % 2 else None,
            "ends_at": None,
            "sequence": place,
            "is_cancelled": place == 2,
        }
        for place, key in enumerate(keys)
    ]
