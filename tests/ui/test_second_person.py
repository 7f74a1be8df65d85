"""It takes two, through the window: the second person here, or later from their own session."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.enums import Role
from desktop.context import AppContext
from desktop.domain.bulk_export import BULK
from desktop.exports.make_list import ListPlan
from desktop.services.approvals import Approvals, ApprovalState
from desktop.services.base import Actor
from desktop.services.lists import ListKind, Lists
from desktop.services.people import People, PersonDraft
from desktop.services.sharing_log import SharingFilter, SharingLog
from desktop.services.users import Users
from desktop.ui.base.accessibility import unnamed_widgets
from desktop.ui.list_files import ListFiles
from desktop.ui.people.page import PeoplePage
from desktop.ui.preview.dialog import PreviewDialog
from desktop.ui.protection.agreements import ALLOW, Agreements
from desktop.ui.second import SecondAsker
from tests.ui.conftest import CHEAP
from tests.ui.protection.test_grounds import page_at

Wait = Callable[[], None]
AMINAS = "nine early larks sing"


@pytest.fixture
def page(context: AppContext, qtbot: QtBot, settle: Wait) -> PeoplePage:
    """A list of just so many that it takes two."""
    people = context.service(People)
    for number in range(BULK):
        people.save(context.actor, PersonDraft(first_name=f"Ann{number}", last_name="Mallory"))
    made = PeoplePage(context)
    qtbot.addWidget(made)
    made.show()
    made.enter()
    settle()
    return made


def plan(context: AppContext) -> ListPlan:
    """The whole list."""
    return ListPlan(ListKind.PEOPLE, Lists(context.hub.tools).all_ids(context.actor, ListKind.PEOPLE))


def amina(context: AppContext) -> Actor:
    """A second account that may agree."""
    roles = frozenset({Role.COORDINATOR})
    folder = context.hub.folder.path
    made = context.service(Users).add(context.actor, folder, "Amina", AMINAS, roles, params=CHEAP)
    return Actor(made.made, "Amina", roles)


def asker(context: AppContext, window: QWidget) -> tuple[SecondAsker, list[str]]:
    """What the window of a hub has, and what it says."""
    said: list[str] = []
    return SecondAsker(context, window, said.append), said


def test_the_second_person_agrees_here_and_the_file_is_written_by_itself(
    page: PeoplePage, context: AppContext, tmp_path: Path, settle: Wait
) -> None:
    amina(context)
    asking, _said = asker(context, page)
    out = tmp_path / "people.csv"
    ListFiles(context, page).save(page, plan(context), str(out))
    settle()
    assert not out.exists()
    dialog = asking.dialog
    assert dialog is not None
    assert unnamed_widgets(dialog) == []
    assert dialog.later.isVisible()
    assert not dialog.sheet.isVisible()
    dialog.form.set_values({"name": "Amina", "passphrase": "wrong words all four"})
    dialog.primary.click()
    settle()
    assert not out.exists()
    dialog.form.set_values({"name": "Amina", "passphrase": AMINAS})
    dialog.primary.click()
    settle()
    assert len(out.read_text(encoding="utf-8").splitlines()) == BULK + 1
    log = context.service(SharingLog)
    assert len(log.ids(context.actor, SharingFilter())) == 1


def test_it_is_allowed_later_and_done_again(
    page: PeoplePage, context: AppContext, tmp_path: Path, qtbot: QtBot, settle: Wait
) -> None:
    second = amina(context)
    asking, said = asker(context, page)
    files, out = ListFiles(context, page), tmp_path / "people.csv"
    files.save(page, plan(context), str(out))
    settle()
    assert asking.dialog is not None
    asking.dialog.later.click()
    settle()
    assert said == ["A-0001 is asked for. Once they allow it, do this again."]
    view = Agreements(context)
    view.actor = second
    (row,) = view.rows()
    assert next(one.key for one in view.detail(row).actions) == ALLOW
    shown = page_at(context, qtbot, settle, "approvals")
    (item,) = shown.table.records().ids
    assert shown.spec.detail(item).actions == []
    view.act(page, ALLOW, row)
    settle()
    files.save(page, plan(context), str(out))
    settle()
    assert out.exists()
    assert context.service(Approvals).asked(second)[0].state is ApprovalState.USED


def test_left_without_asking_nobody_is_asked(
    page: PeoplePage, context: AppContext, tmp_path: Path, settle: Wait
) -> None:
    second = amina(context)
    asking, _said = asker(context, page)
    ListFiles(context, page).save(page, plan(context), str(tmp_path / "people.csv"))
    settle()
    assert asking.dialog is not None
    asking.dialog.secondary.click()
    settle()
    assert context.service(Approvals).asked(second)[0].state is ApprovalState.REFUSED


def test_printing_takes_two_and_an_outsider_signs_where_nobody_else_may(
    page: PeoplePage, context: AppContext, tmp_path: Path, settle: Wait
) -> None:
    asking, _said = asker(context, page)
    ListFiles(context, page).look_at(page, plan(context))
    settle()
    preview = page.window().findChild(PreviewDialog)
    assert preview is not None
    out = tmp_path / "people.pdf"
    preview.save(str(out))
    settle()
    dialog = asking.dialog
    assert dialog is not None
    assert not out.exists()
    assert dialog.sheet.isVisible()
    dialog.sheet.click()
    settle()
    sheets = [one for one in dialog.findChildren(PreviewDialog) if one.isVisible()]
    assert len(sheets) == 1
    sheets[0].reject()
    day = context.hub.tools.clock().date()
    dialog.form.set_values({"typed": "a-0001", "name": "Jo Marsh, vicar", "signed_on": day})
    dialog.primary.click()
    settle()
    assert out.read_bytes().startswith(b"%PDF")
    preview.reject()
    settle()
