"""Every text a person may read: in plain words, put where translators find it, never an exception's own."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NEVER = re.compile(r"\b(invalid|failed|error|submit|please)\b", re.IGNORECASE)
"""Words that blame or beg; see the design's section on words."""
SAYS = {
    "setText",
    "setWindowTitle",
    "setToolTip",
    "setPlaceholderText",
    "setAccessibleName",
    "setAccessibleDescription",
    "setTitle",
    "say",
    "addAction",
    "Button",
    "Label",
    "Notice",
    "QLabel",
    "QPushButton",
    "QAction",
}
"""Calls in ``desktop/ui`` whose first text argument is shown or spoken."""
SHOWS_NOTHING = re.compile(
    r"[^A-Za-z]*|[^A-Za-z]*[PHRTSVO]-\d*|<.*|[a-z0-9_]+|Ctrl|Alt|Shift|Esc|Enter|Tab|Space|F\d+|[^A-Za-z]*Hubkeeper[^A-Za-z]*"
)
"""Marks, keys of records and names of keys on the keyboard, which are the same in every language."""
Check = Callable[[str, str], list[str]]


def sources(*folders: str) -> Iterator[tuple[str, str]]:
    """Name and text of every module below some folders."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def texts(tree: ast.AST) -> Iterator[ast.Constant]:
    """Every string in a module that is more than one word and no docstring, pieces of f-strings too."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    told = {
        id(node.value)
        for parent in ast.walk(tree)
        if isinstance(parent, documented)
        for node in parent.body
        if isinstance(node, ast.Expr)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
        if is_text and " " in node.value.strip():
            yield node


def blaming_words(name: str, source: str) -> list[str]:
    """Find texts that say what no message of ours says."""
    found = []
    for node in texts(ast.parse(source)):
        word = NEVER.search(node.value)
        if word:
            found.append(f"{name}:{node.lineno} says {word.group()!r}: {node.value.strip()[:60]}")
    return found


def untranslated(name: str, source: str) -> list[str]:
    """Find words given to a widget without `tr`."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in SAYS and (words := _shown(node.args[0])):
            found.append(f"{name}:{node.lineno} {called}({words!r}) is not translated")
    return found


def _shown(node: ast.expr) -> str:
    pieces = node.values if isinstance(node, ast.JoinedStr) else [node]
    for piece in pieces:
        if isinstance(piece, ast.Constant) and isinstance(piece.value, str):
            words = piece.value.strip()
            if not SHOWS_NOTHING.fullmatch(words):
                return words
    return ""


def bare_exceptions(name: str, source: str) -> list[str]:
    """Find exceptions shown as Python words them: their own words are for people who write programs."""
    found = []
    for handler in ast.walk(ast.parse(source)):
        if isinstance(handler, ast.ExceptHandler) and handler.name:
            found += [
                f"{name}:{node.lineno} shows the words of {handler.name}"
                for body in handler.body
                for node in ast.walk(body)
                if _spells_out(node, handler.name)
            ]
    return found


def _spells_out(node: ast.AST, name: str) -> bool:
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("str", "repr", "format"):
        return any(getattr(argument, "id", "") == name for argument in node.args)
    return isinstance(node, ast.FormattedValue) and getattr(node.value, "id", "") == name


CHECKS: list[tuple[Check, tuple[str, ...], str, str]] = [
    (
        blaming_words,
        ("desktop", "db"),
        'say("The file is invalid.")',
        'say("A letter is missing. It should look like QX4 2LB.")',
    ),
    (untranslated, ("desktop/ui",), 'Button("Close the round", self)', 'Button(tr("Close the round"), self)'),
    (
        untranslated,
        ("desktop/ui",),
        'label.setText(f"{count} calls found")',
        'label.setText(f"{count} · R-1")',
    ),
    (
        bare_exceptions,
        ("desktop/ui", "desktop/cli"),
        "try:\n    pass\nexcept OSError as problem:\n    say(f'{problem}')",
        "try:\n    pass\nexcept DomainError as problem:\n    say(problem.user_message)",
    ),
]


@pytest.mark.parametrize(("check", "folders", "bad", "good"), CHECKS)
def test_each_check_can_fail(check: Check, folders: tuple[str, ...], bad: str, good: str) -> None:
    assert check("a.py", bad)
    assert check("a.py", good) == []


@pytest.mark.parametrize(("check", "folders"), [(check, folders) for check, folders, _bad, _good in CHECKS])
def test_the_texts_keep_to(check: Check, folders: tuple[str, ...]) -> None:
    assert [each for name, source in sources(*folders) for each in check(name, source)] == []


def test_texts_that_lie_in_files_keep_to_the_words_too() -> None:
    found = [
        f"{path.name}: {word.group()}"
        for path in sorted((ROOT / "resources").rglob("*"))
        if path.suffix == ".json" and path.name != "demo.json"  # which holds what made-up callers say
        for word in NEVER.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
