"""The texts, letters and e-mails of the hub: kept here, filled in and copied out."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtGui import QGuiApplication

from db.enums import TemplateKind
from desktop.context import AppContext
from desktop.services.templates import FIELDS, TemplateDraft, TemplateLine, Templates
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ADD, EDIT, VOID, FormData, Listing, ListQuery, RecordSpec
from desktop.ui.words import choices, say

COPY = "copy"


class TemplatesSpec(RecordSpec):
    """Templates as a list with a detail pane."""

    acts = {
        ADD: "template.set",
        EDIT: "template.set",
        VOID: "template.set",
    }
    entities = frozenset({"template", "hub"})
    icon = "file-text"

    def __init__(self, context: AppContext) -> None:
        """Take the service from the context."""
        self._actor = context.actor
        self.templates = context.service(Templates)
        self._held: dict[str, TemplateLine] = {}
        self.title = tr("Texts, letters and e-mails")
        self.empty = tr("Add the words you send most.")
        self.add = tr("Add one")
        self.void_verb = tr("Take off the list")
        self.void_sentence = tr("It stays in the history.")
        self.columns = (
            Column(
                "name",
                tr("Name"),
                240,
                stretch=True,
                kind=CellKind.STRONG,
                cell=lambda row: row.draft.name,
                sortable=False,
            ),
            Column(
                "kind",
                tr("Kind"),
                140,
                kind=CellKind.SECOND,
                cell=lambda row: Cell(say(row.draft.kind)),
                sortable=False,
            ),
        )

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        found = self.templates.all(self._actor)
        self._held = {one.id: one for one in found}
        return Listing(list(self._held), subtitle=tr_count("{count} text", "{count} texts", len(found)))

    def rows(self, ids: Sequence[Any]) -> Sequence[TemplateLine]:
        """Rows for ids: the list is short and held."""
        return [self._held[item] for item in ids if item in self._held]

    def detail(self, item: Any) -> Detail:
        """What the pane shows: the words, with the hub's own details filled in."""
        draft = self._held[item].draft
        filled = self.templates.fill(self._actor, item)
        return Detail(
            draft.name,
            say(draft.kind),
            icon="file-text",
            quote=filled.body,
            sections=[
                DetailSection(
                    "",
                    [
                        DetailRow(tr("Subject"), filled.subject),
                        DetailRow(tr("Still to fill in"), ", ".join(filled.missing)),
                    ],
                )
            ],
            actions=[
                DetailAction(COPY, tr("Copy the words"), "copy", ButtonKind.PRIMARY),
                DetailAction(EDIT, tr("Edit"), "pencil"),
                DetailAction(VOID, tr("Take off"), "trash"),
            ],
        )

    def form(self, item: Any) -> FormData:
        """The form for a template."""
        known = ", ".join(f"{{{name}}}" for name in FIELDS)
        asked = [
            FormField("name", tr("Name"), required=True, half=True),
            FormField("kind", tr("Kind"), FieldKind.CHOICE, choices=choices(TemplateKind), half=True),
            FormField("subject", tr("Subject")),
            FormField(
                "body", tr("Words"), FieldKind.MULTILINE, hint=known, required=True, lines=9, max_length=8000
            ),
        ]
        if item is None:
            return FormData(tr("Add one"), asked, {"kind": TemplateKind.TEXT})
        draft = self._held[item].draft
        return FormData(tr("Edit"), asked, {one.key: getattr(draft, one.key) for one in asked})

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Save a form."""
        draft = TemplateDraft(values["kind"], values["name"], values["body"], values["subject"] or "")
        return self.templates.save(self._actor, draft, item or "")

    def void(self, item: Any, reason: str) -> object:
        """Take a template off the list."""
        return self.templates.void(self._actor, item, reason)


class TemplatesPage(RecordPage):
    """Texts, letters and e-mails."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._spec = TemplatesSpec(context)
        self._actor = context.actor
        super().__init__(self._spec, context.jobs)
        self.acted.connect(self._on_acted)

    def _on_acted(self, key: str, item: Any) -> None:
        if key == COPY:
            self.jobs.read(lambda: self._spec.templates.fill(self._actor, item), self._copy)

    def _copy(self, filled: Any) -> None:
        QGuiApplication.clipboard().setText(filled.body)
        self.said.emit(tr("Copied. Paste it where you write."), False)
