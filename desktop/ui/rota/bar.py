"""Above the week: which week, what is missing, and what can be done about the week as a whole."""

from PySide6.QtCore import QMargins, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from desktop.services.rota_views import WeekView
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Glyph
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.permits import may
from desktop.ui.base.segmented import Choice, Segmented
from desktop.ui.base.theme import px
from desktop.ui.rota.words import week_words

BY_JOB, BY_PERSON = "job", "person"


class WeekBar(QFrame):
    """The bar.

    Signals:
        moved: weeks forward, or back below nought; nought for this week.
        shown_by: by job or by person.
        acted: something about the week as a whole.
    """

    moved = Signal(int)
    shown_by = Signal(str)
    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it."""
        super().__init__(parent)
        self.setProperty("role", "bar")
        row = FlowLayout(self, margins=QMargins(20, 10, 12, 10))
        self.back = Button(tr("The week before"), self, icon="arrow-left", small=True, icon_only=True)
        self.on = Button(tr("The week after"), self, icon="arrow-right", small=True, icon_only=True)
        self.now = Button(tr("This week"), self, kind=ButtonKind.QUIET, small=True)
        self.days = Label("", self, kind="strong")
        self.gaps, self.clashes = _Count("user-plus", "danger"), _Count("alert-circle", "warn")
        choices = (Choice(BY_JOB, tr("By job")), Choice(BY_PERSON, tr("By person")))
        self.by = Segmented(choices, self, name=tr("Show the week"), pad=10)
        self.by.set_value(BY_JOB)
        self.fill = Button(tr("Fill the gaps…"), self, icon="user-check", small=True, action="rota.set")
        self.print = Button(tr("Print"), self, icon="printer", small=True, action="rota.print")
        self.more = Button(tr("More"), self, icon="dots", small=True, action="rota.set")
        for part in (self.back, self.days, self.on, self.now, self.gaps, self.clashes, self.by):
            row.addWidget(part)
        for part in (self.fill, self.print, self.more):
            row.addWidget(part)
        self.back.clicked.connect(lambda: self.moved.emit(-1))
        self.on.clicked.connect(lambda: self.moved.emit(1))
        self.now.clicked.connect(lambda: self.moved.emit(0))
        self.fill.clicked.connect(lambda: self.acted.emit(FILL))
        self.print.clicked.connect(lambda: self.acted.emit(PRINT))
        self.more.clicked.connect(self._open_more)
        self.by.chosen.connect(lambda value: self.shown_by.emit(str(value)))

    def show_week(self, view: WeekView) -> None:
        """Say which week, and what is missing in it."""
        self.days.setText(week_words(view.monday))
        self.gaps.say(tr_count("{count} gap", "{count} gaps", view.gaps), shown=view.gaps > 0)
        odd = len(view.clashes) + len(view.uncleared)
        one, many = ("{count} clash", "{count} clashes")
        if view.uncleared:
            one, many = "{count} to look at", "{count} to look at"
        self.clashes.say(tr_count(one, many, odd), shown=odd > 0)

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, words in more_acts():
            menu.addAction(words).triggered.connect(lambda _on=False, key=key: self.acted.emit(key))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))


FILL, PRINT, FREE, COPY, EXTRA, ADD, OWN = "fill", "print", "free", "copy", "extra", "add", "own"


def more_acts() -> list[tuple[str, str]]:
    """What can be done about the week, as far as who is at the keyboard may."""
    listed = [
        (FREE, tr("Who is free now")),
        (COPY, tr("Copy last week")),
        (EXTRA, tr("One shift more…")),
        (ADD, tr("Add a job…")),
    ]
    own = [(OWN, tr("Own shifts to take home…"))] if may("rota.print") else []
    return [*(listed if may("rota.set") else []), *own]


class _Count(QWidget):
    """A mark with a number; away where it is nought."""

    def __init__(self, icon: str, tone: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(px(4), px(6), px(4), px(6))
        row.setSpacing(px(5))
        row.addWidget(Glyph(icon, tone=tone, size=17))
        self.words = Label("", self, kind="strong", tone=tone)
        row.addWidget(self.words)

    def say(self, words: str, *, shown: bool) -> None:
        """Say how many."""
        self.words.setText(words)
        self.setVisible(shown)
