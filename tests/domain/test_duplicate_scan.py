"""The scan for people who are there twice: what it compares, and how much it finds of what was planted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from desktop.domain.duplicate_keys import PersonKey, Sign, prepare
from desktop.domain.duplicate_scan import MOST_IN_BLOCK, candidates, keys, scan


def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


MEN = words(
    """
    John David Michael James Robert William Peter Thomas Paul Andrew Mohammed Stephen George Richard
    Mark Christopher Anthony Ahmed Kenneth Daniel Brian Joseph Alan Edward Charles Matthew Martin Piotr
    Ronald Tomasz Kevin Gareth Owain Rhys Ravi Sanjay Kwame Emeka Hamza Yusuf Stefan Andrei Leonard
    Walter Harold Frederick
    """
)
WOMEN = words(
    """
    Margaret Mary Susan Elizabeth Patricia Jean Sarah Joan Karen Dorothy Christine Fatima Barbara Helen
    Ann Joyce Maureen Pauline Linda Sheila Jane Catherine Janet Aisha Brenda Julie Anna Eileen Irena
    Priya Kathleen Doreen Sian Mair Angharad Nadia Agnieszka Malgorzata Samina Adaeze Abena Rebecca
    Laura Emma Victoria Alexandra
    """
)
SHORT = {
    "William": "Bill", "Robert": "Bob", "Margaret": "Peggy", "Elizabeth": "Betty", "James": "Jim",
    "Michael": "Mick", "Richard": "Dick", "Patricia": "Pat", "Thomas": "Tom", "Dorothy": "Dot",
    "Catherine": "Kate", "Anthony": "Tony", "Edward": "Ted", "Susan": "Sue", "Frederick": "Fred",
    "Andrew": "Andy", "David": "Dave", "Kathleen": "Kathy", "Christopher": "Chris", "Joseph": "Joe",
}  # fmt: skip
COMMON = words(
    """
    Smith Jones Williams Taylor Brown Davies Evans Wilson Thomas Johnson Roberts Robinson Khan Wright
    Thompson Walker White Patel Edwards Green Hall Wood Begum Harris Lewis Martin Ali Jackson Clarke
    Turner Hughes Singh Hussain Morris Kaur Ahmed Nowak Kowalski Okafor Mensah Popescu O'Brien Murphy
    Kelly Campbell MacDonald Stewart
    """
)
HEADS = words(
    """
    Ash Brad Hart Whit Thorn Wal Bar Hol Cros Pem Lang Mar Ral Stan Win Hal Red Fair Bland Cal Dar Fen
    Gil Hey Kil Led Mor Nor Old Pres Quar Rud Sher Tat Upp Ven Wey Yar Zel Bram
    """
)
TAILS = words(
    """
    ley ton ford worth field man wood ham by well croft stead shaw more gate land bury combe thorpe wick
    """
)
STREETS = [
    f"{head}{tail} {kind}" for head in HEADS for tail in TAILS[:8] for kind in ("Road", "Street", "Close")
]
TOWN_LETTERS = "QX"
HOMES = (1, 1, 1, 1, 2, 2, 2, 3, 4)
"""How many people live in one home, as often as here."""
Truth = set[frozenset[str]]


class Town:
    """A made-up town of households, some of whose people are in the list twice with mistakes."""

    def __init__(self, seed: int, people: int, twice: float = 0.05, homes: tuple[int, ...] = HOMES) -> None:
        self.chance = Random(seed)
        self.people: list[PersonKey] = []
        self.truth: Truth = set()
        self._surnames = COMMON + [head + tail for head in HEADS for tail in TAILS]
        ranks = range(1, len(self._surnames) + 1)
        self._shares = [1 / (rank + 8) ** 0.9 for rank in ranks]
        self._given_shares = [1 / (rank + 6) for rank in range(len(MEN))]
        self._streets = STREETS[: max(20, people // 50)]
        self._sizes = homes
        self._number = 0
        self._homes: set[str] = set()
        while len(self.people) < people:
            self._household()
        for original in self.chance.sample(self.people, int(people * twice)):
            copy = self.spoil(original)
            self.people.append(copy)
            self.truth.add(frozenset((original.id, copy.id)))
        self.chance.shuffle(self.people)

    def spoil(self, person: PersonKey) -> PersonKey:
        """The same person taken down a second time: by ear, in a hurry, years later."""
        copy = replace(person, id=self._key())
        for change, share in (
            (self._short_name, 0.20),
            (self._name_slip, 0.35),
            (self._swap_names, 0.04),
            (self._move, 0.10),
            (self._lose_phone, 0.25),
            (self._phone_slip, 0.06),
            (self._lose_birth, 0.25),
            (self._birth_slip, 0.10),
            (self._postcode_slip, 0.05),
            (self._lose_postcode, 0.05),
            (self._house_slip, 0.04),
        ):
            if self.chance.random() < share:
                copy = change(copy)
        return copy

    def _household(self) -> None:
        last = self.chance.choices(self._surnames, self._shares)[0]
        address, postcode = self._place()
        landline = (self._phone("+4420794"),) if self.chance.random() < 0.5 else ()
        for first in sorted(self._given_names(self.chance.choice(self._sizes))):
            mobile = (self._phone("+447700"),) if self.chance.random() < 0.6 else ()
            born = date(1925, 1, 1) + timedelta(days=self.chance.randrange(34_000))
            self.people.append(
                PersonKey(
                    self._key(),
                    first,
                    last,
                    born=born if self.chance.random() < 0.7 else None,
                    phones=landline + mobile,
                    postcode=postcode if self.chance.random() < 0.95 else "",
                    address=address,
                )
            )

    def _given_names(self, count: int) -> set[str]:
        """Different names: people of one household are told apart by them."""
        return {
            self.chance.choices(self.chance.choice((MEN, WOMEN)), self._given_shares)[0] for _ in range(count)
        }

    def _key(self) -> str:
        self._number += 1
        return f"{self._number:07}"

    def _place(self) -> tuple[str, str]:
        """An address nobody has yet, and its postcode: some thirty houses share one."""
        while True:
            street = self.chance.randrange(len(self._streets))
            house = self.chance.randrange(1, 90)
            flat = f"Flat {self.chance.randrange(1, 9)}, " if self.chance.random() < 0.1 else ""
            address = f"{flat}{house} {self._streets[street]}"
            if address not in self._homes:
                break
        self._homes.add(address)
        letters = "ABDEFGHJLNPQRSTUWXYZ"
        unit = letters[street % 20] + letters[(street // 20 + house // 30) % 20]
        return address, f"{TOWN_LETTERS}{1 + street // 200} {street // 20 % 10}{unit}"

    def _phone(self, start: str) -> str:
        return start + "".join(self.chance.choice("0123456789") for _ in range(13 - len(start)))

    def _slip(self, text: str) -> str:
        """One letter more, less, other, or two swapped: Damerau, Communications of the ACM 7, 1964."""
        if len(text) < 3:
            return text
        place = self.chance.randrange(1, len(text) - 1)
        letter = self.chance.choice("0123456789" if text[place].isdigit() else "aeinorst")
        return self.chance.choice(
            [
                text[:place] + letter + text[place:],
                text[:place] + text[place + 1 :],
                text[:place] + letter + text[place + 1 :],
                text[:place] + text[place + 1] + text[place] + text[place + 2 :],
            ]
        )

    def _short_name(self, one: PersonKey) -> PersonKey:
        return replace(one, first=SHORT.get(one.first, one.first))

    def _name_slip(self, one: PersonKey) -> PersonKey:
        if self.chance.random() < 0.5:
            return replace(one, first=self._slip(one.first))
        return replace(one, last=self._slip(one.last))

    def _swap_names(self, one: PersonKey) -> PersonKey:
        return replace(one, first=one.last, last=one.first)

    def _move(self, one: PersonKey) -> PersonKey:
        address, postcode = self._place()
        return replace(one, address=address, postcode=postcode)

    def _lose_phone(self, one: PersonKey) -> PersonKey:
        return replace(one, phones=one.phones[1:])

    def _phone_slip(self, one: PersonKey) -> PersonKey:
        phones = tuple(number[:-3] + number[-2] + number[-3] + number[-1] for number in one.phones)
        return replace(one, phones=phones)

    def _lose_birth(self, one: PersonKey) -> PersonKey:
        return replace(one, born=None)

    def _birth_slip(self, one: PersonKey) -> PersonKey:
        if one.born is None:
            return one
        if one.born.day <= 12 and self.chance.random() < 0.5:
            return replace(one, born=one.born.replace(month=one.born.day, day=one.born.month))
        return replace(one, born=one.born.replace(day=self.chance.randrange(1, 29)))

    def _postcode_slip(self, one: PersonKey) -> PersonKey:
        return replace(one, postcode=self._slip(one.postcode))

    def _lose_postcode(self, one: PersonKey) -> PersonKey:
        return replace(one, postcode="")

    def _house_slip(self, one: PersonKey) -> PersonKey:
        return replace(one, address=self._slip(one.address))


def precision_and_recall(found: Iterable[frozenset[str]], truth: Truth) -> tuple[float, float]:
    """Shares of what was found that is true, and of what is true that was found."""
    pairs = set(found)
    hits = len(pairs & truth)
    return hits / max(1, len(pairs)), hits / max(1, len(truth))


def pairs_of(people: list[PersonKey]) -> list[frozenset[str]]:
    return [frozenset((pair.a, pair.b)) for pair in scan(people)]


@pytest.mark.parametrize("seed", [1, 2])
def test_most_people_who_are_there_twice_are_found(seed: int) -> None:
    town = Town(seed, 2_000, twice=0.1)
    found = set(pairs_of(town.people))
    assert precision_and_recall(found, town.truth)[1] >= 0.95


@pytest.mark.parametrize("seed", [3, 4])
@pytest.mark.parametrize("homes", [(1,), HOMES])
def test_nearly_all_that_is_found_is_true(seed: int, homes: tuple[int, ...]) -> None:
    town = Town(seed, 4_000, twice=0.1, homes=homes)
    precision, recall = precision_and_recall(pairs_of(town.people), town.truth)
    assert precision >= 0.95
    assert recall >= 0.95


def test_no_two_people_who_share_only_names_are_ever_found() -> None:
    people = [PersonKey(f"{n:03}", "Jean", "Mallory") for n in range(30)]
    people += [PersonKey("x", "Jean", "Mallory", born=date(1952, 3, 4), phones=("+442079460123",))]
    assert scan(people, least=-100) == []


def test_pairs_come_most_certain_first_and_once_each() -> None:
    town = Town(5, 1_000, twice=0.2)
    found = scan(town.people, least=0)
    assert [pair.score for pair in found] == sorted((pair.score for pair in found), reverse=True)
    assert max(Counter((pair.a, pair.b) for pair in found).values()) == 1
    assert all(pair.a < pair.b for pair in found)


def test_the_order_of_the_list_does_not_matter() -> None:
    town = Town(6, 2_000, twice=0.2)
    assert scan(town.people) == scan(list(reversed(town.people)))


JEAN = PersonKey(
    "a", "Jean", "Mallory", "", date(1952, 3, 4), ("+442079460123",), "QX4 2LB", "14 Ferrygate Close"
)


def test_pairs_that_were_decided_stay_away() -> None:
    people = [JEAN, replace(JEAN, id="b"), replace(JEAN, id="c")]
    assert pairs_of(people) == [frozenset("ab"), frozenset("ac"), frozenset("bc")]
    left = scan(people, [frozenset("ba"), frozenset("cx")])
    assert [(pair.a, pair.b) for pair in left] == [("a", "c"), ("b", "c")]


def test_only_enough_evidence_is_shown() -> None:
    people = [JEAN, replace(JEAN, id="b")]
    (pair,) = scan(people)
    assert scan(people, least=pair.score) == [pair]
    assert scan(people, least=pair.score + 0.01) == []


def test_an_empty_list_and_a_lone_person_have_no_pairs() -> None:
    assert scan([]) == scan([JEAN]) == []


def test_progress_is_told_and_a_cancelled_scan_stops() -> None:
    told: list[tuple[int, int]] = []
    people = [replace(JEAN, id=str(n)) for n in range(3)]
    assert len(scan(people, on_progress=lambda done, of: told.append((done, of)))) == 3
    assert told == [(0, 3)]
    assert scan(people, cancelled=lambda: True) == []
    assert len(scan(people, cancelled=lambda: False)) == 3


def test_a_scan_cancelled_on_the_way_gives_what_it_found() -> None:
    groups = MOST_IN_BLOCK * (MOST_IN_BLOCK - 1) // 2
    crowds = 20_000 // groups + 2
    people = [
        PersonKey(f"{crowd:02}-{n:02}", "Jean", f"Mallory{crowd}", phones=(f"+44207946{crowd:04}",))
        for crowd in range(crowds)
        for n in range(MOST_IN_BLOCK)
    ]
    asked: list[int] = []
    told: list[int] = []

    def second_time() -> bool:
        asked.append(1)
        return len(asked) == 2

    found = scan(people, least=0, cancelled=second_time, on_progress=lambda done, _of: told.append(done))
    assert told == [0, 20_000]
    assert len(found) == 20_000


def test_a_key_that_too_many_share_is_passed_over() -> None:
    crowd = [prepare(PersonKey(str(n), phones=("+442079460123",))) for n in range(MOST_IN_BLOCK)]
    assert len(candidates(crowd)) == MOST_IN_BLOCK * (MOST_IN_BLOCK - 1) // 2
    crowd.append(prepare(PersonKey("one more", phones=("+442079460123",))))
    assert candidates(crowd) == set()


def test_candidates_are_pairs_of_places_in_order() -> None:
    people = [prepare(one) for one in (JEAN, PersonKey("b"), replace(JEAN, id="c"))]
    assert candidates(people) == {(0, 2)}


@pytest.mark.parametrize(
    "other",
    [
        PersonKey("b", phones=("+442079460123",)),
        PersonKey("b", phones=("+447009460123",)),
        PersonKey("b", born=date(1952, 3, 4)),
        PersonKey("b", "Jean", "Malory", born=date(1925, 3, 4)),
        PersonKey("b", "Kofi", "Mallory", born=date(1952, 9, 9)),
        PersonKey("b", "Jean", "Marlow", born=date(1952, 9, 9)),
        PersonKey("b", "Jean", "Okafor", born=date(1952, 9, 4)),
        PersonKey("b", "Kofi", "Malory", born=date(1952, 4, 3)),
        PersonKey("b", "Mallory", "Jean"),
        PersonKey("b", "Jeanie", "Mallard"),
        PersonKey("b", postcode="QX4 2LB", address="14 Elsewhere"),
        PersonKey("b", "Kofi", "Malory", postcode="QX4 2LB"),
        PersonKey("b", "Jean", "Okafor", postcode="QX4 2LB"),
        PersonKey("b", address="14 Ferrygate Close"),
        PersonKey("b", "Jean", "Okafor", address="2 Ferrygate Close"),
        PersonKey("b", "Kofi", "Malory", address="2 Ferrygate Close"),
        PersonKey("b", household_id="h1"),
    ],
)
def test_each_key_alone_brings_two_people_together(other: PersonKey) -> None:
    people = [prepare(replace(JEAN, household_id="h1")), prepare(other)]
    assert candidates(people) == {(0, 1)}


def test_people_with_nothing_known_have_no_keys() -> None:
    assert list(keys(prepare(PersonKey("a")))) == []
    assert list(keys(prepare(PersonKey("a", "Jean")))) == []


def test_signs_of_a_pair_are_told() -> None:
    (pair,) = scan([JEAN, replace(JEAN, id="b", first="Jeanie", phones=())])
    assert set(pair.signs) == {Sign.NAME, Sign.BIRTH, Sign.ADDRESS}
