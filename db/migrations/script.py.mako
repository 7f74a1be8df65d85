"""${message}.

Declared without importing the models, so that it means the same for ever.
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Bring the store forward."""
    ${upgrades if upgrades else "pass"}
