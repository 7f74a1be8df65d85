"""Volunteers of a list, written in bulk: profiles, what they offer, and the checks a file speaks of."""

from collections.abc import Mapping, Sequence
from typing import Any

from db.enums import CheckStatus
from db.ids import new_id
from db.models import (
    Check,
    Volunteer,
    VolunteerArea,
    VolunteerLanguage,
    VolunteerSkill,
    VolunteerSlot,
)
from db.queries import areas as area_query
from db.queries import bring_in as query
from db.session import UnitOfWork
from desktop.domain.text import fold
from desktop.services.bring_in_drafts import CheckIn, Offering, UpdateVolunteer
from desktop.services.bring_in_homes import joined
from desktop.services.bring_in_people import PeopleWriter, Tell, insert
from desktop.services.volunteers import HELD_STATES

_UNKNOWN_AREAS = "Areas in the file"
_SETS = (VolunteerSkill, VolunteerArea, VolunteerLanguage, VolunteerSlot)


class VolunteerWriter:
    """Collects the volunteers of one transaction, then writes them.

    Args:
        work: the transaction.
        people: its people, already collected.
    """

    def __init__(self, work: UnitOfWork, people: PeopleWriter) -> None:
        self._work = work
        self._people = people
        self._areas = {fold(name): key for key, name in area_query.everywhere(work.session)}
        self._profiles: list[dict[str, Any]] = []
        self._edits: dict[str, dict[str, Any]] = {}
        self._rows: dict[type[Any], list[dict[str, Any]]] = {model: [] for model in (*_SETS, Check)}
        self._taken_out: dict[type[Any], list[str]] = {model: [] for model in _SETS}

    def add(self, person_id: str, offering: Offering) -> None:
        """Collect a profile for somebody who has none."""
        key = new_id()
        values = {**_BLANK, **offering.volunteer}
        unknown = self._offer(key, offering)
        values["note"] = joined(unknown, str(values["note"]))
        self._profiles.append({**values, "id": key, "person_id": person_id})

    def update(self, changed: Sequence[UpdateVolunteer]) -> None:
        """Collect what rows say of people the hub knows; sets are replaced by what the file says."""
        held = query.volunteer_of(self._work.session, [one.person.id for one in changed])
        sets = {model: self._held(model, list(held.values())) for model in _SETS}
        checks = query.checks(self._work.session, list(held.values()))
        for one in changed:
            if one.person.id in self._people.gone:
                continue
            key = held.get(one.person.id)
            if key is None:
                self.add(one.person.id, one.offering)
                continue
            unknown = self._offer(key, one.offering, sets, checks)
            edits = {**one.offering.volunteer, "voided_at": None, "void_reason": None}
            if unknown:
                edits["note"] = joined(unknown, str(edits.get("note", "")))
            self._edits[key] = edits

    def write(self, tell: Tell) -> None:
        """Write everything collected."""
        if self._profiles:
            first = self._work.next_number("volunteer", len(self._profiles))
            for number, row in enumerate(self._profiles, first):
                row["number"] = number
            insert(self._work, Volunteer, self._profiles, tell)
        self._work.update_many(Volunteer, self._real_edits())
        for model, keys in self._taken_out.items():
            self._work.delete_many(model, keys)
        self._work.session.flush()
        for model, rows in self._rows.items():
            insert(self._work, model, rows, tell)

    def _real_edits(self) -> dict[str, dict[str, Any]]:
        """Only what differs, so that the change log holds real changes.

        No list puts on or lifts a hold: that is the safeguarding lead's alone (domain rule 12).
        """
        found = {}
        for key, edits in self._edits.items():
            record = self._work.session.get_one(Volunteer, key)
            differing = {name: value for name, value in edits.items() if getattr(record, name) != value}
            if HELD_STATES & {record.status, differing.get("status")}:
                differing.pop("status", None)
            if differing:
                found[key] = differing
        return found

    def _held(self, model: type[Any], keys: Sequence[str]) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for row in query.offered(self._work.session, model, keys):
            found.setdefault(row.volunteer_id, []).append(row)
        return found

    def _offer(
        self,
        key: str,
        offering: Offering,
        held: Mapping[type[Any], Mapping[str, list[Any]]] | None = None,
        checks: set[tuple[str, str, str]] | None = None,
    ) -> list[str]:
        """Collect rows of the sets and the check; give back a line naming areas the hub does not have."""
        known = [self._areas[fold(name)] for name in offering.areas or () if fold(name) in self._areas]
        wanted: dict[type[Any], list[dict[str, Any]] | None] = {
            VolunteerSkill: _each("skill", offering.skills),
            VolunteerArea: None if offering.areas is None else _each("area_id", tuple(dict.fromkeys(known))),
            VolunteerLanguage: _each("language_code", offering.languages),
            VolunteerSlot: None
            if offering.slots is None
            else [{"weekday": day, "starts_at": start, "ends_at": end} for day, start, end in offering.slots],
        }
        for model, rows in wanted.items():
            if rows is not None:
                self._set(model, key, rows, (held or {}).get(model, {}).get(key, []))
        check = offering.check
        if check is not None and (key, check.type, check.level) not in (checks or set()):
            self._rows[Check].append(_check(key, check))
        unknown = [name for name in offering.areas or () if fold(name) not in self._areas]
        return [f"{_UNKNOWN_AREAS}: {', '.join(unknown)}"] if unknown else []

    def _set(self, model: type[Any], key: str, wanted: list[dict[str, Any]], held: Sequence[Any]) -> None:
        for row in held:
            same = next((one for one in wanted if all(getattr(row, n) == v for n, v in one.items())), None)
            if same is None:
                self._taken_out[model].append(row.id)
            else:
                wanted.remove(same)
        self._rows[model] += [{**one, "volunteer_id": key} for one in wanted]


def _each(column: str, values: Sequence[Any] | None) -> list[dict[str, Any]] | None:
    return None if values is None else [{column: value} for value in values]


def _check(key: str, check: CheckIn) -> dict[str, Any]:
    """A check that clears nobody until somebody at the hub has seen the evidence."""
    return {
        "volunteer_id": key,
        "type": check.type,
        "level": check.level,
        "status": CheckStatus.IN_PROGRESS,
        "reference": check.reference,
        "issued_on": check.issued_on,
        "review_on": check.review_on,
    }


_BLANK: Mapping[str, Any] = {"weekly_minutes": None, "joined_on": None, "note": ""}
