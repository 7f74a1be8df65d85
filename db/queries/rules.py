"""Clearance rules with their versions, as plain columns: a word nobody knows is for the rules to judge."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Enum, String, func, or_, select, type_coerce
from sqlalchemy.orm import QueryableAttribute, Session

from db.enums import RoundStatus
from db.models import ClearanceRule, Hub, Round, Stop
from db.queries.paging import fetch


class RuleRow(NamedTuple):
    """One version of a rule; see `db.models.ClearanceRule` for what each column means."""

    id: str
    nation: str
    need_code: str
    check: str
    level: str
    basis: str
    source: str
    review_on: date | None
    pairing_allowed: bool
    applies_when: str
    version: int
    first_id: str | None
    eligibility_reason: str
    reason: str
    voided_at: datetime | None
    void_reason: str | None

    @property
    def line(self) -> str:
        """What all versions of one rule have in common: the key of the first."""
        return self.first_id or self.id


def _as_written(column: QueryableAttribute[Any]) -> ColumnElement[Any]:
    return type_coerce(column, String) if isinstance(column.type, Enum) else column  # type: ignore[return-value]


_ROWS = select(
    ClearanceRule.id,
    _as_written(ClearanceRule.nation),
    ClearanceRule.need_code,
    _as_written(ClearanceRule.check_type),
    _as_written(ClearanceRule.level),
    _as_written(ClearanceRule.basis),
    ClearanceRule.source,
    ClearanceRule.review_on,
    ClearanceRule.pairing_allowed,
    ClearanceRule.applies_when,
    ClearanceRule.version,
    ClearanceRule.first_id,
    ClearanceRule.eligibility_reason,
    ClearanceRule.reason,
    ClearanceRule.voided_at,
    ClearanceRule.void_reason,
).order_by(ClearanceRule.need_code, ClearanceRule.id)
_IN_USE = _ROWS.where(ClearanceRule.voided_at.is_(None))


def in_use(session: Session, nation: str) -> list[RuleRow]:
    """The rules of a nation in use, by kind of help."""
    return [RuleRow(*row) for row in fetch(session, _IN_USE.where(ClearanceRule.nation == nation))]


def of_need(session: Session, nation: str, need_code: str) -> list[RuleRow]:
    """Every version there was of the rules of one kind of help, those in use too."""
    query = _ROWS.where(ClearanceRule.nation == nation, ClearanceRule.need_code == need_code)
    return [RuleRow(*row) for row in fetch(session, query)]


def by_id(session: Session, rule_ids: Sequence[str]) -> list[RuleRow]:
    """Versions by key, whether in use or not."""
    return [RuleRow(*row) for row in fetch(session, _ROWS.where(ClearanceRule.id.in_(rule_ids)))]


def versions(session: Session, lines: Iterable[str]) -> list[RuleRow]:
    """Every version of some rules.

    Args:
        session: an open session.
        lines: keys of their first versions.
    """
    wanted = list(lines)
    query = _ROWS.where(or_(ClearanceRule.id.in_(wanted), ClearanceRule.first_id.in_(wanted)))
    return [RuleRow(*row) for row in fetch(session, query)]


def last_versions(session: Session, lines: Iterable[str]) -> dict[str, int]:
    """The greatest number among the versions of each rule, by the key of its first; undone ones count."""
    line = func.coalesce(ClearanceRule.first_id, ClearanceRule.id)
    query = select(line, func.max(ClearanceRule.version)).where(line.in_(list(lines))).group_by(line)
    return {key: number for key, number in fetch(session, query)}


def to_review(session: Session, day: date) -> tuple[int, date | None]:
    """How many rules of the hub in use are to be looked at by a day, and since when the oldest waits."""
    query = select(func.count(), func.min(ClearanceRule.review_on)).where(
        ClearanceRule.nation == select(Hub.nation).scalar_subquery(),
        ClearanceRule.voided_at.is_(None),
        ClearanceRule.review_on <= day,
    )
    ((count, oldest),) = fetch(session, query)
    return count, oldest


class PlannedStop(NamedTuple):
    """A stop of a round that has not gone out yet, with the round's crew."""

    stop_id: str
    round_id: str
    number: int
    name: str
    on_date: date
    driver_id: str | None
    helper_id: str | None

    @property
    def crew(self) -> tuple[str, ...]:
        """Who goes, the driver first."""
        return tuple(one for one in (self.driver_id, self.helper_id) if one)


def planned_stops(session: Session, first: date) -> list[PlannedStop]:
    """Stops of the rounds planned from one day on, soonest first."""
    query = (
        select(Stop.id, Round.id, Round.number, Round.name, Round.on_date, Round.driver_id, Round.helper_id)
        .join(Round, Round.id == Stop.round_id)
        .where(Stop.voided_at.is_(None), Round.voided_at.is_(None))
        .where(Round.status == RoundStatus.PLANNED, Round.on_date >= first)
        .order_by(Round.on_date, Round.number)
    )
    return [PlannedStop(*row) for row in fetch(session, query)]
