"""The two commands of the README: what they run, and how they judge it."""

import json
import sys
from importlib import util
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
FULL: dict[str, list[object]] = {"missing_lines": [], "missing_branches": []}
WHOLE = {
    "desktop/domain/clearance.py": FULL,
    "db/backup.py": FULL,
    "db/migrate.py": FULL,
    "db/keys.py": FULL,
    "desktop/ui/page.py": {"missing_lines": [3], "missing_branches": []},
}


def load(path: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load a command as a module, leaving the import path as it was."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    spec = util.spec_from_file_location("command_under_test", ROOT / path)
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = load("installers/start.py", monkeypatch)
    monkeypatch.setattr(module.bootstrap, "ensure", lambda libraries, wheels: None)
    monkeypatch.setattr(module.bootstrap, "program", lambda name: name)
    return module


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return load("tests/run.py", monkeypatch)


class Programs:
    """Stands in for `subprocess.run` of start.py: `hubkeeper demo DIR` makes the folder, or is broken off."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.commands: list[list[str]] = []
        self.environments: list[dict[str, str]] = []
        self.demo_code = 0

    def run(self, command: list[str], *, env: dict[str, str], **_options: object) -> SimpleNamespace:
        """Note the command and do what the program would."""
        if command[0] == "python":
            return SimpleNamespace(returncode=0, stdout=f"{self.data}\n".encode())
        self.commands.append(command[1:])
        self.environments.append(env)
        if command[1] == "demo":
            Path(command[2]).mkdir(parents=True)
            return SimpleNamespace(returncode=self.demo_code)
        return SimpleNamespace(returncode=5)


@pytest.fixture
def programs(start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Programs:
    programs = Programs(tmp_path / "data")
    monkeypatch.setattr(start.subprocess, "run", programs.run)
    monkeypatch.setattr(start.bootstrap, "has_display", lambda: True)
    return programs


def test_start_makes_the_demonstration_once_and_opens_it(start: ModuleType, programs: Programs) -> None:
    hub = str(programs.data / "demonstration")
    assert start.start([]) == 5
    assert start.start([]) == 5
    assert programs.commands == [["demo", hub], ["--hub", hub], ["--hub", hub]]


def test_a_demonstration_broken_off_is_made_afresh(start: ModuleType, programs: Programs) -> None:
    programs.demo_code = 1
    with pytest.raises(start.bootstrap.SetupStopped, match="demonstration hub was not made"):
        start.start([])
    left_over = programs.data / "demonstration" / "half"
    left_over.write_text("x", encoding="utf-8")
    programs.demo_code = 0
    start.start([])
    assert not left_over.exists()
    assert not (programs.data / "demonstration.making").exists()


def test_a_hub_that_start_did_not_leave_unfinished_is_never_removed(
    start: ModuleType, programs: Programs
) -> None:
    mine = programs.data / "demonstration" / "store.db"
    mine.parent.mkdir(parents=True)
    mine.write_text("x", encoding="utf-8")
    start.start([])
    assert mine.exists()
    assert [command[0] for command in programs.commands] == ["--hub"]


def test_start_hands_on_the_words_it_is_given(start: ModuleType, programs: Programs, tmp_path: Path) -> None:
    start.start(["--data", str(tmp_path), "hub", "info", "x", "--json"])
    assert programs.commands == [["hub", "info", "x", "--json"]]
    assert programs.environments[0]["HUBKEEPER_DATA"] == str(tmp_path)


def test_without_a_display_start_says_so_and_tests_the_program(
    start: ModuleType, programs: Programs, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted: list[dict[str, str]] = []
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setattr(start.bootstrap, "has_display", lambda: False)
    monkeypatch.setattr(start.bootstrap, "ensure", lambda libraries, wheels: wanted.append(libraries))
    assert start.start([]) == 5
    assert programs.commands == [["--self-test"]]
    assert programs.environments[0]["QT_QPA_PLATFORM"] == "offscreen"
    assert "no display here" in capsys.readouterr().out
    assert wanted == [start.bootstrap.OFFSCREEN_LIBRARIES]


def test_start_explains_itself_without_setting_anything_up(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["start.py", "--help"])
    assert start.main() == 0
    assert "--wheels DIR" in capsys.readouterr().out


def test_what_stops_the_set_up_is_printed_with_its_code(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(libraries: object, wheels: object) -> None:
        raise start.bootstrap.SetupStopped("This machine lacks:", 2)

    monkeypatch.setattr(sys, "argv", ["start.py"])
    monkeypatch.setattr(start.bootstrap, "ensure", stop)
    assert start.main() == 2
    assert capsys.readouterr().err == "This machine lacks:\n"


def test_a_room_covered_wholly_is_in_order(run: ModuleType) -> None:
    assert run.uncovered(WHOLE) == []
    assert run.uncovered({name.replace("/", "\\"): part for name, part in WHOLE.items()}) == []


@pytest.mark.parametrize(
    ("measured", "line"),
    [
        (
            WHOLE | {"db/backup.py": {"missing_lines": [7], "missing_branches": []}},
            "db/backup.py: no test runs lines [7]",
        ),
        (
            WHOLE | {"db/keys.py": {"missing_lines": [], "missing_branches": [[1, 2]]}},
            "db/keys.py: no test runs branches [[1, 2]]",
        ),
        (
            {name: part for name, part in WHOLE.items() if name != "db/migrate.py"},
            "db/migrate.py: not measured",
        ),
        (
            {name: part for name, part in WHOLE.items() if "domain" not in name},
            "desktop/domain/: not measured",
        ),
    ],
)
def test_a_gap_in_a_room_covered_wholly_is_named(
    run: ModuleType, measured: dict[str, object], line: str
) -> None:
    assert run.uncovered(measured) == [line]


@pytest.mark.parametrize(("percent", "good"), [(84.99, False), (85.0, True), (100.0, True)])
def test_the_overall_coverage_is_judged(run: ModuleType, tmp_path: Path, percent: float, good: bool) -> None:
    report = tmp_path / "coverage.json"
    report.write_text(json.dumps({"totals": {"percent_covered": percent}, "files": WHOLE}), encoding="utf-8")
    assert run.judge_coverage(report)[0] is good


def test_coverage_that_was_not_measured_is_not_in_order(run: ModuleType, tmp_path: Path) -> None:
    assert run.judge_coverage(tmp_path / "none") == (False, "pytest left no coverage report")


def test_the_output_of_a_step_shows_only_where_something_is_wrong(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.quiet([sys.executable, "-c", "print('fine'); print('last')"]) == (True, "last")
    assert capsys.readouterr().out == ""
    assert run.quiet([sys.executable, "-c", "print('first'); raise SystemExit('why')"])[0] is False
    assert {"first", "why"} <= set(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("printed", "code", "outcome"),
    [
        ("== 3 passed in 0.12s ==", 0, (True, "3 passed in 0.12s")),
        ("1 failed, 2 passed in 61.00s (0:01:01)", 1, (False, "1 failed, 2 passed in 61.00s (0:01:01)")),
        ("no tests ran in 0.01s", 5, (False, "no tests ran in 0.01s")),
    ],
)
def test_pytests_closing_line_is_shown_and_kept(
    run: ModuleType, capsys: pytest.CaptureFixture[str], printed: str, code: int, outcome: tuple[bool, str]
) -> None:
    program = f"print({printed!r}); print('after'); raise SystemExit({code})"
    assert run.shown([sys.executable, "-c", program]) == outcome
    assert printed in capsys.readouterr().out


def test_the_screens_go_last_by_processes_of_their_own_and_add_to_what_is_covered(run: ModuleType) -> None:
    (rest, screens) = run.pytest_commands([], coverage=True).values()
    assert f"--ignore={run.SCREENS}" in rest
    assert run.SCREENS in screens
    assert (run.ROOT / run.SCREENS).is_dir()
    assert "--cov-append" in screens
    assert "--cov-append" not in rest
    assert f"--cov-report=json:{run.COVERAGE_FILE}" in screens
    assert not any("json" in word for word in rest)


@pytest.mark.parametrize("chosen", [["-k", "backup"], ["tests/ui/base"]])
def test_what_somebody_chose_goes_at_once(run: ModuleType, chosen: list[str]) -> None:
    (only,) = run.pytest_commands(chosen, coverage=False).values()
    assert only[-len(chosen) :] == chosen
    assert not any(word.startswith(("--cov", "--ignore")) for word in only)


def steps(run: ModuleType, monkeypatch: pytest.MonkeyPatch, bad: str, fast: bool, chosen: list[str]) -> Any:
    """Run with every step replaced; the one named does not come out well."""
    monkeypatch.setattr(run, "checks", lambda: {"ruff check": ["ruff"], "mypy": ["mypy"]})
    monkeypatch.setattr(run, "quiet", lambda command: (command[0] != bad, ""))
    monkeypatch.setattr(
        run, "shown", lambda command: (bad != "pytest" or "--cov-append" in command, " ".join(command))
    )
    monkeypatch.setattr(run, "judge_coverage", lambda: (bad != "coverage", ""))
    monkeypatch.setattr(run, "check_wheel", lambda: (bad != "wheel", ""))
    monkeypatch.setattr(run, "COVERAGE_FILE", ".coverage.of-a-test.json")
    return run.run(fast, chosen)


@pytest.mark.parametrize("bad", ["ruff", "mypy", "pytest", "coverage", "wheel"])
def test_one_step_that_is_wrong_is_enough_and_stops_no_other(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, bad: str
) -> None:
    report = steps(run, monkeypatch, bad, fast=False, chosen=[])
    assert not report.passed
    assert [line[:3] for line in report.lines].count("BAD") == 1
    assert len(report.lines) == 6


@pytest.mark.parametrize(("fast", "chosen"), [(True, []), (False, ["-k", "keys"])])
def test_a_part_of_the_tests_is_run_without_judging_coverage(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, fast: bool, chosen: list[str]
) -> None:
    report = steps(run, monkeypatch, "coverage", fast=fast, chosen=chosen)
    assert report.passed
    assert "--cov" not in report.lines[2]
    assert " ".join(chosen) in report.lines[2]
    assert sum("left out" in line for line in report.lines) == 2


def test_all_in_order(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    report = steps(run, monkeypatch, "", fast=False, chosen=[])
    assert report.passed
    assert "--cov-report=json:" in report.lines[3]


def test_every_check_of_the_source_is_there(run: ModuleType) -> None:
    assert list(run.checks()) == ["ruff check", "ruff format", "mypy", "lint-imports"]


def test_ci_runs_the_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "set -euo pipefail" in script
    assert 'python3 tests/run.py "$@"' in script
