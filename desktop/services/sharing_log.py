"""The sharing log: the line that every handover, export and print of personal data leaves (domain rule 11).

A share and its line belong together: a file takes its place inside the transaction that writes the line, so
that neither stands without the other.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from db.enums import LawfulBasis, ShareKind
from db.models import Counter, SharingRecord
from db.queries import sharing as query
from db.queries.sharing import SharingFilter, SharingRow
from db.session import UnitOfWork
from desktop.domain.bulk_export import Apart
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.references import Kind, write
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.laws import grounds_of
from desktop.services.second_person import Leaving, second_person

NUMBERED = "sharing_record"


@dataclass(frozen=True, slots=True)
class LeftOutPerson:
    """Somebody in scope who is not in what was shared, and why; see `consent_rules.LeftOut`."""

    person_id: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Share:
    """What is to be recorded of a share.

    Attributes:
        number: the number already printed on it; 0 takes the next one.
        purpose_code: of the register of purposes, where one was chosen.
        basis_code: of the term in law that was chosen; the basis' own when empty.
        whole: whether it holds everything the hub knows of those in it.
        apart: why it does not take two, however many are in it; see `desktop.domain.bulk_export`.
        law: basis and conditions as they read that day; taken from the registers when empty.
        fields: what each row holds.
        fields_said: the same as people say it, for whoever agrees; the fields' own names when empty.
        file_hash: SHA-256 of the file, hexadecimal.
        reason: what was decided besides, such as sharing despite a no, and why.
    """

    kind: ShareKind
    purpose: str
    fields: tuple[str, ...]
    people_count: int
    file_name: str = ""
    file_hash: str = ""
    recipient_id: str | None = None
    recipient_name: str = ""
    basis: LawfulBasis | None = None
    agreement: str = ""
    left_out: tuple[LeftOutPerson, ...] = ()
    is_locked: bool = False
    delete_by: date | None = None
    reason: str = ""
    number: int = 0
    purpose_code: str = ""
    basis_code: str = ""
    law: str = ""
    whole: bool = False
    apart: Apart | None = None
    fields_said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharingDetail:
    """One entry of the log, whole.

    Attributes:
        reference: such as ``H-42``.
        by: who shared.
    """

    id: str
    reference: str
    at: datetime
    by: str
    share: Share


class NumberTaken(DomainError):
    """Another share took the number meanwhile."""


def write_share(work: UnitOfWork, actor: Actor, share: Share, now: datetime) -> SharingRecord:
    """Record a share inside a transaction.

    Args:
        work: the unit of work.
        actor: who shared.
        share: what to record.
        now: when it was shared.

    Returns:
        The entry.

    Raises:
        NumberTaken: the number printed on it went to another share.
        NeedsSecond: so many are in it that a second person must agree first.
    """
    (record,) = write_shares(work, actor, [share], _leaving(share), now)
    return record


def write_shares(
    work: UnitOfWork, actor: Actor, shares: Sequence[Share], leaving: Leaving, now: datetime
) -> list[SharingRecord]:
    """Record several shares that leave together, a line for each: the gate is asked once for all of them.

    Args:
        work: the unit of work.
        actor: who shared.
        shares: what to record.
        leaving: all of them together, as the second person is asked.
        now: when it was shared.

    Raises:
        NumberTaken: see `write_share`.
        NeedsSecond: likewise.
    """
    approval_id = second_person(work, actor, leaving, now)
    first = work.next_number(NUMBERED, len(shares))
    laws: dict[tuple[LawfulBasis | None, str, str], str] = {}
    for number, share in enumerate(shares, first):
        if share.number not in (0, number):
            raise NumberTaken("Something else was shared at the same moment. Make it once more.")
        key = (share.basis, share.basis_code, share.purpose_code)
        if key not in laws:
            laws[key] = grounds_of(work.session, *key).law
    records = [
        _record(actor, share, laws[share.basis, share.basis_code, share.purpose_code], now)
        for share in shares
    ]
    for number, record in enumerate(records, first):
        record.number, record.approval_id = number, approval_id
    work.add(*records)
    work.session.flush()
    return records


def _record(actor: Actor, share: Share, law: str, now: datetime) -> SharingRecord:
    """A line of the log, but for its number and who agreed."""
    return SharingRecord(
        at=now,
        kind=share.kind,
        by_id=actor.user_id,
        recipient_id=share.recipient_id,
        recipient_name=share.recipient_name,
        purpose=share.purpose,
        basis=share.basis,
        purpose_code=share.purpose_code,
        law=share.law or law,
        agreement=share.agreement,
        fields=list(share.fields),
        people_count=share.people_count,
        left_out=[
            {"person": one.person_id, "name": one.name, "reason": one.reason} for one in share.left_out
        ],
        file_name=share.file_name,
        file_hash=share.file_hash,
        is_locked=share.is_locked,
        delete_by=share.delete_by,
        reason=share.reason,
    )


def _leaving(share: Share) -> Leaving:
    to = share.recipient_name or share.recipient_id or ""
    return Leaving(
        *(share.kind, share.purpose, to, share.fields, share.reason, share.people_count),
        *(share.whole, share.apart, share.fields_said),
    )


class SharingLog(Service):
    """Verbs on the log of what left the hub."""

    @verb("handover.see")
    def ids(
        self, _actor: Actor, wanted: SharingFilter, sort: str = "number", descending: bool = True
    ) -> list[str]:
        """Keys of the entries wanted, the newest first unless asked otherwise."""
        with self.store.read() as session:
            return query.ids(session, wanted, sort, descending)

    @verb("handover.see")
    def rows(self, _actor: Actor, wanted: Sequence[str]) -> list[SharingRow]:
        """Lines for keys, in the order of the keys."""
        with self.store.read() as session:
            return query.rows(session, wanted)

    @verb("handover.see")
    def get(self, _actor: Actor, record_id: str) -> SharingDetail:
        """One entry with the names of those left out, which never leave the hub.

        Raises:
            NotFound: there is none.
        """
        with self.store.read() as session:
            record = session.get(SharingRecord, record_id)
            rows = query.rows(session, [record_id])
        if record is None or not rows:
            raise NotFound("There is no such entry in the sharing log.")
        return SharingDetail(record.id, self._reference(record.number), record.at, rows[0].by, _share(record))

    @verb("export.list")
    def record(
        self, actor: Actor, share: Share, put_in_place: Callable[[], object] = lambda: None
    ) -> Changes:
        """Record an export or a print.

        Args:
            actor: who shared.
            share: what to record.
            put_in_place: gives the finished file its name; the entry is not kept where that goes wrong.

        Returns:
            What was touched: the entry alone.
        """
        with self.store.write(actor.user_id) as work:
            record = write_share(work, actor, share, self.now())
            summed = changes(work, record.id, f"{share.file_name} saved and recorded")
            put_in_place()
        return summed

    @verb("handover.see")
    def next_number(self, _actor: Actor) -> tuple[int, str]:
        """The number the next share will have, and its reference such as ``H-42``."""
        with self.store.read() as session:
            last = session.scalar(select(Counter.last).where(Counter.kind == NUMBERED)) or 0
        return last + 1, self._reference(last + 1)

    def _reference(self, number: int) -> str:
        return write(Kind.HANDOVER, number, self.store.copy.prefix)


_NOT_KEPT = ("basis_code", "whole", "apart", "fields_said")
"""What decides how it is kept, and is not itself."""


def _share(record: SharingRecord) -> Share:
    names = [name for name in Share.__slots__ if name not in _NOT_KEPT]
    values = {name: getattr(record, name) for name in names}
    values["fields"] = tuple(record.fields)
    values["left_out"] = tuple(_left_out(entry) for entry in record.left_out)
    return Share(**values)


def _left_out(entry: Mapping[str, str]) -> LeftOutPerson:
    return LeftOutPerson(entry.get("person", ""), entry.get("name", ""), entry.get("reason", ""))
