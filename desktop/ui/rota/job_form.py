"""The form of a job: its days, times, who it takes and what is asked of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.enums import Skill
from db.enums_repeats import HolidayRule
from db.enums_rota import SeatRole
from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.domain.recurrence import DAYS, weekly
from desktop.domain.repeats import read_repeat
from desktop.services.needs import Needs
from desktop.services.rota_jobs import JobDraft, RotaJobs, SeatDraft
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.times import parse_time, show_time
from desktop.ui.rota.words import role_word
from desktop.ui.words import choices

SEATS = 3
"""How many roles a job can ask for in the form."""
ICONS = (
    ("users", "People at a place"),
    ("truck-delivery", "Round"),
    ("phone-call", "Calls"),
    ("pill", "Prescriptions"),
    ("door", "Front desk"),
    ("package", "Packing"),
    ("soup", "Cooking"),
)


def open_job(parent: QWidget, context: AppContext, job_id: str = "") -> None:
    """Open the form of a job, or of a new one.

    Args:
        parent: the page.
        context: the open hub.
        job_id: empty for a new one.
    """
    jobs, actor, needs = context.service(RotaJobs), context.actor, context.service(Needs)

    def read() -> tuple[JobDraft | None, list[tuple[object, str]]]:
        listed = [(one.id, one.label) for one in needs.all(actor) if not one.is_private]
        return (jobs.get(actor, job_id).draft if job_id else None), [*listed]

    def show(found: tuple[JobDraft | None, list[tuple[object, str]]]) -> None:
        held, kinds = found
        dialog = FormDialog(
            tr("Change the job") if held else tr("Add a job"),
            _fields(kinds),
            lambda values: jobs.save(actor, draft_of(values, held), job_id),
            context.jobs,
            parent,
            sentence=tr("Every week on these days. Who comes is said on the week itself."),
        )
        dialog.form.set_values(_values(held))
        dialog.form.mark_clean()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    context.jobs.read(read, show)


def draft_of(values: Mapping[str, Any], held: JobDraft | None) -> JobDraft:
    """Turn answers into a draft; days that no form offers, such as every other week, stay as they are.

    Raises:
        DomainError: no day is chosen.
    """
    days = sorted(int(str(one)) for one in values["days"])
    if not days:
        raise DomainError(tr("Choose at least one day of the week."), field="days")
    until = values["until_on"]
    rule = weekly(days)
    if held is not None and tuple(days) == tuple(_days(held)):
        rule = held.rule
    old = list(held.seats) if held else []
    seats = []
    for at in range(SEATS):
        if values[f"role_{at}"]:
            skill = values[f"skill_{at}"]
            seats.append(
                SeatDraft(
                    SeatRole(str(values[f"role_{at}"])),
                    int(values[f"least_{at}"] or 0),
                    int(values[f"most_{at}"] or values[f"least_{at}"] or 1),
                    Skill(str(skill)) if skill else None,
                    old[at].id if at < len(old) else "",
                )
            )
    return JobDraft(
        values["name"],
        values["starts_at"],
        values["ends_at"],
        rule,
        values["from_on"],
        until,
        seats,
        values["place"] or "",
        str(values["icon"] or "users"),
        HolidayRule.SKIP if values["closed"] else HolidayRule.AS_USUAL,
        values["need_type_id"] or None,
        held.area_id if held else None,
        int(values["minimum_age"] or 0),
        bool(values["wants_buddy"]),
        values["note"] or "",
    )


def _days(held: JobDraft) -> Sequence[int]:
    found = read_repeat(held.rule).days
    if found:
        return found
    parts = dict(part.partition("=")[::2] for part in held.rule.upper().split(";"))
    named = parts.get("BYDAY", "").split(",")
    if parts.get("FREQ") == "DAILY":
        return range(7)
    return [DAYS.index(one) for one in named if one in DAYS]


def _values(held: JobDraft | None) -> dict[str, Any]:
    start: dict[str, Any] = {"icon": "users", "role_0": SeatRole.PERSON.value, "least_0": 1, "most_0": 1}
    if held is None:
        return {**start, "need_type_id": "", "role_1": "", "role_2": ""}
    values: dict[str, Any] = {
        name: getattr(held, name)
        for name in ("name", "place", "icon", "starts_at", "ends_at", "from_on", "until_on", "note")
    }
    values |= {
        "days": [str(one) for one in _days(held)],
        "closed": held.holidays is HolidayRule.SKIP,
        "need_type_id": held.need_type_id or "",
        "minimum_age": held.minimum_age or None,
        "wants_buddy": held.wants_buddy,
    }
    for at in range(SEATS):
        one = held.seats[at] if at < len(held.seats) else None
        values |= {
            f"role_{at}": one.role.value if one else "",
            f"least_{at}": one.minimum if one else None,
            f"most_{at}": one.maximum if one else None,
            f"skill_{at}": one.skill.value if one and one.skill else "",
        }
    return values


def _fields(kinds: Sequence[tuple[object, str]]) -> list[FormField]:
    week = [(str(at), f"{date(2026, 11, 16 + at):%a}") for at in range(7)]
    icons = [(key, tr(words)) for key, words in ICONS]
    fields = [
        FormField("name", tr("Name"), required=True, max_length=80, half=True),
        FormField("place", tr("Place"), max_length=120, half=True),
        FormField("days", tr("Days"), FieldKind.MULTI, choices=week),
        FormField("starts_at", tr("Starts at"), parse=parse_time, show=show_time, required=True, half=True),
        FormField("ends_at", tr("Ends at"), parse=parse_time, show=show_time, required=True, half=True),
        FormField("from_on", tr("First day"), FieldKind.DATE, hint=tr("Today when empty"), half=True),
        FormField("until_on", tr("Last day"), FieldKind.DATE, hint=tr("No end when empty"), half=True),
        FormField("closed", tr("Closed on bank holidays"), FieldKind.CHECK),
    ]
    for at in range(SEATS):
        fields += _seat_fields(at)
    return [
        *fields,
        FormField(
            "need_type_id",
            tr("Clearance as for"),
            FieldKind.CHOICE,
            choices=[("", tr("None: at the hub, with others")), *kinds],
            hint=tr("Who drives needs driving papers in any case"),
            section=tr("What is asked"),
        ),
        FormField("minimum_age", tr("From what age"), FieldKind.NUMBER, half=True),
        FormField("icon", tr("Picture"), FieldKind.CHOICE, choices=icons, half=True),
        FormField("wants_buddy", tr("Somebody new is not on it alone"), FieldKind.CHECK),
        FormField("note", tr("Note, printed on the rota"), max_length=120),
    ]


def _seat_fields(at: int) -> list[FormField]:
    roles: list[tuple[object, str]] = [(one.value, role_word(one)) for one in SeatRole]
    first = [] if not at else [("", tr("Nobody more"))]
    title = (tr("Who it takes"), tr("And"), tr("And also"))[at]
    return [
        FormField(f"role_{at}", title, FieldKind.CHOICE, choices=[*first, *roles], half=True),
        FormField(
            f"skill_{at}",
            tr("Skill"),
            FieldKind.CHOICE,
            choices=[("", tr("None")), *choices(Skill)],
            half=True,
        ),
        FormField(f"least_{at}", tr("At least"), FieldKind.NUMBER, half=True),
        FormField(f"most_{at}", tr("At most"), FieldKind.NUMBER, half=True),
    ]
