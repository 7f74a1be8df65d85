"""A dry run and what a person chose of it, made into what is to be saved."""

from dataclasses import fields, replace
from typing import Any, TypeVar

from desktop.imports.dry_run import Choices, DryRun, Duplicate, Plan, PossibleDuplicate, Take, Update
from desktop.imports.staged import StagedPerson, StagedVolunteer

Record = TypeVar("Record", StagedPerson, StagedVolunteer)
_ROW_FIELDS = frozenset({"row", "warnings", "timestamp"})
_JOINED = frozenset({"phones", "needs", "warnings", "skills", "areas", "languages", "slots"})


def decide(run: DryRun[Record], choices: Choices) -> Plan[Record]:
    """Make a plan of a dry run.

    A row that is said to be the same as a record the hub holds only fills that record's blanks and adds
    telephone numbers; where both say something the hub's stays, and is listed in `Update.kept`. A row that
    is the same as an earlier row fills that row's blanks.

    Args:
        run: the dry run.
        choices: what a person chose.

    Returns:
        What is to be saved.
    """
    create: dict[int, Record] = {}
    update: list[Update[Record]] = []
    left: list[int] = []
    for record in run.new:
        if _take(choices, record.row, choices.new):
            create[record.row] = record
        else:
            left.append(record.row)
    for changed in run.changed:
        if _take(choices, changed.record.row, choices.changed):
            update.append(Update(changed.id, changed.record, changed.diffs))
        else:
            left.append(changed.record.row)
    for doubtful in sorted(run.possible_duplicates, key=lambda one: one.record.row):
        _settle(doubtful, _duplicate(choices, doubtful.record.row), create, update, left)
    return Plan(tuple(create.values()), tuple(update), tuple(sorted(left)))


def _take(choices: Choices, row: int, group: Take) -> bool:
    return choices.rows.get(row, group) == Take.TAKE


def _duplicate(choices: Choices, row: int) -> Duplicate:
    chosen = choices.rows.get(row, choices.duplicates)
    return chosen if isinstance(chosen, Duplicate) else Duplicate(_OF_TAKE[chosen])


_OF_TAKE = {Take.TAKE: Duplicate.NEW, Take.LEAVE: Duplicate.LEAVE}


def _settle(
    doubtful: PossibleDuplicate[Record],
    choice: Duplicate,
    create: dict[int, Record],
    update: list[Update[Record]],
    left: list[int],
) -> None:
    """Do with one possible duplicate as was chosen."""
    record = doubtful.record
    best = doubtful.candidates[0]
    if choice is Duplicate.NEW:
        create[record.row] = record
    elif choice is Duplicate.SAME and best.id:
        fill = tuple(diff for diff in doubtful.diffs if not diff.old or diff.field == "phones")
        kept = tuple(diff for diff in doubtful.diffs if diff not in fill)
        update.append(Update(best.id, record, fill, kept))
    elif choice is Duplicate.SAME and best.row in create:
        create[best.row] = _filled(create[best.row], record)
    else:
        left.append(record.row)


def _filled(first: Record, second: Record) -> Record:
    """The first record with its blanks filled from the second, and lists of both joined."""
    if isinstance(first, StagedVolunteer) and isinstance(second, StagedVolunteer):
        together = replace(first, **_blanks(first, second, frozenset({"person"})))
        return replace(together, person=_filled(first.person, second.person))
    if isinstance(first, StagedPerson) and isinstance(second, StagedPerson):
        return first._replace(**_blanks(first, second))
    return first


def _blanks(first: Any, second: Any, leave: frozenset[str] = _ROW_FIELDS) -> dict[str, Any]:
    """What fills the first record's blanks."""
    found: dict[str, Any] = {}
    for name in first._fields if isinstance(first, StagedPerson) else [one.name for one in fields(first)]:
        mine, theirs = getattr(first, name), getattr(second, name)
        if name in leave or not theirs:
            continue
        if name == "phones":
            have = {phone.e164 for phone in mine}
            found["phones"] = mine + tuple(phone for phone in theirs if phone.e164 not in have)
        elif name in _JOINED:
            found[name] = tuple(dict.fromkeys(mine + theirs))
        elif not mine:
            found[name] = theirs
    return found
