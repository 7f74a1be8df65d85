"""The window that the tests of help read in."""

from tests.ui.window import hands, main, records

__all__ = ["hands", "main", "records"]
