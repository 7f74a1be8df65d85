"""What keeps a task off a round's sheet, and why: the check gate, pairs, kept apart, a recorded no."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import Answer, PersonStatus
from db.models import Consent, DoNotPair, Person, Volunteer
from db.queries.matching import apart
from db.queries.rounds import Carried
from desktop.domain.clearance import judge, prepare
from desktop.domain.clearance_facts import DRIVEN, Clearance, Rule, TaskContext, VolunteerFacts
from desktop.domain.clearance_words import refusal
from desktop.services import gate
from desktop.services.base import Actor
from desktop.services.wordings import HELP

Crew = tuple[str, ...]
"""Keys of the volunteers who go, the driver first; empty while nobody is down for it."""


class HeldWhy(StrEnum):
    """Why a task stays off the sheet."""

    NOT_CLEARED = "not_cleared"
    KEPT_APART = "kept_apart"
    PAIR_NEEDED = "pair_needed"
    PERSON = "person"
    SAID_NO = "said_no"


@dataclass(frozen=True, slots=True)
class Held:
    """A task that stays off the sheet, and that its round cannot go out with.

    Attributes:
        task_id: the task.
        why: which rule.
        words: the reason and the next step, for the screen; never printed.
        volunteer_id: whom it is about; empty where it is not about one.
        untold: the same for whoever may not see checks; empty where `words` tell of none.
    """

    task_id: str
    why: HeldWhy
    words: str
    volunteer_id: str = ""
    untold: str = ""


@dataclass(frozen=True, slots=True)
class _Helper:
    """A volunteer as the gate sees one."""

    name: str
    facts: VolunteerFacts
    drives: bool


_PERSON_WORDS = {
    PersonStatus.DECEASED: "{name} is recorded as having died. Take this off the round.",
    PersonStatus.MOVED: "{name} has moved. Put the new address in, or take this off the round.",
    PersonStatus.DO_NOT_CONTACT: "{name} asked not to be contacted. Take this off the round.",
}


def held_back(
    session: Session,
    tasks: Sequence[Carried],
    crews: Mapping[str, Crew],
    system_day: date,
    rules: Sequence[Rule] | None = None,
) -> list[Held]:
    """Find what keeps tasks off paper and keeps their round from going out (domain rules 3 and 9).

    Clearance is worked out here and now from the checks; nothing is remembered.

    Args:
        session: an open session.
        tasks: the tasks.
        crews: who goes, by task.
        system_day: the laptop's own date; the newest date in the change log counts when it is later.
        rules: judge by these, which an edit would make; by those of the hub where not given.

    Returns:
        Every reason, in the order of the tasks; none where nothing stands in the way.
    """
    day = gate.today(session, system_day).day
    checked = _Gate(session, {one for crew in crews.values() for one in crew}, day, rules)
    kept_apart = _kept_apart(session, checked.helpers)
    refused = _said_no(session, {task.person_id for task in tasks})
    found: list[Held] = []
    for task in tasks:
        crew = crews.get(task.task_id, ())
        found += _about_the_person(task, refused)
        found += [
            Held(
                task.task_id, HeldWhy.KEPT_APART, f"{checked.helpers[one].name}: not for this household.", one
            )
            for one in crew
            if {(one, task.person_id), (one, task.household_id)} & kept_apart
        ]
        if task.go_in_pairs and len(crew) == 1:
            words = "Two people go to this household together. Add a second volunteer."
            found.append(Held(task.task_id, HeldWhy.PAIR_NEEDED, words))
        found += checked.not_cleared(task, crew)
    return found


def as_told(held: Iterable[Held], actor: Actor) -> list[Held]:
    """Reasons as a reader may have them: only the lead and who looks after checks learn which check it is."""
    if actor.may("check.see"):
        return list(held)
    return [replace(one, words=one.untold or one.words, untold="") for one in held]


class _Gate:
    """The check gate for one round: rules and facts read once."""

    def __init__(
        self, session: Session, volunteer_ids: Iterable[str], today: date, rules: Sequence[Rule] | None
    ) -> None:
        self.today = today
        self.nation = gate.nation(session)
        self.rules = gate.rules(session) if rules is None else rules
        self.helpers = _helpers(session, sorted(volunteer_ids))

    def not_cleared(self, task: Carried, crew: Crew) -> list[Held]:
        """Who of the crew may not do a task; a checked volunteer going too counts where the rule allows."""
        alone = {one: self._clearance(task, one, crew, paired=False) for one in crew}
        found = []
        for one in crew:
            clearance = alone[one]
            if not clearance.passes and any(alone[other].passes for other in crew if other != one):
                clearance = self._clearance(task, one, crew, paired=True)
            if not clearance.passes:
                name = self.helpers[one].name
                words, untold = refusal(name, clearance), refusal(name, clearance, told=False)
                found.append(Held(task.task_id, HeldWhy.NOT_CLEARED, words, one, untold))
        return found

    def _clearance(self, task: Carried, volunteer_id: str, crew: Crew, *, paired: bool) -> Clearance:
        """The gate today and on the day of the task: a check must hold on both."""
        helper = self.helpers[volunteer_id]
        context = TaskContext(
            nation=self.nation,
            need_code=task.need_code,
            on_date=self.today,
            because_of=task.because_of,
            paying=gate.paying(task.answers),
            to_care=str(task.answers.get("to_care", Answer.NOT_ASKED)),
            driving=helper.drives and volunteer_id == crew[0],
            at_door=True,
            paired=paired,
        )
        for day in gate.days_to_hold(self.today, task.on_date):
            clearance = judge(prepare(self.rules, replace(context, on_date=day)), helper.facts)
            if not clearance.passes:
                break
        return clearance


def _about_the_person(task: Carried, refused: set[str]) -> list[Held]:
    name = f"{task.first_name} {task.last_name}".strip() or f"R-{task.request_number}"
    if task.person_status is not PersonStatus.ACTIVE:
        return [Held(task.task_id, HeldWhy.PERSON, _PERSON_WORDS[task.person_status].format(name=name))]
    if task.person_id in refused:
        words = f"{name} has not agreed that a volunteer gets this address. Ring to ask, or leave it out."
        return [Held(task.task_id, HeldWhy.SAID_NO, words)]
    return []


def _helpers(session: Session, volunteer_ids: Sequence[str]) -> dict[str, _Helper]:
    facts = gate.facts_of(session, volunteer_ids)
    people = select(Volunteer, Person).join(Person, Person.id == Volunteer.person_id)
    return {
        volunteer.id: _Helper(
            f"{person.first_name} {person.last_name}".strip() or f"V-{volunteer.number}",
            facts[volunteer.id],
            volunteer.transport in DRIVEN,
        )
        for volunteer, person in session.execute(people.where(Volunteer.id.in_(volunteer_ids)))
    }


def _kept_apart(session: Session, volunteer_ids: Iterable[str]) -> set[tuple[str, str | None]]:
    """Volunteers with whom they are kept apart from: people, and the addresses those live at."""
    query = apart().where(DoNotPair.volunteer_id.in_(list(volunteer_ids)))
    found = set[tuple[str, str | None]]()
    for volunteer, person, home in session.execute(query):
        found |= {(volunteer, person), (volunteer, home)} if home else {(volunteer, person)}
    return found


def _said_no(session: Session, people: set[str]) -> set[str]:
    """People whose last word on a volunteer having their address is no; a yes taken back is a no."""
    query = select(Consent.person_id, Consent.answer, Consent.withdrawn_at, Consent.recipient_id).where(
        Consent.person_id.in_(people), Consent.purpose == HELP, Consent.voided_at.is_(None)
    )
    # Told apart here: asked of the store, it would go through everybody's by the index of recipients.
    last = {
        person: (answer, gone)
        for person, answer, gone, recipient in session.execute(query.order_by(Consent.given_at))
        if recipient is None
    }
    return {person for person, (answer, gone) in last.items() if answer is Answer.NO or gone is not None}
