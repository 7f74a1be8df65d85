"""Postcodes as people write them: tidied, taken apart, and told what looks wrong.

A postcode that looks right may still not exist, and one that looks wrong may be new: everything here is for
warning, never for turning anybody away. Shapes are those of BS 7666 less the letters Royal Mail leaves out;
every live postcode of Code-Point Open has one.
"""

import re
import unicodedata
from itertools import product

EXAMPLE = "It should look like QX4 2LB."

_AREA_LETTERS = """
AB AL B BA BB BD BH BL BN BR BS CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY
G GL GU HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW
OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA
WC WD WF WN WR WS WV YO ZE
BT GY JE IM BF BX QX
"""
#: Every postcode area: 120 of Great Britain, then Northern Ireland, the islands, the forces, the banks (BX).
#: QX is nobody's, as no postcode begins with Q: the app's own examples and demonstrations live there.
AREAS = frozenset(_AREA_LETTERS.split())

_UNIT = "[ABD-HJLNP-UW-Z]"
_OUTWARD = "(?:[A-PR-UWYZ][A-HK-Y]?|QX)[0-9][0-9A-HJKMNPR-Y]?"
_AREA = re.compile("[A-Z]{1,2}(?=[0-9])")
_WHOLE = re.compile(f"({_OUTWARD}) ([0-9])({_UNIT}{{2}})")
_OUTCODE = re.compile(_OUTWARD)
_SECTOR = re.compile(f"{_OUTWARD} [0-9]")
#: As above, and no district but 0 itself begins with a nought: S01 is a slip for SO1.
_LIKELY_OUTWARD = re.compile("([A-Z]{1,2})(?!0[0-9])[0-9][0-9A-HJKMNPR-Y]?")
_SWAPS = {"O": "O0", "0": "0O", "I": "I1", "1": "1I"}
_LENGTHS = range(5, 8)


def normalise(text: str) -> str:
    """Write a postcode the usual way: capitals, one space before the last three characters.

    A letter O typed for a nought, or I for a one, and the other way round, is put right where only one of the
    two can stand. What still has no postcode's shape comes back in capitals with single spaces, otherwise as
    typed, so that it can be shown and put right.

    Args:
        text: as typed or as found in a file.

    Returns:
        The tidied text; doing it again changes nothing.
    """
    if _WHOLE.fullmatch(text) and _is_likely(text[:-4]):
        return text  # as the hub keeps them, read by the hundred thousand
    packed = _packed(text)
    if len(packed) in _LENGTHS:
        digit, letters = packed[-3].replace("O", "0").replace("I", "1"), packed[-2:]
        whole = f"{_repaired_outward(packed[:-3])} {digit}{letters}"
        if _WHOLE.fullmatch(whole):
            return whole
    return " ".join(text.upper().split())


def looks_complete(text: str) -> bool:
    """Say whether the text, once tidied, has the shape of a whole postcode."""
    return _WHOLE.fullmatch(normalise(text)) is not None


def outcode(text: str) -> str:
    """Give the first half, such as ``QX4``, of a postcode, a sector or an outcode; empty if it has none."""
    first = normalise(text).partition(" ")[0]
    return first if looks_complete(text) or _partial(text) else ""


def sector(text: str) -> str:
    """Give the sector, such as ``QX4 2``, of a postcode or a sector; empty if it has none."""
    tidy = normalise(text)
    if looks_complete(tidy):
        return tidy[:-2]
    return tidy if _SECTOR.fullmatch(tidy) else ""


def area(text: str) -> str:
    """Give the area letters, such as ``QX``, of a postcode or its beginning; empty if it has none."""
    found = _AREA.match(outcode(text))
    return found[0] if found else ""


def is_northern_ireland(text: str) -> bool:
    """Say whether it is a Northern Ireland postcode (BT), which the shipped gazetteer does not hold."""
    return area(text) == "BT"


def problem(text: str) -> str:
    """Say in one plain sentence, with an example, what looks wrong with a postcode.

    Args:
        text: as typed.

    Returns:
        Such as "A letter is missing. It should look like QX4 2LB."; empty when nothing looks wrong, or
        nothing was typed. Only ever a warning: see the module's note.
    """
    if not text.strip():
        return ""
    packed = _packed(normalise(text))
    beginning = _AREA.match(packed)
    if beginning and beginning[0] not in AREAS:
        return f"No postcode begins with {beginning[0]}. {EXAMPLE}"
    if looks_complete(text):
        return ""
    return f"{_LETTERS_MISSING if sector(text) else _what_is_wrong(packed)} {EXAMPLE}"


def _packed(text: str) -> str:
    """Keep the letters and digits, full-width ones too, in capitals."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(character for character in plain if character.isascii() and character.isalnum())


def _repaired_outward(outward: str) -> str:
    """Put O and 0, I and 1 right in the first half; as it was where that is not certain."""
    candidates = ("".join(characters) for characters in product(*(_SWAPS.get(c, c) for c in outward)))
    likely = [candidate for candidate in candidates if _is_likely(candidate)]
    if not likely:
        return outward
    changes = [sum(map(str.__ne__, candidate, outward)) for candidate in likely]
    fewest = min(changes)
    return likely[changes.index(fewest)] if changes.count(fewest) == 1 else outward


def _is_likely(outward: str) -> bool:
    match = _LIKELY_OUTWARD.fullmatch(outward)
    return match is not None and match[1] in AREAS


def _partial(text: str) -> bool:
    tidy = normalise(text)
    return _OUTCODE.fullmatch(tidy) is not None or _SECTOR.fullmatch(tidy) is not None


_LETTERS_MISSING = "The last two letters are missing."
#: What is wrong, by the shape of what was typed: the first that fits is said.
_FAULTS = (
    (re.compile(r""), "This has no letters or numbers."),
    (re.compile(r"[^0-9]*"), "The numbers are missing."),
    (re.compile(r"[0-9]*"), "The letters are missing."),
    (re.compile(r"[0-9].*"), "A postcode begins with a letter."),
    (re.compile(rf"{_OUTWARD}"), "The second half is missing."),
    (re.compile(rf"{_OUTWARD}[0-9]"), _LETTERS_MISSING),
    (re.compile(rf"{_OUTWARD}[0-9][A-Z]"), "A letter is missing."),
    (re.compile(rf"{_OUTWARD}{_UNIT}{{2}}"), "A number is missing before the last two letters."),
    (re.compile(rf"{_OUTWARD}[0-9][A-Z]{{2}}"), "The last two letters are never C, I, K, M, O or V."),
    (re.compile(rf"{_OUTWARD}[0-9][A-Z]{{2}}.+"), "There is something after the end of the postcode."),
    (re.compile(r"[A-Z]{3,}[0-9].*"), "It begins with too many letters."),
    (re.compile(r".{8,}"), "This is too long for a postcode."),
)


def _what_is_wrong(packed: str) -> str:
    for shape, words in _FAULTS:
        if shape.fullmatch(packed):
            return words
    return "This does not look like a postcode."
