"""The numbers to ring about somebody's safety, which the hub confirms for itself."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.services.safeguarding_numbers import OutsideNumbers, SafeguardingNumbers, checked_day
from desktop.ui.base.button import Button
from desktop.ui.base.dates import show_date
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.form import RecordForm
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px


class SafeguardingForm(QWidget):
    """Whom outside the hub to ring, and when somebody last made sure that the numbers are right."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Make it, empty until `show_now`.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(parent)
        self._context = context
        self._numbers = context.service(SafeguardingNumbers)
        self.form = RecordForm(
            [
                FormField("council", tr("Council that takes concerns")),
                FormField("adults", tr("Adults, daytime"), FieldKind.PHONE, half=True),
                FormField("evenings", tr("Evenings and weekends"), FieldKind.PHONE, half=True),
                FormField("children", tr("Children's services"), FieldKind.PHONE, half=True),
            ]
        )
        self.checked = Label("", kind="second", wrap=True)
        self.save_button = Button(tr("These are right today"), icon="check", action="hub.set")
        self.save_button.clicked.connect(self.save)
        row = FlowLayout()
        row.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        told = tr("Everybody who raises a concern sees these. Ring each one to make sure before you save it.")
        column.addWidget(Label(told, wrap=True))
        column.addWidget(self.form)
        column.addWidget(self.checked)
        column.addLayout(row)

    def show_now(self) -> None:
        """Read the numbers; what is being typed stays."""
        actor = self._context.actor
        self._context.jobs.read(lambda: self._numbers.get(actor), self._show, key=f"numbers-{id(self)}")

    def save(self) -> None:
        """Keep the numbers, checked today."""
        values = self.form.collect()
        if values is None:
            return
        numbers = OutsideNumbers(**{name: str(value or "") for name, value in values.items()})
        actor = self._context.actor
        self._context.jobs.write(
            lambda: self._numbers.save(actor, numbers), self._on_saved, self.form.show_problem
        )

    def _on_saved(self, _changes: object) -> None:
        self.form.mark_clean()
        self.show_now()

    def _show(self, numbers: OutsideNumbers) -> None:
        day = checked_day(numbers)
        words = tr("Nobody has checked them yet.")
        if day is not None:
            words = tr("Last checked on {day}.", day=show_date(day))
        self.checked.setText(words)
        if not self.form.dirty:
            names = ("council", "adults", "evenings", "children")
            self.form.set_values({name: getattr(numbers, name) for name in names})
