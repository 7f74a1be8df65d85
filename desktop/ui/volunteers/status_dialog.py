"""Status checks of several volunteers in one go: a day, and what the Update Service answered about each."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.enums_checks import StatusResult
from desktop.domain.renewals import Updates
from desktop.jobs.runner import JobRunner
from desktop.services.renewals import Renewal, StatusEntry
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.words import choices


class StatusDialog(FormDialog):
    """Asks the day, the answer for each check, and until when those that did not change are accepted.

    Attributes:
        can: the checks asked about.
        no_change: the button that answers "no change" for all of them.
        notices: why the others are not asked about.
    """

    def __init__(
        self,
        rows: Sequence[Renewal],
        today: date,
        save: Callable[[StatusEntry], object],
        jobs: JobRunner,
        parent: QWidget | None = None,
    ) -> None:
        """Make the dialog.

        Args:
            rows: the checks picked.
            today: the day it is.
            save: the service call.
            jobs: runs it.
            parent: the window it belongs to.
        """
        self.can = [one for one in rows if one.updates is Updates.CAN]
        super().__init__(
            tr("Status checks"),
            _fields(self.can),
            lambda values: save(_entry(self.can, values)),
            jobs,
            parent,
            verb=tr("Record"),
            sentence=tr("What the Update Service answered. Only “no change” keeps a check standing."),
        )
        self.form.set_values({"asked_on": today})
        self.form.mark_clean()
        self.no_change = Button(tr("No change for all"), self, icon="checks")
        self.no_change.clicked.connect(self.answer_all)
        self.foot.addWidget(self.no_change)
        self.notices = [Notice(lead, names, self, tone=Tone.WARN) for lead, names in _left_out(rows)]
        for place, notice in enumerate(self.notices):
            self.body.insertWidget(place, notice)
        if not self.can:
            self.form.hide()
            self.primary.setEnabled(False)
            self.no_change.hide()
            self.body.addWidget(Label(tr("None of them can be asked about yet."), kind="strong", wrap=True))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(px(620), px(min(360 + 62 * len(rows), 640)))

    def answer_all(self) -> None:
        """Answer "no change" for every check."""
        self.form.set_values({_key(one): StatusResult.NO_CHANGE for one in self.can})


def _key(row: Renewal) -> str:
    return f"answer_{row.id}"


def _fields(rows: Sequence[Renewal]) -> list[FormField]:
    answers = [
        (StatusResult.NOT_ASKED, tr("Not asked")) if code is StatusResult.NOT_ASKED else (code, words)
        for code, words in choices(StatusResult)
    ]
    each = tr("What it answered")
    return [
        FormField("asked_on", tr("Asked on"), FieldKind.DATE, required=True, half=True),
        FormField(
            "again_on",
            tr("Check again by"),
            FieldKind.DATE,
            hint=tr("For those with no change. Left empty, their dates stay."),
            half=True,
        ),
        *(
            FormField(
                _key(one),
                one.name,
                FieldKind.CHOICE,
                choices=answers,
                required=True,
                half=True,
                section=each,
            )
            for one in rows
        ),
    ]


def _entry(rows: Sequence[Renewal], values: Mapping[str, Any]) -> StatusEntry:
    answers = {one.id: StatusResult(values[_key(one)] or StatusResult.NOT_ASKED) for one in rows}
    return StatusEntry(values["asked_on"], answers, values["again_on"])


def _left_out(rows: Sequence[Renewal]) -> list[tuple[str, str]]:
    """Who is not asked about, by reason: how many, and their names."""
    unasked = [row.name for row in rows if row.updates is Updates.NO_CONSENT]
    absent = [row.name for row in rows if row.updates is Updates.NOT_ON_IT]
    said = (
        (tr_count("{count} has not agreed yet.", "{count} have not agreed yet.", len(unasked)), unasked),
        (
            tr_count(
                "{count} is not on the Update Service.",
                "{count} are not on the Update Service.",
                len(absent),
            ),
            absent,
        ),
    )
    return [(lead, ", ".join(names)) for lead, names in said if names]
