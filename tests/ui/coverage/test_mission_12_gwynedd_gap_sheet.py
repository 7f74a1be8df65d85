"""Mission row 12, Gwynedd: the printed sheet of the weekly gap meeting."""

import io
from collections.abc import Callable
from dataclasses import replace

from pypdf import PdfReader

from db.enums import Role
from desktop.context import AppContext
from desktop.exports.gap_sheet import draw_gap_sheet
from desktop.services.coverage import Coverage, CoverageFilter
from desktop.services.coverage_sheet import FEWER, CoverageSheet
from desktop.services.needs import PRIVATE_LABEL
from desktop.ui.coverage.page import CoveragePage
from desktop.ui.preview.dialog import PreviewDialog


def _text(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_the_sheet_names_gaps_and_nobody_who_is_helped(context: AppContext, week: dict[str, str]) -> None:
    tools, lead = context.hub.tools, replace(context.actor, roles=frozenset({Role.LEAD}))
    before = context.service(Coverage).grid(context.actor)
    text = _text(draw_gap_sheet(tools, lead, CoverageFilter(), tools.clock()))
    for words in ("Saltmarsh", "Hot meal", "8 short", "Kelp Street Kitchen", "Who will, by when"):
        assert words in text
    for words in ("Zebedee", "Domestic", "1 Kelp Street"):
        assert words not in text
    assert (PRIVATE_LABEL in text, FEWER in text) == (True, True)
    assert context.service(Coverage).grid(context.actor).cells == before.cells


def test_a_private_need_is_on_no_sheet_of_who_may_not_know_of_it(
    context: AppContext, week: dict[str, str]
) -> None:
    runs = replace(context.actor, user_id="somebody", roles=frozenset({Role.COORDINATOR}))
    lines = CoverageSheet(context.hub.tools).lines(runs)
    assert [(one.area, one.need, one.asked, one.room) for one in lines if one.asked] == [
        ("Saltmarsh", "Hot meal", "14", "6")
    ]
    assert {one.need for one in lines} == {"Hot meal"}


def test_the_button_shows_the_sheet_before_it_is_printed(
    context: AppContext,
    week: dict[str, str],
    show_page: Callable[[CoveragePage], CoveragePage],
    settle: Callable[[], None],
) -> None:
    page = show_page(CoveragePage(context))
    page.print_button.click()
    settle()
    dialog = next(one for one in page.findChildren(PreviewDialog) if one.isVisible())
    dialog.close()
