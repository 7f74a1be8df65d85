"""What the rota asks: a reason, other times, why a shift is off, where to move somebody, whom to ring."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.domain.dates import short_day
from desktop.domain.rota import Shift
from desktop.services.rota import Rota, Spot, warning_words
from desktop.services.rota_jobs import RotaJobs
from desktop.services.rota_views import CandidateLine, WeekView
from desktop.ui.base.dialog import FormDialog, ReasonDialog, SheetDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.times import parse_time, show_time
from desktop.ui.rota.words import role_word


def open_reason(parent: QWidget, context: AppContext, spot: Spot, line: CandidateLine) -> None:
    """Ask why somebody is put on in spite of what speaks against it.

    Args:
        parent: the page.
        context: the open hub.
        spot: the seat and the person.
        line: with what speaks against it.
    """
    rota, actor = context.service(Rota), context.actor
    dialog = FormDialog(
        tr("Put {name} on all the same?", name=line.name),
        [FormField("reason", tr("Why"), required=True, max_length=300)],
        lambda values: rota.put_on(actor, spot, reason=values["reason"]),
        context.jobs,
        parent,
        sentence=tr("{name}: {what}.", name=line.name, what=warning_words(line.verdict)),
        verb=tr("Put on rota"),
    )
    _show(dialog)


def open_drop_reason(
    parent: QWidget, context: AppContext, against: str, act: Callable[[str], object]
) -> None:
    """Ask why somebody goes where they were dragged, in spite of what speaks against it.

    Args:
        parent: the page.
        context: the open hub.
        against: what speaks against it.
        act: moves them, with the reason.
    """
    dialog = FormDialog(
        tr("Move them all the same?"),
        [FormField("reason", tr("Why"), required=True, max_length=300)],
        lambda values: act(values["reason"]),
        context.jobs,
        parent,
        sentence=against,
        verb=tr("Put on rota"),
    )
    _show(dialog)


def open_ring(parent: QWidget, line: CandidateLine, said_yes: Callable[[], object]) -> None:
    """Show whom to ring, and put them on once they said yes.

    Args:
        parent: the page.
        line: whom to ring.
        said_yes: puts them on.
    """
    dialog = SheetDialog(
        tr("Ring {name}", name=line.name), parent, verb=tr("Said yes: put on rota"), leave=tr("Not this time")
    )
    number = Label(line.phone or tr("No number"), dialog, kind="figure" if line.phone else "section")
    number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    dialog.body.addWidget(number)
    for words in (line.note, *line.verdict.warnings):
        dialog.body.addWidget(Label(words, dialog, kind="second", wrap=True))

    def go() -> None:
        dialog.accept()
        said_yes()

    dialog.confirmed.connect(go)
    _show(dialog)


def open_off(parent: QWidget, context: AppContext, spot: Spot, name: str) -> None:
    """Ask why somebody comes off a shift."""
    rota, actor = context.service(Rota), context.actor
    dialog = FormDialog(
        tr("Take {name} off this shift?", name=name),
        [FormField("why", tr("Why, if you like"), max_length=300, hint=tr("Never printed"))],
        lambda values: rota.take_off(actor, spot, values["why"] or ""),
        context.jobs,
        parent,
        sentence=tr("Only {day}: other days stay as they are.", day=short_day(spot.on_date)),
        verb=tr("Take off"),
    )
    _show(dialog)


def open_cancel(parent: QWidget, context: AppContext, shift: Shift) -> None:
    """Ask why a shift is cancelled."""
    jobs, actor = context.service(RotaJobs), context.actor
    dialog = ReasonDialog(
        tr("Cancel {job}, {day}?", job=shift.job.name, day=short_day(shift.on_date)),
        tr("Only this day. Whoever was to come has to be told."),
        tr("Cancel this shift"),
        lambda why: jobs.cancel(actor, shift.job.id, shift.on_date, why),
        context.jobs,
        parent,
    )
    _show(dialog)


def open_times(parent: QWidget, context: AppContext, shift: Shift) -> None:
    """Ask for other times on one day."""
    jobs, actor = context.service(RotaJobs), context.actor
    dialog = FormDialog(
        tr("Other times on {day}", day=short_day(shift.on_date)),
        _time_fields(),
        lambda values: jobs.change_times(
            actor, shift.job.id, shift.on_date, values["starts_at"], values["ends_at"]
        ),
        context.jobs,
        parent,
        sentence=tr("Only this day: other days stay as they are."),
        verb=tr("Change the times"),
    )
    dialog.form.set_values({"starts_at": _time(shift.start), "ends_at": _time(shift.end)})
    dialog.form.mark_clean()
    _show(dialog)


def open_extra(
    parent: QWidget, context: AppContext, choices: Sequence[tuple[object, str]], day: date
) -> None:
    """Ask for one shift more.

    Args:
        parent: the page.
        context: the open hub.
        choices: the jobs.
        day: first offered.
    """
    jobs, actor = context.service(RotaJobs), context.actor
    fields = [
        FormField("job", tr("Job"), FieldKind.CHOICE, choices=choices, required=True),
        FormField("day", tr("Day"), FieldKind.DATE, required=True),
    ]
    dialog = FormDialog(
        tr("One shift more"),
        fields,
        lambda values: jobs.add_extra(actor, str(values["job"]), values["day"]),
        context.jobs,
        parent,
        sentence=tr("At the job’s own times; they can be changed afterwards."),
        verb=tr("Add it"),
    )
    dialog.form.set_values({"job": choices[0][0] if choices else None, "day": day})
    dialog.form.mark_clean()
    _show(dialog)


def open_move(parent: QWidget, context: AppContext, view: WeekView, spot: Spot, today: date) -> None:
    """Ask where somebody goes: to a seat that is free, or in exchange with whoever has one.

    Args:
        parent: the page.
        context: the open hub.
        view: the week on show.
        spot: theirs now.
        today: what is past is not offered.
    """
    rota, actor = context.service(Rota), context.actor
    offered: dict[str, Spot] = {}
    words: list[tuple[object, str]] = []
    for shift in view.shifts:
        if shift.cancelled or shift.on_date < today:
            continue
        for one in shift.seats:
            who = [taker.volunteer_id for taker in one.takers if taker.volunteer_id != spot.volunteer_id]
            for key in [*who, *([""] if one.room else [])]:
                other = Spot(one.seat.id, shift.on_date, key)
                if (other.seat_id, other.on_date) == (spot.seat_id, spot.on_date):
                    continue
                code = str(len(offered))
                offered[code] = other
                words.append((code, _spot_words(view, shift, role_word(one.seat.role), key)))
    name = view.who[spot.volunteer_id].name
    dialog = FormDialog(
        tr("Move {name}, or swap", name=name),
        [
            FormField("to", tr("To"), FieldKind.CHOICE, choices=words, required=True),
            FormField("reason", tr("Why, where something speaks against it"), max_length=300),
        ],
        lambda values: rota.swap(actor, spot, offered[str(values["to"])], reason=values["reason"] or ""),
        context.jobs,
        parent,
        sentence=tr("Both change places, or neither does. The pattern stays as it is."),
        verb=tr("Move"),
    )
    if words:
        dialog.form.set_values({"to": words[0][0]})
        dialog.form.mark_clean()
    _show(dialog)


def _spot_words(view: WeekView, shift: Shift, role: str, who: str) -> str:
    day = short_day(shift.on_date)
    if who:
        return tr("{day}, {job}: swap with {name}", day=day, job=shift.job.name, name=view.who[who].name)
    return tr("{day}, {job}: {role} wanted", day=day, job=shift.job.name, role=role.lower())


def _time_fields() -> list[FormField]:
    return [
        FormField("starts_at", tr("Starts at"), parse=parse_time, show=show_time, required=True, half=True),
        FormField("ends_at", tr("Ends at"), parse=parse_time, show=show_time, required=True, half=True),
    ]


def _time(minute: int) -> object:
    from datetime import time

    return time(minute // 60 % 24, minute % 60)


def _show(dialog: SheetDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
