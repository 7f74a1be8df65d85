"""The directory as a package of tables, with a line in the sharing log where it names people."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db.enums import ShareKind
from desktop.domain.errors import DomainError
from desktop.exports.files import write_bytes
from desktop.exports.hsds_package import (
    DirectoryFiles,
    DirectoryHead,
    directory_files,
    directory_name,
    zipped,
)
from desktop.exports.staging import file_hash, staging
from desktop.services.base import Actor, Changes, Tools
from desktop.services.directory_facts import DirectoryFacts
from desktop.services.hsds_schema import Profile
from desktop.services.hub_info import HubInfo
from desktop.services.sharing_log import Share, SharingLog

_FIELDS = ("contact_name", "contact_role", "deputy_name", "deputy_role", "deputy_phone", "phone", "email")


@dataclass(frozen=True, slots=True)
class DirectoryPlan:
    """What is to be written.

    Attributes:
        profile: whose tables.
        with_contacts: whether people are named.
        purpose: why, for the sharing log; needed where people are named.
        organisation_ids: only these; None for all.
    """

    profile: Profile = Profile.HSDS
    with_contacts: bool = False
    purpose: str = ""
    organisation_ids: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class MadeDirectory:
    """A directory that was written.

    Attributes:
        path: the zip.
        made: what is in it.
        said_no: services left out because they do not want to be in a directory.
        changes: what the write touched: the entry in the sharing log, where people are named.
    """

    path: Path
    made: DirectoryFiles
    said_no: int
    changes: Changes


def draw_directory(
    tools: Tools, actor: Actor, plan: DirectoryPlan, now: datetime
) -> tuple[DirectoryHead, DirectoryFiles, int]:
    """Make a directory in memory; nothing is written and nothing recorded.

    Args:
        tools: the open hub's.
        actor: who exports.
        plan: what is to be in it.
        now: the moment, with its zone. The same directory and moment give the same bytes.

    Returns:
        What it says of itself, its files, and how many services do not want to be in it.

    Raises:
        DomainError: there is nothing to write.
    """
    hub = HubInfo(tools).facts(actor)
    gathered = DirectoryFacts(tools).gather(actor, plan.organisation_ids)
    if not gathered.directory.organisations:
        raise DomainError("There are no organisations to export yet.")
    head = DirectoryHead(hub.name, now, hub.is_demo)
    files = directory_files(
        gathered.directory, head, plan.profile, gathered.town_of, with_contacts=plan.with_contacts
    )
    return head, files, gathered.said_no


def make_directory(
    tools: Tools, actor: Actor, plan: DirectoryPlan, out_dir: Path, now: datetime
) -> MadeDirectory:
    """Write a directory package, and record it where it names people: both or neither.

    Args:
        tools: the open hub's, open for writing.
        actor: who exports.
        plan: what is to be in it.
        out_dir: the folder it goes into.
        now: the moment, with its zone.

    Raises:
        DomainError: there is nothing to write, no such folder, or people are named without a reason.
        KnownStoreError: the disk is full or cannot be written, or the record could not be kept.
    """
    if plan.with_contacts and not plan.purpose.strip():
        raise DomainError("Say why people are named in it. The reason is kept.", field="purpose")
    head, files, said_no = draw_directory(tools, actor, plan, now)
    with staging(out_dir) as aside:
        name = directory_name(head, plan.profile)
        made, final = aside.folder / name, out_dir / name
        write_bytes(made, zipped(files.files, now))
        summed = Changes()
        if files.contacts:
            share = Share(
                kind=ShareKind.EXPORT,
                purpose=plan.purpose.strip(),
                fields=_FIELDS,
                people_count=files.contacts,
                file_name=name,
                file_hash=file_hash(made),
            )
            summed = SharingLog(tools).record(actor, share, lambda: aside.place(made, final))
        else:
            aside.place(made, final)
    return MadeDirectory(final, files, said_no, summed)
