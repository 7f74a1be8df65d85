"""The dry run of a file of requests: which person each is for, and whether the hub holds it already."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from desktop.imports.dry_run import FieldDiff, ImportStopped, Same
from desktop.imports.likeness import Candidate, Entry, ExistingIndex, ExistingRecord, Keys, keys_of_person
from desktop.imports.stage import STEP, diffs_of
from desktop.imports.staged import Reject, StagedNeed, StagedPerson, StagedRequest

_CERTAIN = 85


@dataclass(frozen=True, slots=True)
class RequestItem:
    """A request with the person it is for.

    Attributes:
        request: the row.
        person_id: of a person the hub holds, or an empty text.
        person_row: the row of the file that brings the new person in, or 0.
        candidates: who else it could be for, when that is not sure.
        open_id: a request the hub holds for the same person and need that is still open, or an empty text.
    """

    request: StagedRequest
    person_id: str = ""
    person_row: int = 0
    candidates: tuple[Candidate, ...] = ()
    open_id: str = ""


@dataclass(frozen=True, slots=True)
class ChangedRequest:
    """A row about a request the hub holds, saying something else of it."""

    request: StagedRequest
    id: str
    diffs: tuple[FieldDiff, ...]


@dataclass(frozen=True, slots=True)
class RequestDryRun:
    """What loading a file of requests would do. Every row is in exactly one group."""

    new: tuple[RequestItem, ...] = ()
    changed: tuple[ChangedRequest, ...] = ()
    same: tuple[Same, ...] = ()
    possible_duplicates: tuple[RequestItem, ...] = ()
    rejected: tuple[Reject, ...] = ()

    def counts(self) -> dict[str, int]:
        """How many rows each group holds."""
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "same": len(self.same),
            "possible_duplicates": len(self.possible_duplicates),
            "rejected": len(self.rejected),
        }


@dataclass(frozen=True, slots=True)
class ExistingRequests:
    """Requests the hub holds.

    Attributes:
        by_reference: source reference to the request.
        open_needs: (person id, need code) to the id of a request that is still open.
    """

    by_reference: Mapping[str, ExistingRecord] = field(default_factory=dict)
    open_needs: Mapping[tuple[str, str], str] = field(default_factory=dict)


def stage_requests(
    rows: Iterable[StagedRequest | Reject],
    existing: ExistingRequests,
    people: ExistingIndex,
    *,
    progress: Callable[[int], object] = lambda count: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> RequestDryRun:
    """Weigh requests against what the hub holds; nothing is saved.

    A request is joined to a person by their source reference, or where a name agrees with a telephone
    number, address or date of birth and nobody else comes as near. Several requests of one new person bring
    that person in once.

    Args:
        rows: requests out of the rows, and rows refused.
        existing: requests the hub holds.
        people: people the hub holds.
        progress: called with the number of rows read so far.
        cancelled: asked every 500 rows.

    Raises:
        ImportStopped: the person asked to stop.
    """
    run = _Run(existing, people)
    count = 0
    for count, item in enumerate(rows, 1):
        if count % STEP == 1:
            if cancelled():
                raise ImportStopped
            progress(count - 1)
        if isinstance(item, Reject):
            run.rejected.append(item)
        else:
            run.place(item)
    progress(count)
    return run.result()


class _Run:
    """One dry run under way."""

    def __init__(self, existing: ExistingRequests, people: ExistingIndex) -> None:
        self._existing = existing
        self._people = people
        self._newcomers = ExistingIndex()
        self._new: list[RequestItem] = []
        self._changed: list[ChangedRequest] = []
        self._same: list[Same] = []
        self._doubtful: list[RequestItem] = []
        self._rows_by_reference: dict[str, StagedRequest] = {}
        self.rejected: list[Reject] = []

    def place(self, request: StagedRequest) -> None:
        """Put one request into its group."""
        reference = request.source_reference
        known = self._existing.by_reference.get(reference) if reference else None
        earlier = self._rows_by_reference.setdefault(reference, request) if reference else request
        if earlier is not request and earlier.fields() == request.fields():
            self._same.append(Same(request.row, earlier_row=earlier.row))
        elif known is not None:
            self._compare(request, known)
        else:
            self._join(request, is_repeat=earlier is not request)

    def _compare(self, request: StagedRequest, known: ExistingRecord) -> None:
        diffs = diffs_of(request.fields(), known.fields)
        if diffs:
            self._changed.append(ChangedRequest(request, known.id, diffs))
        else:
            self._same.append(Same(request.row, id=known.id))

    def _join(self, request: StagedRequest, *, is_repeat: bool) -> None:
        """Find the person a new request is for."""
        if request.person_reference:
            entry = self._people.by_reference.get(request.person_reference)
            if entry is None and not _is_somebody(request.person):
                self._refuse(request)
                return
            if entry is not None:
                self._add(request, entry.id, 0, (), is_repeat)
                return
        keys = _keys(request)
        held = [candidate for candidate, _ in self._people.candidates(keys)]
        likely = [candidate for candidate in held if candidate.score >= _CERTAIN]
        if len(likely) == 1:
            self._add(request, likely[0].id, 0, (), is_repeat)
            return
        self._add(request, "", self._newcomer(request, keys), tuple(held), is_repeat)

    def _refuse(self, request: StagedRequest) -> None:
        reason = (
            f"There is no person with the reference {request.person_reference}. "
            "Load the people first, or add a name to the row."
        )
        self.rejected.append(Reject(request.row, "", reason, request.cells))

    def _newcomer(self, request: StagedRequest, keys: Keys) -> int:
        """The row that brings a new person in: an earlier one of the same person, or this one."""
        earlier = self._newcomers.by_reference.get(keys.reference) if keys.reference else None
        if earlier is not None:
            return earlier.row
        near = [entry for candidate, entry in self._newcomers.candidates(keys) if candidate.score >= _CERTAIN]
        if near:
            return near[0].row
        self._newcomers.add(Entry("", request.row, keys, request.person))
        return request.row

    def _add(
        self,
        request: StagedRequest,
        person_id: str,
        row: int,
        candidates: tuple[Candidate, ...],
        is_repeat: bool,
    ) -> None:
        open_id = self._existing.open_needs.get((person_id, request.need), "") if person_id else ""
        item = RequestItem(request, person_id, row, candidates, open_id)
        (self._doubtful if candidates or open_id or is_repeat else self._new).append(item)

    def result(self) -> RequestDryRun:
        """The groups."""
        return RequestDryRun(
            tuple(self._new),
            tuple(self._changed),
            tuple(self._same),
            tuple(self._doubtful),
            tuple(self.rejected),
        )


def _is_somebody(person: StagedPerson) -> bool:
    return bool(person.first_name or person.last_name or person.phones)


def _keys(request: StagedRequest) -> Keys:
    keys = keys_of_person(request.person)
    return keys._replace(reference=request.person_reference or keys.reference)


def _reference_of(person: StagedPerson, need: StagedNeed) -> str:
    if not person.source_reference:
        return ""
    return "/".join(part for part in (person.source_reference, need.need, need.occasion) if part)


def requests_of(person: StagedPerson) -> tuple[StagedRequest, ...]:
    """The requests a person's row asks for by its answers, such as a food parcel in the 2020 daily file.

    Their references are made of the person's and the need, so that loading the file again finds them.
    """
    return tuple(
        StagedRequest(
            row=person.row,
            person=person,
            need=need.need,
            need_words=need.words,
            words=need.words,
            person_reference=person.source_reference,
            source_reference=_reference_of(person, need),
            urgency=need.urgency,
        )
        for need in person.needs
    )
