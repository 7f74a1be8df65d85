"""Handovers one after another to the same recipient, and the copy of each that is kept.

What a recipient holds is worked out from what every handover since the last whole one said. Nothing can be
brought up to date that the recipient has deleted, or had to.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from db.enums import ShareKind
from db.enums_handovers import HandoverChange, KeptGone
from db.erase import erase_values
from db.folder import HubFolder
from db.ids import new_id
from db.kept import KeptCopy, drop_kept, open_kept
from db.models import Handover, HandoverPerson, SharingRecord
from db.queries import handover_series as query
from db.session import UnitOfWork
from db.store import Store
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.handover_units import Line, Units, held_after
from desktop.domain.references import Kind, write
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.sharing_log import Share, write_share


@dataclass(frozen=True, slots=True)
class LastHandover:
    """The handover before, as the next one sees it.

    Attributes:
        id: its key.
        first_id: the whole one it goes back to.
        reference: such as ``H-41``.
        at: when it was made.
        purpose: why.
        people: how many people were in it.
        shape: what its rows were made of.
        delete_by: when its recipient must have deleted it.
        is_deleted: whether they said they had.
    """

    id: str
    first_id: str
    reference: str
    at: datetime
    purpose: str
    people: int
    shape: Mapping[str, Any]
    delete_by: date | None
    is_deleted: bool


@dataclass(frozen=True, slots=True)
class MadeHandover:
    """What is remembered of a handover besides its entry in the sharing log.

    Attributes:
        id: its key, chosen beforehand: the kept copy has it in its name.
        recipient_id: who receives.
        shape: what its rows are made of.
        lines: what it says of whom.
        check_code: printed on its cover.
        since: the handover it goes on from; None where it is whole.
        kept: the copy kept.
    """

    id: str
    recipient_id: str
    shape: Mapping[str, Any]
    lines: tuple[Line, ...]
    check_code: str = ""
    since: LastHandover | None = None
    kept: KeptCopy | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a handover.

    Attributes:
        check_code: printed on its cover.
        kept: whether a copy is kept.
        gone_on: the day the copy was taken away.
        since: reference of the handover it goes on from; empty where it is whole.
        counts: how many people were added, changed and withdrawn.
    """

    id: str
    check_code: str
    kept: bool
    gone_on: date | None
    gone_why: KeptGone | None
    since: str
    counts: Mapping[HandoverChange, int]
    received_on: date | None
    received_by: str
    matches: bool | None
    received_note: str
    deleted_on: date | None


def write_made(work: UnitOfWork, record: SharingRecord, made: MadeHandover) -> None:
    """Remember a handover inside the transaction of its entry."""
    kept = made.kept or KeptCopy("", "", 0)
    work.add(
        Handover(
            id=made.id,
            record_id=record.id,
            recipient_id=made.recipient_id,
            first_id=made.since.first_id if made.since else made.id,
            since_id=made.since.id if made.since else None,
            shape=dict(made.shape),
            check_code=made.check_code,
            kept_name=kept.name,
            kept_key=kept.key,
            kept_size=kept.size,
        )
    )
    rows = [
        {
            "id": new_id(),
            "at": record.at,
            "handover_id": made.id,
            "person_id": line.person_id,
            "change": line.change,
            "units": dict(line.units),
        }
        for line in made.lines
    ]
    work.insert_many(HandoverPerson, rows)


class HandoverSeries(Service):
    """Verbs on handovers that were made."""

    @verb("handover.make")
    def last(self, _actor: Actor, recipient_id: str) -> LastHandover | None:
        """The last handover to a recipient; None where there was none."""
        with self.store.read() as session:
            found = query.last_of(session, recipient_id)
            if found is None:
                return None
            handover, record = found
            return LastHandover(
                handover.id,
                handover.first_id,
                self._reference(record.number),
                record.at,
                record.purpose,
                record.people_count,
                handover.shape,
                record.delete_by,
                handover.deleted_on is not None,
            )

    @verb("handover.make")
    def held(self, _actor: Actor, last: LastHandover) -> dict[str, Units]:
        """What the recipient holds of each person after a handover."""
        with self.store.read() as session:
            return held_after(Line(*row) for row in query.lines(session, last.first_id))

    @verb("handover.see")
    def fate(self, _actor: Actor, record_id: str) -> Fate | None:
        """What became of a handover; None for an entry that is none."""
        with self.store.read() as session:
            one = query.of_record(session, record_id)
            if one is None:
                return None
            counts = query.counts(session, one.id)
            before = query.number_of(session, one.since_id) if one.since_id else None
            return Fate(
                one.id,
                one.check_code,
                bool(one.kept_name),
                one.gone_on,
                one.gone_why,
                self._reference(before) if before else "",
                counts,
                one.received_on,
                one.received_by,
                one.matches,
                one.received_note,
                one.deleted_on,
            )

    @verb("handover.again")
    def again(self, actor: Actor, record_id: str, out: Path) -> Changes:
        """Save the kept copy of a handover again, byte for byte, and record that it left.

        Args:
            actor: who hands it over.
            record_id: its entry in the sharing log.
            out: the folder it goes into.

        Returns:
            What was touched: the new entry alone.

        Raises:
            DomainError: no copy is kept, its day has passed, somebody in it refused since, or a file of its
                name stands there.
        """
        from desktop.services.handover_notices import refused_in

        with self.store.write(actor.user_id) as work:
            one, record = self._kept(work, record_id)
            if refused_in(work.session, one, record.at):
                raise DomainError(
                    "Somebody in it has said no since, or asked us to keep their data in. Make the handover"
                    " anew, and they are left out."
                )
            content = open_kept(self._folder, one.id, KeptCopy(one.kept_name, one.kept_key, one.kept_size))
            path = out / (
                record.file_name if record.file_name.endswith(".zip") else f"{record.file_name}.zip"
            )
            if path.exists():
                raise DomainError("There is a file of this name already. Choose another folder.")
            share = _share_again(record, self._reference(record.number), path, content)
            made = write_share(work, actor, share, self.now())
            summed = changes(work, made.id, f"{self._reference(record.number)} saved again and recorded")
            _put(path, content)
        return summed

    @verb("handover.again")
    def forget(self, actor: Actor, record_id: str) -> Changes:
        """Take the kept copy of a handover away before its day."""
        with self.store.write(actor.user_id) as work:
            one, record = self._kept(work, record_id)
            names = take_away(work, [one], KeptGone.ASKED, self.today())
            summed = changes(work, record.id, f"The kept copy of {self._reference(record.number)} is gone")
        drop_files(self.store, names)
        return summed

    @verb("hub.see")
    def take_away_due(self, actor: Actor) -> Changes:
        """Take away kept copies whose day to be deleted by has passed."""
        with self.store.read() as session:
            if not query.kept_due(session, self.today()):
                return Changes()
        with self.store.write(actor.user_id) as work:
            due = query.kept_due(work.session, self.today())
            names = take_away(work, due, KeptGone.DUE, self.today())
            summed = changes(work, "", "Kept copies whose day has passed are gone")
        drop_files(self.store, names)
        return summed

    def _kept(self, work: UnitOfWork, record_id: str) -> tuple[Handover, SharingRecord]:
        one = query.of_record(work.session, record_id)
        record = work.session.get(SharingRecord, record_id)
        if one is None or record is None:
            raise NotFound("There is no such handover.")
        if not one.kept_name:
            raise DomainError("No copy of this handover is kept. Make it anew.")
        if record.delete_by is not None and record.delete_by < self.today():
            raise DomainError("The day to delete it by has passed. Make it anew.")
        return one, record

    @property
    def _folder(self) -> HubFolder:
        return HubFolder(self.store.path.parent)

    def _reference(self, number: int) -> str:
        return write(Kind.HANDOVER, number, self.store.copy.prefix)


def take_away(work: UnitOfWork, handovers: Sequence[Handover], why: KeptGone, today: date) -> list[str]:
    """Forget the kept copies of handovers and their keys; `drop_files` takes the files after the commit.

    Returns:
        Names of the files.
    """
    names = [one.kept_name for one in handovers]
    for one in handovers:
        one.kept_name, one.kept_key = "", ""
        one.gone_on, one.gone_why = today, why
    work.session.flush()
    erase_values(work, "handover", "kept_key", [one.id for one in handovers])
    return names


def drop_files(store: Store, names: Sequence[str]) -> None:
    """Take files of kept copies away; without their keys they said nothing any more."""
    folder = HubFolder(store.path.parent)
    for name in names:
        drop_kept(folder, name)


def _put(path: Path, content: bytes) -> None:
    from db.atomic import write_private

    write_private(path, content)


def _share_again(record: SharingRecord, reference: str, path: Path, content: bytes) -> Share:
    return Share(
        kind=ShareKind.EXPORT,
        purpose=record.purpose,
        fields=tuple(record.fields),
        people_count=record.people_count,
        whole=any("." in name for name in record.fields),
        file_name=path.name,
        file_hash=hashlib.sha256(content).hexdigest(),
        recipient_id=record.recipient_id,
        recipient_name=record.recipient_name,
        basis=record.basis,
        purpose_code=record.purpose_code,
        law=record.law,
        agreement=record.agreement,
        is_locked=record.is_locked,
        delete_by=record.delete_by,
        reason=f"{reference} saved again",
    )
