"""What the published layers of OS Open Zoomstack are on our map."""

import pytest

from desktop.domain.zoomstack import (
    AREAS,
    KNOWN,
    ROADS,
    WORDLESS,
    Look,
    NameLook,
    is_usable,
    layers_at,
    look_of,
    map_source,
    place_name,
    street_name,
)
from tests.made_maps import ZOOMSTACK


@pytest.mark.parametrize(
    ("layer", "type_", "look"),
    [
        ("roads", "Motorway", Look.MOTORWAY),
        ("roads", "Primary", Look.MAIN),
        ("roads", "A Road", Look.MAIN),
        ("roads", "B Road", Look.MINOR),
        ("roads", "Minor", Look.MINOR),
        ("roads", "Local", Look.LOCAL),
        ("roads", "Restricted", Look.LANE),
        ("roads", "Guided Busway", Look.LANE),
        ("roads", "Some New Sort", Look.LOCAL),
        ("roads", "Tunnels", None),
        ("roads_local", "Minor Road", Look.MINOR),
        ("rail", "Multi Track", Look.RAIL),
        ("rail", "Tunnel", None),
        ("waterlines", "Local", Look.STREAM),
        ("waterlines", "MLW", None),
        ("greenspaces", "Public Park Or Garden", Look.GREEN),
        ("contours", "Index", None),
        ("etl", "", None),
    ],
)
def test_things_have_the_look_of_their_layer_and_type(layer: str, type_: str, look: Look | None) -> None:
    assert look_of(layer, {"type": type_}) is look


def test_what_is_read_is_what_is_drawn_and_houses_only_near() -> None:
    unread = set(ZOOMSTACK) - KNOWN
    assert unread == {"national_parks", "contours", "boundaries", "etl", "railwaystations", "airports"}
    assert layers_at(14) == KNOWN
    assert KNOWN - layers_at(12) == {"buildings", "local_buildings", "district_buildings"}
    assert all(look_of(layer, {}) in AREAS for layer in WORDLESS)
    assert not AREAS & set(ROADS)


def test_a_map_needs_roads_unless_it_does_not_say() -> None:
    assert is_usable(frozenset(ZOOMSTACK))
    assert is_usable(frozenset())
    assert not is_usable(frozenset({"surfacewater", "transportation"}))


def test_names_are_those_of_streets_green_and_water() -> None:
    assert street_name({"name": "Kelp Street", "number": "B1"}) == "Kelp Street"
    assert street_name({"name": "", "number": "A14"}) == "A14"
    assert street_name({"type": "Local"}) == ""
    assert place_name({"type": "Greenspace", "name1": "Beacon Field"}) == ("Beacon Field", NameLook.GREEN)
    assert place_name({"type": "Water", "name1": "River Alder"}) == ("River Alder", NameLook.WATER)
    assert place_name({"type": "Town", "name1": "Saltmarsh"}) is None
    assert place_name({"type": "Water", "name1": ""}) is None


def test_the_line_of_the_licence_names_the_year() -> None:
    assert map_source(2026) == "Contains OS data © Crown copyright and database right 2026"
