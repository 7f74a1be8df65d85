"""Check-ins and issues in words, and what is asked about them."""

from collections.abc import Mapping, Sequence
from typing import Any

from db.enums_groups import CheckInOutcome, IssueState
from db.queries.groups import IssueRow
from desktop.services.groups import IssueDraft, IssueMove
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.tokens import Tone

Choices = Sequence[tuple[object, str]]
LETTERS = {
    CheckInOutcome.ALL_WELL: "W",
    CheckInOutcome.NEEDS_SOMETHING: "N",
    CheckInOutcome.NO_ANSWER: "X",
    CheckInOutcome.CALL_BACK: "B",
}
"""The key of each outcome, while the list has the keyboard."""


def outcomes() -> Mapping[CheckInOutcome, str]:
    """What can come of a call, in words."""
    return {
        CheckInOutcome.ALL_WELL: tr("All well"),
        CheckInOutcome.NEEDS_SOMETHING: tr("Needs something"),
        CheckInOutcome.NO_ANSWER: tr("No answer"),
        CheckInOutcome.CALL_BACK: tr("Wants a call back"),
    }


_LOOKS: Mapping[CheckInOutcome, tuple[str, Tone | None]] = {
    CheckInOutcome.ALL_WELL: ("check", None),
    CheckInOutcome.NEEDS_SOMETHING: ("arrow-right", None),
    CheckInOutcome.NO_ANSWER: ("phone-off", Tone.WARN),
    CheckInOutcome.CALL_BACK: ("phone-call", None),
}


def outcome_look(outcome: CheckInOutcome) -> tuple[str, Tone | None]:
    """Icon and colour of an outcome: only what is missing has a colour."""
    return _LOOKS[outcome]


def states() -> Mapping[IssueState, str]:
    """Where an issue can stand, in words."""
    return {
        IssueState.OPEN: tr("Still open"),
        IssueState.WAITING: tr("Waiting on somebody"),
        IssueState.CLOSED: tr("Settled"),
    }


def group_fields() -> list[FormField]:
    """What new groups are asked for."""
    return [
        FormField(
            "lines",
            tr("Name, whom to ring, phone"),
            FieldKind.MULTILINE,
            hint=tr("Such as: Mill Row, Cerys Vaughan, 020 7946 0417"),
            required=True,
            lines=7,
            max_length=60_000,
        )
    ]


def issue_fields(owners: Choices) -> list[FormField]:
    """What is asked about something a group raises."""
    accounts = [(None, tr("Somebody without an account")), *owners]
    return [
        FormField("words", tr("What do they need?"), FieldKind.MULTILINE, required=True, max_length=1000),
        FormField("owner_id", tr("Who follows it"), FieldKind.CHOICE, choices=accounts, half=True),
        FormField("owner_name", tr("Or their name"), half=True, max_length=80),
        FormField("chase_on", tr("Chase it on"), FieldKind.DATE, required=True, half=True),
    ]


def issue_draft(values: Mapping[str, Any]) -> IssueDraft:
    """Turn answers into an issue."""
    return IssueDraft(values["words"], values["owner_id"] or None, values["owner_name"], values["chase_on"])


def back_fields() -> list[FormField]:
    """What is asked when a group wants to be rung back."""
    return [
        FormField("next_on", tr("Ring back on"), FieldKind.DATE, required=True, half=True),
        FormField("note", tr("What they said"), FieldKind.MULTILINE, lines=2, max_length=1000),
    ]


def note_fields() -> list[FormField]:
    """What was said on a call that needs nothing."""
    return [FormField("note", tr("What they said"), FieldKind.MULTILINE, required=True, max_length=1000)]


def follow_fields(owners: Choices) -> list[FormField]:
    """What is asked when an issue goes on."""
    accounts = [(None, tr("Somebody without an account")), *owners]
    stands = [(one, words) for one, words in states().items()]
    return [
        FormField("words", tr("What was done"), FieldKind.MULTILINE, required=True, max_length=1000),
        FormField("state", tr("Now"), FieldKind.SEGMENT, choices=stands, required=True),
        FormField("told", tr("The group knows what came of it"), FieldKind.CHECK),
        FormField("chase_on", tr("Chase it next on"), FieldKind.DATE, half=True),
        FormField(
            "owner_id", tr("Who follows it"), FieldKind.CHOICE, choices=accounts, half=True, section=tr("Who")
        ),
        FormField("owner_name", tr("Or their name"), half=True, max_length=80, section=tr("Who")),
    ]


def issue_move(values: Mapping[str, Any]) -> IssueMove:
    """Turn answers into a move."""
    return IssueMove(
        values["words"], IssueState(values["state"]), values["chase_on"], told=bool(values["told"])
    )


def issue_line(row: IssueRow, day: str) -> str:
    """An issue in one line.

    Args:
        row: the issue.
        day: the day to chase it, or it was settled, in words.
    """
    if row.state is IssueState.CLOSED:
        return tr("{what}. Settled {day}: {outcome}", what=row.words, day=day, outcome=row.outcome)
    return tr("{what}. {name} follows it, chase {day}", what=row.words, name=row.owner, day=day)
