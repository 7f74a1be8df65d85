"""A half-taken call as it is kept, and as it is saved."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from db.enums import Answer, Urgency
from desktop.domain.duplicate_keys import PersonKey
from desktop.domain.errors import DomainError
from desktop.domain.phones import read_phone
from desktop.domain.postcodes import normalise
from desktop.domain.repeats import Repeat, RepeatKind, write_repeat
from desktop.domain.spoken_repeats import read_spoken
from desktop.services.households import HouseholdDraft
from desktop.services.intake import CallDraft
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft
from desktop.ui.base.dates import parse_date
from desktop.ui.base.i18n import tr

Body = Mapping[str, Any]
"""What each part of the form holds, by the part's name; only what JSON can hold."""

NEW_FIELDS = ("first_name", "last_name", "phone", "address", "postcode")
NOBODY: dict[str, str] = dict.fromkeys(NEW_FIELDS, "")


def is_blank(body: Body) -> bool:
    """Whether nothing was typed or chosen that would be missed."""
    who, behalf = body["who"], body["behalf"]
    said = (who["typed"].strip(), who["person_id"], body["what"]["need"], body["words"].strip())
    return not (any(said) or any((who["new"] or NOBODY).values()) or any(behalf[key] for key in _BEHALF))


def title_of(body: Body) -> str:
    """A few words to know a kept call by: who it is about."""
    who = body.get("who", {})
    new = who.get("new") or {}
    named = " ".join(part for part in (new.get("first_name"), new.get("last_name")) if part)
    return who.get("name") or named or new.get("phone") or who.get("typed") or tr("Nobody named yet")


def missing(body: Body) -> list[DomainError]:
    """What must be said before a call can be saved, in the order of the form."""
    who, what = body["who"], body["what"]
    found = []
    if not who["person_id"] and (who["new"] is None or person_of(who["new"]) is None):
        words = tr("Choose somebody found, or add somebody new.") if who["typed"] and not who["new"] else ""
        found.append(DomainError(words or tr("Type a number or a name."), field="who"))
    if not what["need"]:
        found.append(DomainError(tr("Choose what is needed."), field="need"))
    elif not body["when"]["urgency"]:
        found.append(DomainError(tr("Say by when it is needed."), field="when"))
    return found


def call_of(body: Body, today: date) -> CallDraft:
    """Make a call ready to be saved from what was typed.

    Args:
        body: the form.
        today: the day it is.

    Returns:
        The call; `missing` says what a call must have.

    Raises:
        DomainError: a day of the repeat cannot be read.
    """
    who, what, when, behalf = body["who"], body["what"], body["when"], body["behalf"]
    draft = RequestDraft(
        person_id=who["person_id"],
        need_code=what["need"],
        urgency=Urgency(when["urgency"]) if when["urgency"] else None,
        words=body["words"],
        answers={code: answer for code, answer in what["answers"].items() if answer},
        because_of=Answer(what["because_of"]),
        before_they_go={code: answer for code, answer in body["before"].items() if answer},
    )
    draft = repeating(draft, when, today)
    if behalf["open"]:
        draft = replace(
            draft,
            caller_name=behalf["name"],
            caller_relationship=behalf["relationship"],
            caller_phone=behalf["phone"],
            caller_knows=Answer(behalf["knows"]),
        )
    new = person_of(who["new"]) if who["new"] and not who["person_id"] else None
    return CallDraft(draft, new, Answer.YES if body["share"] else Answer.NOT_ASKED, bool(body.get("told")))


def repeating(draft: RequestDraft, when: Body, today: date) -> RequestDraft:
    """A request with how often help is wanted, as chosen or as said in words.

    Raises:
        DomainError: a day or the words cannot be read.
    """
    if when["repeat"] != RepeatKind.OTHER:
        repeat, starts = repeat_of(when, today)
        rule = write_repeat(repeat, starts)
        return replace(draft, recurrence=rule, starts_on=starts if rule else None)
    spoken = read_spoken(str(when.get("said", "")), today)
    return replace(
        draft,
        recurrence=spoken.rule,
        starts_on=spoken.starts_on or soonest(when, today),
        holidays=spoken.holidays or draft.holidays,
        items=f"{spoken.count} {spoken.noun}" if spoken.count and spoken.noun else draft.items,
    )


def soonest(when: Body, today: date) -> date:
    """The first day help can begin: today only where it is wanted today."""
    return today if when["urgency"] == Urgency.TODAY else today + timedelta(days=1)


def repeat_of(when: Body, today: date) -> tuple[Repeat, date]:
    """How often help is wanted, and from which day.

    Raises:
        DomainError: a day cannot be read.
    """
    kind = RepeatKind(when["repeat"])
    if kind is RepeatKind.ONCE:
        return Repeat(), soonest(when, today)
    starts = _day(when["starts"], "starts", today) or soonest(when, today)
    until = _day(when["until"], "until", today)
    with_days = kind in (RepeatKind.WEEKLY, RepeatKind.FORTNIGHTLY)
    return Repeat(kind, tuple(when["days"]) if with_days else (), until), starts


def person_of(new: Body) -> PersonDraft | None:
    """Somebody new as typed; None when nothing was typed."""
    if not any(str(value).strip() for value in new.values()):
        return None
    household = HouseholdDraft(address_line1=new["address"], postcode=new["postcode"])
    return PersonDraft(
        first_name=new["first_name"],
        last_name=new["last_name"],
        phones=(PhoneDraft(new["phone"]),) if new["phone"].strip() else (),
        household=None if household.is_empty else household,
    )


def key_of(new: Body) -> PersonKey:
    """Somebody new as compared with those already here."""
    number = read_phone(new["phone"]).e164 if new["phone"].strip() else None
    return PersonKey(
        id="",
        first=new["first_name"].strip(),
        last=new["last_name"].strip(),
        phones=(number,) if number else (),
        postcode=normalise(new["postcode"]),
        address=new["address"].strip(),
    )


_BEHALF = ("name", "relationship", "phone")


def _day(typed: str, field: str, today: date) -> date | None:
    if not typed.strip():
        return None
    try:
        return parse_date(typed, today)
    except DomainError as problem:
        raise DomainError(problem.user_message, field=field) from problem
