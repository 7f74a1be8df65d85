"""What goes into files between two hubs: referrals to one recipient, and answers to one sender."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from db.enums import Answer, ShareKind
from db.enums_referrals import SentHow
from db.models import Household, NeedType, Organisation, Person, Referral, ReferralStep
from db.queries import referrals_in as query
from db.session import UnitOfWork
from desktop.domain.bulk_export import Apart
from desktop.domain.errors import DomainError
from desktop.domain.phones import national
from desktop.domain.referral_fields import Part
from desktop.domain.referral_parcels import (
    MOST_REFERRALS,
    Hub,
    Parcel,
    Passed,
    PassedPerson,
    Reply,
    ReplyParcel,
    Said,
)
from desktop.domain.safe_words import SafeWords, in_words
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.hub_info import facts
from desktop.services.records import get, loaded
from desktop.services.referral_answers import tell
from desktop.services.referral_paper import PaperData
from desktop.services.referral_sending import ReferralSending, share_of
from desktop.services.second_person import Leaving as Together
from desktop.services.sharing_log import Share, write_share, write_shares

ANSWER_FIELDS = ("their reference", "state", "outcome", "reason", "onward suggestion", "note")
"""What an answer holds of somebody: nothing the sender did not give, but what came of it."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """A file about to leave: its bytes, its name, and how many people are in it."""

    content: bytes
    file_name: str
    is_locked: bool = False


class ReferralGathering(Service):
    """Verbs by which referrals and answers leave the hub as a file for another hub."""

    @verb("referral.send")
    def referrals(self, actor: Actor, referral_ids: Sequence[str]) -> Parcel:
        """Gather referrals for one recipient: of each person only what goes, by the gate of every sending.

        Raises:
            NotAllowed: a need is private and not theirs to pass on.
            DomainError: somebody did not agree, one has not been sent yet, or they go to several bodies.
        """
        if not 0 < len(referral_ids) <= MOST_REFERRALS:
            raise DomainError("Choose the referrals that go into the file: one to 1,000.")
        papers = ReferralSending(self.tools).papers(actor, referral_ids)
        if len({one.to_id for one in papers}) != 1:
            raise DomainError(
                "These go to several bodies. A file goes to one: choose those of one recipient."
            )
        with self.store.read() as session:
            held = loaded(session, Referral, [one.referral_id for one in papers])
            persons = loaded(session, Person, [one.person_id for one in held.values()])
            # Held until all are filled, so that the session finds each by its key and asks no more.
            kept = (
                loaded(session, NeedType, [one.need_type_id for one in held.values()]),
                loaded(session, Household, [one.household_id for one in persons.values()]),
            )
            passed = tuple(_passed(session, one) for one in papers)
            del kept
            return Parcel(_us(session), papers[0].to_id, papers[0].to, self.now(), passed)

    @verb("referral.send")
    def record_referrals(
        self, actor: Actor, parcel: Parcel, leaving: Leaving, put: Callable[[], object]
    ) -> Changes:
        """Leave the sharing record of a file of referrals, then let it go: both or neither.

        Raises:
            DomainError: what the file holds is not what stands here any more.
        """
        keys = [one.key for one in parcel.referrals]
        now = self.referrals(actor, keys)
        if replace(now, made_at=parcel.made_at) != parcel:
            raise DomainError("A referral changed meanwhile. Make the file once more.")
        papers = ReferralSending(self.tools).papers(actor, keys)
        with self.store.write(actor.user_id) as work:
            file_hash = hashlib.sha256(leaving.content).hexdigest()
            shares = [
                replace(
                    share_of(one, ShareKind.HANDOVER),
                    file_name=leaving.file_name,
                    file_hash=file_hash,
                    is_locked=leaving.is_locked,
                )
                for one in papers
            ]
            fields = tuple(sorted({part for one in papers for part in one.parts}))
            people = len({one.person_id for one in papers})
            whole = Together(
                ShareKind.HANDOVER, "Referrals by file", parcel.to_name, fields, "", people, False, None
            )
            write_shares(work, actor, shares, whole, self.now())
            summed = changes(work, "", f"{leaving.file_name} saved and recorded")
            put()
        return replace(summed, txn="")

    @verb("referral.send")
    def answer(
        self,
        actor: Actor,
        referral_ids: Sequence[str],
        make: Callable[[ReplyParcel, str], Leaving],
        put: Callable[[Leaving], object],
    ) -> Changes:
        """Answer referrals from one other hub by file: brought up to date, recorded and let go as one.

        A file that cannot be written leaves nothing behind: nobody is said to have been told by it.
        Everything said so far goes again, so that a lost file is made up for by the next.

        Args:
            actor: who answers.
            referral_ids: which.
            make: draws the file of the answers and the name of who gets them.
            put: writes it.

        Raises:
            DomainError: they did not come by file, or from several hubs.
        """
        with self.store.write(actor.user_id) as work:
            held = [get(work.session, Referral, key, "referral") for key in referral_ids]
            parcel = self._replies(work, actor, held)
            sender = get(work.session, Organisation, held[0].organisation_id, "organisation")
            leaving = make(parcel, sender.name)
            share = Share(
                kind=ShareKind.HANDOVER,
                purpose="Answers to referrals by file",
                fields=ANSWER_FIELDS,
                people_count=len({one.person_id for one in held}),
                apart=Apart.THEY_SENT,
                recipient_id=sender.id,
                recipient_name=sender.name,
                agreement=sender.agreement,
                file_name=leaving.file_name,
                file_hash=hashlib.sha256(leaving.content).hexdigest(),
                is_locked=leaving.is_locked,
            )
            write_share(work, actor, share, self.now())
            summed = changes(work, "", f"{leaving.file_name} saved and recorded")
            put(leaving)
        return replace(summed, txn="")

    def _replies(self, work: UnitOfWork, actor: Actor, held: Sequence[Referral]) -> ReplyParcel:
        hubs = {str(one.their_row.get("hub", "")) for one in held}
        if not held or "" in hubs:
            raise DomainError("These did not come by file. Answer them with a letter, or by phone.")
        if len(hubs) != 1 or len(held) > MOST_REFERRALS:
            raise DomainError("These came from several hubs. Choose those of one sender.")
        keys = [one.id for one in held]
        tell(work, self, actor, keys, SentHow.FILE)
        said = query.said_of(work.session, keys)
        replies = tuple(_reply(work.session, one, said.get(one.id, [])) for one in held)
        return ReplyParcel(_us(work.session), hubs.pop(), self.now(), replies)


def _us(session: Session) -> Hub:
    hub = facts(session)
    return Hub(hub.id, hub.name, national(hub.phone))


def _passed(session: Session, paper: PaperData) -> Passed:
    held = session.get_one(Referral, paper.referral_id)
    need = session.get_one(NeedType, held.need_type_id)
    return Passed(
        key=held.id,
        reference=paper.reference,
        person=_person(session, held, paper),
        need="" if need.is_private else need.code,
        need_words=paper.need,
        urgency=held.urgency,
        words=paper.words,
        wants=paper.wants,
        already_doing=paper.doing,
        safety_note=paper.safety,
        health_note=paper.health,
        basis=paper.basis,
        sent_on=paper.sent_on,
        chase_on=paper.reply_by,
    )


def _person(session: Session, held: Referral, paper: PaperData) -> PassedPerson:
    """Name and address in parts, so that the recipient finds somebody it knows; only where they go."""
    person = session.get_one(Person, str(held.person_id))
    home = session.get(Household, person.household_id) if person.household_id else None
    given = {"first_name": paper.name}
    if Part.NAME in paper.parts and (person.first_name or person.last_name):
        given = {"first_name": person.first_name, "last_name": person.last_name}
    if home is not None and Part.ADDRESS in paper.parts:
        names = ("address_line1", "address_line2", "town", "postcode")
        given |= {name: getattr(home, name) for name in names}
    return PassedPerson(
        **given,
        date_of_birth=paper.born,
        phones=(paper.phone,) if paper.phone else (),
        language=person.language_code if Part.LANGUAGE in paper.parts else "",
        call_times=_call_times(person) if Part.CALL_TIMES in paper.parts else "",
    )


def _call_times(person: Person) -> str:
    """How they may be reached safely, so that the other hub keeps to it too; see `domain.safe_words`."""
    said = (person.safe_message is Answer.NO, person.safe_post is Answer.NO, bool(person.safe_number.strip()))
    return in_words(SafeWords(person.safe_when, *said))


def _reply(session: Session, held: Referral, said: Sequence[ReferralStep]) -> Reply:
    onward = session.get(Organisation, held.onward_id) if held.onward_id else None
    return Reply(
        key=str(held.their_row["key"]),
        reference=held.their_reference,
        to_key=str(held.their_row["to"]),
        said=tuple(Said(one.id, one.at, one.kind, one.who, one.note) for one in _last_of_each(said)),
        outcome=held.outcome,
        outcome_note=held.outcome_note,
        decline_reason=held.decline_reason,
        onward=onward.name if onward else held.onward_name,
    )


def _last_of_each(said: Sequence[ReferralStep]) -> list[ReferralStep]:
    """One step of each kind, the last; a step taken back and taken again is not said twice."""
    return list({one.kind: one for one in said}.values())
