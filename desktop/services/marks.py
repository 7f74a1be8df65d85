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
        store.renew()

    def tell(after: Head) -> None:
        copy = store.copy
        # The note is only a safeguard: a write already committed must not be lost over it.
        with suppress(OSError):
            write_marker(note, Marker(copy.device_id, copy.incarnation, after.seq, after.link.hex(), place))

    tell(store.head())
    store.after_commit.append(tell)
    return state
