"""The numbers outside the hub to ring about somebody's safety; they travel with the hub's backups."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Hub
from desktop.services.base import Actor, Changes, Service, changes, verb

_KEY = "safeguarding"


@dataclass(frozen=True, slots=True)
class OutsideNumbers:
    """Whom to ring outside the hub, as the hub has checked.

    Attributes:
        council: name of the authority that takes safeguarding concerns.
        adults: its number for adults, in the day.
        evenings: its number in the evening and at weekends.
        children: its number for children.
        checked_on: ISO day somebody last checked them; empty where nobody has.
    """

    council: str = ""
    adults: str = ""
    evenings: str = ""
    children: str = ""
    checked_on: str = ""


class SafeguardingNumbers(Service):
    """Verbs on those numbers."""

    @verb("hub.see")
    def get(self, _actor: Actor) -> OutsideNumbers:
        """The numbers as they stand."""
        with self.store.read() as session:
            return numbers_in(session)

    @verb("hub.see")
    def phones(self, actor: Actor) -> tuple[tuple[str, str], ...]:
        """Those that are known, with whom each rings, in the order to try them."""
        held = self.get(actor)
        listed = (
            ("Adult safeguarding, daytime", held.adults),
            ("Evenings and weekends", held.evenings),
            ("Children's services", held.children),
        )
        return tuple(pair for pair in listed if pair[1])

    @verb("hub.set")
    def save(self, actor: Actor, numbers: OutsideNumbers) -> Changes:
        """Change them; whoever saves says by that they were checked today.

        Args:
            actor: who saves.
            numbers: as typed; the day is today whatever it says.
        """
        with self.store.write(actor.user_id) as work:
            hub = work.session.scalars(select(Hub)).one()
            held = {key: value.strip() for key, value in asdict(numbers).items()}
            hub.settings = hub.settings | {_KEY: held | {"checked_on": self.today().isoformat()}}
            return changes(work, hub.id, "Safeguarding numbers saved")


def numbers_in(session: Session) -> OutsideNumbers:
    """The numbers, inside a session; what cannot be read counts as not known."""
    held = session.scalars(select(Hub.settings)).one().get(_KEY)
    known = held if isinstance(held, dict) else {}
    return OutsideNumbers(**{name: str(known.get(name, "")) for name in OutsideNumbers.__slots__})


def checked_day(numbers: OutsideNumbers) -> date | None:
    """The day the numbers were last checked; None where nobody has."""
    try:
        return date.fromisoformat(numbers.checked_on)
    except ValueError:
        return None
