"""Everything about one volunteer in one pane: what is missing first."""

from collections.abc import Mapping, Sequence
from datetime import date

from desktop.domain.dates import short_day
from desktop.domain.match_words import hours, language
from desktop.domain.names import full_name
from desktop.domain.phones import national
from desktop.domain.references import Kind, write
from desktop.domain.rota import Shift
from desktop.domain.rota_seats import clock
from desktop.services.checks import CheckLine
from desktop.services.journey import JourneyView
from desktop.services.volunteers import VolunteerDetail
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.i18n import tr
from desktop.ui.base.permits import may_open
from desktop.ui.base.record_page import MORE, OWN_WINDOW
from desktop.ui.base.record_spec import EDIT, VOID
from desktop.ui.base.tokens import Tone
from desktop.ui.volunteers.check_words import check_facts, check_state, day_of
from desktop.ui.volunteers.journey_pane import ASK_BACK, BUDDY, PLACE, journey_section, next_action
from desktop.ui.volunteers.papers import CAME_BACK, PAPERS
from desktop.ui.volunteers.times import time_lines
from desktop.ui.words import say

RECORD, CHECKS, MOVE = "record", "checks", "move"
AWAY, APART, HISTORY = "away", "apart", "history"


def volunteer_pane(
    held: VolunteerDetail,
    checks: Sequence[CheckLine] | None,
    areas: Mapping[str, str],
    today: date,
    cleared: Sequence[str] = (),
    journey: JourneyView | None = None,
    shifts: Sequence[Shift] = (),
) -> Detail:
    """Make the pane.

    Args:
        held: the volunteer.
        checks: what has been seen or is on its way; None for whoever may not see checks.
        areas: names of areas by key.
        today: the day it is.
        cleared: the kinds of help they may give now, told in place of checks.
        journey: their way into the hub.
        shifts: those they are on, soonest first.
    """
    who, reference = held.who.draft, write(Kind.VOLUNTEER, held.number)
    name = full_name(who.first_name, who.last_name, who.preferred_name)
    return Detail(
        name or reference,
        f"{reference}, {say(held.status)}",
        person=full_name(who.first_name, who.last_name) or "?",
        sections=[
            *([journey_section(journey)] if journey is not None else []),
            DetailSection("", _reach(held)),
            _seen(checks, cleared, today),
            DetailSection(tr("Offers"), _offers(held, areas)),
            DetailSection(tr("On the rota"), [_shift(one) for one in shifts[:_SHIFTS]]),
            DetailSection(tr("Free"), [DetailRow("", line) for line in _free(held)]),
            DetailSection(tr("Away"), [_away(one) for one in held.absences if one[2] >= today]),
            DetailSection(
                tr("Never sent to"),
                [
                    DetailRow(who_else, reason or tr("No reason given"))
                    for _, who_else, reason in held.kept_apart
                ],
            ),
            DetailSection(tr("Note"), [DetailRow("", held.draft.note)]),
        ],
        actions=_actions(checks or (), next_action(journey) if journey is not None else None),
    )


_SHIFTS = 6
"""The next shifts shown; the rest stand on the rota."""


def _shift(one: Shift) -> DetailRow:
    """A shift of theirs; it leads to the week."""
    words = f"{one.job.name}, {clock(one.start)}–{clock(one.end)}"
    return DetailRow(short_day(one.on_date), words, key=f"rota:{one.key}")


def _actions(checks: Sequence[CheckLine], first: DetailAction | None) -> list[DetailAction]:
    """The buttons: what is next on their way is the one that stands out, else a check."""
    none = "" if checks else tr("Nothing is recorded yet.")
    kind = ButtonKind.PRIMARY if first is None else ButtonKind.SECONDARY
    return [
        *([first] if first is not None else []),
        DetailAction(RECORD, tr("Record a check"), "shield-check", kind),
        DetailAction(EDIT, tr("Edit"), "pencil"),
        DetailAction(CHECKS, tr("Checks"), "clipboard-check", off=none),
        DetailAction(MOVE, tr("Move"), "arrows-left-right"),
        DetailAction(MORE, tr("More"), "dots"),
    ]


def more_actions(*, alone: bool = False) -> list[tuple[str, str]]:
    """What the button More offers: key and words.

    Args:
        alone: the volunteer stands in a window of their own already.
    """
    return [
        *([] if alone else [(OWN_WINDOW, tr("Open in its own window"))]),
        (BUDDY, tr("Record a buddy shift")),
        (ASK_BACK, tr("Asked back")),
        (PLACE, tr("Place with a partner")),
        (PAPERS, tr("Print a form or card")),
        (CAME_BACK, tr("A form came back")),
        (AWAY, tr("Away")),
        (APART, tr("Keep apart")),
        (HISTORY, tr("History")),
        (VOID, tr("Take off the list")),
    ]


def _reach(held: VolunteerDetail) -> list[DetailRow]:
    who = held.who.draft
    home = who.household
    where = ", ".join(p for p in (home.address_line1, home.town, home.postcode) if p) if home else ""
    phones = [national(one.raw) for one in who.phones or ()]
    return [
        *(DetailRow(tr("Phone") if n == 0 else "", words) for n, words in enumerate(phones)),
        DetailRow(tr("E-mail"), who.email),
        DetailRow(tr("Where"), where),
        DetailRow(tr("Born"), f"{who.date_of_birth:%d/%m/%Y}" if who.date_of_birth else ""),
        DetailRow(tr("Person"), _page_words(), key=f"person:{held.draft.person_id}"),
    ]


def _page_words() -> str:
    return tr("Open their page") if may_open("person") else ""


def _offers(held: VolunteerDetail, areas: Mapping[str, str]) -> list[DetailRow]:
    draft = held.draft
    week = hours(draft.weekly_minutes) if draft.weekly_minutes is not None else tr("Not asked yet")
    return [
        DetailRow(tr("A week"), week),
        DetailRow(tr("Gets about"), say(draft.transport)),
        DetailRow(tr("Areas"), ", ".join(sorted(areas[key] for key in draft.area_ids if key in areas))),
        DetailRow(tr("Can help with"), ", ".join(sorted(say(one) for one in draft.skills))),
        DetailRow(tr("Speaks"), ", ".join(sorted(language(code) for code in draft.languages))),
        DetailRow(tr("Since"), day_of(draft.joined_on) if draft.joined_on else ""),
    ]


def _free(held: VolunteerDetail) -> list[str]:
    return time_lines(held.draft.slots) or [tr("Not asked yet")]


def _seen(checks: Sequence[CheckLine] | None, cleared: Sequence[str], today: date) -> DetailSection:
    """What checks say, or only what somebody is cleared for (domain rule 14)."""
    if checks is not None:
        return DetailSection(tr("Checks"), _checks(checks, today))
    words = ", ".join(cleared) or tr("Nothing yet. Ask whoever looks after checks.")
    return DetailSection(tr("Cleared for"), [DetailRow("", words)])


def _checks(checks: Sequence[CheckLine], today: date) -> list[DetailRow]:
    rows: list[DetailRow] = []
    for one in checks:
        state = check_state(one, today)
        rows.append(DetailRow("", say(one.type), icon=state.icon, tone=state.tone))
        rows.append(DetailRow("", check_facts(one, today), tone=Tone.SECOND))
    return rows or [DetailRow("", tr("Nothing is recorded yet."))]


def _away(one: tuple[str, date, date, str]) -> DetailRow:
    _, first, last, reason = one
    days = day_of(first) if first == last else tr("{first} to {last}", first=day_of(first), last=day_of(last))
    return DetailRow("", f"{days}: {reason}" if reason else days)
