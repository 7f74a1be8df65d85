"""Triage: how soon, and which of three ways help will come; what each could do is counted here and now."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from db.enums import RequestStatus, Urgency
from db.models import Household, NeedType, Person, Request
from db.queries import matching
from db.queries import rounds as carried_by
from db.queries import triage as query
from db.queries.triage import Partner
from db.session import UnitOfWork
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.lifecycle import check_request_move
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.matching import Matching
from desktop.services.needs import needs, sees_private
from desktop.services.records import get, set_fields
from desktop.services.request_tasks import make_tasks
from desktop.services.requests import DUE_IN_DAYS, RequestDraft, write_request
from desktop.services.round_stops import find_round, put_on
from desktop.services.triage_hints import suggest
from desktop.services.triage_rounds import RoundRoute, nearest_round


@dataclass(frozen=True, slots=True)
class VolunteerRoute:
    """Asking a volunteer: how many can do it, and what it needs, in words."""

    count: int
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hint:
    """Another need the words suggest."""

    word: str
    need_code: str
    need: str


@dataclass(frozen=True, slots=True)
class Routes:
    """The ways help can come, as they stand now.

    Attributes:
        request_id: the request.
        urgency: how soon, as it stands.
        is_guess: the need's own default, which nobody has confirmed.
        carried: a round could carry it, if one passed.
        round: the round that passes nearest; None where none does.
        day: the day of its next task; None where it has none.
        volunteers: what asking would bring; None where there is no task to ask about.
        partners: organisations that take this need.
        hint: what the words suggest besides; None for nothing, or where they are not the reader's to see.
    """

    request_id: str
    urgency: Urgency
    is_guess: bool
    carried: bool
    round: RoundRoute | None
    day: date | None
    volunteers: VolunteerRoute | None
    partners: tuple[Partner, ...]
    hint: Hint | None


class Triage(Service):
    """Verbs of triage."""

    @verb("request.see")
    def routes(self, actor: Actor, request_id: str) -> Routes:
        """Count what each way could do for a request.

        Raises:
            NotFound: the request is not there any more.
        """
        with self.store.read() as session:
            request = get(session, Request, request_id, "request")
            need = session.get_one(NeedType, request.need_type_id)
            person = session.get_one(Person, request.person_id)
            home = session.get(Household, person.household_id) if person.household_id else None
            line = matching.area_line(session)
            areas = _areas(home.area_id if home else None, line)
            task_id = matching.next_task(session, request_id, self.today())
            tasks = carried_by.carried_tasks(session, [task_id]) if task_id else []
            hidden = need.is_private and not sees_private(actor, request.taken_by_id)
            may_carry = actor.may("round.set") and home is not None
            carried = may_carry and bool(tasks) and tasks[0].kind in carried_by.CARRIED
            found = nearest_round(session, tasks[0], areas, self.today()) if carried else None
            day = tasks[0].on_date if tasks else None
            partners = () if hidden else tuple(query.partners(session, need.id, areas))
            hint = None if hidden else _hint(session, request, need)
        return Routes(
            request_id=request_id,
            urgency=request.urgency,
            is_guess=request.status is RequestStatus.NEW and request.urgency is need.default_urgency,
            carried=carried,
            round=found,
            day=day,
            volunteers=self._volunteers(actor, task_id, hidden=hidden) if task_id else None,
            partners=partners,
            hint=hint,
        )

    @verb("request.set")
    def set_urgency(self, actor: Actor, request_id: str, urgency: Urgency) -> Changes:
        """Say how soon; the day moves with it, and the task with the day, unless the help repeats."""
        with self.store.write(actor.user_id) as work:
            request = get(work.session, Request, request_id, "request")
            write_urgency(work, request, urgency, self.today())
            return changes(work, request_id, f"R-{request.number}: how soon is set")

    @verb("round.set")
    def add_to_round(self, actor: Actor, request_id: str, round_id: str) -> Changes:
        """Put the next task of a request on a round; the request is looked at and in hand.

        Raises:
            DomainError: the round went out, or the task cannot be put on it; the message says why.
        """
        with self.store.write(actor.user_id) as work:
            request = get(work.session, Request, request_id, "request")
            task_id = matching.next_task(work.session, request_id, self.today())
            if task_id is None:
                raise DomainError("This request has no task to put on a round. Open it and set a date.")
            held = find_round(work.session, round_id)
            # What has a round is in hand, whether it had been looked at before or not.
            put_on(work, actor, held, [task_id], self.today())
            return changes(work, request_id, f"R-{request.number} is on {held.name}")

    @verb("request.set")
    def to_match(self, actor: Actor, request_id: str) -> Changes:
        """Leave a request to a volunteer: it is looked at and waits for somebody."""
        with self.store.write(actor.user_id) as work:
            request = get(work.session, Request, request_id, "request")
            _looked_at(request)
            return changes(work, request_id, f"R-{request.number} waits for a volunteer")

    @verb("request.set")
    def to_partner(self, actor: Actor, request_id: str, organisation: str) -> Changes:
        """Note that a partner was asked and will take it: it waits on them.

        Raises:
            DomainError: no partner was chosen.
        """
        if not organisation.strip():
            raise DomainError("Choose who was asked.", field="organisation")
        with self.store.write(actor.user_id) as work:
            request = get(work.session, Request, request_id, "request")
            check_request_move(request.status, RequestStatus.WAITING)
            set_fields(request, {"status": RequestStatus.WAITING, "waiting_on": organisation.strip()})
            return changes(work, request_id, f"R-{request.number} waits on {organisation.strip()}")

    @verb("request.set")
    def also_needs(self, actor: Actor, request_id: str, need_code: str) -> Changes:
        """Take a second request for the same person, with the same words, to be triaged by itself."""
        with self.store.write(actor.user_id) as work:
            first = get(work.session, Request, request_id, "request")
            need = work.session.get_one(NeedType, first.need_type_id)
            if need.is_private and not sees_private(actor, first.taken_by_id):
                raise NotFound("The words of this request are private.")
            draft = RequestDraft(
                first.person_id, need_code, source=first.source, words=first.words, follows_id=request_id
            )
            made = write_request(work, actor, draft, now=self.now(), today=self.today())
            return changes(work, made.id, f"R-{made.number} taken as well")

    def _volunteers(self, actor: Actor, task_id: str, *, hidden: bool) -> VolunteerRoute:
        view = Matching(self.tools).for_task(actor, task_id, limit=1)
        return VolunteerRoute(
            view.matches.fit_count, () if hidden else tuple(one.words for one in view.card.needed)
        )


def _looked_at(request: Request) -> None:
    if request.status is RequestStatus.NEW:
        set_fields(request, {"status": RequestStatus.TRIAGED})


def write_urgency(work: UnitOfWork, request: Request, urgency: Urgency, today: date) -> None:
    """Say how soon inside a transaction; see `Triage.set_urgency`."""
    values: dict[str, object] = {"urgency": urgency}
    if not request.recurrence and urgency is not request.urgency:
        values["due_on"] = today + timedelta(days=DUE_IN_DAYS[urgency])
        if request.starts_on is not None:
            values["starts_on"] = values["due_on"]
    set_fields(request, values)
    work.session.flush()
    make_tasks(work, request, today)


def _areas(area_id: str | None, line: dict[str, str | None]) -> list[str]:
    """An area and every larger one it lies in."""
    found: list[str] = []
    while area_id and area_id not in found:
        found.append(area_id)
        area_id = line.get(area_id)
    return found


def _hint(session: Session, request: Request, need: NeedType) -> Hint | None:
    held = {one.id: one for one in needs(session)}
    asked = query.open_needs(session, request.person_id) | {need.id}
    offered = {one.code: one for one in held.values() if one.is_active and not one.is_private}
    not_these = {held[key].code for key in asked if key in held}
    found = suggest(request.words, not_these)
    while found is not None and found.need_code not in offered:
        not_these.add(found.need_code)
        found = suggest(request.words, not_these)
    return Hint(found.word, found.need_code, offered[found.need_code].label) if found else None
