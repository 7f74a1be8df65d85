"""Rules of the field as pure functions on frozen dataclasses."""
