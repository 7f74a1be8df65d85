"""The safeguarding card in Settings, for the lead alone: making one, and proving its words from the paper."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.exports.safeguarding_card import draw_safeguarding_card
from desktop.services.cards import Cards, CardState, CardStates, MadeCard
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import ConfirmDialog, FormDialog, SheetDialog
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.preview import Document, preview_pdf

_COLUMN = 7


class SafeguardingCardForm(QWidget):
    """How the card stands, and its two buttons.

    Signals:
        said: something was done.
    """

    said = Signal(str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Make it; `show_now` reads how the card stands.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(parent)
        self._context, self._cards = context, context.service(Cards)
        self._folder = context.hub.folder.path
        self.state = Label("", kind="body", wrap=True)
        self.make_button = Button(tr("Make a card"), icon="shield-lock", action="card.safeguarding")
        self.check_button = Button(tr("Check the card"), icon="shield-check", action="card.drill")
        self.make_button.clicked.connect(self._on_make_clicked)
        self.check_button.clicked.connect(self._on_check_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(self.state)
        buttons = FlowLayout()
        buttons.addWidget(self.make_button)
        buttons.addWidget(self.check_button)
        column.addLayout(buttons)
        self._has_card = False

    def show_now(self) -> None:
        """Read how the card stands."""
        actor, cards, folder = self._context.actor, self._cards, self._folder
        self._context.jobs.read(lambda: cards.states(actor, folder), self._on_states, key="safeguarding-card")

    def _on_states(self, found: CardStates) -> None:
        card = found.safeguarding
        self._has_card = card.made is not None
        self.check_button.setVisible(self._has_card)
        self.make_button.setText(tr("Make a new card") if self._has_card else tr("Make a card"))
        self.state.set_tone("warn" if card.is_due(self._cards.today()) or not self._has_card else "")
        self.state.setText(_state_words(card))

    def _on_make_clicked(self) -> None:
        if not self._has_card:
            self._make()
            return
        dialog = ConfirmDialog(
            tr("Make a new safeguarding card?"),
            tr("Concerns raised from now on open with the new card. Keep the old one for those before."),
            tr("Make a new card"),
            self,
            on_yes=self._make,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _make(self) -> None:
        actor, cards, folder = self._context.actor, self._cards, self._folder
        self._context.jobs.write(lambda: cards.make_safeguarding(actor, folder), self._on_made)

    def _on_made(self, made: MadeCard) -> None:
        self.show_now()
        CardDialog(self._context, made, self).open()

    def _on_check_clicked(self) -> None:
        actor, cards, folder = self._context.actor, self._cards, self._folder
        words = FormField("words", tr("Words"), FieldKind.MULTILINE, required=True, max_length=400, lines=3)
        dialog = FormDialog(
            tr("Check the safeguarding card"),
            [words],
            lambda values: cards.drill_safeguarding(actor, folder, values["words"]),
            self._context.jobs,
            self,
            verb=tr("Check"),
            sentence=tr(
                "Take the paper and type its words in the order of their numbers. They are not kept, and no"
                " concern is opened."
            ),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(self._on_checked)
        dialog.open()

    def _on_checked(self, _changes: object) -> None:
        self.show_now()
        self.said.emit(tr("The card opens what is sealed to it. Put it back where it is kept."))


class CardDialog(SheetDialog):
    """The words of a card just made, shown once."""

    def __init__(self, context: AppContext, made: MadeCard, parent: QWidget) -> None:
        """Make the dialog.

        Args:
            context: the open hub.
            made: the card.
            parent: the window it belongs to.
        """
        super().__init__(
            tr("The safeguarding card"),
            parent,
            verb=tr("They are on paper"),
            sentence=tr("These words open concerns when no lead can. They are shown only now."),
            leave=tr("Close"),
        )
        self._context, self._made = context, made
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.print_button = Button(tr("Print the card"), icon="printer")
        self.print_button.clicked.connect(self._on_print_clicked)
        row = QHBoxLayout()
        row.addWidget(self.print_button)
        row.addStretch(1)
        self.body.addLayout(row)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(20))
        grid.setVerticalSpacing(px(6))
        for number, word in enumerate(made.words.split()):
            grid.addWidget(
                Label(f"{number + 1}.  {word}", kind="section"), number % _COLUMN, number // _COLUMN
            )
        self.body.addLayout(grid)
        mark = tr("In the audit this card is {fingerprint}.", fingerprint=made.fingerprint)
        self.body.addWidget(Label(mark, kind="second", wrap=True))
        self.confirmed.connect(self.accept)
        self.resize(px(600), px(540))
        self.print_button.setFocus()

    def _on_print_clicked(self) -> None:
        made, context = self._made, self._context
        today = context.service(Cards).today()

        def draw() -> bytes:
            facts = context.facts()
            return draw_safeguarding_card(facts.name, made.words, today, made.fingerprint, demo=facts.is_demo)

        context.jobs.read(draw, self._on_drawn)

    def _on_drawn(self, content: bytes) -> None:
        preview_pdf(
            self,
            self._context.jobs,
            Document(tr("Safeguarding card"), content, "safeguarding-card.pdf"),
        )


def _state_words(card: CardState) -> str:
    if card.made is None:
        return tr(
            "No card was made yet. Without one, a concern about the only lead can be read by nobody. Print it"
            " and give it to somebody outside the hub."
        )
    made = tr("Made {day}.", day=f"{card.made:%d/%m/%Y}")
    if card.drilled is None:
        return made + " " + tr("Its words were never checked from the paper.")
    return made + " " + tr("Its words were last checked {day}.", day=f"{card.drilled:%d/%m/%Y}")
