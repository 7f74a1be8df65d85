"""The recovery words, shown once: printed, then proved by typing three of them from the paper."""

import secrets
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop.domain.errors import DomainError
from desktop.jobs.runner import JobRunner
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.form import RecordForm
from desktop.ui.base.form_fields import FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.preview import Document, preview_pdf
from desktop.ui.start.frame import StartFrame

WORDS_ASKED = 3


class CardWindow(StartFrame):
    """Shows the recovery words once, to print or write down.

    Signals:
        done: the words are on paper.
        later: the paper is not proved now.
    """

    done = Signal()
    later = Signal()

    def __init__(self, words: str, draw_card: Callable[[], bytes], jobs: JobRunner) -> None:
        """Make the window.

        Args:
            words: the recovery words.
            draw_card: gives the card as a PDF in memory.
            jobs: runs it off the GUI thread.
        """
        super().__init__(
            tr("Keep these words on paper"),
            tr("If every passphrase is forgotten, these words open the hub. They are shown only now."),
            width=620,
        )
        self._draw_card, self._jobs = draw_card, jobs
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(20))
        grid.setVerticalSpacing(px(6))
        for number, word in enumerate(words.split()):
            cell = Label(f"{number + 1}.  {word}", kind="section")
            grid.addWidget(cell, number % 7, number // 7)
        holder = QWidget()
        holder.setLayout(grid)
        self.body.addWidget(holder)
        self.print_button = Button(tr("Print the card"), kind=ButtonKind.PRIMARY, icon="printer")
        self.done_button = Button(tr("They are on paper"), icon="check")
        self.later_button = Button(tr("Do this later"), kind=ButtonKind.QUIET)
        self.add_buttons(self.print_button, self.done_button, self.later_button)
        self.print_button.clicked.connect(self._on_print_clicked)
        self.done_button.clicked.connect(self.done)
        self.later_button.clicked.connect(self.later)
        self.print_button.setFocus()

    def _on_print_clicked(self) -> None:
        self.print_button.setEnabled(False)
        self._jobs.read(self._draw_card, self._on_drawn, settled=self._on_settled)

    def _on_drawn(self, content: bytes) -> None:
        document = Document(tr("Recovery card"), content, "recovery-card.pdf")
        preview_pdf(self, self._jobs, document).finished.connect(self._on_looked)

    def _on_looked(self) -> None:
        self.done_button.setFocus()

    def _on_settled(self) -> None:
        self.print_button.setEnabled(True)


class ProveWindow(StartFrame):
    """Asks for a few of the words, read from the paper.

    Signals:
        proved: the paper is right.
        back_asked: see the words again.
        later: not now.
    """

    proved = Signal()
    back_asked = Signal()
    later = Signal()

    def __init__(self, words: str, asked: Sequence[int] = ()) -> None:
        """Make the window.

        Args:
            words: the recovery words.
            asked: which of them, from 0; chosen at random when empty.
        """
        super().__init__(
            tr("Check the card"),
            tr("Take the paper and type these words from it. So you know it can be read when it is needed."),
            width=520,
        )
        self._words = words.split()
        self.asked = tuple(asked) or choose(len(self._words))
        self.form = RecordForm(
            [
                FormField(str(place), tr("Word {number}", number=place + 1), required=True)
                for place in self.asked
            ]
        )
        self.body.addWidget(self.form)
        self.check_button = Button(tr("Check and go on"), kind=ButtonKind.PRIMARY, icon="check")
        self.back_button = Button(tr("See the words again"))
        self.later_button = Button(tr("Do this later"), kind=ButtonKind.QUIET)
        self.add_buttons(self.check_button, self.back_button, self.later_button)
        self.check_button.clicked.connect(self._on_check_clicked)
        self.back_button.clicked.connect(self.back_asked)
        self.later_button.clicked.connect(self.later)
        last = self.form.editor(str(self.asked[-1])).widget
        assert isinstance(last, QLineEdit)
        last.returnPressed.connect(self._on_check_clicked)
        self.form.focus_on(str(self.asked[0]))

    def _on_check_clicked(self) -> None:
        values = self.form.collect()
        if values is None:
            return
        for place in self.asked:
            if str(values[str(place)]).strip().casefold() != self._words[place].casefold():
                words = tr("That is not word {number}. Look at the card again.", number=place + 1)
                self.form.show_problem(DomainError(words, field=str(place)))
                return
        self.proved.emit()


def choose(count: int) -> tuple[int, ...]:
    """Pick which words are asked for, in the order of the card."""
    return tuple(sorted(secrets.SystemRandom().sample(range(count), min(WORDS_ASKED, count))))
