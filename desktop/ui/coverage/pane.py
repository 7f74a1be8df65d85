"""The pane beside the grid: weeks, who offers it, what could be done."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QMargins, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
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
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.paint import box, draw_icon
from desktop.ui.base.permits import may
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight
from desktop.ui.coverage.chart import WeekChart
from desktop.ui.coverage.words import area_name, day_words, met_words, single_words
from desktop.ui.words import say

ASK, OVERLAP, VOLUNTEERS, NOTE, DONE, LATER = "ask", "overlap", "volunteers", "note", "done", "later"
"""What the pane offers; `ASK`, `DONE` and `LATER` name what they are about after a colon."""
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
        met = met_words(cell)
        asked = tr("{asked} asked: {met}", asked=f"{cell.asked:,}", met=met)
        return [head, chart, *([Label(asked, kind="second")] if met else [])]

    def _offers(self, detail: PlaceDetail) -> list[QWidget]:
        assert detail.cell_detail is not None
        assert detail.grid is not None
        cell, grid, held = detail.cell_detail.cell, detail.grid, detail.grid.offered
        here = [held.providers[key] for key in cell.rooms]
        gone = list(grid.stopped.get(cell.place, ()))
        lines = self._no_street_group(detail, [*here, *gone]) if here or gone else []
        for one in sorted(here, key=_by_layer):
            lines.append(_offer_line(one, cell.rooms[one.id], say(one.layer), *_asked(grid, one)))
        for one in sorted(gone, key=_by_layer):
            lines.append(_offer_line(one, 0, tr("Stopped for now"), *_asked(grid, one)))
        lines = lines or [Label(tr("Nobody we know of."), kind="second", wrap=True)]
        parts: list[QWidget] = [Label(tr("Who offers it here"), kind="field")]
        parts += [part for line in lines for part in (line, Rule())]
        if cell.single is not None:
            words = tr("All of it hangs on one: {what}.", what=single_words(cell).lower())
            parts.append(Label(words, kind="second", tone="warn", wrap=True))
        return parts

    def _no_street_group(self, detail: PlaceDetail, known: Sequence[Provider]) -> list[QWidget]:
        """The nearest layer stands there even where it offers nothing: that is where help begins."""
        assert detail.cell_detail is not None
        assert detail.grid is not None
        if any(one.layer is Layer.STREET for one in known):
            return []
        area = area_name(detail.grid, detail.cell_detail.cell.place.area_id)
        return [_line(_ICONS[Layer.STREET], tr("Street groups"), "0", tr("None in {area}", area=area))]

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
            if cell.is_missing or cell.state is State.TIGHT:
                words = tr("Note what is being done")
                parts.append(self._wired(ActCard("pencil", words, tr("With a day to look again")), NOTE))
        if held.volunteers and (cell.is_missing or cell.state is State.TIGHT):
            one, many = "Ask {count} volunteer who lives here", "Ask {count} volunteers who live here"
            card = ActCard(
                "user-plus", tr_count(one, many, len(held.volunteers)), tr("All of them may do this")
            )
            parts.append(self._wired(card, VOLUNTEERS))
        if may("coverage.set"):
            parts.append(self._sheet_card(detail))
        return [Label(tr("What you could do"), kind="field"), *parts] if parts else []

    def _sheet_card(self, detail: PlaceDetail) -> QWidget:
        assert detail.cell_detail is not None
        assert detail.grid is not None
        cell = detail.cell_detail.cell
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(px(12), px(8), px(12), px(8))
        column.setSpacing(px(2))
        check = CheckBox(tr("On the next gap meeting sheet"))
        on = detail.grid.note_of(cell.place, CoverageNoteKind.SHEET) is not None
        check.setChecked(on or cell.is_missing)
        check.setEnabled(not cell.is_missing)
        check.toggled.connect(self.sheet_set)
        column.addWidget(check)
        if cell.is_missing:
            column.addWidget(Label(tr("What is missing is always on the sheet."), kind="second", wrap=True))
        return card

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
            row = FlowLayout(None, margins=QMargins(0, 0, 0, 0))
            for key, words in ((DONE, tr("Say what came of it")), (LATER, tr("Put it off"))):
                button = Button(words, small=True)
                button.clicked.connect(lambda _on=False, key=key: self.acted.emit(f"{key}:{note.id}"))
                row.addWidget(button)
            column.addLayout(row)
        return line


_OLD_DAYS = 56
"""What somebody said of their room so long ago is marked: two months of weekly meetings."""


def note_words(note: NoteRow) -> str:
    """A note as a sentence; words alone where nobody is asked."""
    if note.kind is CoverageNoteKind.OVERLAP and note.other_need:
        whom, area = note.organisation or tr("Somebody"), note.other_area or tr("outside any area")
        said = tr("{name}: {need} in {area} instead.", name=whom, need=note.other_need, area=area)
    elif note.organisation or not note.words:
        said = tr("{name} was asked.", name=note.organisation or tr("Somebody"))
    else:
        said = ""
    return " ".join(part for part in (said, note.words) if part)


def _by_layer(one: Provider) -> tuple[int, str]:
    """The nearest layer first, then by name."""
    return tuple(Layer).index(one.layer), one.name.casefold()


def _asked(grid: Grid, one: Provider) -> tuple[str, bool]:
    """When somebody was asked how much they can give, and whether that is long ago."""
    asked = grid.offered.asked_on.get(one.id)
    said = tr("asked {day}", day=day_words(asked)) if asked else tr("not asked yet")
    return said, asked is None or (grid.monday - asked).days > _OLD_DAYS


def _offer_line(one: Provider, room: int | None, about: str, asked: str, late: bool) -> QWidget:
    count = "?" if room is None else f"{room:,}"
    return _line(_ICONS.get(one.layer, "building-store"), one.name, count, about, asked, late=late)


def _line(icon: str, name: str, count: str, about: str, asked: str = "", *, late: bool = False) -> QWidget:
    line = QWidget()
    grid = QGridLayout(line)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(9))
    grid.setVerticalSpacing(0)
    grid.setColumnStretch(1, 1)
    grid.addWidget(Glyph(icon, size=18), 0, 0)
    grid.addWidget(Label(name, kind="strong", wrap=True), 0, 1)
    grid.addWidget(Label(count, kind="strong"), 0, 2, Qt.AlignmentFlag.AlignRight)
    grid.addWidget(Label(about, kind="second", wrap=True), 1, 1)
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
