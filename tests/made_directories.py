"""Directories for property tests: any organisations and services, with text made to do harm."""

from datetime import date

from hypothesis import strategies as st

from db.enums import Layer, RiskTier
from desktop.domain.directory_facts import AreaFacts, Directory, HoursFacts, OrganisationFacts, ServiceFacts
from desktop.domain.hsds_terms import STATUS_OUT
from tests.hostile import FORMULAS, MARKUP

NEEDS = {"food_parcel": "Food parcel", "advice": "Advice", "domestic_abuse": "Domestic abuse"}
TOWNS = {"E8": "Hackney", "LS1": "Leeds"}

_LETTERS = st.characters(exclude_categories=("Cs",))
_WORDS = st.one_of(
    st.sampled_from((*FORMULAS[:20], *MARKUP[:5], "Not given", "Hackney", "'Twas", "a, b,, c", "Deputy")),
    st.text(_LETTERS, max_size=30),
)
_NAME = _WORDS.map(lambda text: f"N{text}")
_LINES = st.lists(_WORDS, max_size=3).map("\n".join)
_KEY = st.uuids().map(lambda one: one.hex)
_PHONE = st.sampled_from(("", "020 7946 0123", "+447700900123", "101", "ring Bo", "0800 1111", "=1+1"))
_EMAIL = st.sampled_from(("", "hub@example.org", "=cmd@x", "no address"))
_WEB = st.sampled_from(("", "https://example.org/a?b=c", "ftp://x", "javascript:alert(1)"))
_POSTCODE = st.sampled_from(("", "E8 1EA", "e81eb", "LS1 4AP", "QX4 2LB", "nowhere", "=1"))
_ADDRESS = st.one_of(
    _WORDS,
    st.sampled_from(
        ("1 High Street, Hackney", "Hackney", "2 The Row, Leeds, Leeds", "a, , b", "3 Mill Lane")
    ),
)
_TIME = st.sampled_from(("00:00", "09:30", "23:59"))
_HOURS = st.builds(HoursFacts, st.integers(0, 6), _TIME, _TIME, _WORDS)
_AREAS = st.builds(
    AreaFacts,
    _NAME,
    st.lists(st.sampled_from(("E8 1", "LS1", "QX4 2LB")), max_size=3, unique=True).map(tuple),
)
_AGE = st.none() | st.integers(0, 120)


def _organisation(key: str) -> st.SearchStrategy[OrganisationFacts]:
    return st.builds(
        OrganisationFacts,
        key=st.just(key),
        name=_NAME,
        layer=st.sampled_from(Layer),
        remit=_LINES,
        boundaries=_LINES,
        contact_name=_WORDS,
        contact_role=_WORDS,
        deputy_name=_WORDS,
        deputy_role=_WORDS,
        deputy_phone=_PHONE,
        url=_WEB,
        phone=_PHONE,
        email=_EMAIL,
        address=_ADDRESS,
        postcode=_POSTCODE,
    )


def _service(organisations: tuple[str, ...]) -> st.SearchStrategy[ServiceFacts]:
    return st.builds(
        ServiceFacts,
        key=_KEY,
        organisation_key=st.sampled_from(organisations),
        name=_NAME,
        status=st.sampled_from(sorted(STATUS_OUT)),
        description=_LINES,
        capacity_week=st.none() | st.integers(0, 100_000),
        eligibility=_LINES,
        minimum_age=_AGE,
        maximum_age=_AGE,
        how_to_refer=_LINES,
        languages=st.lists(_WORDS | st.sampled_from(("pl", "cy", "Polish")), max_size=3).map(tuple),
        interpreters=_WORDS,
        food_cultures=st.lists(_WORDS, max_size=3).map(tuple),
        collects=st.booleans(),
        delivers=st.booleans(),
        cost=_WORDS,
        phone=_PHONE,
        email=_EMAIL,
        url=_WEB,
        address=_ADDRESS,
        postcode=_POSTCODE,
        everywhere=st.booleans(),
        risk_up_to=st.sampled_from(("", *RiskTier)),
        verified_on=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        needs=st.lists(st.sampled_from(sorted(NEEDS)), max_size=3, unique=True).map(tuple),
        areas=st.lists(_AREAS, max_size=2).map(tuple),
        hours=st.lists(_HOURS, max_size=3, unique_by=lambda one: (one.weekday, one.opens_at)).map(tuple),
        is_secret=st.booleans(),
    )


def _directory(keys: list[str]) -> st.SearchStrategy[Directory]:
    services = st.lists(_service(tuple(keys)), max_size=3, unique_by=lambda one: one.key)
    return st.builds(
        Directory,
        st.tuples(*map(_organisation, keys)),
        (services if keys else st.just([])).map(tuple),
        st.just(NEEDS),
    )


DIRECTORIES: st.SearchStrategy[Directory] = st.lists(_KEY, min_size=1, max_size=2, unique=True).flatmap(
    _directory
)
"""Any directory of one or two organisations."""


def town_of(postcode: str) -> str:
    """A gazetteer of two towns."""
    return TOWNS.get(postcode.partition(" ")[0], "")


def whole_directory() -> Directory:
    """Three organisations and four services with every field filled."""
    hosts = [
        OrganisationFacts(
            f"{number:032x}",
            f"Pantry {number}",
            Layer.ANCHOR,
            boundaries="No parking",
            contact_name="Zoë Ó Briain",
            deputy_name="Bo",
            deputy_phone="020 7946 0123",
            phone="020 7946 0321",
            address="1 High Street, Aldermouth",
            postcode="E8 1EA",
            email="hub@example.org",
            url="https://example.org",
        )
        for number in range(1, 4)
    ]
    services = [
        ServiceFacts(
            f"{number + 100:032x}",
            hosts[number % 3].key,
            f"Lunch {number}",
            description="Soup\n=bread",
            minimum_age=18,
            maximum_age=90,
            phone="020 7946 0456",
            address="2 High Street, Aldermouth",
            postcode="E8 1EB",
            needs=("advice", "food_parcel"),
            areas=(AreaFacts("Mill", ("E8 1",)),),
            hours=(HoursFacts(1, "09:30", "12:00"), HoursFacts(3, "09:30", "12:00")),
            languages=("pl", "Welsh"),
            capacity_week=20,
            verified_on=date(2026, 11, 1),
            collects=True,
        )
        for number in range(4)
    ]
    return Directory(tuple(hosts), tuple(services), {"advice": "Advice", "food_parcel": "Food parcel"})
