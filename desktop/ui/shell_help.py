"""Help in the main window: F1 for what is on show, the list of keys, the printable guide."""

from functools import partial
from io import BytesIO

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QWidget

from desktop.context import AppContext
from desktop.ui.base.i18n import tr
from desktop.ui.help.keys import KEYS, keys_topic
from desktop.ui.help.panel import HelpPanel
from desktop.ui.help.topics import Topic, topics
from desktop.ui.palette.commands import Command, Commands
from desktop.ui.preview import Document, preview_pdf
from desktop.ui.side_window import SideWindow


class ShellHelp(QObject):
    """The help panel beside the page, following what is on show.

    Attributes:
        panel: what is read.
    """

    def __init__(self, context: AppContext, shell: SideWindow) -> None:
        """Put help into a window.

        Args:
            context: the open hub.
            shell: the window.
        """
        super().__init__(shell)
        self._context, self._shell = context, shell
        self._before: QWidget | None = None
        self.panel = HelpPanel(shell)
        shell.set_side(self.panel)
        shell.help_asked.connect(self.toggle)
        shell.page_shown.connect(self._on_page_shown)
        shell.keys.bind("?", self._on_question_mark)
        self.panel.closed.connect(self.close)
        self.panel.keys_asked.connect(self.show_keys)
        self.panel.guide_asked.connect(self.show_guide)

    def toggle(self) -> None:
        """F1: help for what is on show; again, and it goes."""
        topic = topics().get(self._shell.on_show()) or keys_topic()
        if self.panel.isVisible() and self.panel.topic is not None and self.panel.topic.key == topic.key:
            self.close()
        else:
            self.show_topic(topic)

    def show_topic(self, topic: Topic) -> None:
        """Show help about something and put the keyboard there."""
        if not self.panel.isVisible():
            self._before = QApplication.focusWidget()
        self.panel.show_topic(topic)
        self._shell.show_side(True)
        self.panel.take_keyboard()

    def show_keys(self) -> None:
        """Show the list of keys."""
        self.show_topic(keys_topic())

    def show_guide(self) -> None:
        """Show the two pages to print or save."""
        context = self._context

        def make() -> bytes:
            from desktop.exports.quick_guide import write_quick_guide
            from desktop.ui.help.guide import quick_guide

            stream = BytesIO()
            write_quick_guide(stream, quick_guide(context.facts()))
            return stream.getvalue()

        context.jobs.read(make, self._preview)

    def close(self) -> None:
        """Take the panel away and put the keyboard back."""
        self._shell.show_side(False)
        page = self._shell.page()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        elif page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_commands(self, commands: Commands) -> None:
        """Let the palette find help."""
        shown = Command("help", tr("Help for this screen"), "help-circle", self.toggle, ("F1",), aside=True)
        listed = Command("keys", tr("List of keys"), "keyboard", self.show_keys, ("?",), aside=True)
        guide = Command(
            "guide",
            tr("Quick guide, two pages"),
            "printer",
            self.show_guide,
            words=tr("help print"),
            aside=True,
        )
        for command in (shown, listed, guide, *map(self._command_of, topics().values())):
            commands.add(command)

    def _command_of(self, topic: Topic) -> Command:
        words = " ".join(how.title for how in topic.how)
        title = tr("Help: {title}", title=topic.title)
        show = partial(self.show_topic, topic)
        return Command(
            f"help-{topic.key}", title, "help-circle", show, words=f"{tr('how')} {words}", aside=True
        )

    def _preview(self, content: bytes) -> None:
        preview_pdf(self._shell, self._context.jobs, Document(tr("Quick guide"), content, "quick-guide.pdf"))

    def _on_page_shown(self, key: str) -> None:
        """Follow the page; give it its room back where both do not fit."""
        if not self.panel.isVisible():
            return
        if not self._shell.stack.isVisible():
            self._shell.show_side(False)
        elif key in topics() and self.panel.topic is not None and self.panel.topic.key != KEYS:
            self.panel.show_topic(topics()[key])

    def _on_question_mark(self) -> None:
        """The list of keys, while a list or a group of answers has the keyboard."""
        if isinstance(QApplication.focusWidget(), QAbstractItemView | QAbstractButton):
            self.show_keys()
