"""Vocabularies of services: whether one is running, and the food people look for."""

from enum import StrEnum


class ServiceStatus(StrEnum):
    """Whether a service is running, in the words of Open Referral (HSDS 3.0, `service.status`)."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    TEMPORARILY_CLOSED = "temporarily_closed"
    DEFUNCT = "defunct"


class FoodCulture(StrEnum):
    """Food that is right for somebody: by faith, by choice, and by the kitchen they grew up with."""

    HALAL = "halal"
    KOSHER = "kosher"
    VEGETARIAN = "vegetarian"
    VEGAN = "vegan"
    HINDU = "hindu"
    SIKH = "sikh"
    AFRICAN = "african"
    CARIBBEAN = "caribbean"
    CHINESE = "chinese"
    EAST_EUROPEAN = "east_european"
    MIDDLE_EASTERN = "middle_eastern"
    SOUTH_ASIAN = "south_asian"
