"""Recurring help rests from More, says so on the pane, and goes on from its line."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtWidgets import QAbstractButton

from desktop.context import AppContext
from desktop.services.pauses import Pauses
from desktop.services.requests import Requests
from desktop.ui.base.dialog import FormDialog
from desktop.ui.requests.page import RequestsPage
from tests.ui.requests.test_page import choose, dialog_of, show

Wait = Callable[[], None]
TODAY = date(2026, 11, 17)


def days(context: AppContext, key: str) -> list[date]:
    """Days the request has a task in use."""
    return [task.on_date for task in context.service(Requests).get(context.actor, key).tasks]


def links_of(page: RequestsPage) -> list[str]:
    """What leads on from the pane."""
    return [one.text() for one in page.pane.findChildren(QAbstractButton) if one.isVisible()]


def test_help_rests_until_they_are_back_and_goes_on(
    page: RequestsPage, taken: dict[str, str], context: AppContext, settle: Wait
) -> None:
    key = taken["Amina"]
    before = days(context, key)
    show(page, settle, key)
    choose(page, "Let help rest…", settle)
    dialog = dialog_of(page, FormDialog)
    assert "All help for Amina Yusuf" in dialog.form.editor("what").widget.currentText()
    dialog.form.set_values({"what": "all", "first_day": TODAY, "reason": "With her sister"})
    dialog.primary.click()
    settle()
    assert days(context, key) == []
    assert "from today until they are back · With her sister" in links_of(page)
    (spell,) = context.service(Pauses).of_person(
        context.actor, context.service(Requests).get(context.actor, key).draft.person_id
    )
    page.show_record(f"back:{spell.id}")
    settle()
    dialog = dialog_of(page, FormDialog)
    dialog.form.set_values({"what": "on", "day": TODAY + timedelta(days=1)})
    dialog.primary.click()
    settle()
    assert days(context, key) == before
    assert not [one for one in links_of(page) if "until they are back" in one]


def test_help_given_once_has_no_rest(page: RequestsPage, taken: dict[str, str], settle: Wait) -> None:
    show(page, settle, taken["Gwilym"])
    page.pane.buttons["more"].click()
    assert page.menu is not None
    assert "Let help rest…" not in [one.text() for one in page.menu.actions()]
    page.menu.close()
