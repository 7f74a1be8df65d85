"""The volunteer bank in words: its views, its columns, answers, and what is asked in its forms."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from db.enums import Skill, VolunteerStatus
from db.enums_bank import Meanwhile, RecallAnswer
from db.queries.bank import BankRow, BankView
from db.queries.recalls import Whom
from desktop.domain.bank import Progress
from desktop.domain.journey import JourneyFacts, idle
from desktop.domain.match_words import hours
from desktop.domain.names import full_name
from desktop.domain.phones import national
from desktop.domain.references import Kind, write
from desktop.services.placements import PlacementDraft
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.times import parse_time, show_time
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import day_names
from desktop.ui.volunteers.check_words import day_of
from desktop.ui.volunteers.journey_pane import idle_words
from desktop.ui.words import choices, say

Choices = Sequence[tuple[object, str]]
A = RecallAnswer
LETTERS: Mapping[RecallAnswer, str] = {
    A.YES: "Y",
    A.NOT_NOW: "N",
    A.NO_MORE: "M",
    A.NO_ANSWER: "X",
    A.WRONG_NUMBER: "W",
}
"""The key of each answer, while the list has the keyboard."""
SUPPLY, NEIGHBOURS = "supply", "neighbours"
"""The views that have pages of their own."""


class View(NamedTuple):
    """One view of the bank: its key, its words, what to say where it is empty, the page that has it."""

    key: str
    title: str
    empty: str
    page: str = "bank"


def views() -> tuple[View, ...]:
    """Every view, in the order of the bar."""
    return (
        View(SUPPLY, tr("Short and idle"), tr("Nobody volunteers yet, and nothing is asked."), SUPPLY),
        View(BankView.REPLY, tr("No reply yet"), tr("Everybody who signed up was answered.")),
        View(BankView.TASK, tr("No task for long"), tr("Every active volunteer has had a task of late.")),
        View(BankView.THANK, tr("To thank"), tr("Everybody who helped was thanked these three months.")),
        View(BankView.TOUCH, tr("Stay in touch"), tr("Everybody was heard of these three months.")),
        View(BankView.PLACED, tr("Placed"), tr("Nobody is placed with a host at the moment.")),
        View(BankView.RECALL, tr("Asked back"), tr("Nobody is to be rung. Press Ask volunteers back.")),
        View(NEIGHBOURS, tr("Neighbours"), tr("Nobody offers anything yet."), NEIGHBOURS),
    )


def answers() -> Mapping[RecallAnswer, str]:
    """What can come of asking somebody back, in words."""
    return {
        A.TO_RING: tr("To ring"),
        A.YES: tr("Yes"),
        A.NOT_NOW: tr("Not now"),
        A.NO_MORE: tr("No more"),
        A.NO_ANSWER: tr("No answer"),
        A.WRONG_NUMBER: tr("Wrong number"),
    }


def answer_icon(answer: RecallAnswer) -> str:
    """The icon of an answer."""
    return {
        A.TO_RING: "phone",
        A.YES: "check",
        A.NOT_NOW: "clock",
        A.NO_MORE: "user-minus",
        A.NO_ANSWER: "phone-off",
        A.WRONG_NUMBER: "x",
    }[answer]


def progress_words(one: Progress) -> str:
    """How far a recall has come, in one line."""
    parts = [
        tr("{left} of {all} to ring", left=f"{one.to_ring:,}", all=f"{one.asked:,}"),
        tr("{count} yes", count=f"{one.yes:,}"),
        tr("{count} not now", count=f"{one.not_now:,}"),
        tr("{count} no more", count=f"{one.no_more:,}"),
    ]
    unheard = one.no_answer + one.wrong_number
    if unheard:
        parts.append(tr("{count} not reached", count=f"{unheard:,}"))
    return ", ".join(parts)


def gave_words(row: BankRow) -> str:
    """What somebody gave since they were last thanked; the time is what such help usually takes."""
    if not row.helps:
        return ""
    times = tr_count("{count} time", "{count} times", row.helps)
    return tr("{times}, about {hours}", times=times, hours=hours(row.minutes))


def bank_columns(today: date) -> tuple[Column, ...]:
    """The columns of the bank's lists."""

    def name(row: BankRow) -> Cell:
        tone = None if row.status is VolunteerStatus.ACTIVE else Tone.SECOND
        words = full_name(row.first_name, row.last_name)
        return Cell(words or write(Kind.VOLUNTEER, row.number), tone=tone)

    def waits(row: BankRow) -> Cell:
        return _waits(row, today)

    second = CellKind.SECOND
    return (
        Column(
            "name",
            tr("Name"),
            150,
            stretch=True,
            kind=CellKind.PERSON,
            cell=name,
            files=("hub_reference", "first_name", "last_name"),
        ),
        Column("status", tr("Status"), 90, kind=second, formatter=say, priority=4, files=("status",)),
        Column(
            "phone",
            tr("Phone"),
            120,
            formatter=national,
            sortable=False,
            action="phone.see",
            files=("phone",),
        ),
        Column(
            "waits",
            tr("Where it stands"),
            190,
            cell=waits,
            sortable=False,
            files=("joined_on", "placed_with"),
        ),
        Column("gave", tr("Gave"), 130, cell=gave_words, sortable=False, kind=second, priority=2),
        Column("thanked", tr("Thanked"), 100, kind=second, cell=_thanked, priority=3, files=("thanked_on",)),
    )


def _thanked(row: BankRow) -> Cell:
    if row.thanked_on is None:
        return Cell("—", spoken=tr("Never thanked"))
    return Cell(day_of(row.thanked_on))


def _waits(row: BankRow, today: date) -> Cell:
    """The one thing that matters: where they are lent to, what they said, or how long they wait."""
    if row.placed_with:
        late = row.review_on is not None and row.review_on <= today
        return Cell(
            row.placed_with, "calendar-due" if late else "building-community", Tone.WARN if late else None
        )
    if row.answer is not None and row.recall:
        words = tr("{title}: {answer}", title=row.recall, answer=answers()[row.answer])
        return Cell(words, answer_icon(row.answer))
    facts = JourneyFacts(row.status, row.joined_on, last_task=row.last_task)
    clock = idle(facts, today)
    if clock is not None:
        return Cell(idle_words(clock), tone=Tone.WARN if clock.is_long else Tone.SECOND)
    heard = max((one for one in (row.touched_on, row.last_task) if one is not None), default=None)
    return Cell(tr("Heard of {day}", day=day_of(heard)) if heard else tr("Not heard of"), tone=Tone.SECOND)


def recall_fields(areas: Choices) -> list[FormField]:
    """What a recall is asked."""
    stands = [VolunteerStatus.RESTING, VolunteerStatus.DORMANT, VolunteerStatus.ACTIVE]
    return [
        FormField(
            "title", tr("What for?"), hint=tr("Such as: Snow, food round"), required=True, max_length=80
        ),
        FormField("words", tr("What to say"), FieldKind.MULTILINE, lines=3, max_length=1000),
        FormField(
            "statuses",
            tr("Whom?"),
            FieldKind.MULTI,
            choices=[(one, say(one)) for one in stands],
            required=True,
        ),
        FormField("skills", tr("With any of these skills"), FieldKind.MULTI, choices=choices(Skill)),
        FormField("areas", tr("Willing in any of these areas"), FieldKind.MULTI, choices=areas),
    ]


def whom_of(values: Mapping[str, Any]) -> Whom:
    """Turn answers into whom a recall asks."""
    return Whom(
        tuple(VolunteerStatus(one) for one in values["statuses"] or ()),
        tuple(Skill(one) for one in values["skills"] or ()),
        tuple(values["areas"] or ()),
    )


def answer_fields(answer: RecallAnswer) -> list[FormField]:
    """What is asked besides an answer."""
    when = {A.YES: tr("From when?"), A.NOT_NOW: tr("Ask again from")}
    note = FormField("note", tr("What they said"), FieldKind.MULTILINE, lines=2, max_length=500)
    if answer not in when:
        return [note]
    return [FormField("can_from", when[answer], FieldKind.DATE, half=True), note]


def touch_fields() -> list[FormField]:
    """What is asked of a thank-you or a call."""
    return [
        FormField("on_date", tr("When?"), FieldKind.DATE, required=True, half=True),
        FormField("next_on", tr("Again on"), FieldKind.DATE, half=True),
        FormField("how", tr("How?"), hint=tr("Such as: card, letter, phone"), max_length=200),
    ]


def place_fields(hosts: Choices) -> list[FormField]:
    """What is asked of a placement."""
    meanwhile = [
        (Meanwhile.NOTHING, tr("Ask nothing of them")),
        (Meanwhile.OTHER_HOURS, tr("Ask them as well")),
    ]
    host, theirs = tr("With the host"), tr("What was agreed")
    return [
        FormField("with_id", tr("With"), FieldKind.CHOICE, choices=hosts, required=True, section=host),
        FormField("role", tr("What they do there"), required=True, max_length=120, section=host),
        FormField("contact_name", tr("Contact there"), half=True, max_length=80, section=host),
        FormField("contact_phone", tr("Their phone"), half=True, max_length=40, section=host),
        FormField(
            "host_checks",
            tr("What the host checked itself"),
            hint=tr("Clears nobody for tasks of this hub."),
            max_length=200,
            section=host,
        ),
        FormField("first_day", tr("First day"), FieldKind.DATE, required=True, half=True, section=theirs),
        FormField("last_day", tr("Last day"), FieldKind.DATE, required=True, half=True, section=theirs),
        FormField("hours", tr("Hours a week"), FieldKind.NUMBER, half=True, section=theirs),
        FormField("review_on", tr("See how it goes on"), FieldKind.DATE, half=True, section=theirs),
        *_hours_fields(theirs),
        FormField(
            "meanwhile",
            tr("What this hub does meanwhile"),
            FieldKind.SEGMENT,
            choices=meanwhile,
            required=True,
            section=theirs,
        ),
        FormField(
            "agreed_on",
            tr("Agreed that the host is told"),
            FieldKind.DATE,
            hint=tr("The day they said yes to name, role, days and hours."),
            half=True,
            section=theirs,
        ),
    ]


def _hours_fields(section: str) -> list[FormField]:
    """When they are there, where that was agreed."""
    days = [(number, name) for number, name in enumerate(day_names())]
    hint = tr("Nothing else is offered to them then.")
    start, end = tr("From, on these days"), tr("To")
    return [
        FormField(
            "weekdays", tr("Days of the week"), FieldKind.MULTI, choices=days, hint=hint, section=section
        ),
        FormField("starts_at", start, parse=parse_time, show=show_time, half=True, section=section),
        FormField("ends_at", end, parse=parse_time, show=show_time, half=True, section=section),
    ]


def placement_of(values: Mapping[str, Any]) -> PlacementDraft:
    """Turn answers into a placement."""
    week = values["hours"]
    return PlacementDraft(
        organisation_id=values["with_id"] or "",
        role=values["role"],
        first_day=values["first_day"],
        last_day=values["last_day"],
        agreed_on=values["agreed_on"],
        weekly_minutes=None if week is None else int(week * 60),
        contact_name=values["contact_name"],
        contact_phone=values["contact_phone"],
        host_checks=values["host_checks"],
        meanwhile=Meanwhile(values["meanwhile"]),
        review_on=values["review_on"],
        weekdays=tuple(values["weekdays"] or ()),
        starts_at=values["starts_at"],
        ends_at=values["ends_at"],
    )
