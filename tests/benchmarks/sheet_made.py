"""The prints of a day of 600 stops, and the flat list of what they draw."""

import io
from datetime import date, datetime, time
from typing import Any

from desktop.domain.map_plan import Spot
from desktop.exports.load_list import LoadLine, LoadList, load_list
from desktop.exports.round_map import RoundMap
from desktop.exports.round_sheet import RoundSheet, Stop, StopNote, write_round_sheets

DRAWN = (
    "setFont",
    "drawString",
    "setFillGray",
    "setStrokeGray",
    "setLineWidth",
    "line",
    "setDash",
    "roundRect",
    "rect",
    "circle",
    "saveState",
    "restoreState",
    "transform",
    "setLineCap",
    "setLineJoin",
    "drawPath",
)


STOPS, ROUNDS = 600, 40


def day_of_sheets() -> tuple[list[RoundSheet], LoadList]:
    """A day of 600 stops: forty rounds of fifteen, two pages and a map each, and what they take along."""
    sheets = [_round(number) for number in range(1, ROUNDS + 1)]
    lines = [
        (LoadLine(one.reference, one.starts, one.driver, len(one.stops), one.load), one.day) for one in sheets
    ]
    return sheets, load_list(lines, "Saltmarsh Hub", "1,200 bags, 600 hot meals", demo=False)


def _round(number: int) -> RoundSheet:
    each = STOPS // ROUNDS
    stops = tuple(
        Stop(
            n,
            f"{number * 100 + n} Ferrygate Close",
            f"Jean{number} M{n}.",
            time(11, n),
            "2 bags, 1 hot meal",
            (StopNote("Second floor. Ring the bell twice."), StopNote("Vegetarian")),
        )
        for n in range(1, each + 1)
    )
    spots = tuple(
        Spot(str(n), n, (547_000 + 200 * n, 177_000 + 37 * n * n % 3_000)) for n in range(1, each + 1)
    )
    return RoundSheet(
        "Saltmarsh Hub",
        "Northfold round",
        f"S-{number}",
        date(2026, 11, 18),
        stops,
        time(11),
        time(13),
        5.2,
        "Kofi M.",
        "Leanne T.",
        "30 bags, 15 hot meals",
        "020 7946 0801",
        "Helen",
        "020 7946 0800",
        printed_at=datetime(2026, 11, 17, 16, 20),
        destroy_by=date(2026, 11, 19),
        map=RoundMap(spots, (548_000, 178_000)),
    )


def recorded(sheets: list[RoundSheet], loads: LoadList) -> list[list[tuple[str, tuple[Any, ...]]]]:
    """What the sheets draw, page by page, as calls of a canvas."""
    from reportlab.pdfgen import canvas as module

    pages: list[list[tuple[str, tuple[Any, ...]]]] = [[]]
    kept = {name: getattr(module.Canvas, name) for name in (*DRAWN, "showPage")}

    def watch(name: str) -> Any:
        def call(self: Any, *arguments: Any, **named: Any) -> Any:
            if not named:
                pages[-1].append((name, arguments))
            return kept[name](self, *arguments, **named)

        return call

    def turn(self: Any) -> None:
        pages.append([])
        kept["showPage"](self)

    try:
        for name in DRAWN:
            setattr(module.Canvas, name, watch(name))
        module.Canvas.showPage = turn
        write_round_sheets(io.BytesIO(), sheets, loads=loads)
    finally:
        for name, method in kept.items():
            setattr(module.Canvas, name, method)
    return [page for page in pages if page]
