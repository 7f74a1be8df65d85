"""Loans in words: columns, the pane and what is asked in forms."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from db.enums_loans import AssetKind, Condition
from db.queries.loans import AssetRow, LoanRow
from desktop.domain.loans import HOLD_DATA, Against, LoanState, against
from desktop.services.loans import AssetDraft, LoanDraft, borrower_of, facts_of, state_of
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.record_spec import EDIT, VOID
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import short_date

LEND, BACK, LONGER, LOST = "loan_lend", "loan_back", "loan_longer", "loan_lost"
SLIP, WIPED, RETIRE = "loan_slip", "loan_wiped", "loan_retire"
Choices = Sequence[tuple[object, str]]
Lookup = Callable[[str], Sequence[tuple[Any, str]]]


def day_of(day: date) -> str:
    """A day with its year, short: ``Fri 20 Nov 2026``."""
    return f"{short_date(day)} {day.year}"


def kinds() -> Mapping[AssetKind, str]:
    """What can be lent."""
    return {
        AssetKind.PHONE: tr("Phone"),
        AssetKind.TABLET: tr("Tablet"),
        AssetKind.LAPTOP: tr("Laptop"),
        AssetKind.DONGLE: tr("Dongle"),
        AssetKind.VAN: tr("Van"),
        AssetKind.FREEZER: tr("Freezer"),
        AssetKind.HEATER: tr("Heater"),
        AssetKind.WHEELCHAIR: tr("Wheelchair"),
        AssetKind.OTHER: tr("Something else"),
    }


def kind_icon(kind: AssetKind) -> str:
    """The icon of a kind."""
    return {
        AssetKind.PHONE: "device-mobile",
        AssetKind.TABLET: "device-tablet",
        AssetKind.LAPTOP: "device-laptop",
        AssetKind.DONGLE: "wifi",
        AssetKind.VAN: "truck",
        AssetKind.FREEZER: "snowflake",
        AssetKind.HEATER: "flame",
        AssetKind.WHEELCHAIR: "wheelchair",
        AssetKind.OTHER: "package",
    }[kind]


def conditions() -> Mapping[Condition, str]:
    """How something is."""
    return {Condition.GOOD: tr("Good"), Condition.WORN: tr("Worn"), Condition.BROKEN: tr("Broken")}


def state_cell(row: AssetRow, today: date) -> Cell:
    """Where a thing stands."""
    due = day_of(row.due_on) if row.due_on else ""
    stands = state_of(row, today)
    if stands is LoanState.OVERDUE:
        return Cell(tr("Late, due {day}", day=due), "alert-triangle", Tone.DANGER)
    if stands is LoanState.DUE_SOON:
        return Cell(tr("Due {day}", day=due), "calendar-due", Tone.WARN)
    if stands is LoanState.OUT:
        return Cell(tr("Out until {day}", day=due), "clock")
    if stands is LoanState.LOST:
        return Cell(tr("Lost"), "circle-x", Tone.DANGER)
    if stands is LoanState.RETIRED:
        return Cell(tr("Out of use"), "archive", Tone.SECOND)
    why = against(facts_of(row))
    if why is Against.NOT_WIPED:
        return Cell(tr("Here, to be wiped"), "refresh", Tone.WARN)
    if why is Against.BROKEN:
        return Cell(tr("Here, broken"), "tool", Tone.WARN)
    return Cell(tr("Here"), "check", Tone.OK)


def loan_columns(today: date) -> tuple[Column, ...]:
    """The columns of the list."""
    return (
        Column(
            "name",
            tr("What"),
            120,
            stretch=True,
            sortable=False,
            kind=CellKind.STRONG,
            cell=lambda row: Cell(row.name, kind_icon(row.kind)),
            files=("hub_reference", "thing"),
        ),
        Column("tag", tr("Label"), 80, sortable=False, priority=2, files=("label",)),
        Column("who", tr("Lent to"), 120, sortable=False, cell=_who, files=("lent_to",)),
        Column(
            "state",
            tr("Where it is"),
            212,
            sortable=False,
            cell=lambda row: state_cell(row, today),
            files=("lent_on", "due_on"),
        ),
        Column(
            "owner",
            tr("Belongs to"),
            120,
            sortable=False,
            kind=CellKind.SECOND,
            priority=3,
            cell=lambda row: row.owner or tr("This hub"),
            files=("belongs_to",),
        ),
    )


def loan_detail(row: AssetRow, loans: Sequence[LoanRow], today: date) -> Detail:
    """Make the pane."""
    cell = state_cell(row, today)
    wiped = day_of(row.wiped_on) if row.wiped_on else tr("Never")
    who = f"person:{row.person_id}" if row.person_id and row.erased_at is None else ""
    if row.organisation_id:
        who = f"organisations:{row.organisation_id}"
    facts = [
        DetailRow(tr("Where it is"), cell.text, icon=cell.icon, tone=cell.tone),
        DetailRow(tr("Lent to"), _who(row), key=who),
        DetailRow(tr("Agreed"), next((one.agreed for one in loans if one.id == row.loan_id), "")),
        DetailRow(tr("Condition"), conditions()[row.condition]),
        DetailRow(tr("Wiped"), wiped if row.holds_data else ""),
        DetailRow(tr("Belongs to"), row.owner or tr("This hub")),
        DetailRow(tr("Note"), row.note),
        DetailRow(tr("Why it is out of use"), row.retire_note),
    ]
    past = [_past(one) for one in loans if one.id != row.loan_id]
    return Detail(
        row.name,
        " · ".join(part for part in (kinds()[row.kind], row.tag) if part),
        icon=kind_icon(row.kind),
        sections=[DetailSection("", facts), DetailSection(tr("Lent before"), past)],
        actions=_actions(row, today),
    )


def _who(row: AssetRow) -> str:
    """Who has it; of somebody erased the day they were."""
    if row.erased_at is None:
        return borrower_of(row)
    return tr("Somebody erased on {day}", day=day_of(row.erased_at.astimezone().date()))


def _past(one: LoanRow) -> DetailRow:
    who = borrower_of(one) or tr("Somebody whose record was erased")
    ended = one.lost_on or one.returned_on
    words = tr("{first} to {last}", first=day_of(one.lent_on), last=day_of(ended)) if ended else ""
    what = [who, tr("lost") if one.lost_on else "", one.note]
    return DetailRow(words, ", ".join(part for part in what if part))


def _actions(row: AssetRow, today: date) -> list[DetailAction]:
    quiet, first = ButtonKind.QUIET, ButtonKind.PRIMARY
    change = DetailAction(EDIT, tr("Change…"), "pencil")
    stands = state_of(row, today)
    if row.loan_id is not None:
        return [
            DetailAction(BACK, tr("It is back…"), "package-import", first),
            DetailAction(SLIP, tr("Loan slip"), "printer"),
            DetailAction(LONGER, tr("Lent longer…"), "calendar-plus"),
            change,
            DetailAction(LOST, tr("It is lost…"), "circle-x", quiet),
        ]
    if stands is LoanState.LOST:
        return [DetailAction(BACK, tr("It was found…"), "package-import"), change]
    if stands is LoanState.RETIRED:
        return [change]
    why = against(facts_of(row))
    acts = []
    if why is None:
        acts.append(DetailAction(LEND, tr("Lend it…"), "package-export", first))
    if why is Against.NOT_WIPED:
        acts.append(DetailAction(WIPED, tr("It was wiped…"), "refresh", first))
    return [
        *acts,
        change,
        DetailAction(RETIRE, tr("Out of use…"), "archive", quiet),
        DetailAction(VOID, tr("Take off the list"), "trash", quiet),
    ]


def asset_fields(owners: Choices) -> list[FormField]:
    """What a thing is asked."""
    data = tr("A phone or a computer: it is wiped before the next one has it.")
    return [
        FormField("kind", tr("What sort"), FieldKind.CHOICE, choices=list(kinds().items()), required=True),
        FormField("name", tr("Called"), required=True, max_length=80, hint=tr("Such as: phone, black, 2.")),
        FormField("tag", tr("Label on it"), max_length=40, half=True),
        FormField("owner_id", tr("Belongs to"), FieldKind.CHOICE, choices=owners, half=True),
        condition_field(),
        FormField("holds_data", tr("It keeps data"), FieldKind.CHECK, hint=data),
        FormField("wiped_on", tr("Wiped on"), FieldKind.DATE, half=True),
        FormField("note", tr("Note"), FieldKind.MULTILINE, lines=2, max_length=500),
    ]


def condition_field() -> FormField:
    """How it is."""
    return FormField(
        "condition", tr("Condition"), FieldKind.SEGMENT, choices=list(conditions().items()), required=True
    )


def asset_draft(values: Mapping[str, Any]) -> AssetDraft:
    """Turn answers into a thing; phones and computers hold data whatever was ticked."""
    kind = values["kind"] or AssetKind.OTHER
    return AssetDraft(
        kind=kind,
        name=values["name"] or "",
        tag=values["tag"] or "",
        owner_id=values["owner_id"] or None,
        condition=values["condition"] or Condition.GOOD,
        holds_data=bool(values["holds_data"]) or kind in HOLD_DATA,
        wiped_on=values["wiped_on"],
        note=values["note"] or "",
    )


def lend_fields(people: Lookup, organisations: Choices) -> list[FormField]:
    """What lending asks."""
    return [
        FormField("person_id", tr("To a person"), FieldKind.PERSON_LINK, lookup=people),
        FormField("organisation_id", tr("Or to an organisation"), FieldKind.CHOICE, choices=organisations),
        FormField("lent_on", tr("From"), FieldKind.DATE, required=True, half=True),
        FormField("due_on", tr("Due back"), FieldKind.DATE, required=True, half=True),
        FormField(
            "agreed",
            tr("What was agreed"),
            FieldKind.MULTILINE,
            lines=2,
            max_length=300,
            hint=tr("Printed on the slip."),
        ),
    ]


def lend_draft(values: Mapping[str, Any]) -> LoanDraft:
    """Turn answers into a loan."""
    person = values["person_id"]
    return LoanDraft(
        person[0] if person else None,
        values["organisation_id"] or None,
        values["lent_on"],
        values["due_on"],
        values["agreed"] or "",
    )
