"""Whether two records are the same person: evidence weighed, never on name alone.

Each field that agrees or disagrees adds or takes away bits of evidence, as in Fellegi and Sunter, "A theory
for record linkage" (Journal of the American Statistical Association 64, 1969): the base-2 logarithm of how
much likelier the observation is for one person than for two. A missing field says nothing. Agreement on a
rare name says more than on a common one (Newcombe and others, Science 130, 1959). The weights below were set
on made-up lists with seeded mistakes, and are checked by tests on others.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log2

from desktop.domain.duplicate_keys import PairScore, PersonKey, Prepared, prepare
from desktop.domain.duplicate_weights import (
    BIRTH_BITS,
    MOST_ALIKE,
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
_NAME_BITS = 5.0
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
        first, last = Counter[str](), Counter[str]()
        for one in people:
            first[one.first] += 1
            last[one.last] += 1
        count = first.total()
        known = count >= _KNOWN_FROM
        self._first = _weights(first, count) if known else {}
        self._last = _weights(last, count) if known else {}
        least = max(_LEAST_COMMON, count / _COMMON_SHARE)
        held = (*first.items(), *last.items()) if known else ()
        self._common = frozenset(name for name, bearers in held if name and bearers >= least)

    def score(self, one: Prepared, other: Prepared, least: float = 0.0) -> PairScore | None:
        """Weigh two people.

        Args:
            one: a person.
            other: another.
            least: fewest bits that matter; names are not compared where they could not make up so many.

        Returns:
            The score, or None where nothing but names speaks for the pair, or more speaks against it.
        """
        phone, birth = phone_bits(one.phones, other.phones), birth_bits(one.born, other.born)
        address = address_bits(one, other)
        if not (phone[1] or birth[1] or address[1]):
            return None
        first = min(self._first.get(one.first, _NAME_BITS), self._first.get(other.first, _NAME_BITS))
        last = min(self._last.get(one.last, _NAME_BITS), self._last.get(other.last, _NAME_BITS))
        if phone[0] + birth[0] + address[0] + max(first, MOST_ALIKE) + max(last, MOST_ALIKE) < least:
            return None
        names = name_bits(one, other, first, last, self._common)
        found = [names, phone, birth, address]
        signs = [(bits, sign) for bits, signs in found for sign in signs]
        total = sum(bits for bits, _ in found) - self._household(one, other, found)
        if total <= 0:
            return None
        signs.sort(key=lambda pair: -pair[0])
        a, b = sorted((one.id, other.id))
        return PairScore(a, b, round(total, 2), tuple(dict.fromkeys(sign for _, sign in signs)))

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


def _weights(bearers: Mapping[str, int], people: int) -> dict[str, float]:
    """Bits that two of a list say by bearing the same name, from how many bear it."""
    return {name: min(8.0, max(3.0, log2(people / count))) for name, count in bearers.items()}


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
    scores = (scorer.score(mine, prepare(one), least) for one in candidates if one.id != typed.id)
    return sorted(
        (one for one in scores if one and one.score >= least), key=lambda one: (-one.score, one.a, one.b)
    )
