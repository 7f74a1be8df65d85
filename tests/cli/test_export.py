"""``hubkeeper export``: the contract's form, and files that come in again as they went out."""

import csv
import json
from datetime import date, time
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from db.enums import Nation, Skill, Transport, VolunteerStatus
from db.keys import KdfParams
from db.models import Volunteer, VolunteerLanguage, VolunteerSkill, VolunteerSlot
from desktop.cli import common, imports, lists
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import NewHub, OpenHub, make_hub, open_hub
from desktop.services.intake import CallDraft, Intake
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft

PASSPHRASE = "seven quiet herons wade"
OURS = frozenset({"hub_reference", "reference", "received_at", "channel"})
"""Columns that the hub a file comes in to gives itself."""


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUBKEEPER_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr(common, "find_places", lambda: lambda _postcodes: {})


def new_hub(folder: Path) -> Path:
    make_hub(folder, NewHub("T", Nation.ENGLAND), PASSPHRASE, params=KdfParams(64, 1, 1))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A hub with two people who asked for help and one who volunteers."""
    opened = open_hub(new_hub(tmp_path / "hub"), PASSPHRASE)
    try:
        for number, (first, last) in enumerate((("Jean", "Mallory"), ("Zoë", "O'Hara")), 1):
            need = "shopping" if number == 1 else "prescription"
            Intake(opened.tools).save(
                opened.actor,
                CallDraft(
                    RequestDraft("", need, words="Two bags, ring first", due_on=date(2027, 1, 4)),
                    person(first, last, number),
                ),
            )
        volunteer(opened)
    finally:
        opened.close()
    return tmp_path / "hub"


def person(first: str, last: str, number: int) -> PersonDraft:
    home = HouseholdDraft(
        f"{number} Ferrygate Close", "Off Kelp Street", "Saltmarsh", "SW1A 1AA", size=2, food_needs="Halal"
    )
    return PersonDraft(
        first,
        last_name=last,
        date_of_birth=date(1940 + number, 2, 3),
        email=f"p{number}@example.org",
        source_reference=f"C-{number}",
        phones=(PhoneDraft(f"020 7946 010{number}"), PhoneDraft(f"07700 90010{number}")),
        household=home,
    )


def volunteer(opened: OpenHub) -> None:
    held = People(opened.tools).save(opened.actor, person("Omar", "Haddad", 3)).made
    with opened.store.write(opened.actor.user_id) as work:
        one = Volunteer(
            number=1,
            person_id=held,
            status=VolunteerStatus.ACTIVE,
            transport=Transport.CAR,
            weekly_minutes=150,
        )
        work.add(one)
        work.session.flush()
        work.add(VolunteerSkill(volunteer_id=one.id, skill=Skill.DIY))
        work.add(VolunteerLanguage(volunteer_id=one.id, language_code="pl"))
        work.add(VolunteerSlot(volunteer_id=one.id, weekday=0, starts_at=time(9), ends_at=time(12, 30)))


def run(*words: object) -> Result:
    app = typer.Typer()
    lists.register(app)
    imports.register(app)
    return CliRunner().invoke(app, [str(word) for word in words])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {name: value for name, value in row.items() if name not in OURS} for row in csv.DictReader(file)
        ]


def test_words_and_json_say_what_was_written(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "people.csv"
    said = run("export", "people", "--hub", folder, "--out", out)
    assert (said.exit_code, "3 people" in said.stdout, "sharing log" in said.stdout) == (0, True, True)
    done = run("export", "requests", "--hub", folder, "--out", tmp_path / "r.xlsx", "--json")
    assert json.loads(done.stdout) == {"file": str(tmp_path / "r.xlsx"), "rows": 2, "kind": "requests"}


def test_mistakes_are_said_plainly_with_exit_code_2(folder: Path, tmp_path: Path) -> None:
    wrong_ending = run("export", "people", "--hub", folder, "--out", tmp_path / "a.doc")
    assert (wrong_ending.exit_code, "should end in" in wrong_ending.stderr) == (2, True)
    no_folder = run("export", "people", "--hub", folder, "--out", tmp_path / "b" / "a.csv", "--json")
    assert no_folder.exit_code == json.loads(no_folder.stderr)["exit"] == 2
    assert run("export", "concerns", "--hub", folder, "--out", tmp_path / "a.csv").exit_code == 2
    assert run("export", "people", "--hub", tmp_path / "none", "--out", tmp_path / "a.csv").exit_code == 3


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_people_come_in_again_as_they_went_out(ending: str, folder: Path, tmp_path: Path) -> None:
    out, other = tmp_path / f"people.{ending}", new_hub(tmp_path / "other")
    assert run("export", "people", "--hub", folder, "--out", out).exit_code == 0
    done = run("import", "people", out, "--hub", other, "--json")
    assert json.loads(done.stdout)["new"] == 3, done.stdout
    for hub in (folder, other):
        assert run("export", "people", "--hub", hub, "--out", hub / "again.csv").exit_code == 0
    assert rows(other / "again.csv") == rows(folder / "again.csv")


def test_volunteers_and_requests_come_in_again_as_they_went_out(folder: Path, tmp_path: Path) -> None:
    other = new_hub(tmp_path / "other")
    for kind in ("volunteers", "requests"):
        out = tmp_path / f"{kind}.csv"
        assert run("export", kind, "--hub", folder, "--out", out).exit_code == 0
        done = run("import", kind, out, "--hub", other, "--json")
        assert json.loads(done.stdout)["rejected"] == 0, done.stdout
        assert run("export", kind, "--hub", other, "--out", tmp_path / "again.csv").exit_code == 0
        assert rows(tmp_path / "again.csv") == rows(out)
