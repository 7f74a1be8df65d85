"""Bring in a list: four steps, nothing saved before the last."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.imports.passed_on import usual_choices
from desktop.imports.run import StagedList
from desktop.services.history import History
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.permits import may
from desktop.ui.base.stepper import StepInfo
from desktop.ui.base.theme import px
from desktop.ui.imports.check_step import CheckStep
from desktop.ui.imports.columns_step import ColumnsStep
from desktop.ui.imports.done_step import DoneStep
from desktop.ui.imports.file_step import FileStep
from desktop.ui.imports.reading import Asked, Opened, Saved, bodies, read_file, save, save_left, weigh
from desktop.ui.imports.wizard import WizardPage
from desktop.ui.imports.words import kind_words

FILE, COLUMNS, CHECK, DONE = range(4)
CHECK_HEIGHT = 270
"""Least height of the list to look over, px at 100%; in a shorter window it scrolls."""


class ImportsPage(WizardPage):
    """The wizard: which file, which columns, what would happen, what happened."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Build the page, at the first step.

        Args:
            context: the open hub.
            parent: the owner.
        """
        steps = [
            StepInfo(tr("Which list"), tr("A CSV file or a spreadsheet")),
            StepInfo(tr("Columns"), tr("What is in each")),
            StepInfo(tr("Check"), tr("New, changed, perhaps known")),
            StepInfo(tr("Done"), tr("Saved whole, or not at all")),
        ]
        super().__init__(tr("Bring in a list"), steps, parent)
        self._context = context
        self._opened: Opened | None = None
        self._staged: StagedList | None = None
        self._saved: Saved | None = None
        self.layouts = Button(tr("Layouts of lists"), icon="table-import", kind=ButtonKind.QUIET)
        self.file_step, self.columns_step = FileStep(self, beside=[self.layouts]), ColumnsStep(self)
        self.check_step, self.done_step = CheckStep(self), DoneStep(self)
        self.check_step.setMinimumHeight(px(CHECK_HEIGHT))
        self.build([self.file_step, self.columns_step, self.check_step, self.done_step], (self.check_step,))
        self._wire()
        self.go(FILE)

    def shown(self) -> None:
        """Put the keyboard where the next thing is done, and know who may have passed a list on."""
        if may("referral.set"):
            self._context.jobs.read(
                lambda: bodies(self._context), self.file_step.set_bodies, key=f"import-bodies-{id(self)}"
            )
        if self.stepper.at == FILE and self._opened is None:
            self.file_step.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wire(self) -> None:
        self.file_step.asked.connect(self._on_file_asked)
        self.columns_step.settled.connect(lambda _ok: self.show_foot())
        self.check_step.chosen.connect(self.show_foot)
        self.done_step.undo_asked.connect(self._on_undo_asked)
        self.done_step.left_asked.connect(self._on_left_asked)
        self.done_step.duplicates_asked.connect(lambda: self.place_asked.emit("duplicates", None))
        self.done_step.again_asked.connect(self._begin_again)
        self.layouts.clicked.connect(lambda: self.place_asked.emit("layouts", None))

    # moving on

    def _may_go_back(self, at: int) -> bool:
        return at in (COLUMNS, CHECK)

    def _is_done(self, at: int) -> bool:
        return at == DONE

    def _next_words(self, at: int) -> tuple[str, str]:
        """The main button, and why it cannot be pressed yet."""
        if at == FILE:
            return tr("Next: columns"), "" if self._opened else tr("Choose a file first.")
        if at == COLUMNS:
            lacking = self.columns_step.lacking
            return tr("Next: check"), lacking
        counts = self.check_step.tally()
        count = counts["in"] + counts["changed"]
        words = tr_count("Bring in {count} row", "Bring in {count} rows", count)
        return words, "" if count else tr("No row is chosen. Choose some, or another file.")

    def _summary_words(self, at: int) -> str:
        if at == COLUMNS and self._opened is not None:
            return self._opened.asked.path.name
        if at != CHECK or self._staged is None:
            return ""
        counts = self.check_step.tally()
        parts = [tr("{count} come in", count=f"{counts['in']:,}")]
        if self.file_step.sender_id():
            parts.insert(0, tr("As referrals from {name}", name=self.file_step.passed_by.currentText()))
        if counts["changed"]:
            parts.append(tr("{count} change", count=f"{counts['changed']:,}"))
        left = counts["left"] + len(self._staged.rejected)
        if left:
            parts.append(tr("{count} stay out", count=f"{left:,}"))
        unknown = len(self._staged.unknown_postcodes)
        if unknown:
            parts.append(
                tr_count("{count} postcode is not known", "{count} postcodes are not known", unknown)
            )
        return ", ".join(parts)

    def _on_next(self) -> None:
        if self._token is not None or not self.next.isEnabled() or self.stepper.at == DONE:
            return
        if self.stepper.at == FILE:
            self.go(COLUMNS)
        elif self.stepper.at == COLUMNS:
            self._weigh()
        else:
            self._save()

    def _begin_again(self) -> None:
        self._opened = self._staged = self._saved = None
        self.file_step.show_nothing()
        self.go(FILE)

    # step 1

    def _on_file_asked(self, asked: Asked) -> None:
        self._opened = None
        self.show_foot()
        context = self._context
        context.jobs.read(
            lambda: read_file(context, asked), self._on_opened, self.file_step.show_problem, key="import-open"
        )

    def _on_opened(self, opened: Opened) -> None:
        self._opened = opened
        self.file_step.show_opened(opened)
        self.columns_step.show_opened(opened)
        kind = kind_words(opened.source.kind).lower()
        self.stepper.set_note(FILE, tr("{file}, {kind}", file=opened.asked.path.name, kind=kind))
        self.show_foot()

    # steps 2 and 3

    def _weigh(self) -> None:
        context, source = self._context, self.columns_step.source
        self.begin(tr("Looking at the rows"))
        self._token = context.jobs.long(
            lambda token, progress: weigh(context, source, token, progress),
            self._on_weighed,
            self.show_problem,
            progressed=self.busy.take,
            settled=self.end,
        )
        self.show_foot()

    def _on_weighed(self, staged: StagedList) -> None:
        self._staged = staged
        proposed = usual_choices(staged) if self.file_step.sender_id() else None
        self.check_step.show_staged(staged, proposed)
        self.go(CHECK)

    def _save(self) -> None:
        staged, choices, context = self._staged, self.check_step.choices, self._context
        if staged is None:
            return
        remember, sender = self.columns_step.remember.isChecked(), self.file_step.sender_id()
        self.begin(tr("Making a backup first"))
        self._token = context.jobs.long(
            lambda token, progress: save(context, staged, choices, remember, sender, token, progress),
            self._on_saved,
            self.show_problem,
            progressed=self.busy.take,
            settled=self.end,
            writes=True,
        )
        self.show_foot()

    def _on_saved(self, saved: Saved) -> None:
        self._saved = saved
        staged = self._staged
        assert staged is not None
        left = len(saved.decided.left) + len(staged.rejected)
        self.done_step.show_saved(saved, left, staged.counts()["possible_duplicates"])
        self.go(DONE)

    # step 4

    def _on_undo_asked(self) -> None:
        if self._saved is None:
            return
        history, txn = self._context.service(History), self._saved.changes.txn
        self._context.jobs.write(
            lambda: history.undo(self._context.actor, txn),
            lambda done: self.done_step.show_undone(done.message),
        )

    def _on_left_asked(self, path: Path) -> None:
        staged, saved = self._staged, self._saved
        if staged is None or saved is None:
            return
        self._context.jobs.read(
            lambda: save_left(staged, saved.decided.left, path),
            partial(self.done_step.show_left_saved, path),
            self.show_problem,
        )
