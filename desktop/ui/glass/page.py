"""What was opened with a reason, for the safeguarding lead: by whom, why, what was looked at, and its end."""

from collections.abc import Mapping, Sequence
from typing import Any

from db.enums_openings import OpeningEnd
from desktop.context import AppContext
from desktop.services.openings import Look, OpeningLine, Openings
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import EDIT, FormData, Listing, ListQuery, RecordSpec
from desktop.ui.base.tokens import Tone


class OpeningsSpec(RecordSpec):
    """Openings as a list with a detail pane; those nobody looked into stand first."""

    acts = {EDIT: "glass.see"}
    entities = frozenset({"opening", "view_entry"})
    icon = "lock-open"

    def __init__(self, context: AppContext) -> None:
        """Take the service from the context."""
        self._actor, self._openings = context.actor, context.service(Openings)
        self.title = tr("Opened with a reason")
        self.empty = tr("Nobody has opened restricted records.")
        self.columns = (
            Column(
                "who", tr("Who"), 180, kind=CellKind.PERSON, sortable=False, cell=lambda row: Cell(row.who)
            ),
            Column("when", tr("When"), 120, sortable=False, cell=lambda row: Cell(_moment(row))),
            Column("looks", tr("Looks"), 70, sortable=False, cell=lambda row: Cell(str(row.looks))),
            Column("state", tr("State"), 150, sortable=False, cell=_state),
            Column(
                "reason",
                tr("Why"),
                240,
                stretch=True,
                kind=CellKind.SECOND,
                sortable=False,
                cell=lambda row: Cell(row.reason),
            ),
        )

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        ids = self._openings.ids(self._actor)
        return Listing(ids, subtitle=tr_count("{count} opening", "{count} openings", len(ids)))

    def rows(self, ids: Sequence[Any]) -> Sequence[OpeningLine]:
        """Rows for ids."""
        return self._openings.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows."""
        (row,) = self._openings.rows(self._actor, [item])
        looks = self._openings.looks(self._actor, item)
        about = [
            DetailRow(tr("Why"), row.reason),
            DetailRow(tr("Closed"), _end(row)),
            DetailRow(tr("Looked into by"), row.seen_by),
            DetailRow(tr("Note"), row.seen_note),
        ]
        nothing = [DetailRow("", tr("Nothing was looked at."))]
        sections = [
            DetailSection("", about),
            DetailSection(tr("Looked at"), [_look(one) for one in looks] or nothing),
        ]
        return Detail(
            row.who,
            f"{row.opened_at.astimezone():%A %d %B %Y, %H:%M}",
            person=row.who,
            sections=sections,
            actions=_actions(row, row.by_id == self._actor.user_id),
        )

    def form(self, item: Any) -> FormData:
        """What came of looking into it."""
        note = FormField("note", tr("What came of it"), FieldKind.MULTILINE, lines=3, max_length=500)
        return FormData(
            tr("Looked into"), [note], sentence=tr("It then leaves Today. This and your name stay on record.")
        )

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Say that it was looked into."""
        return self._openings.acknowledge(self._actor, item, values["note"] or "")


class OpeningsPage(RecordPage):
    """What was opened with a reason."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(OpeningsSpec(context), context.jobs)


def _actions(row: OpeningLine, own: bool) -> list[DetailAction]:
    if row.seen_at is not None:
        return []
    off = tr("You opened these yourself. Another lead looks into it.") if own else ""
    return [DetailAction(EDIT, tr("I have looked into it"), "check", ButtonKind.PRIMARY, off=off)]


def _state(row: OpeningLine) -> Cell:
    if row.seen_at is None:
        return Cell(tr("To look into"), icon="alert-triangle", tone=Tone.WARN)
    return Cell(tr("Looked into"), icon="check", tone=Tone.SECOND)


def _look(one: Look) -> DetailRow:
    what = {"checks": tr("checks"), "private need": tr("private need")}.get(one.what, one.what)
    return DetailRow(f"{one.at.astimezone():%H:%M}", f"{one.about}: {what}" if one.about else what)


def _moment(row: OpeningLine) -> str:
    return f"{row.opened_at.astimezone():%d %b, %H:%M}"


def _end(row: OpeningLine) -> str:
    ways = {
        OpeningEnd.SELF: tr("by themselves"),
        OpeningEnd.LOCK: tr("by locking"),
        OpeningEnd.SWITCH: tr("when somebody else took the keyboard"),
        OpeningEnd.CLOSE: tr("when the app was closed"),
    }
    if row.ended_at is None or row.ended_by is None:
        return tr("{time}, the time was over", time=f"{row.until.astimezone():%H:%M}")
    return f"{row.ended_at.astimezone():%H:%M}, {ways[row.ended_by]}"
