"""Where everything lies inside a hub's folder."""

from dataclasses import dataclass
from pathlib import Path

from db.errors import NotAHub


@dataclass(frozen=True, slots=True)
class HubFolder:
    """The paths of one hub; nothing is read or made by naming them.

    Args:
        path: the folder itself.
    """

    path: Path

    @property
    def store(self) -> Path:
        """The encrypted store."""
        return self.path / "store.db"

    @property
    def drafts(self) -> Path:
        """Half-typed forms, under the same key; neither logged nor exchanged."""
        return self.path / "drafts.db"

    @property
    def fresh_store(self) -> Path:
        """The store under a fresh key, until it takes the store's place."""
        return self.path / "store.db.fresh"

    @property
    def fresh_drafts(self) -> Path:
        """The drafts under a fresh key, likewise."""
        return self.path / "drafts.db.fresh"

    @property
    def keys(self) -> Path:
        """The wrapped data keys."""
        return self.path / "keys.json"

    @property
    def keys_copy(self) -> Path:
        """The second copy of the wrapped data keys, which mends the first."""
        return self.path / "keys.copy.json"

    @property
    def backups(self) -> Path:
        """The first of the two places for backups."""
        return self.path / "backups"

    @property
    def kept(self) -> Path:
        """Copies of handovers, each under a key of its own, until the day they are to be deleted by."""
        return self.path / "handovers"

    @property
    def lock(self) -> Path:
        """The file held locked by the copy of the app that writes."""
        return self.path / "hub.lock"

    @property
    def tries(self) -> Path:
        """How many wrong passphrases were typed in a row, as `db.tries` counts them."""
        return self.path / "tries.json"

    @property
    def wal(self) -> Path:
        """SQLite's journal of the store: what is in it belongs to this very store."""
        return self.path / "store.db-wal"

    @property
    def is_hub(self) -> bool:
        """Whether the folder holds a store and at least one copy of its keys."""
        return self.store.is_file() and (self.keys.is_file() or self.keys_copy.is_file())

    def require_hub(self) -> None:
        """Refuse a folder that holds no hub.

        Raises:
            NotAHub: the store or both copies of its keys are missing; the message says which.
        """
        if self.is_hub:
            return
        if self.store.is_file():
            raise NotAHub(
                "The hub's store is here, but both copies of its keys are missing.",
                "Put keys.json back from the newest backup, or restore that backup whole.",
            )
        if self.keys.is_file() or self.keys_copy.is_file():
            raise NotAHub(
                "The hub's keys are here, but its store is missing.",
                "Restore the newest backup into a new folder.",
            )
        raise NotAHub
