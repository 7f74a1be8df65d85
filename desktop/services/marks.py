"""The note, outside the hub's folder, of the last change this laptop committed.

With it a restored, copied or cut-off store is recognised at opening, and begins a new incarnation, so that no
sequence number is ever used twice.
"""

from contextlib import suppress
from pathlib import Path

from db.changes import Head
from db.marker import Marker, MarkerState, compare, place_fingerprint, read_marker, write_marker
from db.store import Store

RENEWS = frozenset(
    {
        MarkerState.MISSING,
        MarkerState.BEHIND,
        MarkerState.DIFFERENT,
        MarkerState.OTHER_LIFE,
        MarkerState.ELSEWHERE,
    }
)

LOST = frozenset({MarkerState.BEHIND, MarkerState.DIFFERENT})
LAST = "last.json"
"""The note, in this machine's folder of notes about the hub."""
_ENDED = "ended-"


def watch(store: Store, folder: Path, note: Path) -> MarkerState:
    """Compare a store just opened with the note, begin a new incarnation if need be, and keep the note.

    Args:
        store: the store, open for writing.
        folder: the hub's folder.
        note: where this machine keeps the note about it.

    Returns:
        How the store stood to the note. ``BEHIND`` and ``DIFFERENT`` are to be told to the user.
    """
    place = place_fingerprint(folder)
    end = store.head()
    state = compare(
        read_marker(note), end.seq, end.link.hex(), incarnation=store.copy.incarnation, place=place
    )
    if state in RENEWS and end.seq > 0:
        _keep_ends(store, note, state, place)
        store.renew()

    def tell(after: Head) -> None:
        copy = store.copy
        # The note is only a safeguard: a write already committed must not be lost over it.
        with suppress(OSError):
            write_marker(note, Marker(copy.device_id, copy.incarnation, after.seq, after.link.hex(), place))

    tell(store.head())
    store.after_commit.append(tell)
    return state


def notes_of(store: Store, folder: Path, notes: Path) -> list[Marker]:
    """What this laptop noted of the ends of a store's change log, to hold the log against.

    Read it before the log: the store may go on growing, and a note must never seem ahead of it.

    Args:
        store: the open store.
        folder: the hub's folder.
        notes: this machine's folder of notes about the hub.

    Returns:
        The note of the life going on, where it was made of this folder, and those of lives that ended here.
    """
    last = read_marker(notes / LAST)
    held = [last] if last is not None and last.place == place_fingerprint(folder) else []
    current = [one for one in held if one.incarnation == store.copy.incarnation]
    ended = [read_marker(path) for path in sorted(notes.glob(f"{_ENDED}*.json"))]
    return [*current, *(one for one in ended if one is not None)]


def _keep_ends(store: Store, note: Path, state: MarkerState, place: str) -> None:
    """Note where every life of the store ends, before a new one begins and takes the note's place.

    Where an end was cut off or rewritten it is the note that knows it. A store that was restored begins anew:
    what was noted of the lives of the one before is let go.
    """
    before = read_marker(note)
    with suppress(OSError):
        if state is MarkerState.OTHER_LIFE:
            for old in note.parent.glob(f"{_ENDED}*.json"):
                old.unlink()
        if state in LOST and before is not None:
            write_marker(_ended(note, before), before)
        for device, life, end in store.ends():
            one = Marker(device, life, end.seq, end.link.hex(), place)
            if not _ended(note, one).exists():
                write_marker(_ended(note, one), one)


def _ended(note: Path, one: Marker) -> Path:
    return note.with_name(f"{_ENDED}{one.incarnation}.json")
