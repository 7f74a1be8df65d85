"""Run by alembic: upgrades on the connection given, inside the transaction it has already begun."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], target_metadata=None)
context.run_migrations()
