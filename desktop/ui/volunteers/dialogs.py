"""Dialogs about one volunteer: another status, days away, people never sent to, and history."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.enums import VolunteerStatus
from desktop.context import AppContext
from desktop.domain.dates import short_day
from desktop.domain.lifecycle import VOLUNTEER_MOVES
from desktop.domain.names import full_name
from desktop.domain.rota import Shift
from desktop.services.people import People
from desktop.services.rota_jobs import RotaJobs
from desktop.services.volunteers import VolunteerDetail, Volunteers
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.words import say, words_for

FOUND = 8


def ask_move(parent: QWidget, context: AppContext, volunteer_id: str) -> None:
    """Ask where a volunteer stands from now on; only moves that can be made are offered."""
    volunteers, actor = context.service(Volunteers), context.actor

    def open_dialog(held: VolunteerDetail) -> None:
        offered = [(one, say(one)) for one in _moves(held.status)]
        asked = FormField("status", tr("From now on"), FieldKind.CHOICE, choices=offered, required=True)
        now = tr("Now: {status}.", status=say(held.status))
        dialog = FormDialog(tr("Move"), [asked], save, context.jobs, parent, verb=tr("Move"), sentence=now)
        dialog.form.set_values({"status": offered[0][0]})
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def save(values: Mapping[str, Any]) -> object:
        return volunteers.move(actor, volunteer_id, VolunteerStatus(values["status"]))

    context.jobs.read(lambda: volunteers.get(actor, volunteer_id), open_dialog)


def _moves(status: VolunteerStatus) -> list[VolunteerStatus]:
    """Where a volunteer can go from a status, active first."""
    order = [VolunteerStatus.ACTIVE, *words_for(VolunteerStatus)]
    able = VOLUNTEER_MOVES[status]
    return [one for one in dict.fromkeys(order) if isinstance(one, VolunteerStatus) and one in able]


def ask_away(parent: QWidget, context: AppContext, volunteer_id: str) -> None:
    """Ask on which days a volunteer is away, and say which shifts that opens."""
    volunteers, jobs, actor = context.service(Volunteers), context.service(RotaJobs), context.actor
    fields = [
        FormField("first_day", tr("First day"), FieldKind.DATE, required=True, half=True),
        FormField("last_day", tr("Last day"), FieldKind.DATE, required=True, half=True),
        FormField("reason", tr("Why"), max_length=200),
    ]

    def save(values: Mapping[str, Any]) -> object:
        first, last = values["first_day"], values["last_day"]
        opened = jobs.opened_by(actor, volunteer_id, first, last)
        made = volunteers.add_absence(actor, volunteer_id, first, last, values["reason"])
        return replace(made, message=f"{made.message}. {_opened(opened)}") if opened else made

    sentence = tr("Shifts on these days are open again, and the rota shows who could come.")
    dialog = FormDialog(tr("Away"), fields, save, context.jobs, parent, sentence=sentence)
    today = volunteers.today()
    dialog.form.set_values({"first_day": today, "last_day": today})
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _opened(shifts: Sequence[Shift]) -> str:
    """Which shifts want somebody now: "Open now: Packing, Wed 18 Nov and 2 more"."""
    first, more = shifts[0], len(shifts) - 1
    what = f"{first.job.name}, {short_day(first.on_date)}"
    if not more:
        return tr("Open now: {what}", what=what)
    return tr("Open now: {what} and {count} more", what=what, count=more)


def ask_apart(parent: QWidget, context: AppContext, volunteer_id: str) -> None:
    """Ask whom a volunteer is never to be sent to."""
    volunteers, actor = context.service(Volunteers), context.actor
    fields = [
        FormField(
            "person", tr("Never send them to"), FieldKind.PERSON_LINK, required=True, lookup=finder(context)
        ),
        FormField("reason", tr("Why"), FieldKind.MULTILINE, required=True, lines=3, max_length=500),
    ]

    def save(values: Mapping[str, Any]) -> object:
        return volunteers.keep_apart(actor, volunteer_id, values["person"][0], values["reason"])

    sentence = tr("They are not offered for this person. Nobody is told why.")
    dialog = FormDialog(tr("Keep apart"), fields, save, context.jobs, parent, sentence=sentence)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def finder(context: AppContext) -> Callable[[str], Sequence[tuple[Any, str]]]:
    """A lookup of people by what is typed, for a form."""
    people, actor = context.service(People), context.actor

    def find(typed: str) -> Sequence[tuple[Any, str]]:
        rows = people.find(actor, typed, FOUND)
        return [
            (row.id, ", ".join(p for p in (full_name(row.first_name, row.last_name), row.postcode) if p))
            for row in rows
        ]

    return find
