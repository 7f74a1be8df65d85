"""ODS files written piece by piece, every text cell typed as text.

Our own writer after OASIS OpenDocument 1.2 (the office format the UK government endorses), as the libraries
that exist build the whole document in memory first.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from desktop.domain.errors import DomainError
from desktop.exports.files import QUIET, Watch, atomic_file
from desktop.exports.tables import Row, Table, sequences, to_text
from desktop.exports.xlsx_files import MAX_ROWS, Sheet, sheet_name
from desktop.exports.xml_text import xml_text
from desktop.exports.zips import EPOCH, put, streamed

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES = (
    f'xmlns:office="{_NS}:office:1.0" xmlns:table="{_NS}:table:1.0" xmlns:text="{_NS}:text:1.0" '
    f'xmlns:style="{_NS}:style:1.0" xmlns:number="{_NS}:datastyle:1.0" xmlns:config="{_NS}:config:1.0" '
    f'xmlns:fo="{_NS}:xsl-fo-compatible:1.0" xmlns:meta="{_NS}:meta:1.0" '
    'xmlns:ooo="http://openoffice.org/2004/office" office:version="1.2"'
)
_BLANKS = re.compile("  +|\t|^ | $")


def write_ods(
    path: Path,
    sheets: Iterable[Sheet],
    *,
    created: datetime = EPOCH,
    titles: bool = True,
    watch: Watch = QUIET,
) -> dict[str, int]:
    """Write tables as the sheets of one ODS file, whole or not at all.

    Args:
        path: the file.
        sheets: each table with its rows (see `tables.sequences`).
        created: the time in the file's properties.
        titles: headings as people read them; False writes the columns' machine names.
        watch: progress and stop.

    Returns:
        Rows written, by table name.

    Raises:
        ExportStopped: the person asked to stop.
        DomainError: more rows than a sheet can hold.
        db.errors.KnownStoreError: the disk is full or cannot be written.
    """
    with atomic_file(path) as stream:
        return stream_ods(stream, sheets, created=created, titles=titles, watch=watch)


def stream_ods(
    stream: IO[bytes],
    sheets: Iterable[Sheet],
    *,
    created: datetime = EPOCH,
    titles: bool = True,
    watch: Watch = QUIET,
) -> dict[str, int]:
    """Write tables as the sheets of one ODS file into an open stream; see `write_ods`."""
    counts: dict[str, int] = {}
    listed = list(sheets)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        put(archive, "mimetype", _MIME, stored=True)
        with streamed(archive, "content.xml") as out:
            out.write(_content_start([table for table, _ in listed]).encode())
            for number, (table, rows) in enumerate(listed):
                counts[table.name] = _write_sheet(out, table, rows, f"t{number}", titles, watch)
            out.write(b"</office:spreadsheet></office:body></office:document-content>")
        _write_frame(archive, list(counts), created)
    return counts


def _write_sheet(
    out: IO[bytes], table: Table, rows: Iterable[Row | object], prefix: str, titles: bool, watch: Watch
) -> int:
    columns = "".join(
        f'<table:table-column table:style-name="{prefix}c{i}" table:default-cell-style-name="text"/>'
        for i in range(len(table.columns))
    )
    out.write(f'<table:table table:name="{xml_text(sheet_name(table.name))}">{columns}'.encode())
    headings = (column.heading if titles else column.name for column in table.columns)
    cells = "".join(_text_cell(heading, "head") for heading in headings)
    out.write(
        f"<table:table-header-rows><table:table-row>{cells}</table:table-row></table:table-header-rows>".encode()
    )
    count = 0
    for chunk in watch.chunks(sequences(table, rows)):
        count += len(chunk)
        if count >= MAX_ROWS:
            raise DomainError(
                "A spreadsheet holds 1,048,575 rows at most. Choose CSV, or filter the list first."
            )
        lines = (f"<table:table-row>{''.join(_cells(table, row))}</table:table-row>" for row in chunk)
        out.write("".join(lines).encode())
    out.write(b"</table:table>")
    return count


def _cells(table: Table, row: Any) -> Iterator[str]:
    for column, value in zip(table.columns, row, strict=True):
        text = to_text(value)
        if not text:
            yield "<table:table-cell/>"
        elif column.is_numeric and column.fits(text):
            yield (
                f'<table:table-cell office:value-type="float" office:value="{text}" '
                f'table:style-name="number"><text:p>{text}</text:p></table:table-cell>'
            )
        else:
            yield _text_cell(text, "text")


def _text_cell(text: str, style: str) -> str:
    lines = "".join(f"<text:p>{_BLANKS.sub(_blank, line)}</text:p>" for line in xml_text(text).split("\n"))
    return (
        f'<table:table-cell office:value-type="string" table:style-name="{style}">{lines}</table:table-cell>'
    )


def _blank(match: re.Match[str]) -> str:
    found = match.group()
    return "<text:tab/>" if found == "\t" else f'<text:s text:c="{len(found)}"/>'


def _content_start(tables: list[Table]) -> str:
    widths = "".join(
        f'<style:style style:name="t{t}c{i}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{column.width * 0.2:.1f}cm"/></style:style>'
        for t, table in enumerate(tables)
        for i, column in enumerate(table.columns)
    )
    cell = '<style:style style:family="table-cell" style:name='
    styles = (
        '<number:text-style style:name="plain"><number:text-content/></number:text-style>'
        f'{cell}"text" style:data-style-name="plain"/>{cell}"number"/>'
        f'{cell}"head" style:data-style-name="plain">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
    )
    return (
        f"{_HEAD}<office:document-content {_NAMESPACES}><office:automatic-styles>{widths}{styles}"
        "</office:automatic-styles><office:body><office:spreadsheet>"
    )


def _write_frame(archive: zipfile.ZipFile, names: list[str], created: datetime) -> None:
    put(
        archive,
        "meta.xml",
        f"{_HEAD}<office:document-meta {_NAMESPACES}><office:meta><meta:generator>Hubkeeper</meta:generator>"
        f"<meta:creation-date>{to_text(created)}</meta:creation-date></office:meta></office:document-meta>",
    )
    put(archive, "settings.xml", _settings(names))
    put(archive, "styles.xml", f"{_HEAD}<office:document-styles {_NAMESPACES}></office:document-styles>")
    kinds = {"/": _MIME} | dict.fromkeys(
        ["content.xml", "styles.xml", "meta.xml", "settings.xml"], "text/xml"
    )
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in kinds.items()
    )
    put(
        archive,
        "META-INF/manifest.xml",
        f'{_HEAD}<manifest:manifest xmlns:manifest="{_NS}:manifest:1.0" manifest:version="1.2">{entries}'
        "</manifest:manifest>",
    )


def _settings(names: list[str]) -> str:
    """Freeze each sheet's heading row: the view settings LibreOffice reads."""
    item = '<config:config-item config:name="{}" config:type="{}">{}</config:config-item>'
    frozen = "".join(
        item.format(*setting)
        for setting in (
            ("VerticalSplitMode", "short", 2),
            ("VerticalSplitPosition", "int", 1),
            ("ActiveSplitRange", "short", 2),
            ("PositionBottom", "int", 1),
        )
    )
    entry = '<config:config-item-map-entry config:name="{}">{}</config:config-item-map-entry>'
    sheets = "".join(entry.format(xml_text(sheet_name(name)), frozen) for name in names)
    return (
        f"{_HEAD}<office:document-settings {_NAMESPACES}><office:settings>"
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f'<config:config-item-map-named config:name="Tables">{sheets}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    )
