"""The pane beside the grid: weeks, who offers it, what could be done."""

from dataclasses import dataclass, field

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db.enums import Layer
from db.enums_coverage import CoverageNoteKind
from db.queries.coverage import NeedLine
from db.queries.coverage_notes import NoteRow
from desktop.domain.coverage import Provider, State
from desktop.services.coverage import CellDetail, Grid, Neighbour
from desktop.ui.base.button import Button
from desktop.ui.base.card import Glyph, Rule
from desktop.ui.base.choice import CheckBox
from desktop.ui.base.detail import Detail, DetailPane
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.paint import box, draw_icon
from desktop.ui.base.permits import may
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight
from desktop.ui.coverage.chart import WeekChart
from desktop.ui.coverage.words import area_name, day_words, single_words
from desktop.ui.words import say

ASK, OVERLAP, VOLUNTEERS, SHEET, DONE = "ask", "overlap", "volunteers", "sheet", "done"
"""What the pane offers; `ASK` and `DONE` name what they are about after a colon."""
_NEIGHBOURS = 2
_ICONS = {Layer.STREET: "users-group", Layer.ANCHOR: "building-community", Layer.STATUTORY: "building-bank"}


@dataclass(frozen=True, slots=True)
class PlaceDetail(Detail):
    """A place of the grid, with what the pane draws of it.

    Attributes:
        grid: it stands in.
        need: its column.
        cell_detail: what was read about it.
    """

    grid: Grid | None = None
    need: NeedLine | None = None
    cell_detail: CellDetail | None = field(default=None)


class CoveragePane(DetailPane):
    """Weeks, who offers it, what could be done, and what somebody means to do already.

    Signals:
        sheet_set: whether the place is to stand on the next gap meeting sheet.
    """

    sheet_set = Signal(bool)

    def show_detail(self, detail: Detail | None) -> None:
        """Show a place, or a household, or nothing."""
        super().show_detail(detail)
        if not isinstance(detail, PlaceDetail) or detail.cell_detail is None:
            return
        body = self._body()
        if body is None:
            return
        parts = [*self._weeks(detail), *self._offers(detail), *self._could_do(detail), *self._noted(detail)]
        for at, part in enumerate(parts):
            body.insertWidget(at, part)

    def _body(self) -> QVBoxLayout | None:
        area = next((part for part in self._parts if isinstance(part, QScrollArea)), None)
        inner = area.widget() if area is not None else None
        column = inner.layout() if inner is not None else None
        return column if isinstance(column, QVBoxLayout) else None

    def _weeks(self, detail: PlaceDetail) -> list[QWidget]:
        assert detail.cell_detail is not None
        cell = detail.cell_detail.cell
        known = not (cell.unknown and not cell.room)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(Label(tr("Asked for each week"), kind="field", wrap=True), 1)
        words = tr("– – room for {room}", room=f"{cell.room:,}") if known else tr("room not known")
        row.addWidget(Label(words, kind="second"))
        chart = WeekChart()
        chart.show_weeks(detail.cell_detail.weeks, cell.room if known else None)
        return [head, chart]

    def _offers(self, detail: PlaceDetail) -> list[QWidget]:
        assert detail.cell_detail is not None
        assert detail.grid is not None
        cell, held = detail.cell_detail.cell, detail.grid.offered
        parts: list[QWidget] = [Label(tr("Who offers it here"), kind="field")]
        for key in sorted(cell.rooms, key=lambda one: held.providers[one].name.casefold()):
            one, room = held.providers[key], cell.rooms[key]
            asked = held.asked_on.get(key)
            said = tr("asked {day}", day=day_words(asked)) if asked else tr("not asked yet")
            late = asked is None or (detail.grid.monday - asked).days > _OLD_DAYS
            parts.append(_offer_line(one, room, said, late=late))
        if not cell.rooms:
            parts.append(Label(tr("Nobody we know of."), kind="second", wrap=True))
        if cell.single is not None:
            words = tr("All of it hangs on one: {what}.", what=single_words(cell).lower())
            parts.append(Label(words, kind="second", tone="warn", wrap=True))
        return [*parts, Rule()]

    def _could_do(self, detail: PlaceDetail) -> list[QWidget]:
        assert detail.cell_detail is not None
        assert detail.grid is not None
        held, cell = detail.cell_detail, detail.cell_detail.cell
        here = area_name(detail.grid, cell.place.area_id)
        parts: list[QWidget] = []
        if may("coverage.set"):
            if cell.is_missing or cell.state is State.TIGHT:
                parts += [self._ask(one, here) for one in held.neighbours[:_NEIGHBOURS]]
            if cell.state is State.MANY:
                card = ActCard(
                    "arrows-split",
                    tr("Turn it into something missing"),
                    tr("Ask one of them to give what is short"),
                )
                parts.append(self._wired(card, OVERLAP))
        if held.volunteers and (cell.is_missing or cell.state is State.TIGHT):
            one, many = "Ask {count} volunteer who lives here", "Ask {count} volunteers who live here"
            card = ActCard(
                "user-plus", tr_count(one, many, len(held.volunteers)), tr("All of them may do this")
            )
            parts.append(self._wired(card, VOLUNTEERS))
        if may("coverage.set"):
            check = CheckBox(tr("On the next gap meeting sheet"))
            on = detail.grid.note_of(cell.place, CoverageNoteKind.SHEET) is not None
            check.setChecked(on or cell.is_missing)
            check.setEnabled(not cell.is_missing)
            check.setToolTip(tr("What is missing is always on the sheet.") if cell.is_missing else "")
            check.toggled.connect(self.sheet_set)
            parts.append(check)
        return [Label(tr("What you could do"), kind="field"), *parts] if parts else []

    def _ask(self, one: Neighbour, here: str) -> QWidget:
        words = tr("Ask {name} to cover {area}", name=one.provider.name, area=here)
        spare = tr("{count} spare in {area}", count=f"{one.spare:,}", area=one.area)
        return self._wired(ActCard("phone", words, spare), f"{ASK}:{one.provider.id}")

    def _wired(self, card: "ActCard", key: str) -> "ActCard":
        card.clicked.connect(lambda: self.acted.emit(key))
        return card

    def _noted(self, detail: PlaceDetail) -> list[QWidget]:
        assert detail.cell_detail is not None
        assert detail.grid is not None
        place = detail.cell_detail.cell.place
        here = [one for one in detail.grid.notes if (one.area_id, one.need_id) == place]
        found = [one for one in here if one.kind is not CoverageNoteKind.SHEET]
        if not found:
            return []
        return [Label(tr("Noted"), kind="field"), *(self._note_line(one) for one in found)]

    def _note_line(self, note: NoteRow) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(Label(note_words(note), wrap=True))
        if note.follow_up_on is not None:
            words = tr("Look again on {day}", day=day_words(note.follow_up_on))
            column.addWidget(Label(words, kind="second"))
        if may("coverage.set"):
            button = Button(tr("Say what came of it"), small=True)
            button.clicked.connect(lambda: self.acted.emit(f"{DONE}:{note.id}"))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return line


_OLD_DAYS = 56
"""What somebody said of their room so long ago is marked: two months of weekly meetings."""


def note_words(note: NoteRow) -> str:
    """A note as a sentence."""
    whom = note.organisation or tr("Somebody")
    if note.kind is CoverageNoteKind.OVERLAP and note.other_need:
        area = note.other_area or tr("outside any area")
        said = tr("{name}: {need} in {area} instead", name=whom, need=note.other_need, area=area)
    else:
        said = tr("{name} was asked", name=whom)
    return f"{said}. {note.words}" if note.words else f"{said}."


def _offer_line(one: Provider, room: int | None, asked: str, *, late: bool) -> QWidget:
    line = QWidget()
    grid = QGridLayout(line)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(9))
    grid.setVerticalSpacing(0)
    grid.setColumnStretch(1, 1)
    grid.addWidget(Glyph(_ICONS.get(one.layer, "building-store"), size=18), 0, 0)
    grid.addWidget(Label(one.name, kind="strong", wrap=True), 0, 1)
    grid.addWidget(
        Label("?" if room is None else f"{room:,}", kind="strong"), 0, 2, Qt.AlignmentFlag.AlignRight
    )
    grid.addWidget(Label(say(one.layer), kind="second"), 1, 1)
    when = Label(asked, kind="second", tone="warn" if late else "")
    grid.addWidget(when, 1, 2, Qt.AlignmentFlag.AlignRight)
    return line


class ActCard(QPushButton):
    """Something that could be done: an icon, the act, and what speaks for it."""

    def __init__(self, icon: str, words: str, why: str, parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            icon: before the words.
            words: the act.
            why: what speaks for it.
            parent: the owner.
        """
        super().__init__(parent)
        self._icon, self._words, self._why = icon, words, why
        self.setAccessibleName(words)
        self.setAccessibleDescription(why)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Long words take more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for both texts."""
        inner = width - px(40) - px(30)
        return px(18) + sum(self._tall(*one, inner) for one in self._texts())

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(px(240), px(51))

    def minimumSizeHint(self) -> QSize:
        """As tall as two lines."""
        return QSize(px(160), px(51))

    def _texts(self) -> list[tuple[str, int, int]]:
        return [(self._words, Size.BODY, Weight.SEMI), (self._why, Size.SECOND, Weight.REGULAR)]

    @staticmethod
    def _tall(words: str, size: int, weight: int, width: int) -> int:
        metrics = QFontMetrics(theme().font(size, weight))
        flags = int(Qt.TextFlag.TextWordWrap)
        return metrics.boundingRect(0, 0, max(width, 1), 10_000, flags, words).height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, the words and the arrow."""
        painter, now = QPainter(self), theme()
        over = self.underMouse() or self.isDown()
        box(painter, self.rect(), fill="hover" if over else "surface", edge="ctl")
        inner = self.rect().adjusted(px(40), px(9), -px(30), -px(9))
        draw_icon(painter, self._icon, QRect(px(12), 0, px(20), self.height()), "ink2", 18)
        arrow = self.rect().adjusted(self.width() - px(28), 0, -px(8), 0)
        draw_icon(painter, "chevron-right", arrow, "ink2", 16)
        top = inner.top()
        for words, size, weight in self._texts():
            painter.setFont(now.font(size, weight))
            painter.setPen(now.colour("ink" if weight == Weight.SEMI else "ink2"))
            tall = self._tall(words, size, weight, inner.width())
            flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
            painter.drawText(inner.left(), top, inner.width(), tall, flags, words)
            top += tall
