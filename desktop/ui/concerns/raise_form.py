"""What is asked of whoever raises a concern: danger first, then facts in their own words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.enums_concerns import Agreed, Heard
from desktop.context import AppContext
from desktop.domain.concerns import NO_ONE_YET, About, Account
from desktop.domain.errors import DomainError
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.choice import CheckBox
from desktop.ui.base.field import Field, TextArea
from desktop.ui.base.i18n import tr
from desktop.ui.base.notice import Notice
from desktop.ui.base.segmented import Choice, Segmented
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.concerns.danger import DangerCard
from desktop.ui.concerns.parts import Question, SideBySide, as_typed, chain, empty
from desktop.ui.concerns.raise_more import MoreQuestions
from desktop.ui.concerns.subject import SubjectField
from desktop.ui.concerns.words import choices, first_name, say

SOMEONE = "someone"


class RaiseForm(QWidget):
    """The questions.

    Signals:
        changed: an answer is another.
        whom_changed: so that who may open it has to be asked again.
    """

    changed = Signal()
    whom_changed = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Ask, nothing answered but "No one yet".

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(parent)
        self.notice = Notice(parent=self, tone=Tone.DANGER)
        self.notice.hide()
        self.danger = DangerCard(self)
        self.subject = SubjectField(context, tr("Who are you worried about?"))
        self.words = TextArea(lines=4, max_length=20_000)
        self.happened, self.where = Field(max_length=100), Field(max_length=200)
        self.wants = Field(max_length=500)
        self.heard = Segmented(
            [Choice(one, say(one)) for one in Heard if one is not Heard.NOT_SAID], name=tr("Who told you?")
        )
        self.heard_from = Field(max_length=200, name=tr("Who told you?"), hint=tr("Their name"))
        self.told = Segmented(
            [Choice("", tr("No one yet")), Choice(SOMEONE, tr("Someone"))], name=tr("Who did you tell?")
        )
        self.told_whom = Field(max_length=300, name=tr("Who did you tell?"), hint=tr("Who, and when"))
        self.agreed = Segmented([Choice(one, words) for one, words in choices(Agreed)], name=_agreed_words())
        self.about_user = CheckBox(tr("It is about somebody who works at this keyboard"))
        self.more = MoreQuestions(context)
        self.fold = Button(tr("More, if you know it"), kind=ButtonKind.QUIET, icon="chevron-down")
        self._accounts: list[tuple[str, CheckBox]] = []
        self._build()
        self._wire()
        self.restore(Account())

    def account(self) -> Account:
        """The answers as they stand."""
        told = self.told_whom.text().strip() if self.told.value() == SOMEONE else ""
        danger, heard, agreed = self.danger.value(), self.heard.value(), self.agreed.value()
        return self.more.answer(
            Account(
                danger=danger,
                about=self.subject.about(),
                words=self.words.toPlainText().strip(),
                happened=self.happened.text().strip(),
                where=self.where.text().strip(),
                wants=self.wants.text().strip(),
                heard=heard if isinstance(heard, Heard) else Heard.NOT_SAID,
                heard_from=self.heard_from.text().strip() if heard is Heard.SOMEONE_ELSE else "",
                told=told or NO_ONE_YET,
                agreed=agreed if isinstance(agreed, Agreed) else Agreed.NOT_ASKED,
                kept_from=self._kept_from(),
            )
        )

    def restore(self, account: Account) -> None:
        """Show an account, as from a draft."""
        self.blockSignals(True)
        self.danger.set_value(account.danger)
        self.subject.show_about(account.about)
        self.words.setPlainText(account.words)
        self.happened.setText(account.happened)
        self.where.setText(account.where)
        self.wants.setText(account.wants)
        self.heard.set_value(account.heard)
        self.heard_from.setText(account.heard_from)
        told = "" if account.told == NO_ONE_YET else account.told
        self.told.set_value(SOMEONE if told else "")
        self.told_whom.setText(told)
        self.agreed.set_value(account.agreed)
        self.more.show_answers(account)
        self.about_user.setChecked(bool(account.kept_from))
        for user_id, tick in self._accounts:
            tick.setChecked(user_id in account.kept_from)
        blank = Account(about=account.about)
        self.open_fold(self.more.answer(blank) != blank)
        self._shape()
        self.blockSignals(False)
        self.clear_problems()

    def set_accounts(self, accounts: list[tuple[str, str]], kept_from: tuple[str, ...] = ()) -> None:
        """Offer the accounts it may be about.

        Args:
            accounts: key and name.
            kept_from: those ticked.
        """
        kept = set(kept_from or self._kept_from())
        empty(self._ticks)
        self._accounts = []
        for user_id, name in accounts:
            tick = CheckBox(as_typed(name), checked=user_id in kept)
            tick.toggled.connect(self._on_whom)
            self._ticks.addWidget(tick)
            self._accounts.append((user_id, tick))
        chain([self.about_user, *(tick for _user, tick in self._accounts), self.fold])
        self._shape()

    def begin(self) -> None:
        """Put the keyboard on the first question."""
        self.danger.answer.setFocus(Qt.FocusReason.TabFocusReason)

    def open_fold(self, is_open: bool) -> None:
        """Show or hide what is asked besides."""
        self.more.setVisible(is_open)
        icon = "chevron-up" if is_open else "chevron-down"
        self.fold.set_words(tr("Less") if is_open else tr("More, if you know it"), icon=icon)

    def show_problem(self, problem: DomainError) -> None:
        """Say what is missing where it is asked, or else above."""
        self.clear_problems()
        if problem.field == "about":
            self.subject.block.say(problem.user_message)
            self.subject.setFocus(Qt.FocusReason.OtherFocusReason)
        elif problem.field == "words":
            self._facts.block.say(problem.user_message)
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.notice.say(problem.user_message)
            self.notice.show()

    def clear_problems(self) -> None:
        """Say nothing any more."""
        self.notice.hide()
        self.subject.block.clear()
        self._facts.block.clear()

    def _kept_from(self) -> tuple[str, ...]:
        if not self.about_user.isChecked():
            return ()
        return tuple(user_id for user_id, tick in self._accounts if tick.isChecked())

    def _build(self) -> None:
        who = Question(
            tr("Who are you worried about?"), self.subject, tr("a person, a volunteer, or someone else")
        )
        hint = tr("facts first. Use their words if you can. You don't have to be sure.")
        self._facts = Question(tr("What did you see or hear?"), self.words, hint)
        self._wants = Question(tr("What do they want to happen?"), self.wants)
        when = SideBySide(
            Question(tr("When?"), self.happened), Question(tr("Where?"), self.where), self, stacked_below=240
        )
        self._heard = Question(tr("Who told you?"), _below(self.heard, self.heard_from))
        told = Question(tr("Who did you tell?"), _below(self.told, self.told_whom))
        agreed = Question(_agreed_words(), self.agreed)
        self._users = QWidget(self)
        self._ticks = QVBoxLayout(self._users)
        self._ticks.setContentsMargins(px(26), 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(16))
        for part in (self.notice, self.danger, who, self._facts):
            column.addWidget(part)
        column.addWidget(SideBySide(when, self._wants))
        column.addWidget(SideBySide(self._heard, told, stacked_below=640))
        column.addWidget(agreed)
        column.addWidget(self.about_user)
        column.addWidget(self._users)
        column.addWidget(self.fold)
        column.addWidget(self.more)
        column.addStretch(1)

    def _wire(self) -> None:
        for field in (self.happened, self.where, self.wants, self.heard_from, self.told_whom):
            field.textChanged.connect(self.changed)
        self.words.textChanged.connect(self._on_words)
        for row in (self.heard, self.told):
            row.chosen.connect(self._on_chosen)
        self.agreed.chosen.connect(self.changed)
        self.danger.chosen.connect(self.changed)
        self.subject.changed.connect(self._on_whom)
        self.subject.taken.connect(self.words.setFocus)
        self.more.changed.connect(self.changed)
        self.more.whom_changed.connect(self.whom_changed)
        self.about_user.toggled.connect(self._on_whom)
        self.fold.clicked.connect(lambda: self.open_fold(self.more.isHidden()))

    def _on_words(self) -> None:
        self._facts.block.clear()
        self.changed.emit()

    def _on_chosen(self) -> None:
        self._shape()
        if self.told.value() == SOMEONE and not self.told_whom.text():
            self.told_whom.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_whom(self) -> None:
        self._shape()
        self.changed.emit()
        self.whom_changed.emit()

    def _shape(self) -> None:
        """Show what an answer asks for, and call the person by name."""
        self.heard_from.setVisible(self.heard.value() is Heard.SOMEONE_ELSE)
        self.told_whom.setVisible(self.told.value() == SOMEONE)
        self._users.setVisible(self.about_user.isChecked() and bool(self._accounts))
        about: About = self.subject.about()
        name = first_name(about.name)
        known = bool(about.id)
        wants = tr("What does {name} want to happen?", name=name)
        self._wants.ask(wants if known else tr("What do they want to happen?"))


def _agreed_words() -> str:
    return tr("Do they agree that you pass this on?")


def _below(row: Segmented, field: Field) -> QWidget:
    """Choices, and below them the words one of them asks for."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(6))
    line = QHBoxLayout()
    line.addWidget(row)
    line.addStretch(1)
    column.addLayout(line)
    column.addWidget(field)
    holder.setFocusProxy(row)
    return holder
