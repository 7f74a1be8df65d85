"""Concerns: anybody raises one, only the leads it is sealed to open it, and nothing else tells of it."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import text

from db import keyfile
from db.enums import Role
from db.enums_concerns import (
    AboutKind,
    ConcernState,
    Danger,
    EntryKind,
    NextStep,
    Progress,
)
from db.errors import KnownStoreError, WrongPassphrase
from db.reader_keys import new_card
from db.wrapping import READER
from desktop.domain.concerns import (
    NO_ONE_YET,
    About,
    Alleged,
    Decision,
    Details,
    Referral,
)
from desktop.domain.errors import DomainError, NotAllowed, NotFound
from desktop.services.audit import Audit, AuditAsked
from desktop.services.base import Actor
from desktop.services.concern_raising import RaiseConcerns
from desktop.services.concern_reading import OPEN_SECONDS, NotOpen, Opened
from desktop.services.concerns import Concerns
from desktop.services.history import History
from desktop.services.hubs import OpenHub, open_hub
from desktop.services.today import TodayDesk
from desktop.services.today_items import TodayItem
from tests.services.conftest import PASSPHRASE
from tests.services.leads import DOREEN, FRIDGE, WHY, Account_, a_volunteer, account, concerns, raising

__all__ = ["account", "concerns", "raising"]


def test_a_concern_goes_to_the_lead_and_its_author_reads_it_no_more(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns, account: Account_
) -> None:
    leanne = account("Leanne", Role.CALL_HANDLER)
    assert raising.whom(leanne, hub.folder.path, FRIDGE).names == ("Priya",)
    sent = raising.send(leanne, hub.folder.path, FRIDGE)
    assert (sent.txn, sent.message[:15]) == ("", "Sent to Priya. ")
    (own,) = raising.own(leanne)
    assert (own.id, own.progress) == (sent.made, Progress.SENT)
    assert own.reference in sent.message
    (line,) = concerns.lines(hub.actor)
    assert (line.name, line.raised_by, line.state) == (DOREEN.name, "Leanne", ConcernState.RAISED)
    assert line.is_unread
    whole = concerns.read(hub.actor, sent.made)
    assert whole.account == replace(FRIDGE, told=NO_ONE_YET)
    assert whole.readers == ("Priya",)
    assert [one.kind for one in whole.entries] == [EntryKind.ACCOUNT, EntryKind.VIEWED]
    assert raising.own(leanne)[0].progress is Progress.READ
    assert raising.own(hub.actor) == []


def test_nobody_else_reaches_a_concern(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns, account: Account_
) -> None:
    leanne = account("Leanne", Role.CALL_HANDLER)
    made = raising.send(leanne, hub.folder.path, FRIDGE).made
    other = account("Beth", Role.COORDINATOR, Role.ADMINISTRATOR, Role.VOLUNTEER_MANAGER)
    for verb in (concerns.lines, concerns.seconds_left, concerns.hide, concerns.duty):
        with pytest.raises(NotAllowed):
            verb(other)
    with pytest.raises(NotAllowed):
        concerns.read(leanne, made)
    with pytest.raises(NotFound):
        raising.add(other, made, "I saw it too")
    made_lead = replace(other, roles=other.roles | {Role.LEAD})
    with pytest.raises(NotOpen):
        concerns.lines(made_lead)
    concerns.unlock(made_lead, hub.folder.path, "Beth keeps quiet bees")
    assert concerns.lines(made_lead) == []
    with pytest.raises(NotFound):
        concerns.read(made_lead, made)


def test_a_lead_opens_concerns_by_their_own_passphrase_again(hub: OpenHub, raising: RaiseConcerns) -> None:
    made = raising.send(hub.actor, hub.folder.path, FRIDGE).made
    closed = Concerns(hub.tools)
    with pytest.raises(NotOpen):
        closed.read(hub.actor, made)
    with pytest.raises(WrongPassphrase, match="does not open concerns"):
        closed.unlock(hub.actor, hub.folder.path, "seven quiet herons fly")
    assert closed.seconds_left(hub.actor) == 0
    closed.unlock(hub.actor, hub.folder.path, PASSPHRASE)
    assert 0 < closed.seconds_left(hub.actor) <= OPEN_SECONDS
    closed.read(hub.actor, made)
    closed.hide(hub.actor)
    with pytest.raises(NotOpen):
        closed.read(hub.actor, made)


def test_concerns_hide_five_minutes_after_the_last_use(hub: OpenHub, concerns: Concerns) -> None:
    held = concerns._opened[hub.actor.user_id]
    now = [0.0]
    opened = concerns._opened[hub.actor.user_id] = Opened(held.reader, held.pair, held.hub_id, lambda: now[0])
    now[0] = OPEN_SECONDS - 1
    concerns.lines(hub.actor)
    assert opened.seconds_left() == OPEN_SECONDS
    now[0] += OPEN_SECONDS
    with pytest.raises(NotOpen):
        concerns.lines(hub.actor)
    assert hub.actor.user_id not in concerns._opened
    now[0] = 0.0
    with pytest.raises(NotOpen):
        concerns.lines(hub.actor)


def test_nobody_is_told_of_a_concern_about_themselves(
    hub: OpenHub, raising: RaiseConcerns, account: Account_
) -> None:
    helen = account("Helen Strickland", Role.LEAD)
    said = replace(FRIDGE, kept_from=(hub.actor.user_id,))
    assert raising.whom(helen, hub.folder.path, said).names == ("Helen Strickland",)
    volunteer = a_volunteer(hub, "Helen", "Strickland")
    about = replace(FRIDGE, about=About(AboutKind.VOLUNTEER, volunteer, "the driver"))
    found = raising.whom(hub.actor, hub.folder.path, about)
    assert (found.names, found.kept_from) == (("Priya",), ("Helen Strickland",))
    alleged = replace(FRIDGE, alleged=Alleged(name="helen  STRICKLAND"))
    made = raising.send(hub.actor, hub.folder.path, alleged).made
    concerns = Concerns(hub.tools)
    concerns.unlock(helen, hub.folder.path, "Helen Strickland keeps quiet bees")
    assert concerns.lines(helen) == []
    concerns.unlock(hub.actor, hub.folder.path, PASSPHRASE)
    assert concerns.let_in(hub.actor, hub.folder.path, helen.user_id) == 0
    assert concerns.lines(helen) == []
    with pytest.raises(NotFound):
        concerns.read(helen, made)


def test_a_concern_about_the_only_lead_goes_to_the_card(hub: OpenHub, raising: RaiseConcerns) -> None:
    said = replace(FRIDGE, kept_from=(hub.actor.user_id,))
    with pytest.raises(DomainError, match="Nobody could open it"):
        raising.send(hub.actor, hub.folder.path, said)
    words, _public = new_card(hub.folder.path, hub.store.key)
    found = raising.whom(hub.actor, hub.folder.path, said)
    assert (found.names, found.card, found.phones) == ((), True, (("Helen Strickland", "020 7946 0801"),))
    made = raising.send(hub.actor, hub.folder.path, said)
    assert "the safeguarding card" in made.message
    assert made.message.endswith("Ring whoever keeps the card: nobody here is told.")
    concerns = Concerns(hub.tools)
    concerns.unlock(hub.actor, hub.folder.path, PASSPHRASE)
    assert concerns.lines(hub.actor) == []
    trustee = Actor(hub.actor.user_id, "Trustee", frozenset({Role.LEAD}))
    concerns.unlock_with_card(trustee, hub.folder.path, words)
    assert [one.id for one in concerns.lines(trustee)] == [made.made]


def test_the_way_of_a_concern_to_its_end(hub: OpenHub, raising: RaiseConcerns, concerns: Concerns) -> None:
    made = raising.send(hub.actor, hub.folder.path, FRIDGE).made
    with pytest.raises(DomainError, match="decision first"):
        concerns.close(hub.actor, made, "done")
    with pytest.raises(DomainError, match="Write why"):
        concerns.write(hub.actor, made, EntryKind.DECISION, part=Decision(NextStep.REFER))
    concerns.write(hub.actor, made, EntryKind.DETAILS, part=Details(danger=Danger.YES))
    assert concerns.lines(hub.actor)[0].danger is Danger.YES
    concerns.write(hub.actor, made, EntryKind.DECISION, part=WHY)
    assert concerns.lines(hub.actor)[0].decide_by is None
    referral = Referral("Northfold County Council", "by phone", "duty worker")
    whole = concerns.write(hub.actor, made, EntryKind.REFERRAL, part=referral)
    assert whole.state is ConcernState.REFERRED
    concerns.write(hub.actor, made, EntryKind.ACKNOWLEDGED, "ASC-1181")
    with pytest.raises(DomainError, match="Write what"):
        concerns.write(hub.actor, made, EntryKind.STEP, " ")
    with pytest.raises(ValueError, match="own"):
        concerns.write(hub.actor, made, EntryKind.VIEWED, "x")
    closed = concerns.close(hub.actor, made, "The council has it.")
    assert closed.state is ConcernState.CLOSED
    assert (concerns.lines(hub.actor), len(concerns.lines(hub.actor, closed=True))) == ([], 1)
    assert raising.own(hub.actor)[0].progress is Progress.DEALT_WITH
    assert concerns.reopen(hub.actor, made, "Rang again").state is ConcernState.UNDER_REVIEW
    assert closed.account.words == FRIDGE.words


def test_watching_says_when_to_look_again(hub: OpenHub, raising: RaiseConcerns, concerns: Concerns) -> None:
    made = raising.send(hub.actor, hub.folder.path, FRIDGE).made
    watch = Decision(NextStep.WATCH, why="quiet now", review_on=date(2026, 11, 26))
    assert concerns.write(hub.actor, made, EntryKind.DECISION, part=watch).state is ConcernState.MONITORING
    assert concerns.lines(hub.actor)[0].review_on == date(2026, 11, 26)


def test_its_author_adds_and_the_lead_is_told_again(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns, account: Account_
) -> None:
    leanne = account("Leanne", Role.READ_ONLY)
    made = raising.send(leanne, hub.folder.path, FRIDGE).made
    concerns.read(hub.actor, made)
    with pytest.raises(DomainError, match="want to add"):
        raising.add(leanne, made, " ")
    raising.add(leanne, made, "She rang: no money left.")
    assert concerns.lines(hub.actor)[0].is_unread
    last = concerns.read(hub.actor, made).entries[-2]
    assert (last.kind, last.by, last.words) == (EntryKind.ADDITION, "Leanne", "She rang: no money left.")


def test_a_lead_lets_another_lead_in(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns, account: Account_
) -> None:
    made = raising.send(hub.actor, hub.folder.path, FRIDGE).made
    yusuf = account("Yusuf", Role.LEAD)
    concerns.unlock(yusuf, hub.folder.path, "Yusuf keeps quiet bees")
    assert concerns.lines(yusuf) == []
    assert concerns.not_let_in(hub.actor, hub.folder.path) == [(yusuf.user_id, "Yusuf")]
    assert concerns.let_in(hub.actor, hub.folder.path, yusuf.user_id) == 1
    assert concerns.not_let_in(hub.actor, hub.folder.path) == []
    assert [one.id for one in concerns.lines(yusuf)] == [made]
    assert EntryKind.LET_IN in [one.kind for one in concerns.read(yusuf, made).entries]
    leanne = account("Leanne", Role.CALL_HANDLER)
    with pytest.raises(DomainError, match="must be a safeguarding lead"):
        concerns.let_in(hub.actor, hub.folder.path, leanne.user_id)


def test_a_lead_who_has_not_opened_the_hub_is_named(
    hub: OpenHub, raising: RaiseConcerns, account: Account_
) -> None:
    yusuf = account("Yusuf", Role.LEAD, has_key=False)
    envelope = keyfile.load(hub.folder.path)
    without = (one for one in envelope.slots if (one.kind, one.user_id) != (READER, yusuf.user_id))
    keyfile.save(hub.folder.path, replace(envelope, slots=tuple(without)))
    assert raising.whom(hub.actor, hub.folder.path, FRIDGE).without == ("Yusuf",)


def test_a_draft_is_its_authors_alone(hub: OpenHub, raising: RaiseConcerns, account: Account_) -> None:
    leanne, path = account("Leanne", Role.CALL_HANDLER), hub.folder.path
    draft = raising.keep_draft(leanne, path, FRIDGE)
    assert raising.keep_draft(leanne, path, replace(FRIDGE, where="at home"), draft) == draft
    assert [one.id for one in raising.drafts(leanne)] == [draft]
    assert raising.drafts(hub.actor) == []
    with pytest.raises(WrongPassphrase):
        raising.read_draft(leanne, path, draft, PASSPHRASE)
    with pytest.raises(NotFound):
        raising.read_draft(hub.actor, path, draft, PASSPHRASE)
    read = raising.read_draft(leanne, path, draft, "Leanne keeps quiet bees")
    assert (read.words, read.where) == (FRIDGE.words, "at home")
    raising.drop_draft(hub.actor, draft)
    raising.send(leanne, path, read, draft)
    assert raising.drafts(leanne) == []
    without = Actor("f" * 32, "New", frozenset({Role.READ_ONLY}))
    assert raising.keep_draft(without, path, FRIDGE) == ""


def test_neither_audit_history_nor_undo_tells_who_raised_it(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns, account: Account_
) -> None:
    leanne = account("Leanne", Role.CALL_HANDLER)
    made = raising.send(leanne, hub.folder.path, FRIDGE).made
    concerns.read(hub.actor, made)
    audit, history = Audit(hub.tools), History(hub.tools)
    assert audit.ids(hub.actor, AuditAsked(user_id=leanne.user_id)) == []
    for who in (hub.actor, leanne):
        assert history.of(who, made) == []
        assert made not in str(history.last(who, 99))
    with hub.store.read() as session:
        of_row = text("SELECT txn FROM change WHERE row_id = :id LIMIT 1")
        txn = str(session.execute(of_row, {"id": made}).scalar_one())
    with pytest.raises(NotFound):
        history.undo(hub.actor, txn)
    sealed = audit.rows(hub.actor, audit.ids(hub.actor, AuditAsked()))
    assert all(one.who != "Leanne" and "Doreen" not in str(one) for one in sealed)


def test_a_damaged_entry_hides_nothing_else(hub: OpenHub, raising: RaiseConcerns, concerns: Concerns) -> None:
    first = raising.send(hub.actor, hub.folder.path, FRIDGE).made
    second = raising.send(hub.actor, hub.folder.path, FRIDGE).made
    concerns.write(hub.actor, second, EntryKind.STEP, "Rang Doreen")
    with hub.store.write(hub.actor.user_id) as work:
        work.session.execute(
            text("UPDATE concern_entry SET sealed = 'nonsense' WHERE concern_id = :id"), {"id": first}
        )
    fresh = Concerns(hub.tools)
    fresh.unlock(hub.actor, hub.folder.path, PASSPHRASE)
    assert [one.id for one in fresh.lines(hub.actor)] == [second]
    with pytest.raises(KnownStoreError):
        fresh.read(hub.actor, first)


def test_a_concern_outlives_closing_the_hub(hub: OpenHub, raising: RaiseConcerns, tmp_path: Path) -> None:
    made = raising.send(hub.actor, hub.folder.path, FRIDGE).made
    hub.close()
    again = open_hub(hub.folder.path, PASSPHRASE)
    try:
        concerns = Concerns(again.tools)
        concerns.unlock(again.actor, again.folder.path, PASSPHRASE)
        assert concerns.read(again.actor, made).account.words == FRIDGE.words
    finally:
        again.close()


def test_references_do_not_tell_how_many_there_are(hub: OpenHub, raising: RaiseConcerns) -> None:
    for _each in range(4):
        raising.send(hub.actor, hub.folder.path, FRIDGE)
    numbers = [int(one.reference[2:]) for one in raising.own(hub.actor)]
    assert len(set(numbers)) == 4
    assert all(1000 <= number <= 9999 for number in numbers)
    assert {later - earlier for earlier, later in pairwise(numbers)} != {-1}


def test_today_tells_the_lead_that_something_waits_and_nothing_more(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns, account: Account_
) -> None:
    leanne, desk = account("Leanne", Role.CALL_HANDLER), TodayDesk(hub.tools)

    def waiting(who: Actor) -> list[TodayItem]:
        return [one for one in desk.day(who).items if one.place == "concerns"]

    made = raising.send(leanne, hub.folder.path, FRIDGE).made
    raising.send(leanne, hub.folder.path, FRIDGE)
    (item,) = waiting(hub.actor)
    assert "Doreen" not in str(item)
    assert "2" not in str(item.sentence)
    assert waiting(leanne) == []
    for one in concerns.lines(hub.actor):
        concerns.read(hub.actor, one.id)
    assert waiting(hub.actor) == []
    raising.add(leanne, made, "She rang")
    assert len(waiting(hub.actor)) == 1
