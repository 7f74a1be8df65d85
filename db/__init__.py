"""The store: models, queries, engine, keys, migrations and backup. The floor of the house."""
