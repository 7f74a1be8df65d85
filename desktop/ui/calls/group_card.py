"""A street group among the calls of the day: whom to ring, and the way to its check-in."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.queries.groups import GroupRow
from desktop.domain.phones import national
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import EmptyState
from desktop.ui.base.i18n import tr
from desktop.ui.base.permits import may
from desktop.ui.help_words import day_words, local

GROUP = "group:"
"""What stands before the key of a street group in the list of calls."""


class GroupCard(EmptyState):
    """Where the call would be, while a group is put forward: its check-in is kept with the groups.

    Signals:
        asked: key of the group to check in with.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        super().__init__("", parent, icon="users-group")
        self._key = ""
        words = tr("Check in with them")
        self.button = Button(words, self, kind=ButtonKind.PRIMARY, icon="phone-call", action="group.ring")
        self.button.clicked.connect(lambda: self.asked.emit(self._key))
        self.add_button(self.button)

    def show_group(self, row: GroupRow, today: date) -> None:
        """Say whom to ring, on which number, and when they were last heard."""
        self._key = row.id
        phone = national(row.phone) if may("phone.see") else ""
        whom = ", ".join(part for part in (row.contact_name, phone) if part)
        parts = [tr("{name}, street group", name=row.name)]
        if whom:
            parts.append(tr("Ring {whom}", whom=whom))
        if row.heard_at is not None:
            parts.append(tr("Last heard {day}", day=day_words(local(row.heard_at).date(), today)))
        else:
            parts.append(tr("Never heard from"))
        self.set_text("\n".join(parts))
