"""The proposal: what it comes to, who is left out and why, and who goes where."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.services.day_plans import DayProposal
from desktop.ui.base.card import Rule
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.rounds.day.day_list import DayList
from desktop.ui.rounds.day.lines import lines_of
from desktop.ui.rounds.day.words import left_words, summary_words


class ProposalPane(QFrame):
    """The pane."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.list = DayList(self)
        self.summary = Label("", self, kind="strong", wrap=True)
        self.left = Label("", self, kind="second", tone="warn", wrap=True)
        head = QWidget(self)
        words = QVBoxLayout(head)
        words.setContentsMargins(px(20), px(10), px(14), px(8))
        words.setSpacing(px(3))
        words.addWidget(self.summary)
        words.addWidget(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(Rule(self))
        column.addWidget(self.list, 1)

    def show_proposal(self, proposal: DayProposal) -> None:
        """Show a proposal.

        Args:
            proposal: nothing of it is done yet.
        """
        self.summary.setText(summary_words(proposal))
        self.left.setText(left_words(proposal))
        self.left.setVisible(bool(self.left.text()))
        self.list.show_lines(lines_of(proposal))
