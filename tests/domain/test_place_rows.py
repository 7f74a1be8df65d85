"""A hub's own list of postcodes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import DomainError
from desktop.domain.place_rows import DISTRICTS, OwnPlace, read_place_rows

BELFAST = OwnPlace("BT1 5GS", 146239, 529486, "", "")


def _row(**cells: str) -> dict[str, str]:
    return cells


@pytest.mark.parametrize(
    "row",
    [
        {"pcds": "BT1 5GS", "oseast1m": "333832", "osnrth1m": "374014"},
        {"PCD": "bt15gs", "OSEAST1M": "333832.0", "OSNRTH1M": "374,014"},
        {"Post Code": "BT1 5GS", "Easting": "333832", "Northing": "374014"},
        {"Postcode": "BT1 5GS", "X": " 333832 ", "Y": "374014"},
        {"postcode": "BT1 5GS", "lat": "54.596639", "long": "-5.930077"},
        {"postcode": "BT1 5GS", "Latitude": "54.596639", "Longitude": "-5.930077"},
        {"postcode": "BT1 5GS", "easting": "", "northing": "", "lat": "54.596639", "lon": "-5.930077"},
        {"postcode": "BT1 5GS", "easting": "0", "northing": "0", "lat": "54.596639", "lon": "-5.930077"},
        {"postcode": "BT1 5GS", "easting": "733754.8", "northing": "874010.1"},
        {"postcode": "BT1 5GS", "easting": "146239", "northing": "529486"},
    ],
)
def test_the_same_place_by_every_common_column(row: dict[str, str]) -> None:
    places, rejects = read_place_rows([row])
    assert rejects == []
    assert [(place.postcode, place.la_code) for place in places] == [("BT1 5GS", "")]
    assert places[0].easting == pytest.approx(BELFAST.easting, abs=1)
    assert places[0].northing == pytest.approx(BELFAST.northing, abs=1)


def test_a_postcode_of_great_britain_keeps_its_grid_reference() -> None:
    places, rejects = read_place_rows([_row(postcode="AB10 1AB", easting="394235", northing="806529")])
    assert (places, rejects) == ([OwnPlace("AB10 1AB", 394235, 806529, "", "")], [])


@pytest.mark.parametrize(
    ("authority", "code", "name"),
    [
        ("N09000003", "N09000003", "Belfast"),
        ("E06000001", "E06000001", ""),
        ("Belfast", "", "Belfast"),
        ("", "", ""),
    ],
)
def test_the_local_authority_is_taken_by_code_or_by_name(authority: str, code: str, name: str) -> None:
    rows = [_row(pcds="BT1 5GS", oseast1m="333832", osnrth1m="374014", laua=authority)]
    assert [(place.la_code, place.la_name) for place in read_place_rows(rows)[0]] == [(code, name)]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (("BT1 5G", "333832", "374014"), "A letter is missing. It should look like QX4 2LB."),
        (("", "333832", "374014"), "There is no postcode in this row."),
        (("BT1 5GS", "", "374014"), "There is no grid reference, latitude or longitude in this row."),
        (("BT1 5GS", "0", "0"), "There is no grid reference, latitude or longitude in this row."),
        (("BT1 5GS", "east", "374014"), "“east” is not a number."),
        (("BT1 5GS", "nan", "374014"), "“nan” is not a number."),
        (("BT1 5GS", "1e999", "374014"), "“1e999” is not a number."),
        (("BT1 5GS", "933832", "374014"), "Easting 933832 and northing 374014 are not in Northern Ireland."),
        (("AB10 1AB", "-4", "806529"), "Easting -4 and northing 806529 are not in Great Britain."),
    ],
)
def test_a_row_is_left_out_with_a_reason(cells: tuple[str, str, str], reason: str) -> None:
    good = _row(postcode="BT1 5GS", easting="333832", northing="374014")
    bad = dict(zip(good, cells, strict=True))
    places, rejects = read_place_rows([good, bad])
    assert places == [BELFAST]
    assert [(reject.row, reject.postcode, reject.reason) for reject in rejects] == [(2, cells[0], reason)]


@pytest.mark.parametrize("pair", [("48.85", "2.35"), ("-5.93", "54.6"), ("54.6", "5.93")])
def test_a_place_abroad_is_left_out(pair: tuple[str, str]) -> None:
    places, rejects = read_place_rows([_row(postcode="BT1 5GS", lat=pair[0], lon=pair[1])])
    assert places == []
    assert rejects[0].reason == f"Latitude {pair[0]} and longitude {pair[1]} are not in the United Kingdom."


def test_a_postcode_again_is_counted_once_and_another_place_for_it_is_named() -> None:
    row = _row(postcode="BT1 5GS", easting="333832", northing="374014")
    places, rejects = read_place_rows([row, dict(row), row | {"easting": "333900"}])
    assert places == [BELFAST]
    assert [reject.row for reject in rejects] == [3]
    assert "comes twice" in rejects[0].reason


def test_a_shorter_row_than_the_headings_is_left_out() -> None:
    rows = [_row(postcode="BT1 5GS", easting="333832", northing="374014"), _row(postcode="BT1 5GT")]
    places, rejects = read_place_rows(rows)
    assert (len(places), len(rejects)) == (1, 1)


def test_no_rows_give_no_places() -> None:
    assert read_place_rows([]) == ([], [])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"easting": "1", "northing": "1"}, "no column called “postcode”"),
        ({"postcode": "BT1 5GS"}, "does not say where"),
        ({"postcode": "BT1 5GS", "easting": "1", "longitude": "1"}, "does not say where"),
        ({"postcode": "BT1 5GS", "easting": "1"}, "does not say where"),
    ],
)
def test_a_list_without_the_columns_is_refused_whole(row: dict[str, str], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        read_place_rows([row])


def test_there_are_eleven_districts() -> None:
    assert len(set(DISTRICTS.values())) == 11


@given(
    st.lists(
        st.fixed_dictionaries(
            {"pcd": st.text(max_size=9), "x": st.text(max_size=9), "y": st.text(max_size=9)}
        )
    )
)
def test_every_row_is_taken_or_named(rows: list[dict[str, str]]) -> None:
    places, rejects = read_place_rows(rows)
    assert len(places) + len(rejects) <= len(rows)
    assert {reject.row for reject in rejects} <= set(range(1, len(rows) + 1))
    assert all(reject.reason for reject in rejects)
