"""The Data protection page: every view, a breach written down, and what is due on Today."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from db.enums_protection import BreachKind, BreachRisk
from desktop.context import AppContext
from desktop.services.breaches import Breaches
from desktop.services.today_items import Desk
from desktop.services.today_protection import on_the_clock
from desktop.ui.base.dialog import FormDialog
from desktop.ui.protection.page import ProtectionPage

Wait = Callable[[], None]


def test_every_view_lists_what_a_hub_begins_with(context: AppContext, settle: Wait, qtbot: QtBot) -> None:
    page = ProtectionPage(context)
    qtbot.addWidget(page)
    page.show()
    page.shown()
    settle()
    seen = {}
    for tab in page.spec.tabs:
        page.toolbar.set_tab(tab.key)
        page.reload()
        settle()
        ids = list(page.table.records().ids)
        seen[tab.key] = len(ids)
        for item in ids:
            assert page.spec.detail(item).title
    assert seen["purposes"] == 6
    assert seen["terms"] == 20
    assert seen["retention"] == 12
    assert (seen["notices"], seen["wordings"], seen["breaches"], seen["destroyed"]) == (1, 3, 0, 0)


def test_a_breach_is_written_down_and_stands_on_today(
    context: AppContext, settle: Wait, qtbot: QtBot
) -> None:
    page = ProtectionPage(context)
    qtbot.addWidget(page)
    page.show()
    page.shown()
    settle()
    page.toolbar.set_tab("breaches")
    page._on_query_changed()
    settle()
    page.open_form()
    settle()
    dialog = page.findChild(FormDialog)
    assert dialog is not None
    told = {"kind": BreachKind.LOST_PAPER, "what": "A sheet left on a bus", "risk": BreachRisk.LIKELY}
    dialog.form.set_values(told)
    dialog.primary.click()
    settle()
    (held,) = context.service(Breaches).all(context.actor)
    assert held.what == "A sheet left on a bus"
    store = context.hub.store
    with store.read() as session:
        now = context.hub.tools.clock().replace(tzinfo=None)
        (item,) = on_the_clock(Desk(session, context.actor, now, context.hub.tools))
    assert (item.place, item.item) == ("protection", f"breaches:{held.id}")


def test_every_view_is_reached_from_one_list(context: AppContext, settle: Wait, qtbot: QtBot) -> None:
    page = ProtectionPage(context)
    qtbot.addWidget(page)
    page.resize(1024, 700)
    page.show()
    page.shown()
    settle()
    assert page.views_button.isVisible()
    menu = page.open_views()
    assert [one.text() for one in menu.actions()] == [tab.title for tab in page.spec.tabs]
    menu.actions()[-1].trigger()
    settle()
    menu.close()
    assert page.toolbar.tab() == page.spec.tabs[-1].key
    assert len(page.table.records().ids) == 20
