"""The pane beside the week: who is on a shift, who could fill what is missing, and who cannot."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from db.enums_rota import PlaceHow, PlaceState
from desktop.domain.dates import near_day
from desktop.domain.rota import SeatOn, Shift, Taker
from desktop.domain.rota_seats import clock
from desktop.services.rota import Spot
from desktop.services.rota_views import CandidateLine, SeatView, WeekView, clash_words
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Glyph, scrolling
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.permits import may
from desktop.ui.base.segmented import Choice, Segmented
from desktop.ui.base.theme import px
from desktop.ui.rota.cards import CandidateCard, refused_card
from desktop.ui.rota.words import role_word, seats_words, span_words

SHOWN, REFUSED = 4, 5
"""How many who could, and who cannot, are shown before asking for all."""


class RotaPane(QFrame):
    """One shift.

    Signals:
        seat_asked: the seat put forward is another: its key.
        put_asked: put somebody on: their line.
        ring_asked: ring somebody: their line.
        lifted: somebody is dragged from the list: their line.
        held, let_go: over which place of the screen they are, and were let go of.
        acted: something about somebody on the shift: what, and the place.
        day_acted: something about the shift as a whole.
    """

    seat_asked = Signal(str)
    put_asked = Signal(object)
    ring_asked = Signal(object)
    lifted = Signal(object)
    held = Signal(object)
    let_go = Signal(object)
    acted = Signal(str, object)
    day_acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self.setProperty("role", "pane")
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._held: QWidget | None = None
        self._all, self._today = False, date.min
        self.cards: list[CandidateCard] = []
        self.shift: Shift | None = None
        self.seats: Segmented | None = None
        self.setMinimumWidth(px(230))

    def show_nothing(self, words: str) -> None:
        """Say what is so where no shift is put forward."""
        self.shift, self.cards = None, []
        column = self._begin()
        column.addWidget(Label(words, kind="second", wrap=True))
        column.addStretch(1)

    def show_shift(self, week: WeekView, shift: Shift, seat: SeatOn, today: date) -> None:
        """Show a shift with one of its seats put forward; who could take it comes later.

        Args:
            week: it is of.
            shift: the shift.
            seat: put forward.
            today: the day it is.
        """
        self.shift, self.cards, self._today = shift, [], today
        column = self._begin()
        gap = seat.missing > 0 and not shift.cancelled
        column.addWidget(Label(tr("Fill this gap") if gap else tr("This shift"), kind="second"))
        day = near_day(shift.on_date, today)
        column.addWidget(Label(tr("{job}, {day}", job=shift.job.name, day=day), kind="section", wrap=True))
        if gap:
            words = tr("{role} needed by {time}", role=role_word(seat.seat.role), time=clock(shift.start))
            column.addWidget(_marked("alert-triangle", words, "danger"))
        about = [span_words(shift.start, shift.end), shift.job.place, seats_words(shift)]
        column.addWidget(Label(" · ".join(one for one in about if one), kind="second", wrap=True))
        for note in (shift.job.note, shift.why):
            if note:
                column.addWidget(Label(note, kind="second", wrap=True))
        self._clashes(column, week, shift)
        if not gap:
            self._people(column, week, shift)
        self._choose_seat(column, shift, seat)
        self._found = QVBoxLayout()
        self._found.setSpacing(px(8))
        column.addLayout(self._found)
        if gap:
            self._people(column, week, shift)
        self._shift_acts(column, shift, today)
        column.addStretch(1)

    def show_found(self, found: SeatView) -> None:
        """Show who could take the seat put forward, and who cannot."""
        _clear(self._found)
        self.cards = []
        if found.can:
            self._found.addWidget(Label(tr("Can do it"), kind="field"))
            shown = found.can if self._all else found.can[:SHOWN]
            self.cards = [CandidateCard(one, self) for one in shown]
            for card in self.cards:
                self._found.addWidget(card)
                card.toggled.connect(lambda _on: self._on_chosen())
                card.lifted.connect(self.lifted)
                card.held.connect(self.held)
                card.let_go.connect(self.let_go)
            self._more(found, len(found.can) - len(shown))
            self._found.addWidget(self._buttons())
            self.cards[0].setChecked(True)
        else:
            words = tr("Nobody can do it as things stand. Those below say what is missing.")
            self._found.addWidget(Label(words, kind="second", wrap=True))
        if found.cannot:
            self._found.addWidget(Label(tr("Can’t be given it"), kind="field"))
            for one in found.cannot if self._all else found.cannot[:REFUSED]:
                self._found.addWidget(refused_card(one))

    def chosen(self) -> CandidateLine | None:
        """Who is put forward of those who could."""
        return next((one.line for one in self.cards if one.isChecked()), None)

    def _more(self, found: SeatView, more: int) -> None:
        if more <= 0:
            return
        button = Button(tr_count("Show {count} more", "Show {count} more", more), kind=ButtonKind.LINK)

        def show() -> None:
            self._all = True
            self.show_found(found)

        button.clicked.connect(show)
        self._found.addWidget(button)

    def _begin(self) -> QVBoxLayout:
        if self._held is not None:
            self._outer.removeWidget(self._held)
            self._held.hide()
            self._held.deleteLater()
        self._all = False
        self.seats = None
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(16), px(14), px(12), px(14))
        column.setSpacing(px(6))
        self._held = scrolling(inner, self)
        self._outer.addWidget(self._held)
        return column

    def _clashes(self, column: QVBoxLayout, week: WeekView, shift: Shift) -> None:
        for one in week.clashes:
            if shift.key in one.shifts:
                column.addWidget(_marked("alert-circle", clash_words(week, one), "warn"))
        for (key, _seat, who), why in week.uncleared.items():
            if key == shift.key and who in week.who:
                words = tr("{name} needs cover: {why}", name=week.who[who].short, why=why)
                column.addWidget(_marked("lock", words, "warn"))

    def _people(self, column: QVBoxLayout, week: WeekView, shift: Shift) -> None:
        lines = [(one, taker) for one in shift.seats for taker in (*one.takers, *one.not_coming)]
        if not lines:
            return
        column.addWidget(Label(tr("On this shift"), kind="field"))
        for seat, taker in lines:
            column.addWidget(self._person(week, shift, seat, taker))

    def _person(self, week: WeekView, shift: Shift, seat: SeatOn, taker: Taker) -> QWidget:
        line = QWidget()
        rows = QVBoxLayout(line)
        rows.setContentsMargins(0, 0, 0, px(2))
        rows.setSpacing(px(2))
        name = week.who[taker.volunteer_id].name if taker.volunteer_id in week.who else ""
        holds = taker in seat.takers
        said = _state_words(taker) if holds else _gone_words(taker)
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(Label(name, kind="strong", wrap=True), 1)
        head.addWidget(Label(role_word(seat.seat.role), kind="second"))
        rows.addLayout(head)
        if said:
            rows.addWidget(Label(said, kind="second", wrap=True))
        if holds and may("rota.set") and not shift.cancelled:
            acts = FlowLayout(None, margins=QMargins(0, 0, 0, 0))
            spot = Spot(seat.seat.id, shift.on_date, taker.volunteer_id)
            for key, words in _acts(shift, taker, self._today):
                button = Button(words, small=True)
                button.setAccessibleName(f"{words}: {name}")
                button.clicked.connect(lambda _on=False, key=key: self.acted.emit(key, spot))
                acts.addWidget(button)
            rows.addLayout(acts)
        return line

    def _choose_seat(self, column: QVBoxLayout, shift: Shift, seat: SeatOn) -> None:
        open_ = [one for one in shift.seats if one.room]
        if len(open_) < 2 or not may("rota.set") or shift.cancelled:
            return
        choices = [Choice(one.seat.id, role_word(one.seat.role)) for one in open_]
        self.seats = Segmented(choices, self, name=tr("Who is wanted"))
        self.seats.set_value(seat.seat.id)
        self.seats.chosen.connect(lambda key: self.seat_asked.emit(str(key)))
        column.addWidget(self.seats)

    def _shift_acts(self, column: QVBoxLayout, shift: Shift, today: date) -> None:
        if not may("rota.set") or shift.on_date < today:
            return
        acts = FlowLayout(None, margins=QMargins(0, 6, 0, 0))
        listed = (
            (("back", tr("Bring it back")),)
            if shift.cancelled
            else (("times", tr("Other times…")), ("cancel", tr("Cancel this shift…")))
        )
        for key, words in (*listed, ("job", tr("Change the job…"))):
            button = Button(words, kind=ButtonKind.LINK, small=True)
            button.clicked.connect(lambda _on=False, key=key: self.day_acted.emit(key))
            acts.addWidget(button)
        column.addLayout(acts)

    def _buttons(self) -> QWidget:
        line = QWidget()
        row = FlowLayout(line, margins=QMargins(0, 4, 0, 8))
        self.ring = Button(tr("Ring"), line, kind=ButtonKind.PRIMARY, icon="phone", action="phone.see")
        self.put = Button(tr("Put on rota"), line, action="rota.set")
        self.ring.clicked.connect(lambda: self._with(self.ring_asked))
        self.put.clicked.connect(lambda: self._with(self.put_asked))
        row.addWidget(self.ring)
        row.addWidget(self.put)
        return line

    def _with(self, signal: object) -> None:
        line = self.chosen()
        if line is not None:
            signal.emit(line)  # type: ignore[attr-defined]

    def _on_chosen(self) -> None:
        line = self.chosen()
        if line is not None:
            self.ring.setText(tr("Ring {name}", name=line.name.split(" ")[0]))


def _marked(icon: str, words: str, tone: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(6))
    row.addWidget(Glyph(icon, tone=tone, size=16))
    label = Label(words, kind="strong", tone=tone, wrap=True)
    row.addWidget(label, 1)
    return line


def _state_words(taker: Taker) -> str:
    said = {
        PlaceState.CONFIRMED: tr("said they will come"),
        PlaceState.CAME: tr("came"),
    }.get(taker.state, "")
    return " · ".join(one for one in (said, taker.why) if one)


def _gone_words(taker: Taker) -> str:
    said = {
        PlaceState.CALLED_OFF: tr("off this shift"),
        PlaceState.NO_SHOW: tr("was not there"),
    }.get(taker.state, tr("not available that day"))
    return " · ".join(one for one in (said, taker.why) if one)


def _acts(shift: Shift, taker: Taker, today: date) -> Sequence[tuple[str, str]]:
    if shift.on_date <= today and taker.state is not PlaceState.CAME:
        return (("came", tr("Came")), ("no_show", tr("Was not there")), ("off", tr("Take off…")))
    if taker.state is PlaceState.CAME:
        return (("no_show", tr("Was not there")),)
    first = () if taker.state is PlaceState.CONFIRMED else (("confirmed", tr("Confirmed")),)
    day = f"{shift.on_date:%A}"
    usual = (
        ("not_usual", tr("Not every {day}", day=day))
        if taker.how is PlaceHow.USUAL
        else ("usual", tr("Every {day}", day=day))
    )
    often = (usual,) if shift.job.rule else ()
    return (*first, ("move", tr("Move or swap…")), *often, ("off", tr("Take off…")))


def _clear(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
