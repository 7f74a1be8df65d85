"""How long records stay: which are past their time, what keeps them back, and what is counted before they go.

A record is kept for the whole of its time and goes only afterwards, counted from the last thing that happened
with it. What somebody holds back, or what is still open, stays however old it is (domain rule 13).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, TypeVar

from desktop.domain.dates import months_before

T = TypeVar("T")


class Kept(StrEnum):
    """Why something past its time stays."""

    HELD = "held"
    OPEN = "open"


class Candidate(NamedTuple):
    """A record that may go.

    Attributes:
        table: where it lies.
        last: the last day anything happened with it.
        held: whether somebody holds it back.
        is_open: whether something about it is not at its end.
        whose: key of the person it is about; empty where it is about nobody.
    """

    id: str
    table: str
    last: date
    held: bool = False
    is_open: bool = False
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """What one rule comes to on one day.

    Attributes:
        going: what goes, the oldest first.
        staying: what is past its time and stays, the oldest first.
    """

    going: tuple[Candidate, ...] = ()
    staying: tuple[Candidate, ...] = ()

    @property
    def kept(self) -> Mapping[Kept, int]:
        """How many past their time stay, and why; what is held and open counts as held."""
        return Counter(Kept.HELD if one.held else Kept.OPEN for one in self.staying)

    @property
    def first_on(self) -> date | None:
        """The oldest day of what goes; None where nothing does."""
        return self.going[0].last if self.going else None

    @property
    def last_on(self) -> date | None:
        """The newest day of what goes."""
        return self.going[-1].last if self.going else None


class Place(NamedTuple):
    """What figures that stay are counted by.

    Attributes:
        week: a Monday: no figure tells a day.
        area_id: None where the need is private, or nobody is responsible.
        outcome: how requests ended; empty for occurrences of help.
    """

    week: date
    area_id: str | None
    la_code: str
    need_id: str
    outcome: str


class Tally(NamedTuple):
    """Figures of one place."""

    requests: int = 0
    tasks: int = 0
    met: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(*(one + more for one, more in zip(self, other, strict=True)))


def cut_off(today: date, months: int) -> date:
    """The day before which something must have ended to be past its time.

    Args:
        today: the day it is.
        months: how long such records stay.
    """
    return months_before(today, months)


def sort_out(found: Iterable[Candidate], today: date, months: int) -> Due:
    """Tell what goes from what stays.

    Args:
        found: records of one kind.
        today: the day it is.
        months: how long they stay.

    Returns:
        What goes and what is kept back; what is younger is in neither.
    """
    edge = cut_off(today, months)
    past = sorted((one for one in found if one.last < edge), key=lambda one: (one.last, one.id))
    return Due(
        tuple(one for one in past if not (one.held or one.is_open)),
        tuple(one for one in past if one.held or one.is_open),
    )


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def tallied(counts: Iterable[tuple[Place, Tally]], private: Iterable[str]) -> dict[Place, Tally]:
    """Figures as they stay: days made weeks, and private needs without an area.

    Args:
        counts: figures by place, of any days.
        private: keys of needs that are private: a count of one in a street would tell.

    Returns:
        One figure for each place.
    """
    hidden, found = frozenset(private), dict[Place, Tally]()
    for place, count in counts:
        here = place._replace(week=monday_of(place.week))
        if place.need_id in hidden:
            here = here._replace(area_id=None, la_code="")
        found[here] = found.get(here, Tally()).plus(count)
    return found


def batches(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Some things, a batch at a time; each batch is one transaction."""
    return (items[start : start + size] for start in range(0, len(items), size))
