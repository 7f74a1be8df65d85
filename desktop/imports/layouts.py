"""Layouts: what a person says of a council's file, kept as a profile, so that a new one needs no code."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from pathlib import Path

from db.enums import (
    Answer,
    Channel,
    CheckLevel,
    ContactPreference,
    PersonStatus,
    RequestStatus,
    Transport,
    Urgency,
    VolunteerStatus,
)
from desktop.domain.errors import DomainError
from desktop.domain.text import clean, fold
from desktop.imports.mapping import ColumnMap, NeedRule, code_key
from desktop.imports.profiles import Profile, ProfileColumn, profile_from_map
from desktop.imports.run import OpenList
from desktop.imports.table import RawRow, SourceTable
from desktop.imports.targets import Kind

CODED: Mapping[str, type[StrEnum]] = {
    "urgency": Urgency,
    "request_status": RequestStatus,
    "channel": Channel,
    "caller_knows": Answer,
    "contact_preference": ContactPreference,
    "status": PersonStatus,
    "transport": Transport,
    "volunteer_status": VolunteerStatus,
    "check_level": CheckLevel,
}
"""Fields that hold one of our codes, and the vocabulary it is of; besides them only the need does."""
NEEDS = frozenset({"need", "need_detail"})
"""Fields whose codes mean one of the hub's need types."""
MOST_ROWS, MOST_CODES = 5_000, 24
"""So many rows of a sample are looked through; a column that says more different things holds no codes."""
_LONGEST_CODE = 40
_PREFIX = "layout:"


def layout_key(profile: Profile) -> str:
    """What a layout is kept under: its name, so that two councils may use the same columns."""
    return f"{_PREFIX}{profile.name}"


def is_layout(fingerprint: str) -> bool:
    """Whether what is kept is a layout a person made, and not columns remembered from a list."""
    return fingerprint.startswith(_PREFIX)


def name_of(title: str, taken: Collection[str]) -> str:
    """A short name for a layout, which nothing else has.

    Args:
        title: what people call it.
        taken: names that are in use, or were.
    """
    short = re.sub("[^a-z0-9]+", "-", clean(title).lower()).strip("-")[:40] or "layout"
    return next(name for name in _numbered(short) if name not in taken)


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def codes_in(table: SourceTable) -> Mapping[str, Sequence[str]]:
    """What each column of a sample says, for columns that say few different short things.

    Args:
        table: the sample.

    Returns:
        Column name to its codes, in the order they come; each once, whatever its case.
    """
    found: list[dict[str, str]] = [{} for _ in table.headers]
    for row in islice(table.rows(), MOST_ROWS):
        for codes, cell in zip(found, row.cells, strict=True):
            if len(codes) <= MOST_CODES and (text := clean(cell)):
                codes.setdefault(code_key(text), text[: _LONGEST_CODE + 1])
    return {
        header: tuple(codes.values())
        for header, codes in zip(table.headers, found, strict=True)
        if 0 < len(codes) <= MOST_CODES and all(len(code) <= _LONGEST_CODE for code in codes.values())
    }


@dataclass(frozen=True, slots=True)
class Meant:
    """What one code of one column means.

    Attributes:
        ours: our code; empty where it means what it says.
        need: the need type that whoever has this code asks for; empty for none. Of lists of people alone.
    """

    ours: str = ""
    need: str = ""


def asks(kind: Kind, target: str) -> bool:
    """Whether a code of a column can ask for help by itself: in lists of people, where it is but noted."""
    return kind is Kind.PEOPLE and target in ("", "notes")


def meant_of(column_map: ColumnMap, header: str) -> dict[str, Meant]:
    """What the codes of a column are said to mean by now.

    Args:
        column_map: the map.
        header: the column.
    """
    column = next(one for one in column_map.columns if one.header == header)
    found = {code: Meant(ours) for code, ours in column.meanings.items()}
    for rule in column_map.needs:
        if rule.header == header:
            for answer in [rule.written] if rule.written else sorted(rule.answers):
                found[answer] = Meant(found.get(answer, Meant()).ours, rule.need)
    return found


def with_meanings(column_map: ColumnMap, header: str, said: Mapping[str, Meant]) -> ColumnMap:
    """The same map with the codes of one column meaning what a person says.

    A rule that is there already for one of the codes keeps what else it says: words, urgency, and what tells
    one occasion from the next.

    Args:
        column_map: the map.
        header: the column.
        said: code to what it means.
    """
    meanings = {code: one.ours for code, one in said.items() if one.ours}
    columns = tuple(
        replace(one, meanings=meanings) if one.header == header else one for one in column_map.columns
    )
    others = tuple(rule for rule in column_map.needs if rule.header != header)
    own = [rule for rule in column_map.needs if rule.header == header]
    rules = tuple(_rule(header, code, one.need, own) for code, one in said.items() if one.need)
    return replace(column_map, columns=columns, needs=(*others, *rules))


def _rule(header: str, code: str, need: str, own: Sequence[NeedRule]) -> NeedRule:
    answers = {fold(code) or code_key(code)}
    for rule in own:
        if rule.need == need and answers & {*rule.answers, fold(rule.written)}:
            return replace(rule, written=code)
    return NeedRule(header, frozenset(answers), need, f"{header}: {code}", written=code)


def layout_from_map(name: str, title: str, column_map: ColumnMap, base: Profile | None = None) -> Profile:
    """A layout out of a map a person settled; columns that are left out are known to it too.

    Its telling columns are those it uses: a council may add one, or leave out another, and is still known.

    Args:
        name: see `name_of`.
        title: what people call it.
        column_map: the map.
        base: the profile it began as; what the map does not say is taken from it.
    """
    made = profile_from_map(name, title, column_map)
    used = {rule.header for rule in column_map.needs} | {rule.each_time for rule in column_map.needs}
    columns = {one.header: ProfileColumn(one.target, one.label, one.meanings) for one in column_map.columns}
    telling = tuple(one.header for one in column_map.columns if one.target or one.header in used)
    made = replace(made, columns=columns, fingerprint=telling)
    if base is None:
        return made
    return replace(made, about=base.about, returned=base.returned, written=base.written)


def to_remember(source: OpenList, known: Sequence[Profile]) -> Profile | None:
    """What is worth remembering of how a file's columns were settled.

    Columns that stand as a profile has them are known already. Where a person changed one, the rest of what
    that profile says, such as how outcomes go back, holds for these columns too.

    Args:
        source: the file, with the map as it stands.
        known: profiles there are, the hub's own first.
    """
    headers, column_map = source.table.headers, source.column_map
    base = next((one for one in known if one.name == column_map.profile), None)
    if base is not None and base.map_of(headers) == column_map:
        return None
    stem = clean(source.path.stem) or "list"
    if base is not None and base.fingerprint == headers:
        name, title = base.name, base.title
    else:
        others = {one.name for one in known if one.fingerprint != headers}
        name = next(one for one in _numbered(stem) if one not in others)
        title = f"{base.title} ({stem})" if base is not None else name
    made = profile_from_map(name, title, column_map)
    if base is None:
        return made
    return replace(made, about=base.about, returned=base.returned, written=base.written)


def without_sample(profile: Profile) -> OpenList:
    """A layout as a list without rows, to be looked at and changed where no sample is at hand."""
    headers = tuple(profile.columns)

    def open_raw() -> Iterator[RawRow]:
        return iter(())

    table = SourceTable(headers, open_raw, header_row=1, kind="layout")
    return OpenList(Path(profile.name), table, profile.map_of(headers))


def check_layout(profile: Profile) -> None:
    """Refuse a layout nobody could use.

    Raises:
        DomainError: it has no title, or no column means anything.
    """
    if not profile.title.strip():
        raise DomainError("Give the layout a name, so that others know it.", field="title")
    if not profile.fingerprint:
        raise DomainError("No column is used. Say what at least one of them holds.")
