"""Lists that leave the hub as a file or on paper: which rows, which columns, how many people."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from db.queries import list_counts
from db.queries import lists as query
from desktop.domain.errors import DomainError
from desktop.services.audit import Audit, AuditAsked
from desktop.services.audit_words import COLUMNS as AUDIT_COLUMNS
from desktop.services.audit_words import cells
from desktop.services.base import Actor, Service, verb
from desktop.services.limits import limits
from desktop.services.sharing_log import LeftOutPerson

SAFE, NUMBERS = "safe_contact", frozenset({"phone", "phone_2"})
_PAGE = 500


class ListKind(StrEnum):
    """Which list."""

    PEOPLE = "people"
    VOLUNTEERS = "volunteers"
    REQUESTS = "requests"
    ORGANISATIONS = "organisations"
    ROUNDS = "rounds"
    REFERRALS = "referrals"
    FORMALITIES = "formalities"
    ARRIVALS = "arrivals"
    LOANS = "loans"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class ListRows:
    """A list as it leaves.

    Attributes:
        columns: their names.
        rows: one tuple a row, read as they are asked for, within one picture of the store.
        met: keys of the people the rows read so far are about.
        kept_back: who of the list stays out of it, because their data is kept and no more.
    """

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]
    met: set[str]
    kept_back: tuple[LeftOutPerson, ...] = ()


class Lists(Service):
    """Verbs on lists that leave the hub."""

    @verb("person.see")
    def people_counts(self, _actor: Actor) -> dict[str, int]:
        """How many each view of the list of people holds."""
        with self.store.read() as session:
            return list_counts.people(session)

    @verb("organisation.see")
    def organisation_counts(self, _actor: Actor) -> dict[str, int]:
        """How many each view of the list of organisations holds."""
        with self.store.read() as session:
            return list_counts.organisations(session)

    @verb("export.list")
    def all_ids(self, actor: Actor, kind: ListKind) -> list[str]:
        """Keys of everything of a kind in use, by number; lines of the audit by time, the newest first."""
        if kind is ListKind.AUDIT:
            return Audit(self.tools).ids(actor, AuditAsked())
        with self.store.read() as session:
            return query.all_ids(session, kind)

    @verb("export.list")
    @contextmanager
    def open(
        self, actor: Actor, kind: ListKind, wanted: Sequence[str], columns: Sequence[str] = ()
    ) -> Iterator[ListRows]:
        """Open a list for writing out, however long.

        Args:
            actor: who exports or prints.
            kind: which list.
            wanted: keys in the order on screen.
            columns: the columns on screen; every one when empty. A phone number always brings the words of
                safe contact with it, in front.

        Yields:
            The list; its rows can be read until the block ends. A private need reads "Private need",
            whoever asks, and has no words: a file outlives the screen it came from. Rows about somebody who
            asked to restrict the use of their data, or objected, stay out; the audit alone is whole, for it
            is what the hub answers for itself with.

        Raises:
            DomainError: there is no such column.
        """
        if kind is ListKind.AUDIT:
            yield self._audit(actor, wanted, tuple(columns) or AUDIT_COLUMNS)
            return
        chosen = _with_safe_contact(tuple(columns) or query.columns_of(kind), kind)
        with self.store.read() as session:
            met: set[str] = set()
            going, kept = _kept_back(session, kind, wanted)
            yield ListRows(chosen, query.rows(session, kind, going, chosen, met), met, kept)

    def _audit(self, actor: Actor, wanted: Sequence[str], columns: tuple[str, ...]) -> ListRows:
        """Lines of the audit, as far as they are for whoever asks: the audit's own verb says so."""
        _refuse_unknown(columns, AUDIT_COLUMNS, ListKind.AUDIT)
        audit, met = Audit(self.tools), set[str]()

        def lines() -> Iterator[tuple[Any, ...]]:
            for start in range(0, len(wanted), _PAGE):
                for row in audit.rows(actor, wanted[start : start + _PAGE]):
                    met.update([row.person_id] if row.person_id else ())
                    yield cells(row, columns)

        return ListRows(columns, lines(), met)


def _kept_back(
    session: Session, kind: ListKind, wanted: Sequence[str]
) -> tuple[Sequence[str], tuple[LeftOutPerson, ...]]:
    """The rows that may leave, and who stays behind."""
    held = limits(session)
    if not held or kind is ListKind.ORGANISATIONS:
        return wanted, ()
    about = query.rows_about(session, kind, list(held))
    kept = dict.fromkeys(about[key] for key in wanted if key in about)
    left = tuple(LeftOutPerson(key, held[key].name, held[key].limit.value) for key in kept)
    return [key for key in wanted if key not in about], left


def _with_safe_contact(columns: tuple[str, ...], kind: ListKind) -> tuple[str, ...]:
    known = query.known_columns(kind)
    _refuse_unknown(columns, known, kind)
    first = next((place for place, name in enumerate(columns) if name in NUMBERS), -1)
    if first < 0 or SAFE in columns or SAFE not in known:
        return columns
    return (*columns[:first], SAFE, *columns[first:])


def _refuse_unknown(columns: Sequence[str], known: Sequence[str], kind: ListKind) -> None:
    if unknown := [name for name in columns if name not in known]:
        raise DomainError(f"The list of {kind.value} has no column called “{unknown[0]}”.", field="columns")
