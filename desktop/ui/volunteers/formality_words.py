"""Formalities in words, and what is asked about one."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from db.enums_formalities import FormalityKind, FormalityState
from desktop.services.formalities import FormalityDraft, Step
from desktop.ui.base.columns import Cell
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.tokens import Tone

Choices = Sequence[tuple[object, str]]


def kinds() -> Mapping[FormalityKind, str]:
    """What can be taken on, in words."""
    return {
        FormalityKind.CRIMINAL_RECORD: tr("Criminal record check"),
        FormalityKind.REFERENCES: tr("References"),
        FormalityKind.IDENTITY: tr("Identity"),
        FormalityKind.SAFEGUARDING_TRAINING: tr("Safeguarding training"),
        FormalityKind.FIRST_AID: tr("First aid"),
        FormalityKind.FOOD_HYGIENE: tr("Food hygiene"),
        FormalityKind.TRAINING: tr("Other training"),
        FormalityKind.INSURANCE: tr("Insurance"),
        FormalityKind.RISK_ASSESSMENT: tr("Risk assessment"),
        FormalityKind.BANK_ACCOUNT: tr("Bank account"),
        FormalityKind.OTHER: tr("Something else"),
    }


def states() -> Mapping[FormalityState, str]:
    """Where a formality can stand, in words."""
    return {
        FormalityState.ASKED: tr("Asked"),
        FormalityState.TAKEN_ON: tr("Taken on"),
        FormalityState.ARRANGED: tr("Arranged"),
        FormalityState.DONE: tr("Done"),
        FormalityState.DECLINED: tr("Declined"),
    }


_LOOKS: Mapping[FormalityState, tuple[str, Tone | None]] = {
    FormalityState.ASKED: ("inbox", Tone.WARN),
    FormalityState.TAKEN_ON: ("user-check", Tone.INFO),
    FormalityState.ARRANGED: ("hourglass", Tone.INFO),
    FormalityState.DONE: ("circle-check", Tone.OK),
    FormalityState.DECLINED: ("ban", Tone.SECOND),
}


def state_look(state: FormalityState) -> tuple[str, Tone | None]:
    """Icon and colour of a state."""
    return _LOOKS[state]


def state_cell(state: FormalityState) -> Cell:
    """A state as a cell."""
    icon, tone = _LOOKS[state]
    return Cell(states()[state], icon, tone, bold=state is FormalityState.ASKED)


def formality_fields(
    organisations: Choices, lookup: Callable[[str], Sequence[tuple[Any, str]]]
) -> list[FormField]:
    """What is asked about a formality.

    Args:
        organisations: key and name.
        lookup: finds volunteers.
    """
    who, whom, how = tr("Who asked"), tr("For whom"), tr("Who carries it")
    choice, bodies = FieldKind.CHOICE, [(None, tr("Not on the list")), *organisations]
    carriers = [(None, tr("Nobody yet")), *organisations]
    return [
        FormField("kind", tr("What"), choice, choices=list(kinds().items()), required=True, half=True),
        FormField("asked_on", tr("Asked on"), FieldKind.DATE, half=True),
        FormField("asked_by_id", tr("Group or organisation"), choice, choices=bodies, half=True, section=who),
        FormField("asked_by_name", tr("Or the name given"), half=True, section=who),
        FormField(
            "volunteer",
            tr("Volunteer"),
            FieldKind.PERSON_LINK,
            hint=tr("Then the check can be recorded from here"),
            lookup=lookup,
            half=True,
            section=whom,
        ),
        FormField("for_name", tr("Or the name given"), half=True, section=whom),
        FormField("arranged_by_id", tr("Arranged by"), choice, choices=carriers, half=True, section=how),
        FormField("paid_by_id", tr("Paid by"), choice, choices=carriers, half=True, section=how),
        FormField("next_step", tr("Next step"), half=True, section=how),
        FormField("due_on", tr("Due"), FieldKind.DATE, half=True, section=how),
        FormField("note", tr("Note"), FieldKind.MULTILINE, lines=2, max_length=1000, section=how),
    ]


def formality_draft(values: Mapping[str, Any]) -> FormalityDraft:
    """Turn answers into a draft."""
    volunteer = values["volunteer"]
    return FormalityDraft(
        FormalityKind(values["kind"]),
        values["asked_by_id"] or None,
        values["asked_by_name"],
        volunteer[0] if volunteer else None,
        values["for_name"],
        values["arranged_by_id"] or None,
        values["paid_by_id"] or None,
        values["asked_on"],
        values["due_on"],
        values["next_step"],
        values["note"],
    )


def step_fields(state: FormalityState, organisations: Choices) -> list[FormField]:
    """What is asked when a formality goes on.

    Args:
        state: where it goes.
        organisations: key and name.
    """
    day = FormField("on", tr("On"), FieldKind.DATE, required=True, half=True)
    if state is FormalityState.DECLINED:
        return [day, FormField("why", tr("Why"), FieldKind.MULTILINE, required=True, max_length=500)]
    if state in (FormalityState.DONE, FormalityState.ASKED):
        return [day]
    choice, carriers = FieldKind.CHOICE, [(None, tr("Nobody yet")), *organisations]
    return [
        day,
        FormField("due_on", tr("Due"), FieldKind.DATE, half=True),
        FormField("arranged_by_id", tr("Arranged by"), choice, choices=carriers, required=True, half=True),
        FormField("paid_by_id", tr("Paid by"), choice, choices=carriers, half=True),
        FormField("next_step", tr("Next step")),
    ]


def step(state: FormalityState, values: Mapping[str, Any]) -> Step:
    """Turn answers into a step."""
    return Step(
        state,
        values["on"],
        values.get("arranged_by_id") or None,
        values.get("paid_by_id") or None,
        values.get("due_on"),
        values.get("next_step") or "",
        values.get("why") or "",
    )
