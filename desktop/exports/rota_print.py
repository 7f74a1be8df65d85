"""From the rota as the services gather it to its papers: the wall, own shifts, calendars."""

import io
from collections.abc import Sequence
from datetime import datetime, timedelta

from db.enums_rota import SeatRole
from desktop.domain.rota import Job, SeatOn, Shift
from desktop.exports.rota_ics import CalendarShift, rota_calendar
from desktop.exports.rota_sheet import (
    OwnRota,
    OwnShift,
    WallCell,
    WallJob,
    WallNeed,
    WallPerson,
    WallRota,
    write_own_rotas,
    write_wall_rota,
)
from desktop.services.rota_papers import PaperData

_ROLES = {
    SeatRole.PERSON: ("person", "people"),
    SeatRole.DRIVER: ("driver", "drivers"),
    SeatRole.HELPER: ("helper", "helpers"),
    SeatRole.CALLER: ("caller", "callers"),
    SeatRole.PACKER: ("packer", "packers"),
    SeatRole.COOK: ("cook", "cooks"),
    SeatRole.LEADER: ("leader", "leaders"),
}
_NOT_ON = "Not on"


def wall_of(data: PaperData) -> WallRota:
    """Turn a week into what hangs on the wall; why a shift is not on stays off it.

    Args:
        data: a whole week.
    """
    jobs = {shift.job.id: shift.job for shift in data.view.shifts}
    return WallRota(
        hub_name=data.hub.name,
        first=data.first,
        jobs=tuple(_job(data, job) for job in jobs.values()),
        hub_phone=data.hub.phone,
        lead_name=data.hub.lead_name,
        safeguarding_phone=data.hub.safeguarding_phone,
        printed_at=data.hub.printed_at,
        demo=data.hub.demo,
    )


def own_of(data: PaperData, volunteer_id: str) -> OwnRota:
    """Turn some days into one volunteer's own shifts."""
    return OwnRota(
        hub_name=data.hub.name,
        name=data.short(volunteer_id),
        first=data.first,
        last=data.last,
        shifts=tuple(_own(data, shift, one, volunteer_id) for shift, one in _shifts(data, volunteer_id)),
        hub_phone=data.hub.phone,
        lead_name=data.hub.lead_name,
        safeguarding_phone=data.hub.safeguarding_phone,
        printed_at=data.hub.printed_at,
        demo=data.hub.demo,
    )


def render_wall(data: PaperData) -> tuple[bytes, int]:
    """Draw a week for the wall; returns the PDF and how many pages it has."""
    stream = io.BytesIO()
    pages = write_wall_rota(stream, wall_of(data))
    return stream.getvalue(), pages


def render_own(data: PaperData, volunteer_ids: Sequence[str], *, large: bool = False) -> tuple[bytes, int]:
    """Draw own rotas of some volunteers; returns the PDF and how many pages it has.

    Args:
        data: the days.
        volunteer_ids: whose, in order.
        large: in large print.
    """
    stream = io.BytesIO()
    pages = write_own_rotas(stream, [own_of(data, key) for key in volunteer_ids], large=large)
    return stream.getvalue(), pages


def calendar_of(data: PaperData, volunteer_id: str, now: datetime) -> bytes:
    """Write one volunteer's shifts as a calendar file.

    Args:
        data: the days.
        volunteer_id: whose.
        now: the moment it is written, with its zone.
    """
    shifts = [
        CalendarShift(shift.key, volunteer_id, _summary(shift, one), shift.on_date, shift.start, shift.end)
        for shift, one in _shifts(data, volunteer_id)
    ]
    return rota_calendar(shifts, now)


def _job(data: PaperData, job: Job) -> WallJob:
    days = {shift.on_date: shift for shift in data.view.shifts if shift.job.id == job.id}
    cells = (days.get(data.first + timedelta(days=day)) for day in range(7))
    return WallJob(
        job.name,
        job.icon,
        job.start,
        job.end,
        tuple(_cell(data, shift) if shift else None for shift in cells),
        job.place,
    )


def _cell(data: PaperData, shift: Shift) -> WallCell:
    if shift.cancelled:
        return WallCell(off=_NOT_ON)
    own = (shift.start, shift.end) != (shift.job.start, shift.job.end)
    return WallCell(
        tuple(
            WallPerson(data.short(each.volunteer_id), one.seat.drives)
            for one in shift.seats
            for each in data.coming(shift, one)
        ),
        tuple(
            WallNeed(count, *_ROLES[one.seat.role])
            for one in shift.seats
            if (count := data.needed(shift, one))
        ),
        (shift.start, shift.end) if own else None,
    )


def _shifts(data: PaperData, volunteer_id: str) -> list[tuple[Shift, SeatOn]]:
    """One volunteer's shifts with the seat they have, soonest first."""
    found = [
        (shift, one)
        for shift in data.view.shifts
        if not shift.cancelled
        for one in shift.seats
        if volunteer_id in {each.volunteer_id for each in data.coming(shift, one)}
    ]
    return sorted(found, key=lambda each: (each[0].on_date, each[0].start, each[0].job.number))


def _own(data: PaperData, shift: Shift, own: SeatOn, volunteer_id: str) -> OwnShift:
    beside = [
        data.short(each.volunteer_id)
        for one in shift.seats
        for each in data.coming(shift, one)
        if each.volunteer_id != volunteer_id
    ]
    job = shift.job
    return OwnShift(
        shift.on_date, shift.start, shift.end, job.name, _role(own), job.place, tuple(beside), job.note
    )


def _role(one: SeatOn) -> str:
    """What somebody does, where it is more than coming."""
    return "" if one.seat.role is SeatRole.PERSON else _ROLES[one.seat.role][0]


def _summary(shift: Shift, one: SeatOn) -> str:
    """The job and the role, for a calendar."""
    return ", ".join(filter(None, (shift.job.name, _role(one))))
