"""Step three of the maker: which details go in, and how each is sent."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.exports.handover_details import DETAILS, Detail, Gate
from desktop.exports.handover_fields import PRESETS, Choice, Preset
from desktop.ui.base.button import Button
from desktop.ui.base.card import Glyph, Rule
from desktop.ui.base.choice import CheckBox, ComboBox
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.handovers.whole_columns import WholeColumns

_ROW = 37
"""Height of a detail, px at 100%."""


class DetailChooser(QWidget):
    """Every detail with a tick and how it is sent; nothing is ticked at first.

    Signals:
        changed: the choice is different now.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, with nothing chosen."""
        super().__init__(parent)
        self.whole_tables = False
        self.ticks: dict[str, CheckBox] = {}
        self.ways: dict[str, ComboBox] = {}
        self._said: dict[str, Label] = {}
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(10))
        outer.addLayout(self._presets())
        self._table = QWidget(self)
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(2, 1)
        grid.setRowMinimumHeight(0, px(32))
        for column, words in enumerate((tr("Detail"), tr("Sent as"))):
            grid.addWidget(Label(words, kind="caption"), 0, column)
        for at, detail in enumerate(DETAILS):
            grid.addWidget(Rule(self), 2 * at + 1, 0, 1, 3)
            grid.setRowMinimumHeight(2 * at + 2, px(_ROW))
            self._add(grid, 2 * at + 2, detail)
        outer.addWidget(self._table)
        self.volunteers = CheckBox(tr("Active volunteers too, without numbers of certificates"))
        self.volunteers.toggled.connect(self.changed)
        self.volunteers.hide()
        outer.addWidget(self.volunteers)
        self.directory = CheckBox(tr("Our directory of organisations and services too; it names nobody"))
        self.directory.toggled.connect(self.changed)
        outer.addWidget(self.directory)
        self.columns = WholeColumns()
        self.columns.changed.connect(self.changed)
        self.columns.hide()
        outer.addWidget(self.columns)

    def add_choice(self, widget: QWidget) -> None:
        """Put a further choice above the columns of whole tables."""
        self._outer.insertWidget(self._outer.indexOf(self.columns), widget)

    def focus_first(self) -> None:
        """Give the keyboard to the first detail, or to the first choice of whole tables."""
        (self.volunteers if self.whole_tables else next(iter(self.ticks.values()))).setFocus()

    def choices(self) -> tuple[Choice, ...]:
        """What is ticked, in the wizard's order; empty for whole tables."""
        if self.whole_tables:
            return ()
        return tuple(
            Choice(name, str(self.ways[name].value() or "") if name in self.ways else "")
            for name, tick in self.ticks.items()
            if tick.isChecked()
        )

    def dropped(self) -> tuple[str, ...]:
        """Columns of whole tables that stay behind."""
        return self.columns.dropped() if self.whole_tables else ()

    def use(self, preset: Preset) -> None:
        """Tick what a preset holds, and nothing else."""
        self.whole_tables = preset is Preset.FULL_CANONICAL
        self.columns.take_all()
        wanted = {choice.detail: choice for choice in PRESETS[preset]}
        for name, tick in self.ticks.items():
            tick.blockSignals(True)
            tick.setChecked(name in wanted)
            tick.blockSignals(False)
            if name in wanted and name in self.ways and wanted[name].sent_as:
                self.ways[name].set_value(wanted[name].sent_as)
        self._show_ways()
        self.changed.emit()

    def take(self, fields: Sequence[str]) -> None:
        """Tick what an earlier handover held.

        Args:
            fields: as the sharing log names them: ``age:band_10``, or ``people.first_name`` of whole tables.
        """
        self.whole_tables = any("." in one for one in fields)
        ways = {} if self.whole_tables else dict(one.partition(":")[::2] for one in fields)
        for name, tick in self.ticks.items():
            tick.blockSignals(True)
            tick.setChecked(name in ways)
            tick.blockSignals(False)
            if ways.get(name) and name in self.ways:
                self.ways[name].set_value(ways[name])
        self.volunteers.setChecked(any(one.startswith("volunteers.") for one in fields))
        if self.whole_tables:
            self.columns.take(fields)
        self._show_ways()
        self.changed.emit()

    def set_way(self, choice: Choice) -> None:
        """Send one detail another way."""
        if choice.detail in self.ways:
            self.ways[choice.detail].set_value(choice.sent_as)
            self.changed.emit()

    def _presets(self) -> FlowLayout:
        row = FlowLayout()
        for preset, words in (
            (Preset.PLAN, tr("A plan, no names")),
            (Preset.DELIVERY, tr("Deliveries")),
            (Preset.REFERRAL, tr("Referral")),
            (Preset.WELLBEING_CALLS, tr("Calls")),
            (Preset.FULL_CANONICAL, tr("Whole tables")),
        ):
            button = Button(words, small=True)
            button.clicked.connect(lambda _=False, preset=preset: self.use(preset))
            row.addWidget(button)
        return row

    def _add(self, grid: QGridLayout, row: int, detail: Detail) -> None:
        if detail.gate is not Gate.OPEN:
            words = (
                tr("Never in a handover") if detail.gate is Gate.NEVER else tr("Needs the lead's agreement")
            )
            grid.addWidget(_locked(detail.title), row, 0)
            grid.addWidget(Label(words, kind="second"), row, 1)
            return
        tick = CheckBox(detail.title)
        tick.setAccessibleName(detail.title)
        tick.setProperty("kind", "strong")
        tick.toggled.connect(self._on_ticked)
        self.ticks[detail.name] = tick
        grid.addWidget(tick, row, 0)
        said = self._said[detail.name] = Label(_left_out(), kind="second")
        grid.addWidget(said, row, 1)
        if len(detail.options) > 1:
            way = ComboBox(
                [(option.code, option.words) for option in detail.options],
                name=tr("{detail}: sent as", detail=detail.title),
                small=True,
            )
            way.currentIndexChanged.connect(self.changed)
            self.ways[detail.name] = way
            grid.addWidget(way, row, 1)
            way.hide()

    def _on_ticked(self) -> None:
        self.whole_tables = False
        self._show_ways()
        self.changed.emit()

    def _show_ways(self) -> None:
        self.volunteers.setVisible(self.whole_tables)
        self.columns.setVisible(self.whole_tables)
        self._table.setHidden(self.whole_tables)
        for detail in DETAILS:
            if detail.name not in self.ticks:
                continue
            on = self.ticks[detail.name].isChecked()
            way, said = self.ways.get(detail.name), self._said[detail.name]
            only = detail.options[0].words if detail.options else ""
            said.setText(only if on else _left_out())
            said.setVisible(way is None or not on)
            if way is not None:
                way.setVisible(on)


def _left_out() -> str:
    return tr("Left out")


def _locked(title: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    row.addWidget(Glyph("lock", size=16), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(Label(title, kind="strong", tone="ink2"), 1)
    return holder
