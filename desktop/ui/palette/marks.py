"""Where in a text what was typed stands, so that it can be underlined."""

import re
from collections.abc import Sequence

from db.search import core_digits, plain

Span = tuple[int, int]
"""First character and the one after the last."""


def word_marks(text: str, words: Sequence[str]) -> list[Span]:
    """Beginnings of words that are one of those looked for, the longest of each.

    Args:
        text: as shown, accents and all.
        words: plain lower-case words.
    """
    marks = []
    for found in re.finditer(r"\w+", text):
        longest = max((_length(found[0], word) for word in words), default=0)
        if longest:
            marks.append((found.start(), found.start() + longest))
    return marks


def digit_marks(number: str, digits: str) -> list[Span]:
    """Where figures typed stand in a phone number as it is shown, blanks between them included.

    Args:
        number: as shown.
        digits: figures without ``+44`` or the leading 0.
    """
    places = [at for at, letter in enumerate(number) if letter.isdigit()]
    held = "".join(number[at] for at in places)
    core = core_digits(number)
    start = held.find(digits, len(held) - len(core)) if digits and core else -1
    return [(places[start], places[start + len(digits) - 1] + 1)] if start >= 0 else []


def _length(shown: str, word: str) -> int:
    """How many letters of a word as shown make up the one looked for; 0 where it does not begin so."""
    if not plain(shown).startswith(word):
        return 0
    for length in range(1, len(shown) + 1):
        if len(plain(shown[:length])) >= len(word):
            return length
    return len(shown)
