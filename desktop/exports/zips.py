"""Zip containers whose bytes depend on nothing but what is put in."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import IO

from desktop.domain.errors import DomainError

EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
"""The earliest time a zip can hold: stands for "no time"."""


def entry(name: str, when: datetime = EPOCH, *, stored: bool = False) -> zipfile.ZipInfo:
    """Describe one entry without asking the clock or the file system.

    Args:
        name: its name, with forward slashes.
        when: its time, written as UTC.
        stored: kept as it is instead of deflated.

    Returns:
        What `zipfile` wants, the same on every system.
    """
    moment = when.astimezone(UTC) if when.tzinfo else when
    info = zipfile.ZipInfo(name, (max(moment.year, 1980), *moment.timetuple()[1:6]))
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o600 << 16
    return info


def put(archive: zipfile.ZipFile, name: str, content: str | bytes, *, stored: bool = False) -> None:
    """Add a small entry; see `entry`."""
    archive.writestr(entry(name, stored=stored), content)


@contextmanager
def streamed(archive: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    """Add an entry of unknown length piece by piece; see `entry`.

    The ZIP64 extension is not used: Excel offers to repair workbooks that have it.

    Raises:
        DomainError: the entry grew beyond the 2 GB a zip without that extension can hold.
    """
    try:
        with archive.open(entry(name), "w") as stream:
            yield stream
    except RuntimeError as problem:
        raise DomainError("This is too much for one spreadsheet. Choose CSV, or filter first.") from problem
