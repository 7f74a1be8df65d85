"""The bar above a list: views with their counts, filters, search, and what can be done with the list."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLayout, QPushButton, QSizePolicy, QWidget

from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.choice import ComboBox
from desktop.ui.base.paint import box
from desktop.ui.base.record_spec import ListFilter, ListTab
from desktop.ui.base.search_field import SearchField
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight

BAR_HEIGHT = 48


class TabButton(QPushButton):
    """One view: its words, how many, and a petrol line under the one on show."""

    def __init__(self, tab: ListTab, parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            tab: the view.
            parent: the owner.
        """
        super().__init__(tab.title, parent)
        self.tab = tab
        self._count: int | None = None
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_count(None)

    def set_count(self, count: int | None) -> None:
        """Show how many; None for no number."""
        self._count = count
        self.setAccessibleName(self.tab.title if count is None else f"{self.tab.title}, {count:,}")
        self.updateGeometry()
        self.update()

    def _words_width(self) -> int:
        return QFontMetrics(theme().font(Size.BODY, Weight.SEMI)).horizontalAdvance(self.tab.title)

    def _pill_width(self) -> int:
        if self._count is None:
            return 0
        metrics = QFontMetrics(theme().font(Size.SECOND, Weight.SEMI))
        return max(metrics.horizontalAdvance(f"{self._count:,}") + px(12), px(20))

    def sizeHint(self) -> QSize:
        """Room for words and number."""
        pill = self._pill_width()
        return QSize(self._words_width() + (pill + px(7) if pill else 0) + px(2), px(BAR_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw words, number and line."""
        painter, now, on = QPainter(self), theme(), self.isChecked()
        painter.setFont(now.font(Size.BODY, Weight.SEMI if on else Weight.MEDIUM))
        painter.setPen(now.colour("ink" if on or self.underMouse() else "ink2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self.tab.title)
        pill = self._pill_width()
        if pill:
            left = self._words_width() + px(7)
            area = QRect(left, (self.height() - px(20)) // 2, pill, px(20))
            box(painter, area, fill="neutbg", radius=10)
            painter.setFont(now.font(Size.SECOND, Weight.SEMI))
            painter.setPen(now.colour("ink2"))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, f"{self._count:,}")
        if on:
            painter.fillRect(0, self.height() - px(3), self.width(), px(3), now.colour("accent"))


class ListToolbar(QFrame):
    """The bar.

    Signals:
        query_changed: another view, filter or search was chosen.
        add_asked: make a new one.
        print_asked: print the list.
        export_asked: save the list to a file.
    """

    query_changed = Signal()
    add_asked = Signal()
    print_asked = Signal()
    export_asked = Signal()

    def __init__(
        self,
        tabs: Sequence[ListTab],
        filters: Sequence[ListFilter],
        parent: QWidget | None = None,
        *,
        search_hint: str = "",
        add: str = "",
        printing: str = "",
        exporting: str = "",
    ) -> None:
        """Make the bar.

        Args:
            tabs: views.
            filters: drop-downs, empty until `set_choices`.
            parent: the owner.
            search_hint: inside the search field; none when empty.
            add: words of the button that makes one; none when empty.
            printing: words of Print; none when empty.
            exporting: words of Export; none when empty.
        """
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._group = QButtonGroup(self)
        self.tabs = [TabButton(tab, self) for tab in tabs]
        self.filters = {
            one.key: ComboBox([(None, "")], self, name=one.title, prefix=one.title, small=True)
            for one in filters
        }
        self.search = SearchField(self, hint=search_hint, name=search_hint) if search_hint else None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(20), 0, px(14), 0)
        self._row.setSpacing(px(8))
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._add_tabs()
        self._add_filters()
        quiet = ButtonKind.QUIET
        self._shrinking = [
            self._add_button(exporting, "file-export", quiet, self.export_asked),
            self._add_button(printing, "printer", quiet, self.print_asked),
        ]
        self.add = self._add_button(add, "plus", ButtonKind.TONAL, self.add_asked)

    def tab(self) -> str:
        """The key of the view on show; empty without views."""
        button = self._group.checkedButton()
        return button.tab.key if isinstance(button, TabButton) else ""

    def set_tab(self, key: str) -> None:
        """Show a view."""
        for button in self.tabs:
            if button.tab.key == key:
                button.setChecked(True)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many each view holds."""
        for button in self.tabs:
            button.set_count(counts.get(button.tab.key))

    def set_choices(self, key: str, choices: Sequence[tuple[object, str]]) -> None:
        """Fill a drop-down."""
        self.filters[key].set_choices(choices)

    def chosen(self) -> dict[str, object]:
        """What the drop-downs narrow to, those that mean everything left out."""
        found = {key: combo.value() for key, combo in self.filters.items()}
        return {key: value for key, value in found.items() if value is not None}

    def _add_tabs(self) -> None:
        for button in self.tabs:
            self._group.addButton(button)
            self._row.addWidget(button)
            self._row.addSpacing(px(14))
        if self.tabs:
            self.tabs[0].setChecked(True)
        self._group.buttonClicked.connect(self.query_changed)
        self._row.addStretch(1)

    def _add_filters(self) -> None:
        if self.search is not None:
            self.search.setMinimumWidth(px(150))
            self.search.setMaximumWidth(px(260))
            self.search.searched.connect(self.query_changed)
            self._row.addWidget(self.search, 2)
        for combo in self.filters.values():
            combo.currentIndexChanged.connect(self.query_changed)
            self._row.addWidget(combo)

    def _add_button(self, words: str, icon: str, kind: ButtonKind, signal: SignalInstance) -> Button | None:
        if not words:
            return None
        button = Button(words, self, kind=kind, icon=icon, small=True)
        button.clicked.connect(signal)
        self._row.addWidget(button)
        return button

    def sizeHint(self) -> QSize:
        """48 px tall at 100%."""
        return QSize(super().sizeHint().width(), px(BAR_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """The bar gives way before the window does."""
        return QSize(px(320), px(BAR_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words of Print and Export out where there is no room for them."""
        super().resizeEvent(event)
        buttons = [button for button in self._shrinking if button is not None]
        for button in buttons:
            button.set_icon_only(False)
        self._row.invalidate()
        tight = self._row.minimumSize().width() > self.width()
        for button in buttons:
            button.set_icon_only(tight)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line below."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, theme().colour("line2"))
