"""How column names are spelt: what councils, groups and published data sets call the same thing.

The spellings themselves are data, in ``resources/profiles/spellings.json``.
"""

import json
import re
import unicodedata
from functools import cache
from typing import Any

from desktop.imports.targets import Kind
from resources import read_text

_EVERY = "every kind"
_OUTSIDE = re.compile(r"[^a-z0-9]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LONGEST = 80


def fold_name(header: str) -> str:
    """A column name without case, accents, spaces and marks: “D.O.B.” is ``dob``."""
    plain = unicodedata.normalize("NFKD", header[: _LONGEST * 2]).casefold()
    return _OUTSIDE.sub("", plain)


def words_of(header: str) -> tuple[str, ...]:
    """The words of a column name, in lower case; capitals inside a word begin a new one."""
    apart = _CAMEL.sub(" ", header[: _LONGEST * 2]).casefold()
    return tuple(word for word in _OUTSIDE.split(apart) if word)


@cache
def _data() -> Any:
    return json.loads(read_text("profiles/spellings.json"))


def _unfold(table: dict[str, list[str]]) -> dict[str, str]:
    """Spelling to target; the first target that names a spelling keeps it."""
    found: dict[str, str] = {}
    for target, spellings in table.items():
        for spelling in spellings:
            found.setdefault(fold_name(spelling), target)
    return found


@cache
def spellings_for(kind: Kind) -> dict[str, str]:
    """Folded spellings to fields for one kind of file; its own meanings come before the general ones."""
    return {**_unfold(_data()[_EVERY]), **_unfold(_data()[kind.value])}


@cache
def _known() -> frozenset[str]:
    return frozenset().union(*(spellings_for(kind) for kind in Kind))


def is_known_name(header: str) -> bool:
    """Whether a text is a column name of any kind of file that is known."""
    return len(header) < _LONGEST and fold_name(header) in _known()


@cache
def too_plain() -> frozenset[str]:
    """Words that are a column name on their own but tell nothing inside a longer one."""
    return frozenset(_data()["too plain"])


@cache
def somebody_else() -> frozenset[str]:
    """Words that show a column to be about another person, whose number must not become this person's."""
    return frozenset(_data()["somebody else"])
