"""History and undo, both views of the change log."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, UniqueConstraint, and_, or_, select

from db.base import Base
from db.changes import latest_entries
from db.enums import ChangeOp, Role
from db.fields import SEALED
from db.ids import NOBODY
from db.models import (
    Approval,
    Destruction,
    Opening,
    RetentionHold,
    SharingRecord,
    User,
    UserRole,
    Volunteer,
)
from db.queries import history as log
from db.session import UnitOfWork
from db.values import decode
from desktop.domain.errors import DomainError, NotAllowed, NotFound
from desktop.services import undo_gate
from desktop.services.base import Actor, Changes, Service, Tools, changes, verb
from desktop.services.volunteers import HELD_STATES

MODELS: dict[str, type[Base]] = {str(m.class_.__tablename__): m.class_ for m in Base.registry.mappers}


@dataclass(frozen=True, slots=True)
class Edit:
    """One line of a record's history.

    Attributes:
        at: when, UTC.
        who: name of the account.
        op: what was done.
        field: the column; empty for the whole record.
        before: the value that stood there; None where empty.
        after: the new value; None where empty or erased.
        txn: the transaction, to undo.
        row_id: the record.
    """

    at: datetime
    who: str
    op: ChangeOp
    field: str
    before: Any
    after: Any
    txn: str
    row_id: str


KEPT = {
    Destruction.__tablename__: "Who was erased is gone for good. The record of it stays as it is.",
    SharingRecord.__tablename__: "What was printed or handed over has left the laptop and cannot be undone.",
    Opening.__tablename__: "The record of who opened restricted records stays as it is.",
    Approval.__tablename__: "What a second person agreed to stays as it is.",
    RetentionHold.__tablename__: "What is kept back is let go by the lead, with a reason, and not undone.",
    # A passphrase is no record: taking the record of an account back would part the two.
    User.__tablename__: "Accounts are not undone. Change them under People at the keyboard.",
    UserRole.__tablename__: "Accounts are not undone. Change them under People at the keyboard.",
}
"""What no undoing touches, and what is said of it."""


class History(Service):
    """What was done to a record, and undo of what has not left the laptop."""

    def __init__(self, tools: Tools) -> None:
        """Begin knowing of no undo; those made here are remembered, so that one can follow another."""
        super().__init__(tools)
        self._took_back: dict[str, str] = {}

    @verb("history.see")
    def of(self, actor: Actor, row_id: str, *others: str) -> list[Edit]:
        """Everything done to one record, and to a few others that belong to it, newest first.

        Concerns have no history. When a volunteer was held back, and when given back, is the lead's to know.
        """
        with self.store.read() as session:
            lines = [one for one in log.of_rows(session, (row_id, *others)) if one.entity not in SEALED]
            earlier = log.before(lines, {line.dot: line for line in lines})
        if Role.LEAD not in actor.roles:
            lines = [one for one in lines if not _tells_of_hold(one, earlier[one.dot])]
        return [
            Edit(one.at, one.who, one.op, one.field, earlier[one.dot], one.value, one.txn, one.row_id)
            for one in reversed(lines)
        ]

    @verb("history.see")
    def last(self, actor: Actor, limit: int = 1) -> list[str]:
        """Keys of the actor's own last transactions that can be undone, newest first."""
        with self.store.read() as session:
            return [txn for txn, _at in log.recent(session, actor.user_id, limit)]

    @verb("history.undo")
    def undo(self, actor: Actor, txn: str) -> Changes:
        """Put back what one transaction changed, as a new transaction.

        Fields changed again since, and not taken back again, are left as they are and counted in the message;
        new records are voided. Whoever may no longer do a task is not given it again.

        Args:
            actor: who undoes.
            txn: the transaction to undo.

        Returns:
            What was touched; its message says what could not be undone.

        Raises:
            NotFound: the log holds no such transaction.
            DomainError: what it did has left the laptop, and the record of that stays as it is; or a round
                would go out that may not.
            NotAllowed: it was the safeguarding lead's to decide, or a check of an account that records none.
        """
        with self.store.write(actor.user_id) as work:
            lines = log.of_txn(work.session, txn)
            if not lines or any(line.entity in SEALED for line in lines):
                raise NotFound("There is nothing to undo.")
            if any(line.by == NOBODY for line in lines):
                raise NotAllowed("Ask the safeguarding lead.")
            _refuse_kept({line.entity for line in lines})
            lines = [line for line in lines if not line.erased]
            if not lines:
                raise NotFound("What this did has been erased. There is nothing to undo.")
            was = undo_gate.before(work.session, actor, lines)
            kept = _Undoing(work, lines, self.now(), self._took_back).run()
            freed = undo_gate.settle(work, actor, lines, was, self.today())
            left = f" {kept} changed again since and were left as they are." if kept else ""
            left += _freed_words(freed)
            done = changes(work, lines[0].row_id, f"Undone.{left}")
        self._took_back[done.txn] = txn
        return done

    @verb("history.undo")
    def bring_back(self, actor: Actor, row_id: str) -> Changes:
        """Bring back a record that was taken out of use, with all that went with it.

        Args:
            actor: who brings it back.
            row_id: the record.

        Returns:
            What was touched.

        Raises:
            NotFound: the log does not tell of its going.
            DomainError: it is in use.
        """
        with self.store.read() as session:
            lines = log.of_row(session, row_id)
        last = next((line for line in reversed(lines) if line.field == "voided_at"), None)
        if last is None:
            raise NotFound("There is no record of how it went out of use.")
        if last.value is None:
            raise DomainError("It is in use. Look at the list again.")
        return replace(self.undo(actor, last.txn), made=row_id, message="Brought back.")


class _Undoing:
    """One undo: the reverse of each entry, newest first."""

    def __init__(
        self, work: UnitOfWork, lines: list[log.Line], now: datetime, took_back: Mapping[str, str]
    ) -> None:
        self.work = work
        self.took_back = took_back
        self.lines = lines
        self.now = now
        self.made = {one.row_id for one in lines if one.op is ChangeOp.CREATE}

    def run(self) -> int:
        """Undo all that can be.

        Returns:
            How many fields were left because they changed again since.
        """
        self._take_out_again()
        self._put_back_in()
        return self._restore_fields()

    def _take_out_again(self) -> None:
        by_entity: dict[str, list[str]] = {}
        for line in self.lines:
            if line.op is ChangeOp.CREATE:
                by_entity.setdefault(line.entity, []).append(line.row_id)
        for entity, rows in by_entity.items():
            model = MODELS[entity]
            if hasattr(model, "voided_at"):
                undone = {"voided_at": self.now, "void_reason": "Undone"}
                self.work.update_many(model, {row: undone for row in rows})
            elif not hasattr(model, "at"):
                self.work.delete_many(model, rows)

    def _put_back_in(self) -> None:
        for line in self.lines:
            if line.op is ChangeOp.REMOVE:
                model = MODELS[line.entity]
                values = {name: decode(model.__table__.c[name], v) for name, v in line.value.items()}
                if not self._is_in(model, {"id": line.row_id} | values):
                    self.work.add(model(id=line.row_id, **values))
        self.work.session.flush()

    def _is_in(self, model: type[Base], values: Mapping[str, Any]) -> bool:
        """Whether the row, or another that says the same, is in already: put back before, or by hand."""
        columns = model.__table__.c
        alike: list[Iterable[ColumnElement[Any]]] = [(columns.id,)]
        alike += [one.columns for one in model.__table__.constraints if isinstance(one, UniqueConstraint)]  # type: ignore[attr-defined]
        same = (and_(*(one == values[one.name] for one in group)) for group in alike)
        return self.work.session.scalars(select(columns.id).where(or_(*same)).limit(1)).first() is not None

    def _restore_fields(self) -> int:
        edits = _whole(one for one in self.lines if one.op is ChangeOp.SET and one.row_id not in self.made)
        current = self._current(edits)
        earlier = log.at_dots(self.work.session, [dot for one in current for dot in one.replaces])
        old = log.before(current, earlier)
        for entity in dict.fromkeys(one.entity for one in current):
            model, wanted = MODELS[entity], dict[str, dict[str, Any]]()
            for one in current:
                if one.entity == entity:
                    value = _former(model, one.field, old[one.dot])
                    wanted.setdefault(one.row_id, {})[one.field] = value
            self.work.update_many(model, wanted)
        self.work.session.expire_all()
        return len(edits) - len(current)

    def _current(self, edits: list[log.Line]) -> list[log.Line]:
        """The edits that still stand: nothing came after them, or all that did was taken back again."""
        last = latest_entries(self.work.session, [one.row_id for one in edits])
        return [one for one in edits if self._stands(one, tuple(last.get((one.row_id, one.field), ())))]

    def _stands(self, edit: log.Line, latest: tuple[Any, ...]) -> bool:
        dot = latest
        while dot and dot != edit.dot:
            line = log.at_dots(self.work.session, [dot]).get(dot)
            undone = self.took_back.get(line.txn) if line else None
            dot = self._before(undone, edit) if undone else ()
        return bool(dot)

    def _before(self, txn: str, edit: log.Line) -> tuple[Any, ...]:
        """What the field of an edit held before a transaction wrote it: the place in the log."""
        lines = log.of_txn(self.work.session, txn)
        own = (one for one in lines if (one.row_id, one.field) == (edit.row_id, edit.field))
        return next((dot for one in own for dot in one.replaces), ())


def _refuse_kept(entities: Set[str]) -> None:
    for entity, words in KEPT.items():
        if entity in entities:
            raise DomainError(words)


def _tells_of_hold(line: log.Line, before: Any) -> bool:
    """Whether a line says that a volunteer was held back or given back (domain rule 12)."""
    is_status = line.entity == Volunteer.__tablename__ and line.field == "status"
    return is_status and bool({line.value, before} & {one.value for one in HELD_STATES})


def _freed_words(count: int) -> str:
    """What is said of tasks that could not be given back to whoever had them."""
    if not count:
        return ""
    waits = "1 task waits" if count == 1 else f"{count} tasks wait"
    return f" {waits} for somebody: whoever had it may not do it now."


def _whole(edits: Iterable[log.Line]) -> list[log.Line]:
    """One edit for each field: the last written, over what stood before the first of the transaction."""
    found: dict[tuple[str, str], log.Line] = {}
    for one in edits:
        first = found.get((one.row_id, one.field), one)
        found[one.row_id, one.field] = replace(one, replaces=first.replaces)
    return list(found.values())


def _former(model: type[Base], field: str, value: Any) -> Any:
    column = model.__table__.c[field]
    if value is None and not column.nullable and column.default is not None:
        return column.default.arg if column.default.is_scalar else column.default.arg(None)
    return decode(column, value)  # type: ignore[arg-type]
