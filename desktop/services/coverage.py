"""Who offers what, where, and what is missing: read in a few statements, worked out in `domain.coverage`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import dist

from sqlalchemy.orm import Session

from db.enums import Layer
from db.enums_coverage import CoverageNoteKind
from db.models import Area, CoverageNote, NeedType, Organisation
from db.queries import coverage as query
from db.queries.coverage import AreaLine, HomeLine, HomeRequest, LivesHere, NeedLine
from db.queries.coverage_notes import NoteRow, notes
from desktop.domain.clearance import passes, prepare
from desktop.domain.clearance_facts import TaskContext
from desktop.domain.coverage import Asked, Cell, Place, Provider, State, cells, nearest_spare, shown_areas
from desktop.domain.errors import DomainError
from desktop.services import gate
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.coverage_offers import Offered, offered
from desktop.services.needs import PRIVATE_LABEL, sees_private
from desktop.services.records import get, set_fields, void

WEEKS_SHOWN = 6
"""How many weeks the pane draws: the one looked at last."""
FOLLOW_UP_DAYS = 7
"""When to look again where nobody said: before the next weekly meeting has come round."""
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class CoverageFilter:
    """What to look at.

    Attributes:
        week: any day of the week looked at; None for this week.
        layers: only those who offer help in these layers; empty for all.
    """

    week: date | None = None
    layers: frozenset[Layer] = frozenset()


@dataclass(frozen=True, slots=True)
class Grid:
    """Area by need, for one week.

    Attributes:
        monday: the first day of the week.
        areas: the lines; None for everybody outside any area.
        needs: the columns: what somebody asks or offers, as far as the reader may know of it.
        cells: what each place comes to.
        names: areas by key.
        notes: what somebody means to do about a place.
        stopped: who gave it in a place and has stopped for now.
    """

    monday: date
    areas: tuple[str | None, ...]
    needs: tuple[NeedLine, ...]
    cells: Mapping[Place, Cell]
    names: Mapping[str, AreaLine]
    offered: Offered = field(repr=False)
    notes: tuple[NoteRow, ...] = ()
    stopped: Mapping[Place, tuple[Provider, ...]] = field(default_factory=dict)

    @property
    def gaps(self) -> list[Cell]:
        """What is missing, the most first."""
        found = [one for one in self.cells.values() if one.is_missing]
        return sorted(found, key=lambda one: -one.gap)

    @property
    def overlaps(self) -> list[Cell]:
        """Where several offer the same, the most room to spare first."""
        found = [one for one in self.cells.values() if one.state is State.MANY]
        return sorted(found, key=lambda one: -one.spare)

    def note_of(self, place: Place, kind: CoverageNoteKind) -> NoteRow | None:
        """The note of a kind about a place, if there is one."""
        found = (one for one in self.notes if one.kind is kind)
        return next((one for one in found if Place(one.area_id, one.need_id) == place), None)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Who gives the same thing elsewhere and has room.

    Attributes:
        area: where it has room.
        spare: how much.
    """

    provider: Provider
    area: str
    area_id: str | None
    spare: int
    phone: str


@dataclass(frozen=True, slots=True)
class CellDetail:
    """One place, for the pane.

    Attributes:
        weeks: Mondays, with what was asked in each.
        neighbours: whom to ask.
        volunteers: who lives here and may do it today.
    """

    cell: Cell
    weeks: tuple[tuple[date, int], ...]
    neighbours: tuple[Neighbour, ...]
    volunteers: tuple[LivesHere, ...]


@dataclass(frozen=True, slots=True)
class Doubled:
    """A household and a need that several look after, or nobody.

    Attributes:
        private: the need is one; its name is on no paper.
        providers: names; empty where nobody does. This hub's volunteers are the empty name.
    """

    home: HomeLine
    need_id: str
    need: str
    private: bool
    providers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A note as typed.

    Attributes:
        place: what it is about.
        organisation_id: whom to ask; None for nobody in particular.
        other: what is missing, that they might give instead.
        follow_up_on: when to look again; None for a week from today.
    """

    kind: CoverageNoteKind
    place: Place
    organisation_id: str | None = None
    other: Place | None = None
    words: str = ""
    follow_up_on: date | None = None


class Coverage(Service):
    """Verbs on coverage."""

    @verb("coverage.see")
    def grid(self, actor: Actor, wanted: CoverageFilter | None = None) -> Grid:
        """Every area by every need: six statements, whatever there is."""
        wanted = wanted or CoverageFilter()
        monday = monday_of(wanted.week or self.today())
        with self.store.read() as session:
            return read_grid(session, actor, monday, wanted.layers)

    @verb("coverage.see")
    def cell(self, actor: Actor, place: Place, grid: Grid) -> CellDetail:
        """What the pane shows of one place of a grid."""
        first = grid.monday - _WEEK * (WEEKS_SHOWN - 1)
        with self.store.read() as session:
            asked = query.asked(session, first, grid.monday + timedelta(days=6), place)
            living = self._who_may(session, place)
            far = _far(query.middles(session), place.area_id)
        weeks = [0] * WEEKS_SHOWN
        for row in asked:
            weeks[row.week] += row.asked
        near = [self._neighbour(grid, *one) for one in nearest_spare(grid.cells, place, far)]
        return CellDetail(
            grid.cells[place],
            tuple((first + _WEEK * at, count) for at, count in enumerate(weeks)),
            tuple(near),
            tuple(living),
        )

    @verb("household.see")
    def doubled(
        self, actor: Actor, wanted: CoverageFilter | None = None
    ) -> tuple[list[Doubled], list[Doubled]]:
        """Households that get the same thing from two, and those that get something open from nobody.

        Private needs are left out for whoever may not know of them.

        Returns:
            Those with two or more, then those with none; by area and address.
        """
        monday = monday_of((wanted.week if wanted else None) or self.today())
        first, last = monday, monday + timedelta(days=6)
        with self.store.read() as session:
            shown = {one.id: one for one in seen_needs(session, actor)}
            given: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
            for row in query.help_given(session, first, last):
                given[row.household_id, row.need_id].add((row.provider_id, row.provider))
            open_ = set(query.open_needs(session, first, last))
            twice = [key for key, who in given.items() if len(who) > 1 and key[1] in shown]
            never = [key for key in open_ - given.keys() if key[1] in shown]
            lines = query.homes(session, {home for home, _need in (*twice, *never)})

        def made(keys: Iterable[tuple[str, str]]) -> list[Doubled]:
            found = [
                _doubled(lines[home], shown[need], given.get((home, need), ()))
                for home, need in keys
                if home in lines
            ]
            return sorted(found, key=lambda one: (one.home.area.casefold(), one.home.address.casefold()))

        return made(twice), made(never)

    @verb("request.see")
    def requests_of(
        self, actor: Actor, one: Doubled, wanted: CoverageFilter | None = None
    ) -> list[HomeRequest]:
        """The requests behind a household that two look after, or nobody."""
        monday = monday_of((wanted.week if wanted else None) or self.today())
        with self.store.read() as session:
            if one.need_id not in {need.id for need in seen_needs(session, actor)}:
                return []
            return query.requests_of(session, one.home.id, one.need_id, monday, monday + timedelta(days=6))

    @verb("coverage.set")
    def note(self, actor: Actor, draft: NoteDraft) -> Changes:
        """Write down what to do about a place, and when to look again.

        Raises:
            DomainError: an overlap is to be turned into something, and nobody said who or what.
        """
        if draft.kind is CoverageNoteKind.OVERLAP and not (draft.other or draft.words.strip()):
            raise DomainError("Say what is missing that they could give instead.", field="other")
        look_again = draft.follow_up_on or self.today() + timedelta(days=FOLLOW_UP_DAYS)
        if look_again < self.today():
            raise DomainError("The day to look again has passed. Choose another.", field="follow_up_on")
        with self.store.write(actor.user_id) as work:
            get(work.session, NeedType, draft.place.need_id, "need type")
            if draft.place.area_id:
                get(work.session, Area, draft.place.area_id, "area")
            if draft.organisation_id:
                get(work.session, Organisation, draft.organisation_id, "organisation")
            made = CoverageNote(
                kind=draft.kind,
                area_id=draft.place.area_id,
                need_type_id=draft.place.need_id,
                organisation_id=draft.organisation_id,
                other_area_id=draft.other.area_id if draft.other else None,
                other_need_id=draft.other.need_id if draft.other else None,
                words=draft.words.strip(),
                follow_up_on=None if draft.kind is CoverageNoteKind.SHEET else look_again,
                by_id=actor.user_id,
            )
            work.add(made)
            work.session.flush()
            return changes(work, made.id, "Noted")

    @verb("coverage.set")
    def done(self, actor: Actor, note_id: str, words: str) -> Changes:
        """Say what came of a note; it leaves Today.

        Raises:
            DomainError: nothing was said.
        """
        if not words.strip():
            raise DomainError("Say in a few words what came of it.", field="words")
        with self.store.write(actor.user_id) as work:
            one = get(work.session, CoverageNote, note_id, "note")
            set_fields(one, {"done_on": self.today(), "done_words": words.strip()})
            return changes(work, note_id, "Done")

    @verb("coverage.set")
    def later(self, actor: Actor, note_id: str, day: date) -> Changes:
        """Look again on another day.

        Raises:
            DomainError: the day has passed.
        """
        if day < self.today():
            raise DomainError("The day to look again has passed. Choose another.", field="follow_up_on")
        with self.store.write(actor.user_id) as work:
            one = get(work.session, CoverageNote, note_id, "note")
            set_fields(one, {"follow_up_on": day})
            return changes(work, note_id, "Put off")

    @verb("coverage.set")
    def put_on_sheet(self, actor: Actor, place: Place, *, on: bool) -> Changes:
        """Put a place on the next gap meeting sheet, or take it off; saying so twice changes nothing."""
        with self.store.write(actor.user_id) as work:
            held = [
                one
                for one in notes(work.session)
                if one.kind is CoverageNoteKind.SHEET and Place(one.area_id, one.need_id) == place
            ]
            if on and not held:
                work.add(
                    CoverageNote(
                        kind=CoverageNoteKind.SHEET,
                        area_id=place.area_id,
                        need_type_id=place.need_id,
                        by_id=actor.user_id,
                    )
                )
            for one in () if on else held:
                void(get(work.session, CoverageNote, one.id, "note"), "Taken off the sheet", self.now())
            return changes(work, "", "On the gap meeting sheet" if on else "Taken off the gap meeting sheet")

    def _who_may(self, session: Session, place: Place) -> list[LivesHere]:
        """Volunteers who live in a place and are cleared for what is missing there, today."""
        living = query.volunteers_of(session, place.area_id) if place.area_id else []
        need = session.get_one(NeedType, place.need_id)
        rules = prepare(
            gate.rules(session),
            TaskContext(
                gate.nation(session),
                need.code,
                gate.today(session, self.today()).day,
                at_door=need.at_door,
            ),
        )
        facts = gate.facts_of(session, [one.volunteer_id for one in living])
        return [one for one in living if passes(rules, facts[one.volunteer_id])]

    @staticmethod
    def _neighbour(grid: Grid, provider: str, place: Place, spare: int) -> Neighbour:
        one = grid.offered.providers[provider]
        area = grid.names[place.area_id].name if place.area_id else ""
        return Neighbour(one, area, place.area_id, spare, grid.offered.phones.get(provider, ""))


def monday_of(day: date) -> date:
    """The first day of a day's week."""
    return day - timedelta(days=day.weekday())


def seen_needs(session: Session, actor: Actor) -> list[NeedLine]:
    """The columns somebody may see: a private need is no column for whoever may not know of it."""
    return [one for one in query.needs(session) if not one.is_private or sees_private(actor)]


def read_grid(session: Session, actor: Actor, monday: date, layers: frozenset[Layer] = frozenset()) -> Grid:
    """Read and work out a grid; see `Coverage.grid`."""
    lines = query.areas(session)
    needs = seen_needs(session, actor)
    held = offered(session, layers)
    asked: dict[Place, Asked] = {}
    for row in query.asked(session, monday, monday + timedelta(days=6)):
        asked[Place(row.area_id, row.need_id)] = Asked(row.asked, row.met)
    parents = {one.id: one.parent_id for one in lines}
    areas = shown_areas([one.id for one in lines], parents, asked)
    wanted = {need for one in held.providers.values() for need in one.needs} | {one.need_id for one in asked}
    columns = tuple(one for one in needs if one.id in wanted)
    found = cells(areas, [one.id for one in columns], held.providers.values(), asked, parents)
    shown = {one.id for one in needs}
    kept = tuple(_hidden(one) for one in notes(session) if one.need_id in shown)
    names = {one.id: one for one in lines}
    stopped = _stopped(held, areas, columns, parents)
    return Grid(monday, tuple(areas), columns, found, names, held, kept, stopped)


def _stopped(
    held: Offered, areas: Sequence[str | None], needs: Sequence[NeedLine], parents: Mapping[str, str | None]
) -> dict[Place, tuple[Provider, ...]]:
    if not held.stopped:
        return {}
    found = cells(areas, [one.id for one in needs], held.stopped.values(), {}, parents)
    return {
        place: tuple(held.stopped[key] for key in cell.rooms) for place, cell in found.items() if cell.rooms
    }


def _far(middles: Mapping[str, tuple[float, float]], area_id: str | None) -> dict[str, float]:
    here = middles.get(area_id or "")
    return {key: dist(here, there) for key, there in middles.items()} if here else {}


def _doubled(home: HomeLine, need: NeedLine, given: Iterable[tuple[str, str]]) -> Doubled:
    return Doubled(home, need.id, need.label, need.is_private, _names(given))


def _names(given: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(sorted((name for _key, name in given), key=str.casefold))


def _hidden(note: NoteRow) -> NoteRow:
    """A note without the name of a private need that it speaks of beside its own."""
    return note._replace(other_need=PRIVATE_LABEL) if note.other_is_private else note
