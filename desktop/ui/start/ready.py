"""The last steps of a first run: a second place for backups, and how to begin."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from desktop.jobs.runner import JobRunner
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.dialog import FileDialog
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.start.frame import StartFrame


class PlaceWindow(StartFrame):
    """Asks where a second copy of every backup goes.

    Signals:
        done: a place was chosen and the first backup lies there, or none was chosen.
    """

    done = Signal()

    def __init__(self, jobs: JobRunner, use_place: Callable[[str], object]) -> None:
        """Make the window.

        Args:
            jobs: runs `use_place` off the GUI thread.
            use_place: keeps the folder and makes the first backup; raises a known problem.
        """
        super().__init__(
            tr("A second place for backups"),
            tr(
                "The hub backs itself up every hour, on this laptop. A stick or another disk keeps a copy for"
                " the day the laptop is lost. Backups are locked like the hub itself."
            ),
            width=560,
        )
        self._jobs, self._use_place = jobs, use_place
        self.choose_button = Button(tr("Choose a folder or a stick"), kind=ButtonKind.PRIMARY, icon="usb")
        self.skip_button = Button(tr("Not now"), kind=ButtonKind.QUIET)
        self.add_buttons(self.choose_button, self.skip_button)
        self.body.addWidget(Label(tr("You find this again under Backup."), kind="second", wrap=True))
        self.choose_button.clicked.connect(self._on_choose_clicked)
        self.skip_button.clicked.connect(self.done)
        self.choose_button.setFocus()

    def use(self, chosen: str) -> None:
        """Keep copies in a folder the person chose, and make the first one now."""
        self.problem.hide()
        self._set_busy(True)
        self._jobs.write(
            lambda: self._use_place(chosen), self._on_used, self.show_problem, settled=self._on_settled
        )

    def _on_choose_clicked(self) -> None:
        dialog = FileDialog(self, tr("A second place for backups"))
        dialog.setFileMode(FileDialog.FileMode.Directory)
        dialog.setOption(FileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(self.use)
        dialog.open()

    def _on_used(self, _made: object) -> None:
        self.done.emit()

    def _on_settled(self) -> None:
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        for button in (self.choose_button, self.skip_button):
            button.setEnabled(not busy)


class BeginWindow(StartFrame):
    """The hub is ready: bring in what there is, or start empty.

    Signals:
        place_asked: the place of the rail to begin at.
    """

    place_asked = Signal(str)

    def __init__(self, hub_name: str) -> None:
        """Make the window."""
        super().__init__(
            tr("{hub} is ready", hub=hub_name),
            tr("Bring in the people you have in a spreadsheet, or start with the first call."),
        )
        self.import_button = Button(tr("Bring in a list"), kind=ButtonKind.PRIMARY, icon="file-import")
        self.empty_button = Button(tr("Start empty"), icon="sun")
        self.add_buttons(self.import_button, self.empty_button)
        self.body.addWidget(
            Label(
                tr("Excel, CSV and OpenDocument lists can be read. Nothing is kept before you have seen it."),
                kind="second",
                wrap=True,
            )
        )
        self.import_button.clicked.connect(lambda: self.place_asked.emit("imports"))
        self.empty_button.clicked.connect(lambda: self.place_asked.emit("today"))
        self.import_button.setFocus()
