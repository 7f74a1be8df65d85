"""The form of a service: what it asks, and what was typed as a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from db.enums import Answer, RiskTier
from desktop.domain.opening_hours import hours_lines, read_hours
from desktop.services.directory import OWN_FIELDS, ServiceDraft
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.organisations.directory_words import foods, languages, statuses
from desktop.ui.words import choices

Choices = Sequence[tuple[object, str]]


def service_fields(organisations: Choices, areas: Choices, needs: Choices) -> list[FormField]:
    """Every question of the form."""
    return [*_who(organisations, needs), *_where(areas), *_reach(), *_fits(), *_room()]


def values_of(draft: ServiceDraft) -> dict[str, Any]:
    """A service as answers of the form."""
    values = {name: getattr(draft, name) for name in OWN_FIELDS}
    values |= {"area_ids": draft.area_ids, "need_ids": draft.need_ids}
    return values | {
        "hours": "\n".join(hours_lines(draft.hours)),
        "languages": frozenset(draft.languages),
        "food_cultures": frozenset(draft.food_cultures),
    }


def draft_of(values: Mapping[str, Any], held: ServiceDraft) -> ServiceDraft:
    """Answers of the form as a service; what the form does not ask stays as it was.

    Raises:
        DomainError: the opening times cannot be read.
    """
    kept = {one.name: getattr(held, one.name) for one in fields(ServiceDraft)}
    given = {name: value for name, value in values.items() if name in kept}
    for name in ("languages", "food_cultures"):
        given[name] = tuple(sorted(values.get(name) or ()))
    for name in ("area_ids", "need_ids"):
        given[name] = frozenset(values.get(name) or ())
    for name in ("collects", "delivers", "everywhere", "address_withheld"):
        given[name] = bool(values.get(name))
    given["hours"] = read_hours(str(values.get("hours") or ""))
    given["organisation_id"] = values.get("organisation_id") or ""
    return ServiceDraft(**{**kept, **given})


def _who(organisations: Choices, needs: Choices) -> list[FormField]:
    return [
        FormField("name", tr("Name of the service"), required=True),
        FormField("organisation_id", tr("Organisation"), FieldKind.CHOICE, choices=organisations, half=True),
        FormField("status", tr("Running"), FieldKind.CHOICE, choices=list(statuses().items()), half=True),
        FormField("need_ids", tr("Helps with"), FieldKind.MULTI, choices=needs),
        FormField("description", tr("What it does"), FieldKind.MULTILINE, lines=2, max_length=1000),
    ]


def _where(areas: Choices) -> list[FormField]:
    hint = tr("A line for each time, like Mon-Fri 9:30-17:00")
    withheld = tr("Where it is stays here: never printed or passed on, as of a refuge")
    return [
        FormField("everywhere", tr("Helps wherever somebody lives"), FieldKind.CHECK),
        FormField("area_ids", tr("Areas"), FieldKind.MULTI, choices=areas),
        FormField("hours", tr("Open"), FieldKind.MULTILINE, hint=hint, lines=3, max_length=1000),
        FormField("address", tr("Where"), half=True),
        FormField("postcode", tr("Postcode"), FieldKind.POSTCODE, half=True),
        FormField("address_withheld", withheld, FieldKind.CHECK),
    ]


def _reach() -> list[FormField]:
    return [
        FormField("phone", tr("Phone"), FieldKind.PHONE, half=True),
        FormField("email", tr("E-mail"), half=True),
        FormField("url", tr("Web address"), half=True),
        FormField("cost", tr("What it costs"), half=True),
        FormField("how_to_refer", tr("How to refer"), FieldKind.MULTILINE, lines=2, max_length=1000),
    ]


def _fits() -> list[FormField]:
    return [
        FormField("eligibility", tr("Who can have it"), FieldKind.MULTILINE, lines=2, max_length=1000),
        FormField("minimum_age", tr("From age"), FieldKind.NUMBER, half=True),
        FormField("maximum_age", tr("To age"), FieldKind.NUMBER, half=True),
        FormField("languages", tr("Languages spoken"), FieldKind.MULTI, choices=languages()),
        FormField("interpreters", tr("Interpreters"), hint=tr("Which languages, and how to ask for one")),
        FormField("food_cultures", tr("Food"), FieldKind.MULTI, choices=list(foods().items())),
        FormField("collects", tr("People can fetch it"), FieldKind.CHECK, half=True),
        FormField("delivers", tr("Brought to the door"), FieldKind.CHECK, half=True),
    ]


def _room() -> list[FormField]:
    return [
        FormField("capacity_week", tr("Can take in a week"), FieldKind.NUMBER, half=True),
        FormField(
            "risk_up_to", tr("Risk it may carry"), FieldKind.CHOICE, choices=choices(RiskTier), half=True
        ),
        FormField(
            "in_leaflet", tr("May stand in a printed leaflet"), FieldKind.CHOICE, choices=choices(Answer)
        ),
        FormField("note", tr("Note"), FieldKind.MULTILINE, lines=2, max_length=1000),
    ]


def blank(organisation_id: str, area_ids: frozenset[str]) -> ServiceDraft:
    """A new service, where its organisation works."""
    return ServiceDraft(organisation_id, "", area_ids=area_ids)
