"""Letters and e-mails about checks that end: filled for each person, to be copied out or printed.

They are the hub's own templates; one is about a check when ``{check}`` stands in it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import Answer, CheckType, TemplateKind
from db.models import Check, Household, Person, Template, Volunteer
from desktop.domain.check_grid import last_day
from desktop.domain.clearance_words import check_name
from desktop.domain.names import full_name
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.hub_info import facts
from desktop.services.records import get
from desktop.services.sharing_log import Share, write_share
from desktop.services.templates import TemplateDraft, TemplateLine, filled

MARK = "{check}"
"""What makes a template one about a check."""


@dataclass(frozen=True, slots=True)
class CheckLetter:
    """One letter, e-mail or text, ready to leave.

    Attributes:
        address: lines under the name; none where no address is known.
        missing: names left in braces because they are not known.
        no_post: the person asked for no post.
        no_message: the person asked for no messages.
    """

    check_id: str
    person_id: str
    name: str
    address: tuple[str, ...]
    email: str
    subject: str
    body: str
    missing: tuple[str, ...]
    no_post: bool
    no_message: bool


class CheckLetters(Service):
    """Verbs on letters about checks."""

    @verb("check.see")
    def templates(self, _actor: Actor) -> list[TemplateLine]:
        """The templates that are about a check, letters first."""
        with self.store.read() as session:
            return templates_with(session, MARK)

    @verb("check.see")
    def fill(self, _actor: Actor, template_id: str, check_ids: Sequence[str]) -> list[CheckLetter]:
        """A template filled for the holder of each check, in the order given; checks taken out are left out.

        Raises:
            NotFound: the template is no longer in use.
        """
        with self.store.read() as session:
            template = get(session, Template, template_id, "template")
            hub = facts(session)
            held = _held(session, check_ids)
        known = {"hub_name": hub.name, "hub_phone": hub.phone}
        return [_letter(template, held[key], known) for key in check_ids if key in held]

    @verb("letter.print")
    def record(
        self, actor: Actor, share: Share, put_in_place: Callable[[], object] = lambda: None
    ) -> Changes:
        """Record letters that leave on paper; where the file cannot be put in place, neither stands."""
        with self.store.write(actor.user_id) as work:
            record = write_share(work, actor, share, self.now())
            summed = changes(work, record.id, f"{share.file_name} saved and recorded")
            put_in_place()
        return summed


def templates_with(session: Session, mark: str) -> list[TemplateLine]:
    """The templates in which a mark stands, letters first."""
    order = list((TemplateKind.LETTER, TemplateKind.EMAIL, TemplateKind.TEXT))
    found = session.scalars(select(Template).where(Template.voided_at.is_(None))).all()
    about = [one for one in found if mark in one.subject + one.body]
    return [
        TemplateLine(one.id, TemplateDraft(one.kind, one.name, one.body, one.subject))
        for one in sorted(about, key=lambda one: (order.index(one.kind), one.name.casefold(), one.id))
    ]


_Held = tuple[Check, Person, Household | None]


def _held(session: Session, check_ids: Sequence[str]) -> dict[str, _Held]:
    query = (
        select(Check, Person, Household)
        .join(Volunteer, Volunteer.id == Check.volunteer_id)
        .join(Person, Person.id == Volunteer.person_id)
        .outerjoin(Household, Household.id == Person.household_id)
        .where(Check.id.in_(check_ids), Check.voided_at.is_(None))
    )
    return {check.id: (check, person, home) for check, person, home in session.execute(query)}


def _letter(template: Template, held: _Held, known: dict[str, str]) -> CheckLetter:
    check, person, home = held
    own = {
        # Its level is nobody's business but the reader's, who knows it.
        "check": in_sentence(check_name(check.type)),
        "date": _day(last_day(check)),
    }
    return letter_to(template, check.id, person, home, {**known, **own})


def letter_to(
    template: Template, key: str, person: Person, home: Household | None, known: dict[str, str]
) -> CheckLetter:
    """A template filled for somebody.

    Args:
        template: the words.
        key: what the letter is about: a check, or a volunteer.
        person: to whom.
        home: where they live; None where no address is known.
        known: what is filled in, beside their first name.
    """
    name = person.preferred_name or person.first_name
    words = filled(template.subject, template.body, {**known, "first_name": name})
    lines = (home.address_line1, home.address_line2, home.town, home.postcode) if home is not None else ()
    return CheckLetter(
        key,
        person.id,
        full_name(person.first_name, person.last_name),
        tuple(line for line in lines if line),
        person.email,
        words.subject,
        words.body,
        words.missing,
        person.safe_post is Answer.NO,
        person.safe_message is Answer.NO,
    )


def in_sentence(name: str) -> str:
    """A check's name inside a sentence: "driving papers", but "DBS" and "PVG membership"."""
    plain = {check_name(CheckType.ACCESS_NI)}
    return name if name in plain or name[1:2].isupper() else name[:1].lower() + name[1:]


def _day(day: date | None) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}" if day else ""
