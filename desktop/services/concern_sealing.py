"""How concerns get into the store: who will be able to open one, and entries and keys sealed to them.

What is written here is written as nobody's (`db.ids.NOBODY`): who wrote an entry is said inside the seal, so
that neither history, undo nor the audit tells who raised a concern, and a hold beside it is nobody's either.
"""

import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import VolunteerStatus
from db.enums_concerns import AboutKind, EntryKind
from db.ids import NOBODY, new_id
from db.models import Concern, ConcernEntry, ConcernHold, ConcernKey, Hub, Volunteer
from db.queries import concerns as query
from db.reader_keys import card_public, readers
from db.sealing import KeyPair, Place, Sealed, new_pair, seal, seal_key
from db.session import UnitOfWork
from db.store import Store
from desktop.domain.concern_bodies import entry_body
from desktop.domain.concern_names import alike, may_be
from desktop.domain.concerns import Account, Details, Hold, Part
from desktop.services.base import Actor

CARD = "card"
"""The reader that stands for the safeguarding card."""
HELD = frozenset({VolunteerStatus.ON_HOLD, VolunteerStatus.SUSPENDED})


@dataclass(frozen=True, slots=True)
class Readers:
    """Who will be able to open a concern.

    Attributes:
        keys: public keys by reader.
        names: the leads among them.
        kept_from: leads who will not, because it is about them.
        without: leads who cannot yet, as they have not opened the hub since they have the role.
        out: accounts that must not, whether leads or not.
    """

    keys: Mapping[str, bytes]
    names: tuple[str, ...]
    kept_from: tuple[str, ...]
    without: tuple[str, ...]
    out: frozenset[str]


def readers_for(session: Session, folder: Path, account: Account) -> Readers:
    """Work out who will be able to open a concern: every lead but those it is about, and the card.

    A lead is kept out who is named as one of them, and also one whose name at the keyboard, or on the hub's
    sheets, may be that of the person, volunteer or person alleged to cause harm: nobody decides about
    themselves (domain rule 3).

    Args:
        session: an open session.
        folder: the hub's folder, where the public keys are.
        account: what will be sent.
    """
    public, leads = readers(folder), query.leads(session)
    out = concerned(session, leads, [account])
    keys = {key: public[key] for key in leads if key in public and key not in out}
    card = card_public(folder)
    return Readers(
        keys=keys | ({CARD: card} if card else {}),
        names=tuple(leads[key] for key in keys),
        kept_from=tuple(name for key, name in leads.items() if key in out),
        without=tuple(name for key, name in leads.items() if key not in public and key not in out),
        out=out,
    )


def concerned(
    session: Session, accounts: Mapping[str, str], said: Sequence[Account | Details]
) -> frozenset[str]:
    """Which accounts a concern is to be kept from.

    Args:
        session: an open session.
        accounts: names by key.
        said: what was written of whom it is about and who is alleged to cause harm.
    """
    spoken, lead = spoken_of(session, said), query.lead_of(session)[0]
    named = frozenset(key for one in said if isinstance(one, Account) for key in one.kept_from)
    return named | {key for key, name in accounts.items() if may_be(name, lead, spoken)}


def spoken_of(session: Session, said: Sequence[Account | Details]) -> frozenset[str]:
    """Names of whom a concern is about and who is alleged to cause harm: as written, and as on record."""
    about = [one.about for one in said if isinstance(one, Account)]
    alleged = [one.alleged for one in said]
    ids = [one.id for one in about if one.id] + [one.id for one in alleged if one.id]
    written = {one.name for one in about} | {one.name for one in alleged}
    return frozenset(name for name in written | query.person_names(session, ids) if name.strip())


def begin(work: UnitOfWork, actor: Actor, account: Account, keys: Mapping[str, bytes]) -> Concern:
    """Write a new concern: its own key, sealed to each reader, and the account.

    Args:
        work: a unit of work of `nobody`.
        actor: its author.
        account: what they saw and heard.
        keys: public keys by reader.
    """
    pair, hub_id = new_pair(), hub_of(work.session)
    concern = Concern(
        id=new_id(), reference=_reference(work.session), public=pair.public.hex(), author_id=actor.user_id
    )
    work.add(concern)
    for reader, public in keys.items():
        let_reader_in(work, hub_id, concern.id, pair, (reader, public))
    put(work, concern, actor, EntryKind.ACCOUNT, part=account)
    return concern


def let_reader_in(
    work: UnitOfWork, hub_id: str, concern_id: str, pair: KeyPair, reader: tuple[str, bytes]
) -> None:
    """Seal a concern's private half to a reader: their key and public key."""
    name, public = reader
    sealed = seal_key(pair, public, Place(hub_id, Sealed.KEY, concern_id, name))
    work.add(ConcernKey(concern_id=concern_id, reader=name, reader_public=public.hex(), sealed=text(sealed)))


def put(
    work: UnitOfWork,
    concern: Concern,
    actor: Actor,
    kind: EntryKind,
    words: str = "",
    part: Part | None = None,
    about_id: str = "",
) -> None:
    """Add a dated entry, sealed to the concern; whoever writes it cannot read it by that."""
    entry_id = new_id()
    before = query.count_entries(work.session, concern.id)
    body = entry_body(actor.name, actor.user_id, kind, words, part, about_id, before)
    place = Place(hub_of(work.session), Sealed.ENTRY, concern.id, entry_id)
    sealed = seal(bytes.fromhex(concern.public), place, body)
    work.add(ConcernEntry(id=entry_id, concern_id=concern.id, at=work.log.at, sealed=text(sealed)))


def held_volunteers(session: Session, account: Account) -> list[str]:
    """Keys of the volunteers an account says may do harm: whom it is about, and who is alleged to.

    Somebody alleged to cause harm is held wherever they volunteer, and so is whoever is called a volunteer by
    a name that only one of them has. A person helped is not held for a concern about them, even where they
    volunteer as well.
    """
    about, alleged = account.about, account.alleged
    is_volunteer = about.kind is AboutKind.VOLUNTEER
    wanted = {alleged.id, about.id if is_volunteer else ""} - {""}
    found = select(Volunteer.id).where(Volunteer.id.in_(wanted) | Volunteer.person_id.in_(wanted))
    held = set(session.scalars(found))
    if is_volunteer and not about.id:
        held |= _only_one_called(session, about.name)
    if alleged.is_volunteer and not alleged.id:
        held |= _only_one_called(session, alleged.name)
    return sorted(held)


def _only_one_called(session: Session, name: str) -> set[str]:
    known = query.volunteer_names(session) if name.strip() else ()
    found = {key for key, called in known if alike(called, name)}
    return found if len(found) == 1 else set()


def hold(store: Store, volunteer_ids: list[str]) -> list[Hold]:
    """Take volunteers out of help at once, in a transaction of nobody's.

    Args:
        store: the open store.
        volunteer_ids: whom.

    Returns:
        What was changed, to be written into the concern; those held already stay as they are.
    """
    if not volunteer_ids:
        return []
    with store.write(NOBODY) as work:
        done = []
        for volunteer in work.session.scalars(select(Volunteer).where(Volunteer.id.in_(volunteer_ids))):
            was = "" if volunteer.status in HELD else volunteer.status.value
            if was:
                volunteer.status = VolunteerStatus.ON_HOLD
            done.append(Hold(volunteer.id, was, volunteer.status.value, new_id()))
        return done


def put_hold(work: UnitOfWork, concern: Concern, actor: Actor, held: Hold) -> None:
    """Write a new hold: into the concern what it was, and in clear only that somebody is held back."""
    work.add(ConcernHold(id=held.id, volunteer_id=held.volunteer_id))
    put(work, concern, actor, EntryKind.HOLD, part=held)


def hub_of(session: Session) -> str:
    """The hub's key."""
    return session.scalars(select(Hub.id)).one()


def text(sealed: bytes) -> str:
    """A sealed text as it stands in a column."""
    return b64encode(sealed).decode("ascii")


def bytes_of(stored: str) -> bytes:
    """A sealed text out of a column; nonsense where the column holds nonsense, which opens nowhere."""
    try:
        return b64decode(stored, validate=True)
    except ValueError:
        return b""


def _reference(session: Session) -> str:
    """A reference drawn at random: numbers in a row would tell how many concerns there are."""
    taken = set(session.scalars(select(Concern.reference)))
    digits = 4
    while len(taken) * 2 > 9 * 10 ** (digits - 1):
        digits += 1
    while True:
        drawn = f"C-{secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)}"
        if drawn not in taken:
            return drawn
