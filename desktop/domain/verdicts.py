"""What will and won't happen when one act is asked of many records, said before it is done."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """One record an act cannot be done to.

    Attributes:
        item: its key.
        name: what people call it, such as ``R-12 Jean Mallory``.
        reason: why not, in a few words that follow "1 can't:".
    """

    item: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement on many records.

    Attributes:
        can: keys of those it will be done to, in the order they were given.
        refused: the others, each with its reason.
    """

    can: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()

    @property
    def total(self) -> int:
        """How many were asked about."""
        return len(self.can) + len(self.refused)

    def reasons(self) -> list[tuple[str, list[str]]]:
        """Each reason with the names it holds back, the most frequent first."""
        found: dict[str, list[str]] = {}
        for one in self.refused:
            found.setdefault(one.reason, []).append(one.name)
        return sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def verdict(items: Iterable[str], refused: Iterable[Refusal]) -> Verdict:
    """Put a judgement together.

    Args:
        items: every key asked about, in order.
        refused: those it cannot be done to; the first reason of a record counts.
    """
    why: dict[str, Refusal] = {}
    for one in refused:
        why.setdefault(one.item, one)
    asked = list(dict.fromkeys(items))
    return Verdict(tuple(one for one in asked if one not in why), tuple(why.values()))
