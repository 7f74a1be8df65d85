"""Small grants as they are listed: pots, applications, and what the panel gave."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from db.enums_money import GrantRoundState, GrantState
from db.models import Fund, GrantApplication, GrantRound, GrantScore, Organisation, User
from db.queries.paging import fetch

_DECIDER, _PAYER = aliased(User), aliased(User)


class GrantRoundRow(NamedTuple):
    """A pot; ``criteria`` are pairs of words and most points, ``present`` names."""

    id: str
    number: int
    name: str
    fund_id: str
    fund: str
    purpose: str
    most: int
    criteria: list[Any]
    closes_on: date | None
    state: GrantRoundState
    met_on: date | None
    present: list[Any]
    minutes: str


class ApplicationRow(NamedTuple):
    """An application; amounts in pence."""

    id: str
    number: int
    round_id: str
    organisation_id: str | None
    organisation: str
    applicant: str
    contact_name: str
    words: str
    asked: int
    received_on: date
    state: GrantState
    awarded: int
    why: str
    conditions: str
    decided_by_id: str | None
    decided_by: str
    paid_on: date | None
    paid_by: str
    second_name: str
    outcome: str
    outcome_on: date | None


class ScoreRow(NamedTuple):
    """What one member of the panel gave, or why they gave nothing."""

    id: str
    application_id: str
    scorer: str
    points: list[Any]
    note: str
    conflict: str


def rounds(session: Session, round_id: str = "") -> list[GrantRoundRow]:
    """Pots in use: those that wait for a meeting first."""
    query = (
        select(
            GrantRound.id,
            GrantRound.number,
            GrantRound.name,
            GrantRound.fund_id,
            Fund.name,
            GrantRound.purpose,
            GrantRound.most,
            GrantRound.criteria,
            GrantRound.closes_on,
            GrantRound.state,
            GrantRound.met_on,
            GrantRound.present,
            GrantRound.minutes,
        )
        .join(Fund, Fund.id == GrantRound.fund_id)
        .where(GrantRound.voided_at.is_(None))
        .order_by(GrantRound.state == GrantRoundState.DECIDED, GrantRound.number.desc())
    )
    if round_id:
        query = query.where(GrantRound.id == round_id)
    return [GrantRoundRow(*row) for row in fetch(session, query)]


def applications(
    session: Session, round_ids: Sequence[str] | None = None, application_id: str = ""
) -> list[ApplicationRow]:
    """Applications in use, by number."""
    query = (
        select(
            GrantApplication.id,
            GrantApplication.number,
            GrantApplication.round_id,
            GrantApplication.organisation_id,
            func.coalesce(Organisation.name, ""),
            GrantApplication.applicant,
            GrantApplication.contact_name,
            GrantApplication.words,
            GrantApplication.asked,
            GrantApplication.received_on,
            GrantApplication.state,
            GrantApplication.awarded,
            GrantApplication.why,
            GrantApplication.conditions,
            GrantApplication.decided_by_id,
            func.coalesce(_DECIDER.name, ""),
            GrantApplication.paid_on,
            func.coalesce(_PAYER.name, ""),
            GrantApplication.second_name,
            GrantApplication.outcome,
            GrantApplication.outcome_on,
        )
        .outerjoin(Organisation, Organisation.id == GrantApplication.organisation_id)
        .outerjoin(_DECIDER, _DECIDER.id == GrantApplication.decided_by_id)
        .outerjoin(_PAYER, _PAYER.id == GrantApplication.paid_by_id)
        .where(GrantApplication.voided_at.is_(None))
        .order_by(GrantApplication.number)
    )
    if round_ids is not None:
        query = query.where(GrantApplication.round_id.in_(list(round_ids)))
    if application_id:
        query = query.where(GrantApplication.id == application_id)
    return [ApplicationRow(*row) for row in fetch(session, query)]


def scores(session: Session, application_ids: Sequence[str]) -> list[ScoreRow]:
    """What the panel gave some applications, by name."""
    query = (
        select(
            GrantScore.id,
            GrantScore.application_id,
            GrantScore.scorer,
            GrantScore.points,
            GrantScore.note,
            GrantScore.conflict,
        )
        .where(GrantScore.application_id.in_(list(application_ids)), GrantScore.voided_at.is_(None))
        .order_by(GrantScore.scorer.collate("NOCASE"), GrantScore.id)
    )
    return [ScoreRow(*row) for row in fetch(session, query)]
