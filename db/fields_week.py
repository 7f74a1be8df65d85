"""The columns of the week's work: what repeats, stock, and incidents. See `db.fields`."""

from db.enums import FieldClass
from db.fields_stock import STOCK

WEEK: dict[str, dict[FieldClass, str]] = {
    **STOCK,
    "incident": {
        FieldClass.DERIVED: "number figures created_at updated_at",
        FieldClass.REVIEWED: (
            "name kind note opened_at opened_by_id closed_at closed_by_id learned erase_on stopped_why "
            "erased_at"
        ),
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
    },
    "incident_area": {FieldClass.SET: "id incident_id area_id"},
    "incident_need": {FieldClass.SET: "id incident_id need_type_id is_own"},
    "relief_centre": {
        FieldClass.REVIEWED: "incident_id name address phone places",
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "arrival": {
        FieldClass.DERIVED: "number created_at updated_at",
        FieldClass.REVIEWED: (
            "centre_id name phone address postcode adults children pets needs_now arrived_at left_at gone_to "
            "person_id"
        ),
        FieldClass.SAFETY: "may_tell voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
    },
    "out_now": {
        FieldClass.REVIEWED: "volunteer_id round_id what alone out_at due_at heard_at step back_at",
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "out_step": {
        FieldClass.APPEND_ONLY: "out_id number at by_id note id",
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "standby": {
        FieldClass.REVIEWED: "volunteer_id kind brings",
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "call_out": {
        FieldClass.REVIEWED: "incident_id volunteer_id answer asked_at asked_by_id note",
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "neighbour_offer": {
        FieldClass.DERIVED: "number created_at updated_at",
        FieldClass.REVIEWED: (
            "kind words when_words street postcode door person_id first_day last_day paper_contact note "
            "ended_on end_note"
        ),
        FieldClass.SAFETY: "on_paper agreed_on voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
    },
    "outing": {
        FieldClass.DERIVED: "number created_at updated_at",
        FieldClass.REVIEWED: (
            "place on_date starts_at ends_at meet_at travel seats wheelchairs ratio note cancelled_on "
            "cancel_note"
        ),
        FieldClass.SAFETY: "because_of to_care voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
    },
    "outing_guest": {
        FieldClass.REVIEWED: "outing_id person_id wheelchair no_steps outcome outcome_note",
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "outing_companion": {
        FieldClass.REVIEWED: "outing_id volunteer_id drives",
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "asset": {
        FieldClass.DERIVED: "number created_at updated_at",
        FieldClass.REVIEWED: (
            "kind name tag owner_id condition holds_data wiped_on note retired_on retire_note"
        ),
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
    },
    "loan": {
        FieldClass.DERIVED: "number created_at updated_at",
        FieldClass.REVIEWED: (
            "asset_id person_id organisation_id lent_on due_on agreed condition_out condition_back "
            "returned_on lost_on note"
        ),
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
    },
    "help_pause": {
        FieldClass.REVIEWED: "person_id request_id first_day last_day look_on reason",
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
}
