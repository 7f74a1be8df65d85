"""Who gets two parcels in a span of days, and who asked and gets none: whoever brings them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Coming:
    """A parcel that comes to a household, or came: the hub's own or another's.

    Attributes:
        household: its key.
        on: the day.
        source: who brings it, in words.
        key: of the task or referral it comes by.
    """

    household: str
    on: date
    source: str
    key: str


@dataclass(frozen=True, slots=True)
class Double:
    """A household with more than one parcel in the span."""

    household: str
    parcels: tuple[Coming, ...]


@dataclass(frozen=True, slots=True)
class TwoOrNone:
    """What does not add up: who gets two or more, and who gets none."""

    two: tuple[Double, ...]
    none: tuple[str, ...]


def two_or_none(asked: Iterable[str], coming: Iterable[Coming], first: date, last: date) -> TwoOrNone:
    """Look over some days: nobody is to get two parcels, and nobody who asked none.

    Args:
        asked: households that ask for a parcel.
        coming: every parcel known of, by any hand.
        first: the first day of the span.
        last: the last, counted in.

    Returns:
        Households with two or more, most first; and those with none, in the order given.
    """
    by_home: dict[str, list[Coming]] = {}
    for one in coming:
        if first <= one.on <= last:
            by_home.setdefault(one.household, []).append(one)
    two = [
        Double(home, tuple(sorted(found, key=lambda one: (one.on, one.source, one.key))))
        for home, found in by_home.items()
        if len(found) > 1
    ]
    two.sort(key=lambda one: (-len(one.parcels), one.household))
    return TwoOrNone(tuple(two), tuple(home for home in dict.fromkeys(asked) if home not in by_home))
