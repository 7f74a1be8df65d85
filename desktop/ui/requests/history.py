"""The history of a request in words."""

from datetime import date
from enum import StrEnum
from typing import Any

from db.enums import Answer, ChangeOp, Channel, CloseReason, RequestStatus, Urgency
from desktop.services.history import Edit
from desktop.ui.base.i18n import tr
from desktop.ui.help_words import close_reasons, repeat_words, short_date, status_cell
from desktop.ui.words import say


def field_words() -> dict[str, str]:
    """The fields of a request in words; those not named are not shown."""
    return {
        "urgency": tr("How soon"),
        "due_on": tr("By which day"),
        "not_before": tr("Not before"),
        "due_time": tr("By what time"),
        "status": tr("Status"),
        "words": tr("What they said"),
        "items": tr("What to bring"),
        "collects": tr("Fetched from the hub"),
        "because_of": tr("Because of age, illness or disability"),
        "recurrence": tr("Repeat"),
        "starts_on": tr("First day"),
        "source": tr("How it came"),
        "waiting_on": tr("Waiting on"),
        "close_reason": tr("Why closed"),
        "close_note": tr("Note on closing"),
        "caller_name": tr("Asked by"),
        "caller_relationship": tr("Who they are"),
        "caller_phone": tr("Their phone"),
        "void_reason": tr("Why voided"),
    }


def edit_words(edit: Edit) -> str:
    """One line of the history in words; empty for what means nothing to a reader."""
    if edit.op is ChangeOp.CREATE:
        return tr("Taken")
    if edit.op is not ChangeOp.SET:
        return tr("Erased")
    label = field_words().get(edit.field)
    if label is None:
        return ""
    before, after = (value_words(edit.field, value) for value in (edit.before, edit.after))
    if before and after:
        return tr("{field}: {before} → {after}", field=label, before=before, after=after)
    if after:
        return tr("{field}: {after}", field=label, after=after)
    return tr("{field}: taken out", field=label)


def value_words(field: str, value: Any) -> str:
    """A stored value in words."""
    if value in (None, ""):
        return ""
    text = str(value)
    kinds: dict[str, type[StrEnum]] = {"urgency": Urgency, "source": Channel, "because_of": Answer}
    if field in kinds:
        return say(kinds[field](text))
    if field == "status":
        return status_cell(RequestStatus(text)).text
    if field == "close_reason":
        return close_reasons()[CloseReason(text)]
    if field == "recurrence":
        return repeat_words(text)
    if field == "collects":
        return tr("Yes") if value is True or text.lower() in ("true", "1") else tr("No")
    if field in ("due_on", "starts_on"):
        return short_date(date.fromisoformat(text))
    return text[:5] if field in ("not_before", "due_time") else text
