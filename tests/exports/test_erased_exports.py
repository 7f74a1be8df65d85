"""What is made after an erasure names nobody who was erased: lists, packages and the directory, opened up."""

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from db.enums import LawfulBasis, Nation
from db.models import Organisation
from desktop.exports.handover_fields import Preset
from desktop.exports.make_handover import HandoverPlan, make_handover
from desktop.exports.make_list import ListPlan, make_list
from desktop.services.hubs import NewHub, OpenHub, open_hub
from desktop.services.lists import ListKind, Lists
from tests.blank_hubs import blank_hub
from tests.second import agreed
from tests.services.conftest import NOW, PASSPHRASE
from tests.services.erasing import erase, mark

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
    """A file with everything packed inside it, however deep."""
    if content[:2] != b"PK":
        return content
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


def test_no_export_made_afterwards_names_who_was_erased(hub: OpenHub, tmp_path: Path) -> None:
    marked = mark(hub)
    before = write_all(hub, tmp_path / "before")
    assert [word for word in SAID if word.encode() in before] == list(SAID)
    erase(hub, marked.person_id)
    after = write_all(hub, tmp_path / "after")
    assert not [word for word in SAID if word.encode() in after]
    assert not [word for word in marked.words if word.lower().encode() in after]
