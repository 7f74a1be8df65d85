"""A volunteer's way into the hub as part of their pane: what is behind them, what is next, who waits."""

from datetime import date

from db.queries.journey import NextStep
from db.queries.volunteers import VolunteerRow
from desktop.domain.journey import Idle, IdleKind, JourneyFacts, Stage, StageDone, idle
from desktop.services.journey import JourneyView
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.columns import Cell
from desktop.ui.base.detail import DetailAction, DetailRow, DetailSection
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.tokens import Tone
from desktop.ui.volunteers.check_words import day_of

ANSWERED, INDUCTED, BUDDY, TAKE_ON, ASK_BACK = "answered", "inducted", "buddy", "take_on", "ask_back"
PLACE = "place"
ACTS = {
    ANSWERED: "volunteer.set",
    INDUCTED: "check.set",
    BUDDY: "volunteer.set",
    TAKE_ON: "volunteer.set",
    ASK_BACK: "volunteer.set",
    PLACE: "volunteer.set",
}
"""Each act and the action it needs."""


def journey_section(view: JourneyView) -> DetailSection:
    """The lines of the pane: every stage for whoever is coming, for others only what needs somebody."""
    rows = [] if view.next is None else [_stage(one, view) for one in view.stages]
    waits = _waits(view.idle)
    if view.asked_back is not None and view.next is None:
        rows.append(DetailRow("", tr("Asked back {day}", day=day_of(view.asked_back)), icon="phone"))
    if view.placed is not None:
        words = tr("Placed with {name}, {day}", name=view.placed.with_name, day=day_of(view.placed.on_date))
        rows.append(DetailRow("", words, icon="building-community"))
    return DetailSection(tr("The way in") if view.next else "", [*rows, *waits])


def next_action(view: JourneyView) -> DetailAction | None:
    """The button for what is next, where it is no check: those have a button of their own."""
    offered = {
        Stage.CONTACTED: (ANSWERED, tr("Record the reply"), "phone"),
        Stage.INDUCTION: (INDUCTED, tr("Record the induction"), "clipboard-check"),
        Stage.BUDDY_SHIFT: (BUDDY, tr("Record a buddy shift"), "users"),
        Stage.ACTIVE: (TAKE_ON, tr("Take on"), "circle-check"),
    }
    found = offered.get(view.next) if view.next is not None else None
    return None if found is None else DetailAction(*found, kind=ButtonKind.PRIMARY)


def stage_words(stage: Stage) -> str:
    """A stage as people say it."""
    return {
        Stage.APPLIED: tr("Signed up"),
        Stage.CONTACTED: tr("Answered"),
        Stage.CHECKS: tr("Checks"),
        Stage.INDUCTION: tr("Induction"),
        Stage.BUDDY_SHIFT: tr("Buddy shift"),
        Stage.ACTIVE: tr("Active"),
    }[stage]


def next_steps() -> list[tuple[object, str]]:
    """What the list can be narrowed to."""
    return [
        (None, tr("Any")),
        (NextStep.REPLY.value, tr("A reply")),
        (NextStep.CHECKS.value, tr("Checks or induction")),
        (NextStep.BUDDY.value, tr("Buddy shift")),
        (NextStep.TAKE_ON.value, tr("To be taken on")),
        (NextStep.TASK.value, tr("A task, quiet for long")),
    ]


def waited(row: VolunteerRow, today: date) -> Cell:
    """The last task in the list, or how long somebody has waited for a reply or a task."""
    clock = idle(JourneyFacts(row.status, row.joined_on, last_task=row.last_task), today)
    day = day_of(row.last_task) if row.last_task else ""
    if clock is None or (clock.kind is IdleKind.TASK and not clock.is_long):
        return Cell(day)
    if clock.kind is IdleKind.REPLY:
        words = tr_count("No reply, {count} day", "No reply, {count} days", clock.days)
    else:
        words = tr_count("{count} day ago", "{count} days ago", clock.days) if day else tr("None yet")
    return Cell(words, tone=Tone.WARN if clock.is_long else Tone.SECOND, spoken=idle_words(clock))


def _next_words(stage: Stage) -> str:
    """A stage as something to do."""
    return {
        Stage.APPLIED: tr("Next: Sign up"),
        Stage.CONTACTED: tr("Next: Reply"),
        Stage.CHECKS: tr("Next: Checks"),
        Stage.INDUCTION: tr("Next: Induction"),
        Stage.BUDDY_SHIFT: tr("Next: Buddy shift"),
        Stage.ACTIVE: tr("Next: Take on"),
    }[stage]


def idle_words(clock: Idle) -> str:
    """How long somebody has waited, and for what."""
    if clock.kind is IdleKind.REPLY:
        return tr_count(
            "Signed up {count} day ago, no reply yet", "Signed up {count} days ago, no reply yet", clock.days
        )
    return tr_count("No task for {count} day", "No task for {count} days", clock.days)


def _stage(one: StageDone, view: JourneyView) -> DetailRow:
    words = stage_words(one.stage)
    if one.stage is Stage.CHECKS and one.done:
        words = tr("{stage}, enough for {help}", stage=words, help=", ".join(view.cleared[:3]))
    elif one.on is not None:
        words = tr("{stage}, {day}", stage=words, day=day_of(one.on))
    if one.done:
        return DetailRow("", words, icon="circle-check", tone=Tone.OK)
    if one.stage is view.next:
        return DetailRow("", _next_words(one.stage), icon="arrow-right", tone=Tone.INFO)
    return DetailRow("", words, icon="circle-dashed", tone=Tone.SECOND)


def _waits(clock: Idle | None) -> list[DetailRow]:
    if clock is None or not clock.is_long:
        return []
    return [DetailRow("", idle_words(clock), icon="clock", tone=Tone.WARN)]
