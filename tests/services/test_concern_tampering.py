"""Concerns where the clock was set, a key is a fresh one, or somebody with the store wrote into it."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from sqlalchemy import text, update

from db import keys, sealing
from db.base import utc_now
from db.enums_concerns import AboutKind, ConcernState, EntryKind, NextStep
from db.errors import WrongPassphrase
from db.ids import new_id
from db.models import Concern, ConcernEntry, ConcernKey
from db.reader_keys import ensure_reader, new_card
from db.sealing import Place, Sealed, seal
from db.tries import FREE, TooManyTries
from desktop.domain.concerns import About, Account, Decision
from desktop.services.concern_raising import RaiseConcerns
from desktop.services.concern_reading import OPEN_SECONDS, NotOpen, Opened
from desktop.services.concern_sealing import CARD, bytes_of, hub_of, put
from desktop.services.concern_sealing import text as as_text
from desktop.services.concerns import Concerns
from desktop.services.hubs import OpenHub
from tests.services.conftest import CHEAP, PASSPHRASE

SAID = Account(about=About(AboutKind.SOMEONE, name="Doreen Ashworth-Pike"), words="No milk since Monday.")
ANEW = "nine loud magpies sing"


@pytest.fixture
def concerns(hub: OpenHub) -> Concerns:
    """The leads' verbs, opened by the hub's first account."""
    opened = Concerns(hub.tools)
    opened.unlock(hub.actor, hub.folder.path, PASSPHRASE)
    return opened


@pytest.fixture
def sent(hub: OpenHub) -> str:
    """The key of a concern that was sent."""
    return RaiseConcerns(hub.tools).send(hub.actor, hub.folder.path, SAID).made


def slip_in(hub: OpenHub, concern_id: str, seal_it: object, at: datetime | None = None) -> None:
    """Write an entry past the services, as somebody could who has the store and its key."""
    with hub.store.write(hub.actor.user_id) as work:
        concern, key = work.session.get_one(Concern, concern_id), new_id()
        place = Place(hub_of(work.session), Sealed.ENTRY, concern_id, key)
        sealed = seal_it(bytes.fromhex(concern.public), place)  # type: ignore[operator]
        work.add(ConcernEntry(id=key, concern_id=concern_id, at=at or utc_now(), sealed=as_text(sealed)))


def set_anew(hub: OpenHub) -> None:
    """Set the first account's passphrase anew, as the recovery card does: its key pair is a fresh one."""
    folder, who = hub.folder.path, hub.actor
    keys.set_passphrase(
        folder, hub.store.key, user_id=who.user_id, user_name=who.name, passphrase=ANEW, params=CHEAP
    )
    ensure_reader(folder, keys.unlock(folder, ANEW, who.name), ANEW)


def test_a_clock_set_back_hides_no_concern_and_turns_nothing_round(
    hub: OpenHub, concerns: Concerns, sent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.changes.utc_now", lambda: utc_now() - timedelta(days=2))
    assert concerns.read(hub.actor, sent).entries[0].kind is EntryKind.ACCOUNT
    assert [one.id for one in concerns.lines(hub.actor)] == [sent]
    decided = Decision(NextStep.NOTHING_MORE, why="He is her son.")
    concerns.write(hub.actor, sent, EntryKind.DECISION, part=decided)
    monkeypatch.setattr("db.changes.utc_now", lambda: utc_now() - timedelta(days=4))
    assert concerns.close(hub.actor, sent, "He rang.").state is ConcernState.CLOSED
    monkeypatch.undo()
    assert [one.kind for one in concerns.read(hub.actor, sent).entries] == [
        EntryKind.ACCOUNT,
        EntryKind.VIEWED,
        EntryKind.DECISION,
        EntryKind.CLOSED,
        EntryKind.VIEWED,
    ]


def test_an_entry_slipped_in_before_the_account_does_not_hide_it(
    hub: OpenHub, concerns: Concerns, sent: str
) -> None:
    with hub.store.write(hub.actor.user_id) as work:
        work.log.at = datetime(2020, 1, 1, tzinfo=UTC)
        put(work, work.session.get_one(Concern, sent), hub.actor, EntryKind.STEP, "Nothing in it")
    assert [one.id for one in concerns.lines(hub.actor)] == [sent]
    assert concerns.read(hub.actor, sent).account.words == SAID.words


def test_nonsense_that_was_sealed_well_hides_nothing(hub: OpenHub, concerns: Concerns, sent: str) -> None:
    def deep(public: bytes, place: Place) -> bytes:
        body = b'{"by":' + b"[" * 200_000 + b"]" * 200_000 + b"}"
        whole = sealing._LENGTH.pack(len(body)) + body
        reader = X25519PublicKey.from_public_bytes(public)
        return sealing._MAGIC + sealing._SUITE.encrypt(whole, reader, place.bound())

    def wrong(public: bytes, place: Place) -> bytes:
        part = {"step": "watch", "why": 5, "review_on": None}
        body = {"by": "x", "by_id": "y", "kind": "decision", "part": "decision", "body": part}
        return seal(public, place, body)

    for made in (deep, wrong):
        slip_in(hub, sent, made)
    assert [one.state for one in concerns.lines(hub.actor)] == [ConcernState.RAISED]
    assert concerns.read(hub.actor, sent).decision is None


def test_what_was_sealed_to_a_lead_and_does_not_open_is_named(
    hub: OpenHub, concerns: Concerns, sent: str
) -> None:
    assert concerns.shut(hub.actor) == ()
    (line,) = concerns.lines(hub.actor)
    with hub.store.write(hub.actor.user_id) as work:
        work.session.execute(text("UPDATE concern_entry SET sealed = 'nonsense'"))
    again = Concerns(hub.tools)
    again.unlock(hub.actor, hub.folder.path, PASSPHRASE)
    assert (again.lines(hub.actor), again.shut(hub.actor)) == ([], (line.reference,))


def test_a_passphrase_set_anew_says_what_is_shut_and_the_card_lets_in_again(hub: OpenHub, sent: str) -> None:
    RaiseConcerns(hub.tools).add(hub.actor, sent, "She rang.")
    words, _public = new_card(hub.folder.path, hub.store.key)
    second = RaiseConcerns(hub.tools).send(hub.actor, hub.folder.path, SAID).made
    set_anew(hub)
    concerns, folder = Concerns(hub.tools), hub.folder.path
    concerns.unlock(hub.actor, folder, ANEW)
    assert concerns.lines(hub.actor) == []
    assert len(concerns.shut(hub.actor)) == 2
    concerns.unlock_with_card(hub.actor, folder, words)
    assert concerns.not_let_in(hub.actor, folder) == [(hub.actor.user_id, hub.actor.name)]
    assert concerns.let_in(hub.actor, folder, hub.actor.user_id) == 1
    concerns.unlock(hub.actor, folder, ANEW)
    assert [one.id for one in concerns.lines(hub.actor)] == [second]
    assert concerns.not_let_in(hub.actor, folder) == []
    assert len(concerns.shut(hub.actor)) == 1


def test_a_card_made_later_is_let_into_what_was_sent_before(
    hub: OpenHub, concerns: Concerns, sent: str
) -> None:
    words, _public = new_card(hub.folder.path, hub.store.key)
    assert concerns.not_let_in(hub.actor, hub.folder.path) == [(CARD, "The safeguarding card")]
    assert concerns.let_in(hub.actor, hub.folder.path, CARD) == 1
    assert concerns.not_let_in(hub.actor, hub.folder.path) == []
    concerns.unlock_with_card(hub.actor, hub.folder.path, words)
    whole = concerns.read(hub.actor, sent)
    assert (whole.card, whole.entries[-1].words) == (True, "With the safeguarding card.")


def test_a_draft_sealed_to_a_key_that_is_gone_says_what_to_do(hub: OpenHub) -> None:
    raising = RaiseConcerns(hub.tools)
    draft = raising.keep_draft(hub.actor, hub.folder.path, SAID)
    set_anew(hub)
    with pytest.raises(sealing.CannotOpen) as told:
        raising.read_draft(hub.actor, hub.folder.path, draft, ANEW)
    assert told.value.remedy == "Write it again, then drop this draft."


def test_who_is_let_in_already_does_not_hang_on_the_clock(
    hub: OpenHub, concerns: Concerns, sent: str
) -> None:
    words, _public = new_card(hub.folder.path, hub.store.key)
    later = RaiseConcerns(hub.tools).send(hub.actor, hub.folder.path, SAID).made
    old = utc_now() + timedelta(days=400)
    with hub.store.write(hub.actor.user_id) as work:
        work.session.execute(update(ConcernKey).values(at=old))
    set_anew(hub)
    concerns.unlock_with_card(hub.actor, hub.folder.path, words)
    assert concerns.let_in(hub.actor, hub.folder.path, hub.actor.user_id) == 1
    assert concerns.not_let_in(hub.actor, hub.folder.path) == []
    concerns.unlock(hub.actor, hub.folder.path, ANEW)
    assert [one.id for one in concerns.lines(hub.actor)] == [later]


def test_guesses_at_concerns_count_with_those_at_the_lock_screen(hub: OpenHub) -> None:
    concerns, raising, folder = Concerns(hub.tools), RaiseConcerns(hub.tools), hub.folder.path
    draft = raising.keep_draft(hub.actor, folder, SAID)
    for number in range(FREE):
        with pytest.raises(WrongPassphrase):
            if number % 2:
                concerns.unlock(hub.actor, folder, "seven quiet herons fly")
            else:
                raising.read_draft(hub.actor, folder, draft, "seven quiet herons fly")
    with pytest.raises(TooManyTries):
        concerns.unlock(hub.actor, folder, PASSPHRASE)
    with pytest.raises(TooManyTries):
        raising.read_draft(hub.actor, folder, draft, PASSPHRASE)


def test_a_shut_lid_hides_concerns_too(hub: OpenHub, concerns: Concerns) -> None:
    held, now = concerns._opened[hub.actor.user_id], [0.0]
    concerns._opened[hub.actor.user_id] = Opened(
        held.reader, held.pair, held.hub_id, lambda: 0.0, lambda: now[0]
    )
    now[0] = OPEN_SECONDS - 1
    assert concerns.lines(hub.actor) == []
    now[0] += OPEN_SECONDS
    assert concerns.seconds_left(hub.actor) == 0
    with pytest.raises(NotOpen):
        concerns.lines(hub.actor)


def test_an_entry_moved_to_another_concern_opens_nowhere(hub: OpenHub, concerns: Concerns, sent: str) -> None:
    other = RaiseConcerns(hub.tools).send(hub.actor, hub.folder.path, SAID).made
    with hub.store.write(hub.actor.user_id) as work:
        taken = work.session.query(ConcernEntry).filter_by(concern_id=sent).one()
        copied = bytes_of(taken.sealed)
    slip_in(hub, other, lambda _public, _place: copied)
    assert len(concerns.read(hub.actor, other).entries) == 2
