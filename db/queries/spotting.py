"""Finding many words in many texts: each text is read once, however many words are looked for."""

import re
from collections.abc import Iterator, Sequence

FEW = 120
"""Up to so many words the store looks for them itself; its statements nest no deeper than a thousand."""
_TOKEN = re.compile(r"\w+")


class Spotter:
    """Some words, found in texts by the first part of each."""

    def __init__(self, words: Sequence[str]) -> None:
        """Sort the words by their first parts."""
        self._by_first: dict[str, list[str]] = {}
        for word in words:
            if first := _TOKEN.search(word.casefold()):
                self._by_first.setdefault(first[0], []).append(word)

    def among(self, text: str) -> list[str]:
        """Words that may stand in a text; whether they do is for a pattern to say."""
        known = self._by_first
        parts = dict.fromkeys(one[0] for one in _TOKEN.finditer(text.casefold()) if one[0] in known)
        return [word for part in parts for word in known[part]]


def pattern_of(words: Sequence[str]) -> re.Pattern[str]:
    """Finds any of some words, standing by themselves, in any case and with any spaces."""
    longest = sorted(words, key=len, reverse=True)
    parts = (r"\s+".join(re.escape(part) for part in word.split()) for word in longest)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def loosely(word: str) -> str:
    """A pattern of the store that finds a word in any case; letters beyond ASCII match any."""
    plain = re.sub(r"([\\%_])", r"\\\1", word)
    return "%" + re.sub(r"\s+", "%", "".join(one if ord(one) < 128 else "%" for one in plain)) + "%"


def pages(keys: Sequence[str], size: int = 400) -> Iterator[Sequence[str]]:
    """Keys, a few hundred at a time."""
    return (keys[start : start + size] for start in range(0, len(keys), size))
