"""Erasing a person: what goes, what stands against it, and the second person who agrees."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.domain.errors import NotFound
from desktop.services.audit_words import record_words
from desktop.services.erasure import ACT, ErasurePreview, Erasures
from desktop.services.erasure import Erasure as Done
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Card, EmptyState, Rule, scrolling
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.page import Page
from desktop.ui.base.theme import px
from desktop.ui.protection.agreeing import Act, ask_second

MOST_LINES = 14


class ErasePage(Page):
    """One person about to be erased."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(tr("Erase a person"))
        self._context = context
        self._erasures = context.service(Erasures)
        self.person_id = ""
        self.preview: ErasurePreview | None = None
        self.back = Button(tr("Back to the person"), self, icon="arrow-left", kind=ButtonKind.QUIET)
        self.back.clicked.connect(lambda: self.place_asked.emit("person", self.person_id))
        self.erase_button = Button(tr("Erase for good"), self, icon="trash", kind=ButtonKind.DANGER)
        self.erase_button.clicked.connect(self.ask)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        head = QFrame(self)
        head.setProperty("role", "bar")
        row = FlowLayout(head)
        row.setContentsMargins(px(20), px(10), px(14), px(10))
        row.addWidget(self.back)
        row.addWidget(self.erase_button)
        self._head = head
        self._outer.addWidget(head)
        self._outer.addWidget(Rule(self))
        self._body: QWidget | None = None
        self._show(None)

    def show_record(self, item: Any) -> None:
        """Show whom."""
        self.person_id = str(item or "")
        self.refresh(None)

    def refresh(self, changes: Any) -> None:
        """Read again what would go."""
        person_id, actor = self.person_id, self._context.actor
        if not person_id:
            return

        def read() -> ErasurePreview | None:
            try:
                return self._erasures.preview(actor, person_id)
            except NotFound:
                return None

        self._context.jobs.read(read, self._show, key=f"erase-preview-{id(self)}")

    def shown(self) -> None:
        """The keyboard begins where nothing happens by accident."""
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        """Buttons, then what goes."""
        return [self._head, *([self._body] if self._body is not None else [])]

    def ask(self) -> None:
        """Ask for a second person's agreement to exactly what is shown."""
        shown, context = self.preview, self._context
        if shown is None or shown.stops:
            return
        title = tr("Erase {name} for good?", name=shown.name or shown.reference)
        ask_second(
            self,
            context,
            Act(ACT, shown.subject, shown.words, title, tr("Erase for good")),
            lambda key, why: self._erasures.erase(
                context.actor, context.hub.folder.path, shown.person_id, key, why
            ),
            self._on_erased,
        )

    def _on_erased(self, done: object) -> None:
        assert isinstance(done, Done)
        kept = (
            ""
            if done.backed_up
            else " " + tr("Make a backup soon: the list of what was erased goes with it.")
        )
        self.said.emit(
            tr("Erased. Line D-{number} of the destruction log.", number=done.number) + kept, False
        )
        self.place_asked.emit("protection", None)

    def _show(self, found: ErasurePreview | None) -> None:
        self.preview = found
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(px(20), px(14), px(20), px(20))
        column.setSpacing(px(14))
        if found is None:
            words = tr("Choose somebody under People, then “Erase for good”.")
            column.addWidget(EmptyState(words, content, icon="trash"), 1)
        else:
            self.set_title(tr("Erase {name}", name=found.name or found.reference), found.reference)
            for card in self._cards(found, content):
                column.addWidget(card)
            column.addStretch(1)
        self.back.setVisible(bool(self.person_id))
        self.erase_button.setVisible(found is not None)
        self.erase_button.setEnabled(found is not None and not found.stops)
        body = scrolling(content, self)
        body.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        body.setAccessibleName(tr("What goes and what stays"))
        if self._body is not None:
            self._outer.replaceWidget(self._body, body)
            self._body.hide()
            self._body.deleteLater()
        else:
            self._outer.addWidget(body, 1)
        self._body = body

    def _cards(self, found: ErasurePreview, parent: QWidget) -> list[Card]:
        goes = [
            f"{record_words(table).removeprefix('a ').removeprefix('an ').capitalize()}: {count:,}"
            for table, count in sorted(found.counts.items(), key=lambda one: -one[1])
        ][:MOST_LINES]
        if found.mentions:
            goes.append(
                tr_count("Named in {count} other record", "Named in {count} other records", found.mentions)
            )
        if found.drafts:
            goes.append(
                tr_count(
                    "{count} piece of unfinished work", "{count} pieces of unfinished work", found.drafts
                )
            )
        if found.kept:
            goes.append(
                tr_count("{count} kept copy of a handover", "{count} kept copies of handovers", found.kept)
            )
        stays = [
            tr("That something was recorded, when and by whom, without what it said."),
            tr("A line in the destruction log, without a name."),
            tr("Older backups hold them until thinned. Whichever is put back, they are erased again."),
        ]
        if found.shared:
            same = ", ".join(found.shared)
            stays.append(
                tr("Where others wrote it, since somebody else here has the same: {words}.", words=same)
            )
        cards = [_card(parent, tr("This goes, for good"), goes), _card(parent, tr("This stays"), stays)]
        if found.told:
            cards.append(_card(parent, tr("Tell those who have their data"), list(found.told)))
        if found.stops:
            cards.insert(0, _card(parent, tr("Not now"), [found.stops]))
        return cards


def _card(parent: QWidget, title: str, lines: list[str]) -> Card:
    card = Card(parent, pad=18)
    card.setMaximumWidth(px(760))
    card.column.addWidget(Label(title, kind="section"))
    for line in lines:
        card.column.addWidget(Label(line, kind="body", wrap=True))
    return card
