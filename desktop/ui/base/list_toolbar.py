"""The bar above a list: views with their counts, filters, search, and what can be done with the list."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLayout,
    QMenu,
    QSizePolicy,
    QSpacerItem,
    QWidget,
)

from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.choice import ComboBox
from desktop.ui.base.i18n import tr
from desktop.ui.base.record_spec import ListFilter, ListTab
from desktop.ui.base.search_field import SearchField
from desktop.ui.base.tab_button import BAR_HEIGHT, TabButton
from desktop.ui.base.theme import px, theme

SEARCH_LEAST, SEARCH_TIGHT = 150, 96
"""Least width of the search field, px at 100%, with room and without."""
_ALL_WORDS, _NO_WORDS, _NO_COUNTS, _NO_FILES, _NO_FILTERS, _ONE_TAB, _ICONS = range(7)
"""What gives way as the bar gets narrower, one after another; all of it stays in the View menu, and words of
buttons that are icons at last are their tips."""
FILTER_TIGHT = 100
"""Most width of a drop-down that narrows to nothing, px at 100%, where room is short."""
TAB_GAP = 14
"""Between views, px at 100%, besides what stands between all parts of the bar."""
_NO_LIMIT = 16_777_215


class ListToolbar(QFrame):
    """The bar.

    Signals:
        query_changed: another view, filter or search was chosen.
        add_asked: make a new one.
        print_asked: print the list.
        export_asked: save the list to a file.
        menu_asked: fill this menu with how the list is shown; it opens right after.
    """

    menu_asked = Signal(QMenu)
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
        self.view = Button(tr("View"), self, kind=quiet, icon="adjustments", small=True)
        self.view.setAccessibleDescription(tr("Views, sorting, columns and row height"))
        self.view.clicked.connect(self.open_menu)
        self._row.addWidget(self.view)
        self._files = [
            (self._add_button(exporting, "file-export", quiet, self.export_asked), self.export_asked),
            (self._add_button(printing, "printer", quiet, self.print_asked), self.print_asked),
        ]
        self.add = self._add_button(add, "plus", ButtonKind.TONAL, self.add_asked)
        self._own: list[Button] = []
        self._step = _ALL_WORDS
        self._lent: QWidget | None = None

    def take_focus(self) -> None:
        """Take the keyboard from a list with nothing in it: the search, the view on show, or View."""
        shown = next((one for one in self.tabs if one.isChecked()), None)
        self._lent = self.search or shown or self.view
        self._lent.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Give the keyboard to the search, else to the first filter or view."""
        if self.search is None:
            first: list[QWidget] = [*self.filters.values(), *self.tabs, self.view]
            first[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()

    def give_focus(self, table: QWidget) -> None:
        """Give the keyboard back to a list with something in it, unless it went on or something was typed."""
        lent, self._lent = self._lent, None
        typed = self.search is not None and self.search.text()
        if lent is not None and not typed and self.window().focusWidget() is lent:
            table.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_button(self, button: Button) -> None:
        """Put a button of the page's own at the end."""
        button.setParent(self)
        self._own.append(button)
        self._row.addWidget(button)
        self.fit()

    def open_menu(self) -> None:
        """Open the View menu at its button: how the list is shown, and what had no room in the bar."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("View"))
        self._add_hidden(menu)
        self.menu_asked.emit(menu)
        menu.popup(self.view.mapToGlobal(QPoint(0, self.view.height())))

    def _add_hidden(self, menu: QMenu) -> None:
        if self._step >= _ONE_TAB:
            for button in self.tabs:
                action = menu.addAction(button.accessibleName().replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(button.isChecked())
                action.triggered.connect(partial(self._on_tab_chosen, button))
        if self._step >= _NO_FILTERS:
            for combo in self.filters.values():
                self._add_filter_menu(menu, combo)
        if self._step >= _NO_FILES:
            for words, signal in ((one.text(), signal) for one, signal in self._files if one is not None):
                menu.addAction(words).triggered.connect(partial(_emit, signal))
        if not menu.isEmpty():
            menu.addSeparator()

    def _add_filter_menu(self, menu: QMenu, combo: ComboBox) -> None:
        under = menu.addMenu(combo.accessibleName().rstrip(":"))
        for at in range(combo.count()):
            action = under.addAction(combo.itemText(at).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(at == combo.currentIndex())
            action.triggered.connect(partial(_pick, combo, at))

    def _on_filter_chosen(self) -> None:
        self.fit()
        self.query_changed.emit()

    def _on_tab_chosen(self, button: TabButton, _on: bool = False) -> None:
        button.click()
        self.fit()

    def tab(self) -> str:
        """The key of the view on show; empty without views."""
        button = self._group.checkedButton()
        return button.tab.key if isinstance(button, TabButton) else ""

    def set_tab(self, key: str) -> None:
        """Show a view."""
        for button in self.tabs:
            if button.tab.key == key:
                button.setChecked(True)
        self.fit()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many each view holds."""
        for button in self.tabs:
            button.set_count(counts.get(button.tab.key))
        self.fit()

    def set_choices(self, key: str, choices: Sequence[tuple[object, str]]) -> None:
        """Fill a drop-down."""
        self.filters[key].set_choices(choices)
        self.fit()

    def chosen(self) -> dict[str, object]:
        """What the drop-downs narrow to, those that mean everything left out."""
        found = {key: combo.value() for key, combo in self.filters.items()}
        return {key: value for key, value in found.items() if value is not None}

    def set_chosen(self, chosen: Mapping[str, object]) -> None:
        """Narrow to these, without asking again; drop-downs not named go back to everything."""
        for key, combo in self.filters.items():
            combo.blockSignals(True)
            combo.set_value(chosen.get(key))
            combo.blockSignals(False)
        self.fit()

    def filter_words(self) -> list[str]:
        """What the list is narrowed to, as a reader would say it."""
        words = [button.tab.title for button in self.tabs if button.isChecked()]
        for combo in self.filters.values():
            if combo.value() is not None:
                words.append(f"{combo.accessibleName()} {combo.currentText()}")
        typed = self.search.text().strip() if self.search is not None else ""
        return [*words, f"“{typed}”"] if typed else words

    def _add_tabs(self) -> None:
        self._gaps: list[QSpacerItem] = []
        for button in self.tabs:
            self._group.addButton(button)
            self._row.addWidget(button)
            gap = QSpacerItem(px(TAB_GAP), 0, QSizePolicy.Policy.Fixed)
            self._row.addItem(gap)
            self._gaps.append(gap)
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
            combo.currentIndexChanged.connect(self._on_filter_chosen)
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

    def fit(self) -> None:
        """Let go of as little as there is room for: words, numbers, Print, filters, views, then all words."""
        for step in range(_ICONS + 1):
            self._take(step)
            self._row.invalidate()
            if self._row.minimumSize().width() <= self.width():
                return

    def _take(self, step: int) -> None:
        self._step = step
        for button in (self.view, *(one for one, _signal in self._files)):
            if button is not None:
                button.set_icon_only(step >= _NO_WORDS)
                button.setVisible(button is self.view or step < _NO_FILES)
        for button in (self.add, *self._own):
            if button is not None and button.icon_name:
                button.set_icon_only(step >= _ICONS)
        for tab, gap in zip(self.tabs, self._gaps, strict=True):
            tab.show_count(step < _NO_COUNTS)
            tab.setVisible(step < _ONE_TAB or tab.isChecked())
            # A view that is not there leaves no gap, or the one on show would stand away from the edge.
            gap.changeSize(0 if tab.isHidden() else px(TAB_GAP), 0, QSizePolicy.Policy.Fixed)
        for combo in self.filters.values():
            combo.setVisible(step < _NO_FILTERS)
            # One that narrows to nothing needs no more room than its name; its list shows entries whole.
            tight = step >= _NO_WORDS and combo.value() is None
            combo.setMaximumWidth(px(FILTER_TIGHT) if tight else _NO_LIMIT)
        if self.search is not None:
            self.search.setMinimumWidth(px(SEARCH_LEAST if step < _NO_WORDS else SEARCH_TIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new width."""
        super().resizeEvent(event)
        self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line below."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, theme().colour("line2"))


def _emit(signal: SignalInstance, _on: bool = False) -> None:
    signal.emit()


def _pick(combo: ComboBox, at: int, _on: bool = False) -> None:
    combo.setCurrentIndex(at)
