"""The steps of a referral, one below the other, joined by a line as far as they are done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from db.enums import LawfulBasis
from db.enums_referrals import ReferralStatus as S
from desktop.domain.consent_rules import Standing
from desktop.domain.limits import Limit, keeps_in
from desktop.services.referrals import ReferralDetail
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.paint import draw_icon
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight
from desktop.ui.help_words import local, short_date
from desktop.ui.ladder_words import otherwise
from desktop.ui.referrals.words import asked_ways, declines, outcomes, states, way

_MARK = 22


class Look(Enum):
    """How far a step is."""

    DONE = auto()
    LATE = auto()
    STOPPED = auto()
    OPEN = auto()


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its words, when, and what there is to say of it."""

    title: str
    look: Look
    when: str = ""
    note: str = ""


class StepsView(QWidget):
    """The steps."""

    def __init__(self, steps: Sequence[Step], parent: QWidget | None = None) -> None:
        """Show them.

        Args:
            steps: the first first.
            parent: the owner.
        """
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for place, step in enumerate(steps):
            column.addWidget(_StepLine(step, last=place == len(steps) - 1))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class _StepLine(QWidget):
    """A step: its mark at the left, the line down to the next."""

    def __init__(self, step: Step, *, last: bool) -> None:
        super().__init__()
        self._step, self._last = step, last
        done = step.look in (Look.DONE, Look.STOPPED)
        tone = "danger" if step.look is Look.LATE else "ink" if done else "ink2"
        head = QHBoxLayout()
        head.setSpacing(px(8))
        kind = "" if step.look is Look.OPEN else "strong"
        head.addWidget(Label(step.title, kind=kind, tone=tone, wrap=True), 1)
        if step.when:
            late = step.look is Look.LATE
            words = Label(step.when, kind="strong" if late else "second", tone="danger" if late else "")
            head.addWidget(words, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(_MARK + 12), px(1), 0, 0 if last else px(11))
        column.setSpacing(px(1))
        column.addLayout(head)
        if step.note:
            column.addWidget(Label(step.note, kind="second", wrap=True))
        self.setMinimumHeight(px(_MARK + (2 if last else 10)))
        parts = (step.title, _spoken(step.look), step.when, step.note)
        self.setAccessibleName(", ".join(part for part in parts if part))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, now = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mark, look = QRect(0, 0, px(_MARK), px(_MARK)), self._step.look
        if not self._last:
            token = "okfill" if look is Look.DONE else "line2"
            left, wide = px(_MARK) // 2 - px(1), px(2)
            painter.fillRect(left, px(_MARK), wide, self.height() - px(_MARK), now.colour(token))
        if look is Look.OPEN:
            painter.setPen(QPen(QColor(now.colour("ctl")), max(px(2), 1)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(mark.adjusted(px(1), px(1), -px(1), -px(1)))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        fill = {Look.DONE: "okfill", Look.LATE: "dangerfill", Look.STOPPED: "neut"}[look]
        painter.setBrush(QColor(now.colour(fill)))
        if look is Look.LATE:
            painter.drawRoundedRect(mark, px(4), px(4))
        else:
            painter.drawEllipse(mark)
        if look is Look.LATE:
            painter.setPen(now.colour("ondanger"))
            painter.setFont(now.font(Size.BODY, Weight.BOLD))
            painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, "!")
            return
        icon = "check" if look is Look.DONE else "x"
        inner = mark.adjusted(px(4), 0, 0, 0)
        draw_icon(painter, icon, inner, "surface" if look is Look.STOPPED else "ondanger", 14)


def _spoken(look: Look) -> str:
    """How far a step is, for a screen reader."""
    return {
        Look.DONE: tr("done"),
        Look.LATE: tr("late"),
        Look.STOPPED: tr("stopped"),
        Look.OPEN: tr("to come"),
    }[look]


def steps_of(held: ReferralDetail, today: date) -> list[Step]:
    """What the pane shows of a referral.

    Args:
        held: the referral.
        today: the day it is.
    """
    first = held.first_name or tr("The person")
    found = [_agreed(held, first), _sent(held)]
    if held.row.status in (S.DECLINED, S.RETURNED, S.WITHDRAWN):
        if held.row.acknowledged_at is not None:
            found.append(_has_it(held, today))
        return [*found, _stopped(held), _told(held, first)]
    dealing = Step(tr("They are dealing with it"), Look.OPEN)
    if held.accepted_on is not None or held.row.status is S.COMPLETED:
        when = short_date(held.accepted_on) if held.accepted_on else ""
        dealing = Step(tr("They are dealing with it"), Look.DONE, when)
    elif held.row.status is S.ACKNOWLEDGED and _is_late(held, today):
        dealing = Step(tr("They are dealing with it"), Look.LATE, _due(held), _late_words(held, today))
    return [*found, _has_it(held, today), dealing, _outcome(held, first, today)]


def _limited(held: ReferralDetail, first: str) -> Step:
    note = tr("Nothing may go. See their request under Rights.")
    if held.limit is Limit.OBJECTED:
        return Step(tr("{name} objected to the use of their data", name=first), Look.STOPPED, note=note)
    words = tr("{name} asked us to restrict the use of their data", name=first)
    return Step(words, Look.STOPPED, note=note)


def _agreed(held: ReferralDetail, first: str) -> Step:
    if held.limit is not None and keeps_in(held.limit, held.draft.basis):
        return _limited(held, first)
    if held.draft.basis is not LawfulBasis.CONSENT:
        words = tr("{name} was not asked: shared on another basis", name=first)
        return Step(words, Look.DONE, note=held.draft.basis_reason)
    if held.standing in (Standing.NO, Standing.WITHDRAWN):
        no, back = tr("{name} said no", name=first), tr("{name} took the yes back", name=first)
        return Step(no if held.standing is Standing.NO else back, Look.STOPPED, note=tr("Nothing may go."))
    if held.agreed_on is None:
        words = tr("Ask {name} first", name=first)
        return Step(words, Look.OPEN, note=tr("Nobody is passed on without saying yes."))
    how = asked_ways().get(held.agreed_how, "") if held.agreed_how else ""
    health = tr("Health notes too.") if held.health_agreed else tr("Not health notes.")
    note = tr("{how}, to share what is on the form. {health}", how=how, health=health)
    return Step(tr("{name} agreed", name=first), Look.DONE, short_date(held.agreed_on), note)


def _sent(held: ReferralDetail) -> Step:
    if held.row.sent_at is None:
        return Step(tr("Sent"), Look.OPEN)
    note = ", ".join(part for part in (way(held.row.sent_how), held.sent_note) if part)
    return Step(tr("Sent"), Look.DONE, short_date(local(held.row.sent_at).date()), note)


def _has_it(held: ReferralDetail, today: date) -> Step:
    title = tr("They have it")
    if held.row.acknowledged_at is not None:
        day = short_date(local(held.row.acknowledged_at).date())
        return Step(title, Look.DONE, day, held.acknowledged_by)
    if _is_late(held, today):
        return Step(title, Look.LATE, _due(held), _late_words(held, today))
    return Step(title, Look.OPEN, _due(held) if held.row.status is S.SENT else "")


def _outcome(held: ReferralDetail, first: str, today: date) -> Step:
    told = tr("Outcome, and {name} told", name=first)
    if held.row.outcome is None:
        late = held.row.status is S.ACCEPTED and _is_late(held, today)
        return Step(told, Look.LATE, _due(held), _late_words(held, today)) if late else Step(told, Look.OPEN)
    note = "\n".join(part for part in (held.outcome_note, _otherwise(held)) if part)
    day = short_date(local(held.row.closed_at).date()) if held.row.closed_at else ""
    if held.row.person_told_on is None:
        words = tr("{outcome}. {name} is still to be told", outcome=outcomes()[held.row.outcome], name=first)
        return Step(words, Look.OPEN, day, note)
    words = tr("{outcome}. {name} was told", outcome=outcomes()[held.row.outcome], name=first)
    return Step(words, Look.DONE, day, note)


def _otherwise(held: ReferralDetail) -> str:
    if held.otherwise is None:
        return ""
    said = " ".join(part for part in (otherwise()[held.otherwise], held.otherwise_note) if part)
    return tr("Otherwise: {what}", what=said)


def _stopped(held: ReferralDetail) -> Step:
    day = short_date(local(held.row.closed_at).date()) if held.row.closed_at else ""
    why = declines()[held.decline_reason] if held.decline_reason else ""
    onward = tr("Try {name}", name=held.onward) if held.onward else ""
    note = "\n".join(part for part in (why, held.outcome_note, onward) if part)
    return Step(states()[held.row.status], Look.STOPPED, day, note)


def _told(held: ReferralDetail, first: str) -> Step:
    on = held.row.person_told_on
    words = tr("{name} was told", name=first) if on else tr("{name} is still to be told", name=first)
    return Step(words, Look.DONE if on else Look.OPEN, short_date(on) if on else "")


def _is_late(held: ReferralDetail, today: date) -> bool:
    return held.row.chase_on is not None and held.row.chase_on <= today


def _due(held: ReferralDetail) -> str:
    return tr("due {day}", day=short_date(held.row.chase_on)) if held.row.chase_on else ""


def _late_words(held: ReferralDetail, today: date) -> str:
    days = (today - held.row.chase_on).days if held.row.chase_on else 0
    if days <= 0:
        return tr("Ask today")
    return tr_count("No reply yet, {count} day late", "No reply yet, {count} days late", days)
