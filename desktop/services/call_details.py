"""One call to be made, with all its caller needs; and whoever is quiet."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.enums import Answer
from db.models import CallPlan, Household, Person
from db.queries import calls as query
from db.queries.calls import CallRow, PlanRow, PromiseRow, StepRow
from desktop.domain import call_rules
from desktop.domain.age import age_on
from desktop.services.call_plans import plan_of, standing_of
from desktop.services.people import display_name

SHOWN_CALLS = 6


@dataclass(frozen=True, slots=True)
class CallDetail:
    """Everything a caller needs before the first word.

    Attributes:
        phone: the number to ring: the safe one where they gave one, and then no other.
        calls: the last calls, the newest first; steps for no answer among them.
        last: the last call in which they were reached; None for a first call.
        is_last_resort: every step was taken, and nobody knows how they are.
    """

    row: PlanRow
    name: str
    called: str
    address: str
    age: int | None
    lives_alone: bool
    phone: str
    only_this_number: bool
    safe_when: str
    safe_message: Answer
    communication_needs: str
    good_to_know: str
    talk_about: str
    steps: tuple[StepRow, ...]
    calls: tuple[CallRow, ...]
    last: CallRow | None
    promises: tuple[PromiseRow, ...]
    is_last_resort: bool


def call_detail(session: Session, held: CallPlan, today: date) -> CallDetail:
    """Everything a caller needs of one plan, inside a session."""
    person = session.get_one(Person, held.person_id)
    home = session.get(Household, person.household_id) if person.household_id else None
    (row,) = query.plan_rows(session, [held.id])
    found = query.calls(session, held.id, 4 * SHOWN_CALLS)
    return CallDetail(
        row=row,
        name=display_name(person),
        called=person.preferred_name or person.first_name or display_name(person),
        address=", ".join(one for one in (home.address_line1, home.town) if one) if home else "",
        age=age_on(person.date_of_birth, today),
        lives_alone=home is not None and home.size == 1,
        phone=person.safe_number or query.phone_of(session, person.id),
        only_this_number=bool(person.safe_number),
        safe_when=person.safe_when,
        safe_message=person.safe_message,
        communication_needs=person.communication_needs,
        good_to_know=person.good_to_know,
        talk_about=held.talk_about,
        steps=tuple(query.steps(session, held.id)),
        calls=tuple(found),
        last=next((one for one in found if one.outcome in query.SPOKEN), None),
        promises=tuple(query.promises(session, person_id=person.id)),
        is_last_resort=held.next_step > 0
        and call_rules.is_last_resort(plan_of(session, held), standing_of(held)),
    )


def quiet(session: Session, today: date) -> list[PlanRow]:
    """Everybody nobody reached for longer than their plan allows, the longest first."""

    def last(one: PlanRow) -> date:
        return one.reached_at.astimezone().date() if one.reached_at else one.starts_on

    found = [one for one in query.plans(session) if last(one) < call_rules.quiet_since(today, one.quiet_days)]
    return sorted(found, key=lambda one: (last(one), one.last_name, one.id))
