"""A hundred pages of round sheets, and the flat list of what they draw."""

import io
from datetime import date, datetime, time
from typing import Any

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


def hundred_pages() -> list[RoundSheet]:
    """Fifty rounds of sixteen stops: two pages each."""
    stops = tuple(
        Stop(
            n,
            f"{n * 3} Ferrygate Close",
            "Jean M.",
            time(11, n),
            "2 bags, 1 hot meal",
            (StopNote("Second floor. Ring the bell twice."), StopNote("Vegetarian")),
        )
        for n in range(1, 17)
    )
    return [
        RoundSheet(
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
            "32 bags, 16 hot meals",
            "020 7946 0801",
            "Helen",
            "020 7946 0800",
            printed_at=datetime(2026, 11, 17, 16, 20),
            destroy_by=date(2026, 11, 19),
        )
        for number in range(1, 51)
    ]


def recorded(sheets: list[RoundSheet]) -> list[list[tuple[str, tuple[Any, ...]]]]:
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
        write_round_sheets(io.BytesIO(), sheets)
    finally:
        for name, method in kept.items():
            setattr(module.Canvas, name, method)
    return [page for page in pages if page]
