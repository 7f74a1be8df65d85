"""Setting up on a bare machine: what is missing is named, what is stale is made afresh, the lock is whole."""

import ast
import json
import os
import re
import sys
from importlib import util
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def load() -> ModuleType:
    """Load the module the two commands share, as a copy of its own."""
    spec = util.spec_from_file_location("bootstrap_under_test", ROOT / "installers" / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def bootstrap() -> ModuleType:
    return load()


@pytest.fixture
def ran(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Stand in for `subprocess.run` in bootstrap; gives the command lines it was asked for."""
    commands: list[list[str]] = []

    def run(command: list[str], **_options: object) -> SimpleNamespace:
        commands.append(command)
        return SimpleNamespace(returncode=0, stdout=b"3 11")

    monkeypatch.setattr(bootstrap.subprocess, "run", run)
    return commands


def machine(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, *, root: bool, apt: bool, sudo: bool = True
) -> None:
    """Make bootstrap believe in another machine."""
    tools = {"apt-get": apt, "sudo": sudo}
    monkeypatch.setattr(
        bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}" if tools.get(name) else None
    )
    monkeypatch.setattr(bootstrap, "is_root", lambda: root)


@pytest.mark.parametrize("name", ["installers/bootstrap.py", "installers/start.py", "tests/run.py"])
def test_the_commands_parse_on_python_3_8(name: str) -> None:
    ast.parse((ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 8))


@pytest.mark.parametrize(
    "newer",
    ["match x:\n    case 1: pass", "with (open(a) as b, open(c) as d): pass", "try: x\nexcept* E: pass"],
)
def test_newer_grammar_would_be_seen(newer: str) -> None:
    with pytest.raises(SyntaxError):
        ast.parse(newer, feature_version=(3, 8))


@pytest.mark.parametrize("name", ["installers/bootstrap.py", "installers/start.py", "tests/run.py"])
def test_the_commands_need_the_standard_library_only(name: str) -> None:
    allowed = set(sys.stdlib_module_names) | {"bootstrap"}
    for node in ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert {each.split(".")[0] for each in names} <= allowed


@pytest.mark.parametrize(
    ("version", "good"), [((3, 10), False), ((3, 11), True), ((3, 14), True), ((3, 15), False)]
)
def test_which_pythons_suit(bootstrap: ModuleType, version: tuple[int, int], good: bool) -> None:
    assert bootstrap.suits(version) is good


def test_the_pythons_that_suit_are_those_of_the_manifest(bootstrap: ModuleType) -> None:
    manifest = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (oldest, above) = re.findall(r'requires-python = ">=3\.(\d+),<3\.(\d+)"', manifest)[0]
    assert ((3, int(oldest)), (3, int(above) - 1)) == (bootstrap.OLDEST, bootstrap.NEWEST)


def test_an_old_python_hands_over_to_a_newer_one_on_the_path(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/opt/{name}")
    monkeypatch.setattr(bootstrap, "python_version", lambda path: (3, 12) if path.endswith("3.12") else None)
    assert bootstrap.find_python() == "/opt/python3.12"


def test_without_a_python_that_suits_the_wanted_ones_are_named(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    with pytest.raises(bootstrap.SetupStopped, match=r"needs Python 3\.11.*This is Python 3\.9") as stop:
        bootstrap.find_python()
    assert stop.value.exit_code == 2


def test_an_interpreter_is_asked_its_version(bootstrap: ModuleType, tmp_path: Path) -> None:
    assert bootstrap.python_version(sys.executable) == sys.version_info[:2]
    assert bootstrap.python_version(str(tmp_path / "none")) is None


def test_a_library_that_is_missing_is_named_and_one_that_is_there_is_not(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = {"libc.so.6": "libc6", "libnone-such.so.7": "libnone-such7"}
    monkeypatch.setattr(bootstrap.sys, "platform", "linux")
    assert bootstrap.missing_libraries(wanted) == {"libnone-such.so.7": "libnone-such7"}
    monkeypatch.setattr(bootstrap.sys, "platform", "darwin")
    assert bootstrap.missing_libraries(wanted) == {}


@pytest.mark.parametrize(
    ("sudo", "start"),
    [(True, "sudo apt-get update && sudo apt-get install"), (False, "su -c 'apt-get update")],
)
def test_without_root_the_parts_and_one_command_are_printed(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, ran: list[list[str]], sudo: bool, start: str
) -> None:
    machine(bootstrap, monkeypatch, root=False, apt=True, sudo=sudo)
    monkeypatch.setattr(bootstrap, "can_make_environments", lambda python: False)
    monkeypatch.setattr(bootstrap, "missing_libraries", lambda wanted: {"libGL.so.1": "libgl1"})
    with pytest.raises(bootstrap.SetupStopped) as stop:
        bootstrap.provide_system_parts("/usr/bin/python3", bootstrap.OFFSCREEN_LIBRARIES)
    lines = str(stop.value).splitlines()
    assert lines[:3] == ["This machine lacks:", "  Python's venv and ensurepip", "  libGL.so.1"]
    assert lines[-1].strip().startswith(start)
    assert "--yes --no-install-recommends libgl1 python3-venv" in lines[-1]
    assert stop.value.exit_code == 2
    assert not ran


def test_root_installs_what_is_missing_without_a_question(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, ran: list[list[str]]
) -> None:
    machine(bootstrap, monkeypatch, root=True, apt=True)
    answers = iter([{"libGL.so.1": "libgl1"}, {}])
    monkeypatch.setattr(bootstrap, "missing_parts", lambda python, wanted: next(answers))
    bootstrap.provide_system_parts("/usr/bin/python3", {})
    assert ran == [
        ["apt-get", "update"],
        ["apt-get", "install", "--yes", "--no-install-recommends", "libgl1"],
    ]


@pytest.mark.parametrize(("root", "apt"), [(True, True), (True, False), (False, False)])
def test_what_stays_missing_is_said(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, ran: list[list[str]], root: bool, apt: bool
) -> None:
    machine(bootstrap, monkeypatch, root=root, apt=apt)
    monkeypatch.setattr(bootstrap, "missing_parts", lambda python, wanted: {"libGL.so.1": "libgl1"})
    with pytest.raises(bootstrap.SetupStopped, match=r"lacks:\n  libGL\.so\.1"):
        bootstrap.provide_system_parts("/usr/bin/python3", {})
    assert bool(ran) is (root and apt)


def test_apt_that_does_not_work_is_said(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda command, **_: SimpleNamespace(returncode=100))
    with pytest.raises(bootstrap.SetupStopped, match=r"`apt-get update` did not work.* libgl1"):
        bootstrap.install_packages(["libgl1"])


@pytest.mark.parametrize(
    ("python", "package"),
    [
        ("/usr/bin/python3", "python3-venv"),
        ("/usr/bin/python3.12", "python3.12-venv"),
        ("C:/python.exe", "python3-venv"),
    ],
)
def test_the_package_with_venv(bootstrap: ModuleType, python: str, package: str) -> None:
    assert bootstrap.venv_package(python) == package


def finished(bootstrap: ModuleType, folder: Path) -> dict[str, str]:
    """Make what looks like a finished environment, run by this Python."""
    version = sys.version_info[:2]
    marker: dict[str, str] = bootstrap.expected_marker(version, ROOT)
    python = Path(bootstrap.program("python", folder))
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    (folder / bootstrap.MARKER).write_text(json.dumps(marker), encoding="utf-8")
    return marker


def test_a_finished_environment_is_known(bootstrap: ModuleType, tmp_path: Path) -> None:
    marker = finished(bootstrap, tmp_path)
    assert bootstrap.is_complete(tmp_path, marker)
    assert marker["checkout"] == str(ROOT)
    assert len(marker["lock_sha256"]) == 64


@pytest.mark.parametrize(
    "stale", [{"python": "3.10"}, {"lock_sha256": "0" * 64}, {"checkout": "elsewhere"}, {"later": "key"}]
)
def test_a_stale_environment_is_known(bootstrap: ModuleType, tmp_path: Path, stale: dict[str, str]) -> None:
    marker = finished(bootstrap, tmp_path)
    (tmp_path / bootstrap.MARKER).write_text(json.dumps(marker | stale), encoding="utf-8")
    assert not bootstrap.is_complete(tmp_path, marker)


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '"x"'])
def test_a_damaged_marker_is_known(bootstrap: ModuleType, tmp_path: Path, damage: str) -> None:
    marker = finished(bootstrap, tmp_path)
    (tmp_path / bootstrap.MARKER).write_text(damage, encoding="utf-8")
    assert not bootstrap.is_complete(tmp_path, marker)


def test_an_environment_whose_python_went_away_is_known(bootstrap: ModuleType, tmp_path: Path) -> None:
    marker = finished(bootstrap, tmp_path)
    Path(bootstrap.program("python", tmp_path)).unlink()
    assert not bootstrap.is_complete(tmp_path, marker)


def ready(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, venv: Path) -> None:
    """Point bootstrap at an environment of the test's own, on a machine that lacks nothing."""
    monkeypatch.setattr(bootstrap, "VENV", venv)
    monkeypatch.setattr(bootstrap, "find_python", lambda: sys.executable)
    monkeypatch.setattr(bootstrap, "provide_system_parts", lambda python, wanted: None)


def test_a_finished_environment_is_left_alone(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    venv = tmp_path / "venv"
    finished(bootstrap, venv)
    ready(bootstrap, monkeypatch, venv)
    built: list[object] = []
    monkeypatch.setattr(bootstrap, "build_environment", lambda *words: built.append(words))
    bootstrap.ensure({})
    assert not built
    (venv / bootstrap.MARKER).unlink()
    bootstrap.ensure({})
    assert len(built) == 1


def test_the_environment_is_built_by_hash_and_marked_last(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    venv = tmp_path / "venv"
    (venv / "left over").mkdir(parents=True)
    commands: list[list[str]] = []

    def step(command: list[str], _trouble: str) -> None:
        assert not (venv / bootstrap.MARKER).exists()
        venv.mkdir(exist_ok=True)
        commands.append(command)

    monkeypatch.setattr(bootstrap, "run_step", step)
    bootstrap.build_environment("python3", venv, str(tmp_path), {"python": "3.11"})
    make, locked, project = commands
    assert make == ["python3", "-m", "venv", str(venv)]
    assert {"--require-hashes", "--only-binary", "--no-index", "--find-links", str(tmp_path)} <= set(locked)
    assert {"--no-deps", "--no-build-isolation", "--no-index", "--editable"} <= set(project)
    assert json.loads((venv / bootstrap.MARKER).read_text(encoding="utf-8")) == {"python": "3.11"}
    assert [each.name for each in venv.iterdir()] == [bootstrap.MARKER]


def test_an_installation_broken_off_leaves_no_marker(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    venv = tmp_path / "venv"
    monkeypatch.setattr(
        bootstrap.subprocess, "run", lambda command, **_: SimpleNamespace(returncode=int("pip" in command))
    )
    with pytest.raises(bootstrap.SetupStopped, match="The dependencies were not installed") as stop:
        bootstrap.build_environment("python3", venv, None, {})
    assert stop.value.exit_code == 1
    assert not (venv / bootstrap.MARKER).exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_of_a_linked_environment_only_the_link_goes(bootstrap: ModuleType, tmp_path: Path) -> None:
    kept = tmp_path / "kept" / "file"
    kept.parent.mkdir()
    kept.write_text("x", encoding="utf-8")
    (tmp_path / "venv").symlink_to(kept.parent, target_is_directory=True)
    bootstrap.remove_environment(tmp_path / "venv")
    assert kept.exists()
    assert not (tmp_path / "venv").exists()


def test_a_folder_of_wheels_that_is_not_there_is_said(bootstrap: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(bootstrap.SetupStopped, match="There is no folder"):
        bootstrap.ensure({}, str(tmp_path / "none"))


@pytest.mark.parametrize(
    ("given", "value", "rest"),
    [
        (["--wheels", "w", "-k", "x"], "w", ["-k", "x"]),
        (["-k", "x", "--wheels=w"], "w", ["-k", "x"]),
        (["-k", "x"], None, ["-k", "x"]),
        (["--", "--wheels", "w"], None, ["--", "--wheels", "w"]),
    ],
)
def test_an_option_is_taken_out(
    bootstrap: ModuleType, given: list[str], value: str | None, rest: list[str]
) -> None:
    assert bootstrap.take_option(given, "--wheels") == (value, rest)


@given(st.lists(st.text(max_size=5).filter(lambda word: not word.startswith("--"))), st.text(min_size=1))
def test_other_words_go_on_as_they_are(words: list[str], value: str) -> None:
    assert load().take_option([*words, f"--data={value}"], "--data") == (value, words)


def test_an_option_without_its_value_is_said(bootstrap: ModuleType) -> None:
    with pytest.raises(bootstrap.SetupStopped, match="--wheels needs a folder after it") as stop:
        bootstrap.take_option(["--wheels"], "--wheels")
    assert stop.value.exit_code == 2


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
    ],
)
def test_a_display_is_known(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], shown: bool
) -> None:
    monkeypatch.setattr(bootstrap.sys, "platform", "linux")
    assert bootstrap.has_display(environment) is shown
    monkeypatch.setattr(bootstrap.sys, "platform", "win32")
    assert bootstrap.has_display(environment)


def lock_problems(text: str) -> list[str]:
    """Find requirements in a lock file without an exact version or a SHA-256, and addresses."""
    found = [
        line for line in text.splitlines() if "://" in line or re.match(r"\s*(-|git\+|.*@ )(?!-hash)", line)
    ]
    for block in re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)):
        first = block.splitlines()[0] if block.strip() else ""
        exact = re.match(r"[a-z0-9][a-z0-9._-]*==[^ ;\\]+", first)
        if first and not (exact and re.search(r"--hash=sha256:[0-9a-f]{64}", block)):
            found.append(first)
    return found


def test_every_requirement_of_the_lock_is_exact_and_hashed() -> None:
    assert LOCK.count("==") > 50
    assert not lock_problems(LOCK)


@pytest.mark.parametrize(
    "bad",
    [
        "a==1\n",
        "a>=1 \\\n    --hash=sha256:" + "0" * 64,
        "--find-links https://x.example/\n",
        "a @ https://x.example/a.whl\n",
    ],
)
def test_a_loose_requirement_would_be_seen(bad: str) -> None:
    good = "b==1 \\\n    --hash=sha256:" + "1" * 64 + "\n    # via x\n"
    assert not lock_problems(good)
    assert lock_problems(good + bad)


def test_the_lock_holds_every_dependency_of_the_manifest() -> None:
    import tomllib

    manifest = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = manifest["project"]["dependencies"] + manifest["project"]["optional-dependencies"]["dev"]
    wanted += manifest["build-system"]["requires"]
    locked = {name.replace("_", "-") for name in re.findall(r"^([a-z0-9._-]+)==", LOCK, flags=re.MULTILINE)}
    names = {re.split(r"[<>=~!;\[ ]", line)[0].lower().replace("_", "-") for line in wanted}
    assert len(names) > 20
    assert names <= locked
