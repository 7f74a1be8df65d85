"""Short forms about a volunteer's way: the reply, the induction, the buddy shift, taking on, asking back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.queries.organisations import OrganisationFilter
from desktop.context import AppContext
from desktop.services.journey import Journey
from desktop.services.organisations import Organisations
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.theme import px
from desktop.ui.volunteers.journey_pane import ANSWERED, ASK_BACK, BUDDY, INDUCTED, PLACE, TAKE_ON

Save = Callable[[Mapping[str, Any]], object]


def ask_step(parent: QWidget, context: AppContext, key: str, volunteer_id: str) -> None:
    """Ask what there is to know of a step and record it; taking on asks nothing.

    Args:
        parent: the page.
        context: the open hub.
        key: one of the acts of `journey_pane`.
        volunteer_id: whose step it is.
    """
    journey, actor = context.service(Journey), context.actor
    if key == TAKE_ON:
        context.jobs.write(lambda: journey.take_on(actor, volunteer_id))
        return
    if key == PLACE:
        _ask_place(parent, context, volunteer_id)
        return
    title, verb, fields, save = _asked(journey, actor, key, volunteer_id)
    dialog = FormDialog(title, fields, save, context.jobs, parent, verb=verb)
    dialog.form.set_values({"on_date": journey.today()})
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _ask_place(parent: QWidget, context: AppContext, volunteer_id: str) -> None:
    """Ask with which partner somebody helps."""
    journey, actor = context.service(Journey), context.actor
    organisations = context.service(Organisations)

    def open_dialog(found: Sequence[tuple[str, str]]) -> None:
        partners = [(None, tr("Choose a partner")), *found]
        fields = [
            FormField("with_id", tr("With"), FieldKind.CHOICE, choices=partners, required=True),
            FormField("on_date", tr("From"), FieldKind.DATE, required=True, half=True),
        ]
        dialog = FormDialog(
            tr("Place with a partner"),
            fields,
            lambda held: journey.place(actor, volunteer_id, held["on_date"], held["with_id"]),
            context.jobs,
            parent,
            verb=tr("Record"),
            sentence=tr("A placement clears nobody: your own tasks still ask for their checks."),
        )
        dialog.form.set_values({"on_date": journey.today()})
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.resize(px(560), px(330))
        dialog.open()

    def partners_now() -> list[tuple[str, str]]:
        ids = organisations.ids(actor, OrganisationFilter(), "name")
        return [(one.id, one.name) for one in organisations.rows(actor, ids)]

    context.jobs.read(partners_now, open_dialog)


def _asked(
    journey: Journey, actor: Any, key: str, volunteer_id: str
) -> tuple[str, str, list[FormField], Save]:
    on = FormField("on_date", tr("On"), FieldKind.DATE, required=True, half=True)
    note = FormField("note", tr("Note"), max_length=200)
    if key == ANSWERED:
        return (
            tr("Record the reply"),
            tr("Record"),
            [on, note],
            lambda held: journey.answered(actor, volunteer_id, held["on_date"], held["note"] or ""),
        )
    if key == INDUCTED:
        by = FormField("by", tr("Given by"), half=True, max_length=80)
        return (
            tr("Record the induction"),
            tr("Record"),
            [on, by],
            lambda held: journey.inducted(actor, volunteer_id, held["on_date"], held["by"] or ""),
        )
    if key == BUDDY:
        who = FormField("with_name", tr("Went along with"), required=True, max_length=80)
        return (
            tr("Record a buddy shift"),
            tr("Record"),
            [on, who, note],
            lambda held: journey.went_along(
                actor, volunteer_id, held["on_date"], held["with_name"], held["note"] or ""
            ),
        )
    assert key == ASK_BACK
    return (
        tr("Asked back"),
        tr("Record"),
        [on],
        lambda held: journey.ask_back(actor, [volunteer_id], held["on_date"]),
    )
