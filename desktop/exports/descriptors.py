"""One schema written in two standards: a Tabular Data Package and CSV on the Web; and read back from the
first.

Sources: Frictionless Data Package and Table Schema v1; W3C "Metadata Vocabulary for Tabular Data" (CSVW,
2015), which the UK government's tabular data standard recommends.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from desktop.exports.tables import PATTERNS, Column, ForeignKey, Kind, Table, to_text

DATA_PACKAGE = "datapackage.json"
CSVW = "csv-metadata.json"


def data_package(tables: Sequence[Table], *, name: str, title: str, created: datetime) -> bytes:
    """Describe the tables as a Tabular Data Package.

    Args:
        tables: in the order of the files.
        name: the package's machine name: lower case, hyphens.
        title: the package's title; it names nobody.
        created: when, written as UTC.

    Returns:
        The bytes of ``datapackage.json``.
    """
    return _json(
        {
            "profile": "tabular-data-package",
            "name": name,
            "title": title,
            "created": to_text(created),
            "resources": [_resource(table) for table in tables],
        }
    )


def csvw(tables: Sequence[Table], *, title: str) -> bytes:
    """Describe the tables as CSV on the Web.

    Args:
        tables: in the order of the files.
        title: the package's title; it names nobody.

    Returns:
        The bytes of ``csv-metadata.json``.
    """
    files = {table.name: table.csv_name for table in tables}
    return _json(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
            "dc:title": title,
            "dialect": {"encoding": "utf-8", "header": True},
            "tables": [_csvw_table(table, files) for table in tables],
        }
    )


def read_tables(content: bytes) -> tuple[Table, ...]:
    """Read the schema back from a Tabular Data Package of ours.

    Args:
        content: the bytes of ``datapackage.json``.

    Returns:
        The tables it describes.

    Raises:
        ValueError: it is not JSON, or not a package of tables.
    """
    try:
        package = json.loads(content)
        return tuple(_read_table(resource) for resource in package["resources"])
    except (KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise ValueError("not a tabular data package") from problem


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns]}
    if table.primary_key:
        schema["primaryKey"] = table.primary_key
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {"fields": key.column, "reference": {"resource": key.table, "fields": key.target}}
            for key in table.foreign_keys
        ]
    schema["missingValues"] = [""]
    return {
        "name": table.name,
        "path": table.csv_name,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if _needs_pattern(column):
        constraints["pattern"] = f"^({column.shape})$"
    if column.enum:
        constraints["enum"] = list(column.enum)
    made: dict[str, Any] = {"name": column.name, "title": column.heading, "type": _base(column)}
    if column.kind is Kind.DATETIME:
        made["format"] = "%Y-%m-%dT%H:%M:%SZ"
    if constraints:
        made["constraints"] = constraints
    return made


def _needs_pattern(column: Column) -> bool:
    """Numbers and dates have types of their own, for which these standards allow no pattern."""
    return bool(column.shape) and _base(column) == "string"


def _base(column: Column) -> str:
    if column.kind in (Kind.INTEGER, Kind.NUMBER, Kind.DATE, Kind.DATETIME):
        return column.kind.value
    return "string"


def _csvw_table(table: Table, files: Mapping[str, str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_csvw_column(column) for column in table.columns]}
    if table.primary_key:
        schema["primaryKey"] = table.primary_key
    # CSVW allows no empty cell in a link, so a link that may be empty is stated in datapackage.json alone.
    always = {column.name for column in table.columns if column.required}
    if links := [key for key in table.foreign_keys if key.column in always]:
        schema["foreignKeys"] = [
            {
                "columnReference": key.column,
                "reference": {
                    "resource": files.get(key.table, f"{key.table}.csv"),
                    "columnReference": key.target,
                },
            }
            for key in links
        ]
    return {"url": table.csv_name, "tableSchema": schema}


def _csvw_column(column: Column) -> dict[str, Any]:
    # A name may hold no space (CSVW 5.6, RFC 6570): a council's own headings are written percent-encoded.
    name = quote(column.name, safe="")
    made: dict[str, Any] = {"name": name, "titles": column.name, "datatype": _csvw_type(column)}
    if column.required:
        made["required"] = True
    return made


def _csvw_type(column: Column) -> str | dict[str, str]:
    match _base(column):
        case "date":
            return {"base": "date", "format": "yyyy-MM-dd"}
        case "datetime":
            return {"base": "dateTime", "format": "yyyy-MM-ddTHH:mm:ssX"}
        case "integer" | "number" as base:
            return base
    shape = "|".join(column.enum) or column.shape
    return {"base": "string", "format": f"({shape})"} if shape else "string"


_KINDS = {"integer": Kind.INTEGER, "number": Kind.NUMBER, "date": Kind.DATE, "datetime": Kind.DATETIME}
_BY_PATTERN = {pattern: kind for kind, pattern in PATTERNS.items()}


def _read_table(resource: Mapping[str, Any]) -> Table:
    schema = resource["schema"]
    links = [
        ForeignKey(str(key["fields"]), str(key["reference"]["resource"]), str(key["reference"]["fields"]))
        for key in schema.get("foreignKeys", [])
    ]
    columns = tuple(_read_column(described) for described in schema["fields"])
    name = str(resource["name"])
    file = str(resource.get("path", "")).removesuffix(".csv")
    return Table(
        name, columns, str(schema.get("primaryKey", "")), tuple(links), file="" if file == name else file
    )


def _read_column(described: Mapping[str, Any]) -> Column:
    constraints = described.get("constraints", {})
    pattern = str(constraints.get("pattern", "")).removeprefix("^(").removesuffix(")$")
    return Column(
        str(described["name"]),
        str(described.get("title", "")),
        _KINDS.get(str(described.get("type", "")), _BY_PATTERN.get(pattern, Kind.TEXT)),
        pattern,
        tuple(str(code) for code in constraints.get("enum", [])),
        bool(constraints.get("required", False)),
    )
