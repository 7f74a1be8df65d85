"""Letters that thank volunteers, with how often each helped since they were last thanked.

They are the hub's own templates; one is a thank-you when ``{gave}`` stands in it. What is told is counted;
hours are not told, as nobody writes them down.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import select

from db.models import Household, Person, Template, Volunteer
from db.queries import bank as query
from db.queries.bank import BankRow
from db.queries.paging import by_keys, given
from desktop.services.bank import reachable
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.check_letters import CheckLetter, letter_to, templates_with
from desktop.services.hub_info import facts
from desktop.services.records import get
from desktop.services.sharing_log import Share, write_share
from desktop.services.templates import TemplateLine

MARK = "{gave}"
"""What makes a template a thank-you."""
_HOMES = by_keys(
    select(Volunteer.id, Person, Household)
    .join(Person, Person.id == Volunteer.person_id)
    .outerjoin(Household, Household.id == Person.household_id),
    Volunteer.id,
)


class ThankLetters(Service):
    """Verbs on letters that thank."""

    @verb("volunteer.set")
    def templates(self, _actor: Actor) -> list[TemplateLine]:
        """The templates that thank, letters first."""
        with self.store.read() as session:
            return templates_with(session, MARK)

    @verb("volunteer.set")
    def fill(self, _actor: Actor, template_id: str, volunteer_ids: Sequence[str]) -> list[CheckLetter]:
        """A template filled for each volunteer, in the order given.

        Whoever did nothing since they were last thanked, is held back, or objected is left out.

        Raises:
            NotFound: the template is no longer in use.
        """
        with self.store.read() as session:
            template = get(session, Template, template_id, "template")
            hub = facts(session)
            open_to = {one.id for one in reachable(session, volunteer_ids)}
            rows = [one for one in query.rows(session, volunteer_ids, self.today()) if one.id in open_to]
            homes = {key: (person, home) for key, person, home in session.execute(_HOMES, given(open_to))}
        known = {"hub_name": hub.name, "hub_phone": hub.phone}
        return [
            letter_to(template, one.id, *homes[one.id], known | {"gave": gave(one)})
            for one in rows
            if one.helps
        ]

    @verb("bank.print")
    def record(
        self, actor: Actor, share: Share, put_in_place: Callable[[], object] = lambda: None
    ) -> Changes:
        """Record letters that leave on paper; where the file cannot be put in place, neither stands."""
        with self.store.write(actor.user_id) as work:
            record = write_share(work, actor, share, self.now())
            summed = changes(work, record.id, f"{share.file_name} saved and recorded")
            put_in_place()
        return summed


def gave(row: BankRow) -> str:
    """How often somebody helped, and since when."""
    times = "once" if row.helps == 1 else f"{row.helps} times"
    return f"{times} since {row.thanked_on.day} {row.thanked_on:%B %Y}" if row.thanked_on else times
