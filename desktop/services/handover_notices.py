"""Telling a recipient to take somebody out who said no after they were handed over (UK GDPR Article 19)."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from db.enums import ShareKind
from db.enums_handovers import HandoverChange, KeptGone, NoticeHow
from db.models import Handover, HandoverNotice, Organisation
from db.queries import handover_series as query
from db.queries.handover_series import OutRow
from desktop.domain.bulk_export import Apart
from desktop.domain.consent_rules import Agreed, Stand, Standing, is_refusal
from desktop.domain.errors import DomainError
from desktop.domain.limits import Limit
from desktop.domain.references import Kind, write
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.consent_stands import NOTHING_SAID, stands_with
from desktop.services.handover_series import drop_files, take_away
from desktop.services.limits import Limited, limits
from desktop.services.records import get
from desktop.services.sharing_log import Share, write_share

FIELDS = ("name", "keys in the handover", "day of the no")


@dataclass(frozen=True, slots=True)
class ToTell:
    """Somebody a recipient still holds, who said no since.

    Attributes:
        person_id: who.
        name: as recorded.
        recipient_id: who holds them.
        recipient: its name.
        references: the handovers they were in.
        keys: what the recipient knows them by, such as ``R-12``; none where rows have no key.
        refused_at: when they said no.
        record_id: the entry of the last such handover.
        health_only: whether it is their health notes alone that they said no to.
        restricted: whether they said no to nobody, but asked to restrict the use of their data.
    """

    person_id: str
    name: str
    recipient_id: str
    recipient: str
    references: tuple[str, ...]
    keys: tuple[str, ...]
    refused_at: datetime
    record_id: str
    health_only: bool = False
    restricted: bool = False


class _No(NamedTuple):
    """What somebody said no to, and since when."""

    since: datetime
    health_only: bool = False
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class NoticeTo:
    """Where a notice goes."""

    name: str
    contact: str
    address: str


def to_tell(session: Session, today: date, prefix: str) -> list[ToTell]:
    """Everybody some recipient is to be told of, the earliest no first.

    Args:
        session: an open session.
        today: handovers past the day to be deleted by are not held any more.
        prefix: the laptop's letters in references.
    """
    restricted = {key: one for key, one in limits(session).items() if one.limit is Limit.RESTRICTED}
    refusers = sorted({*query.refused(session), *restricted})
    if not refusers:
        return []
    out: dict[tuple[str, str], list[OutRow]] = defaultdict(list)
    for row in query.still_out(session, refusers, today):
        out[row.recipient_id, row.person_id].append(row)
    stands = {recipient: stands_with(session, recipient) for recipient in {key[0] for key in out}}
    told: dict[tuple[str, str], datetime] = {}
    for notice in query.notices(session, refusers):
        key = (notice.recipient_id, notice.person_id)
        told[key] = max(notice.at, told.get(key, notice.at))
    found = []
    for key, rows in out.items():
        no = _no(stands[key[0]].get(key[1], NOTHING_SAID), restricted.get(key[1]))
        if no is None or rows[-1].change is HandoverChange.WITHDRAWN:
            continue
        if key in told and told[key] >= no.since:
            continue
        held = [row for row in rows if row.with_health or not no.health_only]
        if sent := [
            row for row in held if row.change is not HandoverChange.WITHDRAWN and row.sent_at <= no.since
        ]:
            found.append(_told_of(sent, no, prefix))
    return sorted(found, key=lambda one: (one.refused_at, one.name))


def refused_in(session: Session, handover: Handover, made_at: datetime) -> bool:
    """Whether somebody in a handover refused its recipient after it was made, or their data is kept in."""
    inside = set(query.people_in(session, handover.id))
    if inside & limits(session).keys():
        return True
    with_health = query.has_health(session, handover.record_id)
    held = (
        _held_against(agreed, with_health=with_health)
        for person_id, agreed in stands_with(session, handover.recipient_id).items()
        if person_id in inside
    )
    return any(is_refusal(one.standing) and one.since and one.since > made_at for one in held)


class HandoverNotices(Service):
    """Verbs on notices to recipients."""

    @verb("handover.notice")
    def waiting(self, _actor: Actor) -> list[ToTell]:
        """Everybody some recipient is to be told of; see `to_tell`."""
        with self.store.read() as session:
            return to_tell(session, self.today(), self.store.copy.prefix)

    @verb("handover.notice")
    def recipient(self, _actor: Actor, recipient_id: str) -> NoticeTo:
        """Where a notice goes."""
        with self.store.read() as session:
            one = get(session, Organisation, recipient_id, "organisation")
            return NoticeTo(one.name, one.contact_name, "")

    @verb("handover.notice")
    def record(
        self,
        actor: Actor,
        told: Sequence[ToTell],
        how: NoticeHow,
        *,
        content: bytes = b"",
        name: str = "",
        note: str = "",
        put_in_place: Callable[[], object] = lambda: None,
    ) -> Changes:
        """Record that a recipient was told, and take away kept copies with these people in them.

        Args:
            actor: who tells them.
            told: whom of; all of one recipient.
            how: on paper, as a file, or by word of mouth.
            content: the notice; empty where it was only said.
            name: of the file or printer.
            note: who was spoken to, where it was said.
            put_in_place: writes the file; nothing is recorded where that goes wrong.

        Raises:
            DomainError: nobody is named, several recipients are, or nobody is said to have been told.
        """
        if not told or len({one.recipient_id for one in told}) > 1:
            raise DomainError("Choose whom the notice is about, for one recipient at a time.")
        if how is NoticeHow.TOLD and not note.strip():
            raise DomainError("Say who was told, and when.", field="note")
        with self.store.write(actor.user_id) as work:
            share = _share(told, content, name, note)
            record = write_share(work, actor, share, self.now())
            for one in told:
                work.add(_line(one, record.id, actor, self.now(), how, note))
            held = query.kept_with(work.session, [one.person_id for one in told])
            mine = [one for one in held if one.recipient_id == told[0].recipient_id]
            names = take_away(work, mine, KeptGone.WITHDRAWN, self.today())
            summed = changes(work, record.id, f"{told[0].recipient} told to take them out, and recorded")
            put_in_place()
        drop_files(self.store, names)
        return summed


def _share(told: Sequence[ToTell], content: bytes, name: str, note: str) -> Share:
    return Share(
        kind=ShareKind.PRINT,
        purpose="Notice to take people out who said no",
        fields=FIELDS,
        people_count=len(told),
        apart=Apart.THEY_SENT,
        file_name=name,
        file_hash=hashlib.sha256(content).hexdigest() if content else "",
        recipient_id=told[0].recipient_id,
        recipient_name=told[0].recipient,
        reason=note.strip(),
    )


def _line(
    one: ToTell, record_id: str, actor: Actor, now: datetime, how: NoticeHow, note: str
) -> HandoverNotice:
    return HandoverNotice(
        at=now,
        recipient_id=one.recipient_id,
        person_id=one.person_id,
        record_id=record_id,
        by_id=actor.user_id,
        how=how,
        note=note.strip(),
    )


def _refusal(agreed: Agreed) -> tuple[Stand, bool]:
    """What somebody refused, and whether it is their health notes alone."""
    health_only = not is_refusal(agreed.sharing.standing) and is_refusal(agreed.health.standing)
    return (agreed.health, True) if health_only else (agreed.sharing, False)


def _no(agreed: Agreed, restricted: Limited | None) -> _No | None:
    """What a recipient is to be told: a no to it first, then what was asked of every use."""
    stand, health_only = _refusal(agreed)
    whole_no = is_refusal(stand.standing) and not health_only
    if restricted is not None and not whole_no:
        return _No(restricted.recorded_at, restricted=True)
    if not is_refusal(stand.standing) or stand.since is None:
        return None
    return _No(stand.since, health_only)


def _held_against(agreed: Agreed, *, with_health: bool) -> Stand:
    """What somebody refused of what a handover holds."""
    refused, health_only = _refusal(agreed)
    return Stand(Standing.NOT_ASKED) if health_only and not with_health else refused


def _told_of(rows: Sequence[OutRow], no: _No, prefix: str) -> ToTell:
    last = rows[-1]
    return ToTell(
        last.person_id,
        f"{last.first_name} {last.last_name}".strip() or write(Kind.PERSON, last.number, prefix),
        last.recipient_id,
        last.recipient,
        tuple(dict.fromkeys(write(Kind.HANDOVER, row.record_number, prefix) for row in rows)),
        tuple(dict.fromkeys(key for row in rows for key in row.units)),
        no.since,
        last.record_id,
        no.health_only,
        no.restricted,
    )
