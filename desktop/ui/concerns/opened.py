"""Open concerns: the list, the one that is read, what belongs to it; all of it goes when they hide."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from db.enums_concerns import ConcernState, EntryKind
from desktop.context import AppContext
from desktop.domain.concerns import ConcernFile
from desktop.services.concern_lines import ConcernLine, HeldVolunteer
from desktop.services.concern_reading import NotOpen
from desktop.services.concerns import Concerns
from desktop.services.holds import HoldLine, Holds
from desktop.services.safeguarding_numbers import SafeguardingNumbers
from desktop.ui.base.button import Button
from desktop.ui.base.card import Rule, scrolling
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.i18n import tr
from desktop.ui.base.theme import px
from desktop.ui.concerns.acts import Act, acts_of
from desktop.ui.concerns.banner import RestrictedBar
from desktop.ui.concerns.half import HalfWritten
from desktop.ui.concerns.lead_side import LeadSide
from desktop.ui.concerns.letting_in import ask_let_in
from desktop.ui.concerns.list_pane import ListPane
from desktop.ui.concerns.parts import as_typed, chain, silence
from desktop.ui.concerns.printing import ask_form
from desktop.ui.concerns.raise_side import joined
from desktop.ui.concerns.reading_pane import ReadingPane

SIDE_BELOW = 900
"""Width, px at 100%, under which what belongs to a concern stands under it."""
SIDE_WIDTH = 320
TICK_MS = 1_000
STAY_SECONDS = 240
"""With fewer seconds left, writing keeps concerns open."""


class Read(NamedTuple):
    """A concern as it is shown: with the volunteer it holds back, and the records that are kept."""

    file: ConcernFile
    held: HeldVolunteer | None
    duty: tuple[str, ...]
    kept: tuple[HoldLine, ...]


class OpenConcerns(QWidget):
    """Everything a lead sees once concerns are open.

    Signals:
        hidden: they were hidden, by hand or because their time ran out.

    Attributes:
        half: what is half written; it outlives hiding as long as the page does.
    """

    hidden = Signal()

    def __init__(self, context: AppContext, half: HalfWritten, parent: QWidget | None = None) -> None:
        """Make it, and read the list.

        Args:
            context: the open hub; concerns are unlocked.
            half: what was half written before.
            parent: the owner.
        """
        super().__init__(parent)
        self._context, self._actor = context, context.actor
        self._concerns = context.service(Concerns)
        self.half = half
        self._file: ConcernFile | None = None
        self._phones: tuple[tuple[str, str], ...] = ()
        self._kept: tuple[HoldLine, ...] = ()
        self._gone = False
        self.bar = RestrictedBar(self)
        self.listed = ListPane(self)
        self.list = self.listed.list
        self.pane = ReadingPane(self)
        self.side = LeadSide(self)
        self._build()
        self._wire()
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self.look_at_clock)
        self._tick.start()
        self._say_who(())
        self.look_at_clock()
        numbers = context.service(SafeguardingNumbers)
        context.jobs.read(lambda: numbers.phones(self._actor), self._on_phones)
        self.reload()

    # what the page uses

    def hide_now(self) -> None:
        """Take everything off the screen, at once, and forget the keys."""
        if self._gone:
            return
        self._keep_half()
        self._gone = True
        self._tick.stop()
        self._concerns.hide(self._actor)
        for dialog in self.findChildren(QDialog):
            if isinstance(dialog, FormDialog):
                self.half.keep_form(dialog)
            silence(dialog)
            dialog.done(0)
        for menu in self.findChildren(QMenu):
            menu.close()
        self.list.show_lines((), self._concerns.today())
        silence(self)
        self.hidden.emit()

    def reload(self) -> None:
        """List again."""
        closed = self.listed.is_closed
        self._read(
            lambda: (
                self._concerns.lines(self._actor),
                self._concerns.lines(self._actor, closed=True) if closed else None,
                self._concerns.shut(self._actor),
            ),
            self._on_lines,
        )

    def open_concern(self, concern_id: str) -> None:
        """Read a concern; that it was opened is written into it."""
        self._keep_half()
        self._write(lambda: self._with_hold(self._concerns.read(self._actor, concern_id)), self._show_read)

    def look_at_clock(self) -> None:
        """Say how long concerns stay open; hide them when their time is over."""
        left = self._concerns.seconds_left(self._actor)
        self.bar.show_seconds(left)
        if not left:
            self.hide_now()

    def record(self) -> None:
        """Record the decision."""
        file, form = self._file, self.pane.form
        decision = form.decision() if file is not None and form is not None else None
        if file is None or decision is None:
            return
        self.half.decisions.pop(file.id, None)
        self._save(lambda: self._concerns.write(self._actor, file.id, EntryKind.DECISION, part=decision))

    def print_form(self) -> bool:
        """Print the alert form of the concern that is open; whether one is."""
        if self._file is not None:
            ask_form(self._context, self._file, self, self._on_printed)
        return self._file is not None

    def panes(self) -> list[QWidget]:
        """List, concern, what belongs to it."""
        return [self.list, self.pane, self.side, self.bar]

    def take_keyboard(self) -> None:
        """Put the keyboard on the list, or where it can be hidden."""
        first = self.list if self.list.lines else self.bar.hide_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the side under the concern where there is no room beside it."""
        super().resizeEvent(event)
        self._shape()

    # building

    def _build(self) -> None:
        self._scrolled = scrolling(QWidget(), self)
        self._scrolled.setFixedWidth(px(SIDE_WIDTH))
        self._rule = Rule(self, upright=True)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.listed)
        row.addWidget(Rule(self, upright=True))
        row.addWidget(self.pane, 1)
        row.addWidget(self._rule)
        row.addWidget(self._scrolled)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bar)
        outer.addLayout(row, 1)
        self._narrow: bool | None = None
        self._shape()

    def _wire(self) -> None:
        self.bar.hide_button.clicked.connect(self.hide_now)
        self.listed.tab_changed.connect(self._on_tab)
        self.list.open_asked.connect(self.open_concern)
        self.pane.record_asked.connect(self.record)
        self.pane.print_asked.connect(self.print_form)
        self.pane.more_asked.connect(self._open_more)
        self.pane.typed.connect(self._on_typed)
        self.side.typed.connect(self._on_typed)
        self.side.step_done.connect(self._on_step)

    def _shape(self) -> None:
        narrow = self.width() < px(SIDE_BELOW)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._scrolled.setVisible(not narrow)
        self._rule.setVisible(not narrow)
        if narrow:
            self._scrolled.takeWidget()
            self.pane.take_side(self.side)
        else:
            self._scrolled.setWidget(self.side)

    # what is done

    def _on_tab(self) -> None:
        self._show_nothing()
        self.reload()

    def _on_step(self, words: str) -> None:
        file = self._file
        if file is not None:
            self._save(lambda: self._concerns.write(self._actor, file.id, EntryKind.STEP, words))

    def _open_more(self, button: Button) -> None:
        """What is done seldom, as a menu at its button."""
        if self._file is None:
            return
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("More"))
        for act in acts_of(self._concerns, self._actor, self._file, self.pane.held):
            menu.addAction(as_typed(act.words)).triggered.connect(partial(self._on_act, act))
        menu.addAction(tr("Let another lead in…")).triggered.connect(self._ask_let_in)
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _on_act(self, act: Act, _on: bool = False) -> None:
        self.ask(act)

    def ask(self, act: Act) -> FormDialog:
        """Ask what an act needs to know, and do it.

        Args:
            act: what is to be done.
        """
        dialog = FormDialog(
            act.title,
            act.fields,
            lambda values: self._with_hold(act.do(values)),
            self._context.jobs,
            self,
            verb=act.verb,
            sentence=act.sentence,
            kind=act.kind,
        )
        key = f"{self._file.id if self._file else ''}:{act.words}"
        dialog.setProperty("half", key)
        dialog.form.set_values({**(act.values or {}), **self.half.forms.pop(key, {})})
        dialog.form.edited.connect(self._on_typed)
        dialog.saved.connect(self._show_read)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _on_printed(self, file: ConcernFile) -> None:
        if not self._gone and self._file is not None and self._file.id == file.id:
            self._read(lambda: self._with_hold(file), self._show_read)

    def _ask_let_in(self) -> None:
        self._read(
            lambda: self._concerns.not_let_in(self._actor, self._context.hub.folder.path),
            lambda leads: ask_let_in(self, self._context, leads),
        )

    def _on_typed(self) -> None:
        """Whoever is writing is using them: concerns stay open."""
        if 0 < self._concerns.seconds_left(self._actor) < STAY_SECONDS:
            self._read(lambda: self._concerns.lines(self._actor), lambda _lines: None)

    def _keep_half(self) -> None:
        if self._file is None or self.pane.form is None:
            return
        unfinished = self.pane.form.unfinished()
        if unfinished is None:
            self.half.decisions.pop(self._file.id, None)
        else:
            self.half.decisions[self._file.id] = unfinished

    # questions and answers

    def _read(self, work: Callable[[], object], done: Callable[[Any], object]) -> None:
        self._context.jobs.read(work, self._if_here(done), self._on_problem)

    def _write(self, work: Callable[[], object], done: Callable[[Any], object]) -> None:
        self._context.jobs.write(work, self._if_here(done), self._on_problem)

    def _save(self, work: Callable[[], ConcernFile]) -> None:
        self._write(lambda: self._with_hold(work()), self._show_read)

    def _if_here(self, done: Callable[[Any], object]) -> Callable[[Any], object]:
        """An answer that comes after they were hidden is not shown."""
        return lambda answer: None if self._gone else done(answer)

    def _on_problem(self, problem: Any) -> None:
        if isinstance(problem, NotOpen):
            self.hide_now()
        elif not self._gone:
            self.pane.say_problem(problem)

    def _with_hold(self, file: ConcernFile) -> Read:
        held = self._concerns.hold_of(self._actor, file.id)
        duty = self._concerns.duty(self._actor) if held is not None else ()
        kept = self._context.service(Holds).standing_for(self._actor, file.account.about)
        return Read(file, held, duty, tuple(kept))

    def _on_phones(self, phones: tuple[tuple[str, str], ...]) -> None:
        self._phones = phones
        if not self._gone:
            self.side.show_file(self._file, phones, self._concerns.today(), self._kept)

    def _on_lines(
        self, answer: tuple[Sequence[ConcernLine], Sequence[ConcernLine] | None, Sequence[str]]
    ) -> None:
        still_open, closed, shut = answer
        self.listed.show_shut(shut)
        lines = still_open if closed is None else closed
        had = self.list.hasFocus() or not self.list.lines
        self.listed.show_lines(lines, len(still_open), self._concerns.today())
        if had and self.isVisible() and self._file is None:
            self.take_keyboard()

    def _show_read(self, answer: Read) -> None:
        if self._gone:
            return
        file, held, duty, self._kept = answer
        same = self._file is not None and self._file.id == file.id
        was_there = _holds(self, QApplication.focusWidget())
        if same:
            self._keep_half()
        self._file = file
        half = self.half.decisions.get(file.id)
        self.pane.show_file(file, held, duty, self._concerns.today(), half, same=same)
        self.side.show_file(file, self._phones, self._concerns.today(), self._kept)
        self.list.set_opened(file.id)
        self._say_who(file.readers)
        chain((*self.pane.inputs(), *self.side.inputs()))
        if was_there and not _holds(self, QApplication.focusWidget()):  # what had the keyboard went
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if (file.state is ConcernState.CLOSED) is not self.listed.is_closed:
            self.pane.say_moved(self.listed.is_closed)
        self.reload()

    def _show_nothing(self) -> None:
        self._keep_half()
        self._file = None
        self.pane.show_nothing()
        self.side.show_file(None, self._phones, self._concerns.today())
        self.list.set_opened("")

    def _say_who(self, names: Sequence[str]) -> None:
        words = tr("Each time one is opened is recorded in it.")
        if names:
            who = joined(tuple(names))
            words = tr("Only {names} can open this. Each time is recorded.", names=who)
        self.bar.who.set_whole(words)


def _holds(parent: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and parent.isAncestorOf(widget)
