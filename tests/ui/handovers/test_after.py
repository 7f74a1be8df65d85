"""After a handover, in the pane beside the sharing log: receipt, copy, notice."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from db.enums import Answer, Channel, LawfulBasis, Layer
from db.enums_handovers import KeptGone
from db.queries.sharing import SharingFilter
from desktop.context import AppContext
from desktop.exports.handover_fields import Preset
from desktop.exports.handover_plan import HandoverPlan
from desktop.exports.make_handover import Made, make_handover
from desktop.exports.package import RECEIPT
from desktop.exports.package_reader import read_package
from desktop.services.consents import Consents
from desktop.services.handover_notices import HandoverNotices
from desktop.services.handover_series import HandoverSeries
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft
from desktop.services.sharing_log import SharingLog
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import ConfirmDialog
from desktop.ui.handovers.after import AGAIN, FORGET, NOTICE, TOLD, ReceiptDialog
from desktop.ui.handovers.page import HandoversPage
from desktop.ui.handovers.told import ToldDialog
from desktop.ui.preview.dialog import PreviewDialog

Settle = Callable[[], None]


@pytest.fixture
def jean(context: AppContext) -> tuple[str, str]:
    """Somebody who said yes to a council, and the council."""
    draft = OrganisationDraft("Riverbank Council", Layer.STATUTORY, contact_name="Dr J. Amari")
    council = context.service(Organisations).save(context.actor, draft).made
    person = context.service(People).save(context.actor, PersonDraft("Jean<b>", last_name="Mallory")).made
    context.service(Consents).record(context.actor, person, Answer.YES, recipient_id=council)
    return person, council


@pytest.fixture
def made(context: AppContext, jean: tuple[str, str], tmp_path: Path) -> Made:
    plan = HandoverPlan(jean[1], "To plan", LawfulBasis.CONSENT, Preset.FULL_CANONICAL)
    tools = context.hub.tools
    return make_handover(tools, context.actor, plan, tmp_path, None, tools.clock())


@pytest.fixture
def page(context: AppContext, made: Made, qtbot: QtBot, settle: Settle) -> HandoversPage:
    shown = HandoversPage(context)
    qtbot.addWidget(shown)
    shown.resize(1154, 690)
    shown.show()
    shown.enter()
    settle()
    return shown


def _withdraw(context: AppContext, person_id: str) -> None:
    consents = context.service(Consents)
    (yes,) = (one for one in consents.of(context.actor, person_id) if one.stands)
    consents.withdraw(context.actor, yes.id, Channel.PHONE)


def test_the_receipt_file_is_read_where_receipts_are_kept(
    page: HandoversPage, context: AppContext, made: Made, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    day = context.hub.tools.clock().astimezone().date()
    content = read_package(made.info.path).files[RECEIPT].decode()
    path = tmp_path / "receipt.txt"
    path.write_text(content.replace("Received on:", f"Received on: {day:%d/%m/%Y}"), encoding="utf-8")
    dialog = ReceiptDialog(context, made.record_id, page)
    qtbot.addWidget(dialog)
    dialog.show()
    assert unnamed_widgets(dialog) == []
    dialog.read_file(str(path))
    settle()
    fate = context.service(HandoverSeries).fate(context.actor, made.record_id)
    assert fate is not None
    assert (fate.received_on, fate.matches) == (day, True)


def test_a_file_that_is_none_says_so_and_keeps_the_dialog(
    page: HandoversPage, context: AppContext, made: Made, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    path = tmp_path / "other.txt"
    path.write_text("Shopping list", encoding="utf-8")
    dialog = ReceiptDialog(context, made.record_id, page)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.read_file(str(path))
    settle()
    assert dialog.isVisible()


def test_the_pane_offers_the_notice_and_printing_it_settles_it(
    page: HandoversPage, context: AppContext, jean: tuple[str, str], made: Made, settle: Settle
) -> None:
    detail = page.spec.detail(made.record_id)
    assert [one.key for one in detail.actions] == ["receipt", AGAIN, FORGET]
    _withdraw(context, jean[0])
    detail = page.spec.detail(made.record_id)
    assert detail.actions[0].key == NOTICE
    assert detail.sections[0].rows[0].label == "Jean<b> Mallory"
    page.acted.emit(NOTICE, made.record_id)
    settle()
    (preview,) = page.findChildren(PreviewDialog)
    assert rich_texts(preview) == []
    preview.document.leave("printer", lambda: None)
    preview.close()
    settle()
    assert context.service(HandoverNotices).waiting(context.actor) == []


def test_prints_and_lists_have_nothing_to_follow_up(page: HandoversPage, context: AppContext) -> None:
    log = context.service(SharingLog)
    ids = log.ids(context.actor, SharingFilter())
    assert len([one for one in ids if page.spec.detail(one).actions]) == 1


def test_a_recipient_told_by_phone_is_recorded_and_the_email_text_names_nobody_by_name(
    page: HandoversPage, context: AppContext, jean: tuple[str, str], made: Made, settle: Settle
) -> None:
    _withdraw(context, jean[0])
    keys = [one.key for one in page.spec.detail(made.record_id).actions]
    assert keys == [NOTICE, TOLD, "receipt", AGAIN, FORGET]
    page.acted.emit(TOLD, made.record_id)
    settle()
    (dialog,) = page.findChildren(ToldDialog)
    assert unnamed_widgets(dialog) == []
    assert rich_texts(dialog) == []
    dialog.copy_button.click()
    words = QGuiApplication.clipboard().text()
    assert words.startswith("Take 1 person out of H-")
    assert "UK GDPR Article 19" in words
    assert "Mallory" not in words
    dialog.primary.click()
    assert "who" in dialog.form.problems()
    assert context.service(HandoverNotices).waiting(context.actor) != []
    dialog.form.set_values({"how": "By phone", "who": "The duty desk, ten past two"})
    dialog.primary.click()
    settle()
    assert not dialog.isVisible()
    assert context.service(HandoverNotices).waiting(context.actor) == []
    log = context.service(SharingLog)
    newest = log.get(context.actor, log.ids(context.actor, SharingFilter())[0]).share
    assert newest.reason == "By phone: The duty desk, ten past two"
    assert newest.recipient_name == "Riverbank Council"
    assert [one.key for one in page.spec.detail(made.record_id).actions] == ["receipt"]


def test_a_kept_copy_is_taken_away_only_after_a_yes(
    page: HandoversPage, context: AppContext, made: Made, settle: Settle
) -> None:
    kept = context.hub.tools.store.path.parent / "handovers"
    (file,) = kept.iterdir()
    page.acted.emit(FORGET, made.record_id)
    (dialog,) = page.findChildren(ConfirmDialog)
    dialog.reject()
    settle()
    assert file.exists()
    page.acted.emit(FORGET, made.record_id)
    dialog = page.findChildren(ConfirmDialog)[-1]
    dialog.primary.click()
    settle()
    assert not file.exists()
    fate = context.service(HandoverSeries).fate(context.actor, made.record_id)
    assert fate is not None
    assert (fate.kept, fate.gone_why) == (False, KeptGone.ASKED)
    assert [one.key for one in page.spec.detail(made.record_id).actions] == ["receipt"]


def test_every_act_after_a_handover_is_reached_by_tab(
    context: AppContext, jean: tuple[str, str], made: Made, settle: Settle, qtbot: QtBot
) -> None:
    _withdraw(context, jean[0])
    page = HandoversPage(context)
    qtbot.addWidget(page)
    page.resize(1154, 690)
    page.show()
    page.enter()
    settle()
    page.table.setFocus()
    seen = set()
    for _ in range(40):
        qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_Tab)
        at = page.window().focusWidget()
        if isinstance(at, Button):
            seen.add(at.text())
    assert {"Print the notice", "They were told", "Receipt", "Save again", "Take our copy away"} <= seen
