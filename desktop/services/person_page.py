"""Everything about one person in one reading: safe contact, home, help asked for, contacts, sharing."""

from dataclasses import dataclass

from db.models import Person
from db.queries import person_page as query
from db.queries import requests as request_query
from db.queries.person_page import Asked, TaskOfPerson
from db.queries.requests import STAGES, RequestRow
from desktop.services.base import Actor, Service, verb
from desktop.services.contacts import AttemptLine, attempts
from desktop.services.holds import HoldLine, Holds
from desktop.services.people import PersonDetail, person_detail
from desktop.services.records import get
from desktop.services.requests import masked

MOST_CONTACTS = 30


@dataclass(frozen=True, slots=True)
class Helped:
    """One request with its tasks.

    Attributes:
        row: the request; a private need is not named to those it does not concern.
        tasks: the latest first.
        asked_by: who rang for them; None where they rang themselves.
    """

    row: RequestRow
    tasks: tuple[TaskOfPerson, ...]
    asked_by: Asked | None


@dataclass(frozen=True, slots=True)
class WholePerson:
    """Everything the page shows but consents and history, which have verbs of their own.

    Attributes:
        held: the person, their numbers, links and home.
        open: what they are waiting for, newest first.
        past: what was closed, newest first.
        contacts: contacts tried, newest first.
        apart: key and name of volunteers not sent to them.
        holds: what keeps their records back, for the lead; nothing for anybody else.
    """

    held: PersonDetail
    open: tuple[Helped, ...]
    past: tuple[Helped, ...]
    contacts: tuple[AttemptLine, ...]
    apart: tuple[tuple[str, str], ...]
    holds: tuple[HoldLine, ...] = ()


class PersonPages(Service):
    """The verb behind the page about one person."""

    @verb("person.see")
    def of(self, actor: Actor, person_id: str) -> WholePerson:
        """Read everything about one person, in a fixed number of statements.

        Raises:
            NotFound: they are not there any more.
        """
        holds = tuple(Holds(self.tools).of(actor, person_id)) if actor.may("hold.set") else ()
        with self.store.read() as session:
            person = get(session, Person, person_id, "person")
            keys = query.requests_of(session, person_id)
            rows = [masked(row, actor) for row in request_query.rows(session, keys)]
            tasks: dict[str, list[TaskOfPerson]] = {}
            for task in query.tasks_of(session, keys):
                tasks.setdefault(task.request_id, []).append(task)
            callers = {one.request_id: one for one in query.asked_by(session, keys)}
            helped = [Helped(row, tuple(tasks.get(row.id, ())), callers.get(row.id)) for row in rows]
            return WholePerson(
                person_detail(session, person),
                tuple(one for one in helped if one.row.status in STAGES["open"]),
                tuple(one for one in helped if one.row.status not in STAGES["open"]),
                tuple(attempts(session, person_id, MOST_CONTACTS)),
                tuple(query.kept_apart(session, person_id)),
                holds,
            )
