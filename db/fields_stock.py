"""Columns of stock, for the registry in `db.fields`: batches and movements are only added to."""

from db.enums import FieldClass

_RECORD = {
    FieldClass.APPEND_ONLY: "id",
    FieldClass.DERIVED: "created_at updated_at",
    FieldClass.SAFETY: "voided_at void_reason",
}
_NUMBERED = _RECORD | {FieldClass.DERIVED: "number created_at updated_at"}

STOCK: dict[str, dict[FieldClass, str]] = {
    "stock_place": _RECORD | {FieldClass.REVIEWED: "name kind counted_on"},
    "stock_item": _NUMBERED
    | {
        FieldClass.REVIEWED: "name unit category kept suits low_level barcode",
        FieldClass.SAFETY: "allergens label_read voided_at void_reason",
    },
    "stock_batch": {
        FieldClass.APPEND_ONLY: "id at item_id place_id use_by best_before giver_id dates_key",
    },
    "stock_move": {
        FieldClass.APPEND_ONLY: (
            "id at kind on_date by_id batch_id quantity words act_id parcel_id reverses_id"
        ),
        FieldClass.DERIVED: "number",
    },
    "stock_recipe": _RECORD | {FieldClass.REVIEWED: "name lines"},
    "stock_parcel": _NUMBERED
    | {
        FieldClass.REVIEWED: "task_id recipe_id contents missing short by_hand packed_at packed_by_id",
        FieldClass.SAFETY: "state voided_at void_reason",
    },
}
