"""Which passphrases are good enough, and why not, in plain English.

Length and a list of obvious ones, and no rules on capitals or symbols: NIST SP 800-63B section 5.1.1.2, and
the NCSC's "three random words".
"""

import re
import unicodedata
from collections.abc import Iterable

from db.errors import WeakPassphrase

MIN_LENGTH = 12
_LEAST_OWN = 6
_LEAST_DIFFERENT = 5
_LOOKALIKES = str.maketrans("013457@$!", "oieastasi")
# fmt: off
_OBVIOUS = (
    "administrator", "volunteer", "coordinator", "passphrase", "hubkeeper", "mutualaid", "changeme",
    "password", "welcome", "letmein", "dragon", "monkey", "football", "liverpool", "arsenal",
    "chelsea", "sunshine", "princess", "superman", "batman", "iloveyou", "qwertyuiop", "asdfghjkl", "zxcvbnm",
    "qwerty", "asdf",
    "zxcv", "qazwsx", "trustno", "secret", "master", "hello", "login", "admin", "guest", "default",
    "abcdefghijklmnopqrstuvwxyz", "abcdefgh", "abcdef", "summer", "autumn", "winter", "spring",
)
# fmt: on
_RUNS = re.compile(
    r"0123456789|1234567890|123456789|987654321|(?:19|20)\d\d|012345|123456|654321|1234|4321|123"
)


def normalise(passphrase: str) -> str:
    """Bring a passphrase to the one form its key is made from.

    Follows RFC 8265 OpaqueString (every kind of space becomes a plain one, then Unicode form C) and also
    drops spaces at both ends, which come along when it is pasted.

    Args:
        passphrase: as typed.

    Returns:
        The normal form; an empty string when nothing but spaces was typed.
    """
    spaced = "".join(" " if unicodedata.category(letter) == "Zs" else letter for letter in passphrase)
    return unicodedata.normalize("NFC", spaced).strip()


def require_good(passphrase: str, names: Iterable[str] = ()) -> None:
    """Refuse a new passphrase that would be guessed early.

    Args:
        passphrase: as typed.
        names: names of the user and the hub, which do not count towards it.

    Raises:
        WeakPassphrase: it is too short or too easily guessed; the message says why.
    """
    plain = normalise(passphrase)
    if len(plain) < MIN_LENGTH:
        raise WeakPassphrase(
            f"A passphrase needs at least {MIN_LENGTH} characters; this one has {len(plain)}."
        )
    if len(set(plain.casefold())) < _LEAST_DIFFERENT or _repeats(plain.casefold()):
        raise WeakPassphrase("This passphrase repeats the same few characters.")
    if len(_own_part(plain, names)) < _LEAST_OWN:
        raise WeakPassphrase(
            "This passphrase is made of names, words or numbers that are guessed first.",
            "Take three or four words that have nothing to do with you or the hub.",
        )


def _repeats(plain: str) -> bool:
    """Say whether it is one short piece over and over, such as ``abcdeabcdeab``."""
    return any(plain == (plain[:size] * len(plain))[: len(plain)] for size in range(1, len(plain) // 2 + 1))


def _own_part(plain: str, names: Iterable[str]) -> str:
    """Return what is left without the obvious words, the names, and runs of digits."""
    rest = _RUNS.sub("", plain.casefold())
    parts = [part for name in names for part in re.findall(r"\w{3,}", name.casefold())]
    for word in sorted({*_OBVIOUS, *parts}, key=len, reverse=True):
        rest = rest.replace(word, "").translate(_LOOKALIKES).replace(word, "")
    return re.sub(r"[\W_]", "", rest)
