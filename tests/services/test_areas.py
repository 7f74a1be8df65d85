"""Areas and organisations through the services."""

import pytest

from db.enums import AreaKind, Layer
from db.queries.organisations import OrganisationFilter
from desktop.domain.errors import DomainError
from desktop.services.areas import AreaDraft, Areas
from desktop.services.households import HouseholdDraft, Households
from desktop.services.hubs import OpenHub
from desktop.services.needs import Needs
from desktop.services.organisations import OrganisationDraft, Organisations


def test_a_household_joins_the_closest_area_its_postcode_lies_in(hub: OpenHub) -> None:
    areas, households = Areas(hub.tools), Households(hub.tools)
    town = areas.save(hub.actor, AreaDraft("Town", parts=("qx4",))).made
    close = areas.save(hub.actor, AreaDraft("Northfold", parent_id=town, parts=("QX4 2", "QX4 3AA"))).made
    made = [
        households.save(hub.actor, HouseholdDraft(address_line1="1", postcode=postcode)).made
        for postcode in ("QX4 2LB", "QX4 3AA", "QX4 3AB", "QX5 1AA")
    ]
    found = [households.get(hub.actor, key).draft.area_id for key in made]
    assert found == [close, close, town, None]
    assert areas.outside(hub.actor) == [made[3]]
    areas.save(hub.actor, AreaDraft("Westerby", parts=("QX5 1",)))
    assert areas.outside(hub.actor) == []
    assert [row.people for row in areas.rows(hub.actor, [close])] == [0]


def test_an_area_cannot_lie_inside_itself_and_parts_are_read_or_refused(hub: OpenHub) -> None:
    areas = Areas(hub.tools)
    outer = areas.save(hub.actor, AreaDraft("Outer")).made
    inner = areas.save(hub.actor, AreaDraft("Inner", parent_id=outer)).made
    with pytest.raises(DomainError, match="inside itself"):
        areas.save(hub.actor, AreaDraft("Outer", parent_id=inner), outer)
    with pytest.raises(DomainError, match="not a postcode"):
        areas.save(hub.actor, AreaDraft("Bad", parts=("nowhere",)))
    with pytest.raises(DomainError, match="name"):
        areas.save(hub.actor, AreaDraft(" "))


def test_a_voided_area_lets_its_households_go(hub: OpenHub) -> None:
    areas, households = Areas(hub.tools), Households(hub.tools)
    area = areas.save(hub.actor, AreaDraft("N", AreaKind.WARD, parts=("QX4 2",))).made
    home = households.save(hub.actor, HouseholdDraft(address_line1="1", postcode="QX4 2LB")).made
    areas.void(hub.actor, area, "Merged")
    assert households.get(hub.actor, home).draft.area_id is None
    assert areas.choices(hub.actor) == []


def test_an_organisation_is_saved_found_and_listed_with_what_it_does(hub: OpenHub) -> None:
    areas, organisations = Areas(hub.tools), Organisations(hub.tools)
    area = areas.save(hub.actor, AreaDraft("Northfold", parts=("QX4 2",))).made
    need = next(one for one in Needs(hub.tools).all(hub.actor) if one.code == "hot_meal")
    draft = OrganisationDraft(
        "Riverbank Council",
        Layer.STATUTORY,
        contact_name="Dr J. Amari",
        phone="020 7946 0420",
        postcode="QX4 2LB",
        area_ids=frozenset({area}),
        need_ids=frozenset({need.id}),
    )
    made = organisations.save(hub.actor, draft).made
    held = organisations.get(hub.actor, made)
    assert held.area_ids == {area}
    assert held.la_code == "E07000001"
    assert organisations.find(hub.actor, "riverb") == [made]
    assert organisations.find(hub.actor, "0420") == [made]
    (row,) = organisations.rows(hub.actor, organisations.ids(hub.actor, OrganisationFilter(area_id=area)))
    assert (row.areas, row.needs) == ("Northfold", "Hot meal")
    assert organisations.ids(hub.actor, OrganisationFilter(without_deputy=True)) == [made]
    again = organisations.save(hub.actor, held, made)
    assert again.txn == ""


def test_a_street_group_needs_somebody_to_ring(hub: OpenHub) -> None:
    with pytest.raises(DomainError, match="somebody to ring"):
        Organisations(hub.tools).save(hub.actor, OrganisationDraft("Kelp Street", Layer.STREET))
