"""The files of a package that are no tables: a calendar, contact cards, and a copy for LibreOffice."""

import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from desktop.domain.safe_words import from_words
from desktop.exports.ics_files import Event, calendar
from desktop.exports.ods_files import stream_ods
from desktop.exports.package_tables import FilledTable, SourceRows
from desktop.exports.vcard_files import Contact, cards

ROTA, CONTACTS, SHEETS = "rota.ics", "contacts.vcf", "handover.ods"
ROTA_ROWS = "rota"
"""Where `handover_rows` puts what is planned; it becomes a calendar, not a table."""
_SUMMARIES = {"delivery": "Delivery", "visit": "Visit", "call": "Call", "errand": "Errand"}


def copies(filled: list[FilledTable], rows: SourceRows, now: datetime) -> dict[str, bytes]:
    """Make the files that only an open package holds.

    Args:
        filled: the tables.
        rows: the source of the tables, with what is planned under ``rota``.
        now: the moment of the handover.

    Returns:
        Content by name: always the sheets; the calendar and the cards where there is something in them.
    """
    made = {SHEETS: _sheets(filled, now)}
    by_name = {each.table.name: each for each in filled}
    if (requests := by_name.get("help_requests")) is not None:
        # The calendar is whole in every handover: a plan may change where nothing of the person did.
        inside = None if "changes" in by_name else set(_column(requests, "request_id"))
        planned = (row for row in rows.get(ROTA_ROWS, ()) if inside is None or row["request_id"] in inside)
        if events := [_event(row) for row in planned]:
            made[ROTA] = calendar(events, now)
        if people := _contacts(by_name["people"]):
            made[CONTACTS] = cards(people)
    return made


def _sheets(filled: Iterable[FilledTable], now: datetime) -> bytes:
    stream = io.BytesIO()
    stream_ods(stream, [(each.table, each.rows) for each in filled], created=now, titles=False)
    return stream.getvalue()


def _column(each: FilledTable, name: str) -> Iterable[str]:
    place = each.table.names.index(name)
    return (row[place] for row in each.rows)


def _event(row: Mapping[str, Any]) -> Event:
    words = (_SUMMARIES.get(str(row["kind"]), "Task"), row["reference"], row["outcode"])
    return Event(
        uid=f"{row['task_id']}@hubkeeper",
        summary=" ".join(filter(None, words)),
        day=row["on_date"],
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        sequence=row["sequence"],
        is_cancelled=row["is_cancelled"],
    )


def _contacts(people: FilledTable) -> list[Contact]:
    """Whoever has a name and a number or an address to write to, both as the tables hold them.

    Nobody who is to be rung at some hours alone, or left no message: brought into a phone, a card is rung
    and written to by whoever holds the phone, and the words that keep it safe are in the tables alone.
    """
    found = []
    for row in people.rows:
        held = dict(zip(people.table.names, row, strict=True))
        asked, _rest = from_words(held.get("communication_needs", ""))
        if asked.when or asked.no_message:
            continue
        first = held.get("preferred_name") or held.get("first_name", "")
        phone, email = held.get("contact_number_calls", ""), held.get("contact_email", "")
        if (first or held.get("last_name")) and (phone or email):
            last = held.get("last_name", "")
            found.append(Contact(held["person_id"], first, last, phone, email, held["updated_at"]))
    return found
