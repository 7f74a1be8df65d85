"""Calls made again and again, and lists that are rung through."""
