"""The form of a person, with the address, numbers and people to ring."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from db.enums import Answer, ContactPreference, LinkKind, PersonStatus, PhoneKind
from desktop.services.households import HouseholdDraft
from desktop.services.people import LinkDraft, PersonDraft, PhoneDraft
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.words import choices

_HOME = (
    "address_line1",
    "address_line2",
    "town",
    "postcode",
    "size",
    "children",
    "babies",
    "food_needs",
    "door_note",
    "access_note",
    "go_in_pairs",
    "area_id",
    "area_reason",
)
_OWN = (
    "first_name",
    "last_name",
    "preferred_name",
    "date_of_birth",
    "email",
    "contact_preference",
    "language_code",
    "communication_needs",
    "good_to_know",
    "strengths",
    "status",
    "status_note",
    "safe_number",
    "safe_when",
    "safe_message",
    "safe_post",
)
_LINKS = (LinkKind.EMERGENCY, LinkKind.KEYHOLDER, LinkKind.AROUND)


def person_fields(areas: Sequence[tuple[object, str]]) -> list[FormField]:
    """The questions, in the order a call goes.

    Args:
        areas: key and name of every area, with one for none.

    Returns:
        The fields.
    """
    return [*_who_and_where(areas), *_how_to_reach(), *_others()]


def _who_and_where(areas: Sequence[tuple[object, str]]) -> list[FormField]:
    return [
        FormField("first_name", tr("First name"), half=True),
        FormField("last_name", tr("Last name"), half=True),
        FormField("preferred_name", tr("Likes to be called"), half=True),
        FormField("date_of_birth", tr("Date of birth"), FieldKind.DATE, half=True),
        FormField("phone_1", tr("Phone"), FieldKind.PHONE, half=True),
        FormField("phone_2", tr("Another phone"), FieldKind.PHONE, half=True),
        FormField("address_line1", tr("Address")),
        FormField("address_line2", tr("Address, second line"), half=True),
        FormField("town", tr("Town"), half=True),
        FormField("postcode", tr("Postcode"), FieldKind.POSTCODE, half=True),
        FormField("area_id", tr("Area"), FieldKind.CHOICE, choices=areas, half=True),
        FormField("area_reason", tr("Why not the area of the postcode")),
        FormField("size", tr("People in the household"), FieldKind.NUMBER, half=True),
        FormField("children", tr("Children among them"), FieldKind.NUMBER, half=True),
        FormField("babies", tr("Babies among the children"), FieldKind.NUMBER, half=True),
        FormField("food_needs", tr("Diet and allergies"), half=True),
        FormField(
            "door_note", tr("Door note: printed on the sheet"), hint=tr("At most 60 letters"), max_length=60
        ),
        FormField(
            "access_note", tr("Access note: never printed"), FieldKind.MULTILINE, lines=2, max_length=1000
        ),
        FormField("go_in_pairs", tr("Go in pairs"), FieldKind.CHECK),
    ]


def _how_to_reach() -> list[FormField]:
    return [
        FormField("good_to_know", tr("Good to know"), FieldKind.MULTILINE, lines=2, max_length=2000),
        FormField(
            "strengths", tr("What they do well, or like doing"), FieldKind.MULTILINE, lines=2, max_length=2000
        ),
        FormField("communication_needs", tr("Talking: hearing, sight, interpreter"), max_length=400),
        FormField("language_code", tr("Language code"), hint=tr("cy, pl, pa"), half=True, max_length=8),
        FormField("email", tr("E-mail"), half=True),
        FormField(
            "contact_preference",
            tr("Reach by"),
            FieldKind.CHOICE,
            choices=choices(ContactPreference),
            half=True,
        ),
        FormField("status", tr("Status"), FieldKind.CHOICE, choices=choices(PersonStatus), half=True),
        FormField("status_note", tr("About the status")),
        FormField("safe_number", tr("Safe contact: ring only this number"), FieldKind.PHONE, half=True),
        FormField("safe_when", tr("Safe contact: when"), half=True),
        FormField(
            "safe_message",
            tr("May we leave a message?"),
            FieldKind.SEGMENT,
            choices=choices(Answer),
            half=True,
        ),
        FormField(
            "safe_post", tr("May we send post?"), FieldKind.SEGMENT, choices=choices(Answer), half=True
        ),
    ]


def _others() -> list[FormField]:
    return [
        FormField("emergency_name", tr("Emergency contact"), half=True),
        FormField("emergency_phone", tr("Their phone"), FieldKind.PHONE, half=True),
        FormField("keyholder_name", tr("Keyholder"), half=True),
        FormField("keyholder_phone", tr("Their phone"), FieldKind.PHONE, half=True),
        FormField("around_name", tr("Family, friend or neighbour who lends a hand"), half=True),
        FormField("around_phone", tr("Their phone"), FieldKind.PHONE, half=True),
        FormField("around_relationship", tr("Who they are to them"), hint=tr("niece, next door"), half=True),
    ]


def person_values(draft: PersonDraft) -> dict[str, Any]:
    """A person's fields as the form shows them."""
    values: dict[str, Any] = {name: getattr(draft, name) for name in _OWN}
    for number, phone in enumerate((draft.phones or ())[:2], 1):
        values[f"phone_{number}"] = phone.raw
    if draft.household is not None:
        values |= {name: getattr(draft.household, name) for name in _HOME}
    for kind in _LINKS:
        link = next((one for one in draft.links or () if one.kind == kind), None)
        values[f"{kind.value}_name"] = link.name if link else ""
        values[f"{kind.value}_phone"] = link.phone if link else ""
        if kind is LinkKind.AROUND:
            values["around_relationship"] = link.relationship if link else ""
    return values


def draft_of(values: Mapping[str, Any], held: PersonDraft | None) -> PersonDraft:
    """Turn answers into a draft; what the form does not ask stays as it is.

    Args:
        values: the answers.
        held: the person as they stand; None for somebody new.
    """
    base = held or PersonDraft()
    home = replace(
        base.household or HouseholdDraft(),
        **{name: values[name] for name in _HOME if name not in ("area_id", "go_in_pairs")},
        area_id=values["area_id"] or None,
        go_in_pairs=bool(values["go_in_pairs"]),
    )
    return replace(
        base,
        **{name: values[name] for name in _OWN if name != "date_of_birth"},
        date_of_birth=values["date_of_birth"],
        phones=_phones(values, base),
        links=_links(values, base),
        household=None if home.is_empty else home,
        household_id="",
    )


def _phones(values: Mapping[str, Any], base: PersonDraft) -> tuple[PhoneDraft, ...]:
    kinds = {phone.raw: phone for phone in base.phones or ()}
    typed = [str(values[key] or "") for key in ("phone_1", "phone_2")]
    made = [kinds.get(raw) or PhoneDraft(raw, PhoneKind.OTHER) for raw in typed if raw]
    return (*made, *(base.phones or ())[2:])


def _links(values: Mapping[str, Any], base: PersonDraft) -> tuple[LinkDraft, ...]:
    made: list[LinkDraft] = []
    for kind in _LINKS:
        first, *more = [*(one for one in base.links or () if one.kind == kind)] or [LinkDraft(kind, "")]
        name = values[f"{kind.value}_name"]
        if name:
            said = values.get(f"{kind.value}_relationship")
            who = first.relationship if said is None else said
            made.append(
                replace(first, name=name, phone=values[f"{kind.value}_phone"] or "", relationship=who)
            )
        made += more
    others = [one for one in base.links or () if one.kind not in _LINKS]
    return (*made, *others)
