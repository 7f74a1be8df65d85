"""The first schema.

Its statements lie in a file of their own, written from the models of their day, so that it means the same
for ever.
"""

from importlib.resources import files

from alembic import op

revision = "0001"
down_revision = "0000"


def upgrade() -> None:
    """Make every table, index and the search index in an empty store."""
    script = files("db").joinpath("migrations", "0001.sql").read_text(encoding="utf-8")
    for statement in script.split("\n;\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
