"""Names that stand in words somebody typed, and the same words without them (mission row 6).

What goes to a payer or to whoever keeps the accounts needs a day, a reference and an amount, and nobody's
name (UK GDPR Article 5(1)(c), data minimisation). People type names all the same, so they are looked for.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from desktop.domain.names import nicknames
from desktop.domain.text import fold

_TITLES = r"(?:mr|mrs|ms|miss|mx|dr|rev|revd|prof|sir|dame|lord|lady|cllr)"
_TOKEN = re.compile(r"[^\W\d_]+(?:[’'.-][^\W\d_]+)*")
_MOST_PARTS = 4
"""Names of more words than this are found by their first four."""
_BETWEEN = r"[\s.,]+"
LEFT_OUT = "[name left out]"


class Known(NamedTuple):
    """Somebody whose name is not told.

    Attributes:
        preferred: what they are called; empty for nothing else than their first name.
        instead: what stands in the place of their name.
        alone: whether one part of the name tells who it is, as for whoever the cost is about.
    """

    first: str
    last: str
    preferred: str = ""
    instead: str = LEFT_OUT
    alone: bool = False


class Told(NamedTuple):
    """Words as they may be told; ``taken`` is how many names were taken out of them."""

    words: str
    taken: int = 0


def parts_of(texts: Iterable[str]) -> frozenset[str]:
    """Every run of one to four words of some texts: whatever a name could be.

    Args:
        texts: as typed.

    Returns:
        In small letters, one space between words; "’s" is left off.
    """
    found: set[str] = set()
    for text in texts:
        words = [re.sub(r"[’']s$", "", one[0], flags=re.IGNORECASE) for one in _TOKEN.finditer(text)]
        for start in range(len(words)):
            for end in range(start + 1, min(start + _MOST_PARTS, len(words)) + 1):
                found.add(" ".join(words[start:end]).lower())
    return frozenset(found)


def told(words: str, hidden: Sequence[Known]) -> Told:
    """Words without the names of some people.

    A first and a last name together are found in either order; so is an initial or a title before a last
    name. Of whoever the words are about, one part of the name by itself is taken out as well.

    Args:
        words: as typed.
        hidden: whose names are not told.

    Returns:
        The words, and how many names were taken out.
    """
    taken = 0
    for one in sorted(hidden, key=lambda each: not each.alone):
        pattern = _pattern(one)
        if pattern is not None:
            words, count = _without(words, pattern, one.instead)
            taken += count
    return Told(words, taken)


def _without(words: str, pattern: re.Pattern[str], instead: str) -> tuple[str, int]:
    """Words with what a pattern finds in them replaced, whether or not accents were typed; and how often."""
    parts, end, count = [], 0, 0
    for hit in pattern.finditer(_plain(words)):
        parts += [words[end : hit.start()], instead]
        end, count = hit.end(), count + 1
    return "".join([*parts, words[end:]]), count


def _plain(text: str) -> str:
    """The same letters without accents, and one apostrophe for all; one for one, so that places stay."""
    return "".join(unicodedata.normalize("NFD", one)[0] for one in text.replace("’", "'"))


def _pattern(one: Known) -> re.Pattern[str] | None:
    given = [name for name in (one.first.strip(), one.preferred.strip()) if name]
    called = [*given, *sorted(nicknames(fold(one.first)))]
    firsts = list(dict.fromkeys(_spaced(name) for name in called if name))
    last = _spaced(one.last)
    title = rf"{_TITLES}{_BETWEEN}"
    ways = []
    if last:
        ways += [f"(?:{title})?{first}{_BETWEEN}{last}" for first in firsts]
        ways += [f"{last}{_BETWEEN}{first}" for first in firsts]
        ways += [f"(?:{title})?{re.escape(_plain(name[0]))}{_BETWEEN}{last}" for name in given]
        ways.append(f"{title}{last}")
    if one.alone:
        ways += [part for part in (last, *firsts) if part]
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", re.IGNORECASE) if ways else None


def _spaced(name: str) -> str:
    return r"\s+".join(re.escape(_plain(part)) for part in name.split())
