"""What triage asks of a request: how soon, and who should do it; and what the words suggest besides."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from db.enums import Urgency
from desktop.services.triage import Routes
from desktop.ui.base.card import Glyph
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label, Link, Sentence
from desktop.ui.base.paint import box
from desktop.ui.base.permits import may
from desktop.ui.base.segmented import Choice, Segmented
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Radius
from desktop.ui.requests.routes import RouteList
from desktop.ui.requests.triage_words import partner_words, round_words, take_words, volunteer_words


class Route(StrEnum):
    """The ways help can come."""

    ROUND = "round"
    VOLUNTEER = "volunteer"
    PARTNER = "partner"


class _GuessEdge(QWidget):
    """A broken edge around what we filled in and nobody confirmed."""

    def __init__(self, row: Segmented) -> None:
        super().__init__(row)
        self._row = row
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.installEventFilter(self)
        self.hide()

    def set_on(self, on: bool) -> None:
        self.setVisible(on)
        self._place()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        inner = self.rect().adjusted(2, 2, -2, -2)
        box(QPainter(self), inner, edge="accent", radius=Radius.BOX, width=1.5, dashed=True)

    def _place(self) -> None:
        on = next((one for one in self._row.buttons if one.isChecked()), None)
        if on is not None:
            self.setGeometry(on.geometry())
            self.raise_()


class TriageBox(QWidget):
    """The box; one for the page, put into the pane of each request to triage.

    Signals:
        urgency_given: how soon, as the person said.
        route_chosen: the choice moved to another way.
        route_taken: a way to take now.
        moved: 1 or -1, to the next or the previous request.
        hint_taken: the code of a need the words suggest.
    """

    urgency_given = Signal(object)
    route_chosen = Signal(object)
    route_taken = Signal(object)
    moved = Signal(int)
    hint_taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, knowing nothing yet."""
        super().__init__(parent)
        self.found: Routes | None = None
        self._picked: object = None
        self.urgency = Segmented(
            [
                Choice(Urgency.TODAY, tr("Today"), urgency=Urgency.TODAY),
                Choice(Urgency.TOMORROW, tr("Tomorrow"), urgency=Urgency.TOMORROW),
                Choice(Urgency.THIS_WEEK, tr("Week"), urgency=Urgency.THIS_WEEK),
                Choice(Urgency.NO_RUSH, tr("No rush"), urgency=Urgency.NO_RUSH),
            ],
            self,
            name=tr("How soon?"),
            pad=4,
        )
        self.urgency.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._edge = _GuessEdge(self.urgency)
        self.routes = RouteList(self, name=tr("Who should do it?"))
        self.hint = Sentence(parent=self, tone="ink2")
        self._hint_row = QWidget(self)
        self._build()
        self.urgency.chosen.connect(self.urgency_given)
        self.routes.chosen.connect(self._on_chosen)
        self.routes.taken.connect(self.route_taken)
        self.routes.moved.connect(self.moved)
        self.hint.activated.connect(self.hint_taken)

    def begin(self, request_id: str, urgency: Urgency | None) -> None:
        """Turn to a request; what was counted for another is taken away.

        Args:
            request_id: its key.
            urgency: how soon, as it stands.
        """
        if self.found is not None and self.found.request_id == request_id:
            return
        self.found = self._picked = None
        self.urgency.set_value(urgency)
        self._edge.set_on(False)
        self._hint_row.hide()
        wait = tr("Counting…")
        choices = [Choice(Route.VOLUNTEER, tr("Ask a volunteer"), "user-check", note=wait, key="V")]
        if may("round.set"):
            on_round = Choice(Route.ROUND, tr("Add to a round"), "truck-delivery", note=wait, key="A")
            choices.insert(0, on_round)
        # They can have the keyboard meanwhile; nothing is taken before it is counted.
        self.routes.show_routes(choices, [True] * len(choices), Route.VOLUNTEER)

    def show_routes(self, found: Routes, *, confirmed: bool) -> None:
        """Show what was counted.

        Args:
            found: the ways.
            confirmed: somebody said how soon, though it is what we guessed.
        """
        self.found = found
        self.urgency.set_value(found.urgency)
        guess = found.is_guess and not confirmed
        self._edge.set_on(guess)
        self.urgency.setAccessibleDescription(tr("Our guess, until you confirm it.") if guess else "")
        choices, able = _ways(found)
        open_now = [one.value for one, can in zip(choices, able, strict=True) if can]
        way = self._picked if self._picked in open_now else likely(found)
        self.routes.show_routes(choices, able, way)
        self._show_hint(found)

    def take_words(self) -> str:
        """The main button: the way that is chosen."""
        return take_words(self.found, self.routes.value())

    def stops(self) -> list[QWidget]:
        """Where Tab stops in the box, from above."""
        return [*self.urgency.buttons, *self.routes.routes, self.hint]

    def focus_part(self) -> QWidget | None:
        """The part of the box the keyboard is in."""
        focused = QApplication.focusWidget()
        for part in (self.urgency, self.routes, self.hint):
            if focused is not None and (part is focused or part.isAncestorOf(focused)):
                return part
        return None

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(4), 0, 0)
        column.setSpacing(px(6))
        column.addWidget(Label(tr("How soon?"), kind="caption"))
        column.addWidget(self.urgency)
        column.addSpacing(px(8))
        column.addWidget(Label(tr("Who should do it?"), kind="caption"))
        column.addWidget(self.routes)
        column.addSpacing(px(4))
        row = QHBoxLayout(self._hint_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        mark = QVBoxLayout()
        mark.addWidget(Glyph("bulb", self, size=18))
        mark.addStretch(1)
        row.addLayout(mark)
        row.addWidget(self.hint, 1)
        column.addWidget(self._hint_row)
        self._hint_row.hide()

    def _on_chosen(self, way: object) -> None:
        self._picked = way
        self.route_chosen.emit(way)

    def _show_hint(self, found: Routes) -> None:
        hint = found.hint
        self._hint_row.setVisible(hint is not None)
        if hint is not None:
            lead = tr("“{word}” may mean {need} is needed too.", word=hint.word, need=hint.need.lower())
            self.hint.set_parts(lead, Link(tr("Add a second request"), hint.need_code))


def likely(found: Routes) -> Route | None:
    """The way to offer first: a round that passes, else a volunteer who can, else a partner."""
    if found.round is not None:
        return Route.ROUND
    if found.volunteers is not None and found.volunteers.count:
        return Route.VOLUNTEER
    if found.partners:
        return Route.PARTNER
    return Route.VOLUNTEER


def _ways(found: Routes) -> tuple[list[Choice], list[bool]]:
    choices, able = [], []
    if found.carried:
        note = round_words(found)
        choices.append(Choice(Route.ROUND, tr("Add to a round"), "truck-delivery", note=note, key="A"))
        able.append(found.round is not None)
    note = volunteer_words(found)
    choices.append(Choice(Route.VOLUNTEER, tr("Ask a volunteer"), "user-check", note=note, key="V"))
    able.append(True)
    if found.partners:
        note = partner_words(found)
        choices.append(Choice(Route.PARTNER, tr("Refer to a partner"), "building", note=note, key="R"))
        able.append(True)
    return choices, able
