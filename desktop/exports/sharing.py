"""The record that every share leaves: the fields of the ICO's data sharing code of practice, Annex B."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from db.enums import LawfulBasis
from desktop.exports.tables import to_text
from desktop.exports.words import few

_LAW = {
    LawfulBasis.CONSENT: "consent, UK GDPR Article 6(1)(a)",
    LawfulBasis.LEGITIMATE_INTERESTS: "legitimate interests, UK GDPR Article 6(1)(f)",
    LawfulBasis.RECOGNISED_LEGITIMATE_INTEREST: "recognised legitimate interest, UK GDPR Article 6(1)(ea)",
    LawfulBasis.VITAL_INTERESTS: "vital interests, UK GDPR Article 6(1)(d)",
    LawfulBasis.PUBLIC_TASK: "public task, UK GDPR Article 6(1)(e)",
    LawfulBasis.LEGAL_OBLIGATION: "legal obligation, UK GDPR Article 6(1)(c)",
}


def basis_words(basis: LawfulBasis) -> str:
    """Name a lawful basis with its article; (ea) was added by the Data (Use and Access) Act 2025."""
    return _LAW[basis]


@dataclass(frozen=True, slots=True)
class SharingRecord:
    """One decision to share, or not to.

    Field by field the two forms of ICO Annex B: the request and the decision. Blank means not recorded.

    Args:
        reference: the hub's own reference, such as "H-0042".
        sharing_organisation: who shares.
        receiving_organisation: who receives.
        requested_by: the organisation that asked, where another did.
        requested_by_person: who asked there, with position.
        request_received: when they asked.
        data_requested: what they asked for.
        controllers: "separate" or "joint" controllers.
        agreement: the sharing agreement in place, such as "SA-07".
        purpose: why.
        lawful_basis: UK GDPR Article 6 basis.
        law: the same with its conditions, in the hub's own words; the article alone when empty.
        why_necessary: why the purpose needs this data.
        special_category_condition: Article 9 condition, where health or the like is in it.
        criminal_condition: Article 10 condition, where it applies.
        legal_power: the power relied on, where a public body shares.
        dpia: whether an impact assessment was considered, and what came of it.
        dpo_views: what the data protection officer said.
        delete_by: the day the recipient must have deleted it.
        security: how it travels.
        rights: how people can use their rights.
        shared_at: when it was shared.
        decision: "share" or "refuse".
        decision_reasons: why.
        decided_by: who decided.
        decided_by_position: their position.
        decided_on: when.
        fields: what each row holds.
        people: how many people are in it.
        left_out: how many people in scope were left out.
    """

    reference: str
    sharing_organisation: str
    receiving_organisation: str
    purpose: str
    lawful_basis: LawfulBasis
    law: str = ""
    requested_by: str = ""
    requested_by_person: str = ""
    request_received: date | None = None
    data_requested: str = ""
    controllers: str = "separate"
    agreement: str = ""
    why_necessary: str = ""
    special_category_condition: str = ""
    criminal_condition: str = ""
    legal_power: str = ""
    dpia: str = ""
    dpo_views: str = ""
    delete_by: date | None = None
    security: str = ""
    rights: str = "Ask the sharing organisation; it passes requests on within a week."
    shared_at: datetime | None = None
    decision: str = "share"
    decision_reasons: str = ""
    decided_by: str = ""
    decided_by_position: str = ""
    decided_on: date | None = None
    fields: tuple[str, ...] = ()
    people: int = 0
    left_out: int = 0


def for_recipient(record: SharingRecord, *, name_staff: bool) -> dict[str, Any]:
    """Make the form that travels with the package.

    Args:
        record: the hub's own record.
        name_staff: False leaves out who asked and who decided; their positions stay. Used where the tables
            are locked, so that what lies open names nobody.

    Returns:
        A dictionary for JSON: dates in ISO 8601, the number left out told as "fewer than 5" when small.
    """
    if not name_staff:
        record = replace(record, decided_by="", requested_by_person="")
    made = {
        name: value if isinstance(value, (int, tuple)) else to_text(value)
        for name, value in asdict(record).items()
    }
    made["lawful_basis_words"] = made.pop("law") or basis_words(record.lawful_basis)
    made["left_out"] = few(record.left_out)
    made["source"] = "Fields of ICO data sharing code of practice, Annex B"
    return made


def sharing_json(record: SharingRecord, *, name_staff: bool = True) -> bytes:
    """Write the travelling form as JSON; see `for_recipient`."""
    return (
        json.dumps(for_recipient(record, name_staff=name_staff), indent=1, ensure_ascii=False) + "\n"
    ).encode()


_NEEDED = {
    "reference": "The record has no reference.",
    "sharing_organisation": "The record does not say who shares.",
    "receiving_organisation": "The record does not say who receives.",
    "purpose": "The record does not say why.",
    "lawful_basis": "The record gives no reason in law.",
    "decision": "The record does not say what was decided.",
}


def sharing_problems(content: bytes) -> list[str]:
    """Check a travelling form.

    Args:
        content: the bytes of ``sharing-record.json``.

    Returns:
        What is missing or cannot be read, in plain words; empty when all is there.
    """
    try:
        made = json.loads(content)
    except (ValueError, RecursionError):
        return ["The sharing record cannot be read."]
    if not isinstance(made, dict):
        return ["The sharing record cannot be read."]
    found = [words for name, words in _NEEDED.items() if not made.get(name)]
    if made.get("lawful_basis") and made["lawful_basis"] not in set(LawfulBasis):
        found.append("The reason in law is not one of the known ones.")
    return found
