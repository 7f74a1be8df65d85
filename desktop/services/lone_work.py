"""How a hub watches over those who are out: after how long they ring in, and when lateness is an alarm.

The times are hub policy: whoever sends people out judges the risk of lone work and sets them by it (Health
and Safety at Work etc. Act 1974, section 3; HSE guidance INDG73, Protecting lone workers).
"""

from dataclasses import asdict, dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Hub
from desktop.domain.errors import DomainError
from desktop.domain.out_now import GRACE, LONGEST_GRACE, MOST_LATER
from desktop.services.base import Actor, Changes, Service, changes, verb

_KEY = "lone_work"
_MOST = {"ring_in": int(MOST_LATER.total_seconds() // 60), "alarm": int(LONGEST_GRACE.total_seconds() // 60)}


@dataclass(frozen=True, slots=True)
class LoneWork:
    """The hub's own times.

    Attributes:
        ring_in: minutes after which somebody who goes out rings in, where nothing else is said.
        alarm: minutes late from which it is an alarm.
    """

    ring_in: int = 60
    alarm: int = int(GRACE.total_seconds() // 60)

    @property
    def grace(self) -> timedelta:
        """How long somebody may be late before it is an alarm."""
        return timedelta(minutes=self.alarm)


class LoneWorking(Service):
    """Verbs on those times."""

    @verb("hub.see")
    def get(self, _actor: Actor) -> LoneWork:
        """The times as they stand."""
        with self.store.read() as session:
            return lone_work_in(session)

    @verb("hub.set")
    def save(self, actor: Actor, wanted: LoneWork) -> Changes:
        """Change them.

        Raises:
            DomainError: a number is no time anybody would wait.
        """
        for name, most in _MOST.items():
            if not 1 <= getattr(wanted, name) <= most:
                raise DomainError(f"Give a number of minutes from 1 to {most}.", field=name)
        with self.store.write(actor.user_id) as work:
            hub = work.session.scalars(select(Hub)).one()
            hub.settings = hub.settings | {_KEY: asdict(wanted)}
            return changes(work, hub.id, "Saved")


def lone_work_in(session: Session) -> LoneWork:
    """The times, inside a session; what is no such number counts as never set."""
    held = session.scalars(select(Hub.settings)).one().get(_KEY)
    known = held if isinstance(held, dict) else {}
    right = {
        name: known[name]
        for name, most in _MOST.items()
        if type(known.get(name)) is int and 1 <= known[name] <= most
    }
    return LoneWork(**right)
