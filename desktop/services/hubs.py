"""Making, opening and closing a hub."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlcipher3.dbapi2 import DatabaseError

from db import keyfile, keys
from db.atomic import sweep_parts
from db.backup import make_backup
from db.drafts import LazyDraftBox
from db.enums import Nation, Role
from db.errors import DamagedStore, KnownStoreError, translate
from db.folder import HubFolder
from db.gazetteer import Place
from db.ids import new_id
from db.integrity import check, require_whole, unclean_stop
from db.keys import STANDARD, KdfParams, Unlocked
from db.lock import HubLock
from db.marker import MarkerState
from db.migrate import bring_forward
from db.models import Hub, User, UserRole
from db.places import check_place
from db.reader_keys import ensure_reader
from db.rekey import finish, require_finished
from db.store import Store, create_store
from desktop.domain.errors import DomainError, NotFound
from desktop.services.base import Actor, Tools, no_places, system_clock
from desktop.services.glass import Glass
from desktop.services.marks import LAST, watch
from desktop.services.own_postcodes import finder
from desktop.services.seed import CONSENT_WORDING, seed
from desktop.services.unlocking import unlock

FindPlaces = Callable[[Sequence[str]], Mapping[str, Place | None]]


@dataclass(frozen=True, slots=True)
class NewHub:
    """What is asked when a hub is made.

    Attributes:
        name: as printed on every sheet.
        nation: decides the law on the forms.
        postcode: where the hub is.
        phone: the number volunteers and people ring.
        safeguarding_phone: the largest number on every sheet.
        lead_name: the safeguarding lead.
        user_name: the first account at the keyboard.
        is_demo: marked as a demonstration on every screen and print.
    """

    name: str
    nation: Nation
    postcode: str = ""
    phone: str = ""
    safeguarding_phone: str = ""
    lead_name: str = ""
    user_name: str = "Coordinator"
    is_demo: bool = False


class OpenHub:
    """A hub that is open: its store, its tools and who is at the keyboard.

    Attributes:
        folder: where it lies.
        store: the encrypted store.
        tools: what services work with.
        actor: the account that opened it.
        was_unclean: whether it was not closed properly last time.
    """

    def __init__(
        self,
        folder: HubFolder,
        store: Store,
        tools: Tools,
        actor: Actor,
        *,
        lock: HubLock | None = None,
        was_unclean: bool = False,
        marker: MarkerState | None = None,
    ) -> None:
        self.folder = folder
        self.store = store
        self.tools = tools
        self.actor = actor
        self.was_unclean = was_unclean
        self.marker = marker
        self._lock = lock

    def handed_to(self, actor: Actor) -> "OpenHub":
        """The same hub, open, with another at the keyboard; it is this one that is closed from then on."""
        return OpenHub(
            self.folder,
            self.store,
            self.tools,
            actor,
            lock=self._lock,
            was_unclean=self.was_unclean,
            marker=self.marker,
        )

    def close(self) -> None:
        """Let go of the drafts and the store, then of the lock."""
        if self.tools.drafts is not None:
            self.tools.drafts.close()
        self.store.close()
        if self._lock is not None:
            self._lock.release()


def make_hub(
    folder: Path,
    wanted: NewHub,
    passphrase: str,
    *,
    find_places: FindPlaces = no_places,
    params: KdfParams = STANDARD,
    allowed: Callable[[Path], None] = check_place,
) -> str:
    """Make a new hub in an empty or absent folder.

    Args:
        folder: where it will lie, on this computer's own disk.
        wanted: the hub's name, nation and numbers.
        passphrase: the first account's passphrase.
        find_places: looks up the hub's postcode.
        params: what guessing the passphrase costs.
        allowed: raises where a live hub must not be.

    Returns:
        The recovery words, to print on the card once and then forget.

    Raises:
        DomainError: the hub has no name.
        KnownStoreError: the place is unsuitable, there is a hub already, or the disk will not take it.
    """
    if not wanted.name.strip():
        raise DomainError("Give the hub a name. It is printed on every sheet.", field="name")
    here = HubFolder(folder)
    allowed(folder)
    folder.mkdir(parents=True, exist_ok=True)
    user_id, hub_id = new_id(), new_id()
    key, words = keys.create(
        folder,
        user_id=user_id,
        user_name=wanted.user_name,
        passphrase=passphrase,
        hub_id=hub_id,
        params=params,
    )
    create_store(here.store, key)
    _fill(Store(here.store, key), user_id, _hub(hub_id, wanted, find_places), wanted)
    return words


def _fill(store: Store, user_id: str, hub: Hub, wanted: NewHub) -> None:
    """Write the first account, the hub's facts and what every hub starts with."""
    try:
        with store.write(user_id) as work:
            work.add(User(id=user_id, name=wanted.user_name))
            work.insert_many(UserRole, [{"user_id": user_id, "role": role} for role in FIRST_ROLES])
            work.add(hub)
            seed(work, wanted.nation)
    finally:
        store.close()


def open_hub(
    folder: Path,
    passphrase: str,
    *,
    user_name: str | None = None,
    read_only: bool = False,
    notes: Path | None = None,
    find_places: FindPlaces = no_places,
    clock: Callable[[], datetime] = system_clock,
) -> OpenHub:
    """Open a hub with a passphrase.

    Args:
        folder: the hub's folder.
        passphrase: as typed.
        user_name: whose passphrase it is; None to try every account.
        read_only: only read; allowed while another copy writes.
        notes: this machine's folder of notes about the hub, outside the hub's own; None to keep none.
        find_places: looks up postcodes.
        clock: gives the present moment.

    Returns:
        The open hub; close it.

    Raises:
        KnownStoreError: wrong passphrase, damaged, newer, in use, or no hub there; each in its own words.
    """
    unlocked = unlock(folder, passphrase, user_name)
    opened = open_unlocked(
        folder, unlocked, read_only=read_only, notes=notes, find_places=find_places, clock=clock
    )
    if not read_only:
        give_reader(folder, unlocked, passphrase)
    return opened


def give_reader(folder: Path, unlocked: Unlocked, passphrase: str) -> None:
    """See that whoever unlocked a hub has a key pair of their own, to open what is sealed to them.

    Where the hub was given a fresh key meanwhile, their own entry is made for it.

    A disk that cannot take it stops nobody from working: it is tried again at the next unlock.

    Args:
        folder: the hub's folder, its lock held.
        unlocked: what the passphrase opened.
        passphrase: as typed.
    """
    with suppress(KnownStoreError):
        keys.settle(folder, unlocked, passphrase)
        ensure_reader(folder, unlocked, passphrase)


def open_with_card(
    folder: Path,
    words: str,
    new_passphrase: str,
    *,
    notes: Path | None = None,
    find_places: FindPlaces = no_places,
    params: KdfParams = STANDARD,
) -> OpenHub:
    """Open a hub with its recovery card, and give the first account a new passphrase.

    Args:
        folder: the hub's folder.
        words: the words of the card.
        new_passphrase: from now on.
        notes: see `open_hub`.
        find_places: looks up postcodes.
        params: what guessing the new passphrase costs.

    Returns:
        The open hub; close it.

    Raises:
        KnownStoreError: a word is wrong, the card is an older one, or the passphrase is too easily guessed.
    """
    unlocked = keys.unlock_with_recovery(folder, words)
    opened = open_unlocked(folder, unlocked, notes=notes, find_places=find_places)
    try:
        keys.set_passphrase(
            folder,
            opened.store.key,
            user_id=opened.actor.user_id,
            user_name=opened.actor.name,
            passphrase=new_passphrase,
            params=params,
        )
        # Whatever was sealed to the passphrase forgotten stays shut: another lead, or the card, lets them in.
        give_reader(folder, replace(unlocked, user_id=opened.actor.user_id), new_passphrase)
    except BaseException:
        opened.close()
        raise
    return opened


def check_card(folder: Path, words: str) -> None:
    """Prove that the words on a recovery card open a hub; nothing is opened or changed.

    Args:
        folder: the hub's folder.
        words: as typed from the paper.

    Raises:
        WrongPassphrase: they do not; the message says which word, where that can be told.
        DamagedStore: the card's entry is damaged.
    """
    keys.unlock_with_recovery(folder, words)


def open_unlocked(
    folder: Path,
    unlocked: Unlocked,
    *,
    read_only: bool = False,
    notes: Path | None = None,
    find_places: FindPlaces = no_places,
    clock: Callable[[], datetime] = system_clock,
) -> OpenHub:
    """Open a hub whose key is already at hand; see `open_hub`."""
    here = HubFolder(folder)
    here.require_hub()
    lock = None if read_only else HubLock(folder, unlocked.user_name).acquire()
    try:
        return _opened(here, unlocked, lock, notes, find_places, clock)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


FIRST_ROLES = (Role.COORDINATOR, Role.LEAD, Role.ADMINISTRATOR, Role.VOLUNTEER_MANAGER, Role.CALL_HANDLER)


def hub_for(hub: OpenHub, user_id: str) -> OpenHub:
    """The same open hub with somebody else at the keyboard, or with the roles they hold by now.

    Args:
        hub: the hub, open; only the one handed back is to be closed from now on.
        user_id: the account.

    Raises:
        NotFound: the account is no longer in use.
    """
    with hub.store.read() as session:
        actor = _actor(session, user_id, hub.tools.clock)
    return hub.handed_to(actor)


def _hub(hub_id: str, wanted: NewHub, find_places: FindPlaces) -> Hub:
    place = find_places([wanted.postcode]).get(wanted.postcode) if wanted.postcode else None
    return Hub(
        id=hub_id,
        name=wanted.name.strip(),
        nation=wanted.nation,
        postcode=wanted.postcode,
        phone=wanted.phone,
        safeguarding_phone=wanted.safeguarding_phone,
        lead_name=wanted.lead_name,
        consent_wording=CONSENT_WORDING,
        is_demo=wanted.is_demo,
        easting=place.easting if place else None,
        northing=place.northing if place else None,
        la_code=place.la_code if place else "",
    )


def _actor(session: Session, user_id: str, clock: Callable[[], datetime]) -> Actor:
    user = session.get(User, user_id) if user_id else session.scalars(select(User).order_by(User.id)).first()
    if user is None or not user.is_active:
        raise NotFound("This account is no longer in use. Ask the hub's lead.")
    roles = session.scalars(select(UserRole.role).where(UserRole.user_id == user.id))
    return Actor(user.id, user.name, frozenset(roles), Glass(clock))


def _bring_forward(
    here: HubFolder, unlocked: Unlocked, clock: Callable[[], datetime], *, writing: bool
) -> None:
    """Bring an older store to this version's schema, a verified backup first; a newer one is refused."""

    def back_up() -> None:
        if not writing:
            raise KnownStoreError(
                "This hub was saved by an older version of Hubkeeper.",
                "Open it in the app once, then try again.",
            )
        make_backup(here.path, unlocked.key, here.backups, erased_ids=(), now=clock())

    try:
        bring_forward(here.store, unlocked.key, back_up)
    except DatabaseError as problem:
        raise (translate(problem) or DamagedStore()) from problem


def _opened(
    here: HubFolder,
    unlocked: Unlocked,
    lock: HubLock | None,
    notes: Path | None,
    find_places: FindPlaces,
    clock: Callable[[], datetime],
) -> OpenHub:
    was_unclean = lock is not None and unclean_stop(here.path)
    if lock is None:
        require_finished(here.path)
    else:
        keyfile.mend(here.path)
        sweep_parts(here.backups)
        finish(here.path, unlocked.key)
    _bring_forward(here, unlocked, clock, writing=lock is not None)
    store = Store(here.store, unlocked.key, read_only=lock is None)
    try:
        if was_unclean:
            require_whole(check(store.reader))
        marker = watch(store, here.path, notes / LAST) if lock is not None and notes else None
        with store.read() as session:
            actor = _actor(session, unlocked.user_id, clock)
    except BaseException:
        store.close()
        raise
    drafts = LazyDraftBox(here.drafts, unlocked.key) if lock is not None else None
    tools = Tools(store, clock, finder(store, find_places), drafts)
    return OpenHub(here, store, tools, actor, lock=lock, was_unclean=was_unclean, marker=marker)
