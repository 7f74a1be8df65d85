"""What a source of the Today page gives, and the one list of sources.

A feature adds its own with `source`; the page shows whatever the sources give and knows none of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import NamedTuple

from sqlalchemy.orm import Session

from db.enums import RequestStatus, Urgency
from db.queries.today import Waiting
from desktop.services.actions import who_may
from desktop.services.base import Actor, Tools
from desktop.services.today_rounds import RoundNow

MIDDAY = time(12, 30)
"""Where the morning ends for a hub: help wanted at dinner time has to be on its way by then."""
EVENING = time(17, 0)
_SOME_TIME_TODAY = time(16, 0)
"""Where a thing due today at no hour stands among those with one: after all but the last."""


class Words(NamedTuple):
    """A text with its values, to be translated where it is shown."""

    text: str
    values: Mapping[str, object]


def words(text: str, **values: object) -> Words:
    """A text, in English with ``{names}``, and what goes into it."""
    return Words(text, values)


def counted(count: int, one: str, many: str) -> Words:
    """A counted text: one form for exactly one, the other with ``{count}`` for any other number."""
    return words(one) if count == 1 else words(many, count=f"{count:,}")


def known(*found: Words | None) -> tuple[Words, ...]:
    """The parts of a second line that there is something to say in."""
    return tuple(one for one in found if one is not None)


@dataclass(frozen=True, slots=True)
class TodayItem:
    """One thing to do.

    Attributes:
        key: the same as long as it is the same thing, so that the list keeps its place.
        urgency: the shape before it.
        day: the day it is to be done by.
        at: the time of that day; None for some time in it.
        sentence: what is so.
        second: what more there is to know, parts of one line.
        verb: the button.
        place: where the button leads.
        item: what it shows there; None for the place itself.
    """

    key: str
    urgency: Urgency
    day: date
    sentence: Words
    verb: Words
    place: str
    item: str | None = None
    at: time | None = None
    second: tuple[Words, ...] = ()

    def order(self) -> tuple[date, time, int, str]:
        """By deadline, then by urgency."""
        return self.day, self.at or _SOME_TIME_TODAY, list(Urgency).index(self.urgency), self.key


class Part(NamedTuple):
    """A part of the list: its key (``late``, ``morning``, ``today``, ``later``) and what it holds."""

    key: str
    items: tuple[TodayItem, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What sources look at.

    Attributes:
        session: a reading session.
        actor: who is at the keyboard; private needs are named to few.
        now: the present moment where the laptop is, without a zone.
        tools: what services work with.
        rounds: those of today and tomorrow, and older ones still out.
        waiting: how many requests wait to be triaged, and for somebody.
    """

    session: Session
    actor: Actor
    now: datetime
    tools: Tools
    rounds: Sequence[RoundNow] = field(default_factory=tuple)
    waiting: Mapping[RequestStatus, Waiting] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day it is."""
        return self.now.date()


Source = Callable[[Desk], list[TodayItem]]
SOURCES: dict[str, tuple[str, Source]] = {}
"""Every source by its key, with the action its button leads to."""


def source(key: str, action: str) -> Callable[[Source], Source]:
    """Register a source.

    Args:
        key: its name; also what the keys of its items begin with.
        action: of `desktop.services.actions`; whoever may not take it is not told of these things.

    Raises:
        ValueError: the key is taken.
        KeyError: the action is not in the registry.
    """
    who_may(action)

    def register(look: Source) -> Source:
        if key in SOURCES:
            raise ValueError(f"there is a source {key} already")
        SOURCES[key] = (action, look)
        return look

    return register


def items_for(desk: Desk) -> tuple[TodayItem, ...]:
    """What all sources give whoever is at the keyboard."""
    may = desk.actor.may
    return tuple(item for action, look in SOURCES.values() if may(action) for item in look(desk))


def part_of(item: TodayItem, now: datetime) -> str:
    """Which part of the list a thing belongs to at a moment."""
    if item.day < now.date() or (item.day == now.date() and item.at is not None and item.at < now.time()):
        return "late"
    if item.day > now.date():
        return "later"
    is_morning = now.time() < MIDDAY and item.at is not None and item.at <= MIDDAY
    return "morning" if is_morning else "today"


def parts(items: Sequence[TodayItem], now: datetime) -> list[Part]:
    """Put things into the parts of the list, late ones first, each by deadline; no part is empty."""
    ordered = sorted(items, key=TodayItem.order)
    found = [
        Part(key, tuple(item for item in ordered if part_of(item, now) == key))
        for key in ("late", "morning", "today", "later")
    ]
    return [part for part in found if part.items]
