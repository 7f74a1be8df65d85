"""The first screen: make a hub, open one, look at the demonstration, or restore a backup."""

from pathlib import Path

from PySide6.QtCore import Signal

from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.dialog import FileDialog
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.start.frame import StartFrame


class WelcomeWindow(StartFrame):
    """Where to begin.

    Signals:
        create_asked: make a new hub.
        demo_asked: make and open the demonstration.
        open_asked: open the hub in this folder.
        restore_asked: put a hub back from a backup.
    """

    create_asked = Signal()
    demo_asked = Signal()
    open_asked = Signal(object)
    restore_asked = Signal()

    def __init__(self, recent: tuple[Path, ...] = ()) -> None:
        """Make the window.

        Args:
            recent: hubs opened on this computer before, newest first.
        """
        super().__init__(
            tr("Welcome to Hubkeeper"),
            tr("Everything stays on this computer, locked. No account and no internet needed."),
        )
        for folder in recent[:4]:
            button = Button(tr("Open {hub}", hub=folder.name), icon="home")
            button.clicked.connect(lambda _=False, folder=folder: self.open_asked.emit(folder))
            self.body.addWidget(button)
        if recent:
            self.body.addWidget(Label(tr("Or begin something else"), kind="second"))
        self.create_button = Button(
            tr("Make a hub"), kind=ButtonKind.SECONDARY if recent else ButtonKind.PRIMARY, icon="plus"
        )
        self.demo_button = Button(tr("Look at the demonstration"), icon="eye")
        self.open_button = Button(tr("Open a hub in a folder"), icon="folder")
        self.restore_button = Button(tr("Restore a backup"), icon="history")
        for button, slot in (
            (self.create_button, self.create_asked.emit),
            (self.demo_button, self.demo_asked.emit),
            (self.open_button, self._on_open_clicked),
            (self.restore_button, self.restore_asked.emit),
        ):
            button.clicked.connect(slot)
            self.body.addWidget(button)

    def show_making(self) -> None:
        """Say that the demonstration is being made; nothing else can be begun meanwhile."""
        self.problem.hide()
        self.demo_button.setText(tr("Making the demonstration…"))
        self.setEnabled(False)

    def show_problem(self, problem: Exception) -> None:
        """Say what was refused, and offer everything again."""
        self.demo_button.setText(tr("Look at the demonstration"))
        super().show_problem(problem)

    def _on_open_clicked(self) -> None:
        dialog = FileDialog(self, tr("The hub's folder"))
        dialog.setFileMode(FileDialog.FileMode.Directory)
        dialog.setOption(FileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(lambda chosen: self.open_asked.emit(Path(chosen)))
        dialog.open()
