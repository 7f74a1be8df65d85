"""The rota: a week of shifts, who is on them, and changes for one day that leave the pattern as it is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Select, select

from db.enums_rota import PlaceHow, PlaceState
from db.models import RotaPlace, Volunteer
from db.queries import rota as query
from db.session import UnitOfWork
from desktop.domain.dates import short_day
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.match_facts import monday
from desktop.domain.rota import SeatOn, Shift
from desktop.domain.rota_seats import Verdict, judge
from desktop.domain.text import clean, listed
from desktop.domain.working_days import bank_holidays
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get, set_fields
from desktop.services.rota_facts import Facts
from desktop.services.rota_views import SeatView, WeekView, seat_view, week_view

if TYPE_CHECKING:
    from desktop.services.rota_free import FreeNow
    from desktop.services.rota_landings import Landing

_SIX_DAYS = timedelta(days=6)
_WEEK = timedelta(days=7)
_NO_ROOM = "Everybody this takes is on it already. Take somebody off first, or let the job take more people."


@dataclass(frozen=True, slots=True)
class Spot:
    """One person's seat on one day.

    Attributes:
        seat_id: the seat.
        on_date: the day.
        volunteer_id: who has it; empty where nobody has yet.
    """

    seat_id: str
    on_date: date
    volunteer_id: str = ""


class Rota(Service):
    """Verbs on the rota of single days; the pattern is `desktop.services.rota_jobs`."""

    @verb("rota.see")
    def week(self, actor: Actor, day: date) -> WeekView:
        """The week a day is in."""
        first = monday(day)
        with self.store.read() as session:
            facts = Facts(session, first, first + _SIX_DAYS, self.today())
            held = bank_holidays(first.year, facts.rules.nation) | bank_holidays(
                (first + _SIX_DAYS).year, facts.rules.nation
            )
            closed = frozenset(one for one in held if first <= one <= first + _SIX_DAYS)
            return week_view(facts, closed, told=actor.may("check.see"))

    @verb("rota.see")
    def of_person(self, _actor: Actor, volunteer_id: str, weeks: int = 4) -> list[Shift]:
        """The shifts somebody is on from today, soonest first."""
        first = self.today()
        with self.store.read() as session:
            facts = Facts(session, first, first + weeks * _WEEK, first)
            own = [one for one in facts.shifts if volunteer_id in one.crew]
        return sorted(own, key=lambda one: (one.on_date, one.start))

    @verb("rota.set")
    def seat(self, actor: Actor, spot: Spot) -> SeatView:
        """Who could take a seat, who could not, and why.

        Raises:
            NotFound: there is no such shift any more.
        """
        with self.store.read() as session:
            facts = Facts(session, spot.on_date, spot.on_date, self.today())
            shift, seat = found_on(facts, spot)
            return seat_view(session, facts, shift, seat, told=actor.may("check.see"))

    @verb("rota.set")
    def free_now(
        self, actor: Actor, start: datetime, minutes: int = 120, seat_id: str | None = ""
    ) -> "FreeNow":
        """Whoever could help out from a moment on, in the order to ring them.

        Args:
            actor: who asks.
            start: the moment, local time.
            minutes: for how long.
            seat_id: a seat of that day, for which the check gate is asked; empty for anything, None for the
                first that lacks somebody.
        """
        from desktop.services.rota_free import free_now

        with self.store.read() as session:
            facts = Facts(session, start.date(), start.date(), self.today())
            return free_now(session, facts, start, minutes, seat_id, told=actor.may("check.see"))

    @verb("rota.set")
    def put_on(
        self, actor: Actor, spot: Spot, *, reason: str = "", how: PlaceHow = PlaceHow.CHOSEN
    ) -> Changes:
        """Put somebody on a shift for one day; the pattern stays as it is.

        Args:
            actor: who does.
            spot: the seat, the day and the person.
            reason: why in spite of what speaks against it; needed where something does.
            how: how they came to be on it.

        Raises:
            DomainError: the rules do not let them, the seat is full, the day is past, or a reason is needed.
        """
        with self.store.write(actor.user_id) as work:
            facts = self._facts(work, [spot])
            facts.load([*facts.on_rota(), spot.volunteer_id])
            shift, _seat = found_on(facts, spot)
            self._place(work, actor, facts, spot, reason, how)
            name = facts.candidate(spot.volunteer_id).name
            return changes(work, shift.key, f"{name} is on {shift.job.name}, {short_day(spot.on_date)}")

    @verb("rota.set")
    def take_off(self, actor: Actor, spot: Spot, why: str = "") -> Changes:
        """Take somebody off a shift for one day: they called off, or somebody else is to come.

        Raises:
            DomainError: they are not on it.
        """
        with self.store.write(actor.user_id) as work:
            facts = self._facts(work, [spot], past=True)
            shift, seat = found_on(facts, spot)
            name = _on(work, seat, spot)
            self._write(work, spot, PlaceState.CALLED_OFF, why=clean(why))
            return changes(work, shift.key, f"{name} is off {shift.job.name}, {short_day(spot.on_date)}")

    @verb("rota.set")
    def mark(self, actor: Actor, spot: Spot, state: PlaceState, why: str = "") -> Changes:
        """Write down that somebody confirmed, came, or was not there.

        Raises:
            DomainError: they are not on it, or the day has not come yet.
        """
        if state in (PlaceState.CAME, PlaceState.NO_SHOW) and spot.on_date > self.today():
            raise DomainError("This day has not come yet.")
        with self.store.write(actor.user_id) as work:
            facts = self._facts(work, [spot], past=True)
            shift, seat = found_on(facts, spot)
            name = _on(work, seat, spot)
            self._write(work, spot, state, why=clean(why))
            return changes(work, shift.key, f"{name}, {shift.job.name}: {_SAID[state]}")

    @verb("rota.set")
    def swap(self, actor: Actor, one: Spot, other: Spot, *, reason: str = "") -> Changes:
        """Let two people change places, or move one to a seat that is free: both or neither.

        Args:
            actor: who does.
            one: somebody's seat.
            other: the other's seat; nobody's where the first is only moved.
            reason: why in spite of what speaks against it.

        Raises:
            DomainError: the rules do not let one of them, or a reason is needed.
        """
        with self.store.write(actor.user_id) as work:
            facts = self._facts(work, [one, other])
            named = [key for key in (one.volunteer_id, other.volunteer_id) if key]
            facts.load([*facts.on_rota(), *named])
            here, there = found_on(facts, one), found_on(facts, other)
            _on(work, here[1], one)
            if other.volunteer_id:
                _on(work, there[1], other)
            but = {(here[0].key, one.volunteer_id), (there[0].key, other.volunteer_id)}
            how = PlaceHow.SWAP if other.volunteer_id else PlaceHow.CHOSEN
            self._write(work, one, PlaceState.CALLED_OFF, how=how)
            if other.volunteer_id:
                self._write(work, other, PlaceState.CALLED_OFF, how=how)
                back = Spot(one.seat_id, one.on_date, other.volunteer_id)
                self._place(work, actor, facts, back, reason, how, but)
            moved = Spot(other.seat_id, other.on_date, one.volunteer_id)
            self._place(work, actor, facts, moved, reason, how, but)
            names = listed([facts.candidate(key).name for key in named])
            said = f"{names} changed places" if other.volunteer_id else f"{names} moved"
            return changes(work, there[0].key, said)

    @verb("rota.set")
    def landings(self, actor: Actor, day: date, spot: Spot) -> "list[Landing]":
        """Where in a week somebody could be put, or moved to from the seat they have.

        Args:
            actor: who asks.
            day: any day of the week.
            spot: who, and their seat and day; no seat for somebody who has none yet.
        """
        from desktop.services.rota_landings import landings

        first, last = max(monday(day), self.today()), monday(day) + _SIX_DAYS
        if last < first:
            return []
        with self.store.read() as session:
            facts = Facts(session, first, last, self.today())
            facts.load([*facts.on_rota(), spot.volunteer_id])
            leaving = ("", "")
            if spot.seat_id:
                shift, _seat = found_on(facts, spot)
                leaving = (shift.key, spot.seat_id)
            return landings(facts, spot.volunteer_id, leaving, told=actor.may("check.see"))

    @verb("rota.set")
    def copy_week(self, actor: Actor, day: date) -> Changes:
        """Put on whoever was put on by hand a week before, where there is room and no rule speaks against it.

        Args:
            actor: who does.
            day: any day of the week to fill.

        Raises:
            DomainError: there was nobody to copy.
        """
        first = max(monday(day), self.today())
        with self.store.write(actor.user_id) as work:
            facts = Facts(work.session, first - _WEEK, monday(day) + _SIX_DAYS, self.today())
            facts.load(facts.on_rota())
            before = [
                Spot(one.seat.id, shift.on_date + _WEEK, taker.volunteer_id)
                for shift in facts.shifts
                if first <= shift.on_date + _WEEK <= monday(day) + _SIX_DAYS
                for one in shift.seats
                for taker in one.takers
                if taker.place_id and taker.how is not PlaceHow.USUAL
            ]
            done = sum(self._copied(work, facts, spot) for spot in before)
            if not done:
                raise DomainError(
                    "Nobody was put on by hand last week who could be put on again. "
                    "The usual people are on already."
                )
            left = len(before) - done
            rest = f"; {left} could not be" if left else ""
            return changes(work, "", f"{done} put on as last week{rest}")

    def _copied(self, work: UnitOfWork, facts: Facts, spot: Spot) -> bool:
        try:
            shift, seat = found_on(facts, spot)
            facts.candidate(spot.volunteer_id)
        except NotFound:
            return False
        if shift.cancelled or facts.room(shift, seat) <= 0 or facts.is_on(shift, spot.volunteer_id):
            return False
        verdict = self._judged(facts, shift, seat, spot.volunteer_id, frozenset(), told=False)
        if not verdict.may or verdict.warnings:
            return False
        self._write(work, spot, PlaceState.PLANNED, how=PlaceHow.COVER)
        facts.add(shift, seat, spot.volunteer_id)
        return True

    def _facts(self, work: UnitOfWork, spots: list[Spot], *, past: bool = False) -> Facts:
        days = [one.on_date for one in spots]
        if not past and min(days) < self.today():
            raise DomainError("This day is past. What happened then can be marked, not changed.")
        return Facts(work.session, min(days), max(days), self.today())

    def _place(
        self,
        work: UnitOfWork,
        actor: Actor,
        facts: Facts,
        spot: Spot,
        reason: str,
        how: PlaceHow,
        but: frozenset[tuple[str, str]] | set[tuple[str, str]] = frozenset(),
    ) -> None:
        shift, seat = found_on(facts, spot)
        get(work.session, Volunteer, spot.volunteer_id, "volunteer")
        if shift.cancelled:
            raise DomainError("This shift is cancelled. Bring it back first.")
        staying = [one for one in seat.takers if (shift.key, one.volunteer_id) not in but]
        if len(staying) >= seat.seat.maximum:
            raise DomainError(_NO_ROOM)
        others = {key for key in shift.crew if (shift.key, key) not in but}
        if spot.volunteer_id in others:
            raise DomainError("They are on this shift already.")
        verdict = self._judged(
            facts, shift, seat, spot.volunteer_id, frozenset(but), told=actor.may("check.see")
        )
        name = facts.candidate(spot.volunteer_id).name
        if not verdict.may:
            raise DomainError(refusal(name, verdict))
        said = clean(reason)
        if verdict.warnings and not said:
            raise DomainError(f"{name}: {warning_words(verdict)}. Say why all the same.", field="reason")
        self._write(work, spot, PlaceState.PLANNED, how=how, why=said)

    def _judged(
        self,
        facts: Facts,
        shift: Shift,
        seat: SeatOn,
        volunteer_id: str,
        but: frozenset[tuple[str, str]],
        *,
        told: bool,
    ) -> Verdict:
        ask = facts.ask(shift, seat.seat, but)
        return judge(ask, facts.person(shift, seat.seat, volunteer_id, but), told=told)

    def _write(
        self,
        work: UnitOfWork,
        spot: Spot,
        state: PlaceState,
        *,
        how: PlaceHow | None = None,
        why: str = "",
    ) -> None:
        """Write one person, seat and day; a second line for the same is never made."""
        held = work.session.scalars(_of(spot)).first()
        if held is None:
            held = RotaPlace(
                seat_id=spot.seat_id,
                on_date=spot.on_date,
                volunteer_id=spot.volunteer_id,
                how=how or PlaceHow.USUAL,
                state=state,
                why=why,
            )
            work.add(held)
        else:
            values: dict[str, object] = {"state": state, "why": why, "voided_at": None, "void_reason": None}
            if how is not None:
                values["how"] = how
            set_fields(held, values)


_SAID = {
    PlaceState.PLANNED: "planned",
    PlaceState.CONFIRMED: "said they will come",
    PlaceState.CAME: "came",
    PlaceState.NO_SHOW: "was not there",
    PlaceState.CALLED_OFF: "called off",
}


def refusal(name: str, verdict: Verdict) -> str:
    """Say that somebody cannot be put on a shift, why, and what to do."""
    reasons = ". ".join(verdict.blocks)
    return f"{name} can’t be put on this shift. {reasons}. {verdict.step}".strip()


def warning_words(verdict: Verdict) -> str:
    """What speaks against it, in one line."""
    first, *rest = verdict.warnings
    return "; ".join([first[0].lower() + first[1:], *(one[0].lower() + one[1:] for one in rest)])


def _of(spot: Spot) -> Select[RotaPlace]:
    return select(RotaPlace).where(
        RotaPlace.seat_id == spot.seat_id,
        RotaPlace.on_date == spot.on_date,
        RotaPlace.volunteer_id == spot.volunteer_id,
    )


def found_on(facts: Facts, spot: Spot) -> tuple[Shift, SeatOn]:
    """The shift and the seat of a spot.

    Raises:
        NotFound: there is no such shift any more.
    """
    for shift in facts.all_shifts:
        if shift.on_date == spot.on_date:
            seat = shift.seat(spot.seat_id)
            if seat is not None:
                return shift, seat
    raise NotFound("This shift is no longer on the rota.")


def _on(work: UnitOfWork, seat: SeatOn, spot: Spot) -> str:
    """The name of whoever is on a seat."""
    if spot.volunteer_id not in {one.volunteer_id for one in seat.takers}:
        raise DomainError("They are not on this shift any more. Look at the week again.")
    found = query.who(work.session, [spot.volunteer_id])
    return found[spot.volunteer_id].name if spot.volunteer_id in found else ""
