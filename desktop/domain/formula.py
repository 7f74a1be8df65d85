"""Text that a spreadsheet would run as a formula: made harmless, and put back exactly.

The rule follows OWASP ASVS 5.0 requirement 1.2.10 and CWE-1236: a cell that begins with ``=``, ``+``,
``-``, ``@``, a tab, a line break or a NUL is given an apostrophe in front. Blanks and unseen characters
before the sign do not help it, and full-width signs count, since East Asian versions turn them into plain
ones. A text that begins with an apostrophe is given one more, so that `restore` undoes `neutralise` for
every text there is.
"""

import re

_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_UNSEEN = "\\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\\x00-\\x1f\\x7f\xad"
_RUNS = re.compile(f"'|[\t\r\n\\x00]|[{_UNSEEN}]*[{_SIGNS}]")


def neutralise(text: str, *, safe: re.Pattern[str] | None = None) -> str:
    """Make a text harmless in a spreadsheet.

    Args:
        text: the value of one cell.
        safe: a pattern of values that are what their column promises, such as ``+447700900123`` or ``-5``;
            a value it matches whole is left alone.

    Returns:
        The text, with one apostrophe in front where a spreadsheet would have run it or it began with one.
    """
    if not _RUNS.match(text) or (safe is not None and safe.fullmatch(text)):
        return text
    return "'" + text


def restore(text: str) -> str:
    """Take off the apostrophe that `neutralise` put on.

    Any other text is left as it is, so that somebody else's "'Twas" keeps its apostrophe.
    """
    return text[1:] if text.startswith("'") and _RUNS.match(text, 1) else text
