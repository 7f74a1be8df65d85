"""Files between two copies of this program: referrals sent, answers given back, and reading either."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from db.wrapping import STANDARD, KdfParams
from desktop.domain.referral_parcels import Parcel, ReplyParcel, read, write
from desktop.exports.files import write_bytes
from desktop.exports.locked_parcel import lock, unlock
from desktop.services.base import Actor, Changes, Tools
from desktop.services.referral_gathering import Leaving, ReferralGathering


def send_file(
    tools: Tools,
    actor: Actor,
    referral_ids: Sequence[str],
    folder: Path,
    password: str,
    costs: KdfParams = STANDARD,
) -> tuple[Changes, Path]:
    """Write referrals to one recipient as a locked file, with the sharing record: both or neither.

    Args:
        tools: the open hub's, open for writing.
        actor: who sends.
        referral_ids: which; they are sent already, by file.
        folder: where the file goes.
        password: told by phone.
        costs: what guessing it costs.

    Returns:
        What was touched, and the file.
    """
    gathering = ReferralGathering(tools)
    parcel = gathering.referrals(actor, referral_ids)
    content = lock(
        write(parcel),
        password,
        parcel.made_at,
        sender=parcel.sender.name,
        recipient=parcel.to_name,
        phone=parcel.sender.phone,
        costs=costs,
    )
    path = _free(folder, f"referrals-{_slug(parcel.sender.name)}-to-{_slug(parcel.to_name)}", parcel.made_at)
    leaving = Leaving(content, path.name, is_locked=True)
    return gathering.record_referrals(actor, parcel, leaving, lambda: write_bytes(path, content)), path


def answer_file(
    tools: Tools,
    actor: Actor,
    referral_ids: Sequence[str],
    folder: Path,
    password: str,
    costs: KdfParams = STANDARD,
) -> tuple[Changes, Path]:
    """Write answers to one sender as a locked file, with the sharing record; see `send_file`."""
    gone: list[Path] = []

    def make(replies: ReplyParcel, to: str) -> Leaving:
        content = lock(
            write(replies),
            password,
            replies.made_at,
            sender=replies.sender.name,
            recipient=to,
            phone=replies.sender.phone,
            costs=costs,
        )
        stem = f"answers-{_slug(replies.sender.name)}-to-{_slug(to)}"
        gone.append(_free(folder, stem, replies.made_at))
        return Leaving(content, gone[-1].name, is_locked=True)

    def put(leaving: Leaving) -> None:
        write_bytes(gone[-1], leaving.content)

    done = ReferralGathering(tools).answer(actor, referral_ids, make, put)
    return done, gone[-1]


def open_file(path: Path, password: str) -> Parcel | ReplyParcel:
    """Read a file of another hub's.

    Raises:
        Strange: it is none, or not whole.
        WrongPassword: the password does not open it.
    """
    return read(unlock(path, password))


def _slug(name: str) -> str:
    return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "hub"


def _free(folder: Path, stem: str, now: datetime) -> Path:
    """A name nobody has in the folder: organisations and the moment, never a person."""
    stamp = now.astimezone().strftime("%Y%m%dt%H%M%S")
    path, number = folder / f"{stem}-{stamp}.zip", 2
    while path.exists():
        path, number = folder / f"{stem}-{stamp}-{number}.zip", number + 1
    return path
