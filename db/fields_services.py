"""Columns of organisations and their services, for the registry in `db.fields`."""

from db.enums import FieldClass

SERVICES: dict[str, dict[FieldClass, str]] = {
    "organisation": {
        FieldClass.DERIVED: "number la_code created_at updated_at",
        FieldClass.REVIEWED: (
            "name layer contact_name contact_role contact_until deputy_name deputy_role deputy_phone "
            "deputy_until contact_checked_on phone email url address postcode "
            "agreement agreement_from agreement_until"
        ),
        FieldClass.QUIET: "remit boundaries note",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.SAFETY: "voided_at void_reason",
    },
    "organisation_area": {
        FieldClass.SET: "id organisation_id area_id",
    },
    "organisation_need": {
        FieldClass.SET: "id organisation_id need_type_id",
    },
    "service": {
        FieldClass.DERIVED: "number created_at updated_at",
        FieldClass.REVIEWED: (
            "organisation_id name eligibility minimum_age maximum_age how_to_refer languages interpreters "
            "food_cultures collects delivers cost phone email url address postcode everywhere"
        ),
        FieldClass.QUIET: (
            "description capacity_week capacity_left capacity_asked_on verified_on verified_by note"
        ),
        FieldClass.APPEND_ONLY: "id",
        FieldClass.SAFETY: "status risk_up_to in_leaflet address_withheld voided_at void_reason",
    },
    "service_area": {
        FieldClass.SET: "id service_id area_id",
    },
    "service_need": {
        FieldClass.SET: "id service_id need_type_id",
    },
    "service_hours": {
        FieldClass.SET: "id service_id weekday opens_at closes_at note",
    },
}
