"""What the demonstration's checks show: decisions, status checks, references and papers, some of each."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from db.enums import Answer, CheckStatus, CheckType
from db.enums_checks import CheckDecision, StatusResult, Workforce

_KEPT_DAYS = 184
_NOTHING: Mapping[str, Any] = {
    "workforce": Workforce.NOT_SAID,
    "position": "",
    "eligibility_reason": "",
    "decision": CheckDecision.NOT_DECIDED,
    "decided_by": "",
    "decided_on": None,
    "destroyed_on": None,
    "update_service": Answer.NOT_ASKED,
    "update_consent": Answer.NOT_ASKED,
    "status_result": StatusResult.NOT_ASKED,
    "status_on": None,
    "references_in": None,
    "licence_to": None,
    "insurance_to": None,
    "mot_to": None,
    "business_to": None,
    "valid_to": None,
}
"""Every row names every column: many rows are written by one statement."""
_ROLES = ("Visiting volunteer", "Shopping volunteer", "Driver")


def evidence(row: Mapping[str, Any], today: date, age: int) -> dict[str, Any]:
    """What one check shows besides its level and dates.

    Args:
        row: the check.
        today: the day of the demonstration.
        age: days since it was seen; it also spreads the kinds of answer, so that no chance is needed.
    """
    verified = row["status"] is CheckStatus.VERIFIED
    if row["type"] is CheckType.REFERENCES:
        return {**_NOTHING, "references_in": 2 if verified else age % 2}
    if row["type"] is CheckType.DRIVING_PAPERS and verified:
        return {**_NOTHING, **_papers(today, age)}
    if row["type"] is CheckType.DBS:
        return {**_NOTHING, **_certificate(row, today, age, verified)}
    return dict(_NOTHING)


def _papers(today: date, age: int) -> dict[str, Any]:
    days = {
        "licence_to": 2000 + age,
        "insurance_to": 40 + age % 300,
        "mot_to": 5 + age % 330,
        "business_to": 40 + age % 300,
    }
    held = {name: today + timedelta(days=count) for name, count in days.items()}
    return {**held, "valid_to": min(held.values()), "review_on": None}


def _certificate(row: Mapping[str, Any], today: date, age: int, verified: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "workforce": Workforce.ADULT,
        "position": _ROLES[age % len(_ROLES)],
        "eligibility_reason": "Shops and pays for adults who are ill or disabled",
    }
    if not verified:
        return found | {"issued_on": today - timedelta(days=age % 30), "reference": ""}
    if age % 11 == 0:
        return found
    found |= {
        "decision": CheckDecision.SUITABLE,
        "decided_by": "Helen Strickland",
        "decided_on": row["seen_on"],
    }
    subscribed = age % 3 == 0
    if subscribed:
        found |= {"update_service": Answer.YES, "update_consent": Answer.YES}
    if subscribed and age % 2 == 0:
        found |= {"status_result": StatusResult.NO_CHANGE, "status_on": today - timedelta(days=age % 20)}
    if age % 7 == 0:
        found["review_on"] = today + timedelta(days=3 + age % 25)
    if age > _KEPT_DAYS and age % 9:
        found["destroyed_on"] = row["seen_on"] + timedelta(days=_KEPT_DAYS)
        found["reference"] = row["reference"] if subscribed else ""
    return found
