"""The columns of the volunteer bank. See `db.fields`."""

from db.enums import FieldClass

BANK: dict[str, dict[FieldClass, str]] = {
    "placement": {
        FieldClass.REVIEWED: (
            "volunteer_id organisation_id role first_day last_day weekly_minutes contact_name contact_phone "
            "host_checks review_on agreed_on returned_on return_note absence_id "
            "weekdays starts_at ends_at"
        ),
        FieldClass.SAFETY: "meanwhile voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "recall": {
        FieldClass.REVIEWED: "title words opened_on ended_on",
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "number created_at updated_at",
    },
    "recall_call": {
        FieldClass.REVIEWED: ("recall_id volunteer_id answer tries on_date next_on can_from note by_id"),
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
}
