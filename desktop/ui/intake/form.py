"""The questions of a call, one below the other, labels beside or above them."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QGridLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.ui.base.field import ErrorBlock, TextArea
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.intake.extras import BeforePart, BehalfPart, SharingPart, ToldPart
from desktop.ui.intake.what import WhatPart
from desktop.ui.intake.when import WhenPart
from desktop.ui.intake.who import WhoPart

LABEL_WIDTH = 122
_MOST_WORDS, _MOST_LINES = 4_000, 6
_NO_LIMIT = 16_777_215


class _Question(QWidget):
    """The words before a part: the question and a hint under it."""

    def __init__(self, title: str, hint: str, part: QWidget) -> None:
        super().__init__()
        self._words = Label(title, kind="field", wrap=True)
        self._words.setBuddy(getattr(part, "first", part))
        self._hint = Label(hint, kind="second", wrap=True)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setSpacing(0)
        self._box.addWidget(self._words)
        if hint:
            self._box.addWidget(self._hint)
        else:
            self._hint.setParent(self)
            self._hint.hide()
        self._box.addStretch(1)
        self.set_stacked(False)

    def set_stacked(self, on: bool) -> None:
        """Above its part on one line, or beside it on two."""
        way = QBoxLayout.Direction
        self._box.setDirection(way.LeftToRight if on else way.TopToBottom)
        self._box.setSpacing(px(10) if on else 0)
        self._box.setContentsMargins(0, 0 if on else px(8), 0, 0)
        for label in (self._words, self._hint):
            label.setWordWrap(not on)
        self.setMinimumWidth(0 if on else px(LABEL_WIDTH))
        self.setMaximumWidth(_NO_LIMIT if on else px(LABEL_WIDTH))
        wide = QSizePolicy.Policy.Maximum if on else QSizePolicy.Policy.Expanding
        policy = QSizePolicy(wide, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(not on)
        self._words.setSizePolicy(policy)


class _Words(TextArea):
    """Two lines, and as many more as are typed, up to six."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent, name=tr("What did they say?"), max_length=_MOST_WORDS)
        self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        lines = self.document().size().height()
        return QSize(
            px(240), px(22) + self.fontMetrics().lineSpacing() * round(min(max(lines, 2), 6)) + px(4)
        )


class CallForm(QWidget):
    """Every part of a call.

    Signals:
        edited: something was typed or chosen.
    """

    edited = Signal()

    def __init__(self, context: AppContext, host: QWidget, parent: QWidget | None = None) -> None:
        """Build it, empty.

        Args:
            context: the open hub.
            host: the widget the list of people found is laid over.
            parent: the owner.
        """
        super().__init__(parent)
        self.who = WhoPart(context, host, self)
        self.what = WhatPart(self)
        self.when = WhenPart(self)
        self.words = _Words(self)
        self.sharing = SharingPart(context.facts().consent_wording, self)
        self.told = ToldPart(self)
        self.before = BeforePart(self)
        self.behalf = BehalfPart(self)
        self.notice = Notice(parent=self, tone=Tone.DANGER)
        self.notice.hide()
        self._rows = self._make_rows()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(20))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(18), px(20), px(3))
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addLayout(self._grid)
        self.foot = QVBoxLayout()
        column.addLayout(self.foot)
        column.addStretch(1)
        self.set_stacked(False)
        self._wire()

    def set_stacked(self, on: bool) -> None:
        """Put the questions above their answers, or beside them."""
        for question, part in self._rows:
            question.set_stacked(on)
            self._grid.removeWidget(question)
            self._grid.removeWidget(part)
        for at, (question, part) in enumerate(self._rows):
            if on:
                self._grid.addWidget(question, 2 * at, 0, 1, 2)
                self._grid.addWidget(part, 2 * at + 1, 0, 1, 2)
            else:
                self._grid.addWidget(question, at, 0)
                self._grid.addWidget(part, at, 1)
        self._grid.setColumnStretch(1, 1)
        self._grid.setVerticalSpacing(px(8 if on else 14))

    def chain_tabs(self) -> None:
        """Let Tab go down the form; tiles and questions made later would come last."""
        groups: list[QWidget] = [self.who.finder.line, self.who.card.not_them, *self.who.new.fields.values()]
        groups += [self.what.tiles, *(asked.editor for asked in self.what.questions.asked.values())]
        groups += [self.when.urgency, self.when.repeat, *self.when.days.values()]
        groups += [self.when.starts, self.when.until, self.words, self.sharing.tick]
        groups += [*self.before.answers.values(), self.told.tick, self.behalf.opener]
        groups += [*self.behalf.fields.values(), self.behalf.knows]
        stops = [stop for group in groups for stop in _stops(group)]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def body(self) -> dict[str, Any]:
        """Everything typed and chosen, as JSON can hold it."""
        return {
            "who": self.who.body(),
            "what": self.what.body(),
            "when": self.when.body(),
            "words": self.words.toPlainText(),
            "share": self.sharing.tick.isChecked(),
            "told": self.told.tick.isChecked(),
            "before": self.before.body(),
            "behalf": self.behalf.body(),
        }

    def restore(self, body: Mapping[str, Any]) -> None:
        """Show what was typed and chosen before."""
        self.clear_problems()
        self.who.restore(body.get("who", {}))
        self.when.restore(body.get("when", {}))
        self.what.restore(body.get("what", {}))
        self.words.setPlainText(str(body.get("words", "")))
        self.sharing.tick.setChecked(bool(body.get("share")))
        self.told.tick.setChecked(bool(body.get("told")))
        self.before.restore(body.get("before", {}))
        self.behalf.restore(body.get("behalf", {}))

    def places(self) -> dict[str, QWidget]:
        """Where the keyboard can be, by a name that stays the same."""
        found: dict[str, QWidget] = {"who": self.who.finder.line}
        found |= {f"new.{key}": line for key, line in self.who.new.fields.items()}
        found["need"] = self.what.tiles
        found |= {f"asked.{code}": asked.editor for code, asked in self.what.questions.asked.items()}
        found |= {"urgency": self.when.urgency, "repeat": self.when.repeat}
        found |= {"starts": self.when.starts, "until": self.when.until, "spoken": self.when.said}
        found |= {"words": self.words, "share": self.sharing.tick, "told": self.told.tick}
        found |= {f"before.{code}": row for code, row in self.before.answers.items()}
        found |= {f"behalf.{key}": line for key, line in self.behalf.fields.items()}
        return found | {"behalf.knows": self.behalf.knows, "behalf": self.behalf.opener}

    def place(self) -> str:
        """The name of where the keyboard is; empty when it is elsewhere."""
        focused = QApplication.focusWidget()
        if focused is None:
            return ""
        places = self.places().items()
        return next((key for key, one in places if one is focused or one.isAncestorOf(focused)), "")

    def go_to(self, place: str) -> None:
        """Put the keyboard somewhere by its name; in the first field where there is no such place."""
        widget = self.places().get(place, self.who.finder.line)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problems(self, problems: Iterable[DomainError]) -> None:
        """Say what is wrong, each beside its field; the first takes the keyboard."""
        self.clear_problems()
        blocks = self._blocks()
        first = True
        for problem in problems:
            block = blocks.get(problem.field)
            if block is None:
                self.notice.say(problem.user_message)
                self.notice.show()
            else:
                block.say(problem.user_message)
                if first:
                    block.field.setFocus(Qt.FocusReason.OtherFocusReason)
            first = False

    def problems(self) -> dict[str, str]:
        """What is said beside the fields now; under an empty key what is said above them."""
        said = {key: block.message for key, block in self._blocks().items() if block.message}
        return said | ({"": self.notice.text} if not self.notice.isHidden() else {})

    def clear_problems(self) -> None:
        """Say nothing any more."""
        self.notice.hide()
        for key, block in self._blocks().items():
            if key != "postcode":
                block.clear()

    def _blocks(self) -> dict[str, ErrorBlock]:
        return {
            "who": self.who.block,
            "need": self.what.block,
            "when": self.when.block,
            "starts": self.when.starts_block,
            "until": self.when.until_block,
            "spoken": self.when.said_block,
            "address_line1": self.who.new.blocks["address"],
            **self.who.new.blocks,
        }

    def _make_rows(self) -> list[tuple[_Question, QWidget]]:
        rows = (
            (tr("Who is calling?"), tr("number or name"), self.who),
            (tr("What do they need?"), tr("press the number"), self.what),
            (tr("By when?"), "", self.when),
            (tr("What did they say?"), tr("in their words"), self.words),
            (tr("Sharing"), "", self.sharing),
            (tr("Before they go"), tr("skip if no time"), self.before),
            (tr("Their data"), "", self.told),
            (tr("On behalf"), "", self.behalf),
        )
        return [(_Question(title, hint, part), part) for title, hint, part in rows]

    def _wire(self) -> None:
        self.words.textChanged.connect(self.edited)
        for part in (self.who, self.what, self.when, self.sharing, self.told, self.before, self.behalf):
            part.edited.connect(self.edited)
        self.what.need_changed.connect(self._on_need_changed)
        self.who.person_changed.connect(self._on_person_changed)
        self.who.done.connect(self.what.tiles.setFocus)
        self.what.done.connect(self._after_need)

    def _on_need_changed(self) -> None:
        need = self.what.need()
        self.when.propose(need.default_urgency if need else None)
        self.chain_tabs()

    def _on_person_changed(self) -> None:
        """What one person agreed to says nothing about another."""
        self.sharing.tick.setChecked(False)
        self.sharing.show_person("")
        self.told.tick.setChecked(False)
        self.told.show_notice(self.told.words.text(), None)

    def _after_need(self) -> None:
        nearest = self.what.questions.first() or self.when.urgency
        nearest.setFocus(Qt.FocusReason.OtherFocusReason)

    def minimumSizeHint(self) -> QSize:
        """The form scrolls: its height follows from its width, not from its words at their narrowest."""
        return QSize(px(320), px(120))


def _stops(group: QWidget) -> list[QWidget]:
    """Where Tab stops in a group: its buttons, or the widget itself."""
    buttons: list[QWidget] = list(group.findChildren(QPushButton))
    return buttons or [group]
