"""A directory from a file beside the hub's own: what is new, changed, the same, or no longer in it.

What the file leaves blank never empties what the hub holds. Two records are one by id, or by name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from db.enums import Layer
from desktop.domain.directory_facts import Directory, OrganisationFacts, ServiceFacts
from desktop.domain.text import fold

_UNCOMPARED = frozenset({"key", "organisation_key", "is_secret"})
_WHERE = frozenset({"address", "postcode"})


class RowState(StrEnum):
    """What bringing a record in would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """One field that differs: what the hub holds and what the file says."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Compared:
    """One organisation or service of the file, or one of the hub's that the file no longer has.

    Attributes:
        key: the hub's record; of a new one, the key it will have.
        facts: what the file says; of what was withdrawn, what the hub holds.
        edits: fields that differ, of what is changed.
        is_newer_here: somebody here made sure of it after the file's own date.
    """

    key: str
    state: RowState
    facts: OrganisationFacts | ServiceFacts
    edits: tuple[FieldEdit, ...] = ()
    is_newer_here: bool = False

    @property
    def is_service(self) -> bool:
        """Whether it is a service."""
        return isinstance(self.facts, ServiceFacts)


def compare(ours: Directory, theirs: Directory) -> list[Compared]:
    """Hold a file's directory against the hub's.

    Args:
        ours: the hub's, as it would be written and read back.
        theirs: the file's.

    Returns:
        Organisations in the file's order, each followed by nothing; then services; then those of the
        organisations in the file that the file no longer has.
    """
    held = {one.key: one for one in ours.organisations}
    names = _by_name(ours.organisations, lambda one: fold(one.name))
    found: list[Compared] = []
    place: dict[str, str] = {}
    taken = {one.key for one in theirs.organisations} & held.keys()
    for one in theirs.organisations:
        match = held.get(one.key) or _named_alike(one, names, taken)
        key = match.key if match else one.key
        taken.add(key)
        place[one.key] = key
        found.append(_compared(replace(one, key=key), match))
    return found + _services(ours, theirs, place)


def _services(ours: Directory, theirs: Directory, place: Mapping[str, str]) -> list[Compared]:
    held = {one.key: one for one in ours.services}
    names = _by_name(ours.services, lambda one: (one.organisation_key, fold(one.name)))
    taken = {one.key for one in theirs.services} & held.keys()
    found: list[Compared] = []
    for one in theirs.services:
        moved = replace(one, organisation_key=place[one.organisation_key])
        match = held.get(one.key)
        if match is None:
            alike = names.get((moved.organisation_key, fold(one.name)), [])
            match = next((each for each in alike if each.key not in taken), None)
        key = match.key if match else one.key
        taken.add(key)
        found.append(_compared(replace(moved, key=key), match))
    covered = set(place.values())
    gone = (
        Compared(one.key, RowState.WITHDRAWN, one)
        for one in ours.services
        if one.key not in taken
        and one.organisation_key in covered
        and one.status in ("active", "temporarily_closed")
    )
    return [*found, *gone]


def _by_name(records: Iterable[Any], name: Any) -> dict[Any, list[Any]]:
    made: dict[Any, list[Any]] = defaultdict(list)
    for one in records:
        made[name(one)].append(one)
    return made


def _named_alike(
    one: OrganisationFacts, names: Mapping[str, list[OrganisationFacts]], taken: set[str]
) -> OrganisationFacts | None:
    """The one record of that name, unless its postcode says that it is another."""
    alike = [
        each
        for each in names.get(fold(one.name), [])
        if each.key not in taken and (each.postcode == one.postcode or not each.postcode or not one.postcode)
    ]
    return alike[0] if len(alike) == 1 else None


def _compared(
    theirs: OrganisationFacts | ServiceFacts, ours: OrganisationFacts | ServiceFacts | None
) -> Compared:
    if ours is None:
        return Compared(theirs.key, RowState.NEW, theirs)
    edits = tuple(_edits(theirs, ours))
    state = RowState.CHANGED if edits else RowState.SAME
    newer = False
    if isinstance(theirs, ServiceFacts) and isinstance(ours, ServiceFacts) and ours.verified_on:
        newer = theirs.verified_on is None or ours.verified_on > theirs.verified_on
    return Compared(ours.key, state, theirs, edits, newer)


def _edits(
    theirs: OrganisationFacts | ServiceFacts, ours: OrganisationFacts | ServiceFacts
) -> Iterable[FieldEdit]:
    is_secret = isinstance(ours, ServiceFacts) and ours.is_secret
    for one in fields(theirs):
        if one.name in _UNCOMPARED or (is_secret and one.name in _WHERE):
            continue
        before, after = getattr(ours, one.name), getattr(theirs, one.name)
        if not _is_blank(after) and before != after:
            yield FieldEdit(one.name, before, after)


def _is_blank(value: Any) -> bool:
    return value is None or value is False or value in ("", (), Layer.OTHER)
