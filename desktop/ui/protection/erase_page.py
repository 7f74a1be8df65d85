"""Erasing a person: what goes, what stands against it, and the second person who agrees."""

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.domain.errors import NotFound
from desktop.services.audit_words import record_words
from desktop.services.door_erasure import DOOR, DoorErasure
from desktop.services.erasure import ACT, ErasurePreview, Erasures
from desktop.services.erasure import Erasure as Done
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Card, EmptyState
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.protection.agreeing import Act, ask_second
from desktop.ui.protection.one_person import OnePersonPage, text_card

MOST_LINES = 14


class ErasePage(OnePersonPage):
    """One person about to be erased, or what a door offers its neighbours."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self.erase_button = Button(tr("Erase for good"), icon="trash", kind=ButtonKind.DANGER)
        about = tr("What goes and what stays")
        super().__init__(context, tr("Erase a person"), about, [self.erase_button])
        self._erasures, self._doors = context.service(Erasures), context.service(DoorErasure)
        self.preview: ErasurePreview | None = None
        self.erase_button.clicked.connect(self.ask)
        self._show(None)

    def show_record(self, item: Any) -> None:
        """Show whom."""
        self.person_id = str(item or "")
        self.back.setText(tr("Back to the offers") if self._is_door() else tr("Back to the person"))
        self.refresh(None)

    def go_back(self) -> None:
        """Go back to whom, or to which offer, it is about."""
        if self._is_door():
            self.place_asked.emit("neighbours", self.person_id.removeprefix(DOOR))
        else:
            super().go_back()

    def _is_door(self) -> bool:
        return self.person_id.startswith(DOOR)

    def _service(self) -> Erasures | DoorErasure:
        return self._doors if self._is_door() else self._erasures

    def refresh(self, changes: Any) -> None:
        """Read again what would go."""
        person_id, actor, service = self.person_id, self._context.actor, self._service()
        if not person_id:
            return

        def read() -> ErasurePreview | None:
            try:
                return service.preview(actor, person_id)
            except NotFound:
                return None

        self._context.jobs.read(read, self._show, key=f"erase-preview-{id(self)}")

    def ask(self) -> None:
        """Ask for a second person's agreement to exactly what is shown."""
        shown, context = self.preview, self._context
        if shown is None or shown.stops:
            return
        service = self._service()
        title = tr("Erase {name} for good?", name=shown.name or shown.reference)
        ask_second(
            self,
            context,
            Act(ACT, shown.subject, shown.words, title, tr("Erase for good")),
            lambda key, why: service.erase(context.actor, context.hub.folder.path, shown.person_id, key, why),
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
        if found is None:
            words = tr("Choose somebody under People, then “Erase for good”.")
            self.put_cards(content, [], EmptyState(words, content, icon="trash"))
            return
        self.set_title(tr("Erase {name}", name=found.name or found.reference), found.reference)
        self.put_cards(content, self._cards(found, content))
        self.erase_button.setEnabled(not found.stops)

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
        cards = [
            text_card(parent, tr("This goes, for good"), goes),
            text_card(parent, tr("This stays"), stays),
        ]
        if found.told:
            cards.append(text_card(parent, tr("Tell those who have their data"), list(found.told)))
        if found.stops:
            cards.insert(0, text_card(parent, tr("Not now"), [found.stops]))
        return cards
