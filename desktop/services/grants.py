"""Small grants: a pot with criteria, applications, points by several, a meeting, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from db.enums_money import GrantRoundState, GrantState
from db.models import GrantApplication, GrantRound, GrantScore, Organisation
from db.queries import grants as query
from db.queries.grants import ApplicationRow, GrantRoundRow, ScoreRow
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.grants import Criterion, Given, Standing, refuse_score, standing
from desktop.domain.money import pounds
from desktop.domain.text import clean, clean_lines, fold
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.ledger import (
    asked_amount,
    balance,
    fund_place,
    not_later,
    usable,
)
from desktop.services.records import get, set_fields, void


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """A pot as typed; ``most`` is the most for one application, in pence, nought for no limit."""

    name: str
    fund_id: str | None
    criteria: tuple[Criterion, ...]
    purpose: str = ""
    most: int = 0
    closes_on: date | None = None


@dataclass(frozen=True, slots=True)
class ApplicationDraft:
    """An application as it came in; ``asked`` in pence."""

    applicant: str
    asked: int | None
    words: str = ""
    contact_name: str = ""
    organisation_id: str | None = None
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class ApplicationDetail:
    """An application with its pot, what the panel gave, and how it stands."""

    row: ApplicationRow
    round: GrantRoundRow
    scores: tuple[ScoreRow, ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class RoundDetail:
    """A pot with its applications, the best first."""

    row: GrantRoundRow
    applications: tuple[ApplicationDetail, ...]
    left: int


class Grants(Service):
    """Verbs on small grants."""

    @verb("money.see")
    def rounds(self, _actor: Actor) -> list[GrantRoundRow]:
        """Every pot in use."""
        with self.store.read() as session:
            return query.rounds(session)

    @verb("money.see")
    def applications(self, _actor: Actor) -> list[ApplicationRow]:
        """Every application in use, by number."""
        with self.store.read() as session:
            return query.applications(session)

    @verb("money.see")
    def get(self, _actor: Actor, round_id: str) -> RoundDetail:
        """One pot.

        Raises:
            NotFound: it is not there any more.
        """
        with self.store.read() as session:
            get(session, GrantRound, round_id, "pot")
            (row,) = query.rounds(session, round_id)
            found = query.applications(session, [round_id])
            scores = query.scores(session, [one.id for one in found])
            left = balance(session, fund_place(row.fund_id)) - promised(found)
        details = [
            _detail(one, row, [score for score in scores if score.application_id == one.id]) for one in found
        ]
        details.sort(key=lambda one: (-(one.standing.hundredths or -1), one.row.number))
        return RoundDetail(row, tuple(details), left)

    @verb("money.see")
    def application(self, _actor: Actor, application_id: str) -> ApplicationDetail:
        """One application.

        Raises:
            NotFound: it is not there any more.
        """
        with self.store.read() as session:
            get(session, GrantApplication, application_id, "application")
            (row,) = query.applications(session, application_id=application_id)
            (pot,) = query.rounds(session, row.round_id)
            return _detail(row, pot, query.scores(session, [application_id]))

    @verb("money.record")
    def save_round(self, actor: Actor, draft: RoundDraft, round_id: str | None = None) -> Changes:
        """Open a pot, or change one nothing was scored in.

        Raises:
            DomainError: it has no name, fund or criteria, or points were given by them.
        """
        if not clean(draft.name):
            raise DomainError("Give the pot a name.", field="name")
        if not draft.criteria:
            raise DomainError("Write at least one criterion, each on a line.", field="criteria")
        with self.store.write(actor.user_id) as work:
            values: dict[str, Any] = {
                "name": clean(draft.name),
                "fund_id": usable(work.session, draft.fund_id, self.today()).id,
                "purpose": clean_lines(draft.purpose),
                "most": draft.most,
                "criteria": [[one.words, one.most] for one in draft.criteria],
                "closes_on": draft.closes_on,
            }
            if round_id:
                held = get(work.session, GrantRound, round_id, "pot")
                _refuse_scored(work, held, values["criteria"])
                set_fields(held, values)
            else:
                held = GrantRound(number=work.next_number("grant_round"), **values)
                work.add(held)
            work.session.flush()
            return changes(work, held.id, f"Saved {held.name}")

    @verb("money.record")
    def apply(
        self, actor: Actor, round_id: str, draft: ApplicationDraft, application_id: str | None = None
    ) -> Changes:
        """Write an application down, or change one that was not decided.

        Raises:
            DomainError: nobody applies, there is no amount, or more is asked than the pot gives.
        """
        if not clean(draft.applicant):
            raise DomainError("Say who applies: a group, or somebody’s name.", field="applicant")
        asked = asked_amount(draft.asked, "asked")
        with self.store.write(actor.user_id) as work:
            pot = open_pot(work, round_id)
            if pot.most and asked > pot.most:
                raise DomainError(f"The most from this pot is {pounds(pot.most)}.", field="asked")
            body = draft.organisation_id
            values: dict[str, Any] = {
                "applicant": clean(draft.applicant),
                "contact_name": clean(draft.contact_name),
                "words": clean_lines(draft.words),
                "asked": asked,
                "received_on": not_later(draft.received_on, self.today(), "received_on"),
                "organisation_id": get(work.session, Organisation, body, "organisation").id if body else None,
            }
            if application_id:
                held = application_in(work, application_id, GrantState.RECEIVED)
                set_fields(held, values)
            else:
                number = work.next_number("grant_application")
                held = GrantApplication(number=number, round_id=pot.id, **values)
                work.add(held)
            work.session.flush()
            return changes(work, held.id, f"Application {held.number}: {held.applicant}")

    @verb("money.approve")
    def score(self, actor: Actor, application_id: str, given: Given, note: str = "") -> Changes:
        """Record what a member of the panel gave, or the conflict of interest that keeps them out.

        What the same person gave before is replaced.

        Raises:
            DomainError: the points do not fit, it is their own, or it was decided.
        """
        given = Given(clean(given.scorer), given.points, clean(given.conflict))
        with self.store.write(actor.user_id) as work:
            held = application_in(work, application_id, GrantState.RECEIVED)
            pot = get(work.session, GrantRound, held.round_id, "pot")
            refuse_score(criteria(pot.criteria), given, (held.applicant, held.contact_name))
            before = select(GrantScore).where(
                GrantScore.application_id == held.id, GrantScore.voided_at.is_(None)
            )
            for old in work.session.scalars(before):
                if fold(old.scorer) == fold(given.scorer):
                    void(old, "Given anew", self.now())
            made = GrantScore(
                application_id=held.id,
                scorer=given.scorer,
                points=list(given.points),
                note=clean(note),
                conflict=given.conflict,
                by_id=actor.user_id,
            )
            work.add(made)
            said = "has a conflict of interest" if given.conflict else f"gave {sum(given.points)} points"
            return changes(work, held.id, f"{given.scorer} {said}")

    @verb("money.record")
    def came_of_it(self, actor: Actor, application_id: str, outcome: str) -> Changes:
        """Record what came of a grant, as those who had it say.

        Raises:
            DomainError: nothing is said, or it was not paid.
        """
        if not clean(outcome):
            raise DomainError("Say what came of it.", field="outcome")
        with self.store.write(actor.user_id) as work:
            held = application_in(work, application_id, GrantState.PAID)
            set_fields(held, {"outcome": clean_lines(outcome), "outcome_on": self.today()})
            return changes(work, held.id, f"What came of grant {held.number} is written down")


def criteria(held: Sequence[Any]) -> tuple[Criterion, ...]:
    """Criteria as they are kept: pairs of words and most points."""
    return tuple(Criterion(str(words), int(most)) for words, most in held)


def _detail(row: ApplicationRow, pot: GrantRoundRow, scores: Sequence[ScoreRow]) -> ApplicationDetail:
    given = [Given(one.scorer, tuple(one.points), one.conflict) for one in scores]
    return ApplicationDetail(row, pot, tuple(scores), standing(criteria(pot.criteria), given))


def promised(found: Sequence[ApplicationRow]) -> int:
    """What was awarded and not paid yet, in pence."""
    return sum(one.awarded for one in found if one.state is GrantState.AWARDED)


def open_pot(work: UnitOfWork, round_id: str) -> GrantRound:
    """A pot nobody decided yet.

    Raises:
        DomainError: it is decided.
    """
    held = get(work.session, GrantRound, round_id, "pot")
    if held.state is not GrantRoundState.OPEN:
        raise DomainError("This pot is decided. Open a new one.")
    return held


def application_in(work: UnitOfWork, application_id: str, state: GrantState) -> GrantApplication:
    """An application that has come just so far.

    Raises:
        DomainError: it has come further, or not so far.
    """
    held = get(work.session, GrantApplication, application_id, "application")
    if held.state is not state:
        raise DomainError("This application was taken further meanwhile. Look at it again.")
    return held


def _refuse_scored(work: UnitOfWork, held: GrantRound, anew: list[list[Any]]) -> None:
    if anew == held.criteria:
        return
    found = query.applications(work.session, [held.id])
    if query.scores(work.session, [one.id for one in found]):
        raise DomainError("Points were given by these criteria. Open a new pot for others.", field="criteria")
