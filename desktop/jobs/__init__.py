"""The serial database runner and its progress."""
