"""The columns of whole tables, each of which can stay behind."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.exports.handover_schema import CANONICAL
from desktop.exports.package_tables import droppable
from desktop.ui.base.choice import CheckBox
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px


class WholeColumns(QWidget):
    """Every column of every whole table with a tick; what a table cannot do without is only named.

    Signals:
        changed: another column stays behind, or comes along.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, with every column ticked."""
        super().__init__(parent)
        self.ticks: dict[str, CheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(
            Label(tr("Untick what they do not need. A column unticked stays here."), kind="second", wrap=True)
        )
        for table in CANONICAL:
            free = droppable(table)
            column.addWidget(Label(table.heading, kind="strong"))
            fixed = ", ".join(one.heading for one in table.columns if one.name not in free)
            column.addWidget(Label(tr("Always: {columns}", columns=fixed), kind="second", wrap=True))
            flow = FlowLayout(gap=14, line_gap=4)
            for one in (each for each in table.columns if each.name in free):
                tick = CheckBox(one.heading, checked=True)
                tick.setAccessibleName(f"{table.heading}: {one.heading}")
                tick.toggled.connect(self.changed)
                self.ticks[f"{table.name}.{one.name}"] = tick
                flow.addWidget(tick)
            column.addLayout(flow)

    def dropped(self) -> tuple[str, ...]:
        """Columns that stay behind, such as ``people.contact_email``."""
        return tuple(name for name, tick in self.ticks.items() if not tick.isChecked())

    def take(self, fields: Iterable[str]) -> None:
        """Tick the columns named and no other, as an earlier handover had them."""
        wanted = set(fields)
        for name, tick in self.ticks.items():
            tick.blockSignals(True)
            tick.setChecked(name in wanted)
            tick.blockSignals(False)

    def take_all(self) -> None:
        """Tick every column again."""
        self.take(self.ticks)
