"""The files of a handover package, read without trusting it: nothing is unpacked to the disk."""

import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

MOST_FILES = 100
MOST_BYTES = 300_000_000
"""Limits of one package: files, and bytes of them all together."""

DIRECTORY = "directory/"
"""The one folder a package may hold, with plain files in it and no folders."""
_SAFE = re.compile(r"(?:directory/)?[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
_NO_PLAIN_FILE = "This is a link or a folder. A package holds plain files only, and the folder directory."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with a package.

    Args:
        file: which file; empty for the package as a whole.
        message: what is wrong, in plain words, without personal values.
        row: the line in the table, the heading being 1; 0 where it is about the whole file.
        column: the column's name, or empty.
    """

    file: str
    message: str
    row: int = 0
    column: str = ""


@dataclass(slots=True)
class Contents:
    """What a package holds: files by name, and what was wrong with the container."""

    files: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def wrong(self, file: str, message: str) -> None:
        """Note something wrong."""
        self.findings.append(Finding(file, message))


def read_package(path: Path) -> Contents:
    """Read a package from a zip or a folder into memory.

    Args:
        path: the zip or the folder.

    Returns:
        Its files; one whose name leads elsewhere, that is a link, or that would take too much room is not
        read.
    """
    contents = Contents()
    try:
        if path.is_dir():
            _read_folder(path, contents)
        elif path.exists():
            _read_zip(path, contents)
        else:
            contents.wrong("", "There is no package in this place.")
    except (OSError, zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError):
        contents.wrong("", "The package cannot be read. It may be damaged or cut short.")
    return contents


def _read_folder(path: Path, contents: Contents) -> None:
    for number, (name, entry) in enumerate(_entries(path)):
        if number >= MOST_FILES:
            contents.wrong("", f"There are more than {MOST_FILES} files.")
            return
        if entry.is_symlink() or not entry.is_file():
            contents.wrong(_shown(name), _NO_PLAIN_FILE)
        elif _good_name(name, contents):
            with entry.open("rb") as stream:
                _keep(name, stream, contents)


def _entries(path: Path) -> Iterator[tuple[str, Path]]:
    """What lies in a folder, and in the one folder it may hold; a link to a folder is not gone into."""
    for entry in sorted(path.iterdir()):
        if f"{entry.name}/" == DIRECTORY and entry.is_dir() and not entry.is_symlink():
            yield from ((DIRECTORY + inner.name, inner) for inner in sorted(entry.iterdir()))
        else:
            yield entry.name, entry


def _read_zip(path: Path, contents: Contents) -> None:
    with zipfile.ZipFile(path) as archive:
        listed = archive.infolist()
        if len(listed) > MOST_FILES:
            contents.wrong("", f"There are more than {MOST_FILES} files.")
            return
        for info in listed:
            if info.flag_bits & 1:
                contents.wrong(
                    _shown(info.filename), "This file is locked by the zip itself, which we never do."
                )
            elif info.filename == DIRECTORY and not info.file_size:
                continue  # A zip packed anew by another program lists the folder itself.
            elif stat.S_ISLNK(info.external_attr >> 16) or info.is_dir():
                contents.wrong(_shown(info.filename), _NO_PLAIN_FILE)
            elif _good_name(info.filename, contents):
                _keep_entry(archive, info, contents)


def _keep_entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, contents: Contents) -> None:
    import zlib

    try:
        with archive.open(info) as stream:
            _keep(info.filename, stream, contents)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        contents.wrong(info.filename, "This file is damaged and cannot be read.")


def _keep(name: str, stream: IO[bytes], contents: Contents) -> None:
    room = MOST_BYTES - sum(map(len, contents.files.values()))
    content = stream.read(room + 1)
    if len(content) > room:
        contents.wrong(name, "The package is larger than 300 MB once unpacked.")
    else:
        contents.files[name] = content


def _good_name(name: str, contents: Contents) -> bool:
    if not _SAFE.fullmatch(name) or ".." in name:
        contents.wrong(_shown(name), "This name leads out of the package or cannot be written everywhere.")
        return False
    if name in contents.files or name.lower() in {known.lower() for known in contents.files}:
        contents.wrong(name, "Two files have this name.")
        return False
    return True


def _shown(name: str) -> str:
    return re.sub(r"[^\x20-\x7e]", "?", name)[:120]
