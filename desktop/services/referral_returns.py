"""Outcomes given back to who sent a list, row by row, in the sender's own columns."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from db.enums import ShareKind
from db.enums_referrals import DeclineReason, ReferralOutcome, ReferralStatus, SentHow
from db.models import Organisation, Referral
from db.queries import bring_in as profiles_query
from desktop.domain.bulk_export import Apart
from desktop.domain.errors import DomainError
from desktop.domain.references import Kind, write
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get
from desktop.services.referral_answers import tell
from desktop.services.sharing_log import Share, write_share

LIST = "list"


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
    """One row of the sender's, whole, and what came of each need it asked for."""

    number: int
    cells: tuple[str, ...]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class ReturnedList:
    """A list as it goes back.

    Attributes:
        headers: the sender's columns, in the sender's order.
        profile: the layout it came by.
        mappings: layouts the hub remembers.
        people: how many people are in it.
    """

    sender_id: str
    sender: str
    agreement: str
    file_name: str
    profile: str
    headers: tuple[str, ...]
    rows: tuple[ReturnedRow, ...]
    people: int
    mappings: tuple[Mapping[str, object], ...] = ()


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
        return [
            (
                batch,
                f"{senders.get(held[0].organisation_id, '')}: {held[0].their_row.get('file', '')}",
                len(held),
                sum(one.closed_at is not None for one in held),
            )
            for batch, held in sorted(found.items(), reverse=True)
        ]

    @verb("referral.send")
    def gather(self, actor: Actor, batch: str) -> ReturnedList:
        """Bring the referrals of a list up to date and gather it with what came of each row.

        What the hub did with the requests is what the sender hears; nothing is typed a second time.

        Raises:
            DomainError: nothing of the list is in use any more.
        """
        with self.store.write(actor.user_id) as work:
            held = [one for one in _of_lists(work.session) if one.batch == batch]
            if not held:
                raise DomainError("There is nothing to give back: this list is not here any more.")
            tell(work, self, actor, [one.id for one in held], SentHow.FILE)
            sender = get(work.session, Organisation, held[0].organisation_id, "organisation")
            first = held[0].their_row
            return ReturnedList(
                sender.id,
                sender.name,
                sender.agreement,
                str(first.get("file", "")),
                str(first.get("profile", "")),
                tuple(map(str, first.get("headers", ()))),
                tuple(_rows(work.session, held)),
                len({one.person_id for one in held}),
                tuple(one.mapping for one in profiles_query.profiles(work.session, "")),
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
        """Leave the sharing record of a list given back, then let it go: both or neither."""
        with self.store.write(actor.user_id) as work:
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


def _of_lists(session: Session) -> list[Referral]:
    wanted = session.query(Referral).filter(Referral.batch.is_not(None), Referral.voided_at.is_(None))
    return [one for one in wanted.order_by(Referral.number) if one.their_row.get("kind") == LIST]


def _rows(session: Session, held: Iterable[Referral]) -> Iterable[ReturnedRow]:
    """The sender's rows in the sender's order, each with the outcomes of its needs."""
    by_row: dict[int, list[Referral]] = {}
    for one in held:
        by_row.setdefault(int(one.their_row.get("row", 0)), []).append(one)
    for number, group in sorted(by_row.items()):
        cells = tuple(map(str, group[0].their_row.get("cells", ())))
        yield ReturnedRow(number, cells, tuple(_outcome(session, one) for one in group))


def _outcome(session: Session, held: Referral) -> Outcome:
    onward = session.get(Organisation, held.onward_id) if held.onward_id else None
    moment = held.closed_at or held.accepted_at or held.acknowledged_at
    return Outcome(
        held.status,
        held.outcome,
        held.decline_reason,
        moment.astimezone().date() if moment else None,
        held.outcome_note,
        onward.name if onward else held.onward_name,
        write(Kind.REFERRAL, held.number),
    )
