"""What is kept of certificates no longer than needed: the number goes six months after the decision.

Certificate information is kept at most six months once a decision is made; what stays is that a check was
seen, when, by whom, its level and what was decided (DBS code of practice, handling of certificate
information; the Police Act 1997, section 124, makes passing it on an offence).
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from db.enums import Answer, CheckType
from db.enums_checks import CheckDecision
from db.erase import erase_values
from db.models import Check, Person, Volunteer
from desktop.domain.clearance_evidence import SCHEMES
from desktop.domain.dates import months_before
from desktop.domain.names import full_name
from desktop.services.base import Actor, Changes, Service, changes, verb

KEPT_MONTHS = 6


class OldDetails(NamedTuple):
    """A check whose certificate information has been kept for six months since the decision."""

    id: str
    volunteer_id: str
    name: str
    type: CheckType
    decided_on: date


class CheckUpkeep(Service):
    """Verbs on what is kept of certificates."""

    @verb("check.set")
    def old_details(self, _actor: Actor) -> list[OldDetails]:
        """Checks whose certificate information is to be destroyed, oldest decision first."""
        with self.store.read() as session:
            return old_details(session, self.today())

    @verb("check.set")
    def destroy(self, actor: Actor, check_ids: Sequence[str]) -> Changes:
        """Record that paper was destroyed, and empty the number here, in the change log too.

        The number of somebody on the Update Service is kept: no status check is possible without it. Checks
        that are not due are passed over.

        Args:
            actor: who destroyed the paper.
            check_ids: of the checks.

        Returns:
            What was touched.
        """
        today = self.today()
        with self.store.write(actor.user_id) as work:
            wanted = select(Check).where(Check.id.in_(check_ids), *_due(today))
            found = list(work.session.scalars(wanted))
            emptied = [one for one in found if not _is_subscribed(one)]
            for check in found:
                check.destroyed_on = today
            for check in emptied:
                check.reference = ""
            work.session.flush()
            erase_values(work, "check_record", "reference", [one.id for one in emptied])
            count = len(found)
            said = "Certificate information of one check destroyed" if count == 1 else ""
            words = said or f"Certificate information of {count} checks destroyed"
            return changes(work, found[0].volunteer_id if found else "", words)


def old_details(session: Session, today: date) -> list[OldDetails]:
    """Checks whose certificate information is to be destroyed by a day, oldest decision first.

    Args:
        session: a reading session.
        today: the day it is.
    """
    query = (
        select(Check.id, Volunteer.id, Person.first_name, Person.last_name, Check.type, Check.decided_on)
        .join(Volunteer, Volunteer.id == Check.volunteer_id)
        .join(Person, Person.id == Volunteer.person_id)
        .where(*_due(today))
        .order_by(Check.decided_on, Check.id)
    )
    return [
        OldDetails(key, volunteer, full_name(first, last), kind, decided)
        for key, volunteer, first, last, kind, decided in session.execute(query)
        if decided is not None
    ]


def is_due(check: Check, today: date) -> bool:
    """Whether the certificate information of one check is to be destroyed by a day."""
    return (
        check.type in SCHEMES
        and check.decision is not CheckDecision.NOT_DECIDED
        and check.destroyed_on is None
        and check.decided_on is not None
        and check.decided_on <= months_before(today, KEPT_MONTHS)
    )


def _due(today: date) -> tuple[ColumnElement[bool], ...]:
    """Decided six months ago or longer, and not destroyed; out of use or not."""
    return (
        Check.type.in_(SCHEMES),
        Check.decision != CheckDecision.NOT_DECIDED,
        Check.destroyed_on.is_(None),
        Check.decided_on <= months_before(today, KEPT_MONTHS),
    )


def _is_subscribed(check: Check) -> bool:
    in_use = check.voided_at is None
    return in_use and check.update_service is Answer.YES and check.update_consent is Answer.YES
