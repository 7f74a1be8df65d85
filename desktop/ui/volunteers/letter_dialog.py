"""Letters, e-mails and texts about checks or of thanks: filled for each, to be copied out or printed."""

from collections.abc import Mapping, Sequence

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.enums import TemplateKind
from desktop.context import AppContext
from desktop.exports.make_letters import DrawnLetters, LetterSort, draw_letters, record_letters
from desktop.jobs.runner import Problem
from desktop.services.check_letters import MARK as CHECK
from desktop.services.check_letters import CheckLetter, CheckLetters
from desktop.services.templates import TemplateLine
from desktop.services.thank_letters import MARK as GAVE
from desktop.services.thank_letters import ThankLetters
from desktop.ui.base.button import Button
from desktop.ui.base.choice import ComboBox
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.field import TextArea
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.preview import Document, preview_pdf
from desktop.ui.words import say

SERVICES: Mapping[LetterSort, type[CheckLetters] | type[ThankLetters]] = {
    LetterSort.CHECKS: CheckLetters,
    LetterSort.THANKS: ThankLetters,
}
PRINTS = {LetterSort.CHECKS: "letter.print", LetterSort.THANKS: "bank.print"}
"""What printing each sort takes."""


def open_letters(
    parent: QWidget, context: AppContext, ids: Sequence[str], sort: LetterSort = LetterSort.CHECKS
) -> None:
    """Offer the letters there are about some checks, or to thank some volunteers.

    Args:
        parent: the window it belongs to.
        context: the open hub.
        ids: of the checks or volunteers, in the order shown.
        sort: what they are about.
    """
    letters, actor = context.service(SERVICES[sort]), context.actor

    def show(templates: list[TemplateLine]) -> None:
        LetterDialog(context, templates, ids, parent, sort).open()

    context.jobs.read(lambda: letters.templates(actor), show)


class LetterDialog(SheetDialog):
    """Which words, for whom, and what they say.

    Attributes:
        which: the template.
        whom: the person whose letter is shown.
        words: what it says.
        print_button: prints letters to everybody picked; only for letters.
        mail_button: copies the e-mail address.
        notice: what keeps a letter from being sent as it is.
        letters: filled, as shown.
    """

    def __init__(
        self,
        context: AppContext,
        templates: Sequence[TemplateLine],
        ids: Sequence[str],
        parent: QWidget | None = None,
        sort: LetterSort = LetterSort.CHECKS,
    ) -> None:
        """Make it, and fill the first template.

        Args:
            context: the open hub.
            templates: to choose from.
            ids: of the checks or volunteers.
            parent: the window it belongs to.
            sort: what they are about.
        """
        super().__init__(tr("Letter or e-mail"), parent, verb=tr("Copy the words"), leave=tr("Close"))
        self._context, self._ids, self._sort = context, list(ids), sort
        self._templates = {one.id: one for one in templates}
        self.letters: list[CheckLetter] = []
        named = [
            (one.id, tr("{kind}: {name}", kind=say(one.draft.kind), name=one.draft.name)) for one in templates
        ]
        self.which = ComboBox(named, self, name=tr("Which words"))
        self.whom = ComboBox([(None, "")], self, name=tr("For whom"))
        self.subject = Label("", self, kind="strong", wrap=True)
        self.words = TextArea("", self, name=tr("The words"), lines=15)
        self.words.setReadOnly(True)
        self.notice = Notice("", "", self, tone=Tone.WARN)
        self.print_button = Button(tr("Print the letter"), self, icon="printer", action=PRINTS[sort])
        self.mail_button = Button(tr("Copy the e-mail address"), self, icon="mail")
        self._lay_out()
        self._wire()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(px(640), px(680))
        if not templates:
            self._say_none()
        else:
            self._read()

    def _lay_out(self) -> None:
        self.body.addWidget(self.notice)
        self.body.addLayout(_labelled(tr("Which words"), self.which))
        self._whom_row = QWidget(self)
        self._whom_row.setLayout(_labelled(tr("For whom"), self.whom))
        self.body.addWidget(self._whom_row)
        self._whom_row.setVisible(len(self._ids) > 1)
        self.body.addWidget(self.subject)
        self.body.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.print_button)
        row.addWidget(self.mail_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def _wire(self) -> None:
        self.which.currentIndexChanged.connect(self._read)
        self.whom.currentIndexChanged.connect(self._show)
        self.confirmed.connect(self._copy)
        self.print_button.clicked.connect(self._print)
        self.mail_button.clicked.connect(self._copy_address)

    def _read(self) -> None:
        letters, actor = self._context.service(SERVICES[self._sort]), self._context.actor
        which, ids = str(self.which.value()), self._ids
        self._context.jobs.read(lambda: letters.fill(actor, which, ids), self._on_filled)

    def _on_filled(self, found: list[CheckLetter]) -> None:
        if not shiboken6.isValid(self):
            return
        self.letters, at = found, max(self.whom.currentIndex(), 0)
        self.whom.blockSignals(True)
        self.whom.set_choices([(place, one.name) for place, one in enumerate(found)])
        self.whom.setCurrentIndex(min(at, len(found) - 1))
        self.whom.blockSignals(False)
        self._show()

    def _show(self) -> None:
        one = self._shown()
        is_letter = self._kind() is TemplateKind.LETTER
        self.primary.setEnabled(one is not None)
        self.print_button.setVisible(is_letter and one is not None)
        many = tr_count("Print the letter", "Print {count} letters", len(self.letters))
        self.print_button.setText(many)
        self.print_button.setAccessibleName(many)
        self.mail_button.setVisible(
            self._kind() is TemplateKind.EMAIL and one is not None and bool(one.email)
        )
        self.subject.setText(one.subject if one is not None else "")
        self.subject.setVisible(bool(one is not None and one.subject))
        self.words.setPlainText(one.body if one is not None else "")
        lead, text = _warning(one, self._kind()) if one is not None else ("", "")
        self.notice.say(lead, text, tone=Tone.WARN)
        self.notice.setVisible(bool(lead))

    def _shown(self) -> CheckLetter | None:
        at = self.whom.value()
        return self.letters[at] if isinstance(at, int) and at < len(self.letters) else None

    def _kind(self) -> TemplateKind:
        line = self._templates.get(str(self.which.value()))
        return line.draft.kind if line is not None else TemplateKind.TEXT

    def _copy(self) -> None:
        one = self._shown()
        if one is not None:
            QGuiApplication.clipboard().setText(one.body)
            self._say(tr("Copied. Paste it where you write."))

    def _copy_address(self) -> None:
        one = self._shown()
        if one is not None:
            QGuiApplication.clipboard().setText(one.email)
            self._say(tr("The e-mail address is copied."))

    def _say(self, words: str, tone: Tone = Tone.OK) -> None:
        self.notice.say(words, tone=tone)
        self.notice.show()

    def _say_none(self) -> None:
        if self._sort is LetterSort.CHECKS:
            lead, mark = tr("There are no words about checks yet."), CHECK
        else:
            lead, mark = tr("There are no words of thanks yet."), GAVE
        text = tr("Add one under Texts and letters, with {check} in it.", check=mark)
        self.notice.say(lead, text)
        for part in (self.which, self.words, self.print_button, self.mail_button, self.subject):
            part.hide()
        self.primary.setEnabled(False)

    def _print(self) -> None:
        context, letters = self._context, self.letters
        line = self._templates[str(self.which.value())]
        tools, actor, name = context.hub.tools, context.actor, line.draft.name
        sort = self._sort

        def show(drawn: DrawnLetters) -> None:
            if shiboken6.isValid(self):
                document = Document(
                    name,
                    drawn.content,
                    "letters.pdf",
                    lambda where, put: record_letters(tools, actor, drawn, where, put, sort),
                )
                preview_pdf(self, context.jobs, document)

        context.jobs.read(
            lambda: draw_letters(tools, actor, name, letters, tools.clock()), show, self._on_problem
        )

    def _on_problem(self, problem: Problem) -> None:
        if shiboken6.isValid(self):
            self._say(str(problem), Tone.WARN)


def _labelled(words: str, combo: ComboBox) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(4))
    label = Label(words, kind="strong")
    label.setBuddy(combo)
    column.addWidget(label)
    column.addWidget(combo)
    return column


def _warning(one: CheckLetter, kind: TemplateKind) -> tuple[str, str]:
    """What keeps a letter from being sent as it is."""
    if kind is TemplateKind.LETTER and one.no_post:
        return tr("{name} asked for no post.", name=one.name), tr("Ring instead. No letter is printed.")
    if kind is not TemplateKind.LETTER and one.no_message:
        return tr("{name} asked for no messages.", name=one.name), tr("Ring instead.")
    if kind is TemplateKind.LETTER and not one.address:
        return tr("No address is known."), tr("Hand the letter over, or write the address on it.")
    if one.missing:
        return tr("Still to fill in: {names}", names=", ".join(one.missing)), ""
    return "", ""
