"""What is needed: nine tiles by number key, the others behind the ninth, and one or two questions."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from db.enums import Answer
from desktop.services.needs import Need
from desktop.ui.base.choice import ComboBox
from desktop.ui.base.field import ErrorBlock, Field
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.need_tiles import NeedTiles
from desktop.ui.base.segmented import Choice, Segmented
from desktop.ui.base.theme import px
from desktop.ui.words import say

BECAUSE_OF = "because_of"
"""The question that has an answer of its own on every request: rules depend on it."""
OTHERS_KEY = 9
"""The tile with this number stands for everything that has no tile."""


class Asked(QWidget):
    """One question: its words and, beside them, its answer."""

    def __init__(self, label: str, editor: QWidget, parent: QWidget | None = None) -> None:
        """Put words before an editor."""
        super().__init__(parent)
        self.editor = editor
        words = Label(label, self, kind="caption")
        words.setBuddy(editor)
        editor.setAccessibleName(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(words)
        row.addWidget(editor, 1)
        wide = QSizePolicy.Policy.Maximum if isinstance(editor, Segmented) else QSizePolicy.Policy.Expanding
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)


class Questions(QFrame):
    """The questions of one need.

    Signals:
        edited: an answer changed.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without questions."""
        super().__init__(parent)
        self.setProperty("role", "sunk")
        self._flow = FlowLayout(self, gap=10, line_gap=6)
        self._flow.setContentsMargins(px(12), px(7), px(8), px(7))
        self.asked: dict[str, Asked] = {}
        self.hide()

    def ask(self, questions: Sequence[Mapping[str, Any]], others: Sequence[Need], chosen: str) -> None:
        """Show other questions.

        Args:
            questions: of the need.
            others: needs without a tile, to choose among first; none to leave that out.
            chosen: the code chosen among them.
        """
        for old in self.asked.values():
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.asked = {}
        if others:
            combo = ComboBox([(need.code, need.label) for need in others])
            combo.set_value(chosen)
            self._add("", Asked(tr("Which?"), combo))
        for question in questions:
            self._add(str(question["code"]), Asked(str(question["label"]), _editor(question)))
        self.setVisible(bool(self.asked))
        self.updateGeometry()

    def answers(self) -> dict[str, str]:
        """What was answered, by question; questions not asked are left out."""
        found = {code: _answer(asked.editor) for code, asked in self.asked.items() if code}
        return {code: answer for code, answer in found.items() if answer}

    def set_answers(self, answers: Mapping[str, str]) -> None:
        """Put answers in."""
        for code, asked in self.asked.items():
            if not code:
                continue
            if isinstance(asked.editor, Field):
                asked.editor.setText(answers.get(code, ""))
            elif isinstance(asked.editor, ComboBox | Segmented):
                asked.editor.set_value(answers.get(code, ""))

    def first(self) -> QWidget | None:
        """The first editor, or None."""
        return next((asked.editor for asked in self.asked.values()), None)

    def _add(self, code: str, asked: Asked) -> None:
        self.asked[code] = asked
        self._flow.addWidget(asked)
        editor = asked.editor
        if isinstance(editor, Field):
            editor.textEdited.connect(self.edited)
        elif isinstance(editor, Segmented):
            editor.chosen.connect(self.edited)
        elif isinstance(editor, ComboBox) and code:
            editor.currentIndexChanged.connect(self.edited)


class WhatPart(QWidget):
    """The part of the form that says what.

    Signals:
        need_changed: the code of the need chosen.
        edited: an answer changed.
        done: a need was picked; the keyboard can go on.
    """

    need_changed = Signal(str)
    edited = Signal()
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, without needs yet."""
        super().__init__(parent)
        self._needs: dict[str, Need] = {}
        self._asking_why: frozenset[str] = frozenset()
        self._code = ""
        self.tiles = NeedTiles((), self, name=tr("What do they need?"))
        grid = self.tiles.layout()
        if isinstance(grid, QGridLayout):
            for column_at in range(3):
                grid.setColumnStretch(column_at, 1)
        self.block = ErrorBlock(self.tiles)
        self.questions = Questions(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.block)
        column.addWidget(self.questions)
        self.first = self.tiles
        self.tiles.picked.connect(self._on_picked)
        self.questions.edited.connect(self.edited)

    def set_needs(self, needs: Sequence[Need], asking_why: frozenset[str]) -> None:
        """Offer needs.

        Args:
            needs: in the hub's order.
            asking_why: codes of those whose rules depend on age, illness or disability.
        """
        self._needs = {need.code: need for need in needs}
        self._asking_why = asking_why
        keyed = sorted((need for need in needs if need.key), key=lambda need: need.key or 0)
        self.tiles.set_choices([Choice(need.code, need.label, need.icon) for need in keyed])
        self.tiles.set_value(self._tile_of(self.need()))

    def need(self) -> Need | None:
        """The need chosen."""
        return self._needs.get(self._code)

    def body(self) -> dict[str, Any]:
        """What was chosen and answered."""
        answers = self.questions.answers()
        return {
            "need": self._code,
            "because_of": answers.pop(BECAUSE_OF, Answer.NOT_ASKED.value),
            "answers": answers,
        }

    def restore(self, body: Mapping[str, Any]) -> None:
        """Show what was chosen and answered before; a need the hub no longer offers is asked again."""
        self.block.clear()
        self._choose(str(body.get("need", "")))
        answers = {**body.get("answers", {}), BECAUSE_OF: body.get("because_of", "")}
        self.questions.set_answers(answers)

    def _choose(self, code: str) -> None:
        need = self._needs.get(code)
        self._code = code if need else ""
        tile = self._tile_of(need)
        self.tiles.set_value(tile)
        others = [] if need is None or need.key not in (None, OTHERS_KEY) else self._others(tile)
        self.questions.ask(self._questions_of(need), others, code)
        first = self.questions.asked.get("")
        if first is not None and isinstance(first.editor, ComboBox):
            first.editor.currentIndexChanged.connect(self._on_other)
        self.need_changed.emit(self._code)

    def _tile_of(self, need: Need | None) -> str | None:
        if need is None or need.key:
            return need.code if need else None
        return next((one.code for one in self._needs.values() if one.key == OTHERS_KEY), None)

    def _others(self, tile: str | None) -> list[Need]:
        ninth = [self._needs[tile]] if tile in self._needs and tile is not None else []
        return ninth + [need for need in self._needs.values() if need.key is None]

    def _questions_of(self, need: Need | None) -> list[Mapping[str, Any]]:
        if need is None:
            return []
        asked: list[Mapping[str, Any]] = [one for one in need.questions if one["code"] != BECAUSE_OF]
        if need.code in self._asking_why or len(asked) < len(need.questions):
            why = tr("Because of age, illness or disability?")
            asked.append({"code": BECAUSE_OF, "label": why, "kind": "yes_no"})
        return asked

    def _on_picked(self, code: object) -> None:
        self.block.clear()
        if code != self._code:
            self._choose(str(code))
        self.edited.emit()
        self.done.emit()

    def _on_other(self) -> None:
        combo = self.questions.asked[""].editor
        assert isinstance(combo, ComboBox)
        self._choose(str(combo.value()))
        again = self.questions.first()
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()


def yes_no(name: str, parent: QWidget | None = None) -> Segmented:
    """Yes or no, nothing chosen."""
    answers = [Choice(one.value, say(one)) for one in (Answer.YES, Answer.NO)]
    return Segmented(answers, parent, name=name, pad=10)


def _editor(question: Mapping[str, Any]) -> QWidget:
    kind, label = question["kind"], str(question["label"])
    if kind == "yes_no":
        return yes_no(label)
    if kind == "text":
        return Field(max_length=300)
    offered = [(str(one["code"]), str(one["label"])) for one in question["choices"]]
    blank = [one for one in offered if one[0] == Answer.NOT_ASKED]
    rest = [one for one in offered if one[0] != Answer.NOT_ASKED]
    return ComboBox([("", blank[0][1] if blank else tr("Not asked")), *rest])


def _answer(editor: QWidget) -> str:
    if isinstance(editor, Field):
        return editor.text().strip()
    if isinstance(editor, ComboBox | Segmented):
        return str(editor.value() or "")
    return ""
