"""What a stop shows in the list: its words, its note and what keeps it off the sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.enums import TaskOutcome
from desktop.services.round_details import RoundDetail, StopLine, StopTask
from desktop.services.round_items import Label
from desktop.ui.base.i18n import tr
from desktop.ui.base.tokens import Tone
from desktop.ui.rounds.times import show_time
from desktop.ui.words import say

LOAD = "load"
"""The key of the line that says what to load."""
_OUTCOME_LOOKS = {
    TaskOutcome.DELIVERED: ("circle-check", Tone.OK),
    TaskOutcome.LEFT_SAFE: ("circle-check", Tone.OK),
    TaskOutcome.LAST_UNOPENED: ("alert-triangle", Tone.DANGER),
    TaskOutcome.WORRIED: ("alert-triangle", Tone.DANGER),
}
_FIRST = ("users", "snowflake")
"""Icons of the labels that matter most at the door."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands at the right of a stop: an icon and a word."""

    text: str
    icon: str
    tone: Tone = Tone.SECOND


@dataclass(frozen=True, slots=True)
class Face:
    """One line of the list of stops.

    Attributes:
        id: of the stop; `LOAD` for the line that says what to load.
        number: in the disc; 0 for the load line.
        at: about when, as shown.
        name: first name and initial.
        address: as it is looked for from the street.
        second: what to bring, and further notes.
        mark: at the right, or None.
        tip: everything that may have been cut.
    """

    id: str
    number: int
    at: str
    name: str
    address: str
    second: str = ""
    mark: Mark | None = None
    tip: str = ""

    @property
    def spoken(self) -> str:
        """The line as it is read aloud."""
        number = tr("Stop {number}", number=self.number) if self.number else ""
        parts = (number, self.at, self.name, self.address, self.second, self.mark.text if self.mark else "")
        return ", ".join(part for part in parts if part)


def faces_of(detail: RoundDetail, labels: Mapping[int, Sequence[Label]]) -> list[Face]:
    """The lines of a round: what to load, then its stops.

    Args:
        detail: the round.
        labels: stop number to the notes printed beside it, where they are known.
    """
    load = Face(
        LOAD,
        0,
        show_time(detail.row.starts_at),
        tr("Load at the hub"),
        ", ".join(detail.load) or tr("nothing yet"),
    )
    return [load, *(_face(stop, labels.get(stop.number)) for stop in detail.stops)]


def needs_words(tasks: Sequence[StopTask]) -> str:
    """What is brought to one door: ``Food parcel, 1 bag``."""
    return "; ".join(f"{task.need}, {task.items}" if task.items else task.need for task in tasks)


def head_of(text: str) -> str:
    """The first sentence of a note, without its full stop."""
    return text.split(". ")[0].rstrip(". ")


def _face(stop: StopLine, labels: Sequence[Label] | None) -> Face:
    notes = list(_own_labels(stop) if labels is None else labels)
    shown = next((one for icon in _FIRST for one in notes if one.icon == icon), notes[0] if notes else None)
    rest = [head_of(one.text) for one in notes if one is not shown]
    held = list(dict.fromkeys(words for task in stop.tasks for words in task.held))
    return Face(
        stop.id,
        stop.number,
        show_time(stop.planned_at),
        stop.name,
        stop.address,
        " · ".join([needs_words(stop.tasks), *rest]),
        _mark(stop, shown, held),
        "\n".join([*held, *(one.text for one in notes)]),
    )


def _own_labels(stop: StopLine) -> list[Label]:
    """The notes of a stop that is not on the sheet, or of somebody who may not print one."""
    found = [Label(tr("Go in pairs"), "users")] if stop.go_in_pairs else []
    return [*found, Label(stop.door_note, "door")] if stop.door_note else found


def _mark(stop: StopLine, note: Label | None, held: Sequence[str]) -> Mark | None:
    outcomes = list(dict.fromkeys(task.outcome for task in stop.tasks if task.outcome is not None))
    if outcomes:
        icon, tone = _OUTCOME_LOOKS.get(outcomes[0], ("alert-circle", Tone.WARN))
        return Mark(", ".join(_short(one) for one in outcomes), icon, tone)
    if held:
        return Mark(tr("Stays off the sheet"), "lock", Tone.WARN)
    if note is None:
        return None
    return Mark(head_of(note.text), note.icon, Tone.WARN if note.icon in _FIRST else Tone.SECOND)


def _short(outcome: TaskOutcome) -> str:
    """An outcome in few words: beside an address there is little room."""
    if outcome is TaskOutcome.LAST_UNOPENED:
        return tr("Box unopened")
    return tr("Worried") if outcome is TaskOutcome.WORRIED else say(outcome)
