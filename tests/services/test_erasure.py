"""Erasure leaves nothing: in no file, in no copy, in no backup put back; and never at one person's word."""

import zipfile
from pathlib import Path

import pytest

from db.base import Base
from db.enums import VolunteerStatus
from db.models import Change, ConcernHold, RetentionHold, ShiftNote, Volunteer
from db.queries.erasure import OWNED, POINTING
from db.verify import verify_chain
from desktop.domain.errors import DomainError, NotFound
from desktop.services.approvals import Approvals
from desktop.services.backups import Backups, restore_hub
from desktop.services.erasure import ACT, ON_HOLD, Erasures
from desktop.services.history import History
from desktop.services.hubs import OpenHub, open_hub
from desktop.services.people import People, PersonDraft, PhoneDraft
from tests.services.conftest import NOW, PASSPHRASE
from tests.services.erasing import erase, found_in, found_in_backups, mark


def test_every_column_that_points_at_somebody_is_known_here() -> None:
    owners = {"person", "request", "referral", "volunteer", "task", "call_plan", "contact_attempt"}
    owners |= {"phone_line", "out_now"}
    pointing = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.c
        for key in column.foreign_keys
        if key.column.table.name in owners
    }
    owned = {f"{table}.{name}" for table, by in OWNED.items() for _owner, name in by}
    assert pointing == owned | POINTING


def test_no_word_of_an_erased_person_is_left_in_any_file(hub: OpenHub, tmp_path: Path) -> None:
    marked = mark(hub)
    before = found_in(hub.folder.path, hub.store.key, marked.words)
    seen = {one.split(": ")[1] for one in before}
    assert len(set(marked.words) - seen) <= 2, "a word may lie across two pages, and is seen on neither"
    erase(hub, marked.person_id)
    assert found_in(hub.folder.path, hub.store.key, marked.words) == []
    with hub.store.read() as session:
        assert verify_chain(session)[1] == []
        assert session.query(ShiftNote).one().words == "Ring [erased] on [erased] about a tin."
        text = " ".join(str(one.value) for one in session.query(Change))
        assert not [word for word in marked.words if word in text]
    assert People(hub.tools).find(hub.actor, "zebulonia") == []
    assert found_in_backups(hub, marked.words, tmp_path / "inside") == []


def test_a_backup_of_before_that_is_put_back_is_erased_again(hub: OpenHub, tmp_path: Path) -> None:
    marked = mark(hub)
    (old, *_) = Backups(hub.tools).make(hub.actor, hub.folder.path)
    done = erase(hub, marked.person_id)
    assert done.backed_up
    for file in hub.folder.backups.glob("*.hubbackup"):
        with zipfile.ZipFile(file) as archive:
            tombstones = archive.read("erased.json").decode()
        assert not [word for word in marked.words if word in tombstones]
    again = tmp_path / "again"
    restore_hub(old.path, again, passphrase=PASSPHRASE, allowed=lambda _place: None)
    opened = open_hub(again, PASSPHRASE)
    try:
        with opened.store.read() as session:
            assert verify_chain(session)[1] == []
    finally:
        opened.close()
    assert found_in(again, hub.store.key, marked.words) == []


def test_nobody_undoes_an_erasure(hub: OpenHub) -> None:
    marked = mark(hub)
    done = erase(hub, marked.person_id).changes
    history = History(hub.tools)
    assert done.txn not in history.last(hub.actor, 20)
    with pytest.raises(DomainError, match="for good"):
        history.undo(hub.actor, done.txn)
    assert found_in(hub.folder.path, hub.store.key, marked.words) == []


def test_nobody_erases_alone(hub: OpenHub) -> None:
    made = People(hub.tools).save(hub.actor, PersonDraft(first_name="Ermintrude", last_name="Quayle")).made
    service, approvals = Erasures(hub.tools), Approvals(hub.tools)
    shown = service.preview(hub.actor, made)
    asked = approvals.ask(hub.actor, ACT, shown.subject, shown.words)
    assert asked.by_sheet
    with pytest.raises(DomainError, match="second person"):
        service.erase(hub.actor, hub.folder.path, made, asked.id, "asked")
    with pytest.raises(DomainError, match="own account"):
        approvals.agree(hub.actor, hub.folder.path, asked.id, "Priya", PASSPHRASE)
    with pytest.raises(DomainError, match="reference"):
        approvals.signed(hub.actor, asked.id, "A-9", "Rev Jo Marsh, vicar", NOW.date())
    approvals.signed(hub.actor, asked.id, asked.reference, "Rev Jo Marsh, vicar", NOW.date())
    assert service.erase(hub.actor, hub.folder.path, made, asked.id, "asked").number == 1
    with pytest.raises(NotFound):
        service.preview(hub.actor, made)


def test_what_was_agreed_to_is_what_is_erased(hub: OpenHub) -> None:
    people, service, approvals = People(hub.tools), Erasures(hub.tools), Approvals(hub.tools)
    first = people.save(hub.actor, PersonDraft(first_name="Ann", last_name="Barker")).made
    second = people.save(hub.actor, PersonDraft(first_name="Ben", last_name="Carter")).made
    shown = service.preview(hub.actor, first)
    asked = approvals.ask(hub.actor, ACT, shown.subject, shown.words)
    approvals.signed(hub.actor, asked.id, asked.reference, "Jo Marsh, vicar", NOW.date())
    with pytest.raises(DomainError, match="changed since"):
        service.erase(hub.actor, hub.folder.path, second, asked.id, "asked")
    service.erase(hub.actor, hub.folder.path, first, asked.id, "asked")
    with pytest.raises(DomainError, match="used"):
        service.erase(hub.actor, hub.folder.path, second, asked.id, "asked")


@pytest.mark.parametrize("how", ["concern", "hold", "by hand"])
def test_every_hold_stops_it_in_the_same_words(hub: OpenHub, how: str) -> None:
    marked = mark(hub)
    volunteer = marked.keys["volunteer"]
    with hub.store.write(hub.actor.user_id) as work:
        if how == "concern":
            work.add(ConcernHold(volunteer_id=volunteer))
        elif how == "hold":
            by = hub.actor.user_id
            work.add(
                RetentionHold(person_id=marked.person_id, reason="claim", placed_by_id=by, placed_at=NOW)
            )
        else:
            work.session.get_one(Volunteer, volunteer).status = VolunteerStatus.ON_HOLD
    assert Erasures(hub.tools).preview(hub.actor, marked.person_id).stops == ON_HOLD
    with pytest.raises(DomainError, match="kept for now"):
        erase(hub, marked.person_id)


def test_what_somebody_else_is_known_by_stays_in_texts_and_the_preview_says_so(hub: OpenHub) -> None:
    people, service = People(hub.tools), Erasures(hub.tools)
    twin = PersonDraft(first_name="Ann", last_name="Barker", phones=(PhoneDraft("020 7946 0147"),))
    first, second = people.save(hub.actor, twin).made, people.save(hub.actor, twin).made
    with hub.store.write(hub.actor.user_id) as work:
        work.add(ShiftNote(by_id=hub.actor.user_id, words="Ring Ann Barker on 020 7946 0147."))
    shown = service.preview(hub.actor, first)
    assert [one for one in shown.shared if "Barker" in one] == ["Ann Barker"]
    assert len([one for one in shown.shared if one.replace(" ", "").endswith("79460147")]) == 1
    assert shown.mentions == 0
    erase(hub, first)
    with hub.store.read() as session:
        assert session.query(ShiftNote).one().words == "Ring Ann Barker on 020 7946 0147."
    assert service.preview(hub.actor, second).shared == ()
    erase(hub, second)
    with hub.store.read() as session:
        assert session.query(ShiftNote).one().words == "Ring [erased] on [erased]."
