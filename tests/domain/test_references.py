"""Human references: written on paper, read out over the phone, typed back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.references import Kind, Reference, parse, write

KINDS = st.sampled_from(Kind)
NUMBERS = st.integers(1, 999_999_999)
DEVICES = st.just("") | st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2)


def test_every_kind_has_its_letters() -> None:
    assert {kind.name: kind.value for kind in Kind} == {
        "FORMALITY": "FM",
        "REFERRAL": "F",
        "PERSON": "P",
        "HOUSEHOLD": "HH",
        "REQUEST": "R",
        "VOLUNTEER": "V",
        "ORGANISATION": "O",
        "ROUND": "S",
        "HANDOVER": "H",
    }


def test_references_are_written_with_dashes() -> None:
    assert write(Kind.REQUEST, 2287) == "R-2287"
    assert write(Kind.REFERRAL, 318) == "F-0318"
    assert write(Kind.REQUEST, 42, "KX") == "KX-R-42"
    assert str(Reference(Kind.ROUND, 118, stop=4)) == "S-118.4"
    assert str(Reference(Kind.ROUND, 118, "KX", 4)) == "KX-S-118.4"


@given(KINDS, NUMBERS, DEVICES, st.integers(0, 999))
def test_what_is_written_reads_back(kind: Kind, number: int, device: str, stop: int) -> None:
    reference = Reference(kind, number, device, stop)
    assert parse(str(reference)) == reference
    assert parse(f" {str(reference).lower()}\n") == reference


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("r2287", Reference(Kind.REQUEST, 2287)),
        ("R 2287", Reference(Kind.REQUEST, 2287)),
        ("R\u20132287", Reference(Kind.REQUEST, 2287)),
        ("R-0012", Reference(Kind.REQUEST, 12)),
        ("R-2O", Reference(Kind.REQUEST, 20)),
        ("R-O12", Reference(Kind.REQUEST, 12)),
        ("r-l2", Reference(Kind.REQUEST, 12)),
        ("R-I2", Reference(Kind.REQUEST, 12)),
        ("O-1O", Reference(Kind.ORGANISATION, 10)),
        ("fm 42", Reference(Kind.FORMALITY, 42)),
        ("f0318", Reference(Kind.REFERRAL, 318)),
        ("F-O318", Reference(Kind.REFERRAL, 318)),
        ("HH42", Reference(Kind.HOUSEHOLD, 42)),
        ("H42", Reference(Kind.HANDOVER, 42)),
        ("kx r 42", Reference(Kind.REQUEST, 42, "KX")),
        ("KX-R-4O", Reference(Kind.REQUEST, 40, "KX")),
        ("HH-H-4", Reference(Kind.HANDOVER, 4, "HH")),
        ("S118.4", Reference(Kind.ROUND, 118, stop=4)),
        ("S-118/4", Reference(Kind.ROUND, 118, stop=4)),
        ("S-118 4", Reference(Kind.ROUND, 118, stop=4)),
        ("S-118.I", Reference(Kind.ROUND, 118, stop=1)),
    ],
)
def test_references_are_read_as_people_type_them(typed: str, reference: Reference) -> None:
    assert parse(typed) == reference


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "R",
        "R-",
        "42",
        "X-42",
        "R-0",
        "R-O",
        "R--3",
        "R-1234567890",
        "S-1.2.3",
        "S-1.2345",
        "R-1x",
        "Jean",
    ],
)
def test_what_is_no_reference_is_none(typed: str) -> None:
    assert parse(typed) is None


@given(st.text(max_size=20) | st.text("RPVSOHKX01Il-. ", max_size=12))
def test_no_text_stops_the_reading(typed: str) -> None:
    found = parse(typed)
    assert found is None or found.number > 0
