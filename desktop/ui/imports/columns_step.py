"""Step 2: what each column becomes."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.domain.errors import DomainError
from desktop.imports.choose import missing_from
from desktop.imports.layouts import NEEDS
from desktop.imports.mapping import ColumnMap, guess_map
from desktop.imports.run import OpenList
from desktop.imports.table import SourceRow
from desktop.imports.targets import Kind
from desktop.ui.base.card import scrolling
from desktop.ui.base.chip import StatusLabel
from desktop.ui.base.choice import CheckBox, ComboBox
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import ElidedLabel, Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.imports.reading import Opened
from desktop.ui.imports.words import targets

_SAMPLES = 3
GUESSED = ""


class ColumnsStep(QWidget):
    """One line for each column: its name, what it holds, and what it becomes.

    Signals:
        settled: whether the map says enough to go on.
    """

    settled = Signal(bool)

    def __init__(self, parent: QWidget | None = None, *, remembering: bool = True) -> None:
        """Make the step, without columns.

        Args:
            parent: the owner.
            remembering: whether to ask if the columns are to be remembered.
        """
        super().__init__(parent)
        self._opened: Opened | None = None
        self._map: ColumnMap | None = None
        self.combos: list[ComboBox] = []
        self._marks: list[StatusLabel] = []
        self.profile = ComboBox([], self, name=tr("Layout"), prefix=tr("Layout:"))
        self.about = Label("", self, kind="second", wrap=True)
        self.notice = Notice(parent=self, tone=Tone.WARN)
        self.every = ComboBox([], self, name=tr("Every row asks for"), prefix=tr("Every row asks for:"))
        self.remember = CheckBox(tr("Remember these columns for the next list like this"), self, checked=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(20), px(16), px(20), px(12))
        self._column.setSpacing(px(10))
        self._column.addWidget(Label(tr("What is in each column?"), kind="section"))
        self._column.addWidget(self.profile, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.about)
        self._column.addWidget(self.every, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.notice)
        self._area: QWidget = QWidget(self)
        self._column.addWidget(self._area, 1)
        self._column.addWidget(self.remember)
        self.profile.activated.connect(self._on_profile_chosen)
        self.every.activated.connect(self._on_every_chosen)
        self.notice.hide()
        self.every.hide()
        self.remember.setVisible(remembering)

    @property
    def source(self) -> OpenList:
        """The file with the map as it stands."""
        assert self._opened is not None
        assert self._map is not None
        return replace(self._opened.source, column_map=self._map)

    @property
    def lacking(self) -> str:
        """What the map lacks to make anything of the rows; empty when it lacks nothing."""
        return missing_from(self._map) if self._map is not None else ""

    def show_opened(self, opened: Opened) -> None:
        """Show a file's columns."""
        self._opened = opened
        self.profile.set_choices(
            [
                (GUESSED, tr("Guessed from the column names")),
                *((one.name, one.title) for one in opened.profiles),
            ]
        )
        self.profile.set_value(opened.source.column_map.profile)
        self.every.set_choices([("", tr("What its column says")), *opened.needs])
        self._fill(opened.preview)
        self._take(opened.source.column_map)

    def take_map(self, column_map: ColumnMap) -> None:
        """Show a map of the same columns that another step has settled further."""
        self._take(column_map)

    def _fill(self, preview: Sequence[SourceRow]) -> None:
        assert self._opened is not None
        self._column.removeWidget(self._area)
        self._area.hide()
        self._area.deleteLater()
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, px(12), 0)
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(8))
        grid.setColumnMinimumWidth(0, px(170))
        grid.setColumnStretch(1, 1)
        for at, words in enumerate((tr("Column"), tr("Holds"), tr("Becomes"), "")):
            grid.addWidget(Label(words, kind="caption"), 0, at)
        choices = targets(self._opened.source.kind)
        self.combos, self._marks = [], []
        for row, column in enumerate(self._opened.source.column_map.columns, start=1):
            name = ElidedLabel(column.header, kind="strong")
            sample = ElidedLabel(_sample(preview, column.index), kind="second")
            combo = ComboBox(choices, name=tr("{column} becomes", column=column.header), small=True)
            combo.activated.connect(self._on_target_chosen)
            mark = StatusLabel("")
            self.combos.append(combo)
            self._marks.append(mark)
            for at, widget in enumerate((name, sample, combo, mark)):
                grid.addWidget(widget, row, at)
        grid.setRowStretch(grid.rowCount(), 1)
        self._area = scrolling(content, self)
        self._column.insertWidget(self._column.count() - 1, self._area, 1)

    def _take(self, column_map: ColumnMap) -> None:
        """Show a map."""
        self._map = column_map
        for combo, mark, column in zip(self.combos, self._marks, column_map.columns, strict=True):
            combo.set_value(column.target)
            mark.set_state(*_mark(column.target, column.confidence))
        said = {column.target for column in column_map.columns}
        self.every.setVisible(column_map.kind is Kind.REQUESTS and not said & NEEDS)
        self.every.set_value(column_map.constants.get("need", ""))
        lacking = missing_from(column_map)
        self.notice.setVisible(bool(lacking))
        if lacking:
            self.notice.say(lacking)
        known = {one.name: one.about for one in self._opened.profiles} if self._opened else {}
        about = known.get(column_map.profile, "")
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self.settled.emit(not lacking)

    def _on_target_chosen(self) -> None:
        combo = self.sender()
        if self._map is None or not isinstance(combo, ComboBox):
            return
        column = self._map.columns[self.combos.index(combo)]
        chosen = self._map.with_choice(column.header, str(combo.value()))
        if combo.value() in NEEDS:
            # Each row says its own from now on.
            others = {name: value for name, value in chosen.constants.items() if name != "need"}
            chosen = replace(chosen, constants=others)
        self._take(chosen)

    def _on_every_chosen(self) -> None:
        """A list that is all of one need says so nowhere in it."""
        assert self._map is not None
        others = {name: value for name, value in self._map.constants.items() if name != "need"}
        need = str(self.every.value() or "")
        self._take(replace(self._map, constants={**others, "need": need} if need else others))

    def _on_profile_chosen(self) -> None:
        if self._opened is None or self._map is None:
            return
        name, headers = str(self.profile.value()), self._opened.source.table.headers
        if name == GUESSED:
            self._take(guess_map(headers, self._map.kind))
            return
        profile = next(one for one in self._opened.profiles if one.name == name)
        found = profile.map_of(headers)
        if any(column.target for column in found.columns):
            self._take(found)
        else:
            self.profile.set_value(self._map.profile)
            problem = DomainError(
                tr("The file has none of the columns of “{profile}”.", profile=profile.title)
            )
            self.notice.say(problem.user_message)
            self.notice.show()


def _sample(preview: Sequence[SourceRow], at: int) -> str:
    found: dict[str, None] = {}
    for row in preview:
        text = " ".join(row.cells[at].split())[:60]
        if text:
            found[text] = None
        if len(found) == _SAMPLES:
            break
    return "  ·  ".join(found)


def _mark(target: str, confidence: float) -> tuple[str, str, Tone]:
    if not target:
        return tr("Left out"), "minus", Tone.HINT
    if confidence < 1:
        return tr("A guess, have a look"), "help-circle", Tone.WARN
    return tr("Known"), "circle-check", Tone.OK
