"""Recovery words: a random key as fourteen plain words, of which a single wrong one can be named.

Twelve words carry 132 random bits (2,048 words, 11 bits each) and two are check words: a Reed-Solomon code
over GF(2^11) with the roots 1 and a (Reed and Solomon 1960; the field is built on x^11 + x^2 + 1, which is
primitive). Its distance is three, so that any one wrong word is both found and placed.
"""

import difflib
import re
import secrets
from functools import cache

from db.errors import WrongPassphrase
from resources import read_text

WORDS_ON_CARD = 14
SECRET_BITS = 132
SECRET_BYTES = 17
_DATA_WORDS = 12
_BITS = 11
_SIZE = 1 << _BITS
_FIELD = 0x805
_ORDER = _SIZE - 1
_ABBREVIATION = 4


@cache
def word_list() -> tuple[str, ...]:
    """Return the 2,048 words in order; no two begin with the same four letters."""
    return tuple(read_text("words.txt").split())


def make_words() -> tuple[str, bytes]:
    """Draw a fresh recovery key.

    Returns:
        The fourteen words to print, separated by spaces, and the 17-byte secret they stand for.
    """
    secret = secrets.randbits(SECRET_BITS)
    data = [secret >> (_BITS * place) & _ORDER for place in reversed(range(_DATA_WORDS))]
    symbols = [*data, *_check_symbols(data)]
    return " ".join(word_list()[symbol] for symbol in symbols), secret.to_bytes(SECRET_BYTES, "big")


def read_words(typed: str) -> bytes:
    """Read the words off a recovery card.

    Args:
        typed: the words in order, in any case, between any spaces, numbers or punctuation; the first four
            letters of a word stand for it.

    Returns:
        The 17-byte secret.

    Raises:
        WrongPassphrase: words are missing, unknown, or do not belong together; the message names the word.
    """
    words = re.findall(r"[^\W\d_]+", typed.casefold())
    if len(words) != WORDS_ON_CARD:
        raise WrongPassphrase(
            f"The recovery card has {WORDS_ON_CARD} words; {len(words)} were typed.",
            "Type every word on the card, in order.",
        )
    symbols = [_symbol(number, word) for number, word in enumerate(words, 1)]
    _raise_on_slip(symbols)
    secret = 0
    for symbol in symbols[:_DATA_WORDS]:
        secret = secret << _BITS | symbol
    return secret.to_bytes(SECRET_BYTES, "big")


@cache
def _powers() -> tuple[int, ...]:
    """List the powers of a = x, from a^0 to a^2046: every field element but nought, once."""
    powers, value = [], 1
    for _ in range(_ORDER):
        powers.append(value)
        value <<= 1
        if value & _SIZE:
            value ^= _FIELD
    return tuple(powers)


@cache
def _logarithms() -> dict[int, int]:
    return {value: power for power, value in enumerate(_powers())}


def _times(left: int, right: int) -> int:
    """Multiply in the field; ``left`` is a power of a, and so never nought."""
    if right == 0:
        return 0
    return _powers()[(_logarithms()[left] + _logarithms()[right]) % _ORDER]


def _over(left: int, right: int) -> int:
    if left == 0:
        return 0
    return _powers()[(_logarithms()[left] - _logarithms()[right]) % _ORDER]


def _sums(symbols: list[int]) -> tuple[int, int]:
    """Compute the two syndromes: the plain sum, and the sum weighted by a^place."""
    plain, weighted = 0, 0
    for place, symbol in enumerate(symbols):
        plain ^= symbol
        weighted ^= _times(_powers()[place], symbol)
    return plain, weighted


def _check_symbols(data: list[int]) -> tuple[int, int]:
    """Choose the last two symbols so that both sums come to nought."""
    plain, weighted = _sums(data)
    first, second = _powers()[_DATA_WORDS], _powers()[_DATA_WORDS + 1]
    one = _over(weighted ^ _times(second, plain), first ^ second)
    return one, plain ^ one


def _symbol(number: int, word: str) -> int:
    by_start = _starts()
    found = by_start.get(word[:_ABBREVIATION])
    if found is not None and word in (word_list()[found], word_list()[found][:_ABBREVIATION]):
        return found
    near = difflib.get_close_matches(word, word_list(), n=1, cutoff=0.6)
    hint = f" Perhaps it is “{near[0]}”." if near else ""
    raise WrongPassphrase(
        f"Word {number}, “{word}”, is not one of the words used on recovery cards.{hint}",
        f"Look at word {number} on the card and type it again.",
    )


@cache
def _starts() -> dict[str, int]:
    return {word[:_ABBREVIATION]: place for place, word in enumerate(word_list())}


def _raise_on_slip(symbols: list[int]) -> None:
    """Name the one wrong word where there is one; say so where there are more."""
    plain, weighted = _sums(symbols)
    if plain == 0 and weighted == 0:
        return
    place = _logarithms()[_over(weighted, plain)] if plain and weighted else WORDS_ON_CARD
    if place >= WORDS_ON_CARD:
        raise WrongPassphrase(
            "More than one of these words is not as printed, or they are in another order.",
            "Compare each word with the card, from the first to the last.",
        )
    wrong, right = word_list()[symbols[place]], word_list()[symbols[place] ^ plain]
    raise WrongPassphrase(
        f"Word {place + 1}, “{wrong}”, does not fit the others. It may be “{right}”.",
        f"Look at word {place + 1} on the card and type it again.",
    )
