"""Words of the directory that the standard has no field for, as terms of two vocabularies of our own."""

from db.enums import Layer
from desktop.domain.directory_facts import part_id

NEEDS, DETAILS = "needs", "details"
TAXONOMIES = {
    NEEDS: ("Hubkeeper need types", "What people ask a hub for."),
    DETAILS: ("Hubkeeper details", "What a hub knows of a service beside the standard's own fields."),
}
KEPT_PRIVATE = "(address kept private)"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

STATUS_OUT = {
    "active": "active",
    "inactive": "inactive",
    "defunct": "defunct",
    "temporarily_closed": "temporarily closed",
}
STATUS_IN = {theirs: ours for ours, theirs in STATUS_OUT.items()}


def term_id(taxonomy: str, code: str) -> str:
    """The id of a term, the same in every hub; of the vocabulary itself where the code is empty."""
    return part_id("term", taxonomy, code)


def layer_term(layer: Layer) -> str:
    """The code of an organisation's layer."""
    return f"layer_{layer.value}"
