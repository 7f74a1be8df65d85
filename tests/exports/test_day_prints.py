"""The prints of a whole day: every word of 600 stops read by another program, fronts and backs, loads."""

import io
import re
from dataclasses import replace
from datetime import date, time
from pathlib import Path

from pypdf import PdfReader

from desktop.exports.load_list import LoadLine, load_list
from desktop.exports.round_sheet import write_round_sheets
from tests.benchmarks.sheet_made import ROUNDS, STOPS, day_of_sheets
from tests.poppler import text_of

DAY = date(2026, 11, 18)


def test_every_word_of_a_day_of_600_stops_is_read_by_another_program(tmp_path: Path) -> None:
    sheets, loads = day_of_sheets()
    path = tmp_path / "day.pdf"
    with path.open("wb") as stream:
        pages = write_round_sheets(stream, sheets, loads=loads)
    text = text_of(path)
    assert text.count("\f") == pages
    stops = [stop for sheet in sheets for stop in sheet.stops]
    assert len(stops) == STOPS
    missing = [one.address for one in stops if not re.search(rf"\b{re.escape(one.address)}\b", text)]
    assert missing == []
    assert [one.name for one in stops if one.name not in text] == []
    for sheet in sheets:
        own = [page for page in text.split("\f") if f"Sheet {sheet.reference}\n" in page]
        assert len(own) == 3
        assert "Page 1 of 2" in own[0]
        assert "Page 2 of 2" in own[1]
        assert sheet.stops[0].address not in own[2]
    first, second = text.split("\f")[:2]
    assert "What to load" in first
    assert [
        f"S-{n}" for n in range(1, ROUNDS + 1) if f"S-{n}" not in first + second + text.split("\f")[2]
    ] == []
    assert "Jean" not in first


def test_each_round_begins_on_a_front_after_what_to_load() -> None:
    sheets, loads = day_of_sheets()
    short = load_list([(loads.lines[0], DAY)], "Saltmarsh Hub", "1 bag", demo=True)
    for duplex in (True, False):
        stream = io.BytesIO()
        some = [replace(one, map=None, stops=one.stops[:8]) for one in sheets[:3]]
        pages = write_round_sheets(stream, some, duplex=duplex, loads=short)
        words = [page.extract_text() for page in PdfReader(stream).pages]
        begins = [at for at, one in enumerate(words) if "Page 1 of 1" in one]
        assert begins == ([0, 2, 4, 6] if duplex else [0, 1, 2, 3])
        assert pages == (7 if duplex else 4)


def test_rounds_stand_in_the_order_they_leave_and_long_days_go_on() -> None:
    lines = [LoadLine(f"S-{n}", time(9 + n % 5), f"Kofi {n}", n, "1 bag") for n in range(1, 31)]
    lines.append(LoadLine("S-99", None, "", 1, "a" * 400))
    made = load_list([(one, DAY) for one in lines], "Saltmarsh Hub", "30 bags", demo=True)
    stream = io.BytesIO()
    assert write_round_sheets(stream, [], loads=made) == 4
    words = "\n".join(page.extract_text() for page in PdfReader(stream).pages)
    found = re.findall(r"S-\d+", words)
    assert found == [one.reference for one in made.lines]
    assert found[0] == "S-99"
    assert "DEMONSTRATION" in words
    assert "Page 2 of 3" in words
