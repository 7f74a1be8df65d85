"""What is asked about call sheets: who rings, on which day, what came of a line."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from db.enums import ContactOutcome
from desktop.services.call_sheets import KeyedCall, SheetsWanted
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr

Choices = Sequence[tuple[object, str]]
WORKLIST = "worklist"
"""The calls of the day, where a phone round could be chosen too."""


def sheet_fields(sources: Choices) -> list[FormField]:
    """The questions of new sheets.

    Args:
        sources: the worklist, and phone rounds by key.
    """
    hint = tr("One name on each line. Their own people first, then as many for each as for the others.")
    return [
        FormField("source", tr("Which calls"), FieldKind.CHOICE, choices=sources, required=True),
        FormField("callers", tr("Who rings"), FieldKind.MULTILINE, hint=hint, required=True, max_length=2000),
        FormField("day", tr("On"), FieldKind.DATE, required=True, half=True),
    ]


def sheets_wanted(values: Mapping[str, Any]) -> SheetsWanted:
    """Turn answers into what is wanted."""
    source = str(values["source"])
    names = tuple(str(values["callers"]).splitlines())
    return SheetsWanted(names, values["day"], "" if source == WORKLIST else source)


def outcomes(*, of_round: bool) -> list[tuple[object, str]]:
    """What can come of a line, in the words of the paper."""
    found: list[tuple[object, str]] = [
        (ContactOutcome.REACHED, tr("Reached")),
        (ContactOutcome.NO_ANSWER, tr("No answer")),
        (ContactOutcome.CALL_BACK, tr("Wants a call back")),
        (ContactOutcome.WRONG_NUMBER, tr("Wrong number")),
    ]
    return [one for one in found if not (of_round and one[0] is ContactOutcome.CALL_BACK)]


def keyed_fields(*, of_round: bool) -> list[FormField]:
    """What a caller ticked, and wrote beside it."""
    choices = outcomes(of_round=of_round)
    found = [
        FormField("outcome", tr("What came of it"), FieldKind.CHOICE, choices=choices, required=True),
        FormField("note", tr("What they said"), max_length=1000),
    ]
    if not of_round:
        hint = tr("Only where they want a call back")
        found.append(FormField("next_on", tr("Ring back on"), FieldKind.DATE, hint=hint, half=True))
    return found


def keyed_values(outcome: ContactOutcome, today: date) -> dict[str, Any]:
    """What stands in the form."""
    back = today + timedelta(days=1) if outcome is ContactOutcome.CALL_BACK else None
    return {"outcome": outcome, "next_on": back}


def keyed_call(values: Mapping[str, Any]) -> KeyedCall:
    """Turn answers into a keyed call; a day counts only where they want a call back."""
    outcome = ContactOutcome(values["outcome"])
    next_on = values.get("next_on") if outcome is ContactOutcome.CALL_BACK else None
    return KeyedCall(outcome, values["note"] or "", next_on)
