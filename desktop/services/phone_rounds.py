"""A whole list rung through: shared out among callers and days, and what came of each line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import Answer, Channel, ContactOutcome, ContactPreference, Direction, PersonStatus
from db.enums_calls import LineState
from db.models import ContactAttempt, Person, PhoneLine, PhoneRound
from db.queries import areas, people
from db.queries import calls as call_query
from db.queries import phone_rounds as query
from db.queries.call_sheets import on_paper
from db.queries.people import PeopleFilter
from db.queries.phone_rounds import CallerRow, FoundPerson, LineRow, RoundRow
from db.session import UnitOfWork
from desktop.domain.dates import clock_24
from desktop.domain.errors import DomainError
from desktop.domain.phone_rounds import Portion, Reachable, calling_days, divided
from desktop.domain.phones import read_phone
from desktop.domain.text import clean, clean_lines
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.call_records import NOON
from desktop.services.calls import refuse_on_paper
from desktop.services.consents import write_consent
from desktop.services.group_calls import midnight
from desktop.services.limits import Limited, kept_in_words, limits
from desktop.services.people import display_name
from desktop.services.records import get, set_fields, void
from desktop.services.requests import RequestDraft, write_request

MOST_DAYS = 60
MOST_LISTS = 12
_SAID = {
    LineState.MADE: "Saved the call to",
    LineState.NO_ANSWER: "No answer from",
    LineState.WRONG_NUMBER: "The number was wrong for",
}
_OUTCOMES = {
    LineState.MADE: ContactOutcome.REACHED,
    LineState.NO_ANSWER: ContactOutcome.NO_ANSWER,
    LineState.WRONG_NUMBER: ContactOutcome.WRONG_NUMBER,
}
_WHY_NOT = {
    PersonStatus.MOVED: "Moved away",
    PersonStatus.DECEASED: "Has died",
    PersonStatus.DO_NOT_CONTACT: "Asked not to be contacted",
}


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """A round as wanted.

    Attributes:
        people: keys, in the order of the list.
        callers: who rings, by name: accounts, or volunteers with a printed sheet.
        days: over how many days.
    """

    name: str
    people: tuple[str, ...]
    callers: tuple[str, ...]
    days: int = 1
    starts_on: date | None = None
    weekends: bool = False
    asks: str = ""
    tries: int = 2


@dataclass(frozen=True, slots=True)
class RoundDetail:
    """One round with how far each caller has come."""

    row: RoundRow
    callers: tuple[CallerRow, ...]


class PhoneRounds(Service):
    """Verbs on phone rounds."""

    @verb("call.see")
    def rounds(self, _actor: Actor, *, with_closed: bool = False) -> list[RoundRow]:
        """Every round with how far it has come, the newest first."""
        with self.store.read() as session:
            return query.rounds(session, with_closed=with_closed)

    @verb("call.see")
    def detail(self, _actor: Actor, round_id: str) -> RoundDetail:
        """One round.

        Raises:
            NotFound: it is not there any more.
        """
        with self.store.read() as session:
            get(session, PhoneRound, round_id, "phone round")
            row = next(one for one in query.rounds(session, with_closed=True) if one.id == round_id)
            return RoundDetail(row, tuple(query.callers(session, round_id)))

    @verb("call.see")
    def lines(
        self,
        _actor: Actor,
        round_id: str,
        *,
        caller: str = "",
        state: LineState | None = None,
        due_by: date | None = None,
    ) -> list[LineRow]:
        """Lines of a round in the order they are rung; see `db.queries.phone_rounds.lines`."""
        with self.store.read() as session:
            return query.lines(session, round_id, caller=caller, state=state, due_by=due_by)

    @verb("call.see")
    def rows(self, _actor: Actor, wanted: Sequence[str]) -> list[LineRow]:
        """Lines by key, in the order of the keys."""
        with self.store.read() as session:
            return query.line_rows(session, wanted)

    @verb("call.share")
    def sources(self, _actor: Actor) -> list[tuple[str, str]]:
        """What a round can be made of: key and words; lists brought in first, the newest on top."""
        with self.store.read() as session:
            brought = query.lists(session, MOST_LISTS)
            found_areas = areas.everywhere(session)
        found = [(f"list:{txn}", f"{name}, {at.astimezone():%d/%m/%Y}") for txn, name, at in brought]
        by_area = [(f"area:{key}", name) for key, name in found_areas]
        return [*found, ("all", "Everybody in the hub"), *by_area]

    @verb("call.share")
    def people_of(self, _actor: Actor, source: str) -> tuple[str, ...]:
        """Keys of the people of a source, by name; see `sources`."""
        kind, _, key = source.partition(":")
        with self.store.read() as session:
            if kind == "list":
                return tuple(query.added_by(session, key))
            return tuple(people.ids(session, PeopleFilter(area_id=key if kind == "area" else "")))

    @verb("call.share")
    def make(self, actor: Actor, draft: RoundDraft) -> Changes:
        """Make a round: every number goes to one caller on one day, and who must not be rung is left out.

        Returns:
            What was touched; ``made`` is the round, and the message counts calls and people left out.

        Raises:
            DomainError: it has no name, nobody to ring, nobody who rings, or too many days.
        """
        callers = _checked(draft)
        days = calling_days(draft.starts_on or self.today(), draft.days, weekends=draft.weekends)
        with self.store.write(actor.user_id) as work:
            found = _reachable(work.session, draft.people)
            if not found:
                raise DomainError("Nobody of this list is here any more. Choose another.", field="people")
            held = PhoneRound(
                number=work.next_number("phone_round"),
                name=clean(draft.name),
                asks=clean_lines(draft.asks),
                starts_on=days[0],
                tries=draft.tries,
            )
            work.add(held)
            work.session.flush()
            shares = divided(found, callers, days)
            ids = self._write_lines(work, held.id, shares, days[0])
            out = sum(1 for one in shares if one.left_out)
            left = f"; {out} left out" if out else ""
            ringing = sum(1 for one in shares if one.caller and not one.with_person)
            words = f"Phone round {held.name}: {ringing} calls for {len(callers)} callers{left}"
            assert len(ids) == len(shares)
            return changes(work, held.id, words)

    @verb("call.make")
    def record(
        self,
        actor: Actor,
        line_id: str,
        state: LineState,
        note: str = "",
        need_code: str = "",
        *,
        agreed: bool = False,
    ) -> Changes:
        """Record a call of a round, for everybody asked on it.

        Args:
            actor: who rang, or who keys a sheet back.
            line_id: whose line.
            state: what came of it; a number that rang out stays to be done until the round's tries are used.
            note: what they said.
            need_code: the need to make a request of; empty for none.
            agreed: they said yes to what was read out, so that whoever helps may be told who they are.

        Raises:
            DomainError: it is settled already, somebody reached them today, or the need has no words.
        """
        with self.store.write(actor.user_id) as work:
            refuse_on_paper(work.session, line_id)
            clock = self.now(), self.today()
            words = record_line(work, actor, line_id, state, note, need_code, *clock)
            if agreed:
                line = get(work.session, PhoneLine, line_id, "line")
                write_consent(work, line.person_id, Answer.YES, self.now())
            return changes(work, line_id, words)

    @verb("call.share")
    def give(self, actor: Actor, round_id: str, caller: str, to: str) -> Changes:
        """Give what one caller has still to do to somebody else.

        Raises:
            DomainError: nobody is named, or nothing is left to do.
        """
        name = clean(to)
        if not name:
            raise DomainError("Name who rings from now on.", field="to")
        with self.store.write(actor.user_id) as work:
            get(work.session, PhoneRound, round_id, "phone round")
            found = query.lines(work.session, round_id, caller=caller, state=LineState.TO_DO)
            taken = on_paper(work.session)
            if not (found := [one for one in found if one.id not in taken]):
                raise DomainError(f"{caller} has nothing left to ring that is not on paper.")
            work.update_many(PhoneLine, {one.id: {"caller": name} for one in found})
            return changes(work, round_id, f"{len(found)} lines of {caller} are now for {name}")

    @verb("call.share")
    def close(self, actor: Actor, round_id: str) -> Changes:
        """Put a round away."""
        with self.store.write(actor.user_id) as work:
            held = get(work.session, PhoneRound, round_id, "phone round")
            set_fields(held, {"closed_on": self.today()})
            return changes(work, round_id, f"Phone round {held.name} put away")

    @verb("call.share")
    def void(self, actor: Actor, round_id: str, reason: str) -> Changes:
        """Take a round off that was made by mistake; calls made stay with whoever was rung."""
        with self.store.write(actor.user_id) as work:
            held = get(work.session, PhoneRound, round_id, "phone round")
            void(held, reason, self.now())
            return changes(work, round_id, f"Phone round {held.name} taken off")

    def _write_lines(
        self, work: UnitOfWork, round_id: str, shares: Sequence[Portion], first: date
    ) -> list[str]:
        rows = [
            {
                "round_id": round_id,
                "place": at,
                "person_id": one.person_id,
                "caller": one.caller,
                "on_date": one.on_date or first,
                "state": LineState.LEFT_OUT if one.left_out else LineState.TO_DO,
                "why": one.left_out,
            }
            for at, one in enumerate(shares, start=1)
        ]
        ids = work.insert_many(PhoneLine, rows)
        of = {one.person_id: key for one, key in zip(shares, ids, strict=True)}
        joined = {of[one.person_id]: {"with_id": of[one.with_person]} for one in shares if one.with_person}
        if joined:
            work.update_many(PhoneLine, joined)
        return ids


def record_line(
    work: UnitOfWork,
    actor: Actor,
    line_id: str,
    state: LineState,
    note: str,
    need_code: str,
    now: datetime,
    today: date,
    day: date | None = None,
) -> str:
    """Record a call of a round inside a transaction; see `PhoneRounds.record`.

    Args:
        work: the transaction.
        actor: who records it.
        line_id: whose line.
        state: what came of it.
        note: what they said.
        need_code: the need to make a request of; empty for none.
        now: the moment, UTC.
        today: its date, as the hub counts it.
        day: the day of the call, where it is keyed in from paper later; None for now.

    Returns:
        What was done, in words.
    """
    if need_code and not clean_lines(note):
        raise DomainError("Write down what they need first.", field="note")
    line = get(work.session, PhoneLine, line_id, "line")
    held = get(work.session, PhoneRound, line.round_id, "phone round")
    person = work.session.get_one(Person, line.person_id)
    _refuse_settled(work.session, line, person, today)
    request_id = None
    if need_code:
        wanted = RequestDraft(person.id, need_code, words=clean_lines(note))
        request_id = write_request(work, actor, wanted, now=now, today=today).id
    together = select(PhoneLine).where(PhoneLine.with_id == line.id, PhoneLine.voided_at.is_(None))
    for one in (line, *work.session.scalars(together)):
        said = note if one is line else f"Asked on the call to {display_name(person)}"
        attempt = _attempt(actor, now, one, state, said, request_id if one is line else None)
        if day is not None and day < today:
            attempt.at = midnight(day) + NOON
        work.add(attempt)
        set_fields(one, _settled(one, held, state, note, now, today))
    words = f"{_SAID[state]} {display_name(person)}"
    return f"{words}. Ring again tomorrow" if line.state is LineState.TO_DO else words


def _attempt(
    actor: Actor, now: datetime, line: PhoneLine, state: LineState, note: str, request_id: str | None
) -> ContactAttempt:
    return ContactAttempt(
        at=now,
        by_id=actor.user_id,
        person_id=line.person_id,
        request_id=request_id,
        line_id=line.id,
        channel=Channel.PHONE,
        direction=Direction.OUTBOUND,
        outcome=_OUTCOMES[state],
        note=clean_lines(note),
    )


def _settled(
    line: PhoneLine, held: PhoneRound, state: LineState, note: str, now: datetime, today: date
) -> dict[str, object]:
    tries = line.tries + (state is LineState.NO_ANSWER)
    if state is LineState.NO_ANSWER and tries < held.tries:
        return {"tries": tries, "on_date": today + timedelta(days=1)}
    return {"tries": tries, "state": state, "why": clean(note)[:80], "done_at": now}


def _checked(draft: RoundDraft) -> list[str]:
    if not clean(draft.name):
        raise DomainError("Give the round a name, such as Flood list, first calls.", field="name")
    if not draft.people:
        raise DomainError("Choose whom to ring.", field="people")
    if not 1 <= draft.days <= MOST_DAYS:
        raise DomainError(f"Choose between 1 and {MOST_DAYS} days.", field="days")
    if not 1 <= draft.tries <= 5:
        raise DomainError("Ring each number between 1 and 5 times.", field="tries")
    callers = list(dict.fromkeys(filter(None, map(clean, draft.callers))))
    if not callers:
        raise DomainError("Name at least one caller.", field="callers")
    return callers


def _reachable(session: Session, person_ids: Sequence[str]) -> list[Reachable]:
    """The people of a list with the one number each may be rung on, or why not."""
    found = query.people(session, list(dict.fromkeys(person_ids)))
    kept, elsewhere = limits(session), query.open_with(session, [one.id for one in found])
    return [
        Reachable(
            one.id,
            _number(one),
            one.household_id,
            _why_not(one, kept.get(one.id), elsewhere.get(one.id, "")),
            one.usual,
        )
        for one in found
    ]


def _number(one: FoundPerson) -> str:
    typed = one.safe_number or one.phone
    return read_phone(typed).e164 or typed if typed else ""


def _why_not(one: FoundPerson, kept: Limited | None, elsewhere: str) -> str:
    if one.status in _WHY_NOT:
        return _WHY_NOT[one.status]
    if kept is not None:
        words = kept_in_words(kept.limit)
        return words[0].upper() + words[1:]
    if one.preference in (ContactPreference.EMAIL, ContactPreference.LETTER):
        return "Asked to be reached another way"
    return f"Is to be rung in {elsewhere}" if elsewhere else ""


def _refuse_settled(session: Session, line: PhoneLine, person: Person, today: date) -> None:
    name = display_name(person)
    if line.with_id is not None:
        raise DomainError(f"{name} is asked on another call, on the same number. Record that one.")
    if line.state is LineState.LEFT_OUT:
        raise DomainError(f"{name} is left out of this round: {line.why}.")
    if line.state is not LineState.TO_DO:
        raise DomainError(f"The call to {name} is recorded already. Undo that first if it is wrong.")
    spoken = call_query.spoken_since(session, person.id, midnight(today))
    if spoken is not None:
        by, at = spoken
        raise DomainError(f"{by} reached {name} today at {clock_24(at.astimezone())}. Ring somebody else.")
