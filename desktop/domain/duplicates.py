"""Whether two records are the same person: evidence weighed, never on name alone.

Each field that agrees or disagrees adds or takes away bits of evidence, as in Fellegi and Sunter, "A theory
for record linkage" (Journal of the American Statistical Association 64, 1969): the base-2 logarithm of how
much likelier the observation is for one person than for two. A missing field says nothing. Agreement on a
rare name says more than on a common one (Newcombe and others, Science 130, 1959). The weights below were set
on made-up lists with seeded mistakes, and are checked by tests on others.
"""

from collections.abc import Iterable
from math import log2

from desktop.domain.duplicate_keys import PairScore, PersonKey, Prepared, prepare
from desktop.domain.duplicate_weights import (
    BIRTH_BITS,
    Weighed,
    address_bits,
    birth_bits,
    given_differ,
    name_bits,
    phone_bits,
)

LIKELY = 10.0
"""From this many bits on, a pair is shown as likely the same person."""
_SMALL_LIST = 6_000
_COMMON_SHARE = 5_000
_LEAST_COMMON = 4
_KNOWN_FROM = 500
POSSIBLE = 8.0
"""From this many bits on, a pair is shown while somebody is typing."""


def likely_in(people: int) -> float:
    """Bits from which a pair of a list is shown: one more each time the list doubles.

    Of a longer list more strangers agree by chance (the prior odds of Fellegi and Sunter).

    Args:
        people: how many the list holds.
    """
    return LIKELY + max(0.0, log2(max(1, people) / _SMALL_LIST))


class Scorer:
    """Compares prepared people.

    Args:
        people: the list they come from; rare names in it weigh more. Empty for none.
    """

    def __init__(self, people: Iterable[Prepared] = ()) -> None:
        self._first: dict[str, int] = {}
        self._last: dict[str, int] = {}
        self._count = 0
        for one in people:
            self._count += 1
            self._first[one.first] = self._first.get(one.first, 0) + 1
            self._last[one.last] = self._last.get(one.last, 0) + 1
        least = max(_LEAST_COMMON, self._count / _COMMON_SHARE)
        held = (*self._first.items(), *self._last.items()) if self._count >= _KNOWN_FROM else ()
        self._common = frozenset(name for name, count in held if name and count >= least)

    def score(self, one: Prepared, other: Prepared) -> PairScore | None:
        """Weigh two people.

        Args:
            one: a person.
            other: another.

        Returns:
            The score, or None where nothing but names speaks for the pair, or more speaks against it.
        """
        phone, birth = phone_bits(one.phones, other.phones), birth_bits(one.born, other.born)
        address = address_bits(one, other)
        if not (phone[1] or birth[1] or address[1]):
            return None
        names = name_bits(
            one,
            other,
            min(self._weight(self._first, one.first), self._weight(self._first, other.first)),
            min(self._weight(self._last, one.last), self._weight(self._last, other.last)),
            self._common,
        )
        found = [names, phone, birth, address]
        signs = [(bits, sign) for bits, signs in found for sign in signs]
        total = sum(bits for bits, _ in found) - self._household(one, other, found)
        if total <= 0:
            return None
        signs.sort(key=lambda pair: -pair[0])
        a, b = sorted((one.id, other.id))
        return PairScore(a, b, round(total, 2), tuple(dict.fromkeys(sign for _, sign in signs)))

    def _weight(self, counts: dict[str, int], name: str) -> float:
        held = counts.get(name, 0)
        if not held or self._count < _KNOWN_FROM:
            return 5.0
        return min(8.0, max(3.0, log2(self._count / held)))

    def _household(self, one: Prepared, other: Prepared, found: list[Weighed]) -> float:
        """Bits to take off because people of one household share surname, address and telephone.

        With given names that are plainly two people's, and no date of birth that is the same, what is left
        is never enough to be shown by a scan: nearly every such pair is a couple or a parent and a child.
        """
        _names, phone, birth, address = (bits for bits, _signs in found)
        shared = 3.0 if phone > 4 and address > 4 else 0.0
        if birth < BIRTH_BITS and given_differ(one, other, self._common):
            shared = max(shared + 6.0, sum(bits for bits, _signs in found) - LIKELY + 0.5)
        return shared


def rank_matches(
    typed: PersonKey, candidates: Iterable[PersonKey], least: float = POSSIBLE
) -> list[PairScore]:
    """Weigh what is being typed against people the store found.

    Args:
        typed: what has been typed so far; its id may be empty.
        candidates: people found by phone, postcode or name.
        least: fewest bits to show.

    Returns:
        Likely the same person first.
    """
    scorer, mine = Scorer(), prepare(typed)
    scores = (scorer.score(mine, prepare(one)) for one in candidates if one.id != typed.id)
    return sorted(
        (one for one in scores if one and one.score >= least), key=lambda one: (-one.score, one.a, one.b)
    )
