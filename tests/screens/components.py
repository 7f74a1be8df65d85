"""Every component in every state on one sheet, as in its picture."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from db.enums import Urgency
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.chip import Chip, StatusLabel
from desktop.ui.base.choice import CheckBox, RadioButton
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.field import ErrorBlock, Field
from desktop.ui.base.focus import draw_halo
from desktop.ui.base.id_table import IdTableModel
from desktop.ui.base.label import Label, Link
from desktop.ui.base.notice import Notice
from desktop.ui.base.record_table import RecordTable
from desktop.ui.base.segmented import Choice, Segmented
from desktop.ui.base.theme import px, theme
from desktop.ui.base.toast import Toast
from desktop.ui.base.tokens import Tone


@dataclass(frozen=True)
class Row:
    """One example row."""

    id: int
    urgency: Urgency
    when: str
    need: str
    person: str
    status: Cell


ROWS = [
    Row(
        0,
        Urgency.THIS_WEEK,
        "This week",
        "Food parcel",
        "Amina Yusuf",
        Cell("No one yet", "user-question", Tone.WARN, bold=True),
    ),
    Row(
        1,
        Urgency.NO_RUSH,
        "No rush",
        "Dog walking",
        "Ruth Penhaligon",
        Cell("To triage", "circle-dashed", Tone.ACCENT, bold=True),
    ),
    Row(
        2,
        Urgency.TOMORROW,
        "Tomorrow",
        "Shopping",
        "Colin Frith",
        Cell("Omar", "user-check", Tone.OK),
    ),
    Row(
        3,
        Urgency.TODAY,
        "Today",
        "Insulin",
        "Gwilym Pryce",
        Cell("Blocked", "lock", Tone.DANGER, bold=True),
    ),
]
COLUMNS = [
    Column("when", "By when", 110, cell=lambda row: Cell(row.when, urgency=row.urgency)),
    Column("need", "Need", 102, kind=CellKind.STRONG),
    Column("person", "Person", 120, kind=CellKind.SECOND, stretch=True),
    Column("status", "Status", 106, cell=lambda row: row.status, kind=CellKind.STATUS),
]


class Rings(QWidget):
    """Draws the focus ring around several widgets at once, which only a sheet like this needs."""

    def __init__(self, sheet: QWidget, around: list[QWidget]) -> None:
        super().__init__(sheet)
        self._around = around

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for widget in self._around:
            draw_halo(painter, QRect(widget.mapTo(self.parentWidget(), QPoint(0, 0)), widget.size()))


def line(*widgets: QWidget, gap: int = 11) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(gap))
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def buttons_and_fields(rings: list[QWidget]) -> QLayout:
    column = QVBoxLayout()
    column.setSpacing(px(7))
    column.addWidget(Label("Buttons: rest, hover, focus, pressed, off", kind="caption"))
    for kind, text, icon in ((ButtonKind.PRIMARY, "Save", ""), (ButtonKind.SECONDARY, "Print", "printer")):
        made = [Button(text, kind=kind, icon=icon) for _ in range(5)]
        made[1].setProperty("show_hover", True)
        rings.append(made[2])
        made[3].setDown(True)
        made[4].switch_off("Nothing to do yet.")
        column.addLayout(line(*made))
    column.addSpacing(px(4))
    column.addWidget(Label("Fields: rest, focus, filled by us, off", kind="caption"))
    fields = [Field(hint="Phone", name="Phone"), Field("01632 96", name="Phone")]
    fields += [Field(name="Area"), Field("Not needed", name="Area")]
    fields[2].fill_in("Northfold")
    fields[3].setEnabled(False)
    rings.append(fields[1])
    grid = QGridLayout()
    grid.setSpacing(px(10))
    for at, field in enumerate(fields):
        grid.addWidget(field, at // 2, at % 2)
    column.addLayout(grid)
    column.addSpacing(px(4))
    column.addWidget(Label("Choices", kind="caption"))
    yes, no = RadioButton("Yes"), RadioButton("No")
    yes.setChecked(True)
    joined = Segmented([Choice(1, "By job"), Choice(2, "By person")], name="View")
    joined.set_value(1)
    column.addLayout(line(CheckBox("Agreed", checked=True), CheckBox("Agreed"), yes, no, joined))
    column.addStretch(1)
    return column


def table() -> RecordTable:
    model = IdTableModel(COLUMNS, lambda ids: [ROWS[item] for item in ids])
    made = RecordTable(model, name="Examples")
    made.show_ids([0, 1, 2, 3])
    made.select_id(2)
    made._toggle_pick()
    made.setCurrentIndex(model.index(3, 0))
    made.selectRow(3)
    made.show_ids([0, 1, 2, 3])
    made.selectionModel().select(
        model.index(2, 0),
        made.selectionModel().SelectionFlag.Select | made.selectionModel().SelectionFlag.Rows,
    )
    made._delegate.hovered_row = 1
    made.setProperty("show_ring", True)
    made.horizontalHeader().hide()
    made.setFixedSize(QSize(px(438), px(37) * 4 + 4))
    return made


def table_and_status() -> QLayout:
    column = QVBoxLayout()
    column.setSpacing(px(7))
    column.addWidget(Label("Table rows: rest, hover, selected, keyboard on it", kind="caption"))
    column.addWidget(table())
    column.addSpacing(px(4))
    column.addWidget(Label("Status: a shape or icon and a word, always", kind="caption"))
    first = [
        Chip("12 min late", icon="clock", tone=Tone.DANGER),
        Chip("Not yet", icon="hourglass", tone=Tone.WARN),
        Chip("Known to us", icon="circle-check", tone=Tone.OK),
        Chip("Out", icon="truck-delivery", tone=Tone.INFO),
    ]
    second = [
        Chip("Restricted", icon="shield-lock", tone=Tone.RESTR),
        Chip("Printed", icon="printer", tone=Tone.NEUT),
    ]
    column.addLayout(line(*first, gap=6))
    column.addLayout(line(*second, gap=6))
    words = ("Today", "Tomorrow", "This week", "No rush")
    marks = [StatusLabel(word, urgency=kind) for word, kind in zip(words, Urgency, strict=True)]
    column.addLayout(line(*marks, gap=17))
    column.addStretch(1)
    return column


def messages(sheet: QWidget) -> QLayout:
    column = QVBoxLayout()
    column.setSpacing(px(7))
    column.addWidget(Label("Error: what is wrong, how to put it right", kind="caption"))
    wrong = ErrorBlock(Field("QX4 2L", name="Postcode"))
    wrong.say("A letter is missing. It should look like QX4 2LB.")
    column.addWidget(wrong)
    column.addSpacing(px(4))
    column.addWidget(Label("Messages", kind="caption"))
    pair = Link("Pair with a checked volunteer", "pair")
    column.addWidget(
        Notice("Dev can't be given this task yet.", "The DBS is not back.", tone=Tone.WARN, link=pair)
    )
    column.addWidget(
        Notice("Everything is saved.", "Draft from 10:12 brought back after the power cut.", tone=Tone.OK)
    )
    column.addStretch(1)
    return column


def sheet() -> QWidget:
    """The sheet, in the theme that is on."""
    dark = " dark" if theme().dark else " light"
    scheme = ("high contrast" + dark) if theme().contrast else dark.strip()
    made = QWidget()
    made.resize(px(1366), px(440))
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    outer = QVBoxLayout(made)
    outer.setContentsMargins(px(22), px(16), px(22), px(8))
    title = line(Label("Components and states", kind="title"), Label(f"{scheme} theme", kind="second"))
    outer.addLayout(title)
    outer.addSpacing(px(6))
    rings: list[QWidget] = []
    columns = QHBoxLayout()
    columns.setSpacing(px(30))
    columns.addLayout(buttons_and_fields(rings), 44)
    columns.addLayout(table_and_status(), 44)
    columns.addLayout(messages(made), 38)
    outer.addLayout(columns, 1)
    over = Rings(made, rings)
    over.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    over.setGeometry(0, 0, 4000, 4000)
    over.raise_()
    toast = Toast(made)
    toast.say("Gave insulin pick-up to Siân", undo=True)
    return made
