"""Who is free now: a list to ring down for sudden cover."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.services.rota import Rota
from desktop.services.rota_views import CandidateLine, left_words
from desktop.ui.base.avatar import Avatar
from desktop.ui.base.card import Rule
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px

SHOWN = 30
"""Nobody rings further down than this."""


def open_free(parent: QWidget, context: AppContext) -> None:
    """Show who is free from now on for two hours.

    Args:
        parent: the page.
        context: the open hub.
    """
    rota, actor = context.service(Rota), context.actor
    moment = rota.now().astimezone().replace(tzinfo=None)
    context.jobs.read(lambda: rota.free_now(actor, moment), lambda found: _show(parent, found, moment))


def _show(parent: QWidget, found: list[CandidateLine], moment: datetime) -> None:
    words = (
        tr("Nothing on, and usually free. Checks are asked when somebody is put on a shift.")
        if found
        else tr("Nobody who usually gives time now is free. A gap in the week shows all who could.")
    )
    title = tr("Free at {time} for two hours", time=f"{moment:%H:%M}")
    dialog = SheetDialog(title, parent, verb=tr("Done"), sentence=words, leave=tr("Close"))
    dialog.secondary.hide()
    for line in found[:SHOWN]:
        dialog.body.addWidget(_line(line))
        dialog.body.addWidget(Rule())
    more = len(found) - SHOWN
    if more > 0:
        dialog.body.addWidget(Label(tr_count("and {count} more", "and {count} more", more), kind="second"))
    dialog.body.addStretch(1)
    dialog.confirmed.connect(dialog.accept)
    dialog.resize(px(520), px(560))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _line(line: CandidateLine) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, px(2), 0, px(2))
    row.setSpacing(px(10))
    row.addWidget(Avatar(line.name), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(px(2))
    column.addWidget(Label(line.name, kind="strong", wrap=True))
    said = " · ".join([line.note, left_words(line.minutes_left), *line.verdict.warnings])
    column.addWidget(Label(said, kind="second", wrap=True))
    row.addLayout(column, 1)
    number = Label(line.phone or tr("No number"), kind="strong" if line.phone else "second")
    number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    row.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
    return part
