"""What is told of a person: everything done to the record, and what they agreed to."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from db.enums import Answer, ChangeOp
from desktop.context import AppContext
from desktop.services.consents import ConsentLine, Consents
from desktop.services.history import Edit, History
from desktop.ui.base.i18n import tr
from desktop.ui.history import Told, edit_words
from desktop.ui.words import say


def shared_with(line: ConsentLine) -> str:
    """Who a consent is for."""
    return line.recipient or tr("Volunteer who helps")


def told_of(context: AppContext, person_id: str, consents: Sequence[ConsentLine] | None = None) -> Told:
    """Read the history of a person, with that of what they agreed to; run off the GUI thread.

    Args:
        context: the open hub.
        person_id: whose.
        consents: what they agreed to, where that was read already.
    """
    if consents is None:
        consents = context.service(Consents).of(context.actor, person_id)
    with_whom = {line.id: shared_with(line) for line in consents}
    edits = context.service(History).of(context.actor, person_id, *with_whom)
    return Told(edits, partial(_words, with_whom), tr("History"))


def _words(with_whom: Mapping[str, str], edit: Edit) -> str:
    """One edit of the person, or of something they agreed to."""
    who = with_whom.get(edit.row_id)
    if who is None:
        return edit_words(edit)
    if edit.op is ChangeOp.CREATE:
        return tr("Sharing with {who}: {answer}", who=who, answer=say(Answer(_value(edit.after, "answer"))))
    if edit.op is ChangeOp.SET and edit.field == "withdrawn_at":
        return (
            tr("Sharing with {who}: taken back", who=who)
            if edit.after
            else tr("Sharing with {who}: as agreed again", who=who)
        )
    if edit.op is ChangeOp.SET and edit.field == "withdrawn_how" and edit.after:
        return tr("Sharing with {who}, what they said: {words}", who=who, words=edit.after)
    return ""


def _value(made: Any, field: str) -> str:
    return str((made or {}).get(field, Answer.NOT_ASKED))
