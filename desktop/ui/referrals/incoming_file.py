"""A file of another hub's, taken in: referrals become requests of ours, answers go to their referrals."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.domain.referral_parcels import Parcel
from desktop.services.base import Changes
from desktop.services.bring_in import BringIn
from desktop.services.referral_reply_files import ReferralReplyFiles, Taken, TakenReplies
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr


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


def take_file(context: AppContext, path: Path, values: Mapping[str, Any]) -> Changes:
    """Take a file in (worker).

    Args:
        context: the open hub.
        path: the file.
        values: the answers of `file_fields`.

    Returns:
        What was touched; its message says what became of the file.

    Raises:
        DomainError: the file or the password is not right, it is for another hub, or nobody is named as its
            sender.
    """
    from desktop.exports.referral_files import open_file

    parcel = open_file(path, values["password"])
    if isinstance(parcel, Parcel):
        return _referrals(context, path, parcel, str(values["sender"] or ""))
    return _said(context.service(ReferralReplyFiles).take_in(context.actor, parcel))


def _referrals(context: AppContext, path: Path, parcel: Parcel, sender: str) -> Changes:
    from desktop.imports.passed_on import Source, parcel_list, referral_batch, usual_choices
    from desktop.imports.run import dry_run

    if not sender:
        words = tr("This file holds referrals from {name}. Choose who that is.", name=parcel.sender.name)
        raise DomainError(words, field="sender")
    bring_in, source = context.service(BringIn), parcel_list(parcel, path)
    staged = dry_run(source, bring_in.existing(context.actor, source.kind.value))
    batch = referral_batch(staged, usual_choices(staged), Source(sender, parcel)).batch
    return bring_in.apply(context.actor, batch)


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
