"""The parts of a call that can wait: sharing, before they go, and who calls for somebody else."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from db.enums import Answer
from desktop.services.consents import ConsentLine
from desktop.services.wordings import HELP
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Card
from desktop.ui.base.chip import StatusLabel
from desktop.ui.base.choice import CheckBox
from desktop.ui.base.field import Field
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import KeyCap
from desktop.ui.base.label import Label, Sentence, Strong
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import local, short_date
from desktop.ui.intake.what import Asked, yes_no


class _Clickable(Sentence):
    """Words that tick the box before them."""

    def __init__(self, tick: CheckBox, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._tick = tick
        self.setProperty("kind", "body")
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._tick.toggle()
        super().mouseReleaseEvent(event)


class SharingPart(QWidget):
    """Whether name, address and phone may go to the volunteer; never ticked for anybody.

    Signals:
        edited: the tick changed.
    """

    edited = Signal()

    def __init__(self, wording: str, parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            wording: what the hub reads out, as it is recorded.
            parent: the owner.
        """
        super().__init__(parent)
        self.tick = CheckBox(parent=self)
        self.tick.setFixedWidth(px(26))
        self.tick.setAccessibleDescription(wording)
        self.words = _Clickable(self.tick, self)
        self.stands = StatusLabel("", self, wrap=True)
        self.wording = Label(wording, self, kind="hint", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(px(2))
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addWidget(self.stands)
        column.addLayout(row)
        column.addWidget(self.wording)
        self._with_wording = self._asks = True
        self.first = self.tick
        self.tick.toggled.connect(self.edited)
        self.show_person("")

    def set_with_wording(self, on: bool) -> None:
        """Whether the words to read out stand here; else they stand beside the form."""
        self._with_wording = on
        self.wording.setVisible(self._asks and on)

    def show_person(self, name: str, consents: list[ConsentLine] | None = None) -> None:
        """Ask about somebody, and show what they said before.

        Args:
            name: their first name; empty where nobody is chosen.
            consents: what they were asked, newest first.
        """
        who = tr("{name} agrees we can give", name=name) if name else tr("They agree we can give")
        self.words.set_parts(who, Strong(tr("name, address and phone")), tr("to the volunteer"))
        self.tick.setAccessibleName(self.words.plain())
        said = next((one for one in consents or () if one.purpose == HELP and one.recipient_id is None), None)
        standing = said if said is not None and said.withdrawn_at is None else None
        agreed = standing is not None and standing.answer is Answer.YES
        self.stands.setVisible(standing is not None)
        for part in (self.tick, self.words):
            part.setVisible(not agreed)
        self._asks = not agreed
        self.wording.setVisible(self._asks and self._with_wording)
        if agreed:
            self.tick.setChecked(False)
        if standing is not None:
            day = short_date(local(standing.given_at).date())
            if agreed:
                words = tr("Yes, the volunteer may have name, address and phone. Said on {day}.", day=day)
                self.stands.set_state(words, "circle-check", Tone.OK)
            else:
                words = tr("Said no on {day}. Ask again only if it helps them.", day=day)
                self.stands.set_state(words, "hand-stop", Tone.WARN)


class ToldPart(QWidget):
    """Whether the privacy notice was read out; the words to read come with the tick.

    Signals:
        edited: the tick changed.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it."""
        super().__init__(parent)
        self.tick = CheckBox(tr("I read the privacy notice out to them"), self)
        self.stands = StatusLabel("", self, wrap=True)
        self.words = Label("", self, kind="hint", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.tick)
        self._cap = KeyCap(tr("Alt"), "P")
        row.addWidget(self._cap)
        row.addStretch(1)
        column.addWidget(self.stands)
        column.addLayout(row)
        column.addWidget(self.words)
        self.first = self.tick
        self.tick.toggled.connect(self._show_words)
        self.tick.toggled.connect(self.edited)
        self.show_notice("", None)

    def toggle(self) -> None:
        """Tick or untick, where it can be."""
        if self.tick.isVisibleTo(self):
            self.tick.toggle()

    def show_notice(self, notice: str, told_on: date | None) -> None:
        """Ask about somebody, or say when they were told.

        Args:
            notice: the words in use; nothing is asked where there are none yet.
            told_on: the day they were told last; None for never.
        """
        self.words.setText(notice)
        self.tick.setAccessibleDescription(notice)
        for part in (self.tick, self._cap):
            part.setVisible(bool(notice) and told_on is None)
        if told_on is not None:
            self.tick.setChecked(False)
            day = short_date(told_on)
            self.stands.set_state(
                tr("Told what we do with their data, on {day}.", day=day), "circle-check", Tone.OK
            )
        self.stands.setVisible(told_on is not None)
        self._show_words()

    def _show_words(self) -> None:
        self.words.setVisible(self.tick.isChecked())


class BeforePart(QWidget):
    """Three things asked of everybody where there is time.

    Signals:
        edited: an answer changed.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, unanswered."""
        super().__init__(parent)
        asked = (
            ("food_today", tr("Food for today?")),
            ("warm_enough", tr("Warm enough?")),
            ("someone_to_ring", tr("Someone to ring?")),
        )
        self.answers = {code: yes_no(words) for code, words in asked}
        flow = FlowLayout(self, gap=8)
        for code, words in asked:
            one = Asked(words, self.answers[code], self)
            flow.addWidget(one)
            self.answers[code].chosen.connect(self.edited)
        self.first = next(iter(self.answers.values()))

    def body(self) -> dict[str, str]:
        """What was answered."""
        return {code: str(row.value() or "") for code, row in self.answers.items()}

    def restore(self, body: Mapping[str, str]) -> None:
        """Show what was answered before."""
        for code, row in self.answers.items():
            row.set_value(body.get(code) or None)


class BehalfPart(QWidget):
    """Somebody who calls for somebody else; one quiet line until it is needed.

    Signals:
        edited: something was typed or chosen.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, closed."""
        super().__init__(parent)
        words = tr("Somebody else is calling for them")
        self.opener = Button(
            words, self, kind=ButtonKind.QUIET, icon="users", keys=(tr("Alt"), "B"), small=True
        )
        self.opener.setCheckable(True)
        self.card = Card(self, pad=12)
        self.fields = {
            "name": Field(name=tr("Name of the caller"), max_length=200),
            "relationship": Field(
                name=tr("Who they are to them"), hint=tr("Daughter, warden, GP"), max_length=100
            ),
            "phone": Field(name=tr("Phone of the caller"), max_length=60),
        }
        self.knows = yes_no(tr("Does the person know and agree?"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        for at, line in enumerate(self.fields.values()):
            label = Label(line.accessibleName(), kind="caption")
            label.setBuddy(line)
            grid.addWidget(label, 0, at)
            grid.addWidget(line, 1, at)
            line.textEdited.connect(self.edited)
        self.card.column.addLayout(grid)
        self.card.column.addWidget(Asked(tr("Does the person know and agree?"), self.knows))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.opener)
        column.addWidget(self.card)
        self.card.hide()
        self.first = self.opener
        self.opener.toggled.connect(self._on_toggled)
        self.knows.chosen.connect(self.edited)

    def body(self) -> dict[str, Any]:
        """What was typed and chosen."""
        typed = {key: line.text() for key, line in self.fields.items()}
        knows = str(self.knows.value() or Answer.NOT_ASKED.value)
        return {"open": self.opener.isChecked(), **typed, "knows": knows}

    def restore(self, body: Mapping[str, Any]) -> None:
        """Show what was typed and chosen before."""
        for key, line in self.fields.items():
            line.setText(str(body.get(key, "")))
        self.knows.set_value(body.get("knows"))
        blocked = self.opener.blockSignals(True)
        self.opener.setChecked(bool(body.get("open")))
        self.opener.blockSignals(blocked)
        self.card.setVisible(self.opener.isChecked())

    def _on_toggled(self, on: bool) -> None:
        self.card.setVisible(on)
        if on:
            self.fields["name"].setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()
