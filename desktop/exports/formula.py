"""Text that a spreadsheet would run as a formula: made harmless on the way out, restored on the way in.

Source: OWASP ASVS 5.0 requirement 1.2.10 and CWE-1236. A cell whose first sign is one of ``= + - @``, tab,
carriage return, line feed or NUL gets an apostrophe in front. Spreadsheets skip blanks, so blanks before
the sign do not help it; full-width signs are turned into plain ones by East Asian versions, so they count
too. Text that begins with an apostrophe gets a second one, so that taking one away always gives the text
back.
"""

import re

_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_CONTROLS = "\t\r\n\0"
_UNSEEN = "\\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\\x00-\\x1f\\x7f\xad"
_NEEDS = re.compile(f"'|[{_CONTROLS}]|[{_UNSEEN}]*[{_SIGNS}]")

SEPARATOR = "\x1e"
"""Joins cells for `any_needs`: ASCII's own record separator, itself no formula sign."""

# Possessive, and never over a separator: that is itself unseen, and many empty cells in a row would
# otherwise be gone over again from each of them.
_ANY_NEEDS = re.compile(f"{SEPARATOR}(?:'|[{_CONTROLS}]|(?:(?!{SEPARATOR})[{_UNSEEN}])*+[{_SIGNS}])")


def neutralise(text: str) -> str:
    """Make a free text harmless in a CSV cell.

    Args:
        text: any text.

    Returns:
        The text, with one apostrophe in front when a spreadsheet would run it or when it begins with one.
    """
    return "'" + text if _NEEDS.match(text) else text


def restore(text: str) -> str:
    """Undo `neutralise` exactly: ``restore(neutralise(x)) == x`` for every text.

    Args:
        text: a cell as read.

    Returns:
        The text without the apostrophe that `neutralise` added; text it would not have written stays as it
        is, so an apostrophe typed in somebody else's file ("'Twas") survives.
    """
    return text[1:] if text.startswith("'") and _NEEDS.match(text, 1) else text


def any_needs(cells: str) -> bool:
    """Whether any of many cells needs `neutralise`, in one search.

    Args:
        cells: the cells, each with `SEPARATOR` in front; a separator inside a cell can only make the answer
            True too often.

    Returns:
        False when every cell may be written as it is.
    """
    return _ANY_NEEDS.search(cells) is not None
