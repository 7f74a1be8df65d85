"""The keys under which people are compared, written out."""

from desktop.domain.duplicate_keys import Prepared
from desktop.domain.duplicate_scan import MOST_IN_BLOCK, candidates, keys

JEAN = Prepared(
    id="a",
    first="jeanette",
    last="okaforson",
    given=("jeanette",),
    first_sound="JNT",
    last_sound="OKFR",
    born="19520304",
    phones=frozenset({"+442079460123"}),
    postcode="qx42lb",
    house="14",
    street="ferrygate close",
    household_id="h1",
)


def nobody(household: str, postcode: str = "") -> Prepared:
    """Somebody of whom only a household and perhaps a postcode are known."""
    return Prepared("a", "", "", (), "", "", "", frozenset(), postcode, "", "", household)


def test_all_keys_of_a_person() -> None:
    assert list(keys(JEAN)) == [
        ("phone", "+442079460123"),
        ("tail", "9460123"),
        ("born", "19520304"),
        ("born by name", "0304", "JNT", "OKFR"),
        ("year and family", "1952", "OKFR"),
        ("year and given", "1952", "JNT", "o"),
        ("year, day, given", "1952", "04", "JNT"),
        ("turned", "1952", "03", "04", "OKFR"),
        ("names", "JNT", "OKFR"),
        ("letters", "jean", "okaf"),
        ("postcode and house", "qx42lb", "14"),
        ("postcode and family", "qx42lb", "OKFR"),
        ("postcode and given", "qx42lb", "JNT"),
        ("street and house", "ferrygate close", "14"),
        ("street and given", "ferrygate close", "JNT"),
        ("street and family", "ferrygate close", "OKFR"),
        ("household", "h1"),
    ]


def test_a_key_that_more_than_forty_share_is_passed_over() -> None:
    assert MOST_IN_BLOCK == 40
    assert len(candidates([nobody("h1")] * 40)) == 40 * 39 // 2
    assert candidates([nobody("h1")] * 41) == set()
    assert candidates([nobody("h1")] * 2) == {(0, 1)}
