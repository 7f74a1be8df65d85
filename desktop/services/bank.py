"""The volunteer bank: who waits, whom to thank and be in touch with, and where volunteers are lent to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import search
from db.enums import VolunteerStatus
from db.enums_bank import Meanwhile
from db.enums_journey import StepKind
from db.models import Volunteer, VolunteerStep
from db.queries import bank as query
from db.queries.bank import BankFilter, BankRow, BankView
from db.session import UnitOfWork
from desktop.domain.bank import MOST_TRIES, TOUCH_DAYS, touch_next
from desktop.domain.errors import DomainError
from desktop.domain.journey import QUIET_AFTER_DAYS
from desktop.domain.names import nicknames
from desktop.domain.text import clean
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.limits import limits
from desktop.services.volunteers import HELD_STATES

TOUCHES = frozenset({StepKind.THANKED, StepKind.IN_TOUCH})
AT_ONCE = 500
"""How many volunteers are recorded as thanked in one transaction; the writer is never held up for long."""


@dataclass(frozen=True, slots=True)
class PlacementLine:
    """One placement of a volunteer.

    Attributes:
        running: they are there, or will be, and have not come back.
    """

    id: str
    organisation_id: str
    organisation: str
    role: str
    first_day: date
    last_day: date
    weekly_minutes: int | None
    contact_name: str
    contact_phone: str
    host_checks: str
    meanwhile: Meanwhile
    review_on: date
    agreed_on: date
    returned_on: date | None
    return_note: str
    weekdays: list[int]
    starts_at: time | None
    ends_at: time | None

    @property
    def running(self) -> bool:
        """Whether they have not come back."""
        return self.returned_on is None


class Bank(Service):
    """Verbs on the bank's lists."""

    @verb("volunteer.see")
    def ids(self, _actor: Actor, wanted: BankFilter, sort: str = "", descending: bool = False) -> list[str]:
        """Keys of the volunteers of a list.

        Whoever asked to restrict the use of their data, or objected, is on none that would have somebody
        thank them, keep in touch or ask them back.
        """
        with self.store.read() as session:
            return _ids(session, wanted, sort, descending)

    @verb("volunteer.see")
    def rows(self, _actor: Actor, wanted: Sequence[str], recall_id: str = "") -> list[BankRow]:
        """Lines for keys, in the order of the keys."""
        with self.store.read() as session:
            return query.rows(session, wanted, self.today(), recall_id)

    @verb("volunteer.see")
    def counts(self, _actor: Actor, recall_id: str = "") -> dict[BankView, int]:
        """How many volunteers each list holds; a statement for each list."""
        with self.store.read() as session:
            return {
                view: len(_ids(session, replace(wanted_on(view, self.today()), recall_id=recall_id)))
                for view in BankView
            }

    @verb("volunteer.see")
    def find(self, actor: Actor, typed: str, limit: int = 200) -> tuple[str, ...]:
        """Keys of people found by name, street, reference or number, for `BankFilter.among`."""
        with self.store.read() as session:
            return search.keys(session.connection(), actor.looks_for(typed), "person", limit, nicknames)

    @verb("volunteer.see")
    def placements(self, _actor: Actor, volunteer_id: str) -> list[PlacementLine]:
        """Where a volunteer is or was lent to, the newest first."""
        plain = [name for name in PlacementLine.__slots__ if name != "organisation"]
        with self.store.read() as session:
            return [
                PlacementLine(organisation=name, **{one: getattr(held, one) for one in plain})
                for held, name in query.placements(session, volunteer_id)
            ]

    @verb("volunteer.set")
    def touch(
        self,
        actor: Actor,
        volunteer_ids: Sequence[str],
        kind: StepKind,
        on: date,
        *,
        how: str = "",
        next_on: date | None = None,
    ) -> Changes:
        """Record that volunteers were thanked, or that somebody was in touch.

        Args:
            actor: who did.
            volunteer_ids: whom; those held back, gone or kept out of lists are passed over.
            kind: which of `TOUCHES`.
            on: the day.
            how: by card, letter or call, as typed.
            next_on: when again; in `TOUCH_DAYS` days when None.

        Raises:
            DomainError: the day lies ahead, the next one is past, nobody is left, or they are too many.
        """
        assert kind in TOUCHES
        _refuse_days(on, next_on, self.today())
        if len(volunteer_ids) > AT_ONCE:
            raise DomainError(f"{AT_ONCE} at a time. Pick fewer, then the others.")
        with self.store.write(actor.user_id) as work:
            found = reachable(work.session, volunteer_ids)
            if not found:
                raise DomainError("None of these can be thanked or rung.")
            write_touches(work, [one.id for one in found], kind, on, how, next_on)
            did = "Thanked" if kind is StepKind.THANKED else "In touch with"
            many = "1 volunteer" if len(found) == 1 else f"{len(found)} volunteers"
            return changes(work, found[0].id, f"{did} {many}")


def wanted_on(view: BankView, today: date) -> BankFilter:
    """What a list holds on a day, before it is narrowed."""
    return BankFilter(view, today, today - timedelta(days=TOUCH_DAYS), QUIET_AFTER_DAYS, MOST_TRIES)


def write_touches(
    work: UnitOfWork, ids: Sequence[str], kind: StepKind, on: date, how: str, next_on: date | None = None
) -> None:
    """Write that volunteers were thanked or rung, inside a transaction; see `Bank.touch`."""
    again, note = touch_next(on, next_on), clean(how)
    step = {"kind": kind, "on_date": on, "note": note, "next_on": again}
    work.insert_many(VolunteerStep, [{"volunteer_id": key, **step} for key in ids])


def reachable(session: Session, volunteer_ids: Sequence[str]) -> list[Volunteer]:
    """Volunteers somebody may ring or write to: not held back, not gone, nobody who objected."""
    found = session.scalars(
        select(Volunteer)
        .where(Volunteer.id.in_(volunteer_ids), Volunteer.voided_at.is_(None))
        .where(Volunteer.status.not_in((*HELD_STATES, VolunteerStatus.LEFT)))
        .order_by(Volunteer.number)
    )
    out = limits(session)
    return [one for one in found if one.person_id not in out]


def _ids(session: Session, wanted: BankFilter, sort: str = "", descending: bool = False) -> list[str]:
    if wanted.view not in (BankView.REPLY, BankView.PLACED):
        wanted = replace(wanted, without=tuple(limits(session)))
    return query.ids(session, wanted, sort, descending)


def _refuse_days(on: date, next_on: date | None, today: date) -> None:
    if on > today:
        raise DomainError("That day lies ahead. Record it when it has happened.", field="on_date")
    if next_on is not None and next_on < today:
        raise DomainError("This day is past. Choose a day to come.", field="next_on")
