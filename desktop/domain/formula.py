"""Text that a spreadsheet would run as a formula: made harmless, and put back exactly.

The rule follows OWASP ASVS 5.0 requirement 1.2.10 and CWE-1236: a cell that begins with ``=``, ``+``,
``-``, ``@``, a tab, a line break or a NUL is given an apostrophe in front. Blanks and unseen characters
before the sign do not help it, and full-width signs count, since East Asian versions turn them into plain
ones. A text that begins with an apostrophe is given one more, so that `restore` undoes `neutralise` for
every text there is.
"""

import re

SEPARATOR = "\x1e"
"""Joins cells for `any_needs`: ASCII's own record separator, itself no formula sign."""

_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_UNSEEN = "\\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\\x00-\\x1f\\x7f\xad"
_CONTROLS = "\t\r\n\\x00"
_RUNS = re.compile(f"'|[{_CONTROLS}]|[{_UNSEEN}]*[{_SIGNS}]")

# Possessive, and never over a separator: that is itself unseen, and many empty cells in a row would
# otherwise be gone over again from each of them.
_ANY_RUNS = re.compile(f"{SEPARATOR}(?:'|[{_CONTROLS}]|(?:(?!{SEPARATOR})[{_UNSEEN}])*+[{_SIGNS}])")


def neutralise(text: str) -> str:
    """Make a text harmless in a spreadsheet.

    Args:
        text: the value of one cell.

    Returns:
        The text, with one apostrophe in front where a spreadsheet would have run it or it began with one.
    """
    return "'" + text if _RUNS.match(text) else text


def restore(text: str) -> str:
    """Take off the apostrophe that `neutralise` put on.

    Any other text is left as it is, so that somebody else's "'Twas" keeps its apostrophe.
    """
    return text[1:] if text.startswith("'") and _RUNS.match(text, 1) else text


def any_needs(cells: str) -> bool:
    """Whether any of many cells needs `neutralise`, in one search.

    Args:
        cells: the cells, each with `SEPARATOR` in front; a separator inside a cell can only make the answer
            True too often.

    Returns:
        False when every cell may be written as it is.
    """
    return _ANY_RUNS.search(cells) is not None
