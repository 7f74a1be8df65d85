"""The proposal as a table: what is needed, who is proposed, and which lines are taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.batch import Assignment, Proposal, Unfilled, UnfilledWhy
from desktop.services.matching import TaskCard
from desktop.ui.base.columns import Cell, CellKind, Column, Group
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.id_table import IdTableModel
from desktop.ui.base.record_table import RecordTable
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import short_date


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One task of a proposal.

    Attributes:
        card: the task.
        volunteer: the name proposed; empty for nobody.
        assignment: what accepting it means; None for nobody.
        why: why there is nobody.
        taken: ticked.
    """

    card: TaskCard
    volunteer: str
    assignment: Assignment | None
    why: str = ""
    taken: bool = True


def batch_lines(
    proposal: Proposal, cards: Mapping[str, TaskCard], names: Mapping[str, str]
) -> dict[str, BatchLine]:
    """Turn a proposal into lines by task, those filled first.

    Args:
        proposal: what was found.
        cards: the tasks, by key.
        names: the volunteers, by key.
    """
    found = {
        one.need_id: BatchLine(cards[one.need_id], names.get(one.volunteer_id, ""), one)
        for one in proposal.assignments
        if one.need_id in cards
    }
    return found | {
        one.need_id: BatchLine(cards[one.need_id], "", None, why_unfilled(one), taken=False)
        for one in proposal.unfilled
        if one.need_id in cards
    }


def why_unfilled(one: Unfilled) -> str:
    """Why a task has nobody, in a few words."""
    if one.why is UnfilledWhy.NOT_FREE:
        return tr("Nobody is free then")
    if one.why is UnfilledWhy.NOT_CLEARED:
        return tr("Nobody free has the checks")
    return tr_count("The {count} who could is taken", "All {count} who could are taken", one.cleared)


def toggled(line: BatchLine) -> BatchLine:
    """A line taken or left out; one with nobody stays as it is."""
    return replace(line, taken=not line.taken) if line.assignment else line


def groups_of(lines: Sequence[BatchLine]) -> list[Group]:
    """The headings: proposed, then nobody yet."""
    filled = sum(line.assignment is not None for line in lines)
    found = [Group(tr("Proposed"), filled), Group(tr("Nobody yet"), len(lines) - filled)]
    return [group for group in found if group.count]


class BatchTable(RecordTable):
    """The table; Space, Enter or a click on the first column takes a line or leaves it out.

    Signals:
        toggle_asked: the task of a line to take or leave out.
    """

    toggle_asked = Signal(object)

    def __init__(self, lines: Mapping[str, BatchLine], parent: QWidget | None = None) -> None:
        """Show lines.

        Args:
            lines: by task; read whenever rows are painted.
            parent: the owner.
        """
        model = IdTableModel(_columns(), lambda ids: [lines[key] for key in ids], parent)
        super().__init__(model, parent, name=tr("Proposal"))
        self.opened.connect(self.toggle_asked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space takes the line or leaves it out."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers() and self.current_id() is not None:
            self.toggle_asked.emit(self.current_id())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the tick."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        item = self.records().id_at(index.row())
        if item is not None and index.column() == 0 and event.button() == Qt.MouseButton.LeftButton:
            self.toggle_asked.emit(item)


def _columns() -> tuple[Column, ...]:
    return (
        Column("taken", tr("Take"), 110, kind=CellKind.STATUS, cell=_taken, sortable=False),
        Column("need", tr("Need"), 170, kind=CellKind.NEED_ICON, cell=_need, stretch=True, sortable=False),
        Column("person", tr("Person"), 160, cell=lambda line: line.card.person, sortable=False),
        Column("day", tr("When"), 170, cell=lambda line: _day(line.card), priority=1, sortable=False),
        Column("area", tr("Area"), 120, cell=lambda line: line.card.area, priority=2, sortable=False),
        Column("volunteer", tr("Volunteer"), 220, kind=CellKind.STATUS, cell=_volunteer, sortable=False),
    )


def _taken(line: BatchLine) -> Cell:
    if line.assignment is None:
        return Cell("")
    if line.taken:
        return Cell(tr("Take"), "square-check", Tone.ACCENT)
    return Cell(tr("Left out"), "circle-dashed", Tone.SECOND)


def _need(line: BatchLine) -> Cell:
    return Cell(line.card.need, line.card.icon)


def _day(card: TaskCard) -> str:
    day: date = card.on_date
    words = short_date(day)
    return tr("{day} by {time}", day=words, time=f"{card.due_time:%H:%M}") if card.due_time else words


def _volunteer(line: BatchLine) -> Cell:
    if line.assignment is None:
        return Cell(line.why, "user-question", Tone.WARN)
    if not line.taken:
        return Cell(line.volunteer, "user-check", Tone.SECOND)
    return Cell(line.volunteer, "user-check", Tone.OK)
