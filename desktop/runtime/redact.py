"""Text about a fault that names no person: types, places in the code and codes, never values.

An exception's message may hold a name, an address or a whole SQL row, so none is ever written. What is left
still finds the fault: the chain of types, each frame's file, function and line, and the system's own codes.
"""

import hashlib
import re
import traceback
from pathlib import PurePath
from types import TracebackType

_LONGEST_CHAIN = 10
_CODE = re.compile(r"[A-Z][A-Z0-9_]{2,40}")
_OUR_ROOMS = ("desktop", "db", "resources")


def place(path: str) -> str:
    """Shorten a source path so that it no longer holds the user's name.

    Args:
        path: as Python reports it.

    Returns:
        The part from our own room on, such as ``desktop/ui/page.py``, else the last two parts.
    """
    parts = PurePath(path.replace("\\", "/")).parts
    for start in range(len(parts) - 1, -1, -1):
        if parts[start] in _OUR_ROOMS:
            return "/".join(parts[start:])
    return "/".join(parts[-2:]).lstrip("/")


def codes(problem: BaseException) -> str:
    """Give the system's and SQLite's own codes of an exception, such as ``errno=28``; empty without any."""
    found = []
    number = getattr(problem, "errno", None)
    if isinstance(number, int):
        found.append(f"errno={number}")
    name = getattr(problem, "sqlite_errorname", None)
    if isinstance(name, str) and _CODE.fullmatch(name):
        found.append(f"sqlite={name}")
    return " ".join(found)


def _frames(trace: TracebackType | None) -> list[str]:
    summary = traceback.StackSummary.extract(traceback.walk_tb(trace), lookup_lines=False)
    return [f"  {place(frame.filename)}:{frame.lineno} in {frame.name}" for frame in summary]


def _previous(problem: BaseException) -> tuple[BaseException | None, str]:
    if problem.__cause__ is not None:
        return problem.__cause__, "which caused"
    if problem.__context__ is not None and not problem.__suppress_context__:
        return problem.__context__, "while handling it"
    return None, ""


def _members(problem: BaseException, depth: int) -> list[str]:
    if not isinstance(problem, BaseExceptionGroup) or depth >= _LONGEST_CHAIN:
        return []
    return [
        line
        for number, member in enumerate(problem.exceptions[:_LONGEST_CHAIN], start=1)
        for line in (f"member {number}:", *_one_chain(member, depth + 1))
    ]


def _one_chain(problem: BaseException, depth: int) -> list[str]:
    links: list[tuple[BaseException, str]] = []
    current: BaseException | None = problem
    word = ""
    seen: set[int] = set()
    while current is not None and id(current) not in seen and len(links) < _LONGEST_CHAIN:
        seen.add(id(current))
        links.append((current, word))
        current, word = _previous(current)
    lines: list[str] = []
    for link, after in reversed(links):
        kind = type(link)
        lines += _frames(link.__traceback__)
        lines.append(f"{kind.__module__}.{kind.__qualname__} {codes(link)}".rstrip())
        lines += _members(link, depth)
        lines += [after] if after else []
    return lines


def redacted(problem: BaseException) -> str:
    """Describe an exception, what caused it and where, without any value.

    Args:
        problem: any exception, with or without a traceback.

    Returns:
        Lines of text, oldest cause first, as in Python's own traceback.
    """
    return "\n".join(_one_chain(problem, 0))


def fingerprint(problem: BaseException) -> str:
    """Give 16 hex digits that are the same for the same fault at the same place, whatever its values."""
    return hashlib.sha256(redacted(problem).encode("utf-8", "replace")).hexdigest()[:16]
