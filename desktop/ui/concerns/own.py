"""What somebody raised and what they have begun: how far it has come, and words added to it."""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.enums_concerns import Progress
from desktop.context import AppContext
from desktop.domain.concerns import About, Account
from desktop.services.base import Changes
from desktop.services.concern_raising import DraftLine, OwnConcern, RaiseConcerns
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Card, Rule
from desktop.ui.base.chip import StatusLabel
from desktop.ui.base.dialog import ConfirmDialog, FormDialog
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.concerns.parts import empty, silence
from desktop.ui.concerns.words import say
from desktop.ui.help_words import moment_words

_LOOKS = {
    Progress.SENT: ("send", Tone.SECOND),
    Progress.READ: ("eye", Tone.SECOND),
    Progress.DEALT_WITH: ("circle-check", Tone.OK),
}


class OwnConcerns(QWidget):
    """Raise a concern, one's drafts, and what one has sent: reference, time and progress, and no word of it.

    Signals:
        raise_asked: raise one: empty, or ``draft:id`` to go on with a draft.
        said: what was done.
    """

    raise_asked = Signal(str)
    said = Signal(str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Make it, empty until `reload`.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(parent)
        self._context = context
        self._raising = context.service(RaiseConcerns)
        self.raise_button = Button(
            tr("Raise a concern"),
            kind=ButtonKind.RESTRICTED_MAIN,
            icon="shield-lock",
            keys=(tr("Ctrl"), tr("Shift"), "S"),
        )
        self.raise_button.clicked.connect(lambda: self.raise_asked.emit(""))
        self.rows: dict[str, Button] = {}
        self._adding: FormDialog | None = None
        self._adding_to = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(16))
        column.addWidget(self._begin())
        self._drafts, self._sent = Card(self, pad=18), Card(self, pad=18)
        for card in (self._drafts, self._sent):
            card.setMaximumWidth(px(760))
            column.addWidget(card)
            card.hide()

    def reload(self) -> None:
        """Read what one has sent and begun."""
        actor = self._context.actor
        self._context.jobs.read(
            lambda: (self._raising.drafts(actor), self._raising.own(actor)),
            lambda found: self._show(*found),
            key=f"own-{id(self)}",
        )

    def _begin(self) -> Card:
        card = Card(self, pad=18)
        card.setMaximumWidth(px(760))
        card.column.addWidget(Label(tr("Worried about somebody?"), kind="section"))
        words = tr(
            "Write down what you saw or heard. Only the safeguarding lead reads it."
            " You do not have to be sure."
        )
        card.column.addWidget(Label(words, wrap=True))
        row = FlowLayout()
        row.addWidget(self.raise_button)
        card.column.addLayout(row)
        return card

    def _show(self, drafts: Sequence[DraftLine], sent: Sequence[OwnConcern]) -> None:
        today = self._raising.today()
        self.rows = {}
        empty(self._drafts.column)
        empty(self._sent.column)
        self._drafts.setVisible(bool(drafts))
        self._sent.show()
        self._drafts.column.addWidget(Label(tr("Your drafts"), kind="section"))
        for one in drafts:
            when = moment_words(one.at, today)
            self._add(self._drafts, self._draft_row(one.id, when))
        self._sent.column.addWidget(Label(tr("What you have raised"), kind="section"))
        if not sent:
            self._sent.column.addWidget(Label(tr("Nothing yet."), tone="ink2"))
        for own in sent:
            self._add(self._sent, self._sent_row(own, moment_words(own.at, today)))

    def _add(self, card: Card, row: QWidget) -> None:
        if card.column.count() > 1:
            card.column.addWidget(Rule())
        card.column.addWidget(row)

    def _draft_row(self, draft_id: str, when: str) -> QWidget:
        go_on = Button(tr("Go on"), small=True, icon="lock-open")
        go_on.setAccessibleName(tr("Go on with the draft of {when}", when=when))
        go_on.clicked.connect(lambda: self.raise_asked.emit(f"draft:{draft_id}"))
        drop = Button(tr("Throw away"), small=True, kind=ButtonKind.QUIET, icon="trash")
        drop.setAccessibleName(tr("Throw the draft of {when} away", when=when))
        drop.clicked.connect(lambda: self._ask_drop(draft_id))
        self.rows[draft_id] = go_on
        return _row([Label(tr("Kept {when}", when=when))], [go_on, drop])

    def _sent_row(self, own: OwnConcern, when: str) -> QWidget:
        icon, tone = _LOOKS[own.progress]
        add = Button(tr("Add words"), small=True, icon="plus")
        add.setAccessibleName(tr("Add words to {reference}", reference=own.reference))
        add.clicked.connect(lambda: self.ask_words(own))
        self.rows[own.id] = add
        said = [
            Label(own.reference, kind="strong"),
            Label(tr("Sent {when}", when=when), kind="second"),
            StatusLabel(say(own.progress), icon=icon, tone=tone),
        ]
        return _row(said, [add])

    def ask_words(self, own: OwnConcern) -> FormDialog:
        """Ask what is to be added to a concern."""
        raising, actor = self._raising, self._context.actor
        words = FormField(
            "words", tr("What do you want to add?"), FieldKind.MULTILINE, "", True, (), 20_000, 6
        )
        dialog = FormDialog(
            tr("Add to {reference}", reference=own.reference),
            [words],
            lambda values: raising.add(actor, own.id, values["words"]),
            self._context.jobs,
            self,
            verb=tr("Add"),
            sentence=tr("What you wrote before stays as it is. Once added, you cannot read this again."),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(self._on_added)
        self._adding, self._adding_to = dialog, own.reference
        dialog.open()
        return dialog

    def put_away(self) -> None:
        """Take words that are being added off the screen: they stay as a draft sealed to their author."""
        dialog, reference = self._adding, self._adding_to
        self._adding = None
        if dialog is None or not shiboken6.isValid(dialog):
            return
        words = str(dialog.form.values()["words"])
        silence(dialog)
        dialog.done(0)
        if not words:
            return
        account = Account(about=About(name=reference), words=words)
        raising, actor, folder = self._raising, self._context.actor, self._context.hub.folder.path
        self._context.jobs.write(lambda: raising.keep_draft(actor, folder, account), self._on_put_away)

    def _on_put_away(self, draft_id: str) -> None:
        if draft_id:
            self.said.emit(tr("The words you were adding are kept as a draft of yours."))
        self.reload()

    def _on_added(self, changes: Changes) -> None:
        self.said.emit(changes.message)
        self.reload()

    def _ask_drop(self, draft_id: str) -> None:
        raising, actor = self._raising, self._context.actor
        dialog = ConfirmDialog(
            tr("Throw this draft away?"),
            tr("Its words are gone then. It was never sent to anybody."),
            tr("Throw away"),
            self,
            on_yes=lambda: self._context.jobs.write(
                lambda: raising.drop_draft(actor, draft_id), lambda _none: self.reload()
            ),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _row(said: Sequence[QWidget], buttons: Sequence[Button]) -> QWidget:
    row = QWidget()
    row.setMinimumHeight(px(32))
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(px(12))
    words = FlowLayout(gap=14, line_gap=2)
    for one in said:
        words.addWidget(one)
    line.addLayout(words, 1)
    for button in buttons:
        line.addWidget(button)
    return row
