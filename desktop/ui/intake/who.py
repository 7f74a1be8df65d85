"""Who is calling: the finder, the card of somebody known, the fields of somebody new."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from db.enums import PersonStatus
from db.queries.people import PersonRow
from desktop.context import AppContext
from desktop.domain.names import name_or_number
from desktop.domain.postcodes import problem as postcode_problem
from desktop.services.intake import PersonCard
from desktop.ui.base.avatar import Avatar
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Card
from desktop.ui.base.chip import Chip
from desktop.ui.base.field import ErrorBlock, Field
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import ElidedLabel, Label
from desktop.ui.base.paint import edged_box
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.intake.call_state import NEW_FIELDS, NOBODY
from desktop.ui.intake.finder import CallerFinder
from desktop.ui.intake.whose import WhoseNotice
from desktop.ui.words import say


class KnownCard(QFrame):
    """Somebody who is in the store already."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it; `show_person` fills it."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.avatar = Avatar("", self, size=40)
        self.name = ElidedLabel("", self, kind="section")
        self.chip = Chip("", self, icon="circle-check", tone=Tone.OK)
        self.place = ElidedLabel("", self, kind="second")
        self.not_them = Button(tr("Not them"), self, kind=ButtonKind.QUIET, keys=(tr("Alt"), "N"))
        self.name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.name.setMinimumWidth(px(60))
        top = QHBoxLayout()
        top.setSpacing(px(9))
        top.addWidget(self.name)
        top.addWidget(self.chip)
        top.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(px(1))
        words.addLayout(top)
        words.addWidget(self.place)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(6), 0, px(6))
        row.setSpacing(px(12))
        row.addWidget(self.avatar)
        row.addLayout(words, 1)
        row.addWidget(self.not_them)

    def show_person(self, card: PersonCard, today: date) -> None:
        """Show who it is."""
        self.avatar.set_name(card.name)
        self.name.set_whole(card.name)
        self.place.set_whole(" · ".join(_facts(card, today)))
        self.not_them.set_words(tr("Not {name}", name=card.first_name or card.name))
        status = PersonStatus(card.status)
        if status is PersonStatus.ACTIVE:
            self.chip.set_state(tr("Known to us"), "circle-check", Tone.OK)
        else:
            self.chip.set_state(say(status), "alert-triangle", Tone.DANGER)

    def sizeHint(self) -> QSize:
        """60 px tall at 100%."""
        return QSize(super().sizeHint().width(), px(60))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box with its petrol edge."""
        edged_box(QPainter(self), self.rect(), fill="surface", edge="line2", bar="accent")


def _facts(card: PersonCard, today: date) -> list[str]:
    facts = [", ".join(part for part in (card.address, card.postcode) if part)]
    if card.date_of_birth is not None:
        born = card.date_of_birth
        age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        facts.append(tr("aged {age}", age=age))
    if card.lives_alone:
        facts.append(tr("lives alone"))
    return [fact for fact in facts if fact]


class NewPerson(Card):
    """The few fields of somebody new; a name or a number is enough.

    Signals:
        edited: a field was typed in.
        left: a field was left.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the fields, empty."""
        super().__init__(parent, pad=12)
        labels = (
            ("first_name", tr("First name")),
            ("last_name", tr("Last name")),
            ("phone", tr("Phone")),
            ("postcode", tr("Postcode")),
            ("address", tr("First line of the address")),
        )
        self.fields: dict[str, Field] = {}
        self.blocks: dict[str, ErrorBlock] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        for at, (key, label) in enumerate(labels):
            cell = self._cell(key, label)
            grid.addLayout(cell, at // 2, at % 2, 1, 2 if key == "address" else 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.column.addLayout(grid)
        self.fields["postcode"].editingFinished.connect(self._on_postcode_left)

    def values(self) -> dict[str, str]:
        """What was typed."""
        return {key: self.fields[key].text() for key in NEW_FIELDS}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Put words in."""
        for key in NEW_FIELDS:
            self.fields[key].setText(values.get(key, ""))
            self.blocks[key].clear()

    def fill_from(self, typed: str) -> None:
        """Take over what was typed in the finder: digits are a phone, letters a name.

        Args:
            typed: as typed.
        """
        first, last, phone = name_or_number(typed)
        self.set_values({**NOBODY, "first_name": first, "last_name": last, "phone": phone})

    def focus_first_gap(self) -> None:
        """Put the keyboard in the first field that is empty."""
        order = [self.fields[key] for key in ("first_name", "last_name", "phone", "postcode", "address")]
        next((one for one in order if not one.text()), order[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _cell(self, key: str, label: str) -> QVBoxLayout:
        line = Field(name=label, max_length=200)
        line.textEdited.connect(self.edited)
        words = Label(label, kind="caption")
        words.setBuddy(line)
        self.fields[key], self.blocks[key] = line, ErrorBlock(line)
        cell = QVBoxLayout()
        cell.setSpacing(px(3))
        cell.addWidget(words)
        cell.addWidget(self.blocks[key])
        return cell

    def _on_postcode_left(self) -> None:
        """A postcode that looks wrong is said, and never stops anybody."""
        self.blocks["postcode"].say(postcode_problem(self.fields["postcode"].text()))


class WhoPart(QWidget):
    """The part of the form that says who.

    Signals:
        person_changed: the key of the person chosen; empty for nobody.
        edited: something was typed.
        done: who is known; the keyboard can go on.
    """

    person_changed = Signal(str)
    edited = Signal()
    done = Signal()

    def __init__(self, context: AppContext, host: QWidget, parent: QWidget | None = None) -> None:
        """Make it; see `CallerFinder`."""
        super().__init__(parent)
        self.person_id = ""
        self._name = ""
        self.finder = CallerFinder(context, host, self)
        self.block = self.finder.block
        self.first = self.finder.line
        self.card = KnownCard(self)
        self.new = NewPerson(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        self.whose = WhoseNotice(self)
        for part in (self.finder, self.card, self.new, self.whose):
            column.addWidget(part)
        self.card.hide()
        self.new.hide()
        self.finder.picked.connect(self._on_picked)
        self.finder.new_asked.connect(self.add_new)
        self.finder.edited.connect(self._on_typed)
        self.finder.line.left.connect(self._on_left)
        self.new.edited.connect(self._on_new_edited)
        self.card.not_them.clicked.connect(self.not_them)

    @property
    def is_new(self) -> bool:
        """Whether the fields of somebody new are on show."""
        return not self.new.isHidden()

    def body(self) -> dict[str, Any]:
        """What was typed and chosen."""
        return {
            "typed": self.finder.text(),
            "person_id": self.person_id,
            "name": self._name,
            "new": self.new.values() if self.is_new else None,
        }

    def restore(self, body: Mapping[str, Any]) -> None:
        """Show what was typed and chosen before."""
        self.finder.set_text(str(body.get("typed", "")))
        self.block.clear()
        self.new.set_values(body.get("new") or NOBODY)
        self.new.setVisible(bool(body.get("new")))
        self._choose(str(body.get("person_id", "")), str(body.get("name", "")))

    def show_card(self, card: PersonCard, today: date) -> None:
        """Show the card of the person chosen."""
        if card.id == self.person_id:
            self._name = card.name
            self.card.show_person(card, today)
            self.card.show()

    def take(self, person_id: str) -> None:
        """Choose somebody known."""
        self.new.hide()
        self.block.clear()
        self._choose(person_id, "")
        self.done.emit()

    def add_new(self, typed: str) -> None:
        """Begin somebody new from what was typed."""
        self._choose("", "")
        self.block.clear()
        if not self.is_new:
            self.new.fill_from(typed)
        self.new.show()
        self.new.focus_first_gap()
        self.edited.emit()

    def not_them(self) -> None:
        """It is somebody else: back to the finder, what was typed still there."""
        self._choose("", "")
        self.finder.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.finder.line.selectAll()
        self.finder.search()
        self.edited.emit()

    def _choose(self, person_id: str, name: str) -> None:
        if person_id != self.person_id or not person_id:
            self.card.hide()
        changed = person_id != self.person_id
        if not person_id:
            self.whose.hide()
        self.person_id, self._name = person_id, name
        if changed:
            self.person_changed.emit(person_id)

    def _on_picked(self, row: PersonRow) -> None:
        self.take(row.id)
        self.edited.emit()

    def _on_typed(self) -> None:
        """Other words mean somebody else, unless somebody new is being described."""
        self.block.clear()
        if self.person_id:
            self._choose("", "")
        self.edited.emit()

    def _on_new_edited(self) -> None:
        self.block.clear()
        self.edited.emit()

    def _on_left(self) -> None:
        """Nobody found and the field left: the words begin somebody new, the keyboard goes on."""
        model, typed = self.finder.model, self.finder.text()
        nobody = bool(typed) and model.typed == typed and not model.rows
        if nobody and not self.person_id and not self.is_new:
            self.new.fill_from(typed)
            self.new.show()
            self.edited.emit()
