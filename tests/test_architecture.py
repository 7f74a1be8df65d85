"""The shape of the house, held by tests: each check first shows that it can fail."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("desktop", "db", "resources")
CODE = (*ROOMS, "installers", "tests")
FOLDERS = {*CODE, ".ci"}
FILES = {
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "pyproject.toml",
    "requirements.lock",
}
FILE_LIMIT = 400
FUNCTION_LIMIT = 50
BANNED_NAMES = {"QSortFilterProxyModel", "QTableWidget", "QStandardItemModel", "QStandardItem"}
NESTED_LOOPS = {
    "QMessageBox": {"about", "aboutQt", "critical", "information", "question", "warning"},
    "QInputDialog": {"getDouble", "getInt", "getItem", "getMultiLineText", "getText"},
    "QFileDialog": {"getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName"},
    "QColorDialog": {"getColor"},
    "QFontDialog": {"getFont"},
}
# Put together here, so that this file does not hold what it looks for.
UNFINISHED = re.compile(r"\b(to" + r"do|fix" + r"me|coming" + r"[ -]soon)\b", re.IGNORECASE)
ADDRESSES = re.compile(
    r"(?<![\w.])/wo" + r"rk/|/ro" + r"ot/|\.\./sha" + r"red\b|/tm" + r"p/(?!$)\w"
    r"|https?://[^\s\"'<>)]*(py" + r"pi\.|pythonho" + r"sted|artifactory|/simple/|\.pkg\.dev)"
    r"|--(extra-)?index-url",
    re.IGNORECASE,
)

Check = Callable[[str, str], list[str]]
Function = ast.FunctionDef | ast.AsyncFunctionDef


def all_files() -> list[str]:
    """List the project's files, those git ignores left out; without git, all but hidden and built ones."""
    command = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        found = (path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file())
        listed = [
            name for name in found if not re.match(r"(\.(?!ci/|gitignore)|build/|dist/)|.*__pycache__", name)
        ]
    return sorted(name for name in listed if (ROOT / name).is_file())


def python_files(*folders: str) -> list[str]:
    """List the Python files below some top-level folders."""
    return [name for name in all_files() if name.endswith(".py") and name.split("/")[0] in folders]


def calls(source: str) -> Iterator[ast.Call]:
    """Give every call in a source text."""
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def name_of(node: ast.expr) -> str:
    """Give the last part of a name such as ``self.tr``; empty for anything else."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def too_long(name: str, source: str) -> list[str]:
    """Find a file or functions over the limits."""
    count = len(source.splitlines())
    found = [f"{name}: {count} lines"] if count > FILE_LIMIT else []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            found += [f"{name}:{node.lineno} {node.name}: {length} lines"] if length > FUNCTION_LIMIT else []
    return found


def made_up_translations(name: str, source: str) -> list[str]:
    """Find texts to be translated that are put together first: no translator ever meets those."""
    return [
        f"{name}:{call.lineno} a text made up before it is translated"
        for call in calls(source)
        if name_of(call.func) in {"tr", "translate"}
        and any(isinstance(word, ast.JoinedStr | ast.BinOp | ast.Call) for word in call.args[:2])
    ]


def nested_event_loops(name: str, source: str) -> list[str]:
    """Find dialogs that wait inside a function instead of `open()` and a signal."""
    found = []
    for call in calls(source):
        if not isinstance(call.func, ast.Attribute):
            continue
        owner, verb = name_of(call.func.value), call.func.attr
        of_the_app = name == "desktop/app.py" and owner in {"app", "application", "QApplication"}
        if (verb in {"exec", "exec_"} and not of_the_app) or verb in NESTED_LOOPS.get(owner, set()):
            found.append(f"{name}:{call.lineno} {owner}.{verb}() waits in a loop of its own")
    return found


def banned_widgets(name: str, source: str) -> list[str]:
    """Find item widgets and proxy models, which do not bear 100,000 rows."""
    found = []
    for node in ast.walk(ast.parse(source)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else []
        names += [name_of(node)] if isinstance(node, ast.Name | ast.Attribute) else []
        found += [f"{name}:{getattr(node, 'lineno', 0)} {each}" for each in names if each in BANNED_NAMES]
    return found


def prints(name: str, source: str) -> list[str]:
    """Find prints outside the command line."""
    if re.match(r"desktop/cli(\.py|/)", name):
        return []
    found = [call for call in calls(source) if isinstance(call.func, ast.Name) and call.func.id == "print"]
    return [f"{name}:{call.lineno} prints" for call in found]


def sleeps(name: str, source: str) -> list[str]:
    """Find tests that wait for a time instead of for what they need."""
    return [
        f"{name}:{call.lineno} sleeps"
        for call in calls(source)
        if name_of(call.func) in {"sleep", "qSleep", "qWait"}
    ]


def _undocumented(name: str, body: list[ast.stmt], inside: str) -> Iterator[str]:
    for node in body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        marks = {name_of(mark.func if isinstance(mark, ast.Call) else mark) for mark in node.decorator_list}
        if marks & {"overload", "setter", "deleter", "override"}:
            continue
        qt_override = bool(inside) and re.search(r"[a-z][A-Z]", node.name) and isinstance(node, Function)
        if not ast.get_docstring(node) and not qt_override:
            yield f"{name}:{node.lineno} {inside}{node.name} has no docstring"
        if isinstance(node, ast.ClassDef):
            yield from _undocumented(name, node.body, f"{node.name}.")


def undocumented(name: str, source: str) -> list[str]:
    """Find a module, or public classes and functions in it, without a docstring; Qt's own names need none."""
    tree = ast.parse(source)
    bare = [f"{name}: the module has no docstring"] if tree.body and not ast.get_docstring(tree) else []
    return bare + list(_undocumented(name, tree.body, ""))


def unfinished(name: str, source: str) -> list[str]:
    """Find words that promise work."""
    return [
        f"{name}:{number} {found.group()}"
        for number, line in enumerate(source.splitlines(), start=1)
        if (found := UNFINISHED.search(line))
    ]


def addresses(name: str, source: str) -> list[str]:
    """Find addresses of package registries and folders of one machine."""
    return [
        f"{name}:{number} {found.group()}"
        for number, line in enumerate(source.splitlines(), start=1)
        if (found := ADDRESSES.search(line))
    ]


def out_of_place(names: list[str]) -> list[str]:
    """Find files that lie outside the top level the project is fixed to."""
    tops = {PurePosixPath(name).parts for name in names}
    return sorted({parts[0] for parts in tops if parts[0] not in (FOLDERS if len(parts) > 1 else FILES)})


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Hold the import contracts of `pyproject.toml` against the packages in a folder."""
    starter = (
        "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as run; run()"
    )
    command = [sys.executable, "-c", starter, "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


LONG = "def f() -> None:\n" + "    pass\n" * FUNCTION_LIMIT
PLANTED: list[tuple[Check, tuple[str, ...], str, str]] = [
    (too_long, CODE, "x = 1\n" * (FILE_LIMIT + 1), "x = 1\n" * FILE_LIMIT),
    (too_long, CODE, LONG, LONG.removesuffix("    pass\n")),
    (made_up_translations, ROOMS, 'self.tr(f"{n} calls")', 'self.tr("%n calls", "", n)'),
    (made_up_translations, ROOMS, 'tr("Ring " + name)', 'tr("Ring {name}").format(name=name)'),
    (made_up_translations, ROOMS, 'tr("Ring {}".format(name))', 'tr("Ring")'),
    (nested_event_loops, ROOMS, "dialog.exec()", "dialog.open()"),
    (nested_event_loops, ROOMS, "QtWidgets.QMessageBox.question(self, a, b)", "QMessageBox(self).open()"),
    (nested_event_loops, ROOMS, "QFileDialog.getOpenFileName(self)", "QFileDialog(self).open()"),
    (banned_widgets, ROOMS, "from PySide6.QtCore import QSortFilterProxyModel", '"QTableWidget is slow"'),
    (banned_widgets, ROOMS, "x = QtWidgets.QTableWidget()", "x = QTableView()"),
    (banned_widgets, ROOMS, "class M(QStandardItemModel): ...", "class M(QAbstractTableModel): ..."),
    (prints, ROOMS, 'print("x")', 'document.print("x")'),
    (sleeps, ("tests",), "time.sleep(1)", "qtbot.waitUntil(done)"),
    (undocumented, ROOMS, '"""M."""\ndef f(): ...', '"""M."""\ndef _f(): ...'),
    (
        undocumented,
        ROOMS,
        '"""M."""\nclass C:\n  """C."""\n  def f(self): ...',
        '"""M."""\nclass C:\n  """C."""\n  def rowCount(self): ...',
    ),
    (undocumented, ROOMS, "x = 1", ""),
    (unfinished, CODE, "# To" + "do: more", "# methodology"),
    (unfinished, CODE, '"Coming' + ' soon"', '"Come soon"'),
    (addresses, CODE, "https://py" + "pi.org/x", "https://www.gov.uk/work/x"),
    (addresses, CODE, 'open("/wo' + 'rk/main")', 'open("network/main")'),
]
CHECKS: dict[Check, tuple[str, ...]] = {check: folders for check, folders, _, _ in PLANTED}


@pytest.mark.parametrize(("check", "folders", "bad", "good"), PLANTED)
def test_each_check_can_fail(check: Check, folders: tuple[str, ...], bad: str, good: str) -> None:
    assert check(f"{folders[0]}/planted.py", bad)
    assert not check(f"{folders[0]}/planted.py", good)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_code_keeps_to(check: Check) -> None:
    names = python_files(*CHECKS[check])
    assert names
    found = [line for name in names for line in check(name, (ROOT / name).read_text(encoding="utf-8"))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("check", [unfinished, addresses], ids=lambda check: check.__name__)
def test_the_prose_keeps_to(check: Check) -> None:
    kinds = (".md", ".toml", ".lock", ".mako", ".sh", ".ci/run")
    names = [name for name in all_files() if name.endswith(kinds)]
    assert "pyproject.toml" in names
    found = [line for name in names for line in check(name, (ROOT / name).read_text(encoding="utf-8"))]
    assert not found, "\n".join(found)


def test_only_the_command_line_prints() -> None:
    assert not prints("desktop/cli.py", 'print("x")')
    assert not prints("desktop/cli/hub.py", 'print("x")')
    assert prints("desktop/client.py", 'print("x")')


def test_only_the_app_runs_the_event_loop() -> None:
    assert not nested_event_loops("desktop/app.py", "app.exec()")
    assert nested_event_loops("desktop/ui/main_window.py", "app.exec()")
    assert nested_event_loops("desktop/app.py", "dialog.exec()")


def test_nothing_lies_outside_the_top_level() -> None:
    assert out_of_place(["docs/a.md", "setup.py", "db/x.py", "README.md"]) == ["docs", "setup.py"]
    assert not out_of_place(all_files())


def test_imports_point_down() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("db/ids.py", "import desktop.domain", "layers point down"),
        ("desktop/domain/errors.py", "import sqlalchemy", "domain is pure"),
        ("desktop/services/__init__.py", "import PySide6.QtCore", "Qt stays in the shell"),
        ("desktop/ui/__init__.py", "import reportlab", "the GUI never speaks SQL or PDF"),
    ],
)
def test_a_wrong_import_breaks_its_contract(tmp_path: Path, file: str, line: str, contract: str) -> None:
    for name in [*python_files(*ROOMS), "pyproject.toml"]:
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    with (tmp_path / file).open("a", encoding="utf-8") as planted:
        planted.write(f"\n{line}\n")
    done = lint_imports(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert re.search(rf"{re.escape(contract)} BROKEN", done.stdout)
