"""The privacy notice on paper: as it is posted to somebody, handed over, or hung up with nobody's name."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass

from db.enums import Answer, ShareKind
from desktop.domain.errors import DomainError
from desktop.domain.names import full_name
from desktop.domain.phones import national
from desktop.exports.letter_pdf import Letter, Letterhead, write_letters
from desktop.services.base import Actor, Changes, Tools
from desktop.services.hub_info import HubInfo
from desktop.services.notices import Notices
from desktop.services.people import People
from desktop.services.sharing_log import Share

SUBJECT = "What we do with what you tell us"


@dataclass(frozen=True, slots=True)
class NoticeTo:
    """A notice in memory; nothing of it has left yet.

    Attributes:
        to: whose name is on it; nobody's where it is blank.
    """

    content: bytes
    to: str = ""


def draw_privacy_notice(tools: Tools, actor: Actor, person_id: str = "") -> NoticeTo:
    """Draw the notice in use.

    Args:
        tools: the open hub's.
        actor: who prints.
        person_id: whose name and address go on it, the name alone where they asked for no post; empty for
            one with nobody's.

    Raises:
        DomainError: there is no notice yet.
    """
    notice = Notices(tools).in_use(actor)
    if notice is None:
        raise DomainError("Write the privacy notice first, under Data protection.")
    name, address = _to(tools, actor, person_id) if person_id else ("", ())
    hub = HubInfo(tools).facts(actor)
    head = Letterhead(hub.name, national(hub.phone), HubInfo(tools).today(), hub.is_demo)
    stream = io.BytesIO()
    body = f"{notice.body}\n\nPrivacy notice, version {notice.version}."
    write_letters(stream, head, [Letter(name, address, SUBJECT, body)])
    return NoticeTo(stream.getvalue(), person_id)


def record_privacy_notice(
    tools: Tools, actor: Actor, drawn: NoticeTo, name: str, put_in_place: Callable[[], object]
) -> Changes:
    """Let a notice leave; one with a name and address on it leaves a line in the sharing log."""
    if not drawn.to:
        put_in_place()
        return Changes()
    share = Share(
        kind=ShareKind.PRINT,
        purpose="Privacy notice",
        fields=("name", "address"),
        people_count=1,
        file_name=name,
        file_hash=hashlib.sha256(drawn.content).hexdigest(),
        recipient_name="the person themselves",
    )
    return Notices(tools).record_print(actor, share, put_in_place)


def _to(tools: Tools, actor: Actor, person_id: str) -> tuple[str, tuple[str, ...]]:
    draft = People(tools).get(actor, person_id).draft
    # Who asked for no post gets it by hand: no address that somebody might put on an envelope.
    home = draft.household if draft.safe_post is not Answer.NO else None
    lines = (home.address_line1, home.address_line2, home.town, home.postcode) if home is not None else ()
    return full_name(draft.first_name, draft.last_name, draft.preferred_name), tuple(filter(None, lines))
