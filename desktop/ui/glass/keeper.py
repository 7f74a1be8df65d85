"""Opening restricted records with a reason, how long they stay open, and their end on every screen."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from db.enums import Role
from desktop.context import AppContext
from desktop.services.base import Changes
from desktop.services.glass import MINUTES
from desktop.services.openings import Openings
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.theme import px
from desktop.ui.glass.banner import GlassBanner
from desktop.ui.shell import MainShell

SHOWN_AGAIN = ("request", "task", "volunteer", "check_record", "person")
"""What stands on screens that shows more, or less, once restricted records open or close."""


class GlassKeeper(QObject):
    """What is open to whoever is at the keyboard, looked at every second.

    Signals:
        close_asked: close them now.
    """

    close_asked = Signal()

    def __init__(self, context: AppContext, shell: MainShell, parent: QObject) -> None:
        """Begin with nothing open.

        Args:
            context: the open hub.
            shell: the window that bears the banner.
            parent: the owner.
        """
        super().__init__(parent)
        self._context, self._shell = context, shell
        self._was_open = False
        self.banner = GlassBanner(shell)
        self.banner.close_button.clicked.connect(self.close_asked)
        shell.add_banner(self.banner)
        self._timer = QTimer(self)
        self._timer.setInterval(1_000)
        self._timer.timeout.connect(self.look)

    def is_offered(self) -> bool:
        """Whether there is something closed to this account that it may open."""
        actor = self._context.actor
        return actor.may("glass.open") and Role.LEAD not in actor.roles and not actor.has_opened

    def ask(self) -> FormDialog:
        """Ask for the reason, then open."""
        openings, actor = self._context.service(Openings), self._context.actor
        reason = FormField(
            "reason",
            tr("Why do you need them now?"),
            FieldKind.MULTILINE,
            required=True,
            lines=3,
            max_length=500,
            hint=tr("The safeguarding lead reads this, with every record you look at."),
        )
        dialog = FormDialog(
            tr("Open restricted records"),
            [reason],
            lambda values: openings.begin(actor, values["reason"]),
            self._context.jobs,
            self._shell,
            verb=tr("Open for {minutes} minutes", minutes=MINUTES),
            sentence=tr(
                "What checks say, and private needs with their words. Never concerns. They close by"
                " themselves, and when you lock or somebody else takes the keyboard."
            ),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(self.look)
        dialog.resize(px(620), px(400))
        dialog.open()
        return dialog

    def look(self, _made: object = None) -> None:
        """Say how long they stay open, and take everything off the screens once they are closed."""
        glass = self._context.actor.glass
        opened = glass.opened() if glass is not None else None
        if opened is not None:
            left = (opened.until - self._context.hub.tools.clock()).total_seconds()
            self.banner.show_left(max(round(left), 0))
        self.banner.setVisible(opened is not None)
        is_open = opened is not None
        if is_open == self._was_open:
            return
        self._was_open = is_open
        if is_open:
            self._timer.start()
        else:
            self._timer.stop()
        self._context.jobs.changed.emit(Changes(entities={one: frozenset() for one in SHOWN_AGAIN}))
