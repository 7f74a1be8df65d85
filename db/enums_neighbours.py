"""Vocabularies of neighbours: what somebody offers to those around them."""

from enum import StrEnum


class NeighbourKind(StrEnum):
    """What somebody offers to their neighbours."""

    SHOPPING = "shopping"
    PRESCRIPTION = "prescription"
    MEAL = "meal"
    RING = "ring"
    LIFT = "lift"
    DOG = "dog"
    SPARE_KEY = "spare_key"
    ODD_JOBS = "odd_jobs"
    DIGITAL = "digital"
    OTHER = "other"
