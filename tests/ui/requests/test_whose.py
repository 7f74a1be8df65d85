"""Who looks after a request: as the area says, or by hand with the reason, asked on the request's pane."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from db.enums import Layer
from desktop.context import AppContext
from desktop.services.areas import AreaDraft, Areas
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.routing import Routing
from desktop.ui.base.dialog import FormDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.requests.page import RequestsPage
from tests.hostile import MARKUP
from tests.ui.journey_hands import said
from tests.ui.window import Records, main, records  # noqa: F401

REASON = "Their minibus passes the door"


def shown(main: MainWindow, request: str, settle: Callable[[], None]) -> RequestsPage:  # noqa: F811
    """The page of requests with one put forward."""
    page = main.shell.go_to("requests", request)
    settle()
    assert isinstance(page, RequestsPage)
    return page


def told(page: RequestsPage) -> str:
    """Everything written on the pane, links too."""
    return "\n".join([said(page.pane), *(one.text() for one in page.pane.findChildren(QAbstractButton))])


def test_it_is_given_to_another_with_a_reason_shown_and_undone(
    main: MainWindow,  # noqa: F811
    records: Records,  # noqa: F811
    context: AppContext,
    settle: Callable[[], None],
    qtbot: QtBot,
) -> None:
    actor, bodies = context.actor, context.service(Organisations)
    west = bodies.save(actor, OrganisationDraft("Westerby Hub", Layer.ANCHOR)).made
    mill = bodies.save(actor, OrganisationDraft("Mill Street group", Layer.STREET, contact_name="Ann")).made
    context.service(Areas).save(actor, AreaDraft("Northfold", parts=("QX4",), owner_id=west))
    page = shown(main, records.request, settle)
    page.reload_detail()
    settle()
    assert "Westerby Hub (Northfold)" in told(page)

    # The owner stands on the pane as a link; a press on it asks.
    link = next(one for one in page.pane.findChildren(QAbstractButton) if "Westerby Hub" in one.text())
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    settle()
    (dialog,) = page.findChildren(FormDialog)
    form = dialog.form
    form.editor("owner_id").set_value(mill)
    dialog.primary.click()
    settle()
    assert dialog.isVisible()  # no reason yet
    form.editor("reason").set_value(REASON)
    dialog.primary.click()
    settle()
    assert "Mill Street group" in told(page)
    assert REASON in told(page)
    routing = context.service(Routing)
    assert routing.of_request(actor, records.request).owner_id == mill

    main.trail.undo()
    settle()
    assert routing.of_request(actor, records.request).owner_id == west
    assert REASON not in told(page)


def test_more_asks_it_too_and_the_area_decides_again(
    main: MainWindow,  # noqa: F811
    records: Records,  # noqa: F811
    context: AppContext,
    settle: Callable[[], None],
) -> None:
    actor, routing = context.actor, context.service(Routing)
    for reason in MARKUP:
        routing.give_request(actor, records.request, records.council, reason)
        assert "Riverbank Council" in routing.of_request(actor, records.request).owner
    page = shown(main, records.request, settle)
    assert MARKUP[-1] in told(page)
    page.on_action("more")
    assert page.menu is not None
    entry = next(one for one in page.menu.actions() if one.text() == "Who looks after it…")
    entry.trigger()
    page.menu.close()
    settle()
    (dialog,) = page.findChildren(FormDialog)
    assert dialog.form.editor("owner_id").value() == records.council
    dialog.form.editor("owner_id").set_value("area")
    dialog.primary.click()
    settle()
    assert routing.of_request(actor, records.request).reason == ""
    assert "Decided by hand" not in told(page)
