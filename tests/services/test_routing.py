"""Whose somebody is: postcode to area to owner, and what was decided by hand."""

import pytest

from db.enums import AreaKind, AreaPartKind, Layer
from desktop.domain.errors import DomainError
from desktop.services.areas import AreaDraft, Areas
from desktop.services.households import HouseholdDraft, Households
from desktop.services.hubs import OpenHub
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft
from desktop.services.referrals import Referrals
from desktop.services.requests import RequestDraft, Requests
from desktop.services.routing import Routing


def street_group(hub: OpenHub, name: str = "Kelp Street Neighbours") -> str:
    draft = OrganisationDraft(name, Layer.STREET, contact_name="Ana Bell", phone="020 7946 0451")
    return Organisations(hub.tools).save(hub.actor, draft).made


def area(hub: OpenHub, name: str, *parts: str, **more: object) -> str:
    return Areas(hub.tools).save(hub.actor, AreaDraft(name, parts=parts, **more)).made  # type: ignore[arg-type]


def home(hub: OpenHub, postcode: str, **more: object) -> str:
    draft = HouseholdDraft(address_line1="1 Kelp Street", postcode=postcode, **more)  # type: ignore[arg-type]
    return Households(hub.tools).save(hub.actor, draft).made


def area_of(hub: OpenHub, household: str) -> str | None:
    return Households(hub.tools).get(hub.actor, household).draft.area_id


def test_the_owner_of_an_area_is_named_with_the_phone(hub: OpenHub) -> None:
    group = street_group(hub)
    area(hub, "Kelp Street", "QX4 2LB", owner_id=group)
    area(hub, "Saltmarsh", "QX4")
    routing = Routing(hub.tools)
    theirs = routing.of_postcode(hub.actor, "qx4 2lb")
    assert (theirs.owner, theirs.phone, theirs.by) == (
        "Kelp Street Neighbours",
        "020 7946 0451",
        AreaPartKind.POSTCODE,
    )
    assert routing.of_postcode(hub.actor, "QX4 2LD").is_ours
    assert routing.of_postcode(hub.actor, "QX9 9AA").area == ""


def test_two_areas_with_the_same_right_are_told(hub: OpenHub) -> None:
    area(hub, "Northfold", "QX4 2")
    area(hub, "Castle Lane", "QX4 2")
    found = Routing(hub.tools).of_postcode(hub.actor, "QX4 2LB")
    assert (found.area, found.ties) == ("Castle Lane", ("Northfold",))


def test_an_area_within_another_wins_without_a_tie(hub: OpenHub) -> None:
    town = area(hub, "Another town", "QX4 2")
    area(hub, "Northfold", "QX4 2", parent_id=town)
    found = Routing(hub.tools).of_postcode(hub.actor, "QX4 2LB")
    assert (found.area, found.ties) == ("Northfold", ())


def test_a_ward_takes_in_what_no_postcode_part_does(hub: OpenHub) -> None:
    ward = hub.tools.find_places(["QX4 1AA"])["QX4 1AA"]
    assert ward is not None
    held = home(hub, "QX4 1AA")
    made = area(hub, "By ward", wards=((ward.ward_code, "Ainsdale"),), kind=AreaKind.WARD)
    assert area_of(hub, held) == made
    assert Areas(hub.tools).get(hub.actor, made).wards == ((ward.ward_code, "Ainsdale"),)
    sector = area(hub, "By sector", "QX4 1")
    assert area_of(hub, held) == sector


def test_an_area_chosen_against_the_postcode_needs_a_reason_and_stays(hub: OpenHub) -> None:
    north, south = area(hub, "Northfold", "QX4 2"), area(hub, "Westerby", "QX4 3")
    with pytest.raises(DomainError, match="Say why"):
        home(hub, "QX4 2LB", area_id=south)
    held = home(hub, "QX4 2LB", area_id=south, area_reason="Their usual volunteer is there")
    loose = home(hub, "QX4 2LD")
    Areas(hub.tools).save(hub.actor, AreaDraft("Northfold", parts=("QX4 9",)), north)
    assert (area_of(hub, held), area_of(hub, loose)) == (south, None)
    assert loose in Areas(hub.tools).outside(hub.actor)


def test_moving_leads_to_the_area_of_the_new_postcode(hub: OpenHub) -> None:
    north, south = area(hub, "Northfold", "QX4 2"), area(hub, "Westerby", "QX4 3")
    held, households = home(hub, "QX4 2LB"), Households(hub.tools)
    assert area_of(hub, held) == north
    draft = households.get(hub.actor, held).draft
    households.save(
        hub.actor, HouseholdDraft("9 Kelp Street", postcode="QX4 3AA", area_id=draft.area_id), held
    )
    assert area_of(hub, held) == south


def test_what_a_list_would_take_in_is_told_before_it_is_saved(hub: OpenHub) -> None:
    for postcode in ("QX4 2LB", "QX4 2LB", "QX4 2LD", "QX5 1AA"):
        home(hub, postcode)
    area(hub, "Northfold", "QX4 2")
    seen = Areas(hub.tools).would_take_in(hub.actor, AreaDraft("New", parts=("QX4 2",)))
    assert (seen.households, seen.postcodes, seen.claimed) == (3, 2, ("Northfold",))


def test_one_request_is_given_to_somebody_else_with_a_reason(hub: OpenHub) -> None:
    group = street_group(hub)
    area(hub, "Saltmarsh", "QX4")
    person = People(hub.tools).save(
        hub.actor,
        PersonDraft(first_name="Jean", household=HouseholdDraft("1 Kelp Street", postcode="QX4 2LB")),
    )
    request = Requests(hub.tools).save(hub.actor, RequestDraft(person.made, "food_parcel")).made
    routing = Routing(hub.tools)
    assert routing.of_request(hub.actor, request).is_ours
    with pytest.raises(DomainError, match="Say why"):
        routing.give_request(hub.actor, request, group, " ")
    routing.give_request(hub.actor, request, group, "They shop there on Fridays")
    given = routing.of_request(hub.actor, request)
    assert (given.owner, given.reason) == ("Kelp Street Neighbours", "They shop there on Fridays")
    assert Referrals(hub.tools).from_request(hub.actor, request).organisation_id == group
    with pytest.raises(DomainError, match="Say why"):
        routing.give_request(hub.actor, request, "", "")
    assert routing.by_area(hub.actor, request).is_ours
    routing.as_area(hub.actor, request)
    assert routing.of_request(hub.actor, request).is_ours
    assert Referrals(hub.tools).from_request(hub.actor, request).organisation_id == ""
