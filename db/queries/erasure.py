"""What belongs to one person, wherever it lies, and the words they could be known by."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import JSON, Enum, Select, String, cast, func, or_, select
from sqlalchemy.orm import Session

from db.base import Base
from db.models import Change, Household, Person, Phone
from db.queries.spotting import FEW, Spotter, loosely, pages, pattern_of
from db.types import Id

OWNED: dict[str, tuple[tuple[str, str], ...]] = {
    "phone": (("person", "person_id"),),
    "contact_link": (("person", "person_id"),),
    "consent": (("person", "person_id"),),
    "request": (("person", "person_id"),),
    "call_plan": (("person", "person_id"),),
    "call_step": (("call_plan", "plan_id"),),
    "phone_line": (("person", "person_id"),),
    "call_sheet_line": (("call_plan", "plan_id"), ("phone_line", "line_id")),
    "contact_attempt": (("person", "person_id"), ("request", "request_id")),
    "call_promise": (("person", "person_id"), ("contact_attempt", "contact_id")),
    "notice_given": (("person", "person_id"),),
    "rights_request": (("person", "person_id"),),
    "share_request": (("person", "person_id"),),
    "complaint": (("person", "person_id"),),
    "retention_hold": (("person", "person_id"),),
    "referral": (("person", "person_id"), ("request", "request_id")),
    "case_step": (("request", "request_id"),),
    "ladder_choice": (("request", "request_id"),),
    "referral_step": (("referral", "referral_id"),),
    "handover_notice": (("person", "person_id"),),
    "volunteer": (("person", "person_id"),),
    "volunteer_area": (("volunteer", "volunteer_id"),),
    "volunteer_language": (("volunteer", "volunteer_id"),),
    "volunteer_skill": (("volunteer", "volunteer_id"),),
    "volunteer_slot": (("volunteer", "volunteer_id"),),
    "volunteer_step": (("volunteer", "volunteer_id"),),
    "absence": (("volunteer", "volunteer_id"),),
    "placement": (("volunteer", "volunteer_id"),),
    "recall_call": (("volunteer", "volunteer_id"),),
    "check_record": (("volunteer", "volunteer_id"),),
    "formality": (("volunteer", "volunteer_id"),),
    "do_not_pair": (("person", "person_id"), ("volunteer", "volunteer_id")),
    "task": (("request", "request_id"),),
    "arrival": (("person", "person_id"),),
    "out_now": (("volunteer", "volunteer_id"),),
    "out_step": (("out_now", "out_id"),),
    "standby": (("volunteer", "volunteer_id"),),
    "call_out": (("volunteer", "volunteer_id"),),
    "outing_guest": (("person", "person_id"),),
    "outing_companion": (("volunteer", "volunteer_id"),),
    "neighbour_offer": (("person", "person_id"),),
    "help_pause": (("person", "person_id"), ("request", "request_id")),
    "rota_usual": (("volunteer", "volunteer_id"),),
    "rota_place": (("volunteer", "volunteer_id"),),
    "offer": (("task", "task_id"), ("volunteer", "volunteer_id")),
}
"""Whose rows are whose: a table, with the columns by which it belongs. Owners stand before what they own."""

POINTING = frozenset(
    {
        "concern_hold.volunteer_id",
        "contact_attempt.line_id",
        "contact_attempt.plan_id",
        "handover_person.person_id",
        "household.usual_volunteer_id",
        "loan.person_id",
        "money_claim.volunteer_id",
        "money_float.person_id",
        "money_float.request_id",
        "money_float.volunteer_id",
        "money_receipt.request_id",
        "pair_decision.a_id",
        "pair_decision.b_id",
        "person.merged_into_id",
        "phone_line.with_id",
        "recharge.request_id",
        "request.follows_id",
        "round.driver_id",
        "round.helper_id",
        "stock_parcel.task_id",
        "task.second_volunteer_id",
        "task.volunteer_id",
    }
)
"""Columns that only point at somebody: the row is not theirs, and the key by itself tells nothing."""

SETS = frozenset({"volunteer_area", "volunteer_language", "volunteer_skill", "volunteer_slot"})
"""Tables whose rows are taken out whole."""

_UNSCRUBBED = frozenset({"change", "device", "counter", "extra_postcode", "erased_row", "user_account"})
"""Tables that hold nobody's words, or whose words are an account's own."""
_OWN_COLUMNS = frozenset(
    {"person.first_name", "person.last_name", "person.middle_name", "person.preferred_name"}
    | {"household.address_line1", "household.address_line2", "household.town", "household.postcode"}
    | {"phone.raw", "phone.e164", "person.safe_number", "person.email"}
)
"""Columns by which other people are known: whoever has the same number or the same street keeps it."""
_SHORTEST = 6
_LAST_DIGITS = 10
"""Digits of a number in this country, without the nought or the country before them."""
_TEXT = String()


class Rows(NamedTuple):
    """What is to be erased.

    Attributes:
        people: keys of the people.
        by_table: keys of the rows by table; the people's own among them.
    """

    people: tuple[str, ...]
    by_table: Mapping[str, tuple[str, ...]]

    @property
    def all_ids(self) -> frozenset[str]:
        """Every key."""
        return frozenset(key for keys in self.by_table.values() for key in keys)


def with_merged(session: Session, person_ids: Iterable[str]) -> tuple[str, ...]:
    """People, with every record that was merged into one of theirs."""
    found = set(person_ids)
    more = set(found)
    while more:
        merged = session.scalars(select(Person.id).where(Person.merged_into_id.in_(more)))
        more = set(merged) - found
        found |= more
    return tuple(sorted(found))


def belonging(session: Session, person_ids: Iterable[str]) -> Rows:
    """Every row that belongs to some people; a household only where nobody else is in it."""
    people = with_merged(session, person_ids)
    found: dict[str, set[str]] = {"person": set(people)}
    homes = set(session.scalars(select(Person.household_id).where(Person.id.in_(people)))) - {None}
    others = select(Person.household_id).where(
        Person.household_id.in_(homes), Person.id.not_in(people), Person.voided_at.is_(None)
    )
    found["household"] = {str(one) for one in homes - set(session.scalars(others))}
    return Rows(people, owned(session, found))


def owned(session: Session, roots: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Some rows with every row that belongs to them, by table; owners stand before what they own.

    A contact tried about a request stays with the person who was rung, unless they go as well.
    """
    found = {table: set(keys) for table, keys in roots.items()}
    rung = "contact_attempt"
    for table, owners in OWNED.items():
        held = Base.metadata.tables[table]
        keys = found.setdefault(table, set())
        for owner, name in owners:
            for part in pages(sorted(found.get(owner, ()))):
                query = select(held.c.id).where(held.c[name].in_(part))
                if table == rung and owner == "request":
                    query = query.where(held.c.person_id.is_(None))
                keys |= set(session.scalars(query))
    return {table: tuple(sorted(keys)) for table, keys in found.items() if keys}


def known_by(session: Session, rows: Rows) -> tuple[str, ...]:
    """The words by which some people could be found in what others wrote: names, numbers, addresses.

    Every name and number they ever had, as far as the log still holds it. What somebody else is known by as
    well, such as a number that two share, is left out.
    """
    known, shared = _known(session, rows)
    return tuple(sorted(one.strip() for one in known - shared if len(one.strip()) >= _SHORTEST))


def left_in_texts(session: Session, rows: Rows) -> tuple[str, ...]:
    """Words of theirs that stay where others wrote them, since somebody who stays is known by them too.

    Of the ways to write a number one is told: the one with the most spaces.
    """
    known, shared = _known(session, rows)
    told: dict[str, str] = {}
    for one in sorted(known & shared, key=lambda word: (word.count(" "), word)):
        digits = re.sub(r"\D", "", one)[-_LAST_DIGITS:]
        told[one if re.search(r"[^\W\d_]", one) else digits] = one
    return tuple(sorted(told.values()))


def _known(session: Session, rows: Rows) -> tuple[set[str], set[str]]:
    """The words some people are known by, and those somebody else is known by as well."""
    values = _values_of(session, "person", rows)
    names = {
        f"{first} {last}"
        for one in values
        for first in (one.get("first_name"), one.get("preferred_name"))
        for last in (one.get("last_name"),)
        if first and last
    }
    found, shared = set(names), _namesakes(session, names, rows.people)
    found |= {one["email"] for one in values if one.get("email")}
    found |= {one["source_reference"] for one in values if one.get("source_reference")}
    numbers = {
        str(one[name])
        for one in _values_of(session, "phone", rows)
        for name in ("raw", "e164")
        if one.get(name)
    }
    numbers |= {str(one["safe_number"]) for one in values if one.get("safe_number")}
    found |= _spellings(numbers)
    shared |= _others_numbers(session, rows)
    streets = {
        str(one["address_line1"])
        for one in _values_of(session, "household", rows)
        if one.get("address_line1")
    }
    return found | streets, shared | {one for one in streets if _lived_in(session, one, rows)}


def mentions(session: Session, words: Sequence[str], besides: Rows) -> dict[str, dict[str, dict[str, Any]]]:
    """Rows of others in which somebody is named.

    Args:
        session: an open session.
        words: of `known_by`.
        besides: rows that are erased whole.

    Returns:
        By table and key, the fields as they would read without the words.
    """
    if not words:
        return {}
    found: dict[str, dict[str, dict[str, Any]]] = {}
    look = _Looker(words)
    for table in Base.metadata.sorted_tables:
        if table.name in _UNSCRUBBED or "id" not in table.c:
            continue
        for column in table.c:
            if f"{table.name}.{column.name}" in _OWN_COLUMNS or not _holds_words(column):
                continue
            own = frozenset(besides.by_table.get(table.name, ()))
            for key, value in session.execute(look.narrow(select(table.c.id, column), cast(column, _TEXT))):
                if key in own:
                    continue
                fresh = look.without(value)
                if fresh != value:
                    found.setdefault(table.name, {}).setdefault(key, {})[column.name] = fresh
    return found


def entries_naming(
    session: Session, words: Sequence[str], owners: Iterable[str]
) -> list[tuple[str, str, int]]:
    """Entries of the log that hold some words, or rows of a set that were somebody's and are gone."""
    key = (Change.device_id, Change.incarnation, Change.seq)
    found: list[tuple[str, str, int]] = []
    if words:
        look = _Looker([json.dumps(word, ensure_ascii=False)[1:-1] for word in words])
        hits = session.execute(look.narrow(select(*key, Change.value), Change.value))
        found += [(one[0], one[1], one[2]) for one in hits if one[3] and look.finds(one[3])]
    for owner in owners:
        gone = select(*key).where(Change.entity.in_(SETS), Change.value.like(f"%{owner}%"))
        found += [(one[0], one[1], one[2]) for one in session.execute(gone)]
    return found


def without(value: Any, pattern: re.Pattern[str]) -> Any:
    """A text, or a document of texts, with the words taken out."""
    if isinstance(value, str):
        return pattern.sub(ERASED, value)
    if isinstance(value, list):
        return [without(one, pattern) for one in value]
    if isinstance(value, dict):
        return {name: without(one, pattern) for name, one in value.items()}
    return value


ERASED = "[erased]"


class _Looker:
    """Looks for words in texts and takes them out: a few by the store itself, many by reading every text."""

    def __init__(self, words: Sequence[str]) -> None:
        self._likes = [loosely(word) for word in words] if len(words) <= FEW else []
        self._spotter = Spotter(words)

    def narrow(self, query: Select[*tuple[Any, ...]], column: Any) -> Select[*tuple[Any, ...]]:
        """A query of texts, of those alone in which a word may stand."""
        if not self._likes:
            return query.where(column.is_not(None))
        return query.where(or_(*(column.ilike(one, escape="\\") for one in self._likes)))

    def finds(self, text: str) -> bool:
        """Whether a word stands in a text."""
        words = self._spotter.among(text)
        return bool(words) and pattern_of(words).search(text) is not None

    def without(self, value: Any) -> Any:
        """A text, or a document of texts, with the words taken out."""
        if isinstance(value, str):
            words = self._spotter.among(value)
            return without(value, pattern_of(words)) if words else value
        if isinstance(value, list):
            return [self.without(one) for one in value]
        if isinstance(value, dict):
            return {name: self.without(one) for name, one in value.items()}
        return value


def _holds_words(column: Any) -> bool:
    kind = column.type
    if isinstance(kind, Enum | Id) or column.foreign_keys or column.primary_key:
        return False
    return isinstance(kind, JSON | String)


def _values_of(session: Session, table: str, rows: Rows) -> list[dict[str, Any]]:
    """What rows hold, and every value the log still holds of them."""
    keys = rows.by_table.get(table, ())
    held = Base.metadata.tables[table]
    found = [
        dict(one)
        for part in pages(keys)
        for one in session.execute(held.select().where(held.c.id.in_(part))).mappings()
    ]
    names: dict[str, dict[str, Any]] = {}
    for part in pages(keys):
        entries = select(Change.row_id, Change.field, Change.value).where(Change.row_id.in_(part))
        for key, field, value in session.execute(entries.order_by(Change.at, Change.seq)):
            said = json.loads(value) if value else None
            if isinstance(said, dict) and not field:
                names[key] = dict(said)
                found.append(dict(said))
            elif field and said:
                names[key] = {**names.get(key, {}), field: said}
                found.append(dict(names[key]))
    return found


def _namesakes(session: Session, names: set[str], people: Sequence[str]) -> set[str]:
    full = func.trim(Person.first_name + " " + Person.last_name)
    called = func.trim(Person.preferred_name + " " + Person.last_name)
    alive = (Person.id.not_in(people), Person.voided_at.is_(None))
    lower = {one.casefold(): one for one in names}
    held = {
        str(one).casefold()
        for said in (full, called)
        for one in session.scalars(select(said).where(*alive, func.lower(said).in_(sorted(lower))))
    }
    return {lower[one] for one in held if one in lower}


def _others_numbers(session: Session, rows: Rows) -> set[str]:
    own = rows.by_table.get("phone", ())
    numbers = {
        text
        for part in pages(own)
        for one in session.execute(select(Phone.raw, Phone.e164).where(Phone.id.in_(part)))
        for text in one
        if text
    }
    shared = select(Phone.raw, Phone.e164).where(
        or_(Phone.raw.in_(numbers), Phone.e164.in_(numbers)),
        Phone.person_id.not_in(rows.people),
        Phone.voided_at.is_(None),
    )
    return _spellings({text for one in session.execute(shared) for text in one if text})


def _spellings(numbers: Iterable[str]) -> set[str]:
    """A number as it may be written: as given, without spaces, nationally and in full."""
    found: set[str] = set()
    for number in numbers:
        digits = re.sub(r"\D", "", number)
        found |= {number, re.sub(r"\s", "", number)}
        core = digits.removeprefix("0044").removeprefix("44") if not number.startswith("0") else digits[1:]
        if len(core) >= _SHORTEST:
            found |= {f"0{core}", f"+44{core}", f"44{core}", f"+44 {core}", f"0{core[:4]} {core[4:]}"}
            ends = ((2, 6), (3, 6), (4, 7))
            found |= {f"0{core[:one]} {core[one:two]} {core[two:]}" for one, two in ends}
    return {one.strip() for one in found if one.strip()}


def _lived_in(session: Session, line: str, rows: Rows) -> bool:
    others = select(Household.id).where(
        func.lower(Household.address_line1) == line.lower(),
        Household.id.not_in(rows.by_table.get("household", ())),
        Household.voided_at.is_(None),
    )
    return session.scalars(others.limit(1)).first() is not None
