"""What a recipient holds after several handovers, and what the next one must say.

A unit is what stands under one key the recipient knows: a person's rows in the whole tables, or the row of
one reference. A recipient who takes away what was changed or withdrawn, and adds the rows given, holds what a
whole handover would have given.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from db.enums_handovers import HandoverChange

Units = Mapping[str, str]
"""A digest by key."""


class Line(NamedTuple):
    """What one handover said of one person; of somebody withdrawn, the keys the recipient had."""

    person_id: str
    change: HandoverChange
    units: Units


def digest(rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Sum up rows: each with the name of its table, in their order."""
    text = json.dumps([[name, *row] for name, row in rows], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def held_after(lines: Iterable[Line]) -> dict[str, Units]:
    """What a recipient holds of each person, after lines in the order they were sent."""
    held: dict[str, Units] = {}
    for line in lines:
        if line.change is HandoverChange.WITHDRAWN:
            held.pop(line.person_id, None)
        else:
            held[line.person_id] = line.units
    return held


def lines_between(before: Mapping[str, Units], now: Mapping[str, Units]) -> list[Line]:
    """What changed for each person.

    Args:
        before: what the recipient holds, by person.
        now: what a whole handover would give, by person.

    Returns:
        Lines of those added, changed and withdrawn, in this order of people; nothing of the rest.
    """
    found = []
    for person_id, units in now.items():
        if person_id not in before:
            found.append(Line(person_id, HandoverChange.ADDED, units))
        elif dict(before[person_id]) != dict(units):
            found.append(Line(person_id, HandoverChange.CHANGED, units))
    gone = (key for key in before if key not in now)
    return [*found, *(Line(key, HandoverChange.WITHDRAWN, before[key]) for key in gone)]


def key_changes(before: Mapping[str, Units], now: Mapping[str, Units]) -> dict[str, HandoverChange]:
    """What changed under each key the recipient knows; see `lines_between`."""
    had, has = _by_key(before), _by_key(now)
    found = {
        key: HandoverChange.CHANGED if key in had else HandoverChange.ADDED
        for key, value in has.items()
        if had.get(key) != value
    }
    found.update((key, HandoverChange.WITHDRAWN) for key in had if key not in has)
    return found


def _by_key(held: Mapping[str, Units]) -> dict[str, str]:
    return {key: value for units in held.values() for key, value in units.items()}
