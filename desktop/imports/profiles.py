"""Column maps that are kept: those shipped for files councils send, and those a hub makes for its own."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from db.enums import Urgency
from desktop.domain.errors import DomainError
from desktop.domain.text import clean
from desktop.imports.mapping import Column, ColumnMap, NeedRule
from desktop.imports.spellings import fold_name
from desktop.imports.targets import Kind, targets_of
from resources import read_text, resource

_TABLES_BESIDE = ("spellings.json", "values.json")
BUILT_IN: tuple[str, ...] = tuple(
    sorted(
        one.name.removesuffix(".json")
        for one in resource("profiles").iterdir()
        if one.name.endswith(".json") and one.name not in _TABLES_BESIDE
    )
)
"""Names of the profiles that are shipped: a file laid beside them is one more."""

RETURNED_PARTS = ("status", "outcome", "outcome_on", "outcome_note", "onward", "our_reference")
"""What of an outcome can go into a column of the sender's."""
MOST_PROFILE_BYTES = 200_000
_MOST_COLUMNS, _LONGEST = 500, 300


class Written(StrEnum):
    """How days are written in a file of such columns; or that none is ever made."""

    ISO = "iso"
    DAY_FIRST = "day_first"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class ProfileColumn:
    """What one column of a known file becomes.

    Attributes:
        target: the field; empty for a column that is known and left out.
        label: goes before its value in a note.
        meanings: what the sender's codes in it mean; see `mapping.Column`.
    """

    target: str
    label: str = ""
    meanings: Mapping[str, str] = field(default_factory=dict)

    def codes(self) -> Mapping[str, str]:
        """The sender's code for each meaning; of several codes that mean the same, the first."""
        found: dict[str, str] = {}
        for code, ours in self.meanings.items():
            found.setdefault(ours, code)
        return found


@dataclass(frozen=True, slots=True)
class Returned:
    """How the outcomes of a list go back to who sent it.

    Attributes:
        columns: what of an outcome goes into which of their columns; one they have not is put behind.
        codes: their own word for ours, by what of the outcome it says.
        most_rows: how many rows they take in one file; 0 where nobody said.
        silent: what of an outcome does not go back, for a sender who takes no columns but their own.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    most_rows: int = 0
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """A column map that is kept.

    Attributes:
        name: a short name, as typed on the command line.
        title: what people call such a file.
        kind: what its rows are.
        columns: column name to what it becomes.
        fingerprint: columns that tell such a file from others; all have to be there.
        constants: fields with the same value in every row.
        needs: requests that rows ask for.
        latest_by_time: the file holds several versions of a person; the latest timestamp wins.
        about: what to know before the file is loaded.
        identifiable: rows that do not tell who somebody is are refused.
        returned: how outcomes go back to who sent such a list.
        written: how days are written where people are handed over in these columns.
        also: other names it goes by, shared with the profiles of other rows of the same sender.
    """

    name: str
    title: str
    kind: Kind
    columns: Mapping[str, ProfileColumn]
    fingerprint: tuple[str, ...]
    constants: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[NeedRule, ...] = ()
    latest_by_time: bool = False
    about: str = ""
    identifiable: bool = False
    returned: Returned = field(default_factory=Returned)
    written: Written = Written.ISO
    also: tuple[str, ...] = ()

    def fits(self, headers: Sequence[str]) -> bool:
        """Whether a file has every column that tells such a file from others."""
        have = {fold_name(header) for header in headers}
        return bool(self.fingerprint) and all(fold_name(name) in have for name in self.fingerprint)

    def map_of(self, headers: Sequence[str]) -> ColumnMap:
        """The map of a file by this profile; columns the profile does not know are left out."""
        known = {fold_name(name): column for name, column in self.columns.items()}
        columns = []
        for index, header in enumerate(headers):
            found = known.get(fold_name(header))
            columns.append(
                Column(index, header, found.target, 1.0 if found.target else 0.0, found.label, found.meanings)
                if found
                else Column(index, header)
            )
        return ColumnMap(
            self.kind,
            tuple(columns),
            self.constants,
            self.needs,
            self.latest_by_time,
            profile=self.name,
            identifiable=self.identifiable,
        )

    def to_json(self) -> str:
        """The profile as a text that `profile_from_json` reads back, for the hub's settings."""
        return json.dumps(
            {
                "name": self.name,
                "title": self.title,
                "kind": self.kind.value,
                "about": self.about,
                "also": list(self.also),
                "columns": {name: _column_json(column) for name, column in self.columns.items()},
                "fingerprint": list(self.fingerprint),
                "constants": dict(self.constants),
                "needs": [_need_json(rule) for rule in self.needs],
                "latest_by_time": self.latest_by_time,
                "identifiable": self.identifiable,
                "returned": {
                    "columns": dict(self.returned.columns),
                    "codes": {name: dict(words) for name, words in self.returned.codes.items()},
                    "most_rows": self.returned.most_rows,
                    "silent": list(self.returned.silent),
                },
                "written": self.written.value,
            },
            ensure_ascii=False,
        )


def _column_json(column: ProfileColumn) -> str | dict[str, Any]:
    more = {"label": column.label, "means": dict(column.meanings)}
    said = {name: value for name, value in more.items() if value}
    return {"to": column.target, **said} if said else column.target


def _need_json(rule: NeedRule) -> dict[str, Any]:
    more = {"urgency": rule.urgency, "each_time": rule.each_time, "written": rule.written}
    return {
        "column": rule.header,
        "answers": sorted(rule.answers),
        "need": rule.need,
        "words": rule.words,
        **{name: value for name, value in more.items() if value},
    }


def profile_from_map(name: str, title: str, column_map: ColumnMap) -> Profile:
    """A profile that remembers a map a person has settled; every column of the file tells it."""
    return Profile(
        name=name,
        title=title,
        kind=column_map.kind,
        columns={
            c.header: ProfileColumn(c.target, c.label, c.meanings) for c in column_map.columns if c.target
        },
        fingerprint=tuple(column.header for column in column_map.columns),
        constants=column_map.constants,
        needs=column_map.needs,
        latest_by_time=column_map.latest_by_time,
        identifiable=column_map.identifiable,
    )


def profile_from_file(path: Path) -> Profile:
    """Read a profile somebody wrote or was given, so that a council's layout needs no programmer.

    Args:
        path: a JSON file such as those in ``resources/profiles``.

    Raises:
        DomainError: it cannot be read, or says something no profile can say.
    """
    try:
        if path.stat().st_size > MOST_PROFILE_BYTES:
            raise DomainError("This file is too large for a column profile. Choose another.")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise DomainError(f"{path.name} cannot be read. Choose a column profile, a JSON file.") from problem
    return profile_from_json(text)


def profile_from_json(text: str) -> Profile:
    """Read a profile.

    Raises:
        DomainError: the text is not a profile, or names a field that does not exist.
    """
    try:
        return _read(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise DomainError(
            "The column profile cannot be read. Map the columns again and save it."
        ) from problem


def _read(data: Any) -> Profile:
    kind = Kind(data["kind"])
    columns = {_line(name): _column(value) for name, value in data["columns"].items()}
    if len(columns) > _MOST_COLUMNS:
        raise ValueError("too many columns")
    constants = {str(name): _line(value) for name, value in data.get("constants", {}).items()}
    strange = {column.target for column in columns.values()}.union(constants) - targets_of(kind) - {""}
    if strange:
        raise ValueError(sorted(strange))
    needs = tuple(
        NeedRule(
            _line(rule["column"]),
            frozenset(map(_line, rule["answers"])),
            _line(rule["need"]),
            _line(rule.get("words", "")),
            Urgency(rule["urgency"]).value if rule.get("urgency") else "",
            _line(rule.get("each_time", "")),
            _line(rule.get("written", "")),
        )
        for rule in data.get("needs", ())
    )
    return Profile(
        name=_line(data["name"]),
        title=_line(data["title"]),
        kind=kind,
        columns=columns,
        fingerprint=tuple(map(_line, data["fingerprint"])),
        constants=constants,
        needs=needs,
        latest_by_time=bool(data.get("latest_by_time", False)),
        about=clean(str(data.get("about", "")))[: _LONGEST * 10],
        identifiable=bool(data.get("identifiable", False)),
        returned=_returned(data.get("returned", {})),
        written=Written(data.get("written", Written.ISO)),
        also=tuple(map(_line, data.get("also", ()))),
    )


def _line(text: Any) -> str:
    """A text of a profile, which may come from anybody: one line, not too long.

    Raises:
        TypeError: it is none.
    """
    if not isinstance(text, str):
        raise TypeError(text)
    return text[:_LONGEST] if text.isprintable() else clean(text)[:_LONGEST]


def _column(value: Any) -> ProfileColumn:
    if isinstance(value, str):
        return ProfileColumn(_line(value))
    meanings = {_line(code): _line(ours) for code, ours in value.get("means", {}).items()}
    return ProfileColumn(_line(value["to"]), _line(value.get("label", "")), meanings)


def _returned(data: Any) -> Returned:
    columns = {str(name): _line(column) for name, column in data.get("columns", {}).items()}
    codes = {
        str(name): {str(ours): _line(theirs) for ours, theirs in words.items()}
        for name, words in data.get("codes", {}).items()
    }
    silent = tuple(map(str, data.get("silent", ())))
    strange = (set(columns) | set(codes) | set(silent)) - set(RETURNED_PARTS)
    if strange or int(data.get("most_rows", 0)) < 0:
        raise ValueError(sorted(strange))
    return Returned(columns, codes, int(data.get("most_rows", 0)), silent)


@cache
def built_in(name: str) -> Profile:
    """A shipped profile by its name."""
    return profile_from_json(read_text(f"profiles/{name}.json"))


def find_profile(name: str, kind: Kind, saved: Sequence[Profile] = ()) -> Profile:
    """A profile by the name a person gave: its own, or one it also goes by, such as ``hubkeeper``.

    Raises:
        DomainError: there is none, or it is for another kind of file.
    """
    known = [*saved, *map(built_in, BUILT_IN)]
    called = [one for one in known if name in (one.name, *one.also)]
    profile = next((one for one in called if one.kind is kind), next(iter(called), None))
    if profile is None:
        names = ", ".join([*(one.name for one in saved), *BUILT_IN])
        raise DomainError(f"There is no column profile called “{name}”. Choose one of: {names}.")
    if profile.kind is not kind:
        raise DomainError(f"The profile “{name}” is for {profile.kind.value}, not for {kind.value}.")
    return profile


def recognise(headers: Sequence[str], kind: Kind, saved: Sequence[Profile] = ()) -> Profile | None:
    """The profile whose telling columns a file has: a saved one first, else the most telling shipped one."""
    fitting = [one for one in saved if one.kind is kind and one.fits(headers)]
    if not fitting:
        shipped = (built_in(name) for name in BUILT_IN)
        fitting = [one for one in shipped if one.kind is kind and one.fits(headers)]
    return max(fitting, key=lambda one: len(one.fingerprint), default=None)
