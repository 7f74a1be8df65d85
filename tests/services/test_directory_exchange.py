"""A directory leaves one hub and comes into another: the same bytes, and nothing overwritten unseen."""

import os
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy import delete

from db.enums import Answer, Layer, Nation
from db.models import (
    Area,
    AreaPart,
    Organisation,
    OrganisationArea,
    Service,
    ServiceArea,
    ServiceHours,
    ServiceNeed,
)
from db.queries.sharing import SharingFilter
from desktop.domain.directory_compare import RowState
from desktop.domain.directory_facts import Directory, OrganisationFacts, ServiceFacts
from desktop.domain.errors import DomainError
from desktop.exports.hsds_package import DirectoryHead, directory_files, zipped
from desktop.exports.make_directory import DirectoryPlan, draw_directory, make_directory
from desktop.imports.hsds_files import read_directory_files
from desktop.services.directory_imports import DirectoryDryRun, DirectoryImports
from desktop.services.hsds_schema import Profile
from desktop.services.hubs import NewHub, OpenHub, make_hub, open_hub
from desktop.services.organisations import Organisations
from desktop.services.sharing_log import SharingLog
from tests.made_directories import DIRECTORIES, town_of

from .conftest import CHEAP, PASSPHRASE, find_places

CASES = 2000 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 15
NOW = datetime(2026, 11, 17, 10, 42, tzinfo=UTC)
HEAD = DirectoryHead("Saltmarsh Hub", NOW)
_ALL = (ServiceHours, ServiceNeed, ServiceArea, Service, OrganisationArea, AreaPart, Area, Organisation)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[OpenHub]:
    """A second hub of the same name, with nothing in it."""
    folder = tmp_path / "other"
    new = NewHub("Saltmarsh Hub", Nation.ENGLAND, "QX4 2LB", "020 7946 0800", "020 7946 0801", "Helen", "Bo")
    make_hub(folder, new, PASSPHRASE, params=CHEAP)
    opened = open_hub(folder, PASSPHRASE, find_places=find_places, clock=lambda: NOW)
    yield opened
    opened.close()


def _emptied(hub: OpenHub) -> None:
    with hub.store.write(hub.actor.user_id) as work:
        for model in _ALL:
            work.session.execute(delete(model))


def _dry_run(hub: OpenHub, content: bytes, folder: Path) -> DirectoryDryRun:
    path = folder / "directory.zip"
    path.write_bytes(content)
    found = read_directory_files(path)
    return DirectoryImports(hub.tools).dry_run(hub.actor, found.tables, found.notes)


def _bring_in(hub: OpenHub, content: bytes, folder: Path) -> DirectoryDryRun:
    seen = _dry_run(hub, content, folder)
    DirectoryImports(hub.tools).apply(hub.actor, seen, frozenset(row.key for row in seen.rows))
    return seen


def _export(hub: OpenHub, profile: Profile) -> bytes:
    plan = DirectoryPlan(profile, with_contacts=True)
    _, made, _ = draw_directory(hub.tools, hub.actor, plan, NOW)
    return zipped(made.files, NOW)


@pytest.mark.parametrize("profile", list(Profile))
@settings(
    max_examples=CASES,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(directory=DIRECTORIES)
def test_export_import_into_an_empty_hub_export_gives_identical_bytes(
    profile: Profile, hub: OpenHub, other: OpenHub, tmp_path: Path, directory: Directory
) -> None:
    _emptied(hub)
    _emptied(other)
    first = directory_files(directory, HEAD, Profile.HSDS, town_of, with_contacts=True)
    _bring_in(hub, zipped(first.files, NOW), tmp_path)
    exported = _export(hub, profile)
    _bring_in(other, exported, tmp_path)
    assert _export(other, profile) == exported
    again = _dry_run(other, exported, tmp_path)
    assert {row.state for row in again.rows} == {RowState.SAME}


ANCHOR = OrganisationFacts(
    "a" * 32, "Kelling Pantry", Layer.ANCHOR, contact_name="Ruth Adeyemi", phone="+442079460123"
)
FOOD = ServiceFacts("b" * 32, ANCHOR.key, "Food bank", phone="101", verified_on=date(2026, 11, 1))
REFUGE = ServiceFacts(
    "c" * 32,
    ANCHOR.key,
    "Safe house",
    description="Come to 9 Quiet Lane, qx42lb.",
    address="9 Quiet Lane, Aldermouth",
    postcode="QX4 2LB",
    is_secret=True,
)


def _content(*services: ServiceFacts, host: OrganisationFacts = ANCHOR) -> bytes:
    whole = Directory((host,), services)
    return zipped(directory_files(whole, HEAD, Profile.HSDS, town_of, with_contacts=True).files, NOW)


def _states(seen: DirectoryDryRun) -> dict[str, RowState]:
    return {row.facts.name: row.state for row in seen.rows}


def test_what_is_new_changed_the_same_and_withdrawn(hub: OpenHub, tmp_path: Path) -> None:
    second = replace(FOOD, key="d" * 32, name="Lunch club")
    _bring_in(hub, _content(FOOD, second), tmp_path)
    newer = replace(FOOD, phone="020 7946 0199", verified_on=date(2026, 11, 9))
    seen = _dry_run(hub, _content(newer, replace(FOOD, key="e" * 32, name="Coat rack")), tmp_path)
    assert _states(seen) == {
        "Kelling Pantry": RowState.SAME,
        "Food bank": RowState.CHANGED,
        "Coat rack": RowState.NEW,
        "Lunch club": RowState.WITHDRAWN,
    }
    changed = next(row for row in seen.rows if row.state is RowState.CHANGED)
    assert {edit.field: (edit.before, edit.after) for edit in changed.edits}["phone"] == (
        "101",
        "+442079460199",
    )
    assert seen.suggested == {FOOD.key, "e" * 32}
    done = DirectoryImports(hub.tools).apply(hub.actor, seen, seen.suggested)
    assert done.message == "Brought in 2 records of a directory"
    with hub.store.read() as session:
        assert session.get_one(Service, second.key).status == "active"
        assert session.get_one(Service, FOOD.key).phone == "+442079460199"
        assert session.get_one(Service, FOOD.key).in_leaflet is Answer.YES


def test_blanks_never_empty_and_what_is_known_better_here_is_not_ticked(hub: OpenHub, tmp_path: Path) -> None:
    _bring_in(hub, _content(FOOD), tmp_path)
    poorer = replace(FOOD, phone="", verified_on=None)
    assert set(_states(_dry_run(hub, _content(poorer), tmp_path)).values()) == {RowState.SAME}
    older = replace(FOOD, phone="102", verified_on=date(2026, 1, 1))
    seen = _dry_run(hub, _content(older), tmp_path)
    assert _states(seen)["Food bank"] is RowState.CHANGED
    assert seen.suggested == frozenset()


def test_the_same_organisation_is_known_by_its_name_and_a_service_by_both(
    hub: OpenHub, tmp_path: Path
) -> None:
    _bring_in(hub, _content(FOOD), tmp_path)
    theirs = replace(ANCHOR, key="1" * 32, name="KELLING pantry")
    seen = _dry_run(
        hub, _content(replace(FOOD, key="2" * 32, organisation_key="1" * 32), host=theirs), tmp_path
    )
    assert {row.key for row in seen.rows} == {ANCHOR.key, FOOD.key}
    assert RowState.NEW not in _states(seen).values()


def test_what_was_taken_off_the_list_here_stays_off(hub: OpenHub, tmp_path: Path) -> None:
    _bring_in(hub, _content(FOOD), tmp_path)
    Organisations(hub.tools).void(hub.actor, ANCHOR.key, "Gone")
    seen = _dry_run(hub, _content(FOOD), tmp_path)
    assert seen.rows == ()
    assert "Kelling Pantry was taken off the list here" in seen.notes[0].message


def test_a_refuges_address_is_nowhere_in_the_package(hub: OpenHub, tmp_path: Path) -> None:
    open_one = replace(REFUGE, is_secret=False)
    _bring_in(hub, _content(open_one), tmp_path)
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Service, REFUGE.key).address_withheld = True
    made = make_directory(hub.tools, hub.actor, DirectoryPlan(), tmp_path, NOW)
    with zipfile.ZipFile(made.path) as archive:
        content = b"\n".join(map(archive.read, archive.namelist())).lower()
    assert made.made.kept_private == 1
    for words in (b"quiet lane", b"qx4 2lb", b"qx42lb"):
        assert words not in content
    assert b"(address kept private)" in content


def test_people_are_named_only_with_a_reason_and_on_record(hub: OpenHub, tmp_path: Path) -> None:
    _bring_in(hub, _content(FOOD), tmp_path)
    log = SharingLog(hub.tools)
    plain = make_directory(hub.tools, hub.actor, DirectoryPlan(), tmp_path, NOW)
    assert plain.made.contacts == 0
    assert log.ids(hub.actor, SharingFilter()) == []
    with zipfile.ZipFile(plain.path) as archive:
        assert not any(b"Adeyemi" in archive.read(name) for name in archive.namelist())
    with pytest.raises(DomainError, match="Say why"):
        make_directory(hub.tools, hub.actor, DirectoryPlan(with_contacts=True), tmp_path, NOW)
    named = DirectoryPlan(with_contacts=True, purpose="The council asked for it")
    made = make_directory(hub.tools, hub.actor, named, tmp_path, NOW)
    (entry,) = log.ids(hub.actor, SharingFilter())
    share = log.get(hub.actor, entry).share
    assert (share.people_count, share.file_name) == (1, made.path.name)


def test_who_said_no_is_not_in_it(hub: OpenHub, tmp_path: Path) -> None:
    _bring_in(hub, _content(FOOD), tmp_path)
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Service, FOOD.key).in_leaflet = Answer.NO
    made = make_directory(hub.tools, hub.actor, DirectoryPlan(), tmp_path, NOW)
    assert made.said_no == 1
    assert "service" not in made.made.counts


def test_nothing_to_export_is_said(hub: OpenHub, tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="no organisations"):
        make_directory(hub.tools, hub.actor, DirectoryPlan(), tmp_path, NOW)
