"""Each known problem has words of its own, and drivers' exceptions find the right ones."""

import errno
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlcipher3 import dbapi2

from db import errors

KINDS = [
    errors.WrongPassphrase,
    errors.WeakPassphrase,
    errors.DamagedStore,
    errors.NewerStore,
    errors.StoreInUse,
    errors.DiskFull,
    errors.ReadOnlyPlace,
    errors.DiskTrouble,
    errors.UnsuitablePlace,
    errors.NotAHub,
    errors.BackupProblem,
]
BANNED = ("invalid", "failed", "error", "submit", "please")


def test_every_kind_has_its_own_plain_words() -> None:
    made = [kind() for kind in KINDS]
    assert len({problem.user_message for problem in made}) == len(KINDS)
    for problem in made:
        words = f"{problem.user_message} {problem.remedy}".lower()
        assert not [word for word in BANNED if word in words]
        assert problem.user_message.endswith(".")
        assert problem.remedy.endswith(".")
        assert str(problem) == problem.user_message


def test_given_words_replace_the_usual_ones() -> None:
    problem = errors.BackupProblem("The file is empty.", "Use another.")
    assert (problem.user_message, problem.remedy) == ("The file is empty.", "Use another.")
    assert errors.BackupProblem().user_message == errors.BackupProblem.user_message


def test_wrong_passphrase_counts_tries_only_where_told() -> None:
    assert errors.WrongPassphrase().tries_left is None
    assert errors.WrongPassphrase(tries_left=3).tries_left == 3


def test_in_use_names_who_and_since() -> None:
    since = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
    problem = errors.StoreInUse("Jo on LAPTOP-2", since)
    assert (problem.who, problem.since) == ("Jo on LAPTOP-2", since)
    assert "Jo on LAPTOP-2" in problem.user_message
    assert f"{since.astimezone():%H:%M on %d/%m/%Y}" in problem.user_message
    assert errors.StoreInUse().user_message == "The hub is already open in another copy."


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        (OSError(errno.ENOSPC, "x"), errors.DiskFull),
        (OSError(errno.EDQUOT, "x"), errors.DiskFull),
        (OSError(errno.EFBIG, "x"), errors.DiskFull),
        (OSError(errno.EROFS, "x"), errors.ReadOnlyPlace),
        (PermissionError(errno.EACCES, "x"), errors.ReadOnlyPlace),
        (OSError(errno.EIO, "x"), errors.DiskTrouble),
        (FileNotFoundError(errno.ENOENT, "x"), None),
        (dbapi2.DatabaseError("file is not a database"), errors.DamagedStore),
        (dbapi2.DatabaseError("database disk image is malformed"), errors.DamagedStore),
        (dbapi2.OperationalError("database is locked"), errors.StoreInUse),
        (dbapi2.OperationalError("attempt to write a readonly database"), errors.ReadOnlyPlace),
        (dbapi2.OperationalError("disk I/O error"), errors.DiskTrouble),
        (dbapi2.OperationalError("no such table: t"), None),
        (ValueError("database is locked"), None),
    ],
)
def test_translate(problem: Exception, kind: type[errors.KnownStoreError] | None) -> None:
    found = errors.translate(problem)
    assert type(found) is (kind or type(None))


def test_translate_follows_wrappers_and_loops() -> None:
    inner = dbapi2.OperationalError("database or disk is full")
    assert isinstance(errors.translate(OperationalError("s", None, inner)), errors.DiskFull)
    outer = RuntimeError("x")
    outer.__cause__ = OSError(errno.ENOSPC, "x")
    assert isinstance(errors.translate(outer), errors.DiskFull)
    ours = errors.NotAHub()
    assert errors.translate(ours) is ours
    first, second = RuntimeError("a"), RuntimeError("b")
    first.__cause__, second.__cause__ = second, first
    assert errors.translate(first) is None


def _raised(act: Callable[[], object]) -> Exception:
    with pytest.raises(dbapi2.Error) as caught:
        act()
    return caught.value


def test_the_drivers_own_exceptions_are_known_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    one = dbapi2.connect(str(path), isolation_level=None)
    two = dbapi2.connect(str(path), isolation_level=None, timeout=0)
    one.execute("CREATE TABLE t(a)")
    one.execute("BEGIN IMMEDIATE")
    assert type(errors.translate(_raised(lambda: two.execute("BEGIN IMMEDIATE")))) is errors.StoreInUse
    one.execute("ROLLBACK")
    one.execute("PRAGMA max_page_count = 2")
    full = _raised(lambda: one.execute("INSERT INTO t VALUES (zeroblob(90000))"))
    assert type(errors.translate(full)) is errors.DiskFull
    one.execute("PRAGMA query_only = ON")
    refused = _raised(lambda: one.execute("INSERT INTO t VALUES (1)"))
    assert type(errors.translate(refused)) is errors.ReadOnlyPlace
    one.close()
    two.close()
