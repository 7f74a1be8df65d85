"""A hub's own postcodes: asked before the gazetteer, and households placed by them."""

import pytest

from db.enums import Precision
from desktop.domain.errors import DomainError
from desktop.services.households import HouseholdDraft, Households
from desktop.services.hubs import OpenHub
from desktop.services.own_postcodes import OwnPostcodes


def test_a_northern_ireland_list_places_households_old_and_new(hub: OpenHub) -> None:
    households, own = Households(hub.tools), OwnPostcodes(hub.tools)
    old = households.save(hub.actor, HouseholdDraft(address_line1="1 A", postcode="BT1 5GS")).made
    assert households.get(hub.actor, old).precision is Precision.UNKNOWN
    rows = [
        {"postcode": "BT1 5GS", "easting": "333832", "northing": "374014"},
        {"postcode": "BT9 6AA", "easting": "333000", "northing": "371000"},
        {"postcode": "nowhere", "easting": "1", "northing": "2"},
    ]
    found = own.load(hub.actor, rows)
    assert (found.count, len(found.rejected)) == (2, 1)
    new = households.save(hub.actor, HouseholdDraft(address_line1="2 B", postcode="bt96aa")).made
    for key in (old, new):
        assert households.get(hub.actor, key).precision is Precision.POSTCODE
    assert own.count(hub.actor) == 2
    assert hub.tools.find_places(["QX4 2LB", "BT1 5GS", "ZZ1 1ZZ"])["QX4 2LB"] is not None


def test_a_table_without_places_is_refused_in_plain_words(hub: OpenHub) -> None:
    with pytest.raises(DomainError):
        OwnPostcodes(hub.tools).load(hub.actor, [{"name": "x"}])
