"""The calm window after a fault nobody expected, and the bridge that brings faults of any thread to it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit

from desktop.runtime.crash import CrashReport
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label, copy_text
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Size, Tone
from desktop.ui.start.curtain import SHOWN_WHILE_LOCKED


class CrashWindow(SheetDialog):
    """Says that the work is safe, shows what the report holds, and lets the person go on or close.

    Esc carries on. Nothing in it is about anybody, so that it may stand over the lock.

    Signals:
        close_asked: close the app.
    """

    close_asked = Signal()

    def __init__(self, report: CrashReport) -> None:
        """Make it for the first report; `add` takes those that come while it is open."""
        super().__init__(
            tr("Something went wrong in Hubkeeper"),
            verb=tr("Carry on"),
            leave=tr("Close Hubkeeper"),
            sentence=tr("Everything saved so far is safe. A call you were taking is kept too."),
        )
        self.setProperty(SHOWN_WHILE_LOCKED, True)
        self._reports: list[CrashReport] = []
        self.body.addWidget(
            Notice(
                tr("Carry on and try it once more."),
                tr("If it happens again, close Hubkeeper and open it: you come back to where you were."),
                self,
                tone=Tone.INFO,
            )
        )
        self.about = Label("", self, kind="second", wrap=True)
        self.body.addWidget(self.about)
        self._add_buttons()
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("What the report holds"))
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPixelSize(px(Size.SECOND))
        self.text.setFont(fixed)
        self.text.setMinimumHeight(px(160))
        self.text.hide()
        self.body.addWidget(self.text, 1)
        self.body.addStretch()
        self.confirmed.connect(self.accept)
        self.secondary.clicked.disconnect()
        self.secondary.clicked.connect(self._on_close_clicked)
        self.resize(px(620), px(340))
        self.add(report)
        self.primary.setFocus()

    @property
    def reports(self) -> Sequence[CrashReport]:
        """What it tells of, oldest first."""
        return self._reports

    def add(self, report: CrashReport) -> None:
        """Tell of one more fault in the same window."""
        self._reports.append(report)
        count = tr_count("A report was written.", "{count} reports were written.", len(self._reports))
        self.about.setText(
            tr(
                "{count} Reports hold no names, no phone numbers and nothing you typed, and stay on this"
                " computer. Whoever looks after Hubkeeper for you can put them to use.",
                count=count,
            )
        )
        self.text.setPlainText("\n".join(one.text for one in self._reports))
        self.folder_button.setVisible(any(one.path for one in self._reports))

    def _add_buttons(self) -> None:
        self.see_button = Button(tr("See what it holds"), self, icon="eye", small=True)
        self.copy_button = Button(tr("Copy it"), self, icon="copy", small=True)
        self.folder_button = Button(tr("Open its folder"), self, icon="folder", small=True)
        self.see_button.clicked.connect(self._on_see_clicked)
        self.copy_button.clicked.connect(self._on_copy_clicked)
        self.folder_button.clicked.connect(self._on_folder_clicked)
        row = FlowLayout()
        for button in (self.see_button, self.copy_button, self.folder_button):
            row.addWidget(button)
        self.body.addLayout(row)

    def _on_see_clicked(self) -> None:
        self.text.show()
        self.see_button.setEnabled(False)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resize(self.width(), max(self.height(), px(560)))

    def _on_copy_clicked(self) -> None:
        copy_text(self.text.toPlainText())
        self.copy_button.setText(tr("Copied"))

    def _on_folder_clicked(self) -> None:
        saved = [one.path for one in self._reports if one.path is not None]
        if saved:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(saved[-1].parent)))

    def _on_close_clicked(self) -> None:
        self.accept()
        self.close_asked.emit()


class CrashTeller(QObject):
    """Shows the window on the GUI thread, whichever thread a fault happened on; one window at a time.

    Signals:
        told: a fault was told of; what is half typed should be kept now.
        repeated: a fault that was told of before happened again, and no window is open.
        close_asked: the person wants to close the app.
    """

    told = Signal()
    repeated = Signal()
    close_asked = Signal()
    _came = Signal(object)
    _came_again = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Wait for faults."""
        super().__init__(parent)
        self.window: CrashWindow | None = None
        self._came.connect(self._on_came, Qt.ConnectionType.QueuedConnection)
        self._came_again.connect(self._on_came_again, Qt.ConnectionType.QueuedConnection)

    def tell(self, report: CrashReport) -> None:
        """Take a report, on any thread."""
        self._came.emit(report)

    def tell_again(self) -> None:
        """Take a repeat, on any thread."""
        self._came_again.emit()

    def _on_came(self, report: CrashReport) -> None:
        self.told.emit()
        if self.window is not None:
            self.window.add(report)
            return
        self.window = CrashWindow(report)
        self.window.close_asked.connect(self.close_asked)
        self.window.finished.connect(self._on_finished)
        self.window.open()

    def _on_came_again(self) -> None:
        if self.window is None:
            self.repeated.emit()

    def _on_finished(self) -> None:
        window, self.window = self.window, None
        if window is not None:
            window.deleteLater()
