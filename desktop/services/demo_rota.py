"""The demonstration's rota: jobs of a week, who usually does them, and this week's gaps and one clash."""

from datetime import date, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from db.enums_rota import PlaceHow, PlaceState, SeatRole
from db.models import NeedType, RotaJob, RotaPlace, RotaSeat, RotaUsual
from db.session import UnitOfWork
from desktop.domain.match_facts import monday
from desktop.domain.recurrence import weekly
from desktop.domain.rota import SeatOn, Shift
from desktop.domain.rota_seats import judge
from desktop.services.demo_volunteers import Helper
from desktop.services.rota_facts import Facts

if TYPE_CHECKING:
    from desktop.services.demo import Cast

_DRIVER, _HELPER, _PERSON = SeatRole.DRIVER, SeatRole.HELPER, SeatRole.PERSON
_ASKED = 160
"""How many volunteers are looked through: a street's worth, whatever the size of the hub."""
_BEGUN = timedelta(weeks=8)


class _Job(NamedTuple):
    """A job: days, hours in minutes, seats with how many, kind of help."""

    name: str
    icon: str
    days: tuple[int, ...]
    hours: tuple[int, int]
    seats: tuple[tuple[SeatRole, int], ...]
    need: str = ""
    age: int = 0
    place: str = ""


_BOTH = ((_DRIVER, 1), (_HELPER, 1))
_JOBS = (
    _Job(
        "Northfold round",
        "truck-delivery",
        (0, 1, 2, 4),
        (660, 780),
        ((_DRIVER, 1), (_HELPER, 1)),
        "food_parcel",
    ),
    _Job("Quayside round", "truck-delivery", (1, 3, 5), (585, 705), ((_DRIVER, 1),), "food_parcel"),
    _Job("Mill Green round", "truck-delivery", (0, 1, 3), (840, 930), ((_DRIVER, 1),), "food_parcel"),
    _Job("Prescription run", "pill", (0, 1, 2, 3, 4), (720, 780), ((_PERSON, 1),), "prescription"),
    _Job("Welfare calls", "phone-call", (0, 1, 2, 3, 4, 6), (600, 720), ((_PERSON, 2),), "welfare_check"),
    _Job("Front desk", "door", (0, 1, 2, 3, 4, 5), (540, 780), ((_PERSON, 2),), age=18, place="The hub"),
    _Job("Packing", "package", (0, 1, 2, 3, 4), (960, 1080), ((_PERSON, 4),), place="The hub"),
)


def write_rota(work: UnitOfWork, cast: "Cast", helpers: list[Helper]) -> None:
    """Write the jobs, whoever the rules let do them usually, and what is otherwise this week.

    Args:
        work: the unit of work.
        cast: what the parts share.
        helpers: the volunteers.
    """
    asked = [one.id for one in helpers if one.is_active][:_ASKED]
    if len(asked) < 2 * len(_JOBS):
        return
    _write_jobs(work, cast.today)
    first = monday(cast.today)
    facts = Facts(work.session, first, first + timedelta(days=6), cast.today)
    facts.load(asked)
    taken: list[tuple[Shift, SeatOn, str]] = []
    for shift in facts.shifts:
        for seat in shift.seats:
            for _one in range(seat.seat.minimum):
                who = _somebody(facts, shift, seat, asked)
                if who:
                    facts.add(shift, seat, who)
                    taken.append((shift, seat, who))
    work.insert_many(
        RotaUsual,
        [
            {
                "seat_id": seat.seat.id,
                "volunteer_id": who,
                "weekday": shift.on_date.weekday(),
                "from_on": first - _BEGUN,
            }
            for shift, seat, who in taken
        ],
    )
    _write_this_week(work, cast.today, taken)


def _write_jobs(work: UnitOfWork, today: date) -> None:
    needs = {code: key for key, code in work.session.execute(select(NeedType.id, NeedType.code))}
    first = work.next_number("rota_job", len(_JOBS))
    for at, one in enumerate(_JOBS):
        job = RotaJob(
            number=first + at,
            name=one.name,
            place=one.place,
            icon=one.icon,
            starts_at=_time(one.hours[0]),
            ends_at=_time(one.hours[1]),
            rule=weekly(one.days),
            from_on=monday(today) - _BEGUN,
            need_type_id=needs.get(one.need),
            minimum_age=one.age,
        )
        work.add(job)
        work.session.flush()
        for position, (role, count) in enumerate(one.seats):
            seat = RotaSeat(job_id=job.id, position=position, role=role, minimum=count, maximum=count)
            work.add(seat)
    work.session.flush()


def _somebody(facts: Facts, shift: Shift, seat: SeatOn, asked: list[str]) -> str:
    """The first volunteer the rules let take a seat without any doubt; empty for nobody."""
    ask = facts.ask(shift, seat.seat)
    for key in asked:
        if facts.is_on(shift, key):
            continue
        verdict = judge(ask, facts.person(shift, seat.seat, key))
        if verdict.may and not verdict.warnings:
            return key
    return ""


def _write_this_week(work: UnitOfWork, today: date, taken: list[tuple[Shift, SeatOn, str]]) -> None:
    """A driver is off today or next, two others later; one caller is also down for a round."""
    ahead = [one for one in taken if one[0].on_date >= today]
    drivers = [one for one in ahead if one[1].seat.drives]
    off = [*drivers[:1], *ahead[7:8], *ahead[12:13]]
    rows = [_row(one, one[2], PlaceState.CALLED_OFF, PlaceHow.USUAL) for one in off]
    for caller in ahead:
        beside = [
            one
            for one in ahead
            if one[0].on_date == caller[0].on_date
            and one[0].job.id != caller[0].job.id
            and caller[0].start < one[0].start < caller[0].end
            and one[0].on_date > today
            and one not in off
        ]
        if caller[0].job.name == "Welfare calls" and beside and caller not in off:
            rows.append(_row(beside[0], beside[0][2], PlaceState.CALLED_OFF, PlaceHow.USUAL))
            rows.append(_row(beside[0], caller[2], PlaceState.PLANNED, PlaceHow.COVER))
            break
    keys = {(row["seat_id"], row["on_date"], row["volunteer_id"]): row for row in rows}
    work.insert_many(RotaPlace, list(keys.values()))


def _row(
    one: tuple[Shift, SeatOn, str], volunteer_id: str, state: PlaceState, how: PlaceHow
) -> dict[str, object]:
    shift, seat, _who = one
    return {
        "seat_id": seat.seat.id,
        "on_date": shift.on_date,
        "volunteer_id": volunteer_id,
        "how": how,
        "state": state,
        "why": "",
    }


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)
