"""``hubkeeper import``: the contract's options, counts and exit codes, and the benchmark's way through."""

import csv
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from db.backup import list_backups
from db.enums import Nation
from db.folder import HubFolder
from db.keys import KdfParams
from desktop.cli import common, duplicates, imports
from desktop.services.hubs import NewHub, make_hub

PASSPHRASE = "seven quiet herons wade"
PEOPLE = (
    "rec_id, given_name, surname, street_number, address_1, suburb, postcode, date_of_birth\n"
    "rec-1-org, lachlan, berry, 69, giblin street, bittern, 4814, 19990219\n"
    "rec-1-dup-0, lachlan, bery, 69, giblin stret, bittern, 4814, 19990219\n"
    "rec-2-org, deakin, sondergeld, 48, goldfinch circuit, canterbury, 2776, 19600210\n"
    "rec-3-org, , , 9, goldfinch circuit, canterbury, 2776, 19620210\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new hub's folder, its passphrase in the environment."""
    monkeypatch.setenv("HUBKEEPER_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr(common, "find_places", lambda: lambda _postcodes: {})
    made = tmp_path / "hub"
    make_hub(made, NewHub("T", Nation.ENGLAND), PASSPHRASE, params=KdfParams(64, 1, 1))
    return made


def run(*words: object) -> Result:
    app = typer.Typer()
    imports.register(app)
    duplicates.register(app)
    return CliRunner().invoke(app, [str(word) for word in words])


def people_file(tmp_path: Path, text: str = PEOPLE) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_people_come_in_with_counts_rejects_a_backup_and_findings(folder: Path, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    done = run("import", "people", people_file(tmp_path), "--hub", folder, "--rejects", rejects, "--json")
    assert done.exit_code == 1, done.output
    said = json.loads(done.stdout)
    wanted = {"new": 2, "changed": 0, "same": 0, "duplicates": 1, "rejected": 1, "saved": True}
    assert {name: said[name] for name in wanted} == wanted
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["rec_id"] == "rec-3-org"
    assert "no name" in row["Why it was not taken"]
    assert len(list_backups(HubFolder(folder).backups)) == 1


def test_a_second_time_everything_is_the_same(folder: Path, tmp_path: Path) -> None:
    path = people_file(tmp_path, "".join(PEOPLE.splitlines(keepends=True)[:-1]))
    assert run("import", "people", path, "--hub", folder).exit_code == 1
    again = run("import", "people", path, "--hub", folder)
    assert again.exit_code == 0, again.output
    assert "3 the same as before" in again.stdout
    assert "Nothing was saved." in again.stdout


def test_a_dry_run_saves_nothing(folder: Path, tmp_path: Path) -> None:
    done = run("import", "people", people_file(tmp_path), "--hub", folder, "--dry-run", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["saved"] is False
    assert list_backups(HubFolder(folder).backups) == []
    assert (
        json.loads(run("import", "people", people_file(tmp_path), "--hub", folder, "--json").stdout)["new"]
        == 2
    )


def test_changed_records_stay_unless_asked_for(folder: Path, tmp_path: Path) -> None:
    text = "".join(PEOPLE.splitlines(keepends=True)[:2])
    run("import", "people", people_file(tmp_path, text), "--hub", folder)
    path = people_file(tmp_path, text.replace("lachlan", "lucas"))
    for words, saved in (((), False), (("--take-changed",), True)):
        said = json.loads(run("import", "people", path, "--hub", folder, "--json", *words).stdout)
        assert (said["changed"], said["saved"]) == (1, saved)
    assert json.loads(run("import", "people", path, "--hub", folder, "--json").stdout)["same"] == 1


def test_what_was_imported_can_be_scored_by_the_duplicates_command(folder: Path, tmp_path: Path) -> None:
    run("import", "people", people_file(tmp_path), "--hub", folder)
    out = tmp_path / "pairs.csv"
    assert run("duplicates", "--hub", folder, "--csv", out).exit_code == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        (pair,) = csv.DictReader(file)
    assert {pair["source_reference_a"], pair["source_reference_b"]} == {"rec-1-org", "rec-1-dup-0"}


def test_volunteers_and_requests_come_in(folder: Path, tmp_path: Path) -> None:
    helpers = tmp_path / "v.csv"
    helpers.write_text("Name,Phone,Skills\nOmar Haddad,07700 900456,cooking\n", encoding="utf-8")
    asked = tmp_path / "r.csv"
    asked.write_text("Name,Phone,Need\nJean Mallory,020 7946 0147,Shopping\n", encoding="utf-8")
    for kind, path in (("volunteers", helpers), ("requests", asked)):
        done = run("import", kind, path, "--hub", folder, "--json")
        assert done.exit_code == 0, done.output
        assert json.loads(done.stdout)["new"] == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--profile", "nowhere"), 2, "no column profile"),
        (("--user", "Nobody"), 3, "no user called"),
    ],
)
def test_misuse_is_said_plainly(
    folder: Path, tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    done = run("import", "people", people_file(tmp_path), "--hub", folder, *words)
    assert (done.exit_code, said in done.output) == (code, True), done.output


def test_a_missing_file_is_said_plainly(folder: Path, tmp_path: Path) -> None:
    done = run("import", "people", tmp_path / "none.csv", "--hub", folder)
    assert done.exit_code == 2
    assert "no file called none.csv" in done.output


def test_many_rejects_are_counted_and_the_way_to_have_them_all_is_said(folder: Path, tmp_path: Path) -> None:
    text = "First name,Surname,Town\n" + ",,Saltmarsh\n" * 25
    done = run("import", "people", people_file(tmp_path, text), "--hub", folder)
    assert done.exit_code == 1
    assert "and 5 more" in done.stdout
