"""``hubkeeper round`` from the first plan to the last result, as words and as JSON."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
from pypdf import PdfReader
from sqlalchemy import select
from typer.testing import CliRunner

from db.enums import Answer, Nation
from db.keys import KdfParams
from db.models import SharingRecord
from desktop.cli import common
from desktop.cli import round as group
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import NewHub, make_hub, open_hub
from desktop.services.intake import CallDraft, Intake
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft

PASSPHRASE = "seven quiet herons wade"
DAY = "2026-11-18"
Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A hub with two deliveries for one day, one of them to somebody who said no to a volunteer."""
    monkeypatch.setenv("HUBKEEPER_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr(common, "find_places", lambda: lambda _postcodes: {})
    made = tmp_path / "hub"
    make_hub(made, NewHub("Saltmarsh Hub", Nation.ENGLAND), PASSPHRASE, params=KdfParams(64, 1, 1))
    opened = open_hub(made, PASSPHRASE)
    try:
        for name, share in (("Jean", Answer.YES), ("Tom", Answer.NO)):
            who = PersonDraft(name, last_name="Hale", household=HouseholdDraft(f"1 {name} Road"))
            request = RequestDraft("", "food_parcel", due_on=date.fromisoformat(DAY), words="zq77 reason")
            Intake(opened.tools).save(opened.actor, CallDraft(request, who, share))
    finally:
        opened.close()
    return made


@pytest.fixture
def run(folder: Path) -> Run:
    """Run one command on the hub: its exit code, and what it printed, read where it is JSON."""
    app = typer.Typer()
    group.register(app)

    def go(command: str, *words: str, as_json: bool = True) -> tuple[int, Any]:
        form = ("--json",) if as_json else ()
        found = CliRunner().invoke(app, ["round", command, "--hub", str(folder), *words, *form])
        printed = found.stdout or found.stderr
        return found.exit_code, json.loads(printed) if as_json else printed

    return go


def test_the_whole_way_of_a_round(run: Run, folder: Path, tmp_path: Path) -> None:
    code, planned = run("plan", "--date", DAY)
    assert (code, planned["message"]) == (0, "2 deliveries on S-1.")
    (made,) = planned["rounds"]
    assert (made["reference"], made["stops"], made["status"], made["driver"]) == ("S-1", 2, "planned", "")
    assert made["not_yet"][0] == "Nobody is down to go. Choose a volunteer."

    out = tmp_path / "sheet.pdf"
    code, printed = run("print", "--round", made["id"], "--out", str(out))
    assert (code, printed["stops"], printed["pages"]) == (1, 1, 1)
    assert "Tom Hale has not agreed" in printed["held"][0]
    text = PdfReader(out).pages[0].extract_text()
    assert "1 Jean Road" in text
    assert "Tom" not in text
    assert "zq77" not in text
    opened = open_hub(folder, PASSPHRASE, read_only=True)
    with opened.store.read() as session:
        record = session.scalars(select(SharingRecord)).one()
    opened.close()
    assert (record.file_hash, record.file_name) == (printed["sha256"], "sheet.pdf")

    code, refused = run("out", "--round", "S-1")
    assert (code, refused["exit"]) == (2, 2)
    assert "cannot go out yet" in refused["message"]
    code, keyed = run("result", "--round", "S-1", "--stop", "1", "--outcome", "delivered")
    assert (code, keyed["stops_done"], keyed["status"]) == (0, 1, "planned")
    code, keyed = run("result", "--round", "S-1", "--stop", "2", "--outcome", "no_answer", "--note", "Dark")
    assert (code, keyed["status"], keyed["to_ring"]) == (0, "back", 1)
    code, listed = run("list")
    assert [(one["reference"], one["stops_done"], one["status"]) for one in listed["rounds"]] == [
        ("S-1", 2, "back")
    ]


def test_words_are_printed_without_json(run: Run, tmp_path: Path) -> None:
    assert run("list", as_json=False) == (0, "No rounds.\n")
    code, words = run("plan", "--date", DAY, as_json=False)
    assert (code, words.splitlines()[1]) == (0, f"S-1  {DAY}  Round  2 stops, 0 back  nobody yet  planned")
    code, words = run("print", "--round", "s-1", "--out", str(tmp_path / "a.pdf"), as_json=False)
    assert (code, words.splitlines()[0]) == (1, f"S-1: 1 stop printed to {tmp_path / 'a.pdf'}.")
    code, words = run("result", "--round", "S-1", "--stop", "1", "--outcome", "delivered", as_json=False)
    assert words.splitlines() == ["S-1: delivered.", "1 of 2 stops are back."]
    assert run("list", "--date", "2026-11-19", as_json=False) == (0, "No rounds.\n")


def test_planning_a_day_without_deliveries_is_no_mistake(run: Run) -> None:
    assert run("plan", "--date", "2027-06-01") == (
        0,
        {"date": "2027-06-01", "message": "No deliveries to plan that day.", "rounds": []},
    )


def test_a_second_plan_names_only_the_rounds_it_changed(run: Run) -> None:
    run("plan", "--date", DAY)
    assert run("plan", "--date", DAY)[1]["rounds"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("plan", "--date", "tomorrow"), "not a day"),
        (("plan", "--date", DAY, "--area", "Atlantis"), "no area called Atlantis"),
        (("print", "--round", "S-9", "--out", "x.pdf"), "no round S-9"),
        (("print", "--round", "S-1", "--out", "nowhere/x.pdf"), "no folder nowhere"),
        (("result", "--round", "S-9", "--stop", "1", "--outcome", "delivered"), "no round S-9"),
    ],
)
def test_what_is_wrong_is_said_with_exit_code_two(run: Run, words: tuple[str, ...], said: str) -> None:
    code, printed = run(*words)
    assert code == 2
    assert said in printed["message"]


def test_an_empty_round_and_one_wholly_held_back_print_nothing(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    from desktop.services.round_details import RoundDraft
    from desktop.services.rounds import Rounds

    opened = open_hub(folder, PASSPHRASE)
    rounds = Rounds(opened.tools)
    rounds.save(opened.actor, RoundDraft(date.fromisoformat(DAY)))
    tasks = rounds.candidates(opened.actor, date.fromisoformat(DAY))
    held = rounds.save(opened.actor, RoundDraft(date.fromisoformat(DAY))).made
    rounds.add(opened.actor, held, [task.task_id for task in tasks if task.person == "Tom Hale"])
    opened.close()
    out = tmp_path / "none.pdf"
    code, printed = run("print", "--round", "S-1", "--out", str(out))
    assert (code, printed["message"]) == (2, "Nothing is on S-1 yet. Put deliveries on it first.")
    code, printed = run("print", "--round", "S-2", "--out", str(out))
    assert (code, printed["stops"], "file" in printed) == (1, 0, False)
    assert not out.exists()


def test_a_round_with_a_cleared_driver_goes_out(run: Run, folder: Path) -> None:
    from db.enums import CheckStatus, CheckType, VolunteerStatus
    from db.models import Check, Person, Volunteer
    from desktop.services.round_details import RoundDraft
    from desktop.services.rounds import Rounds

    opened = open_hub(folder, PASSPHRASE)
    with opened.store.write(opened.actor.user_id) as work:
        person = Person(number=90, first_name="Kofi", date_of_birth=date(1980, 1, 1))
        work.add(person)
        work.session.flush()
        kofi = Volunteer(number=90, person_id=person.id, status=VolunteerStatus.ACTIVE)
        work.add(kofi)
        work.session.flush()
        for one in (CheckType.IDENTITY, CheckType.REFERENCES, CheckType.INDUCTION):
            work.add(Check(volunteer_id=kofi.id, type=one, status=CheckStatus.VERIFIED))
    rounds = Rounds(opened.tools)
    tasks = rounds.candidates(opened.actor, date.fromisoformat(DAY))
    draft = RoundDraft(date.fromisoformat(DAY), driver_id=kofi.id)
    held = rounds.save(opened.actor, draft).made
    rounds.add(opened.actor, held, [task.task_id for task in tasks if task.person == "Jean Hale"])
    opened.close()
    assert run("out", "--round", "S-1") == (0, {"message": "S-1 is out"})
    assert run("out", "--round", "S-1", as_json=False)[0] == 2
