"""Mission row 15, councils taking on formalities: a street group asks, the council arranges, an anchor pays.

Driven through the window alone, from what the group asks to the check on record and the printed queue.
"""

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.enums import CheckLevel, Layer, ShareKind, VolunteerStatus
from db.enums_formalities import FormalityKind, FormalityState
from db.models import Check, Formality, SharingRecord
from desktop.context import AppContext
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.volunteers import VolunteerDraft, Volunteers
from desktop.ui.base.dialog import FormDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.preview.dialog import PreviewDialog
from desktop.ui.volunteers.checks_page import ChecksPage
from desktop.ui.volunteers.checks_tabs import FORMALITIES
from desktop.ui.volunteers.formalities_page import RECORD, FormalitiesPage
from tests.ui.window import Hands, hands, main, records  # noqa: F401

TODAY = date(2026, 11, 17)


@pytest.fixture
def street(context: AppContext) -> dict[str, str]:
    """Mill Street's group, the council, Mill Green, and Aisha who wants to help."""
    made, organisations = {}, context.service(Organisations)
    for name, layer in (
        ("Mill Street group", Layer.STREET),
        ("Saltmarsh Council", Layer.STATUTORY),
        ("Mill Green", Layer.ANCHOR),
    ):
        draft = OrganisationDraft(name, layer, contact_name="Nadia Rahman")
        made[name] = organisations.save(context.actor, draft).made
    volunteers = context.service(Volunteers)
    person = PersonDraft("Aisha", last_name="Khan", phones=(PhoneDraft("07700 900416"),))
    made["Aisha"] = volunteers.save(context.actor, VolunteerDraft(person=person)).made
    volunteers.move(context.actor, made["Aisha"], VolunteerStatus.CONTACTED)
    return made


def dialog_of(page: FormalitiesPage) -> FormDialog:
    return next(one for one in page.findChildren(FormDialog) if one.isVisible())


def fill(dialog: FormDialog, settle: Callable[[], None], **answers: Any) -> None:
    for name, value in answers.items():
        dialog.form.editor(name).set_value(value)
    dialog.primary.click()
    settle()
    assert not shiboken6.isValid(dialog), dialog.form.problems()


def test_a_council_takes_on_the_check_of_a_street_group(
    main: MainWindow,  # noqa: F811
    street: dict[str, str],
    context: AppContext,
    settle: Callable[[], None],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    # The queue is a view of Checks, and the palette leads there too.
    checks = main.shell.go_to("checks")
    settle()
    assert isinstance(checks, ChecksPage)
    next(one for one in checks.toolbar.tabs if one.tab.key == FORMALITIES).click()
    settle()
    page = main.shell.page()
    assert isinstance(page, FormalitiesPage)
    assert page.toolbar.tab() == FORMALITIES

    # Mill Street's group asks for a check for Aisha.
    assert page.toolbar.add is not None
    page.toolbar.add.click()
    settle()
    form = dialog_of(page)
    volunteer = form.form.editor("volunteer")
    volunteer.line.setFocus()  # type: ignore[attr-defined]
    qtbot.keyClicks(volunteer.line, "aish")  # type: ignore[attr-defined]
    volunteer._completer.activated.emit("Aisha Khan")  # type: ignore[attr-defined]
    fill(
        form,
        settle,
        kind=FormalityKind.CRIMINAL_RECORD,
        asked_by_id=street["Mill Street group"],
        due_on=date(2026, 12, 4),
        next_step="Ask the council",
    )
    (key,) = page.table.records().ids
    row = page.spec.rows([key])[0]
    assert (row.asked_by, row.for_whom, row.state) == (
        "Mill Street group",
        "Aisha Khan",
        FormalityState.ASKED,
    )

    # The council takes it on; Mill Green pays; then it is arranged.
    page.pane.buttons[FormalityState.TAKEN_ON].click()
    settle()
    fill(
        dialog_of(page),
        settle,
        arranged_by_id=street["Saltmarsh Council"],
        paid_by_id=street["Mill Green"],
        next_step="Send the forms",
    )
    page.pane.buttons[FormalityState.ARRANGED].click()
    settle()
    fill(dialog_of(page), settle, next_step="Wait for the certificate")
    assert page.spec.rows([key])[0].state is FormalityState.ARRANGED

    # What is carried stands on paper, and the sheet leaves a line in the sharing log.
    page.toolbar.print_asked.emit()
    settle()
    preview = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PreviewDialog))
    out = tmp_path / "queue.pdf"
    preview.save(str(out))
    settle()
    preview.close()
    printed = subprocess.run(
        ["pdftotext", "-layout", str(out), "-"], capture_output=True, text=True, check=True
    ).stdout
    said = " ".join(printed.split())
    for words in ("Formalities taken on", "Criminal record", "Aisha Khan", "Mill Street", "Saltmarsh"):
        assert words in said, words
    for words in ("Mill Green", "Arranged", "Wait for the", "4 Dec 2026"):
        assert words in said, words

    # The certificate comes: the check is recorded with who arranged and who paid, and the formality is done.
    page.pane.buttons[RECORD].click()
    settle()
    form = dialog_of(page)
    assert form.form.values()["arranged_by_id"] == street["Saltmarsh Council"]
    assert form.form.values()["paid_by_id"] == street["Mill Green"]
    fill(form, settle, level=CheckLevel.BASIC, seen_by="Helen Strickland", seen_on=TODAY)
    with context.hub.store.read() as session:
        check = session.scalars(select(Check)).one()
        held = session.scalars(select(Formality)).one()
        shared = session.scalars(select(SharingRecord)).one()
    assert (check.volunteer_id, check.arranged_by_id, check.paid_by_id) == (
        street["Aisha"],
        street["Saltmarsh Council"],
        street["Mill Green"],
    )
    assert (held.check_id, held.state, held.closed_on) == (check.id, FormalityState.DONE, TODAY)
    assert (shared.kind, shared.people_count) == (ShareKind.PRINT, 1)

    # Nothing is left to carry; what was is still found.
    assert list(page.table.records().ids) == []
    page.toolbar.filters["stands"].set_value(FormalityState.DONE.value)
    settle()
    assert list(page.table.records().ids) == [key]


def test_the_queue_opens_from_the_palette_and_from_organisations(
    main: MainWindow,  # noqa: F811
    hands: Hands,  # noqa: F811
    settle: Callable[[], None],
    qtbot: QtBot,
) -> None:
    hands.open("formalities")
    assert isinstance(main.shell.page(), FormalitiesPage)
    organisations: Any = main.shell.go_to("organisations")
    settle()
    button = next(one for one in organisations.strip._extra if one.text() == "Formalities taken on")
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    settle()
    assert isinstance(main.shell.page(), FormalitiesPage)
