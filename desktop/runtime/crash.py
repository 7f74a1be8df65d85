"""Faults nobody expected: each is reported once, on this computer only, without personal values.

Knows nothing of Qt: whoever shows a window gives `CrashHook` something to call, and has to hop to the right
thread itself, because a fault on another thread arrives here on that thread.
"""

import logging
import platform
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from desktop.runtime.files import write_whole
from desktop.runtime.redact import fingerprint, redacted

MOST_REPORTS = 20
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CrashReport:
    """One fault, ready to be read before anybody is told.

    Attributes:
        key: `fingerprint` of the fault.
        kind: name of the exception's type.
        thread: name of the thread it happened on.
        text: the whole report; no values in it.
        path: where it is saved, or None where that was not possible.
        when: in UTC.
    """

    key: str
    kind: str
    thread: str
    text: str
    path: Path | None
    when: datetime


def report_text(problem: BaseException, *, key: str, version: str, thread: str, when: datetime) -> str:
    """Write the report of a fault: versions, time, thread, and the traceback without values."""
    head = [
        f"Hubkeeper {version}",
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}",
        f"{when.isoformat(timespec='seconds')}  fault {key}  thread {thread}",
        "This report holds no names and nothing you typed. It stays on this computer.",
        "",
    ]
    return "\n".join([*head, redacted(problem), ""])


class CrashHook:
    """Stands in for Python's own exception hooks, of the main thread and of the others.

    Args:
        folder: where reports are saved; the newest 20 are kept.
        version: the app's version.
        notify: called once for each different fault, on the thread it happened on; what it raises itself is
            logged and goes no further.
        again: the same, each further time that a fault happens.
    """

    def __init__(
        self,
        folder: Path,
        version: str,
        notify: Callable[[CrashReport], None] | None = None,
        *,
        again: Callable[[], None] | None = None,
    ) -> None:
        """Prepare the hook; `install` puts it in place."""
        self._again = again
        self._folder = folder
        self._version = version
        self._notify = notify
        self._counts: dict[str, int] = {}
        self._lock = threading.Lock()
        self._before = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """Take the place of the hooks there are now."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_main
        threading.excepthook = self._on_thread

    def uninstall(self) -> None:
        """Put the hooks of before back."""
        sys.excepthook, threading.excepthook = self._before

    def count(self, key: str) -> int:
        """Tell how often a fault has happened since the start."""
        with self._lock:
            return self._counts.get(key, 0)

    def handle(self, problem: BaseException, thread: str) -> CrashReport | None:
        """Report a fault the first time; later only count it.

        Args:
            problem: the exception.
            thread: name of the thread it happened on.

        Returns:
            The report, or None where this fault was reported before.
        """
        key = fingerprint(problem)
        with self._lock:
            self._counts[key] = self._counts.get(key, 0) + 1
            known = self._counts[key] > 1
        if known:
            self._quietly(self._again)
            return None
        when = datetime.now(UTC)
        text = report_text(problem, key=key, version=self._version, thread=thread, when=when)
        path = self._save(key, text, when)
        report = CrashReport(key, type(problem).__qualname__, thread, text, path, when)
        # No exc_info: before the log is started Python itself would print it, values and all.
        _log.error("crash.reported kind=%s", type(problem))
        self._tell(report)
        return report

    def _tell(self, report: CrashReport) -> None:
        notify = self._notify
        self._quietly(None if notify is None else lambda: notify(report))

    def _quietly(self, tell: Callable[[], None] | None) -> None:
        try:
            if tell is not None:
                tell()
        except Exception as problem:
            _log.error("crash.notify_raised kind=%s", type(problem))

    def _save(self, key: str, text: str, when: datetime) -> Path | None:
        path = self._folder / f"crash-{when:%Y%m%dT%H%M%S}-{key}.txt"
        try:
            write_whole(path, text)
            for old in sorted(self._folder.glob("crash-*.txt"))[:-MOST_REPORTS]:
                old.unlink(missing_ok=True)
        except OSError as problem:
            _log.warning("crash.not_saved kind=%s", type(problem))
            return path if path.exists() else None
        return path

    def _on_main(
        self, kind: type[BaseException], problem: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, problem, trace)
            return
        self._report_quietly(problem.with_traceback(trace), threading.current_thread().name)

    def _on_thread(self, details: threading.ExceptHookArgs) -> None:
        problem = details.exc_value
        if problem is None or issubclass(details.exc_type, SystemExit):
            return
        self._report_quietly(problem, details.thread.name if details.thread else "unnamed")

    def _report_quietly(self, problem: BaseException, thread: str) -> None:
        # A hook that raises would print the first exception, values and all, on standard error.
        with suppress(Exception):
            self.handle(problem, thread)
