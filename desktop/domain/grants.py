"""Small grants: what a panel gave, who may not score, and when a meeting may decide."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from desktop.domain.errors import DomainError
from desktop.domain.text import clean, fold

MOST_POINTS = 100
FEWEST_PRESENT = 2
"""No single person gives the hub's money away (domain rule 14)."""


class Criterion(NamedTuple):
    """What an application is judged by, and the most points it may get for it."""

    words: str
    most: int


def read_criteria(text: str) -> tuple[Criterion, ...]:
    """Criteria as they are typed: one on each line, its most points after a colon.

    Args:
        text: such as ``Helps neighbours: 5``.

    Raises:
        DomainError: a line has no points, or more than a hundred.
    """
    found = []
    for line in filter(None, map(clean, text.splitlines())):
        words, _, most = line.rpartition(":")
        number = most.strip()
        if not (
            clean(words) and number.isascii() and number.isdigit() and 0 < int(number[:4]) <= MOST_POINTS
        ):
            raise DomainError(
                f"“{line}” needs its most points after a colon, such as Helps neighbours: 5.",
                field="criteria",
            )
        found.append(Criterion(clean(words), int(number)))
    return tuple(found)


class Given(NamedTuple):
    """One member's points, one for each criterion; none where a conflict of interest keeps them out."""

    scorer: str
    points: tuple[int, ...]
    conflict: str = ""


class Standing(NamedTuple):
    """How an application stands: how many scored it, out of how many points, and the mean of them.

    Attributes:
        hundredths: the mean, in hundredths of a point, halves up; None where nobody scored.
        out: who declared a conflict of interest.
    """

    scored: int
    most: int
    hundredths: int | None
    out: tuple[str, ...]


def refuse_score(criteria: Sequence[Criterion], given: Given, own: Iterable[str]) -> None:
    """Refuse points that do not fit the criteria, and anybody's for their own application.

    Args:
        criteria: of the pot.
        given: what is to be recorded.
        own: names that stand on the application.

    Raises:
        DomainError: they may not score, or the points do not fit.
    """
    if not given.scorer:
        raise DomainError("Say who scores.", field="scorer")
    if given.conflict:
        if given.points:
            raise DomainError("Who has a conflict of interest gives no points.", field="conflict")
        return
    if fold(given.scorer) in {fold(name) for name in own if name}:
        raise DomainError("Nobody scores their own application.", field="scorer")
    if len(given.points) != len(criteria):
        raise DomainError("Give points for every criterion.", field="points_0")
    for place, (one, criterion) in enumerate(zip(given.points, criteria, strict=True)):
        if not 0 <= one <= criterion.most:
            raise DomainError(f"Between 0 and {criterion.most} points.", field=f"points_{place}")


def standing(criteria: Sequence[Criterion], given: Sequence[Given]) -> Standing:
    """How an application stands after what the panel gave."""
    sums = [sum(one.points) for one in given if not one.conflict]
    out = tuple(one.scorer for one in given if one.conflict)
    most = sum(one.most for one in criteria)
    if not sums:
        return Standing(0, most, None, out)
    return Standing(len(sums), most, (200 * sum(sums) + len(sums)) // (2 * len(sums)), out)


def refuse_meeting(present: Sequence[str], conflicted: Iterable[str]) -> None:
    """Refuse a meeting that may not decide.

    Args:
        present: names of who was there.
        conflicted: who declared a conflict of interest in the application that is decided.

    Raises:
        DomainError: fewer than two are left who have no conflict.
    """
    out = {fold(name) for name in conflicted}
    free = {fold(name) for name in present} - out - {""}
    if len(free) < FEWEST_PRESENT:
        raise DomainError(
            "At least two people without a conflict of interest decide. Write down who was there.",
            field="present",
        )
