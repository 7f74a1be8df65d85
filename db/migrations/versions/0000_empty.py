"""An empty store: where every schema starts from."""

revision = "0000"
down_revision = None


def upgrade() -> None:
    """Make nothing."""
