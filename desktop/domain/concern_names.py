"""Whether two names may be one person's, so that nobody reads a concern about themselves (domain rule 3)."""

from collections.abc import Iterable

from desktop.domain.names import nicknames
from desktop.domain.text import fold

_TITLES = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "rev", "revd", "prof", "sir", "dame", "lord", "lady", "cllr")
)


def alike(one: str, other: str) -> bool:
    """Whether two names may be one person's.

    They are, written alike but for marks, spaces and capitals; and also where every word of the shorter,
    two at least, stands in the longer in any order: as it is, or for one of them as people are called for
    short. So a title or a middle name parts nobody. One first name alone is nobody's in particular.

    Args:
        one: a name as written.
        other: another.
    """
    fewer, more = sorted((_words(one), _words(other)), key=len)
    if not fewer or "".join(fewer) == "".join(more):
        return bool(fewer)
    if len(fewer) < 2:
        return False
    missing = [word for word in fewer if word not in more]
    return not missing or (len(missing) == 1 and bool(nicknames(missing[0]) & set(more)))


def may_be(account: str, lead: str, spoken: Iterable[str]) -> bool:
    """Whether whoever has an account may be one of those spoken of.

    Args:
        account: the name at the keyboard.
        lead: the lead's name as printed on every sheet, which may be theirs.
        spoken: names.
    """
    own = (account, lead) if also_known_as(account, lead) else (account,)
    return any(alike(one, other) for other in spoken for one in own)


def also_known_as(account: str, known: str) -> bool:
    """Whether the name at the keyboard is the first or the last name, or all, of a name known besides.

    Args:
        account: the name of an account, often a first name only.
        known: a whole name, such as that of the lead as printed on every sheet.
    """
    words = _words(account)
    return bool(words) and set(words) <= set(_words(known))


def _words(name: str) -> list[str]:
    folded = [fold(word) for word in name.split()]
    return [word for word in folded if word and word not in _TITLES]
