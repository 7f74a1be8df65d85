"""The steps of a request on paper, for the person it is about: what was done, and what comes next."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.enums import ShareKind
from db.enums_casework import StepState
from db.models import NeedType, Person, Request
from db.queries import casework as query
from desktop.domain.errors import DomainError
from desktop.domain.names import full_name
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get
from desktop.services.sharing_log import Share, write_share

FIELDS = ("name", "need", "steps")
"""What the paper holds of the person."""


@dataclass(frozen=True, slots=True)
class PaperStep:
    """A step as the person reads it: what, who does it, and by when or since when; no notes of the hub's."""

    words: str
    who: str
    day: date | None
    is_done: bool


@dataclass(frozen=True, slots=True)
class CasePaper:
    """What the paper says.

    Attributes:
        request: such as ``R-12``.
        steps: in their order, without those not needed.
    """

    person: str
    request: str
    need: str
    steps: tuple[PaperStep, ...]


class CaseworkPapers(Service):
    """Verbs on the paper of a request's steps."""

    @verb("case.print")
    def paper(self, _actor: Actor, request_id: str) -> CasePaper:
        """What may stand on the paper.

        Raises:
            DomainError: no step is on the request, or its need is private, which is never on paper.
        """
        with self.store.read() as session:
            return _paper(session, request_id)

    @verb("case.print")
    def leave(
        self,
        actor: Actor,
        request_id: str,
        made: tuple[CasePaper, bytes],
        name: str,
        put_in_place: Callable[[], object],
    ) -> Changes:
        """Let the paper leave, and record that it did: both or neither.

        Args:
            actor: who prints.
            request_id: the request.
            made: the paper as it was looked at, and its PDF.
            name: of the file or the printer.
            put_in_place: writes the file; nothing for a printer.

        Raises:
            DomainError: a step changed since it was looked at.
        """
        paper, content = made
        share = Share(
            kind=ShareKind.PRINT,
            purpose="Steps of casework for the person",
            fields=FIELDS,
            people_count=1,
            file_name=name,
            file_hash=hashlib.sha256(content).hexdigest(),
            recipient_name="the person themselves",
        )
        with self.store.write(actor.user_id) as work:
            if _paper(work.session, request_id) != paper:
                raise DomainError("A step changed meanwhile. Look at it again, then print.")
            record = write_share(work, actor, share, self.now())
            done = changes(work, record.id, "Steps recorded as printed")
            put_in_place()
        return done


def _paper(session: Session, request_id: str) -> CasePaper:
    request = get(session, Request, request_id, "request")
    need = session.get_one(NeedType, request.need_type_id)
    if need.is_private:
        raise DomainError("This need is private, and is never on paper. Tell them instead.")
    steps = [one for one in query.steps(session, request_id) if one.state is not StepState.NOT_NEEDED]
    if not steps:
        raise DomainError("There is no step yet. Begin a checklist first, then print.")
    person = session.get_one(Person, request.person_id)
    return CasePaper(
        full_name(person.first_name, person.last_name, person.preferred_name),
        f"R-{request.number}",
        need.label,
        tuple(
            PaperStep(
                one.words,
                one.settled_by if one.state is StepState.DONE else one.owner,
                one.settled_on if one.state is StepState.DONE else one.due_on,
                one.state is StepState.DONE,
            )
            for one in steps
        ),
    )
