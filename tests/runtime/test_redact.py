"""A fault is described by types, places and codes."""

import os
import sqlite3
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.runtime.redact import codes, fingerprint, place, redacted

SECRET = "Mary Smith"


def caught(action: Callable[[], object]) -> BaseException:
    with pytest.raises(BaseException) as found:
        action()
    return found.value


def raise_chain(name: str) -> None:
    try:
        os.environ["NO SUCH " + name]
    except KeyError as problem:
        raise ValueError(name) from problem


def raise_context(name: str) -> None:
    try:
        os.environ["NO SUCH " + name]
    except KeyError:
        raise ValueError(name)  # noqa: B904


def raise_hidden(name: str) -> None:
    try:
        os.environ["NO SUCH " + name]
    except KeyError:
        raise ValueError(name) from None


def test_the_chain_is_told_oldest_first() -> None:
    text = redacted(caught(lambda: raise_chain(SECRET)))
    assert text.index("builtins.KeyError") < text.index("which caused") < text.index("builtins.ValueError")
    assert "test_redact.py" in text
    assert "in raise_chain" in text
    assert "Mary" not in text


def test_context_is_told_and_hidden_context_is_not() -> None:
    assert "while handling it" in redacted(caught(lambda: raise_context(SECRET)))
    assert "KeyError" not in redacted(caught(lambda: raise_hidden(SECRET)))


def test_a_loop_of_causes_ends() -> None:
    first, second = ValueError(SECRET), KeyError(SECRET)
    first.__cause__, second.__cause__ = second, first
    assert redacted(first).count("which caused") == 1


def test_a_group_tells_its_members() -> None:
    group = ExceptionGroup(SECRET, [ValueError(SECRET), ExceptionGroup(SECRET, [OSError(28, SECRET)])])
    text = redacted(group)
    assert "member 1:\nbuiltins.ValueError" in text
    assert "builtins.OSError errno=28" in text
    assert "Mary" not in text


def test_codes_of_the_system_and_of_sqlite() -> None:
    assert codes(OSError(28, SECRET)) == "errno=28"
    with sqlite3.connect(":memory:") as connection:
        problem = caught(lambda: connection.execute("select * from people"))
    connection.close()
    assert codes(problem) == "sqlite=SQLITE_ERROR"
    odd = ValueError()
    odd.sqlite_errorname = SECRET  # type: ignore[attr-defined]
    assert codes(odd) == ""


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("/home/mary/hubkeeper/desktop/ui/page.py", "desktop/ui/page.py"),
        ("C:\\Users\\Mary\\hub\\db\\engine.py", "db/engine.py"),
        ("/home/mary/desktop/hubkeeper/.venv/lib/x/sqlalchemy/engine/base.py", "desktop/hubkeeper/.venv/lib"),
        ("/usr/lib/python3.11/json/decoder.py", "json/decoder.py"),
        ("<string>", "<string>"),
        ("", ""),
    ],
)
def test_a_path_loses_the_users_name(path: str, short: str) -> None:
    assert place(path).startswith(short)
    assert "mary" not in place(path).lower()


@given(first=st.text(), second=st.text())
def test_the_same_fault_has_the_same_fingerprint_whatever_its_values(first: str, second: str) -> None:
    assert fingerprint(caught(lambda: raise_chain(first))) == fingerprint(caught(lambda: raise_chain(second)))


def test_another_fault_has_another_fingerprint() -> None:
    assert fingerprint(caught(lambda: raise_chain("a"))) != fingerprint(caught(lambda: raise_context("a")))
