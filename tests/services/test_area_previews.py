"""Who would be in an area, told before it is saved, is who is in it after."""

from dataclasses import replace

import pytest

from desktop.domain.errors import DomainError, NotAllowed
from desktop.services.area_previews import AreaPreviews
from desktop.services.areas import AreaDraft, Areas
from desktop.services.base import Actor
from desktop.services.households import HouseholdDraft, Households
from desktop.services.hubs import OpenHub


@pytest.fixture
def homes(hub: OpenHub) -> dict[str, str]:
    """Five homes by postcode, one of them given to an area by hand further down."""
    save = Households(hub.tools).save
    codes = ("QX4 2LB", "QX4 2LD", "QX4 3AA", "QX5 1AA", "QX9 9AA")
    return {
        code: save(hub.actor, HouseholdDraft(address_line1=f"{at} Kelp Street", postcode=code)).made
        for at, code in enumerate(codes, 1)
    }


def test_who_comes_in_goes_out_and_stays(hub: OpenHub, homes: dict[str, str]) -> None:
    areas, previews, actor = Areas(hub.tools), AreaPreviews(hub.tools), hub.actor
    areas.save(actor, AreaDraft("Town", parts=("QX4",)))
    new = AreaDraft("Close", parts=("QX4 2", "QX9 9AA"))
    told = previews.of(actor, new)
    assert (told.comes_in, told.goes_out, told.stays, told.claimed) == (3, 0, 0, ())
    assert told.coming == ("1 Kelp Street, QX4 2LB", "2 Kelp Street, QX4 2LD", "5 Kelp Street, QX9 9AA")
    close = areas.save(actor, new).made
    smaller = replace(new, parts=("QX4 2LB", "QX5 1AA", "QX4"))
    told = previews.of(actor, smaller, close)
    assert (told.comes_in, told.goes_out, told.stays) == (2, 1, 2)
    assert told.going == ("5 Kelp Street, QX9 9AA",)
    assert told.claimed == ("Town",)
    areas.save(actor, smaller, close)
    get = Households(hub.tools).get
    inside = [code for code, key in homes.items() if get(actor, key).draft.area_id == close]
    assert inside == ["QX4 2LB", "QX4 2LD", "QX4 3AA", "QX5 1AA"]


def test_who_was_given_by_hand_stays_whatever_is_picked(hub: OpenHub, homes: dict[str, str]) -> None:
    areas, actor, households = Areas(hub.tools), hub.actor, Households(hub.tools)
    close = areas.save(actor, AreaDraft("Close", parts=("QX4 2LB",))).made
    key = homes["QX9 9AA"]
    held = households.get(actor, key).draft
    households.save(actor, replace(held, area_id=close, area_reason="Nobody else goes there"), key)
    told = AreaPreviews(hub.tools).of(actor, AreaDraft("Close", parts=()), close)
    assert (told.comes_in, told.goes_out, told.stays) == (0, 1, 1)


def test_postcodes_on_record_are_told_by_part(hub: OpenHub, homes: dict[str, str]) -> None:
    told = AreaPreviews(hub.tools).on_record(hub.actor, ["QX4 2", "QX4", "QX7"])
    assert told == {"QX4 2": ("QX4 2LB", "QX4 2LD"), "QX4": ("QX4 2LB", "QX4 2LD", "QX4 3AA"), "QX7": ()}


def test_what_cannot_be_read_and_who_may_not_ask(hub: OpenHub) -> None:
    previews = AreaPreviews(hub.tools)
    with pytest.raises(DomainError, match="not a postcode"):
        previews.of(hub.actor, AreaDraft("Bad", parts=("nowhere",)))
    with pytest.raises(NotAllowed):
        previews.of(Actor("c" * 32, "Ola", frozenset()), AreaDraft("Close"))
