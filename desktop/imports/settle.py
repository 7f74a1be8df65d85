"""A dry run looked over once more with what only the hub knows: notes already held, and who volunteers."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from desktop.domain.text import fold
from desktop.imports.dry_run import Changed, DryRun, FieldDiff, Same
from desktop.imports.stage_requests import ChangedRequest, RequestDryRun
from desktop.imports.staged import StagedPerson, StagedVolunteer
from desktop.services.bring_in_held import Held

_NOTES = frozenset({"good_to_know", "note"})
_ADDRESS = frozenset({"address_line1", "address_line2", "town", "postcode"})
BECOMES_VOLUNTEER = FieldDiff("volunteer_status", "", "applied")
"""What a row changes that says nothing new of a person, but stands in a list of volunteers."""


def settle_people(
    run: DryRun[Any], held: Held, records: Mapping[int, StagedPerson | StagedVolunteer]
) -> DryRun[Any]:
    """Take out what is no real change, and see who is not a volunteer yet.

    A note whose every line the hub holds is no change, nor an address written with other spaces or capitals.

    Args:
        run: the dry run.
        held: what the hub holds.
        records: rows by number, for a list of volunteers; else empty.
    """
    changed: list[Changed[Any]] = []
    same: list[Same] = []
    helpers = {one.id for one in held.people if one.is_volunteer}
    labels = {one.id: one.shown for one in held.people} if records else {}
    for one in run.changed:
        diffs = tuple(diff for diff in one.diffs if is_change(diff))
        if records and one.id not in helpers:
            diffs = _with_profile(diffs)
        if diffs:
            changed.append(replace(one, diffs=diffs))
        else:
            same.append(Same(one.record.row, id=one.id))
    for row in run.same:
        if records and row.id and row.id not in helpers:
            changed.append(Changed(records[row.row], row.id, labels[row.id], (BECOMES_VOLUNTEER,)))
        else:
            same.append(row)
    doubtful = tuple(
        replace(one, diffs=_of_candidate(one.diffs, bool(records) and one.candidates[0].id not in helpers))
        for one in run.possible_duplicates
    )
    return replace(run, changed=tuple(changed), same=tuple(same), possible_duplicates=doubtful)


def settle_requests(run: RequestDryRun, held: Held) -> RequestDryRun:
    """Say nothing of requests whose need is private and not for this user."""
    hidden = {one.id for one in held.requests if one.is_hidden}
    changed: list[ChangedRequest] = []
    same = list(run.same)
    for one in run.changed:
        diffs = tuple(diff for diff in one.diffs if is_change(diff))
        if one.id in hidden or not diffs:
            same.append(Same(one.request.row, id=one.id))
        else:
            changed.append(replace(one, diffs=diffs))
    return replace(run, changed=tuple(changed), same=tuple(same))


def is_change(diff: FieldDiff) -> bool:
    """Whether a difference says anything the hub does not hold already."""
    if diff.field in _NOTES:
        have = set(diff.old.split("\n"))
        return any(line not in have for line in diff.new.split("\n"))
    if diff.field in _ADDRESS:
        return fold(diff.old) != fold(diff.new)
    return True


def _with_profile(diffs: tuple[FieldDiff, ...]) -> tuple[FieldDiff, ...]:
    has_status = any(diff.field == BECOMES_VOLUNTEER.field for diff in diffs)
    return diffs if has_status else (*diffs, BECOMES_VOLUNTEER)


def _of_candidate(diffs: tuple[FieldDiff, ...], joins: bool) -> tuple[FieldDiff, ...]:
    real = tuple(diff for diff in diffs if is_change(diff))
    return _with_profile(real) if joins else real
