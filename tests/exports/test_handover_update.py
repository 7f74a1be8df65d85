"""Handovers one after another: what changed, what was kept, and what comes out of both."""

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from db.enums import Answer, Channel, LawfulBasis
from db.enums_handovers import HandoverChange, KeptGone
from db.folder import HubFolder
from db.kept import KeptGone as KeptCopyGone
from db.queries.sharing import SharingFilter
from desktop.domain.errors import DomainError
from desktop.exports.handover_fields import Choice, Preset
from desktop.exports.handover_plan import HandoverPlan
from desktop.exports.make_handover import Made, make_handover, preview
from desktop.exports.verify import verify_package
from desktop.services.consents import Consents
from desktop.services.handover_series import HandoverSeries
from desktop.services.hubs import OpenHub
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.sharing_log import SharingLog

from .conftest import Clock

Tables = dict[str, list[dict[str, str]]]
PLAN = HandoverPlan("", "To carry on", LawfulBasis.CONSENT, Preset.FULL_CANONICAL)


@pytest.fixture
def council(real_hub: OpenHub) -> str:
    draft = OrganisationDraft("Riverbank Council", agreement="SA-01", contact_name="Dr J. Amari")
    return Organisations(real_hub.tools).save(real_hub.actor, draft).made


@pytest.fixture
def people(real_hub: OpenHub, council: str) -> dict[str, str]:
    """Three people who said yes to the council, and their keys."""
    return {name: _person(real_hub, council, name) for name in ("Ann", "Bo", "Cy")}


def _person(hub: OpenHub, council: str, name: str) -> str:
    draft = PersonDraft(name, last_name="Mallory", phones=(PhoneDraft("020 7946 0147"),))
    made = People(hub.tools).save(hub.actor, draft).made
    Consents(hub.tools).record(hub.actor, made, Answer.YES, recipient_id=council)
    return made


def _withdraw(hub: OpenHub, person_id: str) -> None:
    consents = Consents(hub.tools)
    (yes,) = (one for one in consents.of(hub.actor, person_id) if one.stands)
    consents.withdraw(hub.actor, yes.id, Channel.PHONE)


def _make(hub: OpenHub, plan: HandoverPlan, out: Path, password: str | None = None) -> Made:
    out.mkdir(exist_ok=True)
    return make_handover(hub.tools, hub.actor, plan, out, password, hub.tools.clock())


def _tables(path: Path) -> Tables:
    with zipfile.ZipFile(path) as archive:
        return {
            name.removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(archive.read(name).decode(), newline=""))
            )
            for name in archive.namelist()
            if name.endswith(".csv")
        }


def _names(tables: Tables) -> list[str]:
    return sorted(row["first_name"] for row in tables["people"])


def test_only_what_changed_goes_and_the_copy_comes_to_the_whole(
    real_hub: OpenHub, council: str, people: dict[str, str], tmp_path: Path
) -> None:
    plan = replace(PLAN, recipient_id=council)
    first = _tables(_make(real_hub, plan, tmp_path / "1").info.path)
    new = _person(real_hub, council, "Di")
    keeper = People(real_hub.tools)
    draft = replace(keeper.get(real_hub.actor, people["Bo"]).draft, email="bo@example.org")
    keeper.save(real_hub.actor, draft, people["Bo"])
    _withdraw(real_hub, people["Ann"])

    update = replace(plan, only_changes=True)
    seen = preview(real_hub.tools, real_hub.actor, update)
    assert seen.changes == {
        HandoverChange.ADDED: 1,
        HandoverChange.CHANGED: 1,
        HandoverChange.WITHDRAWN: 1,
    }
    made = _make(real_hub, update, tmp_path / "2")
    assert verify_package(made.info.path) == []
    assert made.people == 2
    second = _tables(made.info.path)
    assert _names(second) == ["Bo", "Di"]
    said = {row["key"].replace("-", ""): row["change"] for row in second["changes"]}
    assert said == {people["Ann"]: "withdrawn", people["Bo"]: "changed", new: "added"}

    whole = _tables(_make(real_hub, plan, tmp_path / "3").info.path)
    gone = {row["key"] for row in second["changes"]}
    held = [row for row in first["people"] if row["person_id"] not in gone] + second["people"]
    by_key = {row["person_id"]: row for row in held}
    assert by_key == {row["person_id"]: row for row in whole["people"]}


def test_nothing_changed_is_said_and_makes_nothing(
    real_hub: OpenHub, council: str, people: dict[str, str], tmp_path: Path
) -> None:
    plan = replace(PLAN, recipient_id=council)
    made = _make(real_hub, plan, tmp_path / "1")
    with pytest.raises(DomainError, match=f"Nothing has changed since {made.reference}"):
        _make(real_hub, replace(plan, only_changes=True), tmp_path / "2")
    assert list((tmp_path / "2").iterdir()) == []
    assert len(list(HubFolder(real_hub.store.path.parent).kept.iterdir())) == 1


def test_rows_with_our_reference_can_be_brought_up_to_date_too(
    real_hub: OpenHub, council: str, people: dict[str, str], tmp_path: Path
) -> None:
    chosen = (Choice("reference"), Choice("name", "full"))
    plan = replace(PLAN, recipient_id=council, preset=Preset.PLAN, choices=chosen)
    _make(real_hub, plan, tmp_path / "1")
    _withdraw(real_hub, people["Ann"])
    made = _make(real_hub, replace(plan, only_changes=True), tmp_path / "2")
    tables = _tables(made.info.path)
    assert tables["people"] == []
    assert [row["change"] for row in tables["changes"]] == ["withdrawn"]
    assert verify_package(made.info.path) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({}, "Nothing was handed to them before"),
        ({"preset": Preset.PLAN}, "no reference"),
        ({"drop": ("people.contact_email",)}, "held other details"),
    ],
)
def test_what_cannot_be_brought_up_to_date_says_why(
    change: dict[str, object],
    says: str,
    real_hub: OpenHub,
    council: str,
    people: dict[str, str],
    tmp_path: Path,
) -> None:
    plan = replace(PLAN, recipient_id=council)
    if change:
        _make(real_hub, plan, tmp_path / "1")
    with pytest.raises(DomainError, match=says):
        _make(real_hub, replace(plan, only_changes=True, **change), tmp_path / "2")  # type: ignore[arg-type]


def test_a_handover_past_its_day_is_not_gone_on_from(
    real_hub: OpenHub, clock: Clock, council: str, people: dict[str, str], tmp_path: Path
) -> None:
    plan = replace(PLAN, recipient_id=council)
    _make(real_hub, plan, tmp_path / "1")
    clock.pass_days(91)
    with pytest.raises(DomainError, match="no longer have"):
        _make(real_hub, replace(plan, only_changes=True), tmp_path / "2")


def _record(hub: OpenHub) -> str:
    return SharingLog(hub.tools).ids(hub.actor, SharingFilter())[0]


@pytest.mark.parametrize("as_folder", [False, True])
@pytest.mark.parametrize("password", [None, "three small words"])
def test_a_kept_copy_is_saved_again_byte_for_byte_and_recorded(
    password: str | None,
    as_folder: bool,
    real_hub: OpenHub,
    council: str,
    people: dict[str, str],
    tmp_path: Path,
) -> None:
    plan = replace(PLAN, recipient_id=council, as_folder=as_folder)
    made = _make(real_hub, plan, tmp_path / "1", password)
    again = tmp_path / "again"
    again.mkdir()
    series = HandoverSeries(real_hub.tools)
    series.again(real_hub.actor, made.record_id, again)
    (saved,) = again.iterdir()
    assert verify_package(saved, password) == []
    if not as_folder:
        assert saved.read_bytes() == made.info.path.read_bytes()
    share = SharingLog(real_hub.tools).get(real_hub.actor, _record(real_hub)).share
    assert share.reason == f"{made.reference} saved again"
    with pytest.raises(DomainError, match="file of this name"):
        series.again(real_hub.actor, made.record_id, again)


def test_a_kept_copy_names_nobody_on_the_disk(
    real_hub: OpenHub, council: str, people: dict[str, str], tmp_path: Path
) -> None:
    _make(real_hub, replace(PLAN, recipient_id=council), tmp_path / "1")
    (kept,) = HubFolder(real_hub.store.path.parent).kept.iterdir()
    content = kept.read_bytes()
    assert b"Mallory" not in content
    assert content[:2] != b"PK"
    kept.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(KeptCopyGone):
        HandoverSeries(real_hub.tools).again(real_hub.actor, _record(real_hub), tmp_path)


def test_a_kept_copy_goes_on_its_day_with_its_key_everywhere(
    real_hub: OpenHub, clock: Clock, council: str, people: dict[str, str], tmp_path: Path
) -> None:
    from sqlalchemy import select

    from db.models import Change, Handover

    made = _make(real_hub, replace(PLAN, recipient_id=council), tmp_path / "1")
    series = HandoverSeries(real_hub.tools)
    with real_hub.store.read() as session:
        key = session.scalars(select(Handover.kept_key)).one()
    clock.pass_days(89)
    assert series.take_away_due(real_hub.actor).txn == ""
    clock.pass_days(2)
    series.take_away_due(real_hub.actor)
    assert list(HubFolder(real_hub.store.path.parent).kept.iterdir()) == []
    fate = series.fate(real_hub.actor, made.record_id)
    assert fate is not None
    assert (fate.kept, fate.gone_why) == (False, KeptGone.DUE)
    with real_hub.store.read() as session:
        assert not [value for value in session.scalars(select(Change.value)) if value and key in value]
    with pytest.raises(DomainError, match="No copy"):
        series.again(real_hub.actor, made.record_id, tmp_path)


def test_a_copy_with_somebody_who_refused_since_is_not_saved_again(
    real_hub: OpenHub, council: str, people: dict[str, str], tmp_path: Path
) -> None:
    made = _make(real_hub, replace(PLAN, recipient_id=council), tmp_path / "1")
    _withdraw(real_hub, people["Cy"])
    with pytest.raises(DomainError, match="said no since"):
        HandoverSeries(real_hub.tools).again(real_hub.actor, made.record_id, tmp_path)
