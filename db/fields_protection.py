"""The registry of columns of data protection; see `db.fields`."""

from db.enums import FieldClass

PROTECTION: dict[str, dict[FieldClass, str]] = {
    "legal_term": {
        FieldClass.QUIET: "kind code label words source acts_as decided_by decided_on version position",
        FieldClass.SAFETY: "is_active voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "data_purpose": {
        FieldClass.REVIEWED: (
            "code label people data recipients basis interest special schedule necessary kept decided_by "
            "decided_on review_on source basis_code version"
        ),
        FieldClass.QUIET: "position",
        FieldClass.SAFETY: "is_active voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "privacy_notice": {
        FieldClass.REVIEWED: "version body in_use_from reason",
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "notice_given": {
        FieldClass.APPEND_ONLY: "person_id notice_id by_id how note id at",
    },
    "consent_wording": {
        FieldClass.REVIEWED: "purpose version body in_use_from reason",
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "retention_rule": {
        FieldClass.REVIEWED: "type months action why owner source review_on",
        FieldClass.SAFETY: "is_active voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "retention_hold": {
        FieldClass.REVIEWED: "person_id reason placed_by_id placed_at look_again_on",
        FieldClass.SAFETY: "ended_at ended_by_id end_reason voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "approval": {
        FieldClass.APPEND_ONLY: "number act subject words most until by_id id at",
        FieldClass.SAFETY: "second_id second_name how signed_on agreed_at used_at refused_at refused_why",
    },
    "destruction": {
        FieldClass.APPEND_ONLY: "number kind by_id approval_id about reason rule id at",
        FieldClass.REVIEWED: "first_on last_on counts finished_at",
    },
    "kept_count": {
        FieldClass.APPEND_ONLY: "id week area_id la_code need_type_id outcome",
        FieldClass.REVIEWED: "requests tasks met",
    },
    "breach": {
        FieldClass.REVIEWED: (
            "kind happened_on known_at found_by_id what cause data people_count impact steps reported_at "
            "report_reference not_reported_why late_why people_told_on learned closed_at"
        ),
        FieldClass.SAFETY: "risk voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "number created_at updated_at",
    },
    "complaint": {
        FieldClass.REVIEWED: (
            "person_id from_name received_on how words handled_by acknowledged_on answered_on outcome learned"
        ),
        FieldClass.SAFETY: "state voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "number created_at updated_at",
    },
    "rights_request": {
        FieldClass.REVIEWED: (
            "person_id kind received_on due_on words how who_they_are identity_asked_on identity_on "
            "clarity_asked_on clarity_on extended_on extended_why handled_by closed_on outcome lifted_why"
        ),
        FieldClass.SAFETY: "state lifted_on voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "number created_at updated_at",
    },
    "share_request": {
        FieldClass.REVIEWED: (
            "received_on organisation_id asked_by asked_by_person how data purpose person_id basis_code why "
            "decided_by decided_on record_id"
        ),
        FieldClass.SAFETY: "decision voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "number created_at updated_at",
    },
}
