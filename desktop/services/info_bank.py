"""The information bank: what call handlers read out, with its source and the day to check it by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Area, InfoCard, InfoCardNeed, NeedType
from db.queries import info_bank as query
from db.queries.info_bank import CardFilter, CardRow
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get, set_fields, tidied, void

GOOD_FOR = timedelta(days=182)
"""How long a card is good for unless another day is chosen: numbers and opening times change (hub policy)."""
_BESIDE = 3


@dataclass(frozen=True, slots=True)
class CardDraft:
    """A card as typed; see `db.models.InfoCard` for what each field means."""

    title: str
    words: str = ""
    phone: str = ""
    url: str = ""
    open_when: str = ""
    area_id: str | None = None
    organisation_id: str | None = None
    source: str = ""
    checked_on: date | None = None
    review_on: date | None = None
    need_ids: frozenset[str] = frozenset()


OWN_FIELDS = tuple(name for name in CardDraft.__slots__ if name != "need_ids")


class InfoBank(Service):
    """Verbs on cards."""

    @verb("info.see")
    def ids(
        self, _actor: Actor, wanted: CardFilter, sort: str = "title", descending: bool = False
    ) -> list[str]:
        """Keys of the cards wanted, sorted."""
        with self.store.read() as session:
            return query.ids(session, wanted, sort, descending)

    @verb("info.see")
    def rows(self, _actor: Actor, wanted: Sequence[str]) -> list[CardRow]:
        """Cards for keys, in the order of the keys."""
        with self.store.read() as session:
            return query.rows(session, wanted)

    @verb("info.see")
    def counts(self, _actor: Actor) -> tuple[int, int]:
        """How many cards are in use, and how many of them are out of date."""
        with self.store.read() as session:
            return query.counts(session, self.today())

    @verb("info.see")
    def beside(self, _actor: Actor, need_code: str, area_id: str = "", most: int = _BESIDE) -> list[CardRow]:
        """The cards to read out on a call about a need: those about it, not those for every call.

        Args:
            need_code: what the caller asks for.
            area_id: where they live, so that cards of other areas are left out; empty where nobody knows.
            most: how many at most; those of the area stand first.
        """
        with self.store.read() as session:
            need = session.scalar(select(NeedType.id).where(NeedType.code == need_code))
            about = select(InfoCardNeed.card_id).where(InfoCardNeed.need_type_id == need)
            mine = set(session.scalars(about))
            around = _around(session, area_id)
            wanted = CardFilter(need_id=need or "", area_ids=around or None)
            found = [key for key in query.ids(session, wanted) if key in mine]
            local = select(InfoCard.id).where(InfoCard.area_id.in_(around))
            near = set(session.scalars(local))
            return query.rows(session, sorted(found, key=lambda key: key not in near)[:most])

    @verb("info.see")
    def get(self, _actor: Actor, card_id: str) -> CardDraft:
        """One card, ready for a form.

        Raises:
            NotFound: it is not there any more.
        """
        with self.store.read() as session:
            held = get(session, InfoCard, card_id, "card")
            needs = session.scalars(select(InfoCardNeed.need_type_id).where(InfoCardNeed.card_id == held.id))
            return CardDraft(**{name: getattr(held, name) for name in OWN_FIELDS}, need_ids=frozenset(needs))

    @verb("info.set")
    def save(self, actor: Actor, draft: CardDraft, card_id: str = "") -> Changes:
        """Write a card, or change one.

        Raises:
            DomainError: it has no title or no source, was checked on a day to come, or is to be checked
                again before it was checked.
        """
        values = tidied(draft, OWN_FIELDS)
        values["checked_on"] = draft.checked_on or self.today()
        values["review_on"] = draft.review_on or values["checked_on"] + GOOD_FOR
        _refuse_odd(values, self.today())
        with self.store.write(actor.user_id) as work:
            if card_id:
                held = get(work.session, InfoCard, card_id, "card")
                set_fields(held, values)
            else:
                held = InfoCard(number=work.next_number("info_card"), **values)
                work.add(held)
            work.session.flush()
            _set_needs(work, held.id, draft.need_ids)
            return changes(work, held.id, f"Saved {held.title}")

    @verb("info.set")
    def still_right(self, actor: Actor, card_id: str) -> Changes:
        """Record that a card was checked today and is as it was."""
        with self.store.write(actor.user_id) as work:
            held = get(work.session, InfoCard, card_id, "card")
            set_fields(held, {"checked_on": self.today(), "review_on": self.today() + GOOD_FOR})
            return changes(work, held.id, f"{held.title}: checked today")

    @verb("info.set")
    def void(self, actor: Actor, card_id: str, reason: str) -> Changes:
        """Take a card out of the bank."""
        with self.store.write(actor.user_id) as work:
            held = get(work.session, InfoCard, card_id, "card")
            void(held, reason, self.now())
            return changes(work, held.id, f"{held.title} taken out")

    @verb("info.print")
    def bulletin(self, _actor: Actor, wanted: Sequence[str]) -> tuple[list[CardRow], int]:
        """The cards for a printed bulletin, and how many are left out because they are out of date."""
        with self.store.read() as session:
            found = query.rows(session, wanted)
        good = [one for one in found if one.review_on >= self.today()]
        if not good:
            raise DomainError("Every card here is out of date. Check one first, then print.")
        return good, len(found) - len(good)


def _around(session: Session, area_id: str) -> tuple[str, ...]:
    """An area and those it lies in, the smallest first."""
    found: list[str] = []
    while area_id and area_id not in found:
        found.append(area_id)
        held = session.get(Area, area_id)
        area_id = (held.parent_id or "") if held is not None else ""
    return tuple(found)


def _refuse_odd(values: dict[str, object], today: date) -> None:
    if not values["title"]:
        raise DomainError("Give the card a title.", field="title")
    if not values["source"]:
        raise DomainError("Say where this comes from, so that it can be checked again.", field="source")
    checked, review = values["checked_on"], values["review_on"]
    assert isinstance(checked, date)
    assert isinstance(review, date)
    if checked > today:
        raise DomainError("The day it was checked is still to come.", field="checked_on")
    if review < checked:
        raise DomainError("It is to be checked again before it was checked.", field="review_on")


def _set_needs(work: UnitOfWork, card_id: str, wanted: frozenset[str]) -> None:
    rows = work.session.scalars(select(InfoCardNeed).where(InfoCardNeed.card_id == card_id))
    held = {one.need_type_id: one for one in rows}
    for need_id in sorted(wanted - held.keys()):
        work.add(InfoCardNeed(card_id=card_id, need_type_id=need_id))
    for need_id in held.keys() - wanted:
        work.session.delete(held[need_id])
