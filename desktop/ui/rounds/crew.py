"""Who goes on a round, whether they may do all of it, and what else keeps it from going out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.services.round_details import CrewLine, RoundDetail
from desktop.ui.base.avatar import Avatar
from desktop.ui.base.button import Button
from desktop.ui.base.card import Glyph
from desktop.ui.base.chip import StatusLabel
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import ElidedLabel, Label
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone

MOST_REASONS = 3


class CrewPanel(QFrame):
    """Driver, helper, and reasons in amber.

    Signals:
        fix_asked: choose somebody else, or somebody at all.
    """

    fix_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.setProperty("role", "pane")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(20), px(11), px(14), px(11))
        self._column.setSpacing(px(8))
        self._lines: list[QWidget] = []

    def show_crew(self, detail: RoundDetail) -> None:
        """Show who goes.

        Args:
            detail: the round.
        """
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        said = {words for one in detail.crew for words in one.words}
        self._lines = [self._person(one) for one in detail.crew]
        self._lines += [_reason(words) for one in detail.crew for words in one.words[:MOST_REASONS]]
        if not detail.crew:
            self._lines.append(self._nobody(detail))
        others = [words for words in detail.not_yet if words not in said and detail.crew]
        self._lines += _few(others)
        for line in self._lines:
            self._column.addWidget(line)

    def _person(self, one: CrewLine) -> QWidget:
        role = tr("driver") if one.is_driver else tr("helper")
        if not one.words:
            words = tr("Can do all {count}", count=one.total)
            state = StatusLabel(words, icon="shield-check", tone=Tone.OK)
        else:
            words = tr("Can do {can} of {total}", can=one.can, total=one.total)
            state = StatusLabel(words, icon="alert-circle", tone=Tone.WARN, weight=600)
        return self._line(Avatar(one.name, size=28), one.name, role, state, tr("Fix") if one.words else "")

    def _nobody(self, detail: RoundDetail) -> QWidget:
        missing = StatusLabel(tr("Nobody yet"), icon="user-question", tone=Tone.WARN, weight=600)
        name = tr("Driver")
        return self._line(Glyph("user", size=28), name, "", missing, tr("Choose") if detail.row.id else "")

    def _line(self, mark: QWidget, name: str, role: str, state: QWidget, verb: str) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        row.addWidget(mark)
        words = QHBoxLayout()
        words.setSpacing(px(5))
        words.addWidget(_name(name))
        words.addWidget(Label(role, tone="ink2"))
        words.addStretch(1)
        row.addLayout(words, 1)
        row.addWidget(state)
        if verb:
            button = Button(verb, small=True, action="round.set")
            button.setAccessibleName(tr("{verb}: {name}", verb=verb, name=name))
            button.clicked.connect(self.fix_asked)
            row.addWidget(button)
        return line


def _name(name: str) -> ElidedLabel:
    """A name that gives way before what stands beside it does; the tooltip has it whole."""
    label = ElidedLabel(name, kind="strong")
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    label.setMinimumWidth(px(60))
    return label


def _few(reasons: Sequence[str]) -> list[QWidget]:
    shown: list[QWidget] = [_reason(words) for words in reasons[:MOST_REASONS]]
    left = len(reasons) - MOST_REASONS
    if left > 0:
        shown.append(_reason(tr_count("And {count} more.", "And {count} more.", left)))
    return shown


def _reason(words: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(px(38), 0, 0, 0)
    row.addWidget(Label(words, tone="warn", wrap=True), 1, Qt.AlignmentFlag.AlignTop)
    return line
