"""Write the tables of the models as SQL, for the migration that makes them.

    python -m installers.write_schema db/migrations/0001.sql

Until a schema is released its file is written again with each change of the models; afterwards it never
changes, and a new migration is added instead. A test compares the newest file with the models.
"""

import sys
from pathlib import Path

from db.schema import statements


def schema() -> str:
    """The statements that make an empty store, one after another, each ending in a line with a semicolon."""
    return "".join(f"{statement}\n;\n" for statement in statements())


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(schema(), encoding="utf-8")
