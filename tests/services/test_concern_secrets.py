"""Two hundred secret names in concerns: found nowhere outside the seal, by nobody, in no file."""

import logging
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import Engine, inspect, text

from db.engine import make_engine
from db.enums import LawfulBasis, Layer, Role
from db.errors import KnownStoreError
from desktop.domain.errors import DomainError
from desktop.exports.handover_plan import HandoverPlan
from desktop.exports.make_handover import make_handover
from desktop.exports.make_list import ListPlan, make_list
from desktop.runtime.crash import CrashHook
from desktop.runtime.log import start_log, stop_log
from desktop.services.audit import Audit, AuditAsked
from desktop.services.backups import Backups
from desktop.services.base import Actor
from desktop.services.concern_raising import RaiseConcerns
from desktop.services.concerns import Concerns
from desktop.services.finder import Finder
from desktop.services.history import History
from desktop.services.hubs import OpenHub, open_hub
from desktop.services.lists import ListKind, Lists
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft
from desktop.services.today import TodayDesk
from tests.concern_secrets import NAMES, account_about, seed
from tests.services.conftest import NOW, PASSPHRASE

SECRETS = (*NAMES, *(word for name in NAMES for word in name.split()))
ROLES = (*(frozenset({role}) for role in Role), frozenset(Role))


@pytest.fixture
def held(hub: OpenHub) -> dict[str, str]:
    """The concern or draft each name is in; the hub holds one person besides, who is no secret."""
    People(hub.tools).save(hub.actor, PersonDraft("Jean", last_name="Mallory"))
    return dict(seed(hub, PASSPHRASE))


def spilled(content: str) -> set[str]:
    """Which of the secrets stand in a text, whole or in part."""
    return {name for name in SECRETS if name in content}


def in_files(folder: Path) -> dict[str, set[str]]:
    """Which of them stand in the files below a folder, as text in any usual encoding, and inside archives."""
    found: dict[str, set[str]] = {}
    for path in (one for one in folder.rglob("*") if one.is_file()):
        contents = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                contents += [archive.read(name) for name in archive.namelist()]
        if path.suffix == ".pdf":
            contents += [page.extract_text().encode() for page in PdfReader(path).pages]
        for content in contents:
            hits = {
                name
                for name in SECRETS
                for encoding in ("utf-8", "utf-16-le", "utf-16-be")
                if name.encode(encoding) in content
            }
            if hits:
                found[str(path)] = hits
    return found


def values_of(engine: Engine) -> Iterator[str]:
    """Every value of every table of a store, decrypted."""
    with engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):
                yield from (
                    value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                    for value in row
                )


def _as_text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def test_the_seal_is_opened_by_the_lead_and_holds_every_name(hub: OpenHub, held: dict[str, str]) -> None:
    concerns, raising = Concerns(hub.tools), RaiseConcerns(hub.tools)
    concerns.unlock(hub.actor, hub.folder.path, PASSPHRASE)
    lines = [*concerns.lines(hub.actor), *concerns.lines(hub.actor, closed=True)]
    read = "".join(str(concerns.read(hub.actor, one.id)) for one in lines)
    for draft in raising.drafts(hub.actor):
        read += str(raising.read_draft(hub.actor, hub.folder.path, draft.id, PASSPHRASE))
    assert set(NAMES) <= spilled(read)
    assert set(held) == set(NAMES)


def test_no_file_and_no_column_holds_a_secret(hub: OpenHub, held: dict[str, str], tmp_path: Path) -> None:
    Backups(hub.tools).make(hub.actor, hub.folder.path)
    assert in_files(tmp_path) == {}
    assert spilled("\n".join(values_of(hub.store.reader))) == set()
    drafts = make_engine(hub.folder.drafts, hub.store.key, read_only=True)
    kept = "\n".join(values_of(drafts))
    drafts.dispose()
    assert "sealed" in kept
    assert spilled(kept) == set()


def test_the_look_through_the_columns_would_find_a_name(hub: OpenHub) -> None:
    People(hub.tools).save(hub.actor, PersonDraft("Quorlim", last_name="Kravolax"))
    assert spilled("\n".join(values_of(hub.store.reader))) >= {"Quorlim", "Kravolax"}


@pytest.mark.parametrize("roles", ROLES, ids=lambda roles: "+".join(sorted(roles)))
def test_nobody_finds_or_is_told_of_one(hub: OpenHub, held: dict[str, str], roles: frozenset[Role]) -> None:
    who = Actor(hub.actor.user_id, hub.actor.name, roles)
    told: list[object] = []
    for name in SECRETS if who.may("search.all") else ():
        told.append(Finder(hub.tools).find(who, name))
    if who.may("history.see"):
        history = History(hub.tools)
        told += [history.of(who, key) for key in held.values()] + [history.last(who, 500)]
        assert all(history.of(who, key) == [] for key in held.values())
    if who.may("day.see"):
        told.append(TodayDesk(hub.tools).day(who))
    if who.may("audit.see"):
        audit = Audit(hub.tools)
        lines = audit.ids(who, AuditAsked())
        told += [audit.rows(who, lines), [audit.get(who, one) for one in lines]]
        told += [audit.rows(who, audit.ids(who, AuditAsked(text=name))) for name in NAMES[:20]]
    words = str(told)
    for typed in SECRETS:  # what was looked for is said back as it was typed
        words = words.replace(f"typed={typed!r}", "")
    assert spilled(words) == set()


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".ods", ".pdf"])
def test_no_list_holds_one(hub: OpenHub, held: dict[str, str], tmp_path: Path, ending: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for kind in ListKind:
        ids = Lists(hub.tools).all_ids(hub.actor, kind)
        make_list(hub.tools, hub.actor, ListPlan(kind, ids), out / f"{kind}{ending}", NOW)
    assert len(list(out.iterdir())) == len(ListKind)
    assert in_files(out) == {}


def test_no_handover_holds_one(hub: OpenHub, held: dict[str, str], tmp_path: Path) -> None:
    council = Organisations(hub.tools).save(
        hub.actor, OrganisationDraft("Riverbank Council", Layer.STATUTORY, agreement="SA-01")
    )
    plan = HandoverPlan(council.made, "To plan", LawfulBasis.PUBLIC_TASK, basis_note="Agreed")
    out = tmp_path / "out"
    out.mkdir()
    make_handover(hub.tools, hub.actor, plan, out, None, NOW)
    assert list(out.iterdir())
    assert in_files(out) == {}


def test_neither_logs_nor_crash_reports_nor_messages_tell(
    hub: OpenHub, held: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """500 faults while concerns are worked on, each in the log and in a crash report."""
    handler = start_log(tmp_path / "logs")
    crashes = CrashHook(tmp_path / "crashes", "9.9.9")
    raising, log = RaiseConcerns(hub.tools), logging.getLogger("desktop")
    said: list[str] = []

    def fail(*_args: object, **_more: object) -> None:
        raise ValueError(NAMES[0])

    monkeypatch.setattr("desktop.services.concern_raising.begin", fail)
    crashes.install()
    try:
        for number in range(500):
            account = account_about(NAMES[number % 20 * 10 : number % 20 * 10 + 10])
            if number % 5 == 0:
                account = replace(account, words="")
            try:
                raising.send(hub.actor, hub.folder.path, account)
            except (DomainError, KnownStoreError) as refused:
                said.append(str(refused))
            except ValueError as problem:
                log.exception("concern.failed")
                sys.excepthook(type(problem), problem, problem.__traceback__)
    finally:
        crashes.uninstall()
        stop_log(handler)
    assert len(said) == 100
    assert (tmp_path / "logs").stat().st_size
    assert any((tmp_path / "crashes").iterdir())
    assert in_files(tmp_path) == {}
    assert spilled(" ".join(said)) == set()


def test_a_hub_opened_again_holds_them_sealed_as_before(
    hub: OpenHub, held: dict[str, str], tmp_path: Path
) -> None:
    hub.close()
    again = open_hub(hub.folder.path, PASSPHRASE)
    try:
        assert spilled("\n".join(values_of(again.store.reader))) == set()
        assert in_files(tmp_path) == {}
    finally:
        again.close()
