"""The questions asked about rounds: plan a day, add or edit one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from db.enums import VolunteerStatus
from db.enums_rounds import RoundEnd
from db.queries.volunteers import VolunteerFilter
from desktop.context import AppContext
from desktop.services.areas import Areas
from desktop.services.round_details import USUAL_START, RoundDraft
from desktop.services.volunteers import Volunteers
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.record_spec import FormData
from desktop.ui.rounds.times import parse_time, show_time

Choices = Sequence[tuple[object, str]]


def plan_fields(areas: Choices) -> list[FormField]:
    """What planning a day asks."""
    return [
        FormField("day", tr("Day"), FieldKind.DATE, required=True, half=True),
        FormField(
            "area", tr("Area"), FieldKind.CHOICE, choices=[("", tr("One round for each")), *areas], half=True
        ),
        FormField("early", tr("Bring forward what is due in the six days after"), FieldKind.CHECK),
    ]


def area_choices(context: AppContext) -> list[tuple[object, str]]:
    """Every area by name."""
    return list(context.service(Areas).choices(context.actor))


def round_form(context: AppContext, draft: RoundDraft | None, today: date) -> FormData:
    """The form of a round.

    Args:
        context: the open hub.
        draft: the round as it stands; None for a new one.
        today: the day a new one is on.
    """
    held = draft or RoundDraft(today)
    people = volunteer_choices(context, {held.driver_id, held.helper_id})
    values = {name: getattr(held, name) for name in RoundDraft.__slots__}
    values |= {name: values[name] or "" for name in ("area_id", "driver_id", "helper_id")}
    title = tr("Edit") if draft else tr("Add a round")
    return FormData(title, _fields(area_choices(context), people), values)


def draft_of(values: Mapping[str, Any]) -> RoundDraft:
    """Turn answers into a draft."""
    return RoundDraft(
        values["on_date"],
        values["name"],
        values["starts_at"] or USUAL_START,
        values["ends_at"],
        values["area_id"] or None,
        values["driver_id"] or None,
        values["helper_id"] or None,
        values["note"],
        values["begins"],
        values["finishes"],
    )


def volunteer_choices(context: AppContext, also: set[str | None]) -> list[tuple[object, str]]:
    """Volunteers who are active, and those named already, by name.

    Args:
        context: the open hub.
        also: keys listed whatever their status.
    """
    volunteers, actor = context.service(Volunteers), context.actor
    ids = volunteers.ids(actor, VolunteerFilter(status=(VolunteerStatus.ACTIVE,)), "name")
    ids = [*ids, *sorted(one for one in also if one and one not in set(ids))]
    rows = volunteers.rows(actor, ids)
    return [("", tr("Nobody yet")), *((row.id, f"{row.first_name} {row.last_name}".strip()) for row in rows)]


def begins_choices() -> list[tuple[object, str]]:
    """Where a round can begin."""
    return [(RoundEnd.HUB, tr("At the hub")), (RoundEnd.HOME, tr("At the driver’s home"))]


def finishes_choices() -> list[tuple[object, str]]:
    """Where a round can be over."""
    return [*begins_choices(), (RoundEnd.LAST, tr("At the last door"))]


def _fields(areas: Choices, people: Choices) -> list[FormField]:
    return [
        FormField("name", tr("Name"), hint=tr("Taken from the area when empty")),
        FormField("on_date", tr("Day"), FieldKind.DATE, required=True, half=True),
        FormField("area_id", tr("Area"), FieldKind.CHOICE, choices=[("", tr("Any")), *areas], half=True),
        FormField("starts_at", tr("Leaves at"), parse=parse_time, show=show_time, half=True),
        FormField("ends_at", tr("Back by"), parse=parse_time, show=show_time, half=True),
        FormField("begins", tr("Begins"), FieldKind.CHOICE, choices=begins_choices(), half=True),
        FormField("finishes", tr("Is over"), FieldKind.CHOICE, choices=finishes_choices(), half=True),
        FormField("driver_id", tr("Driver"), FieldKind.CHOICE, choices=people, half=True),
        FormField("helper_id", tr("Helper"), FieldKind.CHOICE, choices=people, half=True),
        FormField("note", tr("Note: never printed"), FieldKind.MULTILINE, lines=2, max_length=1000),
    ]
