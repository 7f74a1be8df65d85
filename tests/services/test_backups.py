"""Backups made, restored as a new incarnation, and erased people staying erased."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from db.backup import make_backup
from db.erase import erase, erase_people
from db.models import Person, ShiftNote
from db.verify import verify_chain
from desktop.services.backups import Backups, restore_hub
from desktop.services.holds import Holds
from desktop.services.hub_info import HubInfo
from desktop.services.hubs import OpenHub, open_hub
from desktop.services.people import People, PersonDraft, PhoneDraft
from tests.services.conftest import NOW

PASSPHRASE = "seven quiet herons wade"


def anywhere(_folder: Path) -> None:
    """Allow every place: the test's own folder may lie on any disk."""


def test_a_backup_is_made_in_both_places_and_restored_with_everything(hub: OpenHub, tmp_path: Path) -> None:
    people, backups = People(hub.tools), Backups(hub.tools)
    made = people.save(hub.actor, PersonDraft(first_name="Siân", phones=(PhoneDraft("020 7946 0001"),))).made
    stick = tmp_path / "stick"
    stick.mkdir()
    backups.set_second_place(hub.actor, str(stick))
    first, second = backups.make(hub.actor, hub.folder.path)
    assert second.path.parent == stick
    restored = restore_hub(second.path, tmp_path / "again", passphrase=PASSPHRASE, allowed=anywhere)
    assert restored.name == "Saltmarsh Hub"
    opened = open_hub(restored.folder, PASSPHRASE)
    assert People(opened.tools).get(opened.actor, made).draft.first_name == "Siân"
    assert opened.store.copy.device_id == hub.store.copy.device_id
    assert opened.store.copy.incarnation != hub.store.copy.incarnation
    assert HubInfo(opened.tools).check(opened.actor, opened.folder.path).findings == ()
    opened.close()
    state = backups.state(hub.actor, hub.folder.path)
    assert (state.last, state.last_second) == (first.created, second.created)


def test_somebody_erased_since_the_backup_is_erased_again_when_it_is_restored(
    hub: OpenHub, tmp_path: Path
) -> None:
    people, backups = People(hub.tools), Backups(hub.tools)
    made = people.save(hub.actor, PersonDraft(first_name="Ermintrude", last_name="Quayle")).made
    (old, *_) = backups.make(hub.actor, hub.folder.path)
    with hub.store.write(hub.actor.user_id) as work:
        erase(work, Person, [made])
    backups.make(hub.actor, hub.folder.path)
    restored = restore_hub(old.path, tmp_path / "again", passphrase=PASSPHRASE, allowed=anywhere)
    opened = open_hub(restored.folder, PASSPHRASE)
    assert People(opened.tools).find(opened.actor, "ermintrude") == []
    with opened.store.read() as session:
        held = session.get_one(Person, made)
        assert (held.first_name, held.last_name) == ("", "")
        assert verify_chain(session)[1] == []
    opened.close()


def test_an_altered_log_is_named(hub: OpenHub) -> None:
    people, info = People(hub.tools), HubInfo(hub.tools)
    for name in ("A", "B", "C"):
        people.save(hub.actor, PersonDraft(first_name=name))
    assert hub.store.writer is not None
    with hub.store.writer.begin() as connection:
        last = connection.exec_driver_sql("SELECT max(seq) FROM change").scalar()
        connection.exec_driver_sql("DELETE FROM change WHERE seq = ?", (int(str(last)) - 1,))
    (finding,) = info.check(hub.actor, hub.folder.path).findings
    assert "missing" in finding.words


@pytest.mark.parametrize(
    ("column", "value"), [("value", '{"first_name":"Z"}'), ("user_id", "f" * 32), ("entity", "household")]
)
def test_an_edited_entry_is_named(hub: OpenHub, column: str, value: str) -> None:
    People(hub.tools).save(hub.actor, PersonDraft(first_name="A"))
    assert hub.store.writer is not None
    with hub.store.writer.begin() as connection:
        connection.exec_driver_sql(
            f"UPDATE change SET {column} = ? WHERE seq = (SELECT max(seq) FROM change)", (value,)
        )
    findings = HubInfo(hub.tools).check(hub.actor, hub.folder.path).findings
    assert any("altered" in finding.words for finding in findings)


def test_what_was_erased_and_kept_back_since_is_told_and_done_again(hub: OpenHub, tmp_path: Path) -> None:
    people, backups, holds = People(hub.tools), Backups(hub.tools), Holds(hub.tools)
    gone = people.save(hub.actor, PersonDraft(first_name="Ann", last_name="Barker")).made
    kept = people.save(hub.actor, PersonDraft(first_name="Ben", last_name="Carter")).made
    was = people.save(hub.actor, PersonDraft(first_name="Cat", last_name="Draper")).made
    soon = hub.tools.clock().date() + timedelta(days=30)
    holds.put(hub.actor, was, "A claim", soon)
    (old, *_) = backups.make(hub.actor, hub.folder.path)
    with hub.store.write(hub.actor.user_id) as work:
        erase_people(work, [gone])
    holds.put(hub.actor, kept, "Another claim", soon)
    later = replace(hub.tools, clock=lambda: NOW + timedelta(days=1))
    (newer, *_) = Backups(later).make(hub.actor, hub.folder.path)
    make_backup(
        hub.folder.path,
        hub.store.key,
        hub.folder.backups,
        erased_ids=(),
        now=NOW + timedelta(days=2),
    )
    lying_open = newer.path.read_bytes()
    for key in (gone, kept, was):
        assert key.encode() not in lying_open, "a recipient of an old handover knows whose key this is"
    restored = restore_hub(old.path, tmp_path / "again", passphrase=PASSPHRASE, allowed=anywhere)
    assert (restored.erased_known, restored.erased_again, restored.held_again) == (True, 1, 1)
    again = open_hub(tmp_path / "again", PASSPHRASE, clock=lambda: NOW)
    try:
        lines = {one.person_id: one for one in Holds(again.tools).all(again.actor)}
        assert set(lines) == {kept, was}
        assert lines[was].reason == "A claim"
        assert lines[kept].stands
        assert "lost with what came later" in lines[kept].reason
        assert People(again.tools).find(again.actor, "barker") == []
        with again.store.read() as session:
            note = session.query(ShiftNote).one()
            assert "volunteers put on hold since among it" in note.words
            assert verify_chain(session)[1] == []
    finally:
        again.close()
    assert newer.path.exists()
