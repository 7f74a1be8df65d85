"""Papers of volunteers: for whom one may be made, the line it leaves when it goes, and what came back."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import CheckStatus, CheckType, ShareKind, VolunteerStatus
from db.models import Check, Person, Volunteer
from db.queries import volunteers as query
from db.session import UnitOfWork
from desktop.domain.bulk_export import Apart
from desktop.domain.clearance_evidence import REFERENCES_ASKED
from desktop.domain.errors import DomainError
from desktop.domain.names import full_name
from desktop.domain.references import Kind, write
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.checks import CheckDraft, write_check
from desktop.services.sharing_log import Share, write_share

FIELDS = ("name",)
"""What these papers hold of anybody."""
CARD_DAYS = 366
"""The longest a card is good for: after a year somebody looks at it again (hub policy)."""


@dataclass(frozen=True, slots=True)
class Named:
    """A volunteer as a paper names them."""

    id: str
    name: str
    reference: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """Papers in memory, as they were looked at.

    Attributes:
        purpose: what they are, such as "ID cards".
        content: the PDF.
        whose: for whom.
        cards: whether they are cards, which only active volunteers have.
    """

    purpose: str
    content: bytes
    whose: tuple[Named, ...]
    cards: bool = False


class VolunteerPapers(Service):
    """Verbs on papers."""

    @verb("volunteer.set")
    def named(
        self, _actor: Actor, volunteer_ids: Sequence[str], *, for_cards: bool = False
    ) -> tuple[Named, ...]:
        """The volunteers a paper is for, by name.

        Args:
            volunteer_ids: who was picked.
            for_cards: only those who are active; nobody held back, resting or gone has a card.

        Raises:
            DomainError: nobody is left.
        """
        with self.store.read() as session:
            found = _named(session, volunteer_ids, active=for_cards)
        if not found:
            raise DomainError("A card is for active volunteers only." if for_cards else "Nobody is picked.")
        return found

    @verb("volunteer.set")
    def card_until(self, _actor: Actor, wanted: date | None) -> date:
        """The last day of a card: the day chosen, from today to a year ahead.

        Raises:
            DomainError: it is none of these days.
        """
        last = self.today() + timedelta(days=CARD_DAYS)
        if wanted is None or not self.today() <= wanted <= last:
            raise DomainError("Choose a day from today to a year ahead.", field="until")
        return wanted

    @verb("volunteer.set")
    def leave(self, actor: Actor, paper: Leaving, name: str, put_in_place: Callable[[], object]) -> Changes:
        """Let papers leave, and record that they did: both or neither.

        Args:
            paper: as it was looked at.
            name: of the file or the printer.
            put_in_place: writes the file; nothing for a printer.

        Raises:
            DomainError: somebody whose card it is stands otherwise by now.
        """
        share = Share(
            kind=ShareKind.PRINT,
            purpose=paper.purpose,
            fields=FIELDS,
            people_count=len(paper.whose),
            apart=Apart.THEMSELVES,
            file_name=name,
            file_hash=hashlib.sha256(paper.content).hexdigest(),
        )
        with self.store.write(actor.user_id) as work:
            ids = [one.id for one in paper.whose]
            if _named(work.session, ids, active=paper.cards) != paper.whose:
                raise DomainError("Something changed meanwhile. Look at it again, then print.")
            record = write_share(work, actor, share, self.now())
            done = changes(work, record.id, f"{paper.purpose} recorded as printed")
            put_in_place()
        return done

    @verb("check.set")
    def declared(self, actor: Actor, volunteer_id: str, on: date, seen_by: str) -> Changes:
        """Record that a declaration came back signed.

        Args:
            on: the day it was signed.
            seen_by: who at the hub saw it.

        Raises:
            DomainError: the day is still to come, or nobody or the volunteer is said to have seen it.
        """
        with self.store.write(actor.user_id) as work:
            key, held = _standing(work, volunteer_id, CheckType.CODE_OF_CONDUCT)
            draft = replace(
                held, status=CheckStatus.VERIFIED, issued_on=on, seen_on=self.today(), seen_by=seen_by
            )
            write_check(work, volunteer_id, draft, key, self.today())
            return changes(work, volunteer_id, "Declaration recorded as signed")

    @verb("check.set")
    def reference_in(
        self, actor: Actor, volunteer_id: str, number: int, on: date, confirmed_by: str
    ) -> Changes:
        """Record that a reference came back: the first, which clears nobody, or the second.

        Args:
            number: 1 or 2, in the order they come.
            on: the day it came.
            confirmed_by: who rang the referee.

        Raises:
            DomainError: that one is in already, or the one before it is not.
        """
        with self.store.write(actor.user_id) as work:
            key, held = _standing(work, volunteer_id, CheckType.REFERENCES)
            there = REFERENCES_ASKED if held.status is CheckStatus.VERIFIED else held.references_in or 0
            if number <= there:
                raise DomainError(f"{there} of {REFERENCES_ASKED} references are in already.", field="kind")
            if number > there + 1:
                raise DomainError("Record the first reference before the second.", field="kind")
            whole = number == REFERENCES_ASKED
            draft = replace(
                held,
                status=CheckStatus.VERIFIED if whole else CheckStatus.IN_PROGRESS,
                references_in=number,
                seen_by=confirmed_by,
                seen_on=on,
            )
            write_check(work, volunteer_id, draft, key, self.today())
            return changes(work, volunteer_id, f"References: {number} of {REFERENCES_ASKED} in")


def _named(session: Session, volunteer_ids: Sequence[str], *, active: bool) -> tuple[Named, ...]:
    found = (
        select(Volunteer.id, Volunteer.number, Person.first_name, Person.last_name, Person.preferred_name)
        .join(Person, Person.id == Volunteer.person_id)
        .where(Volunteer.id.in_(volunteer_ids), Volunteer.voided_at.is_(None), Person.voided_at.is_(None))
        .order_by(Person.last_name, Person.first_name, Volunteer.id)
    )
    if active:
        found = found.where(Volunteer.status == VolunteerStatus.ACTIVE)
    return tuple(
        Named(key, full_name(first, last, preferred), write(Kind.VOLUNTEER, number))
        for key, number, first, last, preferred in session.execute(found)
    )


def _standing(work: UnitOfWork, volunteer_id: str, kind: CheckType) -> tuple[str, CheckDraft]:
    """The newest check of a kind that is no exemption, and its key; a new one with no key."""
    held: Check | None = next(
        (
            one
            for one in query.checks(work.session, volunteer_id)
            if one.type is kind and one.status is not CheckStatus.EXEMPT
        ),
        None,
    )
    if held is None:
        return "", CheckDraft(kind)
    return held.id, CheckDraft(**{name: getattr(held, name) for name in CheckDraft.__slots__})
