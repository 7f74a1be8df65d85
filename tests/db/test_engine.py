"""Connections: settings, who may write, what a problem says, and that no value leaks into words."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2

from db.engine import connect, make_engine
from db.errors import DamagedStore, DiskTrouble, ReadOnlyPlace, StoreInUse

KEY = bytes(range(32))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = make_engine(tmp_path / "store.db", KEY)
    with made.begin() as connection:
        connection.execute(text("CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT UNIQUE)"))
        connection.execute(text("INSERT INTO person(name) VALUES ('Ann Example')"))
    yield made
    made.dispose()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("locking_mode", "normal"),
        ("mmap_size", 0),
        ("busy_timeout", 10_000),
    ],
)
def test_every_connection_is_set_alike(engine: Engine, setting: str, value: object) -> None:
    first, second = engine.raw_connection(), engine.raw_connection()
    for connection in (first, second):
        assert connection.cursor().execute(f"PRAGMA {setting}").fetchone() == (value,)
        connection.close()


def test_sqlite_is_new_enough_for_wal() -> None:
    assert dbapi2.sqlite_version_info >= (3, 51, 3)


def test_the_file_is_private_and_encrypted(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    assert path.stat().st_mode & 0o777 == 0o600
    for part in tmp_path.iterdir():
        assert b"Ann Example" not in part.read_bytes()
        assert b"SQLite format" not in part.read_bytes()


def test_a_reader_reads_and_cannot_write(engine: Engine, tmp_path: Path) -> None:
    reader = make_engine(tmp_path / "store.db", KEY, read_only=True)
    with reader.begin() as connection:
        assert connection.execute(text("SELECT name FROM person")).scalar() == "Ann Example"
        with pytest.raises(ReadOnlyPlace):
            connection.execute(text("INSERT INTO person(name) VALUES ('Bo')"))
    reader.dispose()


def test_a_reader_keeps_one_picture_while_another_writes(engine: Engine, tmp_path: Path) -> None:
    reader = make_engine(tmp_path / "store.db", KEY, read_only=True)
    count = text("SELECT count(*) FROM person")
    with reader.begin() as reading:
        assert reading.execute(count).scalar() == 1
        with engine.begin() as writing:
            writing.execute(text("INSERT INTO person(name) VALUES ('Bo')"))
        assert reading.execute(count).scalar() == 1
    with reader.begin() as reading:
        assert reading.execute(count).scalar() == 2
    reader.dispose()


def test_a_second_writer_is_told_when_it_has_waited_long_enough(engine: Engine) -> None:
    waiting = engine.raw_connection()
    waiting.cursor().execute("PRAGMA busy_timeout = 0")
    with engine.begin() as held:
        held.execute(text("INSERT INTO person(name) VALUES ('Bo')"))
        waiting.close()
        with pytest.raises(StoreInUse), engine.begin():
            pass


def _make_half(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE half(a)"))
        raise ZeroDivisionError


def test_rollback_undoes_tables_as_well_as_rows(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError):
        _make_half(engine)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT name FROM sqlite_schema WHERE type = 'table'")).scalars()
        assert list(found) == ["person"]


def test_messages_hold_no_values(engine: Engine) -> None:
    with pytest.raises(IntegrityError) as caught, engine.begin() as connection:
        connection.execute(text("INSERT INTO person(name) VALUES (:name)"), {"name": "Ann Example"})
    assert "Ann Example" not in str(caught.value)
    assert KEY.hex() not in repr(engine)


def test_a_wrong_key_is_damage_and_says_nothing_aloud(
    engine: Engine, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    other = make_engine(tmp_path / "store.db", bytes(32))
    with pytest.raises(DamagedStore), other.begin():
        pass
    assert capfd.readouterr() == ("", "")


def test_a_missing_file_is_not_made_by_a_reader(tmp_path: Path) -> None:
    reader = make_engine(tmp_path / "none.db", KEY, read_only=True)
    with pytest.raises(DiskTrouble), reader.begin():
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_folder_pulled_out_or_protected_is_said_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DiskTrouble), make_engine(tmp_path / "gone" / "a.db", KEY).begin():
        pass

    def refuse(*rest: object) -> int:
        raise PermissionError(13, "no")

    monkeypatch.setattr("os.open", refuse)
    with pytest.raises(ReadOnlyPlace), make_engine(tmp_path / "a.db", KEY).begin():
        pass


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_refused(tmp_path: Path, length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        make_engine(tmp_path / "a.db", bytes(length))
    with pytest.raises(ValueError, match="32 bytes"):
        connect(tmp_path / "a.db", bytes(length))
    assert list(tmp_path.iterdir()) == []


def test_migrations_do_not_enforce_references(tmp_path: Path) -> None:
    engine = make_engine(tmp_path / "a.db", KEY, for_migration=True)
    with engine.begin() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 0
        assert connection.connection.driver_connection.in_transaction
    engine.dispose()


def test_many_threads_share_the_pool(engine: Engine) -> None:
    wrong: list[BaseException] = []

    def add(start: int) -> None:
        try:
            for number in range(start, start + 5):
                with engine.begin() as connection:
                    connection.execute(text("INSERT INTO person(name) VALUES (:n)"), {"n": f"P{number}"})
        except BaseException as problem:
            wrong.append(problem)

    threads = [threading.Thread(target=add, args=(100 * n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM person")).scalar() == 41


def test_a_mac_asks_for_a_full_flush(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    connection = connect(tmp_path / "a.db", KEY)
    assert connection.execute("PRAGMA fullfsync").fetchone() == (1,)
    assert connection.execute("PRAGMA checkpoint_fullfsync").fetchone() == (1,)
    connection.close()
