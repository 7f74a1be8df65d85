"""The Handovers page: everything that left the hub, and the way to a new handover."""

from collections.abc import Mapping, Sequence
from typing import Any

from db.enums import LawfulBasis, ShareKind
from db.queries.sharing import SharingFilter, SharingRow
from desktop.context import AppContext
from desktop.domain.references import Kind, write
from desktop.exports.handover_fields import in_words
from desktop.services.handover_notices import HandoverNotices, ToTell
from desktop.services.handover_series import HandoverSeries
from desktop.services.sharing_log import SharingLog
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailRow, DetailSection
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ADD, Listing, ListQuery, ListTab, RecordSpec
from desktop.ui.base.tokens import Tone
from desktop.ui.handovers.after import (
    AGAIN,
    FORGET,
    NOTICE,
    RECEIPT,
    TOLD,
    ReceiptDialog,
    forget_copy,
    save_again,
    show_notice,
)
from desktop.ui.handovers.after_words import after_actions, became_rows, told_rows
from desktop.ui.handovers.told import ToldDialog, ask_told

NEW = "new_handover"


class HandoversSpec(RecordSpec):
    """The sharing log as a list with a detail pane."""

    acts = {
        ADD: "handover.make",
        RECEIPT: "handover.receipt",
        AGAIN: "handover.again",
        FORGET: "handover.again",
        NOTICE: "handover.notice",
        TOLD: "handover.notice",
    }
    entities = frozenset({"sharing_record", "handover", "handover_notice", "consent"})
    icon = "package-export"

    def __init__(self, context: AppContext) -> None:
        """Take the service from the context."""
        self._actor = context.actor
        self._log = context.service(SharingLog)
        self._series = context.service(HandoverSeries)
        self._notices = context.service(HandoverNotices)
        self.title = tr("Handovers")
        self.empty = tr("Nothing has been shared.")
        self.add = tr("New handover")
        self.whole = ""
        self.tabs = (
            ListTab("", tr("All")),
            ListTab(ShareKind.HANDOVER, tr("Handovers")),
            ListTab(ShareKind.PRINT, tr("Prints")),
            ListTab(ShareKind.EXPORT, tr("Lists")),
        )
        self.columns = (
            Column(
                "number", tr("Ref"), 80, cell=lambda row: write(Kind.HANDOVER, row.number), sortable=False
            ),
            Column("at", tr("When"), 150, cell=_when, sortable=False),
            Column("recipient", tr("To"), 200, stretch=True, kind=CellKind.STRONG, cell=_to, sortable=False),
            Column("purpose", tr("Why"), 200, kind=CellKind.SECOND, sortable=False, priority=2),
            Column("people_count", tr("People"), 80, align_right=True, sortable=False, priority=1),
            Column("locked", tr("Locked"), 90, cell=_locked, sortable=False, priority=1),
        )

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        kind = ShareKind(query.tab) if query.tab in set(ShareKind) else None
        ids = self._log.ids(self._actor, SharingFilter(kind=kind))
        return Listing(
            ids, subtitle=tr_count("{count} in the sharing log", "{count} in the sharing log", len(ids))
        )

    def rows(self, ids: Sequence[Any]) -> Sequence[SharingRow]:
        """Rows for ids."""
        return self._log.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows: why, to whom, what was in it and who was left out."""
        held = self._log.get(self._actor, item)
        share = held.share
        fate = self._series.fate(self._actor, item)
        code = fate.check_code if fate is not None else share.file_hash
        about = [
            DetailRow(tr("Why"), share.purpose),
            DetailRow(tr("Reason in law"), share.law or basis_words(share.basis)),
            DetailRow(tr("Agreement"), share.agreement),
            DetailRow(tr("By"), held.by),
            DetailRow(tr("People"), str(share.people_count)),
            DetailRow(tr("Details"), ", ".join(in_words(map(str, share.fields)))),
            DetailRow(tr("File"), share.file_name),
            DetailRow(tr("Check code"), code[:16]),
            DetailRow(tr("Delete by"), f"{share.delete_by:%d %b %Y}" if share.delete_by else ""),
        ]
        left = [DetailRow(one.name or tr("Somebody"), left_words(one.reason)) for one in share.left_out[:30]]
        told = self._to_tell(share.recipient_id) if fate is not None else []
        return Detail(
            share.recipient_name or kind_words(share.kind),
            f"{held.reference}, {held.at.astimezone():%d %b %Y, %H:%M}",
            icon="package-export",
            sections=[
                DetailSection(tr("To be told of"), told_rows(told)),
                DetailSection("", about),
                DetailSection(tr("What became of it"), became_rows(fate)),
                DetailSection(tr("Left out"), left),
            ],
            actions=after_actions(fate, told),
        )

    def _to_tell(self, recipient_id: str | None) -> list[ToTell]:
        if not self.allows(NOTICE):
            return []
        return [one for one in self._notices.waiting(self._actor) if one.recipient_id == recipient_id]


class HandoversPage(RecordPage):
    """The sharing log; its Add button opens the maker."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(HandoversSpec(context), context.jobs)
        self._context = context
        self.acted.connect(self._on_acted)

    def open_form(self, item: Any = None, given: Mapping[str, Any] | None = None) -> None:
        """Make a new handover."""
        self.place_asked.emit(NEW, None)

    def _on_acted(self, key: str, item: Any) -> None:
        if key == RECEIPT:
            ReceiptDialog(self._context, str(item), self).open()
        elif key == AGAIN:
            save_again(self._context, str(item), self)
        elif key == FORGET:
            forget_copy(self._context, str(item), self)
        elif key == NOTICE:
            show_notice(self._context, str(item), self)
        elif key == TOLD:
            ask_told(self._context, str(item), self, ToldDialog.open)


def basis_words(basis: LawfulBasis | None) -> str:
    """A reason in law, in words."""
    words = {
        LawfulBasis.CONSENT: tr("Consent"),
        LawfulBasis.LEGITIMATE_INTERESTS: tr("Legitimate interests"),
        LawfulBasis.RECOGNISED_LEGITIMATE_INTEREST: tr("Recognised legitimate interest"),
        LawfulBasis.VITAL_INTERESTS: tr("Vital interests"),
        LawfulBasis.PUBLIC_TASK: tr("Public task"),
        LawfulBasis.LEGAL_OBLIGATION: tr("Legal obligation"),
    }
    return words[basis] if basis is not None else ""


def kind_words(kind: ShareKind) -> str:
    """What left, in words."""
    return {
        ShareKind.HANDOVER: tr("Handover"),
        ShareKind.PRINT: tr("Print"),
        ShareKind.EXPORT: tr("List"),
    }[kind]


def left_words(reason: str) -> str:
    """Why somebody was left out, in words."""
    return {
        "said_no": tr("said no"),
        "withdrawn": tr("took the yes back"),
        "not_asked": tr("not asked yet"),
        "deceased": tr("died"),
        "do_not_contact": tr("asked not to be contacted"),
        "restricted": tr("asked us to restrict the use of their data"),
        "objected": tr("objected to the use of their data"),
        "points_to_one": tr("the row would point to them"),
    }.get(reason, reason)


def _when(row: SharingRow) -> Cell:
    return Cell(f"{row.at.astimezone():%d %b %Y, %H:%M}")


def _to(row: SharingRow) -> Cell:
    return Cell(row.recipient or kind_words(row.kind))


def _locked(row: SharingRow) -> Cell:
    if row.kind is not ShareKind.HANDOVER:
        return Cell("")
    return Cell(tr("Locked"), "lock", Tone.OK) if row.is_locked else Cell(tr("Open"), "lock-open", Tone.WARN)
