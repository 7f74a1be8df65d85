"""Times in a week as a form asks for them, in bands, and as the pane says them."""

from collections.abc import Collection, Iterable
from datetime import time

from desktop.services.volunteers import SlotDraft
from desktop.ui.base.i18n import tr
from desktop.ui.help_words import day_names

BANDS = {
    "mornings": (time(8), time(12)),
    "afternoons": (time(12), time(17)),
    "evenings": (time(17), time(21)),
}
"""From and until of each part of the day a form offers."""


def band_titles() -> dict[str, str]:
    """The questions of the bands."""
    return {
        "mornings": tr("Free in the morning, 08:00 to 12:00"),
        "afternoons": tr("Free in the afternoon, 12:00 to 17:00"),
        "evenings": tr("Free in the evening, 17:00 to 21:00"),
    }


def days_of(slots: Iterable[SlotDraft], band: str) -> list[int]:
    """The weekdays on which somebody is free for exactly one band, Monday 0."""
    return sorted(one.weekday for one in slots if (one.starts_at, one.ends_at) == BANDS[band])


def slots_of(days: dict[str, Collection[int]], held: Iterable[SlotDraft]) -> frozenset[SlotDraft]:
    """Turn ticks into times; times that are no band stay as they are.

    Args:
        days: weekdays ticked, by band.
        held: the times as they stand.
    """
    others = {one for one in held if (one.starts_at, one.ends_at) not in BANDS.values()}
    ticked = {SlotDraft(day, *BANDS[band]) for band, chosen in days.items() for day in chosen}
    return frozenset(others | ticked)


def joined(slots: Iterable[SlotDraft]) -> list[tuple[int, time, time]]:
    """Times that touch or overlap made one, in the order of the week."""
    found: list[tuple[int, time, time]] = []
    for one in sorted(slots, key=lambda slot: (slot.weekday, slot.starts_at, slot.ends_at)):
        if found and found[-1][0] == one.weekday and one.starts_at <= found[-1][2]:
            day, start, end = found[-1]
            found[-1] = (day, start, max(end, one.ends_at))
        else:
            found.append((one.weekday, one.starts_at, one.ends_at))
    return found


def time_lines(slots: Iterable[SlotDraft]) -> list[str]:
    """Times in words, days with the same times together: ``Mon, Wed 08:00 to 12:00``."""
    names = day_names()
    together: dict[str, list[str]] = {}
    by_day: dict[int, list[str]] = {}
    for day, start, end in joined(slots):
        words = tr("{start} to {end}", start=f"{start:%H:%M}", end=f"{end:%H:%M}")
        by_day.setdefault(day, []).append(words)
    for day, parts in by_day.items():
        together.setdefault(", ".join(parts), []).append(names[day][:3])
    return [f"{', '.join(days)} {words}" for words, days in together.items()]
