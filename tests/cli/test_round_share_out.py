"""``hubkeeper round share-out``: proposed first, made only when accepted, and said in words and JSON."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlalchemy import select
from typer.testing import CliRunner

from db.enums import CheckStatus, CheckType, Nation, VolunteerStatus
from db.keys import KdfParams
from db.models import Check, Household, Round, Volunteer
from desktop.cli import common
from desktop.cli import round as group
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import NewHub, make_hub, open_hub
from desktop.services.intake import CallDraft, Intake
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft
from desktop.services.volunteer_parts import VolunteerDraft
from desktop.services.volunteers import Volunteers

PASSPHRASE = "seven quiet herons wade"
DAY = "2026-11-18"
Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A hub with three deliveries, one of them nowhere, and a volunteer with all checks."""
    monkeypatch.setenv("HUBKEEPER_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr(common, "find_places", lambda: lambda _postcodes: {})
    made = tmp_path / "hub"
    make_hub(made, NewHub("Saltmarsh Hub", Nation.ENGLAND), PASSPHRASE, params=KdfParams(64, 1, 1))
    opened = open_hub(made, PASSPHRASE)
    try:
        for name in ("Jean", "Idris", "Nowhere"):
            who = PersonDraft(name, last_name="Hale", household=HouseholdDraft(f"1 {name} Road"))
            request = RequestDraft("", "food_parcel", due_on=date.fromisoformat(DAY))
            Intake(opened.tools).save(opened.actor, CallDraft(request, who))
        kofi = PersonDraft(
            "Kofi", last_name="Mensah", email="kofi@example.org", date_of_birth=date(1980, 1, 1)
        )
        Volunteers(opened.tools).save(opened.actor, VolunteerDraft(kofi))
        with opened.store.write(opened.actor.user_id) as work:
            volunteer = work.session.scalars(select(Volunteer)).one()
            volunteer.status = VolunteerStatus.ACTIVE
            for check in (CheckType.IDENTITY, CheckType.REFERENCES, CheckType.INDUCTION):
                work.add(Check(volunteer_id=volunteer.id, type=check, status=CheckStatus.VERIFIED))
            for at, home in enumerate(work.session.scalars(select(Household).order_by(Household.id))):
                if "Nowhere" not in home.address_line1:
                    home.easting, home.northing = 600_000 + 300 * at, 230_000
    finally:
        opened.close()
    return made


@pytest.fixture
def run(folder: Path) -> Run:
    """Run the command on the hub: its exit code, and what it printed."""
    app = typer.Typer()
    group.register(app)

    def go(*words: str, as_json: bool = True) -> tuple[int, Any]:
        form = ("--json",) if as_json else ()
        given = ["round", "share-out", "--hub", str(folder), "--date", DAY, "--seconds", "0.3", *words, *form]
        found = CliRunner().invoke(app, given)
        printed = found.stdout or found.stderr
        return found.exit_code, json.loads(printed) if as_json else printed

    return go


def rounds(folder: Path) -> int:
    """How many rounds there are."""
    opened = open_hub(folder, PASSPHRASE, read_only=True)
    try:
        with opened.store.read() as session:
            return len(session.scalars(select(Round)).all())
    finally:
        opened.close()


def test_it_proposes_and_changes_nothing_until_accepted(run: Run, folder: Path) -> None:
    code, found = run("--volunteer", "V-1")
    assert code == 1, "somebody is left out"
    (route,) = found["routes"]
    assert (route["volunteer"], sorted(route["stops"])) == ("Kofi Mensah", ["1 Idris Road", "1 Jean Road"])
    assert found["left_out"] == [{"stop": "1 Nowhere Road", "why": "no place is known for the postcode"}]
    assert rounds(folder) == 0
    code, found = run("--volunteer", "v-1", "--accept")
    assert (code, found["message"]) == (1, "2 stops on S-1")
    assert rounds(folder) == 1


def test_words_are_printed_for_people(run: Run) -> None:
    code, words = run("--volunteer", "V-1", as_json=False)
    lines = words.splitlines()
    assert code == 1
    assert lines[0].startswith("Kofi Mensah: 2 stops, ")
    assert lines[1].split()[0] >= "10:00"
    assert lines[-1] == "Left out: 1 Nowhere Road, no place is known for the postcode"


def test_nobody_who_may_is_said_with_the_reason(run: Run, folder: Path) -> None:
    opened = open_hub(folder, PASSPHRASE)
    with opened.store.write(opened.actor.user_id) as work:
        work.session.scalars(select(Check)).first().voided_at = opened.tools.clock()  # type: ignore[union-attr]
    opened.close()
    _code, found = run("--volunteer", "V-1")
    assert any("Kofi Mensah" in one["why"] for one in found["left_out"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--volunteer", "V-9"), "no volunteer V-9"),
        (("--volunteer", "Kofi"), "no volunteer Kofi"),
        (("--volunteer", "V-1", "--from", "ten"), "not a time"),
        ((), "Choose who goes out"),
    ],
)
def test_what_is_wrong_is_said_with_exit_code_two(run: Run, words: tuple[str, ...], said: str) -> None:
    code, printed = run(*words)
    assert code == 2
    assert said in printed["message"]
