"""The window that the tests of the palette type in."""

from tests.ui.window import hands, main, records

__all__ = ["hands", "main", "records"]
