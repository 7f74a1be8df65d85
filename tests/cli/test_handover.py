"""``hubkeeper handover``: the contract's form, exit codes and JSON."""

import json
import zipfile
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from db.enums import Answer, Layer, Nation
from db.keys import KdfParams
from desktop.cli import common, handover
from desktop.services.consents import Consents
from desktop.services.hubs import NewHub, make_hub, open_hub
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft

PASSPHRASE = "seven quiet herons wade"
NEEDED = ("--recipient", "Riverbank Council", "--purpose", "Winter plan")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A hub with two councils; Jean said yes to the first, Tom said no."""
    monkeypatch.setenv("HUBKEEPER_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr(common, "find_places", lambda: lambda _postcodes: {})
    made = tmp_path / "hub"
    make_hub(made, NewHub("Saltmarsh Hub", Nation.ENGLAND), PASSPHRASE, params=KdfParams(64, 1, 1))
    opened = open_hub(made, PASSPHRASE)
    try:
        council, _ = (
            Organisations(opened.tools).save(opened.actor, OrganisationDraft(name, Layer.STATUTORY)).made
            for name in ("Riverbank Council", "Riverbank Council Public Health")
        )
        for name, answer in (("Jean", Answer.YES), ("Tom", Answer.NO)):
            draft = PersonDraft(name, last_name="Hale", phones=(PhoneDraft("020 7946 0147"),))
            held = People(opened.tools).save(opened.actor, draft).made
            Consents(opened.tools).record(opened.actor, held, answer, recipient_id=council)
    finally:
        opened.close()
    return made


def run(*words: object) -> Result:
    app = typer.Typer()
    handover.register(app)
    return CliRunner().invoke(app, ["handover", *(str(word) for word in words)])


def create(folder: Path, *words: object) -> Result:
    place = folder.parent / "out" / "deep"
    return run("create", "--hub", folder, *NEEDED, "--basis", "consent", "--out", place, *words)


def made_by(done: Result) -> Path:
    assert done.exit_code == 0, done.output
    return Path(json.loads(done.stdout)["file"])


def test_a_package_is_made_recorded_and_verified(folder: Path) -> None:
    done = create(folder, "--preset", "wellbeing_calls", "--json")
    said = json.loads(done.stdout)
    assert (said["reference"], said["people"], said["left_out"]) == ("H-1", 1, {"said_no": 1})
    assert (said["rows"], said["is_locked"]) == ({"people": 1}, False)
    package = Path(said["file"])
    with zipfile.ZipFile(package) as held:
        text = held.read("people.csv").decode()
    assert "Jean" in text
    assert "Tom" not in text
    checked = run("verify", package, "--json")
    assert (checked.exit_code, json.loads(checked.stdout)) == (0, {"ok": True, "findings": []})
    assert "All is well" in run("verify", package).stdout


def test_the_least_goes_when_nothing_is_said(folder: Path) -> None:
    done = create(folder)
    assert done.exit_code == 0, done.output
    assert "H-1" in done.stdout
    assert "Left out: 1 said no." in done.stdout
    assert "not locked" in done.stdout
    (package,) = (folder.parent / "out" / "deep").iterdir()
    with zipfile.ZipFile(package) as held:
        assert held.read("people.csv").decode().splitlines()[0].split(",")[0] == "area"


def test_only_open_leaves_out_who_has_no_open_request(folder: Path) -> None:
    done = create(folder, "--only-open")
    assert (done.exit_code, "nobody is in scope" in done.stderr) == (2, True)


def test_a_locked_package_says_how_the_password_travels(folder: Path, tmp_path: Path) -> None:
    password = tmp_path / "password.txt"
    password.write_text("correct horse battery\n", encoding="utf-8")
    assert "password by phone" in create(folder, "--password-file", password).stdout


def test_details_can_be_chosen_and_locked(folder: Path, tmp_path: Path) -> None:
    password = tmp_path / "password.txt"
    password.write_text("correct horse battery\n", encoding="utf-8")
    done = create(
        folder, "--fields", "name:full, phone,postcode:sector", "--password-file", password, "--json"
    )
    package = made_by(done)
    assert json.loads(done.stdout)["is_locked"] is True
    opened = run("verify", package, "--password-file", password)
    assert opened.exit_code == 0, opened.output
    shut = run("verify", package, "--json")
    assert shut.exit_code == 1
    assert "Give the password" in json.loads(shut.stdout)["findings"][0]["message"]


def test_a_spoilt_package_is_found_out_with_exit_code_1(folder: Path, tmp_path: Path) -> None:
    package = made_by(create(folder, "--json"))
    spoilt = tmp_path / "spoilt.zip"
    with zipfile.ZipFile(package) as held, zipfile.ZipFile(spoilt, "w") as copy:
        for name in held.namelist():
            content = held.read(name)
            copy.writestr(name, content + b"extra,row\r\n" if name == "people.csv" else content)
    done = run("verify", spoilt, "--json")
    said = json.loads(done.stdout)
    assert (done.exit_code, said["ok"]) == (1, False)
    assert {"file", "message", "row", "column"} == set(said["findings"][0])
    assert "people.csv" in run("verify", spoilt).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--recipient", "riverbank"), "Riverbank Council, Riverbank Council Public Health"),
        (("--recipient", "Nowhere"), "no organisation"),
        (("--preset", "everything"), "wellbeing_calls"),
        (("--preset", "plan", "--fields", "area"), "not both"),
        (("--fields", "shoe_size"), "no detail called"),
        (("--fields", " , "), "Nothing is chosen"),
        (("--fields", "concerns"), "never go"),
        (("--fields", "health_notes"), "safeguarding lead"),
        (("--purpose", "Help Jean Hale"), "names Jean Hale"),
        (("--basis", "because"), "because"),
    ],
)
def test_mistakes_are_said_plainly_with_exit_code_2(words: tuple[str, ...], said: str, folder: Path) -> None:
    done = create(folder, *words)
    assert done.exit_code == 2, done.output
    assert said in done.stderr


def test_places_that_will_not_do_are_said_plainly(folder: Path, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("x", encoding="utf-8")
    for place in (in_the_way, in_the_way / "below"):
        done = run("create", "--hub", folder, *NEEDED, "--basis", "consent", "--out", place)
        assert done.exit_code in (2, 3), done.output
        assert done.stderr.strip()
    missing = run("verify", tmp_path / "none.zip")
    assert (missing.exit_code, "no package" in missing.stderr) == (2, True)
    empty = tmp_path / "empty.txt"
    empty.write_text("", encoding="utf-8")
    assert create(folder, "--password-file", empty).exit_code == 2
