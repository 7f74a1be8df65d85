"""What call sheets carry on paper, and the record that they were printed (domain rules 9 and 11)."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from db.enums import Answer, ShareKind
from db.enums_calls import CallKind, SheetLineState
from db.queries import call_sheets as query
from db.queries.call_sheets import SheetLineRow
from desktop.domain.dates import day_month_year
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.match_words import language
from desktop.domain.names import paper_name
from desktop.domain.phones import national
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.hub_info import facts as hub_facts
from desktop.services.limits import limits
from desktop.services.sharing_log import Share, write_share

DESTROY_AFTER = timedelta(days=2)
"""How long after its day a sheet may exist; the hub's habit."""
FIELDS = ("first name and initial", "phone number", "what the call is for", "language")
FOR = {
    CallKind.WELFARE: "Welfare call",
    CallKind.BEFRIENDING: "Befriending",
    CallKind.KEEP_IN_TOUCH: "Keep in touch",
}
"""What a call on paper is for. A plan's own name is not printed: it may say why, such as after hospital."""


@dataclass(frozen=True, slots=True)
class PaperCall:
    """One call on paper: rule 9 of the domain says what may stand there."""

    place: int
    name: str
    phone: str
    words: str


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """One sheet for paper.

    Attributes:
        asks: what every caller says and asks on a phone round.
    """

    id: str
    number: int
    caller: str
    on_date: date
    of_round: bool
    title: str
    asks: str
    calls: tuple[PaperCall, ...]
    hub_name: str
    hub_phone: str
    safeguarding_phone: str
    demo: bool

    @property
    def destroy_by(self) -> date:
        """The day the sheet has to be gone by."""
        return self.on_date + DESTROY_AFTER


class CallSheetPapers(Service):
    """Verbs that gather what is printed of call sheets, and record that it was."""

    @verb("call.print")
    def papers(self, _actor: Actor, sheet_ids: Sequence[str]) -> tuple[SheetPaper, ...]:
        """What stands on sheets: the lines that are still out.

        Raises:
            NotFound: a sheet is not there any more.
            DomainError: everything on them is keyed in or given back.
        """
        with self.store.read() as session:
            return _papers(session, sheet_ids)

    @verb("call.print")
    def leave(
        self,
        actor: Actor,
        papers: tuple[SheetPaper, ...],
        content: bytes,
        name: str,
        put_in_place: Callable[[], object],
    ) -> Changes:
        """Let sheets leave, and record that they did: both or neither. Printing changes no call.

        Raises:
            DomainError: something about them is different by now.
            NeedsSecond: so many people stand on them that a second person must agree first.
        """
        with self.store.write(actor.user_id) as work:
            if _papers(work.session, [one.id for one in papers]) != papers:
                raise DomainError("Something changed meanwhile. Look at it again, then print.")
            share = Share(
                kind=ShareKind.PRINT,
                purpose=f"Call sheets for {day_month_year(papers[0].on_date)}",
                fields=FIELDS,
                people_count=sum(len(one.calls) for one in papers),
                recipient_name=", ".join(one.caller for one in papers)[:120],
                file_name=name,
                file_hash=hashlib.sha256(content).hexdigest(),
                delete_by=papers[-1].destroy_by,
            )
            record = write_share(work, actor, share, self.now())
            done = changes(work, record.id, "Call sheets recorded as printed")
            put_in_place()
        return done


def is_safe_on_paper(number: str, when: str, message: Answer) -> bool:
    """Whether somebody may stand on a call sheet: whoever has a safe way to be reached is rung by the hub."""
    return not number.strip() and not when.strip() and message is not Answer.NO


def _papers(session: Session, sheet_ids: Sequence[str]) -> tuple[SheetPaper, ...]:
    held = {one.id: one for one in query.sheets(session, open_only=False)}
    if not sheet_ids or any(one not in held for one in sheet_ids):
        raise NotFound("This call sheet is no longer here.")
    kept, hub = limits(session), hub_facts(session)
    found = []
    for key in sheet_ids:
        row = held[key]
        calls = tuple(
            PaperCall(one.place, _name(one), national(one.phone), _words(one))
            for one in query.lines(session, key, SheetLineState.OUT)
            if one.person_id not in kept
            and is_safe_on_paper(one.safe_number, one.safe_when, one.safe_message)
        )
        if calls:
            found.append(
                SheetPaper(
                    row.id,
                    row.number,
                    row.caller,
                    row.on_date,
                    row.round_id is not None,
                    row.round_name or "Calls",
                    row.asks,
                    calls,
                    hub.name,
                    national(hub.phone),
                    national(hub.safeguarding_phone),
                    hub.is_demo,
                )
            )
    if not found:
        raise DomainError("Everything on this sheet is keyed in or given back: nothing is left to print.")
    return tuple(found)


def _name(row: SheetLineRow) -> str:
    return paper_name(row.first_name, row.last_name, row.preferred_name)


def _words(row: SheetLineRow) -> str:
    code = row.language_code
    spoken = f"{language(code)} first" if code and not code.startswith("en") else ""
    return ", ".join(part for part in (FOR.get(row.kind, "") if row.kind else "", spoken) if part)
