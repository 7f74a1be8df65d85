"""Offers of neighbours in words: kinds, columns, the pane and what is asked in forms."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from db.enums import Answer, OfferAnswer, TaskStatus, VolunteerStatus
from db.enums_neighbours import NeighbourKind
from db.models.neighbours import PAPER_CONTACT_LENGTH
from db.queries.neighbours import AskedRow, NeighbourRow
from desktop.domain.names import full_name
from desktop.domain.neighbours import Near, Standing, ends_soon, standing
from desktop.services.neighbours import Nearby, NeighbourDraft, term_of
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.record_spec import EDIT, VOID
from desktop.ui.base.tokens import Tone
from desktop.ui.volunteers.check_words import day_of

ERASE = "neighbour_erase"
ASK, DONE, END, GO_ON = "neighbour_ask", "neighbour_done", "neighbour_end", "neighbour_go_on"
LABELS, LARGE = "neighbour_labels", "neighbour_large"


def kinds() -> Mapping[NeighbourKind, str]:
    """What can be offered."""
    return {
        NeighbourKind.SHOPPING: tr("Shopping"),
        NeighbourKind.PRESCRIPTION: tr("Prescriptions"),
        NeighbourKind.MEAL: tr("A meal"),
        NeighbourKind.RING: tr("Ringing"),
        NeighbourKind.LIFT: tr("A lift"),
        NeighbourKind.DOG: tr("Dog walking"),
        NeighbourKind.SPARE_KEY: tr("Spare key"),
        NeighbourKind.ODD_JOBS: tr("Small jobs"),
        NeighbourKind.DIGITAL: tr("Phone and computer"),
        NeighbourKind.OTHER: tr("Something else"),
    }


def kind_icon(kind: NeighbourKind) -> str:
    """The icon of a kind."""
    return {
        NeighbourKind.SHOPPING: "shopping-cart",
        NeighbourKind.PRESCRIPTION: "pill",
        NeighbourKind.MEAL: "soup",
        NeighbourKind.RING: "phone",
        NeighbourKind.LIFT: "car",
        NeighbourKind.DOG: "dog",
        NeighbourKind.SPARE_KEY: "key",
        NeighbourKind.ODD_JOBS: "hammer",
        NeighbourKind.DIGITAL: "device-laptop",
        NeighbourKind.OTHER: "heart-handshake",
    }[kind]


def who_words(row: NeighbourRow) -> str:
    """Who offers it: the name, else the door."""
    return full_name(row.first_name or "", row.last_name or "") or row.door or tr("A neighbour")


def place_words(row: NeighbourRow) -> str:
    """Where it is."""
    return ", ".join(part for part in (row.street, row.postcode) if part)


def stand_cell(row: NeighbourRow, today: date) -> Cell:
    """Where an offer stands, in a few words."""
    where = standing(term_of(row), today)
    if where is Standing.ENDED and row.ended_on:
        return Cell(tr("Ended {day}", day=day_of(row.ended_on)), "circle-check", Tone.SECOND)
    if where is Standing.OVER and row.last_day:
        return Cell(tr("Over since {day}", day=day_of(row.last_day)), "calendar-due", Tone.WARN)
    if where is Standing.TO_ASK:
        return Cell(tr("Ask whether it goes on"), "calendar-due", Tone.WARN)
    if where is Standing.COMING:
        return Cell(tr("From {day}", day=day_of(row.first_day)), "clock", Tone.SECOND)
    if row.last_day is None:
        return Cell(tr("Stands"), "check")
    words = tr("Until {day}", day=day_of(row.last_day))
    return Cell(words, "calendar-due", Tone.WARN) if ends_soon(term_of(row), today) else Cell(words, "check")


def neighbour_columns(today: date) -> tuple[Column, ...]:
    """The columns of the list."""
    return (
        Column(
            "kind",
            tr("What"),
            135,
            sortable=False,
            kind=CellKind.STRONG,
            cell=lambda row: Cell(kinds()[row.kind], kind_icon(row.kind)),
        ),
        Column("place", tr("Where"), 130, stretch=True, sortable=False, cell=place_words),
        Column("who", tr("Who"), 130, sortable=False, cell=who_words, priority=1),
        Column("when_words", tr("When"), 140, sortable=False, kind=CellKind.SECOND, priority=3),
        Column("stands", tr("Stands"), 170, sortable=False, cell=lambda row: stand_cell(row, today)),
        Column("paper", tr("On paper"), 110, sortable=False, cell=_paper, priority=2),
    )


def _paper(row: NeighbourRow) -> Cell:
    if row.on_paper is Answer.YES:
        return Cell(tr("Agreed"), "check")
    return Cell(tr("Hub’s number"), tone=Tone.SECOND)


def neighbour_detail(
    row: NeighbourRow, near: Sequence[Nearby], asked: Sequence[AskedRow], today: date
) -> Detail:
    """Make the pane.

    Args:
        row: the offer.
        near: open requests around it; none where who looks may not see them.
        asked: what whoever offers was asked for.
        today: the day.
    """
    cell = stand_cell(row, today)
    where = DetailSection(
        "",
        [
            DetailRow(tr("Stands"), cell.text, icon=cell.icon, tone=cell.tone),
            DetailRow(tr("When"), row.when_words),
            DetailRow(
                tr("Who"),
                who_words(row),
                key=f"person:{row.person_id}" if row.person_id else "",
            ),
            DetailRow(tr("Door"), row.door if row.person_id else ""),
            DetailRow(tr("Where"), place_words(row)),
            DetailRow(tr("Volunteer"), _volunteer(row)),
            DetailRow(tr("For the hub alone"), row.note),
            DetailRow(tr("How it ended"), row.end_note),
        ],
    )
    return Detail(
        kinds()[row.kind],
        tr("Offer N-{number}", number=str(row.number)),
        icon=kind_icon(row.kind),
        quote=row.words,
        sections=[
            where,
            DetailSection(tr("On the sticker"), _printed(row)),
            DetailSection(tr("Open requests nearby"), [line for one in near for line in _near(one)]),
            DetailSection(tr("Asked for"), [_asked(one) for one in asked]),
        ],
        actions=_actions(row, near, asked, today),
    )


def _volunteer(row: NeighbourRow) -> str:
    if row.volunteer_id is None:
        return tr("No: the hub does not ask them for others")
    if row.volunteer_status is not VolunteerStatus.ACTIVE:
        return tr("V-{number}, not active", number=str(row.volunteer_number))
    return f"V-{row.volunteer_number}"


def _printed(row: NeighbourRow) -> list[DetailRow]:
    if row.on_paper is not Answer.YES or row.agreed_on is None:
        return [DetailRow("", tr("The hub’s number alone. No name, no door."), tone=Tone.SECOND)]
    return [
        DetailRow(tr("How to reach them"), row.paper_contact),
        DetailRow(tr("Agreed"), day_of(row.agreed_on), icon="check"),
    ]


def _near(one: Nearby) -> list[DetailRow]:
    """A request, and under it why whoever offers cannot be asked for it."""
    where = tr("same postcode") if one.near is Near.POSTCODE else tr("same street")
    name = full_name(one.row.first_name, one.row.last_name)
    words = tr("R-{number} {name}, {where}", number=str(one.row.number), name=name, where=where)
    rows = [DetailRow(one.row.need, words, key=f"requests:{one.row.id}")]
    if one.refused:
        rows.append(DetailRow("", one.refused, icon="lock", tone=Tone.SECOND))
    return rows


def _asked(one: AskedRow) -> DetailRow:
    done = one.status is TaskStatus.DONE
    said = tr("Done") if done else _ANSWERS[one.answer]()
    name = full_name(one.first_name, one.last_name)
    words = tr(
        "R-{number} {name}, {day}: {said}",
        number=str(one.number),
        name=name,
        day=day_of(one.on_date),
        said=said,
    )
    return DetailRow(one.need, words, icon="check" if done else "clock", key=f"requests:{one.request_id}")


_ANSWERS = {
    OfferAnswer.NOT_YET_ASKED: lambda: tr("To ask"),
    OfferAnswer.ASKED: lambda: tr("Asked"),
    OfferAnswer.YES: lambda: tr("Said yes"),
    OfferAnswer.NO: lambda: tr("Said no"),
    OfferAnswer.NO_ANSWER: lambda: tr("No answer"),
    OfferAnswer.WILL_RING_BACK: lambda: tr("Will ring back"),
}


def _actions(
    row: NeighbourRow, near: Sequence[Nearby], asked: Sequence[AskedRow], today: date
) -> list[DetailAction]:
    quiet = ButtonKind.QUIET
    where = standing(term_of(row), today)
    change = [
        DetailAction(EDIT, tr("Change…"), "pencil"),
        DetailAction(VOID, tr("Take off the list"), "trash", quiet),
    ]
    if row.person_id is None:
        change.append(DetailAction(ERASE, tr("Erase for good…"), "trash-x", quiet))
    if where in (Standing.ENDED, Standing.OVER):
        return [
            DetailAction(GO_ON, tr("It goes on…"), "calendar-plus", ButtonKind.PRIMARY),
            *([DetailAction(END, tr("End it…"), "x")] if where is Standing.OVER else []),
            *change,
        ]
    acts = []
    if any(not one.refused for one in near) and where is not Standing.COMING:
        acts.append(DetailAction(ASK, tr("Ask them…"), "phone", ButtonKind.PRIMARY))
    if open_yes(asked):
        acts.append(
            DetailAction(
                DONE, tr("They did it…"), "check", ButtonKind.PRIMARY if not acts else ButtonKind.SECONDARY
            )
        )
    if ends_soon(term_of(row), today):
        acts.append(DetailAction(GO_ON, tr("It goes on…"), "calendar-plus"))
    return [
        *acts,
        DetailAction(LABELS, tr("Stickers, 8 a page"), "printer"),
        DetailAction(LARGE, tr("Stickers, 2 a page"), "printer"),
        DetailAction(END, tr("End it…"), "x"),
        *change,
    ]


def open_yes(asked: Sequence[AskedRow]) -> list[AskedRow]:
    """What they said yes to and have not done yet."""
    return [
        one
        for one in asked
        if one.answer is OfferAnswer.YES and one.status in (TaskStatus.PLANNED, TaskStatus.OUT)
    ]


def neighbour_fields(lookup: Callable[[str], Sequence[tuple[Any, str]]]) -> list[FormField]:
    """What an offer is asked.

    Args:
        lookup: people while a name is typed.
    """
    note = FormField("note", tr("For the hub alone"), FieldKind.MULTILINE, lines=2, max_length=500)
    return [*_what_fields(), *_where_fields(lookup), *_paper_fields(), note]


def _what_fields() -> list[FormField]:
    what, day = tr("What and when"), FieldKind.DATE
    said = tr("Printed. Such as: milk and bread on my way home.")
    when = tr("Printed. Such as: weekday mornings.")
    choices = list(kinds().items())
    return [
        FormField(
            "kind", tr("What is offered"), FieldKind.CHOICE, choices=choices, required=True, section=what
        ),
        FormField("words", tr("In their words"), hint=said, max_length=120, section=what),
        FormField("when_words", tr("When"), hint=when, max_length=80, section=what),
        FormField("first_day", tr("From"), day, half=True, section=what),
        FormField("last_day", tr("Until"), day, half=True, section=what),
    ]


def _where_fields(lookup: Callable[[str], Sequence[tuple[Any, str]]]) -> list[FormField]:
    who, link = tr("Where and who"), FieldKind.PERSON_LINK
    return [
        FormField("street", tr("Street"), max_length=120, half=True, section=who),
        FormField("postcode", tr("Postcode"), FieldKind.POSTCODE, half=True, section=who),
        FormField("door", tr("Door"), hint=tr("Not printed."), max_length=60, half=True, section=who),
        FormField("person_id", tr("Person, where known"), link, lookup=lookup, half=True, section=who),
    ]


def _paper_fields() -> list[FormField]:
    paper, most = tr("On the sticker"), PAPER_CONTACT_LENGTH
    answer = [(Answer.YES, tr("Yes")), (Answer.NO, tr("No")), (Answer.NOT_ASKED, tr("Not asked"))]
    ask, hint = tr("May the sticker say how to reach them?"), tr("Printed, if they agreed.")
    return [
        FormField("on_paper", ask, FieldKind.SEGMENT, choices=answer, section=paper),
        FormField(
            "paper_contact", tr("How to reach them"), hint=hint, max_length=most, half=True, section=paper
        ),
        FormField("agreed_on", tr("Agreed on"), FieldKind.DATE, half=True, section=paper),
    ]


def neighbour_draft(values: Mapping[str, Any]) -> NeighbourDraft:
    """Turn answers into an offer."""
    linked = values["person_id"]
    texts = ("words", "when_words", "street", "postcode", "door", "paper_contact", "note")
    return NeighbourDraft(
        kind=values["kind"] or NeighbourKind.OTHER,
        person_id=(linked[0] if isinstance(linked, tuple) else linked) or None,
        first_day=values["first_day"],
        last_day=values["last_day"],
        on_paper=values["on_paper"] or Answer.NOT_ASKED,
        agreed_on=values["agreed_on"],
        **{name: values[name] or "" for name in texts},
    )


def neighbour_values(row: NeighbourRow) -> dict[str, Any]:
    """An offer's answers."""
    names = [
        "kind",
        "words",
        "when_words",
        "first_day",
        "last_day",
        "street",
        "postcode",
        "door",
        "on_paper",
        "paper_contact",
        "agreed_on",
        "note",
    ]
    known = {name: getattr(row, name) for name in names}
    return known | {"person_id": (row.person_id, who_words(row)) if row.person_id else None}
