"""A form made from declarations: labels that belong to their fields, and problems said where they are."""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.errors import DomainError
from desktop.ui.base.field import ErrorBlock
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.form_fields import Editor, FieldKind, FormField, make_editor
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone

_NO_LABEL_ABOVE = frozenset({FieldKind.CHECK})


class RecordForm(QWidget):
    """Questions one below the other, or two to a line.

    Signals:
        edited: an answer changed.
        dirty_changed: whether there is something to save.
    """

    edited = Signal()
    dirty_changed = Signal(bool)

    def __init__(self, fields: Sequence[FormField], parent: QWidget | None = None) -> None:
        """Build the form; Tab goes in the order of the declarations.

        Args:
            fields: the questions.
            parent: the owner.
        """
        super().__init__(parent)
        self._editors: dict[str, Editor] = {}
        self._blocks: dict[str, ErrorBlock] = {}
        self._holders: dict[str, QWidget] = {}
        self._headings: dict[str, Label] = {}
        self._specs = tuple(fields)
        self._asked = frozenset(spec.key for spec in fields)
        self._dirty = False
        self._filling = False
        self._notice = Notice(parent=self, tone=Tone.DANGER)
        self._notice.hide()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(12))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._notice, 0, 0, 1, 2)
        for spec in fields:
            self._holders[spec.key] = self._make(spec)
            if spec.section and spec.section not in self._headings:
                self._headings[spec.section] = Label(spec.section, self, kind="section")
        self._place()
        self._chain_tabs()

    @property
    def dirty(self) -> bool:
        """Whether an answer was changed since the values were set."""
        return self._dirty

    @property
    def fields(self) -> tuple[FormField, ...]:
        """The questions, as declared."""
        return self._specs

    def editor(self, key: str) -> Editor:
        """The editor of a field."""
        return self._editors[key]

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Put answers in; the form is clean afterwards.

        Args:
            values: by key; fields not named stay as they are.
        """
        self._filling = True
        for key, value in values.items():
            if key in self._editors:
                self._editors[key].set_value(value)
        self._filling = False
        self.clear_problems()
        self.mark_clean()

    def show_only(self, keys: Collection[str]) -> None:
        """Ask some of the questions only; what is not asked is left out of what is collected.

        Args:
            keys: of the fields to ask.
        """
        self._asked = frozenset(keys)
        for key, holder in self._holders.items():
            holder.setVisible(key in self._asked)
        shown = {spec.section for spec in self._specs if spec.key in self._asked}
        for section, heading in self._headings.items():
            self._grid.removeWidget(heading)
            heading.setVisible(section in shown)
        self._place()

    def values(self) -> dict[str, Any]:
        """The answers.

        Raises:
            DomainError: one cannot be read; its `field` says which.
        """
        found = {}
        for key, editor in self._editors.items():
            try:
                found[key] = editor.value()
            except DomainError as problem:
                raise DomainError(problem.user_message, field=key) from problem
        return found

    def collect(self) -> dict[str, Any] | None:
        """The answers, or None after saying beside each field what is wrong; the first takes the keyboard."""
        self.clear_problems()
        found: dict[str, Any] = {}
        first = ""
        for key, editor in self._editors.items():
            if key not in self._asked:
                continue
            try:
                found[key] = editor.value()
                message = self._missing(editor, found[key])
            except DomainError as problem:
                message = problem.user_message
            if message:
                self._blocks[key].say(message)
                first = first or key
        if first:
            self.focus_on(first)
            return None
        return found

    def show_problem(self, problem: Exception) -> None:
        """Say what a service refused, beside its field or else above the form.

        Args:
            problem: a `DomainError` or anything with `user_message`.
        """
        message = str(getattr(problem, "user_message", problem))
        key = str(getattr(problem, "field", ""))
        if key in self._blocks:
            self._blocks[key].say(message)
            self.focus_on(key)
            return
        self._notice.say(message, str(getattr(problem, "remedy", "")))
        self._notice.show()

    def problems(self) -> dict[str, str]:
        """What is said beside the fields now, by key; under an empty key what is said above the form."""
        said = {key: block.message for key, block in self._blocks.items() if block.message}
        return said | ({"": self._notice.text} if not self._notice.isHidden() else {})

    def clear_problems(self) -> None:
        """Say nothing any more."""
        self._notice.hide()
        for block in self._blocks.values():
            block.clear()

    def focus_on(self, key: str) -> None:
        """Put the keyboard on a field."""
        self._editors[key].widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Put the keyboard on the first field."""
        if self._editors:
            self.focus_on(next(iter(self._editors)))

    def mark_clean(self) -> None:
        """Say that everything is saved."""
        self._set_dirty(False)

    def _place(self) -> None:
        """Put what is asked now into the grid, each section under its heading."""
        row, column, section = 1, 0, ""
        for spec in self._specs:
            self._grid.setRowStretch(row + 1, 0)
            self._grid.removeWidget(self._holders[spec.key])
            if spec.key not in self._asked:
                continue
            if (spec.section != section or not spec.half) and column:
                row, column = row + 1, 0
            if spec.section != section:
                section = spec.section
                if section:
                    self._grid.addWidget(self._headings[section], row, 0, 1, 2)
                    row += 1
            self._grid.addWidget(self._holders[spec.key], row, column, 1, 1 if spec.half else 2)
            column = 1 - column if spec.half else 0
            if not column:
                row += 1
        self._grid.setRowStretch(row + 1, 1)

    def _make(self, spec: FormField) -> QWidget:
        """The question, its hint and its answer."""
        editor = make_editor(spec)
        editor.edited.connect(lambda: self._on_edited(spec.key))
        block = ErrorBlock(editor.widget)
        self._editors[spec.key], self._blocks[spec.key] = editor, block
        holder = QWidget(self)
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        if spec.kind not in _NO_LABEL_ABOVE:
            column.addLayout(self._question(spec, editor.widget))
        if spec.hint:
            column.addWidget(Label(spec.hint, kind="hint", wrap=True))
        column.addWidget(block)
        column.addStretch(1)
        return holder

    def _question(self, spec: FormField, widget: QWidget) -> FlowLayout:
        label = Label(spec.label, kind="field")
        label.setBuddy(widget)
        widget.setAccessibleName(spec.label)
        row = FlowLayout(line_gap=0)
        row.addWidget(label)
        if not spec.required:
            row.addWidget(Label(tr("if known"), kind="hint"))
        return row

    def _chain_tabs(self) -> None:
        widgets = [editor.widget for editor in self._editors.values()]
        for before, after in pairwise(widgets):
            self.setTabOrder(before, after)

    def _missing(self, editor: Editor, value: Any) -> str:
        empty = value is None or value == "" or value == []
        if not (editor.spec.required and empty):
            return ""
        return tr("{label} is needed before this can be saved.", label=editor.spec.label)

    def _on_edited(self, key: str) -> None:
        if self._filling:
            return
        self._blocks[key].clear()
        self._set_dirty(True)
        self.edited.emit()

    def _set_dirty(self, dirty: bool) -> None:
        if dirty != self._dirty:
            self._dirty = dirty
            self.dirty_changed.emit(dirty)
