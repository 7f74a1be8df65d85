"""People of a list, written in bulk: new ones with their numbers and households, and fields of known ones."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from db.base import Base
from db.ids import new_id
from db.models import Household, Person, Phone
from db.queries import bring_in as query
from db.session import UnitOfWork
from desktop.services.bring_in_drafts import NewPerson, PhoneIn, UpdatePerson, Values
from desktop.services.bring_in_homes import ADDRESS, Homes, joined, move_or_mend

Tell = Callable[[int], object]
CHUNK = 2_500
"""Rows written between two looks at whether the person pressed Stop."""


def insert(work: UnitOfWork, model: type[Base], rows: list[dict[str, Any]], tell: Tell) -> None:
    """Write many rows, telling how many were written after each run of them."""
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        work.insert_many(model, chunk)
        tell(len(chunk))


class PeopleWriter:
    """Collects the people of one transaction, then writes them.

    Args:
        work: the transaction.
        homes: its households.
    """

    def __init__(self, work: UnitOfWork, homes: Homes) -> None:
        self._work = work
        self._homes = homes
        self._people: list[dict[str, Any]] = []
        self._phones: list[dict[str, Any]] = []
        self._edits: dict[str, dict[str, Any]] = {}
        self._home_edits: dict[str, dict[str, Any]] = {}
        self.by_row: dict[int, str] = {}
        self.gone: set[str] = set()

    def add(self, new: Sequence[NewPerson]) -> None:
        """Collect new people; `by_row` then says which row became whom."""
        if not new:
            return
        first = self._work.next_number("person", len(new))
        for number, one in enumerate(new, first):
            home, lines = self._homes.live_at(one.home)
            values = {**_BLANK, **one.person, "household_id": home, "number": number, "id": new_id()}
            if lines:
                values["good_to_know"] = joined(lines, str(values["good_to_know"]))
            self._people.append(values)
            self.by_row[one.row] = values["id"]
            self._collect_phones(values["id"], one.phones, 0)

    def update(self, changed: Sequence[UpdatePerson]) -> None:
        """Collect fields of people the hub knows; `gone` then names those voided in the meantime."""
        keys = [one.id for one in changed]
        notes = query.notes(self._work.session, keys)
        homes = query.homes(self._work.session, keys)
        phones = query.numbers(self._work.session, keys)
        for one in changed:
            if one.id not in notes:
                self.gone.add(one.id)
                continue
            edits = dict(one.person)
            lines = str(edits.pop("good_to_know", "")).split("\n")
            lines += self._rehouse(one, homes.get(one.id), edits)
            note = joined(lines, notes[one.id])
            if note != notes[one.id]:
                edits["good_to_know"] = note
            if edits:
                self._edits.setdefault(one.id, {}).update(edits)
            held = phones.get(one.id, [])
            have = {e164 for e164, _ in held}
            self._collect_phones(one.id, [p for p in one.phones if p.e164 not in have], len(held))

    def write(self, tell: Tell) -> None:
        """Write everything collected; households first, since people live in them."""
        made = self._homes.rows()
        insert(self._work, Household, made, tell)
        insert(self._work, Person, self._people, tell)
        insert(self._work, Phone, self._phones, tell)
        edits = {**self._homes.edits()}
        for key, values in self._home_edits.items():
            edits[key] = {**edits.get(key, {}), **values}
        for model, group in ((Household, edits), (Person, self._edits)):
            _update(self._work, model, group, tell)

    @property
    def total(self) -> int:
        """How many rows there are to write, near enough for a progress bar."""
        return 2 * len(self._people) + len(self._phones) + len(self._edits)

    def _rehouse(self, one: UpdatePerson, held: Household | None, edits: dict[str, Any]) -> list[str]:
        """Set fields of a household, or move the person to another where the address is another."""
        if not one.home:
            return []
        if any(name in one.home for name in ADDRESS) and move_or_mend(held, one.address):
            new_home, lines = self._homes.live_at({**one.address, **one.home})
            edits["household_id"] = new_home
            return lines
        if held is None:
            edits["household_id"], lines = self._homes.live_at(one.home)
            return lines
        values = dict(one.home)
        if "postcode" in values and values["postcode"] != held.postcode:
            values |= self._homes.place(str(values["postcode"]))
        self._home_edits.setdefault(held.id, {}).update(values)
        return []

    def _collect_phones(self, person_id: str, phones: Sequence[PhoneIn], after: int) -> None:
        for position, phone in enumerate(phones, after):
            self._phones.append(
                {
                    "person_id": person_id,
                    "e164": phone.e164,
                    "raw": phone.raw,
                    "kind": phone.kind,
                    "position": position,
                }
            )


def _update(work: UnitOfWork, model: type[Base], edits: Mapping[str, Values], tell: Tell) -> None:
    keys = list(edits)
    for start in range(0, len(keys), CHUNK):
        page = keys[start : start + CHUNK]
        work.update_many(model, {key: edits[key] for key in page})
        tell(len(page))


_BLANK: Mapping[str, Any] = {
    "first_name": "",
    "middle_name": "",
    "last_name": "",
    "preferred_name": "",
    "date_of_birth": None,
    "good_to_know": "",
}
