"""Who is still to be told what is done with their data: a list to work through."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.services.notices import MOST_LISTED, Notices
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.i18n import tr
from desktop.ui.protection.register import Register, RegisterRow
from desktop.ui.telling import print_notice, tell_about_data

TELL, PRINT, OPEN = "tell", "print_notice", "open_person"


class Untold(Register):
    """People nobody told yet."""

    key, action, change = "untold", "notice.work", "notice.give"
    can_add = False

    def __init__(self, context: AppContext) -> None:
        """Take the service."""
        super().__init__(context)
        self._notices = context.service(Notices)

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Still to tell")

    def rows(self) -> Sequence[RegisterRow]:
        """The soonest day first; of very many those the hub has known longest."""
        found = self._notices.to_tell(self.actor)
        return [
            self.row(one, one.name or one.reference, self._about(one.elsewhere), one.due) for one in found
        ]

    def empty_beyond(self) -> str:
        """What to say where there are more than are listed (worker)."""
        count = self._notices.how_many(self.actor)
        return tr("{count} in all", count=f"{count:,}") if count > MOST_LISTED else ""

    def detail(self, row: RegisterRow) -> Detail:
        """Why that day, and how they can be told."""
        one = row.held
        why = (
            tr("Somebody else gave their data: within a month, or at the first contact (UK GDPR Article 14).")
            if one.elsewhere
            else tr("They gave it themselves: when they do (UK GDPR Article 13).")
        )
        rows = [
            DetailRow(tr("Here since"), show_date(one.got_on)),
            DetailRow(tr("Tell them by"), show_date(one.due)),
            DetailRow("", why),
        ]
        actions = [
            DetailAction(TELL, tr("They were told"), "message", ButtonKind.PRIMARY),
            DetailAction(PRINT, tr("Print it for them"), "printer"),
            DetailAction(OPEN, tr("Open"), "user"),
        ]
        sections = [DetailSection("", rows)]
        return Detail(row.name, one.reference, person=row.name, sections=sections, actions=actions)

    def act(self, page: QWidget, key: str, row: RegisterRow) -> None:
        """Tell them, or print what is posted to them."""
        if key == TELL:
            tell_about_data(page, self.context, row.held.id)
        elif key == PRINT:
            print_notice(page, self.context, row.held.id)
        elif key == OPEN:
            page.place_asked.emit("person", row.held.id)  # type: ignore[attr-defined]

    def _about(self, elsewhere: bool) -> str:
        return tr("Given by somebody else") if elsewhere else tr("Given by themselves")
