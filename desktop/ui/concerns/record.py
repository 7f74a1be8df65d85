"""One concern as its reader sees it: the locked account, what came later, and every dated entry."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from db.enums_concerns import AboutKind, Agreed, Danger, EntryKind, Heard
from desktop.domain.concerns import (
    Account,
    ConcernFile,
    Decision,
    Details,
    Entry,
    Hold,
    Referral,
)
from desktop.ui.base.card import Card, Glyph, Rule
from desktop.ui.base.chip import StatusLabel
from desktop.ui.base.detail import DetailRow, rows_grid
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.concerns.parts import SideBySide
from desktop.ui.concerns.words import first_name, say
from desktop.ui.help_words import local, short_date
from desktop.ui.words import say as say_code

BESIDE_ACCOUNT = (EntryKind.ADDITION, EntryKind.CORRECTION)


def stamp(moment: datetime) -> str:
    """A moment with its year only where it is another one: ``Mon 16 Nov, 16:40``."""
    here = local(moment)
    return f"{short_date(here.date())}, {here:%H:%M}"


def head(file: ConcernFile) -> list[QWidget]:
    """Whom it is about, and the account as it was written.

    Args:
        file: the concern.
    """
    about, first = file.account.about, file.entries[0]
    parts = (file.reference, say(about.kind), about.detail)
    under = Label(" · ".join(part for part in parts if part), kind="second", wrap=True)
    found: list[QWidget] = [_named(Label(about.name, kind="title", wrap=True), under)]
    found.append(_account(file.account, first))
    found += [_later(one) for one in file.of(*BESIDE_ACCOUNT)]
    found.append(SideBySide(_danger(file), _wants(file), stacked_below=420))
    return found


def known(details: Details) -> QWidget | None:
    """What the lead found out besides; None where nothing is."""
    rows = [row for row in _known_rows(details) if row.value]
    if not rows:
        return None
    card = Card(role="note")
    card.column.addWidget(Label(tr("What is known"), kind="field"))
    card.column.addLayout(rows_grid(rows, _nowhere))
    return card


def chronology(file: ConcernFile) -> QWidget:
    """Every dated entry, oldest first, but for looks.

    Args:
        file: the concern.
    """
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(8))
    column.addWidget(Rule())
    column.addWidget(Label(tr("What happened, in order"), kind="field"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(14))
    grid.setVerticalSpacing(px(7))
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    for at, one in enumerate(one for one in file.entries if one.kind is not EntryKind.VIEWED):
        grid.addWidget(Label(stamp(one.at), kind="second"), at, 0, top)
        words = Label(entry_words(one), wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(words, at, 1)
    column.addLayout(grid)
    return made


def entry_words(entry: Entry) -> str:
    """One entry in a sentence or two."""
    said = [f"{say(entry.kind)}, {entry.by}"]
    part = entry.part
    if isinstance(part, Decision):
        said.append(f"{say(part.step)}. {agreed_words(part.agreed)}. {part.why}")
        if part.review_on is not None:
            said.append(tr("Look again on {day}.", day=short_date(part.review_on)))
    elif isinstance(part, Referral):
        parts = (part.to, part.how, part.spoke_to, part.reference)
        said.append(", ".join(one for one in parts if one))
    elif isinstance(part, Hold):
        now = _status(part.now) or tr("no longer held back by this concern")
        said.append(tr("from {was} to {now}", was=_status(part.was), now=now) if part.was else now)
    if entry.words:
        said.append(entry.words)
    return ": ".join((said[0], " ".join(said[1:]))) if len(said) > 1 else said[0]


def agreed_words(agreed: Agreed) -> str:
    """Whether somebody agreed, as a statement."""
    return {
        Agreed.YES: tr("Agreed"),
        Agreed.NO: tr("Did not agree"),
        Agreed.NOT_SAFE: tr("Not safe to ask"),
        Agreed.NOT_ASKED: tr("Not asked whether they agree"),
    }[agreed]


def _named(name: Label, under: Label) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(2))
    column.addWidget(name)
    column.addWidget(under)
    return made


def _status(code: str) -> str:
    from db.enums import VolunteerStatus

    return say_code(VolunteerStatus(code)) if code else ""


def _account(account: Account, first: Entry) -> QWidget:
    card = Card()
    top = QHBoxLayout()
    top.setSpacing(px(8))
    top.addWidget(Glyph("lock", tone="ink2", size=16))
    written = FlowLayout(gap=12, line_gap=0)
    written.addWidget(Label(tr("What was seen and heard"), kind="strong"))
    written.addWidget(Label(f"{first.by}, {stamp(first.at)}", kind="second"))
    top.addLayout(written, 1)
    card.column.addLayout(top)
    words = Label(account.words, wrap=True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    card.column.addWidget(words)
    rows = [row for row in _account_rows(account) if row.value]
    if rows:
        card.column.addLayout(rows_grid(rows, _nowhere))
    return card


def _account_rows(account: Account) -> Sequence[DetailRow]:
    heard = say(account.heard) if account.heard is not Heard.NOT_SAID else ""
    if account.heard_from:
        heard = f"{heard}: {account.heard_from}"
    age = {True: tr("Under 18"), False: tr("18 or over"), None: ""}[account.is_child]
    return (
        DetailRow(tr("When"), account.happened),
        DetailRow(tr("Where"), account.where),
        DetailRow(tr("Who told them"), heard),
        DetailRow(tr("Told already"), account.told),
        DetailRow(tr("Agreement"), agreed_words(account.agreed)),
        DetailRow(tr("Injuries"), account.injuries),
        DetailRow(tr("Age"), age, tone=Tone.DANGER if account.is_child else None),
        *_harm_rows(account),
    )


def _harm_rows(held: Account | Details) -> Sequence[DetailRow]:
    alleged = held.alleged
    who = (
        alleged.name,
        alleged.relationship,
        tr("helps here or works for the hub") if alleged.is_volunteer else "",
        tr("contact: {words}", words=alleged.in_contact) if alleged.in_contact else "",
    )
    return (
        DetailRow(tr("May be causing harm"), ", ".join(one for one in who if one)),
        DetailRow(tr("Others at risk"), held.others),
        DetailRow(tr("Children"), held.children),
    )


def _known_rows(details: Details) -> Sequence[DetailRow]:
    capacity = say(details.capacity) if details.capacity.value != "not_said" else ""
    return (
        *_harm_rows(details),
        DetailRow(tr("Kinds of harm"), ", ".join(say(one) for one in details.types)),
        DetailRow(tr("Where they are now"), details.whereabouts),
        DetailRow(tr("Care and support"), details.care_needs),
        DetailRow(tr("Cannot protect themselves"), details.cannot_protect),
        DetailRow(tr("Deciding for themselves"), capacity),
        DetailRow(tr("Because"), details.capacity_why),
        DetailRow(tr("Speaks for them"), details.advocate),
        DetailRow(tr("Earlier concerns"), details.earlier),
    )


def _later(entry: Entry) -> QWidget:
    card = Card(role="note")
    title = f"{say(entry.kind)}: {entry.by}, {stamp(entry.at)}"
    card.column.addWidget(Label(title, kind="second", wrap=True))
    words = Label(entry.words, wrap=True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    card.column.addWidget(words)
    return card


def _danger(file: ConcernFile) -> QWidget:
    danger = file.details.danger
    asked = next((one for one in reversed(file.entries) if isinstance(one.part, Details | Account)), None)
    icon, tone, words = {
        Danger.YES: ("urgent", Tone.DANGER, tr("Yes")),
        Danger.NO: ("circle-check", Tone.OK, tr("No, when last asked")),
        Danger.UNKNOWN: ("alert-circle", Tone.WARN, tr("Not known")),
        Danger.NOT_ASKED: ("alert-circle", Tone.WARN, tr("Not asked yet")),
    }[danger]
    when = Label(
        tr("{when}. Ask again today.", when=stamp(asked.at)) if asked else "", kind="second", wrap=True
    )
    return _answer(tr("Is anyone in danger now?"), StatusLabel(words, icon=icon, tone=tone, wrap=True), when)


def _wants(file: ConcernFile) -> QWidget:
    name = first_name(file.account.about.name)
    about = file.account.about.kind
    asked = (
        tr("What do they want?")
        if about is AboutKind.ORGANISATION
        else tr("What does {name} want?", name=name)
    )
    return _answer(asked, Label(file.details.wants or tr("Not said yet"), wrap=True))


def _answer(question: str, *lines: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(4))
    column.addWidget(Label(question, kind="caption", wrap=True))
    for line in lines:
        column.addWidget(line)
    return made


def hold_notice(name: str, state: str, suspended: bool, advice: str) -> Notice:
    """That a volunteer is held back because of this concern, and to take advice first.

    Args:
        name: the volunteer.
        state: theirs, in words.
        suspended: whether they are suspended already.
        advice: what to do before deciding.
    """
    lead = (
        tr("{name} is suspended.", name=name)
        if suspended
        else tr("{name} is held back and gets no tasks: {state}.", name=name, state=state.lower())
    )
    return Notice(lead, advice, tone=Tone.RESTR)


def duty_notice(duties: Sequence[str]) -> Notice:
    """Whom the law says must be told."""
    return Notice(tr("The law asks you to tell others."), " ".join(duties), tone=Tone.WARN)


class Content(QWidget):
    """What scrolls: its height follows from its width."""

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for every window."""
        return QSize(px(300), px(60))


def _nowhere(_key: str) -> None:
    """Lines of a concern lead nowhere: other screens know nothing of it."""
