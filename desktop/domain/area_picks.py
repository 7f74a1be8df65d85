"""What an area is made of while somebody picks: postcodes, sectors and first parts taken in and out.

A sector takes the place of its postcodes, a first part that of its sectors. What is taken out of a larger
part leaves the rest of it: a sector without one postcode becomes its other postcodes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from desktop.domain.postcodes import looks_complete, normalise, outcode, sector

Inside = Callable[[str], Iterable[str]]
"""The postcodes of a sector or a first part."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What picking has changed, each by name.

    Attributes:
        taken_in: parts that are new.
        taken_out: parts that are gone.
    """

    taken_in: tuple[str, ...]
    taken_out: tuple[str, ...]


def tidied(parts: Iterable[str]) -> frozenset[str]:
    """Parts written the usual way."""
    return frozenset(one for one in map(normalise, parts) if one)


def covers(parts: frozenset[str], postcode: str) -> bool:
    """Whether a postcode lies in one of the parts."""
    return not parts.isdisjoint((postcode, sector(postcode), outcode(postcode)))


def lies_in(part: str, larger: str) -> bool:
    """Whether a part is another, or lies in it."""
    return larger in (part, sector(part), outcode(part))


def take_in(parts: frozenset[str], part: str) -> frozenset[str]:
    """Take a part in; what lies in it needs no line of its own any more."""
    if covers(parts, part):
        return parts
    return frozenset(one for one in parts if not lies_in(one, part)) | {part}


def take_out(parts: frozenset[str], part: str, inside: Inside) -> frozenset[str]:
    """Take a part out, and leave the rest of whatever larger part it lies in.

    Args:
        parts: what the area is made of.
        part: what goes.
        inside: gives the postcodes of a larger part.
    """
    kept = frozenset(one for one in parts if not lies_in(one, part))
    larger = {sector(part), outcode(part)} & kept
    for one in larger:
        kept -= {one}
        kept |= frozenset(each for each in _split(one, part, inside) if not lies_in(each, part))
    return kept


def edit(before: frozenset[str], after: frozenset[str], inside: Inside) -> Edit:
    """What is different on the ground: a sector that lost a postcode is told as that postcode."""
    taken_in = {one for one in after if not covers(before, one)}
    taken_out: set[str] = set()
    for one in before:
        if not covers(after, one):
            taken_out |= _lost(one, after, inside)
    return Edit(tuple(sorted(taken_in)), tuple(sorted(taken_out)))


def mended(parts: frozenset[str], whole: Iterable[str], inside: Inside) -> frozenset[str]:
    """Put larger parts together again of which nothing is missing any more.

    Args:
        parts: what the area is made of.
        whole: larger parts it was made of once.
        inside: gives their postcodes.
    """
    for one in whole:
        postcodes = tuple(inside(one))
        if postcodes and all(covers(parts, each) for each in postcodes):
            parts = take_in(parts, one)
    return parts


def _lost(part: str, after: frozenset[str], inside: Inside) -> set[str]:
    """What is missing of a part: all of it, or those of its sectors and postcodes that are."""
    postcodes = set(inside(part))
    gone = {one for one in postcodes if not covers(after, one)}
    if gone == postcodes:
        return {part}
    lost: set[str] = set()
    for one in {sector(each) for each in gone}:
        of_it = {each for each in postcodes if sector(each) == one}
        lost |= {one} if of_it <= gone else of_it & gone
    return lost


def _split(larger: str, part: str, inside: Inside) -> set[str]:
    """The parts a larger one falls into, so that one can go: no finer than is needed."""
    postcodes = set(inside(larger))
    if sector(larger):
        return postcodes
    sectors = {sector(one) for one in postcodes}
    if not looks_complete(part):
        return sectors
    here = sector(part)
    return (sectors - {here}) | {one for one in postcodes if sector(one) == here}
