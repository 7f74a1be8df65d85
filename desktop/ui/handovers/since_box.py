"""The tick that makes a handover hold only what changed since the last one to this recipient."""

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.services.handover_series import HandoverSeries, LastHandover
from desktop.ui.base.choice import CheckBox
from desktop.ui.base.i18n import tr


class SinceBox(CheckBox):
    """Hidden until a recipient is chosen who had a handover before.

    Attributes:
        last: that handover; None where there was none.
    """

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Make it, hidden."""
        super().__init__(tr("Only what changed since the last handover"), parent)
        self._context = context
        self._recipient = ""
        self.last: LastHandover | None = None
        self.hide()

    @property
    def fields(self) -> tuple[str, ...]:
        """The details of the last handover, as the sharing log names them."""
        return tuple(map(str, self.last.shape.get("fields", ()))) if self.last is not None else ()

    def ask(self, recipient_id: str) -> None:
        """Look for the last handover to a recipient, off the GUI thread."""
        if recipient_id == self._recipient:
            return
        self._recipient, self.last = recipient_id, None
        self.setChecked(False)
        self.hide()
        if recipient_id:
            series, actor = self._context.service(HandoverSeries), self._context.actor
            self._context.jobs.read(
                lambda: (recipient_id, series.last(actor, recipient_id)),
                self._on_found,
                key=f"last-handover-{id(self)}",
            )

    def _on_found(self, answer: tuple[str, LastHandover | None]) -> None:
        recipient_id, self.last = answer
        if recipient_id != self._recipient or self.last is None:
            return
        day = f"{self.last.at.astimezone():%d/%m/%Y}"
        self.setText(
            tr("Only what changed since {reference} of {day}", reference=self.last.reference, day=day)
        )
        self.setAccessibleName(self.text())
        self.show()
