"""What is past its time: how many of each kind would go, why others stay; with two people, it goes."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from db.enums_protection import RetentionAction, RetentionType
from desktop.context import AppContext
from desktop.jobs.cancel import CancelToken, Progress
from desktop.jobs.runner import Problem
from desktop.services.retention import ACT, DryRun, Listed, One, Ran, Retention, RuleDue
from desktop.ui.base.busy import BusyBar
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Card, EmptyState, Rule, scrolling
from desktop.ui.base.dates import show_date
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.page import Page
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.protection.agreeing import Act, ask_second
from desktop.ui.protection.words import record_name, words


class RetentionPage(Page):
    """Every rule, with what it comes to today."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(tr("Past its time"))
        self._context, self._retention = context, context.service(Retention)
        self.shown_now: DryRun | None = None
        self.which: dict[RetentionType, Button] = {}
        self._token: CancelToken | None = None
        self._head = QFrame(self)
        self._head.setProperty("role", "bar")
        row = FlowLayout(self._head)
        row.setContentsMargins(px(20), px(10), px(14), px(10))
        self.back = Button(tr("Data protection"), self._head, icon="arrow-left", kind=ButtonKind.QUIET)
        self.back.clicked.connect(lambda: self.place_asked.emit("protection", None))
        self.run_button = Button(tr("Let these go"), self._head, icon="trash", kind=ButtonKind.DANGER)
        self.run_button.clicked.connect(self.ask)
        row.addWidget(self.back)
        row.addWidget(self.run_button)
        self.notice = Notice(parent=self)
        self.notice.hide()
        self.busy = BusyBar(self)
        self.busy.stop_asked.connect(self._on_stop)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        for one in (self._head, Rule(self), self.notice, self.busy):
            self._outer.addWidget(one)
        self._body: QWidget | None = None
        self._show(None)
        self.reload()

    def show_record(self, item: Any) -> None:
        """Look again; there is one such page."""
        self.reload()

    def refresh(self, changes: Any) -> None:
        """Something changed: look again, unless a run is under way."""
        if self._token is None:
            self.reload()

    def shown(self) -> None:
        """The keyboard begins where nothing happens by accident."""
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        """Buttons, then the rules."""
        return [self._head, *([self._body] if self._body is not None else [])]

    def reload(self) -> None:
        """Work out anew what is past its time."""
        actor = self._context.actor
        self._context.jobs.read(
            lambda: self._retention.dry_run(actor), self._show, key=f"retention-{id(self)}"
        )

    def ask(self) -> None:
        """Ask for a second person's agreement to exactly what is shown."""
        shown = self.shown_now
        if shown is None or not shown.going or self._token is not None:
            return
        title = tr_count("Let {count} record go for good?", "Let {count} records go for good?", shown.going)
        act = Act(ACT, shown.subject, shown.words, title, tr("Let these go"))
        ask_second(self, self._context, act, lambda key, why: (key, why), self._run)

    def _run(self, agreed: tuple[str, str]) -> None:
        context, service, (key, why) = self._context, self._retention, agreed

        def work(token: CancelToken, progress: Progress) -> Ran:
            return service.run(
                context.actor,
                context.hub.folder.path,
                key,
                why,
                report=progress,
                is_stopped=lambda: token.cancelled,
            )

        self.notice.hide()
        self.run_button.setEnabled(False)
        self.busy.begin(tr("Letting go of what is past its time. It may be stopped at any moment."))
        self._token = context.jobs.long(
            work,
            self._on_ran,
            self._on_problem,
            progressed=self.busy.take,
            settled=self._on_settled,
            writes=True,
        )

    def _on_ran(self, done: Ran) -> None:
        gone = tr_count("{count} record went.", "{count} records went.", done.gone)
        lines = ", ".join(f"D-{number}" for number in done.numbers)
        more = [tr("In the destruction log: {lines}.", lines=lines)]
        if done.stopped:
            more.insert(0, tr("It was stopped. What is left goes with the next run."))
        if not done.backed_up:
            more.append(tr("Make a backup soon: the list of what was erased goes with it."))
        self.notice.say(gone, " ".join(more), tone=Tone.WARN if done.stopped else Tone.OK)
        self.notice.show()

    def _on_problem(self, problem: Problem) -> None:
        more = tr("What went before that is gone and logged. The rest is as it was.")
        self.notice.say(problem.user_message, more, tone=Tone.WARN)
        self.notice.show()

    def _on_settled(self) -> None:
        self._token = None
        self.busy.end()
        self.reload()

    def _on_stop(self) -> None:
        if self._token is not None:
            self._token.cancel()

    def _show(self, found: DryRun | None) -> None:
        self.shown_now, self.which = found, {}
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(px(20), px(14), px(20), px(20))
        column.setSpacing(px(14))
        if found is None:
            column.addWidget(
                EmptyState(tr("Looking through every kind of record."), content, icon="clock"), 1
            )
        else:
            for card in self._cards(found, content):
                column.addWidget(card)
            column.addStretch(1)
        self.run_button.setEnabled(found is not None and found.going > 0 and self._token is None)
        body = scrolling(content, self)
        body.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        body.setAccessibleName(tr("What is past its time"))
        if self._body is not None:
            self._outer.replaceWidget(self._body, body)
            self._body.hide()
            self._body.deleteLater()
        else:
            self._outer.addWidget(body, 1)
        self._body = body

    def _cards(self, found: DryRun, parent: QWidget) -> list[Card]:
        busy = [one for one in found.rules if one.going or one.held or one.still_open]
        rest = [one for one in found.rules if one not in busy]
        going = (
            tr_count(
                "{count} record is past its time. Nothing goes until two people say so.",
                "{count} records are past their time. Nothing goes until two people say so.",
                found.going,
            )
            if found.going
            else tr("Nothing is to go today.")
        )
        cards = [_card(parent, going, [])]
        cards += [self._rule_card(one, parent) for one in busy]
        if rest:
            cards.append(_card(parent, tr("Nothing past its time"), [_kept_for(one) for one in rest]))
        stays = [
            tr("Requests leave their figures: week, area and need, and nobody in them."),
            tr("Private needs leave theirs without an area."),
            tr("A line for each kind in the destruction log, without a name."),
            tr("Concerns are not part of this: the safeguarding lead decides on each."),
            tr("Older backups hold what went until thinned. Whichever is put back, it goes again."),
        ]
        return [*cards, _card(parent, tr("This stays"), stays)]

    def _rule_card(self, one: RuleDue, parent: QWidget) -> Card:
        lines = [_how_long(one)]
        if one.going:
            lines.append(_range(one))
        if one.with_them:
            them = ", ".join(f"{record_name(table)}: {n:,}" for table, n in sorted(one.with_them.items()))
            lines.append(tr("With them: {records}", records=them))
        if one.held:
            lines.append(
                tr_count(
                    "{count} stays: kept back by the lead", "{count} stay: kept back by the lead", one.held
                )
            )
        if one.still_open:
            lines.append(
                tr_count(
                    "{count} stays: something about it is still open",
                    "{count} stay: something about them is still open",
                    one.still_open,
                )
            )
        count = tr_count("{count} goes", "{count} go", one.going)
        card = _card(parent, f"{words(one.type)}: {count}", lines)
        button = Button(tr("See which"), card, icon="list-check", small=True)
        button.setAccessibleName(tr("See which: {kind}", kind=words(one.type)))
        button.clicked.connect(lambda: self.see_which(one.type, card))
        card.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.which[one.type] = button
        return card

    def see_which(self, kind: RetentionType, card: Card) -> None:
        """Name the oldest records of a rule, in its card."""
        actor = self._context.actor
        self.which[kind].hide()
        if self._body is not None:
            self._body.setFocus(Qt.FocusReason.OtherFocusReason)
        self._context.jobs.read(
            lambda: self._retention.listed(actor, kind),
            partial(_name_them, card),
            key=f"retention-which-{kind}-{id(self)}",
        )


def _name_them(card: Card, found: Listed) -> None:
    for title, some, total in (
        (tr("Goes"), found.going, found.going_in_all),
        (tr("Stays"), found.staying, found.staying_in_all),
    ):
        if not some:
            continue
        card.column.addWidget(Label(title, kind="second"))
        card.column.addWidget(Label("\n".join(_named(some)), kind="body", wrap=True))
        if total > len(some):
            more = tr("and {count} more, all later", count=f"{total - len(some):,}")
            card.column.addWidget(Label(more, kind="second"))


def _named(some: Sequence[One]) -> list[str]:
    found = []
    for one in some:
        what = record_name(one.table)
        who = ", ".join(part for part in (_number(one), one.name) if part)
        what = " ".join(part for part in (what, who) if part)
        found.append(tr("{what}, last on {day}", what=what, day=show_date(one.last)))
    return found


def _number(one: One) -> str:
    letters = {"person": "P", "contact_attempt": "P", "request": "R", "volunteer": "V"}.get(one.table, "")
    return f"{letters}-{one.number}" if letters and one.number else str(one.number or "")


def _how_long(one: RuleDue) -> str:
    months = tr_count("{count} month", "{count} months", one.months)
    if one.action is RetentionAction.ANONYMISE:
        return tr("Kept for {months}, then erased, and counted", months=months)
    return tr("Kept for {months}, then erased", months=months)


def _kept_for(one: RuleDue) -> str:
    months = tr_count("{count} month", "{count} months", one.months)
    then = tr("then erased, and counted") if one.action is RetentionAction.ANONYMISE else tr("then erased")
    return tr("{kind}: kept for {months}, {then}", kind=words(one.type), months=months, then=then)


def _range(one: RuleDue) -> str:
    assert one.first_on is not None
    assert one.last_on is not None
    return tr(
        "Ended from {first} to {last}; what ended before {edge} is past its time",
        first=show_date(one.first_on),
        last=show_date(one.last_on),
        edge=show_date(one.edge),
    )


def _card(parent: QWidget, title: str, lines: list[str]) -> Card:
    card = Card(parent, pad=18)
    card.setMaximumWidth(px(760))
    card.column.addWidget(Label(title, kind="section", wrap=True))
    for line in lines:
        card.column.addWidget(Label(line, kind="body", wrap=True))
    return card
