"""Write the tables of the models as SQL, for the migration that makes them.

    python -m installers.write_schema db/migrations/0001.sql

Until a schema is released its file is written again with each change of the models; afterwards it never
changes, and a new migration is added instead. A test compares the newest file with the models.
"""

import sys
from pathlib import Path

from sqlalchemy import create_engine

import db.models
from db.base import Base
from db.search import DDL


def schema() -> str:
    """The statements that make an empty store, one after another, each ending in a line with a semicolon."""
    assert db.models.__all__
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        found = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type = 'index', name"
        )
        statements = ["\n".join(line.rstrip() for line in sql.splitlines()) for (sql,) in found]
    engine.dispose()
    return "".join(f"{statement.strip()}\n;\n" for statement in (*statements, *DDL))


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(schema(), encoding="utf-8")
