"""How long the hub waits to hear of somebody: out alone, or at home."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.services.waits import Waits, WaitTimes
from desktop.ui.base.button import Button
from desktop.ui.base.form import RecordForm
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.permits import may
from desktop.ui.base.theme import px

_NAMES = ("ring_in", "alarm", "quiet")


class WaitsForm(QWidget):
    """The hub's own times."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Make it, empty until `show_now`.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(parent)
        self._context, self._waits = context, context.service(WaitTimes)
        asked = (
            ("ring_in", tr("Rings in after minutes")),
            ("alarm", tr("Alarm when minutes late")),
            ("quiet", tr("Not heard of for days")),
        )
        self.form = RecordForm(
            [FormField(key, words, FieldKind.NUMBER, required=True, half=True) for key, words in asked]
        )
        self.save_button = Button(tr("Save"), icon="check", action="hub.set")
        self.save_button.clicked.connect(self.save)
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        told = tr(
            "Minutes for whoever is out alone, as you would want them for yourself. Days for whoever is "
            "rung or gets help: after so many they are listed."
        )
        column.addWidget(Label(told, wrap=True))
        column.addWidget(self.form)
        column.addLayout(row)

    def show_now(self) -> None:
        """Read the times, for those who may set them; what is being typed stays."""
        if may("hub.set"):
            actor = self._context.actor
            self._context.jobs.read(lambda: self._waits.get(actor), self._show, key=f"lone-{id(self)}")

    def save(self) -> None:
        """Keep the times."""
        values = self.form.collect()
        if values is None:
            return
        wanted = Waits(*(int(values[name]) for name in _NAMES))
        actor = self._context.actor
        self._context.jobs.write(
            lambda: self._waits.save(actor, wanted), self._on_saved, self.form.show_problem
        )

    def _on_saved(self, _changes: object) -> None:
        self.form.mark_clean()
        self.show_now()

    def _show(self, times: Waits) -> None:
        if not self.form.dirty:
            self.form.set_values({name: getattr(times, name) for name in _NAMES})
