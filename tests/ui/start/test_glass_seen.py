"""What half an hour with a reason opens on the screen, and that it goes from the screen when it closes."""

from collections.abc import Callable
from datetime import date

import pytest

from db.enums import CheckStatus, CheckType, Role
from desktop.app import App
from desktop.services.checks import CheckDraft, Checks
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.volunteers import VolunteerDraft, Volunteers
from tests.ui.start.test_switching import YUSUF, Desk, desk

Settle = Callable[[], None]
SEEN_BY = "Agnieszka Nowak"

__all__ = ["desk"]


@pytest.mark.parametrize("desk", [frozenset({Role.COORDINATOR})], indirect=True)
def test_checks_stand_in_the_pane_while_open_and_are_gone_at_once(
    desk: Desk, app: App, settle: Settle
) -> None:
    hub = desk.keyboard.hub
    person = PersonDraft("Kofi", last_name="Mensah", phones=(PhoneDraft("07700 900415"),))
    kofi = Volunteers(hub.tools).save(hub.actor, VolunteerDraft(person=person)).made
    seen = CheckDraft(CheckType.IDENTITY, CheckStatus.VERIFIED, seen_by=SEEN_BY, seen_on=date(2026, 11, 2))
    Checks(hub.tools).save(hub.actor, kofi, seen)
    desk.switch("Yusuf Amari", YUSUF)
    desk.shell.go_to("volunteers", kofi)
    settle()
    assert "Cleared for" in desk.words()
    assert SEEN_BY not in desk.words()
    dialog = desk.keyboard.main.glass.ask()
    dialog.form.set_values({"reason": "Kofi has not come back and does not answer"})
    dialog.primary.click()
    settle()
    assert SEEN_BY in desk.words()
    desk.keyboard.main.glass.banner.close_button.click()
    settle()
    assert SEEN_BY not in desk.words()
    assert "Cleared for" in desk.words()
    desk.switch("Priya Nair", "seven quiet herons wade")
    assert desk.shell.on_show() == "today"
    assert "Yusuf Amari opened restricted records" in desk.words()
