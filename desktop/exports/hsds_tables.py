"""Rows of a directory made to fit the tables of a profile: HSDS 3.0 whole, or the Open Referral UK one."""

from collections import Counter
from dataclasses import dataclass
from functools import cache

from desktop.domain.directory_facts import part_id
from desktop.domain.hsds_out import Row, Tables
from desktop.exports.handover_schema import EMAIL
from desktop.exports.package_tables import FilledTable
from desktop.exports.row_checks import cell_problem
from desktop.exports.tables import Column, ForeignKey, Kind, Table, compiled
from desktop.services.hsds_schema import HsdsField, HsdsTable, Profile, hsds_tables

WEB = r"https?://[A-Za-z0-9][^ \r\n\t<>\"]*"
TIME = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
NUMBER = r"\+?[0-9][0-9 ]{1,24}"
"""A telephone number that a person can dial: E.164, or short ones such as 101."""

_ORDER = (
    *("organization", "service", "location", "service_at_location", "address", "contact", "phone"),
    *("schedule", "service_area", "language", "taxonomy", "taxonomy_term", "attribute"),
)
"""The tables written, so that every link points back."""

_ALWAYS = frozenset(
    {
        *(("location", "organization_id"), ("address", "location_id"), ("schedule", "service_id")),
        *(("service_area", "service_id"), ("language", "service_id"), ("taxonomy_term", "taxonomy_id")),
    }
)
"""Links the standard leaves open and we always make, so that both schemas can state them."""


@dataclass(frozen=True, slots=True)
class FittedTables:
    """Tables that hold at least one row.

    Attributes:
        filled: the tables in the order written.
        blanked: values left out because they did not have their field's shape, by field.
    """

    filled: tuple[FilledTable, ...]
    blanked: Counter[str]


def fit_tables(tables: Tables, profile: Profile) -> FittedTables:
    """Take of a directory's rows what a profile has fields for.

    Args:
        tables: rows by table, of `hsds_out.write_directory`.
        profile: whose tables.
    """
    rows = _for_uk(tables) if profile is Profile.UK else tables
    known = {one.name: one for one in hsds_tables(profile)}
    blanked: Counter[str] = Counter()
    written = [name for name in _ORDER if rows.get(name) and name in known]
    fitted = {name: _fitted(known[name], rows[name], blanked) for name in written}
    kept = frozenset(name for name in written if fitted[name])
    filled = [FilledTable(table_of(known[name], kept), fitted[name], {}) for name in written if name in kept]
    return FittedTables(tuple(filled), blanked)


def _fitted(described: HsdsTable, rows: list[Row], blanked: Counter[str]) -> list[tuple[str, ...]]:
    table = table_of(described, frozenset())
    return [made for row in rows if (made := _fit(table, row, blanked))]


@cache
def table_of(described: HsdsTable, written: frozenset[str]) -> Table:
    """Describe a table of the standard for the writers.

    Args:
        described: the table.
        written: names of the tables in the package; links to others are left out.
    """
    columns = tuple(_column(described.name, one) for one in described.fields)
    links = tuple(ForeignKey(one.name, one.refers, "id") for one in described.fields if one.refers in written)
    return Table(described.name, columns, "id", links, file=described.file.removesuffix(".csv"))


def _column(table: str, one: HsdsField) -> Column:
    kinds = {"uuid": Kind.UUID, "number": Kind.NUMBER, "date": Kind.DATE, "datetime": Kind.DATETIME}
    shapes = {"email": EMAIL, "uri": WEB, "time": TIME}
    pattern = NUMBER if (table, one.name) == ("phone", "number") else shapes.get(one.kind, "")
    kind = Kind.CODE if one.enum else kinds.get(one.kind, Kind.TEXT)
    is_needed = one.required or (table, one.name) in _ALWAYS
    return Column(one.name, kind=kind, pattern=pattern, enum=one.enum, required=is_needed)


def _fit(table: Table, row: Row, blanked: Counter[str]) -> tuple[str, ...]:
    """One row in the order of its columns; () where a value that must be there cannot be written."""
    cells = []
    for column in table.columns:
        cell = row.get(column.name, "")
        if cell_problem(column, cell):
            blanked[f"{table.name}.{column.name}"] += 1
            if column.required:
                return ()
            cell = ""
        cells.append(cell)
    return tuple(cells)


def _for_uk(tables: Tables) -> Tables:
    """Say in the UK profile's words what it has no field for.

    Its numbers belong to a contact and its contacts to a service, so a service's number hangs from a contact
    without a name; its attributes have no value, its languages no name, its places no organisation.
    """
    made = dict(tables)
    made["attribute"] = [row for row in tables.get("attribute", []) if not row.get("value")]
    used = {row["taxonomy_term_id"] for row in made["attribute"]}
    made["taxonomy_term"] = [row for row in tables.get("taxonomy_term", []) if row["id"] in used]
    needed = {row["taxonomy_id"] for row in made["taxonomy_term"]}
    made["taxonomy"] = [row for row in tables.get("taxonomy", []) if row["id"] in needed]
    served = {row["location_id"] for row in tables.get("service_at_location", [])}
    made["location"] = [row for row in tables.get("location", []) if row["id"] in served]
    made["address"] = [row for row in tables.get("address", []) if row["location_id"] in served]
    dialled = (row for row in tables.get("phone", []) if compiled(NUMBER).fullmatch(row["number"]))
    of_services = [row for row in dialled if row.get("service_id")]
    desks = {row["id"]: part_id(row["id"], "desk") for row in of_services}
    made["contact"] = [{"id": desks[row["id"]], "service_id": row["service_id"]} for row in of_services]
    made["phone"] = [
        {"id": row["id"], "contact_id": desks[row["id"]], "number": row["number"]} for row in of_services
    ]
    made.pop("language", None)
    return made
