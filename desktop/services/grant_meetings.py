"""The meeting about small grants: what it decided, and each award paid by somebody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.enums_money import Account, GrantRoundState, GrantState, MoveKind
from db.models import GrantApplication, GrantRound
from db.queries import grants as query
from db.queries.grants import ApplicationRow
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.grants import refuse_meeting
from desktop.domain.money import Place, pounds
from desktop.domain.text import clean, clean_lines
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.grants import application_in, open_pot, promised
from desktop.services.ledger import (
    Noted,
    balance,
    fund_place,
    left_words,
    not_later,
    post_amount,
    take_back_about,
    usable,
)
from desktop.services.money_second import Paying, payer
from desktop.services.records import get, set_fields


@dataclass(frozen=True, slots=True)
class Decision:
    """What a meeting decided about one application: an amount in pence, or nought for a no."""

    awarded: int
    why: str
    conditions: str = ""


class GrantMeetings(Service):
    """Verbs on what is decided and paid."""

    @verb("money.approve")
    def decide(
        self,
        actor: Actor,
        round_id: str,
        met_on: date | None,
        present: Sequence[str],
        decisions: Mapping[str, Decision],
        minutes: str = "",
    ) -> Changes:
        """Record what a meeting decided, about every application of a pot that waits.

        Args:
            actor: who records it.
            round_id: the pot.
            met_on: the day of the meeting; today when None.
            present: names of who was there.
            decisions: by application.
            minutes: what else was said.

        Raises:
            DomainError: somebody is left undecided, too few were there without a conflict of interest, a no
                has no reason, or more is given than there is.
        """
        day = not_later(met_on, self.today(), "met_on")
        names = tuple(dict.fromkeys(clean(one) for one in present if clean(one)))
        with self.store.write(actor.user_id) as work:
            pot = open_pot(work, round_id)
            found = query.applications(work.session, [pot.id])
            waiting = [one for one in found if one.state is GrantState.RECEIVED]
            if not waiting or {one.id for one in waiting} - set(decisions):
                raise DomainError("Decide about every application of the pot.", field="present")
            scores = query.scores(work.session, [one.id for one in waiting])
            for row in waiting:
                out = [one.scorer for one in scores if one.application_id == row.id and one.conflict]
                refuse_meeting(names, out)
                _settle(work, actor, row, decisions[row.id])
            given = sum(decisions[one.id].awarded for one in waiting)
            left = balance(work.session, fund_place(pot.fund_id)) - promised(found)
            if given > left:
                raise DomainError(
                    f"That is {pounds(given)}, and the fund has {pounds(left)}.", field="present"
                )
            met = {"met_on": day, "present": list(names), "minutes": clean_lines(minutes)}
            set_fields(pot, {"state": GrantRoundState.DECIDED, **met})
            return changes(work, pot.id, f"{pot.name} is decided. Print the minutes")

    @verb("money.pay")
    def pay(
        self, actor: Actor, application_id: str, place: Account = Account.BANK, on: date | None = None
    ) -> Changes:
        """Pay an award; whoever pays it did not record the decision.

        Raises:
            NeedsSecond: who is at the keyboard recorded the decision, or the award is theirs.
            DomainError: it was not awarded, or was paid.
        """
        day = not_later(on, self.today())
        with self.store.write(actor.user_id) as work:
            held = application_in(work, application_id, GrantState.AWARDED)
            pot = get(work.session, GrantRound, held.round_id, "pot")
            fund = usable(work.session, pot.fund_id, day)
            names = (held.applicant, held.contact_name)
            subject = f"{held.id}\n{held.awarded}"
            paying = Paying(f"grant {held.number}", subject, held.awarded, held.decided_by_id, names)
            who = payer(work, actor, paying, self.now())
            way = (fund_place(pot.fund_id), Place(place, ""))
            noted = Noted(day, f"Grant {held.number}", f"G-{held.number}", held.id)
            post_amount(work, actor, MoveKind.GRANTED, held.awarded, way, noted)
            given = {"paid_on": day, "paid_by_id": who.user_id, "second_name": who.second_name}
            set_fields(held, {"state": GrantState.PAID, **given})
            return changes(work, held.id, f"{pounds(held.awarded)} paid. {left_words(work.session, fund)}")

    @verb("money.pay")
    def take_back(self, actor: Actor, application_id: str, reason: str) -> Changes:
        """Take the payment of an award back by its opposite.

        Raises:
            DomainError: nobody said why, or it is not paid.
        """
        if not clean(reason):
            raise DomainError("Say why, so that others understand later.", field="reason")
        with self.store.write(actor.user_id) as work:
            held = application_in(work, application_id, GrantState.PAID)
            take_back_about(work, actor, held.id, reason, self.today())
            cleared = {"paid_on": None, "paid_by_id": None, "second_name": ""}
            set_fields(held, {"state": GrantState.AWARDED, **cleared})
            return changes(work, held.id, f"The payment of grant {held.number} is taken back")

    @verb("money.approve")
    def reopen(self, actor: Actor, round_id: str, reason: str) -> Changes:
        """Take back what a meeting decided, as long as nothing of it is paid.

        Raises:
            DomainError: nobody said why, it is not decided, or an award is paid.
        """
        if not clean(reason):
            raise DomainError("Say why, so that others understand later.", field="reason")
        with self.store.write(actor.user_id) as work:
            pot = get(work.session, GrantRound, round_id, "pot")
            found = query.applications(work.session, [pot.id])
            if pot.state is not GrantRoundState.DECIDED:
                raise DomainError("Nothing is decided here yet.")
            if any(one.state is GrantState.PAID for one in found):
                raise DomainError("An award is paid. Take its payment back first.")
            cleared: dict[str, Any] = {
                "state": GrantState.RECEIVED,
                "awarded": 0,
                "why": "",
                "conditions": "",
            }
            cleared["decided_by_id"] = None
            work.update_many(GrantApplication, {one.id: cleared for one in found})
            undecided: dict[str, Any] = {
                "state": GrantRoundState.OPEN,
                "met_on": None,
                "present": [],
                "minutes": "",
            }
            set_fields(pot, undecided)
            return changes(work, pot.id, f"{pot.name} is to be decided again")


def _settle(work: UnitOfWork, actor: Actor, row: ApplicationRow, decision: Decision) -> None:
    if not 0 <= decision.awarded <= row.asked:
        raise DomainError(
            f"{row.applicant} asked for {pounds(row.asked)}: give that or less.", field=f"award_{row.id}"
        )
    if not clean(decision.why):
        raise DomainError(
            f"Say why, so that {row.applicant} can be told.",
            field=f"why_{row.id}",
        )
    state = GrantState.AWARDED if decision.awarded else GrantState.DECLINED
    said = {"why": clean(decision.why), "conditions": clean(decision.conditions)}
    given = {"state": state, "awarded": decision.awarded, "decided_by_id": actor.user_id}
    set_fields(work.session.get_one(GrantApplication, row.id), {**given, **said})
