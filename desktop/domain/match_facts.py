"""What matching reads and what it answers: plain records, no rules."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from db.enums import Precision, Transport
from desktop.domain.availability import Absence, Busy, Slot
from desktop.domain.clearance_facts import Condition, Lack, TaskContext, VolunteerFacts


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the grid: metres east and north (British National Grid), and how exactly it is known."""

    easting: float | None = None
    northing: float | None = None
    precision: str = Precision.UNKNOWN


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Need:
    """One task looking for a volunteer.

    Args:
        id: of the task or request.
        context: what the check gate must know, with the date of the task.
        household_id, person_id: who is helped; a volunteer kept apart from either is never offered.
        person_name: the name to use in "Knows Gwilym".
        place: where help is needed.
        areas: ids of every area holding the place, small and large.
        start, end: the task lies between these minutes since midnight.
        minutes: how long it takes, travel included.
        skills, languages: asked for; one common language is enough.
        needs_transport: ways of getting about without which the task cannot be done; empty when any will do.
    """

    id: str
    context: TaskContext
    household_id: str = ""
    person_id: str = ""
    person_name: str = ""
    place: Place = NOWHERE
    areas: frozenset[str] = frozenset()
    start: int = 0
    end: int = 24 * 60
    minutes: int = 30
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    needs_transport: frozenset[Transport] = frozenset()

    @property
    def on_date(self) -> date:
        """The date of the task."""
        return self.context.on_date


@dataclass(frozen=True, slots=True)
class Candidate:
    """A volunteer as matching sees one.

    Args:
        id, name: of the volunteer; the id settles ties.
        facts: what the check gate reads.
        place: where the volunteer sets out.
        areas: ids of areas the volunteer is willing to go to; empty when not asked.
        skills, languages, transport: what the volunteer brings.
        weekly_minutes: promised a week; None when not asked.
        week_loads: minutes already given, by the Monday of the week.
        slots, absences, busy: see `desktop.domain.availability`; no slots means that nobody has asked.
        helped_on: recent dates of help, one entry for each task.
        last_helped, waiting_since: for fairness; the later of the two counts.
        kept_apart: person and household ids this volunteer is never matched with.
        usual_for: households whose usual volunteer this is.
        knows: households helped before.
    """

    id: str
    name: str
    facts: VolunteerFacts
    place: Place = NOWHERE
    areas: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    transport: frozenset[Transport] = frozenset()
    weekly_minutes: int | None = None
    week_loads: tuple[tuple[date, int], ...] = ()
    slots: tuple[Slot, ...] = ()
    absences: tuple[Absence, ...] = ()
    busy: tuple[Busy, ...] = ()
    helped_on: tuple[date, ...] = ()
    last_helped: date | None = None
    waiting_since: date | None = None
    kept_apart: frozenset[str] = frozenset()
    usual_for: frozenset[str] = frozenset()
    knows: frozenset[str] = frozenset()


class NoteCode(StrEnum):
    """A reason for, or a warning about, a volunteer."""

    USUAL = "usual"
    KNOWS = "knows"
    FREE_UNTIL = "free_until"
    FREE_ALL_DAY = "free_all_day"
    HOURS_NOT_KNOWN = "hours_not_known"
    CAR = "car"
    VAN = "van"
    BIKE = "bike"
    FOOT = "foot"
    DISTANCE = "distance"
    SPEAKS = "speaks"
    LANGUAGE_MISSING = "language_missing"
    SKILL = "skill"
    SKILL_MISSING = "skill_missing"
    OUTSIDE_AREA = "outside_area"
    BUSY_NEXT = "busy_next"
    DID_YESTERDAY = "did_yesterday"
    OVERLOAD = "overload"
    BREAKS_USUAL = "breaks_usual"


@dataclass(frozen=True, slots=True)
class Note:
    """A reason or warning with what it is about.

    Args:
        code: which.
        text: a name, language, skill or label.
        number: minutes, metres, a clock time or a count, by the code; None when not known.
        warn: is it a warning?
        about: is the number only roughly known?
    """

    code: NoteCode
    text: str = ""
    number: int | None = None
    warn: bool = False
    about: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """A volunteer who may be given the task, with the reasons for the place in the list.

    Args:
        minutes_left: of the promised week; None when no hours were promised.
        metres: in a straight line; None when a place is not known.
        conditions: what the clearance hangs on, such as an exemption.
    """

    id: str
    name: str
    notes: tuple[Note, ...]
    minutes_left: int | None
    weekly_minutes: int | None
    metres: int | None
    conditions: tuple[Condition, ...] = ()


class BlockWhy(StrEnum):
    """Which gate a volunteer does not pass."""

    CLEARANCE = "clearance"
    KEPT_APART = "kept_apart"
    NO_TRANSPORT = "no_transport"


@dataclass(frozen=True, slots=True)
class Blocked:
    """A volunteer free in time who can't be given the task; ``lacks`` says why when it is the check gate."""

    id: str
    name: str
    why: BlockWhy
    lacks: tuple[Lack, ...] = ()


class UsualStands(StrEnum):
    """How the household's usual volunteer stands for this task."""

    FIT = "fit"
    BLOCKED = "blocked"
    NOT_FREE = "not_free"


@dataclass(frozen=True, slots=True)
class Usual:
    """The household's usual volunteer; anybody else breaks the pairing, which is shown (domain rule 6)."""

    id: str
    name: str
    stands: UsualStands


@dataclass(frozen=True, slots=True)
class MatchList:
    """Everybody considered for one task.

    Args:
        fits: the best, in order; at most the limit asked for.
        fit_count: how many may be given the task in all.
        blocked: free in time but stopped by a gate, those with least lacking first; at most the limit.
        blocked_count: how many in all.
        not_free: ids of those not free in time.
        usual: the household's usual volunteer, when it has one among the candidates.
    """

    fits: tuple[Fit, ...]
    fit_count: int
    blocked: tuple[Blocked, ...]
    blocked_count: int
    not_free: tuple[str, ...]
    usual: Usual | None


def monday(day: date) -> date:
    """The Monday of the week a day is in, by which promised hours are counted."""
    return day - timedelta(days=day.weekday())


def minutes_used(candidate: Candidate, day: date) -> int:
    """Minutes the volunteer has already given or promised in the week of a day."""
    week = monday(day)
    return sum(minutes for start, minutes in candidate.week_loads if start == week)
