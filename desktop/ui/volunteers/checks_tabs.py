"""The views of Checks: the register's own, and lists of another kind that open in its place."""

from typing import Any, NamedTuple

from desktop.ui.base.i18n import tr
from desktop.ui.base.permits import may
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ListTab

CHECKS_PLACE, TAB = "checks", "tab"
"""The place of the register; it is asked for a view by ``tab:`` and its key."""
ALL, ACT, SOON = "all", "act", "soon"
RENEWALS, FORMALITIES, RULES = "renewals", "formalities", "rules"


class View(NamedTuple):
    """One view.

    Attributes:
        action: whoever may not take it has no such view.
        page: the page that shows it, a place or one over a place.
    """

    key: str
    title: str
    action: str
    page: str


def views() -> tuple[View, ...]:
    """Every view, in the order of the bar."""
    return (
        View(ALL, tr("All volunteers"), "check.see", CHECKS_PLACE),
        View(ACT, tr("Needs action"), "check.see", CHECKS_PLACE),
        View(SOON, tr("Due in 30 days"), "check.see", CHECKS_PLACE),
        View(RULES, tr("What each task needs"), "rule.see", RULES),
        View(RENEWALS, tr("Renewals"), "check.see", RENEWALS),
        View(FORMALITIES, tr("Formalities"), "formality.see", FORMALITIES),
    )


def checks_tabs() -> tuple[ListTab, ...]:
    """The views as the bar of each list shows them, as far as whoever is at the keyboard has them."""
    return tuple(ListTab(one.key, one.title) for one in views() if may(one.action))


class ChecksListPage(RecordPage):
    """A list among the views of Checks: its own views it shows, the others lead to their page.

    Attributes:
        page: its own key, as `View` names it.
        view: the view on show.
    """

    page = ""
    view = ""

    def open_view(self, key: str) -> None:
        """Show a view of this list, or go to the page that has it."""
        found = next((one for one in views() if one.key == key), None)
        if found is None or found.page == self.page:
            self.view = key
            self.toolbar.set_tab(key)
            super()._on_query_changed()
            return
        self.toolbar.set_tab(self.view)
        self.place_asked.emit(found.page, f"{TAB}:{key}" if found.page == CHECKS_PLACE else None)

    def show_record(self, item: Any) -> None:
        """Put a record forward, or a view, asked for as ``tab:act``."""
        place, _, key = str(item or "").partition(":")
        if place == TAB and key:
            self.open_view(key)
        else:
            super().show_record(item)

    def _on_query_changed(self) -> None:
        self.open_view(self.toolbar.tab())
