"""Printing volunteers' papers, looked at first, and recording what came back on them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.domain.phones import national
from desktop.services.volunteer_papers import Leaving, Named, VolunteerPapers
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.preview import Document, preview_pdf

PAPERS, CAME_BACK = "papers", "came_back"
ACTS = {PAPERS: "volunteer.set", CAME_BACK: "check.set"}
"""Each act of the pane and the action it needs."""
DECLARATION, REFERENCE_1, REFERENCE_2, CARD = "declaration", "reference_1", "reference_2", "card"
_GOOD_FOR = timedelta(days=365)


class _Drawn(NamedTuple):
    """Papers ready to be looked at."""

    title: str
    file_name: str
    paper: Leaving


def ask_paper(parent: QWidget, context: AppContext, volunteer_id: str) -> None:
    """Ask which paper of a volunteer is wanted and show it; nothing leaves before it is printed or saved."""
    kinds = [
        (DECLARATION, tr("Declaration and code of conduct")),
        (REFERENCE_1, tr("Form for the first referee")),
        (REFERENCE_2, tr("Form for the second referee")),
        (CARD, tr("ID card")),
    ]
    fields = [
        FormField("kind", tr("Which paper?"), FieldKind.CHOICE, choices=kinds, required=True),
        *_card_fields(),
    ]
    dialog = _dialog(parent, context, tr("Print a form or card"), fields, [volunteer_id])
    dialog.form.set_values({"kind": DECLARATION})

    def show_asked() -> None:
        is_card = dialog.form.editor("kind").value() == CARD
        dialog.form.show_only({"kind", "role", "until"} if is_card else {"kind"})

    dialog.form.editor("kind").edited.connect(show_asked)
    show_asked()
    dialog.form.mark_clean()
    dialog.open()


def ask_cards(parent: QWidget, context: AppContext, volunteer_ids: Sequence[str]) -> None:
    """Ask what stands on the cards of several volunteers and show them."""
    dialog = _dialog(parent, context, tr("ID cards"), _card_fields(), volunteer_ids)
    dialog.form.mark_clean()
    dialog.open()


def card_button(parent: QWidget, context: AppContext, picked: Callable[[], Sequence[str]]) -> Button:
    """The button of the list that makes cards for those picked."""
    button = Button(tr("ID cards"), parent, icon="id-badge", small=True, action=ACTS[PAPERS])
    button.clicked.connect(lambda: ask_cards(parent, context, picked()))
    return button


def ask_came_back(parent: QWidget, context: AppContext, volunteer_id: str) -> None:
    """Ask what came back on paper, and record it as a check."""
    papers, actor = context.service(VolunteerPapers), context.actor
    kinds = [
        (DECLARATION, tr("Declaration, signed")),
        (REFERENCE_1, tr("Reference, 1 of 2")),
        (REFERENCE_2, tr("Reference, 2 of 2")),
    ]
    fields = [
        FormField("kind", tr("What came back?"), FieldKind.CHOICE, choices=kinds, required=True),
        FormField("on", tr("Signed, or confirmed by ringing, on"), FieldKind.DATE, required=True, half=True),
        FormField("by", tr("Seen or confirmed by"), required=True, max_length=80, half=True),
    ]

    def save(held: Mapping[str, Any]) -> object:
        if held["kind"] == DECLARATION:
            return papers.declared(actor, volunteer_id, held["on"], held["by"])
        number = 1 if held["kind"] == REFERENCE_1 else 2
        return papers.reference_in(actor, volunteer_id, number, held["on"], held["by"])

    sentence = tr("Only that it came is kept, never what it says. File the paper where the hub keeps papers.")
    dialog = FormDialog(
        tr("A form came back"), fields, save, context.jobs, parent, verb=tr("Record"), sentence=sentence
    )
    dialog.form.set_values({"kind": DECLARATION, "on": papers.today(), "by": actor.name})
    dialog.form.mark_clean()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _card_fields() -> list[FormField]:
    return [
        FormField("role", tr("Role on the card"), max_length=40, required=True, half=True),
        FormField("until", tr("Card good until"), FieldKind.DATE, required=True, half=True),
    ]


def _dialog(
    parent: QWidget, context: AppContext, title: str, fields: Sequence[FormField], ids: Sequence[str]
) -> FormDialog:
    papers, actor = context.service(VolunteerPapers), context.actor

    def show(made: object) -> None:
        assert isinstance(made, _Drawn)
        document = Document(
            made.title,
            made.paper.content,
            made.file_name,
            lambda name, put: papers.leave(actor, made.paper, name, put),
        )
        preview_pdf(parent, context.jobs, document)

    dialog = FormDialog(
        title,
        fields,
        lambda held: _draw(context, ids, held),
        context.jobs,
        parent,
        verb=tr("Look at it"),
    )
    dialog.saved.connect(show)
    dialog.form.set_values({"role": tr("Volunteer"), "until": papers.today() + _GOOD_FOR})
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def _draw(context: AppContext, ids: Sequence[str], held: Mapping[str, Any]) -> _Drawn:
    """Draw papers (worker)."""
    from desktop.exports import volunteer_papers as paper

    papers, kind = context.service(VolunteerPapers), str(held.get("kind", CARD))
    named = papers.named(context.actor, ids, for_cards=kind == CARD)
    facts, today = context.facts(), papers.today()
    lead = f"{facts.lead_name or tr('Safeguarding')} {national(facts.safeguarding_phone)}".strip()
    head = paper.PaperHead(facts.name, national(facts.phone), lead, today, facts.is_demo)
    if kind == CARD:
        role = str(held["role"] or "").strip()
        if not role:
            raise DomainError(tr("Say what stands under the name."), field="role")
        whose = [paper.Whose(one.name, one.reference, role) for one in named]
        content = paper.make_id_cards(head, whose, papers.card_until(context.actor, held["until"]))
        leaving = Leaving("ID cards", content, named, cards=True)
        return _Drawn(_cards_title(named, ids), _file(tr("ID cards"), today), leaving)
    whose = [paper.Whose(one.name, one.reference) for one in named]
    if kind == DECLARATION:
        title, content = tr("Declaration"), paper.make_declaration(head, whose)
    else:
        title = tr("Form for a referee")
        content = paper.make_reference_form(head, whose, 1 if kind == REFERENCE_1 else 2)
    return _Drawn(title, _file(title, today), Leaving(title, content, named))


def _cards_title(named: Sequence[Named], ids: Sequence[str]) -> str:
    title = tr_count("{count} ID card", "{count} ID cards", len(named))
    left = len(ids) - len(named)
    if not left:
        return title
    return tr("{title}; {left} not active", title=title, left=f"{left:,}")


def _file(title: str, today: date) -> str:
    return f"{title} {today:%Y-%m-%d}.pdf"
