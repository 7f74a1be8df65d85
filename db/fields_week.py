"""The columns of the week's work: what repeats. See `db.fields`."""

from db.enums import FieldClass

WEEK: dict[str, dict[FieldClass, str]] = {
    "help_pause": {
        FieldClass.REVIEWED: "person_id request_id first_day last_day look_on reason",
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
}
