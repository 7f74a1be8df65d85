"""Whether two records are the same person: evidence weighed, never on name alone."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.duplicate_keys import BEYOND_NAME, PairScore, PersonKey, Sign, prepare
from desktop.domain.duplicates import LIKELY, POSSIBLE, Scorer, likely_in, rank_matches

JEAN = PersonKey(
    "b", "Jean", "Mallory", "", date(1952, 3, 4), ("+442079460123",), "QX4 2LB", "14 Ferrygate Close"
)
NAMES = st.sampled_from(["Jean", "Jeanne", "Bill", "William", "Mallory", "Malory", "Okafor", "J", ""])
PEOPLE = st.builds(
    PersonKey,
    id=st.sampled_from("abcdef"),
    first=NAMES,
    last=NAMES,
    born=st.none() | st.sampled_from([date(1952, 3, 4), date(1952, 4, 3), date(1987, 6, 5)]),
    phones=st.sampled_from([(), ("+442079460123",), ("+442079460132", "+447700900123")]),
    postcode=st.sampled_from(["", "QX4 2LB", "QX4 2LD", "AB1 9ZZ"]),
    address=st.sampled_from(["", "14 Ferrygate Close", "73 Ferrygate Close", "Rose Cottage"]),
    household_id=st.sampled_from(["", "h1", "h2"]),
)


def score(one: PersonKey, other: PersonKey) -> PairScore | None:
    return Scorer().score(prepare(one), prepare(other))


def test_everything_alike_is_the_same_person_with_the_reasons_strongest_first() -> None:
    found = score(JEAN, replace(JEAN, id="a"))
    assert found == PairScore("a", "b", 38.5, (Sign.ADDRESS, Sign.NAME, Sign.BIRTH, Sign.PHONE))


def test_the_smaller_key_comes_first_whichever_way_they_are_given() -> None:
    other = replace(JEAN, id="a")
    assert score(JEAN, other) == score(other, JEAN)


@given(NAMES, NAMES, NAMES, NAMES, NAMES)
def test_names_alone_are_never_enough(
    first: str, last: str, preferred: str, other_first: str, other_last: str
) -> None:
    one, other = PersonKey("a", first, last, preferred), PersonKey("b", other_first, other_last, preferred)
    assert score(one, other) is None
    assert score(replace(JEAN, id="a", first=first, last=last), other) is None
    assert rank_matches(one, [other, JEAN], least=-100) == []


@given(PEOPLE, PEOPLE)
def test_every_pair_shown_has_a_reason_beyond_the_name_and_weighs_the_same_both_ways(
    one: PersonKey, other: PersonKey
) -> None:
    found = score(one, other)
    assert found == score(other, one)
    if found:
        assert found.score > 0
        assert set(found.signs) & BEYOND_NAME
        assert len(set(found.signs)) == len(found.signs)


def test_more_against_than_for_is_no_pair() -> None:
    stranger = PersonKey(
        "a", "Kofi", "Mensah", "", date(1987, 6, 5), ("+442079460123",), "AB1 9ZZ", "2 Mill Lane"
    )
    assert score(JEAN, stranger) is None


@pytest.mark.parametrize(
    "change",
    [
        {"first": "Jeanne", "born": None},
        {"last": "Malory", "phones": ()},
        {"first": "Mallory", "last": "Jean"},
        {"born": date(1952, 4, 3), "phones": ()},
        {"address": "2 Mill Lane", "postcode": "AB1 9ZZ"},
        {"phones": ("+442079460132",), "born": None},
        {"born": None, "phones": (), "preferred": "Jeannie"},
        {"postcode": "", "address": "", "phones": ()},
    ],
)
def test_a_person_with_a_slip_or_a_gap_is_still_likely_the_same(change: dict[str, object]) -> None:
    found = score(JEAN, replace(JEAN, id="a", **change))  # type: ignore[arg-type]
    assert found
    assert found.score >= LIKELY


def test_one_home_and_one_phone_count_less_than_each_alone() -> None:
    phone = PersonKey("a", "Jean", "Mallory", phones=JEAN.phones)
    home = PersonKey("a", "Jean", "Mallory", postcode=JEAN.postcode, address=JEAN.address)
    both = replace(phone, postcode=JEAN.postcode, address=JEAN.address)
    single, other = score(JEAN, phone), score(JEAN, home)
    together = score(JEAN, both)
    assert single
    assert other
    assert together
    assert single.score == 19.0
    assert other.score == 22.5
    assert together.score == 28.5


def test_a_shared_postcode_or_a_slip_in_the_phone_is_not_yet_one_home() -> None:
    postcode = score(JEAN, PersonKey("a", "Jean", "Mallory", phones=JEAN.phones, postcode=JEAN.postcode))
    slip = score(JEAN, replace(JEAN, id="a", phones=("+442079460132",), born=None))
    assert postcode
    assert slip
    assert postcode.score == 10.0 + 9.0 + 4.0
    assert slip.score == 10.0 + 4.0 + 12.5


def test_somebody_else_of_the_household_weighs_less_than_the_same_person() -> None:
    partner = replace(JEAN, id="a", first="Kofi", born=None)
    unknown = replace(JEAN, id="a", first="", born=None)
    found, same = score(JEAN, partner), score(JEAN, unknown)
    assert found
    assert same
    assert same.score - found.score >= 10


def test_the_same_date_of_birth_outweighs_another_given_name() -> None:
    twin = score(JEAN, replace(JEAN, id="a", first="Kofi"))
    partner = score(JEAN, replace(JEAN, id="a", first="Kofi", born=None))
    assert twin
    assert partner
    assert twin.score >= partner.score + 16


def test_rare_names_say_more_in_a_long_list() -> None:
    crowd = [PersonKey(f"{n:04}", "John", "Smith") for n in range(599)] + [
        PersonKey("0600", "Zebedee", "Quayle")
    ]
    scorer = Scorer(prepare(one) for one in crowd)
    born = date(1952, 3, 4)

    def weight(first: str, last: str) -> float:
        one, other = PersonKey("a", first, last, born=born), PersonKey("b", first, last, born=born)
        found = scorer.score(prepare(one), prepare(other))
        assert found
        return found.score - 10.0

    assert weight("John", "Smith") == 6.0
    assert weight("Zebedee", "Quayle") == 16.0
    assert weight("Nobody", "Else") == 10.0


def test_a_name_of_middling_rarity_says_as_many_bits_as_it_is_rare() -> None:
    crowd = [PersonKey(str(n), f"John{n % 32}", "Smith") for n in range(640)]
    scorer = Scorer(prepare(one) for one in crowd)
    one = PersonKey("a", "John3", born=JEAN.born)
    found = scorer.score(prepare(one), prepare(replace(one, id="b")))
    assert found
    assert found.score == 15.0


def test_a_short_list_says_nothing_of_how_rare_a_name_is() -> None:
    one, other = prepare(replace(JEAN, id="a")), prepare(JEAN)
    short = Scorer([one] * 499).score(one, other)
    assert short == Scorer().score(one, other)
    assert Scorer([one] * 500).score(one, other) != short


def test_what_is_typed_is_ranked_most_likely_first_and_never_against_itself() -> None:
    typed = PersonKey("", "Jean", "Malory", phones=("+442079460123",))
    close = replace(JEAN, id="close")
    partner = PersonKey("partner", "", "Mallory", phones=("+442079460123",))
    stranger = PersonKey("stranger", "Kofi", "Mensah", postcode="QX4 2LB")
    found = rank_matches(typed, [stranger, partner, close, replace(typed, last="Mallory")])
    assert [one.b for one in found] == ["close", "partner"]
    assert all(one.a == "" for one in found)


def test_only_enough_evidence_is_shown_while_typing() -> None:
    typed = PersonKey("", "Jean", "", born=date(1952, 3, 20), postcode="QX4 2LB")
    known = PersonKey("a", "Jean", "", born=date(1952, 3, 4), postcode="QX4 2LB")
    assert rank_matches(typed, [known])[0].score == 10.0
    assert rank_matches(typed, [known], least=10.0)
    assert rank_matches(typed, [known], least=10.1) == []
    assert POSSIBLE < LIKELY


def test_equally_likely_people_come_in_the_order_of_their_keys() -> None:
    typed = PersonKey("", "Jean", "Mallory", phones=("+442079460123",))
    found = rank_matches(typed, [replace(JEAN, id=key) for key in "cab"])
    assert [one.b for one in found] == ["a", "b", "c"]


def test_a_longer_list_asks_for_more_evidence() -> None:
    assert likely_in(0) == likely_in(6_000) == LIKELY
    assert likely_in(12_000) == LIKELY + 1
    assert likely_in(48_000) == LIKELY + 3


def test_two_names_that_several_people_bear_are_two_names() -> None:
    crowd = [PersonKey(f"j{n}", first, "Mallory") for n in range(300) for first in ("Joan", "John")]
    scorer = Scorer(prepare(one) for one in crowd)
    joan = replace(JEAN, first="Joan", born=None)
    partner = scorer.score(prepare(joan), prepare(replace(joan, id="a", first="John")))
    slip = scorer.score(prepare(joan), prepare(replace(joan, id="a", first="Jaon")))
    assert partner
    assert slip
    assert partner.score < LIKELY <= slip.score


def test_common_names_that_sound_alike_may_be_one() -> None:
    crowd = [PersonKey(f"c{n}", first, "Mallory") for n in range(300) for first in ("Catharine", "Katharine")]
    scorer = Scorer(prepare(one) for one in crowd)
    one = replace(JEAN, first="Catharine", born=None)
    found = scorer.score(prepare(one), prepare(replace(one, id="a", first="Katharine")))
    assert found
    assert Sign.SOUNDS_LIKE in found.signs
    assert found.score >= LIKELY


def test_a_common_name_quite_unlike_another_differs() -> None:
    crowd = [PersonKey(f"c{n}", first, "Mallory") for n in range(300) for first in ("Kofi", "Jean")]
    scorer = Scorer(prepare(one) for one in crowd)
    found = scorer.score(prepare(JEAN), prepare(replace(JEAN, id="a", first="Kofi", born=None)))
    assert found
    assert found.score == 9.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"phones": ("+442079460123",)}, {"phones": ("+447700900881",)}),
        ({"born": date(1952, 3, 4)}, {"born": date(1971, 11, 28)}),
        ({"born": date(1952, 3, 4)}, {"born": date(1952, 3, 19)}),
        (
            {"postcode": "QX4 2LB", "address": "14 Kelp Street"},
            {"postcode": "QX9 9AA", "address": "3 Hale Road"},
        ),
    ],
    ids=["phone", "birth", "near birth", "address"],
)
def test_a_name_never_speaks_alone_whatever_else_is_known_and_differs(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    found = score(PersonKey("a", "Jean", "Mallory", **one), PersonKey("b", "Jean", "Mallory", **other))
    assert found is None or set(found.signs) & BEYOND_NAME


def test_what_just_reaches_the_least_wanted_is_still_found() -> None:
    one, other = (prepare(PersonKey(key, "Jean", "Mallory", phones=JEAN.phones[:1])) for key in "ab")
    found = Scorer().score(one, other, 19.0)
    assert found is not None
    assert found.score == 19.0
    assert Scorer().score(one, other, 19.5) is None


def test_evidence_that_cancels_out_says_nothing() -> None:
    phone, born = JEAN.phones[:1], date(1952, 3, 4)
    one = PersonKey("a", "", "Mallory", born=born, phones=phone)
    assert score(one, PersonKey("b", "", "Quayle", born=date(1971, 11, 28), phones=phone)) is None
