"""Rows of whole tables besides people and requests: referrals, what is planned, and volunteers.

Nothing of a private need is among the referrals. Of what is planned only the kind, the reference and the
first part of the postcode leave the hub. Of a check its kind, depth and dates, never its number.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from db.enums import LawfulBasis, TaskStatus
from db.queries import handover as people_query
from db.queries import handover_more as query
from db.queries.handover import PersonFacts, PhoneFacts
from db.queries.handover_more import PlannedFacts, ReferralFacts, SlotFacts
from desktop.domain.references import Kind, write

Row = Mapping[str, Any]
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def referral_rows(session: Session, request_ids: Sequence[str]) -> list[Row]:
    """Referrals out about requests, for ``referrals.csv``."""
    return [_referral(one) for one in query.referrals(session, request_ids)]


def rota_rows(session: Session, request_ids: Sequence[str], today: date, prefix: str) -> list[Row]:
    """What is planned about requests from today on, for ``rota.ics``."""
    return [_planned(one, prefix) for one in query.planned(session, request_ids, today)]


def volunteer_rows(
    session: Session, person_ids: Sequence[str], numbers: Mapping[str, str], *, with_checks: bool
) -> list[Row]:
    """Volunteers, for ``volunteers.csv``.

    Args:
        session: one unchanging picture of the store.
        person_ids: the people they are.
        numbers: the number of each that may go, in E.164.
        with_checks: whether who asks may see what checks say.
    """
    found = query.volunteers(session, person_ids)
    ids = [one.id for one in found]
    skills = _words(query.skills(session, ids))
    languages = _words(query.languages(session, ids))
    free = _words((one.volunteer_id, _slot(one)) for one in query.slots(session, ids))
    seen = {one.volunteer_id: one for one in query.checks(session, ids)} if with_checks else {}
    made: list[Row] = []
    for one in found:
        check = seen.get(one.id)
        made.append(
            {
                "volunteer_id": uuid_of(one.id),
                "person_id": one.person_id,
                "first_name": one.first_name,
                "last_name": one.last_name,
                "contact_number_calls": numbers.get(one.person_id, ""),
                "outcode": one.postcode.split(" ")[0],
                "skills": skills.get(one.id, ""),
                "languages": languages.get(one.id, ""),
                "availability": free.get(one.id, ""),
                "check_regime": check.type if check else "",
                "check_level": check.level if check else "",
                "check_date": check.issued_on if check else None,
                "review_due": check.review_on if check else None,
            }
        )
    return made


def facts_of(
    session: Session, person_ids: Sequence[str]
) -> tuple[list[PersonFacts], Mapping[str, list[PhoneFacts]]]:
    """People and their readable numbers."""
    phones: dict[str, list[PhoneFacts]] = defaultdict(list)
    for one in people_query.phones(session, person_ids):
        phones[one.person_id].append(one)
    return people_query.people(session, person_ids), phones


def uuid_of(key: str) -> str:
    """A key as written out."""
    return str(UUID(key))


def _referral(one: ReferralFacts) -> Row:
    return {
        "referral_id": uuid_of(one.id),
        "request_id": uuid_of(one.request_id),
        "referred_to_organisation_id": uuid_of(one.organisation_id),
        "referred_to_organisation": one.organisation,
        "referred_at": one.sent_at,
        "service_code": one.code,
        "reason": one.need,
        "consent": "yes" if one.basis is LawfulBasis.CONSENT else "no" if one.basis else "unknown",
        "status": one.status,
        "response_at": one.acknowledged_at or one.accepted_at or one.closed_at,
    }


def _planned(one: PlannedFacts, prefix: str) -> Row:
    return {
        "task_id": uuid_of(one.id),
        "request_id": uuid_of(one.request_id),
        "reference": write(Kind.REQUEST, one.number, prefix),
        "outcode": one.postcode.split(" ")[0],
        "kind": one.kind,
        "on_date": one.on_date,
        "starts_at": one.starts_at or one.planned_at,
        "ends_at": one.ends_at,
        "sequence": max(0, int((one.updated_at - one.created_at).total_seconds())),
        "is_cancelled": one.status is TaskStatus.CANCELLED,
    }


def _slot(one: SlotFacts) -> str:
    return f"{_DAYS[one.weekday]} {one.starts_at:%H:%M}-{one.ends_at:%H:%M}"


def _words(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, word in pairs:
        found[key].append(str(word).replace("_", " "))
    return {key: "; ".join(words) for key, words in found.items()}
