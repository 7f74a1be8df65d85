"""The registers of data protection: purposes, bases in law, notices, wordings, how long records stay.

What a hub begins with is in ``resources/protection.json`` with its sources; from then on it is the hub's own.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.enums import ChangeOp, LawfulBasis
from db.enums_protection import DestructionKind, RetentionAction, RetentionType, TermKind
from db.models import (
    Approval,
    ConsentWording,
    DataPurpose,
    Destruction,
    Hub,
    LegalTerm,
    PrivacyNotice,
    RetentionRule,
    User,
)
from db.queries import history as log
from db.session import UnitOfWork
from desktop.domain.dates import months_before
from desktop.domain.errors import DomainError
from desktop.domain.text import clean, clean_lines
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.laws import bases_of
from desktop.services.records import get, set_fields
from desktop.services.wordings import HELP, keep_wording
from resources import read_text

REVIEW_MONTHS = 12
"""When a decision about data is looked at again; the hub's habit."""
MOST_MONTHS = 240


@dataclass(frozen=True, slots=True)
class DestructionLine:
    """One line of the destruction log; it names nobody.

    Attributes:
        rule: of what was past its time, as it read that day, with the range of days it had ended on.
        cut_off: whether the run broke off before its end.
    """

    id: str
    number: int
    on_date: date
    about: str
    reason: str
    by: str
    second: str
    counts: Mapping[str, int]
    rule: str = ""
    first_on: date | None = None
    last_on: date | None = None
    cut_off: bool = False


class VersionLine(NamedTuple):
    """One version made.

    Attributes:
        said: by field, what it said before; nothing for the first.
    """

    at: datetime
    who: str
    said: dict[str, Any]


_TOLD = frozenset(
    {"label", "words", "source", "is_active", "people", "data", "recipients", "basis", "interest", "special"}
    | {"schedule", "necessary", "kept", "acts_as"}
)
"""Fields of which a version before is told; the rest follows from them."""


class Registers(Service):
    """Verbs on the registers."""

    @verb("protection.see")
    def purposes(self, _actor: Actor) -> list[DataPurpose]:
        """Every purpose, in the hub's order; read only."""
        return self._all(DataPurpose, DataPurpose.position, DataPurpose.label)

    @verb("protection.see")
    def terms(self, _actor: Actor, kind: TermKind | None = None) -> list[LegalTerm]:
        """Every basis and condition, or those of one list."""
        found = self._all(LegalTerm, LegalTerm.kind, LegalTerm.position)
        return [one for one in found if kind in (None, one.kind)]

    @verb("protection.see")
    def notices(self, _actor: Actor) -> list[PrivacyNotice]:
        """Every version of the privacy notice, the newest first."""
        return self._all(PrivacyNotice, PrivacyNotice.version.desc())

    @verb("protection.see")
    def wordings(self, _actor: Actor) -> list[ConsentWording]:
        """Every version of what is read out before sharing, of each purpose the newest first."""
        return self._all(ConsentWording, ConsentWording.purpose, ConsentWording.version.desc())

    @verb("protection.see")
    def versions(self, _actor: Actor, row_id: str) -> list[VersionLine]:
        """What a purpose or a ground said before, the newest change first; the first entry stands last."""
        with self.store.read() as session:
            lines = log.of_rows(session, (row_id,))
            earlier = log.before(lines, {line.dot: line for line in lines})
        found: dict[str, VersionLine] = {}
        for one in lines:
            held = found.setdefault(one.txn, VersionLine(one.at, one.who, {}))
            if one.op is ChangeOp.SET and one.field in _TOLD:
                held.said[one.field] = earlier[one.dot]
        return list(reversed(found.values()))

    @verb("protection.see")
    def rules(self, _actor: Actor) -> list[RetentionRule]:
        """How long each kind of record stays."""
        return self._all(RetentionRule, RetentionRule.type)

    @verb("protection.see")
    def destructions(self, _actor: Actor) -> list[DestructionLine]:
        """What was destroyed, the newest first; it names nobody."""
        with self.store.read() as session:
            names = {key: name for key, name in session.execute(select(User.id, User.name))}
            query = (
                select(Destruction, Approval)
                .join(Approval, Approval.id == Destruction.approval_id)
                .order_by(Destruction.number.desc())
            )
            return [
                DestructionLine(
                    one.id,
                    one.number,
                    one.at.astimezone().date(),
                    one.about,
                    one.reason,
                    names.get(one.by_id, ""),
                    names.get(agreed.second_id or "", "") or agreed.second_name,
                    one.counts,
                    one.rule,
                    one.first_on,
                    one.last_on,
                    one.kind is DestructionKind.RETENTION and one.finished_at is None,
                )
                for one, agreed in session.execute(query)
            ]

    @verb("protection.set")
    def save_purpose(self, actor: Actor, purpose_id: str, values: Mapping[str, Any]) -> Changes:
        """Add or change a purpose; it is looked at again in a year.

        Args:
            actor: who decided.
            purpose_id: empty for a new one.
            values: by field of `db.models.DataPurpose`.

        Raises:
            DomainError: it has no name, or a recognised interest names no condition.
        """
        fields = _texts(values)
        if not fields.get("label"):
            raise DomainError("Say what the data is used for.", field="label")
        with self.store.read() as session:
            known = {one.code: one.basis for one in bases_of(session)}
        fields["basis"] = known.get(fields["basis_code"]) if fields.get("basis_code") else values.get("basis")
        if fields["basis"] is None:
            raise DomainError("Choose why it is lawful.", field="basis_code")
        recognised = fields["basis"] is LawfulBasis.RECOGNISED_LEGITIMATE_INTEREST
        if recognised and not fields.get("interest"):
            raise DomainError(
                "A recognised legitimate interest is one of those the law names: choose it.", field="interest"
            )
        if not recognised:
            fields["interest"] = ""
        fields["basis_code"] = fields.get("basis_code") or ""
        decided = {**self._decided(actor), "review_on": _in_months(self.today(), REVIEW_MONTHS)}
        with self.store.write(actor.user_id) as work:
            if purpose_id:
                held = get(work.session, DataPurpose, purpose_id, "purpose")
                set_fields(held, {**fields, **decided, "version": held.version + 1})
            else:
                place = work.session.scalar(select(func.count(DataPurpose.id))) or 0
                held = DataPurpose(code=f"own_{place + 1}", position=place + 1, **fields, **decided)
                work.add(held)
            work.session.flush()
            return changes(work, held.id, f"Saved {held.label}")

    @verb("protection.set")
    def save_term(self, actor: Actor, term_id: str, values: Mapping[str, Any]) -> Changes:
        """Change what a basis or condition says, retire it, or add one a new law names.

        Raises:
            DomainError: it has no name, a new basis says of none how it works, or a purpose stands on it.
        """
        fields = _texts(values)
        if not fields.get("label"):
            raise DomainError("Say what it is called.", field="label")
        with self.store.write(actor.user_id) as work:
            if term_id:
                held = get(work.session, LegalTerm, term_id, "basis")
                fields.pop("kind", None)
                if not fields.get("is_active", True):
                    _refuse_stood_on(work.session, held)
                set_fields(held, {**fields, **self._decided(actor), "version": held.version + 1})
            else:
                if fields.get("kind") is TermKind.BASIS and not fields.get("acts_as"):
                    raise DomainError("Say which basis you know it works like.", field="acts_as")
                place = (work.session.scalar(select(func.count(LegalTerm.id))) or 0) + 1
                held = LegalTerm(code=f"own_{place}", position=place, **fields, **self._decided(actor))
                work.add(held)
            work.session.flush()
            return changes(work, held.id, f"Saved {held.label}")

    @verb("protection.set")
    def save_notice(self, actor: Actor, body: str, reason: str) -> Changes:
        """Put a new version of the privacy notice in use; the ones before stay to be read."""
        words, before = _said(body), clean(reason)
        with self.store.write(actor.user_id) as work:
            last = work.session.scalar(select(func.max(PrivacyNotice.version))) or 0
            if last and not before:
                raise DomainError("Say what changed, and why.", field="reason")
            made = PrivacyNotice(version=last + 1, body=words, in_use_from=self.today(), reason=before)
            work.add(made)
            work.session.flush()
            return changes(work, made.id, f"Privacy notice {last + 1} is in use")

    @verb("protection.set")
    def save_wording(self, actor: Actor, body: str, reason: str, purpose: str = HELP) -> Changes:
        """Put a new version of what is read out before sharing in use; yeses given keep theirs."""
        words, before = _said(body), clean(reason)
        with self.store.write(actor.user_id) as work:
            if not before:
                raise DomainError("Say what changed, and why.", field="reason")
            made = keep_wording(work, words, self.today(), before, purpose)
            if purpose == HELP:
                hub = work.session.scalars(select(Hub)).one()
                hub.consent_wording, hub.consent_version = words, str(made.version)
            work.session.flush()
            return changes(work, made.id, f"Wording {made.version} is in use")

    @verb("protection.set")
    def save_rule(self, actor: Actor, rule_id: str, values: Mapping[str, Any]) -> Changes:
        """Change how long one kind of record stays.

        Raises:
            DomainError: the months are no number of months, or nobody said why.
        """
        fields = _texts(values)
        months = fields.get("months")
        if not isinstance(months, int) or not 1 <= months <= MOST_MONTHS:
            raise DomainError("Type a number of months, from 1 to 240.", field="months")
        if not fields.get("why"):
            raise DomainError("Say why it is kept that long.", field="why")
        with self.store.write(actor.user_id) as work:
            held = get(work.session, RetentionRule, rule_id, "rule")
            set_fields(held, {**fields, "review_on": _in_months(self.today(), REVIEW_MONTHS)})
            return changes(work, held.id, "How long records stay was changed")

    def _all(self, model: Any, *order: Any) -> list[Any]:
        with self.store.read() as session:
            return list(session.scalars(select(model).where(model.voided_at.is_(None)).order_by(*order)))

    def _decided(self, actor: Actor) -> dict[str, Any]:
        """Who decided, and when: beside what was decided."""
        return {"decided_by": actor.name, "decided_on": self.today()}


def seed_protection(work: UnitOfWork) -> None:
    """Fill a new hub's registers, in the unit of work that makes it."""
    hub = work.session.scalars(select(Hub)).one()
    today = work.log.at.astimezone().date()
    held = json.loads(read_text("protection.json"))
    work.insert_many(
        LegalTerm,
        [{**one, "kind": TermKind(one["kind"]), "position": n} for n, one in enumerate(held["terms"], 1)],
    )
    work.insert_many(
        DataPurpose,
        [
            {**one, "basis": LawfulBasis(one["basis"]), "position": n, "review_on": _in_months(today, 12)}
            for n, one in enumerate(held["purposes"], 1)
        ],
    )
    work.insert_many(
        RetentionRule,
        [
            {
                **one,
                "type": RetentionType(one["type"]),
                "action": RetentionAction(one["action"]),
                "review_on": _in_months(today, 12),
            }
            for one in held["retention"]
        ],
    )
    notice = held["notice"].replace("{hub}", hub.name)
    work.add(PrivacyNotice(version=1, body=notice, in_use_from=today))
    for purpose, body in {HELP: hub.consent_wording, **held["wordings"]}.items():
        work.add(ConsentWording(purpose=purpose, version=1, body=body, in_use_from=today))


def _in_months(day: date, months: int) -> date:
    return months_before(day, -months)


def _said(body: str) -> str:
    words = clean_lines(body)
    if not words:
        raise DomainError("Write the words.", field="body")
    return words


def _refuse_stood_on(session: Session, term: LegalTerm) -> None:
    """A ground that purposes in use stand on is not retired under them."""
    column = {
        TermKind.BASIS: func.coalesce(func.nullif(DataPurpose.basis_code, ""), DataPurpose.basis),
        TermKind.RECOGNISED_INTEREST: DataPurpose.interest,
        TermKind.SPECIAL_CONDITION: DataPurpose.special,
        TermKind.SCHEDULE_1: DataPurpose.schedule,
    }[term.kind]
    standing = select(DataPurpose.label).where(
        column == term.code, DataPurpose.is_active, DataPurpose.voided_at.is_(None)
    )
    if names := session.scalars(standing.order_by(DataPurpose.position)).all():
        listed = ", ".join(f"“{one}”" for one in names)
        raise DomainError(f"These purposes stand on it: {listed}. Change them first.", field="is_active")


def _texts(values: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as typed, texts cleaned."""
    return {name: clean_lines(one) if type(one) is str else one for name, one in values.items()}
