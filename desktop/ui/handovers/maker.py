"""The handover maker: why, who gets it, what goes in, check, save and log."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.enums import LawfulBasis, Layer
from db.queries.organisations import OrganisationFilter
from desktop.context import AppContext
from desktop.exports.handover_fields import Choice, Preset, names_people
from desktop.exports.make_handover import HandoverPlan, Made, Preview, make_handover, preview
from desktop.services.laws import BasisChoice, Laws, PurposeChoice, offered
from desktop.services.organisations import Organisations
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Rule, scrolling
from desktop.ui.base.dialog import FileDialog
from desktop.ui.base.form import RecordForm
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.keycap import ENTER
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.page import Page
from desktop.ui.base.stepper import Stepper
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.handovers.details import DetailChooser
from desktop.ui.handovers.layout_box import LayoutBox
from desktop.ui.handovers.maker_fields import password_fields, steps, why_fields
from desktop.ui.handovers.page import basis_words
from desktop.ui.handovers.papers import paper_buttons
from desktop.ui.handovers.preview_pane import PreviewPane
from desktop.ui.handovers.since_box import SinceBox

WHY, WHO, WHAT, CHECK, SAVE = range(5)
PREVIEW_AFTER_MS = 250


class Choices(NamedTuple):
    """What there is to choose from: who may receive, bases and purposes."""

    recipients: list[tuple[object, str]]
    bases: list[BasisChoice]
    purposes: list[PurposeChoice]


class MakerPage(Page):
    """Makes one handover.

    Signals:
        left: go back to the sharing log.
    """

    left = Signal()

    def __init__(self, context: AppContext) -> None:
        """Make the page, at its first step."""
        super().__init__(tr("New handover"))
        self._context = context
        self._without: frozenset[str] = frozenset()
        self._names: dict[str, str] = {}
        self._bases: dict[str, LawfulBasis] = {}
        self._basis_words: dict[str, str] = {}
        self._purposes: dict[str, PurposeChoice] = {}
        self._purpose = ""
        self.made: Made | None = None
        self.why = RecordForm(why_fields())
        self.who = RecordForm([FormField("recipient", tr("Who gets it?"), FieldKind.CHOICE, required=True)])
        self.since = SinceBox(context)
        self.details = DetailChooser()
        self.layout_box = LayoutBox(context)
        self.details.add_choice(self.layout_box)
        self.password = RecordForm(password_fields())
        self.notice = Notice(parent=self, tone=Tone.OK)
        self.notice.hide()
        self.preview_pane = PreviewPane(self)
        self.stepper = Stepper(steps(), self)
        self.steps = QStackedWidget(self)
        self.back_button = Button(tr("Back"), icon="arrow-left")
        self.next_button = Button(tr("Next"), kind=ButtonKind.PRIMARY, keys=(tr("Ctrl"), ENTER))
        self.leave_button = Button(tr("Leave"), kind=ButtonKind.QUIET)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PREVIEW_AFTER_MS)
        self._build()
        self._wire()
        self._go_to(WHY)

    def shown(self) -> None:
        """Read who may receive, and the grounds in law to choose from."""
        organisations, actor = self._context.service(Organisations), self._context.actor
        laws = self._context.service(Laws)

        def read_recipients() -> list[tuple[object, str]]:
            first = organisations.ids(actor, OrganisationFilter(layer=Layer.STATUTORY))
            others = [one for one in organisations.ids(actor, OrganisationFilter()) if one not in set(first)]
            return [(row.id, row.name) for row in organisations.rows(actor, [*first, *others])]

        def read() -> Choices:
            return Choices(read_recipients(), laws.bases(actor), laws.purposes(actor))

        self._context.jobs.read(read, self._on_choices, key=f"maker-recipients-{id(self)}")
        self.layout_box.ask()

    def plan(self) -> HandoverPlan | None:
        """What is decided so far; None while the recipient is missing."""
        recipient = self.who.values().get("recipient")
        if not recipient:
            return None
        why = self.why.values()
        chosen = self.details.choices()
        return HandoverPlan(
            recipient_id=str(recipient),
            purpose=str(why["purpose"] or ""),
            basis=self._bases.get(str(why["basis"]), LawfulBasis.CONSENT),
            basis_code=str(why["basis"] or ""),
            purpose_code=str(why["purpose_code"] or ""),
            preset=Preset.FULL_CANONICAL if self.details.whole_tables else Preset.PLAN,
            choices=chosen,
            without=self._without,
            delete_by=why["delete_by"],
            basis_note=str(why["basis_note"] or ""),
            with_volunteers=self.details.whole_tables and self.details.volunteers.isChecked(),
            only_changes=self.since.isChecked(),
            drop=self.details.dropped(),
            with_directory=self.details.directory.isChecked(),
            layout=self.layout_box.chosen(),
        )

    def save_to(self, folder: str) -> None:
        """Make the package in a folder, and the entry in the sharing log."""
        values, plan = self.password.collect(), self.plan()
        if values is None or plan is None:
            return
        secret = str(values["password"] or "") or None
        context, out = self._context, Path(folder)
        now = context.hub.tools.clock()
        self.next_button.setEnabled(False)
        context.jobs.write(
            lambda: make_handover(context.hub.tools, context.actor, plan, out, secret, now),
            self._on_made,
            self.password.show_problem,
            settled=lambda: self.next_button.setEnabled(True),
        )

    def _build(self) -> None:
        side = QFrame(self)
        side.setFixedWidth(px(226))
        column = QVBoxLayout(side)
        column.setContentsMargins(px(20), px(20), px(14), px(16))
        column.setSpacing(px(8))
        column.addWidget(scrolling(self.stepper, side), 1)
        kept = tr("Every handover is kept in the sharing log: what, why, who and when.")
        column.addWidget(Label(kept, kind="second", wrap=True))
        for title, sentence, widget in (
            (tr("Why is it shared?"), tr("In words that name nobody: they are on the cover."), self.why),
            (tr("Who gets it?"), tr("One organisation, named."), self.who),
            (
                tr("What goes in the package?"),
                tr("Start with nothing and add what the purpose needs."),
                self.details,
            ),
            (tr("Check"), tr("Read the rows on the right. Leave out what could point to one person."), None),
            (
                tr("Save and log"),
                tr("With a password nothing personal is written in the clear. Give it by phone."),
                self.password,
            ),
        ):
            self.steps.addWidget(self._step(title, sentence, widget))
        across = QHBoxLayout()
        across.setSpacing(0)
        self.steps.setProperty("role", "pane")
        across.addWidget(side)
        across.addWidget(Rule(self, upright=True))
        across.addWidget(self.steps, 4)
        across.addWidget(Rule(self, upright=True))
        across.addWidget(self.preview_pane, 3)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(across, 1)
        outer.addWidget(Rule(self))
        outer.addWidget(self._bar())

    def _step(self, title: str, sentence: str, widget: QWidget | None) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(10))
        column.addWidget(Label(title, kind="section"))
        column.addWidget(Label(sentence, kind="second", wrap=True))
        if widget is not None:
            column.addWidget(widget)
        if widget is self.who:
            column.addWidget(self.since)
        if widget is self.password:
            column.addWidget(self.notice)
        column.addStretch(1)
        return scrolling(content, self)

    def _bar(self) -> QFrame:
        bar = QFrame(self)
        bar.setProperty("role", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(20), px(10), px(14), px(10))
        row.setSpacing(px(10))
        self.summary = Label("", kind="strong")
        row.addWidget(self.back_button)
        row.addStretch(1)
        row.addWidget(self.summary)
        row.addStretch(1)
        row.addWidget(self.leave_button)
        row.addWidget(self.next_button)
        return bar

    def _wire(self) -> None:
        self.back_button.clicked.connect(lambda: self._go_to(self.stepper.at - 1))
        self.next_button.clicked.connect(self._on_next)
        self.leave_button.clicked.connect(self.left)
        self.stepper.step_asked.connect(self._go_to)
        self._later.timeout.connect(self._read_preview)
        self.why.edited.connect(self._on_purpose)
        for form in (self.why, self.who):
            form.edited.connect(self._later.start)
        self.who.edited.connect(lambda: self.since.ask(str(self.who.values().get("recipient") or "")))
        self.since.toggled.connect(self._on_since)
        self.details.changed.connect(self._on_details)
        self.layout_box.box.currentIndexChanged.connect(self._later.start)
        self.preview_pane.coarser_asked.connect(self._on_coarser)
        self.preview_pane.leave_out_asked.connect(self._on_leave_out)

    def _go_to(self, at: int) -> None:
        if not 0 <= at < self.steps.count():
            return
        self.stepper.go_to(at)
        self.steps.setCurrentIndex(at)
        form = {WHY: self.why, WHO: self.who, SAVE: self.password}.get(at)
        if form is not None:
            form.focus_on({WHY: "purpose", WHO: "recipient", SAVE: "password"}[at])
        elif at == WHAT:
            self.details.focus_first()
        else:
            self.next_button.setFocus()
        self.back_button.setVisible(at > WHY and self.made is None)
        words = (
            tr("Next: who"),
            tr("Next: what"),
            tr("Next: check"),
            tr("Next: save"),
            tr("Save the package"),
        )
        self.next_button.setText(words[at])

    def _on_next(self) -> None:
        at = self.stepper.at
        if self.made is not None:
            self.left.emit()
            return
        if at == WHY and self.why.collect() is None:
            return
        if at == WHO and self.who.collect() is None:
            return
        if at == WHAT and not (self.details.choices() or self.details.whole_tables):
            self.preview_pane.show_words(tr("Nothing is chosen yet. Add at least one detail."))
            return
        if at == SAVE:
            self._ask_folder()
            return
        self._go_to(at + 1)

    def _ask_folder(self) -> None:
        if self.password.collect() is None:
            return
        dialog = FileDialog(self, tr("Where to save the package"))
        dialog.setFileMode(FileDialog.FileMode.Directory)
        dialog.setOption(FileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def _on_choices(self, found: Choices) -> None:
        self._names = {str(key): name for key, name in found.recipients}
        self.who.editor("recipient").widget.set_choices(found.recipients)  # type: ignore[attr-defined]
        self._bases = {one.code: one.basis for one in found.bases}
        self._basis_words = {one.code: one.label for one in found.bases}
        self._purposes = {one.code: one for one in found.purposes}
        labels = [(one.code, one.label) for one in found.purposes if one.is_active]
        self.why.editor("basis").widget.set_choices(offered(found.bases))  # type: ignore[attr-defined]
        self.why.editor("purpose_code").widget.set_choices(  # type: ignore[attr-defined]
            [("", tr("Another one, said below")), *labels]
        )

    def _on_purpose(self) -> None:
        """The basis decided on for a purpose comes with it; another may be chosen after."""
        code = str(self.why.values()["purpose_code"] or "")
        if code != self._purpose:
            self._purpose = code
            if code in self._purposes:
                self.why.editor("basis").set_value(self._purposes[code].basis_code)

    def _read_preview(self) -> None:
        plan = self.plan()
        if plan is None or not (plan.choices or self.details.whole_tables):
            return
        tools, actor = self._context.hub.tools, self._context.actor
        self._context.jobs.read(
            lambda: (plan, preview(tools, actor, plan)),
            self._on_preview,
            lambda problem: self.preview_pane.show_words(problem.user_message),
            key=f"handover-preview-{id(self)}",
        )

    def _on_preview(self, answer: tuple[HandoverPlan, Preview]) -> None:
        plan, found = answer
        to = self._names.get(plan.recipient_id, "")
        law = self._basis_words.get(plan.basis_code) or basis_words(plan.basis)
        facts = [(tr("Reason in law"), law), (tr("To"), to)]
        self.preview_pane.show_preview(found, facts)
        named = not plan.chosen or names_people(plan.chosen)
        words = tr("with names") if named else tr("no names")
        self.summary.setText(
            tr(
                "{rows}, {details}, {names}",
                rows=tr_count("{count} row", "{count} rows", found.total),
                details=tr_count("{count} detail", "{count} details", len(found.headings)),
                names=words,
            )
        )
        self.stepper.set_note(WHY, plan.purpose)
        self.stepper.set_note(WHO, to)

    def _on_since(self, on: bool) -> None:
        if on:
            self.details.take(self.since.fields)
        self._later.start()

    def _on_details(self) -> None:
        self.layout_box.setVisible(self.details.whole_tables)
        self._later.start()

    def _on_coarser(self, after: Choice) -> None:
        self.details.set_way(after)

    def _on_leave_out(self, people: frozenset[str]) -> None:
        self._without |= people
        self._later.start()

    def _on_made(self, made: Made) -> None:
        self.made = made
        self.notice.say(
            tr("{reference} is saved and logged.", reference=made.reference),
            tr("{file}. {people} people are in it.", file=str(made.info.path), people=made.people),
        )
        locked = bool((self.password.collect() or {}).get("password"))
        for button in paper_buttons(self._context, made, self, locked=locked):
            self.notice.add_button(button)
        self.notice.show()
        self.back_button.hide()
        self.leave_button.hide()
        self.next_button.setText(tr("Back to the log"))
