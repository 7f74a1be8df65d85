"""What a form asks: one declaration a field, and the widget that answers it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QObject, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QWidget

from desktop.domain.errors import DomainError
from desktop.ui.base.choice import CheckBox, ComboBox
from desktop.ui.base.dates import parse_date, show_date
from desktop.ui.base.field import Field, TextArea
from desktop.ui.base.i18n import tr
from desktop.ui.base.segmented import Choice, Segmented
from desktop.ui.base.theme import px


class FieldKind(Enum):
    """What sort of answer a field takes."""

    TEXT = auto()
    MULTILINE = auto()
    PHONE = auto()
    POSTCODE = auto()
    DATE = auto()
    NUMBER = auto()
    CHOICE = auto()
    SEGMENT = auto()
    MULTI = auto()
    CHECK = auto()
    PERSON_LINK = auto()
    PASSPHRASE = auto()


@dataclass(frozen=True, slots=True)
class FormField:
    """One question of a form.

    Attributes:
        key: its name in the values and in `DomainError.field`.
        label: the question.
        kind: what sort of answer.
        hint: an example or what it is for, shown under the question.
        required: whether it may stay empty.
        choices: value and words, for CHOICE, SEGMENT and MULTI.
        max_length: most characters; 0 for no limit.
        lines: seen at once, for MULTILINE.
        half: shares its line with the next half field.
        parse: words to value, raising `DomainError`; for DATE, NUMBER, PHONE and POSTCODE, instead of ours.
        show: value to words.
        lookup: for PERSON_LINK, what was typed to ids and words.
        section: the heading it stands under; none when empty.
    """

    key: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    hint: str = ""
    required: bool = False
    choices: Sequence[tuple[object, str]] = ()
    max_length: int = 200
    lines: int = 3
    half: bool = False
    parse: Callable[[str], Any] | None = None
    show: Callable[[Any], str] | None = None
    lookup: Callable[[str], Sequence[tuple[Any, str]]] | None = None
    section: str = ""


class Editor(QObject):
    """Reads and writes one field's widget.

    Signals:
        edited: the answer changed.
    """

    edited = Signal()

    def __init__(self, spec: FormField, widget: QWidget) -> None:
        """Look after a widget.

        Args:
            spec: the question.
            widget: what answers it.
        """
        super().__init__(widget)
        self.spec = spec
        self.widget = widget

    def value(self) -> Any:
        """The answer; None or empty when there is none.

        Raises:
            DomainError: it cannot be read; the message says what is wrong.
        """
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Put an answer in."""
        raise NotImplementedError


class TextEditor(Editor):
    """A line of text, plain or parsed into something else."""

    def __init__(self, spec: FormField) -> None:
        """Make a line; see `FormField`."""
        self.line = Field(max_length=spec.max_length)
        super().__init__(spec, self.line)
        if spec.kind is FieldKind.PASSPHRASE:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._parse, self._show = spec.parse, spec.show or _words
        if spec.kind is FieldKind.DATE:
            self._parse = spec.parse or (lambda text: parse_date(text, date.today()))
            self._show = spec.show or show_date
        elif spec.kind is FieldKind.NUMBER:
            self._parse = spec.parse or _whole_number
        self.line.textChanged.connect(self.edited)
        self.line.editingFinished.connect(self._tidy)

    def value(self) -> Any:
        """The words, or what they were parsed into; None for an empty parsed field."""
        text = self.line.text()
        if self.spec.kind is not FieldKind.PASSPHRASE:
            text = text.strip()
        if self._parse is None:
            return text
        return self._parse(text) if text else None

    def set_value(self, value: Any) -> None:
        """Show a value."""
        self.line.setText(value if isinstance(value, str) else self._show(value))

    def _tidy(self) -> None:
        """On leaving, show what was understood."""
        if self._parse is None or (self.spec.kind is not FieldKind.DATE and self.spec.show is None):
            return
        try:
            value = self.value()
        except DomainError:
            return
        if value is not None:
            self.line.setText(self._show(value))


class LongTextEditor(Editor):
    """Several lines of text."""

    def __init__(self, spec: FormField) -> None:
        """Make an area; see `FormField`."""
        self.area = TextArea(lines=spec.lines, max_length=spec.max_length)
        super().__init__(spec, self.area)
        self.area.textChanged.connect(self.edited)

    def value(self) -> str:
        """The words."""
        return self.area.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        """Show words."""
        self.area.setPlainText(_words(value))


class ChoiceEditor(Editor):
    """One of a list."""

    def __init__(self, spec: FormField) -> None:
        """Make a list; see `FormField`."""
        self.combo = ComboBox(spec.choices, name=spec.label)
        super().__init__(spec, self.combo)
        self.combo.currentIndexChanged.connect(self.edited)

    def value(self) -> Any:
        """The chosen value."""
        return self.combo.value()

    def set_value(self, value: Any) -> None:
        """Choose."""
        self.combo.set_value(value)


class SegmentEditor(Editor):
    """One of a few, joined."""

    def __init__(self, spec: FormField) -> None:
        """Make a row; see `FormField`."""
        self.row = Segmented([Choice(value, words) for value, words in spec.choices], name=spec.label)
        super().__init__(spec, self.row)
        self.row.chosen.connect(self.edited)

    def value(self) -> Any:
        """The chosen value, or None."""
        return self.row.value()

    def set_value(self, value: Any) -> None:
        """Choose."""
        self.row.set_value(value)


class MultiEditor(Editor):
    """Any of a few ticks."""

    def __init__(self, spec: FormField) -> None:
        """Make the ticks; see `FormField`."""
        holder = QWidget()
        super().__init__(spec, holder)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(16))
        self._ticks: list[tuple[object, CheckBox]] = []
        for at, (value, words) in enumerate(spec.choices):
            tick = CheckBox(words)
            tick.toggled.connect(self.edited)
            grid.addWidget(tick, at // 3, at % 3)
            self._ticks.append((value, tick))
        if self._ticks:
            holder.setFocusProxy(self._ticks[0][1])

    def value(self) -> list[object]:
        """The ticked values, in the order offered."""
        return [value for value, tick in self._ticks if tick.isChecked()]

    def set_value(self, value: Any) -> None:
        """Tick some."""
        wanted = list(value or ())
        for offered, tick in self._ticks:
            tick.setChecked(offered in wanted)


class CheckEditor(Editor):
    """A single tick; the question stands beside it."""

    def __init__(self, spec: FormField) -> None:
        """Make a tick; see `FormField`."""
        self.tick = CheckBox(spec.label)
        super().__init__(spec, self.tick)
        self.tick.toggled.connect(self.edited)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.tick.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick it or not."""
        self.tick.setChecked(bool(value))


class LinkEditor(Editor):
    """A record found by typing; its value is the id and the words shown."""

    def __init__(self, spec: FormField) -> None:
        """Make a finder; see `FormField`."""
        self.line = Field(max_length=spec.max_length, icon_name="search")
        super().__init__(spec, self.line)
        self._found: list[tuple[Any, str]] = []
        self._chosen: tuple[Any, str] | None = None
        self._words = QStringListModel(self)
        self._completer = QCompleter(self._words, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = self._completer.popup()
        if popup is not None:
            popup.setAccessibleName(tr("Found"))
        self.line.setCompleter(self._completer)
        self.line.textEdited.connect(self._on_edited)
        self._completer.activated.connect(self._on_activated)

    def value(self) -> tuple[Any, str] | None:
        """Id and words of the record chosen; None when the field is empty.

        Raises:
            DomainError: something is typed that names no record.
        """
        if self._chosen is None and self.line.text().strip():
            raise DomainError(tr("Nobody of this name was picked. Type part of it and choose from the list."))
        return self._chosen

    def set_value(self, value: Any) -> None:
        """Show a record, given as id and words."""
        self._chosen = value or None
        self.line.setText(value[1] if value else "")

    def _on_edited(self, text: str) -> None:
        self._chosen = None
        typed = text.strip()
        self._found = list(self.spec.lookup(typed)) if self.spec.lookup and typed else []
        self._words.setStringList([words for _, words in self._found])
        self.edited.emit()

    def _on_activated(self, words: str) -> None:
        self._chosen = next((pair for pair in self._found if pair[1] == words), None)
        self.edited.emit()


_EDITORS: dict[FieldKind, Callable[[FormField], Editor]] = {
    FieldKind.MULTILINE: LongTextEditor,
    FieldKind.CHOICE: ChoiceEditor,
    FieldKind.SEGMENT: SegmentEditor,
    FieldKind.MULTI: MultiEditor,
    FieldKind.CHECK: CheckEditor,
    FieldKind.PERSON_LINK: LinkEditor,
}


def make_editor(spec: FormField) -> Editor:
    """The editor for a question."""
    return _EDITORS.get(spec.kind, TextEditor)(spec)


def _words(value: Any) -> str:
    return "" if value is None else str(value)


def _whole_number(text: str) -> int:
    digits = text.replace(",", "").replace(" ", "")
    if not digits.isascii() or not digits.lstrip("-").isdigit() or len(digits) > 9:
        raise DomainError(tr("This needs a whole number, such as 12."))
    return int(digits)
