"""What loading a file would do, shown before anything is saved, and what a person chooses of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from desktop.imports.likeness import Candidate
from desktop.imports.staged import Reject, StagedPerson, StagedVolunteer

Staged = StagedPerson | StagedVolunteer
Record = TypeVar("Record", StagedPerson, StagedVolunteer)


class ImportStopped(Exception):
    """The person pressed Stop; nothing was saved."""


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """One field that a row would change: its name, what the hub holds and what the file says."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Changed(Generic[Record]):
    """A row about a record the hub holds, saying something else of it."""

    record: Record
    id: str
    label: str
    diffs: tuple[FieldDiff, ...]


@dataclass(frozen=True, slots=True)
class Same:
    """A row that says nothing new: of a record the hub holds, or of an earlier row of the file."""

    row: int
    id: str = ""
    earlier_row: int = 0


@dataclass(frozen=True, slots=True)
class PossibleDuplicate(Generic[Record]):
    """A row that may be somebody the hub holds, or an earlier row; the likeliest candidate first.

    Attributes:
        diffs: how the row differs from the likeliest candidate that the hub holds.
    """

    record: Record
    candidates: tuple[Candidate, ...]
    diffs: tuple[FieldDiff, ...] = ()


@dataclass(frozen=True, slots=True)
class Superseded:
    """A row left out because a later version of the same person stands in `by_row`."""

    row: int
    by_row: int


@dataclass(frozen=True, slots=True)
class DryRun(Generic[Record]):
    """What loading the file would do. Every row of the file is in exactly one group."""

    new: tuple[Record, ...] = ()
    changed: tuple[Changed[Record], ...] = ()
    same: tuple[Same, ...] = ()
    possible_duplicates: tuple[PossibleDuplicate[Record], ...] = ()
    superseded: tuple[Superseded, ...] = ()
    rejected: tuple[Reject, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows the file has."""
        return sum(self.counts().values())

    def counts(self) -> dict[str, int]:
        """How many rows each group holds."""
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "same": len(self.same),
            "possible_duplicates": len(self.possible_duplicates),
            "superseded": len(self.superseded),
            "rejected": len(self.rejected),
        }


class Take(StrEnum):
    """Whether a row of the new or changed group is used."""

    TAKE = "take"
    LEAVE = "leave"


class Duplicate(StrEnum):
    """What a row is that may be somebody already known."""

    SAME = "same"
    NEW = "new"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose: for each group, and for single rows by their number.

    A row that may be a duplicate is by default a new person: nothing is joined unless somebody says so, and
    the duplicate scan finds the pair again. A changed record is left as it is unless somebody chooses to
    take it.
    """

    new: Take = Take.TAKE
    changed: Take = Take.LEAVE
    duplicates: Duplicate = Duplicate.NEW
    rows: Mapping[int, Take | Duplicate] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Update(Generic[Record]):
    """Fields of a record the hub holds that a row sets.

    Attributes:
        id: the record's key.
        record: the row.
        diffs: the fields to set; never one that the row leaves blank.
        kept: fields in which the row says otherwise but the hub's value stays.
    """

    id: str
    record: Record
    diffs: tuple[FieldDiff, ...]
    kept: tuple[FieldDiff, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan(Generic[Record]):
    """What is to be saved in one transaction: records to create and update, and numbers of rows left out."""

    create: tuple[Record, ...]
    update: tuple[Update[Record], ...]
    left: tuple[int, ...]
