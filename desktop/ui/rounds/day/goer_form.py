"""How somebody goes out on a day: hours, how much they carry, where their round begins and is over."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.domain.day_plan import Load
from desktop.domain.errors import DomainError
from desktop.services.day_goers import Goer, GoerLine
from desktop.services.day_plans import DayPlans
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.rounds.forms import begins_choices, finishes_choices
from desktop.ui.rounds.times import parse_time, show_time


def ask_how(
    parent: QWidget, context: AppContext, line: GoerLine, goer: Goer, done: Callable[[Goer], object]
) -> None:
    """Ask how somebody goes out.

    Args:
        parent: the window it belongs to.
        context: the open hub.
        line: who.
        goer: as they would go now.
        done: told how they go.
    """
    plans, actor = context.service(DayPlans), context.actor

    def save(values: Mapping[str, Any]) -> Goer:
        made = goer_of(line, values)
        if values["keep"]:
            plans.remember(actor, made)
        return made

    words = tr("For this day. Leave the tick out and nothing of it is kept.")
    dialog = FormDialog(
        line.name, _fields(), save, context.jobs, parent, verb=tr("Go like this"), sentence=words
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.form.set_values(_values(line, goer))
    dialog.saved.connect(done)
    dialog.open()


def goer_of(line: GoerLine, values: Mapping[str, Any]) -> Goer:
    """Turn answers into how somebody goes.

    Raises:
        DomainError: an end before its beginning, or more hot or cold boxes than bags in all.
    """
    starts, ends = values["starts"] or line.goer.starts, values["ends"] or line.goer.ends
    if ends <= starts:
        raise DomainError(tr("The end is before the beginning. Change one of the times."), field="ends")
    bags = line.carries.bags if values["bags"] is None else values["bags"]
    hot = line.carries.hot if values["hot"] is None else values["hot"]
    cold = line.carries.cold if values["cold"] is None else values["cold"]
    load = Load(bags, min(hot, bags), min(cold, bags))
    return Goer(line.goer.volunteer_id, starts, ends, values["begins"], values["finishes"], load)


def _values(line: GoerLine, goer: Goer) -> dict[str, Any]:
    load = goer.carries or line.carries
    return {
        "starts": goer.starts,
        "ends": goer.ends,
        "bags": load.bags,
        "hot": load.hot,
        "cold": load.cold,
        "begins": goer.begins,
        "finishes": goer.finishes,
        "keep": False,
    }


def _fields() -> list[FormField]:
    return [
        FormField(
            "starts", tr("Can set out from"), required=True, half=True, parse=parse_time, show=show_time
        ),
        FormField("ends", tr("Back by"), required=True, half=True, parse=parse_time, show=show_time),
        FormField("bags", tr("Carries at most"), FieldKind.NUMBER, required=True, half=True),
        FormField("hot", tr("Of them hot"), FieldKind.NUMBER, required=True, half=True),
        FormField("cold", tr("Of them cold"), FieldKind.NUMBER, required=True, half=True),
        FormField("begins", tr("Begins"), FieldKind.CHOICE, choices=begins_choices(), half=True),
        FormField("finishes", tr("Is over"), FieldKind.CHOICE, choices=finishes_choices(), half=True),
        FormField("keep", tr("Keep what they carry and where they begin and end"), FieldKind.CHECK),
    ]
