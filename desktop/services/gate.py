"""The one check gate: rules and volunteers as the domain judges them, read here and now.

Clearance is worked out inside the transaction that needs it and never remembered (domain rule 3).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Enum, String, bindparam, select, type_coerce
from sqlalchemy.orm import QueryableAttribute, Session

from db.enums import Answer, CheckStatus, Nation, VolunteerStatus
from db.ids import id_time_ms
from db.models import Change, Check, ClearanceRule, Hub, Person, Volunteer
from db.queries.checks import EVIDENCE
from db.queries.gate_tasks import GateTask
from db.queries.matching import OUT_OF_REACH
from db.queries.paging import by_keys, fetch, given
from desktop.domain.clearance_facts import CheckRecord, Rule, TaskContext, VolunteerFacts
from desktop.domain.today import Today, effective_today


def _as_written(column: QueryableAttribute[Any]) -> ColumnElement[Any]:
    """A code as it stands in the store: a word nobody knows is for the rules to judge, not for the reader."""
    return type_coerce(column, String) if isinstance(column.type, Enum) else column  # type: ignore[return-value]


_NEWEST = select(Change.txn, Change.at).order_by(Change.txn.desc()).limit(1)
_NATION = select(Hub.nation)
_RULES = (
    select(
        ClearanceRule.nation,
        ClearanceRule.need_code,
        _as_written(ClearanceRule.check_type),
        _as_written(ClearanceRule.level),
        _as_written(ClearanceRule.basis),
        ClearanceRule.source,
        ClearanceRule.review_on,
        ClearanceRule.pairing_allowed,
        ClearanceRule.applies_when,
    )
    .where(ClearanceRule.nation == _NATION.scalar_subquery(), ClearanceRule.voided_at.is_(None))
    .order_by(ClearanceRule.id)
)
_RULES_OF_NEED = _RULES.where(ClearanceRule.need_code == bindparam("need"))
_PEOPLE = by_keys(
    select(
        Volunteer.id,
        Volunteer.status,
        Volunteer.parental_agreement,
        Volunteer.voided_at,
        Person.date_of_birth,
        Person.voided_at,
        Person.status,
    ).join(Person, Person.id == Volunteer.person_id),
    Volunteer.id,
)
_CHECKS = by_keys(
    select(
        Check.volunteer_id,
        _as_written(Check.type),
        _as_written(Check.status),
        _as_written(Check.level),
        Check.issued_on,
        Check.review_on,
        Check.valid_to,
        Check.exempt_until,
        Check.exempt_reason,
        *(_as_written(one) for one in EVIDENCE),
    ).where(Check.voided_at.is_(None)),
    Check.volunteer_id,
)


def today(session: Session, system_day: date) -> Today:
    """The day to reckon with: the later of the laptop's date and the newest in the change log.

    The key of a transaction holds the moment it was made and never goes back while the app runs, not even
    when the clock does; so the greatest key tells of a day that no later line may be dated by.
    """
    newest = session.execute(_NEWEST).one_or_none()
    if newest is None:
        return effective_today(system_day, None)
    made = datetime.fromtimestamp(id_time_ms(newest.txn) / 1000, UTC)
    return effective_today(system_day, max(newest.at, made).astimezone().date())


def days_to_hold(today: date, on_date: date) -> list[date]:
    """The days on which checks must hold: today and, where that is later, the day of the task."""
    return sorted({today, max(today, on_date)})


def nation(session: Session) -> Nation:
    """The hub's nation."""
    return session.scalars(select(Hub.nation)).one()


def rules(session: Session, need_code: str = "") -> list[Rule]:
    """The clearance rules of the hub's nation.

    Args:
        session: an open session.
        need_code: only those of this need; empty for all.
    """
    query = _RULES_OF_NEED if need_code else _RULES
    return [Rule(*row) for row in fetch(session, query, {"need": need_code})]


def context(
    hub_nation: Nation,
    task: GateTask,
    on_date: date,
    *,
    driving: bool = False,
    paired: bool = False,
) -> TaskContext:
    """What the gate must know of a task.

    Args:
        hub_nation: the hub's nation.
        task: what was asked, and the kind of help.
        on_date: the day the checks must hold.
        driving: whether the volunteer drives a car or van.
        paired: whether a checked volunteer goes too.
    """
    return TaskContext(
        nation=hub_nation,
        need_code=task.need_code,
        on_date=on_date,
        because_of=task.because_of,
        paying=paying(task.answers),
        to_care=str(task.answers.get("to_care", Answer.NOT_ASKED)),
        driving=driving,
        at_door=task.at_door,
        paired=paired,
    )


def paying(answers: Mapping[str, object]) -> str:
    """Whether the volunteer handles money, from how the person pays; not asked is not a no."""
    how = str(answers.get("how_paid", ""))
    return {"cash": Answer.YES, "card": Answer.YES, "hub": Answer.NO, "nothing": Answer.NO}.get(
        how, Answer.NOT_ASKED
    )


def facts_of(session: Session, volunteer_ids: Sequence[str]) -> dict[str, VolunteerFacts]:
    """What the gate must know of some volunteers, in two reads whatever their number.

    Args:
        session: an open session.
        volunteer_ids: their keys.

    Returns:
        Facts by key; a volunteer who was voided, or whose person was or has died, counts as having left.
    """
    held = checks_of(session, volunteer_ids)
    found: dict[str, VolunteerFacts] = {}
    for key, status, agreed, gone, born, person_gone, standing in fetch(
        session, _PEOPLE, given(volunteer_ids)
    ):
        left = gone is not None or person_gone is not None or standing in OUT_OF_REACH
        found[key] = facts(status, born, agreed, held.get(key, ()), gone=left)
    return found


def facts(
    status: VolunteerStatus,
    born: date | None,
    parental_agreement: Answer,
    checks: Sequence[CheckRecord],
    *,
    gone: bool = False,
) -> VolunteerFacts:
    """Put together what the gate must know of one volunteer."""
    return VolunteerFacts(
        status=VolunteerStatus.LEFT if gone else status,
        checks=tuple(checks),
        birth_date=born,
        parental_agreement=parental_agreement is Answer.YES,
        on_hold=status in (VolunteerStatus.ON_HOLD, VolunteerStatus.SUSPENDED),
    )


def checks_of(session: Session, volunteer_ids: Sequence[str]) -> dict[str, list[CheckRecord]]:
    """Checks in use, by volunteer."""
    found: dict[str, list[CheckRecord]] = defaultdict(list)
    for key, kind, status, level, issued, *rest in fetch(session, _CHECKS, given(volunteer_ids)):
        # Until a check comes back, the day on record is the day it was asked for.
        applied = None if status == CheckStatus.VERIFIED else issued
        found[key].append(CheckRecord(kind, status, level, applied, issued, *rest))
    return found
