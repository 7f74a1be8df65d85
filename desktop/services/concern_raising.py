"""Raising a concern: anybody may. Once it is sent, its author reads nothing of it but how far it has come."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from db.drafts import Draft
from db.enums_concerns import EntryKind, Progress
from db.errors import KnownStoreError
from db.ids import NOBODY
from db.models import Concern
from db.queries import concerns as query
from db.reader_keys import open_reader, readers
from db.sealing import CannotOpen, Place, Sealed, open_sealed, require_room, seal
from db.tries import counted
from desktop.domain.concern_bodies import body_of, entry_body, part_from
from desktop.domain.concern_names import alike, also_known_as
from desktop.domain.concerns import NO_ONE_YET, Account, check_account
from desktop.domain.errors import DomainError, NotFound
from desktop.services.base import Actor, Changes, Service, verb
from desktop.services.concern_sealing import (
    CARD,
    Readers,
    begin,
    bytes_of,
    held_volunteers,
    hold,
    hub_of,
    put,
    put_hold,
    readers_for,
    spoken_of,
    text,
)

_DRAFT = "concern"


@dataclass(frozen=True, slots=True)
class Recipients:
    """Who will be able to open a concern that is being written.

    Attributes:
        names: the safeguarding leads.
        kept_from: leads who will not, because it is about them.
        without: leads who cannot yet: they have not opened the hub since they were given the role.
        card: whether the safeguarding card opens it.
        phones: whom to ring, with the number.
    """

    names: tuple[str, ...]
    kept_from: tuple[str, ...]
    without: tuple[str, ...]
    card: bool
    phones: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A concern half written: when it was kept, and nothing of what it says."""

    id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnConcern:
    """What the author of a concern may see of it."""

    id: str
    reference: str
    at: datetime
    progress: Progress


class RaiseConcerns(Service):
    """Verbs for everybody at the keyboard."""

    @verb("concern.raise")
    def whom(self, _actor: Actor, folder: Path, account: Account) -> Recipients:
        """Who will be able to open it, and whom to ring: never whom it is about.

        Args:
            folder: the hub's folder.
            account: what is written so far.
        """
        with self.store.read() as session:
            found = readers_for(session, folder, account)
            lead, number = query.lead_of(session)
            about_lead = any(alike(lead, name) for name in spoken_of(session, [account]))
        about_lead |= any(also_known_as(name, lead) for name in found.kept_from)
        phones = ((lead, number),) if number and not about_lead else ()
        return Recipients(found.names, found.kept_from, found.without, CARD in found.keys, phones)

    @verb("concern.raise")
    def accounts(self, _actor: Actor) -> list[tuple[str, str]]:
        """Accounts in use, to say that it is about one of them: who is no lead yet may be one later."""
        with self.store.read() as session:
            return query.accounts(session)

    @verb("concern.raise")
    def keep_draft(self, actor: Actor, folder: Path, account: Account, draft_id: str = "") -> str:
        """Keep a concern half written, sealed to its author.

        Args:
            folder: the hub's folder.
            account: as typed so far.
            draft_id: the draft kept before; empty for a new one.

        Returns:
            The draft's key; empty where the author has no key of their own yet and nothing was kept.
        """
        public = readers(folder).get(actor.user_id)
        if public is None:
            return ""
        box = self.tools.draft_box()
        draft_id = draft_id or box.keep(_DRAFT, actor.user_id, {})
        sealed = seal(public, self._place(actor, draft_id), body_of(account))
        return box.keep(_DRAFT, actor.user_id, {"sealed": text(sealed)}, draft_id)

    @verb("concern.raise")
    def drafts(self, actor: Actor) -> list[DraftLine]:
        """One's own drafts, the newest first."""
        return [DraftLine(one.id, one.at) for one in self._drafts(actor)]

    @verb("concern.raise")
    def read_draft(self, actor: Actor, folder: Path, draft_id: str, passphrase: str) -> Account:
        """Go on with a draft, by one's own passphrase again.

        Raises:
            WrongPassphrase: it is not theirs; ten in a row, and there is a wait.
            NotFound: there is no such draft of theirs.
            KnownStoreError: it cannot be opened: the passphrase was set anew with the recovery card since.
        """
        held = next((one for one in self._drafts(actor) if one.id == draft_id), None)
        if held is None:
            raise NotFound("This draft is no longer here. It may have been sent.")
        with counted(folder):
            pair = open_reader(folder, actor.user_id, passphrase)
        try:
            body = open_sealed(pair, self._place(actor, draft_id), bytes_of(str(held.body["sealed"])))
            return part_from(Account, body)
        except (CannotOpen, KeyError, ValueError, TypeError, AttributeError):
            raise CannotOpen(
                "This draft cannot be opened: your passphrase was set anew since, or it is damaged.",
                "Write it again, then drop this draft.",
            ) from None

    @verb("concern.raise")
    def drop_draft(self, actor: Actor, draft_id: str) -> None:
        """Forget one of one's own drafts."""
        if any(one.id == draft_id for one in self._drafts(actor)):
            self.tools.draft_box().drop(draft_id)

    @verb("concern.raise")
    def send(self, actor: Actor, folder: Path, account: Account, draft_id: str = "") -> Changes:
        """Send a concern to the safeguarding leads; a volunteer it is about is put on hold at once.

        The hold is a transaction of its own, before the concern: should the machine stop between the two,
        nobody is sent out, and the words are there still as a draft.

        Args:
            folder: the hub's folder.
            account: what was seen and heard.
            draft_id: the draft it was kept as.

        Returns:
            What was touched; no transaction, as it is never undone.

        Raises:
            DomainError: nobody is named, nothing is said, or nobody could open it.
            KnownStoreError: the disk does not take it.
        """
        check_account(account)
        whole = replace(account, told=account.told.strip() or NO_ONE_YET)
        with self.store.read() as session:
            found = readers_for(session, folder, whole)
            held = held_volunteers(session, whole)
        _require_reader(found)
        # Kept with the account, so that a change of name at the keyboard lets nobody in later.
        whole = replace(whole, kept_from=tuple(sorted(found.out)))
        require_room(entry_body(actor.name, actor.user_id, EntryKind.ACCOUNT, part=whole))
        holds = hold(self.store, held)
        with self.store.write(NOBODY) as work:
            concern = begin(work, actor, whole, found.keys)
            for one in holds:
                put_hold(work, concern, actor, one)
            done = concern.id, concern.reference
        if draft_id:
            with suppress(KnownStoreError):  # it is sent: nobody is to send it again for the draft's sake
                self.drop_draft(actor, draft_id)
        return _sent(*done, found.names, held)

    @verb("concern.raise")
    def own(self, actor: Actor) -> list[OwnConcern]:
        """The concerns one has raised: reference, time and how far they have come."""
        with self.store.read() as session:
            found = query.raised_by(session, actor.user_id)
            return [OwnConcern(one.id, one.reference, one.at, one.progress) for one in found]

    @verb("concern.raise")
    def add(self, actor: Actor, concern_id: str, words: str) -> Changes:
        """Add to a concern one has raised; what was written before stays as it is, and stays closed.

        Raises:
            NotFound: it is not theirs.
            DomainError: nothing is said.
        """
        if not words.strip():
            raise DomainError("Write what you want to add.", field="words")
        with self.store.write(NOBODY) as work:
            concern = work.session.get(Concern, concern_id)
            if concern is None or concern.author_id != actor.user_id:
                raise NotFound("There is no such concern of yours.")
            put(work, concern, actor, EntryKind.ADDITION, words.strip())
            if concern.progress is not Progress.SENT:
                concern.progress = Progress.SENT
            return Changes(made=concern_id, message=f"Added to {concern.reference}.")

    def _drafts(self, actor: Actor) -> list[Draft]:
        kept = self.tools.draft_box().waiting(_DRAFT, actor.user_id)
        return [one for one in kept if "sealed" in one.body]

    def _place(self, actor: Actor, draft_id: str) -> Place:
        with self.store.read() as session:
            return Place(hub_of(session), Sealed.DRAFT, actor.user_id, draft_id)


def _require_reader(found: Readers) -> None:
    if found.keys:
        return
    if found.kept_from:
        whom = "It is about the only person who could open it, and no safeguarding card was made."
    elif found.without:
        whom = f"{found.without[0]} has not opened this hub since being made safeguarding lead."
    else:
        whom = "This hub has no safeguarding lead yet."
    raise DomainError(f"Nobody could open it. {whom} Ring somebody you trust, or the council, now.")


def _sent(concern_id: str, reference: str, names: tuple[str, ...], held: list[str]) -> Changes:
    whom = " and ".join(names) or "the safeguarding card"
    touched = {"volunteer": frozenset(held)} if held else {}
    # Nobody at the keyboard is told of what the card alone opens.
    ring = "" if names else " Ring whoever keeps the card: nobody here is told."
    return Changes("", touched, concern_id, f"Sent to {whom}. The reference is {reference}.{ring}")
