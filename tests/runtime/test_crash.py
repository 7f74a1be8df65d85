"""Each fault nobody expected is reported once, without values, whatever else goes wrong."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.runtime.crash import MOST_REPORTS, CrashHook, CrashReport
from desktop.runtime.redact import fingerprint

SECRET = "Mary Smith"


@pytest.fixture
def reports() -> list[CrashReport]:
    return []


@pytest.fixture
def hook(tmp_path: Path, reports: list[CrashReport]) -> Iterator[CrashHook]:
    before = (sys.excepthook, threading.excepthook)
    hook = CrashHook(tmp_path, "9.9.9", reports.append)
    hook.install()
    yield hook
    hook.uninstall()
    assert (sys.excepthook, threading.excepthook) == before


def fault(message: str = SECRET) -> ValueError:
    try:
        raise ValueError(message)
    except ValueError as problem:
        return problem


def on_main(problem: BaseException) -> None:
    sys.excepthook(type(problem), problem, problem.__traceback__)


def test_a_fault_is_saved_and_told_once(hook: CrashHook, reports: list[CrashReport], tmp_path: Path) -> None:
    for number in range(3):
        on_main(fault(f"{SECRET} {number}"))
    (report,) = reports
    assert (report.kind, report.thread) == ("ValueError", threading.current_thread().name)
    assert hook.count(report.key) == 3
    assert report.path is not None
    assert report.path.read_text(encoding="utf-8") == report.text
    assert [each for each in tmp_path.iterdir()] == [report.path]
    assert "Hubkeeper 9.9.9" in report.text
    assert "test_crash.py" in report.text
    assert "Mary" not in report.text


def test_another_fault_is_told_too(hook: CrashHook, reports: list[CrashReport]) -> None:
    on_main(fault())
    on_main(KeyError(SECRET))
    assert [report.kind for report in reports] == ["ValueError", "KeyError"]
    assert hook.count("never seen") == 0


def test_a_fault_on_a_thread_is_told_with_its_name(hook: CrashHook, reports: list[CrashReport]) -> None:
    def work() -> None:
        raise fault()

    thread = threading.Thread(target=work, name="database")
    thread.start()
    thread.join()
    assert [report.thread for report in reports] == ["database"]
    assert hook.count(reports[0].key) == 1


def test_leaving_a_thread_is_no_fault(hook: CrashHook, reports: list[CrashReport]) -> None:
    threading.excepthook(threading.ExceptHookArgs((SystemExit, SystemExit(0), None, None)))
    threading.excepthook(threading.ExceptHookArgs((ValueError, None, None, None)))
    assert not reports
    threading.excepthook(threading.ExceptHookArgs((ValueError, fault(), None, None)))
    assert [report.thread for report in reports] == ["unnamed"]
    assert hook.count(fingerprint(fault())) == 1


def test_ctrl_c_goes_to_the_hook_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, problem, trace: passed.append(kind))
    reports: list[CrashReport] = []
    hook = CrashHook(tmp_path, "1", reports.append)
    hook.install()
    try:
        on_main(KeyboardInterrupt())
    finally:
        hook.uninstall()
    assert passed == [KeyboardInterrupt]
    assert not reports


def test_a_window_that_cannot_open_does_not_hide_the_report(tmp_path: Path) -> None:
    def broken(_report: CrashReport) -> None:
        raise RuntimeError(SECRET)

    report = CrashHook(tmp_path, "1", broken).handle(fault(), "main")
    assert report is not None
    assert report.path is not None


def test_without_a_window_and_without_a_disk_the_fault_is_still_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    report = CrashHook(blocked / "folder", "1").handle(fault(), "main")
    assert report is not None
    assert report.path is None
    assert "ValueError" in report.text


def test_the_oldest_reports_go(tmp_path: Path) -> None:
    for number in range(MOST_REPORTS + 3):
        (tmp_path / f"crash-20200101T0000{number:02d}-0123456789abcdef.txt").write_text("", encoding="utf-8")
    report = CrashHook(tmp_path, "1").handle(fault(), "main")
    kept = sorted(tmp_path.iterdir())
    assert len(kept) == MOST_REPORTS
    assert report is not None
    assert kept[-1] == report.path


def test_a_program_that_ends_by_a_fault_prints_no_value(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path\n"
        "from desktop.runtime.crash import CrashHook\n"
        f"CrashHook(Path({str(tmp_path)!r}), '1').install()\n"
        f"raise ValueError({SECRET!r})\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Mary" not in done.stdout + done.stderr
    (saved,) = tmp_path.iterdir()
    assert "ValueError" in saved.read_text(encoding="utf-8")
