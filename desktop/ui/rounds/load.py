"""What to load at the hub before a round leaves, and which bag is for which stop."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.services.round_details import RoundDetail
from desktop.ui.base.card import Card, SectionHeader, scrolling
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.rounds.times import show_time


class LoadPane(QWidget):
    """Totals to load, then what each stop gets."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(px(20), px(16), px(20), px(16))
        self._column.setSpacing(px(14))
        self._column.addStretch(1)
        self._cards: list[QWidget] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(self._content, self))

    def show_load(self, detail: RoundDetail) -> None:
        """Show what a round takes.

        Args:
            detail: the round.
        """
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [_totals(detail), _by_stop(detail)]
        if detail.draft.note:
            self._cards.append(_note(detail.draft.note))
        for at, card in enumerate(self._cards):
            self._column.insertWidget(at, card)


def _totals(detail: RoundDetail) -> QWidget:
    card = Card()
    note = tr("by {time}", time=show_time(detail.row.starts_at))
    card.column.addWidget(SectionHeader(tr("Load at the hub"), note))
    if not detail.load:
        card.column.addWidget(Label(tr("Nothing is on this round yet."), tone="ink2"))
    for words in detail.load:
        count, _, what = words.partition(" ")
        card.column.addWidget(_pair(count, what))
    return card


def _pair(count: str, what: str) -> QWidget:
    line = QWidget()
    grid = QGridLayout(line)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(12))
    number = Label(count, kind="section")
    number.setMinimumWidth(px(32))
    grid.addWidget(number, 0, 0)
    grid.addWidget(Label(what, wrap=True), 0, 1)
    grid.setColumnStretch(1, 1)
    return line


def _by_stop(detail: RoundDetail) -> QWidget:
    card = Card()
    note = tr_count("{count} stop", "{count} stops", len(detail.stops))
    card.column.addWidget(SectionHeader(tr("Last in, first out"), note))
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(12))
    grid.setVerticalSpacing(px(6))
    grid.setColumnStretch(2, 1)
    for at, stop in enumerate(reversed(detail.stops)):
        number = Label(str(stop.number), kind="strong")
        number.setMinimumWidth(px(32))
        grid.addWidget(number, at, 0)
        grid.addWidget(Label(stop.name), at, 1)
        grid.addWidget(Label(stop.items, tone="ink2", wrap=True), at, 2)
    card.column.addLayout(grid)
    return card


def _note(words: str) -> QWidget:
    card = Card(role="note")
    card.column.addWidget(SectionHeader(tr("Note")))
    card.column.addWidget(Label(words, wrap=True))
    return card
