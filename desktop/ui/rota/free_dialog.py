"""Who is free now: whom to ring for sudden cover, for a shift that lacks somebody or for anything."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.domain.rota_seats import clock
from desktop.services.rota import Rota, Spot
from desktop.services.rota_free import FreeNow, OpenSeat
from desktop.services.rota_views import CandidateLine, left_words
from desktop.ui.base.avatar import Avatar
from desktop.ui.base.button import Button
from desktop.ui.base.card import Rule
from desktop.ui.base.choice import ComboBox
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.rota.dialogs import open_reason, open_ring
from desktop.ui.rota.words import role_word

SHOWN, REFUSED = 30, 8
"""Nobody rings further down than this; nor reads further why somebody cannot."""


def open_free(parent: QWidget, context: AppContext) -> None:
    """Show who is free from now on for two hours, for the first shift today that lacks somebody.

    Args:
        parent: the page.
        context: the open hub.
    """
    dialog = FreeDialog(parent, context)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.read()
    dialog.open()


class FreeDialog(SheetDialog):
    """Whom to ring, the best first, with their number; for a shift, also who may not and why."""

    def __init__(self, parent: QWidget, context: AppContext) -> None:
        """Make it, empty until `read` has come back.

        Args:
            parent: the page.
            context: the open hub.
        """
        self._rota, self._context = context.service(Rota), context
        self.moment: datetime = self._rota.now().astimezone().replace(tzinfo=None)
        title = tr("Free at {time} for two hours", time=f"{self.moment:%H:%M}")
        super().__init__(title, parent, verb=tr("Done"), leave=tr("Close"))
        self.secondary.hide()
        self._page = parent
        self.chooser = ComboBox(name=tr("For"), prefix=tr("For:"))
        self.chooser.setVisible(False)
        self.chooser.currentIndexChanged.connect(self._on_chosen)
        self.words = Label("", kind="second", wrap=True)
        self._lines = QWidget()
        self._column = QVBoxLayout(self._lines)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.chooser)
        self.body.addWidget(self.words)
        self.body.addWidget(self._lines, 1)
        self.confirmed.connect(self.accept)
        self.resize(px(560), px(580))

    def read(self) -> None:
        """Ask who could, for what is chosen; at first for what lacks somebody soonest."""
        rota, actor, moment = self._rota, self._context.actor, self.moment
        seat = str(self.chooser.value()) if self.chooser.count() else None
        self._context.jobs.read(
            lambda: rota.free_now(actor, moment, seat_id=seat), self._show, key="free-now"
        )

    def _on_chosen(self, _at: int) -> None:
        self.read()

    def _show(self, found: FreeNow) -> None:
        blocked = self.chooser.blockSignals(True)
        choices = [(one.seat_id, _seat_words(one)) for one in found.seats]
        self.chooser.set_choices([*choices, ("", tr("Anything"))])
        self.chooser.set_value(found.seat.seat_id if found.seat else "")
        self.chooser.blockSignals(blocked)
        self.chooser.setVisible(bool(found.seats))
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self.words.setText(_sentence(found))
        for line in found.can[:SHOWN]:
            self._column.addWidget(_line(line, self._ring(found.seat, line)))
            self._column.addWidget(Rule())
        more = len(found.can) - SHOWN
        if more > 0:
            self._column.addWidget(
                Label(tr_count("and {count} more", "and {count} more", more), kind="second")
            )
        if found.cannot:
            self._column.addWidget(Label(tr("Cannot take it"), kind="section"))
        for line in found.cannot[:REFUSED]:
            words = ", ".join([*line.verdict.blocks, *([line.verdict.step] if line.verdict.step else [])])
            self._column.addWidget(Label(f"{line.name}: {words}", kind="second", wrap=True))
        self._column.addStretch(1)

    def _ring(self, seat: OpenSeat | None, line: CandidateLine) -> Callable[[], None] | None:
        """What Ring does: nothing where no shift is named to put them on."""
        return partial(self._open_ring, Spot(seat.seat_id, seat.on_date, line.id), line) if seat else None

    def _open_ring(self, spot: Spot, line: CandidateLine) -> None:
        self.accept()
        open_ring(self._page, line, partial(self._put_on, spot, line))

    def _put_on(self, spot: Spot, line: CandidateLine) -> None:
        if line.verdict.warnings:
            open_reason(self._page, self._context, spot, line)
            return
        rota, actor = self._rota, self._context.actor
        self._context.jobs.write(lambda: rota.put_on(actor, spot))


def _seat_words(seat: OpenSeat) -> str:
    named = {"job": seat.job, "role": role_word(seat.role), "time": clock(seat.start)}
    return tr("{job}, {role} at {time}", **named)


def _sentence(found: FreeNow) -> str:
    if not found.can and found.seat is None:
        return tr("Nobody who usually gives time now is free. A gap in the week shows all who could.")
    if not found.can:
        return tr("Nobody may take this shift now. Below is why.")
    if found.seat is None:
        return tr("Nothing on, and usually free. Checks are asked when somebody is put on a shift.")
    return tr("Checked for this shift. Whoever nothing speaks against comes first, then the nearest.")


def _line(line: CandidateLine, ring: Callable[[], None] | None) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, px(2), 0, px(2))
    row.setSpacing(px(10))
    row.addWidget(Avatar(line.name), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(px(2))
    column.addWidget(Label(line.name, kind="strong", wrap=True))
    way = tr("{way} from the hub", way=line.way) if line.way else ""
    said = [way, line.note, left_words(line.minutes_left), *line.verdict.warnings]
    column.addWidget(Label(" · ".join(one for one in said if one), kind="second", wrap=True))
    row.addLayout(column, 1)
    number = Label(line.phone or tr("No number"), kind="strong" if line.phone else "second")
    number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    row.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
    if ring is not None:
        button = Button(tr("Ring"), icon="phone")
        button.setAccessibleName(tr("Ring {name}", name=line.name))
        button.clicked.connect(ring)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    return part
