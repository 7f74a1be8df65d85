"""A council's own columns in a package: described, checked, and saying no more than people.csv may."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.exports.council_layout import CouncilLayout, layout_notes
from desktop.exports.handover_fields import Preset
from desktop.exports.handover_spec import HandoverSpec
from desktop.exports.package import write_package
from desktop.exports.package_reader import read_package
from desktop.exports.verify import verify_package
from desktop.imports.profiles import built_in, profile_from_json
from desktop.ui.handovers.layout_box import layout_of

from .other_checkers import csvw_accepts, frictionless_accepts

Rows = dict[str, list[dict[str, Any]]]
SHIPPED = ("nsss", "gds-daily-2020", "hackney-generic", "nhs-shielded", "hubkeeper-people")


@pytest.fixture
def rows(full_rows: Rows) -> Rows:
    """The whole tables as the hub's reader makes them."""
    for person in full_rows["people"]:
        person |= {"source_reference": "", "conditions": "", "contact_email": "jean@example.org"}
    for request in full_rows["help_requests"]:
        request |= {"need_code": "food_parcel", "status": "new"}
    return full_rows


def _layout(name: str) -> CouncilLayout:
    return layout_of(built_in(name))


def _table(
    spec: HandoverSpec, rows: Rows, layout: CouncilLayout, out: Path, now: datetime, **more: Any
) -> list[dict[str, str]]:
    whole = replace(spec, preset=Preset.FULL_CANONICAL, layout=layout, **more)
    info = write_package(whole, rows, out, now)
    assert verify_package(info.path) == []
    slug = re.sub("[^a-z0-9]+", "_", layout.name)[:20].strip("_")
    text = read_package(info.path).files[f"people_{slug}.csv"].decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("name", SHIPPED)
def test_both_other_checkers_accept_it(
    name: str, spec: HandoverSpec, rows: Rows, tmp_path: Path, now: datetime
) -> None:
    whole = replace(spec, preset=Preset.FULL_CANONICAL, layout=_layout(name), as_folder=True)
    folder = write_package(whole, rows, tmp_path, now).path
    assert verify_package(folder) == []
    assert frictionless_accepts(folder)
    assert csvw_accepts(folder)
    assert "IN YOUR OWN COLUMNS" in (folder / "README.txt").read_text()


def test_an_open_food_parcel_reads_no_way_of_getting_any(
    spec: HandoverSpec, rows: Rows, tmp_path: Path, now: datetime
) -> None:
    rows["help_requests"][0]["status"] = "completed"
    told = _table(spec, rows, _layout("gds-daily-2020"), tmp_path, now)
    said = [row["EssentialSupplies"] for row in told]
    assert said[0] == ""
    assert said[4] == "", "a private need says nothing"
    assert {*said[1:4], *said[5:]} == {"No"}


def test_a_councils_own_reference_comes_back_and_others_get_ours(
    spec: HandoverSpec, rows: Rows, tmp_path: Path, now: datetime
) -> None:
    rows["people"][0]["source_reference"] = "LA-77"
    told = _table(spec, rows, _layout("nsss"), tmp_path, now)
    assert [row["ID"] for row in told] == ["LA-77", *(row["person_id"] for row in rows["people"][1:])]


def test_a_number_with_conditions_stays_here(
    spec: HandoverSpec, rows: Rows, tmp_path: Path, now: datetime
) -> None:
    rows["people"][0]["conditions"] = "Ring only: after 4pm."
    told = _table(spec, rows, _layout("nsss"), tmp_path, now)
    reached = [(row["contact_number_calls"], row["contact_email"]) for row in told]
    assert reached[0] == ("", "")
    assert set(reached[1:]) == {("+442079460123", "jean@example.org")}


def test_a_column_left_out_is_left_out_here_too(
    spec: HandoverSpec, rows: Rows, tmp_path: Path, now: datetime
) -> None:
    layout = _layout("nsss")
    told = _table(spec, rows, layout, tmp_path, now, drop=("people.date_of_birth",))
    assert {row["date_of_birth"] for row in told} == {""}


def test_who_hackney_would_pass_over_has_no_row_and_that_is_said(
    spec: HandoverSpec, rows: Rows, tmp_path: Path, now: datetime
) -> None:
    rows["people"][0] |= {"date_of_birth": None, "contact_number_calls": "", "contact_email": ""}
    layout = _layout("hackney-generic")
    told = _table(spec, rows, layout, tmp_path, now)
    assert len(told) == len(rows["people"]) - 1
    assert told[0]["d.o.b"] == "03/02/1950"
    whole = replace(spec, preset=Preset.FULL_CANONICAL, layout=layout, as_folder=True)
    notes = write_package(whole, rows, tmp_path, now).notes
    assert any("1 person has no row" in note for note in notes)


def test_more_rows_than_they_take_is_said() -> None:
    layout = replace(_layout("hackney-generic"), most_rows=2)
    assert layout_notes(layout, 3, 3) == (
        "Hackney generic bulk import: they take 2 rows in one file. Split it into several.",
    )
    assert layout_notes(layout, 2, 2) == ()
    assert layout_notes(None, 9, 9) == ()


def test_too_many_lines_for_their_columns_share_the_last_and_a_whole_name_is_one(
    spec: HandoverSpec, rows: Rows, tmp_path: Path, now: datetime
) -> None:
    rows["people"][0] |= {"address_line1": "Flat 2", "address_line2": "1 Row", "address_town_city": "Leeds"}
    data = {
        "name": "own",
        "title": "Our council",
        "kind": "people",
        "fingerprint": ["Who"],
        "columns": {"Who": "full_name", "Where": "address_line1", "Ring": "phone", "Or": "phone"},
    }
    layout = layout_of(profile_from_json(json.dumps(data)))
    rows["people"][0]["contact_number_texts"] = "+447700900123"
    told = _table(spec, rows, layout, tmp_path, now)
    assert told[0] == {
        "Who": "Jean0 Marlowe0",
        "Where": "Flat 2, 1 Row, Leeds",
        "Ring": "+442079460123",
        "Or": "+447700900123",
    }


def test_an_answer_and_a_code_are_written_as_the_council_writes_them(
    spec: HandoverSpec, rows: Rows, tmp_path: Path, now: datetime
) -> None:
    data = {
        "name": "own",
        "title": "Our council",
        "kind": "people",
        "fingerprint": ["Who"],
        "columns": {
            "Who": "full_name",
            "Rings": {"to": "contact_preference", "means": {"T": "text", "C": "call", "P": "call"}},
            "Food": "notes",
        },
        "needs": [{"column": "Food", "answers": ["j"], "need": "food_parcel", "written": "J"}],
    }
    layout = layout_of(profile_from_json(json.dumps(data)))
    rows["people"][0]["contact_preference"] = "call"
    told = _table(spec, rows, layout, tmp_path, now)
    assert told[0]["Rings"] == "C", "of two codes for the same the first"
    assert told[0]["Food"] == "J"


def test_an_answer_no_layout_says_how_to_write_is_not_written() -> None:
    assert not _layout("wholesaler-deliveries").answers
    assert {words for _, _, words in _layout("nsss").answers} == {"Yes", "No"}
