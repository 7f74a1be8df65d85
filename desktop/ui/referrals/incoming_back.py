"""Giving a list back to who sent it: which list, how it will read, and where the file goes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.services.base import Changes
from desktop.services.referral_returns import ReferralReturns, ReturnedList
from desktop.ui.base.choice import ComboBox
from desktop.ui.base.columns import CellKind, Column
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.id_table import IdTableModel
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.record_table import RecordTable
from desktop.ui.base.segmented import Choice, Segmented
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone

if TYPE_CHECKING:
    from desktop.exports.returned_list import Layout
    from desktop.exports.returned_text import LaidOut

Listed = Sequence[tuple[str, str, int, int]]
EVERY, CHANGED = "every", "changed"
PREVIEW_ROWS = 50


@dataclass(frozen=True, slots=True)
class Back:
    """A list as it would go back.

    Attributes:
        returned: its rows, with what came of each.
        layout: how the sender wants it.
        laid_out: the same, as the file will read.
        ending: of the name of such a file as theirs was, with its dot.
        files: how many files it takes.
    """

    returned: ReturnedList
    layout: "Layout"
    laid_out: "LaidOut"
    ending: str
    files: int


def lists_of(context: AppContext) -> Listed:
    """The lists that came in, newest first (worker)."""
    return context.service(ReferralReturns).lists(context.actor)


def look_at(context: AppContext, batch: str, *, only_changed: bool) -> Back:
    """Lay a list out as it would go back; nothing is said to anybody by it (worker)."""
    from desktop.exports.returned_list import Layout, lay_out
    from desktop.exports.returned_text import ending_of
    from desktop.imports.passed_on import wanted_back

    whole = context.service(ReferralReturns).gather(context.actor, batch)
    returned = whole.only_changed() if only_changed else whole
    wanted = wanted_back(returned.profile, returned.mappings)
    codes = {part: dict(words) for part, words in wanted.codes.items()}
    layout = Layout(dict(wanted.columns), codes, wanted.most_rows, wanted.silent)
    files = -(-len(returned.rows) // layout.most_rows) if layout.most_rows else 1
    return Back(returned, layout, lay_out(returned, layout), ending_of(returned), max(files, 1))


def give_list_back(context: AppContext, back: Back, path: Path) -> Changes:
    """Write a list as it was looked at and leave the sharing record (worker).

    Args:
        context: the open hub.
        back: what was looked at.
        path: the file; where the sender takes only so many rows in one, others with a number beside it.

    Returns:
        What was touched; its message says where the list is.
    """
    from desktop.exports.returned_list import give_back

    done, paths = give_back(context.hub.tools, context.actor, back.returned, back.layout, path)
    words = tr_count("{count} row went back", "{count} rows went back", len(back.returned.rows))
    where = ", ".join(one.name for one in paths)
    message = tr("{rows}: {files} in {folder}", rows=words, files=where, folder=str(path.parent))
    return Changes(done.txn, done.entities, done.made, message)


class BackDialog(SheetDialog):
    """Shows a list as it would go back, before anything is written.

    Signals:
        agreed: it may go as it stands: a `Back`.
    """

    agreed = Signal(object)

    def __init__(self, context: AppContext, lists: Listed, parent: QWidget) -> None:
        """Show the newest list.

        Args:
            context: the open hub.
            lists: those that came in, newest first.
            parent: the page.
        """
        super().__init__(
            tr("Give a list back"),
            parent,
            verb=tr("Choose where"),
            sentence=tr("Their own columns and rows as they came, with what came of each."),
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self.back: Back | None = None
        self.batch = ComboBox([(one[0], _said(*one[1:])) for one in lists], self, name=tr("Which list"))
        self.batch.set_value(lists[0][0])
        rows = [Choice(EVERY, tr("Every row")), Choice(CHANGED, tr("Only what changed since last time"))]
        self.rows = Segmented(rows, self, name=tr("Which rows"))
        self.rows.set_value(EVERY)
        self.said = Label("", self, kind="second", wrap=True)
        self.notice = Notice(parent=self, tone=Tone.WARN)
        self.notice.hide()
        self.table: RecordTable | None = None
        self._room = QVBoxLayout()
        line = FlowLayout(gap=10)
        line.addWidget(self.batch)
        line.addWidget(self.rows)
        self.body.addLayout(line)
        self.body.addWidget(self.said)
        self.body.addWidget(self.notice)
        self.body.addLayout(self._room, 1)
        self.batch.activated.connect(self.look)
        self.rows.chosen.connect(self.look)
        self.confirmed.connect(self._on_confirmed)
        self.resize(px(860), px(560))
        self.look()

    def look(self, *_chosen: object) -> None:
        """Lay out what is chosen."""
        self.back = None
        self.primary.setEnabled(False)
        context, batch = self._context, str(self.batch.value())
        only_changed = self.rows.value() == CHANGED
        self._context.jobs.read(
            lambda: look_at(context, batch, only_changed=only_changed),
            self._on_looked,
            self._on_problem,
            key=f"give-back-{id(self)}",
        )

    def _on_looked(self, back: Back) -> None:
        self.back = back
        count = len(back.returned.rows)
        self.primary.setEnabled(bool(count))
        words = [tr_count("{count} row goes back.", "{count} rows go back.", count)]
        if not count:
            words = [tr("Nothing changed since this list last went back.")]
        elif back.files > 1:
            words.append(tr("They take only so many in one: {files} files.", files=f"{back.files:,}"))
        if count > PREVIEW_ROWS:
            words.append(tr("The first {count} are shown.", count=str(PREVIEW_ROWS)))
        self.said.setText(" ".join(words))
        lost = back.laid_out.unwritten
        self.notice.setVisible(bool(lost))
        if lost:
            self.notice.say(
                tr("Some letters have no place in their file."),
                tr_count(
                    "{count} note goes without its accents.", "{count} notes go without their accents.", lost
                ),
            )
        elif back.laid_out.own_formulas and back.ending == ".csv":
            self.notice.setVisible(True)
            self.notice.say(
                tr_count(
                    "{count} cell of theirs begins like a formula.",
                    "{count} cells of theirs begin like a formula.",
                    back.laid_out.own_formulas,
                ),
                tr("They go back as they came. What we add can run nowhere."),
            )
        self._show(back.laid_out)

    def _show(self, made: "LaidOut") -> None:
        if self.table is not None:
            self._room.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        shown = {number: row for number, row in enumerate(made.rows[:PREVIEW_ROWS])}
        columns = [
            Column(
                str(at),
                header,
                112,
                sortable=False,
                kind=CellKind.STRONG if at in made.ours else CellKind.TEXT,
                priority=_priority(at, made),
                cell=_cell_of(at),
            )
            for at, header in enumerate(made.headers)
        ]
        model = IdTableModel(columns, lambda ids: [shown[one] for one in ids], self)
        self.table = RecordTable(model, self, name=tr("How the list will read"))
        model.setParent(self.table)
        self.table.setMinimumHeight(px(220))
        self.table.show_ids(list(shown))
        self._room.addWidget(self.table, 1)

    def _on_confirmed(self) -> None:
        if self.back is not None:
            self.agreed.emit(self.back)
            self.accept()

    def _on_problem(self, problem: Any) -> None:
        self.notice.say(problem.user_message)
        self.notice.show()


def _said(words: str, count: int, ended: int) -> str:
    return tr("{list}, {ended} of {count} ended", list=words, ended=f"{ended:,}", count=f"{count:,}")


def _priority(at: int, made: "LaidOut") -> int:
    """What we filled, and who the row is about, stay where room is short."""
    filled = [one for one in made.ours if any(row[one] for row in made.rows[:PREVIEW_ROWS])]
    if at < 2 or at in filled[:2]:
        return 0
    return 1 if at in filled else at + 2


def _cell_of(at: int) -> Callable[[Any], str]:
    return lambda row: row[at].replace("\n", " ")[:200]
