"""Who is free now: everybody active who could be asked for sudden cover, at one hour of one day."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from db.queries import rota as query
from desktop.domain.clearance_facts import Clearance, ClearanceState
from desktop.domain.rota_seats import Ask, Person, judge, room_note
from desktop.domain.text import fold
from desktop.services.rota_facts import Facts
from desktop.services.rota_views import CandidateLine

_CLEARED = Clearance(ClearanceState.CLEARED)
"""No work is named yet, so none is judged: the gate is asked when somebody is put on a shift."""


def free_lines(session: Session, facts: Facts, start: datetime, minutes: int) -> list[CandidateLine]:
    """Whoever has nothing on and usually gives time at an hour; those with the most hours left first.

    Args:
        session: an open session.
        facts: of the day.
        start: the moment, local time.
        minutes: for how long; cut at midnight.
    """
    begin = start.hour * 60 + start.minute
    ask = Ask(start.date(), begin, min(begin + minutes, 24 * 60))
    lines = []
    for key in facts.load(None):
        held = facts.candidate(key)
        person = Person(
            key,
            held.name,
            _CLEARED,
            held.facts.birth_date,
            held.slots,
            held.absences,
            facts.busy(key),
            held.weekly_minutes,
            facts.week_minutes(key, ask.on_date),
        )
        verdict = judge(ask, person)
        if verdict.may and "Not one of their usual times" not in verdict.warnings:
            note = room_note(ask, person)
            lines.append(
                CandidateLine(key, held.name, verdict, note, person.minutes_left, person.weekly_minutes)
            )
    lines.sort(key=lambda one: (len(one.verdict.warnings), -(one.minutes_left or 0), fold(one.name), one.id))
    phones = query.phones(session, [one.id for one in lines])
    return [replace(one, phone=phones.get(one.id, "")) for one in lines]
