"""A file of another hub's looked at before it is taken in: who is new, who is known, what would change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from db.enums_referrals import StepKind
from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.domain.referral_parcels import Parcel, Passed, ReplyParcel
from desktop.domain.text import fold
from desktop.services.bring_in import BringIn
from desktop.ui.base.columns import CellKind, Column
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.id_table import IdTableModel
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.record_table import RecordTable
from desktop.ui.base.segmented import Choice, Segmented
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone

if TYPE_CHECKING:
    from desktop.imports.run import StagedList


@dataclass(frozen=True, slots=True)
class Line:
    """One referral, or one answer, of a file and what would become of it."""

    reference: str
    who: str
    what: str
    stands: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A file of another hub's, read and weighed; nothing is saved.

    Attributes:
        path: the file.
        parcel: what it holds.
        sender: the body it is from, as the hub knows it; empty for answers.
        lines: what it holds, one by one.
        new: how many would be taken in.
        doubtful: how many may be about somebody the hub knows.
        to: who it is made out to, where that is not this hub's name; empty where it is.
        staged: the dry run of referrals.
    """

    path: Path
    parcel: Parcel | ReplyParcel
    sender: str
    lines: tuple[Line, ...]
    new: int
    doubtful: int = 0
    to: str = ""
    staged: "StagedList | None" = None


def look_at_file(context: AppContext, path: Path, values: Mapping[str, Any]) -> Looked:
    """Open a file and weigh it against the hub (worker).

    Args:
        context: the open hub.
        path: the file.
        values: the answers of `incoming_file.file_fields`.

    Raises:
        DomainError: the file or the password is not right, or nobody is named as the sender of referrals.
    """
    from desktop.exports.referral_files import open_file

    parcel = open_file(path, values["password"])
    if isinstance(parcel, ReplyParcel):
        lines = tuple(
            Line(one.reference, "", _said(one.said[-1].kind) if one.said else "", tr("An answer to yours"))
            for one in parcel.replies
        )
        return Looked(path, parcel, "", lines, len(lines))
    sender = str(values["sender"] or "")
    if not sender:
        words = tr("This file holds referrals from {name}. Choose who that is.", name=parcel.sender.name)
        raise DomainError(words, field="sender")
    return _weighed(context, path, parcel, sender)


def _weighed(context: AppContext, path: Path, parcel: Parcel, sender: str) -> Looked:
    from desktop.imports.passed_on import parcel_list
    from desktop.imports.run import dry_run

    source = parcel_list(parcel, path)
    staged = dry_run(source, context.service(BringIn).existing(context.actor, source.kind.value))
    found = staged.requests
    assert found is not None
    stands: dict[int, str] = {}
    for item in found.new:
        stands[item.request.row] = tr("Known here, a new request") if item.person_id else tr("New here")
    for item in found.possible_duplicates:
        label = item.candidates[0].label if item.candidates else ""
        if item.open_id:
            stands[item.request.row] = tr("Open here already, joined to it")
        else:
            stands[item.request.row] = tr("Perhaps {name}", name=label) if label else tr("Perhaps known")
    again = tr("Taken in before")
    stands |= dict.fromkeys((one.row for one in found.same), again)
    stands |= dict.fromkeys((one.request.row for one in found.changed), again)
    stands |= {one.row: one.reason for one in found.rejected}
    lines = tuple(_line(one, stands.get(row, again)) for row, one in enumerate(parcel.referrals, 2))
    doubtful = sum(not one.open_id for one in found.possible_duplicates)
    ours = context.facts().name
    new = len(found.new) + len(found.possible_duplicates)
    return Looked(path, parcel, sender, lines, new, doubtful, _other(parcel.to_name, ours), staged)


def _line(one: Passed, stands: str) -> Line:
    who = f"{one.person.first_name} {one.person.last_name}".strip()
    return Line(one.reference, who, one.need_words, stands)


def _other(to: str, ours: str) -> str:
    """Who a file is made out to, unless that can be this hub: its sender may call it by part of its name."""
    theirs, our = fold(to), fold(ours)
    return "" if not theirs or theirs in our or our in theirs else to


def _said(kind: StepKind) -> str:
    return {
        StepKind.ACKNOWLEDGED: tr("They have it"),
        StepKind.ACCEPTED: tr("They are dealing with it"),
        StepKind.COMPLETED: tr("It has ended"),
        StepKind.DECLINED: tr("They cannot take it"),
        StepKind.RETURNED: tr("They hand it back"),
    }.get(kind, "")


class LookDialog(SheetDialog):
    """Shows what a file would do, and takes it in when told to.

    Signals:
        agreed: take it in: a `Looked` and what is done with whom the hub may know.
    """

    agreed = Signal(object, object)

    def __init__(self, looked: Looked, parent: QWidget) -> None:
        """Show a file.

        Args:
            looked: the file, weighed.
            parent: the page.
        """
        sender = looked.parcel.sender.name
        super().__init__(
            tr("From {name}", name=sender or tr("another hub")),
            parent,
            verb=tr("Take it in"),
            sentence=tr("Nothing is saved before you take it in."),
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.looked = looked
        self.said = Label(_summary(looked), self, kind="second", wrap=True)
        self.notice = Notice(parent=self, tone=Tone.WARN)
        self.notice.setVisible(bool(looked.to))
        if looked.to:
            self.notice.say(
                tr("This file is made out to {name}.", name=looked.to),
                tr("If that is not you, leave it, delete the file and ring {sender}.", sender=sender),
            )
        self.doubtful = Segmented(_choices(), self, name=tr("Whom the hub may know"))
        self.doubtful.set_value("leave")
        self._ask = Label(tr("Whom the hub may know"), self, kind="field")
        for widget in (self.said, self.notice, self._ask, self.doubtful):
            self.body.addWidget(widget)
        # Below what is asked, so that in a small window the list scrolls and not the question.
        self.body.addWidget(self._table(looked.lines), 1)
        self._ask.setVisible(bool(looked.doubtful))
        self.doubtful.setVisible(bool(looked.doubtful))
        self.doubtful.chosen.connect(self._show_primary)
        self._show_primary()
        self.confirmed.connect(self._on_confirmed)
        self.resize(px(820), px(520))

    def _table(self, lines: Sequence[Line]) -> RecordTable:
        columns = [
            Column("reference", tr("Their number"), 100, sortable=False, cell=lambda one: one.reference),
            Column("who", tr("Person"), 130, sortable=False, kind=CellKind.STRONG, cell=lambda one: one.who),
            Column("what", tr("For"), 150, sortable=False, priority=1, cell=lambda one: one.what),
            Column("stands", tr("Here"), 200, stretch=True, sortable=False, cell=lambda one: one.stands),
        ]
        model = IdTableModel(columns, lambda ids: [lines[one] for one in ids], self)
        self.table = RecordTable(model, self, name=tr("What the file holds"))
        model.setParent(self.table)
        self.table.setMinimumHeight(px(140))
        self.table.show_ids(list(range(len(lines))))
        return self.table

    def _show_primary(self, *_chosen: object) -> None:
        left = self.looked.doubtful if self.doubtful.value() == "leave" else 0
        self.primary.setEnabled(self.looked.new > left)

    def _on_confirmed(self) -> None:
        self.agreed.emit(self.looked, str(self.doubtful.value()))
        self.accept()


def _choices() -> list[Choice]:
    return [
        Choice("leave", tr("Leave out for now")),
        Choice("same", tr("The same person")),
        Choice("new", tr("Somebody new")),
    ]


def _summary(looked: Looked) -> str:
    if isinstance(looked.parcel, ReplyParcel):
        return tr_count("{count} answer to your referrals.", "{count} answers to your referrals.", looked.new)
    if not looked.new:
        return tr("All of it was taken in before. Nothing is taken in twice.")
    words = tr_count("{count} referral to take in.", "{count} referrals to take in.", looked.new)
    before = len(looked.lines) - looked.new
    return f"{words} {tr('{count} taken in before.', count=str(before))}" if before else words
