"""Backups: made on a timer and at close, shown and restored."""
