"""Call sheets on paper: shared out so that nobody is rung twice, and keyed in when they come back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.enums import ContactOutcome
from db.enums_calls import LineState, SheetLineState
from db.models import CallSheet, CallSheetLine, PhoneRound
from db.queries import call_sheets as query
from db.queries import calls as call_query
from db.queries import phone_rounds as round_query
from db.queries.call_sheets import SheetLineRow, SheetRow
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.phone_rounds import Portion, Reachable, divided
from desktop.domain.phones import read_phone
from desktop.domain.text import clean, clean_lines
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.call_records import CallDone, record_call
from desktop.services.call_sheet_papers import FOR, is_safe_on_paper
from desktop.services.limits import limits
from desktop.services.phone_rounds import record_line
from desktop.services.records import get, set_fields


@dataclass(frozen=True, slots=True)
class SheetsWanted:
    """Sheets as wanted.

    Attributes:
        callers: who takes calls along, by name.
        day: the day they ring.
        round_id: a phone round, whose lines have their callers already; empty for the worklist.
        of: callers whose calls of the worklist are wanted, None among them for nobody's; None for all.
    """

    callers: tuple[str, ...]
    day: date
    round_id: str = ""
    of: Collection[str | None] | None = None


@dataclass(frozen=True, slots=True)
class KeyedCall:
    """What a caller ticked and wrote.

    Attributes:
        next_on: the day they want to be rung back.
        need_code: the need to make a request of; empty for none.
    """

    outcome: ContactOutcome
    note: str = ""
    next_on: date | None = None
    need_code: str = ""


class CallSheets(Service):
    """Verbs on call sheets."""

    @verb("call.make")
    def sheets(self, _actor: Actor, *, open_only: bool = True) -> list[SheetRow]:
        """Sheets that are out, or all, the newest first."""
        with self.store.read() as session:
            return query.sheets(session, open_only=open_only)

    @verb("call.see")
    def on_paper(self, _actor: Actor) -> dict[str, int]:
        """Plans and lines of phone rounds somebody has on paper: key, and number of the sheet."""
        with self.store.read() as session:
            return {key: held.number for key, held in query.on_paper(session).items()}

    @verb("call.make")
    def lines(self, _actor: Actor, sheet_id: str) -> list[SheetLineRow]:
        """Lines of a sheet in the order of the paper."""
        with self.store.read() as session:
            return query.lines(session, sheet_id)

    @verb("call.make")
    def rows(self, _actor: Actor, wanted: Sequence[str]) -> list[SheetLineRow]:
        """Lines by key, in the order of the keys."""
        with self.store.read() as session:
            return query.line_rows(session, wanted)

    @verb("call.print")
    def callers(self, actor: Actor, round_id: str = "") -> tuple[str, ...]:
        """Who rings as a rule: the callers of the worklist, or those of a phone round with calls to make."""
        with self.store.read() as session:
            if round_id:
                return tuple(one.caller for one in round_query.callers(session, round_id) if one.to_do)
            found = [one.caller for one in call_query.due(session, self.today()) if one.caller]
        return tuple(dict.fromkeys(found)) or (actor.name,)

    @verb("call.print")
    def make(self, actor: Actor, wanted: SheetsWanted) -> Changes:
        """Share calls out on sheets: each is its caller's until it is keyed in or given back.

        Calls after an unanswered door, steps for no answer, and whoever said how they may be reached safely
        or has their data restricted are on no paper: the hub rings them itself.

        Returns:
            What was touched; the message counts calls, sheets and who is left to the hub.

        Raises:
            DomainError: nobody is named, the day is past, or no call may go on paper.
        """
        names = tuple(dict.fromkeys(filter(None, map(clean, wanted.callers))))
        if not names:
            raise DomainError("Name at least one caller.", field="callers")
        if wanted.day < self.today():
            raise DomainError("This day is past. Choose today or a day to come.", field="day")
        with self.store.write(actor.user_id) as work:
            taken = query.on_paper(work.session)
            if wanted.round_id:
                shares, kept = _of_round(work.session, wanted, names, taken)
            else:
                shares, kept = _of_worklist(work.session, wanted, names, taken)
            if not shares:
                raise DomainError(_nothing(kept))
            made = [
                _write(work, name, wanted, [one.person_id for one in shares if one.caller == name])
                for name in names
                if any(one.caller == name for one in shares)
            ]
            sheets = f"{len(made)} sheets" if len(made) > 1 else "1 sheet"
            calls = f"{len(shares)} calls" if len(shares) > 1 else "1 call"
            left = f". {kept} stay with the hub to ring" if kept > 1 else ""
            left = ". 1 stays with the hub to ring" if kept == 1 else left
            return changes(work, made[0], f"{calls} on {sheets}{left}")

    @verb("call.make")
    def key(self, actor: Actor, line_id: str, keyed: KeyedCall) -> Changes:
        """Key in what came of one line, as the calling screen records it.

        Args:
            actor: who keys it in.
            line_id: the line.
            keyed: what was ticked and written.

        Returns:
            What was touched; ``made`` is the line.

        Raises:
            DomainError: it is keyed in or given back already, or the call cannot be recorded so.
        """
        with self.store.write(actor.user_id) as work:
            line, sheet = _out(work, line_id)
            said = f"Rung by {sheet.caller}, call sheet {sheet.number}"
            note = f"{clean_lines(keyed.note)}\n{said}." if clean_lines(keyed.note) else f"{said}."
            day = min(sheet.on_date, self.today())
            if keyed.need_code and not clean_lines(keyed.note):
                raise DomainError("Write down what they need first.", field="note")
            if line.plan_id is not None:
                done = CallDone(keyed.outcome, note, next_on=keyed.next_on, need_code=keyed.need_code)
                words = record_call(work, actor, line.plan_id, done, self.now(), self.today(), day)
            else:
                assert line.line_id is not None
                state = _state(keyed.outcome)
                clock = self.now(), self.today(), day
                words = record_line(work, actor, line.line_id, state, note, keyed.need_code, *clock)
            set_fields(line, {"state": SheetLineState.KEYED})
            return changes(work, line.id, words)

    @verb("call.make")
    def give_back(self, actor: Actor, sheet_id: str, line_ids: Sequence[str] = ()) -> Changes:
        """Give back what was not reached: it stands on the worklist again.

        Args:
            actor: who gives it back.
            sheet_id: the sheet.
            line_ids: these lines; empty for all that are still out.

        Raises:
            DomainError: nothing of it is out.
        """
        with self.store.write(actor.user_id) as work:
            sheet = get(work.session, CallSheet, sheet_id, "call sheet")
            rows = query.lines(work.session, sheet_id, SheetLineState.OUT)
            ids = [one.id for one in rows if not line_ids or one.id in line_ids]
            if not ids:
                raise DomainError(f"Nothing of call sheet {sheet.number} is out any more.")
            work.update_many(CallSheetLine, {one: {"state": SheetLineState.BACK} for one in ids})
            calls = f"{len(ids)} calls" if len(ids) > 1 else "1 call"
            return changes(work, sheet_id, f"{calls} of sheet {sheet.number} given back")


def _of_worklist(
    session: Session, wanted: SheetsWanted, names: Sequence[str], taken: Collection[str]
) -> tuple[list[Portion], int]:
    """Calls of the worklist in its order, each with its caller; and how many stay with the hub."""
    due = [
        one
        for one in call_query.due(session, wanted.day)
        if one.id not in taken and (wanted.of is None or one.caller_id in wanted.of)
    ]
    known = {one.id: one for one in round_query.people(session, [one.person_id for one in due])}
    kept = limits(session)
    found = []
    for row in due:
        one = known.get(row.person_id)
        on_paper = (
            one is not None
            and bool(one.phone)
            and row.next_step == 0
            and row.kind in FOR
            and row.person_id not in kept
            and is_safe_on_paper(one.safe_number, one.safe_when, one.safe_message)
        )
        if on_paper and one is not None:
            number = read_phone(one.phone).e164 or one.phone
            found.append(Reachable(row.id, number, usual=row.caller))
    return divided(found, names, [wanted.day]), len(due) - len(found)


def _of_round(
    session: Session, wanted: SheetsWanted, names: Sequence[str], taken: Collection[str]
) -> tuple[list[Portion], int]:
    """Lines of a phone round that are to be rung by a day, for the callers they were shared out to."""
    get(session, PhoneRound, wanted.round_id, "phone round")
    due = [
        one
        for one in round_query.lines(session, wanted.round_id, state=LineState.TO_DO, due_by=wanted.day)
        if one.with_id is None and one.caller in names and one.id not in taken
    ]
    known = {one.id: one for one in round_query.people(session, [one.person_id for one in due])}
    kept = limits(session)
    found = []
    for row in due:
        one = known.get(row.person_id)
        if one is None or not one.phone or row.person_id in kept:
            continue
        if is_safe_on_paper(one.safe_number, one.safe_when, one.safe_message):
            found.append(Portion(row.id, row.caller, wanted.day))
    return found, len(due) - len(found)


def _nothing(kept: int) -> str:
    if kept:
        return "No call may go on paper: all that are due stay with the hub to ring."
    return "No call is due that day that is not on paper already."


def _write(work: UnitOfWork, caller: str, wanted: SheetsWanted, keys: Sequence[str]) -> str:
    sheet = CallSheet(
        number=work.next_number("call_sheet"),
        caller=caller,
        on_date=wanted.day,
        round_id=wanted.round_id or None,
    )
    work.add(sheet)
    work.session.flush()
    column = "line_id" if wanted.round_id else "plan_id"
    rows = [
        {"sheet_id": sheet.id, "place": at, column: key, "state": SheetLineState.OUT}
        for at, key in enumerate(keys, start=1)
    ]
    work.insert_many(CallSheetLine, rows)
    return sheet.id


def _out(work: UnitOfWork, line_id: str) -> tuple[CallSheetLine, CallSheet]:
    line = get(work.session, CallSheetLine, line_id, "line")
    sheet = get(work.session, CallSheet, line.sheet_id, "call sheet")
    if line.state is SheetLineState.KEYED:
        raise DomainError("This call is keyed in already. Undo that first if it is wrong.")
    if line.state is SheetLineState.BACK:
        raise DomainError("This call was given back. Record it where it stands on the worklist.")
    return line, sheet


def _state(outcome: ContactOutcome) -> LineState:
    states = {
        ContactOutcome.REACHED: LineState.MADE,
        ContactOutcome.NO_ANSWER: LineState.NO_ANSWER,
        ContactOutcome.WRONG_NUMBER: LineState.WRONG_NUMBER,
    }
    if outcome not in states:
        raise DomainError("On a phone round nobody is rung back: key in that they were reached, with a note.")
    return states[outcome]
