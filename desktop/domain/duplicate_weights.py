"""How much each field says, in bits; see `desktop.domain.duplicates` for what a bit is."""

from collections.abc import Set

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from desktop.domain.duplicate_keys import Prepared, Sign
from desktop.domain.names import is_nickname

Weighed = tuple[float, tuple[Sign, ...]]
_CLOSE = 0.9
_NEAR = 0.8
NOTHING: Weighed = (0.0, ())
BIRTH_BITS = 10.0
_DIFFERENT = -4.0
_OTHER_NAME = -2.0
_OTHER_HOUSE = -4.5
_TELLING_SOUND = 3
MOST_ALIKE = 4.0
"""Most bits that two names say which are not the same: those of a name and its short form."""
NOBODY: Set[str] = frozenset()


def name_bits(
    one: Prepared,
    other: Prepared,
    first_weight: float = 5.0,
    last_weight: float = 6.0,
    common: Set[str] = NOBODY,
) -> Weighed:
    """Weigh both names, as they stand or swapped.

    Args:
        one: a person.
        other: another.
        first_weight: bits when the given names are the same; rarer names weigh more.
        last_weight: bits when the family names are the same.
        common: folded names that several people of the list bear. Two of them that are alike (Joan and John)
            are two names; a slip of the pen makes a name that nobody else has.

    Returns:
        Bits, and what speaks for the pair.
    """
    first, first_sign = _given_bits(one, other, first_weight, common)
    last, last_sign = _word_bits(one.last, other.last, one.last_sound, other.last_sound, last_weight, common)
    straight = first + last
    if straight <= 0 and one.first and one.last and other.first and other.last:
        least = min(first_weight, last_weight)
        crossed = _word_bits(one.first, other.last, one.first_sound, other.last_sound, least)[0]
        crossed += _word_bits(one.last, other.first, one.last_sound, other.first_sound, least)[0]
        if crossed - 2 > straight and crossed > 4:
            return crossed - 2, (Sign.SWAPPED,)
    signs = tuple(dict.fromkeys(sign for sign in (first_sign, last_sign) if sign))
    return straight, signs if straight > 0 else ()


def given_differ(one: Prepared, other: Prepared, common: Set[str] = NOBODY) -> bool:
    """Whether both given names are known and are plainly different people's; see `name_bits`."""
    swapped = one.first == other.last or one.last == other.first
    known = bool(one.first and other.first) and not swapped
    return known and _given_bits(one, other, 5.0, common)[0] <= _OTHER_NAME


def phone_bits(one: frozenset[str], other: frozenset[str]) -> Weighed:
    """Weigh phone numbers: one in common says much, since people keep their numbers."""
    if not one or not other:
        return NOTHING
    if one & other:
        return 9.0, (Sign.PHONE,)
    near = any(_one_off(a, b) for a in one for b in other)
    return (4.0, (Sign.PHONE,)) if near else (-1.0, ())


def birth_bits(one: str, other: str) -> Weighed:
    """Weigh dates of birth, written as eight digits; a slip of the pen still says much."""
    if not one or not other:
        return NOTHING
    if one == other:
        return BIRTH_BITS, (Sign.BIRTH,)
    if one[:4] == other[:4] and one[4:6] == other[6:] and one[6:] == other[4:6]:
        return 7.5, (Sign.NEAR_BIRTH,)
    if _one_off(one, other):
        return 5.5, (Sign.NEAR_BIRTH,)
    same = (one[:4] == other[:4]) + (one[4:6] == other[4:6]) + (one[6:] == other[6:])
    return (1.0, ()) if same == 2 else (-5.0, ())


def address_bits(one: Prepared, other: Prepared) -> Weighed:
    """Weigh postcode, house and street together; a different address says little, since people move."""
    if one.household_id and one.household_id == other.household_id:
        return 7.0, (Sign.ADDRESS,)
    postcode = _postcode_bits(one.postcode, other.postcode)
    street = _street_bits(one.street, other.street)
    if postcode <= 0 and street <= 0:
        return (max(postcode + street, -2.0), ())
    house = 0.0
    if one.house and other.house:
        house = (
            3.5 if one.house == other.house else (1.0 if _one_off(one.house, other.house) else _OTHER_HOUSE)
        )
    bits = postcode + street + house
    if bits >= 6:
        return bits, (Sign.ADDRESS,)
    return bits, (Sign.NEAR_ADDRESS,) if bits >= 3 else ()


def _given_bits(one: Prepared, other: Prepared, weight: float, common: Set[str]) -> tuple[float, Sign | None]:
    best = _word_bits(one.first, other.first, one.first_sound, other.first_sound, weight, common)
    if best[0] >= weight or not one.given or not other.given:
        return best
    for a in one.given:
        for b in other.given:
            if a == b:
                return weight, Sign.NAME
            if is_nickname(a, b):
                best = max(best, (MOST_ALIKE, Sign.NICKNAME), key=lambda pair: pair[0])
    if best[0] < 1 and (len(one.first) == 1 or len(other.first) == 1) and one.first[:1] == other.first[:1]:
        return 1.5, None
    return best


def _word_bits(
    a: str, b: str, sound_a: str, sound_b: str, weight: float, common: Set[str] = NOBODY
) -> tuple[float, Sign | None]:
    if not a or not b:
        return 0.0, None
    if a == b:
        return weight, Sign.NAME
    alike = JaroWinkler.similarity(a, b)
    if a in common and b in common:
        if sound_a == sound_b and len(sound_a) >= _TELLING_SOUND:
            return 2.0, Sign.SOUNDS_LIKE
        return (_OTHER_NAME if alike >= _NEAR else _DIFFERENT), None
    if alike >= _CLOSE or _one_off(a, b):
        return weight - 1.5, Sign.NAME
    if sound_a and sound_a == sound_b:
        return 3.0, Sign.SOUNDS_LIKE
    if alike >= _NEAR:
        return 1.0, None
    return _DIFFERENT, None


def _postcode_bits(a: str, b: str) -> float:
    if not a or not b:
        return 0.0
    if a == b:
        return 4.0
    return 2.0 if _one_off(a, b) else -1.0


def _street_bits(a: str, b: str) -> float:
    if not a or not b:
        return 0.0
    if a == b:
        return 5.0
    alike = JaroWinkler.similarity(a, b)
    return 4.0 if alike >= 0.93 or _one_off(a, b) else (2.0 if alike >= 0.86 else -1.0)


def _one_off(a: str, b: str) -> bool:
    """Whether one slip (a letter more, less, other or two swapped) turns one into the other."""
    long, other = len(a), len(b)
    if long < 3 or other < 3 or not -2 < long - other < 2:
        return False
    if a[0] != b[0] and a[-1] != b[-1]:  # no one slip changes both ends; most pairs are told apart here
        return False
    return DamerauLevenshtein.distance(a, b, score_cutoff=1) <= 1
