"""The papers a hub prints, drawn as they come from the printer."""

import io
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from db.queries.rounds import RoundFilter
from desktop.exports.package import COVER
from desktop.exports.package_reader import read_package
from desktop.exports.pdf_pages import PdfPages, Picture
from desktop.exports.quick_guide import write_quick_guide
from desktop.exports.recovery_card import RecoveryCard, write_recovery_card
from desktop.exports.rota_print import render_wall
from desktop.exports.round_print import render_round
from desktop.runtime.gazetteer import ground_if_any
from desktop.services.hub_info import HubInfo
from desktop.services.hubs import OpenHub
from desktop.services.rota_papers import RotaPapers
from desktop.services.round_sheets import RoundSheets
from desktop.services.rounds import Rounds
from desktop.ui.help.guide import quick_guide
from tests.screens.hub import hand_over
from tests.screens.show_start import WORDS

PIXELS_PER_POINT = 150 / 72
"""The pictures of papers have 150 dots an inch."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One document on paper.

    Attributes:
        key: its name on the command line and of its file.
        write: gives the PDF.
        picture: the file of its picture, without its ending; empty where none was drawn.
    """

    key: str
    write: Callable[[OpenHub], bytes]
    picture: str = ""


def draw_paper(hub: OpenHub, paper: Paper) -> Picture:
    """Draw the first page of a paper."""
    pages = PdfPages(paper.write(hub))
    try:
        return pages.picture(0, PIXELS_PER_POINT)
    finally:
        pages.close()


def _sheet(hub: OpenHub) -> bytes:
    rounds = Rounds(hub.tools)
    rows = rounds.rows(hub.actor, rounds.ids(hub.actor, RoundFilter()))
    longest = max(rows, key=lambda row: row.stops)
    return render_round(RoundSheets(hub.tools).sheet(hub.actor, longest.id), ground_if_any())[0]


def _wall(hub: OpenHub) -> bytes:
    today = hub.tools.clock().date()
    monday = today - timedelta(days=today.weekday())
    return render_wall(RotaPapers(hub.tools).week(hub.actor, monday))[0]


def _cover(hub: OpenHub) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return read_package(hand_over(hub, Path(folder)).info.path).files[COVER]


def _guide(hub: OpenHub) -> bytes:
    stream = io.BytesIO()
    write_quick_guide(stream, quick_guide(HubInfo(hub.tools).facts(hub.actor)))
    return stream.getvalue()


def _card(hub: OpenHub) -> bytes:
    stream = io.BytesIO()
    write_recovery_card(stream, RecoveryCard("Saltmarsh Hub", WORDS.split(), hub.tools.clock().date()))
    return stream.getvalue()


PAPERS = (
    Paper("paper_sheet", _sheet, "14-print-round-sheet"),
    Paper("paper_rota", _wall, "15-print-rota"),
    Paper("paper_cover", _cover, "16-print-handover-cover"),
    Paper("paper_guide", _guide),
    Paper("paper_card", _card),
)
"""Every paper that has one page to show."""
