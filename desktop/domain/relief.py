"""Counting people at a relief centre."""

from collections.abc import Iterable
from datetime import datetime


def most_at_once(stays: Iterable[tuple[datetime, datetime | None, int]]) -> int:
    """The most people who were there at one time.

    Args:
        stays: when people came, when they left (None while they are there), and how many they were.

    Returns:
        The count; whoever leaves in the moment others come is gone before they are there.
    """
    steps = []
    for came, left, count in stays:
        steps.append((came, 1, count))
        if left is not None:
            # Whoever was only looked up and crossed off at once was there all the same.
            steps.append((left, 0 if left > came else 2, -count))
    most = here = 0
    for _at, _order, count in sorted(steps):
        here += count
        most = max(most, here)
    return most
