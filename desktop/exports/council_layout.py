"""People in the columns of a council's own file, as its column profile names them.

The profile is data (``resources/profiles``, or one the hub keeps), so a council's layout needs no code. What
the hub does not know stays empty. What a profile makes of an answer on the way in is written as that answer
on the way out: somebody whose food parcel is open reads No under EssentialSupplies, which means that they
have no way of getting any. So is a code of the council's, for what it means on the way in.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from desktop.exports.handover_spec import utc
from desktop.exports.package_tables import FilledTable, SourceRows
from desktop.exports.small_groups import identifiable
from desktop.exports.tables import Column, Kind, Table, to_text
from desktop.exports.words import counted

OPEN = frozenset({"new", "assigned", "in_progress"})
_LINES = tuple(f"address_line{number}" for number in range(1, 6))
_WORKED_OUT = frozenset({"source_reference", "timestamp", "town", "phone", "mobile", *_LINES})
"""Fields that are no plain cell of ``people.csv``: see `_fields`."""
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CouncilLayout:
    """The columns of a council's file.

    Attributes:
        name: the profile's.
        title: what people call such a file.
        columns: each header with the field it holds; empty where the hub has nothing for it.
        answers: header to the need type that is open and the answer which says so.
        day_first: days are written 05/01/2026 rather than 2026-01-05.
        most_rows: rows the council takes in one file; 0 where nobody said.
        identifiable: the council passes over rows that do not tell who somebody is; they stay here.
        cells: what a profile calls a field, to the column of ``people.csv`` it is taken from.
        codes: header to the council's own code for each of ours.
    """

    name: str
    title: str
    columns: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str, str], ...] = ()
    day_first: bool = False
    most_rows: int = 0
    identifiable: bool = False
    cells: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def in_layout(layout: CouncilLayout, people: FilledTable, rows: SourceRows, now: datetime) -> FilledTable:
    """Write people in a council's columns.

    Args:
        layout: the columns.
        people: ``people.csv`` as it goes; a column left out there is empty here.
        rows: the source of the whole tables.
        now: the moment of the handover, which stands for the version of every row.

    Returns:
        One row a person, in the order of ``people.csv``; who would be passed over has none.
    """
    sources = {str(row["person_id"]): row for row in rows["people"]}
    needs = _open_needs(rows)
    made = []
    for cells in people.rows:
        held = dict(zip(people.table.names, cells, strict=True))
        key = held["person_id"]
        fields = _fields(layout, held, sources[key], now)
        if layout.identifiable and not _tells_who(fields):
            continue
        answers = {header: words for header, need, words in layout.answers if need in needs[key]}
        taken: dict[str, int] = defaultdict(int)
        row = []
        for header, target in layout.columns:
            said = fields.get(target, ())
            cell = said[taken[target]] if taken[target] < len(said) else ""
            row.append(answers.get(header) or layout.codes.get(header, {}).get(cell, cell))
            taken[target] += 1
        made.append(tuple(row))
    return FilledTable(_table(layout), made, {})


def layout_notes(layout: CouncilLayout | None, people: int, written: int) -> tuple[str, ...]:
    """Say who has no row in a layout, and where the council takes fewer rows in one file than there are.

    Args:
        layout: the columns; None for none.
        people: rows of ``people.csv``.
        written: rows in the layout.
    """
    said = []
    if layout is not None and written < people:
        rows = counted(people - written, "person has", "people have")
        said.append(f"{layout.title}: {rows} no row, because it would not tell who they are.")
    if layout is not None and 0 < layout.most_rows < written:
        said.append(
            f"{layout.title}: they take {layout.most_rows:,} rows in one file. Split it into several."
        )
    return tuple(said)


def _tells_who(fields: Mapping[str, Sequence[str]]) -> bool:
    """Whether a council that asks for it can tell who a row is about; see `small_groups.identifiable`."""
    said = {name: next(filter(None, fields.get(field, ())), "") for name, field in _TELLING.items()}
    return identifiable(said)


_TELLING = {
    "first_name": "first_name",
    "last_name": "last_name",
    "date_of_birth": "date_of_birth",
    "address_uprn": "uprn",
    "contact_number_calls": "phone",
    "contact_number_texts": "mobile",
    "contact_email": "email",
}


def _table(layout: CouncilLayout) -> Table:
    slug = re.sub("[^a-z0-9]+", "_", layout.name.lower()).strip("_")[:20] or "council"
    columns = tuple(_column(header, target, layout) for header, target in layout.columns)
    return Table(f"people_{slug}", columns, title=f"People: {layout.name}"[:28])


def _column(header: str, target: str, layout: CouncilLayout) -> Column:
    kinds = {"phone": Kind.PHONE, "mobile": Kind.PHONE}
    if not layout.day_first:
        kinds |= {"date_of_birth": Kind.DATE, "timestamp": Kind.DATETIME}
    return Column(header, header, kinds.get(target, Kind.TEXT))


def _fields(
    layout: CouncilLayout, held: Mapping[str, str], source: Mapping[str, Any], now: datetime
) -> Mapping[str, Sequence[str]]:
    """What each field of a profile says of a person, once for every column that may hold it."""
    fields: dict[str, Sequence[str]] = {
        target: (_plain(held.get(column, ""), layout),)
        for target, column in layout.cells.items()
        if target not in _WORKED_OUT
    }
    fields["source_reference"] = (source["source_reference"] or held["person_id"],)
    fields["full_name"] = (_joined(" ", *(held.get(f"{part}_name", "") for part in _PARTS)),)
    moment = utc(now)
    fields["timestamp"] = (f"{moment:%d/%m/%Y}" if layout.day_first else to_text(moment),)
    fields |= _address(layout, held)
    # A number whose conditions do not travel with it stays here: rung at the wrong hour it can do harm.
    if not source["conditions"]:
        fields |= _numbers(layout, held)
    else:
        fields["email"] = ("",)
    return fields


_PARTS = ("first", "middle", "last")


def _plain(cell: str, layout: CouncilLayout) -> str:
    if cell == _UNKNOWN:
        return ""
    if layout.day_first and re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
        return f"{date.fromisoformat(cell):%d/%m/%Y}"
    return cell


def _address(layout: CouncilLayout, held: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    """Lines without gaps; the town behind them where the file has no column for it."""
    targets = [target for _, target in layout.columns]
    lines = [line for name in ("1", "2") if (line := held.get(f"address_line{name}", ""))]
    town = held.get("address_town_city", "")
    if town and "town" not in targets:
        lines.append(town)
    room = sum(target in _LINES for target in targets)
    if len(lines) > room > 0:
        lines = [*lines[: room - 1], ", ".join(lines[room - 1 :])]
    named = sorted((target for target in targets if target in _LINES), key=_LINES.index)
    return {"town": (town,), **{name: (line,) for name, line in zip(named, lines, strict=False)}}


def _numbers(layout: CouncilLayout, held: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    calls, texts = held.get("contact_number_calls", ""), held.get("contact_number_texts", "")
    if any(target == "mobile" for _, target in layout.columns):
        return {"phone": (calls,), "mobile": (texts,)}
    both = (calls, texts) if texts != calls else (calls,)
    return {"phone": both}


def _open_needs(rows: SourceRows) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows.get("help_requests", ()):
        if row.get("status") in OPEN and not row.get("need_private"):
            found[str(row["person_id"])].add(str(row.get("need_code", "")))
    return found


def _joined(between: str, *words: str) -> str:
    return between.join(filter(None, words))
