"""The round sheet: what a volunteer needs at the door and nothing else; and the record of its printing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from db.enums import LawfulBasis, ShareKind
from db.models import Person, Round, SharingRecord, Volunteer
from db.queries import rounds as query
from db.queries.rounds import Carried
from desktop.domain.map_plan import BOTH, Legs, Point, legs_of, place_on_grid
from desktop.domain.phones import national
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.hub_info import HubFacts, facts
from desktop.services.round_details import print_purpose
from desktop.services.round_gates import Held, as_told, held_back
from desktop.services.round_items import (
    Item,
    Label,
    address_of,
    items_of,
    items_words,
    labels_of,
    names_of,
    short_name,
    totalled,
)
from desktop.services.round_stops import crews_of, find_round, halts_of, times_of

DESTROY_AFTER = timedelta(days=1)
"""How long after the round its sheet may exist; the hub's habit."""
PRINTED_FIELDS = ("first name and initial", "address", "items", "diet label", "door note")


@dataclass(frozen=True, slots=True)
class SheetStop:
    """One stop as printed: see `desktop.exports.round_sheet.Stop` for what each part may hold.

    Its ``place`` on the grid is for the map on the sheet; None where not known.
    """

    number: int
    address: str
    name: str
    at: time | None
    item: str
    labels: tuple[Label, ...]
    task_ids: tuple[str, ...]
    place: Point | None = None


@dataclass(frozen=True, slots=True)
class SheetData:
    """One round as printed, and apart from it what stays off the paper.

    Attributes:
        miles: along roads, estimated; None where a stop is not on the grid.
        held: tasks kept off the sheet and why, for the screen; never printed.
        people: how many people the sheet names.
        base: the hub; None where its place is not known.
        legs: which legs of the way touch it.
        items: what to load, counted.
    """

    round_id: str
    hub_name: str
    round_name: str
    reference: str
    day: date
    stops: tuple[SheetStop, ...]
    starts: time
    ends: time
    miles: float | None
    driver: str
    helper: str
    load: str
    safeguarding_phone: str
    lead_name: str
    hub_phone: str
    printed_at: datetime
    destroy_by: date
    demo: bool
    held: tuple[Held, ...]
    people: int
    base: Point | None = None
    legs: Legs = BOTH
    items: tuple[Item, ...] = ()


class RoundSheets(Service):
    """Verbs that print rounds. Nothing here changes a round or a task."""

    @verb("round.print")
    def sheet(self, actor: Actor, round_id: str) -> SheetData:
        """Gather what a round's sheet carries.

        A task that somebody of the crew is not cleared for, or that another gate stops, stays off it.

        Args:
            round_id: key or reference.

        Returns:
            The sheet; clearance is worked out now.

        Raises:
            NotFound: there is no such round in use.
        """
        with self.store.read() as session:
            held = find_round(session, round_id)
            return _sheet(session, actor, held, self.today(), self.now())

    @verb("round.print")
    def sheets(self, actor: Actor, round_ids: Sequence[str]) -> list[SheetData]:
        """Gather what the sheets of a few rounds carry, such as those of one morning; see `sheet`.

        Args:
            round_ids: keys or references.

        Returns:
            A sheet for each, in their order; clearance is worked out now, for each round by itself.

        Raises:
            NotFound: one of them is not in use any more.
        """
        today, now = self.today(), self.now()
        with self.store.read() as session:
            return [_sheet(session, actor, find_round(session, one), today, now) for one in round_ids]

    @verb("round.print")
    def record_print(self, actor: Actor, round_id: str, file_hash: str, file_name: str = "") -> Changes:
        """Leave the sharing record of a printed sheet (domain rule 11).

        Args:
            actor: who printed.
            round_id: key or reference.
            file_hash: SHA-256 of the file, hexadecimal.
            file_name: what the file is called.

        Returns:
            What was touched: the sharing record alone.
        """
        with self.store.write(actor.user_id) as work:
            held = find_round(work.session, round_id)
            sheet = _sheet(work.session, actor, held, self.today(), self.now())
            tasks = {task.task_id: task.person_id for task in query.carried(work.session, [held.id])}
            record = SharingRecord(
                number=work.next_number("sharing_record"),
                at=self.now(),
                kind=ShareKind.PRINT,
                by_id=actor.user_id,
                recipient_name=", ".join(n for n in (sheet.driver, sheet.helper) if n) or "Volunteers",
                purpose=print_purpose(held.number),
                basis=LawfulBasis.LEGITIMATE_INTERESTS,
                fields=list(PRINTED_FIELDS),
                people_count=sheet.people,
                left_out=[{"person": tasks[one.task_id], "reason": one.why.value} for one in sheet.held],
                file_name=file_name,
                file_hash=file_hash,
                delete_by=sheet.destroy_by,
            )
            work.add(record)
            work.session.flush()
            return changes(work, record.id, f"Sheet S-{held.number} printed")


def _sheet(session: Session, actor: Actor, held: Round, today: date, now: datetime) -> SheetData:
    tasks = query.carried(session, [held.id])
    stopped = held_back(session, tasks, crews_of(held, tasks), today)
    kept_off = {one.task_id for one in stopped}
    kept = [task for task in tasks if task.task_id not in kept_off]
    hub = facts(session)
    times = times_of(session, held, halts_of(kept))
    items = totalled(item for task in kept for item in items_of(task))
    return SheetData(
        round_id=held.id,
        hub_name=hub.name,
        round_name=held.name,
        reference=f"S-{held.number}",
        day=held.on_date,
        stops=tuple(_stops(session, held, kept)),
        starts=held.starts_at,
        ends=held.ends_at or times.ends_at,
        miles=None if times.unknown else times.miles,
        driver=_volunteer(session, held.driver_id),
        helper=_volunteer(session, held.helper_id),
        load=", ".join(item.words for item in items),
        printed_at=now.astimezone().replace(tzinfo=None),
        destroy_by=held.on_date + DESTROY_AFTER,
        held=tuple(as_told(stopped, actor)),
        people=len({task.person_id for task in kept}),
        base=place_on_grid(hub.easting, hub.northing),
        legs=legs_of(held.begins, held.finishes),
        items=tuple(items),
        **_numbers(hub),
    )


def _numbers(hub: HubFacts) -> dict[str, Any]:
    return {
        "safeguarding_phone": national(hub.safeguarding_phone),
        "lead_name": hub.lead_name.split(" ")[0],
        "hub_phone": national(hub.phone),
        "demo": hub.is_demo,
    }


def _stops(session: Session, held: Round, kept: Sequence[Carried]) -> list[SheetStop]:
    """Stops keep their number on the round, also where one before them stays off the sheet."""
    with_town = len({task.town.casefold() for task in kept if task.town}) > 1
    found = []
    for number, stop in enumerate(query.stops(session, held.id), 1):
        own = [task for task in kept if task.stop_id == stop.id]
        if own:
            found.append(
                SheetStop(
                    number=number,
                    address=address_of(own[0], with_town=with_town),
                    name=names_of(own),
                    at=stop.planned_at,
                    item=items_words(own),
                    labels=tuple(labels_of(own)),
                    task_ids=tuple(task.task_id for task in own),
                    place=place_on_grid(own[0].easting, own[0].northing),
                )
            )
    return found


def _volunteer(session: Session, volunteer_id: str | None) -> str:
    volunteer = session.get(Volunteer, volunteer_id) if volunteer_id else None
    if volunteer is None:
        return ""
    person = session.get_one(Person, volunteer.person_id)
    return short_name(person.first_name, person.preferred_name, person.last_name)
