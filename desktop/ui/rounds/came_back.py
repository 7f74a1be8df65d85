"""Results keyed back: a stop and one key, or the whole sheet at once."""

import re
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from db.enums import TaskOutcome
from desktop.domain.phones import national
from desktop.domain.references import Kind, parse
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import SectionHeader, scrolling
from desktop.ui.base.field import ErrorBlock, Field
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label, Link
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.rounds.outcome_keys import OutcomeKeys, outcome_of
from desktop.ui.rounds.put_back import ALL, CHANGE, PROPOSED, PutBackNotice
from desktop.ui.rounds.reading import RoundShown
from desktop.ui.rounds.sheet_grid import SheetGrid, SheetLine
from desktop.ui.words import say

_STOP = re.compile(r"\d{1,3}")


class StopField(Field):
    """Takes the reference of a stop; an outcome's letter after it keys the stop at once.

    Signals:
        keyed: the outcome of the letter.
        letter: one that answers for a parcel that came back, typed where no stop is typed yet.
    """

    keyed = Signal(object)
    letter = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter after a whole reference is an answer, not part of it."""
        outcome = outcome_of(event)
        if outcome is not None and is_whole(self.text()):
            self.keyed.emit(outcome)
            return
        if not self.text() and outcome is None and event.text().upper() in (PROPOSED, CHANGE, ALL):
            self.letter.emit(event.text().upper())
            return
        super().keyPressEvent(event)


def is_whole(text: str) -> bool:
    """Whether a text names a stop: ``4`` or ``S-118.4``."""
    found = parse(text)
    return bool(_STOP.fullmatch(text.strip()) or (found and found.kind is Kind.ROUND and found.stop))


class CameBackPane(QWidget):
    """What came back of a round, and where it is keyed.

    Signals:
        result_given: the reference or key of a stop, its outcome, a note, and the stop as it was typed.
        sheet_given: stop number to outcome, for the whole sheet.
        put_back_asked: keys of parcels that came back, to be put back as proposed.
        change_asked: a parcel that came back, to be looked at line by line.
        place_asked: go to another place: its key, and what to show there.
    """

    result_given = Signal(str, object, str, str)
    sheet_given = Signal(object)
    put_back_asked = Signal(object)
    change_asked = Signal(object)
    place_asked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self._stops: dict[int, str] = {}
        self._number = 0
        self.notices: list[Notice] = []
        self._count = Label("", kind="strong")
        self._counted = Label("", tone="ink2", wrap=True)
        self.stop = StopField(hint=tr("4 or S-118.4"), name=tr("Stop"))
        self.stop_block = ErrorBlock(self.stop)
        self.note = Field(name=tr("Note"), max_length=500)
        self.keys = OutcomeKeys()
        self.grid = SheetGrid()
        self.save_button = Button(tr("Save"), kind=ButtonKind.PRIMARY, icon="check")
        self.drop_button = Button(tr("Start again"), kind=ButtonKind.QUIET)
        words = tr("Raise a concern")
        self.concern = Button(
            words, kind=ButtonKind.QUIET, icon="shield-lock", small=True, action="concern.raise"
        )
        self._people: dict[int, str] = {}
        self._saving = QWidget()
        self._build()
        self._wire()

    def show_results(self, shown: RoundShown) -> None:
        """Show what was keyed.

        Args:
            shown: the round.
        """
        detail, board = shown.detail, shown.board
        self._number = detail.row.number
        self._stops = {stop.number: stop.id for stop in detail.stops}
        self._people = {stop.number: stop.tasks[0].person_id for stop in detail.stops if stop.tasks}
        self._count.setText(tr("{done} of {total} stops keyed", done=board.stops_done, total=board.stops))
        counted = [f"{say(outcome)} {count}" for outcome, count in sorted(board.by_outcome.items())]
        self._counted.setText(" · ".join(counted))
        self._show_notices(shown)
        self.grid.show_lines(
            [SheetLine(stop.number, stop.name, _outcome(shown, stop.number)) for stop in detail.stops]
        )

    def begin(self, number: int = 0) -> None:
        """Put the keyboard where a stop is typed, perhaps with its number."""
        if number:
            self.stop.setText(str(number))
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stop.selectAll()

    def say_problem(self, message: str) -> None:
        """Say what is wrong with the stop typed."""
        self.stop_block.say(message)
        self.begin()

    def refused(self, typed: str, note: str, message: str) -> None:
        """A result could not be recorded: put it back, unless the next is being typed, and say why.

        Args:
            typed: the stop, as it was typed.
            note: what was noted with it.
            message: what is wrong.
        """
        if self.stop.text() or self.note.text():
            self.stop_block.say(message)
            return
        self.stop.setText(typed)
        self.note.setText(note)
        self.say_problem(message)

    def _build(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(px(20), px(14), px(20), px(16))
        column.setSpacing(px(12))
        self._notice_column = QVBoxLayout()
        self._notice_column.setSpacing(px(8))
        column.addLayout(self._notice_column)
        counts = QHBoxLayout()
        counts.setSpacing(px(12))
        counts.addWidget(self._count)
        counts.addWidget(self._counted, 1)
        counts.addWidget(self.concern)
        column.addLayout(counts)
        column.addLayout(self._typing())
        column.addWidget(self.keys)
        head = SectionHeader(tr("The whole sheet"), tr("a letter gives the stop its outcome"))
        column.addSpacing(px(6))
        column.addWidget(head)
        column.addWidget(self.grid)
        row = FlowLayout(self._saving)
        row.addWidget(self.save_button)
        row.addWidget(self.drop_button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._saving.setSizePolicy(policy)
        column.addWidget(self._saving)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(content, self))
        for before, after in pairwise((self.stop, self.note, *self.keys.buttons.values(), self.grid)):
            QWidget.setTabOrder(before, after)

    def _typing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(12))
        for words, field, widget, share in (
            (tr("Stop, then a letter"), self.stop, self.stop_block, 2),
            (tr("Note"), self.note, self.note, 3),
        ):
            column = QVBoxLayout()
            column.setSpacing(px(4))
            label = Label(words, kind="field")
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(widget)
            column.addStretch(1)
            row.addLayout(column, share)
        return row

    def _wire(self) -> None:
        self.stop.keyed.connect(self._give)
        self.stop.letter.connect(self._on_letter)
        self.stop.textEdited.connect(lambda _text: self.stop_block.clear())
        self.stop.returnPressed.connect(lambda: _go_on(self.note))
        self.note.returnPressed.connect(lambda: _go_on(self.keys))
        self.keys.chosen.connect(self._give)
        self.grid.typed_changed.connect(self._on_typed)
        self.save_button.clicked.connect(lambda: self.sheet_given.emit(self.grid.typed()))
        self.drop_button.clicked.connect(self.grid.forget)
        self.concern.clicked.connect(self._on_concern)

    def _give(self, outcome: TaskOutcome) -> None:
        typed = self.stop.text().strip()
        if not is_whole(typed):
            self.say_problem(tr("Type the number of the stop first, such as 4."))
            return
        reference = parse(typed)
        own = reference is None or (reference.number == self._number and not reference.device)
        number = int(typed) if reference is None else reference.stop
        if own and number not in self._stops:
            words = tr(
                "There is no stop {stop} on S-{number}. Look at the sheet again.",
                stop=number,
                number=self._number,
            )
            self.say_problem(words)
            return
        note = self.note.text().strip()
        # Ready for the next at once: a sheet is keyed faster than its results are written.
        for part in (self.stop, self.note, self.stop_block):
            part.clear()
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self.result_given.emit(self._stops[number] if own else typed, outcome, note, typed)

    def _on_typed(self, count: int) -> None:
        self._saving.setVisible(count > 0)
        self.save_button.set_words(tr_count("Save {count} stop", "Save {count} stops", count))

    def _show_notices(self, shown: RoundShown) -> None:
        for notice in self.notices:
            self._notice_column.removeWidget(notice)
            notice.hide()
            notice.deleteLater()
        self.notices = [*self._alarms(shown), *self._worried(shown), *self._parcels_back(shown)]
        for notice in self.notices:
            self._notice_column.addWidget(notice)

    def _alarms(self, shown: RoundShown) -> list[Notice]:
        made = []
        for alarm in shown.alarms:
            notice = Notice(
                tr(
                    "Stop {number}, {name}: the last box was still unopened.",
                    number=alarm.stop,
                    name=alarm.name,
                ),
                tr("Find out today whether all is well."),
                tone=Tone.DANGER,
                link=Link(tr("Open {reference}", reference=alarm.reference), f"requests:{alarm.request_id}"),
            )
            notice.activated.connect(self._on_followed)
            made.append(notice)
        return made

    def _parcels_back(self, shown: RoundShown) -> list[PutBackNotice]:
        if not shown.parcels_back:
            return []
        notice = PutBackNotice(shown.parcels_back, self)
        notice.proposed.connect(self.put_back_asked)
        notice.change_asked.connect(self.change_asked)
        return [notice]

    def _on_letter(self, letter: str) -> None:
        """Answer for the parcel that came back; the stop field stays where the keyboard is."""
        for notice in self.notices:
            if isinstance(notice, PutBackNotice):
                notice.answer(letter)

    def _worried(self, shown: RoundShown) -> list[Notice]:
        if not shown.board.worried:
            return []
        phone = national(shown.safeguarding_phone)
        ring = (
            tr("Ring the safeguarding lead now, {phone}.", phone=phone)
            if phone
            else tr("Tell the safeguarding lead now.")
        )
        worried = [
            (stop.name, task.person_id)
            for stop in shown.detail.stops
            for task in stop.tasks[:1]
            if any(one.outcome is TaskOutcome.WORRIED for one in stop.tasks)
        ]
        names = ", ".join(name for name, _person in worried)
        made = Notice(tr("Worried about {names}?", names=names), ring, tone=Tone.WARN)
        for name, person in worried:
            words = tr("Raise a concern about {name}", name=name)
            button = Button(words, made, icon="shield-lock", small=True, action="concern.raise")
            subject = f"person:{person}"
            button.clicked.connect(lambda _=False, subject=subject: self._raise(subject))
            made.add_button(button)
        return [made]

    def _on_concern(self) -> None:
        """Raise a concern, about the person at the stop that is typed."""
        typed = self.stop.text().strip()
        person = self._people.get(int(typed), "") if typed.isascii() and typed.isdigit() else ""
        self._raise(f"person:{person}" if person else "")

    def _raise(self, subject: str) -> None:
        self.place_asked.emit("raise_concern", subject)

    def _on_followed(self, key: str) -> None:
        place, _, item = key.partition(":")
        self.place_asked.emit(place, item)


def _outcome(shown: RoundShown, number: int) -> TaskOutcome | None:
    """What a stop came to; None where its tasks came to different things or to nothing yet."""
    (stop,) = (one for one in shown.detail.stops if one.number == number)
    found = {task.outcome for task in stop.tasks}
    return found.pop() if len(found) == 1 else None


def _go_on(widget: QWidget) -> None:
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    if isinstance(widget, QLineEdit):
        widget.selectAll()
