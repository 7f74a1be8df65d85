"""The dry run: every row weighed against what the hub holds and against the rows before it."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from desktop.imports.convert import read_moment
from desktop.imports.dry_run import (
    Changed,
    DryRun,
    FieldDiff,
    ImportStopped,
    PossibleDuplicate,
    Same,
    Superseded,
)
from desktop.imports.likeness import (
    Candidate,
    Entry,
    ExistingIndex,
    Fields,
    Keys,
    Suggestion,
    keys_of_person,
)
from desktop.imports.staged import Reject, StagedPerson, StagedVolunteer

Record = TypeVar("Record", StagedPerson, StagedVolunteer)
STEP = 500
"""Rows handled between two looks at the stop button."""
_CERTAIN = 85
_MOST_SHOWN = 5


def _ignore(_rows: int) -> None:
    return None


def _never() -> bool:
    return False


def stage(
    rows: Iterable[Record | Reject],
    existing: ExistingIndex,
    *,
    latest_by_time: bool = False,
    progress: Callable[[int], object] = _ignore,
    cancelled: Callable[[], bool] = _never,
) -> DryRun[Record]:
    """Weigh rows against what the hub holds; nothing is saved.

    A row with the source reference of a record is that record: it is the same, or changed. Any other row
    that agrees with a record, or with an earlier row, by telephone, address or date of birth is a possible
    duplicate, unless it says nothing that the record does not already say. A blank in the file never counts
    as a change.

    Args:
        rows: people or volunteers out of the rows, and rows refused.
        existing: what the hub holds.
        latest_by_time: rows of one reference are versions; only the one with the latest timestamp counts.
        progress: called with the number of rows read so far.
        cancelled: asked every 500 rows.

    Returns:
        The groups; every row is in exactly one.

    Raises:
        ImportStopped: the person asked to stop.
    """
    run = _Run[Record](existing)
    watched = _watched(rows, progress, cancelled)
    with _no_collecting():
        for item in run.latest(watched) if latest_by_time else watched:
            if isinstance(item, Reject):
                run.rejected.append(item)
            else:
                run.place(item)
    return run.result()


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Keep the cycle collector still: all that is made is kept, and looking it over costs a fifth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _watched(
    rows: Iterable[Record | Reject], progress: Callable[[int], object], cancelled: Callable[[], bool]
) -> Iterable[Record | Reject]:
    """The rows, with the progress told and the stop button looked at between them."""
    count = 0
    for count, row in enumerate(rows, 1):
        if count % STEP == 1:
            if cancelled():
                raise ImportStopped
            progress(count - 1)
        yield row
    if cancelled():
        raise ImportStopped
    progress(count)


def person_of(record: StagedPerson | StagedVolunteer) -> StagedPerson:
    """The person in a record of either kind."""
    return record if isinstance(record, StagedPerson) else record.person


def diffs_of(fields: Fields, old: Fields) -> tuple[FieldDiff, ...]:
    """The fields in which a row says something else than a record; blanks of the row say nothing."""
    diffs = []
    for name, new in fields.items():
        held = old.get(name, "")
        if held == new:
            continue
        if name == "phones":
            more = sorted(set(new.split()) - set(held.split()))
            if more:
                diffs.append(FieldDiff(name, held, " ".join(more)))
        else:
            diffs.append(FieldDiff(name, held, new))
    return tuple(diffs)


class _Run(Generic[Record]):
    """One dry run under way."""

    def __init__(self, existing: ExistingIndex) -> None:
        self._existing = existing
        self._file = ExistingIndex()
        self._new: list[Record] = []
        self._changed: list[Changed[Record]] = []
        self._same: list[Same] = []
        self._doubtful: list[PossibleDuplicate[Record]] = []
        self._superseded: list[Superseded] = []
        self._matched: dict[str, int] = {}
        self.rejected: list[Reject] = []

    def latest(self, rows: Iterable[Record | Reject]) -> Iterator[Record | Reject]:
        """Of the versions of each reference the latest, in the place of the first."""
        best: dict[str, Record] = {}
        for item in rows:
            if isinstance(item, Reject):
                yield item
                continue
            person = person_of(item)
            key = person.source_reference or f"\x00row {person.row}"
            held = best.get(key)
            if held is None:
                best[key] = item
                continue
            newer, older = (item, held) if _when(item) >= _when(held) else (held, item)
            best[key] = newer
            self._superseded.append(Superseded(older.row, newer.row))
        yield from best.values()

    def place(self, record: Record) -> None:
        """Put one record into its group."""
        keys = keys_of_person(person_of(record))
        known = self._existing.by_reference.get(keys.reference) if keys.reference else None
        earlier = self._file.by_reference.get(keys.reference) if keys.reference else None
        if earlier is not None:
            self._repeated(record, earlier)
        elif known is not None:
            self._known(record, known)
        else:
            self._weighed(record, keys)
        if earlier is None:
            self._file.add(Entry("", record.row, keys, record))

    def _repeated(self, record: Record, earlier: Entry) -> None:
        """A reference that an earlier row of the file has too."""
        if record.fields() == earlier.fields():
            self._same.append(Same(record.row, earlier_row=earlier.row))
            return
        reasons = ("Same reference",)
        candidate = Candidate("", earlier.row, earlier.label, 100, Suggestion.SAME_PERSON, reasons)
        self._doubtful.append(PossibleDuplicate(record, (candidate,)))

    def _known(self, record: Record, known: Entry) -> None:
        """A reference that the hub holds."""
        diffs = diffs_of(record.fields(), known.fields())
        if diffs:
            self._changed.append(Changed(record, known.id, known.label, diffs))
        else:
            self._same.append(Same(record.row, id=known.id))

    def _weighed(self, record: Record, keys: Keys) -> None:
        """A row told by what it says, not by a reference."""
        held: list[tuple[Candidate, Entry]] = self._existing.candidates(keys)
        found = [*held, *self._file.candidates(keys)]
        if not found:
            self._new.append(record)
            return
        diffs: tuple[FieldDiff, ...] = ()
        if held:
            best, entry = held[0]
            diffs = diffs_of(record.fields(), entry.fields())
            if best.score >= _CERTAIN and not diffs and _fresh(self._matched, entry.id, record.row):
                self._same.append(Same(record.row, id=entry.id))
                return
        found.sort(key=lambda pair: -pair[0].score)
        shown = tuple(candidate for candidate, _ in found[:_MOST_SHOWN])
        self._doubtful.append(PossibleDuplicate(record, shown, diffs))

    def result(self) -> DryRun[Record]:
        """The groups."""
        return DryRun(
            new=tuple(self._new),
            changed=tuple(self._changed),
            same=tuple(self._same),
            possible_duplicates=tuple(self._doubtful),
            superseded=tuple(self._superseded),
            rejected=tuple(self.rejected),
        )


def _fresh(matched: dict[str, int], key: str, row: int) -> bool:
    """Whether no earlier row was already found to be the same record."""
    return matched.setdefault(key, row) == row


def _when(record: StagedPerson | StagedVolunteer) -> tuple[str, str]:
    """A version's time, to compare: read as a moment where it can be."""
    text = person_of(record).timestamp
    moment = read_moment(text) if text else None
    return (moment.isoformat() if moment else "", text)
