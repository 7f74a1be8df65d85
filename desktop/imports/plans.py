"""The choices a person made of a dry run, made into the batch that the service saves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.imports.decide import decide
from desktop.imports.drafts import (
    new_person,
    new_request,
    new_volunteer,
    newcomer,
    update_person,
    update_request,
    update_volunteer,
)
from desktop.imports.dry_run import Choices, DryRun, Duplicate, Plan, Take
from desktop.imports.run import StagedList
from desktop.imports.stage import person_of
from desktop.imports.stage_requests import RequestDryRun, RequestItem, requests_of
from desktop.imports.staged import StagedPerson, StagedRequest
from desktop.imports.targets import Kind
from desktop.services.bring_in_drafts import Batch, NewPerson, NewRequest, UpdateRequest


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person's choices come to.

    Attributes:
        batch: what is to be saved.
        left: numbers of the rows left out by choice.
    """

    batch: Batch
    left: tuple[int, ...]


def make_batch(staged: StagedList, choices: Choices) -> Decided:
    """Make the batch of a dry run.

    Args:
        staged: the dry run.
        choices: what a person chose, for groups and single rows.
    """
    counts = {name: count for name, count in staged.counts().items() if count}
    about: dict[str, Any] = {
        "kind": staged.source.kind.value,
        "file_name": staged.source.path.name,
        "profile": staged.source.column_map.profile,
        "counts": counts,
    }
    if staged.requests is not None:
        return _of_requests(staged, staged.requests, choices, about)
    assert staged.people is not None
    plan = decide(staged.people, choices)
    # In the order of the file, so that numbers of the hub go up as its rows do.
    newcomers = sorted(plan.create, key=lambda one: person_of(one).row)
    if staged.source.kind is Kind.VOLUNTEERS:
        batch = Batch(
            **about,
            new_volunteers=tuple(new_volunteer(one) for one in newcomers),
            changed_volunteers=tuple(update_volunteer(one, one.record) for one in plan.update),
        )
    else:
        batch = Batch(
            **about,
            new_people=tuple(new_person(one) for one in newcomers),
            changed_people=tuple(update_person(one, one.record) for one in plan.update),
            new_requests=tuple(sorted(_asked_for(staged, staged.people, plan), key=lambda one: one.row)),
        )
    return Decided(batch, plan.left)


def _asked_for(staged: StagedList, run: DryRun[Any], plan: Plan[Any]) -> Iterable[NewRequest]:
    """Requests that people's rows ask for by their answers; none that the hub holds or has open."""
    if not staged.source.column_map.needs:
        return
    codes = set(staged.held.needs.values())
    known = {one.source_reference for one in staged.held.requests if one.source_reference}
    still_open = {(one.person_id, one.need) for one in staged.held.requests if one.is_open}
    for person, person_id in _people_of(staged, run, plan):
        for request in requests_of(person):
            is_held = request.source_reference in known or (person_id, request.need) in still_open
            if request.need in codes and not is_held:
                row = 0 if person_id else person.row
                yield new_request(request, person_id=person_id, person_row=row)


def _people_of(staged: StagedList, run: DryRun[Any], plan: Plan[Any]) -> Iterable[tuple[StagedPerson, str]]:
    """Everybody a file speaks of who is in the hub once it has been brought in, with their key if known."""
    for record in plan.create:
        yield person_of(record), ""
    for update in plan.update:
        yield person_of(update.record), update.id
    taken = {update.record.row for update in plan.update}
    for changed in run.changed:
        if changed.record.row not in taken:
            yield person_of(changed.record), changed.id
    for same in run.same:
        if same.id and same.row in staged.records:
            yield person_of(staged.records[same.row]), same.id


def _of_requests(
    staged: StagedList, run: RequestDryRun, choices: Choices, about: Mapping[str, Any]
) -> Decided:
    left: list[int] = []
    taken: list[tuple[RequestItem, str]] = []
    for item in run.new:
        if choices.rows.get(item.request.row, choices.new) in (Take.TAKE, Duplicate.NEW):
            taken.append((item, item.person_id))
        else:
            left.append(item.request.row)
    for item in run.possible_duplicates:
        person_id = _settled(item, _choice(choices, item.request.row))
        if person_id is None:
            left.append(item.request.row)
        else:
            taken.append((item, person_id))
    taken.sort(key=lambda one: one[0].request.row)
    changed: list[UpdateRequest] = []
    for one in run.changed:
        if choices.rows.get(one.request.row, choices.changed) == Take.TAKE:
            changed.append(update_request(one.id, one.request, one.diffs))
        else:
            left.append(one.request.row)
    batch = Batch(
        **about,
        new_people=tuple(_newcomers(run, taken)),
        new_requests=tuple(
            new_request(item.request, person_id=key, person_row=0 if key else item.person_row)
            for item, key in taken
        ),
        changed_requests=tuple(changed),
    )
    return Decided(batch, tuple(sorted(left)))


def _choice(choices: Choices, row: int) -> Duplicate:
    chosen = choices.rows.get(row, choices.duplicates)
    if isinstance(chosen, Duplicate):
        return chosen
    return Duplicate.NEW if chosen is Take.TAKE else Duplicate.LEAVE


def _settled(item: RequestItem, choice: Duplicate) -> str | None:
    """The person a doubtful request is for, empty for somebody new; None when the row is left out.

    Said to be the same, a request that is still open is not taken twice, and one for somebody who may be
    known goes to the likeliest of them.
    """
    if choice is Duplicate.NEW:
        return item.person_id
    if choice is Duplicate.LEAVE or item.open_id:
        return None
    if item.candidates:
        return item.candidates[0].id
    return None


def _newcomers(run: RequestDryRun, taken: Iterable[tuple[RequestItem, str]]) -> Iterable[NewPerson]:
    """The new people whom taken requests are for, each once, out of the first row that names them."""
    by_row: dict[int, StagedRequest] = {
        item.request.row: item.request for item in (*run.new, *run.possible_duplicates)
    }
    wanted = dict.fromkeys(item.person_row for item, key in taken if not key)
    return (newcomer(by_row[row]) for row in wanted)
