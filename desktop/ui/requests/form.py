"""Changing a request: how soon, their words, what to bring, how it repeats."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from functools import partial
from typing import Any

from db.enums import Urgency
from desktop.context import AppContext
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.repeats import Repeat, RepeatKind, read_repeat, write_repeat
from desktop.domain.spoken_repeats import Spoken, read_spoken, spoken_words
from desktop.services.requests import RequestDraft, Requests
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.record_spec import FormData
from desktop.ui.help_words import day_choices, holiday_rules, repeat_kinds
from desktop.ui.words import say


def form_of(context: AppContext, request_id: str) -> FormData:
    """The form of a request (worker).

    Args:
        context: the open hub.
        request_id: the request.

    Raises:
        NotAllowed: its need is private and not the actor's to see.
    """
    requests = context.service(Requests)
    found = requests.get(context.actor, request_id)
    draft = found.draft
    if not draft.need_code:
        raise NotAllowed(tr("This need is private. Ask the safeguarding lead to change it."))
    repeat = read_repeat(draft.recurrence)
    values = {
        "urgency": draft.urgency,
        "due_on": draft.due_on,
        "not_before": draft.not_before,
        "due_time": draft.due_time,
        "words": draft.words,
        "items": draft.items,
        "collects": draft.collects,
        "repeat": repeat.kind,
        "days": list(repeat.days),
        "until": repeat.until,
        "spoken": Spoken(draft.recurrence) if repeat.kind is RepeatKind.OTHER else None,
        "holidays": draft.holidays,
    }
    title = tr("R-{number}: {need} for {person}", number=found.number, need=found.need, person=found.person)
    return FormData(title, _fields(requests.today()), values)


def save_form(context: AppContext, request_id: str, values: Mapping[str, Any]) -> object:
    """Save the form of a request (worker, a write).

    Raises:
        DomainError: the repeat ends before it begins.
    """
    requests = context.service(Requests)
    draft = requests.get(context.actor, request_id).draft
    return requests.save(context.actor, changed(draft, values, requests.today()), request_id)


def changed(draft: RequestDraft, values: Mapping[str, Any], today: date) -> RequestDraft:
    """A request with the answers of the form; another urgency moves the day unless one was typed.

    Args:
        draft: as it stands.
        values: of the form.
        today: the day it is.

    Raises:
        DomainError: the repeat ends before it begins.
    """
    due_on = values["due_on"]
    if values["urgency"] is not draft.urgency and due_on == draft.due_on:
        due_on = None
    made = replace(
        draft,
        urgency=values["urgency"],
        due_on=due_on,
        not_before=values["not_before"],
        due_time=values["due_time"],
        words=values["words"],
        items=values["items"],
        collects=bool(values["collects"]),
        holidays=values["holidays"],
    )
    kind = RepeatKind(values["repeat"])
    if kind is RepeatKind.OTHER:
        return _spoken(made, values["spoken"], today)
    start = draft.starts_on or values["due_on"] or today
    if kind is RepeatKind.ONCE:
        return replace(made, recurrence="", starts_on=None)
    with_days = kind in (RepeatKind.WEEKLY, RepeatKind.FORTNIGHTLY)
    days = tuple(values["days"]) if with_days else ()
    rule = write_repeat(Repeat(kind, days, values["until"]), start)
    return replace(made, recurrence=rule, starts_on=start)


def _spoken(made: RequestDraft, spoken: Spoken | None, today: date) -> RequestDraft:
    """As said in words; a rule there is stays while nothing is said instead."""
    if spoken is None:
        if made.recurrence:
            return made
        raise DomainError(tr("Say how often, or choose another way of repeating."), field="spoken")
    starts = spoken.starts_on or made.starts_on or made.due_on or today
    items = f"{spoken.count} {spoken.noun}" if spoken.count and spoken.noun else made.items
    return replace(
        made,
        recurrence=spoken.rule,
        starts_on=starts,
        items=items,
        holidays=spoken.holidays or made.holidays,
    )


def _show_spoken(spoken: Spoken | None, today: date) -> str:
    return spoken_words(spoken, today) if spoken else ""


def read_time(typed: str) -> time:
    """Read a time as typed: ``14:00``, ``14.00``, ``1400`` or ``2pm``.

    Raises:
        DomainError: it cannot be read.
    """
    text = typed.lower().replace(" ", "").replace(".", ":")
    late, early = text.endswith("pm"), text.endswith("am")
    text = text[:-2] if late or early else text
    hours, _, minutes = text.partition(":")
    if not minutes and len(hours) in (3, 4) and hours.isdigit():
        hours, minutes = hours[:-2], hours[-2:]
    try:
        hour, minute = int(hours), int(minutes or "0")
        if (late or early) and not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + 12 * late if late or early else hour
        return time(hour, minute)
    except ValueError:
        raise DomainError(tr("We cannot read this time. It should look like 14:00 or 2pm.")) from None


def _show_time(value: Any) -> str:
    return f"{value:%H:%M}" if value else ""


def _fields(today: date) -> list[FormField]:
    return [
        FormField(
            "urgency",
            tr("How soon"),
            FieldKind.SEGMENT,
            required=True,
            choices=[(one, say(one)) for one in Urgency],
        ),
        FormField("due_on", tr("By which day"), FieldKind.DATE, half=True),
        FormField("due_time", tr("By what time"), half=True, parse=read_time, show=_show_time),
        FormField("not_before", tr("Not before"), half=True, parse=read_time, show=_show_time),
        FormField("words", tr("What they said"), FieldKind.MULTILINE, max_length=4_000),
        FormField("items", tr("What to bring"), max_length=500),
        FormField("collects", tr("Fetched from the hub: nobody has to bring it"), FieldKind.CHECK),
        FormField("repeat", tr("Repeat"), FieldKind.CHOICE, required=True, choices=_kinds(), half=True),
        FormField("until", tr("Until which day"), FieldKind.DATE, half=True),
        FormField("days", tr("On which days, if weekly"), FieldKind.MULTI, choices=day_choices()),
        FormField(
            "spoken",
            tr("In your own words"),
            hint=tr("Such as: two meals a day, Mon Wed Fri, until the end of March."),
            parse=partial(read_spoken, today=today),
            show=partial(_show_spoken, today=today),
        ),
        FormField(
            "holidays",
            tr("On bank holidays"),
            FieldKind.CHOICE,
            required=True,
            choices=list(holiday_rules().items()),
        ),
    ]


def _kinds() -> list[tuple[object, str]]:
    return [*repeat_kinds().items(), (RepeatKind.OTHER, tr("In your own words"))]
