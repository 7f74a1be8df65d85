"""Two hubs on two laptops that know each other only by name, and what passes between them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db.enums import Answer, Layer, Nation
from db.enums_referrals import SentHow
from db.wrapping import KdfParams
from desktop.domain.referral_parcels import Parcel, ReplyParcel
from desktop.exports.referral_files import answer_file, open_file, send_file
from desktop.imports.dry_run import Choices
from desktop.imports.passed_on import Source, parcel_list, referral_batch, usual_choices
from desktop.imports.run import OpenList, StagedList, dry_run
from desktop.services.base import Changes
from desktop.services.bring_in import BringIn
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import NewHub, OpenHub, make_hub, open_hub
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.referral_reply_files import ReferralReplyFiles, TakenReplies
from desktop.services.referral_sending import ReferralSending, SendingDraft
from desktop.services.referrals import ReferralDraft, Referrals

PASSPHRASE = "seven quiet herons wade"
PASSWORD = "amber harbour kettle"
CHEAP = KdfParams(64, 1, 1)


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 17, 10, 42, tzinfo=UTC))

    def __call__(self) -> datetime:
        """The moment it is."""
        return self.now

    def on(self, **step: float) -> None:
        """Move it on."""
        self.now += timedelta(**step)


@dataclass
class Laptop:
    """One hub with a folder for files."""

    hub: OpenHub
    desk: Path
    clock: Clock

    def body(self, name: str, layer: Layer = Layer.ANCHOR) -> str:
        """A body this hub knows."""
        draft = OrganisationDraft(name, layer, contact_name="Sam Rook", phone="020 7946 0900")
        return Organisations(self.hub.tools).save(self.hub.actor, draft).made

    def person(self, first: str = "Jean", last: str = "Mallory", phone: str = "020 7946 0147") -> str:
        """Somebody with a number and an address."""
        draft = PersonDraft(
            first_name=first,
            last_name=last,
            phones=(PhoneDraft(phone),) if phone else (),
            household=HouseholdDraft(address_line1="14 Ferrygate Close", postcode="QX4 2LB"),
        )
        return People(self.hub.tools).save(self.hub.actor, draft).made

    def pass_on(self, person: str, to: str, need: str = "shopping", words: str = "Milk and bread.") -> str:
        """Send somebody to a body by file, who said yes."""
        referrals = Referrals(self.hub.tools)
        draft = ReferralDraft(to, person, need, words=words, agreed=Answer.YES)
        key = referrals.save(self.hub.actor, draft).made
        ReferralSending(self.hub.tools).send(self.hub.actor, key, SendingDraft(SentHow.FILE))
        return key

    def file_of(self, keys: Sequence[str]) -> Path:
        """The locked file of referrals."""
        return send_file(self.hub.tools, self.hub.actor, keys, self.desk, PASSWORD, CHEAP)[1]

    def answer(self, keys: Sequence[str]) -> Path:
        """The locked file of answers."""
        return answer_file(self.hub.tools, self.hub.actor, keys, self.desk, PASSWORD, CHEAP)[1]

    def look(self, source: OpenList) -> StagedList:
        """The dry run of a list."""
        return dry_run(source, BringIn(self.hub.tools).existing(self.hub.actor, source.kind.value))

    def take_referrals(self, path: Path, sender: str, choices: Choices | None = None) -> Changes | None:
        """Take a file of referrals in; None where it holds nothing new."""
        parcel = open_file(path, PASSWORD)
        assert isinstance(parcel, Parcel)
        return self.take_list(parcel_list(parcel, path), Source(sender, parcel), choices)

    def take_list(self, source: OpenList, sender: Source, choices: Choices | None = None) -> Changes | None:
        """Take a list in as referrals; None where it holds nothing new."""
        staged = self.look(source)
        decided = referral_batch(staged, choices or usual_choices(staged), sender)
        if decided.batch.is_empty:
            return None
        return BringIn(self.hub.tools).apply(self.hub.actor, decided.batch)

    def take_answers(self, path: Path) -> TakenReplies:
        """Take a file of answers in."""
        parcel = open_file(path, PASSWORD)
        assert isinstance(parcel, ReplyParcel)
        return ReferralReplyFiles(self.hub.tools).take_in(self.hub.actor, parcel)


@contextmanager
def laptops(folder: Path, *names: str) -> Iterator[list[Laptop]]:
    """New hubs, each in a folder of its own, closed afterwards."""
    with ExitStack() as stack:
        found = []
        for number, name in enumerate(names):
            clock = Clock()
            found.append(_laptop(folder / f"laptop{number}", name, clock, stack.callback))
        yield found


def _laptop(folder: Path, name: str, clock: Clock, later: Callable[..., object]) -> Laptop:
    folder.mkdir()
    desk = folder / "desk"
    desk.mkdir()
    wanted = NewHub(name, Nation.ENGLAND, "QX4 2LB", "020 7946 0800", "020 7946 0801", "Helen", "Priya")
    make_hub(folder / "hub", wanted, PASSPHRASE, params=CHEAP)
    opened = open_hub(folder / "hub", PASSPHRASE, clock=clock)
    later(opened.close)
    return Laptop(opened, desk, clock)
