"""``hubkeeper match``: one request ranked, many proposed, and both given out, as words and as JSON."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlalchemy import select
from typer.testing import CliRunner

from db.enums import Answer, CheckStatus, CheckType, Nation, OfferAnswer, Transport, VolunteerStatus
from db.keys import KdfParams
from db.models import Check, Offer, Task
from desktop.cli import common
from desktop.cli import match as group
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import NewHub, OpenHub, make_hub, open_hub
from desktop.services.intake import CallDraft, Intake
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft
from desktop.services.volunteers import VolunteerDraft, Volunteers

PASSPHRASE = "seven quiet herons wade"
Run = Callable[..., tuple[int, Any]]
CHECKED = (CheckType.IDENTITY, CheckType.REFERENCES, CheckType.INDUCTION, CheckType.MEDICINES_TRAINING)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A hub with two open requests, one volunteer cleared for both and one without a check."""
    monkeypatch.setenv("HUBKEEPER_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr(common, "find_places", lambda: lambda _postcodes: {})
    made = tmp_path / "hub"
    make_hub(made, NewHub("Saltmarsh Hub", Nation.ENGLAND), PASSPHRASE, params=KdfParams(64, 1, 1))
    opened = open_hub(made, PASSPHRASE)
    try:
        # Of today, as the evening passes, less and less is left to be free in.
        tomorrow = datetime.now(UTC).astimezone().date() + timedelta(days=1)
        for name, need in (("Gwilym", "food_parcel"), ("Jean", "prescription")):
            who = PersonDraft(name, last_name="Pryce", household=HouseholdDraft(f"3 {name} Road"))
            request = RequestDraft("", need, due_on=tomorrow, because_of=Answer.NO)
            Intake(opened.tools).save(opened.actor, CallDraft(request, who, Answer.YES))
        volunteer(opened, "Sian", CHECKED)
        volunteer(opened, "Dev", ())
    finally:
        opened.close()
    return made


def volunteer(opened: OpenHub, name: str, checks: tuple[CheckType, ...]) -> None:
    """An active adult on foot with some checks seen."""
    phone = (PhoneDraft("07700 900415"),)
    who = PersonDraft(name, last_name="Probert", date_of_birth=date(1980, 1, 1), phones=phone)
    volunteers = Volunteers(opened.tools)
    key = volunteers.save(opened.actor, VolunteerDraft(person=who, transport=Transport.FOOT)).made
    volunteers.move(opened.actor, key, VolunteerStatus.ACTIVE)
    with opened.store.write(opened.actor.user_id) as work:
        for kind in checks:
            work.add(Check(volunteer_id=key, type=kind, status=CheckStatus.VERIFIED))


@pytest.fixture
def run(folder: Path) -> Run:
    """Run the command on the hub: its exit code, and what it printed, read where it is JSON."""
    app = typer.Typer()
    group.register(app)

    def go(*words: str, as_json: bool = True) -> tuple[int, Any]:
        form = ("--json",) if as_json else ()
        found = CliRunner().invoke(app, ["--hub", str(folder), *words, *form])
        printed = found.stdout or found.stderr
        return found.exit_code, json.loads(printed) if as_json else printed

    return go


def held(folder: Path) -> tuple[list[Task], list[Offer]]:
    """The tasks and offers as they stand in the store."""
    opened = open_hub(folder, PASSPHRASE, read_only=True)
    try:
        with opened.store.read() as session:
            return list(session.scalars(select(Task))), list(session.scalars(select(Offer)))
    finally:
        opened.close()


def test_one_request_is_ranked_with_reasons_and_changes_nothing(run: Run, folder: Path) -> None:
    code, found = run("--request", "r 1")
    assert (code, found["request"], found["need"]) == (0, "R-1", "Food parcel")
    (fit,) = found["fits"]
    assert (fit["volunteer"], fit["name"]) == ("V-1", "Sian Probert")
    assert fit["hours"] == "Hours not asked yet"
    (blocked,) = found["blocked"]
    assert (blocked["name"], blocked["why"]) == ("Dev Probert", "ID not seen")
    assert blocked["next"] == "See the papers and record the check."
    assert [rule["check"] for rule in found["needed"]] == ["ID", "References", "Induction"]
    tasks, offers = held(folder)
    assert [task.volunteer_id for task in tasks] == [None, None]
    assert offers == []


def test_the_words_name_no_household(run: Run) -> None:
    code, printed = run("--request", "R-1", as_json=False)
    assert code == 0
    assert "1 person can do this" in printed
    assert "Dev Probert: ID not seen. See the papers and record the check." in printed
    assert "Road" not in printed
    assert "Gwilym" not in printed


def test_one_request_is_given_to_the_best_who_is_not_yet_asked(run: Run, folder: Path) -> None:
    code, found = run("--request", "R-1", "--assign")
    assert (code, found["assigned"]) == (0, 1)
    tasks, offers = held(folder)
    (given,) = [task for task in tasks if task.volunteer_id]
    assert given.confirmed_by_id is not None
    assert [(offer.task_id, offer.answer, offer.asked_at) for offer in offers] == [
        (given.id, OfferAnswer.NOT_YET_ASKED, None)
    ]


def test_every_open_request_is_proposed_and_only_assign_writes(run: Run, folder: Path) -> None:
    code, found = run("--all")
    assert (code, len(found["assignments"]), found["unfilled"]) == (0, 2, [])
    assert {one["name"] for one in found["assignments"]} == {"Sian Probert"}
    assert held(folder)[1] == []
    code, found = run("--all", "--assign")
    assert (code, found["assigned"], [one["assigned"] for one in found["assignments"]]) == (
        0,
        2,
        [True, True],
    )
    tasks, offers = held(folder)
    assert all(task.volunteer_id for task in tasks)
    assert len(offers) == 2
    code, printed = run("--all", as_json=False)
    assert (code, printed.strip()) == (0, "Nothing waits for a volunteer in the coming week.")


def test_nobody_cleared_is_a_finding_and_says_why(run: Run, folder: Path) -> None:
    opened = open_hub(folder, PASSPHRASE)
    try:
        with opened.store.write(opened.actor.user_id) as work:
            for check in work.session.scalars(select(Check)):
                check.status = CheckStatus.EXPIRED
    finally:
        opened.close()
    code, found = run("--request", "R-1")
    assert (code, found["fits"], found["blocked_count"]) == (1, [], 2)
    code, found = run("--all", "--assign")
    assert (code, found["assigned"]) == (1, 0)
    assert {one["why"] for one in found["unfilled"]} == {"not_cleared"}
    code, printed = run("--all", as_json=False)
    assert code == 1
    assert "nobody: nobody who is free is cleared" in printed


@pytest.mark.parametrize("words", [(), ("--request", "R-1", "--all")])
def test_one_request_or_all_must_be_said(run: Run, words: tuple[str, ...]) -> None:
    code, found = run(*words)
    assert (code, found["message"]) == (2, "Say which: --request R-12, or --all.")


@pytest.mark.parametrize("words", ["R-99", "P-1", "soon"])
def test_an_unknown_request_is_said_plainly(run: Run, words: str) -> None:
    code, found = run("--request", words)
    assert code == 2
    assert found["message"].startswith(("There is no request", f"“{words}” is not a request"))
