"""The units of a handover: the rows under each key a recipient knows, and those alone that changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from db.enums_handovers import HandoverChange
from desktop.domain.handover_units import Units, digest
from desktop.exports.handover_fields import handover_table
from desktop.exports.handover_plan import HandoverPlan
from desktop.exports.package_tables import FilledTable, SourceRows

REFERENCE = "reference"
_OWN = ("people", "help_requests")


def has_keys(plan: HandoverPlan) -> bool:
    """Whether a recipient can tell which of their rows a change is about."""
    return not plan.chosen or REFERENCE in handover_table(plan.chosen).names


def units_of(plan: HandoverPlan, filled: list[FilledTable], rows: SourceRows) -> dict[str, Units]:
    """Sum up what a whole handover says, by person.

    Args:
        plan: what is decided.
        filled: the tables, as a whole handover holds them.
        rows: the source of the tables.

    Returns:
        By person the digests by key; without keys where the rows have none a recipient knows. Why this
        handover is made is no news of anybody: other words for it change nothing.
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    if plan.chosen:
        for source, row in zip(rows["people"], filled[0].rows, strict=True):
            person_id = str(source["person_id"])
            if has_keys(plan):
                key = row[filled[0].table.names.index(REFERENCE)]
                found[person_id][key] = digest([("people", row)])
            else:
                found[person_id] = {}
        return dict(found)
    for key, held in _rows_of_people(filled).items():
        found[key.replace("-", "")][key] = digest(held)
    volunteers = next((each for each in filled if each.table.name == "volunteers"), None)
    if volunteers is not None:
        for source, row in zip(rows["volunteers"], volunteers.rows, strict=True):
            found[str(source["person_id"])][row[0]] = digest([("volunteers", row)])
    return dict(found)


def only_changed(
    rows: SourceRows, changes: Mapping[str, HandoverChange]
) -> dict[str, list[Mapping[str, Any]]]:
    """Keep the rows of what was added or changed, and say what was.

    Args:
        rows: the source of a whole handover's tables.
        changes: by key; see `desktop.domain.handover_units.key_changes`.

    Returns:
        Rows by table, with the table of changes beside them.
    """
    given = {key for key, change in changes.items() if change is not HandoverChange.WITHDRAWN}
    made: dict[str, list[Mapping[str, Any]]] = {}
    for name, source in rows.items():
        keys = _KEYS.get(name)
        made[name] = [row for row in source if keys is None or _key(row, keys) in given]
    made["changes"] = [{"key": key, "change": change} for key, change in sorted(changes.items())]
    return made


_KEYS = {"people": ("person_id", REFERENCE), "help_requests": ("person_id",), "volunteers": ("volunteer_id",)}
"""The columns one of which is a row's key, by table; rows of other tables go with the row they belong to."""


def _key(row: Mapping[str, Any], names: Iterable[str]) -> str:
    return str(row.get(REFERENCE) or next((row[name] for name in names if name in row), ""))


def _rows_of_people(filled: list[FilledTable]) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    owners: dict[str, str] = {}
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for each in filled:
        names = each.table.names
        if each.table.name in ("volunteers", "changes"):
            continue
        said = [place for place, name in enumerate(names) if name != "handover_reason"]
        for row in each.rows:
            if each.table.name in _OWN:
                owner = row[names.index("person_id")]
            else:
                owner = owners[row[names.index("request_id")]]
            if each.table.name == "help_requests":
                owners[row[names.index("request_id")]] = owner
            found[owner].append((each.table.name, tuple(row[place] for place in said)))
    return found
