"""Keys of records as they lie in the open beside a backup: known again here, and telling others nothing.

A backup says which records were erased, and whose are kept back, where no passphrase is asked: the newest of
several backups is read for it, whatever day's passphrase opens each. The keys themselves must not lie there.
They stand in every handover, so that whoever has an old one would learn who was erased since, and whom the
lead keeps back; and they begin with the moment they were made. So each is written as a keyed hash
(HMAC-SHA-256, RFC 2104) under a key that every copy of the hub holds inside its store, and sorted by it. What
the list still tells is how many there are.
"""

import hmac
from collections.abc import Collection, Iterable, Iterator

_HEX = 32


def seal(key: str, row_id: str) -> str:
    """One key as it may lie in the open: 128 bits in hexadecimal.

    Args:
        key: the hub's own, hexadecimal; see `db.models.Hub.lists_key`.
        row_id: of a record.
    """
    return hmac.digest(bytes.fromhex(key), row_id.encode(), "sha256").hex()[:_HEX]


def seal_all(key: str, row_ids: Iterable[str]) -> list[str]:
    """Keys as they may lie in the open, each once, in an order that says nothing."""
    return sorted({seal(key, one) for one in row_ids})


def known(key: str, row_ids: Iterable[str], sealed: Collection[str]) -> Iterator[str]:
    """Those of some keys that a list names."""
    wanted = frozenset(sealed)
    return (one for one in row_ids if wanted and seal(key, one) in wanted)
