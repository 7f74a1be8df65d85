"""Outings in words: columns, the pane and what is asked in forms."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from db.enums import Answer
from db.enums_outings import GuestOutcome
from db.queries.outings import GuestRow
from desktop.domain.dates import clock_24
from desktop.domain.names import full_name
from desktop.domain.outings import Short, may_open
from desktop.services.outings import OutingDraft, OutingView
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_spec import EDIT
from desktop.ui.base.times import parse_time, show_time
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import short_date

BRING, ACCOMPANY, TAKE_OFF, CALL_OFF = (
    "outing_bring",
    "outing_accompany",
    "outing_take_off",
    "outing_call_off",
)
SHEET, CONTACTS, RECORD, AGAIN = "outing_sheet", "outing_contacts", "outing_record", "outing_again"


def outcomes() -> Mapping[GuestOutcome, str]:
    """How it went for somebody."""
    return {
        GuestOutcome.NOT_YET: tr("Not said"),
        GuestOutcome.CAME: tr("Came"),
        GuestOutcome.DID_NOT: tr("Did not"),
        GuestOutcome.UNWELL: tr("Unwell"),
    }


def short_words(what: Short, count: int) -> str:
    """What an outing lacks."""
    return {
        Short.PEOPLE: tr("Nobody is down for it"),
        Short.COMPANIONS: tr_count("{count} companion missing", "{count} companions missing", count),
        Short.NOT_CLEARED: tr_count("{count} companion not cleared", "{count} companions not cleared", count),
        Short.SEATS: tr_count("{count} seat short", "{count} seats short", count),
        Short.WHEELCHAIRS: tr_count(
            "{count} wheelchair place short", "{count} wheelchair places short", count
        ),
    }[what]


def state_cell(one: OutingView, today: date) -> Cell:
    """Where an outing stands: the first thing it lacks, else that it can go."""
    if one.row.cancelled_on is not None:
        return Cell(tr("Called off"), "circle-x", Tone.SECOND)
    if one.row.on_date < today:
        if one.row.open_outcomes:
            return Cell(tr("Say how it went"), "clock-question", Tone.WARN)
        return Cell(tr("Was"), "circle-check", Tone.SECOND)
    for what, count in one.lacks.items():
        return Cell(short_words(what, count), "alert-triangle", Tone.WARN)
    return Cell(tr("Can go"), "check", Tone.OK)


def outing_columns(today: date) -> tuple[Column, ...]:
    """The columns of the list."""

    def when(one: OutingView) -> str:
        return f"{short_date(one.row.on_date)}, {clock_24(one.row.starts_at)}"

    return (
        Column(
            "place",
            tr("Where to"),
            140,
            stretch=True,
            sortable=False,
            kind=CellKind.STRONG,
            cell=lambda one: one.row.place,
        ),
        Column("when", tr("When"), 140, sortable=False, cell=when),
        Column(
            "people", tr("People"), 70, sortable=False, align_right=True, cell=lambda one: str(one.row.people)
        ),
        Column(
            "companions",
            tr("Companions"),
            100,
            sortable=False,
            priority=1,
            cell=lambda one: str(len(one.companions)),
        ),
        Column("state", tr("Stands"), 190, sortable=False, cell=lambda one: state_cell(one, today)),
    )


def outing_detail(one: OutingView, today: date) -> Detail:
    """Make the pane."""
    row, cell = one.row, state_cell(one, today)
    hours = tr("{first} to {last}", first=clock_24(row.starts_at), last=clock_24(row.ends_at))
    lacks = [
        DetailRow("", short_words(what, count), icon="alert-triangle", tone=Tone.WARN)
        for what, count in one.lacks.items()
    ]
    ahead = row.on_date >= today and row.cancelled_on is None
    facts = [
        *(lacks if ahead and lacks else [DetailRow(tr("Stands"), cell.text, icon=cell.icon, tone=cell.tone)]),
        DetailRow(tr("Meet"), row.meet_at),
        DetailRow(tr("Travel"), row.travel),
        DetailRow(tr("Seats"), _seats(one)),
        DetailRow(tr("Each companion"), tr_count("{count} person", "{count} people at most", row.ratio)),
        DetailRow(tr("For the hub alone"), row.note),
        DetailRow(tr("Why it was called off"), row.cancel_note),
    ]
    return Detail(
        row.place,
        f"OU-{row.number} · {short_date(row.on_date)}, {hours}",
        icon="walk",
        sections=[
            DetailSection("", facts),
            DetailSection(tr("People"), [_guest(each) for each in one.guests]),
            DetailSection(
                tr("Companions"), [line for each in one.companions for line in _companion(one, each)]
            ),
        ],
        actions=_actions(one, today),
    )


def _seats(one: OutingView) -> str:
    row = one.row
    if row.seats is None:
        return ""
    seats = tr_count("{count} seat", "{count} seats", row.seats)
    if not row.wheelchairs:
        return seats
    return tr("{seats}, {count} for wheelchairs", seats=seats, count=str(row.wheelchairs))


def guest_name(one: GuestRow) -> str:
    """Somebody who comes along."""
    return full_name(one.first_name, one.last_name, one.preferred_name) or f"P-{one.number}"


def _guest(one: GuestRow) -> DetailRow:
    needs = [
        words
        for words, is_so in ((tr("wheelchair"), one.wheelchair), (tr("no steps"), one.no_steps))
        if is_so
    ]
    if one.outcome is not GuestOutcome.NOT_YET:
        needs.append(outcomes()[one.outcome])
    if one.outcome_note:
        needs.append(one.outcome_note)
    return DetailRow("", ", ".join([guest_name(one), *needs]), key=f"person:{one.person_id}")


def _companion(held: OutingView, one: Any) -> list[DetailRow]:
    name = full_name(one.first_name, one.last_name, one.preferred_name) or f"V-{one.number}"
    said = tr("{name}, drives", name=name) if one.drives else name
    rows = [DetailRow("", said, key=f"volunteers:{one.volunteer_id}")]
    if one.volunteer_id in held.refused:
        rows.append(DetailRow("", held.refused[one.volunteer_id], icon="lock", tone=Tone.WARN))
    return rows


def _actions(one: OutingView, today: date) -> list[DetailAction]:
    quiet = ButtonKind.QUIET
    again = DetailAction(AGAIN, tr("The next one…"), "calendar-plus")
    if one.row.cancelled_on is not None:
        return [again]
    if one.row.on_date < today:
        first = ButtonKind.PRIMARY if one.row.open_outcomes else ButtonKind.SECONDARY
        return [DetailAction(RECORD, tr("How it went…"), "clipboard-check", first), again]
    acts = [
        DetailAction(BRING, tr("Somebody comes…"), "user-plus"),
        DetailAction(ACCOMPANY, tr("Add a companion…"), "heart-handshake"),
    ]
    if one.companions:
        acts.append(DetailAction(SHEET, tr("Sheet for companions"), "printer"))
    if may_open(one.row.on_date, today):
        acts.append(DetailAction(CONTACTS, tr("Emergency contacts"), "phone"))
        acts.append(DetailAction(RECORD, tr("How it went…"), "clipboard-check"))
    acts.append(DetailAction(EDIT, tr("Change…"), "pencil"))
    if one.guests or one.companions:
        acts.append(DetailAction(TAKE_OFF, tr("Take somebody off…"), "user-minus", quiet))
    return [*acts, DetailAction(CALL_OFF, tr("Call it off…"), "circle-x", quiet)]


def outing_fields() -> list[FormField]:
    """What an outing is asked."""
    where, way, who = tr("Where and when"), tr("How they get there"), tr("What decides who may go with them")
    answer = [(Answer.YES, tr("Yes")), (Answer.NO, tr("No")), (Answer.NOT_ASKED, tr("Not asked"))]
    ill = tr("Does anybody need company because of age, illness or disability?")
    care = tr("To a hospital, a doctor or care?")
    number = FieldKind.NUMBER
    return [
        FormField("place", tr("Where to"), required=True, max_length=80, section=where),
        FormField("on_date", tr("Day"), FieldKind.DATE, required=True, section=where),
        FormField(
            "starts_at", tr("From"), parse=parse_time, show=show_time, required=True, half=True, section=where
        ),
        FormField(
            "ends_at", tr("To"), parse=parse_time, show=show_time, required=True, half=True, section=where
        ),
        FormField("meet_at", tr("Where they meet"), hint=tr("Printed."), max_length=120, section=way),
        FormField("travel", tr("Travel"), hint=tr("Printed."), max_length=120, section=way),
        FormField("seats", tr("Seats for people"), number, half=True, section=way),
        FormField("wheelchairs", tr("Of these, for wheelchairs"), number, half=True, section=way),
        FormField("because_of", ill, FieldKind.SEGMENT, choices=answer, required=True, section=who),
        FormField("to_care", care, FieldKind.SEGMENT, choices=answer, required=True, section=who),
        FormField("ratio", tr("People to one companion"), number, required=True, half=True, section=who),
        FormField("note", tr("For the hub alone"), FieldKind.MULTILINE, lines=2, max_length=500),
    ]


def outing_draft(values: Mapping[str, Any]) -> OutingDraft:
    """Turn answers into an outing."""
    return OutingDraft(
        place=values["place"] or "",
        on_date=values["on_date"],
        meet_at=values["meet_at"] or "",
        travel=values["travel"] or "",
        seats=values["seats"],
        wheelchairs=values["wheelchairs"],
        ratio=int(values["ratio"] or 0),
        because_of=values["because_of"],
        to_care=values["to_care"],
        note=values["note"] or "",
        starts_at=values["starts_at"],
        ends_at=values["ends_at"],
    )


def outing_values(one: OutingView) -> dict[str, Any]:
    """An outing's answers."""
    row = one.row
    names = "place on_date starts_at ends_at meet_at travel seats wheelchairs ratio because_of to_care note"
    return {name: getattr(row, name) for name in names.split()}


def record_fields(guests: Sequence[GuestRow]) -> list[FormField]:
    """What is asked afterwards: each person once."""
    found = [
        FormField(one.id, guest_name(one), FieldKind.SEGMENT, choices=list(outcomes().items()), required=True)
        for one in guests
    ]
    hint = tr("Kept with whoever was unwell.")
    return [*found, FormField("note", tr("What happened"), hint=hint, max_length=300)]


Lookup = Callable[[str], Sequence[tuple[Any, str]]]


def bring_fields(lookup: Lookup) -> list[FormField]:
    """What is asked of somebody who comes along."""
    return [
        FormField("person_id", tr("Who?"), FieldKind.PERSON_LINK, lookup=lookup, required=True),
        FormField("wheelchair", tr("In a wheelchair"), FieldKind.CHECK),
        FormField("no_steps", tr("No steps"), FieldKind.CHECK),
    ]


def accompany_fields(lookup: Lookup) -> list[FormField]:
    """What is asked of a companion."""
    return [
        FormField(
            "volunteer_id", tr("Which volunteer?"), FieldKind.PERSON_LINK, lookup=lookup, required=True
        ),
        FormField("drives", tr("People ride in their car"), FieldKind.CHECK),
    ]
