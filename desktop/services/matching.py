"""Who can do a task, who cannot yet and why, and many open tasks at once as a proposal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import OfferAnswer, Urgency
from db.models import Area, Offer, Person, Request, Volunteer
from db.queries import matching as query
from db.queries.matching import TaskRow
from desktop.domain.batch import Proposal, propose
from desktop.domain.clearance import clear, prepare
from desktop.domain.clearance_facts import DRIVEN, Clearance, Rule
from desktop.domain.clearance_words import check_name
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.match_facts import Candidate, MatchList, Need
from desktop.domain.matching import rank
from desktop.domain.phones import national
from desktop.domain.references import Kind, parse
from desktop.services import gate
from desktop.services.base import Actor, Service, verb
from desktop.services.candidates import always_needed, candidates, need_of
from desktop.services.needs import PRIVATE_ICON, PRIVATE_LABEL, sees_private

BLOCKED_SHOWN = 12
_BLOCKED_READ = 60
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
    """The task as it may be told before a volunteer says yes: no name, no address."""

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
    def for_task(self, actor: Actor, task_id: str, limit: int = 50) -> MatchView:
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
            today = gate.today(session, self.today()).day
            need = need_of(session, row, query.area_line(session))
            able = _able(session, need, rules)
            matches = rank(need, able, rules, today, limit=limit, blocked_limit=BLOCKED_SHOWN)
            shown = [fit.id for fit in matches.fits] + [one.id for one in matches.blocked]
            return MatchView(
                _card(session, row, rules, need, actor),
                matches,
                _ringing(session, shown, task_id),
                max(0, query.count_active(session) - matches.fit_count - matches.blocked_count),
            )

    @verb("match.see")
    def clearance(self, _actor: Actor, volunteer_id: str, task_id: str) -> Clearance:
        """Whether a volunteer may be given a task, worked out here and now."""
        with self.store.read() as session:
            return judged(session, one_task(session, task_id), volunteer_id, self.today())

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
            line = query.area_line(session)
            needs = [need_of(session, row, line) for row in rows]
            days = [row.task.on_date for row in rows]
            able = candidates(session, query.active(session), min(days), max(days))
            today = gate.today(session, self.today()).day
            rules = gate.rules(session)
        return propose(needs, able, rules, today, cancel=cancel)

    @verb("match.see")
    def cards(self, actor: Actor, task_ids: Sequence[str]) -> dict[str, TaskCard]:
        """Tasks as they may be told, by key."""
        with self.store.read() as session:
            rules: dict[str, list[Rule]] = {}
            line = query.area_line(session)
            found = {}
            for row in query.tasks(session, task_ids):
                own = rules.setdefault(row.need.code, gate.rules(session, row.need.code))
                found[row.task.id] = _card(session, row, own, need_of(session, row, line), actor)
            return found

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


def judged(session: Session, row: TaskRow, volunteer_id: str, system_day: date) -> Clearance:
    """Judge a volunteer for a task now: the checks must hold today and on the day of the task.

    Args:
        session: an open session; inside a write, so that nothing can change between gate and act.
        row: the task.
        volunteer_id: the volunteer.
        system_day: the laptop's own date.
    """
    rules = gate.rules(session, row.need.code)
    facts = gate.facts_of(session, [volunteer_id]).get(volunteer_id)
    if facts is None:
        raise NotFound("This volunteer is no longer here.")
    volunteer = session.get_one(Volunteer, volunteer_id)
    drives = volunteer.transport in DRIVEN and bool(row.need.needs_transport)
    today = gate.today(session, system_day).day
    now = clear(rules, facts, gate.context(session, row.request, row.need, today, driving=drives))
    if not now.passes or row.task.on_date <= today:
        return now
    then = gate.context(session, row.request, row.need, row.task.on_date, driving=drives)
    return clear(rules, facts, then)


def _able(session: Session, need: Need, rules: Sequence[Rule]) -> list[Candidate]:
    """Those SQL cannot rule out, and some of those it can, so that the reason can be shown."""
    day, must = need.on_date, always_needed(rules)
    basics = query.active(session, weekday=day.weekday(), seen=must)
    lacking = query.active(session, weekday=day.weekday(), unseen=must, limit=_BLOCKED_READ) if must else []
    return candidates(session, [*basics, *lacking], day, day)


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


def _ringing(session: Session, volunteer_ids: Sequence[str], task_id: str) -> dict[str, Ringing]:
    from db.queries import volunteers as listed

    said = select(Offer.volunteer_id, Offer.answer).where(Offer.task_id == task_id, Offer.voided_at.is_(None))
    answers = {key: answer for key, answer in session.execute(said.order_by(Offer.id))}
    return {
        row.id: Ringing(national(row.phone), row.areas, "", answers.get(row.id))
        for row in listed.rows(session, volunteer_ids)
    }
