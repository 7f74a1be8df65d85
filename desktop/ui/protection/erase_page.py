"""Erasing a person: what goes, what stands against it, and the second person who agrees."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.domain.errors import NotFound
from desktop.exports.erase_sheet import draw_erase_sheet
from desktop.services.approvals import Approvals, Asked
from desktop.services.audit_words import record_words
from desktop.services.erasure import ACT, ErasurePreview, Erasures
from desktop.services.erasure import Erasure as Done
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Card, EmptyState, Rule, scrolling
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.page import Page
from desktop.ui.base.theme import px
from desktop.ui.preview import Document, preview_pdf

MOST_LINES = 14


class ErasePage(Page):
    """One person about to be erased."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(tr("Erase a person"))
        self._context = context
        self._erasures, self._approvals = context.service(Erasures), context.service(Approvals)
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
        shown, actor = self.preview, self._context.actor
        if shown is None or shown.stops:
            return
        approvals = self._approvals
        self._context.jobs.write(
            lambda: approvals.ask(actor, ACT, shown.subject, shown.words),
            lambda asked: self._open(shown, asked),
        )

    def _open(self, shown: ErasurePreview, asked: Asked) -> None:
        title = tr("Erase {name} for good?", name=shown.name or shown.reference)
        sentence = (
            tr("Print the sheet and let an outsider sign it: nobody else has an account here.")
            if asked.by_sheet
            else tr("It takes two. Let the second person sit down here and type their own passphrase.")
        )
        dialog = FormDialog(
            title,
            _fields(asked),
            lambda values: self._erase(shown, asked, values),
            self._context.jobs,
            self,
            verb=tr("Erase for good"),
            sentence=sentence,
            kind=ButtonKind.DANGER,
        )
        if asked.by_sheet:
            sheet = Button(tr("Print the sheet"), dialog, icon="printer")
            sheet.clicked.connect(lambda: self.print_sheet(asked))
            dialog.body.insertWidget(0, sheet, 0, Qt.AlignmentFlag.AlignLeft)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(self._on_erased)
        dialog.open()

    def print_sheet(self, asked: Asked) -> None:
        """Show the sheet to be signed."""
        context = self._context

        def draw() -> bytes:
            facts, day = context.facts(), context.hub.tools.clock().astimezone().date()
            return draw_erase_sheet(
                facts.name,
                facts.phone,
                context.actor.name,
                asked.words,
                asked.reference,
                day,
                demo=facts.is_demo,
            )

        def show(content: bytes) -> None:
            name = tr("Agreement {reference}", reference=asked.reference)
            preview_pdf(self.window(), context.jobs, Document(name, content, f"{asked.reference}.pdf"))

        context.jobs.read(draw, show)

    def _erase(self, shown: ErasurePreview, asked: Asked, values: Mapping[str, Any]) -> Done:
        actor, folder = self._context.actor, self._context.hub.folder.path
        if asked.by_sheet:
            self._approvals.signed(
                actor, asked.id, values["typed"] or "", values["name"] or "", values["signed_on"] or date.min
            )
        else:
            self._approvals.agree(actor, folder, asked.id, values["name"] or "", values["passphrase"] or "")
        return self._erasures.erase(actor, folder, shown.person_id, asked.id, values["reason"] or "")

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


def _fields(asked: Asked) -> list[FormField]:
    why = FormField(
        "reason",
        tr("Why"),
        hint=tr("Without a name: it stays in the destruction log"),
        required=True,
        max_length=400,
    )
    if asked.by_sheet:
        return [
            why,
            FormField("typed", tr("Reference on the sheet"), required=True, half=True),
            FormField("signed_on", tr("Signed on"), FieldKind.DATE, required=True, half=True),
            FormField("name", tr("Name and office of who signed"), required=True),
        ]
    others = [(one, one) for one in asked.others]
    return [
        why,
        FormField("name", tr("Second person"), FieldKind.CHOICE, choices=others, required=True),
        FormField("passphrase", tr("Their passphrase"), FieldKind.PASSPHRASE, required=True, max_length=400),
    ]
