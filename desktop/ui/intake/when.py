"""By when, and whether it repeats."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.enums import Urgency
from desktop.domain.repeats import RepeatKind
from desktop.ui.base.choice import CheckBox, ComboBox
from desktop.ui.base.field import ErrorBlock, Field
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.segmented import Choice, Segmented
from desktop.ui.base.theme import px
from desktop.ui.help_words import day_choices, day_names, repeat_kinds
from desktop.ui.words import say

_WITH_DAYS = (RepeatKind.WEEKLY, RepeatKind.FORTNIGHTLY)


class WhenPart(QWidget):
    """The part of the form that says when.

    Signals:
        edited: an answer changed.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it with nothing chosen, once."""
        super().__init__(parent)
        self._by_hand = False
        self.urgency = Segmented(
            [Choice(one.value, say(one), urgency=one) for one in Urgency], self, name=tr("By when?"), pad=9
        )
        self.block = ErrorBlock(self.urgency)
        kinds = [(kind.value, words) for kind, words in repeat_kinds().items()]
        kinds.append((RepeatKind.OTHER.value, tr("In your own words")))
        self.repeat = ComboBox(kinds, name=tr("Repeat"))
        self.days = {at: CheckBox(words) for at, words in day_choices() if isinstance(at, int)}
        for at, tick in self.days.items():
            tick.setAccessibleName(day_names()[at])
            tick.toggled.connect(self.edited)
        self.starts = Field(name=tr("First day"), hint=tr("Tomorrow"), max_length=40)
        self.until = Field(name=tr("Last day"), hint=tr("No end"), max_length=40)
        self.starts_block, self.until_block = ErrorBlock(self.starts), ErrorBlock(self.until)
        self.said = Field(
            name=tr("How often, in your own words"),
            hint=tr("Two meals a day, Mon Wed Fri, until the end of March"),
            max_length=200,
        )
        self.said_block = ErrorBlock(self.said)
        self._more = self._make_more()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self._first_line())
        column.addWidget(self._more)
        column.addWidget(self.said_block)
        self.first = self.urgency
        self.urgency.chosen.connect(self._on_chosen)
        self.repeat.currentIndexChanged.connect(self._on_repeat)
        lines = ((self.starts, self.starts_block), (self.until, self.until_block))
        for line, block in (*lines, (self.said, self.said_block)):
            line.textEdited.connect(block.clear)
            line.textEdited.connect(self.edited)
        self._on_repeat()

    def propose(self, urgency: Urgency | None) -> None:
        """Put the need's usual answer in, unless somebody chose one; Today is never chosen for anybody.

        Args:
            urgency: of the need; None for no need.
        """
        if not self._by_hand:
            usual = urgency is not None and urgency is not Urgency.TODAY
            self.urgency.set_value(urgency.value if usual and urgency else None)

    def body(self) -> dict[str, Any]:
        """What was chosen and typed."""
        return {
            "urgency": str(self.urgency.value() or ""),
            "by_hand": self._by_hand,
            "repeat": str(self.repeat.value()),
            "days": [at for at, tick in self.days.items() if tick.isChecked()],
            "starts": self.starts.text(),
            "until": self.until.text(),
            "said": self.said.text(),
        }

    def restore(self, body: Mapping[str, Any]) -> None:
        """Show what was chosen and typed before."""
        for block in (self.block, self.starts_block, self.until_block, self.said_block):
            block.clear()
        self._by_hand = bool(body.get("by_hand"))
        self.urgency.set_value(body.get("urgency") or None)
        self.repeat.set_value(body.get("repeat", RepeatKind.ONCE.value))
        for at, tick in self.days.items():
            tick.setChecked(at in body.get("days", ()))
        self.starts.setText(str(body.get("starts", "")))
        self.until.setText(str(body.get("until", "")))
        self.said.setText(str(body.get("said", "")))

    def _first_line(self) -> QWidget:
        line = QWidget(self)
        flow = FlowLayout(line, gap=12)
        repeat = QWidget(line)
        row = QHBoxLayout(repeat)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        label = Label(tr("Repeat"), repeat, kind="caption")
        label.setBuddy(self.repeat)
        row.addStretch(1)
        row.addWidget(label)
        row.addWidget(self.repeat)
        flow.addWidget(self.block)
        flow.addWidget(repeat)
        return line

    def _make_more(self) -> QWidget:
        more = QWidget(self)
        flow = FlowLayout(more, gap=8)
        self._ticks = QWidget(more)
        row = QHBoxLayout(self._ticks)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        for tick in self.days.values():
            row.addWidget(tick)
        flow.addWidget(self._ticks)
        for words, block in ((tr("From"), self.starts_block), (tr("Until"), self.until_block)):
            holder = QWidget(more)
            pair = QHBoxLayout(holder)
            pair.setContentsMargins(0, 0, 0, 0)
            pair.setSpacing(px(8))
            label = Label(words, holder, kind="caption")
            label.setBuddy(block.field)
            pair.addWidget(label)
            pair.addWidget(block)
            flow.addWidget(holder)
        return more

    def _on_chosen(self) -> None:
        self._by_hand = True
        self.block.clear()
        self.edited.emit()

    def _on_repeat(self) -> None:
        kind = RepeatKind(str(self.repeat.value()))
        self._more.setVisible(kind not in (RepeatKind.ONCE, RepeatKind.OTHER))
        self.said_block.setVisible(kind is RepeatKind.OTHER)
        self._ticks.setVisible(kind in _WITH_DAYS)
        self.edited.emit()
