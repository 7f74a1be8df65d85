"""The tables of HSDS 3.0 and of the Open Referral UK profile, as described in ``resources/hsds-3.0.json``."""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from resources import read_text


class Profile(StrEnum):
    """Whose tables."""

    HSDS = "hsds-3.0"
    UK = "oruk-3.0-tables"


@dataclass(frozen=True, slots=True)
class HsdsField:
    """One field.

    Attributes:
        kind: string, uuid, email, uri, number, date, time or datetime.
        refers: the table its values must exist in; empty for none.
    """

    name: str
    kind: str
    required: bool = False
    enum: tuple[str, ...] = ()
    refers: str = ""


@dataclass(frozen=True, slots=True)
class HsdsTable:
    """One table: its name, its file and its fields in order."""

    name: str
    file: str
    fields: tuple[HsdsField, ...]


@cache
def hsds_tables(profile: Profile) -> tuple[HsdsTable, ...]:
    """The tables of a profile, in the standard's order.

    Args:
        profile: whose; the UK profile leaves out tables and fields, and names some files in the singular.
    """
    is_uk = profile is Profile.UK
    described = json.loads(read_text("hsds-3.0.json"))["tables"]
    return tuple(
        HsdsTable(
            table["name"],
            table["uk_file"] if is_uk else table["file"],
            tuple(
                HsdsField(
                    one["name"],
                    one["type"],
                    one.get("required", False),
                    tuple(one.get("enum", ())),
                    one.get("refers", ""),
                )
                for one in table["fields"]
                if not is_uk or one.get("uk")
            ),
        )
        for table in described
        if not is_uk or "uk_file" in table
    )
