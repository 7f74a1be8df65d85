"""Who may be put on a shift, who may with a reason, and who may not: the rules of one seat and one person.

What stands in the way for good are the check gate, age, being away and being somewhere else. Volunteers are
not workers, so hours and rest only warn: the rest asked for is that of the Working Time Regulations 1998,
regulation 10 (eleven hours between two working days), taken as a model of what is fair.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from desktop.domain.age import age_on
from desktop.domain.availability import DAY_MINUTES, Absence, Busy, Slot, free_spans, is_away
from desktop.domain.clearance_facts import Clearance, Why
from desktop.domain.clearance_words import NOT_AVAILABLE, lack_words, next_step_words, untold

REST_MINUTES = 11 * 60
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ask:
    """A seat on a shift that looks for somebody.

    Attributes:
        start, end: minutes since midnight.
        skill: that is wanted; empty for none.
        wants_buddy: a newcomer is not alone on it.
        with_others: somebody who has done shifts before is on it already.
    """

    on_date: date
    start: int
    end: int
    minimum_age: int = 0
    skill: str = ""
    wants_buddy: bool = False
    with_others: bool = False

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Person:
    """A volunteer as the rota sees one.

    Attributes:
        clearance: the gate's answer for this seat on this day.
        slots, absences: see `desktop.domain.availability`; no slots means that nobody has asked.
        busy: everything at a set time, other shifts among it and this one not.
        weekly_minutes: promised a week; None when not asked.
        week_minutes: already given in the week of the shift.
        is_newcomer: has done nothing for the hub yet.
    """

    id: str
    name: str
    clearance: Clearance
    born: date | None = None
    slots: tuple[Slot, ...] = ()
    absences: tuple[Absence, ...] = ()
    busy: tuple[Busy, ...] = ()
    weekly_minutes: int | None = None
    week_minutes: int = 0
    skills: frozenset[str] = field(default_factory=frozenset)
    is_newcomer: bool = False

    @property
    def minutes_left(self) -> int | None:
        """Of the week they promised; None where nobody has asked."""
        return None if self.weekly_minutes is None else max(self.weekly_minutes - self.week_minutes, 0)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of one person and one seat, in words.

    Attributes:
        blocks: why they cannot be put on it; nobody overrides these.
        step: what to do about the first of them.
        warnings: what somebody may decide against, with a reason.
    """

    blocks: tuple[str, ...] = ()
    step: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def may(self) -> bool:
        """Whether they may be put on it, if need be with a reason."""
        return not self.blocks


def judge(ask: Ask, person: Person, *, told: bool = True) -> Verdict:
    """Compare a person with a seat.

    Args:
        ask: the seat.
        person: the volunteer.
        told: the reader may see checks; else only that somebody is not cleared (domain rule 14).
    """
    blocks, step = _clearance(person.clearance, told=told)
    # Days away are said in the words of a hold, so that neither can be told from the other (domain rule 12).
    if is_away(person.absences, ask.on_date) and NOT_AVAILABLE not in blocks:
        blocks, step = [NOT_AVAILABLE], ""
    if NOT_AVAILABLE in blocks:
        return Verdict((NOT_AVAILABLE,))
    if ask.minimum_age:
        age = age_on(person.born, ask.on_date)
        if age is None:
            blocks.append("Age not recorded")
        elif age < ask.minimum_age:
            blocks.append(f"Under {ask.minimum_age}")
    blocks += [
        f"On {other.label or 'something else'} until {clock(other.end)}" for other in _over(ask, person)
    ]
    return Verdict(tuple(dict.fromkeys(blocks)), step, tuple(_warnings(ask, person)) if not blocks else ())


def room_note(ask: Ask, person: Person) -> str:
    """Say in a few words when they are free around a seat: "Free until 12:30", "Free from 11:30".

    Args:
        ask: the seat.
        person: the volunteer.
    """
    if not person.slots and not person.busy:
        return "Times not asked"
    spans = free_spans(person.slots, (), person.busy, ask.on_date)
    later = sorted(one for one in _on_day(person, ask.on_date) if one[0] >= ask.end)
    has = f"Has {later[0][2]} at {clock(later[0][0])}" if later and later[0][2] else ""
    here = [span for span in spans if span.start < ask.end and span.end > ask.start]
    if not here:
        return has
    span = max(here, key=lambda one: min(one.end, ask.end) - max(one.start, ask.start))
    if span.start > ask.start:
        return f"Free from {clock(span.start)}"
    if span.end < ask.end:
        return f"Free until {clock(span.end)}"
    if has:
        return f"Free then. {has}"
    return "Free all day" if span.end >= DAY_MINUTES and span.start == 0 else f"Free until {clock(span.end)}"


def rest_between(busy: Iterable[Busy], ask: Ask) -> int | None:
    """Minutes of rest between a shift and the nearest thing on the day before or after; None for nothing."""
    gaps = []
    for one in busy:
        if one.on_date == ask.on_date - _DAY:
            gaps.append(DAY_MINUTES - one.end + ask.start)
        elif one.on_date == ask.on_date + _DAY:
            gaps.append(DAY_MINUTES - ask.end + one.start)
    return min(gaps, default=None)


def clock(minute: int) -> str:
    """Write minutes since midnight as ``09:05``."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def hours_words(minutes: int) -> str:
    """Write a length of time: ``4 h``, ``1 h 30``, ``45 min``."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest}" if rest else f"{hours} h"


def _clearance(clearance: Clearance, *, told: bool) -> tuple[list[str], str]:
    if clearance.passes:
        return [], ""
    lacks = clearance.lacks if told else untold(clearance.lacks)
    if any(one.why is Why.NOT_AVAILABLE for one in lacks):
        return [NOT_AVAILABLE], ""
    return [lack_words(one) for one in lacks], next_step_words(lacks[0])


def _on_day(person: Person, day: date) -> Sequence[tuple[int, int, str]]:
    return [(one.start, one.end, one.label) for one in person.busy if one.on_date == day]


def _over(ask: Ask, person: Person) -> list[Busy]:
    """What they have on at the same time."""
    found = (one for one in person.busy if one.on_date == ask.on_date)
    return sorted(
        (one for one in found if one.start < ask.end and one.end > ask.start), key=lambda o: o.start
    )


def _warnings(ask: Ask, person: Person) -> Iterable[str]:
    own = free_spans(person.slots, (), (), ask.on_date)
    if not any(span.start <= ask.start and span.end >= ask.end for span in own):
        yield "Not one of their usual times"
    left = person.minutes_left
    if left is not None and ask.minutes > left:
        yield f"{hours_words(ask.minutes - left)} over the hours they promised a week"
    rest = rest_between(person.busy, ask)
    if rest is not None and rest < REST_MINUTES:
        yield f"Only {hours_words(max(rest, 0))} of rest before or after"
    if ask.skill and ask.skill not in person.skills:
        yield "Does not have the skill this asks for"
    if ask.wants_buddy and person.is_newcomer and not ask.with_others:
        yield "New here, and nobody with them who has done this before"
