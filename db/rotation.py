"""Which backups to keep: many recent, few old, within a fifth of the disk, and never fewer than three."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

LEAST_KEPT = 3
DISK_SHARE = 5


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup, as far as thinning is concerned.

    Args:
        name: what tells it from the others.
        created: when it was made, aware.
        size: its size in bytes.
    """

    name: str
    created: datetime
    size: int


def _hour(moment: datetime) -> object:
    return moment.date(), moment.hour


def _week(moment: datetime) -> object:
    year, week, _ = moment.isocalendar()
    return year, week


def _month(moment: datetime) -> object:
    return moment.year, moment.month


RULES: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (24, _hour),
    (14, datetime.date),
    (8, _week),
    (12, _month),
)


def to_remove(backups: Sequence[Kept], free_bytes: int) -> list[Kept]:
    """Choose the backups to remove.

    Keeps the newest of each of the last 24 hours, 14 days, 8 ISO weeks and 12 months that have a backup
    (UTC); then, while the kept ones take more than a fifth of what the disk would have free without them,
    gives up the finest first (hours before days before weeks before months) and among those the oldest
    first. The three newest always stay. The present time is not asked, so that a wrong clock removes
    nothing.

    Args:
        backups: every backup found, in any order.
        free_bytes: free space on their disk, in bytes.

    Returns:
        Those to remove, oldest first.
    """
    newest_first = sorted(backups, key=lambda kept: (kept.created, kept.name), reverse=True)
    ranks = _ranks(newest_first)
    budget = (free_bytes + sum(kept.size for kept in newest_first)) // DISK_SHARE
    taken = sum(newest_first[place].size for place in ranks)
    spare = sorted(
        (place for place in ranks if place >= LEAST_KEPT), key=lambda place: (ranks[place], -place)
    )
    for place in spare:
        if taken <= budget:
            break
        taken -= newest_first[place].size
        del ranks[place]
    return [kept for place, kept in reversed(list(enumerate(newest_first))) if place not in ranks]


def _ranks(newest_first: Sequence[Kept]) -> dict[int, int]:
    """Give each kept place the coarsest rule that keeps it; nought for the hourly rule."""
    ranks = dict.fromkeys(range(min(LEAST_KEPT, len(newest_first))), 0)
    for rank, (count, period_of) in enumerate(RULES):
        seen: set[object] = set()
        for place, kept in enumerate(newest_first):
            period = period_of(kept.created.astimezone(UTC))
            if period in seen:
                continue
            if len(seen) == count:
                break
            seen.add(period)
            ranks[place] = rank
    return ranks
