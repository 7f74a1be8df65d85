"""How long a hub waits to hear of somebody: of those who are out, and of those who are rung or helped.

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

_KEY = "waits"
_BOUNDS = {
    "ring_in": (1, int(MOST_LATER.total_seconds() // 60)),
    "alarm": (1, int(LONGEST_GRACE.total_seconds() // 60)),
    "quiet": (2, 90),
}
"""The least and the most of each."""


@dataclass(frozen=True, slots=True)
class Waits:
    """The hub's own times.

    Attributes:
        ring_in: minutes after which somebody who goes out rings in, where nothing else is said.
        alarm: minutes late from which it is an alarm.
        quiet: days after which somebody nobody heard of is listed.
    """

    ring_in: int = 60
    alarm: int = int(GRACE.total_seconds() // 60)
    quiet: int = 7

    @property
    def grace(self) -> timedelta:
        """How long somebody may be late before it is an alarm."""
        return timedelta(minutes=self.alarm)


class WaitTimes(Service):
    """Verbs on those times."""

    @verb("hub.see")
    def get(self, _actor: Actor) -> Waits:
        """The times as they stand."""
        with self.store.read() as session:
            return waits_in(session)

    @verb("hub.set")
    def save(self, actor: Actor, wanted: Waits) -> Changes:
        """Change them.

        Raises:
            DomainError: a number is no time anybody would wait.
        """
        for name, (least, most) in _BOUNDS.items():
            if not least <= getattr(wanted, name) <= most:
                raise DomainError(f"Give a number from {least} to {most}.", field=name)
        with self.store.write(actor.user_id) as work:
            hub = work.session.scalars(select(Hub)).one()
            hub.settings = hub.settings | {_KEY: asdict(wanted)}
            return changes(work, hub.id, "Saved")


def waits_in(session: Session) -> Waits:
    """The times, inside a session; what is no such number counts as never set."""
    held = session.scalars(select(Hub.settings)).one().get(_KEY)
    known = held if isinstance(held, dict) else {}
    right = {
        name: known[name]
        for name, (least, most) in _BOUNDS.items()
        if type(known.get(name)) is int and least <= known[name] <= most
    }
    return Waits(**right)
