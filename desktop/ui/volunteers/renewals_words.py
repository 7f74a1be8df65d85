"""Renewals in words: cells of the worklist and its pane."""

from collections.abc import Mapping, Sequence
from datetime import date

from desktop.domain.clearance_words import check_name
from desktop.domain.renewals import Updates, Window
from desktop.services.renewals import Renewal, StoppedTask
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import short_date
from desktop.ui.volunteers.check_words import day_of
from desktop.ui.words import say

RECORD, LETTER, STATUS, VOLUNTEER = "record", "letter", "status", "volunteer"
TASKS_SHOWN = 12
"""Planned tasks named in the pane; the rest are counted."""
_LOOKS: Mapping[Window, tuple[str, Tone]] = {
    Window.ENDED: ("lock", Tone.DANGER),
    Window.WEEK: ("calendar-due", Tone.WARN),
    Window.MONTH: ("calendar-due", Tone.WARN),
    Window.TWO_MONTHS: ("calendar-event", Tone.INFO),
}


def window_words(window: Window) -> str:
    """A window as the heading of its group."""
    return {
        Window.ENDED: tr("Ended"),
        Window.WEEK: tr("Ends within 7 days"),
        Window.MONTH: tr("Ends within 30 days"),
        Window.TWO_MONTHS: tr("Ends within 60 days"),
    }[window]


def renewal_columns() -> tuple[Column, ...]:
    """Who, which check, its end, what that stops, and whether the Update Service can be asked."""
    return (
        Column("name", tr("Volunteer"), 160, kind=CellKind.PERSON, sortable=False),
        Column("kind", tr("Check"), 130, cell=lambda row: say(row.kind), sortable=False),
        Column("end", tr("Ends"), 132, kind=CellKind.STATUS, cell=end_cell, sortable=False),
        Column(
            "stops",
            tr("What it stops"),
            200,
            stretch=True,
            kind=CellKind.SECOND,
            cell=stops_cell,
            sortable=False,
            priority=1,
        ),
        Column(
            "updates",
            tr("Update Service"),
            124,
            kind=CellKind.STATUS,
            cell=updates_cell,
            priority=2,
            sortable=False,
        ),
    )


def end_cell(row: Renewal) -> Cell:
    """The last day, or since when it is over."""
    icon, tone = _LOOKS[row.window]
    if row.end is None:
        return Cell(tr("Ended"), icon, tone, bold=True)
    ended = row.window is Window.ENDED
    words = tr("Ended {day}", day=day_of(row.end).rsplit(" ", 1)[0]) if ended else day_of(row.end)
    spoken = tr("{words}, {window}", words=words, window=window_words(row.window).lower())
    return Cell(words, icon, tone, bold=ended or row.window is Window.WEEK, spoken=spoken)


def stops_cell(row: Renewal) -> Cell:
    """Kinds of help, and how much of the plan."""
    planned = tr_count("{count} planned task", "{count} planned tasks", len(row.tasks)) if row.tasks else ""
    parts = [planned, ", ".join(row.needs)]
    words = " · ".join(part for part in parts if part)
    return Cell(words or tr("Nothing they do now"), tone=Tone.DANGER if row.tasks else None)


def updates_cell(row: Renewal) -> Cell:
    """Whether the Update Service can be asked."""
    if row.updates is Updates.CAN:
        return Cell(tr("Can be asked"), "refresh", Tone.OK)
    if row.updates is Updates.NO_CONSENT:
        return Cell(tr("Ask consent"), "mail-question", Tone.WARN)
    return Cell("—", spoken=tr("not on it"))


def renewal_detail(row: Renewal, number: str) -> Detail:
    """Make the pane.

    Args:
        row: the check.
        number: last digits of the certificate, or empty.
    """
    name = (
        tr("Exemption: {check}", check=check_name(row.kind))
        if row.exempt
        else check_name(row.kind, row.level)
    )
    icon, tone = _LOOKS[row.window]
    about = [
        DetailRow("", end_words(row), icon=icon, tone=tone),
        DetailRow(tr("Number"), tr("ends {ends}", ends=number) if number else ""),
        DetailRow(tr("Update Service"), _updates_words(row.updates)),
    ]
    stops = DetailSection(_stops_title(row), _stops_rows(row))
    sections = [DetailSection("", about), stops]
    if row.tasks:
        sections.append(DetailSection(tr("Planned, and stopped"), _task_rows(row.tasks)))
    actions = [
        DetailAction(RECORD, tr("Record the result"), "shield-check", ButtonKind.PRIMARY),
        DetailAction(LETTER, tr("Letter or e-mail"), "mail"),
    ]
    if row.updates is Updates.CAN:
        actions.append(DetailAction(STATUS, tr("Status check"), "refresh"))
    actions.append(DetailAction(VOLUNTEER, tr("Volunteer"), "heart-handshake"))
    return Detail(row.name, name, person=row.name, sections=sections, actions=actions)


def end_words(row: Renewal) -> str:
    """When it ends, as a sentence."""
    if row.end is None:
        return tr("Marked out of date, without a day")
    if row.window is Window.ENDED:
        return tr("Ended on {day}", day=day_of(row.end))
    return tr("Holds until {day}", day=day_of(row.end))


def _stops_title(row: Renewal) -> str:
    if row.window is Window.ENDED or row.end is None:
        return tr("Stopped now")
    return tr("Stops after {day}", day=day_of(row.end))


def _stops_rows(row: Renewal) -> list[DetailRow]:
    if not row.needs:
        return [DetailRow("", tr("Nothing they do now needs it."), tone=Tone.SECOND)]
    return [DetailRow("", need, icon="lock") for need in row.needs]


def _task_rows(tasks: Sequence[StoppedTask]) -> list[DetailRow]:
    """By day; a round stands once for all of its tasks that day."""
    found: dict[tuple[date, str, str], int] = {}
    for one in tasks:
        key = (one.on_date, one.round or one.need, f"rounds:{one.round_id}" if one.round_id else "")
        found[key] = found.get(key, 0) + 1
    rows = [
        DetailRow(
            short_date(day),
            words if count == 1 else tr("{words}, {count} tasks", words=words, count=count),
            key=key,
        )
        for (day, words, key), count in list(found.items())[:TASKS_SHOWN]
    ]
    left = len(found) - TASKS_SHOWN
    more = tr_count("and {count} more", "and {count} more", left)
    return [*rows, DetailRow("", more, tone=Tone.SECOND)] if left > 0 else rows


def _updates_words(updates: Updates) -> str:
    return {
        Updates.CAN: tr("Can be asked: consent is on record"),
        Updates.NO_CONSENT: tr("Subscribed. Ask for consent first."),
        Updates.NOT_ON_IT: "",
    }[updates]
