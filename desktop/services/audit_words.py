"""Lines of the audit in words: the same on screen, on paper and in a file."""

from collections.abc import Sequence
from typing import Any

from db.enums import ChangeOp
from db.queries.audit import AuditPart, AuditRow

COLUMNS = ("at", "who", "did", "about", "entries", "why")
"""What a list of lines can show."""

RECORDS = {
    "absence": "time away",
    "approval": "what a second person agreed to",
    "area": "an area",
    "arrival": "who came to a relief centre",
    "call_out": "who was called out",
    "incident": "an incident",
    "incident_area": "where an incident is",
    "incident_need": "the help an incident asks for",
    "relief_centre": "a relief centre",
    "out_now": "who is out",
    "out_step": "a step for somebody not heard of",
    "standby": "who is on standby",
    "area_part": "an area’s edges",
    "breach": "a data breach",
    "call_plan": "who is rung again and again",
    "call_promise": "what was promised on a call",
    "call_sheet": "a call sheet on paper",
    "call_sheet_line": "a line of a call sheet",
    "call_step": "what is done where nobody answers",
    "case_step": "a step of casework",
    "hub_checklist": "a checklist",
    "check_record": "a check",
    "clearance_rule": "a rule",
    "complaint": "a complaint about data",
    "consent": "what somebody agreed to",
    "consent_wording": "the words of agreement",
    "contact_attempt": "a contact tried",
    "contact_link": "somebody to contact",
    "coverage_note": "a note of what is missing",
    "data_purpose": "a purpose of data",
    "destruction": "what was destroyed",
    "do_not_pair": "who is kept apart",
    "formality": "a formality",
    "handover": "a handover",
    "handover_notice": "a notice to take somebody out",
    "handover_person": "who was in a handover",
    "group_check_in": "a check-in with a group",
    "group_issue": "an issue a group raised",
    "group_issue_step": "what was done about a group’s issue",
    "help_pause": "a pause in somebody’s help",
    "household": "a household",
    "hub": "the hub’s settings",
    "import_profile": "how a file is read",
    "import_run": "a list brought in",
    "kept_count": "counts that stay",
    "ladder_choice": "which help was nearest",
    "legal_term": "a basis in law",
    "info_card": "a card of the information bank",
    "info_card_need": "what a card is about",
    "need_type": "a need type",
    "outing": "an outing",
    "outing_companion": "who goes with an outing",
    "outing_guest": "who comes on an outing",
    "asset": "something that is lent",
    "loan": "a loan",
    "neighbour_offer": "what a neighbour offers",
    "notice_given": "who was told about their data",
    "offer": "an offer",
    "opening": "restricted records opened with a reason",
    "organisation": "an organisation",
    "organisation_area": "an organisation’s areas",
    "organisation_need": "an organisation’s help",
    "pair_decision": "who is who",
    "person": "a person",
    "phone": "a phone number",
    "phone_line": "a line of a phone round",
    "phone_round": "a phone round",
    "privacy_notice": "the privacy notice",
    "referral": "a referral",
    "referral_step": "how a referral goes",
    "remembered_place": "the order of a round",
    "request": "a request",
    "retention_hold": "what is kept back",
    "retention_rule": "how long records stay",
    "rights_request": "what somebody asked about their data",
    "round": "a round",
    "rota_day": "a day of the rota",
    "rota_job": "a job of the rota",
    "rota_place": "who is on a shift",
    "rota_seat": "how many a shift takes",
    "rota_usual": "who usually takes a shift",
    "service": "a service",
    "service_area": "a service’s areas",
    "service_hours": "a service’s opening times",
    "service_need": "a service’s help",
    "share_request": "what the hub was asked to share",
    "sharing_record": "a share",
    "shift_note": "a shift note",
    "stock_batch": "goods of one date",
    "stock_item": "an item of stock",
    "stock_move": "a movement of stock",
    "stock_parcel": "a parcel",
    "stock_place": "a place for stock",
    "stock_recipe": "a list of what goes into parcels",
    "stop": "a stop",
    "task": "a task",
    "template": "a text",
    "user_account": "an account",
    "user_role": "an account’s roles",
    "view_entry": "a look",
    "bank_line": "a line of the bank’s statement",
    "claim_line": "a line of a claim",
    "fund": "a fund",
    "grant_application": "an application for a grant",
    "grant_round": "a pot of grants",
    "grant_score": "what the panel gave",
    "mileage_rate": "what a mile is paid",
    "money_claim": "a volunteer’s claim",
    "money_count": "a count of the money",
    "money_float": "shopping money",
    "money_line": "a side of a movement of money",
    "money_move": "a movement of money",
    "money_receipt": "a receipt",
    "recharge": "a cost to be repaid",
    "recharge_statement": "a statement to a payer",
    "placement": "a placement with a partner",
    "recall": "asking volunteers back",
    "recall_call": "what a volunteer asked back said",
    "volunteer": "a volunteer",
    "volunteer_area": "a volunteer’s areas",
    "volunteer_language": "a volunteer’s languages",
    "volunteer_skill": "a volunteer’s skills",
    "volunteer_slot": "a volunteer’s hours",
    "volunteer_step": "a volunteer’s steps",
}
"""Every table of the log in words, as the object of a sentence."""
_DONE = {
    ChangeOp.CREATE: "Added",
    ChangeOp.SET: "Changed",
    ChangeOp.REMOVE: "Took out",
    ChangeOp.ERASE: "Erased",
}
_OPENED = {
    **dict.fromkeys(ChangeOp, "Looked into restricted records opened with a reason"),
    ChangeOp.CREATE: "Opened restricted records with a reason",
}
_SHARED = {"handover": "Made a handover", "print": "Printed", "export": "Saved a list"}


def record_words(entity: str) -> str:
    """A table as the object of a sentence, such as "a request"."""
    return RECORDS.get(entity, "a sealed record")


def did_words(row: AuditRow) -> str:
    """What was done, such as "Changed a request" or "Looked at a check: number"."""
    if row.part is AuditPart.SEALED:
        return "Worked on a sealed record"
    if row.entity == "opening":
        return _OPENED[row.op]
    if row.part is AuditPart.LOOKS:
        looked = f"Looked at {record_words(row.entity)}"
        return f"{looked}: {row.what.replace('_', ' ')}" if row.what else looked
    if row.entity == "sharing_record" and row.op is ChangeOp.CREATE:
        return _SHARED.get(row.what, "Shared")
    if row.entity == "import_run":
        return "Brought in a list"
    return f"{_DONE[row.op]} {record_words(row.entity)}"


def moment_words(row: AuditRow) -> str:
    """When, on the laptop's own clock and to the second: ``2026-11-17 10:42:07``."""
    return f"{row.at.astimezone():%Y-%m-%d %H:%M:%S}"


def cells(row: AuditRow, columns: Sequence[str]) -> tuple[Any, ...]:
    """A line as it leaves the hub.

    Args:
        row: the line.
        columns: of `COLUMNS`.
    """
    held = {
        "at": moment_words(row),
        "who": row.who,
        "did": did_words(row),
        "about": row.about,
        "entries": row.entries,
        "why": row.why,
    }
    return tuple(held[name] for name in columns)
