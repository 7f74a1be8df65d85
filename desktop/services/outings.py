"""Accompanied outings: planned, with companions the check gate clears, and how they went."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, time

from sqlalchemy.orm import Session

from db.enums import Answer, Transport
from db.enums_outings import GuestOutcome
from db.models import Outing, OutingCompanion, OutingGuest, Person, Volunteer
from db.queries import matching
from db.queries import neighbours as apart_query
from db.queries import outings as query
from db.queries.gate_tasks import GateTask
from db.queries.matching import OUT_OF_REACH
from db.queries.outings import CompanionRow, GuestRow, OutingRow
from desktop.domain.clearance_words import refusal
from desktop.domain.errors import DomainError
from desktop.domain.names import full_name
from desktop.domain.outings import OutingFacts, Short, shortfalls
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.candidates import busy_times, elsewhere, minute_of
from desktop.services.limits import refuse_limited
from desktop.services.records import get, set_fields, tidied, void
from desktop.services.sitting import Sitting

NEED = "transport"
"""The kind of help whose rules decide who may go along: a lift, or company on the way."""
_CARS = (Transport.CAR, Transport.VAN)


@dataclass(frozen=True, slots=True)
class OutingDraft:
    """An outing as typed; see `db.models.outings.Outing`."""

    place: str
    on_date: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    meet_at: str = ""
    travel: str = ""
    seats: int | None = None
    wheelchairs: int | None = None
    ratio: int = 4
    because_of: Answer = Answer.NOT_ASKED
    to_care: Answer = Answer.NOT_ASKED
    note: str = ""


@dataclass(frozen=True, slots=True)
class OutingView:
    """One outing with everybody on it.

    Attributes:
        refused: why a companion may not go, by volunteer; whoever is not named may.
        lacks: what it lacks, with how many of each.
    """

    row: OutingRow
    guests: tuple[GuestRow, ...]
    companions: tuple[CompanionRow, ...]
    refused: Mapping[str, str]
    lacks: Mapping[Short, int]


class Outings(Service):
    """Verbs on outings."""

    @verb("outing.see")
    def ids(self, _actor: Actor, *, coming: bool = True) -> list[str]:
        """Keys of outings to come, soonest first; or of those that were, newest first."""
        with self.store.read() as session:
            return query.ids(session, self.today(), coming=coming)

    @verb("outing.see")
    def views(self, actor: Actor, wanted: Sequence[str]) -> list[OutingView]:
        """Outings with everybody on them, in the order of the keys; the gate is asked once for all."""
        with self.store.read() as session:
            return views(session, query.rows(session, wanted), self.today(), told=actor.may("check.see"))

    @verb("outing.set")
    def save(self, actor: Actor, draft: OutingDraft, outing_id: str = "") -> Changes:
        """Plan an outing, or change one.

        Raises:
            DomainError: it has no place, day or hours, or they cannot be.
        """
        _refuse_odd(draft)
        values = tidied(draft, [one.name for one in fields(OutingDraft)])
        with self.store.write(actor.user_id) as work:
            if outing_id:
                held = get(work.session, Outing, outing_id, "outing")
                set_fields(held, values)
            else:
                held = Outing(number=work.next_number("outing"), **values)
                work.add(held)
            work.session.flush()
            return changes(work, held.id, f"Outing to {held.place} saved")

    @verb("outing.set")
    def bring(
        self,
        actor: Actor,
        outing_id: str,
        person_id: str,
        *,
        wheelchair: bool = False,
        no_steps: bool = False,
    ) -> Changes:
        """Put somebody down to come along.

        Raises:
            DomainError: they are down already, cannot be reached, or asked that their data is not used.
        """
        with self.store.write(actor.user_id) as work:
            outing = _open(work.session, outing_id)
            person = get(work.session, Person, person_id, "person")
            refuse_limited(work.session, [person_id])
            name = full_name(person.first_name, person.last_name, person.preferred_name)
            if person.status in OUT_OF_REACH:
                raise DomainError(f"{name} is not to be contacted.", field="person_id")
            if any(one.person_id == person_id for one in query.guests(work.session, [outing_id])):
                raise DomainError(f"{name} is down for it already.", field="person_id")
            for one in query.companions(work.session, [outing_id]):
                _refuse_apart(work.session, one, person)
            work.add(
                OutingGuest(
                    outing_id=outing_id, person_id=person_id, wheelchair=wheelchair, no_steps=no_steps
                )
            )
            return changes(work, outing_id, f"{name} comes along to {outing.place}")

    @verb("outing.set")
    def accompany(self, actor: Actor, outing_id: str, volunteer_id: str, *, drives: bool = False) -> Changes:
        """Have a volunteer go with them, through the check gate.

        Raises:
            DomainError: they may not, are kept apart from somebody on it, or go with another one then.
        """
        with self.store.write(actor.user_id) as work:
            session = work.session
            outing = _open(session, outing_id)
            get(session, Volunteer, volunteer_id, "volunteer")
            held = query.companions(session, [outing_id])
            if any(one.volunteer_id == volunteer_id for one in held):
                raise DomainError("They go with it already.", field="volunteer_id")
            (row,) = query.rows(session, [outing_id])
            _refuse_busy(session, row, volunteer_id)
            kept = apart_query.kept_apart(session, volunteer_id)
            if any({one.person_id, one.household_id} & kept for one in query.guests(session, [outing_id])):
                raise DomainError("They are kept apart from somebody who comes along.", field="volunteer_id")
            crew = {one.volunteer_id: one.drives for one in held} | {volunteer_id: drives}
            sitting = Sitting(session, list(crew), self.today())
            why = judged(sitting, row, crew, told=actor.may("check.see"))
            if volunteer_id in why:
                raise DomainError(why[volunteer_id], field="volunteer_id")
            work.add(OutingCompanion(outing_id=outing_id, volunteer_id=volunteer_id, drives=drives))
            name = sitting.names.get(volunteer_id, "This volunteer")
            return changes(work, outing_id, f"{name} goes with them to {outing.place}")

    @verb("outing.set")
    def take_off(self, actor: Actor, line_id: str, reason: str) -> Changes:
        """Take a person or a companion off an outing."""
        with self.store.write(actor.user_id) as work:
            line = work.session.get(OutingGuest, line_id)
            held = line or get(work.session, OutingCompanion, line_id, "line")
            void(held, reason, self.now())
            return changes(work, held.outing_id, "Taken off the outing")

    @verb("outing.set")
    def call_off(self, actor: Actor, outing_id: str, why: str) -> Changes:
        """Call an outing off.

        Raises:
            DomainError: it is called off already.
        """
        with self.store.write(actor.user_id) as work:
            outing = _open(work.session, outing_id)
            set_fields(outing, {"cancelled_on": self.today(), "cancel_note": why.strip()})
            people = len(query.guests(work.session, [outing_id]))
            ring = f" Ring the {people} who were coming." if people else ""
            return changes(work, outing_id, f"Outing to {outing.place} called off.{ring}")

    @verb("outing.set")
    def record(
        self, actor: Actor, outing_id: str, outcomes: Mapping[str, GuestOutcome], note: str = ""
    ) -> Changes:
        """Record how it went for each person.

        Args:
            actor: who records.
            outing_id: the outing.
            outcomes: by key of the person's line.
            note: of the day, kept with whoever was unwell.

        Raises:
            DomainError: it lies ahead.
        """
        with self.store.write(actor.user_id) as work:
            outing = _open(work.session, outing_id)
            if outing.on_date > self.today():
                raise DomainError("This outing lies ahead. Record it once it was.")
            for one in query.guests(work.session, [outing_id]):
                said = outcomes.get(one.id)
                if said is not None:
                    kept = note.strip() if said is GuestOutcome.UNWELL else ""
                    line = work.session.get_one(OutingGuest, one.id)
                    set_fields(line, {"outcome": said, "outcome_note": kept})
            return changes(work, outing_id, f"How the outing to {outing.place} went is recorded")

    @verb("outing.set")
    def again(self, actor: Actor, outing_id: str, on_date: date) -> Changes:
        """Plan the next one alike, with the people who came along; companions are asked anew.

        Raises:
            DomainError: that day is no later.
        """
        with self.store.write(actor.user_id) as work:
            last = get(work.session, Outing, outing_id, "outing")
            if on_date <= last.on_date or on_date < self.today():
                raise DomainError("Choose a later day.", field="on_date")
            alike = {one.name: getattr(last, one.name) for one in fields(OutingDraft)}
            held = Outing(number=work.next_number("outing"), **(alike | {"on_date": on_date}))
            work.add(held)
            work.session.flush()
            for one in query.guests(work.session, [outing_id]):
                if one.status not in OUT_OF_REACH:
                    work.add(
                        OutingGuest(
                            outing_id=held.id,
                            person_id=one.person_id,
                            wheelchair=one.wheelchair,
                            no_steps=one.no_steps,
                        )
                    )
            return changes(work, held.id, f"Next outing to {held.place} planned")


def views(
    session: Session, rows: Sequence[OutingRow], today: date, *, told: bool = False
) -> list[OutingView]:
    """Put outings together with everybody on them; the gate is asked once for all.

    Args:
        session: an open session.
        rows: the outings.
        today: the laptop's day.
        told: reasons are for somebody who may see checks.
    """
    keys = [row.id for row in rows]
    guests: dict[str, list[GuestRow]] = defaultdict(list)
    for guest in query.guests(session, keys):
        guests[guest.outing_id].append(guest)
    crews: dict[str, list[CompanionRow]] = defaultdict(list)
    for one in query.companions(session, keys):
        crews[one.outing_id].append(one)
    everybody = sorted({one.volunteer_id for crew in crews.values() for one in crew})
    sitting = Sitting(session, everybody, today)
    found = []
    for row in rows:
        crew = {one.volunteer_id: one.drives for one in crews[row.id]}
        why = judged(sitting, row, crew, told=told)
        facts = OutingFacts(
            len(guests[row.id]),
            sum(one.wheelchair for one in guests[row.id]),
            len(crew) - len(why),
            len(why),
            row.ratio,
            row.seats,
            row.wheelchairs,
        )
        found.append(OutingView(row, tuple(guests[row.id]), tuple(crews[row.id]), why, shortfalls(facts)))
    return found


def judged(sitting: Sitting, row: OutingRow, crew: Mapping[str, bool], *, told: bool) -> dict[str, str]:
    """Why companions may not go with an outing, by volunteer.

    Whoever goes alone is judged alone; beside another who is cleared alone, rules that allow pairing are met.

    Args:
        sitting: of the gate, for all of them.
        row: the outing.
        crew: volunteers, and whether each drives.
        told: the reasons are for somebody who may see checks.
    """
    why = {}
    for one, drives in crew.items():
        name = sitting.names.get(one, "This volunteer")
        if drives and not sitting.has_car(one):
            why[one] = f"{name} has no car or van on record."
            continue
        task = gate_task(row, drives=drives)
        clearance = sitting.judge(task, one)
        for other in crew:
            if clearance.passes:
                break
            if other != one:
                clearance = sitting.judge(task, one, beside=other)
        if not clearance.passes:
            why[one] = refusal(name, clearance, told=told)
    return why


def gate_task(row: OutingRow, *, drives: bool) -> GateTask:
    """An outing as the check gate sees it, for one companion."""
    answers = {"to_care": row.to_care, "how_paid": "nothing"}
    cars = _CARS if drives else ()
    return GateTask(row.id, row.on_date, None, None, row.because_of, answers, NEED, True, cars)


def _open(session: Session, outing_id: str) -> Outing:
    held = get(session, Outing, outing_id, "outing")
    if held.cancelled_on is not None:
        raise DomainError("This outing was called off.")
    return held


def _refuse_apart(session: Session, one: CompanionRow, person: Person) -> None:
    if apart_query.kept_apart(session, one.volunteer_id) & {person.id, person.household_id}:
        name = full_name(one.first_name, one.last_name, one.preferred_name)
        raise DomainError(f"{name}, who goes with them, is kept apart from this person.", field="person_id")


def _refuse_busy(session: Session, row: OutingRow, volunteer_id: str) -> None:
    """Nobody goes with two outings at once, nor while they are away or have something else on."""
    diary = matching.belongings(session, [volunteer_id], row.on_date, row.on_date)
    if any(begun <= row.on_date <= over for begun, over in diary.absences[volunteer_id]):
        raise DomainError("They are away that day.", field="volunteer_id")
    first, last = minute_of(row.starts_at, 0), minute_of(row.ends_at, 0)
    others = elsewhere(session, [volunteer_id], row.on_date, row.on_date).get(volunteer_id, [])
    for one in (*busy_times(diary.work[volunteer_id]), *others):
        if one.on_date == row.on_date and one.start < last and first < one.end:
            raise DomainError(f"They are busy then ({one.label or 'another task'}).", field="volunteer_id")


def _refuse_odd(draft: OutingDraft) -> None:
    if not draft.place.strip():
        raise DomainError("Where does it go?", field="place")
    if draft.on_date is None:
        raise DomainError("Choose a day.", field="on_date")
    if draft.starts_at is None or draft.ends_at is None:
        raise DomainError("From when to when?", field="starts_at")
    if draft.ends_at <= draft.starts_at:
        raise DomainError("It is over before it begins.", field="ends_at")
    if draft.ratio < 1:
        raise DomainError("One companion goes with one person at the least.", field="ratio")
    for name in ("seats", "wheelchairs"):
        count = getattr(draft, name)
        if count is not None and count < 0:
            raise DomainError("This cannot be fewer than none.", field=name)
    if draft.seats is not None and (draft.wheelchairs or 0) > draft.seats:
        raise DomainError("More wheelchair places than seats.", field="wheelchairs")
