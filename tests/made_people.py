"""People for property tests of lists: any names, addresses and numbers, with text made to do harm."""

from datetime import date

from hypothesis import strategies as st

from db.enums import Answer, ContactPreference, PersonStatus
from desktop.services.households import HouseholdDraft
from desktop.services.people import PersonDraft, PhoneDraft
from tests.hostile import FORMULAS, MARKUP

_LETTERS = st.characters(exclude_categories=("Cs", "Cc"))
_WORDS = st.one_of(
    st.sampled_from(
        (*FORMULAS[:12], *MARKUP[:4], "'Twas", "a, b,, c", "van der Berg", "O’Neill", "Dr", "007")
    ),
    st.text(_LETTERS, max_size=25),
)
_NAMES = st.one_of(_WORDS, st.sampled_from(("Siân", "Zoë", "Jean", "Łukasz", "Mary-Ann", "Mr Jones")))
_TOWNS = st.sampled_from(("", "Aldermouth", "Leeds", "=1+1"))
_POSTCODES = st.sampled_from(("", "E8 1EA", "e81eb", "LS1 4AP", "QX4 2LB", "nowhere", "=1"))
_NUMBERS = st.sampled_from(
    (
        *("020 7946 0123", "020 7946 0147", "+447700900123", "07700 900456", "0131 496 0000"),
        *("+353 1 679 6000", "101", "ring Bo", "=1+1"),
    )
)
_EMAILS = st.sampled_from(("", "jean@example.org", "=cmd@x", "no address"))
_UPRNS = st.sampled_from(("", "100012345678", "000123", "12A"))
_BORN = st.none() | st.dates(date(1900, 1, 1), date(2020, 12, 31))

HOMES = st.builds(
    HouseholdDraft,
    address_line1=_WORDS,
    address_line2=_WORDS,
    town=_TOWNS,
    postcode=_POSTCODES,
    uprn=_UPRNS,
)
PEOPLE = st.builds(
    PersonDraft,
    first_name=_NAMES.map(lambda text: f"N{text}"),
    middle_name=_NAMES,
    last_name=_NAMES,
    preferred_name=_NAMES,
    date_of_birth=_BORN,
    email=_EMAILS,
    contact_preference=st.sampled_from(ContactPreference),
    language_code=st.sampled_from(("", "cy", "pl", "en", "ur")),
    communication_needs=_WORDS,
    status=st.sampled_from((PersonStatus.ACTIVE, PersonStatus.MOVED)),
    safe_when=st.sampled_from(("", "", "", "after 4pm")),
    safe_message=st.sampled_from((Answer.NOT_ASKED, Answer.NOT_ASKED, Answer.NO)),
    phones=st.lists(st.builds(PhoneDraft, _NUMBERS), max_size=3).map(tuple),
    household=HOMES,
)
NEEDS = st.sampled_from(("", "", "food_parcel", "welfare_check", "shopping"))
"""What a person asks for besides; often nothing."""
ASKING = st.tuples(PEOPLE, NEEDS, st.booleans())
"""A person, what they ask for, and whether they live with the one before."""
