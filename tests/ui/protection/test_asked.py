"""Asked to share, and said no: written down, seen, and saved with the sharing log through the window."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from db.enums import Answer
from db.enums_protection import ShareDecision
from desktop.context import AppContext
from desktop.services.consents import Consents
from desktop.services.people import People, PersonDraft
from desktop.services.share_requests import ShareRequests
from desktop.ui.protection.asked import OPEN, ask_log_file, save_log
from tests.hostile import MARKUP
from tests.ui.protection.test_grounds import page_at, save

Wait = Callable[[], None]


def test_a_request_is_refused_with_why_and_the_log_saved(
    context: AppContext, settle: Wait, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_at(context, qtbot, settle, "asked")
    assert page.log_button.isVisible()
    asked = {
        "asked_by": "Thanet News",
        "data": MARKUP[4],
        "decision": ShareDecision.REFUSED,
        "why": "No ground",
    }
    save(page, settle, None, asked)
    (line,) = context.service(ShareRequests).all(context.actor)
    detail = page.spec.detail(f"asked:{line.id}")
    assert (detail.subtitle, detail.quote) == ("We said no", MARKUP[4])
    save(page, settle, f"asked:{line.id}", {"why": "Nobody agreed to it"})
    assert context.service(ShareRequests).all(context.actor)[0].request.why == "Nobody agreed to it"
    dialog = ask_log_file(page, context)
    dialog.reject()
    save_log(page, context, tmp_path / "log.xlsx")
    settle()
    assert (tmp_path / "log.xlsx").exists()


def test_who_said_no_leads_to_the_person(context: AppContext, settle: Wait, qtbot: QtBot) -> None:
    jean = context.service(People).save(context.actor, PersonDraft(first_name="Jean")).made
    context.service(Consents).record(context.actor, jean, Answer.NO)
    page = page_at(context, qtbot, settle, "refusals")
    (item,) = page.table.records().ids
    with qtbot.waitSignal(page.place_asked) as found:
        page.acted.emit(OPEN, item)
    assert found.args == ["person", jean]
    page = page_at(context, qtbot, settle, "purposes")
    assert not page.log_button.isVisible()
