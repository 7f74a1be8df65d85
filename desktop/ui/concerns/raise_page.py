"""Raise a concern: for everybody at the keyboard, from anywhere."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from db.enums_concerns import AboutKind
from desktop.context import AppContext
from desktop.domain.concerns import About, Account, check_account
from desktop.domain.errors import DomainError
from desktop.services.base import Changes
from desktop.services.concern_raising import DraftLine, RaiseConcerns, Recipients
from desktop.services.safeguarding_numbers import SafeguardingNumbers
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Rule, scrolling
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import ENTER
from desktop.ui.base.label import Link
from desktop.ui.base.notice import Notice
from desktop.ui.base.page import Page
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.concerns.keeper import AccountKeeper
from desktop.ui.concerns.known import read_about
from desktop.ui.concerns.leave import LeaveDialog
from desktop.ui.concerns.parts import as_typed, chain, silence
from desktop.ui.concerns.raise_form import RaiseForm
from desktop.ui.concerns.raise_side import Phones, RaiseFacts, send_words
from desktop.ui.concerns.sealed import SealedCard, in_middle

ONE_COLUMN_BELOW = 880
"""Width of the page, in px at 100%, under which what is told stands under the form."""
SIDE_WIDTH = 335
DRAFT = "draft"


class RaisePage(Page):
    """The form, what is told beside it, and Send.

    Nothing of what was typed stays on the page once it is hidden or locked: the words remain as a draft
    sealed to their author, whose passphrase brings them back.

    Signals:
        left: the page can go.
        sent: a concern was sent: its key.
    """

    left = Signal()
    sent = Signal(str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Build the page; nothing is read until it is shown.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(tr("Raise a concern"), parent)
        self._context = context
        self._raising = context.service(RaiseConcerns)
        self._start = Account()
        self._sending = self._gone = self._read_once = False
        self._locked_draft = ""
        self.form = RaiseForm(context, self)
        self.facts = RaiseFacts(self)
        self.keeper = AccountKeeper(context, self._to_keep, self)
        self.drafts = Notice(tone=Tone.RESTR)
        self.sealed = SealedCard(
            tr("Your words are sealed"),
            tr("They are kept as a draft that only you can open. Your passphrase opens it again."),
            tr("Go on with it"),
            tr("Begin another"),
            self,
        )
        send = tr("Send")
        kind = ButtonKind.RESTRICTED_MAIN
        self.send_button = Button(send, self, kind=kind, icon="send", keys=(tr("Ctrl"), ENTER))
        self.draft_button = Button(tr("Keep as a draft"), self)
        self.cancel_button = Button(tr("Cancel"), self, kind=ButtonKind.QUIET, keys=(tr("Esc"),))
        self._build()
        self._wire()
        self._show_sealed(False)

    # page overrides

    def shown(self) -> None:
        """Ask who will read it, and begin with the first question."""
        actor, jobs = self._context.actor, self._context.jobs
        if not self._read_once:
            self._read_once = True
            jobs.read(lambda: self._raising.accounts(actor), self.form.set_accounts)
            jobs.read(lambda: self._raising.drafts(actor), self._on_drafts)
        self._ask_whom()
        if self.sealed.isHidden():
            self.form.begin()

    def show_record(self, item: Any) -> None:
        """Fill in whom it is about, or go on with a draft.

        Args:
            item: ``kind:id`` of a person, volunteer or organisation; or ``draft:id``.
        """
        kind, _, key = str(item or "").partition(":")
        if kind == DRAFT:
            self._lock_to(key)
        elif kind in {one.value for one in AboutKind} and key:
            wanted = AboutKind(kind)
            self._context.jobs.read(lambda: read_about(self._context, wanted, key), self._on_about)

    def keep(self) -> None:
        """The window is locked: keep the words, and take them off the page."""
        if self._to_keep() is None or self._sending:
            return
        account = self.form.account()
        self.keeper.keep_last(lambda key: None if key else self._put_back(account))
        self._empty_form()
        self._lock_to("")

    def hidden(self) -> None:
        """The page goes: its words stay only as a draft."""
        if not self._sending:
            self.keeper.keep_last()
        self._gone = True
        silence(self)

    def panes(self) -> list[QWidget]:
        """Form, then what is told."""
        return [self.form if self.sealed.isHidden() else self.sealed, self.facts]

    # what the page does

    def send(self) -> None:
        """Send it, or say what is missing."""
        if self._sending or not self.sealed.isHidden():
            return
        account = self.form.account()
        try:
            check_account(account)
        except DomainError as problem:
            self.form.show_problem(problem)
            return
        self._sending = True
        self._bar.setEnabled(False)
        self.keeper.when_still(lambda: self._send(account))

    def keep_draft(self) -> None:
        """Keep it as a draft and leave."""
        if self._to_keep() is None:
            self.left.emit()
        else:
            self.keeper.flush(self._on_draft_kept)

    def cancel(self) -> None:
        """Leave; where something was written, ask what is to become of it."""
        if self._to_keep() is None and not self.keeper.draft_id:
            self.left.emit()
            return
        dialog = LeaveDialog(self)
        dialog.confirmed.connect(self.keep_draft)
        dialog.thrown.connect(self._throw_away)
        dialog.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.cancel()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell beside the form where there is room, else under it."""
        super().resizeEvent(event)
        self._shape()

    # building

    def _build(self) -> None:
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._above = QWidget()
        above = QVBoxLayout(self._above)
        above.setContentsMargins(px(20), px(12), px(20), 0)
        above.addWidget(self.drafts)
        self._column.addWidget(self._above)
        self._above.hide()
        self._column.addWidget(self.form)
        self._middle = in_middle(self.sealed)
        self._column.addWidget(self._middle)
        self._bar = QFrame(self)
        self._bar.setProperty("role", "bar")
        row = FlowLayout(self._bar)
        row.setContentsMargins(px(20), px(12), px(14), px(10))
        spring = QWidget(self._bar)
        spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for button in (self.send_button, self.draft_button, spring, self.cancel_button):
            row.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._bar.setSizePolicy(policy)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(scrolling(content, self), 1)
        left.addWidget(Rule(self))
        left.addWidget(self._bar)
        self._side = scrolling(QWidget(), self)
        self._side.setFixedWidth(px(SIDE_WIDTH))
        self._rule = Rule(self, upright=True)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(left, 1)
        outer.addWidget(self._rule)
        outer.addWidget(self._side)
        last = self.form.more.is_child.buttons[-1]
        chain((last, self.send_button, self.draft_button, self.cancel_button))
        self._narrow: bool | None = None
        self._shape()

    def _wire(self) -> None:
        self.form.changed.connect(self._on_changed)
        self.form.whom_changed.connect(self._ask_whom)
        self.keeper.kept.connect(self._on_kept)
        self.send_button.clicked.connect(self.send)
        self.draft_button.clicked.connect(self.keep_draft)
        self.cancel_button.clicked.connect(self.cancel)
        self.sealed.asked.connect(self._unseal)
        self.sealed.left.connect(self._begin_another)
        self.drafts.activated.connect(self._lock_to)

    def _shape(self) -> None:
        narrow = self.width() < px(ONE_COLUMN_BELOW)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._side.setVisible(not narrow)
        self._rule.setVisible(not narrow)
        if narrow:
            self._side.takeWidget()
            self._column.addWidget(self.facts)
            self.facts.show()
        else:
            self._side.setWidget(self.facts)

    def _show_sealed(self, sealed: bool) -> None:
        self._middle.setVisible(sealed)
        self.sealed.setVisible(sealed)
        self.form.setVisible(not sealed)
        self._bar.setVisible(not sealed)

    # words kept and brought back

    def _to_keep(self) -> Account | None:
        """What is written; None where nothing is, or it is being sent."""
        account = self.form.account()
        blank = account == Account(about=account.about, danger=account.danger)
        named = account.about != self._start.about and bool(account.about.name)
        return None if (blank and not named) or self._gone else account

    def _empty_form(self) -> None:
        self._start = Account()
        self.form.restore(self._start)

    def _lock_to(self, draft_id: str) -> None:
        """Ask the passphrase before a draft is shown."""
        if self._to_keep() is not None:
            self.keeper.keep_last()
            self._empty_form()
        self._locked_draft = draft_id
        self._above.hide()
        self.sealed.ready()
        self._show_sealed(True)
        self.set_title(tr("Raise a concern"), tr("Sealed"))
        self.sealed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unseal(self, passphrase: str) -> None:
        draft_id, actor = self._locked_draft or self.keeper.draft_id, self._context.actor
        folder = self._context.hub.folder.path
        self._context.jobs.read(
            lambda: (draft_id, self._raising.read_draft(actor, folder, draft_id, passphrase)),
            lambda found: self._go_on_with(*found),
            self.sealed.refuse,
        )

    def _go_on_with(self, draft_id: str, account: Account) -> None:
        self.keeper.begin(draft_id, account)
        self.sealed.ready()
        self._show_sealed(False)
        self.form.restore(account)
        self._on_kept(True)
        self._ask_whom()
        self.form.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_back(self, account: Account) -> None:
        """Nothing could be kept: the words stay on the page, behind the lock."""
        if not self._gone:
            self._go_on_with("", account)
            self.keeper.begin()
            self._on_kept(False)

    def _begin_another(self) -> None:
        self.keeper.begin()
        self._empty_form()
        self.sealed.ready()
        self._show_sealed(False)
        self.set_title(tr("Raise a concern"))
        self.form.begin()

    def _on_drafts(self, found: Sequence[DraftLine]) -> None:
        waiting = [one for one in found if one.id != self.keeper.draft_id]
        if waiting and self.sealed.isHidden():
            when = f"{waiting[0].at.astimezone():%d/%m, %H:%M}"
            link = Link(tr("Go on with it"), waiting[0].id)
            self.drafts.say(tr("A draft of yours is kept."), tr("From {when}.", when=when), link=link)
            self._above.show()

    def _throw_away(self) -> None:
        draft_id, actor = self.keeper.draft_id, self._context.actor
        self._gone = True
        if draft_id:
            self._context.jobs.write(lambda: self._raising.drop_draft(actor, draft_id))
        self.left.emit()

    def _on_draft_kept(self) -> None:
        if self.keeper.draft_id:
            self.said.emit(tr("Kept as a draft. Only you can open it, under Concerns."), False)
            self.left.emit()

    # answers

    def _on_changed(self) -> None:
        if self._to_keep() is not None:
            self.keeper.touch()

    def _on_kept(self, kept: bool) -> None:
        words = tr("Draft kept, only you can see it") if kept else tr("This cannot be kept as a draft yet")
        if not self._gone and self.sealed.isHidden():
            self.set_title(tr("Raise a concern"), words)

    def _on_about(self, about: About) -> None:
        if not self.form.subject.about().name:
            self._start = Account(about=about)
            self.form.subject.show_about(about)
            self.form.restore(self.form.account())
            self._ask_whom()
            self.form.begin()

    def _ask_whom(self) -> None:
        account, actor = self.form.account(), self._context.actor
        folder, hub = self._context.hub.folder.path, self._context.service(SafeguardingNumbers)
        self._context.jobs.read(
            lambda: (self._raising.whom(actor, folder, account), hub.phones(actor)),
            self._on_whom,
            key=f"whom-{id(self)}",
        )

    def _on_whom(self, answer: tuple[Recipients, Phones]) -> None:
        found, phones = answer
        if self._gone:
            return
        self.facts.show_whom(found, (*found.phones, *phones))
        words = send_words(found.names)
        self.send_button.set_words(as_typed(words))
        self.send_button.setAccessibleName(words)
        reason = "" if found.names or found.card else tr("Nobody could open it. Ring a number at the side.")
        self.send_button.switch_off(reason)

    def _send(self, account: Account) -> None:
        actor, folder, draft = self._context.actor, self._context.hub.folder.path, self.keeper.draft_id
        self._context.jobs.write(
            lambda: self._raising.send(actor, folder, account, draft),
            self._on_sent,
            self._on_problem,
            settled=self._on_settled,
        )

    def _on_sent(self, changes: Changes) -> None:
        self._gone = True
        self.keeper.begin()
        self.said.emit(changes.message, False)
        self.sent.emit(changes.made)
        self.left.emit()

    def _on_problem(self, problem: Any) -> None:
        found = problem if isinstance(problem, DomainError) else DomainError(problem.user_message)
        self.form.show_problem(found)
        self.keeper.touch()

    def _on_settled(self) -> None:
        self._sending = False
        self._bar.setEnabled(True)
