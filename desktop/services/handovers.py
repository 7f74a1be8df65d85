"""Handovers: who is in one, who stays out and why, the rows, and the record it leaves."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sqlalchemy.orm import Session

from db.enums import LawfulBasis, Role
from db.models import Organisation
from db.queries import handover as query
from db.queries import handover_more as more
from db.queries.handover import Candidate, HandoverFilter
from desktop.domain.consent_rules import (
    Agreed,
    LeftOut,
    health_may_go,
    is_refusal,
    why_left_out,
)
from desktop.domain.errors import DomainError, NotAllowed, NotFound
from desktop.domain.limits import OVERRULED_BY, keeps_in
from desktop.domain.references import Kind, write
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.consent_stands import NOTHING_SAID, stands_with
from desktop.services.handover_rows import EVERY, OPEN, Reader, Rows
from desktop.services.handover_series import MadeHandover, write_made
from desktop.services.hub_info import HubFacts, facts
from desktop.services.records import get
from desktop.services.sharing_log import LeftOutPerson, Share, write_share

__all__ = ["Ask", "Gathered", "HandoverFilter", "Handovers", "LeftOut", "Overrule", "Per", "Scope"]


class Per(StrEnum):
    """What one row of a handover is about."""

    PERSON = "person"
    REQUEST = "request"
    TABLES = "tables"


@dataclass(frozen=True, slots=True)
class Overrule:
    """The safeguarding lead's decision to share despite a recorded no.

    Attributes:
        person_ids: whom it is about.
        reason: why; it stays in the hub's record.
    """

    person_ids: frozenset[str]
    reason: str


@dataclass(frozen=True, slots=True)
class Ask:
    """What a handover asks of the hub's records.

    Attributes:
        recipient_id: the organisation that receives.
        basis: the reason in law.
        wanted: whom it is about.
        per: what one row is.
        without: people left out by hand, because their row points to them.
        overrule: the lead's decision to share despite a no.
        reason: why it is handed over, put beside open requests of whole tables.
        conditions_travel: whether the recipient gets the words of safe contact; without them a number that
            has any stays behind.
        with_health: whether health notes are wanted; only the safeguarding lead may.
        with_volunteers: whether whole tables hold active volunteers too.
    """

    recipient_id: str
    basis: LawfulBasis
    wanted: HandoverFilter = field(default_factory=HandoverFilter)
    per: Per = Per.REQUEST
    without: frozenset[str] = frozenset()
    overrule: Overrule | None = None
    reason: str = ""
    conditions_travel: bool = False
    with_health: bool = False
    with_volunteers: bool = False

    @property
    def usual_stage(self) -> str:
        """Which requests count where the filter does not say."""
        return EVERY if self.per is Per.TABLES else OPEN


@dataclass(frozen=True, slots=True)
class Scope:
    """Who goes in, and who stays out.

    Attributes:
        inside: keys of the people, in order.
        left_out: key, name and reason of everybody else in scope.
        overruled: key and name of those who go in despite their no.
        volunteers: keys of the people whose volunteering goes in.
        health: keys of those whose health notes go in.
    """

    inside: tuple[str, ...]
    left_out: tuple[tuple[str, str, LeftOut], ...] = ()
    overruled: tuple[tuple[str, str], ...] = ()
    volunteers: tuple[str, ...] = ()
    health: frozenset[str] = frozenset()

    @property
    def everybody(self) -> int:
        """How many people it says something of."""
        return len({*self.inside, *self.volunteers})

    @property
    def counts(self) -> dict[LeftOut, int]:
        """How many were left out, by reason."""
        return dict(Counter(reason for _, _, reason in self.left_out))


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who receives; see `db.models.Organisation`."""

    id: str
    name: str
    contact_name: str
    phone: str
    la_code: str
    agreement: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything a handover is made of, from one moment.

    Attributes:
        scope: who is in it.
        rows: what is said of them.
        names: first and last names of the people in it.
    """

    scope: Scope
    rows: Rows
    recipient: Recipient
    hub: HubFacts
    names: frozenset[tuple[str, str]]


class Handovers(Service):
    """Verbs on handovers."""

    @verb("handover.see")
    def recipient(self, _actor: Actor, name: str) -> str:
        """Find a recipient by name: the whole name first, then a part that only one has.

        Args:
            name: as typed, in any case.

        Returns:
            The organisation's key.

        Raises:
            DomainError: none or several fit; the message names them.
        """
        wanted = " ".join(name.split()).casefold()
        with self.store.read() as session:
            known = query.recipients(session)
        whole = [key for key, held in known if held.casefold() == wanted]
        parts = [(key, held) for key, held in known if wanted and wanted in held.casefold()]
        if len(whole) == 1 or (not whole and len(parts) == 1):
            return (whole or [parts[0][0]])[0]
        if not parts:
            raise DomainError(f"There is no organisation called “{name}”. Add it first.", field="recipient")
        listed = ", ".join(held for _, held in parts[:8])
        raise DomainError(f"Several organisations fit “{name}”: {listed}. Say which.", field="recipient")

    @verb("handover.make")
    def scope(
        self,
        actor: Actor,
        recipient_id: str,
        basis: LawfulBasis,
        wanted: HandoverFilter | None = None,
        *,
        without: frozenset[str] = frozenset(),
        overrule: Overrule | None = None,
    ) -> Scope:
        """Say who goes in a handover and who stays out (domain rule 11).

        Args:
            actor: who asks.
            recipient_id: the organisation that receives.
            basis: the reason in law. With consent only a standing yes naming the recipient goes; otherwise
                everyone in scope but who refused, which only the lead may overrule.
            wanted: whom it is about; everybody the hub helps when not given.
            without: people left out by hand.
            overrule: the lead's decision to share despite a no.

        Returns:
            The scope.

        Raises:
            NotFound: there is no such organisation.
            NotAllowed: the actor may not overrule.
            DomainError: nothing can be overruled on this reason in law, or no reason is given.
        """
        ask = Ask(recipient_id, basis, wanted or HandoverFilter(), without=without, overrule=overrule)
        self._check(actor, ask)
        with self.store.read() as session:
            return _scope(session, ask)

    @verb("handover.make")
    def gather(self, actor: Actor, ask: Ask) -> Gathered:
        """Read everything a handover is made of; see `scope` for what is refused.

        Args:
            actor: who asks.
            ask: what is wanted.

        Returns:
            Scope, rows, recipient and the hub's facts from one unchanging picture of the store.
        """
        if ask.with_health and Role.LEAD not in actor.roles:
            raise NotAllowed("Only the safeguarding lead may put health notes in. Ask, or leave them out.")
        self._check(actor, ask)
        with self.store.read() as session:
            return self._gathered(session, ask, with_checks=actor.may("check.see"))

    @verb("handover.make")
    def record(
        self,
        actor: Actor,
        ask: Ask,
        scope: Scope,
        share: Share,
        put_in_place: Callable[[], object],
        made: MadeHandover | None = None,
    ) -> Changes:
        """Record a handover and give its file its name, both or neither.

        Args:
            actor: who shares.
            ask: what was asked.
            scope: who is in the file.
            share: what to record; who was left out is taken from the scope.
            put_in_place: gives the finished file its name.
            made: what is remembered of it besides.

        Returns:
            What was touched: the entry in the sharing log, and what is remembered.

        Raises:
            DomainError: somebody's answer changed since the file was made.
            NumberTaken: something else was shared meanwhile.
        """
        self._check(actor, ask)
        with self.store.write(actor.user_id) as work:
            if _scope(work.session, ask) != scope:
                raise DomainError(
                    "Somebody's record was changed while the package was being made. Make it once more."
                )
            left_out = tuple(LeftOutPerson(key, name, why.value) for key, name, why in scope.left_out)
            whole = replace(share, left_out=left_out, reason=_decided(ask, scope, share.reason))
            record = write_share(work, actor, whole, self.now())
            if made is not None:
                write_made(work, record, made)
            reference = write(Kind.HANDOVER, record.number, self.store.copy.prefix)
            summed = changes(work, record.id, f"Handover {reference} saved and recorded")
            put_in_place()
        return summed

    @verb("handover.overrule")
    def may_overrule(self, actor: Actor, overrule: Overrule, basis: LawfulBasis) -> None:
        """Refuse an overruling that is not the lead's, has no reason, or no ground in law.

        Raises:
            NotAllowed: the actor is not a safeguarding lead.
            DomainError: the reason is missing, or the law gives no ground.
        """
        if Role.LEAD not in actor.roles:
            raise NotAllowed("Only the safeguarding lead may share despite a no. Ask, or leave them out.")
        if basis not in OVERRULED_BY:
            raise DomainError(
                "A no can be set aside only to protect somebody's life or safety. Choose vital interests or"
                " recognised legitimate interest, or leave them out.",
                field="basis",
            )
        if not overrule.reason.strip():
            raise DomainError("Say why the no is set aside. It stays in the sharing log.", field="reason")

    def _check(self, actor: Actor, ask: Ask) -> None:
        if ask.overrule is not None and ask.overrule.person_ids:
            self.may_overrule(actor, ask.overrule, ask.basis)

    def _gathered(self, session: Session, ask: Ask, *, with_checks: bool) -> Gathered:
        found = _scope(session, ask)
        reader = Reader(
            session,
            found.inside,
            ask.wanted,
            prefix=self.store.copy.prefix,
            conditions_travel=ask.conditions_travel,
            health=found.health,
            today=self.today(),
        )
        if ask.per is Per.TABLES:
            rows = reader.whole(ask.basis, stands_with(session, ask.recipient_id), ask.reason)
        else:
            rows = reader.by_request() if ask.per is Per.REQUEST else reader.by_person()
        if found.volunteers:
            rows.tables["volunteers"] = reader.volunteers(found.volunteers, with_checks=with_checks)
        names = frozenset(
            (str(row.get("first_name") or ""), str(row.get("last_name") or ""))
            for name in ("people", "volunteers")
            for row in rows.tables.get(name, ())
        )
        one = get(session, Organisation, ask.recipient_id, "organisation")
        recipient = Recipient(*(getattr(one, name) for name in Recipient.__slots__))
        return Gathered(found, rows, recipient, facts(session), names)


def _scope(session: Session, ask: Ask) -> Scope:
    organisation = session.get(Organisation, ask.recipient_id)
    if organisation is None or organisation.voided_at is not None:
        raise NotFound("This organisation is no longer here. Choose another, or bring it back in History.")
    stands = stands_with(session, ask.recipient_id)
    sorted_out = _Sorted(ask, stands)
    inside = sorted_out.take(query.candidates(session, ask.wanted, ask.usual_stage))
    volunteers: list[str] = []
    if ask.with_volunteers and ask.per is Per.TABLES:
        volunteers = sorted_out.take(more.volunteer_candidates(session))
    return Scope(
        tuple(inside),
        tuple(dict.fromkeys(sorted_out.left_out)),
        tuple(dict.fromkeys(sorted_out.overruled)),
        tuple(volunteers),
        frozenset(sorted_out.health),
    )


@dataclass(slots=True)
class _Sorted:
    """Candidates taken one after another: who stays out, and who goes despite a no, is kept."""

    ask: Ask
    stands: Mapping[str, Agreed]
    left_out: list[tuple[str, str, LeftOut]] = field(default_factory=list)
    overruled: list[tuple[str, str]] = field(default_factory=list)
    health: list[str] = field(default_factory=list)

    def take(self, candidates: Iterable[Candidate]) -> list[str]:
        """Keys of those who go in."""
        inside = []
        for one in candidates:
            agreed = self.stands.get(one.id, NOTHING_SAID)
            stand = agreed.sharing.standing
            despite = self.ask.overrule is not None and one.id in self.ask.overrule.person_ids
            why = why_left_out(self.ask.basis, stand, one.status, limit=agreed.limit, overruled=despite)
            if why is None and one.id in self.ask.without:
                why = LeftOut.POINTS_TO_ONE
            if why is not None:
                self.left_out.append((one.id, _name(one), why))
                continue
            inside.append(one.id)
            if self.ask.with_health and health_may_go(self.ask.basis, agreed.health.standing):
                self.health.append(one.id)
            if is_refusal(stand) or keeps_in(agreed.limit, self.ask.basis):
                self.overruled.append((one.id, _name(one)))
        return inside


def _name(one: Candidate) -> str:
    return f"{one.first_name} {one.last_name}".strip() or f"P-{one.number}"


def _decided(ask: Ask, scope: Scope, reason: str) -> str:
    if not scope.overruled or ask.overrule is None:
        return reason
    names = ", ".join(name for _, name in scope.overruled)
    words = f"Shared despite a no, decided by the safeguarding lead: {names}. {ask.overrule.reason.strip()}"
    return " ".join(filter(None, (words, reason)))
