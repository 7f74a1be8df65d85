"""What the rota answers with: a week, a seat and who could take it, and who is free at one hour."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy.orm import Session

from db.queries import rota as query
from db.queries.rota import Who
from desktop.domain.clearance_words import NOT_AVAILABLE, lack_words, untold
from desktop.domain.rota import Clash, SeatOn, Shift, clashes
from desktop.domain.rota_seats import Verdict, clock, hours_words, judge, room_note
from desktop.domain.text import fold
from desktop.services.rota_facts import Facts

_EVERYBODY_ELSE = 40
"""How many who cannot be given a seat are named; nobody reads further."""


@dataclass(frozen=True, slots=True)
class WeekView:
    """The rota of a week.

    Attributes:
        monday: the first day.
        shifts: by job, then by day.
        who: names of everybody on it.
        clashes: whoever is in two places at once.
        uncleared: why somebody on a seat may not do it any more, by shift, seat and person.
        holidays: bank holidays among the days.
    """

    monday: date
    shifts: tuple[Shift, ...]
    who: Mapping[str, Who] = field(default_factory=dict)
    clashes: tuple[Clash, ...] = ()
    uncleared: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    holidays: frozenset[date] = frozenset()

    @property
    def gaps(self) -> int:
        """How many people are still needed."""
        return sum(one.missing for one in self.shifts)

    def gaps_on(self, day: date) -> int:
        """How many people are still needed on one day."""
        return sum(one.missing for one in self.shifts if one.on_date == day)

    def short(self, volunteer_id: str) -> str:
        """The first name, with an initial where two on this week share it."""
        held = self.who.get(volunteer_id)
        if held is None:
            return ""
        same = [one for one in self.who.values() if one.short == held.short]
        return f"{held.short} {held.initial}".strip() if len(same) > 1 else held.short

    def shift(self, key: str) -> Shift | None:
        """One of the shifts."""
        return next((one for one in self.shifts if one.key == key), None)


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """Somebody and a seat.

    Attributes:
        verdict: what the rules say.
        note: when they are free around it.
        minutes_left: of the week they promised; None where nobody has asked.
        weekly_minutes: what they promised.
        phone: to ring; empty for whoever may not see numbers.
        way: how far they live from the hub, in words; empty where not known, or not asked.
    """

    id: str
    name: str
    verdict: Verdict
    note: str = ""
    minutes_left: int | None = None
    weekly_minutes: int | None = None
    phone: str = ""
    way: str = ""


@dataclass(frozen=True, slots=True)
class SeatView:
    """A seat of a shift, and who could take it.

    Attributes:
        can: those who can, the most fitting first.
        cannot: those who cannot, nearest to being able first.
    """

    shift: Shift
    seat: SeatOn
    can: tuple[CandidateLine, ...] = ()
    cannot: tuple[CandidateLine, ...] = ()


def week_view(facts: Facts, holidays: frozenset[date], *, told: bool) -> WeekView:
    """Put a week together: names, who is in two places at once, who is not cleared any more.

    Args:
        facts: of the week.
        holidays: bank holidays among its days.
        told: the reader may see checks.
    """
    named = facts.on_rota()
    facts.load(named)
    found = clashes(facts.shifts, facts.other_things())
    uncleared = {
        (shift.key, one.seat.id, taker.volunteer_id): why
        for shift in facts.shifts
        if not shift.cancelled and shift.on_date >= facts.system_day
        for one in shift.seats
        for taker in one.takers
        if (why := _not_cleared(facts, shift, one, taker.volunteer_id, told=told))
    }
    who = query.who(facts.session, named)
    return WeekView(facts.span[0], tuple(facts.shifts), who, tuple(found), uncleared, holidays)


def seat_view(session: Session, facts: Facts, shift: Shift, seat: SeatOn, *, told: bool) -> SeatView:
    """Everybody active, against one seat.

    Args:
        session: an open session.
        facts: around the day of the shift.
        shift: the shift.
        seat: the seat.
        told: the reader may see checks.
    """
    everybody = facts.load(None)
    facts.load(sorted(shift.crew - set(everybody)))
    # Asked once they are known: whether somebody on it has done this before is one of its questions.
    ask = facts.ask(shift, seat.seat)
    lines, last = [], {}
    known = {taker.volunteer_id for one in shift.seats for taker in one.takers}
    for key in everybody:
        if key in known:
            continue
        person = facts.person(shift, seat.seat, key)
        verdict = judge(ask, person, told=told)
        line = CandidateLine(
            key, person.name, verdict, room_note(ask, person), person.minutes_left, person.weekly_minutes
        )
        lines.append(line)
        held = facts.candidate(key)
        last[key] = held.last_helped or held.waiting_since or date.min
    gone = {taker.volunteer_id for taker in seat.not_coming}
    usual = {one.volunteer_id for one in facts.usuals if one.seat_id == seat.seat.id}
    can = [one for one in lines if one.verdict.may]
    can.sort(
        key=lambda one: (
            one.id in gone,
            len(one.verdict.warnings),
            one.id not in usual,
            -(one.minutes_left if one.minutes_left is not None else 0) // 60,
            last[one.id],
            fold(one.name),
        )
    )
    cannot = [one for one in lines if not one.verdict.may]
    cannot.sort(
        key=lambda one: (NOT_AVAILABLE in one.verdict.blocks, len(one.verdict.blocks), fold(one.name), one.id)
    )
    cannot = cannot[:_EVERYBODY_ELSE]
    return SeatView(shift, seat, _with_phones(session, can), tuple(cannot))


def _with_phones(session: Session, lines: list[CandidateLine]) -> tuple[CandidateLine, ...]:
    phones = query.phones(session, [one.id for one in lines])
    return tuple(replace(one, phone=phones.get(one.id, "")) for one in lines)


def _not_cleared(facts: Facts, shift: Shift, seat: SeatOn, volunteer_id: str, *, told: bool) -> str:
    answer = facts.rules.clearance(shift.job, seat.seat, shift.on_date, facts.candidate(volunteer_id).facts)
    if answer.passes:
        return ""
    return lack_words((answer.lacks if told else untold(answer.lacks))[0])


def clash_words(view: WeekView, clash: Clash) -> str:
    """Say who is in two places at once: "Leanne is on Welfare calls until 12:00 and on … from 11:00, Wed"."""
    name = view.who[clash.volunteer_id].short if clash.volunteer_id in view.who else ""
    first, second = clash.first.label or "something else", clash.second.label or "something else"
    day = f"{clash.on_date:%a}"
    return (
        f"{name} is on {first} until {clock(clash.first.end)} "
        f"and on {second} from {clock(clash.second.start)}, {day}"
    )


def left_words(minutes: int | None) -> str:
    """Say what is left of a promised week: "4 h free"; "hours not asked" where nobody has."""
    return "hours not asked" if minutes is None else f"{hours_words(minutes)} free"
