"""Fill the gaps: a proposal for the week to look through; nothing changes until it is accepted."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.domain.dates import short_day
from desktop.jobs.cancel import CancelToken
from desktop.services.base import Changes
from desktop.services.rota_filling import FillView, LeftLine, RotaFilling
from desktop.ui.base.choice import CheckBox
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.rota.words import count_words, role_word, span_words


class FillDialog(SheetDialog):
    """Looks for who could fill a week, and shows it line by line."""

    def __init__(self, parent: QWidget, context: AppContext, monday: date) -> None:
        """Begin to look.

        Args:
            parent: the page.
            context: the open hub.
            monday: of the week.
        """
        super().__init__(
            tr("Fill the gaps"),
            parent,
            verb=tr("Put on rota"),
            sentence=tr("A proposal. Nothing changes until you accept it, and whoever is on stays on."),
            leave=tr("Leave the week as it is"),
        )
        self._context, self._filling = context, context.service(RotaFilling)
        self.ticks: list[CheckBox] = []
        self.found: FillView | None = None
        self.state = Label(tr("Looking for who could fill the gaps…"), self, kind="second", wrap=True)
        self.body.addWidget(self.state)
        self.primary.setEnabled(False)
        self.confirmed.connect(self._on_confirmed)
        self.resize(px(620), px(580))
        filling, actor = self._filling, context.actor
        self._token: CancelToken | None = context.jobs.long(
            lambda token, _progress: filling.propose(actor, monday, lambda: token.cancelled),
            self._show,
            self._on_problem,
        )
        self.finished.connect(self._stop)

    def _stop(self) -> None:
        if self._token is not None:
            self._token.cancel()

    def _show(self, found: FillView) -> None:
        self._token = None
        self.found = found
        self.state.setText(_summary(found))
        if found.lines:
            self.body.addWidget(Label(tr("Could be put on"), self, kind="field"))
        for one in found.lines:
            what = tr(
                "{day}, {job}, {span}: {name}, {role}",
                day=short_day(one.spot.on_date),
                job=one.job,
                span=span_words(one.start, one.end),
                name=one.name,
                role=role_word(one.role).lower(),
            )
            tick = CheckBox(what, self, checked=True)
            tick.toggled.connect(self._count)
            self.ticks.append(tick)
            self.body.addWidget(tick)
        if found.left:
            self.body.addWidget(Label(tr("Nobody found"), self, kind="field"))
        for left in found.left:
            self.body.addWidget(Label(_left_title(left), self, kind="strong", wrap=True))
            said = " ".join(part for part in (left.why, left.step) if part)
            self.body.addWidget(Label(said, self, kind="second", wrap=True))
        self.body.addStretch(1)
        self._count()

    def _count(self) -> None:
        chosen = sum(one.isChecked() for one in self.ticks)
        self.primary.setEnabled(chosen > 0)
        words = (
            tr_count("Put {count} on rota", "Put {count} on rota", chosen) if chosen else tr("Put on rota")
        )
        self.primary.setText(words)

    def _on_confirmed(self) -> None:
        if self.found is None:
            return
        pairs = zip(self.ticks, self.found.lines, strict=True)
        spots = [line.spot for tick, line in pairs if tick.isChecked()]
        filling, actor = self._filling, self._context.actor
        self.primary.setEnabled(False)
        self._context.jobs.write(lambda: filling.accept(actor, spots), self._on_done, self._on_problem)

    def _on_done(self, made: Changes) -> None:
        self.accept()
        page = self.parent()
        said = getattr(page, "said", None)
        if said is not None:
            said.emit(made.message, True)

    def _on_problem(self, problem: Exception) -> None:
        self._token = None
        self.state.setText(str(getattr(problem, "user_message", problem)))


def open_fill(parent: QWidget, context: AppContext, monday: date) -> None:
    """Open the proposal for a week.

    Args:
        parent: the page.
        context: the open hub.
        monday: of the week.
    """
    dialog = FillDialog(parent, context, monday)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _summary(found: FillView) -> str:
    if not found.lines and not found.left:
        return tr("There is no gap from today on.")
    if not found.lines:
        return tr("Nobody could be found for what is open. Each says why, and what would help.")
    left = sum(one.missing for one in found.left)
    proven = tr("No better rota exists.") if found.proven else tr("There may be a slightly better one.")
    open_ = tr_count("{count} place stays open.", "{count} places stay open.", left) if left else ""
    filled = tr_count("{count} place can be filled.", "{count} places can be filled.", len(found.lines))
    return " ".join(part for part in (filled, open_, proven) if part)


def _left_title(left: LeftLine) -> str:
    count = count_words(left.role, left.missing)
    return tr("{day}, {job}: {count}", day=short_day(left.on_date), job=left.job, count=count)
