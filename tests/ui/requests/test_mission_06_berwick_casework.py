"""Mission row 6, Berwick: casework of several steps: vouchers, evidence of hardship, benefit claims."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QWidget

from db.enums import RequestStatus
from db.enums_casework import StepState
from desktop.context import AppContext
from desktop.services.casework import Casework
from desktop.services.checklists import shipped
from desktop.services.requests import Requests
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FormDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.preview.dialog import PreviewDialog
from desktop.ui.requests.casework import CASEWORK, OWN_STEP, PAPER, draw_paper
from desktop.ui.requests.page import RequestsPage
from desktop.ui.settings.checklists_page import ChecklistsPage
from tests.ui.journey_hands import said
from tests.ui.window import Records, main, records  # noqa: F401

Settle = Callable[[], None]


def open_page(main: MainWindow, settle: Settle, item: str) -> RequestsPage:  # noqa: F811
    """The list of requests with one of them, or a step, put forward."""
    page = main.shell.go_to("requests", item)
    settle()
    assert isinstance(page, RequestsPage)
    return page


def dialog_of(page: QWidget) -> FormDialog:
    """The dialog open over the page."""
    (found,) = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    return found


@pytest.mark.parametrize("code", ["vouchers", "hardship", "benefits"])
def test_a_checklist_is_begun_worked_through_and_settled(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Settle,
    code: str,
) -> None:
    casework, actor = context.service(Casework), context.actor
    page = open_page(main, settle, records.request)
    page.on_action(CASEWORK)
    settle()
    dialog = dialog_of(page)
    dialog.form.set_values({"checklist": code})
    dialog.primary.click()
    settle()
    (listed,) = [one for one in shipped() if one.code == code]
    steps = casework.of(actor, records.request)
    assert [one.words for one in steps] == [one.words for one in listed.steps]
    shown = said(page.pane)
    lines = [row.value for part in page.spec.detail(records.request).sections for row in part.rows]
    assert f"{listed.steps[0].words} ({actor.name})" in lines
    assert f"0 of {len(steps)} settled" in shown

    # Each step opens from its line and is settled; the last one turns out not to be needed.
    for place, step in enumerate(steps):
        page = open_page(main, settle, f"step:{step.id}")
        dialog = dialog_of(page)
        last = place == len(steps) - 1
        dialog.form.set_values({"state": StepState.NOT_NEEDED if last else StepState.DONE})
        dialog.primary.click()
        settle()
    settled = casework.of(actor, records.request)
    assert all(one.settled_by == actor.name for one in settled)
    assert [one.state for one in settled].count(StepState.NOT_NEEDED) == 1
    page = open_page(main, settle, records.request)
    assert f"{len(steps)} of {len(steps)} settled" in said(page.pane)


def test_a_step_of_its_own_has_a_name_and_a_day(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Settle,
) -> None:
    page = open_page(main, settle, records.request)
    page.on_action(OWN_STEP)
    settle()
    dialog = dialog_of(page)
    today = context.service(Casework).today()
    given = {"words": "Ring the landlord", "owner_id": None, "owner_name": "Cllr Ward"}
    dialog.form.set_values({**given, "due_on": today})
    dialog.primary.click()
    settle()
    (step,) = context.service(Casework).of(context.actor, records.request)
    assert (step.words, step.owner, step.due_on) == ("Ring the landlord", "Cllr Ward", today)


def test_what_is_left_stands_in_the_list_and_is_printed_for_the_person(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Settle,
) -> None:
    casework, actor = context.service(Casework), context.actor
    casework.begin(actor, records.request, "vouchers")
    context.service(Requests).move(actor, records.request, RequestStatus.TRIAGED)
    page = open_page(main, settle, records.request)
    held = page.table.records()
    status = [one.key for one in page.spec.columns].index("status")
    assert held.index(held.row_of(records.request), status).data() == "6 steps left"
    page.on_action(PAPER)
    settle()
    (preview,) = [one for one in page.window().findChildren(PreviewDialog) if one.isVisible()]
    preview.reject()
    content = draw_paper(context, records.request).content
    text = " ".join(PdfReader(BytesIO(content)).pages[0].extract_text().split())
    assert "For Jean Mallory" in text
    assert shipped()[0].steps[0].words in text


def test_the_coordinator_writes_a_checklist_and_it_is_offered(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Settle,
) -> None:
    settings = main.shell.go_to("settings")
    settle()
    (button,) = [one for one in settings.findChildren(Button) if one.text() == "Checklists of casework"]
    button.click()
    settle()
    page = main.shell.page()
    assert isinstance(page, ChecklistsPage)
    page.open_form(None)
    settle()
    dialog = dialog_of(page)
    dialog.form.set_values({"label": "SIM card", "lines": "2 Ask which phone\nRing it"})
    dialog.primary.click()
    settle()
    assert "Ask which phone" in said(page.pane)
    assert "Our own" in said(page.pane)
    assert "SIM card" in [one.label for one in context.service(Casework).offered(context.actor, "advice")]
