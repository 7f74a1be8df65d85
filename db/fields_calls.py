"""The columns of calls made again and again, and of phone rounds. See `db.fields`."""

from db.enums import FieldClass

CALLS: dict[str, dict[FieldClass, str]] = {
    "call_plan": {
        FieldClass.REVIEWED: (
            "person_id kind name rule starts_on at_time talk_about gently tries quiet_days next_time misses"
            " ended_why"
        ),
        FieldClass.CLAIM: "caller_id",
        FieldClass.SAFETY: "next_on next_step ended_on voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "call_step": {
        FieldClass.REVIEWED: "plan_id position kind words phone note by_time",
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "call_promise": {
        FieldClass.REVIEWED: "person_id contact_id by_id words",
        FieldClass.SAFETY: "due_on done_on voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "phone_round": {
        FieldClass.REVIEWED: "name asks starts_on tries closed_on",
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "number created_at updated_at",
    },
    "phone_line": {
        FieldClass.REVIEWED: "round_id place person_id on_date with_id tries why done_at",
        FieldClass.CLAIM: "caller",
        FieldClass.SAFETY: "state voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "call_sheet": {
        FieldClass.REVIEWED: "on_date round_id",
        FieldClass.CLAIM: "caller",
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "number created_at updated_at",
    },
    "call_sheet_line": {
        FieldClass.REVIEWED: "sheet_id place plan_id line_id",
        FieldClass.SAFETY: "state voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
}
