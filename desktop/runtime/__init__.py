"""Paths, preferences, logging and the like."""
