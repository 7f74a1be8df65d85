"""The log: one rotating file of events with ids, counts and codes, and nothing about anybody.

An event is a code and its parts: ``log.info("backup.written files=%d hub=%s", 3, hub_id)``. What is written
keeps only what can be an id, a number or a code of our vocabulary; the rest is replaced, whoever logged it.
"""

import copy
import logging
import re
from datetime import UTC, datetime, timedelta
from enum import Enum
from logging.handlers import RotatingFileHandler
from pathlib import Path
from uuid import UUID

from desktop.runtime.paths import ensure_folder
from desktop.runtime.redact import redacted

FILE_NAME = "hubkeeper.log"
MAX_BYTES = 1_000_000
OLDER_FILES = 3
WITHHELD = "[withheld]"
TELEPHONE_SIZED = 10**9
_EVENT = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+( [a-z][a-z0-9_]*=%(\.\d)?[sdf])*")
_ID = re.compile(
    r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Z]{1,3}(-[A-Z0-9]{1,3})?-\d{1,9}"
)


def safe(value: object) -> object:
    """Let a value into the log, or not.

    Args:
        value: one part of an event.

    Returns:
        As they are: numbers too short for a telephone or NHS number, durations, ids (UUID, ``R-2287``). Of
        our vocabulary the code; of a class or an exception the type's name; of anything else `WITHHELD`.
    """
    if isinstance(value, Enum):
        return value.value if isinstance(value.value, str | int) else value.name
    if isinstance(value, int | float):
        return value if abs(value) < TELEPHONE_SIZED else WITHHELD
    if value is None or isinstance(value, UUID | timedelta):
        return value
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    if isinstance(value, type):
        return value.__qualname__
    return type(value).__qualname__ if isinstance(value, BaseException) else WITHHELD


def without_values(record: logging.LogRecord) -> logging.LogRecord:
    """Make a copy of a record that names nobody.

    Args:
        record: of any logger, ours or a library's; it is not changed.

    Returns:
        A copy: an event keeps its safe parts, any other text goes altogether; the exception stays attached.
    """
    clean = copy.copy(record)
    text = record.msg if isinstance(record.msg, str) else ""
    parts = record.args if isinstance(record.args, tuple) else ()
    if _EVENT.fullmatch(text) and len(parts) == text.count("%"):
        clean.args = tuple(safe(part) for part in parts)
        clean.msg = re.sub(r"%(\.\d)?[df]", "%s", text) if WITHHELD in clean.args else text
    else:
        clean.msg, clean.args = WITHHELD, ()
    clean.exc_text = clean.stack_info = None
    return clean


class EventFormatter(logging.Formatter):
    """Writes a record as one line: UTC time, level, logger, event; below it a fault without its values."""

    def __init__(self) -> None:
        """Set the form of the line."""
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """Give the time in UTC, to the millisecond, after ISO 8601."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def format(self, record: logging.LogRecord) -> str:
        """Give the line, and below it the redacted traceback where there is one."""
        clean = without_values(record)
        clean.message = clean.getMessage()
        clean.asctime = self.formatTime(clean)
        line = self.formatMessage(clean).replace("\n", " ").replace("\r", " ")
        problem = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        return f"{line}\n{redacted(problem)}" if problem is not None else line


class EventFile(RotatingFileHandler):
    """The log file: at most 4 files of 1 MB."""

    def __init__(self, folder: Path, level: int) -> None:
        """Prepare the file in a folder; it is opened with the first event."""
        path = ensure_folder(folder) / FILE_NAME
        super().__init__(path, maxBytes=MAX_BYTES, backupCount=OLDER_FILES, encoding="utf-8", delay=True)
        self.setLevel(level)
        self.setFormatter(EventFormatter())

    def handleError(self, record: logging.LogRecord) -> None:
        """Lose an event that cannot be written (a full disk): the usual way prints its values."""


def start_log(folder: Path, level: int = logging.INFO) -> EventFile:
    """Send every log record of this process to a rotating file, filtered.

    Args:
        folder: where the file lies; made where it is missing.
        level: the least level kept.

    Returns:
        The handler, for `stop_log`.

    Raises:
        OSError: the folder cannot be made.
    """
    handler = EventFile(folder, level)
    logging.getLogger().addHandler(handler)
    for room in ("desktop", "db"):
        logging.getLogger(room).setLevel(level)
    return handler


def stop_log(handler: EventFile) -> None:
    """Close the log file again; for tests and at the end."""
    logging.getLogger().removeHandler(handler)
    handler.close()
