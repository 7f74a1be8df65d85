"""A list of requests passed on to one recipient through the window: told, ticked, drawn, taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from db.enums import Answer, LawfulBasis, Layer, RequestStatus, Role, ShareKind
from db.enums_referrals import ReferralStatus, SentHow
from db.models import Referral, SharingRecord
from desktop.context import AppContext
from desktop.services.base import Actor
from desktop.services.consents import Consents
from desktop.services.history import History
from desktop.services.needs import PRIVATE_LABEL
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft
from desktop.services.referrals import Referrals
from desktop.services.requests import RequestDraft, Requests
from desktop.ui.base.accessibility import unnamed_widgets
from desktop.ui.base.record_table import RecordTable
from desktop.ui.base.tick_list import TickList
from desktop.ui.bulk_acts import PASS_ON
from desktop.ui.main_window import MainWindow
from desktop.ui.preview.dialog import PreviewDialog
from desktop.ui.referrals.page import ReferralsPage
from desktop.ui.referrals.pass_on import PassOnDialog
from desktop.ui.referrals.printing import FORMS, DrawingDialog
from desktop.ui.requests.page import RequestsPage
from tests.hostile import FORMULAS, MARKUP
from tests.ui.window import main, records  # noqa: F401

Wait = Callable[[], None]


@pytest.fixture
def council(context: AppContext) -> str:
    """Who they go to."""
    draft = OrganisationDraft("Aldermouth District Council", Layer.STATUTORY, phone="01632 960402")
    return context.service(Organisations).save(context.actor, draft).made


def asks(
    context: AppContext, council: str, name: str, said: Answer | None = Answer.YES, need: str = "shopping"
) -> str:
    """A request of somebody who said this about the council."""
    person = context.service(People).save(context.actor, PersonDraft(name, last_name="Frith")).made
    if said is not None:
        context.service(Consents).record(
            context.actor, person, said, recipient_id=council, purpose="referral"
        )
    return context.service(Requests).save(context.actor, RequestDraft(person, need, words=name)).made


def opened(main: MainWindow, keys: list[str], settle: Wait) -> tuple[ReferralsPage, PassOnDialog]:  # noqa: F811
    """The dialog over the referrals, as the requests ask for it."""
    main.shell.go_to("requests")
    settle()
    requests = main.shell.page()
    assert isinstance(requests, RequestsPage)
    requests.toolbar.set_tab("open")
    requests.reload()
    settle()
    pick(requests.table, keys)
    settle()
    requests.strip.buttons[PASS_ON].click()
    settle()
    page = main.shell.page()
    assert isinstance(page, ReferralsPage)
    dialog = page.findChild(PassOnDialog)
    assert dialog is not None
    return page, dialog


def pick(table: RecordTable, keys: list[str]) -> None:
    """Pick rows as Ctrl and a click do."""
    rows, chosen = table.records(), table.selectionModel()
    chosen.clear()
    for key in keys:
        flags = chosen.SelectionFlag.Select | chosen.SelectionFlag.Rows
        chosen.select(rows.index(rows.row_of(key), 0), flags)


def stands(context: AppContext, keys: list[str]) -> list[RequestStatus]:
    return [context.service(Requests).get(context.actor, key).status for key in keys]


def shares(context: AppContext) -> list[SharingRecord]:
    with context.hub.store.read() as session:
        return session.query(SharingRecord).order_by(SharingRecord.number).all()


def six(context: AppContext, council: str) -> list[str]:
    """Three who agreed, one who said no, one not asked, one with a private need."""
    return [
        asks(context, council, "Colin"),
        asks(context, council, "Ruth", Answer.NO),
        asks(context, council, "Iris", None),
        asks(context, council, "Ann"),
        asks(context, council, "Bea", need="domestic_abuse"),
        asks(context, council, "Cy"),
    ]


def test_it_says_first_who_can_go_and_why_the_others_cannot(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    council: str,
    settle: Wait,
) -> None:
    _page, dialog = opened(main, six(context, council), settle)
    assert unnamed_widgets(dialog) == []
    assert not dialog.primary.isEnabled()
    dialog.form.set_values({"organisation_id": council, "how": SentHow.BY_HAND})
    dialog.look()
    settle()
    assert dialog.said.text() == "3 of 6 go. 3 can’t: why is beside each."
    assert dialog.goes.text().startswith("Of each goes: name, phone, address")
    assert dialog.goes.text().endswith("once the forms are printed or saved.")
    dialog.form.set_values({"how": SentHow.PHONE})
    dialog.look()
    assert "They are sent" not in dialog.goes.text()
    rows = {one.words.split()[1]: one for one in dialog.list.rows()}
    assert [rows[name].can for name in ("Colin", "Ruth", "Iris", "Bea")] == [True, False, False, False]
    assert rows["Ruth"].note.startswith("Ruth said no to sharing with Aldermouth")
    assert rows["Iris"].note.startswith("Iris has not been asked")
    dialog.reject()
    settle()


def test_those_ticked_are_drawn_with_a_cover_and_taken_back(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    council: str,
    tmp_path: Path,
    settle: Wait,
) -> None:
    keys = six(context, council)
    page, dialog = opened(main, keys, settle)
    dialog.form.set_values(
        {
            "organisation_id": council,
            "how": SentHow.BY_HAND,
            "otherwise": LawfulBasis.PUBLIC_TASK.value,
            "basis_reason": "They asked for everybody in the flooded street.",
        }
    )
    dialog.look()
    settle()
    assert dialog.said.text() == "4 of 6 go. 2 can’t: why is beside each."
    dialog.list.set_ticked(keys[5], False)
    assert dialog.primary.text() == "Pass on 3"
    dialog.primary.click()
    settle()
    preview = page.window().findChild(PreviewDialog)
    assert preview is not None
    assert page.window().findChild(DrawingDialog) is None
    gone, new = RequestStatus.PASSED_ON, RequestStatus.NEW
    assert stands(context, keys) == [new] * 6, "nothing has left yet"
    assert shares(context) == []
    out = tmp_path / "pack.pdf"
    preview.save(out)
    settle()
    assert out.read_bytes().startswith(b"%PDF")
    assert stands(context, keys) == [gone, new, gone, gone, new, new]
    *printed, left = shares(context)
    assert [entry["name"] for entry in left.left_out] == ["Ruth Frith"]
    assert [one.purpose for one in printed] == [f"Referral F-000{number}" for number in (1, 2, 3)]
    assert {one.kind for one in printed} == {ShareKind.PRINT}
    preview.close()
    settle()
    with context.hub.store.read() as session:
        batches = {one.batch for one in session.query(Referral)}
    assert len(batches) == 1
    main.trail.undo()
    settle()
    assert stands(context, keys) == [RequestStatus.NEW] * 6


def test_the_forms_of_several_are_printed_again_from_the_list(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    council: str,
    settle: Wait,
) -> None:
    keys = [asks(context, council, name) for name in ("Colin", "Iris")]
    page, dialog = opened(main, keys, settle)
    dialog.form.set_values({"organisation_id": council, "how": SentHow.PHONE})
    dialog.look()
    settle()
    dialog.primary.click()
    settle()
    assert page.window().findChild(PreviewDialog) is None
    assert [one.people_count for one in shares(context)] == [1, 1]
    pick(page.table, list(page.table.records().ids))
    page.strip.buttons[FORMS].click()
    settle()
    preview = page.window().findChild(PreviewDialog)
    assert preview is not None
    assert preview.document.title == "2 referrals"
    preview.close()
    settle()


def test_a_locked_file_is_written_once_its_password_will_do(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    council: str,
    tmp_path: Path,
    settle: Wait,
) -> None:
    keys = [asks(context, council, name) for name in ("Colin", "Iris")]
    page, dialog = opened(main, keys, settle)
    answers = {"organisation_id": council, "how": SentHow.FILE, "password": "short"}
    dialog.form.set_values(answers)
    dialog.look()
    settle()
    dialog.primary.click()
    settle()
    assert stands(context, keys) == [RequestStatus.NEW] * 2
    dialog.form.set_values({**answers, "password": "seven quiet herons wade"})
    dialog.primary.click()
    settle()
    assert page.files is not None
    assert stands(context, keys) == [RequestStatus.NEW] * 2, "no file is written yet"
    page.files.fileSelected.emit(str(tmp_path))
    page.files.close()
    settle()
    assert stands(context, keys) == [RequestStatus.PASSED_ON] * 2
    (path,) = tmp_path.glob("referrals-*.zip")
    assert b"Colin" not in path.read_bytes()
    assert [one.file_name for one in shares(context)] == [path.name, path.name]
    assert all(one.is_locked for one in shares(context))


def test_a_private_need_is_not_named_to_who_may_not_know(context: AppContext, council: str) -> None:
    from desktop.services.referral_lists import ReferralLists

    key = asks(context, council, "Bea", need="domestic_abuse")
    other = Actor("b" * 32, "Somebody else", frozenset({Role.COORDINATOR}))
    plan = context.service(ReferralLists).plan(other, [key], council)
    assert plan.lines[0].need == PRIVATE_LABEL


def test_any_words_are_told_as_they_are(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    council: str,
    settle: Wait,
    qtbot: QtBot,
) -> None:
    texts = [*MARKUP[:12], *FORMULAS[:6]]
    keys = [asks(context, council, text) for text in texts]
    _page, dialog = opened(main, keys, settle)
    dialog.form.set_values({"organisation_id": council, "how": SentHow.PHONE, "note": MARKUP[0]})
    dialog.look()
    settle()
    said = " ".join(one.words for one in dialog.list.rows())
    people = context.service(People)
    for key in keys:
        person = context.service(Requests).get(context.actor, key).draft.person_id
        assert people.rows(context.actor, [person])[0].first_name in said
    assert dialog.said.textFormat() is not Qt.TextFormat.RichText
    dialog.primary.click()
    settle()
    statuses = {
        context.service(Referrals).get(context.actor, one).row.status
        for one in context.service(Referrals).ids(context.actor, _all())
    }
    assert statuses == {ReferralStatus.SENT}


def _all() -> object:
    from db.queries.referrals import ReferralFilter

    return ReferralFilter()


def test_space_ticks_and_a_reader_hears_it(qtbot: QtBot) -> None:
    from desktop.ui.base.tick_list import TickRow

    made = TickList(name="Requests")
    qtbot.addWidget(made)
    made.show_rows([TickRow("a", "R-1 Ann"), TickRow("b", "R-2 Bo", "Bo said no.", can=False)], ["a", "b"])
    turned: list[tuple[str, bool]] = []
    made.turned.connect(lambda key, on: turned.append((key, on)))
    assert made.chosen() == ["a"]
    qtbot.keyClick(made, Qt.Key.Key_Space)
    assert (made.chosen(), turned) == ([], [("a", False)])
    qtbot.keyClick(made, Qt.Key.Key_J)
    qtbot.keyClick(made, Qt.Key.Key_Space)
    assert (made.chosen(), turned) == ([], [("a", False)])
    spoken = int(Qt.ItemDataRole.AccessibleTextRole)
    said = [made.model().index(row, 0).data(spoken) for row in range(2)]
    assert said == ["R-1 Ann, not ticked", "R-2 Bo, stays behind, Bo said no."]
    assert QAccessible.queryAccessibleInterface(made) is not None


def test_a_list_taken_back_leaves_nothing_behind(context: AppContext, council: str) -> None:
    from desktop.services.referral_lists import ReferralLists
    from desktop.services.referral_sending import SendingDraft

    key = asks(context, council, "Colin")
    lists = context.service(ReferralLists)
    plan = lists.plan(context.actor, [key], council)
    done = lists.begin(context.actor, plan, [key], SendingDraft(SentHow.POST))
    context.service(History).undo(context.actor, done.changes.txn)
    assert stands(context, [key]) == [RequestStatus.NEW]
