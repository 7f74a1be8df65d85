"""From a round as the services gather it to its printed sheet."""

import io
from collections.abc import Sequence
from uuid import UUID

from desktop.domain.map_plan import Spot
from desktop.exports.load_list import LoadLine, LoadList, load_list
from desktop.exports.round_map import RoundMap
from desktop.exports.round_sheet import RoundSheet, Stop, StopNote, write_round_sheets
from desktop.services.map_ground import MapGround
from desktop.services.map_tiles import MapTiles
from desktop.services.round_items import totalled
from desktop.services.round_sheets import SheetData, SheetStop


def sheet_of(data: SheetData, ground: MapGround | None = None, streets: MapTiles | None = None) -> RoundSheet:
    """Turn what a round carries into its sheet; what is held back has no place on it.

    Args:
        data: what the round carries.
        ground: draws the ground of the map; without it the map has stops and line alone.
        streets: reads the map file that lies beneath it, where there is one.
    """
    return RoundSheet(
        hub_name=data.hub_name,
        round_name=data.round_name,
        reference=data.reference,
        day=data.day,
        stops=tuple(_stop(stop) for stop in data.stops),
        starts=data.starts,
        ends=data.ends,
        miles=data.miles,
        driver=data.driver,
        helper=data.helper,
        load=data.load,
        safeguarding_phone=data.safeguarding_phone,
        lead_name=data.lead_name,
        hub_phone=data.hub_phone,
        printed_at=data.printed_at,
        destroy_by=data.destroy_by,
        demo=data.demo,
        map=_map(data, ground, streets),
    )


def render_round(
    data: SheetData, ground: MapGround | None = None, streets: MapTiles | None = None
) -> tuple[bytes, int]:
    """Draw a round's sheet.

    Args:
        data: what the round carries.
        ground: draws the ground of the map; see `sheet_of`.
        streets: reads the map file; see `sheet_of`.

    Returns:
        The PDF and how many pages it has.
    """
    return render_rounds([data], ground, streets)


def render_rounds(
    sheets: Sequence[SheetData],
    ground: MapGround | None = None,
    streets: MapTiles | None = None,
    *,
    duplex: bool = True,
    loads: bool = False,
) -> tuple[bytes, int]:
    """Draw the sheets of several rounds in one document; each begins on a page of its own.

    Args:
        sheets: what the rounds carry; at least one.
        ground: draws the ground of the maps; see `sheet_of`.
        streets: reads the map file; see `sheet_of`.
        duplex: printed on both sides: each round begins on a front.
        loads: what all of them take along comes first.

    Returns:
        The PDF and how many pages it has.
    """
    stream = io.BytesIO()
    made = [sheet_of(data, ground, streets) for data in sheets]
    first = loads_of(sheets) if loads else None
    pages = write_round_sheets(stream, made, duplex=duplex, loads=first)
    return stream.getvalue(), pages


def loads_of(sheets: Sequence[SheetData]) -> LoadList:
    """What several rounds take along, and how many of everything together.

    Args:
        sheets: what the rounds carry; at least one.
    """
    lines = [
        (LoadLine(one.reference, one.starts, one.driver, len(one.stops), one.load), one.day) for one in sheets
    ]
    total = ", ".join(item.words for item in totalled(item for one in sheets for item in one.items))
    return load_list(lines, sheets[0].hub_name, total, demo=sheets[0].demo)


def _map(data: SheetData, ground: MapGround | None, streets: MapTiles | None) -> RoundMap | None:
    spots = tuple(
        Spot(str(stop.number), stop.number, stop.place) for stop in data.stops if stop.place is not None
    )
    if not spots:
        return None
    unknown = tuple(stop.number for stop in data.stops if stop.place is None)
    return RoundMap(spots, data.base, unknown, ground, streets, data.legs)


def _stop(stop: SheetStop) -> Stop:
    return Stop(
        number=stop.number,
        address=stop.address,
        name=stop.name,
        at=stop.at,
        item=stop.item,
        notes=tuple(StopNote(label.text, label.icon) for label in stop.labels),
        task_ids=tuple(UUID(hex=task_id) for task_id in stop.task_ids),
    )
