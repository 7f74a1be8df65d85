"""What is asked besides, under a fold: injuries, who may be doing harm, and who else is at risk."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.enums_concerns import AboutKind
from desktop.context import AppContext
from desktop.domain.concerns import About, Account, Alleged
from desktop.ui.base.choice import CheckBox
from desktop.ui.base.field import Field, TextArea
from desktop.ui.base.i18n import tr
from desktop.ui.base.segmented import Choice, Segmented
from desktop.ui.base.theme import px
from desktop.ui.concerns.parts import Question, SideBySide
from desktop.ui.concerns.subject import SubjectField


class MoreQuestions(QWidget):
    """The fold's questions.

    Signals:
        changed: an answer is another.
        whom_changed: who may be doing harm is another.
    """

    changed = Signal()
    whom_changed = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Ask, nothing answered.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(parent)
        self.injuries = TextArea(lines=2, max_length=2000)
        self.alleged = SubjectField(context, tr("Who may be causing harm?"))
        self.relationship = Field(max_length=200)
        self.in_contact = Field(max_length=200)
        self.helps = CheckBox(tr("They help here, or work for the hub"))
        self.others = TextArea(lines=2, max_length=2000)
        self.young = TextArea(lines=2, max_length=2000)
        ages = [Choice(True, tr("Yes")), Choice(False, tr("No")), Choice("", tr("I don't know"))]
        self.is_child = Segmented(ages, name=tr("Is the person under 18?"))
        self._build()
        for area in (self.injuries, self.others, self.young):
            area.textChanged.connect(self.changed)
        for field in (self.relationship, self.in_contact):
            field.textChanged.connect(self.changed)
        self.alleged.changed.connect(self._on_alleged)
        self.alleged.taken.connect(self.relationship.setFocus)
        self.helps.toggled.connect(self._on_alleged)
        self.is_child.chosen.connect(self.changed)

    def answer(self, account: Account) -> Account:
        """An account with these answers in it."""
        who = self.alleged.about()
        alleged = Alleged(
            name=who.name,
            relationship=self.relationship.text().strip(),
            in_contact=self.in_contact.text().strip(),
            is_volunteer=self.helps.isChecked(),
            id=who.id,
        )
        age = self.is_child.value()
        return replace(
            account,
            injuries=self.injuries.toPlainText().strip(),
            alleged=alleged,
            others=self.others.toPlainText().strip(),
            children=self.young.toPlainText().strip(),
            is_child=age if isinstance(age, bool) else None,
        )

    def show_answers(self, account: Account) -> None:
        """Show what was answered before."""
        alleged = account.alleged
        kind = AboutKind.VOLUNTEER if alleged.is_volunteer else AboutKind.PERSON
        self.injuries.setPlainText(account.injuries)
        self.alleged.show_about(About(kind, alleged.id, alleged.name))
        self.relationship.setText(alleged.relationship)
        self.in_contact.setText(alleged.in_contact)
        self.helps.setChecked(alleged.is_volunteer)
        self.others.setPlainText(account.others)
        self.young.setPlainText(account.children)
        self.is_child.set_value(account.is_child)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        column.addWidget(Question(tr("Any injuries, seen or spoken of?"), self.injuries))
        column.addWidget(Question(tr("Who may be causing harm?"), self.alleged, tr("if you know")))
        column.addWidget(
            SideBySide(
                Question(tr("Who are they to the person?"), self.relationship),
                Question(tr("Are they still in contact?"), self.in_contact),
            )
        )
        column.addWidget(self.helps)
        column.addWidget(
            SideBySide(
                Question(tr("Is anybody else at risk?"), self.others),
                Question(tr("Are there children?"), self.young, tr("who, and how old")),
            )
        )
        column.addWidget(Question(tr("Is the person under 18?"), self.is_child))

    def _on_alleged(self) -> None:
        if self.alleged.about().kind is AboutKind.VOLUNTEER and not self.helps.isChecked():
            self.helps.setChecked(True)
            return
        self.changed.emit()
        self.whom_changed.emit()
