"""Run every check and test, offscreen, after setting up what they need.

    python3 tests/run.py [--fast] [--wheels DIR] [words for pytest ...]

--fast         leave out coverage and the wheel
--wheels DIR   install the dependencies from this folder, with no network

With words for pytest, such as `-k backup`, only the tests they choose run, so coverage is not judged.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from textwrap import shorten

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "installers"))
import bootstrap  # noqa: E402 - found only once its folder is on the path

OVERALL_PERCENT = 85.0
WHOLLY_COVERED = ("desktop/domain/", "db/backup.py", "db/migrate.py", "db/keys.py")
COVERAGE_FILE = ".coverage.json"
SCREENS = "tests/ui"
CLOSING_LINE = re.compile(r"\b(passed|failed|error|errors|no tests ran)\b.* in [\d.]+s")
WHEEL_FOLDER = ROOT / "build" / "wheel-check"
COPY_RUNTIME = ROOT / "installers" / "copy_runtime.py"


class Report:
    """What each step came to.

    Attributes:
        lines: one line of text for each step.
        passed: whether every step so far is in order.
    """

    def __init__(self) -> None:
        """Begin with nothing run."""
        self.lines: list[str] = []
        self.passed = True

    def note(self, name: str, good: bool, seconds: float, remark: str = "") -> None:
        """Keep the outcome of a step and print it."""
        self.passed = self.passed and good
        line = "{}  {:<20} {:7.1f} s  {}".format("ok " if good else "BAD", name, seconds, remark).rstrip()
        self.lines.append(line)
        bootstrap.say(line)

    def skip(self, name: str, reason: str) -> None:
        """Keep that a step was left out, and why."""
        self.lines.append(f"--   {name:<20}            left out: {reason}")


def environment() -> dict[str, str]:
    """Give the variables for every step: no screen, nothing of ours from outside, no colour codes."""
    values = dict(os.environ, QT_QPA_PLATFORM="offscreen", PYTHONUTF8="1", NO_COLOR="1")
    for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "FORCE_COLOR"):
        values.pop(name, None)
    return values


def quiet(command: list[str], folder: Path = ROOT) -> tuple[bool, str]:
    """Run a program, showing its output only where something is wrong.

    Returns:
        Whether its exit code was 0, and the last line it printed.
    """
    done = subprocess.run(
        command,
        cwd=str(folder),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    text = done.stdout.decode("utf-8", "replace").strip()
    if done.returncode:
        bootstrap.say(text)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return done.returncode == 0, lines[-1] if lines else ""


def shown(command: list[str]) -> tuple[bool, str]:
    """Run pytest, showing its output as it comes.

    Returns:
        Whether its exit code was 0, and its closing line.
    """
    closing = ""
    with subprocess.Popen(
        command, cwd=str(ROOT), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout is not None
        for raw in process.stdout:
            line = raw.decode("utf-8", "replace").rstrip()
            bootstrap.say(line)
            closing = line.strip("= ") if CLOSING_LINE.search(line) else closing
    return process.returncode == 0, closing


def timed(report: Report, name: str, action: Callable[[], tuple[bool, str]]) -> bool:
    """Run one step, note its outcome and give whether it is in order."""
    started = time.monotonic()
    good, remark = action()
    report.note(name, good, time.monotonic() - started, remark)
    return good


def tool(name: str, *words: str) -> list[str]:
    """Give the command line of a Python tool in the virtual environment."""
    return [bootstrap.program("python"), "-m", name, *words]


def checks() -> dict[str, list[str]]:
    """Give the checks that read the source without running it, by name."""
    return {
        "ruff check": tool("ruff", "check", "."),
        "ruff format": tool("ruff", "format", "--check", "."),
        "mypy": tool("mypy"),
        "lint-imports": [bootstrap.program("lint-imports")],
    }


def pytest_commands(chosen: list[str], coverage: bool) -> dict[str, list[str]]:
    """Give pytest's command lines, by name.

    The screens go after all else, by processes of their own: those of one long run grew to 3 GB, and looking
    through that for garbage made every test in them slower.

    Args:
        chosen: words of the person, handed on.
        coverage: whether to measure it; the last adds to what those before it ran, and writes the report.
    """
    if chosen:
        return {"pytest": _pytest(*_measured(coverage), *chosen)}
    rest = _pytest("tests", f"--ignore={SCREENS}", *_measured(coverage, last=False))
    return {"pytest": rest, "pytest, screens": _pytest(SCREENS, *_measured(coverage, first=False))}


def _pytest(*words: str) -> list[str]:
    return tool("pytest", "-q", "-n", "2", *words)


def _measured(coverage: bool, *, first: bool = True, last: bool = True) -> list[str]:
    if not coverage:
        return []
    added = [] if first else ["--cov-append"]
    written = [f"--cov-report=json:{COVERAGE_FILE}"] if last else []
    return ["--cov", *added, "--cov-report=", *written]


def uncovered(measured: dict[str, dict[str, object]]) -> list[str]:
    """Find what the rooms that are covered wholly still lack.

    Args:
        measured: the ``files`` of coverage's JSON report.

    Returns:
        One line for each file with a line or a branch that no test runs, and for each of `WHOLLY_COVERED`
        that was not measured at all.
    """
    lines = []
    names = {name.replace("\\", "/"): name for name in measured}
    for wanted in WHOLLY_COVERED:
        found = sorted(name for name in names if name == wanted or name.startswith(wanted))
        if not any(name.endswith(".py") for name in found):
            lines.append(f"{wanted}: not measured")
        for name in found:
            of_file = measured[names[name]]
            parts = {"lines": of_file.get("missing_lines"), "branches": of_file.get("missing_branches")}
            text = ", ".join(f"{kind} {missing}" for kind, missing in parts.items() if missing)
            if text:
                lines.append(f"{name}: no test runs {text}")
    return lines


def judge_coverage(path: Path = ROOT / COVERAGE_FILE) -> tuple[bool, str]:
    """Hold coverage's JSON report against the limits; print what is short of them."""
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False, "pytest left no coverage report"
    percent = float(report["totals"]["percent_covered"])
    lines = uncovered(report["files"])
    for line in lines:
        bootstrap.say("  " + shorten(line, 200))
    good = percent >= OVERALL_PERCENT and not lines
    remark = f"{percent:.1f}% of lines and branches (limit {OVERALL_PERCENT:.0f}%)"
    return good, remark + (f"; {len(lines)} short of 100%" if lines else "; 100% where it must be")


def check_wheel() -> tuple[bool, str]:
    """Build the wheel, install it in a clean environment and let the installed program test itself.

    The dependencies are copied from `.venv`, only those the wheel asks for, so that no network is needed and
    one that is missing from the manifest shows.
    """
    shutil.rmtree(str(WHEEL_FOLDER), ignore_errors=True)
    clean = WHEEL_FOLDER / "venv"
    python = bootstrap.program("python", clean)
    build = tool("build", "--wheel", "--no-isolation", "--outdir", str(WHEEL_FOLDER), str(ROOT))
    good, remark = quiet(build)
    wheels = [str(path) for path in WHEEL_FOLDER.glob("*.whl")]
    if not good or len(wheels) != 1:
        return False, remark
    steps = [
        [bootstrap.program("python"), "-m", "venv", str(clean)],
        [python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", *wheels],
        [bootstrap.program("python"), str(COPY_RUNTIME), str(clean)],
        [python, "-m", "pip", "check"],
        [bootstrap.program("hubkeeper", clean), "--self-test"],
    ]
    for step in steps:
        good, remark = quiet(step, WHEEL_FOLDER)
        if not good:
            return False, remark
    shutil.rmtree(str(WHEEL_FOLDER), ignore_errors=True)
    return True, remark


def run(fast: bool, chosen: list[str]) -> Report:
    """Run every step in turn; one that is not in order does not stop those after it."""
    report = Report()
    for name, command in checks().items():
        timed(report, name, partial(quiet, command))
    (ROOT / COVERAGE_FILE).unlink(missing_ok=True)
    partly = "--fast" if fast else "only some tests were chosen" if chosen else ""
    for name, command in pytest_commands(chosen, coverage=not partly).items():
        timed(report, name, partial(shown, command))
    if partly:
        report.skip("coverage", partly)
        report.skip("wheel", partly)
    else:
        timed(report, "coverage", judge_coverage)
        timed(report, "wheel", check_wheel)
    return report


def main() -> int:
    """Run from the command line.

    Returns:
        0 where everything is in order, 1 where a step is not, 2 where this machine lacks something.
    """
    if sys.argv[1:] in (["--help"], ["-h"]):
        bootstrap.say((__doc__ or "").strip())
        return 0
    try:
        wheels, rest = bootstrap.take_option(sys.argv[1:], "--wheels")
        bootstrap.ensure(bootstrap.OFFSCREEN_LIBRARIES, wheels)
        unread = bootstrap.offer_screen_reader()
        unopened = bootstrap.offer_papers()
    except bootstrap.SetupStopped as stop:
        print(stop, file=sys.stderr)
        return stop.exit_code
    report = run("--fast" in rest, [word for word in rest if word != "--fast"])
    if unread:
        report.skip("screen reader", unread)
    if unopened:
        report.skip("PDFs by others", unopened)
    bootstrap.say("\n" + "\n".join(report.lines))
    bootstrap.say(
        "Everything is in order." if report.passed else "Not everything is in order: see BAD above."
    )
    return 0 if report.passed else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
