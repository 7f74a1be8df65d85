"""Recurring help that rests for a while: said on the pane, begun from More, ended by its line."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.queries.repeats import PauseRow
from desktop.context import AppContext
from desktop.services.base import Changes
from desktop.services.pauses import PauseDraft, Pauses
from desktop.services.requests import RequestDetail, Requests
from desktop.ui.base.detail import DetailRow
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.permits import may
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import day_words, short_date

REST = "rest"
"""Key of the act."""
BACK = "back"
"""Key of the link on the pane."""
_ONE, _ALL = "one", "all"
_ON, _LATER = "on", "later"
_MOST = 120


def resting_rows(spells: Sequence[PauseRow], request_id: str, today: date) -> list[DetailRow]:
    """When a request rests, as lines of the pane; each leads to what ends it."""
    return [
        DetailRow(
            tr("Help rests"),
            " · ".join(part for part in (_spell_words(one, today), one.reason) if part),
            icon="player-pause",
            tone=Tone.WARN,
            key=f"requests:{BACK}:{one.id}" if may("request.set") else "",
        )
        for one in spells
        if one.request_id in (None, request_id)
    ]


def _spell_words(spell: PauseRow, today: date) -> str:
    if spell.last_day is None:
        since = day_words(spell.first_day, today)
        return tr("from {day} until they are back", day=since)
    if spell.first_day == spell.last_day:
        return day_words(spell.first_day, today)
    return tr("{first} to {last}", first=short_date(spell.first_day), last=short_date(spell.last_day))


def ask_rest(page: QWidget, context: AppContext, request_id: str) -> None:
    """Ask from when to when help rests."""
    actor, pauses = context.actor, context.service(Pauses)
    requests = context.service(Requests)

    def show(found: RequestDetail) -> None:
        def save(values: Mapping[str, Any]) -> Changes:
            draft = PauseDraft(
                values["first_day"], values["last_day"], values["look_on"], values["reason"] or ""
            )
            only = request_id if values["what"] == _ONE else ""
            return pauses.pause(actor, draft, found.draft.person_id, only)

        dialog = FormDialog(
            tr("Let help rest"),
            _rest_fields(found),
            save,
            context.jobs,
            page,
            verb=tr("Let it rest"),
            sentence=tr(
                "What is planned meanwhile is called off; whoever had it is named. It can be undone."
            ),
        )
        dialog.form.set_values({"what": _ALL, "first_day": requests.today()})
        _open(dialog)

    context.jobs.read(lambda: requests.get(actor, request_id), show)


def _rest_fields(found: RequestDetail) -> list[FormField]:
    whole = tr("All help for {person}", person=found.person)
    return [
        FormField(
            "what",
            tr("What rests"),
            FieldKind.CHOICE,
            choices=[(_ALL, whole), (_ONE, tr("Only R-{number}", number=found.number))],
            required=True,
        ),
        FormField("first_day", tr("First day without"), FieldKind.DATE, required=True, half=True),
        FormField("last_day", tr("Last day without"), FieldKind.DATE, half=True),
        FormField(
            "look_on",
            tr("Or ask on"),
            FieldKind.DATE,
            hint=tr("With no last day, help rests until they are back. We remind you to ask."),
        ),
        FormField("reason", tr("Why, in a few words"), max_length=_MOST, hint=tr("Such as: with family.")),
    ]


def ask_back(page: QWidget, context: AppContext, pause_id: str) -> None:
    """Ask from which day help goes on, or when to ask again."""
    actor, pauses = context.actor, context.service(Pauses)

    def save(values: Mapping[str, Any]) -> Changes:
        if values["what"] == _LATER:
            return pauses.ask_later(actor, pause_id, values["day"])
        return pauses.back(actor, pause_id, values["day"])

    dialog = FormDialog(
        tr("Are they back?"),
        [
            FormField(
                "what",
                tr("What did they say?"),
                FieldKind.SEGMENT,
                choices=[(_ON, tr("Help goes on")), (_LATER, tr("Ask again later"))],
                required=True,
            ),
            FormField("day", tr("From, or on, which day"), FieldKind.DATE, required=True),
        ],
        save,
        context.jobs,
        page,
        sentence=tr("Whoever had the help before has it again, where the checks still allow it."),
    )
    dialog.form.set_values({"what": _ON, "day": pauses.today() + timedelta(days=1)})
    _open(dialog)


def _open(dialog: FormDialog) -> None:
    dialog.form.mark_clean()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
