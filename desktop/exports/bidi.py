"""Right-to-left names on paper: letters in the order they are seen, Arabic ones joined.

A PDF is drawn glyph by glyph from the left, so the order is worked out here, after the Unicode Bidirectional
Algorithm (UAX #9) for one line without marks of direction, which `clean` takes out; brackets are not paired
(N0). Arabic letters take the form of their neighbours' joining (the Unicode Standard, 9.2) from the
presentation forms, which fonts without shaping tables can draw.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_STRONG = {"L": "L", "R": "R", "AL": "R"}
_MIRRORS = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_TATWEEL = "\u0640"
Forms = dict[str, dict[str, str]]


def visual(text: str) -> str:
    """Give one line in the order it is seen, from the left.

    Args:
        text: one clean line, in the order it is read; its first letter with a direction sets the line's.

    Returns:
        The line to draw; the same text where nothing in it runs from the right.
    """
    if not _RIGHT_TO_LEFT.search(text):
        return text
    joined = _joined(text)
    levels = _levels(joined)
    letters = [
        letter.translate(_MIRRORS) if level % 2 else letter
        for letter, level in zip(joined, levels, strict=True)
    ]
    order = list(range(len(letters)))
    for level in range(max(levels), 0, -1):
        high = frozenset(at for at in order if levels[at] >= level)
        order = list(_turned(order, high))
    return "".join(_marks_after(letters, order))


def _turned(order: Sequence[int], high: frozenset[int]) -> Iterator[int]:
    """Rule L2: turn each run of letters at a level or above."""
    for is_high, run in groupby(order, key=high.__contains__):
        found = list(run)
        yield from reversed(found) if is_high else found


def _marks_after(letters: Sequence[str], order: Sequence[int]) -> Iterator[str]:
    """Rule L3: marks drawn over a letter come after it also where the letters are turned."""
    waiting: list[str] = []
    for at in order:
        if unicodedata.category(letters[at]) == "Mn" and _RIGHT_TO_LEFT.match(letters[at]):
            waiting.append(letters[at])
        else:
            yield letters[at]
            yield from reversed(waiting)
            waiting.clear()
    yield from waiting


def _levels(text: str) -> list[int]:
    """The level of each letter: odd runs from the right."""
    kinds = [unicodedata.bidirectional(letter) or "L" for letter in text]
    base = next((int(_STRONG[kind] == "R") for kind in kinds if kind in _STRONG), 0)
    edge = "R" if base else "L"
    resolved = _neutral(_weak(kinds, edge), edge)
    raised = {"R": 1 - base, "L": base, "N": 2 - base, "A": 2 - base}
    return [base + raised[kind] for kind in resolved]


def _weak(kinds: Sequence[str], edge: str) -> list[str]:
    """Rules W1 to W7: numbers and marks, to L, R, N (European number), A (Arabic number) or blank."""
    kept = list(kinds)
    strong, before = edge, edge
    for at, kind in enumerate(kept):
        if kind == "NSM":
            kept[at] = kind = before
        if kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "AL":
            kept[at] = kind = "AN"
        before = kind
    for at in range(1, len(kept) - 1):
        left, here, right = kept[at - 1 : at + 2]
        if left == right and ((here == "ES" and left == "EN") or (here == "CS" and left in ("EN", "AN"))):
            kept[at] = left
    _terminators(kept)
    strong, found = edge, []
    for kind in kept:
        strong = _STRONG.get(kind, strong)
        number = "L" if strong == "L" else "N"
        found.append({**_STRONG, "EN": number, "AN": "A"}.get(kind, ""))
    return found


def _terminators(kinds: list[str]) -> None:
    """Rule W5: signs beside a number, such as a pound or a percent sign, go with it."""
    for way in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        before = ""
        for at in way:
            if kinds[at] == "ET" and before == "EN":
                kinds[at] = "EN"
            before = kinds[at]


def _neutral(kinds: Sequence[str], edge: str) -> list[str]:
    """Rules N1 and N2: what has no direction takes that of both sides, or of the line."""
    found: list[str] = []
    runs = [(blank, list(run)) for blank, run in groupby(kinds, key=lambda kind: not kind)]
    for number, (blank, run) in enumerate(runs):
        if blank:
            left = _side(runs[number - 1][1][-1]) if number else edge
            right = _side(runs[number + 1][1][0]) if number + 1 < len(runs) else edge
            run = [left if left == right else edge] * len(run)
        found += run
    return found


def _side(kind: str) -> str:
    return "L" if kind == "L" else "R"


def _joined(text: str) -> str:
    """Give Arabic letters the form that joins them to their neighbours."""
    forms, ligatures = _forms()
    text = re.sub("\u0644[\u0622\u0623\u0625\u0627]", lambda found: ligatures[found[0]], text)
    letters = list(text)
    solid = [at for at, letter in enumerate(letters) if unicodedata.category(letter) != "Mn"]
    for place, at in enumerate(solid):
        own = forms.get(text[at])
        if own is None:
            continue
        before = text[solid[place - 1]] if place else ""
        after = text[solid[place + 1]] if place + 1 < len(solid) else ""
        from_before = _reaches_on(before, forms) and "final" in own
        to_after = "initial" in own and (after == _TATWEEL or "final" in forms.get(after, {}))
        kind = ("medial" if to_after else "final") if from_before else "initial" if to_after else "isolated"
        letters[at] = own.get(kind, text[at])
    return "".join(letters)


def _reaches_on(letter: str, forms: Forms) -> bool:
    return letter == _TATWEEL or "initial" in forms.get(letter, {})


@cache
def _forms() -> tuple[Forms, dict[str, str]]:
    """Forms of each Arabic letter by kind, and of lam with alef, from the standard's own decompositions."""
    forms: Forms = {}
    ligatures: dict[str, str] = {}
    for code in (*range(0xFB50, 0xFBFF), *range(0xFE80, 0xFEFD)):
        kind, *parts = unicodedata.decomposition(chr(code)).split() or ("",)
        letters = "".join(chr(int(part, 16)) for part in parts)
        if len(letters) == 1:
            forms.setdefault(letters, {})[kind.strip("<>")] = chr(code)
        elif len(letters) == 2 and code >= 0xFEF5:
            if kind == "<isolated>":
                ligatures[letters] = chr(code)
            forms.setdefault(ligatures[letters], {})[kind.strip("<>")] = chr(code)
    return forms, ligatures
