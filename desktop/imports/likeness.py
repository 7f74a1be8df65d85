"""Which records a row may be: found by keys, weighed by what agrees, never by a name alone.

Keys are those of the hub's duplicate rule: telephone number in E.164, postcode with house number, date of
birth. Names only weigh what a key has found.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from desktop.domain.names import is_nickname, sounds
from desktop.domain.text import fold
from desktop.imports.convert import house_key
from desktop.imports.staged import StagedPerson, StagedVolunteer

Fields = Mapping[str, str]

MOST_PER_KEY = 50
"""Records looked at for one key: a switchboard's number or a tower block's address stands for many people."""


class Suggestion(StrEnum):
    """What a possible duplicate most likely is."""

    SAME_PERSON = "same_person"
    SAME_HOUSEHOLD = "same_household"


@dataclass(frozen=True, slots=True)
class ExistingRecord:
    """A person or volunteer the hub holds, as plain texts.

    Attributes:
        id: the record's key.
        fields: what it says, under the names `StagedPerson.fields` uses; phones as E.164 with spaces between.
        shown: how to show it, such as a name and a reference; made of the names when not given.
    """

    id: str
    fields: Fields
    shown: str = ""

    @property
    def label(self) -> str:
        """How to show it."""
        get = self.fields.get
        return self.shown or " ".join(name for name in (get("first_name"), get("last_name")) if name)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a row may be.

    Attributes:
        id: of a record the hub holds, or an empty text for another row of the file.
        row: the number of the other row, or 0.
        label: how to show it.
        score: 0 to 100; how much agrees.
        suggestion: what it most likely is.
        reasons: what agrees, in plain English.
    """

    id: str
    row: int
    label: str
    score: int
    suggestion: Suggestion
    reasons: tuple[str, ...]


class Keys(NamedTuple):
    """What a record is found and weighed by; empty texts are never a key."""

    reference: str
    first: str
    last: str
    born: str
    place: str
    phones: tuple[str, ...]


class Entry(NamedTuple):
    """A record in an index, of the hub or of the file."""

    id: str
    row: int
    keys: Keys
    record: ExistingRecord | StagedPerson | StagedVolunteer

    @property
    def label(self) -> str:
        """How to show the record."""
        return self.record.label

    def fields(self) -> Fields:
        """What the record says."""
        return self.record.fields if isinstance(self.record, ExistingRecord) else self.record.fields()


def keys_of_person(person: StagedPerson) -> Keys:
    """What a staged person is found by."""
    return Keys(
        person.source_reference,
        _folded(person.first_name or person.preferred_name),
        _folded(person.last_name),
        person.date_of_birth.isoformat() if person.date_of_birth else "",
        _place(person.postcode, person.address_line1),
        tuple([phone.e164 for phone in person.phones]),
    )


def _keys_of_fields(fields: Fields) -> Keys:
    get = fields.get
    return Keys(
        get("source_reference", ""),
        _folded(get("first_name", "") or get("preferred_name", "")),
        _folded(get("last_name", "")),
        get("date_of_birth", ""),
        _place(get("postcode", ""), get("address_line1", "")),
        tuple(get("phones", "").split()),
    )


@lru_cache(maxsize=50_000)
def _folded(name: str) -> str:
    return fold(name)


def _place(postcode: str, line: str) -> str:
    return f"{postcode}|{house_key(line)}" if postcode and line else ""


@dataclass(slots=True)
class ExistingIndex:
    """Records by their keys: those the hub holds, or the rows of a file among themselves."""

    by_reference: dict[str, Entry] = field(default_factory=dict)
    by_phone: dict[str, list[Entry]] = field(default_factory=dict)
    by_place: dict[str, list[Entry]] = field(default_factory=dict)
    by_birth: dict[str, list[Entry]] = field(default_factory=dict)

    @classmethod
    def build(cls, records: Iterable[ExistingRecord]) -> "ExistingIndex":
        """An index of what the hub holds."""
        index = cls()
        for record in records:
            index.add(Entry(record.id, 0, _keys_of_fields(record.fields), record))
        return index

    def add(self, entry: Entry) -> None:
        """Take in one more record; of two with the same reference the first keeps it."""
        keys = entry.keys
        if keys.reference:
            self.by_reference.setdefault(keys.reference, entry)
        for phone in keys.phones:
            self.by_phone.setdefault(phone, []).append(entry)
        if keys.place:
            self.by_place.setdefault(keys.place, []).append(entry)
        if keys.born:
            # With the initial, else a common date would be a long list; looked up with that of the first name
            # too, in case the two are swapped.
            self.by_birth.setdefault(keys.born + keys.last[:1], []).append(entry)

    def candidates(self, keys: Keys) -> list[tuple[Candidate, Entry]]:
        """Records that somebody with these keys may be, the likeliest first."""
        if not self.by_birth and not self.by_phone and not self.by_place:
            return []
        _, first, last, born, place, phones = keys
        near = [self.by_phone[phone] for phone in phones if phone in self.by_phone]
        if place in self.by_place:
            near.append(self.by_place[place])
        if born:
            near += [
                self.by_birth[key] for key in (born + last[:1], born + first[:1]) if key in self.by_birth
            ]
        if not near:
            return []
        entries = {id(entry): entry for block in near for entry in block[:MOST_PER_KEY]}
        found = [(candidate, entry) for entry in entries.values() if (candidate := weigh(keys, entry))]
        found.sort(key=_by_score)
        return found


def _by_score(pair: tuple[Candidate, Entry]) -> int:
    return -pair[0].score


def weigh(keys: Keys, entry: Entry) -> Candidate | None:
    """Weigh what agrees between somebody and a record; None when too little does."""
    other = entry.keys
    same_birth = keys.born != "" and keys.born == other.born
    same_place = keys.place != "" and keys.place == other.place
    same_phone = not other_phones.isdisjoint(keys.phones) if (other_phones := set(other.phones)) else False
    name = _name_likeness(keys.first, keys.last, other.first, other.last)
    if not (same_phone or (name and (same_birth or same_place)) or (same_birth and same_place)):
        return None
    born_apart = bool(keys.born and other.born) and not same_birth
    if name:
        score = 78 + 6 * same_birth + 5 * same_phone + 4 * same_place + 7 * (name == 2) - 20 * born_apart
    elif same_phone:
        score = 60 + 5 * same_place + 10 * same_birth
    else:
        score = 70
    reasons = []
    if name:
        reasons.append("Same name" if name == 2 else "Names are alike")
    if same_birth:
        reasons.append("Same date of birth")
    if same_phone:
        reasons.append("Same telephone number")
    if same_place:
        reasons.append("Same address")
    if born_apart:
        reasons.append("Dates of birth differ")
    likely = Suggestion.SAME_PERSON if score >= SAME_PERSON_SCORE else Suggestion.SAME_HOUSEHOLD
    return Candidate(entry.id, entry.row, entry.label, min(score, 100), likely, tuple(reasons))


SAME_PERSON_SCORE = 75
"""From here on a candidate is more likely the same person than somebody of the same household."""


def _name_likeness(first: str, last: str, other_first: str, other_last: str) -> int:
    """How like two names are: 2 the same, 1 alike by sound or by a slip, 0 different."""
    if not (first or last) or not (other_first or other_last):
        return 0
    if first == other_first and last == other_last:
        return 2
    straight = _alike(last, other_last) and (_alike(first, other_first) or is_nickname(first, other_first))
    return 1 if straight or (first == other_last and last == other_first) else 0


def _alike(one: str, other: str) -> bool:
    """Whether two folded names are the same, an initial of each other, sound alike or are a slip apart."""
    if one == other or not one or not other:
        return True
    if one[0] == other[0] and (len(one) == 1 or len(other) == 1):
        return True
    if sounds(one) == sounds(other) != "":
        return True
    return one[0] == other[0] and _closeness()(one, other) >= _SLIP


_SLIP = 0.9


@cache
def _closeness() -> Callable[[str, str], float]:
    from rapidfuzz.distance import JaroWinkler

    return JaroWinkler.similarity
