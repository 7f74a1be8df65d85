"""Hands that make a rota in a new hub: jobs, volunteers with times and checks, and places on shifts."""

from datetime import date, time, timedelta

from db.enums import CheckStatus, CheckType, VolunteerStatus
from db.enums_rota import SeatRole
from db.models import Check, Person, Phone, Volunteer, VolunteerSlot
from desktop.services.base import Actor
from desktop.services.hubs import OpenHub
from desktop.services.rota import Rota, Spot
from desktop.services.rota_jobs import JobDraft, RotaJobs, SeatDraft
from desktop.services.rota_views import WeekView

MONDAY = date(2026, 11, 16)
"""Of the week in which the tests' hub is opened, on the Tuesday."""


class RotaHands:
    """Makes what tests of the rota need."""

    def __init__(self, hub: OpenHub) -> None:
        self.hub = hub
        self.rota, self.jobs = Rota(hub.tools), RotaJobs(hub.tools)

    @property
    def who(self) -> Actor:
        """Whoever is at the keyboard."""
        return self.hub.actor

    def person(
        self,
        name: str = "Leanne Price",
        *,
        minutes: int | None = 600,
        days: tuple[int, ...] = range(7),  # type: ignore[assignment]
        hours: tuple[int, int] = (8, 20),
        born: date | None = date(1980, 1, 1),
        status: VolunteerStatus = VolunteerStatus.ACTIVE,
        checks: tuple[CheckType, ...] = (CheckType.DRIVING_PAPERS,),
    ) -> str:
        """A volunteer with times and checks; driving papers unless said otherwise."""
        first, _, last = name.partition(" ")
        with self.hub.store.write(self.who.user_id) as work:
            person = Person(
                number=work.next_number("person"), first_name=first, last_name=last, date_of_birth=born
            )
            work.add(person)
            work.session.flush()
            one = Volunteer(
                number=work.next_number("volunteer"),
                person_id=person.id,
                status=status,
                weekly_minutes=minutes,
                joined_on=MONDAY - timedelta(days=200),
            )
            work.add(one)
            work.session.flush()
            work.add(Phone(person_id=person.id, raw="020 7946 0123", e164="+442079460123", kind="landline"))
            for day in days:
                slot = {"weekday": day, "starts_at": time(hours[0]), "ends_at": time(hours[1])}
                work.add(VolunteerSlot(volunteer_id=one.id, **slot))
            for kind in checks:
                work.add(_check(one.id, kind))
            return one.id

    def job(
        self,
        name: str = "Northfold round",
        *,
        rule: str = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        hours: tuple[int, int] = (11, 13),
        seats: tuple[SeatDraft, ...] = (SeatDraft(SeatRole.DRIVER), SeatDraft(SeatRole.HELPER)),
        **more: object,
    ) -> str:
        """A job that began the week before."""
        begun = {"from_on": MONDAY - timedelta(days=14), **more}
        draft = JobDraft(name, time(hours[0]), time(hours[1]), rule, seats=seats, **begun)  # type: ignore[arg-type]
        return self.jobs.save(self.who, draft).made

    def seat(self, job_id: str, at: int = 0) -> str:
        """The key of one of a job's seats."""
        return self.jobs.get(self.who, job_id).draft.seats[at].id

    def spot(self, job_id: str, day: int, volunteer_id: str = "", at: int = 0) -> Spot:
        """A seat on a day of this week, counted from Monday."""
        return Spot(self.seat(job_id, at), MONDAY + timedelta(days=day), volunteer_id)

    def week(self, weeks: int = 0) -> WeekView:
        """This week, or one later."""
        return self.rota.week(self.who, MONDAY + timedelta(weeks=weeks))

    def names(self, day: int, at: int = 0, weeks: int = 0, job: int = 0) -> list[str]:
        """First names of whoever is on a seat of a job on a day."""
        view = self.week(weeks)
        when = MONDAY + timedelta(days=day, weeks=weeks)
        jobs = list(dict.fromkeys(one.job.id for one in view.shifts))
        (shift,) = [one for one in view.shifts if one.on_date == when and one.job.id == jobs[job]]
        return [view.short(one.volunteer_id) for one in shift.seats[at].takers]


def _check(volunteer_id: str, kind: CheckType) -> Check:
    held = {"licence_to": date(2030, 1, 1), "insurance_to": date(2030, 1, 1), "mot_to": date(2030, 1, 1)}
    own = {**held, "business_to": date(2030, 1, 1)} if kind is CheckType.DRIVING_PAPERS else {}
    return Check(
        volunteer_id=volunteer_id,
        type=kind,
        status=CheckStatus.VERIFIED,
        issued_on=date(2026, 1, 5),
        seen_on=date(2026, 1, 5),
        seen_by="Helen Strickland",
        review_on=date(2029, 1, 5),
        **own,
    )
