"""Who can do a task, who cannot yet and why, and many open tasks at once as a proposal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import OfferAnswer, Urgency
from db.models import Area, Offer, Person, Request, Volunteer
from db.queries import matching as query
from db.queries import volunteers as listed
from db.queries.matching import TaskRow
from desktop.domain.batch import Proposal, propose
from desktop.domain.clearance import prepare
from desktop.domain.clearance_facts import Clearance, Rule
from desktop.domain.clearance_words import check_name, untold, untold_conditions
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.match_facts import MatchList, Need
from desktop.domain.phones import national
from desktop.domain.references import Kind, parse
from desktop.services import gate
from desktop.services.base import Actor, Service, verb
from desktop.services.candidates import candidates, need_of
from desktop.services.needs import PRIVATE_ICON, PRIVATE_LABEL, sees_private
from desktop.services.shortlist import free_ids, shortlist
from desktop.services.sitting import Sitting

FITS_SHOWN, BLOCKED_SHOWN = 30, 12
"""Nobody rings further down the list than this before asking more widely."""
DAYS_AHEAD = 7
"""How far ahead a batch looks when no requests are named."""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One check a task needs."""

    words: str
    is_law: bool
    source: str


@dataclass(frozen=True, slots=True)
class TaskCard:
    """The task as the one at the keyboard sees it; before a yes no volunteer is told a name or an address."""

    id: str
    request_id: str
    request_number: int
    need: str
    icon: str
    person: str
    urgency: Urgency
    on_date: date
    due_time: time | None
    area: str
    minutes: int
    assigned_to: str
    needed: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class Ringing:
    """How to reach a volunteer, and what was said when they were last asked about this task."""

    phone: str
    area: str
    note: str
    answer: OfferAnswer | None


@dataclass(frozen=True, slots=True)
class MatchView:
    """Everybody considered for one task.

    Attributes:
        card: the task.
        matches: ranked fits, blocked people with why, and who is not free.
        ringing: how to reach each fit, by key.
        others: how many active volunteers are not free then.
    """

    card: TaskCard
    matches: MatchList
    ringing: dict[str, Ringing]
    others: int


class Matching(Service):
    """Verbs of matching."""

    @verb("match.see")
    def task_for(self, _actor: Actor, request_id: str) -> str:
        """The key of a request's task to find somebody for.

        Raises:
            NotFound: the request has no planned task.
        """
        with self.store.read() as session:
            found = query.next_task(session, request_id, self.today())
        if found is None:
            raise NotFound("This request has no task to find somebody for. Open it and set a date.")
        return found

    @verb("match.see")
    def request_named(self, _actor: Actor, reference: str) -> str:
        """The key of a request by its reference, such as ``R-12``.

        Raises:
            DomainError: it is no reference, or there is no such request.
        """
        found = parse(reference)
        if found is None or found.kind is not Kind.REQUEST:
            raise DomainError(f"“{reference}” is not a request. It should look like R-12.", field="request")
        with self.store.read() as session:
            key = session.scalars(
                select(Request.id).where(Request.number == found.number, Request.voided_at.is_(None))
            ).first()
        if key is None:
            raise NotFound(f"There is no request R-{found.number}.")
        return key

    @verb("match.see")
    def for_task(self, actor: Actor, task_id: str, limit: int = FITS_SHOWN) -> MatchView:
        """Rank volunteers for a task; see domain rule 5.

        Args:
            actor: who looks.
            task_id: the task.
            limit: for how many the reasons are worked out.

        Returns:
            Fits in order, blocked people with why and what to do, and how many are not free.

        Raises:
            NotFound: the task is not there any more.
        """
        with self.store.read() as session:
            row = one_task(session, task_id)
            rules = gate.rules(session, row.need.code)
            need = need_of(row, gate.nation(session), query.area_line(session), self.now())
            today = gate.today(session, self.today()).day
            matches = shortlist(session, row, need, rules, today, limit=limit, blocked_limit=BLOCKED_SHOWN)
            shown = [fit.id for fit in matches.fits] + [one.id for one in matches.blocked]
            return MatchView(
                _card(session, row, rules, need, actor),
                _as_told(matches, actor),
                _ringing(session, shown, task_id, today),
                max(0, query.count_active(session) - matches.fit_count - matches.blocked_count),
            )

    @verb("match.see")
    def not_free(self, _actor: Actor, task_id: str, limit: int = 200) -> list[tuple[str, str]]:
        """Key and name of active volunteers who are not free for a task, to be shown when asked for."""
        with self.store.read() as session:
            row = one_task(session, task_id)
            rules = gate.rules(session, row.need.code)
            need = need_of(row, gate.nation(session), query.area_line(session), self.now())
            free = free_ids(session, row, need, rules, gate.today(session, self.today()).day)
            rest = [one for one in query.active(session) if one.id not in free]
        named = [(one.id, f"{one.first_name} {one.last_name}".strip()) for one in rest]
        return sorted(named, key=lambda one: (one[1].casefold(), one[0]))[:limit]

    @verb("match.see")
    def clearance(self, actor: Actor, volunteer_id: str, task_id: str) -> Clearance:
        """Whether a volunteer may be given a task, worked out here and now."""
        with self.store.read() as session:
            row = one_task(session, task_id)
            found = Sitting(session, [volunteer_id], self.today()).judge(row.gate, volunteer_id)
        if actor.may("check.see"):
            return found
        kept = untold_conditions(found.conditions)
        return replace(found, lacks=untold(found.lacks), conditions=kept)

    @verb("match.see")
    def propose(
        self,
        _actor: Actor,
        task_ids: Sequence[str] | None = None,
        *,
        cancel: Callable[[], bool] = lambda: False,
    ) -> Proposal:
        """Solve many tasks at once, by the same rules, as a proposal to review.

        Args:
            task_ids: the tasks; None for all that wait for somebody in the coming week.
            cancel: asked now and then whether to stop; the best so far is given back.

        Returns:
            Who is proposed for what, and what could not be filled and why.
        """
        with self.store.read() as session:
            keys = list(task_ids) if task_ids is not None else self._waiting(session)
            rows = query.tasks(session, keys)
            if not rows:
                return propose([], [], [], self.today())
            line, nation = query.area_line(session), gate.nation(session)
            needs = [need_of(row, nation, line, self.now()) for row in rows]
            days = [row.task.on_date for row in rows]
            homes = sorted({need.household_id for need in needs if need.household_id})
            able = candidates(session, query.active(session), min(days), max(days), homes=homes)
            today = gate.today(session, self.today()).day
            rules = gate.rules(session)
        return propose(needs, able, rules, today, cancel=cancel)

    @verb("match.see")
    def cards(self, actor: Actor, task_ids: Sequence[str]) -> dict[str, TaskCard]:
        """Tasks as they may be told, by key."""
        with self.store.read() as session:
            rules, nation = gate.rules(session), gate.nation(session)
            line = query.area_line(session)
            return {
                row.task.id: _card(session, row, rules, need_of(row, nation, line, self.now()), actor)
                for row in query.tasks(session, task_ids)
            }

    @verb("match.see")
    def names(self, _actor: Actor, volunteer_ids: Sequence[str]) -> dict[str, str]:
        """Names of volunteers by key."""
        with self.store.read() as session:
            basics = query.active(session, among=list(volunteer_ids))
        return {one.id: f"{one.first_name} {one.last_name}".strip() for one in basics}

    def _waiting(self, session: Session) -> list[str]:
        today = self.today()
        return query.waiting_tasks(session, today, today + timedelta(days=DAYS_AHEAD))


def one_task(session: Session, task_id: str) -> TaskRow:
    """A task with what belongs to it.

    Raises:
        NotFound: it is not there any more.
    """
    found = query.tasks(session, [task_id])
    if not found:
        raise NotFound("This task is no longer here. It may have been voided.")
    return found[0]


def _as_told(found: MatchList, actor: Actor) -> MatchList:
    """The list as its reader may have it: whoever may not see checks learns only who is not cleared."""
    if actor.may("check.see"):
        return found
    return replace(
        found,
        fits=tuple(replace(one, conditions=untold_conditions(one.conditions)) for one in found.fits),
        blocked=tuple(replace(one, lacks=untold(one.lacks)) for one in found.blocked),
    )


def _card(session: Session, row: TaskRow, rules: Sequence[Rule], need: Need, actor: Actor) -> TaskCard:
    hidden = row.need.is_private and not sees_private(actor, row.request.taken_by_id)
    area = session.get(Area, row.household.area_id) if row.household and row.household.area_id else None
    given = session.get(Volunteer, row.task.volunteer_id) if row.task.volunteer_id else None
    helper = session.get_one(Person, given.person_id) if given else None
    asked = prepare(rules, need.context).requirements
    return TaskCard(
        id=row.task.id,
        request_id=row.request.id,
        request_number=row.request.number,
        need=PRIVATE_LABEL if hidden else row.need.label,
        icon=PRIVATE_ICON if hidden else row.need.icon,
        person=f"{row.person.first_name} {row.person.last_name}".strip(),
        urgency=row.request.urgency,
        on_date=row.task.on_date,
        due_time=row.task.ends_at or row.request.due_time,
        area=area.name if area else "",
        minutes=row.need.minutes,
        assigned_to=f"{helper.first_name} {helper.last_name}".strip() if helper else "",
        needed=tuple(
            RuleLine(
                check_name(one.rule.check, one.rule.minimum_level), one.rule.basis == "law", one.rule.source
            )
            for one in asked
        ),
    )


def _ringing(session: Session, volunteer_ids: Sequence[str], task_id: str, today: date) -> dict[str, Ringing]:
    said = select(Offer.volunteer_id, Offer.answer).where(Offer.task_id == task_id, Offer.voided_at.is_(None))
    answers = {key: answer for key, answer in session.execute(said.order_by(Offer.id))}
    return {
        row.id: Ringing(national(row.phone), row.areas, "", answers.get(row.id))
        for row in listed.rows(session, volunteer_ids, today)
    }
