"""A handover from a real hub: made and recorded, both or neither; and nobody in it who did not say yes."""

import csv
import io
import json
import shutil
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.enums import Answer, LawfulBasis, Nation, PersonStatus, ShareKind
from db.errors import DiskFull
from db.gazetteer import Gazetteer
from db.gazetteer_unpack import ensure_gazetteer
from db.keys import KdfParams
from db.models import Consent, Household, Person, Phone
from db.queries.sharing import SharingFilter
from db.session import UnitOfWork
from desktop.domain.errors import DomainError, NotAllowed
from desktop.exports import make_handover as subject
from desktop.exports.handover_fields import Preset, choices
from desktop.exports.make_handover import HandoverPlan, Made, make_handover, preview
from desktop.exports.verify import verify_package
from desktop.services.consents import Consents
from desktop.services.demo import DEMO_PASSPHRASE, DemoSize, make_demo
from desktop.services.handovers import Handovers, LeftOut, Overrule
from desktop.services.hubs import NewHub, OpenHub, open_hub
from desktop.services.intake import CallDraft, Intake
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft
from desktop.services.sharing_log import Share, SharingLog
from tests.blank_hubs import blank_hub
from tests.second import agreed

NOW = datetime(2026, 11, 17, 16, 20, 8, tzinfo=UTC)
CHEAP = KdfParams(64, 1, 1)
PASSPHRASE, PASSWORD = "seven quiet herons wade", "correct horse battery"
CONSENT, LAW = LawfulBasis.CONSENT, LawfulBasis.PUBLIC_TASK


def open_ticking(folder: Path, passphrase: str = PASSPHRASE) -> OpenHub:
    """Open a hub whose clock goes on by a second at every look, a few minutes a test."""
    seconds = count()
    return open_hub(folder, passphrase, clock=lambda: NOW + timedelta(seconds=next(seconds)))


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[OpenHub]:
    wanted = NewHub("Saltmarsh Hub", Nation.ENGLAND, "QX4 2LB", "020 7946 0800", user_name="Priya")
    blank_hub(tmp_path / "hub", wanted, PASSPHRASE)
    opened = open_ticking(tmp_path / "hub")
    yield opened
    opened.close()


@pytest.fixture
def council(hub: OpenHub) -> str:
    draft = OrganisationDraft("Riverbank Council", agreement="SA-01", contact_name="Dr J. Amari")
    return Organisations(hub.tools).save(hub.actor, draft).made


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration hub of 400 people, made once."""
    folder = tmp_path_factory.mktemp("demo")
    gazetteer = Gazetteer(ensure_gazetteer(folder / "gazetteer"))
    make_demo(folder / "hub", gazetteer, DemoSize.of(400), now=NOW, params=CHEAP)
    return folder / "hub"


@pytest.fixture
def demo(demo_folder: Path, tmp_path: Path) -> Iterator[OpenHub]:
    """A copy of the demonstration hub."""
    shutil.copytree(demo_folder, tmp_path / "demo")
    opened = open_ticking(tmp_path / "demo", DEMO_PASSPHRASE)
    yield opened
    opened.close()


def person(hub: OpenHub, first: str = "Jean", **more: Any) -> str:
    draft = PersonDraft(first, last_name="Mallory", phones=(PhoneDraft("020 7946 0147"),), **more)
    return People(hub.tools).save(hub.actor, draft).made


def agree(hub: OpenHub, person_id: str, council: str, answer: Answer = Answer.YES) -> str:
    return Consents(hub.tools).record(hub.actor, person_id, answer, recipient_id=council).made


def make(hub: OpenHub, plan: HandoverPlan, out: Path, password: str | None = None) -> Made:
    def run() -> Made:
        return make_handover(hub.tools, hub.actor, plan, out, password, NOW)

    return agreed(hub.tools, hub.actor, run)


def entries(hub: OpenHub) -> list[Share]:
    log = SharingLog(hub.tools)
    return [log.get(hub.actor, key).share for key in log.ids(hub.actor, SharingFilter())]


def table(path: Path, name: str = "people.csv") -> list[dict[str, str]]:
    with zipfile.ZipFile(path) as package:
        return list(csv.DictReader(io.StringIO(package.read(name).decode(), newline="")))


def test_a_package_and_its_entry_say_the_same(hub: OpenHub, council: str, out: Path) -> None:
    agree(hub, person(hub), council)
    for name in ("Ann", "Bea"):
        agree(hub, person(hub, name), council, Answer.NO)
    plan = HandoverPlan(council, "To plan the van.", CONSENT, Preset.WELLBEING_CALLS, note="Ring first")
    made = make(hub, plan, out)
    assert made.info.path == out / "handover-none-saltmarsh-hub-20261117T162008Z.zip"
    assert [path.name for path in out.iterdir()] == [made.info.path.name]
    assert verify_package(made.info.path) == []
    assert [row["first_name"] for row in table(made.info.path)] == ["Jean"]
    (entry,) = entries(hub)
    assert (made.reference, made.people, made.left_out) == ("H-1", 1, {LeftOut.SAID_NO: 2})
    assert entry.file_hash == subject.file_hash(made.info.path)
    assert entry.file_name == made.info.path.name
    assert (entry.kind, entry.recipient_id, entry.basis) == (ShareKind.HANDOVER, council, CONSENT)
    assert (entry.people_count, entry.is_locked, entry.agreement) == (1, False, "Agreement SA-01")
    assert entry.delete_by == hub.tools.clock().date() + timedelta(days=90)
    assert entry.fields[:2] == ("reference", "name:full")
    assert [one.name for one in entry.left_out] == ["Ann Mallory", "Bea Mallory"]
    with zipfile.ZipFile(made.info.path) as package:
        told = json.loads(package.read("sharing-record.json"))
    assert (told["left_out"], told["people"], told["reference"]) == ("fewer than 5", 1, "H-1")


def test_what_changes_or_fails_meanwhile_leaves_neither_file_nor_entry(
    hub: OpenHub, council: str, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    consent = agree(hub, person(hub), council)
    plan = HandoverPlan(council, "Plan", CONSENT)
    whole = subject.write_package

    def full(*_words: object, **_more: object) -> None:
        raise DiskFull

    def withdrawn(*words: Any) -> Any:
        Consents(hub.tools).withdraw(hub.actor, consent, "rang us")
        return whole(*words)

    with monkeypatch.context() as patch:
        patch.setattr(subject, "write_package", full)
        with pytest.raises(DiskFull):
            make(hub, plan, out)
    with monkeypatch.context() as patch:
        patch.setattr(UnitOfWork, "finish", full)
        with pytest.raises(DiskFull):
            make(hub, plan, out)
    with monkeypatch.context() as patch:
        patch.setattr(subject, "write_package", withdrawn)
        with pytest.raises(DomainError, match="once more"):
            make(hub, plan, out)
    assert list(out.iterdir()) == []
    assert entries(hub) == []


def test_a_number_that_goes_to_another_share_meanwhile_is_replaced(
    hub: OpenHub, council: str, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(hub, person(hub), council)
    whole, seen = subject.write_package, []

    def with_another(spec: Any, *words: Any) -> Any:
        if not seen:
            SharingLog(hub.tools).record(hub.actor, Share(ShareKind.EXPORT, "List", ("name",), 1))
        seen.append(spec.reference)
        return whole(spec, *words)

    monkeypatch.setattr(subject, "write_package", with_another)
    made = make(hub, HandoverPlan(council, "Plan", CONSENT), out)
    assert (seen, made.reference) == (["H-1", "H-2"], "H-2")
    assert len(list(out.iterdir())) == 1


def test_plans_that_cannot_go_are_refused_in_plain_words(hub: OpenHub, council: str, out: Path) -> None:
    plan = HandoverPlan(council, "Plan", CONSENT)
    with pytest.raises(DomainError, match="nobody is in scope"):
        make(hub, plan, out)
    jean = person(hub)
    with pytest.raises(DomainError, match="Nobody can go to Riverbank Council: 1 not asked yet"):
        make(hub, plan, out)
    agree(hub, jean, council)
    for bad, words in (
        (replace(plan, purpose=" "), "Say why"),
        (replace(plan, delete_by=date(2026, 11, 16)), "passed"),
        (replace(plan, purpose="Help for jean  MALLORY, at last"), "names Jean Mallory"),
        (replace(plan, note="Ask Jean Mallory."), "names Jean Mallory"),
        (replace(plan, choices=choices(["area", "area"])), "twice"),
    ):
        with pytest.raises(DomainError, match=words):
            make(hub, bad, out)
    for gated in ("health_notes", "name,concerns"):
        with pytest.raises(NotAllowed):
            make(hub, replace(plan, choices=tuple(map(choice, gated.split(",")))), out)
    with pytest.raises(DomainError, match="no folder"):
        make(hub, plan, out / "nowhere")
    make(hub, plan, out)
    with pytest.raises(DomainError, match="this second"):
        make(hub, plan, out)
    assert len(entries(hub)) == 1


def choice(name: str) -> Any:
    from desktop.exports.handover_fields import Choice

    return Choice(name)


def test_the_lead_can_send_health_notes_and_set_a_no_aside(hub: OpenHub, council: str, out: Path) -> None:
    jean = person(hub, good_to_know="Asthma")
    agree(hub, jean, council, Answer.NO)
    plan = HandoverPlan(
        council,
        "To find somebody",
        LawfulBasis.VITAL_INTERESTS,
        choices=(choice("name"), choice("health_notes")),
        lead_agreed=True,
        overrule=Overrule(frozenset({jean}), "Not seen for six days"),
    )
    made = make(hub, plan, out)
    assert [row["health_notes"] for row in table(made.info.path)] == ["Asthma"]
    assert "despite a no" in entries(hub)[0].reason


def test_somebody_with_two_requests_is_one_person_with_two_rows(
    hub: OpenHub, council: str, out: Path
) -> None:
    jean = person(hub)
    for need in ("shopping", "prescription"):
        Intake(hub.tools).save(hub.actor, CallDraft(RequestDraft(jean, need)))
    person(hub, "Ann")
    made = make(hub, HandoverPlan(council, "Plan", LAW), out)
    assert (made.people, made.info.counts) == (2, {"people": 3})
    with zipfile.ZipFile(made.info.path) as package:
        assert (
            "3 rows: who asked for several things has a row for each." in package.read("README.txt").decode()
        )


def test_a_folder_can_be_made_instead_of_a_zip(hub: OpenHub, council: str, out: Path) -> None:
    agree(hub, person(hub), council)
    plan = HandoverPlan(council, "Plan", CONSENT, Preset.FULL_CANONICAL, drop=("people.contact_email",))
    made = make(hub, replace(plan, as_folder=True), out)
    assert made.info.path.is_dir()
    assert verify_package(made.info.path) == []
    assert entries(hub)[0].file_hash == subject.file_hash(made.info.path / "manifest-sha256.txt")
    assert "people.contact_email" not in entries(hub)[0].fields


def test_the_preview_shows_what_the_package_will_hold(demo: OpenHub, out: Path) -> None:
    recipient = Handovers(demo.tools).recipient(demo.actor, "Riverbank Council")
    plan = HandoverPlan(recipient, "", CONSENT)
    shown = preview(demo.tools, demo.actor, plan)
    assert shown.headings == ("Area", "Postcode", "Need", "Age", "Household", "Asked")
    assert len(shown.rows) == 7
    assert shown.groups
    assert "Change to" not in [offer.words for offer in shown.coarser]
    made = make(demo, replace(plan, purpose="Winter plan"), out)
    rows = [tuple(row.values()) for row in table(made.info.path)]
    assert (rows[:7], len(rows)) == (list(shown.rows), shown.total)
    assert (made.people, made.left_out) == (shown.people, shown.left_out)
    gone = shown.people_of(shown.groups[0])
    after = preview(demo.tools, demo.actor, replace(plan, without=gone))
    assert after.people == shown.people - len(gone)
    assert after.left_out[LeftOut.POINTS_TO_ONE] == len(gone)
    named = preview(demo.tools, demo.actor, replace(plan, preset=Preset.DELIVERY))
    assert named.groups == named.coarser == ()
    assert any("stay with us" in note for note in named.notes)
    whole = preview(demo.tools, demo.actor, replace(plan, preset=Preset.FULL_CANONICAL), limit=2)
    assert (len(whole.rows), whole.total, len(whole.row_people)) == (2, whole.people, whole.people)


@pytest.mark.parametrize("preset", list(Preset))
def test_the_demonstrations_package_holds_before_three_judges(
    preset: Preset, demo: OpenHub, out: Path
) -> None:
    recipient = Handovers(demo.tools).recipient(demo.actor, "Riverbank Council")
    made = make(demo, HandoverPlan(recipient, "Winter plan", CONSENT, preset, as_folder=True), out)
    assert verify_package(made.info.path) == []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from csvw import CSVW
        from frictionless import Package

        assert Package(str(made.info.path / "datapackage.json")).validate().valid
        assert CSVW(str(made.info.path / "csv-metadata.json"), validate=True).is_valid


def test_everybody_who_said_yes_is_in_the_demonstrations_handover(demo: OpenHub, out: Path) -> None:
    recipient = Handovers(demo.tools).recipient(demo.actor, "Riverbank Council")
    with demo.store.read() as session:
        said = select(Consent.person_id).where(
            Consent.recipient_id == recipient, Consent.answer == Answer.YES, Consent.withdrawn_at.is_(None)
        )
        yes = set(session.scalars(said))
        standing = select(Person.id).where(
            Person.id.in_(yes), Person.status.in_((PersonStatus.ACTIVE, PersonStatus.MOVED))
        )
        expected = set(session.scalars(standing.where(Person.voided_at.is_(None))))
    made = make(demo, HandoverPlan(recipient, "Plan", CONSENT, Preset.FULL_CANONICAL), out)
    assert {row["person_id"].replace("-", "") for row in table(made.info.path)} == expected
    assert len(expected) > 100


def test_with_a_password_nobody_is_named_in_the_clear(demo: OpenHub, out: Path) -> None:
    from pypdf import PdfReader

    recipient = Handovers(demo.tools).recipient(demo.actor, "Riverbank Council")
    made = make(demo, HandoverPlan(recipient, "Winter plan", LAW, Preset.FULL_CANONICAL), out, PASSWORD)
    assert verify_package(made.info.path, PASSWORD) == []
    assert entries(demo)[0].is_locked
    with zipfile.ZipFile(made.info.path) as package:
        files = {name: package.read(name) for name in package.namelist()}
    assert not [name for name in files if name.endswith(".csv")]
    readable = "\n".join(
        content.decode() for name, content in files.items() if name.endswith((".txt", ".json"))
    )
    cover = PdfReader(io.BytesIO(files["cover.pdf"]))
    readable += "\n".join(page.extract_text() for page in cover.pages)
    everything = readable.encode() + b"".join(files.values()) + made.info.path.read_bytes()
    with demo.store.read() as session:
        everybody = session.execute(select(Person.first_name, Person.last_name))
        names = {f"{first} {last}" for first, last in everybody}
        secrets = names | set(session.scalars(select(Phone.e164)))
        secrets |= set(session.scalars(select(Household.address_line1)))
    assert len(names) > 200
    assert [secret for secret in secrets if secret.encode() in everything] == []


def test_the_same_data_at_the_same_moment_gives_the_same_bytes(demo_folder: Path, tmp_path: Path) -> None:
    made = []
    for number in range(2):
        folder = tmp_path / str(number)
        shutil.copytree(demo_folder, folder / "hub")
        opened = open_ticking(folder / "hub", DEMO_PASSPHRASE)
        recipient = Handovers(opened.tools).recipient(opened.actor, "Riverbank Council")
        plan = HandoverPlan(recipient, "Plan", CONSENT, Preset.FULL_CANONICAL)
        made.append(make(opened, plan, folder).info.path.read_bytes())
        opened.close()
    assert made[0] == made[1]
