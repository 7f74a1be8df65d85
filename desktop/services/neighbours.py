"""What neighbours offer: recorded, printed on door stickers, found for a request nearby, and ended."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from db.enums import Answer, LawfulBasis, OfferAnswer, ShareKind, TaskOutcome
from db.enums_neighbours import NeighbourKind
from db.models import NeighbourOffer, Person
from db.models.neighbours import PAPER_CONTACT_LENGTH
from db.queries import matching
from db.queries import neighbours as query
from db.queries.neighbours import AskedRow, NearbyRow, NeighbourRow
from desktop.domain.bulk_export import Apart
from desktop.domain.clearance_words import refusal
from desktop.domain.errors import DomainError
from desktop.domain.names import full_name
from desktop.domain.neighbours import NEEDS, Near, Standing, Term, nearness, standing
from desktop.domain.phones import national
from desktop.domain.postcodes import normalise
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.hub_info import facts as hub_facts
from desktop.services.limits import limits
from desktop.services.offers import Offers
from desktop.services.records import get, set_fields, tidied, void
from desktop.services.sharing_log import Share, write_share
from desktop.services.sitting import Sitting
from desktop.services.tasks import Tasks

PRINTED_FIELDS = ("what is offered", "when", "how neighbours reach them")
NOT_CLEARED = "The hub asks only volunteers who are cleared. The sticker is how neighbours find this offer."


@dataclass(frozen=True, slots=True)
class NeighbourDraft:
    """An offer as typed; see `db.models.neighbours.NeighbourOffer`."""

    kind: NeighbourKind
    words: str = ""
    when_words: str = ""
    street: str = ""
    postcode: str = ""
    door: str = ""
    person_id: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    paper_contact: str = ""
    on_paper: Answer = Answer.NOT_ASKED
    agreed_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Nearby:
    """An open request around an offer.

    Attributes:
        near: how near it is.
        refused: why whoever offers cannot be asked for it; empty where they can.
    """

    row: NearbyRow
    near: Near
    refused: str


@dataclass(frozen=True, slots=True)
class Sticker:
    """What stands on one sticker.

    Attributes:
        contact: how neighbours reach whoever offers; empty where they did not agree, so that the hub's own
            number stands there alone.
    """

    kind: NeighbourKind
    words: str
    when_words: str
    last_day: date | None
    contact: str


@dataclass(frozen=True, slots=True)
class StickerSheet:
    """Stickers with whose they are.

    Attributes:
        named: how many carry somebody's contact.
        left_out: how many are not on it, since their people restricted the use of their data.
    """

    hub_name: str
    hub_phone: str
    demo: bool
    stickers: tuple[Sticker, ...]
    left_out: int = 0

    @property
    def named(self) -> int:
        """How many carry somebody's contact."""
        return sum(bool(one.contact) for one in self.stickers)


class Neighbours(Service):
    """Verbs on what neighbours offer."""

    @verb("neighbour.see")
    def ids(self, actor: Actor, *, running: bool | None = True, text: str = "") -> list[str]:
        """Keys of offers, by street: those that stand, those that are over (False), or all (None)."""
        with self.store.read() as session:
            return query.ids(session, running=running, today=self.today(), text=actor.looks_for(text))

    @verb("neighbour.see")
    def rows(self, _actor: Actor, wanted: Sequence[str]) -> list[NeighbourRow]:
        """Offers for keys, in the order of the keys."""
        with self.store.read() as session:
            return query.rows(session, wanted)

    @verb("match.see")
    def asked(self, _actor: Actor, offer_id: str) -> list[AskedRow]:
        """What whoever offers was asked for since they offered it, the newest first."""
        with self.store.read() as session:
            (row,) = _rows(session, [offer_id])
            if row.volunteer_id is None:
                return []
            return query.asked(session, row.volunteer_id, NEEDS[row.kind], row.first_day)

    @verb("match.see")
    def nearby(self, actor: Actor, offer_id: str) -> list[Nearby]:
        """Open requests an offer could answer, at its postcode first, then in its street.

        Whoever offers it is asked only through the check gate: each line says whether that lets them.
        """
        with self.store.read() as session:
            (row,) = _rows(session, [offer_id])
            out = limits(session)
            found = []
            for one in _around(session, row, self.today()):
                near = nearness(row.street, row.postcode, one.address, one.postcode)
                if near is not None and one.person_id != row.person_id and one.person_id not in out:
                    found.append(Nearby(one, near, ""))
            found.sort(key=lambda each: each.near)
            refused = NOT_CLEARED if row.volunteer_id is None or row.person_id in out else ""
            if refused:
                return [replace(one, refused=refused) for one in found]
            return self._judged(session, actor, row, found)

    @verb("neighbour.set")
    def save(self, actor: Actor, draft: NeighbourDraft, offer_id: str = "") -> Changes:
        """Record an offer, or change one.

        Raises:
            DomainError: nobody could find it, its days are impossible, or it would print what was not agreed.
        """
        _refuse_odd(draft, self.today())
        values = tidied(draft, NeighbourDraft.__slots__)
        values |= {
            "postcode": normalise(values["postcode"]),
            "first_day": draft.first_day or self.today(),
            "person_id": draft.person_id or None,
        }
        with self.store.write(actor.user_id) as work:
            if draft.person_id:
                get(work.session, Person, draft.person_id, "person")
            if offer_id:
                held = get(work.session, NeighbourOffer, offer_id, "offer")
                set_fields(held, values)
            else:
                held = NeighbourOffer(number=work.next_number("neighbour_offer"), **values)
                work.add(held)
            work.session.flush()
            return changes(work, held.id, f"Offer N-{held.number} saved")

    @verb("neighbour.set")
    def end(self, actor: Actor, offer_id: str, on: date, note: str = "") -> Changes:
        """End an offer; what was done through it stays.

        Raises:
            DomainError: it is ended already, or the day lies ahead.
        """
        if on > self.today():
            raise DomainError("That day lies ahead. Give it a last day instead.", field="ended_on")
        with self.store.write(actor.user_id) as work:
            held = get(work.session, NeighbourOffer, offer_id, "offer")
            if held.ended_on is not None:
                raise DomainError("This offer was ended already.")
            set_fields(held, {"ended_on": on, "end_note": note.strip()})
            return changes(work, offer_id, f"Offer N-{held.number} ended. Take its sticker off the door.")

    @verb("neighbour.set")
    def go_on(self, actor: Actor, offer_id: str, last_day: date) -> Changes:
        """Record that an offer still stands, until another day; one that was ended begins again.

        Raises:
            DomainError: that day is past.
        """
        if last_day < self.today():
            raise DomainError("This day is past. Choose a day to come.", field="last_day")
        with self.store.write(actor.user_id) as work:
            held = get(work.session, NeighbourOffer, offer_id, "offer")
            set_fields(held, {"last_day": last_day, "ended_on": None, "end_note": ""})
            return changes(work, offer_id, f"Offer N-{held.number} goes on")

    @verb("neighbour.set")
    def void(self, actor: Actor, offer_id: str, reason: str) -> Changes:
        """Take an offer written by mistake out of use."""
        with self.store.write(actor.user_id) as work:
            held = get(work.session, NeighbourOffer, offer_id, "offer")
            void(held, reason, self.now())
            return changes(work, offer_id, f"Voided offer N-{held.number}")

    @verb("match.assign")
    def ask(
        self, actor: Actor, offer_id: str, request_id: str, answer: OfferAnswer, override: str = ""
    ) -> Changes:
        """Ask whoever offers for a request nearby; a yes gives them the task, through the gate.

        Args:
            actor: who rings.
            offer_id: the offer.
            request_id: the request.
            answer: what they said; `OfferAnswer.ASKED` while they think it over.
            override: why to go on although they are busy or away; never a way past the gate.

        Raises:
            DomainError: they may not be asked: no volunteer, not cleared, kept apart, or it is not near.
        """
        found = {one.row.id: one for one in self.nearby(actor, offer_id)}
        if request_id not in found:
            raise DomainError("This request is no longer open nearby. Look at the list again.")
        one = found[request_id]
        if one.refused:
            raise DomainError(one.refused)
        (row,) = self.rows(actor, [offer_id])
        if standing(term_of(row), self.today()) not in (Standing.RUNNING, Standing.TO_ASK):
            raise DomainError("This offer does not stand today.")
        return Offers(self.tools).answer(actor, one.row.task_id, row.volunteer_id or "", answer, override)

    @verb("round.result")
    def done(self, actor: Actor, task_id: str, note: str = "") -> Changes:
        """Record that whoever offered did what they were asked for."""
        return Tasks(self.tools).outcome(actor, task_id, TaskOutcome.DELIVERED, note)

    @verb("neighbour.print")
    def stickers(self, _actor: Actor, offer_ids: Sequence[str]) -> StickerSheet:
        """What stands on the stickers of some offers; of none, for the blank one that asks.

        Whoever restricted the use of their data, or objected, is on none; nor is an offer that is over.
        """
        with self.store.read() as session:
            return self._sheet(session, offer_ids)

    @verb("neighbour.print")
    def leave(
        self,
        actor: Actor,
        offer_ids: Sequence[str],
        sheet: StickerSheet,
        content: bytes,
        name: str,
        put_in_place: Callable[[], object],
    ) -> Changes:
        """Let stickers leave; those that carry a contact leave a sharing record: both or neither.

        It takes no second person: each sticker goes on the door of whoever it is about, who agreed to it.

        Raises:
            DomainError: something about them is different by now.
        """
        with self.store.write(actor.user_id) as work:
            if self._sheet(work.session, offer_ids) != sheet:
                raise DomainError("Something changed meanwhile. Look at it again, then print.")
            made = ""
            if sheet.named:
                share = Share(
                    kind=ShareKind.PRINT,
                    purpose="Door stickers of what neighbours offer",
                    fields=PRINTED_FIELDS,
                    people_count=sheet.named,
                    apart=Apart.THEMSELVES,
                    basis=LawfulBasis.CONSENT,
                    agreement="Each agreed that this is printed, on the day recorded with the offer",
                    recipient_name="Neighbours who read the door",
                    file_name=name,
                    file_hash=hashlib.sha256(content).hexdigest(),
                )
                made = write_share(work, actor, share, self.now()).id
            done = changes(work, made, "Stickers recorded as printed" if made else "Stickers printed")
            put_in_place()
        return done

    def _sheet(self, session: Session, offer_ids: Sequence[str]) -> StickerSheet:
        held = hub_facts(session)
        out = limits(session)
        found = _rows(session, offer_ids) if offer_ids else []
        standing_now = [one for one in found if standing(term_of(one), self.today()) in _STICKS]
        shown = [one for one in standing_now if one.person_id not in out]
        stickers = tuple(
            Sticker(
                one.kind,
                one.words,
                one.when_words,
                one.last_day,
                one.paper_contact if one.on_paper is Answer.YES else "",
            )
            for one in shown
        )
        left_out = len(standing_now) - len(shown)
        return StickerSheet(held.name, national(held.phone), held.is_demo, stickers, left_out)

    def _judged(
        self, session: Session, actor: Actor, row: NeighbourRow, found: Sequence[Nearby]
    ) -> list[Nearby]:
        volunteer = row.volunteer_id or ""
        sitting = Sitting(session, [volunteer], self.today())
        apart = query.kept_apart(session, volunteer)
        tasks = {one.task.id: one for one in matching.tasks(session, [each.row.task_id for each in found])}
        name = full_name(row.first_name or "", row.last_name or "")
        judged = []
        for one in found:
            task = tasks[one.row.task_id]
            clearance = sitting.judge(task.gate, volunteer)
            why = "" if clearance.passes else refusal(name, clearance, told=actor.may("check.see"))
            if not why and apart & {task.person.id, task.person.household_id}:
                why = f"{name} is not sent to this household."
            judged.append(replace(one, refused=why))
        return judged


_STICKS = frozenset({Standing.COMING, Standing.RUNNING, Standing.TO_ASK})


def term_of(row: NeighbourRow) -> Term:
    """How long an offer was made for."""
    return Term(row.first_day, row.last_day, row.ended_on)


def _rows(session: Session, offer_ids: Sequence[str]) -> list[NeighbourRow]:
    found = query.rows(session, offer_ids)
    if len(found) != len(offer_ids):
        raise DomainError("This offer is no longer here.")
    return found


def _around(session: Session, row: NeighbourRow, today: date) -> list[NearbyRow]:
    """Requests that may be near: the store looks for the street's longest word, the domain judges."""
    words = sorted(row.street.split(), key=len, reverse=True)
    return query.nearby(session, NEEDS[row.kind], row.postcode, words[0] if words else "", today)


def _refuse_odd(draft: NeighbourDraft, today: date) -> None:
    if not draft.street.strip() and not draft.postcode.strip():
        raise DomainError("Say in which street it is, or its postcode.", field="street")
    if draft.kind in (NeighbourKind.OTHER, NeighbourKind.ODD_JOBS) and not draft.words.strip():
        raise DomainError("Say what is offered, as neighbours read it.", field="words")
    if draft.first_day and draft.last_day and draft.last_day < draft.first_day:
        raise DomainError("The last day is before the first.", field="last_day")
    if len(draft.paper_contact) > PAPER_CONTACT_LENGTH:
        raise DomainError(f"At most {PAPER_CONTACT_LENGTH} characters.", field="paper_contact")
    if draft.on_paper is not Answer.YES:
        return
    if not draft.paper_contact.strip():
        raise DomainError("Write what is printed, such as: Ring at flat 3.", field="paper_contact")
    if draft.agreed_on is None:
        raise DomainError("On which day did they agree that it is printed?", field="agreed_on")
    if draft.agreed_on > today:
        raise DomainError("That day lies ahead. Record it when they have agreed.", field="agreed_on")
