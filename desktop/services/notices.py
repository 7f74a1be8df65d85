"""Telling people what is done with their data: the notice in use, who was told, and who is still to be.

A telling is kept with the version told and how, and never edited; who knew it already, such as from the
council that passed them on, need not be told again (UK GDPR Articles 13(4) and 14(5)(a)).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums_protection import NoticeHow
from db.models import NoticeGiven, Person, PrivacyNotice
from db.queries import notices as query
from db.queries.notices import ToldRow, UntoldRow
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.names import full_name
from desktop.domain.notice_due import tell_by
from desktop.domain.text import clean
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get
from desktop.services.sharing_log import Share, write_share

MOST_LISTED = 500
"""How many are listed at once; the longest known come first."""


@dataclass(frozen=True, slots=True)
class ToTell:
    """Somebody still to be told.

    Attributes:
        id: of the person.
        reference: such as ``P-12``.
        due: the last day.
        elsewhere: whether somebody else gave their data.
    """

    id: str
    reference: str
    name: str
    got_on: date
    due: date
    elsewhere: bool


class Notices(Service):
    """Verbs on telling people."""

    @verb("notice.see")
    def in_use(self, _actor: Actor) -> PrivacyNotice | None:
        """The notice in use; None where there is none yet."""
        with self.store.read() as session:
            return in_use(session)

    @verb("notice.see")
    def told(self, _actor: Actor, person_id: str) -> Sequence[ToldRow]:
        """When somebody was told, how and by which version, the newest first."""
        with self.store.read() as session:
            return query.told(session, person_id)

    @verb("notice.work")
    def to_tell(self, _actor: Actor) -> list[ToTell]:
        """Who is still to be told, the soonest day first."""
        with self.store.read() as session:
            return still_to_tell(session)

    @verb("notice.work")
    def how_many(self, _actor: Actor) -> int:
        """How many are still to be told, listed or not."""
        with self.store.read() as session:
            return query.untold_count(session)

    @verb("notice.give")
    def give(self, actor: Actor, person_id: str, how: NoticeHow, note: str = "") -> Changes:
        """Record that somebody was told what is done with their data, by the notice in use.

        Args:
            actor: who told them.
            person_id: whom.
            how: how; of somebody who knew already, ``note`` says from whom.
            note: see above.

        Raises:
            DomainError: there is no notice yet, or nobody said from whom they know.
        """
        if how is NoticeHow.KNEW_ALREADY and not clean(note):
            raise DomainError("Say from whom they know it, such as the council.", field="note")
        with self.store.write(actor.user_id) as work:
            get(work.session, Person, person_id, "person")
            version = write_told(work, actor, person_id, how, self.now(), clean(note))
            return changes(work, person_id, f"Told, by version {version} of the notice")

    @verb("notice.give")
    def record_print(self, actor: Actor, share: Share, put_in_place: Callable[[], object]) -> Changes:
        """Let a notice with somebody's address on it leave, and record that it did: both or neither."""
        with self.store.write(actor.user_id) as work:
            record = write_share(work, actor, share, self.now())
            done = changes(work, record.id, "Notice printed and recorded")
            put_in_place()
        return done


def in_use(session: Session) -> PrivacyNotice | None:
    """The last version of the notice."""
    return session.scalars(select(PrivacyNotice).order_by(PrivacyNotice.version.desc()).limit(1)).first()


def write_told(
    work: UnitOfWork, actor: Actor, person_id: str, how: NoticeHow, now: datetime, note: str = ""
) -> int:
    """Record a telling inside a transaction.

    Returns:
        The version of the notice they were told.

    Raises:
        DomainError: there is no notice yet.
    """
    notice = in_use(work.session)
    if notice is None:
        raise DomainError("Write the privacy notice first, under Data protection.")
    work.add(
        NoticeGiven(person_id=person_id, notice_id=notice.id, by_id=actor.user_id, how=how, note=note, at=now)
    )
    return notice.version


def still_to_tell(session: Session) -> list[ToTell]:
    """Who is still to be told, the soonest day first."""
    found = [_to_tell(row) for row in query.untold(session, MOST_LISTED)]
    return sorted(found, key=lambda one: (one.due, one.reference))


def _to_tell(row: UntoldRow) -> ToTell:
    got = row.got_at.astimezone().date()
    due = tell_by(
        got, elsewhere=bool(row.elsewhere), spoken_on=_day(row.spoken_at), shared_on=_day(row.shared_at)
    )
    name = full_name(row.first_name, row.last_name, row.preferred_name)
    return ToTell(row.id, f"P-{row.number}", name, got, due, bool(row.elsewhere))


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone().date() if moment is not None else None
