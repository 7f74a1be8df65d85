"""The questions of a volunteer's form: who they are, what they offer and when."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from db.enums import Answer, PhoneKind, Skill, Transport
from desktop.services.households import HouseholdDraft
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.volunteers import VolunteerDraft
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.help_words import day_choices
from desktop.ui.volunteers.times import BANDS, band_titles, days_of, slots_of
from desktop.ui.words import choices

_OWN = ("first_name", "last_name", "preferred_name", "date_of_birth", "email")
_HOME = ("address_line1", "town", "postcode")
Lookup = Callable[[str], Sequence[tuple[Any, str]]]


def volunteer_fields(areas: Sequence[tuple[object, str]], find: Lookup | None) -> list[FormField]:
    """The questions.

    Args:
        areas: key and name of every area.
        find: looks people up by what is typed; None for a volunteer who is on the list already.
    """
    known = FormField(
        "known",
        tr("Somebody already on the list"),
        FieldKind.PERSON_LINK,
        hint=tr("Their name and address are taken from there."),
        lookup=find,
    )
    return [*([known] if find else []), *_who(), *_offers(areas), *_when(), *_notes()]


def _who() -> list[FormField]:
    return [
        FormField("first_name", tr("First name"), half=True),
        FormField("last_name", tr("Last name"), half=True),
        FormField("preferred_name", tr("Likes to be called"), half=True),
        FormField("date_of_birth", tr("Date of birth"), FieldKind.DATE, half=True),
        FormField("phone", tr("Phone"), FieldKind.PHONE, half=True),
        FormField("email", tr("E-mail"), half=True),
        FormField("address_line1", tr("Address")),
        FormField("town", tr("Town"), half=True),
        FormField("postcode", tr("Postcode"), FieldKind.POSTCODE, half=True),
    ]


def _offers(areas: Sequence[tuple[object, str]]) -> list[FormField]:
    found = [
        FormField("transport", tr("Gets about"), FieldKind.CHOICE, choices=choices(Transport), half=True),
        FormField("hours", tr("Hours a week"), FieldKind.NUMBER, half=True),
        FormField("skills", tr("Can help with"), FieldKind.MULTI, choices=choices(Skill)),
        FormField("languages", tr("Language codes"), hint=tr("cy, pl, pa"), half=True, max_length=80),
        FormField("joined_on", tr("Since"), FieldKind.DATE, half=True),
    ]
    if areas:
        found.append(FormField("area_ids", tr("Areas"), FieldKind.MULTI, choices=areas))
    return found


def _when() -> list[FormField]:
    return [
        FormField(band, words, FieldKind.MULTI, choices=day_choices())
        for band, words in band_titles().items()
    ]


def _notes() -> list[FormField]:
    return [
        FormField(
            "parental_agreement",
            tr("If under 18: a parent agreed"),
            FieldKind.SEGMENT,
            choices=choices(Answer),
        ),
        FormField("note", tr("Note"), FieldKind.MULTILINE, lines=2, max_length=2000),
    ]


def volunteer_values(draft: VolunteerDraft) -> dict[str, Any]:
    """A volunteer's fields as the form shows them."""
    who = draft.person or PersonDraft()
    home = who.household or HouseholdDraft()
    values: dict[str, Any] = {name: getattr(who, name) for name in _OWN}
    values |= {name: getattr(home, name) for name in _HOME}
    values |= {band: days_of(draft.slots, band) for band in BANDS}
    return values | {
        "phone": who.phones[0].raw if who.phones else "",
        "transport": draft.transport,
        "hours": draft.weekly_minutes // 60 if draft.weekly_minutes is not None else None,
        "skills": draft.skills,
        "languages": ", ".join(sorted(draft.languages)),
        "joined_on": draft.joined_on,
        "area_ids": draft.area_ids,
        "parental_agreement": draft.parental_agreement,
        "note": draft.note,
    }


def draft_of(values: Mapping[str, Any], held: VolunteerDraft | None) -> VolunteerDraft:
    """Turn answers into a draft; what the form does not ask stays as it is.

    Args:
        values: the answers.
        held: the volunteer as they stand; None for somebody new.
    """
    base = held or VolunteerDraft()
    known = values.get("known")
    person = None if known else _person(values, base.person)
    spoken = str(values["languages"] or "").replace(";", ",").split(",")
    return replace(
        base,
        person=person,
        person_id=known[0] if known else base.person_id,
        transport=Transport(values["transport"] or Transport.FOOT),
        weekly_minutes=_minutes(values["hours"], base.weekly_minutes),
        joined_on=values["joined_on"],
        parental_agreement=values["parental_agreement"] or Answer.NOT_ASKED,
        note=values["note"],
        skills=frozenset(values["skills"] or ()),
        area_ids=frozenset(values["area_ids"] or ()) if "area_ids" in values else base.area_ids,
        languages=frozenset(code.strip() for code in spoken if code.strip()),
        slots=slots_of({band: values[band] or () for band in BANDS}, base.slots),
    )


def _minutes(hours: int | None, held: int | None) -> int | None:
    """Minutes a week; a part of an hour on record stays while the whole hours are left alone."""
    if hours is None:
        return None
    return held if held is not None and held // 60 == hours else hours * 60


def _person(values: Mapping[str, Any], held: PersonDraft | None) -> PersonDraft:
    base = held or PersonDraft()
    where: dict[str, Any] = {name: values[name] or "" for name in _HOME}
    home = replace(base.household or HouseholdDraft(), **where)
    return replace(
        base,
        **{name: values[name] for name in _OWN},
        phones=_phones(str(values["phone"] or ""), base),
        household=None if home.is_empty else home,
        household_id="",
    )


def _phones(typed: str, base: PersonDraft) -> tuple[PhoneDraft, ...]:
    """The first number as typed; the others stay."""
    first, others = (base.phones or ())[:1], (base.phones or ())[1:]
    if first and first[0].raw == typed:
        return base.phones or ()
    return (*((PhoneDraft(typed, PhoneKind.OTHER),) if typed else ()), *others)
