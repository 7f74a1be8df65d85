"""Giving a hub a fresh data key, with nobody at it: closed, moved to the key, and opened again."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db.errors import KnownStoreError
from db.lock import HubLock
from db.rekey import left_out, rekey
from desktop.services.backups import Backups
from desktop.services.base import Actor, Service, no_places, system_clock, verb
from desktop.services.cards import Cards
from desktop.services.hubs import FindPlaces, OpenHub, open_hub
from desktop.services.unlocking import unlock


@dataclass(frozen=True, slots=True)
class Renewed:
    """A hub open again.

    Attributes:
        hub: under the fresh key, or under the key until now where that could not be done.
        words: of the new recovery card, to print once and then forget; empty where the key is as it was.
        problem: why it could not be done; None where it was.
    """

    hub: OpenHub
    words: str
    problem: KnownStoreError | None = None

    def __repr__(self) -> str:
        """Never the words."""
        return f"Renewed(done={bool(self.words)})"


class FreshKey(Service):
    """Verbs before the hub is closed for it."""

    @verb("key.renew")
    def left_out(self, actor: Actor, folder: Path) -> list[str]:
        """Names of those who have to open the hub once with their own passphrase before it can be done."""
        return left_out(folder, actor.user_id)

    @verb("key.renew")
    def ask(self, actor: Actor, folder: Path, passphrase: str) -> str:
        """Prove that it is they who ask, and that nobody would be left outside.

        Returns:
            The passphrase, for `renew`.

        Raises:
            WrongPassphrase: it is not theirs.
            KnownStoreError: somebody would be; they are named.
        """
        unlock(folder, passphrase, actor.name)
        missing = self.left_out(actor, folder)
        if missing:
            raise KnownStoreError(
                f"{' and '.join(missing)} could not open the hub afterwards.",
                "Let them open the hub once with their own passphrase, or remove their account first.",
            )
        return passphrase


def renew(
    hub: OpenHub,
    passphrase: str,
    *,
    notes: Path | None = None,
    find_places: FindPlaces = no_places,
    clock: Callable[[], datetime] = system_clock,
) -> Renewed:
    """Close a hub, give it a fresh key, open it again and back it up; nobody may be using it.

    Args:
        hub: open; it is closed.
        passphrase: of who is at the keyboard, as proved by `FreshKey.ask`.
        notes: see `desktop.services.hubs.open_hub`.
        find_places: looks up postcodes.
        clock: gives the present moment.

    Raises:
        KnownStoreError: the hub does not open again, as where the disk went away.
    """
    folder, actor = hub.folder.path, hub.actor
    hub.close()
    words, problem = "", None
    try:
        with HubLock(folder, actor.name):
            words = rekey(folder, passphrase, actor.name)
    except KnownStoreError as found:
        problem = found
    opened = open_hub(
        folder, passphrase, user_name=actor.name, notes=notes, find_places=find_places, clock=clock
    )
    if words:
        Cards(opened.tools).key_renewed(opened.actor)
        with suppress(KnownStoreError):
            Backups(opened.tools).make(opened.actor, folder)
    return Renewed(opened, words, problem)
