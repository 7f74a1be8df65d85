"""What the layers of OS Open Zoomstack are on our map.

Names of layers and their values are those of the vector tiles in Ordnance Survey's technical specification
("OS Open Zoomstack", docs.os.uk) and of the style sheets they publish with it; the names the same things have
in the GeoPackage are taken too. What is not listed here is not drawn: contours, power lines, boundaries.
"""

from collections.abc import Mapping
from enum import StrEnum

Word = str | int | float | bool


class Look(StrEnum):
    """How something is drawn; what comes first lies lowest."""

    SEA = "sea"
    URBAN = "urban"
    SITE = "site"
    GREEN = "green"
    WOOD = "wood"
    SHORE = "shore"
    WATER = "water"
    STREAM = "stream"
    BUILDING = "building"
    LANE = "lane"
    LOCAL = "local"
    MINOR = "minor"
    MAIN = "main"
    MOTORWAY = "motorway"
    RAIL = "rail"


class NameLook(StrEnum):
    """What a name on the map names."""

    STREET = "street"
    GREEN = "green"
    WATER = "water"


AREAS = frozenset(
    {Look.SEA, Look.URBAN, Look.SITE, Look.GREEN, Look.WOOD, Look.SHORE, Look.WATER, Look.BUILDING}
)
ROADS = (Look.LANE, Look.LOCAL, Look.MINOR, Look.MAIN, Look.MOTORWAY)
"""The smallest first."""
NAMES = "names"
_LAYERS = {
    "sea": Look.SEA,
    "urban_areas": Look.URBAN,
    "sites": Look.SITE,
    "greenspaces": Look.GREEN,
    "greenspace": Look.GREEN,
    "woodland": Look.WOOD,
    "foreshore": Look.SHORE,
    "surfacewater": Look.WATER,
    "waterlines": Look.STREAM,
    "buildings": Look.BUILDING,
    "local_buildings": Look.BUILDING,
    "district_buildings": Look.BUILDING,
    "rail": Look.RAIL,
}
_ROAD_LAYERS = frozenset({"roads", "roads_national", "roads_regional", "roads_local"})
_ROAD_TYPES = (
    ("motorway", Look.MOTORWAY),
    ("primary", Look.MAIN),
    ("a road", Look.MAIN),
    ("b road", Look.MINOR),
    ("minor", Look.MINOR),
    ("restricted", Look.LANE),
    ("guided", Look.LANE),
)
_NAME_TYPES = {"greenspace": NameLook.GREEN, "woodland": NameLook.GREEN, "water": NameLook.WATER}
_TIDES = ("mhw", "mlw")
KNOWN = frozenset({*_LAYERS, *_ROAD_LAYERS, NAMES})
"""Every layer that is read."""
WORDLESS = frozenset(name for name, look in _LAYERS.items() if look in AREAS)
"""Layers of which all is drawn alike, so that what the file says of each thing need not be read."""
HOUSES_FROM = 13
"""Zoom from which houses are read; farther out they are smaller than a px."""


def map_source(year: int) -> str:
    """What the Open Government Licence asks to be shown beside the map, without its full stop."""
    return f"Contains OS data © Crown copyright and database right {year}"


def layers_at(zoom: int) -> frozenset[str]:
    """The layers that are read of tiles of a zoom."""
    if zoom >= HOUSES_FROM:
        return KNOWN
    return KNOWN - {name for name, look in _LAYERS.items() if look is Look.BUILDING}


def is_usable(layers: frozenset[str]) -> bool:
    """Whether a file holds what a street map needs: roads; a file that does not say is tried."""
    return not layers or bool(layers & _ROAD_LAYERS)


def has_roads(layer: str) -> bool:
    """Whether a layer is one of roads."""
    return layer in _ROAD_LAYERS


def look_of(layer: str, tags: Mapping[str, Word]) -> Look | None:
    """How a thing is drawn.

    Args:
        layer: the layer it is in.
        tags: what the file says of it.

    Returns:
        Its look; None for what is not drawn: tunnels, and the lines of the tides.
    """
    type_ = str(tags.get("type", "")).casefold()
    if "tunnel" in type_ or type_ in _TIDES:
        return None
    if layer in _ROAD_LAYERS:
        return next((look for start, look in _ROAD_TYPES if type_.startswith(start)), Look.LOCAL)
    return _LAYERS.get(layer)


def street_name(tags: Mapping[str, Word]) -> str:
    """The name of a road, or else its number; empty where it has neither."""
    return str(tags.get("name") or tags.get("number") or "")


def place_name(tags: Mapping[str, Word]) -> tuple[str, NameLook] | None:
    """A name of the layer of names that is shown: of green and of water; wards and sectors are our own."""
    look = _NAME_TYPES.get(str(tags.get("type", "")).casefold())
    text = str(tags.get("name1") or tags.get("name") or "")
    return (text, look) if look is not None and text else None
