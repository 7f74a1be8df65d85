"""Queries by record: ids for a filter and sort, rows for ids."""
