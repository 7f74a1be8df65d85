"""A file from its first byte to the batch the service saves: opened, mapped, weighed, decided."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from desktop.domain.errors import DomainError
from desktop.domain.postcodes import looks_complete
from desktop.imports.choose import choose_map, missing_from
from desktop.imports.dry_run import DryRun
from desktop.imports.likeness import Entry, ExistingIndex, ExistingRecord, keys_of_person
from desktop.imports.mapping import ColumnMap, fingerprint
from desktop.imports.occasions import with_all_occasions
from desktop.imports.people_rows import PeopleReader
from desktop.imports.profiles import Profile, profile_from_json
from desktop.imports.readers import open_table
from desktop.imports.request_rows import RequestReader
from desktop.imports.settle import settle_people, settle_requests
from desktop.imports.stage import person_of, stage
from desktop.imports.stage_requests import ExistingRequests, RequestDryRun, stage_requests
from desktop.imports.staged import Reject, StagedPerson, StagedVolunteer
from desktop.imports.table import SourceTable
from desktop.imports.targets import Kind
from desktop.imports.volunteer_rows import VolunteerReader
from desktop.services.bring_in_held import Held

Progress = Callable[[int], object]
Cancelled = Callable[[], bool]
Staged = StagedPerson | StagedVolunteer
GROUPS = ("new", "changed", "same", "possible_duplicates", "superseded", "rejected")
"""The groups of a dry run, in the order they are shown."""


@dataclass(frozen=True, slots=True)
class OpenList:
    """A file opened, with what each of its columns becomes.

    Attributes:
        path: the file.
        table: its rows.
        column_map: what each column becomes.
    """

    path: Path
    table: SourceTable
    column_map: ColumnMap

    @property
    def kind(self) -> Kind:
        """What the rows are."""
        return self.column_map.kind

    def fingerprint(self) -> str:
        """What two files with the same columns share."""
        return fingerprint(self.table.headers)


@dataclass(frozen=True, slots=True)
class StagedList:
    """What bringing a file in would do.

    Attributes:
        source: the file.
        people: the groups, for people and volunteers; else None.
        requests: the groups, for requests; else None.
        held: what it was compared with.
        unknown_postcodes: postcodes the gazetteer does not hold.
        records: rows that are asked again after the dry run: those that ask for help by their answers.
    """

    source: OpenList
    held: Held
    people: DryRun[Any] | None = None
    requests: RequestDryRun | None = None
    unknown_postcodes: frozenset[str] = frozenset()
    records: Mapping[int, Staged] = field(default_factory=dict)

    @property
    def run(self) -> DryRun[Any] | RequestDryRun:
        """The groups, whatever the rows are."""
        found = self.people or self.requests
        assert found is not None
        return found

    def counts(self) -> dict[str, int]:
        """How many rows each group holds."""
        return {**dict.fromkeys(GROUPS, 0), **self.run.counts()}

    @property
    def rejected(self) -> tuple[Reject, ...]:
        """Rows that cannot be taken."""
        return self.run.rejected


def open_list(
    path: Path,
    kind: Kind,
    *,
    profile: str = "",
    saved: Sequence[Profile] = (),
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    password: str | None = None,
) -> OpenList:
    """Open a file and choose what its columns become.

    Args:
        path: the file.
        kind: what its rows are.
        profile: the name of a profile, or an empty text to recognise or guess.
        saved: profiles the hub remembers.
        encoding: see `readers.open_table`, as for the rest.
        delimiter: what stands between a text file's cells.
        sheet: which sheet of a workbook.
        password: of a locked workbook.

    Raises:
        DomainError: the file cannot be read, or the profile does not fit it.
    """
    table = open_table(path, encoding=encoding, delimiter=delimiter, sheet=sheet, password=password)
    return OpenList(path, table, choose_map(table.headers, kind, profile=profile, saved=saved))


def saved_profiles(mappings: Iterable[Mapping[str, Any]]) -> list[Profile]:
    """Profiles out of the hub's store; one that cannot be read any more is passed over."""
    found = []
    for mapping in mappings:
        with suppress(DomainError):
            found.append(profile_from_json(json.dumps(mapping)))
    return found


def dry_run(
    source: OpenList,
    held: Held,
    *,
    unknown_postcodes: Callable[[set[str]], set[str]] | None = None,
    progress: Progress = lambda count: None,
    cancelled: Cancelled = lambda: False,
) -> StagedList:
    """Weigh every row against what the hub holds; nothing is saved.

    Args:
        source: the file.
        held: what the hub holds.
        unknown_postcodes: gives those of some postcodes that the gazetteer does not hold.
        progress: called with the number of rows read so far.
        cancelled: asked every 500 rows.

    Raises:
        DomainError: no column says who, or what is needed.
        ImportStopped: the person asked to stop.
    """
    lacking = missing_from(source.column_map)
    if lacking:
        raise DomainError(lacking)
    index = index_of(held)
    postcodes: set[str] = set()
    if source.kind is Kind.REQUESTS:
        reader = RequestReader(source.column_map, dict(held.needs))
        read = _noting(map(reader.read, source.table.rows()), postcodes, lambda one: one.person)
        found = stage_requests(read, _existing_requests(held), index, progress=progress, cancelled=cancelled)
        staged = StagedList(source, held, requests=settle_requests(found, held))
    else:
        records: dict[int, Staged] = {}
        read_rows = _read_people(source)
        if any(rule.each_time for rule in source.column_map.needs):
            read_rows = with_all_occasions(read_rows)
        rows = _noting(read_rows, postcodes, person_of)
        kept = _keeping(rows, records) if source.column_map.needs or _may_join(source) else rows
        run = stage(
            kept,
            index,
            latest_by_time=source.column_map.latest_by_time,
            progress=progress,
            cancelled=cancelled,
        )
        settled = settle_people(run, held, records if _may_join(source) else {})
        staged = StagedList(source, held, settled, records=records if source.column_map.needs else {})
    unknown = unknown_postcodes(postcodes) if unknown_postcodes else set()
    return replace(staged, unknown_postcodes=frozenset(unknown))


def index_of(held: Held) -> ExistingIndex:
    """Everybody the hub holds by what they are found by; a merged record's reference finds who was kept."""
    index = ExistingIndex.build(ExistingRecord(one.id, one.fields, one.shown) for one in held.people)
    if held.merged:
        by_id = {one.id: one for one in held.people}
        for reference, kept in held.merged.items():
            person = by_id.get(kept)
            if person is not None and reference not in index.by_reference:
                record = ExistingRecord(kept, {**person.fields, "source_reference": reference}, person.shown)
                keys = keys_of_person(StagedPerson(0, source_reference=reference))
                index.by_reference[reference] = Entry(kept, 0, keys, record)
    return index


def left_out(staged: StagedList, rows: Iterable[int]) -> list[Reject]:
    """Rows refused, and rows a person chose to leave out, as they stand in the file, in its order."""
    chosen = set(rows)
    found = list(staged.rejected)
    if chosen:
        found += [
            Reject(row.number, "", "Left out by choice.", row.cells)
            for row in staged.source.table.rows()
            if row.number in chosen
        ]
    return sorted(found, key=lambda one: one.row)


def _read_people(source: OpenList) -> Iterator[Any]:
    reader: PeopleReader | VolunteerReader = (
        VolunteerReader(source.column_map)
        if source.kind is Kind.VOLUNTEERS
        else PeopleReader(source.column_map)
    )
    return map(reader.read, source.table.rows())


def _may_join(source: OpenList) -> bool:
    """Whether a row that says nothing new of a person may still make them a volunteer."""
    return source.kind is Kind.VOLUNTEERS


def _noting(rows: Iterable[Any], postcodes: set[str], person: Callable[[Any], StagedPerson]) -> Iterator[Any]:
    """The rows, with their whole postcodes noted to be looked up together afterwards."""
    seen: set[str] = set()
    for row in rows:
        if not isinstance(row, Reject):
            postcode = person(row).postcode
            if postcode and postcode not in seen:
                seen.add(postcode)
                if looks_complete(postcode):
                    postcodes.add(postcode)
        yield row


def _keeping(rows: Iterable[Any], records: dict[int, Staged]) -> Iterator[Any]:
    for row in rows:
        if not isinstance(row, Reject):
            records[row.row] = row
        yield row


def _existing_requests(held: Held) -> ExistingRequests:
    by_reference = {
        one.source_reference: ExistingRecord(one.id, one.fields)
        for one in held.requests
        if one.source_reference
    }
    open_needs = {(one.person_id, one.need): one.id for one in held.requests if one.is_open}
    return ExistingRequests(by_reference, open_needs)
