"""Columns of money, for the registry in `db.fields`: the ledger is only added to, decisions are reviewed."""

from db.enums import FieldClass

_RECORD = {
    FieldClass.APPEND_ONLY: "id",
    FieldClass.DERIVED: "created_at updated_at",
    FieldClass.SAFETY: "voided_at void_reason",
}
_NUMBERED = _RECORD | {FieldClass.DERIVED: "number created_at updated_at"}

MONEY: dict[str, dict[FieldClass, str]] = {
    "fund": _NUMBERED
    | {FieldClass.REVIEWED: "name giver_id giver_name purpose is_restricted opens_on closes_on"},
    "money_move": {
        FieldClass.APPEND_ONLY: "id at kind on_date by_id words document about_id reverses_id",
        FieldClass.DERIVED: "number",
    },
    "money_line": {FieldClass.APPEND_ONLY: "id at move_id account fund_id float_id payer_id pence"},
    "money_float": _NUMBERED
    | {
        FieldClass.REVIEWED: (
            "volunteer_id whose person_id request_id fund_id given_on given signed_on closed_on difference "
            "difference_why"
        )
    },
    "money_receipt": _RECORD
    | {FieldClass.REVIEWED: "float_id request_id on_date shop document pence move_id"},
    "money_claim": _NUMBERED
    | {
        FieldClass.REVIEWED: (
            "volunteer_id asked_on asked_by_id fund_id decided_by_id decided_at why paid_on paid_by_id "
            "second_name"
        ),
        FieldClass.SAFETY: "state voided_at void_reason",
    },
    "claim_line": _RECORD
    | {FieldClass.REVIEWED: "claim_id on_date words vehicle tenths passengers document pence"},
    "mileage_rate": _RECORD | {FieldClass.REVIEWED: "vehicle since pence"},
    "money_count": {FieldClass.APPEND_ONLY: "id at account on_date by_id counted ledger why"},
    "bank_line": _RECORD | {FieldClass.REVIEWED: "on_date words pence place move_id"},
    "recharge": _NUMBERED
    | {FieldClass.REVIEWED: "payer_id request_id fund_id on_date words document pence statement_id"},
    "recharge_statement": _NUMBERED
    | {
        FieldClass.REVIEWED: "payer_id from_on until_on sent_on paid_on",
        FieldClass.SAFETY: "state voided_at void_reason",
    },
    "grant_round": _NUMBERED
    | {
        FieldClass.REVIEWED: "name fund_id purpose most criteria closes_on met_on present minutes",
        FieldClass.SAFETY: "state voided_at void_reason",
    },
    "grant_application": _NUMBERED
    | {
        FieldClass.REVIEWED: (
            "round_id organisation_id applicant contact_name words asked received_on awarded why conditions "
            "decided_by_id paid_on paid_by_id second_name outcome outcome_on"
        ),
        FieldClass.SAFETY: "state voided_at void_reason",
    },
    "grant_score": _RECORD | {FieldClass.REVIEWED: "application_id scorer points note conflict by_id"},
}
