"""Layouts of lists: those shipped, those the hub made, and what each says of a council's file."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.exports.files import write_bytes
from desktop.exports.returned_list import COLUMNS
from desktop.imports.layouts import check_layout, is_layout, layout_key, name_of
from desktop.imports.profiles import (
    BUILT_IN,
    Profile,
    Returned,
    built_in,
    profile_from_file,
    profile_from_json,
)
from desktop.services.base import Changes
from desktop.services.layouts import KeptLayout, Layouts
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.dialog import FileDialog
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import (
    ADD,
    EDIT,
    VOID,
    FormData,
    Listing,
    ListQuery,
    ListTab,
    RecordSpec,
)
from desktop.ui.base.tokens import Tone
from desktop.ui.imports.words import field_words, kind_words

IN_USE, ENDED = "in_use", "ended"
COPY, SAVE_AS, USE_AGAIN = "copy", "save_as", "use_again"
MAKER = "new_layout"
_SHIPPED = "shipped:"
_MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One layout on the list.

    Attributes:
        key: of its record; for a shipped one, its name behind a mark.
        kept: how the hub keeps it; None for a shipped one.
    """

    key: str
    profile: Profile
    kept: KeptLayout | None = None

    @property
    def ended_at(self) -> datetime | None:
        """Since when it is not used; None while it is."""
        return self.kept.ended_at if self.kept is not None else None


class LayoutsSpec(RecordSpec):
    """Layouts as a list with a pane."""

    acts = {
        ADD: "import.apply",
        EDIT: "import.apply",
        VOID: "import.apply",
        COPY: "import.apply",
        USE_AGAIN: "import.apply",
        SAVE_AS: "import.preview",
    }
    entities = frozenset({"import_profile"})
    icon = "table-import"

    def __init__(self, context: AppContext) -> None:
        """Take the service from the context."""
        self._actor = context.actor
        self.layouts = context.service(Layouts)
        self._held: dict[str, Row] = {}
        self.title = tr("Layouts of lists")
        self.empty = tr("No layout was ended.")
        self.add = tr("Add a layout…")
        self.void_verb = tr("End this layout")
        self.void_sentence = tr("No list is read by it any more. Lists that came by it still go back by it.")
        self.tabs = (ListTab(IN_USE, tr("In use")), ListTab(ENDED, tr("Ended")))
        self.columns = (
            Column(
                "title", tr("Layout"), 240, stretch=True, kind=CellKind.STRONG, cell=_title, sortable=False
            ),
            Column("kind", tr("Rows"), 110, cell=_kind, sortable=False, priority=1),
            Column("columns", tr("Columns"), 80, align_right=True, cell=_count, sortable=False, priority=2),
            Column("origin", tr("From"), 170, kind=CellKind.SECOND, cell=_origin, sortable=False),
        )

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query (worker): the hub's own first."""
        rows = _own(self.layouts.all(self._actor, ended=query.tab == ENDED))
        if query.tab != ENDED:
            rows += [Row(f"{_SHIPPED}{name}", built_in(name)) for name in BUILT_IN]
        self._held |= {row.key: row for row in rows}
        words = tr_count("{count} layout", "{count} layouts", len(rows))
        return Listing([row.key for row in rows], subtitle=words)

    def view_of(self, item: Any) -> str:
        """Whatever is asked for is in use (worker)."""
        return IN_USE

    def rows(self, ids: Sequence[Any]) -> Sequence[Row]:
        """Rows for ids: the list is short and held."""
        return [self._held[item] for item in ids if item in self._held]

    def held(self, item: Any) -> Row:
        """One of the list."""
        return self._held[item]

    def detail(self, item: Any) -> Detail:
        """What the pane shows (worker)."""
        return _detail(self._held[item])

    def form(self, item: Any) -> FormData:
        """A layout is made in steps, on a page of its own; see `LayoutsPage.open_form`."""
        raise NotImplementedError

    def void(self, item: Any, reason: str) -> object:
        """End a layout (worker, a write)."""
        return self.layouts.end(self._actor, str(item), reason)

    def add_profile(self, profile: Profile) -> Changes:
        """Keep a layout out of a file or a shipped one, under a name nothing else has (worker, a write)."""
        check_layout(profile)
        kept = [*self.layouts.all(self._actor), *self.layouts.all(self._actor, ended=True)]
        taken = {*BUILT_IN, *(str(one.mapping.get("name", "")) for one in kept)}
        titles = {one.name for one in kept} | {built_in(name).title for name in BUILT_IN}
        title = next(one for one in _titles(profile.title) if one not in titles)
        made = replace(profile, name=name_of(title, taken), title=title, also=())
        return self.layouts.save(self._actor, json.loads(made.to_json()), layout_key(made))


class LayoutsPage(RecordPage):
    """The list of layouts; its Add button opens the steps that make one."""

    spec: LayoutsSpec

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Build the page; nothing is read until it is shown.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(LayoutsSpec(context), context.jobs, parent)
        self._actor = context.actor
        take = Button(tr("From a file…"), icon="file-import", small=True, action="import.apply")
        take.clicked.connect(self.choose_file)
        self.toolbar.add_button(take)

    def open_form(self, item: Any = None, given: Any = None) -> None:
        """Make a layout, or change one, in steps."""
        if self.spec.allows(ADD if item is None else EDIT):
            self.place_asked.emit(MAKER, item)

    def on_action(self, key: str) -> None:
        """Do what a button of the pane says."""
        item = self.table.current_id()
        if item is None or not self.spec.allows(key):
            return
        if key == COPY:
            profile = self.spec.held(item).profile
            self.jobs.write(lambda: self.spec.add_profile(profile), self._on_added)
        elif key == USE_AGAIN:
            self.jobs.write(lambda: self.spec.layouts.bring_back(self._actor, str(item)), self._on_added)
        elif key == SAVE_AS:
            self._ask_where(self.spec.held(item).profile)
        else:
            super().on_action(key)

    def choose_file(self) -> None:
        """Ask for a layout another hub saved."""
        dialog = FileDialog(self, tr("Choose a layout another hub saved"))
        dialog.setNameFilter(tr("Layouts") + " (*.json);;" + tr("All files") + " (*)")
        dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def take_file(self, path: str) -> None:
        """Keep the layout a file holds."""
        self.jobs.write(lambda: self.spec.add_profile(profile_from_file(Path(path))), self._on_added)

    def save_layout(self, profile: Profile, path: str) -> None:
        """Write a layout as a file another hub can take; nobody is in it."""
        text = json.dumps(json.loads(profile.to_json()), ensure_ascii=False, indent=2)
        where = Path(path)
        self.jobs.read(
            lambda: write_bytes(where, text.encode() + b"\n"),
            lambda _done: self.said.emit(
                tr("{file} in {folder}", file=where.name, folder=str(where.parent)), False
            ),
        )

    def _ask_where(self, profile: Profile) -> None:
        dialog = FileDialog(self, tr("Save the layout as a file"))
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("Layouts") + " (*.json)")
        dialog.setDefaultSuffix("json")
        dialog.selectFile(f"{profile.name}.json")
        dialog.fileSelected.connect(partial(self.save_layout, profile))
        dialog.open()

    def _on_added(self, done: Changes) -> None:
        self.toolbar.set_tab(IN_USE)
        self.reload(select=done.made or None)
        self.said.emit(done.message, True)


def _own(kept: Sequence[KeptLayout]) -> list[Row]:
    found = []
    for one in kept:
        try:
            found.append(Row(one.key, profile_from_json(json.dumps(one.mapping)), one))
        except DomainError:
            continue
    return found


def _titles(title: str) -> Any:
    yield title
    number = 2
    while True:
        yield f"{title} {number}"
        number += 1


def _title(row: Row) -> Cell:
    return Cell(row.profile.title, bold=True)


def _kind(row: Row) -> Cell:
    return Cell(kind_words(row.profile.kind))


def _count(row: Row) -> Cell:
    return Cell(f"{len(row.profile.columns):,}")


def _origin(row: Row) -> Cell:
    if row.kept is None:
        return Cell(tr("Comes with Hubkeeper"))
    if is_layout(row.kept.fingerprint):
        return Cell(tr("Added here"), tone=Tone.ACCENT)
    return Cell(tr("Remembered from a list"))


def _detail(row: Row) -> Detail:
    profile, kept = row.profile, row.kept
    lines = [DetailRow(header, _becomes(profile, header)) for header in list(profile.columns)[:_MOST_SHOWN]]
    more = len(profile.columns) - _MOST_SHOWN
    if more > 0:
        lines.append(DetailRow("", tr_count("and {count} more column", "and {count} more columns", more)))
    why = kept.why if kept is not None else ""
    return Detail(
        profile.title,
        kind_words(profile.kind),
        icon="table-import",
        sections=(
            DetailSection(tr("Ended"), [DetailRow(tr("Why"), why)]),
            DetailSection("", [DetailRow("", profile.about)]),
            DetailSection(tr("Their columns"), lines),
            DetailSection(tr("Their codes"), _codes(profile)),
            DetailSection(tr("How answers go back"), _back(profile)),
        ),
        actions=_actions(row),
    )


def _becomes(profile: Profile, header: str) -> str:
    target = profile.columns[header].target
    return field_words(target) if target else tr("Left out")


def _codes(profile: Profile) -> list[DetailRow]:
    every = {name: value for name, value in profile.constants.items() if name == "need"}
    said = [DetailRow(tr("Every row"), tr("Asks for {need}", need=_plain(one))) for one in every.values()]
    for header, column in profile.columns.items():
        said += [DetailRow(f"{header}: {code}", _plain(ours)) for code, ours in column.meanings.items()]
    for rule in profile.needs:
        answer = rule.written or ", ".join(sorted(rule.answers))
        said.append(DetailRow(f"{rule.header}: {answer}", tr("Asks for {need}", need=_plain(rule.need))))
    return said


def _back(profile: Profile) -> list[DetailRow]:
    returned = profile.returned
    words = [f"{theirs}" for part in returned.codes.values() for theirs in part.values()]
    most = f"{returned.most_rows:,}" if returned.most_rows else ""
    return [
        *(DetailRow(ours, _where(returned, part)) for part, ours in COLUMNS.items()),
        DetailRow(tr("Their words"), ", ".join(dict.fromkeys(words))),
        DetailRow(tr("Most rows in one file"), most),
    ]


def _where(returned: Returned, part: str) -> str:
    if part in returned.silent:
        return tr("does not go back")
    return returned.columns.get(part, tr("a column of ours"))


def _plain(code: str) -> str:
    return code.replace("_", " ")


def _actions(row: Row) -> list[DetailAction]:
    save = DetailAction(SAVE_AS, tr("Save as a file"), "file-export")
    if row.kept is None:
        return [DetailAction(COPY, tr("Make one of our own from it"), "copy"), save]
    if row.ended_at is not None:
        return [DetailAction(USE_AGAIN, tr("Use it again"), "arrow-back-up"), save]
    end = DetailAction(VOID, tr("End it"), "ban", ButtonKind.QUIET)
    return [DetailAction(EDIT, tr("Change"), "pencil"), save, end]
