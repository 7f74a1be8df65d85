"""Codes of data protection in words people read."""

from collections.abc import Mapping
from enum import StrEnum

from db.enums import LawfulBasis
from db.enums_protection import (
    BreachKind,
    BreachRisk,
    ComplaintState,
    RetentionAction,
    RetentionType,
    RightKind,
    RightState,
    ShareDecision,
    TermKind,
)
from desktop.services.audit_words import record_words
from desktop.ui.base.i18n import tr


def words(code: StrEnum | None) -> str:
    """One code in words; nothing for None."""
    return "" if code is None else dict(choices(type(code))).get(code, "")


def record_name(table: str) -> str:
    """What records of a table are called, such as "Request"."""
    if table == "draft":
        return tr("Unfinished work")
    return record_words(table).removeprefix("a ").removeprefix("an ").capitalize()


def choices(kind: type[StrEnum]) -> list[tuple[object, str]]:
    """A vocabulary as choices of a form."""
    return list({**_tables(), **_asked()}[kind].items())


def _tables() -> Mapping[type[StrEnum], Mapping[StrEnum, str]]:
    return _kept() | {
        LawfulBasis: {
            LawfulBasis.CONSENT: tr("Consent"),
            LawfulBasis.LEGITIMATE_INTERESTS: tr("Legitimate interests"),
            LawfulBasis.RECOGNISED_LEGITIMATE_INTEREST: tr("Recognised legitimate interest"),
            LawfulBasis.VITAL_INTERESTS: tr("Vital interests"),
            LawfulBasis.PUBLIC_TASK: tr("Public task"),
            LawfulBasis.LEGAL_OBLIGATION: tr("Legal obligation"),
        },
        TermKind: {
            TermKind.BASIS: tr("Basis (Article 6)"),
            TermKind.RECOGNISED_INTEREST: tr("Recognised legitimate interest"),
            TermKind.SPECIAL_CONDITION: tr("Condition (Article 9)"),
            TermKind.SCHEDULE_1: tr("Condition (Schedule 1)"),
        },
        BreachKind: {
            BreachKind.LOST_LAPTOP: tr("Laptop or stick lost"),
            BreachKind.LOST_PAPER: tr("Paper lost"),
            BreachKind.WRONG_RECIPIENT: tr("Sent to the wrong one"),
            BreachKind.SEEN_BY_WRONG: tr("Seen by the wrong person"),
            BreachKind.DESTROYED: tr("Destroyed by mistake"),
            BreachKind.CHANGED: tr("Changed by mistake"),
            BreachKind.OTHER: tr("Something else"),
        },
        BreachRisk: {
            BreachRisk.NOT_JUDGED: tr("Not judged yet"),
            BreachRisk.UNLIKELY: tr("Harm is unlikely"),
            BreachRisk.LIKELY: tr("Harm is likely: tell the ICO"),
            BreachRisk.HIGH: tr("High: tell the ICO and the people"),
        },
        ComplaintState: {
            ComplaintState.RECEIVED: tr("Received"),
            ComplaintState.ACKNOWLEDGED: tr("Acknowledged"),
            ComplaintState.CLOSED: tr("Answered"),
        },
    }


def _kept() -> dict[type[StrEnum], Mapping[StrEnum, str]]:
    """How long records stay, and what then."""
    return {
        RetentionType: {
            RetentionType.PEOPLE: tr("People, after the last contact"),
            RetentionType.REQUESTS: tr("Closed requests"),
            RetentionType.CONTACTS: tr("Calls and visits tried"),
            RetentionType.VOLUNTEERS: tr("Volunteers who left"),
            RetentionType.APPLICANTS: tr("Sign-ups nobody placed"),
            RetentionType.SHIFT_NOTES: tr("Shift notes"),
            RetentionType.DRAFTS: tr("Unfinished work"),
            RetentionType.GROUP_NOTES: tr("Check-ins with street groups"),
            RetentionType.ANSWERED: tr("Rights and complaints answered"),
            RetentionType.NEIGHBOURS: tr("Neighbours’ offers nobody confirmed"),
            RetentionType.MONEY: tr("Words in the accounts; sums stay"),
            RetentionType.OUT: tr("Who was out, and what was done"),
        },
        RetentionAction: {
            RetentionAction.ERASE: tr("Erase"),
            RetentionAction.ANONYMISE: tr("Erase, and keep the counts"),
        },
    }


def _asked() -> Mapping[type[StrEnum], Mapping[StrEnum, str]]:
    """What people and bodies ask of the hub."""
    return {
        RightKind: {
            RightKind.ACCESS: tr("A copy of their data"),
            RightKind.CORRECTION: tr("Put right what is wrong"),
            RightKind.ERASURE: tr("Erase it"),
            RightKind.RESTRICTION: tr("Use less of it"),
            RightKind.OBJECTION: tr("Stop using it"),
            RightKind.COPY: tr("Take it to another service"),
        },
        RightState: {
            RightState.OPEN: tr("To answer"),
            RightState.DONE: tr("Answered"),
            RightState.REFUSED: tr("Refused, and told why"),
        },
        ShareDecision: {
            ShareDecision.WAITING: tr("To decide"),
            ShareDecision.SHARED: tr("Shared"),
            ShareDecision.PARTLY: tr("Shared in part"),
            ShareDecision.REFUSED: tr("We said no"),
        },
    }
