"""What is done seldom from the calling screen: plans, promises, calls back, wrong numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from db.enums import ContactOutcome
from db.queries.people import PersonRow
from desktop.context import AppContext
from desktop.domain.names import full_name
from desktop.services.call_details import CallDetail
from desktop.services.call_plans import CallPlans
from desktop.services.call_records import CallDone
from desktop.services.calls import Calls
from desktop.services.pauses import PauseDraft, Pauses
from desktop.services.people import People
from desktop.ui.base.dialog import FormDialog, ReasonDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.permits import may
from desktop.ui.calls.plan_form import new_values, plan_draft, plan_fields, plan_values

if TYPE_CHECKING:
    from desktop.ui.calls.page import CallsPage

Act = tuple[str, str, Callable[[], object]]


class CallActs(QObject):
    """The dialogs of the page."""

    def __init__(self, context: AppContext, page: CallsPage) -> None:
        """Serve a page.

        Args:
            context: the open hub.
            page: where the dialogs stand.
        """
        super().__init__(page)
        self._context, self._actor, self._page = context, context.actor, page
        self._calls, self._plans = context.service(Calls), context.service(CallPlans)

    def more(self, detail: CallDetail | None) -> list[Act]:
        """What can be done about a call: words, icon and act."""
        if detail is None:
            return []
        acts: list[tuple[str, Act]] = [
            ("call.make", (tr("Wants a call back…"), "phone-call", lambda: self._ask_back(detail))),
            ("call.make", (tr("Wrong number"), "phone-off", self._wrong_number)),
            ("request.set", (tr("Away or in hospital…"), "player-pause", lambda: self._ask_away(detail))),
            ("call.plan", (tr("Change these calls…"), "pencil", lambda: self._edit(detail))),
            ("call.plan", (tr("End these calls…"), "x", lambda: self._ask_end(detail))),
            (
                "person.see",
                (
                    tr("Whole record"),
                    "users",
                    lambda: self._page.place_asked.emit("person", detail.row.person_id),
                ),
            ),
        ]
        stepping = detail.row.next_step > 0
        return [act for at, (action, act) in enumerate(acts) if may(action) and not (stepping and at < 2)]

    def add(self, person_id: str) -> None:
        """Ask how somebody is to be rung from now on.

        Args:
            person_id: who; empty to ask.
        """

        def show(callers: list[tuple[str, str]]) -> None:
            today = self._calls.today()
            fields = plan_fields(callers, today, None if person_id else self._found)

            def save(values: Mapping[str, Any]) -> object:
                return self._plans.save(self._actor, plan_draft(person_id or values["person"], values))

            sentence = tr("Each call and what was said stays with the person.")
            self._ask(tr("Ring somebody again and again"), fields, new_values(), save, sentence)

        self._context.jobs.read(lambda: self._plans.callers(self._actor), show)

    def keep_promise(self, promise_id: str) -> None:
        """What was promised was done; the message offers to undo it."""
        self._context.jobs.write(lambda: self._calls.promise_kept(self._actor, promise_id))

    def _edit(self, detail: CallDetail) -> None:
        def read() -> tuple[Any, list[tuple[str, str]]]:
            return self._plans.draft(self._actor, detail.row.id), self._plans.callers(self._actor)

        def show(answer: tuple[Any, list[tuple[str, str]]]) -> None:
            draft, callers = answer
            today = self._calls.today()

            def save(values: Mapping[str, Any]) -> object:
                changed = plan_draft(draft.person_id, values, draft.starts_on)
                return self._plans.save(self._actor, changed, detail.row.id)

            title = tr("Calls to {name}", name=detail.name)
            self._ask(title, plan_fields(callers, today), plan_values(draft, today), save)

        self._context.jobs.read(read, show)

    def _ask_back(self, detail: CallDetail) -> None:
        fields = [
            FormField("next_on", tr("Ring back on"), FieldKind.DATE, required=True, half=True),
            FormField("note", tr("What they said"), FieldKind.MULTILINE, lines=2, max_length=1000),
        ]

        def save(values: Mapping[str, Any]) -> object:
            done = CallDone(ContactOutcome.CALL_BACK, values["note"], next_on=values["next_on"])
            return self._calls.record(self._actor, detail.row.id, done)

        known = {"next_on": self._calls.today() + timedelta(days=1)}
        self._ask(tr("Wants a call back"), fields, known, save)

    def _wrong_number(self) -> None:
        self._page.record_call(ContactOutcome.WRONG_NUMBER)

    def _ask_away(self, detail: CallDetail) -> None:
        fields = [
            FormField("first_day", tr("Away from"), FieldKind.DATE, required=True, half=True),
            FormField("last_day", tr("To"), FieldKind.DATE, hint=tr("Empty: until they are back"), half=True),
            FormField("reason", tr("Why"), max_length=120),
        ]

        def save(values: Mapping[str, Any]) -> object:
            draft = PauseDraft(values["first_day"], values["last_day"], reason=values["reason"])
            return self._context.service(Pauses).pause(self._actor, draft, detail.row.person_id)

        sentence = tr("Calls and recurring help rest until they are back.")
        self._ask(
            tr("{name} is away", name=detail.name), fields, {"first_day": self._calls.today()}, save, sentence
        )

    def _ask_end(self, detail: CallDetail) -> None:
        dialog = ReasonDialog(
            tr("End the calls to {name}?", name=detail.name),
            tr("What was said on them stays. They can be begun again."),
            tr("End these calls"),
            lambda why: self._plans.end(self._actor, detail.row.id, why),
            self._context.jobs,
            self._page,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _found(self, typed: str) -> list[tuple[Any, str]]:
        rows = self._context.service(People).find(self._actor, typed)
        return [(one.id, _person_words(one)) for one in rows]

    def _ask(
        self,
        title: str,
        fields: Sequence[FormField],
        known: Mapping[str, Any],
        save: Callable[[dict[str, Any]], object],
        sentence: str = "",
    ) -> None:
        dialog = FormDialog(title, fields, save, self._context.jobs, self._page, sentence=sentence)
        dialog.form.set_values(dict(known))
        dialog.form.mark_clean()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _person_words(row: PersonRow) -> str:
    name = full_name(row.first_name, row.last_name, row.preferred_name)
    return ", ".join(part for part in (name, row.address_line1) if part)
