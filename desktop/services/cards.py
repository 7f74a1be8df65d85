"""The two printed cards: made, and drilled by typing their words from the paper.

A drill belongs to one card: a new card has not been drilled. The words are proved and forgotten.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from db import keyfile, reader_keys
from db.errors import DamagedStore
from db.keys import unlock_with_recovery
from db.models import Hub
from db.wrapping import RECOVERY, SAFEGUARDING
from desktop.services.base import Actor, Changes, Service, changes, verb

DRILL_DAYS = 180
"""A drill counts so long."""
GRACE_DAYS = 14
"""A new card may lie so long before anybody is reminded to drill it."""
_FINGERPRINT = 16


@dataclass(frozen=True, slots=True)
class CardState:
    """How a card stands.

    Attributes:
        made: the day it was made; None where there is none.
        drilled: the day its words were last proved from paper; None for never.
    """

    made: date | None
    drilled: date | None = None

    def is_due(self, today: date) -> bool:
        """Whether its words should be proved again."""
        if self.made is None:
            return False
        if self.drilled is None:
            return today - self.made >= timedelta(days=GRACE_DAYS)
        return today - self.drilled > timedelta(days=DRILL_DAYS)


@dataclass(frozen=True, slots=True)
class CardStates:
    """How both stand."""

    recovery: CardState
    safeguarding: CardState


@dataclass(frozen=True, slots=True)
class MadeCard:
    """A card just made.

    Attributes:
        words: to be printed once, and then forgotten.
        fingerprint: of its public key, as it stands in the log.
        changes: what was touched.
    """

    words: str
    fingerprint: str
    changes: Changes

    def __repr__(self) -> str:
        """Never the words."""
        return f"MadeCard(fingerprint={self.fingerprint!r})"


class Cards(Service):
    """Verbs on cards."""

    @verb("hub.see")
    def states(self, _actor: Actor, folder: Path) -> CardStates:
        """How the cards stand."""
        with self.store.read() as session:
            return states(folder, session.scalars(select(Hub.settings)).one())

    @verb("card.drill")
    def drill_recovery(self, actor: Actor, folder: Path, words: str) -> Changes:
        """Prove the words of the recovery card, and record that they were.

        Raises:
            WrongPassphrase: a word is wrong, and named; or it is another card.
            DamagedStore: the card's entry is damaged.
        """
        unlock_with_recovery(folder, words)
        return self._drilled(actor, folder, RECOVERY)

    @verb("card.drill")
    def drill_safeguarding(self, actor: Actor, folder: Path, words: str) -> Changes:
        """Prove the words of the safeguarding card, and record that they were; nothing is opened.

        Raises:
            WrongPassphrase: a word is wrong, and named; or it is another card.
            DamagedStore: there is no card, or its entry is damaged.
        """
        reader_keys.open_card(folder, words)
        return self._drilled(actor, folder, SAFEGUARDING)

    @verb("card.safeguarding")
    def make_safeguarding(self, actor: Actor, folder: Path) -> MadeCard:
        """Make a safeguarding card; what is sealed from now on opens with it, and no longer with the last.

        Raises:
            KnownStoreError: the disk does not take it; the old card still stands.
        """
        with self.store.write(actor.user_id) as work:
            words, public = reader_keys.new_card(folder, self.store.key)
            shown = fingerprint(public)
            _note(work.session.scalars(select(Hub)).one(), SAFEGUARDING, {"fingerprint": shown})
            return MadeCard(words, shown, changes(work))

    @verb("key.renew")
    def key_renewed(self, actor: Actor) -> Changes:
        """Record that the hub was given a fresh key, and with it a new recovery card."""
        with self.store.write(actor.user_id) as work:
            hub = work.session.scalars(select(Hub)).one()
            hub.settings = {**hub.settings, "key_renewed": self.now().isoformat(timespec="seconds")}
            return changes(work, hub.id)

    def _drilled(self, actor: Actor, folder: Path, kind: str) -> Changes:
        slot = _slot(folder, kind)
        with self.store.write(actor.user_id) as work:
            hub = work.session.scalars(select(Hub)).one()
            known = hub.settings.get("cards", {}).get(kind, {})
            drilled = {"card": slot.id if slot else "", "on": self.today().isoformat()}
            _note(hub, kind, {**known, "drilled": drilled})
            return changes(work, hub.id)


def states(folder: Path, settings: dict[str, Any]) -> CardStates:
    """How the cards stand.

    Args:
        folder: the hub's folder.
        settings: the hub's own.
    """
    cards = settings.get("cards", {})
    return CardStates(
        *(_state(_slot(folder, kind), cards.get(kind, {})) for kind in (RECOVERY, SAFEGUARDING))
    )


def fingerprint(public: bytes) -> str:
    """A public key in sixteen hex digits, in groups of four."""
    digits = hashlib.sha256(public).hexdigest()[:_FINGERPRINT]
    return " ".join(digits[at : at + 4] for at in range(0, _FINGERPRINT, 4))


def _slot(folder: Path, kind: str) -> keyfile.Slot | None:
    try:
        return next((one for one in keyfile.load(folder).slots if one.kind == kind), None)
    except DamagedStore:
        return None


def _state(slot: keyfile.Slot | None, known: dict[str, Any]) -> CardState:
    if slot is None:
        return CardState(None)
    made = datetime.fromisoformat(slot.made).astimezone().date()
    drilled = known.get("drilled", {})
    return CardState(made, date.fromisoformat(drilled["on"]) if drilled.get("card") == slot.id else None)


def _note(hub: Hub, kind: str, known: dict[str, Any]) -> None:
    hub.settings = {**hub.settings, "cards": {**hub.settings.get("cards", {}), kind: known}}
