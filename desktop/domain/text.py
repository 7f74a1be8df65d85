"""Text as it is stored and as it is compared."""

import re
import unicodedata
from collections.abc import Sequence

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_SPACES = re.compile(r"\s+")
_LINE_SPACES = re.compile(r"[^\S\n]+")
_MARKS = str.maketrans("", "", "".join(chr(n) for n in range(128) if not chr(n).isalnum()))
_BY_HAND = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"}
)


def clean(text: str) -> str:
    """One line as it is stored: composed letters (NFC), single spaces, no control or direction marks.

    Letters written right to left stay; only the invisible signs that reverse what follows go.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return _SPACES.sub(" ", unicodedata.normalize("NFC", _seen(text))).strip()


def clean_lines(text: str) -> str:
    """Text of several lines as it is stored; see `clean`. Line breaks are kept."""
    lines = _seen(text.replace("\r\n", "\n").replace("\r", "\n"))
    return _LINE_SPACES.sub(" ", unicodedata.normalize("NFC", lines)).strip()


def listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them: "Ann", "Ann and Bea", "Ann, Bea and Cy"; empty for none."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def fold(text: str) -> str:
    """Text for comparing: lower case, no accents, marks or spaces.

    Letters that Unicode does not take apart (ł, ø, đ and their like) are folded by hand.
    """
    if text.isascii():
        return text.lower() if text.isalnum() else text.lower().translate(_MARKS)
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_BY_HAND)
    return "".join(letter for letter in plain if letter.isalnum())


def _seen(text: str) -> str:
    return _UNSEEN.sub("", text).encode("utf-8", "ignore").decode("utf-8")
