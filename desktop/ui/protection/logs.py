"""The logs of what went wrong: breaches with their 72 hours, and complaints."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from db.enums_protection import BreachKind, BreachRisk
from desktop.context import AppContext
from desktop.services.breaches import Breaches, Complaints, acknowledge_by, hours_left, report_by, waits
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_spec import EDIT, FormData
from desktop.ui.protection.register import Register, RegisterRow
from desktop.ui.protection.words import choices, words

LONG = 4000


class BreachLog(Register):
    """Breaches."""

    key, action, change = "breaches", "breach.see", "breach.set"

    def __init__(self, context: AppContext) -> None:
        """Take the service."""
        super().__init__(context)
        self._breaches = context.service(Breaches)

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Breaches")

    def rows(self) -> Sequence[RegisterRow]:
        """Every breach, with the clock where it runs."""
        return [
            self.row(
                one,
                tr("Breach {number}: {kind}", number=one.number, kind=words(one.kind)),
                self._clock(one),
                one.known_at.astimezone().date(),
            )
            for one in self._breaches.all(self.actor)
        ]

    def detail(self, row: RegisterRow) -> Detail:
        """One breach, in the order the ICO asks."""
        one = row.held
        until = report_by(one).astimezone()
        clock = [
            DetailRow(
                tr("Known since"),
                f"{show_date(one.known_at.astimezone().date())} {one.known_at.astimezone():%H:%M}",
            ),
            DetailRow(tr("72 hours end"), f"{show_date(until.date())} {until:%H:%M}"),
            DetailRow("", self._clock(one)),
        ]
        said = [
            DetailRow(tr("What happened"), one.what),
            DetailRow(tr("Why it could happen"), one.cause),
            DetailRow(tr("Which data"), one.data),
            DetailRow(tr("How many people"), f"{one.people_count:,}" if one.people_count is not None else ""),
            DetailRow(tr("What it may mean for them"), one.impact),
            DetailRow(tr("Risk"), words(one.risk)),
            DetailRow(tr("What was done"), one.steps),
        ]
        told = [
            DetailRow(
                tr("ICO told"), show_date(one.reported_at.astimezone().date()) if one.reported_at else ""
            ),
            DetailRow(tr("Their reference"), one.report_reference),
            DetailRow(tr("Why not told"), one.not_reported_why),
            DetailRow(tr("Why late"), one.late_why),
            DetailRow(tr("People told on"), show_date(one.people_told_on) if one.people_told_on else ""),
            DetailRow(tr("Learned"), one.learned),
        ]
        return Detail(
            row.name,
            icon="alert-triangle",
            sections=[
                DetailSection(tr("The clock"), clock),
                DetailSection(tr("What is known"), said),
                DetailSection(tr("Who was told"), told),
            ],
            actions=[DetailAction(EDIT, tr("Write on"), "pencil", ButtonKind.PRIMARY)],
        )

    def form(self, held: Any) -> FormData:
        """The form: write down what is known, and the rest when it is."""
        many = FieldKind.MULTILINE
        first = [
            FormField(
                "kind", tr("What went wrong"), FieldKind.CHOICE, choices=choices(BreachKind), half=True
            ),
            FormField("happened_on", tr("When it happened"), FieldKind.DATE, half=True),
            FormField("known_on", tr("We know since"), FieldKind.DATE, required=True, half=True),
            FormField("known_clock", tr("At what time"), half=True, hint=tr("Such as 18:30"), max_length=5),
            FormField("what", tr("What happened, without names"), many, required=True, max_length=LONG),
            FormField("data", tr("Which data"), max_length=LONG),
            FormField("people_count", tr("How many people"), FieldKind.NUMBER, half=True),
            FormField("risk", tr("Risk to them"), FieldKind.CHOICE, choices=choices(BreachRisk), half=True),
            FormField("impact", tr("What it may mean for them"), many, lines=2, max_length=LONG),
            FormField("cause", tr("Why it could happen"), many, lines=2, max_length=LONG),
            FormField("steps", tr("What was done"), many, lines=2, max_length=LONG),
        ]
        then = [
            FormField("reported", tr("The ICO was told"), FieldKind.CHECK),
            FormField("report_reference", tr("Their reference"), half=True),
            FormField("people_told_on", tr("People told on"), FieldKind.DATE, half=True),
            FormField("not_reported_why", tr("Why the ICO was not told"), max_length=LONG),
            FormField("late_why", tr("Why it was told late"), max_length=LONG),
            FormField("learned", tr("What was learned"), many, lines=2, max_length=LONG),
            FormField("closed", tr("Nothing more to do"), FieldKind.CHECK),
        ]
        hint = tr(
            "Ring the ICO on 0303 123 1113, or report at ico.org.uk. You may report before you know all."
        )
        if held is None:
            begun: dict[str, object] = {"kind": BreachKind.LOST_PAPER, "risk": BreachRisk.NOT_JUDGED}
            begun |= _known(self.context.hub.tools.clock())
            return FormData(tr("Record a breach"), first, begun, hint)
        asked = [*first, *then]
        values = {one.key: getattr(held, one.key, None) for one in asked}
        values |= {"reported": held.reported_at is not None, "closed": held.closed_at is not None}
        values |= _known(held.known_at)
        return FormData(tr("Breach {number}", number=held.number), asked, values, hint)

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Save a breach."""
        return self._breaches.save(self.actor, key, values)

    def _clock(self, one: Any) -> str:
        if one.closed_at is not None:
            return tr("Closed")
        if one.reported_at is not None:
            return tr("ICO told")
        if not waits(one):
            return tr("Not to be reported")
        left = hours_left(one, self.context.hub.tools.clock())
        if left < 0:
            return tr("The 72 hours are over")
        return tr_count("{count} hour left", "{count} hours left", left)


def _known(moment: datetime) -> dict[str, object]:
    local = moment.astimezone()
    return {"known_on": local.date(), "known_clock": f"{local:%H:%M}"}


class ComplaintLog(Register):
    """Complaints."""

    key, action, change = "complaints", "complaint.see", "complaint.set"

    def __init__(self, context: AppContext) -> None:
        """Take the service."""
        super().__init__(context)
        self._complaints = context.service(Complaints)

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Complaints")

    def rows(self) -> Sequence[RegisterRow]:
        """Every complaint."""
        return [
            self.row(one, tr("Complaint {number}", number=one.number), words(one.state), one.received_on)
            for one in self._complaints.all(self.actor)
        ]

    def detail(self, row: RegisterRow) -> Detail:
        """One complaint and what became of it."""
        one = row.held
        due = "" if one.acknowledged_on else show_date(acknowledge_by(one))
        rows = [
            DetailRow(tr("From"), one.from_name),
            DetailRow(tr("Received"), show_date(one.received_on)),
            DetailRow(tr("How"), one.how),
            DetailRow(tr("Acknowledge by"), due),
            DetailRow(tr("Acknowledged"), show_date(one.acknowledged_on) if one.acknowledged_on else ""),
            DetailRow(tr("Looked into by"), one.handled_by),
            DetailRow(tr("Answered"), show_date(one.answered_on) if one.answered_on else ""),
            DetailRow(tr("What they were answered"), one.outcome),
            DetailRow(tr("Learned"), one.learned),
        ]
        actions = [DetailAction(EDIT, tr("Write on"), "pencil", ButtonKind.PRIMARY)]
        sections = [DetailSection("", rows)]
        return Detail(
            row.name, words(one.state), icon="message", quote=one.words, sections=sections, actions=actions
        )

    def form(self, held: Any) -> FormData:
        """The form for a complaint."""
        many = FieldKind.MULTILINE
        first = [
            FormField("from_name", tr("Who complains"), half=True),
            FormField("received_on", tr("Received"), FieldKind.DATE, required=True, half=True),
            FormField("how", tr("How it came"), hint=tr("By phone, letter, e-mail, at the door")),
            FormField("words", tr("What they said"), many, required=True, lines=4, max_length=LONG),
        ]
        then = [
            FormField("acknowledged_on", tr("Acknowledged on"), FieldKind.DATE, half=True),
            FormField("handled_by", tr("Looked into by"), half=True),
            FormField("answered_on", tr("Answered on"), FieldKind.DATE, half=True),
            FormField("outcome", tr("What they were answered"), many, lines=3, max_length=LONG),
            FormField("learned", tr("What was learned"), many, lines=2, max_length=LONG),
        ]
        told = tr("Tell them within 30 days that it came, and that they may go to the ICO.")
        if held is None:
            today = self.context.hub.tools.clock().astimezone().date()
            return FormData(tr("Record a complaint"), first, {"received_on": today}, told)
        asked = [*first, *then]
        values = {one.key: getattr(held, one.key) for one in asked}
        return FormData(tr("Complaint {number}", number=held.number), asked, values, told)

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Save a complaint."""
        return self._complaints.save(self.actor, key, values)
