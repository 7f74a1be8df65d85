"""Dialogs: saving through the runner, refusals, and leaving."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.errors import DomainError
from desktop.jobs.runner import JobRunner
from desktop.ui.base.accessibility import unnamed_widgets
from desktop.ui.base.dialog import ConfirmDialog, FileDialog, FormDialog, ReasonDialog
from desktop.ui.base.form_fields import FormField

FIELDS = [FormField("name", "Name", required=True), FormField("note", "Note")]


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.drain()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def open_form(window: QWidget, jobs: JobRunner, taken: list[dict[str, object]]) -> FormDialog:
    def save(values: dict[str, object]) -> str:
        if values["name"] == "Nobody":
            raise DomainError("Give a name that is theirs.", field="name")
        taken.append(values)
        return "saved"

    dialog = FormDialog("Add a person", FIELDS, save, jobs, window)
    dialog.open()
    return dialog


def test_saving_runs_off_the_gui_thread_and_closes(window: QWidget, jobs: JobRunner, qtbot: QtBot) -> None:
    taken: list[dict[str, object]] = []
    dialog = open_form(window, jobs, taken)
    dialog.form.editor("name").set_value("Jean")
    with qtbot.waitSignal(dialog.saved) as caught:
        dialog.primary.click()
    assert caught.args == ["saved"]
    assert taken == [{"name": "Jean", "note": ""}]
    assert dialog.isHidden()


def test_a_missing_answer_saves_nothing(window: QWidget, jobs: JobRunner, qtbot: QtBot) -> None:
    taken: list[dict[str, object]] = []
    dialog = open_form(window, jobs, taken)
    dialog.primary.click()
    assert jobs.pending == 0
    assert "name" in dialog.form.problems()
    dialog.reject()


def test_a_refusal_stays_open_with_its_message(window: QWidget, jobs: JobRunner, qtbot: QtBot) -> None:
    dialog = open_form(window, jobs, [])
    dialog.form.editor("name").set_value("Nobody")
    dialog.primary.click()
    qtbot.waitUntil(lambda: jobs.pending == 0)
    assert dialog.form.problems() == {"name": "Give a name that is theirs."}
    assert dialog.isVisible()
    assert dialog.primary.isEnabled()
    dialog.reject()


def test_esc_leaves_a_clean_form_at_once_and_asks_on_a_dirty_one(
    window: QWidget, jobs: JobRunner, qtbot: QtBot
) -> None:
    clean = open_form(window, jobs, [])
    qtbot.keyClick(clean, Qt.Key.Key_Escape)
    assert clean.isHidden()
    dirty = open_form(window, jobs, [])
    dirty.form.editor("name").set_value("Jean")
    qtbot.keyClick(dirty, Qt.Key.Key_Escape)
    assert dirty.isVisible()
    assert dirty._asking.isVisible()
    dirty._keep.click()
    assert not dirty._asking.isVisible()
    dirty.leave()
    dirty.leave()
    assert dirty.isHidden()


def test_enter_alone_saves_nothing_and_ctrl_enter_does(
    window: QWidget, jobs: JobRunner, qtbot: QtBot
) -> None:
    taken: list[dict[str, object]] = []
    dialog = open_form(window, jobs, taken)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    line = dialog.form.editor("name").widget
    qtbot.keyClicks(line, "Jean")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert jobs.pending == 0
    with qtbot.waitSignal(dialog.saved):
        qtbot.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(taken) == 1


def test_yes_acts_and_no_does_not(window: QWidget, qtbot: QtBot) -> None:
    acted: list[bool] = []
    for press in ("primary", "secondary"):
        dialog = ConfirmDialog(
            "Print 3 sheets?", "They show addresses.", "Print", window, on_yes=lambda: acted.append(True)
        )
        dialog.open()
        assert unnamed_widgets(dialog) == []
        getattr(dialog, press).click()
    assert acted == [True]


def test_a_reason_is_needed_and_handed_on(window: QWidget, jobs: JobRunner, qtbot: QtBot) -> None:
    reasons: list[str] = []
    dialog = ReasonDialog(
        "Take out of use?", "It stays in the history.", "Take out", reasons.append, jobs, window
    )
    dialog.open()
    assert unnamed_widgets(dialog) == []
    dialog.primary.click()
    assert "reason" in dialog.form.problems()
    dialog.form.editor("reason").set_value("Entered twice")
    with qtbot.waitSignal(dialog.accepted):
        dialog.primary.click()
    assert reasons == ["Entered twice"]


def test_a_file_is_asked_for_in_the_documents_first_and_then_where_the_last_one_was(
    window: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, stick = tmp_path / "Documents", tmp_path / "stick"
    documents.mkdir()
    stick.mkdir()
    monkeypatch.setattr(FileDialog, "_last", "")
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(documents))
    first = FileDialog(window, "Save as PDF")
    assert Path(first.directory().absolutePath()) == documents
    first.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    first.setDirectory(str(stick))
    first.selectFile("rota.pdf")
    first.accept()
    assert Path(FileDialog(window, "Save this list").directory().absolutePath()) == stick
    stick.rmdir()
    assert Path(FileDialog(window, "Save this list").directory().absolutePath()) == documents


@pytest.mark.parametrize("leave", [QFileDialog.reject, QFileDialog.close])
def test_a_dialog_for_files_is_gone_once_it_is_left(window: QWidget, leave: Callable[[Any], object]) -> None:
    dialog = FileDialog(window, "Choose a list")
    dialog.open()
    leave(dialog)
    del dialog
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not window.findChildren(QFileDialog)


def test_no_room_makes_a_dialog_for_files_of_its_own() -> None:
    rooms = Path(__file__).resolve().parents[3] / "desktop" / "ui"
    naming = [path.name for path in rooms.rglob("*.py") if "QFileDialog" in path.read_text(encoding="utf-8")]
    assert naming == ["dialog.py"]
