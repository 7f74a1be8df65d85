"""Migrations: forward only, after a backup, whole or not at all, at every statement."""

import hashlib
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3.dbapi2 import OperationalError

from db import migrate
from db.engine import connect, make_engine
from db.errors import DamagedStore, DiskFull, NewerStore
from db.integrity import check_connection
from db.migrate import SCHEMA, bring_forward, stamp, stored_revision

KEY = bytes(range(32))
ENV = Path(migrate.__file__).parent / "migrations" / "env.py"

FIRST = """
revision = "0001"
down_revision = None
def upgrade() -> None:
    raise AssertionError("the store is at 0001 already")
"""
SECOND = """
import sqlalchemy as sa
from alembic import op
revision = "0002"
down_revision = "0001"
def upgrade() -> None:
    op.create_table("added", sa.Column("id", sa.Integer, primary_key=True))
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("phone", sa.String, server_default=""))
        batch.alter_column("name", nullable=False)
    op.execute("UPDATE person SET phone = '020 7946 0000'")
    op.execute("INSERT INTO added SELECT id FROM person")
"""
THIRD = """
from alembic import op
revision = "0003"
down_revision = "0002"
def upgrade() -> None:
    op.execute("{}")
"""


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A folder of throw-away migrations up to 0002, with the shipped env.py."""
    folder = tmp_path / "100% scripts"
    (folder / "versions").mkdir(parents=True)
    (folder / "env.py").write_text(ENV.read_text())
    (folder / "versions" / "0001.py").write_text(FIRST)
    (folder / "versions" / "0002.py").write_text(SECOND)
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store at 0001: five people, each with a check that goes when the person goes."""
    path = tmp_path / "store.db"
    engine = make_engine(path, KEY)
    with engine.begin() as connection:
        stamp(connection, "0001")
        connection.exec_driver_sql("CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT)")
        connection.exec_driver_sql(
            "CREATE TABLE held(id INTEGER PRIMARY KEY,"
            " person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE)"
        )
        for number in range(5):
            connection.exec_driver_sql("INSERT INTO person VALUES (?, ?)", (number, f"P{number}"))
            connection.exec_driver_sql("INSERT INTO held VALUES (?, ?)", (number, number))
    engine.dispose()
    return path


def _never() -> object:
    raise AssertionError("no backup was needed")


def _ask(store: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(connect(store, KEY, read_only=True)) as connection:
        return list(connection.execute(sql).fetchall())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_this_versions_schema_is_the_newest_migration() -> None:
    versions = sorted(one.stem for one in (ENV.parent / "versions").glob("[0-9]*.py"))
    if versions:
        assert versions[-1][:4] == SCHEMA
    assert len(SCHEMA) == 4
    assert SCHEMA.isdecimal()


def test_nothing_to_do_is_done_without_alembic_or_backup(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "alembic", None)
    assert bring_forward(store, KEY, _never, target="0001") is False


def test_a_store_is_brought_forward_with_its_children(store: Path, scripts: Path) -> None:
    backups: list[str] = []
    done = bring_forward(
        store, KEY, lambda: backups.append(stored_revision(store, KEY)), target="0002", scripts=scripts
    )
    assert done is True
    assert backups == ["0001"]
    assert stored_revision(store, KEY) == "0002"
    assert _ask(store, "SELECT count(*) FROM held") == [(5,)]
    assert _ask(store, "SELECT DISTINCT phone FROM person") == [("020 7946 0000",)]
    assert _ask(store, "SELECT count(*) FROM added") == [(5,)]
    assert bring_forward(store, KEY, _never, target="0002", scripts=scripts) is False


def test_the_shipped_migrations_are_used_by_default(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    used: list[tuple[str, Path]] = []
    monkeypatch.setattr(
        migrate, "_upgrade", lambda store, key, target, scripts: used.append((target, scripts))
    )
    assert bring_forward(store, KEY, lambda: None, target="0002") is True
    assert used == [("0002", ENV.parent)]


def test_a_newer_store_is_refused_unchanged(store: Path, scripts: Path) -> None:
    for revision in ("0002", "9999", "1", "a1b2", ""):
        engine = make_engine(store, KEY)
        with engine.begin() as connection:
            stamp(connection, revision)
        engine.dispose()
        before = _digest(store)
        with pytest.raises(NewerStore):
            bring_forward(store, KEY, _never, target="0001", scripts=scripts)
        assert _digest(store) == before


def test_a_store_without_a_revision_is_damaged(store: Path) -> None:
    for statement in ("DELETE FROM alembic_version", "DROP TABLE alembic_version"):
        with closing(connect(store, KEY)) as connection:
            connection.execute(statement)
        with pytest.raises(DamagedStore, match="which version"):
            stored_revision(store, KEY)


def test_asking_for_the_revision_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(OperationalError):
        stored_revision(tmp_path / "none.db", KEY)
    assert list(tmp_path.iterdir()) == []


def test_stamping_twice_leaves_one_revision(store: Path) -> None:
    engine = make_engine(store, KEY)
    with engine.begin() as connection:
        stamp(connection)
        stamp(connection)
    engine.dispose()
    assert stored_revision(store, KEY) == SCHEMA


def test_without_a_backup_nothing_is_changed(store: Path, scripts: Path) -> None:
    def full() -> object:
        raise DiskFull

    before = _digest(store)
    with pytest.raises(DiskFull):
        bring_forward(store, KEY, full, target="0002", scripts=scripts)
    assert _digest(store) == before


@pytest.mark.parametrize(
    ("statement", "kind", "words"),
    [
        ("DELETE FROM person WHERE id = 3", DamagedStore, "record of held"),
        ("SELECT * FROM nowhere", Exception, "no such table"),
    ],
)
def test_a_step_that_goes_wrong_takes_everything_back(
    store: Path, scripts: Path, statement: str, kind: type[Exception], words: str
) -> None:
    (scripts / "versions" / "0003.py").write_text(THIRD.format(statement))
    before = _ask(store, "SELECT * FROM sqlite_schema"), _ask(store, "SELECT * FROM person")
    with pytest.raises(kind, match=words):
        bring_forward(store, KEY, lambda: None, target="0003", scripts=scripts)
    assert (_ask(store, "SELECT * FROM sqlite_schema"), _ask(store, "SELECT * FROM person")) == before
    assert stored_revision(store, KEY) == "0001"
    with closing(connect(store, KEY)) as connection:
        assert check_connection(connection) == []


# Forks for each limit, so that alembic is imported once; the fork kills itself after that many statements.
CHILD = """
import os, sys
from pathlib import Path
from sqlalchemy import Engine, event
from alembic import command
from db.migrate import bring_forward
stores, scripts = Path(sys.argv[1]), Path(sys.argv[2])
whole = (stores / "store.db").read_bytes()
limit, seen = 0, 0

@event.listens_for(Engine, "before_cursor_execute")
def count(*rest):
    global seen
    seen += 1
    if seen > limit:
        os.kill(os.getpid(), 9)

while True:
    trial = stores / f"trial{limit}.db"
    trial.write_bytes(whole)
    child = os.fork()
    if child == 0:
        bring_forward(trial, bytes(range(32)), lambda: None, target="0002", scripts=scripts)
        os._exit(0)
    if os.waitpid(child, 0)[1] != 9:
        break
    limit += 1
print(limit)
"""


@pytest.mark.kill
def test_killed_at_each_statement_it_is_the_old_store_or_the_new(store: Path, scripts: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", CHILD, str(store.parent), str(scripts)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ENV.parents[2],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    statements = int(ended.stdout)
    assert statements > 8
    old = _picture(store)
    for limit in range(statements):
        trial = store.parent / f"trial{limit}.db"
        assert _picture(trial) == old
        with closing(connect(trial, KEY)) as connection:
            assert check_connection(connection) == []
    assert stored_revision(store.parent / f"trial{statements}.db", KEY) == "0002"


def _picture(store: Path) -> list[object]:
    tables = ("sqlite_schema", "person", "held", "alembic_version")
    return [_ask(store, f"SELECT * FROM {table}") for table in tables]
