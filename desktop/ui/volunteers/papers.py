"""Printing a volunteer's papers: which one, for cards until when, and a look at it first."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.domain.phones import national
from desktop.services.hub_info import HubFacts
from desktop.services.volunteer_papers import Named, VolunteerPapers
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.preview import Document, preview_pdf

DECLARATION, REFERENCE, CARD = "declaration", "reference", "card"
CARD_DAYS = 365
"""How long a card is good for unless somebody says otherwise; a year, so that it is looked at again."""


def ask_paper(parent: QWidget, context: AppContext, volunteer_id: str) -> None:
    """Ask which paper is wanted and show it; nothing leaves before it is printed or saved."""
    papers, actor = context.service(VolunteerPapers), context.actor
    kinds = [
        (DECLARATION, tr("Declaration and code of conduct")),
        (REFERENCE, tr("Form for a referee")),
        (CARD, tr("ID card")),
    ]
    fields = [
        FormField("kind", tr("Which paper?"), FieldKind.CHOICE, choices=kinds, required=True),
        FormField("until", tr("Card good until"), FieldKind.DATE, half=True),
    ]

    def make(values: Mapping[str, Any]) -> tuple[str, bytes, int]:
        kind = str(values["kind"])
        named = papers.named(actor, [volunteer_id], for_cards=kind == CARD)
        return kind, drawn(context, kind, named, values["until"]), len(named)

    def show(made: object) -> None:
        assert isinstance(made, tuple)
        kind, content, count = made
        title = dict(kinds)[kind]
        preview_pdf(
            parent,
            context.jobs,
            Document(
                title,
                content,
                f"{kind}.pdf",
                lambda name, put: papers.leave(actor, title, count, name, put),
            ),
        )

    today = papers.today()
    dialog = FormDialog(tr("Print a form or card"), fields, make, context.jobs, parent, verb=tr("Look at it"))
    dialog.saved.connect(show)
    dialog.form.set_values({"kind": DECLARATION, "until": today + timedelta(days=CARD_DAYS)})
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def drawn(context: AppContext, kind: str, named: tuple[Named, ...], until: date | None) -> bytes:
    """Draw a paper (worker)."""
    from desktop.exports import volunteer_papers as paper

    facts: HubFacts = context.facts()
    today = context.service(VolunteerPapers).today()
    lead = f"{facts.lead_name or tr('Safeguarding')} {national(facts.safeguarding_phone)}".strip()
    head = paper.PaperHead(facts.name, national(facts.phone), lead, today, facts.is_demo)
    whose = [paper.Whose(one.name, one.reference, tr("Volunteer")) for one in named]
    if kind == CARD:
        return paper.make_id_cards(head, whose, until or today + timedelta(days=CARD_DAYS))
    makers: dict[str, Callable[..., bytes]] = {
        DECLARATION: paper.make_declaration,
        REFERENCE: paper.make_reference_form,
    }
    return makers[kind](head, whose)
