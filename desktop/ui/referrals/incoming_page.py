"""Coming in: who passed people to us, what we said, and who is still owed an answer."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.enums_referrals import ReferralStatus, SentHow
from db.queries.referrals_in import CAME_BY_FILE, ENDED, IncomingRow
from desktop.context import AppContext
from desktop.domain.references import Kind, write
from desktop.services.intake import Intake
from desktop.services.needs import Needs
from desktop.services.referrals import Referrals
from desktop.services.referrals_in import ReferralsIn
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column, Group
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.dialog import FileDialog, FormDialog
from desktop.ui.base.i18n import tr
from desktop.ui.base.permits import may
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ADD, FormData, Listing, ListQuery, ListTab, RecordSpec
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import local, short_date
from desktop.ui.preview import Document, preview_pdf
from desktop.ui.referrals.incoming_back import Back, BackDialog, Listed, give_list_back, lists_of
from desktop.ui.referrals.incoming_file import (
    answer_fields,
    chosen_password,
    file_fields,
    take_file,
    write_answer,
)
from desktop.ui.referrals.incoming_known import ask_if_known, people_found
from desktop.ui.referrals.incoming_look import LookDialog, Looked, look_at_file
from desktop.ui.referrals.incoming_words import (
    APART,
    JOIN,
    end_fields,
    end_from,
    ended_as,
    here,
    take_fields,
    taken_in,
    why_not,
)

OPEN, ALL = "open", "all"
ACKNOWLEDGE, ACCEPT, COMPLETE, DECLINE, LETTER, ANSWER, TOLD = (
    "acknowledge",
    "accept",
    "complete",
    "decline",
    "letter",
    "answer",
    "told",
)
_ENDS = {COMPLETE: ReferralStatus.COMPLETED, DECLINE: ReferralStatus.DECLINED}


class IncomingSpec(RecordSpec):
    """Referrals coming in as a list with a pane."""

    acts = {
        ADD: "referral.set",
        ACKNOWLEDGE: "referral.reply",
        ACCEPT: "referral.reply",
        COMPLETE: "referral.reply",
        DECLINE: "referral.reply",
        LETTER: "referral.send",
        ANSWER: "referral.send",
        TOLD: "referral.send",
    }
    entities = frozenset({"referral", "referral_step", "organisation", "person", "request", "need_type"})
    icon = "arrows-left-right"

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self.context, self._actor = context, context.actor
        self.service = context.service(ReferralsIn)
        self.title = tr("Coming in")
        self.empty = tr("No referral is waiting for an answer.")
        self.add = tr("Take one in")
        self.tabs = (ListTab(OPEN, tr("Waiting")), ListTab(ALL, tr("All")))
        self.columns = (
            Column("sender", tr("From"), 150, stretch=True, kind=CellKind.STRONG, cell=_sender_cell),
            Column("need", tr("For"), 130, priority=1),
            Column("person", tr("Person"), 120),
            Column("came", tr("Came"), 98, kind=CellKind.SECOND, cell=_came_cell, priority=2),
            Column("stands", tr("We said"), 180, kind=CellKind.STATUS, cell=_stands_cell),
        )

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query (worker): who is owed an answer stands first, under a heading of its own."""
        keys = self.service.ids(self._actor, open_only=query.tab != ALL)
        owed = set(self.service.ids(self._actor, owing=True))
        first = [key for key in keys if key in owed]
        rest = [key for key in keys if key not in owed]
        found = ((tr("They wait for a word from us"), len(first)), (tr("They know how it stands"), len(rest)))
        groups = [Group(title, count) for title, count in found if count]
        return Listing(
            [*first, *rest], groups, {OPEN: len(owed)}, tr("Everybody who passes somebody on hears back")
        )

    def rows(self, ids: Sequence[Any]) -> Sequence[IncomingRow]:
        """Rows for ids."""
        return self.service.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows (worker)."""
        (row,) = self.service.rows(self._actor, [item])
        return _detail(row)

    def form(self, item: Any) -> FormData:
        """The short form of one by phone or on paper (worker)."""
        del item
        needs = [
            (one.code, one.label) for one in self.context.service(Needs).all(self._actor) if one.is_active
        ]
        return FormData(
            tr("Take a referral in"),
            take_fields(self.bodies(), needs, partial(people_found, self.context)),
            {"again": JOIN, "how": SentHow.PHONE},
            tr("From whom, who, and what is needed. The rest can wait."),
        )

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Save the short form; one for what the person has open already joins that request.

        Raises:
            DomainError: something is missing, or the hub may know who is typed as new.
        """
        del item
        ask_if_known(self.context, values)
        person, need = values["person"], values["need_code"]
        open_one = ""
        if person and need and values["again"] != APART:
            alike = self.context.service(Intake).alike(self._actor, person[0], need)
            theirs = {
                one.id for one in self.context.service(Intake).card(self._actor, person[0]).open_requests
            }
            open_one = next((one.id for one in alike if one.id in theirs), "")
        return self.service.take(self._actor, taken_in(values, open_one))

    def bodies(self) -> list[tuple[object, str]]:
        """Bodies the hub knows (worker)."""
        found = self.context.service(Referrals).recipients(self._actor)
        return [(key, name) for key, name, _layer in found]


class IncomingPage(RecordPage):
    """The list of what came in, and what is said of it."""

    spec: IncomingSpec

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Build the page; nothing is read until it is shown.

        Args:
            context: the open hub.
            parent: the owner.
        """
        self.context = context
        super().__init__(IncomingSpec(context), context.jobs, parent)
        take = Button(tr("Take in a file"), icon="file-import", small=True, action="import.apply")
        take.clicked.connect(self.choose_file)
        self.toolbar.add_button(take)
        back = Button(tr("Give a list back…"), icon="file-export", small=True, action="referral.send")
        back.clicked.connect(self.ask_list)
        self.add_to_strip(back)
        layouts = Button(tr("Layouts of lists"), icon="table-import", small=True, action="import.preview")
        layouts.clicked.connect(lambda: self.place_asked.emit("layouts", None))
        self.add_to_strip(layouts)
        if may("referral.send"):
            # Where nobody waits there is no strip, and that is when a list is done with.
            done = Button(tr("Give a list back…"), icon="file-export", small=True, action="referral.send")
            done.clicked.connect(self.ask_list)
            self.empty.add_button(done)

    def on_action(self, key: str) -> None:
        """Do what a button of the pane says."""
        item, service, actor = self.table.current_id(), self.spec.service, self.context.actor
        if item is None or not self.spec.allows(key):
            return
        if key == ACKNOWLEDGE:
            self.jobs.write(lambda: service.acknowledge(actor, [item]))
        elif key == ACCEPT:
            self.jobs.write(lambda: service.accept(actor, [item]))
        elif key == TOLD:
            self.jobs.write(lambda: service.told(actor, [item], SentHow.PHONE))
        elif key in _ENDS:
            self.jobs.read(self.spec.bodies, partial(self._ask_end, item, _ENDS[key]))
        elif key == ANSWER:
            self._ask_answer(item)
        elif key == LETTER:
            self.look_at_letter(item)
        else:
            super().on_action(key)

    def look_at_letter(self, item: str) -> None:
        """Show the letter to who passed this person on; only printing or saving it tells them."""
        from desktop.exports.referral_letters import DrawnAnswers, draw_answers, record_answers

        tools, actor = self.context.hub.tools, self.context.actor

        def show(drawn: DrawnAnswers) -> None:
            title = tr("Answer to a referral")
            document = Document(
                title,
                drawn.content,
                f"{title}.pdf",
                lambda where, put: record_answers(tools, actor, drawn, where, put),
            )
            preview_pdf(self, self.jobs, document)

        self.jobs.read(lambda: draw_answers(tools, actor, [item]), show)

    def ask_list(self) -> None:
        """Ask which list that came in goes back to who sent it, with what came of each row."""
        self.jobs.read(lambda: lists_of(self.context), self._ask_list)

    def save_list(self, back: Back, path: str) -> None:
        """Write a list with its outcomes, and say where it is."""
        self.jobs.write(
            lambda: give_list_back(self.context, back, Path(path)),
            lambda done: self.said.emit(done.message, False),
        )

    def _ask_list(self, lists: Listed) -> None:
        if not lists:
            self.said.emit(tr("No list came in as referrals yet. Bring one in under Bring in a list."), False)
            return
        dialog = BackDialog(self.context, lists, self)
        dialog.agreed.connect(self._ask_where)
        dialog.open()

    def _ask_where(self, back: Back) -> None:
        dialog = FileDialog(self, tr("Give a list back"))
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        kinds = [tr("CSV file") + " (*.csv)", tr("Excel file") + " (*.xlsx)"]
        # Their own kind of file is proposed first.
        dialog.setNameFilters(kinds if back.ending == ".csv" else kinds[::-1])
        dialog.setDefaultSuffix(back.ending[1:])
        dialog.selectFile(f"outcomes{back.ending}")
        dialog.filterSelected.connect(
            lambda kind: dialog.setDefaultSuffix("xlsx" if "xlsx" in kind else "csv")
        )
        dialog.fileSelected.connect(partial(self.save_list, back))
        dialog.open()

    def choose_file(self) -> None:
        """Ask for a file of another hub's."""
        dialog = FileDialog(self, tr("Choose the file another hub sent"))
        dialog.setNameFilter(tr("Files of Hubkeeper") + " (*.zip);;" + tr("All files") + " (*)")
        dialog.fileSelected.connect(self.ask_password)
        dialog.open()

    def ask_password(self, path: str) -> None:
        """Ask for the password and who sent it, and take the file in."""
        self.jobs.read(self.spec.bodies, partial(self._ask_file, Path(path)))

    def _ask_file(self, path: Path, bodies: Sequence[tuple[object, str]]) -> FormDialog:
        context = self.context
        dialog = self._open(
            tr("Take in a file"),
            file_fields(bodies),
            lambda values: look_at_file(context, path, values),
            verb=tr("Look at it"),
            sentence=tr("It is only looked at first. Nothing is saved yet."),
        )
        dialog.saved.connect(self._show_looked)
        return dialog

    def _show_looked(self, looked: Looked) -> None:
        dialog = LookDialog(looked, self)
        dialog.agreed.connect(self._take_looked)
        dialog.open()

    def _take_looked(self, looked: Looked, doubtful: str) -> None:
        self.jobs.write(
            lambda: take_file(self.context, looked, doubtful),
            lambda done: self.said.emit(done.message, False),
        )

    def _ask_answer(self, item: str) -> None:
        dialog = self._open(
            tr("File to them"),
            answer_fields(),
            chosen_password,
            verb=tr("Choose where"),
            sentence=tr("What we said so far goes as a locked file for their Hubkeeper."),
        )
        dialog.saved.connect(partial(self._ask_folder, item))

    def _ask_folder(self, item: str, password: str) -> None:
        dialog = FileDialog(self, tr("Where the file goes"))
        dialog.setFileMode(FileDialog.FileMode.Directory)
        dialog.setOption(FileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(partial(self.save_answer, item, password))
        dialog.open()

    def save_answer(self, item: str, password: str, folder: str) -> None:
        """Write our answer as a locked file, and say where it is."""
        self.jobs.write(
            lambda: write_answer(self.context, item, password, Path(folder)),
            lambda done: self.said.emit(done.message, False),
        )

    def _ask_end(self, item: str, status: ReferralStatus, bodies: Sequence[tuple[object, str]]) -> FormDialog:
        service, actor = self.spec.service, self.context.actor
        titles = {
            ReferralStatus.COMPLETED: tr("It has ended"),
            ReferralStatus.DECLINED: tr("We cannot take it"),
        }
        return self._open(
            titles[status],
            end_fields(status, bodies),
            lambda values: service.end(actor, item, end_from(status, values)),
            sentence=tr("The request closes with it. A letter, a file or a call then tells them."),
        )

    def _open(self, title: str, fields: Any, save: Any, *, verb: str = "", sentence: str = "") -> FormDialog:
        dialog = FormDialog(title, fields, save, self.jobs, self, verb=verb, sentence=sentence)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.form.mark_clean()
        dialog.open()
        return dialog


def _sender_cell(row: IncomingRow) -> Cell:
    return Cell(row.sender, bold=True)


def _came_cell(row: IncomingRow) -> Cell:
    return Cell(short_date(local(row.came_at).date()) if row.came_at else "")


def _stands_cell(row: IncomingRow) -> Cell:
    if row.status is ReferralStatus.SENT:
        return Cell(here()[row.status], "hourglass", Tone.WARN, bold=True)
    if row.owes_answer:
        return Cell(tr("Not told yet"), "clock", Tone.WARN, bold=True)
    return Cell(here()[row.status], "check", Tone.OK)


def _detail(row: IncomingRow) -> Detail:
    reference = write(Kind.REFERRAL, row.number)
    outcome = ended_as()[row.outcome] if row.outcome else ""
    reason = why_not()[row.decline_reason] if row.decline_reason else ""
    lines = [
        DetailRow(tr("We said"), here()[row.status]),
        DetailRow(tr("What came of it"), outcome or reason),
        DetailRow(tr("Their reference"), row.their_reference),
        DetailRow(tr("Came"), short_date(local(row.came_at).date()) if row.came_at else ""),
        DetailRow(tr("Answer wanted by"), short_date(row.chase_on) if row.chase_on else ""),
    ]
    links = []
    if row.request_id:
        links.append(DetailRow("", tr("The request"), key=f"requests:{row.request_id}"))
    if row.person_id:
        links.append(DetailRow("", row.person, key=f"person:{row.person_id}"))
    sections = (DetailSection("", lines), DetailSection(tr("Here"), links))
    return Detail(
        ", ".join(part for part in (row.need, row.person) if part),
        tr("From {organisation} · {reference}", organisation=row.sender, reference=reference),
        icon=row.icon,
        sections=sections,
        actions=_actions(row),
    )


def _actions(row: IncomingRow) -> list[DetailAction]:
    tell = [
        DetailAction(LETTER, tr("Letter to them"), "printer"),
        DetailAction(TOLD, tr("They were told by phone"), "phone-check"),
    ]
    if row.came_as == CAME_BY_FILE:
        tell.insert(1, DetailAction(ANSWER, tr("File to them"), "file-export"))
    if row.status in ENDED:
        return tell if row.owes_answer else tell[:-1]
    ends = [
        DetailAction(COMPLETE, tr("It has ended"), "circle-check"),
        DetailAction(DECLINE, tr("We cannot take it"), "ban", ButtonKind.QUIET),
    ]
    if row.status is ReferralStatus.SENT:
        return [DetailAction(ACKNOWLEDGE, tr("We have it"), "check", ButtonKind.PRIMARY), *tell, *ends]
    if row.status is ReferralStatus.ACKNOWLEDGED:
        return [DetailAction(ACCEPT, tr("We are dealing with it"), "check", ButtonKind.PRIMARY), *tell, *ends]
    return [*tell, *ends]
