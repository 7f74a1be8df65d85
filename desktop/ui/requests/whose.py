"""Whose a request is: as the area says, or decided by hand with the reason; and the form that asks."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.queries.organisations import OrganisationFilter
from desktop.context import AppContext
from desktop.services.base import Changes
from desktop.services.organisations import Organisations
from desktop.services.routing import Routing, Whose
from desktop.ui.base.detail import DetailRow
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.permits import may

OWNER = "owner"
"""Key of the act, and of the link on the pane."""
_AREA, _HUB = "area", "hub"
_MOST = 400


def whose_rows(whose: Whose, request_id: str) -> list[DetailRow]:
    """Who looks after a request, and why where somebody decided otherwise than the area does."""
    if not whose.area and not whose.owner and not whose.reason:
        return []
    said = whose.owner or tr("This hub")
    if whose.area and not whose.reason:
        said = tr("{name} ({area})", name=said, area=whose.area)
    key = f"requests:{OWNER}:{request_id}" if may("request.set") else ""
    return [
        DetailRow(tr("Looked after by"), said, key=key),
        DetailRow(tr("Decided by hand"), whose.reason),
    ]


def ask_whose(page: QWidget, context: AppContext, request_id: str) -> None:
    """Ask who looks after a request, and why where it is not as the area decides."""
    actor, routing, bodies = context.actor, context.service(Routing), context.service(Organisations)

    def read() -> tuple[Whose, str, list[tuple[object, str]]]:
        rows = bodies.rows(actor, bodies.ids(actor, OrganisationFilter()))
        by_area = routing.by_area(actor, request_id)
        return routing.of_request(actor, request_id), by_area.owner, [(one.id, one.name) for one in rows]

    def save(values: Mapping[str, Any]) -> Changes:
        chosen = values["owner_id"]
        if chosen == _AREA:
            return routing.as_area(actor, request_id)
        return routing.give_request(
            actor, request_id, "" if chosen == _HUB else str(chosen), values["reason"] or ""
        )

    def show(answer: tuple[Whose, str, list[tuple[object, str]]]) -> None:
        whose, by_area, named = answer
        usual = tr("As their area says: {name}", name=by_area or tr("This hub"))
        choices = [(_AREA, usual), (_HUB, tr("This hub")), *named]
        asked = [
            FormField("owner_id", tr("Looked after by"), FieldKind.CHOICE, choices=choices, required=True),
            FormField("reason", tr("Why"), FieldKind.MULTILINE, lines=2, max_length=_MOST),
        ]
        dialog = FormDialog(
            tr("Who looks after it"),
            asked,
            save,
            context.jobs,
            page,
            sentence=tr("For this request alone. Where they live stays in the same area."),
        )
        chosen = (whose.owner_id or _HUB) if whose.reason else _AREA
        dialog.form.set_values({"owner_id": chosen, "reason": whose.reason})
        dialog.form.mark_clean()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    context.jobs.read(read, show)
