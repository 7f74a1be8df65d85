"""The file format of a backup: reading one without trusting it.

Only four fixed names are read, none of them is used as a path, and nothing is unpacked that is compressed,
so that a crafted file can neither write elsewhere nor swell.
"""

import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from db.errors import BackupProblem, NewerStore

FORMAT = 1
_LIMITS = {"meta.json": 65_536, "keys.json": 1_048_576, "erased.json": 67_108_864}
_CHUNK = 1_048_576


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """What a backup says of itself.

    Args:
        path: the file.
        created: when it was made, aware.
        size: the file's size in bytes.
        schema: the store's revision.
        device: id of the device that made it; empty where not told.
        incarnation: that device's life at the time; empty where not told.
    """

    path: Path
    created: datetime
    size: int
    schema: str
    device: str
    incarnation: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The small parts of a backup.

    Args:
        info: what it says of itself.
        keys: the wrapped keys, as `db.keyfile.parse` reads them.
        erased_ids: sealed ids (`db.sealed_list`) of the records erased when it was made.
        held_ids: ids of the people whose records were kept back then; None where it does not say.
    """

    info: BackupInfo
    keys: bytes
    erased_ids: tuple[str, ...]
    held_ids: tuple[str, ...] | None = None


def read_contents(file: Path) -> Contents:
    """Read everything but the store.

    Args:
        file: the backup.

    Returns:
        Its small parts.

    Raises:
        BackupProblem: it is not a backup, or not whole.
        NewerStore: a later version of the app made it.
        OSError: the file cannot be read.
    """
    with _opened(file) as archive:
        names = archive.namelist()
        if sorted(names) != sorted([*_LIMITS, "store.db"]):
            raise BackupProblem(f"The file {file.name} is not a backup made by Hubkeeper.")
        if any(entry.compress_type != zipfile.ZIP_STORED for entry in archive.infolist()):
            raise BackupProblem(f"The file {file.name} has been packed anew by another program.")
        meta = _json(_small(archive, "meta.json"))
        if isinstance(meta.get("format"), int) and meta["format"] > FORMAT:
            raise NewerStore("This backup was made by a newer version of Hubkeeper.")
        return Contents(_info(file, meta), _small(archive, "keys.json"), *_ids(archive))


def extract_store(file: Path, to: Path) -> None:
    """Write the store inside a backup to a private file, flushed to disk; its checksum is compared.

    Args:
        file: the backup.
        to: the file to make; must not exist.

    Raises:
        BackupProblem: the backup is not whole.
        OSError: the disk is full or cannot be read.
    """
    with (
        _opened(file) as archive,
        archive.open("store.db") as source,
        os.fdopen(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as target,
    ):
        shutil.copyfileobj(source, target, _CHUNK)
        target.flush()
        os.fsync(target.fileno())


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        ValueError,
        TypeError,
        NotImplementedError,
        RuntimeError,
        RecursionError,
    ) as problem:
        raise BackupProblem(f"The backup {file.name} is not whole: it breaks off or is damaged.") from problem


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _LIMITS[name]:
        raise ValueError(name)
    return archive.read(name)


def _json(content: bytes) -> dict[str, Any]:
    found = json.loads(content)
    if not isinstance(found, dict):
        raise TypeError
    return found


def _info(file: Path, meta: dict[str, Any]) -> BackupInfo:
    created = datetime.fromisoformat(meta["created"])
    if created.tzinfo is None:
        raise ValueError("created")
    return BackupInfo(
        file,
        created,
        file.stat().st_size,
        str(meta["schema"]),
        str(meta["device"]),
        str(meta["incarnation"]),
    )


def _ids(archive: zipfile.ZipFile) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
    lists = _json(_small(archive, "erased.json"))
    held = lists.get("held")
    return _texts(lists["ids"]), None if held is None else _texts(held)


def _texts(found: object) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise TypeError
    return tuple(found)
