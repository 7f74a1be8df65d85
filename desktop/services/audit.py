"""Audit: who did, looked at and shared what, and why; a view of the change log (domain rules 12 and 14).

The safeguarding lead sees what was done and the values, since answering for it is the lead's duty. The
administrator sees what was done to accounts and settings, which is their own work, and nothing else: a line
about a person is personal data even without the name. A transaction that touched anything besides is no line
of theirs, and is counted nowhere. What belongs to a concern is ciphertext here too, and reads as sealed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from db import search
from db.enums import ChangeOp
from db.queries import audit as query
from db.queries import history as log
from db.queries.audit import AuditFilter, AuditPart, AuditRow
from db.verify import ChainFinding, verify_chain
from desktop.domain.errors import NotFound
from desktop.domain.references import Kind, parse
from desktop.services.base import Actor, Service, verb
from desktop.services.marks import notes_of

SHOWN = 60
"""Entries of one transaction that are shown; more would take longer to draw than anybody reads."""
_FOUND = 200
_KINDS = {
    Kind.PERSON: "person",
    Kind.HOUSEHOLD: "household",
    Kind.REQUEST: "request",
    Kind.VOLUNTEER: "volunteer",
    Kind.ORGANISATION: "organisation",
    Kind.ROUND: "round",
    Kind.FORMALITY: "formality",
    Kind.REFERRAL: "referral",
}
_ENDS = 4
"""Digits of a check's number shown outside its form (domain rule 4)."""


@dataclass(frozen=True, slots=True)
class AuditAsked:
    """What somebody wants listed.

    Attributes:
        part: only what touched this part; None for all.
        user_id: only what this account did; empty for all.
        days: only the last so many days, today among them; 0 for all.
        text: only what touched a record found by these words or this reference; empty for all.
    """

    part: AuditPart | None = None
    user_id: str = ""
    days: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class AuditEdit:
    """One entry of a transaction.

    Attributes:
        part: what it is about; of a sealed entry everything else is empty.
        about: the record's name.
        before: what stood there; None where nothing did.
        after: what was put there; None where nothing was, or it was erased.
        erased: whether the words were erased since.
    """

    part: AuditPart
    entity: str
    op: ChangeOp
    field: str = ""
    about: str = ""
    before: Any = None
    after: Any = None
    erased: bool = False


@dataclass(frozen=True, slots=True)
class AuditDetail:
    """One transaction.

    Attributes:
        row: its line in the list.
        edits: what it did, as far as `SHOWN`.
    """

    row: AuditRow
    edits: tuple[AuditEdit, ...]


@dataclass(frozen=True, slots=True)
class AuditCheck:
    """What walking the log found.

    Attributes:
        entries: how many entries were walked; 0 for whoever may not know how many there are.
        findings: empty where every entry is as it was written.
    """

    entries: int
    findings: tuple[ChainFinding, ...]


class Audit(Service):
    """Verbs on the log as a whole; nothing here writes."""

    @verb("audit.see")
    def ids(self, actor: Actor, asked: AuditAsked) -> list[str]:
        """Keys of what was done, the newest first, as far as `query.MOST`."""
        with self.store.read() as session:
            rows = self._rows_meant(session, asked.text) if asked.text else None
            wanted = AuditFilter(
                asked.part, asked.user_id, self._since(asked.days), rows, not actor.may("audit.whole")
            )
            return query.ids(session, wanted)

    @verb("audit.see")
    def rows(self, actor: Actor, wanted: Sequence[str]) -> list[AuditRow]:
        """Lines for keys, in the order of the keys."""
        with self.store.read() as session:
            return query.rows(session, _allowed(session, actor, wanted))

    @verb("audit.see")
    def get(self, actor: Actor, txn: str) -> AuditDetail:
        """One transaction with what it did.

        Raises:
            NotFound: there is none, or it is not for whoever asks.
        """
        with self.store.read() as session:
            rows = query.rows(session, _allowed(session, actor, [txn]))
            if not rows:
                raise NotFound("There is no such line in the audit.")
            lines = log.of_txn(session, txn, SHOWN)
            before = log.before(lines, log.at_dots(session, [dot for one in lines for dot in one.replaces]))
            named = query.names(session, _keys(lines, before))
        return AuditDetail(rows[0], tuple(_edit(one, before.get(one.dot), named) for one in lines))

    @verb("audit.see")
    def accounts(self, _actor: Actor) -> list[tuple[str, str]]:
        """Every account there ever was: key and name."""
        with self.store.read() as session:
            return query.accounts(session)

    @verb("audit.see")
    def check(
        self,
        actor: Actor,
        folder: Path,
        notes: Path,
        heard: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> AuditCheck:
        """Walk the whole log and name every entry that is not as it was written.

        Args:
            actor: who asks.
            folder: the hub's folder.
            notes: this machine's folder of notes about it, which tell whether the log's end is there.
            heard: told how far the walk has got; what it raises ends the walk.
        """
        noted = notes_of(self.store, folder, notes)
        with self.store.read() as session:
            count, findings = verify_chain(session, noted, heard)
        return AuditCheck(count if actor.may("audit.whole") else 0, tuple(findings))

    def _since(self, days: int) -> datetime | None:
        """The first moment of a span of days, where the laptop is."""
        if not days:
            return None
        first = self.today() - timedelta(days=days - 1)
        return datetime.combine(first, time()).astimezone()

    def _rows_meant(self, session: Session, text: str) -> tuple[str, ...]:
        reference = parse(text)
        if reference is not None:
            found = query.by_number(session, _KINDS.get(reference.kind, ""), reference.number)
        else:
            hits = search.matching(
                session.connection(), search.match_expression(text), tuple(_KINDS.values()), _FOUND
            )
            found = tuple(hit.row_id for hit in hits)
        return query.belonging(session, found)


def _allowed(session: Session, actor: Actor, wanted: Sequence[str]) -> Sequence[str]:
    return wanted if actor.may("audit.whole") else query.among_set_up(session, wanted)


def _keys(lines: Sequence[log.Line], before: Mapping[log.Dot, Any]) -> set[str]:
    """Every key that a transaction's entries name, to be said as names."""
    found = {one.row_id for one in lines}
    for one in lines:
        for value in (one.value, before.get(one.dot)):
            parts = value.values() if isinstance(value, dict) else (value,)
            found |= {str(part) for part in parts if _is_key(part)}
    return found


def _is_key(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 32 and value.isalnum()


def _edit(line: log.Line, before: Any, named: Mapping[str, str]) -> AuditEdit:
    part = query.part_of(line.entity)
    if part is AuditPart.SEALED:
        return AuditEdit(part, "", line.op)
    made = AuditEdit(
        part,
        line.entity,
        line.op,
        line.field,
        named.get(line.row_id, ""),
        _said(before, line, named),
        _said(line.value, line, named),
        line.erased and line.op is not ChangeOp.ERASE,
    )
    return replace(made, after=None) if line.op is ChangeOp.ERASE else made


def _said(value: Any, line: log.Line, named: Mapping[str, str]) -> Any:
    """A value as it may be read: keys by the names they stand for, a check's number by its last digits."""
    if isinstance(value, dict):
        return {
            field: _one(field, part, line.entity, named)
            for field, part in value.items()
            if not (_is_key(part) and part not in named)
        }
    return _one(line.field, value, line.entity, named)


def _one(field: str, value: Any, entity: str, named: Mapping[str, str]) -> Any:
    if entity == "check_record" and field == "reference" and isinstance(value, str):
        return f"…{value[-_ENDS:]}" if len(value) > _ENDS else "…"
    return named.get(value, value) if _is_key(value) else value
