"""Bringing in a list through the windows, as a person would."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from db.backup import list_backups
from db.enums import Answer
from db.models import Consent
from desktop.context import AppContext
from desktop.imports.dry_run import Duplicate, Take
from desktop.imports.targets import Kind
from desktop.services.bring_in import BringIn
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.theme import Scheme, install_theme
from desktop.ui.imports.page import CHECK, COLUMNS, DONE, FILE, ImportsPage
from desktop.ui.shell import MainShell

LIST = (
    "Ref,Name,Bell,DOB,Address,Town,Postcode,Notes\n"
    "C-1,Jean Mallory,020 7946 0147,04/03/1952,14 Ferrygate Close,Saltmarsh,QX4 2LB,Rings back slowly\n"
    "C-2,Harold Mallory,,31/02/1950,14 Ferrygate Close,Saltmarsh,QX4 2LB,\n"
    "C-3,<b>Amina</b> Yusuf,07700 900415,,3 Kelp Street,Saltmarsh,AA1 1AA,\n"
    "C-4,,,,9 Kelp Street,Saltmarsh,QX4 1AA,nobody at home\n"
)
Shoot = Callable[[QWidget, str], None]


@pytest.fixture
def known(context: AppContext) -> str:
    """Jean, who is in the hub already; so is the changed Ruth."""
    people = People(context.hub.tools)
    people.save(context.actor, PersonDraft(first_name="Ruth", last_name="Frith", source_reference="C-9"))
    jean = PersonDraft(first_name="Jean", last_name="Malory", phones=(PhoneDraft("020 7946 0147"),))
    return people.save(context.actor, jean).made


@pytest.fixture
def council(tmp_path: Path) -> Path:
    """A council's list."""
    path = tmp_path / "Saltmarsh council.csv"
    path.write_text(LIST + "C-9,Ruth Frith-Jones,,,,,,\n", encoding="utf-8")
    return path


@pytest.fixture
def page(context: AppContext, qtbot: QtBot) -> ImportsPage:
    """The page, as the shell shows it."""
    made = ImportsPage(context)
    qtbot.addWidget(made)
    made.resize(1150, 680)
    made.show()
    made.enter()
    return made


def open_file(page: ImportsPage, path: Path, settle: Callable[[], None]) -> None:
    page.file_step.set_file(str(path))
    settle()


def to_check(page: ImportsPage, path: Path, settle: Callable[[], None]) -> None:
    """As far as the dry run, the odd column settled."""
    open_file(page, path, settle)
    page.next.click()
    combo = page.columns_step.combos[2]
    combo.set_value("phone")
    combo.activated.emit(combo.currentIndex())
    page.next.click()
    settle()


def test_a_list_comes_in_and_can_be_taken_back(
    page: ImportsPage, context: AppContext, council: Path, known: str, settle: Callable[[], None]
) -> None:
    assert page.next.accessibleDescription() == "Choose a file first."
    to_check(page, council, settle)
    assert page.stepper.at == CHECK
    counts = {button.tab.key: button._count for button in page.check_step.tabs.tabs}
    assert counts == {"new": 2, "changed": 1, "same": 0, "possible_duplicates": 1, "rejected": 1}
    assert page.summary.text() == "3 come in, 2 stay out, 1 postcode is not known"
    assert page.next.text() == "Bring in 3 rows"
    page.next.click()
    settle()
    assert page.stepper.at == DONE
    assert "Brought in 3 people." in page.done_step.notice.text
    people = People(context.hub.tools)
    assert len(people.find(context.actor, "mallory")) == 2
    assert len(list_backups(context.hub.folder.backups)) == 1
    with context.hub.store.read() as session:
        assert [one for one in session.query(Consent) if one.answer is not Answer.NOT_ASKED] == []
    page.done_step.undo.click()
    settle()
    assert people.find(context.actor, "mallory") == []
    assert not page.done_step.undo.isEnabled()
    page.done_step.again.click()
    assert page.stepper.at == FILE


def test_choices_for_groups_and_rows_are_followed(
    page: ImportsPage,
    context: AppContext,
    council: Path,
    known: str,
    settle: Callable[[], None],
    tmp_path: Path,
) -> None:
    to_check(page, council, settle)
    step = page.check_step
    step.tabs.set_tab("possible_duplicates")
    step.tabs.query_changed.emit()
    step.table.select_id(2)
    step.pane.buttons[str(Duplicate.SAME)].click()
    step.tabs.set_tab("changed")
    step.tabs.query_changed.emit()
    assert "Frith-Jones, was Frith" in step._rows([6])[0].says
    step.all.set_value(Take.TAKE)
    step.all.activated.emit(step.all.currentIndex())
    step.tabs.set_tab("new")
    step.tabs.query_changed.emit()
    step.pane.buttons[str(Take.LEAVE)].click()
    assert page.summary.text().startswith("1 come in, 2 change, 2 stay out")
    page.next.click()
    settle()
    people = People(context.hub.tools)
    assert people.get(context.actor, known).draft.source_reference == "C-1"
    assert [row.last_name for row in people.find(context.actor, "ruth")] == ["Frith-Jones"]
    assert people.find(context.actor, "harold") == []
    out = tmp_path / "left.csv"
    page.done_step.left_asked.emit(out)
    settle()
    assert page.done_step.said.text() == "2 rows are in left.csv."
    text = out.read_text(encoding="utf-8-sig")
    assert "Left out by choice." in text
    assert "nobody at home" in text


def test_columns_are_remembered_for_the_next_list(
    page: ImportsPage, context: AppContext, council: Path, settle: Callable[[], None], qtbot: QtBot
) -> None:
    to_check(page, council, settle)
    page.next.click()
    settle()
    page.done_step.again.click()
    open_file(page, council, settle)
    assert page.columns_step.combos[2].value() == "phone"
    assert page.columns_step.profile.value() == "Saltmarsh council"
    page.next.click()
    page.columns_step.profile.set_value("")
    page.columns_step.profile.activated.emit(0)
    assert page.columns_step.combos[2].value() == ""
    names = page.columns_step.profile.values()
    page.columns_step.profile.set_value("nsss")
    page.columns_step.profile.activated.emit(names.index("nsss"))
    assert "none of the columns" in page.columns_step.notice.text
    assert len(BringIn(context.hub.tools).profiles(context.actor)) == 1


def test_a_map_that_says_nothing_of_people_cannot_go_on(
    page: ImportsPage, council: Path, settle: Callable[[], None]
) -> None:
    open_file(page, council, settle)
    page.next.click()
    assert page.stepper.at == COLUMNS
    combo = page.columns_step.combos[1]
    combo.set_value("")
    combo.activated.emit(0)
    assert not page.next.isEnabled()
    assert "No column holds a name" in page.columns_step.notice.text
    page.back.click()
    assert page.stepper.at == FILE


def test_a_file_that_cannot_be_read_is_said_and_another_can_be_chosen(
    page: ImportsPage, council: Path, settle: Callable[[], None], tmp_path: Path
) -> None:
    bad = tmp_path / "scan.csv"
    bad.write_bytes(b"%PDF-1.7")
    open_file(page, bad, settle)
    assert "PDF" in page.file_step.notice.text
    assert not page.next.isEnabled()
    open_file(page, council, settle)
    assert page.next.isEnabled()


def test_encoding_delimiter_and_kind_can_be_changed(
    page: ImportsPage, settle: Callable[[], None], tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Name;Town\nZoë Brûlé;Saltmarsh\n".encode("cp1252"))
    open_file(page, path, settle)
    step = page.file_step
    assert step.table is not None
    assert step.delimiter.value() == ";"
    step.encoding.set_value("mac_roman")
    step.encoding.activated.emit(step.encoding.currentIndex())
    settle()
    assert page._opened is not None
    assert page._opened.source.table.encoding == "mac_roman"
    step.kind.buttons[2].click()
    settle()
    assert page._opened.source.kind is Kind.REQUESTS
    assert "what help is needed" in page.columns_step.lacking


def test_the_dialogs_open_and_hand_over_what_was_chosen(
    page: ImportsPage, council: Path, settle: Callable[[], None], qtbot: QtBot
) -> None:
    page.file_step.choose.click()
    dialog = page.file_step.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(council))
    dialog.close()
    settle()
    assert page.next.isEnabled()
    page.done_step.save_left.click()
    saving = page.done_step.findChild(QFileDialog)
    assert saving is not None
    with qtbot.waitSignal(page.done_step.left_asked) as asked:
        saving.fileSelected.emit("/somewhere/left.csv")
    saving.close()
    assert asked.args == [Path("/somewhere/left.csv")]


def test_stopping_the_dry_run_leaves_the_columns_on_show(
    page: ImportsPage, council: Path, settle: Callable[[], None]
) -> None:
    open_file(page, council, settle)
    page.next.click()
    page.next.click()
    page.busy.stop.click()
    settle()
    assert page.stepper.at == COLUMNS
    assert page.busy.isHidden()
    assert page.next.isEnabled()


def test_the_keyboard_moves_on_and_everything_has_a_name(
    page: ImportsPage, council: Path, known: str, settle: Callable[[], None], qtbot: QtBot
) -> None:
    open_file(page, council, settle)
    page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
    qtbot.keyClick(page.file_step.choose, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.stepper.at == COLUMNS
    for step in (COLUMNS, CHECK):
        assert unnamed_widgets(page) == []
        assert rich_texts(page) == []
        if step == COLUMNS:
            page.next.click()
            settle()
    page.stepper._buttons[0].click()
    assert page.stepper.at == FILE


@pytest.mark.parametrize(
    ("name", "scheme", "scale", "width"),
    [("light", Scheme.LIGHT, 100, 1366), ("dark", Scheme.DARK, 100, 1366), ("150", Scheme.LIGHT, 150, 1366)],
)
def test_pictures(
    name: str,
    scheme: Scheme,
    scale: int,
    width: int,
    qapp: QApplication,
    qtbot: QtBot,
    context: AppContext,
    council: Path,
    known: str,
    settle: Callable[[], None],
    shoot: Shoot,
) -> None:
    install_theme(qapp, scheme, scale=scale)
    shell = MainShell(context.jobs, hub_name="Saltmarsh Hub", user_name="Priya Nair", with_call=True)
    qtbot.addWidget(shell)
    shell.add_place("Share", "imports", "Bring in a list", "file-import", lambda: ImportsPage(context))
    shell.resize(width, 768)
    shell.show()
    made: Any = shell.go_to("imports")
    open_file(made, council, settle)
    shoot(shell, f"imports-1-{name}")
    made.next.click()
    combo = made.columns_step.combos[2]
    combo.set_value("phone")
    combo.activated.emit(combo.currentIndex())
    shoot(shell, f"imports-2-{name}")
    made.next.click()
    settle()
    made.check_step.tabs.set_tab("possible_duplicates")
    made.check_step.tabs.query_changed.emit()
    shoot(shell, f"imports-3-{name}")
    made.next.click()
    settle()
    shoot(shell, f"imports-4-{name}")
    assert made.stepper.at == DONE


def see(page: ImportsPage, group: str) -> list[str]:
    """What the lines of one page of the dry run say."""
    page.check_step.tabs.set_tab(group)
    page.check_step.tabs.query_changed.emit()
    return [line.says for line in page.check_step._rows(page.check_step.table.records().ids)]


def test_requests_are_shown_with_who_and_what_and_those_the_hub_has(
    page: ImportsPage, context: AppContext, known: str, settle: Callable[[], None], tmp_path: Path
) -> None:
    path = tmp_path / "asked.csv"
    path.write_text(
        "Request reference,Name,Phone,Need,Urgency\n"
        "R1,Amina Yusuf,07700 900415,Shopping,today\n"
        "R2,Jean Malory,020 7946 0147,Dog walking,\n",
        encoding="utf-8",
    )
    page.file_step.kind.set_value(Kind.REQUESTS)
    open_file(page, path, settle)
    for turn in range(2):
        page.next.click()
        page.next.click()
        settle()
        if turn == 0:
            assert see(page, "new") == ["Shopping, 07700 900415", "Dog walking, 020 7946 0147"]
            page.next.click()
            settle()
            assert "Brought in 1 person, 2 requests." in page.done_step.notice.text
            page.done_step.again.click()
            path.write_text(path.read_text(encoding="utf-8").replace("today", "tomorrow"), encoding="utf-8")
            open_file(page, path, settle)
    assert see(page, "changed") == ["Urgency: tomorrow, was today"]
    assert see(page, "same") == ["The same as a record the hub has"]
    page.check_step.all.set_value(Take.TAKE)
    see(page, "new")
    assert page.check_step._stack.currentWidget() is page.check_step.empty


def test_what_a_daily_file_repeats_is_said_row_by_row(
    page: ImportsPage, known: str, settle: Callable[[], None], tmp_path: Path
) -> None:
    path = tmp_path / "daily.csv"
    rows = "Timestamp,ID,FirstName,LastName,EssentialSupplies,CarrySupplies\n"
    rows += "2020-04-01T10:00:00,1,Nia,Pryce,No,Yes\n2020-04-02T10:00:00,1,Nia,Pryce,No,Yes\n"
    path.write_text(rows, encoding="utf-8")
    open_file(page, path, settle)
    page.next.click()
    assert "cumulative" in page.columns_step.about.text()
    page.next.click()
    settle()
    assert see(page, "same") == ["A later version stands in row 3"]
    page.next.click()
    settle()
    assert "Brought in 1 person, 1 request." in page.done_step.notice.text


def test_rows_that_are_the_same_as_an_earlier_one_and_several_candidates_are_said(
    page: ImportsPage, context: AppContext, known: str, settle: Callable[[], None], tmp_path: Path
) -> None:
    people = People(context.hub.tools)
    people.save(context.actor, PersonDraft(first_name="Tom", phones=(PhoneDraft("020 7946 0147"),)))
    path = tmp_path / "twice.csv"
    row = "7,Jean Mallory,020 7946 0147,99/99/1950\n"
    path.write_text("ID,Name,Phone,DOB\n" + row + row, encoding="utf-8")
    open_file(page, path, settle)
    page.next.click()
    page.next.click()
    settle()
    assert see(page, "same") == ["The same as row 2"]
    (says,) = see(page, "possible_duplicates")
    assert says.startswith("Jean Malory, P-2: ")
    assert says.endswith("; and 1 more")
    detail = page.check_step._groups.detail("possible_duplicates", 2) if page.check_step._groups else None
    assert detail is not None
    assert any("could not be read" in row.value for row in detail.sections[-1].rows)
