"""Free words of the accounts that are past the years they have to be kept: the words go, and the sums stay.

Charities keep accounting records, the matters in respect of which money was received and spent among them,
for six years from the end of the financial year (Charities Act 2011 sections 130(2) and 131(1); Charities Act
(Northern Ireland) 2008 section 63(3); in Scotland the Charities and Trustee Investment (Scotland) Act 2005,
as its regulator's guide says); private companies for three years from the day they were made (Companies Act
2006 section 388(4)). The rule shipped keeps words for seven years from their day, so that the whole of a
financial year is six years past, whenever it ends. Erasing somebody takes their name out of these words on
the day they ask: what the law keeps is what the money was for, not who it was (`db.queries.erasure`).
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, false, func, null, or_, select
from sqlalchemy.orm import Session

from db.base import Base
from db.enums_money import ClaimState, GrantRoundState, GrantState, StatementState
from db.models import (
    BankLine,
    ClaimLine,
    Fund,
    GrantApplication,
    GrantRound,
    GrantScore,
    MoneyClaim,
    MoneyCount,
    MoneyFloat,
    MoneyMove,
    MoneyReceipt,
    Recharge,
    RechargeStatement,
    Volunteer,
)
from db.queries.erasure import ERASED
from db.queries.paging import fetch
from db.queries.retention import Aged, held_people, roots
from db.queries.retention_ages import is_before

_CLAIM_OPEN = and_(
    MoneyClaim.voided_at.is_(None), MoneyClaim.state.in_((ClaimState.ASKED, ClaimState.APPROVED))
)
_GRANT_OPEN = and_(
    GrantApplication.voided_at.is_(None),
    GrantApplication.state.in_((GrantState.RECEIVED, GrantState.AWARDED)),
)
_GRANT_DAYS = (
    GrantApplication.received_on,
    GrantApplication.paid_on,
    GrantApplication.outcome_on,
)
_CLAIM_DAYS = (MoneyClaim.asked_on, MoneyClaim.decided_at, MoneyClaim.paid_on)
_VOLUNTEER = (Volunteer, Volunteer.id == MoneyClaim.volunteer_id)


class _Place(NamedTuple):
    """Where free words lie.

    Attributes:
        blank: the columns, and what stands in each afterwards.
        days: the last of them counts.
        joined: further tables, and how they are joined.
        is_open: whether something about it is not at its end.
        whose: key of the person it is about.
    """

    model: Any
    blank: Mapping[str, Any]
    days: tuple[Any, ...]
    joined: tuple[tuple[Any, ColumnElement[bool]], ...] = ()
    is_open: ColumnElement[bool] = false()
    whose: Any = null()


_PLACES = (
    _Place(MoneyMove, {"words": "", "document": ""}, (MoneyMove.on_date,)),
    _Place(
        MoneyReceipt,
        {"shop": "", "document": ""},
        (MoneyReceipt.on_date, MoneyFloat.closed_on),
        (
            (MoneyFloat, MoneyFloat.id == MoneyReceipt.float_id),
            (Volunteer, Volunteer.id == MoneyFloat.volunteer_id),
        ),
        and_(MoneyFloat.voided_at.is_(None), MoneyFloat.closed_on.is_(None)),
        func.coalesce(MoneyFloat.person_id, Volunteer.person_id),
    ),
    _Place(
        MoneyFloat,
        {"difference_why": ""},
        (MoneyFloat.given_on, MoneyFloat.closed_on),
        ((Volunteer, Volunteer.id == MoneyFloat.volunteer_id),),
        and_(MoneyFloat.voided_at.is_(None), MoneyFloat.closed_on.is_(None)),
        func.coalesce(MoneyFloat.person_id, Volunteer.person_id),
    ),
    _Place(
        MoneyClaim,
        {"why": "", "second_name": ""},
        _CLAIM_DAYS,
        (_VOLUNTEER,),
        _CLAIM_OPEN,
        Volunteer.person_id,
    ),
    _Place(
        ClaimLine,
        {"words": "", "document": ""},
        (ClaimLine.on_date, *_CLAIM_DAYS),
        ((MoneyClaim, MoneyClaim.id == ClaimLine.claim_id), _VOLUNTEER),
        _CLAIM_OPEN,
        Volunteer.person_id,
    ),
    _Place(MoneyCount, {"why": ""}, (MoneyCount.on_date,)),
    _Place(
        BankLine,
        {"words": ""},
        (BankLine.on_date,),
        is_open=and_(BankLine.voided_at.is_(None), BankLine.move_id.is_(None)),
    ),
    _Place(
        Recharge,
        {"words": "", "document": ""},
        (Recharge.on_date, RechargeStatement.sent_on, RechargeStatement.paid_on),
        ((RechargeStatement, RechargeStatement.id == Recharge.statement_id),),
        and_(
            Recharge.voided_at.is_(None),
            or_(RechargeStatement.id.is_(None), RechargeStatement.state != StatementState.PAID),
        ),
    ),
    _Place(
        GrantRound,
        {"minutes": "", "present": []},
        (GrantRound.closes_on, GrantRound.met_on),
        is_open=and_(GrantRound.voided_at.is_(None), GrantRound.state == GrantRoundState.OPEN),
    ),
    _Place(
        GrantApplication,
        {
            **dict.fromkeys(("contact_name", "words", "why", "conditions", "second_name", "outcome"), ""),
            "applicant": ERASED,
        },
        _GRANT_DAYS,
        is_open=_GRANT_OPEN,
    ),
    _Place(
        GrantScore,
        {"note": "", "conflict": "", "scorer": ERASED},
        _GRANT_DAYS,
        ((GrantApplication, GrantApplication.id == GrantScore.application_id),),
        _GRANT_OPEN,
    ),
    _Place(Fund, {"giver_name": ""}, (Fund.closes_on,), is_open=Fund.closes_on.is_(None)),
)
BLANK: Mapping[str, tuple[type[Base], Mapping[str, Any]]] = {
    one.model.__tablename__: (one.model, one.blank) for one in _PLACES
}
"""By table, what stands in each column of free words once they are gone; what a fund or pot is for stays."""


def money_words(session: Session, edge: date) -> list[Aged]:
    """Every row of the accounts with free words and nothing since a day."""
    root = roots(session)
    held = held_people(session, root)
    found = []
    for place in _PLACES:
        table = place.model.__tablename__
        for key, is_open, person, *days in fetch(session, _query(place, edge)):
            known = [_day(one) for one in days if one is not None]
            if known:
                whose = root[person] if person else ""
                found.append(Aged(key, table, max(known), whose in held, bool(is_open), whose))
    return found


def _query(place: _Place, edge: date) -> Any:
    wordy = [getattr(place.model, name) != value for name, value in place.blank.items()]
    query = select(place.model.id, place.is_open, place.whose, *place.days).where(or_(*wordy))
    query = query.where(*(is_before(one, edge) for one in place.days))
    for table, on in place.joined:
        query = query.outerjoin(table, on)
    return query


def _day(moment: date) -> date:
    return moment.astimezone().date() if isinstance(moment, datetime) else moment
