"""What the hub was asked to share and what it decided, refusals too; and who said no to being shared.

The fields are those of the two forms of ICO data sharing code, Annex B: the request and the decision.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import or_, select

from db.enums import Answer
from db.enums_protection import ShareDecision
from db.models import Consent, Organisation, Person, ShareRequest
from db.queries.paging import fetch
from desktop.domain.errors import DomainError
from desktop.domain.names import full_name
from desktop.domain.text import clean_lines
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get, set_fields

MOST_REFUSALS = 2_000
"""How many refusals are listed, the newest first."""


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One request to share.

    Attributes:
        request: as recorded; read only.
        asked_by: the organisation's name.
        about: the person's reference, where it is about one.
    """

    request: ShareRequest
    asked_by: str
    about: str

    @property
    def id(self) -> str:
        """Key of the request."""
        return self.request.id


class RefusalRow(NamedTuple):
    """Somebody said no, or took a yes back.

    Attributes:
        recipient: whom they do not want told; empty for the volunteer who helps.
        withdrawn_at: when a yes was taken back; None for a plain no.
    """

    id: str
    person_id: str
    number: int
    first_name: str
    last_name: str
    preferred_name: str
    recipient: str | None
    purpose: str
    given_at: datetime
    withdrawn_at: datetime | None
    withdrawn_how: str
    wording_version: str

    @property
    def name(self) -> str:
        """Theirs."""
        return full_name(self.first_name, self.last_name, self.preferred_name) or f"P-{self.number}"

    @property
    def said_on(self) -> date:
        """The day of the no."""
        return (self.withdrawn_at or self.given_at).astimezone().date()


class ShareRequests(Service):
    """Verbs on what the hub was asked to share."""

    @verb("handover.see")
    def all(self, _actor: Actor) -> list[AskedLine]:
        """Every request, those to decide first, then the newest first."""
        query = (
            select(ShareRequest, Organisation.name, Person.number)
            .outerjoin(Organisation, Organisation.id == ShareRequest.organisation_id)
            .outerjoin(Person, Person.id == ShareRequest.person_id)
            .where(ShareRequest.voided_at.is_(None))
            .order_by(ShareRequest.decision != ShareDecision.WAITING, ShareRequest.number.desc())
        )
        with self.store.read() as session:
            return [
                AskedLine(one, name or one.asked_by, f"P-{number}" if number else "")
                for one, name, number in session.execute(query)
            ]

    @verb("share.decide")
    def save(self, actor: Actor, request_id: str, values: Mapping[str, Any]) -> Changes:
        """Write down what the hub was asked for, and what it decided.

        Args:
            actor: who writes.
            request_id: empty for a new one.
            values: by field of `db.models.ShareRequest`.

        Raises:
            DomainError: nobody is said to have asked, or a decision has no reason.
        """
        fields = _fields(values)
        with self.store.write(actor.user_id) as work:
            if request_id:
                held = get(work.session, ShareRequest, request_id, "request")
                set_fields(held, fields)
            else:
                fields.setdefault("received_on", self.today())
                held = ShareRequest(number=work.next_number("share_request"), **fields)
                held.decision = held.decision or ShareDecision.WAITING
                work.add(held)
            self._require(held)
            if held.decision is ShareDecision.WAITING:
                held.decided_by, held.decided_on = "", None
            else:
                held.decided_by = held.decided_by or actor.name
                held.decided_on = held.decided_on or self.today()
            work.session.flush()
            return changes(work, held.id, f"Request {held.number} saved")

    @verb("refusal.see")
    def refusals(self, _actor: Actor) -> Sequence[RefusalRow]:
        """Who said no to whom, the newest first. Later answers stand beside them at the person."""
        columns = (
            *(Consent.id, Consent.person_id, Person.number, Person.first_name, Person.last_name),
            *(Person.preferred_name, Organisation.name, Consent.purpose, Consent.given_at),
            *(Consent.withdrawn_at, Consent.withdrawn_how, Consent.wording_version),
        )
        query = (
            select(*columns)
            .join(Person, Person.id == Consent.person_id)
            .outerjoin(Organisation, Organisation.id == Consent.recipient_id)
            .where(
                or_(Consent.answer == Answer.NO, Consent.withdrawn_at.is_not(None)),
                Consent.voided_at.is_(None),
                Person.voided_at.is_(None),
            )
            .order_by(Consent.given_at.desc(), Consent.id.desc())
            .limit(MOST_REFUSALS)
        )
        with self.store.read() as session:
            return [RefusalRow(*row) for row in fetch(session, query)]

    def _require(self, held: ShareRequest) -> None:
        if not held.organisation_id and not held.asked_by:
            raise DomainError("Say who asks.", field="asked_by")
        if not held.data:
            raise DomainError("Say what they ask for.", field="data")
        if held.received_on > self.today():
            raise DomainError("This day is still to come. Check the date.", field="received_on")
        if held.decision is not ShareDecision.WAITING and not held.why:
            said_no = held.decision is ShareDecision.REFUSED
            raise DomainError("Say why not." if said_no else "Say why it is right to share.", field="why")


def _fields(values: Mapping[str, Any]) -> dict[str, Any]:
    may_be_none = ("organisation_id", "person_id")
    texts = {name: clean_lines(one) if type(one) is str else one for name, one in values.items()}
    kept = {name: "" if one is None and name not in may_be_none else one for name, one in texts.items()}
    for name in may_be_none:
        if name in kept:
            kept[name] = kept[name] or None
    if not kept.get("received_on", True):
        kept.pop("received_on")
    return kept
