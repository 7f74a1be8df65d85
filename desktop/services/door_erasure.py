"""Erasing what a door offers its neighbours: somebody the hub has no record of asks by their address.

Previewed, agreed to by a second person, logged without the address, and gone from the store, its log and
older backups like a person's records (`desktop.services.erasure`). What belongs to somebody's record goes
with that record.
"""

import json
from pathlib import Path

from sqlalchemy.orm import Session

from db.enums_protection import DestructionKind
from db.erase import erase, scour, settle_index
from db.models import NeighbourOffer
from db.queries import neighbours as query
from desktop.domain.errors import DomainError
from desktop.domain.postcodes import normalise
from desktop.domain.text import clean, fold
from desktop.services.approvals import use_approval
from desktop.services.base import Actor, Service, changes, verb
from desktop.services.erasure import (
    ACT,
    Erasure,
    ErasurePreview,
    lay_list_beside,
    write_destruction,
)
from desktop.services.records import get

DOOR = "door:"
"""Begins the key of a door where the key of a person could stand as well; an offer's key follows."""


class DoorErasure(Service):
    """Verbs on erasing what a door offers."""

    @verb("erase.person")
    def preview(self, _actor: Actor, key: str) -> ErasurePreview:
        """What would go: every offer of the same door.

        Args:
            _actor: the safeguarding lead.
            key: `DOOR` and the key of one of its offers.

        Raises:
            NotFound: it is not there any more.
        """
        with self.store.read() as session:
            held = get(session, NeighbourOffer, key.removeprefix(DOOR), "offer")
            return _shown(key, held, _of_door(session, held))

    @verb("erase.person")
    def erase(self, actor: Actor, folder: Path, key: str, approval_id: str, reason: str) -> Erasure:
        """Erase every offer of a door for good.

        Args:
            actor: the safeguarding lead.
            folder: the hub's folder.
            key: `DOOR` and the key of one of its offers.
            approval_id: the second person's agreement to exactly what the preview showed.
            reason: why, without names; it stays in the destruction log.

        Raises:
            NotFound: it is not there any more.
            DomainError: it belongs to somebody's record, no second person agreed, or no reason is given.
        """
        why = clean(reason)
        if not why:
            raise DomainError("Say why, without a name: it stays in the destruction log.", field="reason")
        with self.store.write(actor.user_id) as work:
            held = get(work.session, NeighbourOffer, key.removeprefix(DOOR), "offer")
            found = _of_door(work.session, held)
            shown = _shown(key, held, found)
            if shown.stops:
                raise DomainError(shown.stops)
            approval = use_approval(work, actor, approval_id, ACT, shown.subject, self.now())
            erase(work, NeighbourOffer, [one.id for one in found])
            settle_index(work)
            kind = DestructionKind.ERASURE
            number = write_destruction(work, actor, kind, approval.id, shown.reference, why, shown.counts)
            done = changes(work, "", f"{shown.reference} erased")
        scour(self.store)
        return Erasure(done, number, (), lay_list_beside(self.tools, actor, folder))


def _of_door(session: Session, held: NeighbourOffer) -> list[NeighbourOffer]:
    """Offers of the same door that are nobody's record's, the oldest first; the one itself among them."""
    if not held.door.strip():
        return [held]
    place = _place(held)
    return [one for one in query.of_doors(session) if _place(one) == place]


def _place(one: NeighbourOffer) -> tuple[str, str, str]:
    return fold(one.door), fold(one.street), normalise(one.postcode)


def _shown(key: str, held: NeighbourOffer, found: list[NeighbourOffer]) -> ErasurePreview:
    name = ", ".join(part for part in (held.door, held.street, held.postcode) if part)
    stops = "This offer belongs to somebody’s record. Erase it with them." if held.person_id else ""
    return ErasurePreview(
        person_id=key,
        name=name,
        reference=f"N-{held.number}",
        counts={NeighbourOffer.__tablename__: len(found)},
        mentions=0,
        drafts=0,
        kept=0,
        told=(),
        shared=(),
        stops=stops,
        subject=json.dumps([DOOR, *sorted(one.id for one in found)]),
    )
