"""Concerns, for the safeguarding leads they are sealed to.

A role is not enough: each verb but `unlock` needs the keys of the lead at the keyboard, opened by their own
passphrase once more or by the safeguarding card, and used within the last five minutes. Whatever is done is
an entry of the concern itself, each look as well.
"""

from dataclasses import replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import VolunteerStatus
from db.enums_concerns import ConcernState, EntryKind, Progress
from db.ids import NOBODY
from db.models import Concern, Volunteer
from db.queries import concerns as query
from db.queries.concerns import SealedKey
from db.reader_keys import card_public, open_card, open_reader, readers
from db.sealing import CannotOpen
from db.session import UnitOfWork
from db.tries import counted
from desktop.domain.concern_duties import DUTIES
from desktop.domain.concerns import (
    Account,
    ConcernFile,
    Decision,
    Details,
    Hold,
    Referral,
    check_close,
    check_open,
)
from desktop.domain.errors import DomainError, NotFound
from desktop.services import gate
from desktop.services.base import Actor, Service, Tools, verb
from desktop.services.concern_holds import end_hold, ever_held, once_freed, standing
from desktop.services.concern_lines import ConcernLine, HeldVolunteer, keeps_from, line_of
from desktop.services.concern_reading import NotOpen, Opened
from desktop.services.concern_sealing import CARD, held_volunteers, hold, hub_of, let_reader_in, put, put_hold
from desktop.services.concern_writing import require_whole

_CARD_NAME = "The safeguarding card"
_WITH_CARD = "With the safeguarding card."


class Concerns(Service):
    """Verbs for safeguarding leads."""

    def __init__(self, tools: Tools) -> None:
        """Begin with everything hidden."""
        super().__init__(tools)
        self._opened: dict[str, Opened] = {}

    @verb("concern.open")
    def unlock(self, actor: Actor, folder: Path, passphrase: str) -> None:
        """Open concerns with one's own passphrase, typed again.

        Raises:
            TooManyTries: ten wrong ones in a row, here or at the lock screen, and the wait is not over.
            WrongPassphrase: it is not theirs.
            DamagedStore: they have no key to concerns, or it is damaged.
        """
        with counted(folder):
            pair = open_reader(folder, actor.user_id, passphrase)
        with self.store.read() as session:
            self._opened[actor.user_id] = Opened(actor.user_id, pair, hub_of(session))

    @verb("concern.open")
    def unlock_with_card(self, actor: Actor, folder: Path, words: str) -> None:
        """Open the concerns the safeguarding card opens.

        Raises:
            WrongPassphrase: a word is wrong, or the card is another one.
            DamagedStore: there is no card, or its entry is damaged.
        """
        pair = open_card(folder, words)
        with self.store.read() as session:
            self._opened[actor.user_id] = Opened(CARD, pair, hub_of(session))

    @verb("concern.open")
    def hide(self, actor: Actor) -> None:
        """Forget the keys and all that was opened."""
        self._opened.pop(actor.user_id, None)

    @verb("concern.open")
    def seconds_left(self, actor: Actor) -> int:
        """Seconds until concerns hide themselves; 0 when they are hidden."""
        opened = self._opened.get(actor.user_id)
        left = opened.seconds_left() if opened is not None else 0
        if not left:
            self._opened.pop(actor.user_id, None)
        return left

    @verb("concern.open")
    def lines(self, actor: Actor, *, closed: bool = False) -> list[ConcernLine]:
        """The concerns this lead can open, the most pressing first; closed ones the newest first.

        A closed one its author added to is among the others until it was read.
        """
        opened = self._open(actor)
        with self.store.read() as session:
            ways = opened.ways_in(session)
            found = opened.entries(session, ways)
        made = [line_of(key, found[key.concern_id]) for key in ways if key.concern_id in found]
        wanted = [one for one in made if one.is_closed is closed]
        return wanted if closed else sorted(wanted, key=ConcernLine.order)

    @verb("concern.open")
    def read(self, actor: Actor, concern_id: str) -> ConcernFile:
        """Open one concern; that it was opened is written into it first.

        Raises:
            NotOpen: concerns are hidden.
            NotFound: there is no such concern for this lead.
        """
        opened = self._open(actor)
        with self.store.write(NOBODY) as work:
            concern = self._concern(work, opened, concern_id)
            put(work, concern, actor, EntryKind.VIEWED, _WITH_CARD if opened.reader == CARD else "")
            if concern.progress is Progress.SENT:
                concern.progress = Progress.READ
        return self._file(opened, concern_id)

    @verb("concern.open")
    def write(
        self,
        actor: Actor,
        concern_id: str,
        kind: EntryKind,
        words: str = "",
        part: Details | Decision | Referral | None = None,
        about_id: str = "",
    ) -> ConcernFile:
        """Write a dated entry into a concern: a step taken, a decision, a referral, a correction.

        A volunteer alleged to cause harm, when that is found out later, is put on hold as at the first.

        Args:
            concern_id: the concern.
            kind: one of `desktop.services.concern_writing.WRITTEN_BY_HAND`.
            words: what is said.
            part: details, decision or referral, as the kind asks.
            about_id: the entry it corrects or answers.

        Raises:
            NotOpen: concerns are hidden.
            NotFound: there is no such concern for this lead.
            DomainError: something is missing, or the concern is closed.
        """
        require_whole(kind, words, part)
        opened = self._open(actor)
        check_open(self._file(opened, concern_id).state, kind)
        with self.store.write(NOBODY) as work:
            concern = self._concern(work, opened, concern_id)
            put(work, concern, actor, kind, words.strip(), part, about_id)
            if isinstance(part, Decision):
                concern.look_again_on = part.review_on
        if isinstance(part, Details):
            self._hold_alleged(actor, opened, concern_id, part)
        return self._file(opened, concern_id)

    @verb("concern.open")
    def close(self, actor: Actor, concern_id: str, reason: str) -> ConcernFile:
        """Close a concern, with the reason; its author is told it has been dealt with, and not how.

        Raises:
            DomainError: nothing was decided yet, no reason is given, or somebody is still on hold.
        """
        opened = self._open(actor)
        file = self._file(opened, concern_id)
        check_close(file.state, reason)
        self._require_settled(file)
        with self.store.write(NOBODY) as work:
            concern = self._concern(work, opened, concern_id)
            put(work, concern, actor, EntryKind.CLOSED, reason.strip())
            concern.progress, concern.look_again_on = Progress.DEALT_WITH, None
        return self._file(opened, concern_id)

    @verb("concern.open")
    def reopen(self, actor: Actor, concern_id: str, reason: str) -> ConcernFile:
        """Open a closed concern again, with the reason.

        Raises:
            DomainError: it is not closed, or no reason is given.
        """
        opened = self._open(actor)
        if self._file(opened, concern_id).state is not ConcernState.CLOSED:
            raise DomainError("This concern is open.")
        if not reason.strip():
            raise DomainError("Write why it is opened again.", field="reason")
        with self.store.write(NOBODY) as work:
            concern = self._concern(work, opened, concern_id)
            put(work, concern, actor, EntryKind.REOPENED, reason.strip())
            concern.progress = Progress.READ
        return self._file(opened, concern_id)

    @verb("concern.open")
    def shut(self, actor: Actor) -> tuple[str, ...]:
        """References of concerns sealed to this lead that do not open: an empty list is not the whole.

        Either their key is a fresh one since, as after the recovery card, and another lead or the
        safeguarding card has to let them in again; or what is stored is damaged.
        """
        opened = self._open(actor)
        with self.store.read() as session:
            found = opened.entries(session, opened.ways_in(session))
            sealed = query.sealed_to(session, opened.reader)
        return tuple(sorted(said for key, said in sealed.items() if key not in found))

    @verb("concern.open")
    def hold_of(self, actor: Actor, concern_id: str) -> HeldVolunteer | None:
        """The volunteer this concern took out of help; None where it took nobody.

        Of several the first nobody has decided on; `suspend` and `lift` are about the same one.
        """
        opened = self._open(actor)
        held = standing(self._file(opened, concern_id).entries)
        return self._named(held[0]) if held else None

    @verb("concern.open")
    def suspend(self, actor: Actor, concern_id: str, reason: str) -> ConcernFile:
        """Turn the hold into a suspension, with the reason and the advice taken."""
        return self._settle(actor, concern_id, reason, suspend=True)

    @verb("concern.open")
    def lift(self, actor: Actor, concern_id: str, reason: str) -> ConcernFile:
        """Lift the hold: the volunteer stands where they stood before, and the gate judges as ever.

        Where another concern holds them as well, they stay held until that one lets go of them too; so does
        whoever was put on hold by hand before. Who has left meanwhile does not come back by it.

        Raises:
            DomainError: the concern holds nobody, or no reason is given.
        """
        return self._settle(actor, concern_id, reason, suspend=False)

    @verb("concern.open")
    def duty(self, _actor: Actor) -> tuple[str, ...]:
        """Whom the law says must be told when somebody is removed because of harm, in the hub's nation."""
        with self.store.read() as session:
            return DUTIES[gate.nation(session)]

    @verb("concern.open")
    def not_let_in(self, actor: Actor, folder: Path) -> list[tuple[str, str]]:
        """Leads who could be let into concerns that this one can open, and they cannot; and a new card.

        Whoever opened them with the safeguarding card may be one of these: their own key is a fresh one.
        """
        opened = self._open(actor)
        with self.store.read() as session:
            return [
                (key, name)
                for key, (name, public) in _lettable(session, folder).items()
                if key != opened.reader and self._to_let(session, opened, key, public)
            ]

    @verb("concern.open")
    def let_in(self, actor: Actor, folder: Path, user_id: str) -> int:
        """Let another lead into every concern one can open, except those that must be kept from them.

        Args:
            folder: the hub's folder.
            user_id: their account, or `CARD` for a safeguarding card made since.

        Returns:
            How many they were let into.

        Raises:
            DomainError: they are no safeguarding lead, or have not opened the hub since they became one.
        """
        opened = self._open(actor)
        with self.store.write(NOBODY) as work:
            whom = _lettable(work.session, folder).get(user_id)
            if whom is None:
                raise DomainError("They must be a safeguarding lead and have opened this hub since.")
            name, public = whom
            wanted = self._to_let(work.session, opened, user_id, public)
            for key in wanted:
                pair = opened.pair_of(key)
                let_reader_in(work, opened.hub_id, key.concern_id, pair, (user_id, public))
                put(work, work.session.get_one(Concern, key.concern_id), actor, EntryKind.LET_IN, name)
            return len(wanted)

    def _to_let(self, session: Session, opened: Opened, user_id: str, public: bytes) -> list[SealedKey]:
        ways = opened.ways_in(session)
        held, found = query.opened_by(session, user_id, public.hex()), opened.entries(session, ways)
        name = query.names(session).get(user_id, "")
        return [
            key
            for key in ways
            if key.concern_id in found
            and key.concern_id not in held
            and not keeps_from(session, found[key.concern_id], user_id, name)
        ]

    def _settle(self, actor: Actor, concern_id: str, reason: str, *, suspend: bool) -> ConcernFile:
        if not reason.strip():
            raise DomainError("Write why, and whose advice you took.", field="reason")
        opened = self._open(actor)
        holds = standing(self._file(opened, concern_id).entries)
        if not holds:
            raise DomainError("This concern holds nobody back.")
        held = holds[0]
        with self.store.write(NOBODY) as work:
            volunteer = work.session.get_one(Volunteer, held.volunteer_id)
            was = volunteer.status
            found = opened.entries(work.session, opened.ways_in(work.session))
            freed = once_freed(work.session, volunteer, held, found.values())
            wanted = VolunteerStatus.SUSPENDED if suspend else freed
            if wanted is not None:
                volunteer.status = wanted
        with self.store.write(NOBODY) as work:
            concern = self._concern(work, opened, concern_id)
            part = replace(held, was=was.value, now=wanted.value if wanted is not None else "")
            if not suspend:
                end_hold(work, held)
            put(work, concern, actor, EntryKind.HOLD, reason.strip(), part)
        return self._file(opened, concern_id)

    def _hold_alleged(self, actor: Actor, opened: Opened, concern_id: str, known: Details) -> None:
        with self.store.read() as session:
            alleged = held_volunteers(session, Account(alleged=known.alleged))
        before = ever_held(self._file(opened, concern_id).entries)
        holds = hold(self.store, [one for one in alleged if one not in before])
        with self.store.write(NOBODY) as work:
            concern = self._concern(work, opened, concern_id)
            for one in holds:
                put_hold(work, concern, actor, one)

    def _require_settled(self, file: ConcernFile) -> None:
        for one in standing(file.entries):
            held = self._named(one)
            if one.now == held.status == VolunteerStatus.ON_HOLD:
                raise DomainError(f"{held.name} is still on hold. Suspend them or lift the hold first.")

    def _named(self, held: Hold) -> HeldVolunteer:
        with self.store.read() as session:
            status = session.scalars(select(Volunteer.status).where(Volunteer.id == held.volunteer_id)).one()
            names = sorted(query.person_names(session, [held.volunteer_id]))
        return HeldVolunteer(held.volunteer_id, names[0] if names else "", status)

    def _open(self, actor: Actor) -> Opened:
        opened = self._opened.get(actor.user_id)
        if opened is None:
            raise NotOpen
        try:
            opened.touch()
        except NotOpen:
            self._opened.pop(actor.user_id, None)
            raise
        return opened

    def _concern(self, work: UnitOfWork, opened: Opened, concern_id: str) -> Concern:
        if all(key.concern_id != concern_id for key in opened.ways_in(work.session)):
            raise NotFound("There is no such concern that you can open.")
        return work.session.get_one(Concern, concern_id)

    def _file(self, opened: Opened, concern_id: str) -> ConcernFile:
        with self.store.read() as session:
            key = next((one for one in opened.ways_in(session) if one.concern_id == concern_id), None)
            if key is None:
                raise NotFound("There is no such concern that you can open.")
            found = opened.entries(session, [key])
            if concern_id not in found:
                raise CannotOpen
            who, names = query.readers_of(session, concern_id), query.names(session)
        readers_named = tuple(names[one] for one in who if one in names)
        return ConcernFile(concern_id, key.reference, found[concern_id], readers_named, CARD in who)


def _lettable(session: Session, folder: Path) -> dict[str, tuple[str, bytes]]:
    """Who could be let in: leads who have a key pair, and the safeguarding card; names and public keys."""
    public, card = readers(folder), card_public(folder)
    found = {key: (name, public[key]) for key, name in query.leads(session).items() if key in public}
    return found | ({CARD: (_CARD_NAME, card)} if card is not None else {})
