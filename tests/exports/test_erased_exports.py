"""What is made after an erasure names nobody who was erased, opened up.

Lists, whole packages with the rota's calendar and the contacts file, referral forms and the locked file of
referrals, and the directory as Open Referral UK tables.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader

from db.enums import Answer, LawfulBasis, Nation, PersonStatus
from db.enums_referrals import ReferralStatus, SentHow
from db.models import Consent, Organisation, Person, Referral, Service, Task
from desktop.exports.handover_fields import Preset
from desktop.exports.make_directory import DirectoryPlan, make_directory
from desktop.exports.make_handover import HandoverPlan, make_handover
from desktop.exports.make_list import ListPlan, make_list
from desktop.exports.referral_files import open_file, send_file
from desktop.exports.referral_print import render_referrals
from desktop.services.hsds_schema import Profile
from desktop.services.hubs import NewHub, OpenHub, open_hub
from desktop.services.lists import ListKind, Lists
from desktop.services.referral_sending import ReferralSending
from tests.blank_hubs import blank_hub
from tests.second import agreed
from tests.services.conftest import CHEAP, NOW, PASSPHRASE
from tests.services.erasing import FULL_NAME, Marked, erase, mark

SAID = ("zebulonia", "quirkfeather", "900987")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[OpenHub]:
    """A new hub whose clock stands."""
    wanted = NewHub("Saltmarsh Hub", Nation.ENGLAND, "", "", "", "", "Priya")
    blank_hub(tmp_path / "hub", wanted, PASSPHRASE)
    opened = open_hub(tmp_path / "hub", PASSPHRASE, clock=lambda: NOW)
    yield opened
    opened.close()


def opened_up(content: bytes) -> bytes:
    """A file with everything packed inside it, however deep, its folded lines whole and its pages as text."""
    if content[:4] == b"%PDF":
        pages = PdfReader(io.BytesIO(content)).pages
        return content + "\n".join(page.extract_text() for page in pages).encode()
    if content[:2] != b"PK":
        return content + content.replace(b"\r\n ", b"")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(name.encode() + opened_up(archive.read(name)) for name in archive.namelist())


def write_all(hub: OpenHub, out: Path) -> bytes:
    """Every list in every kind of file, and a whole handover with the directory, opened up."""
    out.mkdir()
    for kind in ListKind:
        keys = Lists(hub.tools).all_ids(hub.actor, kind)
        for ending in ("csv", "xlsx", "ods"):
            file = out / f"{kind}.{ending}"
            write = partial(make_list, hub.tools, hub.actor, ListPlan(kind, keys), file, NOW)
            agreed(hub.tools, hub.actor, write)
    with hub.store.read() as session:
        council = session.query(Organisation).first()
        assert council is not None
    plan = HandoverPlan(
        council.id,
        "Winter plan",
        LawfulBasis.VITAL_INTERESTS,
        Preset.FULL_CANONICAL,
        delete_by=NOW.date() + timedelta(days=30),
        with_volunteers=True,
        with_directory=True,
        lead_agreed=True,
    )
    agreed(hub.tools, hub.actor, partial(make_handover, hub.tools, hub.actor, plan, out, None, NOW))
    return b"".join(opened_up(one.read_bytes()) for one in sorted(out.rglob("*")) if one.is_file()).lower()


def told(hub: OpenHub) -> None:
    """Name whoever will be erased in a service, and in a referral of somebody else that may go."""
    said = f"{FULL_NAME} of 07700 900987 said so"
    with hub.store.write(hub.actor.user_id) as work:
        held = work.session.query(Referral).filter(Referral.number == 9).one()
        held.basis, held.basis_reason = LawfulBasis.VITAL_INTERESTS, "A flood"
        held.status, held.sent_how, held.sent_at = ReferralStatus.SENT, SentHow.FILE, NOW
        held.wants = held.already_doing = held.safety_note = said
        held.sent_note = held.to_team = FULL_NAME
        held.fields = ["name", "words", "wants", "doing", "safety"]
        offered = Service(number=1, organisation_id=held.organisation_id, name="Parcels", everywhere=True)
        offered.description = offered.how_to_refer = offered.eligibility = offered.note = said
        offered.interpreters = offered.address = FULL_NAME
        work.add(offered)


def write_partners(hub: OpenHub, out: Path) -> dict[str, bytes]:
    """Forms of referrals, a locked file of them, and the directory in every layout of tables, opened up."""
    out.mkdir()
    with hub.store.read() as session:
        keys = [one.id for one in session.query(Referral).filter(Referral.number == 9)]
    papers = ReferralSending(hub.tools).papers(hub.actor, keys)
    _done, path = send_file(hub.tools, hub.actor, keys, out, "seven quiet herons wade", CHEAP)
    made = {
        "form": opened_up(render_referrals(papers)[0]),
        "file": repr(open_file(path, "seven quiet herons wade")).encode(),
    }
    for profile in Profile:
        folder = out / profile.value
        folder.mkdir()
        plan = DirectoryPlan(profile, with_contacts=True, purpose="Neighbouring hubs")
        written = make_directory(hub.tools, hub.actor, plan, folder, NOW)
        made[profile.value] = opened_up(written.path.read_bytes())
    return {kind: held.lower() for kind, held in made.items()}


def inside(out: Path, name: str) -> bytes:
    """One file of the package in a folder, its folded lines whole; nothing where it has none of it."""
    (package,) = out.glob("*.zip")
    with zipfile.ZipFile(package) as archive:
        return opened_up(archive.read(name)).lower() if name in archive.namelist() else b""


def planned(hub: OpenHub, marked: Marked) -> None:
    """Give whoever will be erased a number that may be rung, and something planned for tomorrow."""
    with hub.store.write(hub.actor.user_id) as work:
        person = work.session.get_one(Person, marked.person_id)
        person.safe_number = person.safe_when = ""  # else there is no card of them to look in
        person.safe_message, person.email = Answer.YES, "zebulonia@quirkfeather.example"
        person.status = PersonStatus.ACTIVE
        consent = work.session.get_one(Consent, marked.keys["consent"])
        consent.answer, consent.withdrawn_at = Answer.YES, None
        task = work.session.get_one(Task, marked.keys["task"])
        task.on_date = task.occurrence = NOW.date() + timedelta(days=1)


def test_what_partners_get_afterwards_names_nobody_erased(hub: OpenHub, tmp_path: Path) -> None:
    marked = mark(hub)
    told(hub)
    for kind, held in write_partners(hub, tmp_path / "before").items():
        assert b"quirkfeather" in held, kind
    erase(hub, marked.person_id)
    for kind, held in write_partners(hub, tmp_path / "after").items():
        assert not [word for word in SAID if word.encode() in held], kind
        assert not [word for word in marked.words if word.lower().encode() in held], kind


def test_no_export_made_afterwards_names_who_was_erased(hub: OpenHub, tmp_path: Path) -> None:
    marked = mark(hub)
    planned(hub, marked)
    before = write_all(hub, tmp_path / "before")
    assert [word for word in SAID if word.encode() in before] == list(SAID)
    assert b"quirkfeather" in inside(tmp_path / "before", "contacts.vcf")
    calendar = inside(tmp_path / "before", "rota.ics")
    assert [word for word in marked.words if word.lower().encode() in calendar]
    erase(hub, marked.person_id)
    after = write_all(hub, tmp_path / "after")
    assert not [word for word in SAID if word.encode() in after]
    assert not [word for word in marked.words if word.lower().encode() in after]
    assert b"vevent" not in inside(tmp_path / "after", "rota.ics")
