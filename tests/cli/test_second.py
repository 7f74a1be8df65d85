"""So many people take two on the command line as at the window."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from db.enums import Nation, Role
from db.keys import KdfParams
from desktop.cli import common, lists
from desktop.domain.bulk_export import BULK
from desktop.services.hubs import NewHub, open_hub
from desktop.services.people import People, PersonDraft
from desktop.services.users import Users
from tests.blank_hubs import blank_hub

PASSPHRASE = "seven quiet herons wade"
AMINAS = "nine loud geese land"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A hub with one account and as many people as take two."""
    monkeypatch.setenv("HUBKEEPER_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr(common, "find_places", lambda: lambda _postcodes: {})
    made = tmp_path / "hub"
    blank_hub(made, NewHub("T", Nation.ENGLAND, user_name="Priya Nair"), PASSPHRASE)
    opened = open_hub(made, PASSPHRASE)
    for number in range(BULK):
        People(opened.tools).save(opened.actor, PersonDraft(first_name=f"Jean{number}", last_name="Mallory"))
    opened.close()
    return made


def add_amina(folder: Path) -> None:
    """A second account."""
    opened = open_hub(folder, PASSPHRASE)
    roles = frozenset({Role.COORDINATOR})
    Users(opened.tools).add(opened.actor, folder, "Amina", AMINAS, roles, params=KdfParams(64, 1, 1))
    opened.close()


def export(folder: Path, *more: str, typed: str = "") -> Result:
    """Run ``hubkeeper export people``."""
    app = typer.Typer()
    lists.register(app)
    app.command("other")(lambda: None)  # a second command, so that the first keeps its name
    out = folder.parent / "people.csv"
    words = ["export", "people", "--hub", str(folder), "--out", str(out), "--user", "Priya Nair", *more]
    return CliRunner().invoke(app, words, input=typed)


def test_alone_nothing_leaves_and_it_says_how(folder: Path) -> None:
    done = export(folder, "--json")
    assert done.exit_code == common.Exit.MISUSE
    said = json.loads(done.stderr)["message"]
    assert said.startswith("It takes two: 50 people are in it.")
    assert "A-0001" in said
    assert "--signed-by" in said
    assert "Mallory" not in said
    assert not (folder.parent / "people.csv").exists()


def test_an_outsider_signs_where_there_is_one_account(folder: Path) -> None:
    assert export(folder, "--signed-by", "Priya Nair").exit_code == common.Exit.MISUSE
    done = export(folder, "--signed-by", "Jo Marsh, parish clerk")
    assert done.exit_code == common.Exit.OK, done.output
    assert (folder.parent / "people.csv").read_text(encoding="utf-8-sig").count("Mallory") == BULK


def test_another_account_agrees_with_its_own_passphrase(folder: Path, tmp_path: Path) -> None:
    add_amina(folder)
    alone = export(folder)
    assert "--second: Amina" in alone.stderr
    assert export(folder, "--signed-by", "Jo Marsh, parish clerk").exit_code == common.Exit.MISUSE
    assert export(folder, "--second", "Amina", typed=f"{PASSPHRASE}\n").exit_code != common.Exit.OK
    assert not (folder.parent / "people.csv").exists()
    assert export(folder, "--second", "Amina", typed=f"{AMINAS}\n").exit_code == common.Exit.OK
    secret = tmp_path / "aminas.txt"
    secret.write_text(f"{AMINAS}\n", encoding="utf-8")
    again = export(folder, "--second", "Amina", "--second-passphrase-file", str(secret))
    assert again.exit_code == common.Exit.OK, again.output
