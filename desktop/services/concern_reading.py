"""A lead's keys to concerns, for as long as they are at it, and what they open.

Nothing opened stays longer than the keys: five minutes after the last use, at once when the lead hides them,
locks the hub or gives the keyboard to somebody else.
"""

import time
from collections.abc import Callable, Iterable, Mapping

from sqlalchemy.orm import Session

from db.queries import concerns as query
from db.queries.concerns import SealedEntry, SealedKey
from db.sealing import CannotOpen, KeyPair, Place, Sealed, open_key, open_sealed
from desktop.domain.concern_bodies import entry_from
from desktop.domain.concerns import Account, Entry, in_order
from desktop.domain.errors import DomainError
from desktop.services.concern_sealing import bytes_of

OPEN_SECONDS = 300
"""How long concerns stay open without being used (the design's five minutes)."""


class NotOpen(DomainError):
    """Concerns are hidden: the lead's passphrase opens them again."""

    def __init__(self) -> None:
        super().__init__("Concerns are hidden. Type your passphrase to open them.", field="passphrase")


class Opened:
    """One reader's keys and what they have opened with them.

    Of two clocks the one that went further counts: the machine's running time, which nobody can set back, and
    the time of day, which goes on while the lid is shut.
    """

    def __init__(
        self,
        reader: str,
        pair: KeyPair,
        hub_id: str,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.reader = reader
        self.pair = pair
        self.hub_id = hub_id
        self._clock, self._wall = clock, wall
        self._used = clock(), wall()
        self._pairs: dict[str, KeyPair] = {}
        self._entries: dict[str, Entry] = {}

    def seconds_left(self) -> int:
        """Seconds until they hide themselves; 0 when they have."""
        return max(0, round(OPEN_SECONDS - self._unused()))

    def touch(self) -> None:
        """Begin the time anew, as they are being used.

        Raises:
            NotOpen: it has run out.
        """
        if self._unused() >= OPEN_SECONDS:
            raise NotOpen
        self._used = self._clock(), self._wall()

    def _unused(self) -> float:
        return max(self._clock() - self._used[0], self._wall() - self._used[1])

    def ways_in(self, session: Session) -> list[SealedKey]:
        """Every concern sealed to this reader, the newest first."""
        return query.keys_of(session, self.reader, self.pair.public.hex())

    def pair_of(self, key: SealedKey) -> KeyPair:
        """A concern's own keys.

        Raises:
            CannotOpen: it is damaged or was exchanged.
        """
        held = self._pairs.get(key.concern_id)
        if held is None:
            place = Place(self.hub_id, Sealed.KEY, key.concern_id, self.reader)
            held = open_key(self.pair, place, bytes_of(key.sealed), bytes.fromhex(key.public))
            self._pairs[key.concern_id] = held
        return held

    def entries(self, session: Session, keys: Iterable[SealedKey]) -> Mapping[str, tuple[Entry, ...]]:
        """What stands in some concerns, oldest first; one that cannot be opened is left out.

        An entry nobody can open is passed over: whoever has the store can add nonsense, and it must not hide
        the rest. A concern without its first account is not shown.
        """
        ways = {key.concern_id: key for key in keys}
        found: dict[str, list[Entry]] = {}
        for sealed in query.entries_of(session, ways):
            entry = self._entry(ways[sealed.concern_id], sealed)
            if entry is not None:
                found.setdefault(sealed.concern_id, []).append(entry)
        whole = {key: in_order(held) for key, held in found.items()}
        return {key: held for key, held in whole.items() if isinstance(held[0].part, Account)}

    def _entry(self, key: SealedKey, sealed: SealedEntry) -> Entry | None:
        held = self._entries.get(sealed.id)
        if held is None:
            place = Place(self.hub_id, Sealed.ENTRY, sealed.concern_id, sealed.id)
            try:
                body = open_sealed(self.pair_of(key), place, bytes_of(sealed.sealed))
                held = self._entries[sealed.id] = entry_from(sealed.id, sealed.at, body)
            except (CannotOpen, KeyError, ValueError, TypeError, AttributeError):
                return None
        return held
