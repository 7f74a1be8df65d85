"""Columns of the rota, for the registry in `db.fields`: whoever is on a shift first, holds it."""

from db.enums import FieldClass

_RECORD = {
    FieldClass.APPEND_ONLY: "id",
    FieldClass.DERIVED: "created_at updated_at",
    FieldClass.SAFETY: "voided_at void_reason",
}

ROTA: dict[str, dict[FieldClass, str]] = {
    "rota_job": {
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "number created_at updated_at",
        FieldClass.REVIEWED: "name place starts_at ends_at rule from_on until_on holidays area_id",
        FieldClass.SAFETY: "need_type_id minimum_age wants_buddy voided_at void_reason",
        FieldClass.QUIET: "icon note",
    },
    "rota_seat": _RECORD | {FieldClass.REVIEWED: "job_id position role minimum maximum skill"},
    "rota_usual": _RECORD | {FieldClass.REVIEWED: "seat_id volunteer_id weekday from_on until_on"},
    "rota_day": {
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
        FieldClass.REVIEWED: "job_id on_date starts_at ends_at is_extra why",
        FieldClass.SAFETY: "is_cancelled voided_at void_reason",
    },
    "rota_place": {
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
        FieldClass.REVIEWED: "seat_id on_date how why",
        FieldClass.CLAIM: "volunteer_id",
        FieldClass.SAFETY: "state voided_at void_reason",
    },
}
