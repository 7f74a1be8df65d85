"""Columns of street groups, the information bank and casework, for the registry in `db.fields`."""

from db.enums import FieldClass

PARTNERS: dict[str, dict[FieldClass, str]] = {
    "group_check_in": {
        FieldClass.REVIEWED: "organisation_id at by_id outcome note next_on",
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "group_issue": {
        FieldClass.REVIEWED: "organisation_id check_in_id words raised_on closed_on outcome told_on",
        FieldClass.CLAIM: "owner_id owner_name",
        FieldClass.SAFETY: "state chase_on voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "number created_at updated_at",
    },
    "group_issue_step": {
        FieldClass.APPEND_ONLY: "issue_id by_id words id at",
    },
    "info_card": {
        FieldClass.REVIEWED: "title words phone url open_when area_id organisation_id source checked_on",
        FieldClass.SAFETY: "review_on voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "number created_at updated_at",
    },
    "info_card_need": {
        FieldClass.SET: "id card_id need_type_id",
    },
    "ladder_choice": {
        FieldClass.REVIEWED: (
            "request_id own around rung reason passed_over by_id chosen_at otherwise otherwise_note"
        ),
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "hub_checklist": {
        FieldClass.REVIEWED: "code label lines needs is_used",
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "case_step": {
        FieldClass.REVIEWED: "request_id checklist code words settled_on settled_by_id note",
        FieldClass.QUIET: "position",
        FieldClass.CLAIM: "owner_id owner_name",
        FieldClass.SAFETY: "state due_on voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
}
