"""The statements that make an empty store: one list for new hubs and for the migration that makes them."""

from functools import cache

from sqlalchemy import create_engine

import db.models
from db import asked, search
from db.base import Base


@cache
def statements() -> tuple[str, ...]:
    """The tables, their indexes, the search index and the counts, in the order they can be made.

    SQLAlchemy compiles them once, into memory; SQLite then tells them as it keeps them.
    """
    assert db.models.__all__
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        found = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type = 'index', name"
        )
        made = ["\n".join(line.rstrip() for line in sql.splitlines()).strip() for (sql,) in found]
    engine.dispose()
    return (*made, *(one.strip() for one in (*search.DDL, *asked.DDL)))
