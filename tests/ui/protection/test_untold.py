"""Telling people what is done with their data: from the list of those still to tell, and from their page."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.enums_protection import NoticeHow
from desktop.context import AppContext
from desktop.services.notices import Notices
from desktop.services.people import People, PersonDraft
from desktop.services.sharing_log import SharingFilter, SharingLog
from desktop.ui.base.accessibility import unnamed_widgets
from desktop.ui.base.dialog import FormDialog
from desktop.ui.people.person_page import PersonPage
from desktop.ui.preview.dialog import PreviewDialog
from tests.hostile import MARKUP
from tests.ui.protection.test_grounds import page_at

Wait = Callable[[], None]


def tell(owner: object, settle: Wait, how: NoticeHow) -> None:
    """Answer the dialog."""
    dialog = next(one for one in owner.findChildren(FormDialog) if one.isVisible())  # type: ignore[attr-defined]
    assert unnamed_widgets(dialog) == []
    dialog.form.set_values({"how": how})
    dialog.primary.click()
    settle()


def test_who_is_told_leaves_the_list(context: AppContext, settle: Wait, qtbot: QtBot) -> None:
    people, actor = context.service(People), context.actor
    jean = people.save(actor, PersonDraft(first_name=MARKUP[4], last_name="Mallory")).made
    people.save(actor, PersonDraft(first_name="Tom", source_reference="NSSS-1"))
    page = page_at(context, qtbot, settle, "untold")
    assert next(iter(page.table.records().ids)) == f"untold:{jean}"
    page.acted.emit("tell", f"untold:{jean}")
    settle()
    tell(page, settle, NoticeHow.HANDED_OVER)
    page.reload()
    settle()
    assert len(page.table.records().ids) == 1
    (line,) = context.service(Notices).told(actor, jean)
    assert line.how == NoticeHow.HANDED_OVER


def test_a_notice_is_printed_for_somebody_and_for_the_wall(
    context: AppContext, settle: Wait, qtbot: QtBot
) -> None:
    people, log = context.service(People), context.service(SharingLog)
    jean = people.save(context.actor, PersonDraft(first_name="Jean", last_name="Mallory")).made
    page = page_at(context, qtbot, settle, "untold")
    page.acted.emit("print_notice", f"untold:{jean}")
    settle()
    preview = page.window().findChild(PreviewDialog)
    assert preview is not None
    assert preview.pages.sizes
    preview.reject()
    assert log.ids(context.actor, SharingFilter()) == []
    page = page_at(context, qtbot, settle, "notices")
    (item,) = page.table.records().ids
    assert [one.key for one in page.spec.detail(item).actions] == ["print_notice"]


def test_alt_p_tells_from_the_page_of_a_person(context: AppContext, settle: Wait, qtbot: QtBot) -> None:
    jean = context.service(People).save(context.actor, PersonDraft(first_name="Jean")).made
    page = PersonPage(context)
    qtbot.addWidget(page)
    page.show()
    page.show_record(jean)
    settle()
    page.shown()
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    settle()
    tell(page, settle, NoticeHow.SENT)
    page.reload()
    settle()
    said = " ".join(one.text() for one in page.findChildren(type(page.buttons["tell"])))
    assert "Tell about data" in said
    (line,) = context.service(Notices).told(context.actor, jean)
    assert (line.how, line.version) == (NoticeHow.SENT, 1)
