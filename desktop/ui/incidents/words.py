"""Words and forms of incidents."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from db.enums import Answer
from db.enums_incidents import CallOutAnswer, IncidentKind
from db.queries.incidents import CentreRow
from desktop.domain.errors import DomainError
from desktop.services.incidents import IncidentDetail, IncidentDraft
from desktop.services.relief import ArrivalDraft
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import local, short_date

Choices = Sequence[tuple[object, str]]
LETTERS = {
    CallOutAnswer.COMING: "Y",
    CallOutAnswer.LATER: "L",
    CallOutAnswer.CANNOT: "N",
    CallOutAnswer.NO_ANSWER: "A",
}
"""The keys that answer for a volunteer who is rung."""


def kinds() -> dict[IncidentKind, str]:
    """Kinds of incident."""
    return {
        IncidentKind.FLOOD: tr("Flood"),
        IncidentKind.SNOW: tr("Snow and ice"),
        IncidentKind.HEAT: tr("Heatwave"),
        IncidentKind.POWER_CUT: tr("Power cut"),
        IncidentKind.LOCKDOWN: tr("Lockdown"),
        IncidentKind.FIRE: tr("Fire"),
        IncidentKind.OTHER: tr("Something else"),
    }


def kind_icon(kind: IncidentKind) -> str:
    """The icon of a kind."""
    return {IncidentKind.SNOW: "snowflake", IncidentKind.POWER_CUT: "bolt"}.get(kind, "alert-triangle")


def answers() -> dict[CallOutAnswer, str]:
    """What a volunteer called out said."""
    return {
        CallOutAnswer.NOT_ASKED: tr("To ring"),
        CallOutAnswer.COMING: tr("Coming"),
        CallOutAnswer.LATER: tr("Later"),
        CallOutAnswer.CANNOT: tr("Cannot come"),
        CallOutAnswer.NO_ANSWER: tr("No answer"),
    }


def answer_look(answer: CallOutAnswer) -> tuple[str, Tone | None]:
    """Icon and tone of what was said."""
    return {
        CallOutAnswer.NOT_ASKED: ("phone-call", Tone.WARN),
        CallOutAnswer.COMING: ("check", Tone.OK),
        CallOutAnswer.LATER: ("clock", None),
        CallOutAnswer.CANNOT: ("circle-x", Tone.SECOND),
        CallOutAnswer.NO_ANSWER: ("phone-off", Tone.WARN),
    }[answer]


def when(moment: datetime, today: date) -> str:
    """A moment as short as a column needs: the time alone today."""
    here = local(moment)
    clock = f"{here:%H:%M}"
    return clock if here.date() == today else f"{short_date(here.date())}, {clock}"


def incident_fields(areas: Choices, needs: Choices, *, new: bool) -> list[FormField]:
    """What an incident is asked for; a new one with all its relief hub needs to begin."""
    fields = [
        FormField(
            "kind", tr("What happened"), FieldKind.CHOICE, choices=list(kinds().items()), required=True
        ),
        FormField("name", tr("Called"), required=True, max_length=80, hint=tr("Such as: Flood, November.")),
        FormField("note", tr("What is known"), FieldKind.MULTILINE, lines=2, max_length=2_000),
        FormField("area_ids", tr("Where"), FieldKind.MULTI, choices=areas),
        FormField(
            "need_codes",
            tr("Help that is asked for"),
            FieldKind.MULTI,
            choices=needs,
            hint=tr("Those ticked come into use on New call until it is closed."),
        ),
    ]
    if not new:
        return fields
    return [
        *fields,
        FormField(
            "centre", tr("Relief centre"), max_length=120, hint=tr("Leave empty if there is none yet.")
        ),
        FormField("centre_address", tr("Address of the centre"), max_length=200, half=True),
        FormField("centre_phone", tr("Phone of the centre"), max_length=40, half=True),
        FormField("centre_places", tr("Places"), FieldKind.NUMBER, half=True),
        FormField("call_out", tr("Put everybody on standby on the list to ring"), FieldKind.CHECK),
    ]


def incident_draft(values: Mapping[str, Any]) -> IncidentDraft:
    """An incident as answered."""
    return IncidentDraft(
        name=values["name"] or "",
        kind=values["kind"],
        note=values["note"] or "",
        area_ids=frozenset(values["area_ids"] or ()),
        need_codes=frozenset(values["need_codes"] or ()),
        centre=values.get("centre") or "",
        centre_address=values.get("centre_address") or "",
        centre_phone=values.get("centre_phone") or "",
        centre_places=values.get("centre_places"),
        call_out=bool(values.get("call_out", True)),
    )


def incident_values(held: IncidentDetail) -> dict[str, Any]:
    """An incident's answers."""
    return {
        "kind": held.row.kind,
        "name": held.row.name,
        "note": held.note,
        "area_ids": [key for key, _name in held.areas],
        "need_codes": [need.code for need in held.needs],
    }


def close_fields() -> list[FormField]:
    """What closing asks."""
    return [
        FormField(
            "learned",
            tr("What would you do otherwise next time?"),
            FieldKind.MULTILINE,
            lines=3,
            max_length=2_000,
        ),
        FormField(
            "erase_on",
            tr("Take people's data out on"),
            FieldKind.DATE,
            hint=tr("In 90 days if left empty. It can be put off or stopped."),
        ),
    ]


def arrival_fields(centres: Sequence[CentreRow]) -> list[FormField]:
    """What is asked at the door."""
    answer = [(Answer.YES, tr("Yes")), (Answer.NO, tr("No")), (Answer.NOT_ASKED, tr("Not asked"))]
    return [
        FormField("name", tr("Name of one of them"), required=True, max_length=120),
        FormField("adults", tr("Adults"), FieldKind.NUMBER, required=True, half=True),
        FormField("children", tr("Children"), FieldKind.NUMBER, half=True),
        FormField("pets", tr("Animals"), max_length=80, half=True),
        FormField("phone", tr("Phone"), max_length=40, half=True),
        FormField("address", tr("Where they live"), max_length=200, half=True),
        FormField("postcode", tr("Postcode"), FieldKind.POSTCODE, half=True),
        FormField(
            "needs_now",
            tr("What they need while here"),
            max_length=200,
            hint=tr("Medicine soon, a quiet room, milk for a baby. Not why."),
        ),
        FormField(
            "may_tell",
            tr("May we tell family who ask that they are here?"),
            FieldKind.SEGMENT,
            choices=answer,
            required=True,
        ),
        FormField(
            "centre_id",
            tr("Centre"),
            FieldKind.CHOICE,
            choices=[(one.id, one.name) for one in centres],
            required=True,
        ),
    ]


def arrival_draft(values: Mapping[str, Any]) -> ArrivalDraft:
    """People as answered.

    Raises:
        DomainError: there is no centre to be at.
    """
    if not values["centre_id"]:
        raise DomainError(tr("Open a relief centre first."), field="centre_id")
    return ArrivalDraft(
        centre_id=values["centre_id"],
        name=values["name"] or "",
        phone=values["phone"] or "",
        address=values["address"] or "",
        postcode=values["postcode"] or "",
        adults=values["adults"] or 0,
        children=values["children"] or 0,
        pets=values["pets"] or "",
        needs_now=values["needs_now"] or "",
        may_tell=values["may_tell"],
    )
