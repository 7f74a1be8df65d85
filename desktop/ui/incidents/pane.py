"""The pane of an incident: what is known, its centres, what was asked for, and what can be done."""

from datetime import date

from desktop.domain.dates import day_month_year
from desktop.services.incidents import IncidentDetail
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_spec import EDIT
from desktop.ui.base.tokens import Tone
from desktop.ui.incidents.words import kind_icon, kinds, when

CLOSE, REOPEN, CENTRE, REGISTER = "close", "reopen", "centre", "register"
CALL_OUT, TAKE_OUT, PUT_OFF, STOP, RECORD = "call_out", "take_out", "put_off", "stop", "record"
REQUESTS = "requests"


def incident_detail(held: IncidentDetail, today: date) -> Detail:
    """Make the pane."""
    row = held.row
    return Detail(
        row.name,
        " · ".join(part for part in (f"I-{row.number}", kinds()[row.kind], _opened(held, today)) if part),
        icon=kind_icon(row.kind),
        quote=held.note,
        sections=[
            DetailSection("", _facts(held, today)),
            DetailSection(tr("Relief centres"), _centres(held)),
            DetailSection(tr("Help asked for"), _needs(held)),
            DetailSection(tr("What stays"), _figures(held)),
        ],
        actions=_actions(held, today),
    )


def _opened(held: IncidentDetail, today: date) -> str:
    moment = when(held.row.opened_at, today)
    return tr("opened {when} by {name}", when=moment, name=held.opened_by) if held.opened_by else moment


def _facts(held: IncidentDetail, today: date) -> list[DetailRow]:
    row = held.row
    closed = tr("Closed {when}", when=when(row.closed_at, today)) if row.closed_at else ""
    due = row.erase_on is not None and row.erase_on <= today
    return [
        DetailRow(tr("Where"), ", ".join(name for _key, name in held.areas)),
        DetailRow(tr("State"), closed),
        DetailRow(tr("Next time"), held.learned),
        DetailRow(
            tr("People's data goes"),
            day_month_year(row.erase_on) if row.erase_on and row.erased_at is None else "",
            icon="calendar-due" if due else "",
            tone=Tone.WARN if due else None,
        ),
        DetailRow(tr("Stopped"), held.stopped_why),
    ]


def _centres(held: IncidentDetail) -> list[DetailRow]:
    rows = []
    for one in held.centres:
        places = tr("{here} of {places} places", here=f"{one.here:,}", places=f"{one.places:,}")
        here = places if one.places else tr_count("{count} person here", "{count} people here", one.here)
        full = one.places is not None and one.here >= one.places > 0
        rows.append(
            DetailRow(
                one.name,
                here,
                icon="alert-triangle" if full else "",
                tone=Tone.WARN if full else None,
                key=f"arrivals:{held.row.id}",
            )
        )
        rows.append(DetailRow("", " · ".join(part for part in (one.address, one.phone) if part)))
    return rows


def _needs(held: IncidentDetail) -> list[DetailRow]:
    return [
        DetailRow(one.label, tr("{asked} asked, {done} done", asked=f"{one.asked:,}", done=f"{one.done:,}"))
        for one in held.needs
        if one.asked or held.row.closed_at is None
    ]


def _figures(held: IncidentDetail) -> list[DetailRow]:
    """Counts that stay once people were taken out."""
    names = {
        "households": tr("Households"),
        "adults": tr("Adults"),
        "children": tr("Children"),
        "most_at_once": tr("Most at once"),
        "requests": tr("Requests"),
        "done": tr("Done"),
        "called": tr("Volunteers rung"),
        "came": tr("Volunteers coming"),
    }
    return [DetailRow(words, f"{held.figures[key]:,}") for key, words in names.items() if key in held.figures]


def _actions(held: IncidentDetail, today: date) -> list[DetailAction]:
    row = held.row
    record = DetailAction(RECORD, tr("Record for the file"), "printer")
    requests = DetailAction(REQUESTS, tr("Its requests as a file…"), "file-export", ButtonKind.QUIET)
    asked = [requests] if row.requests and row.erased_at is None else []
    if row.closed_at is None:
        return [
            DetailAction(REGISTER, tr("Who came"), "users", ButtonKind.PRIMARY),
            DetailAction(CALL_OUT, tr("Who to call out"), "phone-call"),
            DetailAction(CENTRE, tr("Open a centre…"), "home"),
            DetailAction(EDIT, tr("Change…"), "pencil"),
            *asked,
            DetailAction(CLOSE, tr("Close it…"), "check", ButtonKind.QUIET),
        ]
    if row.erased_at is not None:
        return [record]
    due = row.erase_on is not None and row.erase_on <= today
    first = ButtonKind.PRIMARY if due else ButtonKind.SECONDARY
    actions = [
        DetailAction(TAKE_OUT, tr("Take people out…"), "trash", first),
        record,
        DetailAction(PUT_OFF, tr("Another day…"), "calendar-event"),
        DetailAction(REGISTER, tr("Who came"), "users"),
        *asked,
        DetailAction(REOPEN, tr("Open it again"), "arrow-back-up", ButtonKind.QUIET),
    ]
    if row.erase_on is not None:
        actions.insert(3, DetailAction(STOP, tr("Stop it…"), "hand-stop"))
    return actions
