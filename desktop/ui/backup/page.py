"""The Backup page: when the last one was made, in which two places, and making one now."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.services.backups import Backups, BackupState
from desktop.services.cards import Cards, CardStates
from desktop.ui.backup.card_check import card_dialog
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Card, scrolling
from desktop.ui.base.dialog import FileDialog
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.page import Page
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone

MOST_LISTED = 12


class BackupPage(Page):
    """Backups of this hub."""

    entities = frozenset({"hub"})

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(tr("Backup"))
        self._context = context
        self._backups = context.service(Backups)
        self._folder = context.hub.folder.path
        self._note = Notice(parent=self, tone=Tone.OK)
        self._note.hide()
        self.last = Label("", kind="section", wrap=True)
        self.place = Label("", kind="body", wrap=True)
        self.listed = Label("", kind="second", wrap=True)
        self.back_up_button = Button(tr("Back up now"), kind=ButtonKind.PRIMARY, icon="database")
        words = tr("Choose the second place")
        self.choose_button = Button(words, icon="folder", action="backup.set")
        self.back_up_button.clicked.connect(self._on_back_up_clicked)
        self.choose_button.clicked.connect(self._on_choose_clicked)
        self.card = Label("", kind="body", wrap=True)
        self.card_button = Button(tr("Check the recovery card"), icon="shield-check")
        self.card_button.clicked.connect(self._on_card_clicked)
        self._build()

    def shown(self) -> None:
        """Read how the backups stand."""
        self.refresh(None)

    def refresh(self, changes: Any) -> None:
        """Read how the backups stand again."""
        self._show_card()
        actor, folder = self._context.actor, self._folder
        self._context.jobs.read(lambda: self._backups.state(actor, folder), self._on_state, key="backup-page")

    def set_second_place(self, chosen: str) -> None:
        """Keep the second copy in a folder, such as a stick."""
        actor = self._context.actor
        self._context.jobs.write(
            lambda: self._backups.set_second_place(actor, chosen), lambda _: self.refresh(None)
        )

    def _build(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(px(20), px(16), px(20), px(20))
        column.setSpacing(px(16))
        column.addWidget(self._note)
        for title, widgets in (
            (tr("The last backup"), (self.last, self.back_up_button)),
            (tr("Second place"), (self.place, self.choose_button)),
            (tr("Recovery card"), (self.card, self.card_button)),
            (tr("Kept in the hub's folder"), (self.listed,)),
        ):
            card = Card(self, pad=18)
            card.setMaximumWidth(px(760))
            card.column.addWidget(Label(title, kind="section"))
            for widget in widgets:
                row = QHBoxLayout()
                row.setSpacing(px(8))
                row.addWidget(widget, 0 if isinstance(widget, Button) else 1)
                if isinstance(widget, Button):
                    row.addStretch(1)
                card.column.addLayout(row)
            column.addWidget(card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(content, self))

    def _on_state(self, state: BackupState) -> None:
        self.last.setText(_when(state.last) if state.last else tr("None yet"))
        if not state.second_place:
            self.place.setText(
                tr("None chosen. A stick kept elsewhere saves the hub when the laptop is lost.")
            )
        elif state.last_second is None:
            self.place.setText(tr("{place}: not plugged in, or nothing there yet.", place=state.second_place))
        else:
            self.place.setText(
                tr("{place}: last copy {day}.", place=state.second_place, day=_when(state.last_second))
            )
        lines = [f"{_when(one.created)}, {one.size / 1_000_000:.1f} MB" for one in state.found[:MOST_LISTED]]
        self.listed.setText("\n".join(lines) or tr("None yet"))

    def _show_card(self) -> None:
        actor, folder, cards = self._context.actor, self._folder, self._context.service(Cards)
        self._context.jobs.read(lambda: cards.states(actor, folder), self._on_cards, key="recovery-card")

    def _on_cards(self, found: CardStates) -> None:
        card, cards = found.recovery, self._context.service(Cards)
        unchecked = self._folder in self._context.preferences.unchecked_cards
        self.card.set_tone("warn" if unchecked or card.is_due(cards.today()) else "")
        if card.drilled is not None:
            last = tr("Its words were last checked from paper {day}.", day=f"{card.drilled:%d/%m/%Y}")
        elif unchecked:
            last = tr("Nobody has read it back from paper yet. Check it now, while the paper is near.")
        else:
            last = tr("Now and then, check that it still does.")
        self.card.setText(tr("Opens the hub when every passphrase is forgotten.") + " " + last)

    def _on_card_clicked(self) -> None:
        dialog = card_dialog(self._context, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(self._on_card_checked)
        dialog.open()

    def _on_card_checked(self) -> None:
        self._show_card()
        self._note.say(tr("The card opens this hub."), tr("Put it back where only two people know."))
        self._note.show()

    def _on_back_up_clicked(self) -> None:
        actor, folder = self._context.actor, self._folder
        self.back_up_button.setEnabled(False)
        self._context.jobs.write(
            lambda: self._backups.make(actor, folder),
            self._on_made,
            self._on_problem,
            settled=lambda: self.back_up_button.setEnabled(True),
        )

    def _on_made(self, made: list[Any]) -> None:
        places = tr_count("in one place", "in {count} places", len(made))
        self._note.say(tr("Backed up and checked {places}.", places=places), str(made[-1].path.parent))
        self._note.show()
        self.refresh(None)

    def _on_problem(self, problem: object) -> None:
        self._note.say(str(getattr(problem, "user_message", "")), str(getattr(problem, "remedy", "")))
        self._note.show()

    def _on_choose_clicked(self) -> None:
        dialog = FileDialog(self, tr("Choose the second place"))
        dialog.setFileMode(FileDialog.FileMode.Directory)
        dialog.setOption(FileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(lambda chosen: self.set_second_place(str(Path(chosen))))
        dialog.open()


def _when(moment: Any) -> str:
    return f"{moment.astimezone():%a %d %b %Y, %H:%M}"
