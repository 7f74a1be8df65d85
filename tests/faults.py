"""Plants one-token faults in the code that must not be wrong, and asks whether its tests notice.

    python tests/faults.py [--short] [--paths db/keys.py ...] [--sample 300] [--seed 1]

A fault is one flipped comparison, ``and`` for ``or``, plus for minus, a number off by one, a ``not`` left
out, True for False, or ``return None``: DeMillo, Lipton and Sayward, "Hints on Test Data Selection", 1978.
Each is planted in a copy of the project, never in the project itself, and the module's own tests run
against it with a time limit. Survivors that change nothing that can be seen are explained in
``faults_explained.json``, with the reason.
"""

import argparse
import ast
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).resolve().parents[1]
EXPLAINED = Path(__file__).with_name("faults_explained.json")
GOAL = 0.90
WORKERS = 2
SHORT = 40
GATE = tuple(
    f"desktop/services/{name}.py" for name in ("gate", "sitting", "assigning", "round_gates", "undo_gate")
)
STORE = ("db/backup.py", "db/migrate.py", "db/keys.py", "db/keyfile.py", "db/wrapping.py", "db/keywords.py")
COPIED = ("desktop", "db", "resources", "tests", "pyproject.toml")
TESTS = {
    "db/keys.py": ("test_keys", "test_keyfile"),
    "db/keyfile.py": ("test_keyfile", "test_keys"),
    "db/wrapping.py": ("test_keys",),
    "db/backup.py": ("test_backup", "test_restore", "test_archive"),
    "desktop/domain/clearance.py": ("test_clearance", "test_clearance_properties", "test_clearance_evidence"),
    "desktop/services/gate.py": ("test_gate",),
    "desktop/services/rule_plans.py": ("rounds/test_rule_previews", "rounds/test_rules"),
    "desktop/services/rules.py": ("rounds/test_rules", "rounds/test_rule_previews"),
    "desktop/services/sitting.py": ("rounds/test_sitting",),
    "desktop/services/assigning.py": ("rounds/test_assigning", "test_offers"),
    "desktop/services/round_gates.py": ("rounds/test_round_gates",),
    "desktop/services/undo_gate.py": ("rounds/test_undo_gate", "rounds/test_rules"),
}
FLIPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One planted fault: where, what, and the whole source with it."""

    file: str
    line: int
    text: str
    change: str
    source: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from others even when lines move."""
        return self.file, self.text, self.change


def faults_in(file: str) -> list[Fault]:
    """List every fault that can be planted in one file, in the order of the source."""
    source = (ROOT / file).read_text(encoding="utf-8")
    lines = source.splitlines()
    tree = ast.parse(source)
    found: dict[tuple[int, str, str], Fault] = {}
    for line, change, plant in _places(tree):
        undo = plant()
        fault = Fault(file, line, lines[line - 1].strip(), change, ast.unparse(tree))
        undo()
        found[line, change, fault.source] = fault
    return list(found.values())


Plant = Callable[[], Callable[[], None]]


def _set(node: ast.AST, name: str, value: object) -> Plant:
    """Make a change of one attribute that can be undone."""

    def plant() -> Callable[[], None]:
        old = getattr(node, name)
        setattr(node, name, value)
        return lambda: setattr(node, name, old)

    return plant


def _places(tree: ast.AST) -> Iterator[tuple[int, str, Plant]]:
    for node in _code(tree):
        line = getattr(node, "lineno", 1)
        if isinstance(node, ast.Compare):
            for place, old in enumerate(node.ops):
                if new := FLIPS.get(type(old)):
                    ops = [*node.ops[:place], new(), *node.ops[place + 1 :]]
                    yield line, f"{type(old).__name__} to {new.__name__}", _set(node, "ops", ops)
        elif isinstance(node, ast.BoolOp | ast.BinOp | ast.AugAssign):
            if new := FLIPS.get(type(node.op)):
                yield line, f"{type(node.op).__name__} to {new.__name__}", _set(node, "op", new())
        else:
            yield from _other_places(node, line)


def _other_places(node: ast.AST, line: int) -> Iterator[tuple[int, str, Plant]]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        double = ast.UnaryOp(ast.Not(), node.operand)
        yield line, "not left out", _set(node, "operand", double)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield line, f"{node.value} to {not node.value}", _set(node, "value", not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        for step in (1, -1):
            yield line, f"{node.value} to {node.value + step}", _set(node, "value", node.value + step)
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield line, "return None", _set(node, "value", ast.Constant(None))


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """Walk what runs: not annotations, not decorators, not the pieces of messages."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params") or isinstance(
            node, ast.JoinedStr
        ):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _code(child)


def tests_of(file: str) -> list[str]:
    """Name the test files of a module: its own, or its room's where it has none."""
    room = Path(file).parent.name
    folder = ROOT / "tests" / room
    if file in TESTS:
        own = [f"{name}.py" for name in TESTS[file]]
    else:
        modules = {path.stem for path in (ROOT / file).parent.glob("*.py")}
        names = sorted(path.name for path in folder.glob("test_*.py"))
        own = [name for name in names if _owner(name, modules) == Path(file).stem]
    whole = bool(own) and all((folder / name).exists() for name in own)
    return [str(Path("tests", room, name)) for name in own] if whole else [str(Path("tests", room))]


def _owner(test: str, modules: set[str]) -> str | None:
    """Name the module a test file is about: `test_dates.py` and `test_dates_read.py` are both of `dates`."""
    words = test.removeprefix("test_").removesuffix(".py").split("_")
    starts = ("_".join(words[:count]) for count in range(len(words), 0, -1))
    return next((start for start in starts if start in modules), None)


def make_copy(to: Path) -> Path:
    """Copy what the tests need, so that faults never touch the project itself."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=shutil.ignore_patterns("__pycache__", "shots"))
        else:
            shutil.copy(source, to / name)
    return to


def run_tests(copy: Path, tests: list[str], limit: float) -> bool:
    """Run tests in a copy; True when all pass within the limit, in seconds."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-m", "not kill and not long"]
    child = subprocess.Popen(
        [*command, "-p", "no:cacheprovider", "--no-header", f"--basetemp={copy}-made", *tests],
        cwd=copy,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "QT_QPA_PLATFORM": "offscreen"},
    )
    try:
        return child.wait(timeout=limit) == 0
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        return False


def survives(fault: Fault, copies: "SimpleQueue[Path]", limits: dict[str, float]) -> bool:
    """Plant one fault in a free copy, print what came of it, and say whether its tests still pass."""
    copy = copies.get()
    target = copy / fault.file
    whole = target.read_bytes()
    try:
        target.write_text(fault.source, encoding="utf-8")
        alive = run_tests(copy, tests_of(fault.file), limits[fault.file])
        told = f"{fault.file}:{fault.line} {fault.change}"
        print(f"{'lives  ' if alive else 'noticed'}  {told}", flush=True)  # a long run may be cut off
        return alive
    finally:
        target.write_bytes(whole)
        copies.put(copy)


def measure(copy: Path, files: list[str]) -> dict[str, float]:
    """Run each file's tests without a fault; return time limits in seconds, or stop when they do not pass."""
    limits: dict[str, float] = {}
    known: dict[str, float] = {}
    for file in files:
        tests = " ".join(tests_of(file))
        if tests not in known:
            start = time.monotonic()
            if not run_tests(copy, tests_of(file), 600):
                sys.exit(f"The tests of {file} do not pass without a fault: {tests}")
            known[tests] = 4 * (time.monotonic() - start) + 20
        limits[file] = known[tests]
    return limits


def chosen(args: argparse.Namespace) -> list[str]:
    """List the files to plant faults in."""
    if args.paths:
        return [str(Path(path)) for path in args.paths]
    domain = sorted((ROOT / "desktop" / "domain").rglob("*.py"))
    own = [str(path.relative_to(ROOT)) for path in domain if path.name != "__init__.py"]
    return [*STORE, *GATE, *own]


def report(planted: list[Fault], survivors: list[Fault]) -> int:
    """Print what was caught and what was not; return the exit code."""
    listed = json.loads(EXPLAINED.read_text(encoding="utf-8"))
    reasons = {(one["file"], one["text"], one["change"]): one["reason"] for one in listed}
    for fault in survivors:
        reason = reasons.get(fault.key, "NOT EXPLAINED")
        print(f"survived  {fault.file}:{fault.line}  {fault.change}  | {fault.text}  | {reason}")
    for file in sorted({fault.file for fault in planted}):
        total = sum(fault.file == file for fault in planted)
        left = sum(fault.file == file for fault in survivors)
        print(f"{file:42} planted {total:4}  caught {total - left:4}  {100 * (total - left) / total:5.1f}%")
    share = 1 - len(survivors) / max(1, len(planted))
    bare = sum(fault.key not in reasons for fault in survivors)
    caught = len(planted) - len(survivors)
    print(f"caught {caught} of {len(planted)}: {100 * share:.1f}%; survivors not explained: {bare}")
    return 0 if share >= GOAL else 1


def options() -> argparse.Namespace:
    """Read the command line."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("--short", action="store_true", help=f"only {SHORT} faults")
    parser.add_argument("--paths", nargs="*", default=[], help="files to plant faults in")
    parser.add_argument("--sample", type=int, default=300, help="how many faults to try; 0 for all")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    return parser.parse_args()


def main() -> int:
    """Plant, run, report."""
    args = options()
    files = chosen(args)
    faults = [fault for file in files for fault in faults_in(file)]
    wanted = SHORT if args.short else args.sample or len(faults)
    planted = random.Random(args.seed).sample(faults, min(wanted, len(faults)))
    print(f"{len(faults)} faults can be planted in {len(files)} files; trying {len(planted)}", flush=True)
    with tempfile.TemporaryDirectory(prefix="hubkeeper-faults-") as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(WORKERS):
            copies.put(make_copy(Path(folder, str(number))))
        first = copies.get()
        limits = measure(first, sorted({fault.file for fault in planted}))
        copies.put(first)
        with ThreadPoolExecutor(WORKERS) as pool:
            lived = list(pool.map(lambda fault: survives(fault, copies, limits), planted))
    return report(planted, [fault for fault, alive in zip(planted, lived, strict=True) if alive])


if __name__ == "__main__":
    sys.exit(main())
