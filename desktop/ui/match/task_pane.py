"""Left of the page: the task, the checks it needs, and who else might help."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from db.queries.organisations import OrganisationRow
from desktop.domain.phones import national
from desktop.services.matching import RuleLine
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Glyph, Rule, scrolling
from desktop.ui.base.chip import StatusLabel
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.match.look import Look
from desktop.ui.match.words import place_words, when_words

WIDTH = 240


class TaskPane(QFrame):
    """The task as it may be told: need, time and area, never a name.

    Signals:
        organisation_asked: the key of an organisation to show.
    """

    organisation_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self.setProperty("role", "pane")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._outer = outer
        self._body: QWidget | None = None

    def show_look(self, look: Look) -> None:
        """Show a task.

        Args:
            look: what was read.
        """
        if self._body is not None:
            self._outer.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, px(14), 0, px(14))
        column.setSpacing(px(12))
        column.addLayout(self._task(look))
        if look.view.card.needed:
            column.addWidget(Rule())
            column.addLayout(self._needed(look.view.card.needed))
        if look.referrals:
            column.addWidget(Rule())
            column.addLayout(self._if_nobody(look.referrals))
        column.addStretch(1)
        self._body = scrolling(content, self)
        self._outer.addWidget(self._body)

    def _task(self, look: Look) -> QVBoxLayout:
        card = look.view.card
        column = _part()
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(Glyph(card.icon, tone="accent", size=20), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Label(card.need, kind="section", wrap=True), 1)
        column.addLayout(head)
        column.addWidget(StatusLabel(when_words(card, look.today), urgency=card.urgency))
        column.addWidget(Label(place_words(card), kind="second", wrap=True))
        return column

    def _needed(self, needed: Sequence[RuleLine]) -> QVBoxLayout:
        column = _part()
        column.addWidget(Label(tr("Needed for this task"), kind="field"))
        for one in needed:
            row = QHBoxLayout()
            row.setSpacing(px(8))
            row.addWidget(Glyph("shield-check", tone="ok", size=16), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(one.words, wrap=True), 1)
            column.addLayout(row)
        law = [one.words for one in needed if one.is_law]
        if len(law) == len(needed):
            words = tr("Required by law.")
        elif law:
            words = tr("The law asks for: {checks}. The rest is your hub’s rule.", checks=", ".join(law))
        else:
            words = tr("Your hub’s rule for this kind of help.")
        column.addWidget(Label(words, kind="second", wrap=True))
        return column

    def _if_nobody(self, referrals: Sequence[OrganisationRow]) -> QVBoxLayout:
        column = _part()
        column.addWidget(Label(tr("If nobody can"), kind="field"))
        column.addWidget(Label(tr("These help with this too:"), kind="second", wrap=True))
        for one in referrals:
            link = Button(one.name, kind=ButtonKind.LINK)
            link.clicked.connect(lambda _=False, key=one.id: self.organisation_asked.emit(key))
            column.addWidget(link)
            if one.phone:
                row = QHBoxLayout()
                row.setSpacing(px(8))
                row.addWidget(Glyph("phone", size=16))
                row.addWidget(Label(national(one.phone), kind="strong"), 1)
                column.addLayout(row)
        return column


class TaskBanner(QFrame):
    """The task in two lines, above the list where there is no room for the pane."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self.setProperty("role", "note")
        self._need = Label("", self, kind="section", wrap=True)
        self._when = Label("", self, kind="second", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(8), px(12), px(8))
        column.setSpacing(px(2))
        column.addWidget(self._need)
        column.addWidget(self._when)

    def show_look(self, look: Look) -> None:
        """Show a task; see `TaskPane.show_look`."""
        card = look.view.card
        self._need.setText(card.need)
        needed = ", ".join(one.words for one in card.needed)
        words = f"{when_words(card, look.today)}. {place_words(card)}"
        self._when.setText(tr("{task} Needs: {checks}.", task=words, checks=needed) if needed else words)


def _part() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(px(20), 0, px(16), 0)
    column.setSpacing(px(7))
    return column
