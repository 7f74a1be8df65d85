"""Middle of the page: how many can, those who can, those who can't yet, and how many are not free."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.match_words import headline, usual_words
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Card, Glyph, SectionHeader
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.match.blocked import BlockedPart
from desktop.ui.match.fit_list import FitList
from desktop.ui.match.look import Look
from desktop.ui.match.task_pane import TaskBanner
from desktop.ui.match.words import usual_missing

FIRST_SHOWN = 5
"""Shown at first, so that those who can't be given the task are seen too."""


class MatchMiddle(QWidget):
    """Everybody considered.

    Signals:
        volunteer_asked: the key of a volunteer whose record is wanted.
    """

    volunteer_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self._look: Look | None = None
        self._all = False
        self.banner = TaskBanner(self)
        self.banner.hide()
        self.head = SectionHeader("", tr("Best fit first"), self)
        self.usual = Notice(parent=self, tone=Tone.WARN)
        self.nobody = Notice(parent=self, tone=Tone.WARN)
        self.card = Card(self, pad=1)
        self.fits = FitList(self.card)
        self.card.column.addWidget(self.fits)
        self.more = Button(tr("Show all"), self, kind=ButtonKind.LINK)
        self.more.clicked.connect(self.show_all)
        self.blocked = BlockedPart(self)
        self.blocked.opened.connect(self.volunteer_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(14))
        column.setSpacing(px(10))
        for part in (self.banner, self.head, self.usual, self.nobody, self.card, self.more, self.blocked):
            column.addWidget(part)
        column.addLayout(self._foot())
        column.addStretch(1)
        for part in (self.usual, self.nobody, self.card, self.more):
            part.hide()

    def show_look(self, look: Look, *, select: str = "") -> None:
        """Show everybody considered.

        Args:
            look: what was read.
            select: the volunteer to put the keyboard on.
        """
        self._look = look
        matches = look.view.matches
        self.banner.show_look(look)
        self.head.title.setText(headline(matches))
        self.head.note.setVisible(bool(matches.fits))
        show_usual = usual_missing(look.view) and matches.usual is not None
        if matches.usual is not None:
            self.usual.say(usual_words(matches.usual))
        self.usual.setVisible(show_usual)
        self.nobody.say(tr("Nobody can do this in time."), self._next_best(look))
        self.nobody.setVisible(not matches.fits)
        self.card.setVisible(bool(matches.fits))
        self.blocked.show_blocked(matches.blocked, matches.blocked_count)
        others = look.view.others
        self._others.setText(
            tr_count(
                "{count} other volunteer is not free then.",
                "{count} other volunteers are not free then.",
                others,
            )
        )
        self._others_row.setVisible(others > 0)
        self._fill(select)

    def show_all(self) -> None:
        """Show everybody ranked."""
        self._all = True
        self._fill(self.fits.current_key())

    def _fill(self, select: str) -> None:
        if self._look is None:
            return
        fits = self._look.view.matches.fits
        keys = [fit.id for fit in fits]
        self._all = self._all or (select in keys and keys.index(select) >= FIRST_SHOWN)
        shown = fits if self._all else fits[:FIRST_SHOWN]
        self.fits.show_fits(shown, self._look.view.ringing, select=select)
        hidden = len(fits) - len(shown)
        self.more.set_words(tr_count("Show {count} more", "Show {count} more", hidden))
        self.more.setVisible(hidden > 0)

    def _next_best(self, look: Look) -> str:
        parts = []
        if look.view.matches.blocked:
            parts.append(tr("Those below are free and lack least: see what would settle it."))
        if look.referrals:
            names = tr(" or ").join(one.name for one in look.referrals)
            parts.append(tr("Or pass it on: {names}.", names=names))
        return " ".join(parts) or tr("Set another day, or ask who else helps here.")

    def _foot(self) -> QVBoxLayout:
        self._others = Label("", self, kind="second", wrap=True)
        self._others_row = QWidget(self)
        row = QHBoxLayout(self._others_row)
        row.setContentsMargins(0, px(4), 0, 0)
        row.setSpacing(px(9))
        row.addWidget(Glyph("eye", self, size=16))
        row.addWidget(self._others, 1)
        self._others_row.hide()
        column = QVBoxLayout()
        column.addWidget(self._others_row)
        return column
