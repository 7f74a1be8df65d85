"""``hubkeeper rota``: gaps filled, the wall, own rotas, calendars, and what is on none of them."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
from pypdf import PdfReader
from sqlalchemy import select
from typer.testing import CliRunner

from db.enums import Nation, ShareKind
from db.keys import KdfParams
from db.models import SharingRecord
from desktop.cli import common
from desktop.cli import rota as group
from desktop.domain.dates import short_day
from desktop.domain.match_facts import monday
from desktop.exports.rota_words import week_words
from desktop.services.hubs import NewHub, make_hub, open_hub
from tests.services.rota_hands import RotaHands

PASSPHRASE = "seven quiet herons wade"
FIRST = monday(datetime.now(UTC).astimezone().date()) + timedelta(days=14)
WEEK = (FIRST + timedelta(days=2)).isoformat()
Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A hub with a round each working day and two volunteers, one without driving papers."""
    monkeypatch.setenv("HUBKEEPER_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr(common, "find_places", lambda: lambda _postcodes: {})
    made = tmp_path / "hub"
    make_hub(made, NewHub("Saltmarsh Hub", Nation.ENGLAND), PASSPHRASE, params=KdfParams(64, 1, 1))
    opened = open_hub(made, PASSPHRASE)
    try:
        hands = RotaHands(opened)
        hands.job(place="Wharf Hall", note="Park behind the hall.")
        hands.person("Kofi Mensah")
        hands.person("Beth Rhys", checks=())
    finally:
        opened.close()
    return made


@pytest.fixture
def run(folder: Path) -> Run:
    """Run a command on the hub: its exit code, and what it printed, read where it is JSON."""
    app = typer.Typer()
    group.register(app)

    def go(command: str, *words: str, as_json: bool = True) -> tuple[int, Any]:
        form = ("--json",) if as_json else ()
        found = CliRunner().invoke(
            app, ["rota", command, "--hub", str(folder), "--week", WEEK, *words, *form]
        )
        printed = found.stdout or found.stderr
        return found.exit_code, json.loads(printed) if as_json else printed

    return go


def words_of(path: Path) -> str:
    """The words of a PDF on one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def shares(folder: Path) -> list[SharingRecord]:
    """The sharing records of the hub."""
    opened = open_hub(folder, PASSPHRASE, read_only=True)
    try:
        with opened.store.read() as session:
            return list(session.scalars(select(SharingRecord)))
    finally:
        opened.close()


def test_gaps_are_proposed_and_nothing_is_changed(run: Run) -> None:
    code, found = run("fill")
    assert (code, len(found["filled"]), found["open"], found["proven"]) == (0, 10, [], True)
    assert {
        "date": FIRST.isoformat(),
        "job": "Northfold round",
        "role": "driver",
        "volunteer": "Kofi Mensah",
    } in found["filled"]
    assert run("fill")[1] == found


def test_gaps_are_filled_when_accepted(run: Run) -> None:
    _, found = run("fill", "--accept")
    assert found["message"] == "10 put on the rota"
    code, printed = run("fill", as_json=False)
    assert (code, printed.strip()) == (0, "There are no gaps.")


def test_what_is_still_needed_is_said_with_why(run: Run, folder: Path) -> None:
    opened = open_hub(folder, PASSPHRASE)
    try:
        RotaHands(opened).job("Evening round", hours=(18, 19), rule="FREQ=WEEKLY;BYDAY=SU")
    finally:
        opened.close()
    run("fill", "--accept")
    code, printed = run("fill", as_json=False)
    assert code == 1
    assert f"{short_day(FIRST + timedelta(days=6))}  Evening round: 1 still needed." in printed


def test_the_wall_holds_short_names_and_leaves_a_record(run: Run, folder: Path, tmp_path: Path) -> None:
    run("fill", "--accept")
    out = tmp_path / "wall.pdf"
    code, found = run("print", "--out", str(out))
    assert (code, found["pages"]) == (0, 1)
    said = words_of(out)
    for words in (
        week_words(FIRST, FIRST + timedelta(days=6)),
        "Northfold round",
        "Kofi M. Drives",
        "Beth R.",
        "Wharf Hall",
    ):
        assert words in said
    for hidden in ("Mensah", "Rhys", "7946", "Park behind"):
        assert hidden not in said
    (share,) = shares(folder)
    assert (share.kind, share.people_count, share.file_hash) == (ShareKind.PRINT, 2, found["sha256"])


def test_own_rotas_and_calendars(run: Run, folder: Path, tmp_path: Path) -> None:
    run("fill", "--accept")
    out = tmp_path / "own.pdf"
    code, found = run("own", "--out", str(out), "--weeks", "1", "--large")
    assert (code, found["volunteers"]) == (0, 2)
    said = words_of(out)
    assert "Rota for Beth R." in said
    assert "With Kofi M." in said
    assert "Northfold round, driver" in said
    assert "Park behind the hall." in said
    assert "Mensah" not in said
    calendar = tmp_path / "kofi.ics"
    assert run("ics", "--out", str(calendar), "--volunteer", "V-1", "--weeks", "1")[0] == 0
    text = calendar.read_text(encoding="utf-8")
    assert text.count("BEGIN:VEVENT") == 5
    assert "SUMMARY:Northfold round\\, driver" in text
    for hidden in ("Kofi", "Beth", "Wharf", "Park", "7946"):
        assert hidden not in text
    assert len(shares(folder)) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("own", "--volunteer", "V-1"), "V-1 is on no shift"),
        (("own",), "Nobody is on a shift"),
        (("ics", "--volunteer", "V-99"), "There is no volunteer V-99"),
        (("ics", "--volunteer", "Kofi"), "should look like V-12"),
    ],
)
def test_what_cannot_be_written_is_said(run: Run, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    out = tmp_path / "out.file"
    code, printed = run(*words, "--out", str(out), as_json=False)
    assert code == 2
    assert said in printed
    assert not out.exists()


def test_a_folder_that_is_not_there_and_a_day_that_is_none(run: Run, tmp_path: Path) -> None:
    assert run("print", "--out", str(tmp_path / "no" / "wall.pdf"), as_json=False)[0] == 2
    code, printed = run("fill", "--week", "Wednesday", as_json=False)
    assert (code, "Write it like 2026-11-18" in printed) == (2, True)
