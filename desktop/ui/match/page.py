"""Find someone: who can do a task, whom to ring, and what they said."""

from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from db.enums import OfferAnswer
from desktop.context import AppContext
from desktop.domain.match_facts import Fit
from desktop.domain.references import Kind, write
from desktop.services.offers import Offers
from desktop.ui.base.card import EmptyState, Rule, scrolling
from desktop.ui.base.dialog import ReasonDialog
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.page import Page
from desktop.ui.base.theme import px
from desktop.ui.match.given_pane import GivenPane
from desktop.ui.match.look import TASK, Look, look, needs_reason
from desktop.ui.match.middle import MatchMiddle
from desktop.ui.match.ring_pane import WIDTH as RING_WIDTH
from desktop.ui.match.ring_pane import RingPane
from desktop.ui.match.task_pane import WIDTH as TASK_WIDTH
from desktop.ui.match.task_pane import TaskPane
from desktop.ui.match.words import first_name, was_asked

BANNER_BELOW = 900
"""Width of the page, in px at 100%, under which the task gives way to a banner."""
STACKED_BELOW = 640
"""Width of the page, in px at 100%, under which whom to ring stands above the list."""


class MatchPage(Page):
    """One task at a time.

    Signals:
        left: go back to where this was opened from.
    """

    left = Signal()

    entities = frozenset(
        {
            "task",
            "offer",
            "request",
            "volunteer",
            "volunteer_slot",
            "check_record",
            "absence",
            "do_not_pair",
            "household",
            "clearance_rule",
        }
    )

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Build the page; `show_record` says for which request.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(tr("Find someone"), parent)
        self._context = context
        self._offers = context.service(Offers)
        self._item, self._want = "", ""
        self._look: Look | None = None
        self._ring: RingPane | GivenPane | None = None
        self._ringing = ""
        self.task = TaskPane(self)
        self.middle = MatchMiddle(self)
        self.empty = EmptyState("", self, icon="inbox")
        self._build()
        self.middle.fits.moved.connect(self._on_moved)
        self.middle.fits.lettered.connect(self._on_letter)
        self.middle.volunteer_asked.connect(lambda key: self.place_asked.emit("volunteers", key))
        self.task.organisation_asked.connect(lambda key: self.place_asked.emit("organisations", key))

    # page overrides

    def show_record(self, item: Any) -> None:
        """Find somebody for a request.

        Args:
            item: the key of the request, or of one of its tasks after `look.TASK`.
        """
        self._item = str(item)
        self._want = ""
        self._read()

    def refresh(self, changes: Any) -> None:
        """Something shown was touched."""
        if self._item:
            self._read()

    def shown(self) -> None:
        """Put the keyboard on the list."""
        self.middle.fits.setFocus(Qt.FocusReason.OtherFocusReason)

    def record(self) -> Any:
        """The request somebody is looked for."""
        return self._look.view.card.request_id if self._look is not None else None

    def find_someone(self) -> bool:
        """Here is where somebody is found: put the keyboard on the list."""
        self.middle.fits.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def panes(self) -> list[QWidget]:
        """List, then whom to ring."""
        return [self.middle.fits, *([self._ring] if self._ring else [])]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the panes the shape that fits."""
        super().resizeEvent(event)
        self._shape()

    # building

    def _build(self) -> None:
        self._right = QFrame(self)
        self._right.setProperty("role", "pane")
        self._right_column = QVBoxLayout(self._right)
        self._right_column.setContentsMargins(0, 0, 0, 0)
        self._right_scroll: QScrollArea | None = None
        self.task.setFixedWidth(px(TASK_WIDTH))
        self._line_one, self._line_two = Rule(self, upright=True), Rule(self, upright=True)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setSpacing(0)
        self._box.addWidget(self.task)
        self._box.addWidget(self._line_one)
        self._box.addWidget(scrolling(self.middle, self), 1)
        self._box.addWidget(self._line_two)
        self._box.addWidget(self._right)
        self._whole = QWidget(self)
        self._whole.setLayout(self._box)
        self._box.setContentsMargins(0, 0, 0, 0)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._whole)
        outer.addWidget(self.empty)
        self.empty.hide()
        self._shape()

    def _shape(self) -> None:
        narrow, stacked = self.width() < px(BANNER_BELOW), self.width() < px(STACKED_BELOW)
        self.task.setVisible(not narrow)
        self._line_one.setVisible(not narrow)
        self.middle.banner.setVisible(narrow)
        self._line_two.setVisible(not stacked)
        direction = QBoxLayout.Direction.BottomToTop if stacked else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(direction)
        self._right.setMinimumWidth(0 if stacked else px(RING_WIDTH))
        self._right.setMaximumWidth(16_777_215 if stacked else px(RING_WIDTH))
        self._right.setMaximumHeight(self.height() // 2 if stacked else 16_777_215)

    # reading

    def _read(self) -> None:
        item, context = self._item, self._context
        self._context.jobs.read(
            lambda: look(context, item), self._on_look, self._on_no_task, key=f"match-{id(self)}"
        )

    def _on_look(self, found: Look) -> None:
        self._look = found
        self._item = TASK + found.view.card.id
        want, self._want = self._want or self.middle.fits.current_key(), ""
        card = found.view.card
        self.set_title(tr("Find someone"), f"{write(Kind.REQUEST, card.request_number)}, {card.need}")
        self.empty.hide()
        self._whole.show()
        self.task.show_look(found)
        self.middle.show_look(found, select=want)
        self._show_right()

    def _on_no_task(self, problem: Any) -> None:
        self.empty.set_text(str(problem.user_message))
        self._whole.hide()
        self.empty.show()

    # whom to ring

    def _on_moved(self, _key: str) -> None:
        self._show_right()

    def _show_right(self) -> None:
        """Show who has the task, or whom to ring for it, or that there is nobody."""
        found = self._look
        if found is None:
            return
        had_focus = self._ring is not None and self._ring.isAncestorOf(self.focusWidget() or self)
        pane: QWidget
        if found.given is not None:
            self._ring = pane = self._given(found)
        else:
            fit = self._fit(self.middle.fits.current_key())
            if fit is None:
                self._ring = None
                pane = _nobody()
            else:
                after = self._after(fit.id)
                self._ring = RingPane(found, fit, first_name(after.name) if after else "")
                self._ring.answered.connect(self._on_answered)
                pane = self._ring
        self._put_right(pane)
        if had_focus:
            first = self._ring.answers if isinstance(self._ring, RingPane) else None
            (first or self.middle.fits).setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_right(self, pane: QWidget) -> None:
        if self._right_scroll is not None:
            self._right_column.removeWidget(self._right_scroll)
            self._right_scroll.hide()
            self._right_scroll.deleteLater()
        self._right_scroll = scrolling(pane, self._right)
        self._right_column.addWidget(self._right_scroll)
        self._right_scroll.show()

    def _given(self, found: Look) -> GivenPane:
        assert found.given is not None
        pane = GivenPane(found, found.given)
        pane.usual_asked.connect(self._on_usual)
        pane.release_asked.connect(self._on_release)
        pane.request_asked.connect(lambda: self.place_asked.emit("requests", found.view.card.request_id))
        return pane

    def _fit(self, key: str) -> Fit | None:
        fits = self._look.view.matches.fits if self._look else ()
        return next((fit for fit in fits if fit.id == key), None)

    def _after(self, key: str) -> Fit | None:
        """Who comes after somebody: the next below who has not been rung, else the first such above."""
        if self._look is None:
            return None
        fits, ringing = self._look.view.matches.fits, self._look.view.ringing
        at = next((n for n, fit in enumerate(fits) if fit.id == key), -1)
        turn = [*fits[at + 1 :], *fits[: max(at, 0)]]
        return next((fit for fit in turn if not was_asked(ringing.get(fit.id))), None)

    # answers

    def _on_letter(self, letter: str) -> None:
        if isinstance(self._ring, RingPane):
            self._ring.give(letter)

    def _on_answered(self, key: str, answer: OfferAnswer, override: str = "") -> None:
        if self._look is None or not isinstance(self._ring, RingPane):
            return
        task, actor, pane = self._look.view.card.id, self._context.actor, self._ring
        pane.set_busy(True)
        self._context.jobs.write(
            lambda: self._offers.answer(actor, task, key, answer, override),
            partial(self._on_noted, key, answer),
            partial(self._on_refused, key),
            settled=partial(_rest, pane),
        )

    def _on_noted(self, key: str, answer: OfferAnswer, _changes: object) -> None:
        after = self._after(key)
        moves = answer in (OfferAnswer.NO, OfferAnswer.NO_ANSWER)
        self._want = after.id if moves and after else key

    def _on_refused(self, key: str, problem: Any) -> None:
        message = str(problem.user_message)
        if isinstance(self._ring, RingPane):
            self._ring.refuse(message)
        if needs_reason(problem):
            self._ask_reason(key, message)

    def _ask_reason(self, key: str, message: str) -> None:
        """Somebody is busy or away: the coordinator may know better, and says why."""
        if self._look is None:
            return
        task, actor = self._look.view.card.id, self._context.actor
        dialog = ReasonDialog(
            tr("Give it to them all the same?"),
            message,
            tr("Assign"),
            lambda reason: self._offers.answer(actor, task, key, OfferAnswer.YES, reason),
            self._context.jobs,
            self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _on_usual(self) -> None:
        if self._look is None:
            return
        actor, home, key = self._context.actor, self._look.household_id, self._look.volunteer_id
        self._context.jobs.write(
            lambda: self._offers.set_usual(actor, home, key), problem=self._on_given_refused
        )

    def _on_given_refused(self, problem: Any) -> None:
        if isinstance(self._ring, GivenPane):
            self._ring.refuse(str(problem.user_message))

    def _on_release(self) -> None:
        if self._look is None or self._look.given is None:
            return
        task, actor = self._look.view.card.id, self._context.actor
        dialog = ReasonDialog(
            tr("Take the task back?"),
            tr("{name} no longer has it, and it waits for somebody again.", name=self._look.given.volunteer),
            tr("Take it back"),
            lambda reason: self._offers.release(actor, task, reason),
            self._context.jobs,
            self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _rest(pane: RingPane) -> None:
    if shiboken6.isValid(pane):
        pane.set_busy(False)


def _nobody() -> QWidget:
    pane = QWidget()
    column = QVBoxLayout(pane)
    column.setContentsMargins(px(16), px(14), px(16), px(14))
    column.addWidget(Label(tr("Nobody to ring yet"), pane, kind="section", wrap=True))
    column.addWidget(Label(tr("A name shows here once somebody can."), pane, kind="second", wrap=True))
    column.addStretch(1)
    return pane
