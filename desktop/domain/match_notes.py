"""The reasons and warnings shown beside a volunteer, worked out only for those on screen."""

from datetime import date, timedelta

from db.enums import Precision, Transport
from desktop.domain.availability import ALL_DAY, free_for, free_spans
from desktop.domain.match_facts import Candidate, Need, Note, NoteCode, Usual, minutes_used

#: A straight line is shorter than the streets: metres on the ground for a metre on the map.
DETOUR = 1.3
#: Door-to-door speeds in metres a minute: 4.8 km/h, 12 km/h and 25 km/h in a town.
SPEED = {Transport.FOOT: 80, Transport.BIKE: 200, Transport.CAR: 417, Transport.VAN: 417}
LONG_WALK_MINUTES = 30
TIRED_AFTER = 2
_TRAVEL = {
    Transport.CAR: NoteCode.CAR,
    Transport.VAN: NoteCode.VAN,
    Transport.BIKE: NoteCode.BIKE,
    Transport.FOOT: NoteCode.FOOT,
}


def travel_minutes(metres: float, how: Transport) -> int:
    """Minutes to get there, from straight-line metres; never less than one."""
    return max(1, round(metres * DETOUR / SPEED[how]))


def notes_for(
    need: Need,
    candidate: Candidate,
    how: Transport | None,
    metres: float | None,
    usual: Usual | None,
    today: date,
) -> tuple[Note, ...]:
    """Give the reasons for and the warnings about a volunteer, in the order they are shown.

    Args:
        need: the task.
        candidate: a volunteer who passed every gate.
        how: the way of going; None when not asked.
        metres: straight-line distance; None when not known.
        usual: the household's usual volunteer, if any.
        today: see `desktop.domain.today`.

    Returns:
        Notes: time, travel, what they bring, then warnings.
    """
    notes = [_time_note(need, candidate), *_travel_notes(need, candidate, how, metres)]
    notes += _tie_notes(need, candidate, usual)
    notes += _gift_notes(need, candidate)
    notes += _load_notes(need, candidate, today)
    return tuple(notes)


def _time_note(need: Need, candidate: Candidate) -> Note:
    """When the free time the task falls into ends."""
    span = free_for(
        free_spans(candidate.slots, candidate.absences, candidate.busy, need.on_date),
        need.start,
        need.end,
        need.minutes,
    )
    if not candidate.slots or span is None:
        return Note(NoteCode.HOURS_NOT_KNOWN, warn=True)
    if span == ALL_DAY:
        return Note(NoteCode.FREE_ALL_DAY)
    return Note(NoteCode.FREE_UNTIL, number=span.end)


def _travel_notes(
    need: Need, candidate: Candidate, how: Transport | None, metres: float | None
) -> list[Note]:
    """How the volunteer would go and how long it takes."""
    about = {need.place.precision, candidate.place.precision} != {Precision.POSTCODE}
    if how is None:
        return [Note(NoteCode.DISTANCE, number=None if metres is None else round(metres), about=about)]
    minutes = None if metres is None else travel_minutes(metres, how)
    far = how is Transport.FOOT and minutes is not None and minutes > LONG_WALK_MINUTES
    return [Note(_TRAVEL[how], number=minutes, warn=far, about=about)]


def _tie_notes(need: Need, candidate: Candidate, usual: Usual | None) -> list[Note]:
    """What ties the volunteer to the household, or that somebody else usually goes."""
    if need.household_id in candidate.usual_for:
        return [Note(NoteCode.USUAL)]
    notes = []
    if need.household_id in candidate.knows:
        notes.append(Note(NoteCode.KNOWS, text=need.person_name))
    if usual is not None:
        notes.append(Note(NoteCode.BREAKS_USUAL, text=usual.name, warn=True))
    return notes


def _gift_notes(need: Need, candidate: Candidate) -> list[Note]:
    """Languages, skills and area, had or missing."""
    spoken = sorted(need.languages & candidate.languages)
    notes = [Note(NoteCode.SPEAKS, text=language) for language in spoken]
    if need.languages and not spoken:
        notes += [Note(NoteCode.LANGUAGE_MISSING, text=each, warn=True) for each in sorted(need.languages)]
    notes += [Note(NoteCode.SKILL, text=skill) for skill in sorted(need.skills & candidate.skills)]
    missing = sorted(need.skills - candidate.skills)
    notes += [Note(NoteCode.SKILL_MISSING, text=skill, warn=True) for skill in missing]
    if need.areas and candidate.areas and need.areas.isdisjoint(candidate.areas):
        notes.append(Note(NoteCode.OUTSIDE_AREA, warn=True))
    return notes


def _load_notes(need: Need, candidate: Candidate, today: date) -> list[Note]:
    """What else the volunteer has on, did lately, or promised (domain rule 8: overload warns)."""
    later = [each for each in candidate.busy if each.on_date == need.on_date and each.start >= need.start]
    notes = []
    if later:
        soonest = min(later, key=lambda each: (each.start, each.label))
        notes.append(Note(NoteCode.BUSY_NEXT, text=soonest.label, number=soonest.start, warn=True))
    yesterday = candidate.helped_on.count(today - timedelta(days=1))
    if yesterday >= TIRED_AFTER:
        notes.append(Note(NoteCode.DID_YESTERDAY, number=yesterday, warn=True))
    weekly = candidate.weekly_minutes
    if weekly is not None and minutes_used(candidate, need.on_date) + need.minutes > weekly:
        notes.append(Note(NoteCode.OVERLOAD, warn=True))
    return notes
