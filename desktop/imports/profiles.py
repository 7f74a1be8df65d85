"""Column maps that are kept: those shipped for files councils send, and those a hub makes for its own."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from desktop.domain.errors import DomainError
from desktop.imports.mapping import Column, ColumnMap, NeedRule
from desktop.imports.spellings import fold_name
from desktop.imports.targets import Kind, targets_of
from resources import read_text

BUILT_IN = (
    "gds-daily-2020",
    "nhs-shielded",
    "nsss",
    "hackney-generic",
    "hubkeeper-people",
    "hubkeeper-requests",
    "hubkeeper-volunteers",
)
"""Names of the profiles that are shipped."""

_FAMILIES = {"hubkeeper": "hubkeeper-"}


@dataclass(frozen=True, slots=True)
class ProfileColumn:
    """What one column of a known file becomes; `label` goes before its value in a note."""

    target: str
    label: str = ""


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
                Column(index, header, found.target, 1.0, found.label) if found else Column(index, header)
            )
        return ColumnMap(
            self.kind, tuple(columns), self.constants, self.needs, self.latest_by_time, profile=self.name
        )

    def to_json(self) -> str:
        """The profile as a text that `profile_from_json` reads back, for the hub's settings."""
        return json.dumps(
            {
                "name": self.name,
                "title": self.title,
                "kind": self.kind.value,
                "about": self.about,
                "columns": {
                    name: {"to": column.target, "label": column.label} if column.label else column.target
                    for name, column in self.columns.items()
                },
                "fingerprint": list(self.fingerprint),
                "constants": dict(self.constants),
                "needs": [
                    {
                        "column": rule.header,
                        "answers": sorted(rule.answers),
                        "need": rule.need,
                        "words": rule.words,
                    }
                    for rule in self.needs
                ],
                "latest_by_time": self.latest_by_time,
            },
            ensure_ascii=False,
        )


def profile_from_map(name: str, title: str, column_map: ColumnMap) -> Profile:
    """A profile that remembers a map a person has settled; every column of the file tells it."""
    return Profile(
        name=name,
        title=title,
        kind=column_map.kind,
        columns={c.header: ProfileColumn(c.target, c.label) for c in column_map.columns if c.target},
        fingerprint=tuple(column.header for column in column_map.columns),
        constants=column_map.constants,
        needs=column_map.needs,
        latest_by_time=column_map.latest_by_time,
    )


def profile_from_json(text: str) -> Profile:
    """Read a profile.

    Raises:
        DomainError: the text is not a profile, or names a field that does not exist.
    """
    try:
        return _read(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise DomainError(
            "The column profile cannot be read. Map the columns again and save it."
        ) from problem


def _read(data: Any) -> Profile:
    kind = Kind(data["kind"])
    columns = {
        name: ProfileColumn(value) if isinstance(value, str) else ProfileColumn(value["to"], value["label"])
        for name, value in data["columns"].items()
    }
    constants = dict(data.get("constants", {}))
    strange = {column.target for column in columns.values()}.union(constants) - targets_of(kind)
    if strange:
        raise ValueError(sorted(strange))
    needs = tuple(
        NeedRule(rule["column"], frozenset(rule["answers"]), rule["need"], rule.get("words", ""))
        for rule in data.get("needs", ())
    )
    return Profile(
        name=str(data["name"]),
        title=str(data["title"]),
        kind=kind,
        columns=columns,
        fingerprint=tuple(data["fingerprint"]),
        constants=constants,
        needs=needs,
        latest_by_time=bool(data.get("latest_by_time", False)),
        about=str(data.get("about", "")),
    )


@cache
def built_in(name: str) -> Profile:
    """A shipped profile by its name."""
    return profile_from_json(read_text(f"profiles/{name}.json"))


def find_profile(name: str, kind: Kind, saved: Sequence[Profile] = ()) -> Profile:
    """A profile by the name a person gave; ``hubkeeper`` stands for this program's own file of that kind.

    Raises:
        DomainError: there is none, or it is for another kind of file.
    """
    wanted = f"{name}-{kind.value}" if name in _FAMILIES else name
    profile = next((one for one in saved if one.name == wanted), None)
    if profile is None and wanted in BUILT_IN:
        profile = built_in(wanted)
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
