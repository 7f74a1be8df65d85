"""The schema file, the models and the migrations say the same."""

import os
from importlib.resources import files
from pathlib import Path

from db.engine import connect, make_engine
from db.migrate import SCHEMA, bring_forward, stamp, stored_revision
from db.store import create_store
from installers.write_schema import schema


def shape(path: Path, key: bytes) -> list[tuple[str, str]]:
    connection = connect(path, key, read_only=True)
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
        " AND name NOT LIKE 'search_words_%' ORDER BY name"
    ).fetchall()
    connection.close()
    return [(name, " ".join(sql.split())) for name, sql in rows]


def test_the_newest_schema_file_is_what_the_models_say() -> None:
    kept = files("db").joinpath("migrations", f"{SCHEMA}.sql").read_text(encoding="utf-8")
    assert kept == schema(), "run: python -m installers.write_schema db/migrations/0001.sql"


def test_a_store_brought_forward_equals_a_new_one(tmp_path: Path) -> None:
    key = os.urandom(32)
    create_store(tmp_path / "new.db", key)
    engine = make_engine(tmp_path / "old.db", key)
    with engine.begin() as connection:
        stamp(connection, "0000")
    engine.dispose()
    told: list[str] = []
    assert bring_forward(tmp_path / "old.db", key, lambda: told.append("backup"))
    assert told == ["backup"]
    assert stored_revision(tmp_path / "old.db", key) == SCHEMA
    assert shape(tmp_path / "old.db", key) == shape(tmp_path / "new.db", key)


def test_a_new_store_needs_no_migration(tmp_path: Path) -> None:
    key = os.urandom(32)
    create_store(tmp_path / "new.db", key)
    assert not bring_forward(tmp_path / "new.db", key, lambda: None)
