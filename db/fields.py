"""The registry of columns: how each behaves in history and when two laptops meet.

Every column of every table is named here; a test fails on one that is not. Classes are those of
`db.enums.FieldClass`: append-only lines are united, derived values recomputed and never sent, quiet
fields take the newest, reviewed fields keep both versions for a person to choose, safety fields show the
cautious value until a person decides, set rows are united with adding winning, and a claim goes to the
earliest.
"""

from functools import cache

from db.enums import FieldClass
from db.fields_bank import BANK
from db.fields_calls import CALLS
from db.fields_money import MONEY
from db.fields_partners import PARTNERS
from db.fields_protection import PROTECTION
from db.fields_rota import ROTA
from db.fields_services import SERVICES
from db.fields_week import WEEK

FIELDS: dict[str, dict[FieldClass, str]] = {
    **CALLS,
    **BANK,
    **PARTNERS,
    **SERVICES,
    **WEEK,
    **MONEY,
    **ROTA,
    "need_type": {
        FieldClass.QUIET: (
            "code label icon kind risk key position default_urgency minutes item_one item_many "
            "keep at_door needs_transport questions handover_code"
        ),
        FieldClass.SAFETY: "is_private is_active voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "clearance_rule": {
        FieldClass.REVIEWED: (
            "nation need_code check_type basis source pairing_allowed applies_when version first_id "
            "eligibility_reason reason"
        ),
        FieldClass.SAFETY: "level review_on voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "request": {
        FieldClass.DERIVED: "number created_at updated_at",
        FieldClass.REVIEWED: (
            "person_id need_type_id urgency due_on not_before due_time source words answers items collects "
            "recurrence starts_on holidays caller_name caller_relationship caller_phone caller_knows "
            "before_they_go taken_by_id taken_at waiting_on passed_to_id follows_id close_reason close_note "
            "closed_at source_reference owner_id owner_reason incident_id"
        ),
        FieldClass.SAFETY: "status because_of voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
    },
    "round": {
        FieldClass.DERIVED: "number created_at updated_at",
        FieldClass.REVIEWED: "name on_date starts_at ends_at begins finishes area_id",
        FieldClass.SAFETY: "status voided_at void_reason",
        FieldClass.CLAIM: "driver_id helper_id",
        FieldClass.QUIET: "note",
        FieldClass.APPEND_ONLY: "id",
    },
    "stop": {
        FieldClass.REVIEWED: "round_id household_id planned_at",
        FieldClass.QUIET: "position",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
        FieldClass.SAFETY: "voided_at void_reason",
    },
    "remembered_place": {
        FieldClass.QUIET: "area_key household_id position",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
        FieldClass.SAFETY: "voided_at void_reason",
    },
    "task": {
        FieldClass.REVIEWED: (
            "request_id occurrence on_date starts_at ends_at kind confirmed_by_id outcome "
            "outcome_at outcome_note items by_hand"
        ),
        FieldClass.SAFETY: "status voided_at void_reason",
        FieldClass.CLAIM: "volunteer_id second_volunteer_id stop_id",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "offer": {
        FieldClass.REVIEWED: "task_id volunteer_id asked_at asked_by_id hold_until",
        FieldClass.SAFETY: "answer voided_at void_reason",
        FieldClass.QUIET: "note",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "hub": {
        FieldClass.REVIEWED: (
            "name nation postcode phone safeguarding_phone lead_name consent_wording "
            "consent_version is_demo backup_place"
        ),
        FieldClass.DERIVED: "easting northing la_code lists_key created_at updated_at",
        FieldClass.QUIET: "settings",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.SAFETY: "voided_at void_reason",
    },
    "device": {
        FieldClass.DERIVED: "id incarnation prefix name started_at is_current",
    },
    "user_account": {
        FieldClass.REVIEWED: "name",
        FieldClass.SAFETY: "is_active voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "user_role": {
        FieldClass.SET: "id user_id role",
    },
    "shift_note": {
        FieldClass.APPEND_ONLY: "by_id words id at",
    },
    "template": {
        FieldClass.QUIET: "kind name subject body",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
        FieldClass.SAFETY: "voided_at void_reason",
    },
    "counter": {
        FieldClass.DERIVED: "kind last",
    },
    "extra_postcode": {
        FieldClass.DERIVED: "postcode easting northing la_code ward_code",
    },
    "change": {
        FieldClass.APPEND_ONLY: (
            "device_id incarnation seq txn user_id at entity row_id op field value replaces salt "
            "commitment link"
        ),
    },
    "erased_row": {
        FieldClass.APPEND_ONLY: "entity row_id id at",
    },
    "household": {
        FieldClass.DERIVED: "number easting northing precision la_code ward_code created_at updated_at",
        FieldClass.REVIEWED: (
            "address_line1 address_line2 town postcode uprn area_id area_reason size children food_needs "
            "door_note access_note usual_volunteer_id babies"
        ),
        FieldClass.SAFETY: "go_in_pairs voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
    },
    "person": {
        FieldClass.DERIVED: "number seen_on created_at updated_at",
        FieldClass.REVIEWED: (
            "first_name middle_name last_name date_of_birth household_id email contact_preference "
            "language_code communication_needs status_note source_reference merged_into_id"
        ),
        FieldClass.QUIET: "preferred_name good_to_know strengths",
        FieldClass.SAFETY: "status safe_number safe_when safe_message safe_post voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
    },
    "phone": {
        FieldClass.REVIEWED: "person_id e164 kind",
        FieldClass.QUIET: "raw note position",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
        FieldClass.SAFETY: "voided_at void_reason",
    },
    "contact_link": {
        FieldClass.REVIEWED: "person_id kind name relationship phone",
        FieldClass.QUIET: "note",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
        FieldClass.SAFETY: "voided_at void_reason",
    },
    "consent": {
        FieldClass.REVIEWED: "person_id recipient_id purpose how given_at wording wording_version",
        FieldClass.SAFETY: "answer withdrawn_at withdrawn_how voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "contact_attempt": {
        FieldClass.APPEND_ONLY: (
            "person_id request_id by_id channel direction outcome note next_on id at"
            " plan_id line_id step minutes mood eating warm seen_anyone"
        ),
        FieldClass.SAFETY: "voided_at void_reason",
    },
    "area": {
        FieldClass.REVIEWED: "name kind parent_id owner_id",
        FieldClass.QUIET: "population homes note",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
        FieldClass.SAFETY: "voided_at void_reason",
    },
    "area_part": {
        FieldClass.SET: "id area_id kind value label",
    },
    "coverage_note": {
        FieldClass.REVIEWED: (
            "kind area_id need_type_id organisation_id other_area_id other_need_id words follow_up_on "
            "done_on done_words by_id"
        ),
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
        FieldClass.SAFETY: "voided_at void_reason",
    },
    "sharing_record": {
        FieldClass.APPEND_ONLY: (
            "number kind by_id recipient_id recipient_name purpose basis agreement fields "
            "people_count left_out file_name file_hash is_locked delete_by reason "
            "purpose_code law approval_id id at"
        ),
    },
    "handover": {
        FieldClass.APPEND_ONLY: "record_id recipient_id first_id since_id shape check_code kept_size id",
        FieldClass.QUIET: "kept_name kept_key gone_on gone_why",
        FieldClass.REVIEWED: "received_on received_by received_how matches received_note deleted_on",
        FieldClass.SAFETY: "voided_at void_reason",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "handover_person": {
        FieldClass.APPEND_ONLY: "handover_id person_id change units id at",
    },
    "handover_notice": {
        FieldClass.APPEND_ONLY: "recipient_id person_id record_id by_id how note id at",
    },
    "view_entry": {
        FieldClass.APPEND_ONLY: "by_id entity row_id what reason opening_id id at",
    },
    "opening": {
        FieldClass.REVIEWED: "by_id reason opened_at",
        FieldClass.SAFETY: "until ended_at ended_by seen_at seen_by_id seen_note voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "import_run": {
        FieldClass.APPEND_ONLY: "by_id kind file_name profile counts txn id at",
    },
    "import_profile": {
        FieldClass.QUIET: "name kind fingerprint mapping",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
        FieldClass.SAFETY: "voided_at void_reason",
    },
    "pair_decision": {
        FieldClass.REVIEWED: "a_id b_id txn",
        FieldClass.SAFETY: "answer voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "volunteer": {
        FieldClass.DERIVED: "number created_at updated_at",
        FieldClass.REVIEWED: (
            "person_id transport carries_bags carries_hot carries_cold round_begins round_finishes "
            "weekly_minutes joined_on home_organisation_id"
        ),
        FieldClass.SAFETY: "status parental_agreement voided_at void_reason",
        FieldClass.QUIET: "note",
        FieldClass.APPEND_ONLY: "id",
    },
    "volunteer_skill": {
        FieldClass.SET: "id volunteer_id skill",
    },
    "volunteer_area": {
        FieldClass.SET: "id volunteer_id area_id",
    },
    "volunteer_language": {
        FieldClass.SET: "id volunteer_id language_code",
    },
    "volunteer_slot": {
        FieldClass.SET: "id volunteer_id weekday starts_at ends_at",
    },
    "volunteer_step": {
        FieldClass.REVIEWED: "volunteer_id kind on_date with_name note next_on",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
        FieldClass.SAFETY: "voided_at void_reason",
    },
    "absence": {
        FieldClass.REVIEWED: "volunteer_id first_day last_day reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
        FieldClass.SAFETY: "voided_at void_reason",
    },
    "check_record": {
        FieldClass.REVIEWED: (
            "volunteer_id type reference issued_on seen_by seen_on arranged_by_id paid_by_id workforce "
            "position eligibility_reason decided_by decided_on decision_reference destroyed_on"
        ),
        FieldClass.SAFETY: (
            "level status review_on valid_to exempt_reason exempt_by exempt_until voided_at void_reason "
            "decision update_service update_consent status_result status_on references_in licence_to "
            "insurance_to mot_to business_to"
        ),
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
    },
    "formality": {
        FieldClass.REVIEWED: (
            "kind asked_by_id asked_by_name volunteer_id for_name arranged_by_id paid_by_id asked_on "
            "taken_on arranged_on closed_on due_on declined_why check_id"
        ),
        FieldClass.QUIET: "next_step note",
        FieldClass.SAFETY: "state voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "number created_at updated_at",
    },
    "referral": {
        FieldClass.REVIEWED: (
            "direction request_id person_id organisation_id service_id to_team to_name need_type_id urgency "
            "words wants already_doing health_note basis basis_reason basis_code consent_id "
            "health_consent_id fields "
            "taken_by_id taken_at sent_at sent_how sent_note acknowledged_at acknowledged_by accepted_at "
            "closed_at outcome outcome_note decline_reason onward_id onward_name introducer otherwise "
            "otherwise_note rung rung_reason fields_reason batch their_reference their_row"
        ),
        FieldClass.QUIET: "chase_on introducer_told_on person_told_on answered_on",
        FieldClass.SAFETY: "status safety_note voided_at void_reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "number created_at updated_at",
    },
    "referral_step": {
        FieldClass.APPEND_ONLY: "referral_id by_id kind how who note id at",
    },
    "concern": {
        FieldClass.APPEND_ONLY: "reference public author_id id at",
        FieldClass.SAFETY: "progress look_again_on",
    },
    "concern_entry": {
        FieldClass.APPEND_ONLY: "concern_id sealed id at",
    },
    "concern_hold": {
        FieldClass.APPEND_ONLY: "volunteer_id id at",
        FieldClass.SAFETY: "ended_at",
    },
    "concern_key": {
        FieldClass.APPEND_ONLY: "concern_id reader reader_public sealed id at",
    },
    "do_not_pair": {
        FieldClass.REVIEWED: "volunteer_id person_id reason",
        FieldClass.APPEND_ONLY: "id",
        FieldClass.DERIVED: "created_at updated_at",
        FieldClass.SAFETY: "voided_at void_reason",
    },
} | PROTECTION

SEALED = frozenset({"concern", "concern_entry", "concern_hold", "concern_key"})
"""Tables of concerns: no history, undo or audit tells of them, to anybody."""

UNLOGGED = frozenset({"change", "counter", "device", "erased_row", "extra_postcode"})
"""Tables that never appear in the change log: the log itself, what is derived, and public reference data."""

APART = frozenset(
    {
        ("request", "words"),
        ("request", "answers"),
        ("person", "good_to_know"),
        ("person", "strengths"),
        ("person", "communication_needs"),
        ("household", "access_note"),
        ("household", "food_needs"),
        ("check_record", "reference"),
        ("contact_attempt", "note"),
        ("handover", "kept_key"),
        ("handover_person", "units"),
        ("group_check_in", "note"),
        ("case_step", "note"),
        ("referral", "words"),
        ("referral", "health_note"),
        ("referral", "safety_note"),
        ("referral", "their_row"),
        ("referral_step", "note"),
    }
)
"""Fields with a retention of their own: at creation each is a change of its own, to be erased alone."""


@cache
def classes(table: str) -> dict[str, FieldClass]:
    """Look up the class of each column of a table.

    Args:
        table: name of a table in the store.

    Returns:
        Column name to class.

    Raises:
        KeyError: the table is not in the registry.
    """
    return {name: kind for kind, names in FIELDS[table].items() for name in names.split()}


@cache
def logged(table: str) -> frozenset[str]:
    """Names of the columns whose edits are recorded: all but the derived ones and the key."""
    return frozenset(
        name for name, kind in classes(table).items() if kind is not FieldClass.DERIVED and name != "id"
    )
