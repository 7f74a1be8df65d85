"""Taking people out of a closed incident: what goes, what stays, and the second person who agrees."""

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.domain.dates import day_month_year
from desktop.domain.errors import DomainError
from desktop.services.incident_ending import ACT, EndingPreview, IncidentEndings
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Card, EmptyState
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.protection.agreeing import Act, ask_second
from desktop.ui.protection.one_person import OnePersonPage, text_card


class EndingPage(OnePersonPage):
    """One closed incident whose people are about to be taken out."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self.take_out = Button(tr("Take people out"), icon="trash", kind=ButtonKind.DANGER)
        super().__init__(context, tr("After the incident"), tr("What goes and what stays"), [self.take_out])
        self.back.setText(tr("Back to incidents"))
        self.back.clicked.disconnect()
        self.back.clicked.connect(lambda: self.place_asked.emit("incidents", self.person_id))
        self._endings = context.service(IncidentEndings)
        self.preview: EndingPreview | None = None
        self.why_not = ""
        self.take_out.clicked.connect(self.ask)
        self._show(None)

    def show_record(self, item: Any) -> None:
        """Show which incident."""
        self.person_id = str(item or "")
        self.refresh(None)

    def refresh(self, changes: Any) -> None:
        """Read again what would go."""
        incident_id, actor = self.person_id, self._context.actor
        if not incident_id:
            return

        def read() -> EndingPreview | None:
            try:
                return self._endings.preview(actor, incident_id)
            except DomainError:
                return None

        self._context.jobs.read(read, self._show, key=f"ending-{id(self)}")

    def ask(self) -> None:
        """Ask for a second person's agreement to exactly what is shown."""
        shown, context = self.preview, self._context
        if shown is None or self._not_yet(shown):
            return
        title = tr("Take people out of {name} for good?", name=shown.name)
        ask_second(
            self,
            context,
            Act(ACT, shown.subject, shown.words, title, tr("Take people out")),
            lambda key, _why: self._endings.take_out(
                context.actor, context.hub.folder.path, shown.incident_id, key
            ),
            lambda _done: self.place_asked.emit("incidents", shown.incident_id),
        )

    def _not_yet(self, shown: EndingPreview) -> str:
        if shown.erase_on is None:
            return tr("This was stopped. Choose a day again under Incidents first.")
        if shown.erase_on > self._endings.today():
            return tr(
                "Its day is {day}. Choose an earlier day under Incidents to do it before.",
                day=day_month_year(shown.erase_on),
            )
        return ""

    def _show(self, found: EndingPreview | None) -> None:
        self.preview = found
        content = QWidget()
        if self.preview is None:
            words = tr("Nothing is to be taken out here. Choose a closed incident under Incidents.")
            self.put_cards(content, [], EmptyState(words, content, icon="trash"))
            return
        self.set_title(tr("After {name}", name=self.preview.name), self.preview.reference)
        self.put_cards(content, self._cards(self.preview, content))
        self.take_out.setEnabled(not self._not_yet(self.preview))

    def _cards(self, found: EndingPreview, parent: QWidget) -> list[Card]:
        goes = [
            tr_count("{count} line of the register", "{count} lines of the register", found.lines),
            tr_count("{count} request of others", "{count} requests of others", found.requests),
            tr_count(
                "{count} person known for nothing else, whole",
                "{count} people known for nothing else, whole",
                found.people,
            ),
        ]
        stays = [
            tr("Counts without anybody in them, and what you learned."),
            tr("A line in the destruction log, without a name."),
            tr("Older backups hold them until thinned. Whichever is put back, they are taken out again."),
        ]
        if found.kept_back:
            stays.append(
                tr_count("{count} record kept for now", "{count} records kept for now", found.kept_back)
            )
        cards = [
            text_card(parent, tr("This goes, for good"), goes),
            text_card(parent, tr("This stays"), stays),
        ]
        if self._not_yet(found):
            cards.insert(0, text_card(parent, tr("Not now"), [self._not_yet(found)]))
        return cards
