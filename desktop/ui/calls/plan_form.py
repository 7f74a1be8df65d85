"""What is asked about somebody who is rung again and again."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import Any

from db.enums_calls import CallKind
from desktop.domain.call_steps import TypedStep, read_steps, steps_text
from desktop.domain.dates import clock_24
from desktop.domain.errors import DomainError
from desktop.domain.spoken_repeats import Spoken, read_spoken, spoken_words
from desktop.services.call_plans import PlanDraft, StepDraft
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.calls.words import kinds

Choices = Sequence[tuple[object, str]]
Lookup = Callable[[str], Sequence[tuple[Any, str]]]


def plan_fields(callers: Choices, today: date, people: Lookup | None = None) -> list[FormField]:
    """The questions.

    Args:
        callers: accounts that could ring.
        today: the day it is.
        people: finds people, where somebody new is added; None where it is known who.
    """
    who = FormField("person", tr("Whom to ring"), FieldKind.PERSON_LINK, lookup=people, required=True)
    anybody = [(None, tr("Whoever has time")), *callers]
    chat, quiet = tr("Such as: Weekly chat"), tr("Say so after days of silence")
    answer, talk = tr("If there is no answer"), tr("The call")
    return [
        *([who] if people else []),
        FormField("kind", tr("Why"), FieldKind.CHOICE, choices=_kinds(), required=True, half=True),
        FormField("name", tr("What the list says"), hint=chat, half=True, max_length=60),
        FormField(
            "often",
            tr("How often"),
            hint=tr("Such as: every Tuesday, or every other week"),
            required=True,
            half=True,
            parse=lambda typed: read_spoken(typed, today),
            show=lambda spoken: spoken_words(spoken, today) if spoken else "",
        ),
        FormField(
            "at_time", tr("About when"), hint=tr("Such as: 10:45"), half=True, parse=_time, show=_clock
        ),
        FormField("caller_id", tr("Who usually rings"), FieldKind.CHOICE, choices=anybody),
        FormField("gently", tr("Bear in mind before the first word"), max_length=120, section=talk),
        FormField("talk_about", tr("What they like to talk of"), max_length=200, section=talk),
        FormField("tries", tr("Ring this often first"), FieldKind.NUMBER, half=True, section=answer),
        FormField("quiet_days", quiet, FieldKind.NUMBER, half=True, section=answer),
        FormField(
            "steps",
            tr("Then, one step on each line"),
            FieldKind.MULTILINE,
            hint=tr("Such as: Ring Carys, daughter, 07700 900733 (works until two)"),
            lines=4,
            max_length=2000,
            section=answer,
        ),
    ]


def plan_values(draft: PlanDraft, today: date) -> dict[str, Any]:
    """A plan as the form takes it."""
    steps = [TypedStep(one.words, one.kind, one.phone, one.note, one.by_time) for one in draft.steps]
    return {
        "kind": draft.kind,
        "name": draft.name,
        "often": Spoken(draft.rule) if draft.rule else None,
        "at_time": draft.at_time,
        "caller_id": draft.caller_id,
        "gently": draft.gently,
        "talk_about": draft.talk_about,
        "tries": draft.tries,
        "quiet_days": draft.quiet_days,
        "steps": steps_text(steps),
    }


def new_values() -> dict[str, Any]:
    """What stands in the form of a new plan."""
    return {"kind": CallKind.WELFARE, "tries": 2, "quiet_days": 14}


def plan_draft(person_id: str, values: Mapping[str, Any], starts_on: date | None = None) -> PlanDraft:
    """Turn answers into a plan.

    Raises:
        DomainError: how often was not understood.
    """
    spoken = values["often"]
    if not spoken or not spoken.rule:
        raise DomainError(tr("Say how often, such as every Tuesday."), field="often")
    return PlanDraft(
        person_id,
        CallKind(values["kind"]),
        spoken.rule,
        values["name"],
        spoken.starts_on or starts_on,
        values["at_time"],
        values["caller_id"] or None,
        values["talk_about"],
        values["gently"],
        int(values["tries"] or 2),
        int(values["quiet_days"] or 14),
        tuple(
            StepDraft(one.words, one.kind, one.phone, one.note, one.by_time)
            for one in read_steps(values["steps"])
        ),
    )


def _time(typed: str) -> time:
    hours, _, minutes = typed.strip().replace(".", ":").partition(":")
    try:
        return time(int(hours), int(minutes or "0"))
    except ValueError:
        raise DomainError(tr("We cannot read this time. It should look like 10:45.")) from None


def _clock(at: time | None) -> str:
    return clock_24(at) if at else ""


def _kinds() -> list[tuple[object, str]]:
    """Why somebody can be rung again and again; what an unanswered door asks for begins by itself."""
    return [(kind, words) for kind, words in kinds().items() if kind is not CallKind.DOOR]
