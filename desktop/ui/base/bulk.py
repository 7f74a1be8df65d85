"""Acting on many rows at once: what a list offers, the strip under it, and the dialog that says first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desktop.domain.verdicts import Verdict
from desktop.jobs.runner import JobRunner
from desktop.ui.base.button import Button
from desktop.ui.base.card import Glyph
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.form_fields import FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import ElidedLabel, Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.permits import may
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Tone, Weight

PRINT, SAVE = "print", "save"
"""Acts of the strip that leave a list as it is: print or save the rows picked."""
_NAMES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class BulkAction:
    """Something that can be done to the rows picked.

    Attributes:
        key: carried to `BulkActs`.
        text: the button in the strip.
        icon: before it.
        verb: the main button of the dialog, before the number.
        said: the sentence for how many of how many, such as "4 of 5 can be added."
        action: what it leads to, of `desktop.services.actions`; absent for whoever may not.
    """

    key: str
    text: str
    icon: str
    verb: str
    said: Callable[[int, int], str]
    action: str = ""


class BulkActs:
    """What one kind of list can do to many rows; a feature's helper subclasses it.

    Attributes:
        actions: in the order of the strip.
    """

    actions: Sequence[BulkAction] = ()

    def fields(self, key: str) -> Sequence[FormField]:
        """What is asked before an act (worker)."""
        raise NotImplementedError

    def judge(self, key: str, ids: Sequence[Any], values: Mapping[str, Any]) -> Verdict:
        """What will and won't happen (worker)."""
        raise NotImplementedError

    def act(self, key: str, ids: Sequence[Any], values: Mapping[str, Any], said: Verdict) -> object:
        """Do it to exactly those the judgement named (worker, a write)."""
        raise NotImplementedError


class BulkStrip(QFrame):
    """The line under a list: how many rows are picked, and what can be done to them together.

    Signals:
        asked: the key of an act.
    """

    asked = Signal(str)

    def __init__(
        self,
        actions: Sequence[BulkAction],
        parent: QWidget | None = None,
        *,
        printing: bool = False,
        saving: bool = False,
    ) -> None:
        """Make it.

        Args:
            actions: of the list.
            parent: the owner.
            printing: offer to print the rows picked.
            saving: offer to save the rows picked.
        """
        super().__init__(parent)
        self.setProperty("role", "strip")
        self._row = FlowLayout(self, margins=QMargins(18, 6, 12, 6))
        self._glyph = Glyph("square-check", self, size=16)
        self._glyph.setFixedHeight(px(30))
        self.words = Label("", self, kind="second", tone="ink")
        self.words.setFont(theme().font(Size.SECOND, Weight.BOLD))
        self.hint = ElidedLabel("", self, kind="second")
        self.hint.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hint.setMinimumWidth(px(60))
        self._row.addWidget(self._glyph)
        for label in (self.words, self.hint):
            label.setFixedHeight(px(30))
            self._row.addWidget(label)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        offered = [(one.key, one.text, one.icon) for one in actions if may(one.action)]
        offered += [(PRINT, tr("Print"), "printer")] if printing else []
        offered += [(SAVE, tr("Save list"), "file-export")] if saving else []
        self.buttons = {key: self._button(key, words, icon) for key, words, icon in offered}
        self._extra: list[QWidget] = []
        self._shown = (-1, -1)

    @property
    def offers_anything(self) -> bool:
        """Whether there is anything to pick rows for."""
        return bool(self.buttons or any(may(getattr(one, "action", "")) for one in self._extra))

    def add(self, button: QWidget) -> None:
        """Put a button of the page's own at the end; it gives way to the acts once rows are picked."""
        button.setParent(self)
        self._row.addWidget(button)
        self._extra.append(button)

    def show_count(self, count: int, total: int) -> None:
        """Say how many are picked; the acts show once there is more than one."""
        if (count, total) == self._shown:
            return
        self._shown = (count, total)
        many = count > 1
        words = tr("{count} of {total} selected.", count=f"{count:,}", total=f"{total:,}")
        self.words.setText(words)
        self.hint.set_whole(tr("Press Space to pick more, then act on them together."))
        self.hint.setVisible(not many and bool(self.buttons))
        for button in self.buttons.values():
            button.setVisible(many)
        for own in self._extra:
            own.setVisible(not many)
        self.updateGeometry()

    def _button(self, key: str, words: str, icon: str) -> Button:
        button = Button(words, self, icon=icon, small=True)
        button.clicked.connect(lambda: self.asked.emit(key))
        button.hide()
        self._row.addWidget(button)
        return button


class BulkDialog(FormDialog):
    """Says what will and won't happen to the rows picked, again at every answer, and then does just that."""

    def __init__(
        self,
        action: BulkAction,
        fields: Sequence[FormField],
        acts: BulkActs,
        ids: Sequence[Any],
        jobs: JobRunner,
        parent: QWidget | None = None,
    ) -> None:
        """Make it and ask for the first judgement.

        Args:
            action: what is to be done.
            fields: what is asked before.
            acts: judges and does it.
            ids: the rows picked.
            jobs: runs both.
            parent: the window it belongs to.
        """
        super().__init__(action.text, fields, self._do, jobs, parent, verb=action.verb)
        self._action, self._acts, self._ids, self._questions = action, acts, list(ids), fields
        self.verdict: Verdict | None = None
        self.sentence = Label("", self, kind="strong", wrap=True)
        self.sentence.setAccessibleName(tr("What will happen"))
        self.body.addWidget(self.sentence)
        self._notices: list[Notice] = []
        self.body.addStretch(1)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(px(560), px(300 + 60 * len(fields)))
        self.form.edited.connect(self.look)
        self.look()
        if not fields:
            self.secondary.setFocus()

    def look(self) -> None:
        """Ask what would happen with the answers given so far."""
        self.verdict = None
        self.primary.setEnabled(False)
        values = self.form.values()
        if any(one.required and values[one.key] in (None, "") for one in self._questions):
            self._say(tr_count("{count} picked.", "{count} picked.", len(self._ids)), [])
            return
        self._jobs.read(
            lambda: self._acts.judge(self._action.key, self._ids, values),
            self._on_verdict,
            self.form.show_problem,
            key=f"bulk-{id(self)}",
        )

    def _do(self, values: Mapping[str, Any]) -> object:
        assert self.verdict is not None
        return self._acts.act(self._action.key, self._ids, values, self.verdict)

    def _on_verdict(self, verdict: Verdict) -> None:
        if not shiboken6.isValid(self):
            return
        self.verdict = verdict
        count = len(verdict.can)
        self._say(self._action.said(count, verdict.total), verdict.reasons())
        verb = self._action.verb
        self.primary.setText(tr("{verb} {count}", verb=verb, count=f"{count:,}") if count else verb)
        self.primary.setAccessibleName(self.primary.text())
        self.primary.setEnabled(bool(count))

    def _on_settled(self) -> None:
        """After a refusal the judgement is another: look again."""
        if shiboken6.isValid(self) and self.isVisible():
            self.look()

    def _say(self, sentence: str, reasons: Sequence[tuple[str, Sequence[str]]]) -> None:
        self.sentence.setText(sentence)
        for notice in self._notices:
            self.body.removeWidget(notice)
            notice.deleteLater()
        self._notices = []
        for reason, names in reasons:
            lead = tr_count("{count} can’t: {reason}.", "{count} can’t: {reason}.", len(names), reason=reason)
            notice = Notice(lead, _some(names), self, tone=Tone.WARN)
            self.body.insertWidget(self.body.count() - 1, notice)
            self._notices.append(notice)


def _some(names: Sequence[str]) -> str:
    """The first names, and how many more."""
    known = [name for name in names if name]
    shown = ", ".join(known[:_NAMES_SHOWN])
    left = len(known) - _NAMES_SHOWN
    return tr("{names} and {count} more", names=shown, count=f"{left:,}") if left > 0 else shown
