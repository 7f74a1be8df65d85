"""After how long those who are out ring in, and when lateness is an alarm."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.services.lone_work import LoneWork, LoneWorking
from desktop.ui.base.button import Button
from desktop.ui.base.form import RecordForm
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.permits import may
from desktop.ui.base.theme import px


class LoneWorkForm(QWidget):
    """The hub's times for lone work."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Make it, empty until `show_now`.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(parent)
        self._context, self._lone = context, context.service(LoneWorking)
        self.form = RecordForm(
            [
                FormField(
                    "ring_in", tr("Rings in after minutes"), FieldKind.NUMBER, required=True, half=True
                ),
                FormField("alarm", tr("Alarm when minutes late"), FieldKind.NUMBER, required=True, half=True),
            ]
        )
        self.save_button = Button(tr("Save"), icon="check", action="hub.set")
        self.save_button.clicked.connect(self.save)
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        told = tr("For whoever is out alone. Choose times you would want for yourself on that street.")
        column.addWidget(Label(told, wrap=True))
        column.addWidget(self.form)
        column.addLayout(row)

    def show_now(self) -> None:
        """Read the times, for those who may set them; what is being typed stays."""
        if may("hub.set"):
            actor = self._context.actor
            self._context.jobs.read(lambda: self._lone.get(actor), self._show, key=f"lone-{id(self)}")

    def save(self) -> None:
        """Keep the times."""
        values = self.form.collect()
        if values is None:
            return
        wanted = LoneWork(int(values["ring_in"]), int(values["alarm"]))
        actor = self._context.actor
        self._context.jobs.write(
            lambda: self._lone.save(actor, wanted), self._on_saved, self.form.show_problem
        )

    def _on_saved(self, _changes: object) -> None:
        self.form.mark_clean()
        self.show_now()

    def _show(self, times: LoneWork) -> None:
        if not self.form.dirty:
            self.form.set_values({"ring_in": times.ring_in, "alarm": times.alarm})
