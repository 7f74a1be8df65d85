"""Vocabularies of stock: how goods are kept, where, how they move, and how far a parcel has come."""

from enum import StrEnum


class Kept(StrEnum):
    """How an item has to be kept; what is cold is never put back once it was out."""

    DRY = "dry"
    CHILLED = "chilled"
    FROZEN = "frozen"
    HOT = "hot"


class PlaceKind(StrEnum):
    """What sort of place goods lie in."""

    SHELF = "shelf"
    FRIDGE = "fridge"
    FREEZER = "freezer"
    VAN = "van"
    RELIEF_HUB = "relief_hub"


class StockKind(StrEnum):
    """Why goods moved."""

    IN = "in"
    OUT = "out"
    MOVED = "moved"
    COUNTED = "counted"
    WASTED = "wasted"
    PACKED = "packed"
    RECLAIMED = "reclaimed"


class ParcelState(StrEnum):
    """How far a parcel has come; whether it was delivered its task says."""

    PLANNED = "planned"
    PACKED = "packed"
    BACK = "back"
