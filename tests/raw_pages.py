"""The bytes of an encrypted store with the encryption taken off, page by page and frame by frame.

SQLCipher 4 as this app sets it: AES-256-CBC with the raw key, pages of 4096 bytes whose last 80 are the
initialisation vector and the seal (zetetic.net, SQLCipher design). Nothing is read through SQLite, so what
lies between rows, on free pages and in the journal is seen as well.
"""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, SALT = 4096, 80, 16
WAL_HEAD, FRAME_HEAD = 32, 24


def plain_bytes(path: Path, key: bytes) -> bytes:
    """Everything a store's file, or its journal, holds."""
    whole = path.read_bytes() if path.exists() else b""
    return b"".join(_opened(page, key, first) for page, first in _pages(path, whole))


def _pages(path: Path, whole: bytes) -> Iterator[tuple[bytes, bool]]:
    if path.name.endswith("-wal"):
        for start in range(WAL_HEAD, len(whole) - PAGE, FRAME_HEAD + PAGE):
            number = int.from_bytes(whole[start : start + 4], "big")
            yield whole[start + FRAME_HEAD : start + FRAME_HEAD + PAGE], number == 1
    else:
        for start in range(0, len(whole), PAGE):
            yield whole[start : start + PAGE], start == 0


def _opened(page: bytes, key: bytes, first: bool) -> bytes:
    if len(page) < PAGE:
        return page
    skip = SALT if first else 0
    iv = page[PAGE - RESERVED : PAGE - RESERVED + 16]
    cipher = Cipher(algorithms.AES256(key), modes.CBC(iv)).decryptor()
    return cipher.update(page[skip : PAGE - RESERVED]) + cipher.finalize()
