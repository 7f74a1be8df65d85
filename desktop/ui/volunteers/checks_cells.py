"""The register's cells: how a kind of check stands, as an icon and at most three words."""

from collections.abc import Callable, Mapping
from datetime import date

from db.enums import CheckLevel, CheckType
from desktop.domain.check_entry import LEVELS
from desktop.domain.check_grid import KindState, Stands
from desktop.domain.clearance_facts import Why
from desktop.services.check_register import GridRow
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.i18n import tr
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import month_names
from desktop.ui.words import say

_LOOKS: Mapping[Stands, tuple[str, Tone]] = {
    Stands.NOT_NEEDED: ("", Tone.SECOND),
    Stands.NOT_STARTED: ("circle-dashed", Tone.SECOND),
    Stands.WAITING: ("hourglass", Tone.INFO),
    Stands.HOLDS: ("circle-check", Tone.OK),
    Stands.SOON: ("calendar-due", Tone.WARN),
    Stands.UNDECIDED: ("clipboard-check", Tone.WARN),
    Stands.STOPS: ("lock", Tone.DANGER),
}
_LOUD = frozenset({Stands.SOON, Stands.UNDECIDED, Stands.STOPS})
_SEEN = frozenset({CheckType.IDENTITY, CheckType.DRIVING_PAPERS})
SHORT_LEVELS = {
    CheckLevel.ENHANCED_ADULTS_BARRED: CheckLevel.ENHANCED,
    CheckLevel.ENHANCED_CHILDREN_BARRED: CheckLevel.ENHANCED,
    CheckLevel.ENHANCED_BOTH_BARRED: CheckLevel.ENHANCED,
    CheckLevel.LEVEL_2_BARRED: CheckLevel.LEVEL_2,
}
"""The register says how deep a check is; the pane says with which list."""
_PVG = frozenset({CheckLevel.PVG_CHILDREN, CheckLevel.PVG_PROTECTED_ADULTS, CheckLevel.PVG_BOTH})
_OFTEN = (
    CheckType.SAFEGUARDING_TRAINING,
    CheckType.MEDICINES_TRAINING,
    CheckType.FOOD_HYGIENE,
    CheckType.DRIVING_PAPERS,
    CheckType.INDUCTION,
    CheckType.FIRST_AID,
    CheckType.HEALTH_SAFETY,
    CheckType.DATA_PROTECTION,
    CheckType.CODE_OF_CONDUCT,
)
_WIDTHS = {
    CheckType.SAFEGUARDING_TRAINING: 96,
    CheckType.MEDICINES_TRAINING: 88,
    CheckType.FOOD_HYGIENE: 88,
    CheckType.DRIVING_PAPERS: 102,
    CheckType.CODE_OF_CONDUCT: 130,
    CheckType.HEALTH_SAFETY: 130,
    CheckType.DATA_PROTECTION: 120,
}
_FIRST_TO_STAY = (
    CheckType.DRIVING_PAPERS,
    CheckType.FOOD_HYGIENE,
    CheckType.MEDICINES_TRAINING,
    *(kind for kind in _OFTEN if kind not in _OFTEN[1:4]),
)
"""Where there is no room, the columns of the last go first."""


def state_cell(kind: CheckType, state: KindState) -> Cell:
    """One cell.

    Args:
        kind: of the column.
        state: how it stands.
    """
    icon, tone = _LOOKS[state.stands]
    words = _words(kind, state)
    spoken = tr("not needed") if state.stands is Stands.NOT_NEEDED else _spoken(state, words)
    return Cell(words, icon, tone, bold=state.stands in _LOUD, spoken=spoken)


def grid_columns(scheme: CheckType) -> tuple[Column, ...]:
    """Who, then a column for each kind; the schemes share one, named after the hub's own.

    Args:
        scheme: of the hub's nation.
    """
    status = CellKind.STATUS
    kinds = [
        Column(
            kind,
            kind_title(kind),
            _WIDTHS.get(kind, 104),
            kind=status,
            cell=_cell_of(kind),
            sortable=False,
            priority=_FIRST_TO_STAY.index(kind) + 1,
        )
        for kind in _OFTEN
    ]
    return (
        Column("name", tr("Volunteer"), 160, stretch=True, kind=CellKind.PERSON, cell=_name),
        Column("identity", tr("ID"), 92, kind=status, cell=_cell_of(CheckType.IDENTITY), sortable=False),
        Column(
            "references",
            tr("References"),
            80,
            kind=status,
            cell=_cell_of(CheckType.REFERENCES),
            sortable=False,
        ),
        Column("scheme", scheme_title(scheme), 116, kind=status, cell=_scheme, sortable=False),
        *kinds,
    )


def _cell_of(kind: CheckType) -> Callable[[GridRow], Cell]:
    return lambda row: state_cell(kind, row.states[kind])


def _scheme(row: GridRow) -> Cell:
    return state_cell(row.scheme, row.states[row.scheme])


def _name(row: GridRow) -> Cell:
    return Cell(row.name if row.age is None else tr("{name}, {age}", name=row.name, age=row.age))


def scheme_title(scheme: CheckType) -> str:
    """The heading of the column of a scheme."""
    return tr("Disclosure") if scheme is CheckType.DISCLOSURE_SCOTLAND else say(scheme)


def kind_title(kind: CheckType) -> str:
    """The heading of the column of a kind of check."""
    titles = {
        CheckType.SAFEGUARDING_TRAINING: tr("Safeguarding"),
        CheckType.MEDICINES_TRAINING: tr("Medicines"),
        CheckType.FOOD_HYGIENE: tr("Food"),
        CheckType.DRIVING_PAPERS: tr("Driving"),
    }
    return titles.get(kind) or say(kind)


def _spoken(state: KindState, words: str) -> str:
    if state.stands not in _LOUD:
        return words
    day = f"{words} {_day(state.on)}" if state.on and _day(state.on) not in words else words
    return tr("{words}, needs someone to act", words=day)


def _words(kind: CheckType, state: KindState) -> str:
    match state.stands:
        case Stands.NOT_NEEDED:
            return "—"
        case Stands.NOT_STARTED:
            return _not_started(kind)
        case Stands.WAITING:
            return _waiting(kind, state)
        case Stands.SOON:
            return tr("Ends {day}", day=_day(state.on)) if kind in LEVELS else tr("Due soon")
        case Stands.UNDECIDED:
            return tr("Decide")
        case Stands.STOPS:
            return _stopped(kind, state)
    return _holds(kind, state)


def _holds(kind: CheckType, state: KindState) -> str:
    if state.exempt:
        return tr("Exempt")
    if kind is CheckType.REFERENCES:
        return tr("{count} of 2", count=2 if state.references_in is None else state.references_in)
    if kind in LEVELS:
        level = CheckLevel(state.level)
        return tr("PVG") if level in _PVG else say(SHORT_LEVELS.get(level, level))
    return tr("Seen") if kind in _SEEN else tr("Done")


def _not_started(kind: CheckType) -> str:
    if kind is CheckType.REFERENCES:
        return tr("{count} of 2", count=0)
    if kind in LEVELS:
        return tr("Not sent")
    return tr("Not seen") if kind in _SEEN else tr("Not done")


def _waiting(kind: CheckType, state: KindState) -> str:
    if kind is CheckType.REFERENCES:
        return tr("{count} of 2", count=state.references_in or 0)
    return tr("Sent {day}", day=_day(state.on)) if state.on else tr("Waiting")


def _stopped(kind: CheckType, state: KindState) -> str:
    if state.why is Why.EXPIRED and state.on is not None and kind in LEVELS:
        return tr("Ended {day}", day=_day(state.on))
    said = {
        Why.EXPIRED: tr("Ended"),
        Why.REFUSED: tr("Not for role"),
        Why.CHANGE_REPORTED: tr("Changed"),
        Why.PAPERS_MISSING: tr("Missing"),
        Why.LEVEL_TOO_LOW: tr("Old level"),
        Why.DATE_MISSING: tr("No date"),
        Why.EXEMPTION_ENDED: tr("Ended"),
    }
    return said.get(state.why, tr("Not clear")) if state.why else tr("Not clear")


def _day(day: date | None) -> str:
    return f"{day.day} {month_names()[day.month - 1]}" if day else ""
