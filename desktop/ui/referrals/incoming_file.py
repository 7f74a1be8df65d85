"""A file of another hub's, taken in: referrals become requests of ours, answers go to their referrals."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop.context import AppContext
from desktop.domain.referral_parcels import ReplyParcel
from desktop.services.base import Changes
from desktop.services.bring_in import BringIn
from desktop.services.referral_reply_files import ReferralReplyFiles, Taken, TakenReplies
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.referrals.incoming_look import Looked


def file_fields(bodies: Sequence[tuple[object, str]]) -> list[FormField]:
    """What is asked about a file."""
    return [
        FormField(
            "password", tr("Password"), FieldKind.PASSPHRASE, hint=tr("They tell it by phone"), required=True
        ),
        FormField(
            "sender",
            tr("Who sent it"),
            FieldKind.CHOICE,
            hint=tr("Needed for referrals; answers know where they belong"),
            choices=[(None, tr("Choose")), *bodies],
        ),
    ]


def take_file(context: AppContext, looked: Looked, doubtful: str = "") -> Changes:
    """Take in a file that was looked at (worker).

    Args:
        context: the open hub.
        looked: the file, weighed.
        doubtful: what is done with whom the hub may know: ``same``, ``new``, or they are left out.

    Returns:
        What was touched; its message says what became of the file.

    Raises:
        DomainError: it is for another hub.
    """
    from desktop.imports.dry_run import Choices, Duplicate
    from desktop.imports.passed_on import Source, referral_batch, usual_choices

    if isinstance(looked.parcel, ReplyParcel):
        return _said(context.service(ReferralReplyFiles).take_in(context.actor, looked.parcel))
    assert looked.staged is not None
    choice = Duplicate(doubtful) if doubtful else Duplicate.LEAVE
    choices = Choices(duplicates=choice, rows=usual_choices(looked.staged).rows)
    batch = referral_batch(looked.staged, choices, Source(looked.sender, looked.parcel)).batch
    return context.service(BringIn).apply(context.actor, batch)


def answer_fields() -> list[FormField]:
    """What is asked before answers go as a file."""
    hint = tr("Tell it them by phone, never with the file")
    return [FormField("password", tr("Password"), FieldKind.PASSPHRASE, hint=hint, required=True)]


def chosen_password(values: Mapping[str, Any]) -> str:
    """The password answers are locked with.

    Raises:
        DomainError: it would not keep the file shut.
    """
    from desktop.exports.passwords import check_password

    check_password(values["password"])
    return str(values["password"])


def write_answer(context: AppContext, referral_id: str, password: str, folder: Path) -> Changes:
    """Write our answer to one referral as a locked file, with its sharing record (worker)."""
    from desktop.exports.referral_files import answer_file

    done, path = answer_file(context.hub.tools, context.actor, [referral_id], folder, password)
    message = tr("{file} in {folder}", file=path.name, folder=str(folder))
    return Changes(done.txn, done.entities, done.made, message)


def _said(taken: TakenReplies) -> Changes:
    """What became of the answers; those that could not be applied are told, not passed over."""
    strange = taken.count(Taken.UNKNOWN) + taken.count(Taken.NOT_THEIRS)
    differ = [line.reference for line in taken.lines if line.taken in (Taken.DIFFERS, Taken.ENDED_HERE)]
    parts = [taken.changes.message]
    if differ:
        parts.append(tr("{references}: you have it otherwise. Ring them.", references=", ".join(differ)))
    if strange:
        parts.append(tr("{count} are of no referral of yours to them.", count=strange))
    message = ". ".join(part.rstrip(".") for part in parts)
    return Changes(taken.changes.txn, taken.changes.entities, taken.changes.made, message)
