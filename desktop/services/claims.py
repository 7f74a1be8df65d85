"""Claims of volunteers: asked, approved, and paid by somebody else."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums_money import Account, ClaimState, MoveKind, Vehicle
from db.models import ClaimLine, MileageRate, MoneyClaim, Person, Volunteer
from db.queries import money_people
from db.queries import money_work as query
from db.queries.money_work import ClaimLineRow, ClaimRow
from db.session import UnitOfWork
from desktop.domain import mileage
from desktop.domain.errors import DomainError
from desktop.domain.mileage import Rate, Run, tax_year
from desktop.domain.money import Place, pounds
from desktop.domain.text import clean, fold
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.ledger import (
    Noted,
    asked_amount,
    fund_place,
    left_words,
    not_later,
    post_amount,
    take_back_about,
    usable,
)
from desktop.services.money_second import Paying, payer
from desktop.services.records import get, set_fields, void
from resources import read_text


@dataclass(frozen=True, slots=True)
class LineDraft:
    """One line of a claim as typed.

    Attributes:
        words: what for, without anybody's name.
        vehicle: for miles; None for what something cost.
        tenths: miles driven, in tenths.
        amount: what it cost, in pence; worked out for miles.
    """

    on: date
    words: str
    vehicle: Vehicle | None = None
    tenths: int = 0
    passengers: int = 0
    amount: int | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class ClaimDetail:
    """A claim with its lines."""

    row: ClaimRow
    lines: tuple[ClaimLineRow, ...]


class Claims(Service):
    """Verbs on claims and on what a mile is paid."""

    @verb("money.see")
    def rows(self, _actor: Actor) -> list[ClaimRow]:
        """Every claim in use, those that wait first."""
        with self.store.read() as session:
            return query.claims(session)

    @verb("money.see")
    def get(self, _actor: Actor, claim_id: str) -> ClaimDetail:
        """One claim.

        Raises:
            NotFound: it is not there any more.
        """
        with self.store.read() as session:
            get(session, MoneyClaim, claim_id, "claim")
            (row,) = query.claims(session, claim_id)
            return ClaimDetail(row, tuple(query.claim_lines(session, [claim_id])))

    @verb("money.see")
    def rates(self, _actor: Actor) -> list[tuple[Rate, Rate]]:
        """The approved rate of each vehicle today, and what the hub pays."""
        with self.store.read() as session:
            own, today = own_rates(session), self.today()
        held = {one.vehicle: one for one in sorted(own, key=lambda one: one.since) if one.since <= today}
        approved = [mileage.rate_on(approved_rates(), one, today) for one in Vehicle]
        return [(one, mileage.paid_rate(one, held.get(one.vehicle))) for one in approved]

    @verb("money.export")
    def miles(self, _actor: Actor, first: date, last: date) -> list[tuple[date, int, int, int]]:
        """What was paid for miles in some days: day, number of the claim, tenths of a mile, and pence."""
        with self.store.read() as session:
            return money_people.mileage(session, first, last)

    @verb("money.record")
    def set_rate(self, actor: Actor, vehicle: Vehicle, pence: int | None, since: date | None) -> Changes:
        """Say what the hub pays a mile from a day on.

        Raises:
            DomainError: it is more than the approved rate.
        """
        day = since or self.today()
        if pence is None:
            raise DomainError("Type whole pence a mile, such as 30.", field="pence")
        mileage.refuse_above(mileage.rate_on(approved_rates(), vehicle, day), pence)
        with self.store.write(actor.user_id) as work:
            made = MileageRate(vehicle=vehicle, since=day, pence=pence)
            work.add(made)
            work.session.flush()
            return changes(work, made.id, f"{pence}p a mile from now on")

    @verb("money.record")
    def ask(
        self, actor: Actor, volunteer_id: str | None, lines: Sequence[LineDraft], claim_id: str | None = None
    ) -> Changes:
        """Write a claim down, or write one that nobody decided on anew.

        Raises:
            DomainError: nobody asks, it has no line, a line cannot be read, or it was decided on.
        """
        if not volunteer_id:
            raise DomainError("Choose the volunteer who asks.", field="volunteer_id")
        if not lines:
            raise DomainError("Write at least one line: miles, or what something cost.", field="words")
        with self.store.write(actor.user_id) as work:
            helper = get(work.session, Volunteer, volunteer_id, "volunteer")
            held = self._open(work, actor, helper, claim_id)
            total = self._write_lines(work, held, lines)
            return changes(work, held.id, f"Claim {held.number}: {pounds(total)} asked")

    @verb("money.approve")
    def approve(self, actor: Actor, claim_id: str, fund_id: str | None) -> Changes:
        """Approve a claim, to be paid from a fund by somebody else.

        Raises:
            DomainError: it is one's own, it was decided on, or the fund was not open.
        """
        with self.store.write(actor.user_id) as work:
            held = _in(work, claim_id, ClaimState.ASKED)
            if fold(claimant(work.session, held)) == fold(actor.name):
                raise DomainError("Nobody approves their own claim. Ask somebody else.")
            fund = usable(work.session, fund_id, self.today())
            _decide(held, actor, ClaimState.APPROVED, self)
            held.fund_id = fund.id
            return changes(work, held.id, f"Claim {held.number} approved. Somebody else pays it")

    @verb("money.approve")
    def decline(self, actor: Actor, claim_id: str, why: str) -> Changes:
        """Say no to a claim, with the reason the volunteer is told.

        Raises:
            DomainError: nobody said why, or it was paid.
        """
        if not clean(why):
            raise DomainError("Say why, so that the volunteer can be told.", field="reason")
        with self.store.write(actor.user_id) as work:
            held = _in(work, claim_id, ClaimState.ASKED, ClaimState.APPROVED)
            _decide(held, actor, ClaimState.DECLINED, self, clean(why))
            return changes(work, held.id, f"Claim {held.number} declined")

    @verb("money.pay")
    def pay(
        self, actor: Actor, claim_id: str, place: Account = Account.BANK, on: date | None = None
    ) -> Changes:
        """Pay an approved claim; whoever pays neither asked for it nor approved it.

        Raises:
            NeedsSecond: who is at the keyboard approved it, or it is theirs.
            DomainError: it is not approved, or the fund was not open that day.
        """
        day = not_later(on, self.today())
        with self.store.write(actor.user_id) as work:
            held = _in(work, claim_id, ClaimState.APPROVED)
            fund = usable(work.session, held.fund_id, day)
            total = sum(one.pence for one in query.claim_lines(work.session, [held.id]))
            subject = f"{held.id}\n{total}\n{fund.id}"
            names = (claimant(work.session, held),)
            paying = Paying(f"claim {held.number}", subject, total, held.decided_by_id, names)
            who = payer(work, actor, paying, self.now())
            noted = Noted(day, f"Claim {held.number}", f"C-{held.number}", held.id)
            way = (fund_place(fund.id), Place(place, ""))
            post_amount(work, actor, MoveKind.REIMBURSED, total, way, noted)
            given = {"paid_on": day, "paid_by_id": who.user_id, "second_name": who.second_name}
            set_fields(held, {"state": ClaimState.PAID, **given})
            return changes(work, held.id, f"{pounds(total)} paid. {left_words(work.session, fund)}")

    @verb("money.pay")
    def take_back(self, actor: Actor, claim_id: str, reason: str) -> Changes:
        """Take a payment back by its opposite; the claim is approved and not paid.

        Raises:
            DomainError: nobody said why, or it is not paid.
        """
        if not clean(reason):
            raise DomainError("Say why, so that others understand later.", field="reason")
        with self.store.write(actor.user_id) as work:
            held = _in(work, claim_id, ClaimState.PAID)
            take_back_about(work, actor, held.id, reason, self.today())
            cleared = {"paid_on": None, "paid_by_id": None, "second_name": ""}
            set_fields(held, {"state": ClaimState.APPROVED, **cleared})
            return changes(work, held.id, f"The payment of claim {held.number} is taken back")

    @verb("money.record")
    def void(self, actor: Actor, claim_id: str, reason: str) -> Changes:
        """Take a claim that is not approved out of use.

        Raises:
            DomainError: nobody said why, or it is approved or paid.
        """
        with self.store.write(actor.user_id) as work:
            held = _in(work, claim_id, ClaimState.ASKED, ClaimState.DECLINED)
            void(held, reason, self.now())
            return changes(work, held.id, f"Claim {held.number} is out of use")

    def _open(self, work: UnitOfWork, actor: Actor, helper: Volunteer, claim_id: str | None) -> MoneyClaim:
        if claim_id:
            held = _in(work, claim_id, ClaimState.ASKED)
            set_fields(held, {"volunteer_id": helper.id})
            return held
        held = MoneyClaim(
            number=work.next_number("money_claim"),
            volunteer_id=helper.id,
            asked_on=self.today(),
            asked_by_id=actor.user_id,
        )
        work.add(held)
        work.session.flush()
        return held

    def _write_lines(self, work: UnitOfWork, held: MoneyClaim, lines: Sequence[LineDraft]) -> int:
        """Write the lines in place of those there were; what they come to, in pence."""
        gone = select(ClaimLine).where(ClaimLine.claim_id == held.id, ClaimLine.voided_at.is_(None))
        for old in work.session.scalars(gone):
            void(old, "Written anew", self.now())
        own, driven, made = own_rates(work.session), _Driven(work.session, held), list[ClaimLine]()
        for line in sorted(lines, key=lambda one: one.on):
            not_later(line.on, self.today(), "on_date")
            if not clean(line.words):
                raise DomainError("Say what for, without anybody’s name.", field="words")
            pence = asked_amount(line.amount) if line.vehicle is None else driven.pay(own, line)
            made.append(
                ClaimLine(
                    claim_id=held.id,
                    on_date=line.on,
                    words=clean(line.words),
                    vehicle=line.vehicle,
                    tenths=line.tenths if line.vehicle else 0,
                    passengers=line.passengers if line.vehicle else 0,
                    document=clean(line.document),
                    pence=pence,
                )
            )
        work.add(*made)
        work.session.flush()
        return sum(one.pence for one in made)


class _Driven:
    """How far a volunteer had driven in a tax year before each line of a claim."""

    def __init__(self, session: Session, claim: MoneyClaim) -> None:
        self._session, self._claim = session, claim
        self._tenths: dict[tuple[date, Vehicle], int] = {}

    def pay(self, own: Sequence[Rate], line: LineDraft) -> int:
        """What a line comes to, in pence; the next is counted on from it."""
        assert line.vehicle is not None
        begins = tax_year(line.on)
        if not any(year == begins for year, _vehicle in self._tenths):
            ends = date(begins.year + 1, 4, 5)
            given = (self._claim.volunteer_id or "", begins, ends, self._claim.id)
            found = money_people.driven(self._session, *given)
            self._tenths |= {(begins, one): found.get(one, 0) for one in Vehicle}
        key = (begins, line.vehicle)
        run = Run(line.vehicle, line.on, line.tenths, line.passengers)
        pence = mileage.pay(approved_rates(), own, run, self._tenths[key])
        self._tenths[key] += line.tenths
        return pence


def claimant(session: Session, held: MoneyClaim) -> str:
    """The name of who asks; empty once they were erased."""
    wanted = select(Person.first_name, Person.last_name).join(Volunteer, Volunteer.person_id == Person.id)
    found = session.execute(wanted.where(Volunteer.id == held.volunteer_id)).first()
    return clean(" ".join(found)) if found else ""


@cache
def approved_rates() -> tuple[Rate, ...]:
    """The approved rates, as shipped."""
    found = json.loads(read_text("mileage.json"))["rates"]
    return tuple(
        Rate(
            Vehicle(one["vehicle"]),
            date.fromisoformat(one["since"]),
            one["pence"],
            one.get("first", 0),
            one.get("then", 0),
        )
        for one in found
    )


def own_rates(session: Session) -> list[Rate]:
    """What the hub pays instead, by the day it began to."""
    held = session.scalars(select(MileageRate).where(MileageRate.voided_at.is_(None)))
    return [Rate(one.vehicle, one.since, one.pence) for one in held]


def _in(work: UnitOfWork, claim_id: str, *states: ClaimState) -> MoneyClaim:
    held = get(work.session, MoneyClaim, claim_id, "claim")
    if held.state not in states:
        raise DomainError("This claim was taken further meanwhile. Look at it again.")
    return held


def _decide(held: MoneyClaim, actor: Actor, state: ClaimState, service: Service, why: str = "") -> None:
    decided = {"decided_by_id": actor.user_id, "decided_at": service.now(), "why": why}
    set_fields(held, {"state": state, **decided})
