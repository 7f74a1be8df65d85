"""Erasing a person: previewed, agreed to by a second person, really done, and logged without a name.

What goes is everything `db.queries.erasure` finds, in the store, its index, its log and journal, in
half-typed work, and in the copies of handovers the hub keeps. A fresh backup follows, so that the list of
erased keys lies beside the older ones: whichever of them is restored, they are erased again.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.drafts import LazyDraftBox
from db.enums import TaskStatus
from db.enums_handovers import KeptGone
from db.enums_protection import DestructionKind
from db.enums_referrals import ReferralDirection, ReferralStatus
from db.erase import Erased, erase_people, scour
from db.errors import KnownStoreError
from db.models import (
    Destruction,
    Handover,
    HandoverPerson,
    Organisation,
    Person,
    Referral,
    Task,
)
from db.queries.erasure import Rows, belonging, known_by, left_in_texts, mentions
from db.queries.retention import held_people, roots
from db.queries.spotting import pattern_of
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.names import full_name
from desktop.domain.text import clean
from desktop.services.approvals import use_approval
from desktop.services.backups import Backups
from desktop.services.base import Actor, Changes, Service, Tools, changes, verb
from desktop.services.handover_series import drop_files, take_away
from desktop.services.records import get

ACT = "erase"
ON_HOLD = "These records are kept for now. Ask the safeguarding lead when that will be over."
"""Said of every hold alike, so that none tells why (domain rule 12)."""
OUT_NOW = "A task of theirs is out now. Key its result first."


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    """What an erasure would take.

    Attributes:
        name: whom.
        reference: their number, such as ``P-12``.
        counts: how many rows, by table.
        mentions: how many records of others name them.
        drafts: how much half-typed work is about them.
        kept: how many kept copies of handovers hold them.
        told: recipients who were given their data and are to be told (UK GDPR Article 19).
        shared: words of theirs that stay in what others wrote: somebody who stays is known by them too.
        stops: why it cannot be done now; empty where it can.
        subject: stands for exactly this, for the second person's agreement.
    """

    person_id: str
    name: str
    reference: str
    counts: dict[str, int]
    mentions: int
    drafts: int
    kept: int
    told: tuple[str, ...]
    shared: tuple[str, ...]
    stops: str
    subject: str

    @property
    def words(self) -> str:
        """What is to be agreed to, without a name."""
        return f"Erase {self.reference}: {sum(self.counts.values())} records, for good"


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was done."""

    changes: Changes
    number: int
    told: tuple[str, ...]
    backed_up: bool


class Erasures(Service):
    """Verbs on erasing people."""

    @verb("erase.person")
    def preview(self, _actor: Actor, person_id: str) -> ErasurePreview:
        """What erasing a person would take, and what stands against it.

        Raises:
            NotFound: there is no such person, or they were erased.
        """
        with self.store.read() as session:
            person = get(session, Person, person_id, "person")
            rows = belonging(session, [person_id])
            words = known_by(session, rows)
            named = mentions(session, words, rows)
            counts = {table: len(keys) for table, keys in rows.by_table.items()}
            told, kept = shared_with(session, rows), len(kept_of(session, rows))
            stops, shared = why_not(session, rows), left_in_texts(session, rows)
            reference = f"P-{person.number}"
            name = full_name(person.first_name, person.last_name, person.preferred_name)
            subject = json.dumps([sorted(rows.all_ids), sorted(named)], sort_keys=True)
        drafts = 0
        if self.tools.drafts is not None:
            drafts = self.tools.drafts.open().count_of(_about(words, rows))
        count = sum(map(len, named.values()))
        return ErasurePreview(
            person_id, name, reference, counts, count, drafts, kept, told, shared, stops, subject
        )

    @verb("erase.person")
    def erase(self, actor: Actor, folder: Path, person_id: str, approval_id: str, reason: str) -> Erasure:
        """Erase a person for good.

        Args:
            actor: the safeguarding lead.
            folder: the hub's folder.
            person_id: whom.
            approval_id: the second person's agreement to exactly what the preview showed.
            reason: why, without names; it stays in the destruction log.

        Raises:
            DomainError: they are on hold or out, no second person agreed, or no reason is given.
        """
        why = clean(reason)
        if not why:
            raise DomainError("Say why, without a name: it stays in the destruction log.", field="reason")
        shown = self.preview(actor, person_id)
        with self.store.write(actor.user_id) as work:
            rows = belonging(work.session, [person_id])
            stops = why_not(work.session, rows)
            if stops:
                raise DomainError(stops)
            approval = use_approval(work, actor, approval_id, ACT, shown.subject, self.now())
            gone = take_away(work, kept_of(work.session, rows), KeptGone.ERASED, self.today())
            erased = erase_people(work, [person_id])
            drop_drafts(self.tools.drafts, erased.words, rows)
            number = write_destruction(
                work,
                actor,
                DestructionKind.ERASURE,
                approval.id,
                shown.reference,
                _named_out(why, erased),
                erased.rows,
            )
            done = changes(work, "", f"{shown.reference} erased")
        drop_files(self.store, gone)
        scour(self.store)
        return Erasure(done, number, shown.told, lay_list_beside(self.tools, actor, folder))


def drop_drafts(drafts: LazyDraftBox | None, words: tuple[str, ...], rows: Rows) -> int:
    """Forget half-typed work about some people; before the commit, since nobody knows their words after it.

    Returns:
        How much there was.
    """
    return 0 if drafts is None else drafts.open().drop_about(_about(words, rows))


def lay_list_beside(tools: Tools, actor: Actor, folder: Path) -> bool:
    """Make a backup, so that the list of what was erased lies beside the older ones.

    Returns:
        Whether it could be made.
    """
    try:
        Backups(tools).make(actor, folder)
    except KnownStoreError:
        return False
    return True


def why_not(session: Session, rows: Rows) -> str:
    """Why some people cannot be erased now; the same words whatever holds them."""
    root = roots(session)
    if held_people(session, root) & {root[one] for one in rows.people}:
        return ON_HOLD
    volunteers = rows.by_table.get("volunteer", ())
    mine = Task.request_id.in_(rows.by_table.get("request", ()))
    helped = Task.volunteer_id.in_(volunteers) | Task.second_volunteer_id.in_(volunteers)
    out = select(Task.id).where(mine | helped, Task.status == TaskStatus.OUT, Task.voided_at.is_(None))
    return OUT_NOW if session.scalars(out.limit(1)).first() is not None else ""


def write_destruction(
    work: UnitOfWork,
    actor: Actor,
    kind: DestructionKind,
    approval_id: str,
    about: str,
    reason: str,
    counts: dict[str, int],
) -> int:
    """Add a line to the destruction log.

    Returns:
        Its number.
    """
    number = work.next_number("destruction")
    work.add(
        Destruction(
            number=number,
            kind=kind,
            by_id=actor.user_id,
            approval_id=approval_id,
            about=about,
            reason=reason,
            counts={name: count for name, count in counts.items() if count},
        )
    )
    return number


def _named_out(reason: str, erased: Erased) -> str:
    """A reason without the words of whom it is about, typed in spite of what was asked."""
    return pattern_of(erased.words).sub("[erased]", reason) if erased.words else reason


def _about(words: tuple[str, ...], rows: Rows) -> Callable[[str], bool]:
    pattern = pattern_of(words) if words else None
    tables = ("person", "request", "household", "volunteer")
    keys = [key for table in tables for key in rows.by_table.get(table, ())]
    return lambda body: any(key in body for key in keys) or bool(pattern and pattern.search(body))


def shared_with(session: Session, rows: Rows) -> tuple[str, ...]:
    """Names of the organisations that were given somebody's data, by handover or referral."""
    given = (
        select(Organisation.name)
        .join(Handover, Handover.recipient_id == Organisation.id)
        .join(HandoverPerson, HandoverPerson.handover_id == Handover.id)
        .where(HandoverPerson.person_id.in_(rows.people))
    )
    passed = (
        select(Organisation.name)
        .join(Referral, Referral.organisation_id == Organisation.id)
        .where(
            Referral.id.in_(rows.by_table.get("referral", ())),
            Referral.direction == ReferralDirection.OUT,
            Referral.status != ReferralStatus.DRAFT,
        )
    )
    return tuple(sorted({*session.scalars(given), *session.scalars(passed)}))


def kept_of(session: Session, rows: Rows) -> list[Handover]:
    """Handovers whose kept copy holds some of them, or may."""
    theirs = select(HandoverPerson.handover_id).where(HandoverPerson.person_id.in_(rows.people))
    found = select(Handover).where(Handover.kept_name != "", Handover.id.in_(theirs))
    return list(session.scalars(found))
