"""What is asked about a phone round: which list, who rings, over how many days."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desktop.services.phone_rounds import RoundDraft
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr

Choices = Sequence[tuple[object, str]]


def round_fields(sources: Choices) -> list[FormField]:
    """The questions of a new round."""
    name = tr("Such as: Flood list, first calls")
    hint = tr("One name on each line. Each number goes to one of them alone.")
    return [
        FormField("name", tr("Name"), hint=name, required=True, max_length=60),
        FormField("source", tr("Whom to ring"), FieldKind.CHOICE, choices=sources, required=True),
        FormField("callers", tr("Who rings"), FieldKind.MULTILINE, hint=hint, required=True, max_length=2000),
        FormField("days", tr("Over how many days"), FieldKind.NUMBER, required=True, half=True),
        FormField("starts_on", tr("From"), FieldKind.DATE, required=True, half=True),
        FormField("tries", tr("Ring each number this often"), FieldKind.NUMBER, required=True, half=True),
        FormField("weekends", tr("Saturdays and Sundays too"), FieldKind.CHECK, half=True),
        FormField("asks", tr("What to say and ask"), FieldKind.MULTILINE, max_length=2000),
    ]


def new_round(me: str, today: date) -> dict[str, Any]:
    """What stands in the form of a new round."""
    return {"callers": me, "days": 1, "starts_on": today, "tries": 2}


def round_draft(values: Mapping[str, Any], people: tuple[str, ...]) -> RoundDraft:
    """Turn answers into a round."""
    return RoundDraft(
        values["name"],
        people,
        tuple(values["callers"].splitlines()),
        int(values["days"]),
        values["starts_on"],
        bool(values["weekends"]),
        values["asks"],
        int(values["tries"]),
    )


def need_fields(needs: Choices, wording: str) -> list[FormField]:
    """What is asked where somebody on a round needs something.

    Args:
        needs: to choose from.
        wording: what the hub reads out before it tells anybody who they are.
    """
    return [
        FormField("need", tr("What they need"), FieldKind.CHOICE, choices=needs, required=True),
        FormField("note", tr("In their words"), FieldKind.MULTILINE, required=True, max_length=2000),
        FormField("agreed", tr("Read this out. They said yes."), FieldKind.CHECK, hint=wording),
    ]


def note_fields() -> list[FormField]:
    """What was said on a call of a round."""
    return [FormField("note", tr("What they said"), FieldKind.MULTILINE, required=True, max_length=2000)]


def give_fields(callers: Choices) -> list[FormField]:
    """Whose calls go to whom."""
    return [
        FormField("caller", tr("What is still to do for"), FieldKind.CHOICE, choices=callers, required=True),
        FormField("to", tr("Goes to"), required=True, max_length=80),
    ]
