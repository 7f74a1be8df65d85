"""`hubkeeper hub check`: what tampering with the log of a real hub leaves for it to name."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from db.keys import KdfParams
from desktop.cli import build
from desktop.runtime.paths import hub_notes_folder
from desktop.services.hubs import NewHub, make_hub, open_hub
from desktop.services.people import People, PersonDraft

PASSPHRASE = "seven quiet herons wade"
CHEAP = KdfParams(64, 1, 1)
Tamper = Callable[[str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A hub that was worked in on this laptop, and closed."""
    made = tmp_path / "hub"
    make_hub(made, NewHub("Saltmarsh Hub", "england", user_name="Priya"), PASSPHRASE, params=CHEAP)  # type: ignore[arg-type]
    opened = open_hub(made, PASSPHRASE, notes=hub_notes_folder(made))
    for name in ("Ermintrude", "Ottoline", "Peregrine"):
        People(opened.tools).save(opened.actor, PersonDraft(first_name=name))
    opened.close()
    return made


@pytest.fixture
def tamper(folder: Path) -> Tamper:
    """Runs a statement on the store while the app is closed."""

    def run(statement: str) -> None:
        opened = open_hub(folder, PASSPHRASE)
        assert opened.store.writer is not None
        with opened.store.writer.begin() as connection:
            connection.exec_driver_sql(statement)
        opened.close()

    return run


def check(folder: Path, expect: int) -> str:
    """What the command says."""
    done = CliRunner().invoke(
        build(), ["hub", "check", str(folder)], env={"HUBKEEPER_PASSPHRASE": PASSPHRASE}
    )
    assert done.exit_code == expect, done.output
    assert not any(name in done.output for name in ("Ermintrude", "Ottoline", "Peregrine"))
    return done.output


LIFE = "incarnation = (SELECT incarnation FROM device WHERE is_current)"
LAST = f"(SELECT max(seq) FROM change WHERE {LIFE})"


def test_a_hub_worked_in_is_whole(folder: Path) -> None:
    assert "All is well." in check(folder, 0)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (f"UPDATE change SET value = '\"Other\"' WHERE {LIFE} AND seq = {LAST}", "has been altered"),
        (f"UPDATE change SET user_id = '{'f' * 32}' WHERE {LIFE} AND seq = {LAST} - 1", "has been altered"),
        (f"DELETE FROM change WHERE {LIFE} AND seq = {LAST} - 1", "is missing"),
        (
            f"UPDATE change SET seq = 1000000 + (seq = {LAST}) WHERE {LIFE} AND seq > {LAST} - 2",
            "missing",
        ),
        (f"DELETE FROM change WHERE {LIFE} AND seq = {LAST}", "cut off the end"),
        (f"DELETE FROM change WHERE {LIFE} AND seq > {LAST} - 2", "are cut off the end"),
    ],
)
def test_damage_is_named(folder: Path, tamper: Tamper, statement: str, said: str) -> None:
    tamper(statement)
    assert said in check(folder, 1)


def test_two_entries_that_changed_places_are_named(folder: Path, tamper: Tamper) -> None:
    tamper("UPDATE change SET seq = seq + 1000 * (CASE seq % 2 WHEN 0 THEN 1 ELSE 2 END) WHERE seq IN (2, 3)")
    tamper("UPDATE change SET seq = 3 WHERE seq = 1002")
    tamper("UPDATE change SET seq = 2 WHERE seq = 2003")
    said = check(folder, 1)
    assert "Entry 2 of the change log was moved: it was written as entry 3." in said
    assert "Entry 3 of the change log was moved: it was written as entry 2." in said


def test_a_cut_off_end_of_the_life_before_this_laptops_is_named(folder: Path, tamper: Tamper) -> None:
    tamper(f"DELETE FROM change WHERE NOT {LIFE} AND seq > 100")
    assert "Entries 101 to " in check(folder, 1)


def test_a_cut_off_end_is_still_named_once_the_app_has_gone_on(folder: Path, tamper: Tamper) -> None:
    tamper(f"DELETE FROM change WHERE {LIFE} AND seq = {LAST}")
    opened = open_hub(folder, PASSPHRASE, notes=hub_notes_folder(folder))
    People(opened.tools).save(opened.actor, PersonDraft(first_name="Quentin"))
    opened.close()
    assert "cut off the end" in check(folder, 1)


def test_a_log_checked_while_the_app_goes_on_is_whole(folder: Path) -> None:
    opened = open_hub(folder, PASSPHRASE, notes=hub_notes_folder(folder))
    People(opened.tools).save(opened.actor, PersonDraft(first_name="Quentin"))
    assert "All is well." in check(folder, 0)
    opened.close()


def test_a_hub_copied_elsewhere_is_whole(folder: Path, tmp_path: Path) -> None:
    copied = tmp_path / "copy"
    shutil.copytree(folder, copied)
    shutil.copytree(hub_notes_folder(folder), hub_notes_folder(copied))
    assert "All is well." in check(copied, 0)
