"""Bring in a list: file, columns, check, and what came of it."""
