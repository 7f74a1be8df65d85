"""Rows that are referrals: from a council's list in any layout, or from another copy of this program."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from db.enums_referrals import SentHow
from desktop.domain.referral_parcels import Parcel, Passed, PassedPerson
from desktop.imports.as_written import as_written
from desktop.imports.dry_run import Choices, Duplicate
from desktop.imports.mapping import Column, ColumnMap
from desktop.imports.plans import Decided, make_batch
from desktop.imports.profiles import BUILT_IN, Returned, built_in
from desktop.imports.run import OpenList, StagedList, saved_profiles
from desktop.imports.stage import person_of
from desktop.imports.staged import StagedRequest
from desktop.imports.table import RawRow, SourceTable
from desktop.imports.targets import Kind
from desktop.imports.values import code_for
from desktop.services.bring_in_drafts import PassedOn

LIST, FILE = "list", "file"
"""What a referral's kept row is of: a line of a list, or one referral of a file of another hub."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who passed the rows to the hub.

    Attributes:
        organisation_id: as the hub knows them.
        parcel: the file of another hub; None for a list.
    """

    organisation_id: str
    parcel: Parcel | None = None


def referral_batch(staged: StagedList, choices: Choices, source: Source) -> Decided:
    """Make the batch of a dry run whose rows are referrals; each need asked for becomes one.

    A row that is said to be about a request the hub has open makes no second request: the referral is joined
    to that one, so that its sender is answered all the same.

    Args:
        staged: the dry run.
        choices: what a person chose.
        source: who sent it.
    """
    decided = make_batch(staged, choices)
    asked = {one.row for one in decided.batch.new_requests}
    known = _known(staged, choices, source.parcel)
    kept = _kept_rows(staged, asked | set(known), source.parcel)
    values = _values(staged, asked | set(known), source.parcel)
    passed = PassedOn(source.organisation_id, SentHow.FILE, kept, values, known)
    left = tuple(row for row in decided.left if row not in known)
    return replace(decided, batch=replace(decided.batch, passed_on=passed), left=left)


def usual_choices(staged: StagedList) -> Choices:
    """What is proposed of a list of referrals: who surely is known and has the very need open is the same.

    A council's list comes again and again, often without a reference in it. Whoever only may be somebody is
    still for a person to decide.

    Args:
        staged: the dry run.
    """
    if staged.requests is None:
        return Choices()
    doubtful = staged.requests.possible_duplicates
    return Choices(rows={one.request.row: Duplicate.SAME for one in doubtful if one.open_id})


def wanted_back(profile: str, mappings: Iterable[Mapping[str, Any]]) -> Returned:
    """How the outcomes of a list go back: as the layout it came by says, the hub's own before a shipped one.

    Args:
        profile: name of that layout; empty or unknown where the columns were settled by hand.
        mappings: layouts the hub remembers.
    """
    own = next((one for one in saved_profiles(mappings) if one.name == profile), None)
    if own is not None:
        return own.returned
    return built_in(profile).returned if profile in BUILT_IN else Returned()


def _known(staged: StagedList, choices: Choices, parcel: Parcel | None) -> dict[int, str]:
    """Rows said to be about a request that is open already."""
    if staged.requests is None:
        return {}
    same = {
        item.request.row: item.open_id
        for item in staged.requests.possible_duplicates
        if item.open_id and choices.rows.get(item.request.row, choices.duplicates) is Duplicate.SAME
    }
    if parcel is None:
        return same
    return same | {one.row: one.id for one in staged.requests.same if one.id}


def _kept_rows(staged: StagedList, wanted: set[int], parcel: Parcel | None) -> dict[int, dict[str, Any]]:
    """What the sender gave for each row, for the answer."""
    if parcel is not None:
        about = {"hub": parcel.sender.key, "hub_name": parcel.sender.name, "to": parcel.to_key}
        return {
            row: {"kind": FILE, **about, "key": one.key} for row, one in _numbered(parcel) if row in wanted
        }
    headers, profile = list(staged.source.table.headers), staged.source.column_map.profile
    how = as_written(staged.source.path, staged.source.table, wanted)
    form = dict(how.form)
    return {
        row.number: {
            "kind": LIST,
            "file": staged.source.path.name,
            "profile": profile,
            "row": row.number,
            "headers": headers,
            "cells": list(row.cells),
            "form": form,
            "written": list(how.rows.get(row.number, ())),
        }
        for row in staged.source.table.rows()
        if row.number in wanted
    }


def _values(staged: StagedList, wanted: set[int], parcel: Parcel | None) -> dict[int, Mapping[str, Any]]:
    """What is known of each referral besides its request."""
    if parcel is not None:
        return {row: _values_of(one) for row, one in _numbered(parcel) if row in wanted}
    return {row: {"their_reference": text} for row, text in _references(staged) if row in wanted and text}


def _values_of(one: Passed) -> dict[str, Any]:
    sent = datetime.combine(one.sent_on, time(), UTC) if one.sent_on else None
    return {
        "their_reference": one.reference,
        "words": one.words,
        "wants": one.wants,
        "already_doing": one.already_doing,
        "safety_note": one.safety_note,
        "chase_on": one.chase_on,
        "sent_at": sent,
        "basis": one.basis,
    }


def _references(staged: StagedList) -> Iterator[tuple[int, str]]:
    """The sender's own reference of each row."""
    if staged.requests is not None:
        for request in _all_requests(staged):
            yield request.row, request.source_reference or request.person_reference
        return
    for number, record in staged.records.items():
        yield number, person_of(record).source_reference


def _all_requests(staged: StagedList) -> Iterator[StagedRequest]:
    run = staged.requests
    assert run is not None
    for item in (*run.new, *run.possible_duplicates):
        yield item.request
    for changed in run.changed:
        yield changed.request


def _numbered(parcel: Parcel) -> Iterator[tuple[int, Passed]]:
    """The referrals with the row numbers they get as a table; the column names have the first."""
    return enumerate(parcel.referrals, 2)


_COLUMNS = (
    *("request_reference", "first_name", "last_name", "date_of_birth", "address_line1", "address_line2"),
    *("town", "postcode", "phone", "email", "language", "communication_needs"),
    *("need", "urgency", "words", "notes"),
)


def parcel_list(parcel: Parcel, path: Path) -> OpenList:
    """The referrals of another hub's file as a list, so that people are found again as in any other.

    Args:
        parcel: what the file holds.
        path: the file.
    """
    rows = [(number, _cells(one)) for number, one in _numbered(parcel)]

    def open_raw() -> Iterator[RawRow]:
        for number, cells in rows:
            yield number, list(cells), ""

    table = SourceTable(_COLUMNS, open_raw, header_row=1, kind="parcel")
    columns = tuple(Column(index, name, name, 1.0) for index, name in enumerate(_COLUMNS))
    return OpenList(path, table, ColumnMap(Kind.REQUESTS, columns, {"channel": "partner"}))


def _cells(one: Passed) -> tuple[str, ...]:
    who: PassedPerson = one.person
    return (
        one.key,
        who.first_name,
        who.last_name,
        who.date_of_birth.isoformat() if who.date_of_birth else "",
        *(who.address_line1, who.address_line2, who.town, who.postcode),
        " or ".join(who.phones),
        *(who.email, who.language, who.call_times),
        one.need if code_for("need", one.need) else one.need_words,
        one.urgency.value,
        one.words,
        one.health_note,
    )
