"""What the register shows of one volunteer: what to do next, what they can do, and what is held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from db.enums import Answer, CheckStatus, CheckType
from db.enums_checks import CheckDecision, StatusResult, Workforce
from desktop.domain.check_grid import KindState, Stands
from desktop.domain.clearance_facts import Why
from desktop.domain.clearance_words import check_name
from desktop.domain.match_words import hours
from desktop.services.check_register import GridRow
from desktop.services.checks import CanDo, CheckLine
from desktop.services.volunteers import VolunteerDetail
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.detail import Detail, DetailAction, DetailPane, DetailRow, DetailSection
from desktop.ui.base.i18n import tr
from desktop.ui.base.notice import Notice
from desktop.ui.base.permits import may
from desktop.ui.base.tokens import Tone
from desktop.ui.volunteers.check_words import SOON, day_of
from desktop.ui.volunteers.pane import CHECKS
from desktop.ui.words import say

NEXT, DESTROY, VOLUNTEER, LETTER = "next", "destroy", "volunteer", "letter"
_URGENT = (Stands.STOPS, Stands.SOON, Stands.UNDECIDED, Stands.NOT_STARTED, Stands.WAITING)


@dataclass(frozen=True, slots=True)
class NextAct:
    """What to do next about somebody's checks.

    Attributes:
        kind: the kind of check.
        lead: what is so.
        text: why, or what to do.
        stops: it stops something now.
        ends: it ends soon, or has ended, so that a letter may help.
    """

    kind: CheckType
    lead: str
    text: str
    stops: bool
    ends: bool = False


@dataclass(frozen=True, slots=True)
class CheckDetail(Detail):
    """What the pane shows, with the next act above it."""

    act: NextAct | None = None


class ChecksPane(DetailPane):
    """The pane of the register: a banner with the next act, then the lines."""

    def show_detail(self, detail: Detail | None) -> None:
        """Show somebody's checks, or nothing."""
        super().show_detail(detail)
        act = detail.act if isinstance(detail, CheckDetail) else None
        area = next((part for part in self._parts if isinstance(part, QScrollArea)), None)
        body = area.widget() if area is not None else None
        column = body.layout() if body is not None else None
        if act is None or not isinstance(column, QVBoxLayout):
            return
        banner = Notice(act.lead, act.text, self, tone=Tone.DANGER if act.stops else Tone.WARN)
        button = Button(tr("Record the result"), banner, kind=ButtonKind.PRIMARY, small=True)
        button.clicked.connect(lambda: self.acted.emit(NEXT))
        banner.add_button(button)
        added = {NEXT: button}
        if act.ends and may("letter.print"):
            letter = Button(tr("Print a letter"), banner, icon="printer", small=True)
            letter.clicked.connect(lambda: self.acted.emit(LETTER))
            banner.add_button(letter)
            added[LETTER] = letter
        column.insertWidget(0, banner, 0, Qt.AlignmentFlag.AlignTop)
        self.buttons = {**added, **self.buttons}


def checks_detail(
    held: VolunteerDetail,
    row: GridRow,
    lines: Sequence[CheckLine],
    can: Sequence[CanDo],
    areas: str,
    today: date,
) -> CheckDetail:
    """Make the pane.

    Args:
        held: the volunteer.
        row: how each kind of check stands.
        lines: their checks.
        can: what they may do today.
        areas: where they help, in words.
        today: the day it is.
    """
    scheme = row.scheme
    own = [one for one in lines if one.type is scheme]
    actions = [
        DetailAction(CHECKS, tr("All checks"), "clipboard-check"),
        DetailAction(VOLUNTEER, tr("Volunteer"), "heart-handshake"),
    ]
    if any(one.details_due for one in lines):
        actions.append(DetailAction(DESTROY, tr("Destroy old details"), "trash-x"))
    return CheckDetail(
        row.name,
        _about(held, areas),
        person=row.name,
        sections=[
            DetailSection(tr("What {name} can do", name=_first_name(held, row)), _can(can, today)),
            DetailSection(tr("What we hold about the {check}", check=check_name(scheme)), _held(own)),
        ],
        actions=actions,
        act=next_act(row),
    )


def next_act(row: GridRow) -> NextAct | None:
    """The most urgent thing to do about somebody's checks; None when nothing is."""
    found = [
        (_URGENT.index(state.stands), at, kind)
        for at, (kind, state) in enumerate(row.states.items())
        if state.stands in _URGENT and state.why is not Why.REFUSED
    ]
    if not found:
        return None
    kind = min(found)[2]
    state = row.states[kind]
    lead, text = _act_words(check_name(kind), kind, state)
    ends = state.stands is Stands.SOON or state.why in (Why.EXPIRED, Why.EXEMPTION_ENDED)
    return NextAct(kind, lead, text, state.stands is Stands.STOPS, ends)


def _act_words(name: str, kind: CheckType, state: KindState) -> tuple[str, str]:
    day = day_of(state.on) if state.on else ""
    match state.stands:
        case Stands.SOON:
            return tr("{check}: check again by {day}.", check=name, day=day), _renew_words(kind)
        case Stands.STOPS:
            lead = tr("{check} stops some tasks.", check=name)
            return lead, tr("It ended on {day}.", day=day) if day else tr(
                "Look at the record and put it right."
            )
        case Stands.UNDECIDED:
            return tr("{check}: decide whether it is suitable.", check=name), tr(
                "It was seen. Whoever decides is recorded with the day."
            )
        case Stands.WAITING:
            lead = tr("{check} is not back yet.", check=name)
            return lead, tr("Applied on {day}.", day=day) if day else tr("Ask how far it has got.")
    return tr("{check} is still to do.", check=name), tr("Nothing is recorded yet.")


def _renew_words(kind: CheckType) -> str:
    if kind is CheckType.DBS:
        return tr(
            "A DBS has no end date; your hub checks again. On the Update Service it takes one call to get"
            " consent."
        )
    if kind is CheckType.DRIVING_PAPERS:
        return tr("The first of licence, insurance, MOT and business use counts.")
    return tr("See the new papers, then record them.")


def _about(held: VolunteerDetail, areas: str) -> str:
    draft = held.draft
    week = tr("{hours} a week", hours=hours(draft.weekly_minutes)) if draft.weekly_minutes else ""
    since = tr("since {year}", year=draft.joined_on.year) if draft.joined_on else ""
    return " · ".join(one for one in (areas, week, since) if one)


def _first_name(held: VolunteerDetail, row: GridRow) -> str:
    who = held.who.draft
    return who.preferred_name or who.first_name or row.name


def _can(can: Sequence[CanDo], today: date) -> list[DetailRow]:
    """Kinds of help under what is said of them, what stops somebody first: most are said the same of."""
    groups: dict[tuple[int, str], list[str]] = {}
    for one in can:
        groups.setdefault(_said_of(one, today), []).append(one.need)
    rows: list[DetailRow] = []
    for (rank, words), needs in sorted(groups.items()):
        icon, tone = _CAN_LOOKS[rank]
        rows += [
            DetailRow("", words, icon=icon, tone=tone),
            DetailRow("", ", ".join(needs), tone=Tone.SECOND),
        ]
    return rows


_STOPPED, _UNTIL, _YES = range(3)
_CAN_LOOKS = (("lock", Tone.DANGER), ("calendar-due", Tone.WARN), ("circle-check", Tone.OK))


def _said_of(one: CanDo, today: date) -> tuple[int, str]:
    if not one.can:
        return _STOPPED, one.words
    if one.until is not None and one.until - today <= SOON:
        return _UNTIL, tr("Until {day}", day=day_of(one.until))
    return _YES, one.words or tr("Yes")


def _held(lines: Sequence[CheckLine]) -> list[DetailRow]:
    if not lines:
        return [DetailRow("", tr("Nothing is recorded yet."))]
    one = lines[0]
    for_whom = say(one.workforce) if one.workforce is not Workforce.NOT_SAID else ""
    seen = one.seen_by and one.seen_on and f"{one.seen_by}, {day_of(one.seen_on)}"
    asked = one.issued_on if one.status is not CheckStatus.VERIFIED else None
    return [
        DetailRow(tr("Type"), say(one.level)),
        DetailRow(tr("Workforce"), for_whom),
        DetailRow(tr("Role"), one.position),
        DetailRow(tr("Stands at"), "" if one.status is CheckStatus.VERIFIED else say(one.status)),
        DetailRow(tr("Applied on"), day_of(asked) if asked else ""),
        DetailRow(tr("Issued"), _issued(one)),
        DetailRow(tr("Seen by"), str(seen or "")),
        DetailRow(tr("Decision"), _decided(one)),
        DetailRow(tr("Updates"), _updates(one)),
        DetailRow("", tr("The last four digits are shown, and a copy is never kept."), tone=Tone.SECOND),
    ]


def _issued(one: CheckLine) -> str:
    issued = day_of(one.issued_on) if one.issued_on and one.status is CheckStatus.VERIFIED else ""
    number = tr("number ends {ends}", ends=one.ends) if one.ends else ""
    return ", ".join(part for part in (issued, number) if part)


def _decided(one: CheckLine) -> str:
    if one.decision is CheckDecision.NOT_DECIDED or one.decided_on is None:
        return say(one.decision)
    said = tr(
        "{decision}: {name}, {day}",
        decision=say(one.decision),
        name=one.decided_by,
        day=day_of(one.decided_on),
    )
    return f"{said} ({one.decision_reference})" if one.decision_reference else said


def _updates(one: CheckLine) -> str:
    if one.update_service is not Answer.YES:
        return ""
    if one.status_result is StatusResult.NOT_ASKED or one.status_on is None:
        return tr("On the Update Service")
    return tr("{answer}, {day}", answer=say(one.status_result), day=day_of(one.status_on))
