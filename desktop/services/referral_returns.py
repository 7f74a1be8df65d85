"""Outcomes given back to who sent a list, row by row, in the sender's own columns."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from db.enums import ShareKind
from db.enums_referrals import DeclineReason, ReferralOutcome, ReferralStatus, SentHow
from db.models import ImportProfile, Organisation, Referral, Request
from db.queries import bring_in as profiles_query
from db.queries.referrals_in import ENDED
from db.session import UnitOfWork
from desktop.domain.bulk_export import Apart
from desktop.domain.errors import DomainError
from desktop.domain.references import Kind, write
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.limits import limits
from desktop.services.records import get, set_fields
from desktop.services.referral_answers import as_it_stands, tell
from desktop.services.sharing_log import Share, write_share

LIST = "list"
GIVEN = "given"
"""Where a kept row says what it said when it last went back."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one referral, as codes.

    Attributes:
        on: the day it ended, or was last moved.
        onward: whom to ask instead.
        reference: the hub's own, to be said over the phone.
    """

    status: ReferralStatus
    outcome: ReferralOutcome | None
    reason: DeclineReason | None
    on: date | None
    note: str
    onward: str
    reference: str


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row of the sender's, whole, and what came of each need it asked for.

    Attributes:
        written: the cells with the quotation marks they came in; empty where that is not known.
        keys: its referrals.
        people: keys of whom it is about.
        is_changed: it says something it did not say when it last went back, or it never went.
    """

    number: int
    cells: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    written: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    people: frozenset[str] = frozenset()
    is_changed: bool = True


@dataclass(frozen=True, slots=True)
class ReturnedList:
    """A list as it goes back.

    Attributes:
        headers: the sender's columns, in the sender's order.
        profile: the layout it came by.
        mappings: layouts the hub remembers, those in use first.
        form: how the sender's file was written; see `desktop.imports.as_written`.
    """

    sender_id: str
    sender: str
    agreement: str
    file_name: str
    profile: str
    headers: tuple[str, ...]
    rows: tuple[ReturnedRow, ...]
    mappings: tuple[Mapping[str, object], ...] = ()
    form: Mapping[str, Any] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """How many people are in it."""
        return len(frozenset[str]().union(*(row.people for row in self.rows)))

    def only_changed(self) -> "ReturnedList":
        """The same list with only the rows that say something new since it last went back."""
        return replace(self, rows=tuple(row for row in self.rows if row.is_changed))


class ReferralReturns(Service):
    """Verbs on giving outcomes back."""

    @verb("referral.see")
    def lists(self, _actor: Actor) -> list[tuple[str, str, int, int]]:
        """Lists that came in, newest first: key of the batch, file and sender, how many, how many ended."""
        with self.store.read() as session:
            found: dict[str, list[Referral]] = {}
            for one in _of_lists(session):
                found.setdefault(one.batch or "", []).append(one)
            senders = {one.id: one.name for one in session.query(Organisation)}
            asked = {
                one.id: one
                for one in session.query(Request)
                .join(Referral, Referral.request_id == Request.id)
                .filter(Referral.batch.is_not(None))
            }
        return [
            (
                batch,
                f"{senders.get(held[0].organisation_id, '')}: {held[0].their_row.get('file', '')}",
                len(held),
                sum(as_it_stands(one, asked.get(one.request_id or "")).status in ENDED for one in held),
            )
            for batch, held in sorted(found.items(), reverse=True)
        ]

    @verb("referral.see")
    def gather(self, _actor: Actor, batch: str) -> ReturnedList:
        """Gather a list with what came of each row; nothing is said to anybody yet.

        What the hub did with the requests is what the sender hears; nothing is typed a second time.

        Raises:
            DomainError: nothing of the list is in use any more.
        """
        with self.store.read() as session:
            held = [one for one in _of_lists(session) if one.batch == batch]
            if not held:
                raise DomainError("There is nothing to give back: this list is not here any more.")
            sender = get(session, Organisation, held[0].organisation_id, "organisation")
            first = held[0].their_row
            return ReturnedList(
                sender.id,
                sender.name,
                sender.agreement,
                str(first.get("file", "")),
                str(first.get("profile", "")),
                tuple(map(str, first.get("headers", ()))),
                tuple(_rows(session, held, self.now())),
                tuple(one.mapping for one in _layouts(session)),
                dict(first.get("form", {})),
            )

    @verb("referral.send")
    def record(
        self,
        actor: Actor,
        returned: ReturnedList,
        columns: Sequence[str],
        file_name: str,
        content: bytes,
        put: Callable[[], object],
    ) -> Changes:
        """Tell the senders, leave the sharing record of a list given back, then let it go: all or nothing.

        Raises:
            DomainError: somebody did more for one of them since the list was looked at.
        """
        with self.store.write(actor.user_id) as work:
            self._tell(work, actor, returned)
            share = Share(
                kind=ShareKind.HANDOVER,
                purpose="Outcomes of referrals, in the sender's own columns",
                fields=tuple(columns),
                people_count=returned.people,
                apart=Apart.THEY_SENT,
                recipient_id=returned.sender_id,
                recipient_name=returned.sender,
                agreement=returned.agreement,
                file_name=file_name,
                file_hash=hashlib.sha256(content).hexdigest(),
            )
            write_share(work, actor, share, self.now())
            summed = changes(work, "", f"{file_name} saved and recorded")
            put()
        return replace(summed, txn="")

    def _tell(self, work: UnitOfWork, actor: Actor, returned: ReturnedList) -> None:
        """Bring the referrals of the rows up to date and keep what each row says, to know it again."""
        told = tell(work, self, actor, [key for row in returned.rows for key in row.keys], SentHow.FILE)
        held = {one.id: one for one in told}
        for row in returned.rows:
            for key, outcome in zip(row.keys, row.outcomes, strict=True):
                mark = _mark(_outcome(work.session, held[key], self.now()))
                if mark != _mark(outcome):
                    raise DomainError("More was done since you looked. Close this and give it back again.")
                set_fields(held[key], {"their_row": {**held[key].their_row, GIVEN: mark}})
        work.session.flush()


def _layouts(session: Session) -> list[ImportProfile]:
    return [*profiles_query.profiles(session), *profiles_query.ended_profiles(session)]


def _of_lists(session: Session) -> list[Referral]:
    wanted = session.query(Referral).filter(Referral.batch.is_not(None), Referral.voided_at.is_(None))
    return [one for one in wanted.order_by(Referral.number) if one.their_row.get("kind") == LIST]


def _rows(session: Session, held: Iterable[Referral], now: datetime) -> Iterable[ReturnedRow]:
    """The sender's rows in the sender's order, each with the outcomes of its needs.

    Rows about somebody whose data is kept and no more stay behind; see `desktop.domain.limits`.
    """
    by_row: dict[int, list[Referral]] = {}
    kept = limits(session)
    for one in held:
        if one.person_id in kept:
            continue
        by_row.setdefault(int(one.their_row.get("row", 0)), []).append(one)
    for number, group in sorted(by_row.items()):
        outcomes = tuple(_outcome(session, one, now) for one in group)
        theirs = group[0].their_row
        yield ReturnedRow(
            number,
            tuple(map(str, theirs.get("cells", ()))),
            outcomes,
            tuple(map(str, theirs.get("written", ()))),
            tuple(one.id for one in group),
            frozenset(one.person_id or one.id for one in group),
            any(one.their_row.get(GIVEN) != _mark(said) for one, said in zip(group, outcomes, strict=True)),
        )


def _outcome(session: Session, held: Referral, now: datetime) -> Outcome:
    request = session.get(Request, held.request_id) if held.request_id else None
    end = as_it_stands(held, request)
    onward = session.get(Organisation, end.onward_id) if end.onward_id else None
    moment = held.closed_at
    if moment is None and end.status in ENDED:
        moment = now
    moment = moment or held.accepted_at or held.acknowledged_at or now
    return Outcome(
        end.status,
        end.outcome,
        end.reason,
        moment.astimezone().date(),
        end.note,
        onward.name if onward else end.onward_name,
        write(Kind.REFERRAL, held.number),
    )


def _mark(said: Outcome) -> str:
    """What two outcomes share that read the same; the day alone is no news."""
    told = (said.status, said.outcome or "", said.reason or "", said.note, said.onward)
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest()[:16]
