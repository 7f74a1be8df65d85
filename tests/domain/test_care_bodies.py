"""Concerns go to the authority with social care: the county, the one council, the Trust; never a district."""

import pytest

from db.enums import Nation
from desktop.domain.care_bodies import care_body, check_care_body, is_two_tier
from desktop.domain.errors import DomainError

KENT_DISTRICT, MEDWAY, LEEDS, HACKNEY = "E07000106", "E06000035", "E08000035", "E09000012"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        *((KENT_DISTRICT, True), (" e07000112", True), (MEDWAY, False), (LEEDS, False), (HACKNEY, False)),
        *(("W06000015", False), ("S12000033", False), ("N09000003", False), ("", False)),
    ],
)
def test_only_a_district_below_a_county_is_two_tier(code: str, expected: bool) -> None:
    assert is_two_tier(code) is expected


@pytest.mark.parametrize(
    "name", ["Canterbury City Council", "Aldermouth District Council, housing", "ashford BOROUGH council"]
)
def test_a_district_is_refused_in_a_two_tier_area(name: str) -> None:
    with pytest.raises(DomainError, match="county council") as refused:
        check_care_body(Nation.ENGLAND, KENT_DISTRICT, name)
    assert refused.value.field == "recipient"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (KENT_DISTRICT, "Kent County Council, adult social care"),
        (KENT_DISTRICT, "Medway Council"),
        (KENT_DISTRICT, "Kent Police"),
        (KENT_DISTRICT, ""),
        (LEEDS, "Leeds City Council"),
        ("E08000032", "City of Bradford Metropolitan District Council"),
        (HACKNEY, "London Borough of Hackney"),
        ("", "Aldermouth District Council"),
    ],
)
def test_whoever_has_social_care_is_taken(code: str, name: str) -> None:
    check_care_body(Nation.ENGLAND, code, name)


def test_in_northern_ireland_the_trust_takes_it_and_not_the_council() -> None:
    with pytest.raises(DomainError, match="Trust"):
        check_care_body(Nation.NORTHERN_IRELAND, "N09000003", "Belfast City Council")
    check_care_body(Nation.NORTHERN_IRELAND, "N09000003", "Belfast Health and Social Care Trust")


def test_the_body_is_said_in_words_where_nobody_named_it() -> None:
    assert (
        care_body(Nation.ENGLAND, KENT_DISTRICT, is_child=False) == "Adult social care of the county council"
    )
    assert care_body(Nation.ENGLAND, LEEDS, is_child=True) == "Children’s social care of the council"
    assert "two-tier areas the county council" in care_body(Nation.ENGLAND, is_child=False)
    assert care_body(Nation.NORTHERN_IRELAND, is_child=True).startswith("Gateway team")
    for nation in Nation:
        for is_child in (False, True):
            words = care_body(nation, KENT_DISTRICT, is_child=is_child)
            assert "district" not in words.lower()
            assert ("council" in words) is (nation is not Nation.NORTHERN_IRELAND)
