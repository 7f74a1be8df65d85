"""The calls of the day as a list: to make, then made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from db.queries.call_sheets import SheetRow
from db.queries.calls import MadeRow, PlanRow
from db.queries.groups import GroupRow
from desktop.services.calls import Worklist
from desktop.ui.base.chip import chip_width, draw_chip
from desktop.ui.base.focus import draw_halo
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.paint import draw_icon
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Tone, Weight
from desktop.ui.calls.group_card import GROUP
from desktop.ui.calls.words import made_words, name_of, second_words, tries_words, when_words
from desktop.ui.help_words import day_words

Index = QModelIndex | QPersistentModelIndex
DUE, MADE, HEAD = 52, 32, 32
_LEFT, _RIGHT, _TIME = 20, 12, 62
_NAME = 80
"""The least room for a name beside its chip, px at 100%."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a heading, a call to make, or a call made.

    Attributes:
        key: of the plan; empty for a heading.
    """

    key: str
    title: str
    second: str = ""
    when: str = ""
    icon: str = ""
    chip: str = ""
    chip_icon: str = ""
    tone: Tone = Tone.NEUT
    is_due: bool = False

    def spoken(self) -> str:
        """The line in words."""
        return ", ".join(one for one in (self.when, self.title, self.second, self.chip) if one)


def due_line(row: PlanRow, today: date) -> Line:
    """A call to make."""
    tries = tries_words(row)
    chip, icon, tone = "", "", Tone.NEUT
    if tries:
        chip, icon, tone = tries, "phone-off", Tone.DANGER
    elif not row.was_reached:
        chip, icon, tone = tr("First call"), "star", Tone.INFO
    when, second = when_words(row, today), second_words(row)
    return Line(row.id, name_of(row), second, when, "", chip, icon, tone, is_due=True)


def made_line(row: MadeRow) -> Line:
    """A call made."""
    icon, words = made_words(row)
    return Line(row.plan_id, name_of(row), words, icon=icon)


def made_head(count: int) -> Line:
    """What stands over the calls made."""
    return Line("", tr_count("{count} made", "{count} made", count))


def lines_of(work: Worklist, today: date) -> list[Line]:
    """The whole list: to make, street groups, then made, then what callers have on paper."""
    lines = [due_line(one, today) for one in work.due]
    if work.groups:
        words = tr_count("{count} street group", "{count} street groups", len(work.groups))
        lines += [Line("", words), *(_group_line(one, today) for one in work.groups)]
    if work.made:
        lines += [made_head(len(work.made)), *map(made_line, work.made)]
    if work.sheets:
        count = sum(one.out for one in work.sheets)
        lines.append(Line("", tr_count("{count} on paper", "{count} on paper", count)))
        lines += map(_paper_line, work.sheets)
    return lines


def _group_line(row: GroupRow, today: date) -> Line:
    late = row.due_on is not None and row.due_on < today
    when = day_words(row.due_on, today) if late and row.due_on is not None else tr("Any")
    second = row.contact_name
    return Line(f"{GROUP}{row.id}", row.name, second, when, is_due=True)


def _paper_line(row: SheetRow) -> Line:
    words = tr("sheet {number}, {count} left", number=row.number, count=row.out)
    return Line(row.id, row.caller, words, icon="clipboard-list")


class CallsModel(QAbstractListModel):
    """The lines."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self.lines: Sequence[Line] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many lines."""
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only calls to make can be chosen."""
        is_due = index.isValid() and self.lines[index.row()].is_due
        return super().flags(index) if is_due else Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a line, for screen readers too."""
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.lines[index.row()].spoken()
        return None


class _Delegate(QStyledItemDelegate):
    """Draws a line."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Calls to make have two lines."""
        model = index.model()
        assert isinstance(model, CallsModel)
        line = model.lines[index.row()]
        return QSize(px(160), px(DUE if line.is_due else MADE if line.key else HEAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        model, rect = index.model(), QRect(option.rect)
        assert isinstance(model, CallsModel)
        line = model.lines[index.row()]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "tint" if chosen else "surface" if line.key else "sunk"
        painter.fillRect(rect, theme().colour(ground))
        if chosen:
            painter.fillRect(rect.left(), rect.top(), px(4), rect.height(), theme().colour("accent"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), theme().edge, theme().colour("line"))
        if line.is_due:
            _paint_due(painter, rect, line)
        elif line.key:
            _paint_made(painter, rect, line)
        else:
            head = rect.adjusted(px(_LEFT), 0, -px(_RIGHT), 0)
            _words(painter, head, line.title, Size.BODY, Weight.SEMI, "ink")
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus and line.is_due:
            draw_halo(painter, rect.adjusted(px(4), px(4), -px(4), -px(4)))


class CallList(QListView):
    """The list.

    Signals:
        chosen: the key of the plan put forward.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self.calls = CallsModel(self)
        self.setModel(self.calls)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(tr("Calls of today"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setProperty("halo", "none")
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_lines(self, lines: Sequence[Line], select: str) -> None:
        """Show lines with one of them chosen, without telling anybody."""
        self.selectionModel().blockSignals(True)
        self.calls.show_lines(lines)
        self.selectionModel().blockSignals(False)
        self.put_forward(select)

    def put_forward(self, key: str) -> None:
        """Choose a line without telling anybody."""
        row = next((at for at, one in enumerate(self.calls.lines) if one.key == key and one.is_due), -1)
        self.selectionModel().blockSignals(True)
        if row >= 0:
            self.setCurrentIndex(self.calls.index(row, 0))
        else:
            self.clearSelection()
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def chosen_key(self) -> str:
        """Key of the line put forward; empty for none."""
        index = self.currentIndex()
        return self.calls.lines[index.row()].key if index.isValid() else ""

    def due(self) -> list[str]:
        """Keys of the calls to make, in order."""
        return [one.key for one in self.calls.lines if one.is_due]

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        line = self.calls.lines[index.row()] if index.isValid() else None
        if line is not None and line.is_due:
            self.chosen.emit(line.key)


def _paint_due(painter: QPainter, rect: QRect, line: Line) -> None:
    when = QRect(rect.left() + px(_LEFT), rect.top(), px(_TIME - 8), rect.height())
    _words(painter, when, line.when, Size.BODY, Weight.REGULAR, "ink2")
    left, right = rect.left() + px(_LEFT + _TIME) - px(14), rect.right() - px(_RIGHT)
    wide = chip_width(line.chip, line.chip_icon) if line.chip else 0
    # Where a name would be lost beside its chip, the chip takes the second line instead.
    is_under = bool(line.chip) and right - left - wide - px(8) < px(_NAME)
    if line.chip and not is_under:
        area = QRect(right - wide, rect.top(), wide, rect.height())
        draw_chip(painter, area, line.chip, line.chip_icon, line.tone)
        right -= wide + px(8)
    top = QRect(left, rect.top() + px(2 if is_under else 8), right - left, px(20 if is_under else 18))
    _words(painter, top, line.title, Size.BODY, Weight.SEMI, "ink")
    if is_under:
        area = QRect(left, rect.top() + px(22), min(wide, right - left), px(28))
        draw_chip(painter, area, line.chip, line.chip_icon, line.tone)
    else:
        _words(painter, top.translated(0, px(18)), line.second, Size.SECOND, Weight.REGULAR, "ink2")


def _tint(line: Line) -> str:
    return {"arrow-right": "accent", "clipboard-list": "ink2"}.get(line.icon, "ok")


def _paint_made(painter: QPainter, rect: QRect, line: Line) -> None:
    icon = QRect(rect.left() + px(_LEFT), rect.top(), px(16), rect.height())
    draw_icon(painter, line.icon, icon, _tint(line), 16)
    font = theme().font(Size.SECOND)
    wide = min(QFontMetrics(font).horizontalAdvance(line.second) + px(2), rect.width() // 2)
    right = QRect(rect.right() - px(_RIGHT) - wide, rect.top(), wide, rect.height())
    _words(painter, right, line.second, Size.SECOND, Weight.REGULAR, "ink2")
    left = rect.left() + px(_LEFT + 24)
    name = QRect(left, rect.top(), right.left() - left - px(8), rect.height())
    _words(painter, name, line.title, Size.BODY, Weight.REGULAR, "ink")


def _words(painter: QPainter, rect: QRect, text: str, size: int, weight: int, tone: str) -> None:
    font = theme().font(size, weight)
    painter.setFont(font)
    painter.setPen(theme().colour(tone))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip), shown)
