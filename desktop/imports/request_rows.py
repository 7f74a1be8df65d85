"""Rows of a file into requests that are not yet saved, each with the person it is for."""

from collections.abc import Callable
from datetime import date, datetime

from db.enums import Answer, Channel, RequestStatus, Urgency
from desktop.domain.text import clean, clean_lines
from desktop.imports.convert import read_date, read_moment
from desktop.imports.identity import NOT_IDENTIFIABLE, is_identifiable
from desktop.imports.mapping import ColumnMap
from desktop.imports.people_rows import Notes, PeopleReader
from desktop.imports.staged import Reject, StagedRequest
from desktop.imports.table import SourceRow
from desktop.imports.values import code_for, need_finder, read_recurrence

_NO_NEED = "The row does not say what help is needed. Fill in the need."
_NOBODY = "The row does not say who needs help. Give a name, a telephone number or the person's reference."
_OTHER = "other"


class RequestReader:
    """Makes requests of rows by a column map; made once for a file.

    Args:
        column_map: what each column becomes.
        hub_needs: the hub's need types, label or code to code.
        is_known_postcode: see `PeopleReader`.
    """

    def __init__(
        self,
        column_map: ColumnMap,
        hub_needs: dict[str, str],
        *,
        is_known_postcode: Callable[[str], bool] | None = None,
    ) -> None:
        self._people = PeopleReader(column_map, is_known_postcode=is_known_postcode)
        self._get = self._people.places.getter
        self._words = self._people.places.columns("words")
        self._means = self._people.places.means
        self._as_written = self._people.places.as_written
        self._identifiable = column_map.identifiable
        self._find_need = need_finder(hub_needs)

    def read(self, row: SourceRow) -> StagedRequest | Reject:
        """Make a request of a row, or say why not."""
        if row.problem:
            return Reject(row.number, "", row.problem, row.cells)
        need_words, detail = (clean(self._as_written(one)(row.cells)) for one in ("need", "need_detail"))
        if not need_words and not detail:
            return Reject(row.number, "", _NO_NEED, row.cells)
        notes = Notes(row.notes)
        person = self._people.person(row, notes)
        reference = self._text(row, "person_reference")
        if not (person.first_name or person.last_name or person.phones or reference):
            return Reject(row.number, "", _NOBODY, row.cells)
        if self._identifiable and not (reference or is_identifiable(person)):
            return Reject(row.number, "", NOT_IDENTIFIABLE, row.cells)
        own = Notes()
        need = self._need(row, need_words, detail, own)
        return StagedRequest(
            row=row.number,
            person=person,
            need=need,
            need_words=need_words or detail,
            source_reference=self._text(row, "request_reference"),
            person_reference=reference,
            urgency=self._urgency(row, own),
            due_on=self._due(row, own),
            received_at=self._received(row, own),
            channel=Channel(code_for("channel", self._text(row, "channel")) or Channel.IMPORT),
            items=self._text(row, "items"),
            recurrence=self._recurrence(row, own),
            caller_name=self._text(row, "caller_name"),
            caller_phone=self._text(row, "caller_phone"),
            caller_relationship=self._text(row, "caller_relationship"),
            caller_knows=Answer(code_for("answer", self._text(row, "caller_knows")) or Answer.NOT_ASKED),
            status=self._status(row, own),
            words=self._said(row, own),
            warnings=(*person.warnings, *own.warnings),
            cells=row.cells,
        )

    def _text(self, row: SourceRow, target: str) -> str:
        return clean(self._get(target)(row.cells))

    def _need(self, row: SourceRow, words: str, detail: str, own: Notes) -> str:
        """The need type's code; unknown words become “other” and are kept, as are codes for such a need."""
        meant = (self._text(row, "need_detail"), self._text(row, "need"))
        found = next(filter(None, map(self._find_need, (*meant, detail, words))), "")
        if detail:
            own.keep("Detail of the need in the file", detail)
        if not found:
            own.warnings.append(
                f"“{(words or detail)[:60]}” is not a need the hub knows. It was taken as “other”."
            )
            own.keep("Need in the file", words or detail)
        return found or _OTHER

    def _urgency(self, row: SourceRow, own: Notes) -> Urgency | None:
        text = self._text(row, "urgency")
        code = code_for("urgency", text) if text else ""
        if text and not code:
            own.unread("urgency", text)
        return Urgency(code) if code else None

    def _due(self, row: SourceRow, own: Notes) -> date | None:
        text = self._text(row, "due_on")
        due = read_date(text) if text else None
        if text and due is None:
            own.unread("due date", text)
        return due

    def _received(self, row: SourceRow, own: Notes) -> datetime | None:
        text = self._text(row, "received_at")
        moment = read_moment(text) if text else None
        if text and moment is None:
            own.unread("date received", text)
        return moment

    def _recurrence(self, row: SourceRow, own: Notes) -> str:
        text = self._text(row, "recurrence")
        rule = read_recurrence(text)
        if rule is None:
            own.unread("repeat", text)
        return rule or ""

    def _status(self, row: SourceRow, own: Notes) -> RequestStatus | None:
        text = self._text(row, "request_status")
        code = code_for("request_status", text) if text else ""
        if text and not code:
            own.keep("Status in the file", text)
        return RequestStatus(code) if code else None

    def _said(self, row: SourceRow, own: Notes) -> str:
        """The caller's words, with what could not be read behind them."""
        for index, label in reversed(self._words):
            value = clean_lines(self._means(index, row.cells[index]))
            if value:
                own.note.insert(0, f"{label}: {value}" if label else value)
        return own.text()
